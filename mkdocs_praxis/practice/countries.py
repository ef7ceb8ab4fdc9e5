"""Countries: ISO 3166-1 codes, CLDR names, and membership in the EEA (GDPR)."""

import json
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
def _names() -> dict[str, str]:
    named = [pair for language in ("en", "de") for pair in cldr.countries(language).items()]
    found = {word: code for code, name in named for word in (fold(name), code.lower())}
    return found | _ALSO


def country_code(text: str) -> str | None:
    """Return the two-letter code of a country, given by code or by German or English name; None if unknown."""
    return _names().get(fold(text).strip("()"))


def name_of(code: str, language: str) -> str:
    """Return the name of a country in a language."""
    return cldr.countries(language).get(code, code)


def names() -> list[str]:
    """Return all accepted names, for suggestions."""
    return list(_names())
