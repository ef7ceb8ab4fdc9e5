"""The facts for search engines: schema.org as JSON-LD. No ratings, nothing that was not declared."""

import datetime as dt
import json
import re
from functools import cache
from importlib.resources import files as package_files
from typing import Any

import yaml

from mkdocs_praxis.practice.calendar import special_days
from mkdocs_praxis.practice.hours import DAY_NAMES, clock
from mkdocs_praxis.practice.model import Facts, Schedule
from mkdocs_praxis.practice.model_people import Address
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

    A day without hours has no `opens`; closings, holidays and exceptions of the coming year are special hours.
    """
    practice = facts.practice
    kind = (
        "MedicalClinic"
        if practice.legal_form == "mvz-gmbh"
        else _TYPES.get(practice.profession.kind, "MedicalBusiness")
    )
    where = facts.directions
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": kind,
        "name": practice.name,
        "url": practice.website or site_url,
        "telephone": practice.phone.dial if practice.phone else None,
        "faxNumber": practice.fax.dial if practice.fax else None,
        "email": practice.email,
        "vatID": practice.profession.vat_id,
        "foundingDate": str(practice.founded) if practice.founded else None,
        "address": _address(practice.address, practice.country),
        "geo": {"@type": "GeoCoordinates", "latitude": where.latitude, "longitude": where.longitude}
        if where and where.latitude is not None and where.longitude is not None
        else None,
        "openingHoursSpecification": _hours(facts, "", today),
        "specialOpeningHoursSpecification": _special(facts, today),
        "knowsLanguage": list(practice.spoken),
        "amenityFeature": [
            {"@type": "LocationFeatureSpecification", "name": label, "value": value}
            for label, value in premises_rows(facts.premises, facts.language)
        ],
        "department": [
            _filled(
                {
                    "@type": "MedicalBusiness",
                    "name": place.name,
                    "telephone": place.phone.dial if place.phone else None,
                    "address": _address(place.address, practice.country),
                    "openingHoursSpecification": _hours(facts, place.name, today),
                }
            )
            for place in practice.locations
        ],
    }
    return _filled(data)


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


def _hours(facts: Facts, location: str, today: dt.date) -> list[dict[str, Any]]:
    main = ("", facts.practice.name)
    return [
        _filled(
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": f"https://schema.org/{DAY_NAMES['en'][weekday]}",
                "opens": clock(span.opens),
                "closes": "23:59" if span.closes == 1440 else clock(span.closes),
                "validFrom": _iso(schedule, "valid_from"),
                "validThrough": _iso(schedule, "valid_until"),
            }
        )
        for schedule in facts.hours
        if (schedule.location == location or (schedule.location in main and location in main))
        and not (schedule.valid_until and schedule.valid_until < today)
        for weekday, spans in enumerate(schedule.week.days)
        for span in spans
    ]


def _iso(schedule: Schedule, name: str) -> str | None:
    date: dt.date | None = getattr(schedule, name)
    return date.isoformat() if date else None


def _special(facts: Facts, today: dt.date) -> list[dict[str, Any]]:
    """Return closings, closed holidays and days with other hours; a closed stretch has no `opens`."""
    special = [
        {
            "@type": "OpeningHoursSpecification",
            "validFrom": closing.start.isoformat(),
            "validThrough": closing.end.isoformat(),
        }
        for closing in facts.closings
        if closing.end >= today and not closing.location
    ]
    for one in special_days(facts, today) if facts.hours else ():
        base = {
            "@type": "OpeningHoursSpecification",
            "validFrom": one.date.isoformat(),
            "validThrough": one.date.isoformat(),
        }
        special += [base | {"opens": clock(s.opens), "closes": clock(s.closes)} for s in one.spans] or [base]
    return special


@cache
def _vocabulary() -> dict[str, dict[str, Any]]:
    text = (package_files("mkdocs_praxis.practice") / "data" / "schema_org.yml").read_text(encoding="utf-8")
    vocabulary: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return vocabulary


def _properties(kind: str) -> dict[str, Any]:
    entry = _vocabulary()[kind]
    found: dict[str, Any] = {}
    for parent in entry.get("parents", [entry["parent"]] if "parent" in entry else []):
        found |= _properties(parent)
    return {**found, **entry["properties"]}


def _is_a(kind: str, wanted: str) -> bool:
    entry = _vocabulary()[kind]
    parents = entry.get("parents", [entry["parent"]] if "parent" in entry else [])
    return kind == wanted or any(_is_a(parent, wanted) for parent in parents)


_DATA_TYPES = {
    "Text": lambda v: isinstance(v, str),
    "URL": lambda v: isinstance(v, str) and re.match(r"https?://", v) is not None,
    "Number": lambda v: isinstance(v, int | float) and not isinstance(v, bool),
    "Boolean": lambda v: isinstance(v, bool),
    "Date": lambda v: isinstance(v, str) and re.fullmatch(r"\d{4}(-\d{2}-\d{2})?", v) is not None,
    "Time": lambda v: isinstance(v, str) and re.fullmatch(r"\d{2}:\d{2}", v) is not None,
    "DayOfWeek": lambda v: v in {f"https://schema.org/{name}" for name in DAY_NAMES["en"]},
}


def vocabulary_errors(data: dict[str, Any], path: str = "") -> list[str]:
    """Return what in JSON-LD does not agree with the part of schema.org's vocabulary we use."""
    kind = data.get("@type")
    if kind not in _vocabulary():
        return [f"{path or '/'}: unknown type {kind!r}"]
    properties = _properties(kind)
    errors = []
    for key, value in data.items():
        if key.startswith("@"):
            continue
        if key not in properties:
            errors.append(f"{path}/{key}: not a property of {kind}")
            continue
        expected = properties[key] if isinstance(properties[key], list) else [properties[key]]
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                errors += vocabulary_errors(item, f"{path}/{key}")
                if item.get("@type") in _vocabulary() and not any(
                    e in _vocabulary() and _is_a(item["@type"], e) for e in expected
                ):
                    errors.append(f"{path}/{key}: {item['@type']} is not {expected}")
            elif not any(e in _DATA_TYPES and _DATA_TYPES[e](item) for e in expected):
                errors.append(f"{path}/{key}: {item!r} is not {expected}")
    return errors
