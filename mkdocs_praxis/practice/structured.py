"""The facts for search engines: schema.org as JSON-LD. No ratings, nothing that was not declared."""

import datetime as dt
import json
from typing import Any

from mkdocs_praxis.practice.calendar import applying, changes, hours_at, merged
from mkdocs_praxis.practice.hours import DAY_NAMES, clock
from mkdocs_praxis.practice.model import Directions, Facts, Premises, Span
from mkdocs_praxis.practice.model_people import Address
from mkdocs_praxis.practice.outlook import stretches
from mkdocs_praxis.practice.premises import premises_rows

_TYPES = {
    "arzt": "Physician",
    "zahnarzt": "Dentist",
    "physiotherapie": "Physiotherapy",
    "hebamme": "Midwifery",
    "podologie": "Podiatric",
    "diaetassistenz": "DietNutrition",
}


def structured_data(facts: Facts, *, site_url: str = "", today: dt.date) -> dict[str, Any]:
    """Return the practice as a schema.org MedicalBusiness or one of its kinds.

    Closings, holidays and exceptions of the coming year are special hours, of each place its own.
    """
    practice = facts.practice
    kind = "MedicalClinic" if practice.mvz else _TYPES.get(practice.profession.kind, "MedicalBusiness")
    where = facts.directions
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": kind,
        "name": practice.name,
        "slogan": practice.claim,
        "url": practice.website or site_url,
        "telephone": practice.phone.dial if practice.phone else None,
        "faxNumber": practice.fax.dial if practice.fax else None,
        "email": practice.email,
        "vatID": practice.profession.vat_id,
        "foundingDate": str(practice.founded) if practice.founded else None,
        "address": _address(practice.address, practice.country),
        "geo": _geo(where),
        "openingHoursSpecification": opening_hours(facts, today),
        "specialOpeningHoursSpecification": special_hours(facts, today),
        "isAcceptingNewPatients": _accepting(facts) if kind in _MEDICAL else None,
        "knowsLanguage": list(practice.spoken),
        "amenityFeature": _amenities(facts.premises, facts.language),
        "department": [
            _filled(
                {
                    "@type": "MedicalBusiness",
                    "name": place.name,
                    "telephone": place.phone.dial if place.phone else None,
                    "address": _address(place.address, practice.country),
                    "geo": _geo(place.directions),
                    "amenityFeature": _amenities(place.premises, facts.language),
                    "openingHoursSpecification": opening_hours(facts, today, place.name),
                    "specialOpeningHoursSpecification": special_hours(facts, today, place.name),
                }
            )
            for place in practice.locations
        ],
    }
    return _filled(data)


_MEDICAL = frozenset({"Physician", "Dentist", "MedicalClinic"})  # the kinds that schema.org lets say so


def _accepting(facts: Facts) -> bool | None:
    """Return whether the practice, or somebody in it, takes on new patients; None when nobody said, or it is a list."""
    told = [
        one.accepted for one in (facts.practice.new_patients, *(p.new_patients for p in facts.team)) if one
    ]
    if "ja" in told:
        return True
    return False if told and set(told) == {"nein"} else None


def _geo(where: Directions | None) -> dict[str, Any] | None:
    if where is None or where.latitude is None or where.longitude is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": where.latitude, "longitude": where.longitude}


def _amenities(premises: Premises | None, language: str) -> list[dict[str, Any]]:
    return [
        {"@type": "LocationFeatureSpecification", "name": label, "value": value}
        for label, value in premises_rows(premises, language)
    ]


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in (None, "", [], ())}


def json_ld(facts: Facts, *, site_url: str = "", today: dt.date) -> str:
    """Return the structured data as JSON that is safe inside a `<script type="application/ld+json">`."""
    text = json.dumps(structured_data(facts, site_url=site_url, today=today), ensure_ascii=False, indent=1)
    return text.replace("<", "\\u003c")


def _address(address: Address | None, country: str) -> dict[str, Any] | None:
    if address is None:
        return None
    return {
        "@type": "PostalAddress",
        "streetAddress": address.street,
        "postalCode": address.postcode,
        "addressLocality": address.city,
        "addressCountry": country.upper(),
    }


_SPECIFICATION = {"@type": "OpeningHoursSpecification"}
# As search engines document a closed day (developers.google.com, LocalBusiness, "All-day hours and closed", read 2026-11).
_CLOSED = {"opens": "00:00", "closes": "00:00"}


def _times(span: Span) -> dict[str, str]:
    """Return a span; the end of the day is 23:59, since 00:00 would mean its beginning."""
    return {"opens": clock(span.opens), "closes": "23:59" if span.closes == 1440 else clock(span.closes)}


def opening_hours(facts: Facts, today: dt.date, place: str = "") -> list[dict[str, Any]]:
    """Return the hours of an ordinary week of a place, each stretch of the year in which other hours hold with its dates."""
    schedules = hours_at(facts, place)
    turns = changes(schedules, today)
    made = []
    for turn, following in zip(turns, [*turns[1:], None], strict=True):
        held = applying(schedules, turn)
        validity = {
            "validFrom": turn.isoformat() if turn != today else None,
            "validThrough": (following - dt.timedelta(1)).isoformat() if following else None,
        }
        for weekday, name in enumerate(DAY_NAMES["en"]):
            for span in merged(span for one in held for span in one.week.days[weekday]):
                where = {"dayOfWeek": f"https://schema.org/{name}"}
                made.append(_filled(_SPECIFICATION | where | _times(span) | validity))
    return made


def special_hours(facts: Facts, today: dt.date, place: str = "") -> list[dict[str, Any]]:
    """Return the days of the coming year on which the week's hours do not hold at a place."""
    made = []
    for one in stretches(facts, today, place=place) if hours_at(facts, place) else ():
        dates = {"validFrom": one.start.isoformat(), "validThrough": one.end.isoformat()}
        made += [_SPECIFICATION | dates | times for times in map(_times, one.day.spans)] or [
            _SPECIFICATION | dates | _CLOSED
        ]
    return made
