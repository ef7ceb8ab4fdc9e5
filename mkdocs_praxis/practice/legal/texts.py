"""The names of the blocks of the legal texts, which own texts may replace."""

import re
from functools import cache
from pathlib import Path

_TEXTS = Path(__file__).resolve().parent.parent / "texts" / "de"


@cache
def blocks() -> frozenset[str]:
    """Return the names of blocks that own texts may replace."""
    return frozenset(
        name
        for path in _TEXTS.glob("*.md.jinja")
        for name in re.findall(r"{% block (\w+) %}", path.read_text(encoding="utf-8"))
    )
