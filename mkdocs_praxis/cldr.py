"""Data of the Unicode CLDR: names of days, months, countries and languages, date patterns, plural rules.

`cldr.json` (160 kB) is extracted from Babel (33 MB) by `scripts/cldr.py`.
"""

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

# Fields of a pattern that are used here, and quoted text (UTS 35, Date Format Patterns).
_FIELD = re.compile(r"'((?:[^']|'')*)'|E+|M+|d+|y+")

FROM_THE_RIGHT = frozenset({"ar", "fa", "he", "ps", "ur"})  # languages written so


@dataclass(frozen=True, slots=True)
class Language:
    """The data of a language; weeks begin on Monday."""

    name: str
    days: list[str]
    short_days: list[str]
    months: list[str]
    long_date: str

    def date(self, day: dt.date, pattern: str) -> str:
        """Format a date by a pattern such as `EEE, d. MMMM y`."""

        def field(found: re.Match[str]) -> str:
            letters = found[0]
            match letters[0]:
                case "E":
                    return (self.days if len(letters) > 3 else self.short_days)[day.weekday()]
                case "M":
                    return (
                        self.months[day.month - 1] if len(letters) > 2 else str(day.month).zfill(len(letters))
                    )
                case "d":
                    return str(day.day).zfill(len(letters))
                case "y":
                    return str(day.year)
                case _:
                    return found[1].replace("''", "'") or "'"

        return _FIELD.sub(field, pattern)


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    return data


@cache
def language(code: str) -> Language:
    """Return the data of a language by code, English if it is unknown."""
    known = _data()["languages"]
    told = known.get(code.replace("_", "-").partition("-")[0].lower(), known["en"])
    return Language(**told)


def name_of(code: str) -> str:
    """Return the native name of a language, or its code."""
    known = _data()["languages"].get(code)
    return known["name"] if known else code


def endonyms() -> dict[str, str]:
    """Return the native names of languages by code."""
    return {code: told["name"] for code, told in _data()["languages"].items()}


def tongues(code: str) -> dict[str, str]:
    """Return the names of languages by BCP 47 code, in the language `code` if available, else in English."""
    return _spoken_of("tongues", code)


def countries(code: str) -> dict[str, str]:
    """Return the names of countries by ISO 3166-1 code, in the language `code` if available, else in English."""
    return _spoken_of("countries", code)


def _spoken_of(table: str, code: str) -> dict[str, str]:
    lists: dict[str, dict[str, str]] = _data()[table]
    return lists.get(code, lists["en"])


@cache
def plural(code: str) -> Callable[[int], int]:
    """Return the function from a number to the index of its plural form, as in gettext catalogues."""
    from gettext import c2py

    rules = _data()["plurals"]
    chosen: Callable[[int], int] = c2py(rules.get(code, rules["en"]))
    return chosen
