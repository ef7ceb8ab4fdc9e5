"""Access to the package's YAML tables in `data/`."""

from pathlib import Path
from typing import Any

from mkdocs_praxis.prepared import yaml_files

DATA = Path(__file__).resolve().parent / "data"


def shipped(name: str) -> Any:
    """Return the content of `data/NAME.yml`."""
    return yaml_files(DATA, [name])[name]
