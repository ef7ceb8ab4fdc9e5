"""One site of many."""

from dataclasses import dataclass
from pathlib import Path

from mkdocs_praxis.gate.check import Options
from mkdocs_praxis.web.contact import OwnSite


@dataclass(frozen=True, slots=True)
class Task:
    """One site to check, with its own address and options."""

    directory: Path
    own: OwnSite
    options: Options
