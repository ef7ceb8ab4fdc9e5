"""Contacts that a well-known library makes only on pages holding something it looks for (`libraries.json`).

Material for MkDocs, for one, asks GitHub for stars where the page shows a link to the source, and loads Mermaid where a
diagram stands. `needs` selects what such a page holds; null where only browsers without a feature all have would ask.
"""

from dataclasses import dataclass
from functools import cache

from mkdocs_praxis.web.script import tables


@dataclass(frozen=True, slots=True)
class Library:
    """One address of a library, recognised by words in its script, and what a page holds that makes it ask."""

    name: str
    signs: tuple[str, ...]
    url: str
    needs: str | None


@cache
def _known() -> tuple[Library, ...]:
    return tuple(
        Library(entry["library"], tuple(entry["signs"]), contact["url"], contact["needs"])
        for entry in tables.load("libraries.json")
        for contact in entry["contacts"]
    )


@cache
def all_needs() -> tuple[str, ...]:
    """Return the selectors of everything in a page that may make a library ask."""
    return tuple(dict.fromkeys(entry.needs for entry in _known() if entry.needs is not None))


def conditions(text: str) -> tuple[Library, ...]:
    """Return what is known of the libraries in a script."""
    return tuple(entry for entry in _known() if all(sign in text for sign in entry.signs))
