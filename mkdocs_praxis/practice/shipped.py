"""Access to what the package brings: its tables in `data/`, and its texts."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from mkdocs_praxis.lazy import expressions
from mkdocs_praxis.prepared import yaml_file

DATA = Path(__file__).resolve().parent / "data"
TEXTS = DATA.parent / "texts"
PATTERNS = expressions(DATA / "patterns.txt")


@cache
def shipped(name: str) -> dict[str, Any]:
    """Return the content of `data/NAME.yml`, which is not to be changed."""
    table: dict[str, Any] = yaml_file(DATA / f"{name}.yml")
    return table


@cache
def blocks() -> frozenset[str]:
    """Return the names of the template blocks that the practice's own texts can override."""
    return frozenset(
        name
        for path in (TEXTS / "de").glob("*.md.jinja")
        for name in re.findall(r"{% block (\w+) %}", path.read_text(encoding="utf-8"))
    )


def plain_text(name: str, language: str) -> str:
    """Return a text as Markdown, in German or English: `haltung-patienten`, say, or `bausteine/epa`."""
    spoken = "de" if language.startswith("de") else "en"
    return (TEXTS / spoken / f"{name}.md").read_text(encoding="utf-8")
