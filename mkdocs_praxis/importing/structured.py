"""Facts for search engines (JSON-LD of schema.org) as lines of text, as a visitor would read them."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup

from mkdocs_praxis import cldr
from mkdocs_praxis.importing.shapes import PATTERNS

_DAYS = {
    english: german[:2]
    for english, german in zip(*(cldr.language(one).days for one in ("en", "de")), strict=True)
}
_SHORT = {day[:2]: german for day, german in _DAYS.items()}  # openingHours: "Tu,Th 16:00-20:00"


def structured_lines(soup: BeautifulSoup) -> tuple[str, ...]:
    """Return the address, phone, e-mail and hours in a page's JSON-LD, one per line."""
    lines: dict[str, None] = {}
    for thing in _told(soup):
        lines.update((line, None) for line in _lines(thing))
    for time in soup.select("[itemprop=openingHours]"):
        lines.update((line, None) for line in _hours(str(time.get("datetime") or time.get("content") or "")))
    return tuple(lines)


def structured_name(soup: BeautifulSoup) -> str:
    """Return the name of the practice in a page's JSON-LD: of what has an address or a number."""
    reached = (thing for thing in _told(soup) if thing.get("address") or thing.get("telephone"))
    return next((thing["name"].strip() for thing in reached if isinstance(thing.get("name"), str)), "")


def _told(soup: BeautifulSoup) -> Iterator[dict[str, Any]]:
    for script in soup.select('script[type="application/ld+json"]'):
        try:
            yield from _things(json.loads(script.get_text(), strict=False))
        except (ValueError, RecursionError):
            continue


def _things(data: Any) -> Iterator[dict[str, Any]]:
    values = data if isinstance(data, list) else data.values() if isinstance(data, dict) else ()
    if isinstance(data, dict):
        yield data
    for value in values:
        yield from _things(value)


def _lines(thing: dict[str, Any]) -> Iterator[str]:
    address = thing.get("address")
    if isinstance(address, dict):
        yield str(address.get("streetAddress") or "")
        yield f"{address.get('postalCode') or ''} {address.get('addressLocality') or ''}".strip()
    for key, label in (("telephone", "Telefon"), ("faxNumber", "Fax"), ("email", "E-Mail")):
        if isinstance(value := thing.get(key), str):
            yield f"{label}: {value.removeprefix('mailto:')}"
    hours: dict[str, list[str]] = defaultdict(list)
    for one in _listed(thing.get("openingHoursSpecification")):
        if isinstance(one, dict):
            span = f"{str(one.get('opens'))[:5]}-{str(one.get('closes'))[:5]}"
            for day in _listed(one.get("dayOfWeek")):
                hours[_DAYS.get(str(day).rpartition("/")[2], "")].append(span)
    for day, spans in hours.items():
        if day:
            yield f"{day} {' und '.join(spans)}"
    for one in _listed(thing.get("openingHours")):
        yield from _hours(str(one))


def _hours(text: str) -> Iterator[str]:
    """Yield a line for each part of `Mo-Fr 08:00-12:00, Tu,Th 14:00-18:00`."""
    for days, spans in PATTERNS["opening hours of schema"].findall(text):
        german = re.sub(r"[A-Z][a-z]", lambda day: _SHORT.get(day[0], day[0]), days)
        yield f"{german.replace(',', ', ')} {spans.rstrip(', ')}"


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
