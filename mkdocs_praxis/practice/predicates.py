"""Predicates for requirements: legal forms, transfers, bookings, forms, the scope of the BFSG."""

import re
from collections.abc import Callable
from typing import Any

from mkdocs_praxis.practice.countries import EEA, country_code
from mkdocs_praxis.practice.legal.tables import WITH_CHAMBER
from mkdocs_praxis.practice.model import Facts, FormFact, OnlineBooking
from mkdocs_praxis.practice.model_practice import Profession, Rulebook
from mkdocs_praxis.practice.shipped import shipped

# § 203 (1) no. 1 and 2 StGB: professions with state-regulated training, not Heilpraktiker
UNDER_SECRECY = frozenset({
    "arzt", "zahnarzt", "psychotherapie", "physiotherapie", "ergotherapie", "logopaedie", "hebamme", "podologie", "diaetassistenz",
})  # fmt: skip


def company_shown(f: Facts) -> bool:
    """Whether the name of the practice or company contains the legal form."""
    words = f" {f.practice.company or f.practice.name} ".lower()
    form = shipped("legal_forms").get(f.practice.legal_form)
    return form is None or any(mark in words for mark in form["shown"])


def third_countries(f: Facts) -> list[Any]:
    """Return the recipients of data outside the EEA; booking sites only if they are processors."""
    booked = [one for _, one in bookings(f) if one.role != "eigenes_konto"]
    told = (f.hosting, f.mailbox, *f.processors, *f.embedded, *booked)
    return [one for one in told if one and country_of(one) not in {"", *EEA}]


def country_of(record: Any) -> str:
    """Return the country of a company: its own, else that of its address; "" if unknown."""
    address = getattr(record, "address", None)
    return record.country or (country_code(address.country) if address and address.country else "") or ""


def bookings(f: Facts) -> list[tuple[str, OnlineBooking]]:
    """Return (key, record) of the linked pages for booking and for prescriptions."""
    found = (
        ("booking", f.booking and f.booking.online),
        ("portal", f.prescriptions and f.prescriptions.portal),
    )
    return [(kind, one) for kind, one in found if one]


def linked(kind: str, test: Callable[[OnlineBooking], object] = bool) -> Callable[[Facts], object]:
    """Return a predicate: a kind of booking page is linked, and its provider passes a test."""
    return lambda f: any(what == kind and test(one) for what, one in bookings(f))


def on_behalf(one: OnlineBooking) -> bool:
    """Whether a provider is a processor, which needs a contract (Art. 28 GDPR)."""
    return one.role in {"auftrag", "beides"}


def country_known(f: Facts) -> bool:
    """Whether the country of every recipient of data is known."""
    told = [f.hosting, f.mailbox, *f.processors, *f.embedded]
    return all(country_of(one) or getattr(one, "address", None) for one in told if one)


def newsletters(f: Facts) -> list[FormFact]:
    """Return the forms with consent to newsletters."""
    return [form for form in f.forms if form.kind == "newsletter"]


def small(f: Facts) -> bool:
    """Whether at most ten people work here, which exempts from the notice on arbitration (§ 36 (3) VSBG).

    By ihk.de/chemnitz, 26.11.2026: the headcount on 31 December of the previous year counts; the exemption is from § 36 (1)
    no. 1 only; participants must name the body whatever their size (no. 2).
    """
    return f.arbitration is not None and f.arbitration.employees is not None and f.arbitration.employees <= 10


_Test = Callable[[Profession], object]


def each(test: _Test) -> Callable[[Facts], object]:
    """Return a predicate: every profession passes a test."""
    return lambda f: all(map(test, f.practice.professions))


def some(test: _Test) -> Callable[[Facts], object]:
    """Return a predicate: one of the professions passes a test."""
    return lambda f: any(test(one) for one in f.practice.professions)


def of_kind(*kinds: str) -> _Test:
    """Return a test: a profession is of one of these kinds."""
    return lambda profession: profession.kind in kinds


chambered = of_kind(*WITH_CHAMBER)  # by law
insured = of_kind(*WITH_CHAMBER - {"tierarzt"})  # may be admitted to the statutory health insurance
by_district = of_kind("arzt", "zahnarzt")  # in Bavaria, by Bezirksverbände (Art. 38, 39 HKaG)


def regulated(f: Facts) -> list[Profession]:
    """Return the professions that a law regulates: of others, `bezeichnung: keine` says that there is no statutory title."""
    untitled = "bezeichnung" in f.denied
    return [one for one in f.practice.professions if one.title or one.kind != "sonstige" or not untitled]


def for_the_statutory(f: Facts) -> bool:
    """Whether the practice treats patients with statutory insurance; True unless it declares otherwise."""
    insurance = f.practice.insurance
    said = [one.statutory for one in f.practice.professions if chambered(one)]
    return not (insurance and insurance.statutory is False) and (
        not said or any(one is not False for one in said)
    )


def admitted(profession: Profession) -> bool:
    """Whether a profession is admitted to statutory care through an association."""
    return bool(profession.statutory and chambered(profession))


def legal_form(f: Facts) -> str:
    """Return the legal form of a company as written, "" for others; that of a KG whose partner is one says so."""
    partner = re.search(r"\b(?:GmbH|UG|AG|SE)\b[^&]*& ?Co\b", f.practice.company or f.practice.name)
    form = shipped("legal_forms").get(f.practice.legal_form, {"written": ""})["written"]
    return f"{partner[0]}. {form}" if partner and form == "KG" else form


def bfsg_scope(facts: Facts) -> str:
    """Return `booking` if information by Anlage 3 BFSG is required, as contracts start on the site itself, else "".

    A link to a booking page alone does not bring the site into scope; micro-enterprises (fewer than 10 employees and at
    most 2 million euros) that provide services are exempt (§ 3 (3) BFSG).
    """
    bfsg = facts.bfsg
    if bfsg is None:
        return ""
    exempt = bfsg.employees is not None and bfsg.employees < 10 and bfsg.small_turnover is True
    starts = bfsg.booking == "eingebettet" or bfsg.form is True
    return "booking" if starts and not exempt else ""


def of_the_land(rule: Rulebook) -> bool:
    """Whether a rulebook is that of a Land or chamber, which is needed beside federal ones."""
    return bool(rule.url) and "gesetze-im-internet.de" not in str(rule.url)


def phone_minutes(f: Facts) -> int:
    """Return the minutes of phone hours per week, counting spans of at least 25."""
    spans = (span for one in f.phone_hours for day in one.week.days for span in day)
    return sum(minutes for span in spans if not span.open and (minutes := span.closes - span.opens) >= 25)
