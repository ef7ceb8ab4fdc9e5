"""How nearly every page begins, so that the place for what must come first is known without a parse."""

import re

from mkdocs_praxis.lazy import regex

# How nearly every page begins. What its author had in mind is then what every browser makes of it.
_PROLOGUE = regex(
    r"""\s*<!doctype html>\s*<html(?:\s[^<>]*)?>\s*<head>\s*<meta charset=(?:"utf-8"|'utf-8'|utf-8)\s*/?>""",
    re.IGNORECASE,
)


def prologue(text: str) -> int | None:
    """Return where the declaration of the encoding ends that opens the head of an ordinary page, else None."""
    found = _PROLOGUE.match(text)
    return found.end() if found else None
