"""Names of the template blocks that a practice can override, and other texts: its stance, questions for an agency, dated short texts."""

import re
from functools import cache
from pathlib import Path

_TEXTS = Path(__file__).resolve().parent.parent / "texts" / "de"


@cache
def blocks() -> frozenset[str]:
    """Return the names of the template blocks that the practice's own texts can override."""
    return frozenset(
        name
        for path in _TEXTS.glob("*.md.jinja")
        for name in re.findall(r"{% block (\w+) %}", path.read_text(encoding="utf-8"))
    )


def plain_text(name: str, language: str) -> str:
    """Return a text as Markdown, in German or English: `haltung-patienten`, say, or `bausteine/epa`."""
    folder = _TEXTS if language.startswith("de") else _TEXTS.parent / "en"
    return (folder / f"{name}.md").read_text(encoding="utf-8")
