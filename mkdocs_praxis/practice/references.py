"""Validation of people, services, courses, jobs and forms: known places, named providers of bookings, dates in order."""

from collections.abc import Collection
from typing import Any

import yaml

from mkdocs_praxis.practice import model as m
from mkdocs_praxis.practice.forms import described, kinds, name_of
from mkdocs_praxis.practice.legal.tables import slug
from mkdocs_praxis.practice.model import FormFact
from mkdocs_praxis.practice.reader import Reader
from mkdocs_praxis.problem import nearest


def known_place(name: str, names: Collection[str], node: yaml.Node | None, reader: Reader) -> None:
    """Report a place that praxis.yml does not define."""
    if name and name not in names:
        near = nearest(name, names)
        reader.problem(
            node,
            "There is no location “{name}” in praxis.yml.",
            "Did you mean “{near}”?" if near else "Known: {valid}",
            name=name,
            near=near,
            valid=", ".join(sorted(names)),
        )


def named_provider(link: str, values: dict[str, Any], node: yaml.Node | None, reader: Reader) -> None:
    """Report a booking link whose provider is missing from termine.yml: the privacy notice must name it."""
    booking: m.Booking | None = values.get("booking")
    if link and not (booking and booking.online):
        reader.problem(
            node,
            "Nobody says who runs this booking page.",
            "Add `termin:` with `online:` and its `anbieter:` to termine.yml.",
            "The privacy notice must name who learns of an appointment (Art. 13 (1) (e) GDPR).",
        )


def check_people(values: dict[str, Any], names: Collection[str], readers: dict[str, Reader]) -> None:
    """Check what people say of places, calendars and pages."""
    seen: dict[str, m.Person] = {}
    for person in values.get("team", ()):
        reader = readers["team.yml"]
        for place in person.places:
            known_place(place, names, reader.at(person, "places"), reader)
        for hours in person.hours:
            known_place(hours.location, names, reader.at(hours, "location"), reader)
        named_provider(person.booking or "", values, reader.at(person, "booking"), reader)
        first = seen.setdefault(slug(person.name), person)
        if first is not person and values.get("person_pages"):
            reader.problem(
                reader.at(person, "name"),
                "Two people have the same name (first in line {line}).",
                "Tell them apart by the first name, or delete one.",
                "Each gets a page of its own, and both would be the same.",
                line=first.place.line if first.place else 0,
            )


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


def check_forms(values: dict[str, Any], readers: dict[str, Reader]) -> None:
    """Report handled forms of no known kind or of the same kind twice; complete the facts of all forms."""
    if not values.get("forms"):
        return
    reader = readers["rechtliches.yml"]
    seen: dict[str, FormFact] = {}
    for form in values["forms"]:
        if not form.handler:
            continue
        if form.kind not in kinds():
            reader.problem(
                reader.at(form, "handler"),
                "Nobody says which form the handler shall take.",
                "Add a line: art: {valid}",
                valid=" / ".join(kinds()),
            )
        elif (first := seen.setdefault(name_of(form, reader.language), form)) is not form:
            reader.problem(
                reader.at(form, "kind"),
                "There is a second form “{kind}” (first in line {line}).",
                "One form of each kind is enough; link to its page.",
                kind=form.kind,
                line=first.place.line if first.place else 0,
            )
    values["forms"] = tuple(described(form, reader.language) for form in values["forms"])
