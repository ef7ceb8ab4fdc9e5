"""Positions of findings for other programs: paths relative to the working directory."""

import os
from pathlib import Path, PurePath
from typing import NamedTuple
from urllib.parse import quote

from mkdocs_praxis.policy.model import Finding, Report


class Place(NamedTuple):
    """A file with line and column; without column if it is the source file."""

    file: str
    line: int
    column: int | None = None

    @property
    def uri(self) -> str:
        """The file as a URI reference (RFC 3986); a name that is not UTF-8 keeps its bytes."""
        encoded = quote(os.fsencode(self.file), safe="/")
        return f"file://{encoded}" if self.file.startswith("/") else encoded


def place_of(report: Report, finding: Finding) -> Place:
    """Return the place in the source if known, else in the output, below the checked directory."""
    if finding.source:
        return Place(_from_here(finding.source.file), max(1, finding.source.line or 1))
    file = finding.file if "://" in report.site else _from_here(str(PurePath(report.site, finding.file)))
    return Place(file, max(1, finding.line), max(1, finding.column))


def _from_here(file: str) -> str:
    path, here = os.path.normpath(file), os.path.join(Path.cwd(), "")  # noqa: PTH118 - a thousand findings each ask
    return PurePath(path.removeprefix(here)).as_posix()
