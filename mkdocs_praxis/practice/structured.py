"""The practice, its people and hours as schema.org data."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from mkdocs_praxis import cldr
from mkdocs_praxis.practice.calendar import applying, changes, hours_at, merged
from mkdocs_praxis.practice.hours import clock
from mkdocs_praxis.practice.model import Directions, Facts, Location, Person, Schedule, Span
from mkdocs_praxis.practice.outlook import stretches
from mkdocs_praxis.practice.shipped import PATTERNS, shipped
from mkdocs_praxis.practice.structured_offers import filled, postal_address, thing
from mkdocs_praxis.practice.translation import for_machines


def structured_data(facts: Facts, *, site_url: str = "", today: dt.date) -> dict[str, Any]:
    """Return the practice as a schema.org MedicalBusiness or one of its subtypes.

    Closings, holidays and exceptions of the coming year are special hours, by place.
    """
    practice = facts.practice
    types = shipped("schema_org")["practices"]
    kind = "MedicalClinic" if practice.mvz else types.get(practice.profession.kind, "MedicalBusiness")
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
        "employee": [
            _person(one)
            for one in facts.team
            if not PATTERNS["no longer there"].search(f"{one.full_name} {one.role} {one.group}")
        ],
        "department": [thing("MedicalBusiness", **_place(facts, one, today)) for one in practice.locations],
    }
    return filled(data)


def _place(facts: Facts, place: Location, today: dt.date) -> dict[str, Any]:
    """Return what is said of each place alike."""
    rooms = place.premises.rows(facts.language) if place.premises else []
    return {
        "name": place.name,
        "telephone": place.phone.dial if place.phone else None,
        "address": postal_address(place.address, facts.practice.country),
        "geo": _geo(place.directions),
        "amenityFeature": [
            thing("LocationFeatureSpecification", name=name, value=value) for name, value in rooms
        ],
        "openingHoursSpecification": week_hours(hours_at(facts, place.name), today),
        "specialOpeningHoursSpecification": special_hours(facts, today, place.name),
    }


_MEDICAL = frozenset({"Physician", "Dentist", "MedicalClinic"})  # schema.org allows `isAcceptingNewPatients`


def _accepting(facts: Facts) -> bool | None:
    """Whether the practice, or anyone in it, accepts new patients; None if not declared, or with a waiting list."""
    declared = (facts.practice.new_patients, *(person.new_patients for person in facts.team))
    told = [one.accepted for one in declared if one]
    if "ja" in told:
        return True
    return False if told and set(told) == {"nein"} else None


def _person(person: Person) -> dict[str, Any]:
    role, spoken = person.specialty or person.role, for_machines(person.languages)
    return thing("Person", name=person.full_name, jobTitle=role, knowsLanguage=spoken)


def _geo(where: Directions | None) -> dict[str, Any] | None:
    if where is None or where.latitude is None or where.longitude is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": where.latitude, "longitude": where.longitude}


_SPECIFICATION = {"@type": "OpeningHoursSpecification"}
# As search engines document a closed day (developers.google.com, LocalBusiness, "All-day hours and closed", read 2026-11).
_CLOSED = {"opens": "00:00", "closes": "00:00"}


def _times(span: Span) -> dict[str, str]:
    """Return the times of a span; the end of the day is 23:59, since 00:00 would be its start. "from 2 pm" has no end."""
    if span.open:
        return {"opens": clock(span.opens)}
    return {"opens": clock(span.opens), "closes": "23:59" if span.closes == 1440 else clock(span.closes)}


def week_hours(schedules: Sequence[Schedule], today: dt.date) -> list[dict[str, Any]]:
    """Return weekly hours; hours for a part of the year with their dates."""
    turns = changes(schedules, today)
    made = []
    for turn, following in zip(turns, [*turns[1:], None], strict=True):
        held = applying(schedules, turn)
        validity = {
            "validFrom": turn.isoformat() if turn != today else None,
            "validThrough": (following - dt.timedelta(1)).isoformat() if following else None,
        }
        for weekday, name in enumerate(cldr.language("en").days):
            for span in merged(span for one in held for span in one.week.days[weekday]):
                where = {"dayOfWeek": f"https://schema.org/{name}"}
                made.append(filled(_SPECIFICATION | where | _times(span) | validity))
    return made


def special_hours(facts: Facts, today: dt.date, place: str = "") -> list[dict[str, Any]]:
    """Return the days of the coming year that differ from the weekly hours of a place."""
    made = []
    for one in stretches(facts, today, place=place) if hours_at(facts, place) else ():
        dates = {"validFrom": one.start.isoformat(), "validThrough": one.end.isoformat()}
        made += [_SPECIFICATION | dates | times for times in map(_times, one.day.spans)] or [
            _SPECIFICATION | dates | _CLOSED
        ]
    return made
