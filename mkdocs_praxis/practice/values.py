"""The small values facts are made of, and `fact()`, which ties an attribute to its German key in the file.

The annotation of an attribute says how its text is read (reading.py) and what an editor is told about it
(schema.py); so the model is the one place where a fact is described.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from typing import Any, NewType, Self

from mkdocs_praxis.practice.record import dataclass

Postcode = NewType("Postcode", str)
Email = NewType("Email", str)
Url = NewType("Url", str)  # absolute, http or https
Markdown = NewType("Markdown", str)  # may run over several lines
Text = NewType(
    "Text", str
)  # words people read, which may be said in several languages; so may Markdown and words
Word = NewType("Word", str)  # in a list of words, which may also stand in one line with commas
Name = NewType("Name", str)  # of a place, a body, a title: may be said in several languages, and need not be
Tongue = NewType("Tongue", str)  # a language people speak, by its name or its letters
Country = NewType("Country", str)  # two letters of ISO 3166-1
State = NewType("State", str)  # a Bundesland as its two letters: BW, BY …
Minutes = int  # since midnight; 1440 is the end of the day

# Words that say there is none of a thing; what else says so depends on what is asked for.
NONE = frozenset({"kein", "keine", "keiner", "keines", "keins", "none"})
# Stands between two people (a pattern). “Freifrau von und zu Guttenberg” is one.
AND = r"(?<!\bvon)\s(?:und|u\.|and|&)\s(?!zu\b)"

MISSING: Any = object()


class Unclear(Exception):  # noqa: N818 (it is a message to a person, not a failure)
    """A value that cannot be understood: what is wrong and how to mend it, in English, to be translated."""

    def __init__(self, what: str, fix: str = "", why: str = "", **values: object) -> None:
        super().__init__(what)
        self.what, self.fix, self.why, self.values = what, fix, why, values


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was written; line and column count from 1."""

    file: str
    line: int
    column: int
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A text of the facts that people read: under which key, where, what, and in which languages."""

    key: str
    place: Place
    text: str
    languages: frozenset[str]
    name: bool = False  # a name, which need not be said in every language


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Something a person wrote down; `place` says where, for problems found later."""

    place: Place | None = field(default=None, compare=False, repr=False)


class Told(str):
    """A text given in several languages: a `str` in one of them, with all of them in `said`."""

    __slots__ = ("language", "said")
    language: str
    said: Mapping[str, str]

    def __new__(cls, said: Mapping[str, str], language: str) -> Self:
        """Make the words of one of the languages."""
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
    """A number to call: as people read it, and as a device dials it (`tel:` + dial)."""

    shown: str
    dial: str

    @property
    def href(self) -> str:
        """The address for a link (RFC 3966)."""
        return f"tel:{self.dial}"


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one day, in minutes since midnight, with what was written beside it ("nur Akutfälle").

    "ab 14 Uhr" is open: nobody said when it ends, and nothing else can follow on that day.
    """

    opens: Minutes
    closes: Minutes
    note: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """Which of a weekday's dates are meant: the first, third, last (-1) of a month, or those in even (0) or odd (1) weeks."""

    nth: tuple[int, ...] = ()
    parity: int | None = None

    def meets(self, date: dt.date) -> bool:
        """Return whether a date of the right weekday is meant. Weeks count as in ISO 8601."""
        if self.parity is not None:
            return date.isocalendar().week % 2 == self.parity
        last = (date + dt.timedelta(7)).month != date.month
        return (date.day - 1) // 7 + 1 in self.nth or (last and -1 in self.nth)


@dataclass(frozen=True, slots=True)
class Dated:
    """Hours that hold only on some dates of a weekday."""

    weekday: int
    pattern: Pattern
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """Opening spans for Monday to Sunday, each day's in order and without overlap.

    A day without spans is closed; `on_request` holds the days (0 = Monday) that say "nach Vereinbarung".
    """

    days: tuple[tuple[Span, ...], ...] = ((), (), (), (), (), (), ())
    on_request: frozenset[int] = frozenset()
    dated: tuple[Dated, ...] = ()  # beside the plain days: "1. Samstag im Monat"

    def pattern_on(self, date: dt.date) -> Dated | None:
        """Return the hours beside the plain ones that hold on a date."""
        return next(
            (one for one in self.dated if one.weekday == date.weekday() and one.pattern.meets(date)), None
        )

    def on(self, date: dt.date) -> tuple[Span, ...]:
        """Return the spans of a date: those of its weekday, and those that only some of its dates have."""
        extra = self.pattern_on(date)
        return (*self.days[date.weekday()], *(extra.spans if extra else ()))

    def __bool__(self) -> bool:
        """Return whether anything is open at all."""
        return any(self.days) or bool(self.on_request) or bool(self.dated)


@dataclass(frozen=True, slots=True)
class Urgent(Week):
    """Hours that a closing keeps for urgent cases: by days of the week, or on single days, which then count alone."""

    dates: tuple[tuple["YearDay", tuple[Span, ...]], ...] = ()

    def on(self, date: dt.date) -> tuple[Span, ...]:
        """Return the spans of a date."""
        return next((spans for day, spans in self.dates if day.falls_on(date)), Week.on(self, date))

    def __bool__(self) -> bool:
        """Return whether anything is open at all."""
        return bool(self.dates) or Week.__bool__(self)


@dataclass(frozen=True, slots=True)
class YearDay:
    """A day of every year (24.12.) or of one year."""

    month: int
    day: int
    year: int | None = None

    def falls_on(self, date: dt.date) -> bool:
        """Return whether that date is meant."""
        return (self.month, self.day) == (date.month, date.day) and self.year in (None, date.year)

    def in_year(self, year: int) -> dt.date | None:
        """Return the day in a year; None when that year has none (29.02., or the day of another year)."""
        if self.year not in (None, year):
            return None
        try:
            return dt.date(year, self.month, self.day)
        except ValueError:
            return None


def fact(key: str, doc: str, *, file: str = "", default: Any = MISSING, example: str = "") -> Any:
    """Describe an attribute: its key in the file, what an editor shows about it, its default, an example.

    Without a default, `X | None` and tuples may be left out; anything else must be written. `file` is given only for the
    attributes of `Facts`; a key of "" there means the whole file.
    """
    metadata = {"key": key, "doc": doc, "file": file, "example": example, "required": default is MISSING}
    if default is MISSING:
        return field(metadata=metadata)
    if isinstance(default, dict):
        return field(default_factory=dict, metadata=metadata)
    return field(default=default, metadata=metadata)
