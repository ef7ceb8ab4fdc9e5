"""Short texts on topical questions (ePA, electronic prescription and sick note, check-ups, vaccinations), with dates."""

import datetime as dt
from functools import cache
from importlib.resources import files
from typing import Any

from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.shipped import shipped


@cache
def known_blocks() -> dict[str, dict[str, Any]]:
    """Return title, date and source of each text by its name."""
    known: dict[str, dict[str, Any]] = shipped("blocks")
    return known


def block_text(name: str, language: str) -> str:
    """Return a text as Markdown, in German or English."""
    folder = "de" if language.startswith("de") else "en"
    path = files("mkdocs_praxis.practice") / "texts" / folder / "bausteine" / f"{name}.md"
    return path.read_text(encoding="utf-8")


def stale_blocks(facts: Facts, today: dt.date) -> list[tuple[str, dt.date]]:
    """Return title and date of the texts in use that are more than a year old."""
    used = ((known_blocks()[name]["title"], known_blocks()[name]["as_of"]) for name in facts.info_blocks)
    return [(title, as_of) for title, as_of in used if (today - as_of).days > 366]
