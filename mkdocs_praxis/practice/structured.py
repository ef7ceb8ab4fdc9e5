"""Facts as schema.org JSON-LD for search engines: only declared facts, no ratings."""

import datetime as dt
from typing import Any

from mkdocs_praxis.practice.model import Directions, Facts, Location, Person, Premises
from mkdocs_praxis.practice.premises import premises_rows
from mkdocs_praxis.practice.structured_hours import (
    filled,
    opening_hours,
    postal_address,
    special_hours,
    week_hours,
)
from mkdocs_praxis.practice.structured_offers import catalogue, courses
from mkdocs_praxis.practice.tongues import for_machines

_TYPES = {
    "arzt": "Physician", "zahnarzt": "Dentist", "physiotherapie": "Physiotherapy", "hebamme": "Midwifery",
    "podologie": "Podiatric", "diaetassistenz": "DietNutrition",
}  # fmt: skip


def structured_data(facts: Facts, *, site_url: str = "", today: dt.date) -> dict[str, Any]:
    """Return the practice as a schema.org MedicalBusiness or one of its subtypes.

    Closings, holidays and exceptions of the coming year are special hours, by place.
    """
    practice = facts.practice
    kind = "MedicalClinic" if practice.mvz else _TYPES.get(practice.profession.kind, "MedicalBusiness")
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": kind,
        **_place(facts, facts.main_place, today),
        "slogan": practice.claim,
        "url": practice.website or site_url,
        "faxNumber": practice.fax.dial if practice.fax else None,
        "email": practice.email,
        "vatID": practice.profession.vat_id,
        "foundingDate": str(practice.founded) if practice.founded else None,
        "isAcceptingNewPatients": _accepting(facts) if kind in _MEDICAL else None,
        "knowsLanguage": for_machines(practice.spoken),
        "employee": [_person(one) for one in facts.team],
        "hasOfferCatalog": catalogue(facts),
        "event": courses(facts, today),
        "department": [
            filled({"@type": "MedicalBusiness"} | _place(facts, place, today)) for place in practice.locations
        ],
    }
    return filled(data)


def _place(facts: Facts, place: Location, today: dt.date) -> dict[str, Any]:
    """Return what is said of each place alike."""
    return {
        "name": place.name,
        "telephone": place.phone.dial if place.phone else None,
        "address": postal_address(place.address, facts.practice.country),
        "geo": _geo(place.directions),
        "amenityFeature": _amenities(place.premises, facts.language),
        "openingHoursSpecification": opening_hours(facts, today, place.name),
        "specialOpeningHoursSpecification": special_hours(facts, today, place.name),
    }


_MEDICAL = frozenset({"Physician", "Dentist", "MedicalClinic"})  # schema.org allows `isAcceptingNewPatients`


def _accepting(facts: Facts) -> bool | None:
    """Whether the practice, or anyone in it, accepts new patients; None if not declared, or with a waiting list."""
    told = [
        one.accepted for one in (facts.practice.new_patients, *(p.new_patients for p in facts.team)) if one
    ]
    if "ja" in told:
        return True
    return False if told and set(told) == {"nein"} else None


def _person(person: Person) -> dict[str, Any]:
    return filled(
        {
            "@type": "Person",
            "name": person.full_name,
            "jobTitle": person.specialty or person.role,
            "knowsLanguage": for_machines(person.languages),
        }
    )


def person_data(
    facts: Facts, person: Person, *, site_url: str, page_url: str, today: dt.date
) -> dict[str, Any]:
    """Return a person, for their page: a doctor as `IndividualPhysician` with hours, others as `Person` who works here."""
    practice = facts.practice
    place = {"name": practice.name, "url": practice.website or site_url}
    head = {"@context": "https://schema.org", "url": page_url}
    if not person.specialty or not {one.kind for one in practice.professions} & {"arzt", "zahnarzt"}:
        return filled(head | _person(person) | {"worksFor": filled({"@type": "MedicalBusiness"} | place)})
    phone = person.phone or practice.phone
    told = person.new_patients.accepted if person.new_patients else ""
    return filled(
        head
        | {
            "@type": "IndividualPhysician",
            "name": person.full_name,
            "description": person.specialty,
            "knowsLanguage": for_machines(person.languages),
            "telephone": phone.dial if phone else None,
            "isAcceptingNewPatients": {"ja": True, "nein": False}.get(told),
            "openingHoursSpecification": week_hours(person.hours, today),
            "practicesAt": filled({"@type": "MedicalClinic"} | place),
        }
    )


def _geo(where: Directions | None) -> dict[str, Any] | None:
    if where is None or where.latitude is None or where.longitude is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": where.latitude, "longitude": where.longitude}


def _amenities(premises: Premises | None, language: str) -> list[dict[str, Any]]:
    return [
        {"@type": "LocationFeatureSpecification", "name": label, "value": value}
        for label, value in premises_rows(premises, language)
    ]
