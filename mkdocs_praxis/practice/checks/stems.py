"""Words that a text must hold for an expression to find anything in it: looked for first, since expressions are slow."""

import re

# The standard library's own parser of expressions: the only honest way to know what a match must contain.
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_LEAST = 3  # letters; shorter stems are in every text
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


class Quick:
    """An expression that ignores case, asked only where one of its stems stands in the text."""

    __slots__ = ("pattern", "stems")

    def __init__(self, expression: str) -> None:
        self.pattern = re.compile(expression, re.IGNORECASE)
        self.stems = stems(expression)

    @classmethod
    def of_words(cls, words: list[str]) -> "Quick":
        """Return the expression for words, each perhaps of several parts; `*` stands for the rest of a word, or its beginning."""
        made = cls("|".join(map(_word, words)))
        made.stems = tuple(sorted({max(word.lower().strip("*").split(), key=len) for word in words}))
        return made

    def may_match(self, lowered: str) -> bool:
        """Tell whether the expression can match a text, given in lower case. Never wrongly False."""
        return not self.stems or any(stem in lowered for stem in self.stems)


def _word(word: str) -> str:
    core = re.escape(word.strip("*")).replace(r"\ ", r"\s+")
    return ("" if word.startswith("*") else r"(?<!\w)") + core + (r"\w*" if word.endswith("*") else r"(?!\w)")


def stems(expression: str) -> tuple[str, ...]:
    """Return texts in lower case one of which every match holds; nothing when no such texts of some length are known."""
    found = _stems(_parser.parse(expression))
    return tuple(sorted(found)) if found else ()


def _stems(items: Any) -> frozenset[str]:
    """Return the best set of a sequence: all of it must match, so any part's set holds; the longest texts are best."""
    best: frozenset[str] = frozenset()
    run = ""
    for operation, argument in items:
        name = str(operation)
        if name == "LITERAL":
            run += chr(argument).lower()
            best = _better(best, frozenset({run}))
            continue
        if name == "AT":
            continue  # an anchor takes no room between letters
        run = ""
        if name == "BRANCH":
            parts = [_stems(part) for part in argument[1]]
            best = _better(best, frozenset().union(*parts) if all(parts) else frozenset())
        elif name in {"SUBPATTERN", "ATOMIC_GROUP"}:
            best = _better(best, _stems(argument[-1] if name == "SUBPATTERN" else argument))
        elif name in _REPEATS and argument[0] > 0:
            best = _better(best, _stems(argument[2]))
    return best


def _better(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    weight = min(map(len, other), default=0)
    return other if weight >= _LEAST and weight > min(map(len, one), default=0) else one
