"""Addresses in one line."""

import re

from mkdocs_praxis.practice.countries import country_code
from mkdocs_praxis.practice.values import Unclear

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
