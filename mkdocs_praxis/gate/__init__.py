"""The gate: a directory of output → a report. Reads what is on disk, whoever put it there; changes nothing."""

from mkdocs_praxis.gate.check import Options, check
from mkdocs_praxis.gate.sources import MarkdownSources

__all__ = ["MarkdownSources", "Options", "check"]
