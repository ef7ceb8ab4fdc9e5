"""What the Unicode CLDR says of languages: days, months, dates, countries, plurals, and what each calls itself.

`cldr.json` holds what is used of it, taken out of Babel by `scripts/cldr.py`: that has 33 MB, this 160 kB.
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

# Letters of a pattern that are used here, and text in quotes (UTS 35, Date Format Patterns).
_FIELD = re.compile(r"'((?:[^']|'')*)'|E+|M+|d+|y+")


@dataclass(frozen=True, slots=True)
class Language:
    """A language in its own words; weeks begin on Monday."""

    name: str
    days: tuple[str, ...]
    short_days: tuple[str, ...]
    months: tuple[str, ...]
    long_date: str

    def date(self, day: dt.date, pattern: str) -> str:
        """Return a day by a pattern such as `EEE, d. MMMM y`."""

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
    """Return a language by its letters, English for what CLDR does not know."""
    known = _data()["languages"]
    told = known.get(code.replace("_", "-").partition("-")[0].lower(), known["en"])
    return Language(
        told["name"], tuple(told["days"]), tuple(told["short_days"]), tuple(told["months"]), told["long_date"]
    )


def name_of(code: str) -> str:
    """Return what a language calls itself, or its letters."""
    known = _data()["languages"].get(code)
    return known["name"] if known else code


def endonyms() -> dict[str, str]:
    """Return what languages call themselves, by their letters."""
    return {code: told["name"] for code, told in _data()["languages"].items()}


def tongues(code: str) -> Mapping[str, str]:
    """Return the names of languages by their letters (BCP 47), in English where the language has no list here."""
    lists = _data()["tongues"]
    names: dict[str, str] = lists.get(code, lists["en"])
    return names


def countries(code: str) -> Mapping[str, str]:
    """Return the names of countries by their two letters (ISO 3166-1), in English where the language has no list here."""
    lists = _data()["countries"]
    names: dict[str, str] = lists.get(code, lists["en"])
    return names


@cache
def plural(code: str) -> Callable[[int], int]:
    """Return which of its plural forms a language uses for a number, by the rule that gettext catalogues have too."""
    from gettext import c2py

    rules = _data()["plurals"]
    chosen: Callable[[int], int] = c2py(rules.get(code, rules["en"]))
    return chosen
