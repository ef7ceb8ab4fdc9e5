"""Finds the place behind the encoding declaration in pages with an ordinary beginning, without parsing."""

import re

from mkdocs_praxis.lazy import regex

# The beginning of nearly every page; whatever matches is parsed the same way by all browsers.
_PROLOGUE = regex(
    r"""\s*<!doctype html>\s*<html(?:\s[^<>]*)?>\s*<head>\s*<meta charset=(?:"utf-8"|'utf-8'|utf-8)\s*/?>""",
    re.IGNORECASE,
)


def prologue(text: str) -> int | None:
    """Return the end of the encoding declaration at the start of the head; None if the page begins otherwise."""
    found = _PROLOGUE.match(text)
    return found.end() if found else None
