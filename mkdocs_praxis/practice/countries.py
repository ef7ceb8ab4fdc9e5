"""Countries: ISO 3166-1 codes, CLDR names, membership in the EEA (GDPR); money and addresses in one line."""

import json
import re
from functools import cache

from mkdocs_praxis import cldr
from mkdocs_praxis.practice.names import fold
from mkdocs_praxis.practice.shipped import DATA
from mkdocs_praxis.practice.values import Unclear

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


def address_in(text: str, country: str) -> dict[str, str]:
    """Parse an address in one line: `Hinterhaus, Musterweg 1, 10115 Berlin`. Raises Unclear."""
    if re.search(r"\b\d{1,2}\. ?\d{1,2}\. ?\d{2}|\b(?:ab|bis|vom|seit)(?: dem| zum)? \d{1,2}\.", text):
        raise Unclear("“{text}” holds a day; here stands the address of today.", _MOVE, text=text)
    parts = [part for part in _BETWEEN.split(text.strip()) if part]
    if len(parts) == 1:  # a line break that YAML folded: `Musterweg 1 10115 Berlin`
        parts = re.split(r"\s+(?=\d{4,5}\s+[^\W\d][^\d]*$)", parts[0])
    land = parts.pop() if len(parts) > 2 and country_code(parts[-1]) else ""
    british = (country_code(land) or country).upper() in {"", "GB", "IE"}
    forms = [TOWN_LAST, _TOWN_FIRST] if british else [TOWN_LAST]
    town = next((found for form in forms if len(parts) > 1 and (found := form.fullmatch(parts[-1]))), None)
    if not town:
        raise Unclear("“{text}” is not an address.", "Write it in this order: Musterweg 1, 10115 Berlin", text=text)  # fmt: skip
    *extra, street = parts[:-1]
    streets = [part for part in extra if _STREET.fullmatch(part)]
    if streets and not _STREET.fullmatch(street) and not street.isdigit():
        extra = [part for part in (*extra, street) if part != streets[-1]]
        street = streets[-1]
    return {"zusatz": ", ".join(extra), "strasse": street, "plz": town["code"], "ort": town["town"], "land": land}  # fmt: skip


_BETWEEN = re.compile(r"\s*(?:[,;|·•\n]|(?<=\s)[/–—-]\s+(?=\d+\s+\D+$))\s*(?![^()]*\))")
_MOVE = "Announce the move in aktuelles.yml, and change this line on the day."
# A street with its number, as against `Hinterhaus` and `2. OG` behind it.
_STREET = re.compile(
    r"(?!(?:haus|gebäude|eingang|aufgang|block|etage|raum|zimmer|stock|postfach)\b)[^\W\d].*\s\d+\s?[a-z]?(?:\s?[-–/+]\s?\d*[a-z]?)*(?:\s*\(.*\))?",
    re.IGNORECASE,
)
_CODE = r"(?P<code>(?:[A-Z]{1,2}-)?(?:\d{4} ?[A-Z]{2}(?=\s)|\d{2}-\d{3}|\d{3} \d{2}|[A-Z]{2} \d{5}|\d+))"
TOWN_LAST = re.compile(_CODE + r"\s+(?P<town>[^\d]+)")
_TOWN_FIRST = re.compile(
    r"(?P<town>[^,]+?)\s+(?P<code>[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}|[A-Z]\d[\dW] ?[A-Z\d]{4})"
)
