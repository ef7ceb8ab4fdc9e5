"""Access to the package's YAML tables in `data/`."""

from functools import cache
from pathlib import Path
from typing import Any

from mkdocs_praxis.prepared import yaml_files

DATA = Path(__file__).resolve().parent / "data"


@cache
def shipped(name: str) -> dict[str, Any]:
    """Return the content of `data/NAME.yml`, which is not to be changed."""
    table: dict[str, Any] = yaml_files(DATA, [name])[name]
    return table
