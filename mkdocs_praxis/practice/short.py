"""Parses records written as one line: `Musterweg 1, 10115 Berlin`, `24.12.2026 bis 06.01.2027`."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from mkdocs_praxis.practice.countries import code_of
from mkdocs_praxis.practice.hours import parse_spans
from mkdocs_praxis.practice.legal.tables import fold
from mkdocs_praxis.practice.scalars import SCALARS, date, year_day
from mkdocs_praxis.practice.values import Name, Phone, Postcode, Text, Unclear, Url

Values = dict[str, Any]  # of a record, by attribute


def _address(text: str, country: str) -> Values:
    parts = [part for part in re.split(r"\s*[,\n]\s*(?![^()]*\))", text.strip()) if part]
    named = parts.pop() if len(parts) > 2 and code_of(parts[-1]) else ""
    where = (code_of(named) or country).lower()
    forms = [_TOWN_LAST] + ([_TOWN_FIRST] if where.upper() in {"", "GB", "IE"} else [])
    match = next((found for form in forms if len(parts) > 1 and (found := form.fullmatch(parts[-1]))), None)
    if not match:
        raise Unclear("“{text}” is not an address.", "Write it as in: Musterweg 1, 10115 Berlin", text=text)
    postcode = SCALARS[Postcode](match["code"], where)
    *extra, street = parts[:-1]
    return {
        "extra": Name(", ".join(extra)), "street": street, "postcode": postcode, "city": match["town"], "country": named,
    }  # fmt: skip


_CODE = r"(?P<code>(?:[A-Z]{1,2}-)?(?:\d{4} ?[A-Z]{2}(?=\s)|\d{2}-\d{3}|\d{3} \d{2}|[A-Z]{2} \d{5}|\d+))"
_TOWN_LAST = re.compile(_CODE + r"\s+(?P<town>[^\d]+)")
_TOWN_FIRST = re.compile(
    r"(?P<town>[^,]+?)\s+(?P<code>[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}|[A-Z]\d[\dW] ?[A-Z\d]{4})"
)


def _rulebook(text: str, _country: str) -> Values:
    """Parse a rulebook with its URL behind the name, as copied from other pages."""
    name, address = text, None
    if found := re.fullmatch(r"(.+?)[\s:,(–-]+(https?://[^\s()]+)\)?", text):
        name, address = found[1], SCALARS[Url](found[2], "de")
    return {"name": Name(name), "url": address}


def _deputy(text: str, country: str) -> Values:
    """Parse a deputy in one line, with an optional phone number: `Praxis Dr. Weber, Tel. 030 23125200`."""
    found = re.fullmatch(
        r"(?P<name>.*?[^\s,:(])[\s,:(]+(?:Tel(?:efon)?\.?:?\s*)?(?P<phone>[+0][\d\s()/.–-]{5,})\)?", text
    )
    number = SCALARS[Phone](found["phone"], country) if found else None
    return {"name": Name(found["name"] if found else text), "phone": number}


def _register(text: str, _country: str) -> Values:
    """Read an entry as letterheads say it: `Amtsgericht Augsburg, HRB 12345`."""
    number = re.search(r"\b(HR[AB]|PR|GnR|GsR|VR)\s*\d[\d ]*(?:[A-Z]{1,2}\b)?", text, re.IGNORECASE)
    court = re.search(r"\b(?:Amtsgericht|AG)\s+([^\W\d][^,;:/|\d()]*)", text)
    if not number or not court:
        raise Unclear(
            "“{text}” is not an entry of a register.",
            "Write it as in: Amtsgericht Augsburg, HRB 12345",
            text=text,
        )
    town = re.sub(r"\s*(?:[-–]|\b(?:unter|HR[AB]|PR|GnR|GsR|VR|Nr\.?)\b)*\s*$", "", court[1]).strip()
    kind = _REGISTERS[number[1].lower()]
    return {"court": f"Amtsgericht {town}", "number": " ".join(number[0].split()), "kind": Name(kind)}


_REGISTERS = {
    "hra": "Handelsregister", "hrb": "Handelsregister", "pr": "Partnerschaftsregister", "gnr": "Genossenschaftsregister",
    "gsr": "Gesellschaftsregister", "vr": "Vereinsregister",
}  # fmt: skip


def _days(text: str, country: str, what: str) -> tuple[dt.date, dt.date]:
    bare = re.sub(r"^(?:vom|von|ab)\s+", "", text.strip(), flags=re.IGNORECASE)
    between = r"\s+bis\s+(?:zum\s+)?|\s+[-–—]\s+|(?<=[\d.])\s*[–—]\s*(?=\d)|(?:(?<=\.)|(?<=\.\d{2})|(?<=\.\d{4}))-(?=\d)"
    parts = re.split(between, bare)
    days = _ends(parts[0], parts[1], country) if len(parts) == 2 else [date(part, country) for part in parts]
    half = len(days) == 1 and bare != text.strip()  # `ab 24.12.2026` does not say until when
    if half or len(days) > 2 or days[-1] < days[0]:
        raise Unclear(what, "Write it as in: 24.12.2026 bis 06.01.2027", text=text)
    return days[0], days[-1]


def _ends(first: str, last: str, country: str) -> list[dt.date]:
    """Parse both ends of a period, of which one may lack the year: `24.12.-6.1.2027` begins in 2026."""
    if re.fullmatch(r"\d{1,2}\.", first):
        first = re.sub(r"\d{1,2}\.", first, last, count=1)
    if not _YEAR.search(first):
        end, day = date(last, country), year_day(first, country)
        return [date(f"{first} {end.year - ((day.month, day.day) > (end.month, end.day))}", country), end]
    start = date(first, country)
    if _YEAR.search(last):
        return [start, date(last, country)]
    day = year_day(last, country)
    return [start, date(f"{last} {start.year + ((day.month, day.day) < (start.month, start.day))}", country)]


_YEAR = re.compile(r"\d{4}|\d\.\s?\d{1,2}\.\s?\d{2}$")


def closed_days(text: str, country: str) -> tuple[dt.date, dt.date]:
    """Parse the first and last day of a closing. Raises Unclear."""
    return _days(text, country, "“{text}” is not a closing.")


_WEEKDAY = r"(?:mo(?:ntag|n)?|di(?:enstag)?|mi(?:ttwoch)?|do(?:nnerstag)?|fr(?:eitag)?|sa(?:mstag)?|so(?:nntag|nnabend)?)"
# What says of a day that it is an end of a period, or a day at all.
END = re.compile(rf"\b(?:ab|vo[nm]|bis|zu[mr]?|am|seit|beginn|anfang|start|ende|(?:erster|letzter) tag|tag|{_WEEKDAY}|datum|date|from|to|until|end)\b", re.IGNORECASE)  # fmt: skip
# A closing with its reason: in brackets, before its days, or behind them.
_REASONED = (
    re.compile(r"(?P<days>[^()]+?)\s*\((?P<reason>[^()]+)\)"),
    re.compile(
        rf"(?P<reason>[A-ZÄÖÜ][^\d()]*?)[\s,:–-]+(?:(?:am|vom|von)\s+)?(?P<days>(?:(?i:{_WEEKDAY})[.,]*\s+)?\d.*)"
    ),
    re.compile(r"(?P<days>.*\d\.?)[\s,:–-]+(?P<reason>[A-ZÄÖÜ][^\d()]*)"),
)


def _closing(text: str, country: str) -> Values:
    try:
        (start, end), reason = closed_days(text, country), ""
    except Unclear:
        named = [one for form in _REASONED if (one := form.fullmatch(text.strip()))]
        if not named or END.search(named[0]["reason"]):
            raise
        (start, end), reason = closed_days(named[0]["days"], country), named[0]["reason"]
    return {"start": start, "end": end, "reason": Text(reason)}


def _absence(text: str, country: str) -> Values:
    start, end = _days(text, country, "“{text}” is not a stretch of days.")
    return {"start": start, "end": end}


def _course_date(text: str, country: str) -> Values:
    match = DAY_AND_HOURS.fullmatch(text.strip())
    if not match:
        raise Unclear(
            "“{text}” is not a day with hours.", "Write it as in: 12.01.2027 18:00-19:30", text=text
        )
    day = date(match["day"], country)
    hours = match["hours"] or ""
    hours = f"ab {hours}" if _CLOCK.fullmatch(hours) else hours  # without an end
    return {"date": day, "spans": parse_spans(hours)[0] if hours else ()}


_CLOCK = re.compile(r"\d{1,2}(?:[:.]\d{2})?\s*(?:Uhr|h)?", re.IGNORECASE)
# A date as people write it, perhaps with its weekday, and hours behind it: `29.12.2026 9:00-11:00`, `Di, 29.12.: 9-11 Uhr`.
DAY = r"(?:[^\W\d]+[.,]*\s+)?(?:\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4})?|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.?\s+[^\W\d]+\.?\s+\d{4})"
DAY_AND_HOURS = re.compile(rf"(?P<day>{DAY})(?:[,:]?\s+(?P<hours>.+))?")


def _holidays(text: str, country: str) -> Values:
    words = {"geschlossen": True, "geoeffnet": False, "offen": False}
    return {"closed": words[fold(text)] if fold(text) in words else SCALARS[bool](text, country)}


# By class name: the attribute that the line is the value of, or the parser of the line.
SHORT: dict[str, str | Callable[[str, str], Values]] = {
    "Absence": _absence,
    "Address": _address,
    "Arbitration": "teilnahme",
    "Body": "name",
    "Booking": "text",
    "Closing": _closing,
    "DataProtectionOfficer": "benannt",
    "CourseDate": _course_date,
    "Deputy": _deputy,
    "Directions": "text",
    "Holidays": _holidays,
    "Hosting": "anbieter",
    "Mailbox": "anbieter",
    "NewPatients": "aufnahme",
    "OnlineBooking": "url",
    "Owner": "name",
    "Person": "name",
    "Prescriptions": "text",
    "Profession": "art",
    "Register": _register,
    "Rulebook": _rulebook,
    "Service": "name",
    "Stop": "haltestelle",
}
