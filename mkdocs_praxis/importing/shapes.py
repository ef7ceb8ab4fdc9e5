"""How old websites are built (shapes.yml), and how they and the words on their pages are written (patterns.txt)."""

from pathlib import Path

from mkdocs_praxis.lazy import expressions
from mkdocs_praxis.prepared import yaml_file

_ROOM = Path(__file__).resolve().parent
SHAPES = yaml_file(_ROOM / "shapes.yml")
PATTERNS = expressions(_ROOM / "patterns.txt")
