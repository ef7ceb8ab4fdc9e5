"""Parses stretches of days as people write them: `24.12.-6.1.2027`, `KW 31-33 2027`, `2.-20. August 2027 Urlaub`."""

import datetime as dt
import re

from mkdocs_praxis.practice.scalars import MONTHS, date, year_day
from mkdocs_praxis.practice.shipped import shipped
from mkdocs_praxis.practice.values import Unclear, YearDay
from mkdocs_praxis.practice.weekdays import DAY_IN_TEXT, RANGE

_TO = re.compile(r"\s+(?:bis|to|until)\s+(?:zum\s+)?|\s+[-–—]\s+|(?<=[\d.])\s*[–—]\s*(?=\d)|(?:(?<=\.)|(?<=\.\d{2})|(?<=\.\d{4}))-(?=\d)", re.IGNORECASE)  # fmt: skip
_NEXT_TO = re.compile(r"\s*(?:[/+&,]|\b(?:und|and)\b)\s*", re.IGNORECASE)
_WEEKS = re.compile(
    rf"(?:kw|kalenderwochen?)?\s*(\d{{1,2}})\.?(?:(?:{RANGE}|{_NEXT_TO.pattern})(?:kw\s*)?(\d{{1,2}})\.?)?\s*(?:kw|kalenderwochen?)?[\s/,]*(20\d\d)",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?:im |ganze[rn]? )?([^\W\d]+) (20\d\d)", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}|(?:\d\.\s?\d{1,2}\.|[^\W\d]\.?)\s?\d{2}$")
_CLOSING = "Write it as in: 24.12.2026 bis 06.01.2027"


def days_of(text: str, country: str, what: str) -> tuple[dt.date, dt.date]:
    """Parse the first and last day of a period. Raises Unclear, with `what` for one that is none."""
    named = " ".join(re.sub(r"^am\s+", "", text.strip(), flags=re.IGNORECASE).split())
    if whole := _weeks(named) or _month(named):
        return whole
    bare = re.sub(r"^(?:vom|von|ab|from|bis(?: zum)?|until)\s+", "", named, flags=re.IGNORECASE)
    parts = _TO.split(bare)
    beside = _NEXT_TO.split(bare)
    if len(parts) == 1 and len(beside) > 1 and all(re.search(r"\d.*\.|\d.*[a-z]", one) for one in beside):
        days = _ends(beside[0], beside[1], country) if len(beside) == 2 else []
        if not days or days[1] - days[0] != dt.timedelta(1):
            raise Unclear(
                "“{text}” are single days.", "Give each an entry of its own, with “- ” before it.", text=text
            )
        return days[0], days[1]
    days = _ends(parts[0], parts[1], country) if len(parts) == 2 else [date(part, country) for part in parts]
    half = len(days) == 1 and bare != named  # `ab 24.12.2026` does not say until when, `bis …` not from when
    if half or len(days) > 2 or days[-1] < days[0]:
        raise Unclear(what, _CLOSING, text=text)
    return days[0], days[-1]


def _weeks(text: str) -> tuple[dt.date, dt.date] | None:
    """Parse `KW 31-33 2027` or `52. Kalenderwoche 2026`, by ISO 8601."""
    found = _WEEKS.fullmatch(text) if re.search(r"kw|woche", text, re.IGNORECASE) else None
    if not found:
        return None
    try:
        first, last = (
            dt.date.fromisocalendar(int(found[3]), int(week), 1) for week in (found[1], found[2] or found[1])
        )
    except ValueError:
        raise Unclear("There is no {text}.", _CLOSING, text=text) from None
    return first, last + dt.timedelta(6)


def _month(text: str) -> tuple[dt.date, dt.date] | None:
    """Parse `August 2027`."""
    found = _MONTH.fullmatch(text)
    if not found or found[1].lower() not in MONTHS:
        return None
    year, month = int(found[2]), MONTHS[found[1].lower()]
    return dt.date(year, month, 1), dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(1)


def _ends(first: str, last: str, country: str) -> list[dt.date]:
    """Parse both ends of a period, of which one may lack the year: `24.12.-6.1.2027` begins in 2026."""
    if re.fullmatch(r"\d{1,2}\.?", first):
        first = re.sub(r"\d{1,2}\.?", first.rstrip(".") + ".", last, count=1)
    start, end = (date(one, country) if _YEAR.search(one) else None for one in (first, last))
    if start and end:
        return [start, end]
    if start or not end:
        start = start or date(first, country)
        day = _day_of(last, country)
        year = start.year + ((day.month, day.day) < (start.month, start.day))
        return [start, date(f"{last} {year}", country)]
    day = _day_of(first, country)
    return [date(f"{first} {end.year - ((day.month, day.day) > (end.month, end.day))}", country), end]


def _day_of(text: str, country: str) -> YearDay:
    if not re.search(r"\d", text) and text.lower() not in shipped("own_days"):
        date(text, country)  # raises Unclear: `auf Weiteres`
    return year_day(text, country)


def closed_days(text: str, country: str) -> tuple[dt.date, dt.date]:
    """Parse the first and last day of a closing. Raises Unclear."""
    return days_of(text, country, "“{text}” is not a closing.")


# What says of a day that it is an end of a period, or a day at all.
END = re.compile(rf"\b(?:ab|vo[nm]|bis|zu[mr]?|am|seit|beginn|anfang|start|ende|(?:erster|letzter) tag|tag|kw|kalenderwochen?|{DAY_IN_TEXT}|datum|date|from|to|until|end)\b", re.IGNORECASE)  # fmt: skip
# A closing with its reason: in brackets, before its days, or behind them.
_REASONED = (
    re.compile(r"(?P<days>[^()]+?)\s*\((?P<reason>[^()]+)\)"),
    re.compile(
        rf"(?!(?i:{DAY_IN_TEXT})[.,]*\s+\d)(?P<reason>[A-ZÄÖÜ][^\d()]*?)[\s,:–-]+(?:(?:am|vom|von)\s+)?(?P<days>(?:(?i:{DAY_IN_TEXT})[.,]*\s+)?\d.*)"
    ),
    re.compile(r"(?P<days>.*\d\.?)[\s,:–-]+(?:(?i:wegen|wg\.|zur?|für) )?(?P<reason>[A-ZÄÖÜ][^\d()]*)"),
)


_DEPUTY = re.compile(
    r"(?P<closing>.*?)[\s,;:(–-]*\b(?:Vertretung|Vertreter(?:in)?)(?: durch)?[:\s]+(?P<deputy>[^()]+)\)?",
    re.IGNORECASE,
)
_HOUR = re.compile(
    r"\d:\d\d|\d\s*(?:uhr|h)\b|\b(?:(?:vor|nach)?mittags?|morgens|abends|geöffnet)\b", re.IGNORECASE
)


def closing_in(text: str, country: str) -> dict[str, str]:
    """Parse a closing in one line, with its reason and deputy, into the values of its keys. Raises Unclear."""
    deputed = _DEPUTY.fullmatch(text.strip())
    line = deputed["closing"] if deputed else text.strip()
    try:
        (start, end), reason = closed_days(line, country), ""
    except Unclear:
        if _HOUR.search(line):
            fix = "Days with other hours stand in zeiten.yml, under `ausnahmen:`, as in: 24.12.2026: 8-12"
            raise Unclear("“{text}” names an hour; a closing lasts whole days.", fix, text=line) from None
        named = [one for form in _REASONED if (one := form.fullmatch(line))]
        if not named or END.search(named[0]["reason"]) or named[0]["reason"].lower() in MONTHS:
            raise
        (start, end), reason = closed_days(named[0]["days"], country), named[0]["reason"]
    return period(start, end) | {"grund": reason, "vertretung": deputed["deputy"] if deputed else ""}


def both_ends(text: str, country: str) -> dict[str, str]:
    """Parse a last day behind the first one: `von: 24.12.2026 bis 06.01.2027`; {} for a single day."""
    try:
        start, end = days_of(text, country, "")
    except Unclear:
        return {}
    return period(start, end) if start != end else {}


def period(start: dt.date, end: dt.date) -> dict[str, str]:
    """Return the values of the keys of a period."""
    return {"von": f"{start:%d.%m.%Y}", "bis": f"{end:%d.%m.%Y}"}


# A date as people write it, perhaps with its weekday, and hours behind it: `29.12.2026 9:00-11:00`, `Di, 29.12.: 9-11 Uhr`.
DAY = r"(?:[^\W\d]+[.,]*\s+)?(?:\d{1,2}\.\s?\d{1,2}(?:\.?(?!\d)|\.\s?\d{2,4})|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.?\s+[^\W\d]+\.?\s+\d{4})"
DAY_AND_HOURS = re.compile(rf"(?P<day>{DAY})(?:[,:]?\s+(?P<hours>(?!bis\b|[-–]).+))?")


def hours_of_day(text: str, country: str) -> dict[str, str]:
    """Parse a day with its hours (`29.12.2026 9-11 Uhr`) into the values of its keys. Raises Unclear."""
    found = DAY_AND_HOURS.fullmatch(text.strip())
    if not found or re.match("ab|vom|seit", text, re.IGNORECASE):
        fix = "Write each day by itself, as in: 12.01.2027 18:00-19:30. What has no days yet goes under `leistungen:`."
        raise Unclear("“{text}” is not a day with hours.", fix, text=text)
    day, hours = date(found["day"], country), found["hours"] or ""
    hours = f"ab {hours}" if _CLOCK.fullmatch(hours) else hours  # without an end
    return {"datum": f"{day:%d.%m.%Y}", "zeiten": hours}


_CLOCK = re.compile(r"\d{1,2}(?:[:.]\d{2})?\s*(?:Uhr|h)?", re.IGNORECASE)
