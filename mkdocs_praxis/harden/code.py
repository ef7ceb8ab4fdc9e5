"""Derives from the words in scripts which abilities they need from the policy (styles, eval, blobs …)."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from mkdocs_praxis.harden.evaluates import evaluates
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.vendors.clues import needles
from mkdocs_praxis.web.kept import Key, shipped

ABLE = "able"  # kind of the cached results (`web.kept`)
EVALUATES = "evaluates"  # compiles strings to code, other than the libraries below; the policy blocks it


def _expressions(file: str) -> dict[str, re.Pattern[str]]:
    """Read a list of expressions by name."""
    lines = Path(__file__).with_name(file).read_text("utf-8").splitlines()
    rows = (line.split(": ", 1) for line in lines if not line.startswith("#"))
    return {name: regex(expression) for name, expression in rows}


_WORDS, _BEYOND = _expressions("abilities.txt"), _expressions("beyond.txt")
# Abilities that widen a directive.
ABILITIES = tuple(name for name in _WORDS if name not in {"load", "swap"})


@cache
def _needles(ability: str) -> tuple[str, ...]:
    """Return texts of which every match of an ability's expression contains one, for a fast prefilter."""
    return needles(_WORDS[ability].pattern)


@lru_cache(maxsize=1024)
def _of(text: str) -> frozenset[str]:
    known = shipped(Key(ABLE, text))
    return frozenset(known.split()) if isinstance(known, str) else _words_in(text)


def _words_in(text: str) -> frozenset[str]:
    lowered = text.lower()
    found = frozenset(
        name
        for name, words in _WORDS.items()
        if any(one in lowered for one in _needles(name)) and words.search(text)
    )
    return found | {EVALUATES} if "eval" not in found and evaluates(text) else found


def abilities(texts: Iterable[str]) -> frozenset[str]:
    """Return the abilities that scripts need."""
    found: frozenset[str] = frozenset()
    for text in texts:
        found |= _of(text)
    return found


def beyond(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the APIs in scripts that no page policy restricts, sorted."""
    found = {name for text in texts for name, words in _BEYOND.items() if words.search(text)}
    return tuple(sorted(found))
