"""Words that a text must hold for an expression to find anything in it: looked for first, since expressions are slow."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

# The standard library's own parser of expressions: the only honest way to know what a match must contain.
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_NEAR = 400  # characters: no match goes further from its stem
_LEAST = 3  # letters; shorter stems are in every text
_MOST = 60  # beginnings of a sequence that are told apart
_RARE = frozenset("§€%@&/")  # each says as much as a whole stem
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_LETTERS = re.compile(r"\w+")
_LINE = re.compile(r"[^\n]+")

# What one alternative of an expression needs: of each set one text at least. `stem*` begins a word, `*stem` ends one, `*stem*` stands anywhere.
Way = tuple[tuple[str, ...], ...]


class Quick:
    """An expression that ignores case, asked only where what one of its ways needs stands in the text."""

    def __init__(self, expression: str, ways: Iterable[Way] | None = None) -> None:
        self.expression = expression
        if ways is not None:
            self.ways = tuple(ways)

    @classmethod
    def of_words(cls, words: list[str]) -> "Quick":
        """Return the expression for words, each perhaps of several parts; `*` stands for the rest of a word, or its beginning."""
        begins = "|".join(_word(word) for word in words if not word.startswith("*"))
        others = "|".join(_word(word) for word in words if word.startswith("*"))
        made = "|".join(part for part in (begins and rf"(?<!\w)(?:{begins})", others) if part)
        return cls(made, (((tuple(sorted({_part(word.lower()) for word in words})),),)))

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """What matches hold, by the alternatives of the expression."""
        return tuple(ways_of(self.expression))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression itself; most are never asked."""
        return re.compile(self.expression, re.IGNORECASE)

    def matches(self, text: str, lowered: str) -> Iterator[re.Match[str]]:
        """Yield the matches in a text, which is given in lower case too: looked for around the stems only.

        None goes beyond its line: there a heading, a paragraph, an item of a list or a cell ends.
        """
        for start, stop in self.places(text, lowered):
            for line in _LINE.finditer(text, start, stop):
                yield from self.pattern.finditer(text, *line.span())

    def places(self, text: str, lowered: str) -> list[tuple[int, int]]:
        """Return the parts of a text outside of which there is no match."""
        if len(text) != len(lowered):  # a letter that is two in lower case
            return [(0, len(text))]
        places = [place for way in self.ways for place in _places(way, lowered)]
        return merged(sorted(places))


def _places(way: Way, lowered: str) -> list[tuple[int, int]]:
    """Return the parts of a text that hold all that a way needs, around the stems of which there are fewest."""
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
    """Return parts of a text, given in order of their starts, with those that touch put together."""
    parts: list[tuple[int, int]] = []
    for start, end in places:
        if parts and start <= parts[-1][1]:
            parts[-1] = (parts[-1][0], max(end, parts[-1][1]))
        else:
            parts.append((start, end))
    return parts


def _part(entry: str) -> str:
    """Return what to look for of an entry of a list: its longest part; anywhere, when that is no mere word."""
    part = max(entry.split(), key=lambda one: len(one.strip("*")))
    return part if _LETTERS.fullmatch(part.strip("*")) else f"*{part.strip('*')}*"


def _word(word: str) -> str:
    core = re.escape(word.strip("*")).replace(r"\ ", r"\s+")
    return core + (r"\w*" if word.endswith("*") else r"(?!\w)")


def ways_of(expression: str) -> list[Way]:
    """Return, for each of the alternatives that an expression is made of, what its matches hold, in lower case."""
    items = [item for item in _parser.parse(expression) if str(item[0]) != "AT"]
    branches = items[0][1][1] if len(items) == 1 and str(items[0][0]) == "BRANCH" else [items]
    return [_way(branch) for branch in branches]


def _way(items: Any) -> Way:
    found = {tuple(f"*{stem}*" for stem in sorted(one)) for one in map(_solid, _sets(items)) if _long(one)}
    return tuple(sorted(found))


def _solid(texts: frozenset[str]) -> frozenset[str]:
    """Return the longest part without white space of each: a word of the text holds it."""
    return frozenset(max(text.split(), key=_weight, default="") for text in texts)


def _sets(items: Any) -> list[frozenset[str]]:
    """Return what a sequence's matches hold: of each set one text at least, as all of a sequence must match."""
    found: list[frozenset[str]] = []
    runs = frozenset({""})  # how what is certain up to here may end
    for operation, argument in items:
        name = str(operation)
        if name == "LITERAL":
            runs = frozenset(run + chr(argument).lower() for run in runs)
        elif name == "BRANCH":
            heads = [_head(part) for part in argument[1]]
            begun = frozenset(run + head for run in runs for head, _ in heads)
            best = [_best([*_sets(part), frozenset({head})]) for part, (head, _) in zip(argument[1], heads, strict=True)]  # fmt: skip
            found += [runs, begun, *([frozenset().union(*best)] if all(best) else [])]
            whole = all(known for _, known in heads) and len(begun) <= _MOST
            runs = begun if whole else frozenset({""})
        elif name != "AT":  # an anchor takes no room between letters
            found, runs = [*found, runs], frozenset({""})
            if name in {"SUBPATTERN", "ATOMIC_GROUP"}:
                found += _sets(argument[-1] if name == "SUBPATTERN" else argument)
            elif name in _REPEATS and argument[0] > 0:
                found += _sets(argument[2])
    return [one for one in [*found, runs] if "" not in one]


def _head(items: Any) -> tuple[str, bool]:
    """Return the letters that a sequence begins with, and whether they are all of it."""
    head = ""
    for operation, argument in items:
        if str(operation) == "LITERAL":
            head += chr(argument).lower()
        elif str(operation) != "AT":
            return head, False
    return head, True


def _best(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """Return the set whose shortest text is longest, none where all are too short."""
    best = max(sets, key=lambda one: min(map(_weight, one)), default=frozenset())
    return best if best and _long(best) else frozenset()


def _weight(text: str) -> int:
    return len(text) + (_LEAST if _RARE.intersection(text) else 0)


def _long(texts: frozenset[str]) -> bool:
    return min(map(_weight, texts)) >= _LEAST
