"""One site of many."""

from pathlib import Path
from typing import NamedTuple

from mkdocs_praxis.gate.check import Options
from mkdocs_praxis.web.contact import OwnSite


class Task(NamedTuple):
    """One site to check, with its own address and options."""

    directory: Path
    own: OwnSite
    options: Options
