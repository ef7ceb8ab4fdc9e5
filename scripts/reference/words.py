"""Words of the generated pages, in both languages, from texts/*.yml."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

TEXTS = Path(__file__).resolve().parent / "texts"
# what stands before a page, so that its frame speaks the language of the text
FRONT = {"de": "---\nsprache: de\n---\n\n", "en": ""}


@cache
def texts(name: str) -> Any:
    """Return a file of texts."""
    return yaml.safe_load((TEXTS / f"{name}.yml").read_text(encoding="utf-8"))


def words(name: str, language: str) -> Any:
    """Return the words of a part of the reference in a language."""
    return texts("words")[name][language]


def cell(text: str) -> str:
    """Return a text that fits a cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")
