"""Validation across records and files: existing deputies, closings without overlap, known places."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice import model as m
from mkdocs_praxis.practice.legal.tables import STATES, fold
from mkdocs_praxis.practice.reader import Reader
from mkdocs_praxis.practice.references import check_forms, check_offers, check_people, known_place
from mkdocs_praxis.practice.values import Told, Urgent, Word, YearDay, located
from mkdocs_praxis.problem import PraxisError, nearest


def resolve_deputies(values: dict[str, Any], readers: dict[str, Reader]) -> None:
    """Replace references of closings to deputies, by `kuerzel` or name, with those of `vertretungen:`."""
    reader = readers.get("urlaub.yml")
    if reader is None or "closings" not in values:
        return
    known: dict[str, m.Deputy] = {}
    for deputy in values.get("deputies", ()):
        for key in {fold(deputy.id or deputy.name), fold(deputy.name)}:
            if key in known:
                reader.problem(
                    reader.at(deputy, "id") or reader.at(deputy, "name"),
                    "Two deputies are called “{name}”.",
                    "Give each its own `kuerzel:`.",
                    "Nobody could say who is meant.",
                    name=deputy.id or deputy.name,
                )
            known[key] = deputy
    closings = []
    for closing in values["closings"]:
        deputies = []
        for deputy in closing.deputies:
            if not reader.in_one_line(deputy) or (deputy.phone and fold(deputy.name) not in known):
                deputies.append(deputy)
            elif found := known.get(fold(deputy.name)):
                deputies.append(dataclasses.replace(found, place=deputy.place))
            else:
                near = nearest(fold(deputy.name), known)
                reader.problem(
                    reader.at(deputy, "name"),
                    "There is no deputy “{name}” under `vertretungen:`.",
                    "Did you mean “{near}”?"
                    if near
                    else "Add it there, with `kuerzel:`, `name:`, `anschrift:` and `telefon:`.",
                    name=deputy.name,
                    near=(known[near].id or known[near].name) if near else "",
                )
        closings.append(dataclasses.replace(closing, deputies=tuple(deputies), urgent=_in_its_year(closing)))
    values["closings"] = tuple(closings)


def _in_its_year(closing: m.Closing) -> Urgent | None:
    """Return the hours for urgent cases with years added to dates without one, since pages show weekdays."""
    if closing.urgent is None:
        return None
    length = (closing.end - closing.start).days + 1
    days = [closing.start + dt.timedelta(n) for n in range(max(0, min(length, 367)))]
    dates = [
        (YearDay(date.month, date.day, date.year), spans)
        for date in days
        for day, spans in closing.urgent.dates
        if day.falls_on(date)
    ]
    return dataclasses.replace(closing.urgent, dates=tuple(dates))


def refer_places(values: dict[str, Any]) -> None:
    """Replace references to a place by the place's own name, so that both are translated alike."""
    practice: m.Practice | None = values.get("practice")
    known = [practice.name, *(place.name for place in practice.locations)] if practice else []
    names = {str(name): name for name in known if isinstance(name, Told)}

    def named(record: Any) -> Any:
        if not isinstance(record, m.Person):
            return dataclasses.replace(record, location=names.get(record.location, record.location))
        places = tuple(Word(names.get(place, place)) for place in record.places)
        return dataclasses.replace(record, places=places, hours=tuple(map(named, record.hours)))

    for section in _PLACED if names else ():
        values[section] = tuple(map(named, values.get(section, ())))


_PLACED = ("hours", "phone_hours", "exceptions", "closings", "courses", "jobs", "team")


def check_whole(values: dict[str, Any], readers: dict[str, Reader]) -> None:
    """Run the checks across several records or files."""
    check_forms(values, readers)
    _overlapping_closings(values.get("closings", ()), readers)
    _same_day(values.get("exceptions", ()), readers)
    _competing_hours(values, readers)
    practice: m.Practice | None = values.get("practice")
    if practice is not None:
        names = {location.name for location in practice.locations} | {practice.name}
        for attribute, file in (
            ("hours", "zeiten.yml"),
            ("phone_hours", "zeiten.yml"),
            ("exceptions", "zeiten.yml"),
            ("closings", "urlaub.yml"),
        ):
            for record in values.get(attribute, ()):
                known_place(record.location, names, readers[file].at(record, "location"), readers[file])
        check_people(values, names, readers)
        check_offers(values, names, readers)
        _places(practice, readers)
        _conflicts(practice, values, readers)
        _local_holidays(practice, values.get("holidays"), readers)
    if texts := values.get("texts"):
        from mkdocs_praxis.practice.legal.texts import blocks

        reader = readers["rechtliches.yml"]
        for name, node in reader.text_keys.items():
            if name in texts and name not in blocks():
                reader.unknown(node, sorted(blocks()))


def _local_holidays(practice: m.Practice, rule: m.Holidays | None, readers: dict[str, Reader]) -> None:
    """Report local holidays that the Bundesland does not have: they would be ignored."""
    for wanted in rule.municipal if rule else ():
        states = ("BY",) if wanted == "augsburg" else ("BY", "SN", "TH")
        if practice.state not in states:
            readers["zeiten.yml"].problem(
                readers["zeiten.yml"].at(rule, "municipal"),
                "“{name}” is only for {states}.",
                "Delete it, or mend `bundesland:` in praxis.yml.",
                name=wanted,
                states=", ".join(STATES[state] for state in states),
            )


def _overlapping_closings(closings: tuple[m.Closing, ...], readers: dict[str, Reader]) -> None:
    by_start = sorted(closings, key=lambda closing: closing.start)
    for one, two in pairwise(by_start):
        if two.start <= one.end and one.location == two.location:
            reader = readers["urlaub.yml"]
            line = one.place.line if one.place else 0
            reader.problem(
                reader.at(two, "start"),
                "This closing overlaps the one in line {line} (until {end}).",
                "Make one closing of both, or mend the dates.",
                line=line,
                end=f"{one.end:%d.%m.%Y}",
            )


def _same_day(exceptions: tuple[m.DayException, ...], readers: dict[str, Reader]) -> None:
    seen: dict[tuple[Any, str], m.DayException] = {}
    for one in exceptions:
        first = seen.setdefault((one.date, one.location), one)
        if first is not one:
            reader = readers["zeiten.yml"]
            reader.problem(
                reader.at(one, "date"),
                "{date} has two exceptions (first in line {line}).",
                "Keep one of them.",
                date=f"{one.date:%d.%m.%Y}",
                line=first.place.line if first.place else 0,
            )


def _competing_hours(values: dict[str, Any], readers: dict[str, Reader]) -> None:
    """Report dated hours of one kind and name that overlap in time: it is ambiguous which apply."""
    practice: m.Practice | None = values.get("practice")
    main = practice.name if practice else ""
    for section in ("hours", "phone_hours"):
        dated = [one for one in values.get(section, ()) if one.dated]
        for one, two in combinations(dated, 2):
            same = (one.kind, one.name, one.location or main) == (two.kind, two.name, two.location or main)
            if same and one.dated == two.dated and _meet(one, two):
                reader = readers["zeiten.yml"]
                reader.problem(
                    reader.at(two, "valid_from") or reader.at(two, "valid_until"),
                    "These hours hold at the same time as those in line {line}.",
                    "Give the earlier ones `gilt_bis:`, or give each its own `name:`.",
                    "Dated hours replace others while they hold; of two, nobody could say which count.",
                    line=one.place.line if one.place else 0,
                )


def _meet(one: m.Schedule, two: m.Schedule) -> bool:
    first, last = dt.date.min, dt.date.max
    return (one.valid_from or first) <= (two.valid_until or last) and (two.valid_from or first) <= (
        one.valid_until or last
    )


def _places(practice: m.Practice, readers: dict[str, Reader]) -> None:
    """Report places with the same name: references from hours and closings would be ambiguous."""
    seen = {fold(practice.name)}
    for location in practice.locations:
        if fold(location.name) in seen:
            reader = readers["praxis.yml"]
            reader.problem(
                reader.at(location, "name"),
                "Another place is already called “{name}”.",
                "Give each place a name of its own, such as: Filiale Nord",
                name=location.name,
            )
        seen.add(fold(location.name))


def _own_deputies(practice: m.Practice, values: dict[str, Any]) -> Iterator[m.Deputy]:
    """Yield deputies that are the closed practice itself; the main place may be the deputy of a closed branch."""
    own = {fold(practice.name), fold(practice.company)} - {""}
    branches = {fold(location.name) for location in practice.locations}
    if not branches:
        yield from (one for one in values.get("deputies", ()) if fold(one.name) in own)
    for closing in values.get("closings", ()):
        closed = {fold(closing.location)} if fold(closing.location) in branches else own
        yield from (one for one in closing.deputies if fold(one.name) in closed)


def _conflicts(practice: m.Practice, values: dict[str, Any], readers: dict[str, Reader]) -> None:
    """Report people and practices with mutually exclusive roles."""
    for deputy in {id(d): d for d in _own_deputies(practice, values)}.values():
        reader = readers["urlaub.yml"]
        reader.problem(
            reader.at(deputy, "name"),
            "The practice cannot stand in for itself.",
            "Name the other practice.",
        )
    officer: m.DataProtectionOfficer | None = values.get("dpo")
    heads = {fold(o.name) for o in practice.owners} | {fold(name) for name in practice.representatives}
    if officer and officer.name and fold(officer.name) in heads:
        reader = readers["rechtliches.yml"]
        reader.problem(
            reader.at(officer, "name"),
            "Who owns or represents the practice cannot be its data protection officer.",
            "Name somebody else, from within or outside.",
            "Officers must not be in a conflict of interests (Art. 38 (6) GDPR).",
        )
    booking: m.Booking | None = values.get("booking")
    bfsg: m.Accessibility | None = values.get("bfsg")
    if booking and booking.online and bfsg and bfsg.booking == "keine":
        reader = readers["rechtliches.yml"]
        reader.problem(
            reader.at(bfsg, "booking"),
            "“buchung: keine” contradicts the booking page in termine.yml.",
            "Write buchung: link",
        )


def check_policy(facts: m.Facts, *, strict: bool, language: str) -> None:
    """Raise PraxisError for profiles on a site whose policy links to no social network."""
    t = translator(language, "practice")
    for profile in facts.social.profiles if facts.social and strict else ():
        raise PraxisError(
            t(
                "A profile at {network} does not go with `policy: strict` in mkdocs.yml.",
                network=profile.network,
            ),
            **located(profile.place),
            why=t("With this policy the site links to no platform."),
            fix=t("Delete the profile, or write `policy: standard` in mkdocs.yml."),
        )
