"""Contacts that a well-known library makes only on pages holding something it looks for (`dormant.json`).

Material for MkDocs, for one, asks GitHub for stars where the page shows a link to the source, and loads Mermaid where a
diagram stands. `needs` selects what such a page holds; null where only browsers without a feature all have would ask.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Dormant:
    """One address of a library, recognised by words in its script, and what wakes it up."""

    library: str
    signs: tuple[str, ...]
    url: str
    needs: str | None


@cache
def _known() -> tuple[Dormant, ...]:
    entries = json.loads((files(__package__) / "dormant.json").read_text("utf-8"))
    return tuple(
        Dormant(entry["library"], tuple(entry["signs"]), contact["url"], contact["needs"])
        for entry in entries
        for contact in entry["contacts"]
    )


@cache
def all_needs() -> tuple[str, ...]:
    """Return the selectors of everything in a page that may wake a library up."""
    return tuple(dict.fromkeys(entry.needs for entry in _known() if entry.needs is not None))


def dormant(text: str) -> tuple[Dormant, ...]:
    """Return what is known to sleep in a script."""
    return tuple(entry for entry in _known() if all(sign in text for sign in entry.signs))
