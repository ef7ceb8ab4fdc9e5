"""What requirements ask of the facts: legal forms, transfers, bookings, forms, the scope of the BFSG."""

from collections.abc import Callable
from typing import Any

from mkdocs_praxis.practice.countries import EEA, code_of
from mkdocs_praxis.practice.legal.tables import WITH_CHAMBER
from mkdocs_praxis.practice.model import Facts, FormFact, OnlineBooking
from mkdocs_praxis.practice.model_practice import Profession, Rulebook

# Legal forms that are persons of their own or must show their form in the name, as they are written (§ 5 (1) no. 1 DDG).
COMPANIES = {
    "partg": "PartG", "partgmbb": "PartG mbB", "gmbh": "GmbH", "ggmbh": "gGmbH", "ug": "UG (haftungsbeschränkt)",
    "ag": "AG", "eg": "eG", "egbr": "eGbR",
}  # fmt: skip
_SHOWN = {
    "partg": ("partnerschaft", "partg", " und partner", "& partner"),
    "partgmbb": ("mbb", "mit beschränkter berufshaftung"),
    "gmbh": ("gmbh", "gesellschaft mit beschränkter haftung"),
    "ggmbh": ("ggmbh", "gemeinnützige"), "ug": ("ug (", "unternehmergesellschaft"), "ag": (" ag", "aktiengesellschaft"),
    "eg": (" eg", "genossenschaft"), "egbr": ("egbr", "eingetragene gesellschaft"),
}  # fmt: skip
UNDER_SECRECY = frozenset(
    [
        "arzt",
        "zahnarzt",
        "psychotherapie",
        "physiotherapie",
        "ergotherapie",
        "logopaedie",
        "hebamme",
        "podologie",
        "diaetassistenz",
    ]
)  # § 203 (1) no. 1 and 2 StGB: professions whose training the state regulates; Heilpraktiker are none of them
BY_DISTRICT = frozenset({"arzt", "zahnarzt"})  # Bavaria: supervised by Bezirksverbände (Art. 38, 39 HKaG)


def company_shown(f: Facts) -> bool:
    """Return whether name or company show the legal form."""
    words = f" {f.practice.company or f.practice.name} ".lower()
    return any(mark in words for mark in _SHOWN.get(f.practice.legal_form, ("",)))


def third_countries(f: Facts) -> list[tuple[str, Any]]:
    """Return (what it is for, record) of everybody outside EU and EEA who gets data; booking sites only on one's behalf."""
    found: list[tuple[str, Any]] = [("hosting", f.hosting), ("mailbox", f.mailbox)]
    found += [("processor", one) for one in f.processors] + [("embedded", one) for one in f.embedded]
    found += [(kind, one) for kind, one in bookings(f) if one.role != "eigenes_konto"]
    return [(kind, one) for kind, one in found if one is not None and elsewhere(one)]


def country_of(record: Any) -> str:
    """Return the country of a company: its own, else that of its address; "" when nobody said."""
    address = getattr(record, "address", None)
    return record.country or (code_of(address.country) if address and address.country else "") or ""


def elsewhere(record: Any) -> bool:
    """Return whether a company sits outside EU and EEA."""
    return bool(country := country_of(record)) and country not in EEA


def bookings(f: Facts) -> list[tuple[str, OnlineBooking]]:
    """Return the booking page and the page to order at, as far as they are linked."""
    found: list[tuple[str, OnlineBooking]] = []
    if f.booking and f.booking.online:
        found.append(("booking", f.booking.online))
    if f.prescriptions and f.prescriptions.portal:
        found.append(("portal", f.prescriptions.portal))
    return found


def role(kind: str) -> Callable[[Facts], object]:
    """Return whether every provider of a kind has its role."""
    return lambda f: all(one.role for what, one in bookings(f) if what == kind)


def linked(kind: str) -> Callable[[Facts], object]:
    """Return whether a kind of booking page is linked."""
    return lambda f: any(what == kind for what, _ in bookings(f))


def on_behalf(kind: str) -> Callable[[Facts], object]:
    """Return whether a provider of a kind works on the practice's behalf: then it needs a contract (Art. 28 GDPR)."""
    return lambda f: any(what == kind and one.role in {"auftrag", "beides"} for what, one in bookings(f))


def contracted(kind: str) -> Callable[[Facts], object]:
    """Return whether every provider of a kind has its contract."""
    return lambda f: all(one.contract for what, one in bookings(f) if what == kind)


def country_known(f: Facts) -> bool:
    """Return whether the country of everybody who gets data is known."""
    told = [f.hosting, f.mailbox, *f.processors, *f.embedded]
    return all(country_of(one) or getattr(one, "address", None) for one in told if one)


def newsletters(f: Facts) -> list[FormFact]:
    """Return the forms that ask for consent to mails."""
    return [form for form in f.forms if form.kind == "newsletter"]


def small(f: Facts) -> bool:
    """Return whether at most ten people work here: then nobody must say whether they take part (§ 36 (3) VSBG).

    Wording read at ihk.de/chemnitz on 26.11.2026: it is heads on 31 December of the year before, and frees from
    § 36 (1) no. 1 only; who takes part names the body whatever the size (no. 2).
    """
    return f.arbitration is not None and f.arbitration.employees is not None and f.arbitration.employees <= 10


_Test = Callable[[Profession], object]


def each(test: _Test, of: _Test = bool) -> Callable[[Facts], object]:
    """Return whether every profession of the practice (of those meant) passes a test."""
    return lambda f: all(test(one) for one in f.practice.professions if of(one))


def some(test: _Test) -> Callable[[Facts], object]:
    """Return whether one of the professions passes a test."""
    return lambda f: any(test(one) for one in f.practice.professions)


def chambered(profession: Profession) -> bool:
    """Return whether a profession has a chamber by law."""
    return profession.kind in WITH_CHAMBER


def unchambered(profession: Profession) -> bool:
    """Return whether a profession has none."""
    return profession.kind not in WITH_CHAMBER


def by_district(profession: Profession) -> bool:
    """Return whether Bavaria's Bezirksverbände supervise a profession."""
    return profession.kind in BY_DISTRICT


def for_the_statutory(f: Facts) -> bool:
    """Return whether people come on account of the statutory insurance: unless the practice says that none do, or that nobody is admitted."""
    insurance = f.practice.insurance
    said = [one.statutory for one in f.practice.professions if chambered(one)]
    return not (insurance and insurance.statutory is False) and (
        not said or any(one is not False for one in said)
    )


def admitted(profession: Profession) -> bool:
    """Return whether a profession takes part in the statutory care through an association."""
    return bool(profession.statutory) and chambered(profession)


def legal_form(f: Facts) -> str:
    """Return the legal form as a company writes it, "" for others."""
    return COMPANIES.get(f.practice.legal_form, "")


def bfsg_scope(facts: Facts) -> str:
    """Return whether the information of Anlage 3 BFSG is due: `booking` when contracts start on the site itself.

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
    """Return whether rules are those of a Land or chamber: federal ones alone are not all that bind."""
    return bool(rule.url) and "gesetze-im-internet.de" not in str(rule.url)


def phone_minutes(f: Facts) -> int:
    """Return the minutes a week on the phone, counting stretches of at least 25."""
    spans = (span for one in f.phone_hours for day in one.week.days for span in day)
    return sum(minutes for span in spans if not span.open and (minutes := span.closes - span.opens) >= 25)
