"""Prefilter for regular expressions: literal substrings (stems) that every match contains, looked for first as that is faster."""

import re
from collections.abc import Iterable
from functools import cached_property

# The standard library's own regex parser: the only reliable way to know what a match must contain.
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from mkdocs_praxis.vendors.patterns import texts_of

_LEAST = 3  # minimum weight of a stem; shorter ones occur in every text
_RARE = frozenset("§€%@&/")  # rare characters: one makes a stem long enough
_LETTERS = re.compile(r"\w+")

# What one alternative of an expression needs: at least one stem of each tuple. `stem*`: start of a word, `*stem`: end, `*stem*`: anywhere.
Way = tuple[tuple[str, ...], ...]


class Quick:
    """A case-insensitive regular expression, applied only to lines with the stems that one of its alternatives needs."""

    def __init__(self, expression: str, ways: Iterable[Way] | None = None) -> None:
        self.expression = expression
        if ways is not None:
            self.ways = tuple(ways)

    @classmethod
    def of_words(cls, words: list[str]) -> "Quick":
        """Return the expression for words or phrases; `*` at an end stands for any letters there."""
        begins = "|".join(_word(word) for word in words if not word.startswith("*"))
        others = "|".join(_word(word) for word in words if word.startswith("*"))
        made = "|".join(part for part in (begins and rf"(?<!\w)(?:{begins})", others) if part)
        return cls(made, (((tuple(sorted({_part(word.lower()) for word in words})),),)))

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """The stems needed by each alternative of the expression."""
        return tuple(ways_of(self.expression))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled on first use: most are never needed."""
        return re.compile(self.expression, re.IGNORECASE)


def _part(entry: str) -> str:
    """Return the stem of a list entry: its longest part, matched anywhere unless it is a plain word."""
    part = max(entry.split(), key=lambda one: len(one.strip("*")))
    return part if _LETTERS.fullmatch(part.strip("*")) else f"*{part.strip('*')}*"


def _word(word: str) -> str:
    core = re.escape(word.strip("*")).replace(r"\ ", r"\s+")
    return core + (r"\w*" if word.endswith("*") else r"(?!\w)")


def ways_of(expression: str) -> list[Way]:
    """Return the stems, in lower case, that each top-level alternative of an expression needs."""
    items = [item for item in _parser.parse(expression) if str(item[0]) != "AT"]
    branches = items[0][1][1] if len(items) == 1 and str(items[0][0]) == "BRANCH" else [items]
    return [_way(branch) for branch in branches]


def _way(items: Any) -> Way:
    found = {tuple(f"*{stem}*" for stem in sorted(one)) for one in map(_solid, texts_of(items)) if _long(one)}
    return tuple(sorted(found))


def _solid(texts: Iterable[str]) -> frozenset[str]:
    """Return the longest part without white space of each text, in lower case: it occurs within one word."""
    return frozenset(max(text.lower().split(), key=_weight, default="") for text in texts)


def _weight(text: str) -> int:
    return len(text) + (_LEAST if _RARE.intersection(text) else 0)


def _long(texts: frozenset[str]) -> bool:
    return min(map(_weight, texts)) >= _LEAST
