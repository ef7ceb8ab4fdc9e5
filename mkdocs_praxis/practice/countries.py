"""Countries: ISO 3166-1 codes, CLDR names, membership in the EEA (GDPR), and money."""

import json
import re
from functools import cache

from mkdocs_praxis import cldr
from mkdocs_praxis.practice.names import fold
from mkdocs_praxis.practice.shipped import DATA

_ROWS = json.loads((DATA / "countries.json").read_text(encoding="utf-8"))
# The EU, Iceland, Liechtenstein and Norway: transfers need no additional basis (Art. 44 GDPR).
EEA = frozenset(_ROWS["eea"])
_ALSO: dict[str, str] = _ROWS["also"]
POSTCODES: dict[str, str] = _ROWS["postcodes"]  # as expressions


@cache
def names() -> dict[str, str]:
    """Return the code of each country by its names and codes, as they are written."""
    named = [pair for language in ("en", "de") for pair in cldr.countries(language).items()]
    found = {word: code for code, name in named for word in (fold(name), code.lower())}
    return found | _ALSO


def country_code(text: str) -> str | None:
    """Return the two-letter code of a country, given by code or by German or English name; None if unknown."""
    return names().get(fold(text).strip("()"))


def name_of(code: str, language: str) -> str:
    """Return the name of a country in a language."""
    return cldr.countries(language).get(code, code)


_SUM = r"(?:\d{1,3}\.)?\d{1,5}(?:[.,](?:\d{1,2}|[-–]{1,2}))?"
_AMOUNT = re.compile(rf"(?:(?:ab|ca\.?|von) )?{_SUM}(?: ?(?:[-–]|bis) ?{_SUM})?", re.IGNORECASE)


def in_money(text: str, country: str) -> str:
    """Return a price with the currency of the country where it is a number alone: `ab 45,-`."""
    return f"{text} {'CHF' if country == 'ch' else '€'}" if _AMOUNT.fullmatch(text) else text
