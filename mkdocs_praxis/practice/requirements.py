"""Required and recommended facts: one list for `praxis todo`, for gaps in pages and for findings."""

import json
from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field

from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.predicates import (
    UNDER_SECRECY,
    admitted,
    bfsg_scope,
    by_district,
    chambered,
    company_shown,
    country_known,
    each,
    insured,
    legal_form,
    linked,
    newsletters,
    of_the_land,
    on_behalf,
    phone_minutes,
    regulated,
    small,
    some,
    third_countries,
)
from mkdocs_praxis.practice.shipped import DATA

_Test = Callable[[Facts], object]


@dataclass(frozen=True, slots=True)
class Requirement:
    """A required or recommended fact (data/requirements.json): key, file, reason; whether it is there, and has to be."""

    id: str
    present: _Test
    applies: _Test = lambda _: True
    _: KW_ONLY
    file: str
    key: str
    label: str
    law: str = ""
    page: str = ""  # impressum, datenschutz, barrierefreiheit, bildnachweise, or "" for the site itself
    severity: str = "error"  # error: required by law; warning: probably required; note: recommended
    example: str = ""
    example_of: Mapping[str, str] = field(default_factory=dict)  # by profession or legal form
    certainty: str = "settled"  # of the law: settled, prevailing, contested


# By id: whether the fact is there, and whether it has to be (else always).
_TESTS: dict[str, tuple[_Test, ...]] = {
    "owner": (lambda f: f.practice.owners, lambda f: not legal_form(f)),
    "address": (lambda f: f.practice.address,),
    "email": (lambda f: f.practice.email,),
    "phone": (lambda f: f.practice.phone or f.practice.contact_form,),
    "state": (lambda f: f.practice.state or f.authority,),
    "title": (lambda f: all(p.title for p in regulated(f)),),
    "title_state": (lambda f: all(p.state for p in regulated(f)),),
    "chamber": (each(lambda p: p.chamber or not chambered(p)),),
    "rules": (lambda f: all(any(rule.url for rule in p.rules) for p in regulated(f)),),
    "own_rules": (each(lambda p: any(map(of_the_land, p.rules)) or not chambered(p)),),
    "rules_reachable": (each(lambda p: all(rule.url for rule in p.rules)),),
    "supervisor": (each(lambda p: p.supervisor or chambered(p)),),
    "district": (each(lambda p: p.supervisor or not by_district(p)), lambda f: f.practice.state == "BY"),
    "statutory": (each(lambda p: p.statutory is not None or not insured(p)),),
    "association": (each(lambda p: p.association or not admitted(p)),),
    "company": (company_shown, legal_form),
    "representatives": (lambda f: f.practice.representatives, legal_form),
    "register": (lambda f: f.practice.register, legal_form),
    "partners": (
        lambda f: len(f.practice.owners) > 1,
        lambda f: f.practice.legal_form in {"gbr", "egbr", "gemeinschaftspraxis", "partg", "partgmbb", "praxisgemeinschaft"},
    ),
    "medical_director": (lambda f: f.practice.medical_director, lambda f: f.practice.mvz),
    "editor": (lambda f: f.editor, lambda f: any(len(n.text) > 1500 for n in f.notices)),
    "licensing": (each(lambda p: p.licensing or not chambered(p)),),
    "hosting": (lambda f: f.hosting,),
    "hosting_contract": (lambda f: f.hosting and f.hosting.contract, lambda f: f.hosting),
    "logs": (lambda f: f.hosting and f.hosting.logs and f.hosting.logs.fields,),
    "log_days": (lambda f: f.hosting and f.hosting.logs and f.hosting.logs.days is not None,),
    "third_country": (lambda f: all(one.third_country for one in third_countries(f)),),
    "country": (country_known, lambda f: f.hosting or f.mailbox or f.processors or f.embedded),
    "health_basis": (
        lambda f: f.health_basis,
        lambda f: not f.practice.for_animals and some(lambda p: p.kind not in UNDER_SECRECY)(f),
    ),
    "mailbox": (lambda f: f.mailbox, lambda f: f.practice.email),
    "mailbox_contract": (lambda f: f.mailbox and f.mailbox.contract, lambda f: f.mailbox),
    "mail_retention": (lambda f: f.mailbox and f.mailbox.retention, lambda f: f.practice.email),
    "dpo": (lambda f: f.dpo,),
    "booking_role": (linked("booking", lambda one: one.role), linked("booking")),
    "portal_role": (linked("portal", lambda one: one.role), linked("portal")),
    "booking_alternative": (lambda f: f.booking and (f.booking.alternative or f.phone), linked("booking")),
    "booking_contract": (linked("booking", lambda one: one.contract), linked("booking", on_behalf)),
    "portal_contract": (linked("portal", lambda one: one.contract), linked("portal", on_behalf)),
    "processor_contract": (lambda f: all(one.contract for one in f.processors),),
    "form_retention": (lambda f: all(form.retention for form in f.forms),),
    "form_basis": (lambda f: all(form.basis for form in f.forms),),
    "form_opt_in": (lambda f: all(form.double_opt_in is not None for form in newsletters(f)),),
    "form_withdrawal": (lambda f: all(form.withdrawal for form in newsletters(f)),),
    "form_certificate": (lambda f: all(form.certificate for form in f.forms if form.handler and form.health),),
    "form_tested": (lambda f: all(form.tested for form in f.forms if form.handler),),
    "applications": (lambda f: f.applications and f.applications.retention_months, lambda f: f.jobs),
    "secrecy": (
        lambda f: all(p.secrecy for p in (f.hosting, f.mailbox, *f.processors) if p),
        lambda f: (f.hosting or f.mailbox or f.processors) and some(lambda p: p.kind in UNDER_SECRECY)(f),
    ),
    "arbitration": (lambda f: f.arbitration, lambda f: not small(f)),
    "arbitration_body": (
        lambda f: f.arbitration and f.arbitration.body,
        lambda f: f.arbitration and f.arbitration.participates,
    ),
    "bfsg": (lambda f: f.bfsg and f.bfsg.booking,),
    "bfsg_service": (lambda f: f.bfsg and f.bfsg.service, lambda f: bfsg_scope(f) == "booking"),
    "bfsg_how": (lambda f: f.bfsg and f.bfsg.how, lambda f: bfsg_scope(f) == "booking"),
    "accessibility_test": (lambda f: f.bfsg and f.bfsg.tested,),
    "profile_reason": (lambda f: not f.social or all(one.reason for one in f.social.profiles),),
    "photo_consent": (lambda f: all(p.photo_consent for p in f.team if p.photo),),
    "hours": (lambda f: f.hours,),
    "phone_hours": (lambda f: f.phone_hours or any(one.kind == "telefon" for one in f.hours),),
    "treatment": (lambda f: f.treatment, lambda f: not f.practice.for_animals),
    "premises": (lambda f: f.premises,),
    "services": (lambda f: f.services,),
    "team": (lambda f: f.team,),
    "directions": (lambda f: (way := f.directions) and (way.text or way.stops or way.parking or way.on_foot or way.map),),
    "on_call": (lambda f: f.practice.emergency, lambda f: not f.practice.for_animals and not f.practice.on_call),
    "animals": (lambda f: f.practice.emergency, lambda f: f.practice.for_animals),
    "insurance": (lambda f: f.practice.insurance, lambda f: not f.practice.for_animals),
    "new_patients": (lambda f: f.practice.new_patients or any(p.new_patients for p in f.team),),
    "phone_minutes": (lambda f: phone_minutes(f) >= 200, some(lambda p: p.kind == "psychotherapie" and p.statutory)),
    "cancellation_agreed": (
        lambda f: f.cancellation and f.cancellation.agreed,
        lambda f: f.cancellation and f.cancellation.fee,
    ),
    "prices_checked": (lambda f: all(one.checked for one in f.price_lists),),
    "places_checked": (lambda f: all(one.checked or one.free is None for one in f.courses),),
    "job_posted": (lambda f: all(one.posted for one in f.jobs),),
    "job_until": (lambda f: all(one.until for one in f.jobs),),
    "closings": (lambda f: f.closings,),
}  # fmt: skip
_ROWS = json.loads((DATA / "requirements.json").read_text(encoding="utf-8"))
# Example values in a new site, which `todo` asks to change. They reach nobody: the phone number is from a range that the
# Bundesnetzagentur reserves for fiction, the addresses end in .example (RFC 2606).
EXAMPLES: dict[str, str] = _ROWS["examples"]
EXAMPLE_OWNERS: dict[str, str] = _ROWS["example owners"]
# Most important first: Impressum, then privacy notice, then what patients look for.
REQUIREMENTS = tuple(Requirement(id_, *_TESTS[id_], **row) for id_, row in _ROWS["requirements"].items())
BY_ID = {requirement.id: requirement for requirement in REQUIREMENTS}
# Gaps that are only found when a page is built.
PAGE_GAPS = {id_: Requirement(id_, lambda _: False, **row) for id_, row in _ROWS["page gaps"].items()}


def unmet(facts: Facts) -> list[Requirement]:
    """Return the unmet requirements, most important first; none that `keine` has answered, and none of German law abroad."""
    asked = [r for r in REQUIREMENTS if facts.practice.country == "de" or not r.law]
    return [r for r in asked if r.applies(facts) and not r.present(facts) and not _denied(r, facts)]


def _denied(one: Requirement, facts: Facts) -> bool:
    """Whether the practice says that it has no such thing, where the law leaves that to it."""
    left_to_it = one.severity != "error" and one.certainty != "prevailing"
    return left_to_it and one.key.split(": ")[-1] in facts.denied


def still_examples(facts: Facts) -> list[tuple[str, str]]:
    """Return (key, value) of facts that are still examples of a new site."""
    practice, address = facts.practice, facts.practice.address
    owner = practice.owners[0].name if practice.owners else ""
    now = {
        "anschrift": ("street", address.street if address else ""),
        "telefon": ("phone", practice.phone.shown if practice.phone else ""),
        "email": ("email", practice.email or ""),
        "website": ("site_url", practice.website or ""),
    }
    owners = [("inhaber", owner)] if owner in EXAMPLE_OWNERS.values() else []
    return owners + [(key, value) for key, (name, value) in now.items() if value == EXAMPLES[name]]
