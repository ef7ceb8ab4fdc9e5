"""A page as its author saved it: the letters, and the head between two lines of hyphens, before MkDocs reads them."""

import re
from pathlib import Path

from mkdocs_praxis.plugin.outcome import shown
from mkdocs_praxis.practice.source import explained, text_of
from mkdocs_praxis.problem import PraxisError, Problem

_CLOSED = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_OPEN = re.compile(r"\A---[ \t]*\n[\w-]+:(?:\s|$)", re.MULTILINE)


def check_head(path: Path, language: str) -> None:
    """Raise PraxisError for a page that MkDocs cannot decode, or whose head it would print as text on the page."""
    name = shown(path)
    text = text_of(path, name, language)
    if not text.startswith("---"):
        return
    head = _CLOSED.match(text)
    if head is None:
        if _OPEN.match(text):
            raise PraxisError(
                Problem(
                    "the head of the page is opened by --- and not closed: it would stand on the page as text",
                    name,
                    1,
                    excerpt=text.split("\n", 1)[0],
                    fix="Write a line --- below the last line of the head.",
                )
            )
        return
    if problem := explained(head[1] or "", name, language, first_line=2):
        raise PraxisError(problem)
