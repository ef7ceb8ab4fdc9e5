"""The value types of facts, and `fact()`, which maps an attribute to its German key in the file.

The annotation of an attribute determines the parser (reader.py) and the JSON Schema (schema.py), so facts are described only
in the model.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from typing import Any, NewType, Self, dataclass_transform

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.problem import Position

Postcode = NewType("Postcode", str)
Email = NewType("Email", str)
Url = NewType("Url", str)  # absolute, http or https
Markdown = NewType("Markdown", str)  # may have several lines
Text = NewType("Text", str)  # text for visitors; translatable, like Markdown and Word
Word = NewType("Word", str)  # an item of a list of words, which may also be one line with commas
Cost = NewType("Cost", str)  # a text, too; a bare number is one of the country's currency
Name = NewType("Name", str)  # of a place, a body, a title: a translation is optional
Tongue = NewType("Tongue", str)  # a spoken language, by name or code
Country = NewType("Country", str)  # two letters of ISO 3166-1
State = NewType("State", str)  # a Bundesland as its two letters: BW, BY …
Minutes = int  # since midnight; 1440 is the end of the day

# Words for "none"; further ones depend on the fact.
NONE = frozenset({"kein", "keine", "keiner", "keines", "keins", "none"})
# A pattern for the conjunction of two people; “Freifrau von und zu Guttenberg” is one person.
AND = r"(?<!\bvon)\s(?:und|u\.|and|&)\s(?!zu\b)"
# In the name of a company, which may hold an “&”.
COMPANY = regex(
    r"\b(?:(?i:g?GmbH)|UG|AG|KG|OHG|eG|e?GbR|Part(?:G|mbB|GmbB)|Stiftung|e\. ?V\.|Ltd)(?!\w)|(?i:gesell|genossen)schaft\b"
)


class Unclear(Exception):  # noqa: N818 (it is a message to a person, not a failure)
    """A value cannot be parsed: problem and fix, in English, to be translated."""

    def __init__(self, what: str, fix: str = "", why: str = "", **values: object) -> None:
        super().__init__(what)
        self.what, self.fix, self.why, self.values = what, fix, why, values


@dataclass(frozen=True, slots=True)
class Said:
    """A translatable text of the facts: key, place, text, languages."""

    key: str
    place: Position
    text: str
    languages: frozenset[str]
    name: bool = False  # a name: a translation is optional


class Told(str):
    """A text in several languages: a `str` in one of them, with all in `said`."""

    __slots__ = ("language", "said")
    language: str
    said: Mapping[str, str]

    def __new__(cls, said: Mapping[str, str], language: str) -> Self:
        """Create the text in one of the languages."""
        told = super().__new__(cls, said[language])
        told.said, told.language = said, language
        return told

    def __getnewargs__(self) -> tuple[Mapping[str, str], str]:  # type: ignore[override]
        """Return the arguments for copying and unpickling."""
        return self.said, self.language

    def within(self, language: str) -> "Told":
        """Return the text in another language; the current one if there is none."""
        return Told(self.said, language) if language in self.said else self


def called(text: str, name: str) -> bool:
    """Whether a text equals a name in any of its languages."""
    return text == name or (isinstance(text, Told) and name in text.said.values())


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number: for display, and to dial (`tel:` + dial)."""

    shown: str
    dial: str

    @property
    def href(self) -> str:
        """The address for a link (RFC 3966)."""
        return f"tel:{self.dial}"


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Span:
    """A time span on one day, in minutes since midnight, with its note ("nur Akutfälle").

    "ab 14 Uhr" has no end, and must be the last span of the day.
    """

    opens: Minutes
    closes: Minutes
    note: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A selection of a weekday's dates: the first, third, last (-1) of a month, or those in even (0) or odd (1) weeks."""

    nth: tuple[int, ...] = ()
    parity: int | None = None

    def meets(self, date: dt.date) -> bool:
        """Whether the pattern includes a date, which has the right weekday. Weeks by ISO 8601."""
        if self.parity is not None:
            return date.isocalendar().week % 2 == self.parity
        last = (date + dt.timedelta(7)).month != date.month
        return (date.day - 1) // 7 + 1 in self.nth or (last and -1 in self.nth)


@dataclass(frozen=True, slots=True)
class Dated:
    """Hours on some dates of a weekday."""

    weekday: int
    pattern: Pattern
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """Spans for Monday to Sunday, each day's in order and without overlap.

    A day without spans is closed, unless it has a request: "nach Vereinbarung", in the words of the practice.
    """

    days: tuple[tuple[Span, ...], ...] = ((), (), (), (), (), (), ())
    requests: tuple[str, ...] = ("",) * 7
    dated: tuple[Dated, ...] = ()  # in addition to the weekly ones: "1. Samstag im Monat"

    @property
    def on_request(self) -> frozenset[int]:
        """The days (0 = Monday) with "nach Vereinbarung"."""
        return frozenset(day for day, said in enumerate(self.requests) if said)

    def pattern_on(self, date: dt.date) -> Dated | None:
        """Return the dated hours that apply on a date."""
        return next(
            (one for one in self.dated if one.weekday == date.weekday() and one.pattern.meets(date)), None
        )

    def on(self, date: dt.date) -> tuple[Span, ...]:
        """Return the spans of a date: those of its weekday, and dated ones."""
        extra = self.pattern_on(date)
        return (*self.days[date.weekday()], *(extra.spans if extra else ()))

    def __bool__(self) -> bool:
        """Whether anything is open at all."""
        return any(self.days) or any(self.requests) or bool(self.dated)


@dataclass(frozen=True, slots=True)
class Urgent(Week):
    """Hours for urgent cases during a closing: by weekday, or for single dates, which take precedence."""

    dates: tuple[tuple["YearDay", tuple[Span, ...]], ...] = ()

    def on(self, date: dt.date) -> tuple[Span, ...]:
        """Return the spans of a date."""
        return next((spans for day, spans in self.dates if day.falls_on(date)), Week.on(self, date))

    def __bool__(self) -> bool:
        """Whether anything is open at all."""
        return bool(self.dates) or Week.__bool__(self)


@dataclass(frozen=True, slots=True)
class YearDay:
    """A day of every year (24.12.) or of one year; with month 0, `day` counts from Easter Sunday (Rosenmontag: -48)."""

    month: int
    day: int
    year: int | None = None
    name: str = ""  # as written: Rosenmontag

    def falls_on(self, date: dt.date) -> bool:
        """Whether that date is meant."""
        return self.in_year(date.year) == date

    def in_year(self, year: int) -> dt.date | None:
        """Return the date in a year; None if there is none (29.02., or a day of another year)."""
        if self.year not in (None, year):
            return None
        if not self.day and self.month:  # Buß- und Bettag, the Wednesday before 23 November
            return max(
                dt.date(year, 11, day) for day in range(16, 23) if dt.date(year, 11, day).weekday() == 2
            )
        if not self.month:
            from dateutil.easter import easter

            sunday: dt.date = easter(year)
            return sunday + dt.timedelta(self.day)
        try:
            return dt.date(year, self.month, self.day)
        except ValueError:
            return None


def fact(key: str, doc: str, example: str = "", *, default: Any = dataclasses.MISSING, file: str = "") -> Any:
    """Define an optional attribute: key in the file, description for editors, example.

    Its default is what its annotation has for nothing: None, (), False or "". `file` is given only for the attributes of
    `Facts`, where the key "" means the whole file.
    """
    return field(default=default, metadata=_metadata(key, doc, example, file))


def required(key: str, doc: str, example: str = "", *, file: str = "") -> Any:
    """Define an attribute that a file must have."""
    return field(metadata=_metadata(key, doc, example, file) | {"required": True})


def _metadata(key: str, doc: str, example: str, file: str) -> dict[str, object]:
    return {"key": key, "doc": doc, "example": example, "file": file, "required": False}


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Base class of facts, each of which it makes a dataclass; `place` is their position, for problems found later."""

    place: Position | None = field(default=None, compare=False, repr=False)

    def __init_subclass__(cls) -> None:
        dataclass(frozen=True, slots=False, kw_only=True)(cls)
