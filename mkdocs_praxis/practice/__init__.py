"""Facts of a practice: reading them, reckoning with them, and the texts and data made from them."""

from mkdocs_praxis.practice.exports import files
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.reading import read_facts

__all__ = ["Facts", "files", "read_facts"]
