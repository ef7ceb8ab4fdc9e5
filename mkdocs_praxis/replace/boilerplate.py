"""The vendors' own wordings (boilerplate.txt): they say nothing about the one embed."""

from functools import cache
from pathlib import Path

from mkdocs_praxis.prepared import prepared
from mkdocs_praxis.vendors import clues
from mkdocs_praxis.vendors.patterns import compiled

_FILE = Path(__file__).resolve().with_name("boilerplate.txt")
_AROUND = " .!…:→›»"

# Each wording as a regular expression, behind texts one of which stands in whatever fits it: few are ever compiled.
Wordings = tuple[tuple[tuple[str, ...], str], ...]


def is_boilerplate(text: str) -> bool:
    """Tell whether a text is the vendor's own wording, which says nothing about this embed."""
    said = text.strip(_AROUND)
    lowered = said.lower()
    near = {wording for needle, wording in _wordings() if needle in lowered}
    return any(compiled(wording).fullmatch(said) is not None for wording in near)


@cache
def _wordings() -> tuple[tuple[str, str], ...]:
    made: Wordings = prepared("boilerplate", sources, build)
    return tuple((needle, wording) for needles, wording in made for needle in needles)


def sources() -> list[str]:
    """Return the file that the wordings stand in."""
    return [str(_FILE)]


def build() -> Wordings:
    """Read the wordings, one a line."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return tuple((clues.needles(line), line) for line in lines if line and not line.startswith("#"))
