"""Regular expressions made cheap: the literal text that any match must hold is looked for first."""

import re
from collections.abc import Iterable
from functools import cache

# The standard library's own parser of expressions: the only honest way to know what a pattern must contain.
from re import _parser  # type: ignore[attr-defined]

from mkdocs_praxis.lazy import regex

# (longest word, literal) by the first letters of that word; and the literals without a word of that length.
Index = tuple[dict[str, tuple[tuple[str, str], ...]], tuple[str, ...]]
_LETTERS = 4
_MOST_KEPT = 50_000  # words
_LONGEST_KEPT = 40  # letters
_WORD = regex(rf"[\w-]{{{_LETTERS},}}")


@cache
def literal(expression: str) -> str:
    """Return the longest text every match of the expression holds, in lower case; "" when there is none.

    Of several the last: a host at the beginning is that of other forms too.
    """
    best = run = ""
    for operation, argument in _flat(_parser.parse(expression)):
        if operation == "LITERAL":
            run += chr(argument)
        else:
            run = ""
        best = max(run, best, key=len)
    return best.lower()


def _flat(parsed: object) -> list[tuple[str, int]]:
    items: list[tuple[str, int]] = []
    for operation, argument in parsed:  # type: ignore[attr-defined]
        name = str(operation)
        if name == "SUBPATTERN":
            items += _flat(argument[-1])
        elif name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"} and argument[0] > 0:
            items += [*_flat(argument[2]), ("OTHER", 0)]
        elif name == "AT":
            continue  # an anchor takes no room between literals
        elif name == "LITERAL":
            items.append((name, argument))
        else:
            items.append(("OTHER", 0))
    return items


def needles(literals: Iterable[str]) -> Index:
    """Return literal texts (in lower case) by the first letters of their longest word, and those without such a word."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    short = []
    for one in dict.fromkeys(literals):
        word = max(_WORD.findall(one), key=len, default="")
        if word:
            found[word[:_LETTERS]] = (*found.get(word[:_LETTERS], ()), (word, one))
        else:
            short.append(one)
    return found, tuple(short)


class Needles:
    """Many literal texts looked for at once: the cost grows with the words of a text, not with the number of literals."""

    def __init__(self, index: Index) -> None:
        self._index, self._short = index
        self._silent: set[str] = set()  # words met that hold nothing: a language has not so many

    def found_in(self, lowered: str) -> set[str]:
        """Return those that stand in a text in lower case."""
        found: set[str] = set()
        for word in set(_WORD.findall(lowered)).difference(self._silent):
            hits = self._in(word)
            if not hits and len(word) <= _LONGEST_KEPT:
                self._silent.add(word)
            found.update(one for one in hits if one in lowered)
        if len(self._silent) > _MOST_KEPT:
            self._silent.clear()
        found.update(one for one in self._short if one in lowered)
        return found

    def _in(self, word: str) -> list[str]:
        """Return the literals whose longest word stands in a word."""
        starts = range(len(word) - _LETTERS + 1)
        near = (
            (start, pair) for start in starts for pair in self._index.get(word[start : start + _LETTERS], ())
        )
        return [one for start, (needle, one) in near if word.startswith(needle, start)]


@cache
def compiled(expression: str) -> re.Pattern[str]:
    """Return the expression compiled for embeds, where upper and lower case do not matter."""
    return re.compile(expression, re.IGNORECASE)


def search(expression: str, text: str, lowered: str) -> re.Match[str] | None:
    """Search an expression in a text (given in lower case too) after the cheap look for its literal."""
    if literal(expression) not in lowered:
        return None
    return compiled(expression).search(text)
