"""What the YAML files in `data/` hold: rows that ship with the package."""

from pathlib import Path
from typing import Any

from mkdocs_praxis.prepared import yaml_files

DATA = Path(__file__).resolve().parent / "data"


def shipped(name: str) -> Any:
    """Return what the file `data/NAME.yml` holds."""
    return yaml_files(DATA, [name])[name]
