"""Hours and addresses as schema.org data: weekly hours, and days that differ."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from mkdocs_praxis.practice.calendar import applying, changes, hours_at, merged
from mkdocs_praxis.practice.hours import clock
from mkdocs_praxis.practice.model import Address, Facts, Schedule, Span
from mkdocs_praxis.practice.outlook import stretches
from mkdocs_praxis.practice.weekdays import DAY_NAMES


def filled(data: dict[str, Any]) -> dict[str, Any]:
    """Return data without empty values."""
    return {key: value for key, value in data.items() if value not in (None, "", [], ())}


_SPECIFICATION = {"@type": "OpeningHoursSpecification"}
# As search engines document a closed day (developers.google.com, LocalBusiness, "All-day hours and closed", read 2026-11).
_CLOSED = {"opens": "00:00", "closes": "00:00"}


def _times(span: Span) -> dict[str, str]:
    """Return the times of a span; the end of the day is 23:59, since 00:00 would be its start. "from 2 pm" has no end."""
    if span.open:
        return {"opens": clock(span.opens)}
    return {"opens": clock(span.opens), "closes": "23:59" if span.closes == 1440 else clock(span.closes)}


def opening_hours(facts: Facts, today: dt.date, place: str = "") -> list[dict[str, Any]]:
    """Return the weekly hours of a place; hours for a part of the year with their dates."""
    return week_hours(hours_at(facts, place), today)


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
        for weekday, name in enumerate(DAY_NAMES["en"]):
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


def postal_address(address: Address | None, country: str) -> dict[str, Any] | None:
    """Return an address as a PostalAddress."""
    if address is None:
        return None
    return {
        "@type": "PostalAddress",
        "streetAddress": address.street,
        "postalCode": address.postcode,
        "addressLocality": address.city,
        "addressCountry": country.upper(),
    }
