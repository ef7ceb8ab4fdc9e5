"""Plausibility checks: dates in the future or too far away, duplicate titles."""

import datetime as dt
import re
from typing import Any

from mkdocs_praxis.practice import model as m
from mkdocs_praxis.practice.hours import DAY_NAMES
from mkdocs_praxis.practice.reader import Reader
from mkdocs_praxis.practice.today import today

_PLANNED = ("start", "end", "date", "valid_from", "valid_until", "announce_from", "until")
_YEARS_AHEAD = 10


def not_too_far(record: Any, reader: Reader) -> None:
    """Report a date more than ten calendar years ahead."""
    for name in _PLANNED:
        day = getattr(record, name, None)
        if isinstance(day, dt.date) and day.year > today().year + _YEARS_AHEAD:
            reader.problem(reader.at(record, name), "{date} is more than ten years ahead.", "Check the year.", date=f"{day:%d.%m.%Y}")  # fmt: skip
            return


_TITLE = r"\b((?:Prof|PD|Dr|Dipl)\.(?:\s?[a-z]+\.)*)"


def doubled_title(record: Any, reader: Reader) -> None:
    """Report a title that would be printed twice before a name."""
    title = record.title if isinstance(record, m.Person) else ""
    name = record.full_name if isinstance(record, m.Person) else record.name
    twice = re.search(_TITLE + r"\s+\1(?!\s?[a-z])", name)
    if twice and not any(f"{twice[0]} " in f"{part} " and twice[1] == "Dr." for part in (title, record.name)):
        reader.problem(  # two doctorates are written “Dr. Dr.” in one line
            reader.at(record, "title" if title else "name"),
            "“{title}” would stand there twice: {name}",
            "Write the title once: in `titel:`, or before the name.",
            title=twice[1],
            name=name,
        )


def urgent_within(record: m.Closing, reader: Reader) -> None:
    """Report hours for urgent cases on days outside the closing: they would never be shown."""
    length = min((record.end - record.start).days, 366) + 1
    days = [record.start + dt.timedelta(n) for n in range(max(length, 0))]
    week = record.urgent
    outside = [
        f"{day.day}.{day.month}.{day.year or ''}"
        for day, _ in (week.dates if week else ())
        if not any(day.falls_on(date) for date in days)
    ]
    weekdays = {date.weekday() for date in days}
    outside += [
        DAY_NAMES["de"][n] for n, spans in enumerate(week.days if week else ()) if spans and n not in weekdays
    ]
    if outside and days:
        reader.problem(
            reader.at(record, "urgent"),
            "{days} does not lie within this closing ({start} to {end}).",
            "Mend the day, or delete it.",
            days=", ".join(outside),
            start=f"{record.start:%d.%m.%Y}",
            end=f"{record.end:%d.%m.%Y}",
        )
