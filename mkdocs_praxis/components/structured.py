"""Structured data for search engines (schema.org), from the same facts as the page; no ratings, no tracking."""

import datetime as dt
from collections.abc import Iterator, Mapping

from mkdocs_praxis.practice.hours import clock
from mkdocs_praxis.practice.model import Facts

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TYPES = {"arzt": "Physician", "zahnarzt": "Dentist", "physiotherapie": "Physiotherapy"}


def structured_data(facts: Facts, site_url: str, today: dt.date) -> Mapping[str, object]:
    """Return the practice as a schema.org MedicalBusiness or one of its kinds; a closed day has no `opens`."""
    practice = facts.practice
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(practice.profession.kind, "MedicalBusiness"),
        "name": practice.name,
    }
    if url := practice.website or site_url:
        data["url"] = url
    if practice.phone:
        data["telephone"] = practice.phone.dial
    if practice.fax:
        data["faxNumber"] = practice.fax.dial
    if practice.email:
        data["email"] = practice.email
    if place := practice.address:
        data["address"] = {
            "@type": "PostalAddress",
            "streetAddress": place.street,
            "postalCode": place.postcode,
            "addressLocality": place.city,
            "addressCountry": practice.country.upper(),
        }
    where = facts.directions
    if where and where.latitude is not None and where.longitude is not None:
        data["geo"] = {"@type": "GeoCoordinates", "latitude": where.latitude, "longitude": where.longitude}
    if hours := list(_hours(facts, today)):
        data["openingHoursSpecification"] = hours
    if special := list(_special(facts, today)):
        data["specialOpeningHoursSpecification"] = special
    if practice.spoken:
        data["knowsLanguage"] = list(practice.spoken)
    return data


def _hours(facts: Facts, today: dt.date) -> Iterator[dict[str, object]]:
    for schedule in facts.hours:
        if schedule.valid_until and schedule.valid_until < today:
            continue
        limits = {
            key: day.isoformat()
            for key, day in (("validFrom", schedule.valid_from), ("validThrough", schedule.valid_until))
            if day
        }
        for day, spans in zip(_DAYS, schedule.week.days, strict=True):
            for span in spans:
                yield {
                    "@type": "OpeningHoursSpecification",
                    "dayOfWeek": day,
                    "opens": clock(span.opens),
                    "closes": clock(span.closes),
                    **limits,
                }


def _special(facts: Facts, today: dt.date) -> Iterator[dict[str, object]]:
    for closing in facts.closings:
        if closing.end >= today and not closing.location:
            yield {
                "@type": "OpeningHoursSpecification",
                "validFrom": closing.start.isoformat(),
                "validThrough": closing.end.isoformat(),
            }
    for day in facts.exceptions:
        if day.date < today or day.location:
            continue
        date = {"validFrom": day.date.isoformat(), "validThrough": day.date.isoformat()}
        if not day.spans:
            yield {"@type": "OpeningHoursSpecification", **date}
        for span in day.spans:
            yield {
                "@type": "OpeningHoursSpecification",
                "opens": clock(span.opens),
                "closes": clock(span.closes),
                **date,
            }
