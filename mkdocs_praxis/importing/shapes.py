"""How old websites are built (shapes.yml), and the words by which their pages are understood (words.yml)."""

import re
from pathlib import Path

from mkdocs_praxis.prepared import yaml_file

_ROOM = Path(__file__).resolve().parent
SHAPES = yaml_file(_ROOM / "shapes.yml")
_WORDS = yaml_file(_ROOM / "words.yml")


def words(name: str) -> re.Pattern[str]:
    """Return what finds words of a kind."""
    return re.compile(_WORDS[name], re.IGNORECASE)
