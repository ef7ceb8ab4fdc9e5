"""Validation of services, courses and jobs: known places, named providers, dates in order."""

from collections.abc import Collection
from typing import Any

from mkdocs_praxis.practice.people import known_place, named_provider
from mkdocs_praxis.practice.reader import Reader


def check_offers(values: dict[str, Any], names: Collection[str], readers: dict[str, Reader]) -> None:
    """Check what services, courses and jobs say of places and bookings."""
    for section, file in (
        ("services", "leistungen.yml"),
        ("courses", "leistungen.yml"),
        ("jobs", "stellen.yml"),
    ):
        for record in values.get(section, ()):
            reader = readers[file]
            if section != "services":
                known_place(record.location, names, reader.at(record, "location"), reader)
            if section != "jobs":
                named_provider(record.booking or "", values, reader.at(record, "booking"), reader)
    for course in values.get("courses", ()):
        reader = readers["leistungen.yml"]
        if not course.dates:
            reader.problem(
                reader.at(course, "dates"),
                "“{name}” has no date.",
                "Write at least one, as in: 12.01.2027 18:00-19:30",
                name=course.name,
            )
        if course.free is not None and course.places is not None and course.free > course.places:
            reader.problem(
                reader.at(course, "free"),
                "{free} places are left of {places}.",
                "Mend `frei` or `plaetze`.",
                free=course.free,
                places=course.places,
            )
