"""Facts of a practice: reading them, reckoning with them, and the texts and data made from them."""

from typing import TYPE_CHECKING

from mkdocs_praxis.lazy import lazily

if TYPE_CHECKING:
    from mkdocs_praxis.practice.exports import files
    from mkdocs_praxis.practice.model import Facts
    from mkdocs_praxis.practice.reading import read_facts

__all__ = ["Facts", "files", "read_facts"]

__getattr__ = lazily(
    __name__,
    Facts="model",
    files="exports",
    read_facts="reading",
)
