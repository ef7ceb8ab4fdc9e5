"""What must hold between values: `bis` not before `von`, chambers that exist, names that refer to something."""

import dataclasses
import re
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from mkdocs_praxis.practice import model as m
from mkdocs_praxis.practice.legal.tables import STATES, associations, chambers, find, fold
from mkdocs_praxis.practice.model_legal import Logs, Profile
from mkdocs_praxis.practice.model_people import Emergency
from mkdocs_praxis.problem import nearest

if TYPE_CHECKING:
    from mkdocs_praxis.practice.reader import Reader

_Check = Callable[[Any, "Reader"], None]
_CHECKS: dict[type, list[_Check]] = {}

# Professions with chambers by law; all others have none (DOMAIN: some sites put the Gesundheitsamt there, wrongly).
WITH_CHAMBER = frozenset({"arzt", "zahnarzt", "psychotherapie"})


def check(record: Any, reader: "Reader") -> None:
    """Run the checks of a record's class."""
    for one in _CHECKS.get(type(record), ()):
        one(record, reader)


def _for(*classes: type) -> Callable[[_Check], _Check]:
    def register(function: _Check) -> _Check:
        for cls in classes:
            _CHECKS.setdefault(cls, []).append(function)
        return function

    return register


@_for(m.Closing, m.Notice, m.Deputy)
def _end_after_start(record: Any, reader: "Reader") -> None:
    if record.start and record.end and record.end < record.start:
        reader.problem(
            reader.at(record, "end"),
            "“bis” ({end}) lies before “von” ({start}).",
            "Swap the two, or mend the year.",
            end=f"{record.end:%d.%m.%Y}",
            start=f"{record.start:%d.%m.%Y}",
        )


@_for(m.Closing)
def _closing(record: m.Closing, reader: "Reader") -> None:
    if (record.end - record.start).days > 366:
        reader.problem(
            reader.at(record, "end"),
            "This closing lasts more than a year ({days} days).",
            "Check the years. For a closing without an end use a notice in aktuelles.yml.",
            days=(record.end - record.start).days + 1,
        )
    for deputy in record.deputies:
        for name in ("start", "end"):
            date = getattr(deputy, name)
            if date is not None and not record.start <= date <= record.end:
                reader.problem(
                    reader.at(deputy, name),
                    "The deputy's day {date} lies outside the closing ({start} to {end}).",
                    "Mend the day, or leave out `von` and `bis` when it is the whole time.",
                    date=f"{date:%d.%m.%Y}",
                    start=f"{record.start:%d.%m.%Y}",
                    end=f"{record.end:%d.%m.%Y}",
                )
    if record.announce_from and record.announce_from > record.start:
        reader.problem(
            reader.at(record, "announce_from"),
            "“ankuendigen_ab” lies after the closing has begun.",
            "Choose a day before “von”, or leave the line out.",
        )


@_for(m.Schedule)
def _schedule(record: m.Schedule, reader: "Reader") -> None:
    if record.valid_from and record.valid_until and record.valid_until < record.valid_from:
        reader.problem(
            reader.at(record, "valid_until"),
            "“gilt_bis” lies before “gilt_von”.",
            "Swap the two, or mend the year.",
        )


@_for(m.Profession)
def _profession(record: m.Profession, reader: "Reader") -> None:
    tax = re.search(r"\b\d{2,3}/\d{3,4}/\d{4,5}\b", record.vat_id + " " + record.business_id)
    if tax:
        reader.problem(
            reader.at(record, "vat_id" if record.vat_id else "business_id"),
            "“{number}” is a tax number; it does not belong into the Impressum.",
            "Write the VAT identification number (DE and nine digits), or leave the line out when you have none.",
            "§ 5 (1) no. 6 DDG asks for the VAT id only; the tax number invites misuse.",
            number=tax[0],
        )
    elif record.vat_id and not re.fullmatch(
        r"(DE\d{9}|ATU\d{8}|CHE-?[\d.]{9,11}.*)", record.vat_id.replace(" ", "")
    ):
        reader.problem(
            reader.at(record, "vat_id"),
            "“{text}” is not a VAT identification number.",
            "It begins with DE and has nine digits: DE123456789",
            text=record.vat_id,
        )
    if (
        record.business_id
        and not tax
        and not re.fullmatch(r"DE\d{9}(-\d{5})?", record.business_id.replace(" ", ""))
    ):
        reader.problem(
            reader.at(record, "business_id"),
            "“{text}” is not a Wirtschafts-Identifikationsnummer.",
            "It begins with DE, has nine digits and may end in five more: DE123456789-00001",
            text=record.business_id,
        )
    if record.restriction and record.kind != "heilpraktiker":
        reader.problem(
            reader.at(record, "restriction"),
            "“beschraenkt_auf” is only for `art: heilpraktiker`.",
            "Delete the line.",
        )
    _known_body(record, "chamber", chambers(record.kind), reader)
    _known_body(record, "association", associations(record.kind), reader)


def _known_body(record: m.Profession, name: str, table: tuple[Any, ...], reader: "Reader") -> None:
    """Check that a body given by name alone is one of the table; with an address of its own it is taken as it is."""
    body: m.Body | None = getattr(record, name)
    if body is None or reader.country != "de":
        return
    node = reader.at(record, name)
    if record.kind not in WITH_CHAMBER:
        reader.problem(
            node,
            "“{kind}” has no chamber and no Kassenärztliche Vereinigung.",
            "Delete the line; the authority that supervises you goes under `aufsicht:`.",
            "Naming an office as a chamber is a wrong statement in the Impressum.",
            kind=record.kind,
        )
    elif body.address is None and find(table, body.name) is None:
        names = {fold(text): entry.name for entry in table for text in (entry.name, entry.short)}
        near = nearest(fold(body.name), names)
        reader.problem(
            node,
            "“{name}” is not in the table of this profession.",
            "Did you mean “{near}”?"
            if near
            else "Write name:, anschrift: and url: below the key to give your own, or one of: {valid}",
            name=body.name,
            near=names.get(near or "", ""),
            valid=", ".join(entry.short for entry in table),
        )


@_for(m.Address)
def _address(record: m.Address, reader: "Reader") -> None:
    if re.search(r"\bPostfach\b", f"{record.street} {record.extra}", re.IGNORECASE):
        reader.problem(
            reader.at(record, "street"),
            "A P.O. box is not an address here.",
            "Write street and house number.",
            "The Impressum must name an address at which one can be found (§ 5 (1) no. 1 DDG).",
        )


@_for(m.Practice)
def _practice(record: m.Practice, reader: "Reader") -> None:
    from zoneinfo import available_timezones

    if record.timezone != "Europe/Berlin" and record.timezone not in available_timezones():
        reader.problem(
            reader.at(record, "timezone"),
            "“{text}” is not a time zone.",
            "Write Europe/Berlin.",
            text=record.timezone,
        )
    if record.website and record.website.lower().startswith("http:"):
        reader.problem(
            reader.at(record, "website"),
            "The address of the site begins with http:",
            "Write https:// instead.",
        )
    if record.state and record.country != "de":
        reader.problem(
            reader.at(record, "state"),
            "“bundesland” is only for `land: de`.",
            "Delete the line, or write land: de.",
        )
    _matching_land(record, "chamber", chambers(record.profession.kind), reader)
    _matching_land(record, "association", associations(record.profession.kind), reader)


def _matching_land(record: m.Practice, name: str, table: tuple[Any, ...], reader: "Reader") -> None:
    body: m.Body | None = getattr(record.profession, name)
    entry = find(table, body.name) if body and body.address is None else None
    if entry and record.state and record.state not in entry.states:
        reader.problem(
            reader.at(record.profession, name),
            "“{name}” is not the one for {state}.",
            "For {state}: {valid}",
            name=entry.name,
            state=STATES[record.state],
            valid=", ".join(e.name for e in table if record.state in e.states),
        )


@_for(Emergency)
def _emergency(record: Emergency, reader: "Reader") -> None:
    if record.phone.dial in {"112", "116117"}:
        reader.problem(
            reader.at(record, "phone"),
            "{number} is on every page anyway.",
            "Delete this entry.",
            number=record.phone.dial,
        )


@_for(m.Directions)
def _coordinates(record: m.Directions, reader: "Reader") -> None:
    for name, limit in (("latitude", 90), ("longitude", 180)):
        value = getattr(record, name)
        if value is not None and abs(value) > limit:
            reader.problem(
                reader.at(record, name),
                "{value} is not possible here.",
                "Between -{limit} and {limit}.",
                value=value,
                limit=limit,
            )
    if (record.latitude is None) != (record.longitude is None):
        reader.problem(
            reader.at(record, "latitude") or reader.at(record, "longitude"),
            "“breite” and “laenge” belong together.",
            "Write both, or neither.",
        )


@_for(m.Premises)
def _premises(record: m.Premises, reader: "Reader") -> None:
    for name in ("door_width", "lift_door_width", "lift_depth"):
        value = getattr(record, name)
        if value is not None and not 40 <= value <= 400:
            reader.problem(
                reader.at(record, name),
                "{value} cm is hardly possible.",
                "Measure in centimetres: 90",
                value=value,
            )


@_for(m.Social)
def _social(record: m.Social, reader: "Reader") -> None:
    if record.level == "streng" and record.profiles:
        reader.problem(
            reader.at(record, "profiles"),
            "Profiles do not go with `stufe: streng`.",
            "Delete the profiles, or write stufe: hinweis.",
            "`streng` means that the site links to no platform.",
        )


@_for(Profile)
def _profile(record: Profile, reader: "Reader") -> None:
    if not record.reason:
        reader.problem(
            reader.at(record, "network"),
            "The profile has no reason.",
            "Add `begruendung:`: why the practice needs it and where else its content stands.",
            "Loosening the privacy-friendly default needs a written reason (Art. 25 GDPR).",
        )


@_for(m.DataProtectionOfficer)
def _officer(record: m.DataProtectionOfficer, reader: "Reader") -> None:
    if record.appointed and not (record.email or record.phone or record.address):
        reader.problem(
            reader.at(record, "appointed"),
            "The data protection officer has no contact.",
            "Add `email:`, `telefon:` or `anschrift:`.",
            "Patients must be able to reach the officer (Art. 13 (1) (b) GDPR).",
        )


@_for(Logs)
def _logs(record: Logs, reader: "Reader") -> None:
    if record.days is not None and record.days > 3650:
        reader.problem(reader.at(record, "days"), "More than ten years is hardly possible.", "Write days: 7")


@_for(m.Person, m.Download, m.Map, m.ImageCredit)
def _own_file(record: Any, reader: "Reader") -> None:
    name = "photo" if isinstance(record, m.Person) else "file"
    path: str = getattr(record, name)
    if re.match(r"(https?:)?//|[a-zA-Z]:[\\/]|/|\.\.[\\/]|~", path):
        reader.problem(
            reader.at(record, name),
            "“{path}” is not a file below docs/.",
            "Copy the file below docs/ and write its path from there: bilder/name.jpg",
            "The site shows only its own files.",
            path=path,
        )
    elif "\\" in path:
        reader.problem(
            reader.at(record, name),
            "“{path}” has backslashes.",
            "Write “{better}”.",
            path=path,
            better=path.replace("\\", "/"),
        )


def resolve_deputies(values: dict[str, Any], readers: dict[str, "Reader"]) -> None:
    """Put the deputies of `vertretungen:` where a closing refers to them by `kuerzel` or name."""
    reader = readers.get("urlaub.yml")
    if reader is None or "closings" not in values:
        return
    known: dict[str, m.Deputy] = {}
    for deputy in values.get("deputies", ()):
        known |= {fold(deputy.id or deputy.name): deputy, fold(deputy.name): deputy}
    closings = []
    for closing in values["closings"]:
        deputies = []
        for deputy in closing.deputies:
            if not reader.is_reference(deputy):
                deputies.append(deputy)
            elif found := known.get(fold(deputy.name)):
                deputies.append(dataclasses.replace(found, place=deputy.place))
            else:
                near = nearest(fold(deputy.name), known)
                reader.source.at(
                    deputy.place.line if deputy.place else None,
                    deputy.place.column if deputy.place else None,
                    "There is no deputy “{name}” under `vertretungen:`.",
                    "Did you mean “{near}”?"
                    if near
                    else "Add it there, with `kuerzel:`, `name:`, `anschrift:` and `telefon:`.",
                    name=deputy.name,
                    near=(known[near].id or known[near].name) if near else "",
                )
        closings.append(dataclasses.replace(closing, deputies=tuple(deputies)))
    values["closings"] = tuple(closings)


def check_whole(values: dict[str, Any], readers: dict[str, "Reader"]) -> None:
    """Check what spans several records or files."""
    _overlapping_closings(values.get("closings", ()), readers)
    _same_day(values.get("exceptions", ()), readers)
    practice: m.Practice | None = values.get("practice")
    if practice is not None:
        names = {location.name for location in practice.locations} | {practice.name}
        for attribute, file in (
            ("hours", "zeiten.yml"),
            ("exceptions", "zeiten.yml"),
            ("closings", "urlaub.yml"),
        ):
            for record in values.get(attribute, ()):
                if record.location and record.location not in names:
                    near = nearest(record.location, names)
                    readers[file].problem(
                        readers[file].at(record, "location"),
                        "There is no location “{name}” in praxis.yml.",
                        "Did you mean “{near}”?" if near else "Known: {valid}",
                        name=record.location,
                        near=near,
                        valid=", ".join(sorted(names)),
                    )
        _local_holidays(practice, values.get("holidays"), readers)
    if texts := values.get("texts"):
        from mkdocs_praxis.practice.legal.texts import blocks

        reader = readers["rechtliches.yml"]
        for name, node in reader.text_keys.items():
            if name in texts and name not in blocks():
                reader.unknown(node, sorted(blocks()))


def _local_holidays(practice: m.Practice, rule: m.Holidays | None, readers: dict[str, "Reader"]) -> None:
    """Tell of local holidays that the Bundesland does not have: they would be passed over."""
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


def _overlapping_closings(closings: tuple[m.Closing, ...], readers: dict[str, "Reader"]) -> None:
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


def _same_day(exceptions: tuple[m.DayException, ...], readers: dict[str, "Reader"]) -> None:
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
