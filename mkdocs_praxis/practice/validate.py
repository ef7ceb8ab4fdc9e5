"""Validation across the values of a record: `bis` not before `von`, existing chambers, valid references."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from mkdocs_praxis.practice import model as m
from mkdocs_praxis.practice.model_legal import Logs, Profile
from mkdocs_praxis.practice.model_practice import Emergency
from mkdocs_praxis.practice.plausible import amount_only, doubled_title, not_too_far, past, urgent_within
from mkdocs_praxis.practice.profession import (
    check_profession,
    matching_land,
    not_admitted,
    one_part_of_the_land,
    tax_number,
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


class _Wrong(NamedTuple):
    """What is wrong with an attribute of some records when a test holds. `values` fill the words, besides the record's own."""

    classes: tuple[type, ...]
    name: str
    holds: Callable[[Any], object]
    what: str
    fix: str
    why: str = ""
    values: Callable[[Any], dict[str, object]] = lambda _: {}

    def check(self, record: Any, reader: Reader) -> None:
        """Report it."""
        if self.holds(record):
            at = reader.at(record, self.name)
            reader.problem(at, self.what, self.fix, self.why, **self.values(record))


def _days_of(record: Any) -> dict[str, object]:
    return {"start": f"{record.start:%d.%m.%Y}", "end": f"{record.end:%d.%m.%Y}"}


_VAT = re.compile(r"DE\d{9}|ATU\d{8}|CHE-?[\d.]{9,11}.*")
_BUSINESS = re.compile(r"(?:DE\d{9}(?:-\d{5})?)?")
_FOUND: tuple[_Wrong, ...] = (
    _Wrong((m.Absence, m.Closing, m.Notice, m.Deputy), "end", lambda r: r.start and r.end and r.end < r.start,
           "“bis” ({end}) lies before “von” ({start}).", "Swap the two, or mend the year.", values=_days_of),
    _Wrong((m.Closing,), "end", lambda r: (r.end - r.start).days > 366, "This closing lasts more than a year ({days} days).",
           "Check the years. For a closing without an end use a notice in aktuelles.yml.",
           values=lambda r: {"days": (r.end - r.start).days + 1}),
    _Wrong((m.Closing,), "announce_from", lambda r: r.announce_from and r.announce_from > r.start,
           "“ankuendigen_ab” lies after the closing has begun.", "Choose a day before “von”, or leave the line out."),
    _Wrong((m.Schedule,), "valid_until", lambda r: r.valid_from and r.valid_until and r.valid_until < r.valid_from,
           "“gilt_bis” lies before “gilt_von”.", "Swap the two, or mend the year."),
    _Wrong((m.Address,), "street", lambda r: re.search(r"\bPostfach\b", f"{r.street} {r.extra}", re.IGNORECASE),
           "A P.O. box is not an address here.", "Write street and house number.",
           "The Impressum must name an address at which one can be found (§ 5 (1) no. 1 DDG)."),
    _Wrong((m.Profession,), "vat_id", lambda r: r.vat_id and not tax_number(r) and not _VAT.fullmatch(r.vat_id.replace(" ", "")),
           "“{text}” is not a VAT identification number.", "It begins with DE and has nine digits: DE123456789",
           values=lambda r: {"text": r.vat_id}),
    _Wrong((m.Profession,), "business_id", lambda r: not tax_number(r) and not _BUSINESS.fullmatch(r.business_id.replace(" ", "")),
           "“{text}” is not a Wirtschafts-Identifikationsnummer.",
           "It begins with DE, has nine digits and may end in five more: DE123456789-00001", values=lambda r: {"text": r.business_id}),
    _Wrong((m.Profession,), "restriction", lambda r: r.restriction and r.kind != "heilpraktiker",
           "“beschraenkt_auf” is only for `art: heilpraktiker`.", "Delete the line."),
    _Wrong((m.Practice,), "timezone", lambda r: not _is_zone(r.timezone), "“{text}” is not a time zone.", "Write Europe/Berlin.",
           values=lambda r: {"text": r.timezone}),
    _Wrong((m.Practice,), "phone", lambda r: r.phone and len(r.phone.dial) <= 6, "{number} is not the number of a practice.",
           "Write your own number with its area code; emergency numbers go under `notfall:`.",
           values=lambda r: {"number": r.phone.dial}),
    _Wrong((m.Practice,), "founded", lambda r: r.founded is not None and not 1700 <= r.founded <= today().year,
           "{year} cannot be the year of foundation.", "Check the year.", values=lambda r: {"year": r.founded}),
    _Wrong((m.Practice,), "website", lambda r: r.website and r.website.lower().startswith("http:"),
           "The address of the site begins with http:", "Write https:// instead."),
    _Wrong((m.Practice,), "state", lambda r: r.state and r.country != "de", "“bundesland” is only for `land: de`.",
           "Delete the line, or write land: de."),
    _Wrong((m.Practice,), "professions", lambda r: not r.professions, "The list of professions is empty.",
           "Write at least: - art: arzt"),
    _Wrong((Emergency,), "phone", lambda r: r.phone.dial in {"112", "116117"}, "{number} is on every page anyway.",
           "Delete this entry.", values=lambda r: {"number": r.phone.dial}),
    _Wrong((Profile,), "network", lambda r: not r.reason, "The profile has no reason.",
           "Add `begruendung:`: why the practice needs it and where else its content stands.",
           "Loosening the privacy-friendly default needs a written reason (Art. 25 GDPR)."),
    _Wrong((m.DataProtectionOfficer,), "appointed", lambda r: r.appointed and not (r.email or r.phone or r.address),
           "The data protection officer has no contact.", "Add `email:`, `telefon:` or `anschrift:`.",
           "Patients must be able to reach the officer (Art. 13 (1) (b) GDPR)."),
    _Wrong((Logs,), "days", lambda r: r.days is not None and r.days > 365, "Logs kept for more than a year are hardly needed.",
           "Ask the host; usual are 7 to 30 days.", "Data is kept only as long as its purpose needs it (Art. 5 (1) (e) GDPR)."),
    _Wrong((Logs,), "ip", lambda r: r.ip == "keine" and any(re.search(r"\bIP\b", word) for word in r.fields),
           "“ip: keine” contradicts the IP address under `felder:`.", "Delete it there, or write ip: gekuerzt or ip: voll."),
    _Wrong((m.FormFact, m.Embedded), "basis", lambda r: r.basis == "interesse" and not r.interest,
           "Which legitimate interest is not said.", "Add `interesse:`, as in: interesse: sicherer Betrieb der Seiten",
           "Who relies on an interest must name it (Art. 13 (1) (d) GDPR)."),
    _Wrong((m.FormFact,), "basis", lambda r: r.kind == "newsletter" and r.basis not in ("", "einwilligung"),
           "A newsletter needs consent.", "Write rechtsgrundlage: einwilligung", "§ 7 (2) no. 2 UWG, Art. 6 (1) (a) GDPR."),
)  # fmt: skip


def _is_zone(name: str) -> bool:
    from zoneinfo import available_timezones

    return name == "Europe/Berlin" or name in available_timezones()


for _one in _FOUND:
    _for(*_one.classes)(_one.check)


@_for(m.Closing)
def _days_within(record: m.Closing, reader: Reader) -> None:
    for deputy in record.deputies:
        for name in ("start", "end"):
            date = getattr(deputy, name)
            if date is not None and not record.start <= date <= record.end:
                reader.problem(
                    reader.at(deputy, name),
                    "The deputy's day {date} lies outside the closing ({start} to {end}).",
                    "Mend the day, or leave out `von` and `bis` when it is the whole time.",
                    date=f"{date:%d.%m.%Y}",
                    **_days_of(record),
                )


@_for(m.Practice)
def _bodies(record: m.Practice, reader: Reader) -> None:
    for one in record.professions:
        matching_land(record, one, reader)
        one_part_of_the_land(one, reader)
        not_admitted(record, one, reader)


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


_for(m.Closing)(urgent_within)

_for(m.Profession)(check_profession)

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
