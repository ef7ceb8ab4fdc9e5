"""Parses scalar values as people write them: dates, phone numbers, addresses, yes and no."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from mkdocs_praxis.practice.countries import POSTCODES, country_code, in_money, name_of, names
from mkdocs_praxis.practice.legal.tables import STATES, state_of
from mkdocs_praxis.practice.names import fold
from mkdocs_praxis.practice.phones import phone
from mkdocs_praxis.practice.shipped import shipped
from mkdocs_praxis.practice.values import (
    NONE,
    Cost,
    Country,
    Email,
    Markdown,
    Name,
    Phone,
    Postcode,
    State,
    Text,
    Tongue,
    Unclear,
    Url,
    Word,
    YearDay,
)
from mkdocs_praxis.practice.weekdays import DAY_BEFORE_DATE, DAYS, numbered
from mkdocs_praxis.problem import nearest

_YES = frozenset(shipped("spoken_words")["yes"])
_NO = NONE.union(shipped("spoken_words")["no"])
MONTHS = numbered("months", 1)
_WEEKDAY = re.compile(DAY_BEFORE_DATE)
# `24. Dezember 2026`, `24 Dec 26`, `December 24th, 2026`
_IN_WORDS = re.compile(
    r"(?:(\d{1,2})(?:\.\s*|(?:st|nd|rd|th)?\s+)([a-zä]+)\.?|([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?)\s+(\d{4}|\d{2})"
)
_DATE_FIX = "Write the date as 24.12.2026 or 2026-12-24"
_ONE_DAY = "Write one here. Where a time ends, it has a line of its own: bis: 06.01.2027; days apart have an entry each."
_CERTAIN = "Write the last day that is certain; you can put it off later."
_UP_TO = r"(?:einschl\.?|einschließlich|inkl\.?|inklusive)"
_INCLUDING = re.compile(rf"^(?:bis )?(?:zum |den )?(?:{_UP_TO}\s+)?|\s+\(?{_UP_TO}\)?$|(?<=\d{{4}})\.$")
_TWO_DAYS = re.compile(r"\d\.(?:\d{2,4})?\s*(?:bis(?: zum)?|und|[-–—,;/])\s*\d{1,2}\.\s?\d")


def _yes_or_no(text: str, _country: str) -> bool:
    if text.lower() in _YES:
        return True
    if text.lower() in _NO:
        return False
    begun = re.match(r"(ja|nein)\b", text.lower())
    fix = "Write {answer} and nothing else." if begun else "Write ja or nein."
    raise Unclear("“{text}” is neither `ja` nor `nein`.", fix, text=text, answer=begun and begun[1])


_UNIT = re.compile(r"jahr|quartal|monat|woche|tag|stunde|std|minute|%", re.IGNORECASE)


def _whole(text: str, _country: str) -> int:
    if text.lower() in NONE | {"ausgebucht", "ebenerdig", "stufenlos", "stufenfrei"}:
        return 0
    match = re.fullmatch(
        r"(?:noch )?(\d{1,6})(?:\s*(?:cm|m|tage|monate|%|stufen?|stunden?|std\.?|h|pl(?:atz|ätze)(?: frei)?|frei))?",
        text.lower(),
    )
    if not match:
        years = re.findall(r"\b(?:19|20)\d\d\b", text)
        numbers = years if len(years) == 1 else [] if _UNIT.search(text) else re.findall(r"\d+", text)
        fix = "Write the number alone: {number}" if len(numbers) == 1 else "Write digits only."
        raise Unclear("“{text}” is not a whole number.", fix, text=text, number="".join(numbers))
    return int(match[1])


def _number(text: str, _country: str) -> float:
    if not re.fullmatch(r"[+-]?\d{1,6}([.,]\d{1,12})?", text):  # excludes nan and inf
        raise Unclear("“{text}” is not a number.", "Write digits, with a point: 52.5200", text=text)
    return float(text.replace(",", "."))


def date(text: str, _country: str = "de") -> dt.date:
    """Parse `24.12.2026`, `24.12.26`, `2026-12-24` or `24. Dezember 2026`. Raises Unclear."""
    clean = _INCLUDING.sub("", text.strip().lower())
    named = _WEEKDAY.match(clean)
    clean = clean[named.end() :] if named else clean
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", clean):
        year, month, day = (int(part) for part in match.groups())
    elif match := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})", clean):
        day, month, year = (int(part) for part in match.groups())
    elif (match := _IN_WORDS.fullmatch(clean)) and (name := match[2] or match[3]) in MONTHS:
        day, month, year = int(match[1] or match[4]), MONTHS[name], int(match[5])
    elif _day_of_a_year(clean):
        raise Unclear("“{text}” lacks the year.", _DATE_FIX, text=text)
    elif re.match(r"(?:bis )?(?:auf |für |zum )?(?:weiteres|unbe|offen|dauer|immer)", clean):
        raise Unclear("“{text}” is no day.", _CERTAIN, text=text)
    elif clean in _YES or re.match(r"ja\b|(?:liegt |ist )?vorhanden|liegt vor|abgeschlossen|erteilt", clean):
        raise Unclear("“{text}” is no day.", "Write the day since which that holds, as 01.03.2026.", text=text)  # fmt: skip
    elif _TWO_DAYS.search(clean):
        raise Unclear("“{text}” names two days.", _ONE_DAY, text=text)
    else:
        raise Unclear("“{text}” is not a date.", _DATE_FIX, text=text)
    year += 2000 if re.search(r"(?<!\d)\d{2}$", clean) and year < 100 else 0
    try:
        found = dt.date(year, month, day)
    except ValueError:
        fix = "Check day and month; write it as 24.12.2026."
        raise Unclear("There is no {text}.", fix, text=text) from None
    if not 1900 <= found.year <= 2099:
        raise Unclear("“{text}” lies outside the years 1900 to 2099.", _DATE_FIX, text=text)
    if named and found.weekday() != (weekday := DAYS[named[1]]):
        right = found + dt.timedelta((weekday - found.weekday() + 3) % 7 - 3)
        raise Unclear(
            "{date} is no {named}.",
            "Mend the day of the week or the date; the nearest one is {right}.",
            date=f"{found:%d.%m.%Y}", named=re.split(r"[.,\s]", named[0])[0].capitalize(), right=f"{right:%d.%m.%Y}",
        )  # fmt: skip
    return found


def _day_of_a_year(text: str) -> tuple[int, int] | None:
    """Parse `24.12.` or `24. Dezember` into (month, day); None for any other text."""
    if match := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.?", text):
        return int(match[2]), int(match[1])
    if (match := re.fullmatch(r"(\d{1,2})\.?\s+([a-zä]+)\.?", text)) and match[2] in MONTHS:
        return MONTHS[match[2]], int(match[1])
    return None


def year_day(text: str, country: str = "de") -> YearDay:
    """Parse a day of every year (`24.12.`, `Rosenmontag`) or of one (`24.12.2026`). Raises Unclear."""
    said = " ".join(text.split())
    if known := shipped("own_days").get(said.lower()):
        month, day = known
        return YearDay(month, day, name=said)
    bare = _WEEKDAY.sub("", said.lower(), count=1)  # without a year the weekday cannot be checked
    if named := _day_of_a_year(bare):
        month, day = named
        try:
            dt.date(2024, month, day)  # a leap year, for 29.02.
        except ValueError:
            raise Unclear("There is no {text}.", "Write the day as 24.12.", text=text) from None
        return YearDay(month, day)
    if not re.search(r"\d", bare):
        fix = "Write the day as 24.12., several as [24.12., 31.12.]. A day that is another one each year belongs into urlaub.yml: 07.05.2027: {text}"
        raise Unclear("“{text}” is no day.", fix, text=text)
    found = date(text, country)
    return YearDay(found.month, found.day, found.year)


_ADDRESS = re.compile(r"[^\s@<>(),;:\"„“”\[\]\\]+@[\w-]+(\.[\w-]+)+")


def _email(text: str, _country: str) -> Email:
    text = text.removeprefix("mailto:").strip("<>;, ")
    if not _ADDRESS.fullmatch(text) or ".." in text:
        several = len(re.findall(r"[^\s@]@\w", text)) > 1
        fix = "Keep the one that is to be written to." if several else "Write it as in {example}"
        plain = re.sub(
            r"\s*(?:[(\[{]\s*(?:at|ät)\s*[)\]}]|\s(?:at|ät)\s|@)\s*", "@", text, flags=re.IGNORECASE
        )
        plain = re.sub(r"\s*[(\[{]\s*(?:dot|punkt)\s*[)\]}]\s*", ".", plain, flags=re.IGNORECASE)
        found = _ADDRESS.search(plain)  # `Praxis <praxis@wort.de>`
        example = found[0] if found and found[0] != text else "praxis@example.de"
        raise Unclear("“{text}” is not an e-mail address.", fix, text=text, example=example)
    return Email(text)


_BARE_HOST = re.compile(r"(?:www\.|(?:[\w-]+\.)+(?:de|at|ch|eu|com|org|net|info)(?:/|$))", re.IGNORECASE)


def _url(text: str, _country: str) -> Url:
    from mkdocs_praxis.web.url import resolve

    text = f"https://{text}" if _BARE_HOST.match(text) else text
    found = resolve(text, "about:blank")
    host = found.host if found and found.scheme in {"http", "https"} else ""
    if not re.fullmatch(r"[\w-]+(\.[\w-]+)+\.?", host) or " " in text:
        fix = "Begin with https://, as in https://www.example.de/"
        raise Unclear("“{text}” is not a web address.", fix, text=text)
    if "?" in text:  # as copied: pages, address books and search engines get it without tracking
        from mkdocs_praxis.vendors.filters import untracked

        text = untracked(text)
    return Url(text)


def _postcode(text: str, country: str) -> Postcode:
    """Parse a postcode by the rules of the country; `country` may contain several codes if none was given."""
    clean = re.sub(r"^[A-Z]{1,2}-(?=\d)", "", text.strip())
    known = POSTCODES.get(country.upper())
    if known is None and country not in {"de", "at", "ch"}:
        return Postcode(clean)
    digits = 5 if country == "de" else 4
    if not re.fullmatch(known or rf"\d{{{digits}}}", clean) or not clean.strip("0"):
        raise Unclear("“{text}” is not a postcode.", "A postcode has {digits} digits: {example}", text=text, digits=digits, example="01067" if digits == 5 else "1010")  # fmt: skip
    return Postcode(clean)


def _country(text: str, _country: str) -> Country:
    if found := country_code(text):
        return Country(found)
    near = nearest(fold(text), names())
    fix = "Did you mean “{near}”?" if near else "Write its name or its two letters: Deutschland, DE"
    named = name_of(country_code(near) or "DE", "de") if near else ""
    raise Unclear("“{text}” is not a country.", fix, text=text, near=named)


def _state(text: str, country: str) -> State:
    if found := state_of(text):
        return State(found)
    if country in {"at", "ch"}:
        raise Unclear("“{text}” is not a Bundesland.", "Delete the line: the Länder known here are those of Germany.", text=text)  # fmt: skip
    near = nearest(text.capitalize(), STATES.values())
    fix, listed = "Did you mean “{near}”?" if near else "One of: {names}", ", ".join(STATES.values())
    raise Unclear("“{text}” is not a Bundesland.", fix, text=text, near=near, names=listed)


# Control characters, and bidirectional embeddings and overrides (Unicode UAX #9), which can reorder visible text.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")
_TAG = re.compile(r"<(?!https?:|mailto:|[^\s<>@]+@)[A-Za-z/!?][^>]*>?")
_FOREIGN_PICTURE = re.compile(r"!\[[^\]]*\]\(\s*<?(?:https?:)?//[^)\s]*|!\[[^\]]*\]\[")


def _text(text: str, _country: str) -> str:
    if found := _UNSEEN.search(text):
        what, code = "A character stands here that cannot be seen (U+{code}).", f"{ord(found[0]):04X}"
        raise Unclear(what, "Delete the line and type it again.", code=code)
    return text


def _markdown(text: str, country: str) -> str:
    if found := _TAG.search(text):
        raise Unclear("HTML stands in this text: {tag}", "Write it in Markdown; for HTML there are the pages.",
                      "It would run or show on every page that uses this fact.", tag=found[0][:60])  # fmt: skip
    if found := _FOREIGN_PICTURE.search(text):
        raise Unclear("A picture from elsewhere stands in this text: {picture}",
                      "Copy it below docs/ and write its path, or give a link.",
                      "Whoever opens the page would contact that server.", picture=found[0][:80])  # fmt: skip
    return _text(text, country)


# Parsers by annotation. `country` matters for phone numbers and postcodes.
SCALARS: dict[Any, Callable[[str, str], Any]] = dict.fromkeys((str, Text, Word, Name, Tongue), _text) | {
    Markdown: _markdown,
    Cost: lambda text, country: in_money(_text(text, country), country),
    bool: _yes_or_no,
    int: _whole,
    float: _number,
    dt.date: date,
    YearDay: year_day,
    Phone: phone,
    Email: _email,
    Url: _url,
    Postcode: _postcode,
    State: _state,
    Country: _country,
}
