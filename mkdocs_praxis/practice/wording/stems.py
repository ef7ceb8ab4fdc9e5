"""Prefilter for regular expressions: literal substrings (stems) that every match contains, looked for first as that is faster."""

import re
from collections.abc import Iterable
from functools import cached_property

# The standard library's own regex parser: the only reliable way to know what a match must contain.
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_LEAST = 3  # minimum weight of a stem; shorter ones occur in every text
_MOST = 60  # maximum number of alternative prefixes tracked
_RARE = frozenset("§€%@&/")  # rare characters: one makes a stem long enough
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})

Way = tuple[
    tuple[str, ...], ...
]  # what one alternative of an expression needs: at least one stem of each tuple


class Quick:
    """A case-insensitive regular expression, and the stems that each of its alternatives needs."""

    def __init__(self, expression: str, ways: Iterable[Way] | None = None) -> None:
        self.expression = expression
        self.ways = tuple(ways_of(expression) if ways is None else ways)

    @classmethod
    def of_words(cls, words: list[str]) -> "Quick":
        """Return the expression for words or phrases; `*` at an end stands for any letters there."""
        begins = "|".join(_word(word) for word in words if not word.startswith("*"))
        others = "|".join(_word(word) for word in words if word.startswith("*"))
        made = "|".join(part for part in (begins and rf"(?<!\w)(?:{begins})", others) if part)
        stems = {max((part.strip("*") for part in word.lower().split()), key=len) for word in words}
        return cls(made, [(tuple(sorted(stems)),)])

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled on first use: most are never needed."""
        return re.compile(self.expression, re.IGNORECASE)


class Stems:
    """The stems of many expressions, by how they begin."""

    def __init__(self, quicks: Iterable[Quick]) -> None:
        self._begun: dict[str, dict[str, set[Quick]]] = {}
        for quick in quicks:
            for stem in {stem for way in quick.ways for need in way for stem in need}:
                begin = stem[: 3 if len(stem) > 2 else 1]
                self._begun.setdefault(begin, {}).setdefault(stem, set()).add(quick)

    def likely(self, text: str) -> frozenset[Quick]:
        """Return the expressions that may match in a text: of one alternative, all that it needs is there."""
        low = text.lower()
        begun = {low[at : at + 3] for at in range(len(low))} | set(low)
        of = {
            stem: of
            for one in begun & self._begun.keys()
            for stem, of in self._begun[one].items()
            if stem in low
        }
        some = set[Quick]().union(*of.values())
        return frozenset(
            one for one in some if any(not any(map(of.keys().isdisjoint, way)) for way in one.ways)
        )


def _word(word: str) -> str:
    core = re.escape(word.strip("*")).replace(r"\ ", r"\s+")
    return core + (r"\w*" if word.endswith("*") else r"(?!\w)")


def ways_of(expression: str) -> list[Way]:
    """Return the stems, in lower case, that each top-level alternative of an expression needs."""
    items = [item for item in _parser.parse(expression) if str(item[0]) != "AT"]
    branches = items[0][1][1] if len(items) == 1 and str(items[0][0]) == "BRANCH" else [items]
    return [_way(branch) for branch in branches]


def _way(items: Any) -> Way:
    return tuple(sorted({tuple(sorted(one)) for one in map(_solid, _sets(items)) if _long(one)}))


def _solid(texts: frozenset[str]) -> frozenset[str]:
    """Return the longest part without white space of each text: no line break is in it."""
    return frozenset(max(text.split(), key=_weight, default="") for text in texts)


def _sets(items: Any) -> list[frozenset[str]]:
    """Return sets of literal texts: every match of the sequence contains at least one text of each set."""
    found: list[frozenset[str]] = []
    runs = frozenset({""})  # possible literal runs that end at the current position
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
        elif name != "AT":  # an anchor is zero-width
            found, runs = [*found, runs], frozenset({""})
            if name in {"SUBPATTERN", "ATOMIC_GROUP"}:
                found += _sets(argument[-1] if name == "SUBPATTERN" else argument)
            elif name in _REPEATS and argument[0] > 0:
                found += _sets(argument[2])
    return [one for one in [*found, runs] if "" not in one]


def _head(items: Any) -> tuple[str, bool]:
    """Return the literal prefix of a sequence, and whether it is the whole sequence."""
    head = ""
    for operation, argument in items:
        if str(operation) == "LITERAL":
            head += chr(argument).lower()
        elif str(operation) != "AT":
            return head, False
    return head, True


def _best(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """Return the set whose lightest text weighs most; empty if that is below _LEAST."""
    best = max(sets, key=lambda one: min(map(_weight, one)), default=frozenset())
    return best if best and _long(best) else frozenset()


def _weight(text: str) -> int:
    return len(text) + (_LEAST if _RARE.intersection(text) else 0)


def _long(texts: frozenset[str]) -> bool:
    return min(map(_weight, texts)) >= _LEAST
