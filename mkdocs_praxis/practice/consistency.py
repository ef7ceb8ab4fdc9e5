"""Validation across records and files: deputies, closings, places, people, offers, forms."""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Any

from mkdocs_praxis.practice import model as m
from mkdocs_praxis.practice.closings import resolve_closings
from mkdocs_praxis.practice.forms import described, kinds, name_of
from mkdocs_praxis.practice.legal.tables import STATES
from mkdocs_praxis.practice.names import fold, slug
from mkdocs_praxis.practice.reader import Reader
from mkdocs_praxis.practice.shipped import blocks
from mkdocs_praxis.practice.values import Text, Told, Word
from mkdocs_praxis.problem import PraxisError, located, msg, nearest


def check_consistency(values: dict[str, Any], reader: Reader) -> None:
    """Run the checks across several records or files, and put what records refer to in its place.

    `values` are the attributes of Facts.
    """
    resolve_closings(values, reader)
    _forms(values, reader)
    _overlapping_closings(values.get("closings", ()), reader)
    _same_day(values.get("exceptions", ()), reader)
    practice: m.Practice | None = values.get("practice")
    _hours_by_place(values, practice)
    _competing_hours(values, reader)
    if practice is not None:
        names = {location.name for location in practice.locations} | {practice.name}
        for section in ("hours", "phone_hours", "exceptions", "closings", "courses", "jobs"):
            for record in values.get(section, ()):
                _known_place(record, "location", names, reader)
        _people(values, names, reader)
        _offers(values, reader)
        _places(practice, reader)
        _conflicts(practice, values, reader)
        _local_holidays(practice, values.get("holidays"), reader)
        _refer_places(values, practice)
    if texts := values.get("texts"):
        for name, node in reader.text_keys.items():
            if name in texts and name not in blocks():
                reader.unknown(node, sorted(blocks()))


def _hours_by_place(values: dict[str, Any], practice: m.Practice | None) -> None:
    """Give hours that are headed by a place's name (`Filiale Nord: Di 8-12`) to that place."""
    names = [practice.name, *(one.name for one in practice.locations)] if practice else []
    places = {fold(name): name for name in names}

    def placed(one: m.Schedule) -> m.Schedule:
        place = places.get(re.sub(r"^(?:in|standort) ", "", fold(one.name)))
        return replace(one, name=Text(""), location=str(place)) if place and not one.location else one

    for section in ("hours", "phone_hours") if len(places) > 1 else ():
        values[section] = tuple(map(placed, values.get(section, ())))


def _refer_places(values: dict[str, Any], practice: m.Practice) -> None:
    """Replace references to a place by the place's own name, so that both are translated alike."""
    known = [practice.name, *(place.name for place in practice.locations)]
    names = {str(name): name for name in known if isinstance(name, Told)}

    def named(record: Any) -> Any:
        if not isinstance(record, m.Person):
            return replace(record, location=names.get(record.location, record.location))
        places = tuple(Word(names.get(place, place)) for place in record.places)
        return replace(record, places=places, hours=tuple(map(named, record.hours)))

    for section in _PLACED if names else ():
        values[section] = tuple(map(named, values.get(section, ())))


_PLACED = ("hours", "phone_hours", "exceptions", "closings", "courses", "jobs", "team")


def _local_holidays(practice: m.Practice, rule: m.Holidays | None, reader: Reader) -> None:
    """Report local holidays that the Bundesland does not have: they would be ignored."""
    for wanted in rule.municipal if rule else ():
        states = ("BY",) if wanted == "augsburg" else ("BY", "SN", "TH")
        if practice.state not in states:
            fix = "Delete it, or mend `bundesland:` in praxis.yml."
            named = ", ".join(STATES[state] for state in states)
            reader.wrong(rule, "municipal", "“{name}” is only for {states}.", fix, name=wanted, states=named)


def _overlapping_closings(closings: Iterable[m.Closing], reader: Reader) -> None:
    for one, two in pairwise(sorted(closings, key=lambda closing: closing.start)):
        if two.start <= one.end and one.location == two.location:
            what = "This closing overlaps the one in line {line} (until {end})."
            fix = "Make one closing of both, or mend the dates."
            reader.wrong(two, "start", what, fix, line=_line_of(one), end=f"{one.end:%d.%m.%Y}")


def _same_day(exceptions: Iterable[m.DayException], reader: Reader) -> None:
    for first, one in _twins(exceptions, lambda one: (one.date, one.location)):
        what, date = "{date} has two exceptions (first in line {line}).", f"{one.date:%d.%m.%Y}"
        reader.wrong(one, "date", what, "Keep one of them.", date=date, line=_line_of(first))


def _twins(records: Iterable[Any], key: Callable[[Any], object]) -> Iterator[tuple[Any, Any]]:
    """Yield each record that has the same key as an earlier one, behind the first of them."""
    seen: dict[object, Any] = {}
    for one in records:
        if (first := seen.setdefault(key(one), one)) is not one:
            yield first, one


def _competing_hours(values: dict[str, Any], reader: Reader) -> None:
    """Report dated hours of one kind and name that overlap in time: it is ambiguous which apply."""
    practice: m.Practice | None = values.get("practice")

    def kind(one: m.Schedule) -> tuple[object, ...]:
        return one.kind, one.name, one.location or (practice.name if practice else ""), one.dated

    for section in ("hours", "phone_hours"):
        for one, two in combinations((one for one in values.get(section, ()) if one.dated), 2):
            if kind(one) == kind(two) and _meet(one, two):
                what = "These hours hold at the same time as those in line {line}."
                fix = "Give the earlier ones `gilt_bis:`, or give each its own `name:`."
                why = "Dated hours replace others while they hold; of two, nobody could say which count."
                key = "valid_from" if two.valid_from else "valid_until"
                reader.wrong(two, key, what, fix, why, line=_line_of(one))


def _meet(one: m.Schedule, two: m.Schedule) -> bool:
    starts = (each.valid_from or dt.date.min for each in (one, two))
    return max(starts) <= min(each.valid_until or dt.date.max for each in (one, two))


def _places(practice: m.Practice, reader: Reader) -> None:
    """Report places with the same name: references from hours and closings would be ambiguous."""
    for _, location in _twins([practice, *practice.locations], lambda place: fold(place.name)):
        what = "Another place is already called “{name}”."
        fix = "Give each place a name of its own, such as: Filiale Nord"
        reader.wrong(location, "name", what, fix, name=location.name)


def _own_deputies(practice: m.Practice, values: dict[str, Any]) -> Iterator[m.Deputy]:
    """Yield deputies that are the closed practice itself; the main place may be the deputy of a closed branch."""
    own = {fold(practice.name), fold(practice.company)} - {""}
    branches = {fold(location.name) for location in practice.locations}
    if not branches:
        yield from (one for one in values.get("deputies", ()) if fold(one.name) in own)
    for closing in values.get("closings", ()):
        closed = {fold(closing.location)} if fold(closing.location) in branches else own
        yield from (one for one in closing.deputies if fold(one.name) in closed)


def _conflicts(practice: m.Practice, values: dict[str, Any], reader: Reader) -> None:
    """Report people and practices with mutually exclusive roles."""
    for deputy in {id(d): d for d in _own_deputies(practice, values)}.values():
        what, fix = "The practice cannot stand in for itself.", "Name the other practice."
        reader.wrong(deputy, "name", what, fix)
    officer: m.DataProtectionOfficer | None = values.get("dpo")
    heads = {fold(o.name) for o in practice.owners} | {fold(name) for name in practice.representatives}
    if officer and officer.name and fold(officer.name) in heads:
        what = "Who owns or represents the practice cannot be its data protection officer."
        why = "Officers must not be in a conflict of interests (Art. 38 (6) GDPR)."
        reader.wrong(officer, "name", what, "Name somebody else, from within or outside.", why)
    booking: m.Booking | None = values.get("booking")
    bfsg: m.Accessibility | None = values.get("bfsg")
    if booking and booking.online and bfsg and bfsg.booking == "keine":
        what = "“buchung: keine” contradicts the booking page in termine.yml."
        reader.wrong(bfsg, "booking", what, "Write buchung: link")


def _line_of(record: m.Record) -> int:
    """Return the line of a record."""
    return record.place.line if record.place else 0


def _known_place(record: m.Record, name: str, places: Collection[str], reader: Reader) -> None:
    """Report a place in an attribute of a record that praxis.yml does not define."""
    said = getattr(record, name)
    for place in said if isinstance(said, tuple) else (said,):
        if place and place not in places:
            near = nearest(place, places)
            what, valid = "There is no location “{name}” in praxis.yml.", ", ".join(sorted(places))
            fix = "Did you mean “{near}”?" if near else "Known: {valid}"
            reader.wrong(record, name, what, fix, name=place, near=near, valid=valid)


def _named_provider(record: Any, values: dict[str, Any], reader: Reader) -> None:
    """Report a booking link whose provider is missing from termine.yml."""
    booking: m.Booking | None = values.get("booking")
    if record.booking and not (booking and booking.online):
        fix = "Add `termin:` with `online:` and its `anbieter:` to termine.yml."
        why = "The privacy notice must name who learns of an appointment (Art. 13 (1) (e) GDPR)."
        reader.wrong(record, "booking", "Nobody says who runs this booking page.", fix, why)


def _people(values: dict[str, Any], places: Collection[str], reader: Reader) -> None:
    """Check what people say of places, calendars and pages."""
    team = values.get("team", ())
    for person in team:
        _known_place(person, "places", places, reader)
        for hours in person.hours:
            _known_place(hours, "location", places, reader)
        _named_provider(person, values, reader)
    for first, person in _twins(team, lambda one: slug(one.name)) if values.get("person_pages") else ():
        what = "Two people have the same name (first in line {line})."
        fix = "Tell them apart by the first name, or delete one."
        why = "Each gets a page of its own, and both would be the same."
        reader.wrong(person, "name", what, fix, why, line=_line_of(first))


def _offers(values: dict[str, Any], reader: Reader) -> None:
    """Check what services and courses say of bookings, dates and numbers."""
    courses = values.get("courses", ())
    for one in (*values.get("services", ()), *courses):
        _named_provider(one, values, reader)
    for course in courses:
        if not course.dates:
            fix = "Write at least one, as in: 12.01.2027 18:00-19:30"
            reader.wrong(course, "dates", "“{name}” has no date.", fix, name=course.name)
        if course.free is not None and course.places is not None and course.free > course.places:
            what, fix = "{free} places are left of {places}.", "Mend `frei` or `plaetze`."
            reader.wrong(course, "free", what, fix, free=course.free, places=course.places)


def _forms(values: dict[str, Any], reader: Reader) -> None:
    """Report handled forms of no known kind or of the same kind twice; complete the facts of all forms."""
    handled = [form for form in values.get("forms", ()) if form.handler]
    for form in (form for form in handled if form.kind not in kinds()):
        what, fix = "Nobody says which form the handler shall take.", "Add a line: art: {valid}"
        reader.wrong(form, "handler", what, fix, valid=" / ".join(kinds()))
    known = (form for form in handled if form.kind in kinds())
    for first, form in _twins(known, lambda one: name_of(one, reader.language)):
        what = "There is a second form “{kind}” (first in line {line})."
        fix = "One form of each kind is enough; link to its page."
        reader.wrong(form, "kind", what, fix, kind=form.kind, line=_line_of(first))
    if "forms" in values:
        values["forms"] = tuple(described(form, reader.language) for form in values["forms"])


def check_policy(facts: m.Facts, *, strict: bool) -> None:
    """Raise PraxisError for profiles on a site whose policy links to no social network."""
    for profile in facts.social.profiles if facts.social and strict else ():
        what = "A profile at {network} does not go with `policy: strict` in mkdocs.yml."
        why = "With this policy the site links to no platform."
        fix = "Delete the profile, or write `policy: standard` in mkdocs.yml."
        raise PraxisError(msg(what, network=profile.network), **located(profile.place), why=why, fix=fix)
