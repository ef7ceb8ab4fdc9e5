"""Detects vendors' standard phrases, such as “View on Instagram”, which say nothing about an embed (boilerplate.txt)."""

from functools import cache
from pathlib import Path

from mkdocs_praxis.prepared import Prepared
from mkdocs_praxis.vendors.patterns import compiled, prefilter

_FILE = Path(__file__).resolve().with_name("boilerplate.txt")
_AROUND = " .!…:→›»"


def is_boilerplate(text: str) -> bool:
    """Whether a text is nothing but a vendor's standard phrase."""
    said = " ".join(text.split()).strip(_AROUND)
    lowered = said.lower()
    near = {wording for needle, wording in _wordings() if needle in lowered}
    return any(compiled(wording).fullmatch(said) is not None for wording in near)


@cache
def _wordings() -> tuple[tuple[str, str], ...]:
    return tuple((needle, wording) for needles, wording in PHRASES.data() for needle in needles)


def _build() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Read the phrases, one regular expression a line, each with needles: texts of which every match contains one."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return tuple((prefilter(line), line) for line in lines if line and not line.startswith("#"))


PHRASES = Prepared("boilerplate", lambda: [str(_FILE)], _build)
