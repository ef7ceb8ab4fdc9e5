"""The gate: a directory of output → a report. Reads what is on disk, whoever put it there; changes nothing."""

from mkdocs_praxis.gate.check import Inspection, Options, check, inspect, inspector_of
from mkdocs_praxis.gate.reading import Memory
from mkdocs_praxis.gate.sources import MarkdownSources

__all__ = ["Inspection", "MarkdownSources", "Memory", "Options", "check", "inspect", "inspector_of"]
