"""Validation across the values of a record: `bis` not before `von`, existing chambers, valid references."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from zoneinfo import available_timezones

from mkdocs_praxis import cldr
from mkdocs_praxis.practice import model as m
from mkdocs_praxis.practice.model_legal import Logs, Profile
from mkdocs_praxis.practice.model_practice import Emergency
from mkdocs_praxis.practice.model_visit import Price
from mkdocs_praxis.practice.profession import known_bodies, matching_bodies
from mkdocs_praxis.practice.reader import Reader
from mkdocs_praxis.practice.shipped import PATTERNS
from mkdocs_praxis.practice.today import today

_PLANNED = ("end", "start", "date", "valid_from", "valid_until", "announce_from", "until")
_YEARS_AHEAD = 10


def not_too_far(record: Any, reader: Reader) -> None:
    """Report a date more than ten calendar years ahead."""
    for name in _PLANNED[isinstance(record, m.Closing) :]:  # the end of one is told by its length
        day = getattr(record, name, None)
        if isinstance(day, dt.date) and day.year > today().year + _YEARS_AHEAD:
            what, date = "{date} is more than ten years ahead.", f"{day:%d.%m.%Y}"
            reader.wrong(record, name, what, "Check the year.", date=date)
            return


_TITLE = r"\b((?:Prof|PD|Dr|Dipl)\.(?:\s?[a-z]+\.)*)"


def doubled_title(record: Any, reader: Reader) -> None:
    """Report a title that would be printed twice before a name."""
    title = record.title if isinstance(record, m.Person) else ""
    name = record.full_name if isinstance(record, m.Person) else record.name
    twice = re.search(_TITLE + r"\s+\1(?!\s?[a-z])", name)
    # Two doctorates are written “Dr. Dr.” in one line.
    if twice and not any(f"{twice[0]} " in f"{part} " and twice[1] == "Dr." for part in (title, record.name)):
        what = "“{title}” would stand there twice: {name}"
        fix = "Write the title once: in `titel:`, or before the name."
        reader.wrong(record, "title" if title else "name", what, fix, title=twice[1], name=name)


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
    names = cldr.language("de").days
    outside += [names[n] for n, spans in enumerate(week.days if week else ()) if spans and n not in weekdays]
    if outside and days:
        what = "{days} does not lie within this closing ({start} to {end})."
        fix = "Mend the day, or delete it."
        reader.wrong(record, "urgent", what, fix, days=", ".join(outside), **_days_of(record))


_Check = Callable[[Any, Reader], None]


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
            reader.wrong(record, self.name, self.what, self.fix, self.why, **self.values(record))


def _each(
    classes: tuple[type, ...],
    names: tuple[str, ...],
    holds: Callable[[Any], object],
    what: str,
    fix: str,
    why: str = "",
    **values: Callable[[Any], object],
) -> Iterator[_Wrong]:
    """Yield the same for several attributes: `holds` and `values` are asked of what such an attribute says, if anything."""

    def row(name: str) -> _Wrong:
        def said(record: Any) -> Any:
            return getattr(record, name, None)

        return _Wrong(
            classes,
            name,
            lambda r: said(r) not in (None, "") and holds(said(r)),
            what,
            fix,
            why,
            lambda r: {key: of(said(r)) for key, of in values.items()},
        )

    return map(row, names)


def _days_of(record: Any) -> dict[str, object]:
    return {"start": f"{record.start:%d.%m.%Y}", "end": f"{record.end:%d.%m.%Y}"}


_WORDS_OF_AN_AMOUNT = 6  # `die Hälfte der vereinbarten Vergütung`, `45 € je ausgefallene Stunde`
# Dates of past events. Compared with the real day, not that of a preview.
_HAPPENED = ("contract", "secrecy", "tested", "photo_consent", "checked")


def _is_zone(name: str) -> bool:
    return name == "Europe/Berlin" or name in available_timezones()


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
    _Wrong((m.Address,), "street", lambda r: re.search(r"\b(?:ab|bis|vom|seit)(?: dem| zum)? \d{1,2}\.", r.street),
           "“{text}” holds a day; here stands the address of today.", "Announce the move in aktuelles.yml, and change this line on the day.",
           values=lambda r: {"text": r.street}),
    _Wrong((m.Address,), "street", lambda r: re.search(r"\bPostfach\b", f"{r.street} {r.extra}", re.IGNORECASE),
           "A P.O. box is not an address here.", "Write street and house number.",
           "The Impressum must name an address at which one can be found (§ 5 (1) no. 1 DDG)."),
    *_each((m.Profession,), ("vat_id",), lambda text: not PATTERNS["tax number"].search(text) and not PATTERNS["vat id"].fullmatch(text.replace(" ", "")),
           "“{text}” is not a VAT identification number.", "It begins with DE and has nine digits: DE123456789", text=str),
    *_each((m.Profession,), ("business_id",), lambda text: not PATTERNS["tax number"].search(text) and not PATTERNS["business id"].fullmatch(text.replace(" ", "")),
           "“{text}” is not a Wirtschafts-Identifikationsnummer.",
           "It begins with DE, has nine digits and may end in five more: DE123456789-00001", text=str),
    *_each((m.Profession,), ("vat_id", "business_id"), PATTERNS["tax number"].search, "“{number}” is a tax number; it does not belong into the Impressum.",
           "Write the VAT identification number (DE and nine digits), or leave the line out when you have none.",
           "§ 5 (1) no. 6 DDG asks for the VAT id only; the tax number invites misuse.", number=lambda text: PATTERNS["tax number"].findall(text)[0]),
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
    *_each((m.Directions,), ("latitude",), lambda value: abs(value) > 90, "{value} is not possible here.",
           "Between -{limit} and {limit}.", value=float, limit=lambda _: 90),
    *_each((m.Directions,), ("longitude",), lambda value: abs(value) > 180, "{value} is not possible here.",
           "Between -{limit} and {limit}.", value=float, limit=lambda _: 180),
    _Wrong((m.Directions,), "latitude", lambda r: r.latitude is not None and r.longitude is None,
           "“breite” and “laenge” belong together.", "Write both, or neither."),
    _Wrong((m.Directions,), "longitude", lambda r: r.latitude is None and r.longitude is not None,
           "“breite” and “laenge” belong together.", "Write both, or neither."),
    _Wrong((m.Directions,), "latitude", lambda r: r.latitude and r.longitude and r.latitude < 20 and 45 < r.longitude < 56,
           "“breite” and “laenge” seem to be swapped: that place lies in Africa or Arabia.",
           "In Germany, Austria and Switzerland the larger number is `breite`."),
    *_each((m.Premises,), ("door_width", "lift_door_width", "lift_depth"), lambda value: not 40 <= value <= 400,
           "{value} cm is hardly possible.", "Measure in centimetres: 90", value=int),
    *_each((m.Person, m.Service, m.Download, m.Map, m.ImageCredit), ("photo", "picture", "file"), PATTERNS["elsewhere"].match,
           "“{path}” is not a file below docs/.", "Copy the file below docs/ and write its path from there: bilder/name.jpg",
           "The site shows only its own files.", path=str),
    *_each((m.Person, m.Service, m.Download, m.Map, m.ImageCredit), ("photo", "picture", "file"),
           lambda path: "\\" in path and not PATTERNS["elsewhere"].match(path), "“{path}” has backslashes.", "Write “{better}”.",
           path=str, better=lambda path: path.replace("\\", "/")),
    *_each((m.Service, Price, m.FormFact, m.Mailbox, m.NewPatients, m.Storage), ("duration", "retention", "waiting"), lambda text: str(text).isdigit(),
           "“{text}” has no unit.", "Write what it counts: {text} Minuten, {text} Tage, {text} Monate …", text=str),
    *_each((m.Cancellation,), ("fee",), lambda text: text.rstrip().endswith(".") or len(text.split()) > _WORDS_OF_AN_AMOUNT,
           "“{text}” is a sentence, and would stand within another.",
           "Write the amount alone: 30 €. What else is to be said goes under hinweis:", text=str),
    *_each((m.NewPatients, m.Hosting, m.Mailbox, m.Processor, m.Embedded, m.OnlineBooking, m.Accessibility, m.Person, m.Premises),
           _HAPPENED, lambda day: day > today(), "{date} lies ahead.", "Write the day on which it happened.",
           date="{:%d.%m.%Y}".format),
)  # fmt: skip


def deputies_within(record: m.Closing, reader: Reader) -> None:
    """Report deputies for days outside the closing."""
    for deputy in record.deputies:
        for name in ("start", "end"):
            date = getattr(deputy, name)
            if date is not None and not record.start <= date <= record.end:
                what = "The deputy's day {date} lies outside the closing ({start} to {end})."
                fix = "Mend the day, or leave out `von` and `bis` when it is the whole time."
                reader.wrong(deputy, name, what, fix, date=f"{date:%d.%m.%Y}", **_days_of(record))


_CHECKS: tuple[tuple[_Check, tuple[type, ...]], ...] = (
    *((one.check, one.classes) for one in _FOUND),
    (deputies_within, (m.Closing,)),
    (urgent_within, (m.Closing,)),
    (matching_bodies, (m.Practice,)),
    (known_bodies, (m.Profession,)),
    (not_too_far, (m.Closing, m.Notice, m.DayException, m.Schedule, m.Job, m.Deputy)),
    (doubled_title, (m.Owner, m.Person)),
)


def check(record: Any, reader: Reader) -> None:
    """Run the checks of a record's class."""
    for one, classes in _CHECKS:
        if type(record) in classes:
            one(record, reader)
