"""How old websites are built (shapes.yml), and the words by which their pages are understood (words.yml)."""

import re
from pathlib import Path

from mkdocs_praxis.prepared import yaml_files

_DATA = yaml_files(Path(__file__).resolve().parent, ["shapes", "words"])
SHAPES = _DATA["shapes"]


def words(name: str) -> re.Pattern[str]:
    """Return what finds words of a kind."""
    return re.compile(_DATA["words"][name], re.IGNORECASE)
