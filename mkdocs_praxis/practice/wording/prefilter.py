"""Prefilter for regular expressions: literal substrings (stems) that every match contains, searched first as that is faster."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

# The standard library's own regex parser: the only reliable way to know what a match must contain.
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from mkdocs_praxis.vendors.patterns import texts_of

_NEAR = 400  # characters searched on either side of a stem
_LEAST = 3  # minimum weight of a stem; shorter ones occur in every text
_RARE = frozenset("§€%@&/")  # rare characters: one makes a stem long enough
_LETTERS = re.compile(r"\w+")
_LINE = re.compile(r"[^\n]+")

# What one alternative of an expression needs: at least one stem of each tuple. `stem*`: start of a word, `*stem`: end, `*stem*`: anywhere.
Way = tuple[tuple[str, ...], ...]


class Quick:
    """A case-insensitive regular expression, applied only near the stems that one of its alternatives needs."""

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

    def matches(self, text: str, lowered: str) -> Iterator[re.Match[str]]:
        """Yield the matches in a text, searching only around the stems; `lowered` is the text in lower case.

        A match never spans lines: a heading, paragraph, list item or cell ends with its line.
        """
        for start, stop in self.places(text, lowered):
            for line in _LINE.finditer(text, start, stop):
                yield from self.pattern.finditer(text, *line.span())

    def places(self, text: str, lowered: str) -> list[tuple[int, int]]:
        """Return the ranges of a text that can contain a match."""
        if len(text) != len(lowered):  # a letter became two in lower case: offsets differ
            return [(0, len(text))]
        places = [place for way in self.ways for place in _places(way, lowered)]
        return merged(sorted(places))


def _places(way: Way, lowered: str) -> list[tuple[int, int]]:
    """Return the ranges that contain all stems a way needs, searching around its rarest set of stems."""
    needs = [[stem.strip("*") for stem in one] for one in way]
    if not needs:
        return [(0, len(lowered))]
    places: list[tuple[int, int]] = []
    fewest = min(needs, key=lambda one: sum(map(lowered.count, one))) if needs[1:] else needs[0]
    for stem in fewest:
        at = lowered.find(stem)
        while at >= 0:
            start, stop = max(0, at - _NEAR), at + len(stem) + _NEAR
            if all(any(lowered.find(other, start, stop) >= 0 for other in one) for one in needs):
                places.append((start, stop))
            at = lowered.find(stem, at + 1)
    return places


def merged(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Merge ranges, sorted by start, that overlap or touch."""
    parts: list[tuple[int, int]] = []
    for start, end in places:
        if parts and start <= parts[-1][1]:
            parts[-1] = (parts[-1][0], max(end, parts[-1][1]))
        else:
            parts.append((start, end))
    return parts


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
