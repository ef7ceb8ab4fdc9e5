"""Validation across the values of a record: `bis` not before `von`, existing chambers, valid references."""

import re
from collections.abc import Callable
from typing import Any

from mkdocs_praxis.practice import model as m
from mkdocs_praxis.practice.model_legal import Logs, Profile
from mkdocs_praxis.practice.model_practice import Emergency
from mkdocs_praxis.practice.plausible import amount_only, doubled_title, not_too_far, past, urgent_within
from mkdocs_praxis.practice.profession import (
    check_profession,
    matching_land,
    not_admitted,
    one_part_of_the_land,
)
from mkdocs_praxis.practice.reader import Reader
from mkdocs_praxis.practice.today import today

_Check = Callable[[Any, Reader], None]
_CHECKS: dict[type, list[_Check]] = {}


def check(record: Any, reader: Reader) -> None:
    """Run the checks of a record's class."""
    for one in _CHECKS.get(type(record), ()):
        one(record, reader)


def _for(*classes: type) -> Callable[[_Check], _Check]:
    def register(function: _Check) -> _Check:
        for cls in classes:
            _CHECKS.setdefault(cls, []).append(function)
        return function

    return register


@_for(m.Absence, m.Closing, m.Notice, m.Deputy)
def _end_after_start(record: Any, reader: Reader) -> None:
    if record.start and record.end and record.end < record.start:
        reader.problem(
            reader.at(record, "end"),
            "“bis” ({end}) lies before “von” ({start}).",
            "Swap the two, or mend the year.",
            end=f"{record.end:%d.%m.%Y}",
            start=f"{record.start:%d.%m.%Y}",
        )


@_for(m.Closing)
def _closing(record: m.Closing, reader: Reader) -> None:
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
    urgent_within(record, reader)
    if record.announce_from and record.announce_from > record.start:
        reader.problem(
            reader.at(record, "announce_from"),
            "“ankuendigen_ab” lies after the closing has begun.",
            "Choose a day before “von”, or leave the line out.",
        )


@_for(m.Schedule)
def _schedule(record: m.Schedule, reader: Reader) -> None:
    if record.valid_from and record.valid_until and record.valid_until < record.valid_from:
        reader.problem(
            reader.at(record, "valid_until"),
            "“gilt_bis” lies before “gilt_von”.",
            "Swap the two, or mend the year.",
        )


_for(m.Profession)(check_profession)


@_for(m.Address)
def _address(record: m.Address, reader: Reader) -> None:
    if re.search(r"\bPostfach\b", f"{record.street} {record.extra}", re.IGNORECASE):
        reader.problem(
            reader.at(record, "street"),
            "A P.O. box is not an address here.",
            "Write street and house number.",
            "The Impressum must name an address at which one can be found (§ 5 (1) no. 1 DDG).",
        )


@_for(m.Practice)
def _practice(record: m.Practice, reader: Reader) -> None:
    from zoneinfo import available_timezones

    if record.timezone != "Europe/Berlin" and record.timezone not in available_timezones():
        reader.problem(
            reader.at(record, "timezone"),
            "“{text}” is not a time zone.",
            "Write Europe/Berlin.",
            text=record.timezone,
        )
    if record.phone and len(record.phone.dial) <= 6:
        reader.problem(
            reader.at(record, "phone"),
            "{number} is not the number of a practice.",
            "Write your own number with its area code; emergency numbers go under `notfall:`.",
            number=record.phone.dial,
        )
    if record.founded is not None and not 1700 <= record.founded <= today().year:
        reader.problem(reader.at(record, "founded"), "{year} cannot be the year of foundation.", "Check the year.", year=record.founded)  # fmt: skip
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
    for one in record.professions:
        matching_land(record, one, reader)
        one_part_of_the_land(one, reader)
        not_admitted(record, one, reader)
    if not record.professions:
        reader.problem(
            reader.at(record, "professions"),
            "The list of professions is empty.",
            "Write at least: - art: arzt",
        )


@_for(Emergency)
def _emergency(record: Emergency, reader: Reader) -> None:
    if record.phone.dial in {"112", "116117"}:
        reader.problem(
            reader.at(record, "phone"),
            "{number} is on every page anyway.",
            "Delete this entry.",
            number=record.phone.dial,
        )


@_for(m.Directions)
def _coordinates(record: m.Directions, reader: Reader) -> None:
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
    elif record.latitude and record.longitude and record.latitude < 20 and 45 < record.longitude < 56:
        reader.problem(
            reader.at(record, "latitude"),
            "“breite” and “laenge” seem to be swapped: that place lies in Africa or Arabia.",
            "In Germany, Austria and Switzerland the larger number is `breite`.",
        )


@_for(m.Premises)
def _premises(record: m.Premises, reader: Reader) -> None:
    for name in ("door_width", "lift_door_width", "lift_depth"):
        value = getattr(record, name)
        if value is not None and not 40 <= value <= 400:
            reader.problem(
                reader.at(record, name),
                "{value} cm is hardly possible.",
                "Measure in centimetres: 90",
                value=value,
            )


@_for(Profile)
def _profile(record: Profile, reader: Reader) -> None:
    if not record.reason:
        reader.problem(
            reader.at(record, "network"),
            "The profile has no reason.",
            "Add `begruendung:`: why the practice needs it and where else its content stands.",
            "Loosening the privacy-friendly default needs a written reason (Art. 25 GDPR).",
        )


@_for(m.DataProtectionOfficer)
def _officer(record: m.DataProtectionOfficer, reader: Reader) -> None:
    if record.appointed and not (record.email or record.phone or record.address):
        reader.problem(
            reader.at(record, "appointed"),
            "The data protection officer has no contact.",
            "Add `email:`, `telefon:` or `anschrift:`.",
            "Patients must be able to reach the officer (Art. 13 (1) (b) GDPR).",
        )


@_for(Logs)
def _logs(record: Logs, reader: Reader) -> None:
    if record.days is not None and record.days > 365:
        reader.problem(
            reader.at(record, "days"),
            "Logs kept for more than a year are hardly needed.",
            "Ask the host; usual are 7 to 30 days.",
            "Data is kept only as long as its purpose needs it (Art. 5 (1) (e) GDPR).",
        )
    if record.ip == "keine" and any(re.search(r"\bIP\b", word) for word in record.fields):
        reader.problem(
            reader.at(record, "ip"),
            "“ip: keine” contradicts the IP address under `felder:`.",
            "Delete it there, or write ip: gekuerzt or ip: voll.",
        )


@_for(m.Person, m.Service, m.Download, m.Map, m.ImageCredit)
def _own_file(record: Any, reader: Reader) -> None:
    name = {m.Person: "photo", m.Service: "picture"}.get(type(record), "file")
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


@_for(m.FormFact, m.Embedded)
def _basis(record: Any, reader: Reader) -> None:
    if record.basis == "interesse" and not record.interest:
        reader.problem(
            reader.at(record, "basis"),
            "Which legitimate interest is not said.",
            "Add `interesse:`, as in: interesse: sicherer Betrieb der Seiten",
            "Who relies on an interest must name it (Art. 13 (1) (d) GDPR).",
        )
    if (
        isinstance(record, m.FormFact)
        and record.kind == "newsletter"
        and record.basis not in ("", "einwilligung")
    ):
        reader.problem(
            reader.at(record, "basis"),
            "A newsletter needs consent.",
            "Write rechtsgrundlage: einwilligung",
            "§ 7 (2) no. 2 UWG, Art. 6 (1) (a) GDPR.",
        )


_for(
    m.NewPatients,
    m.Hosting,
    m.Mailbox,
    m.Processor,
    m.Embedded,
    m.OnlineBooking,
    m.Accessibility,
    m.Person,
    m.Premises,
)(past)

_for(m.Closing, m.Notice, m.DayException, m.Schedule, m.Job, m.Deputy)(not_too_far)

_for(m.Owner, m.Person)(doubled_title)

_for(m.Cancellation)(amount_only)
