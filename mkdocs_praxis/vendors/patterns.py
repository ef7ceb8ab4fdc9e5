"""Faster regular expression search: a literal that every match contains is searched for first."""

import re
from collections.abc import Iterable
from functools import cache

# The standard library's regular expression parser: the only reliable way to know which literals every match contains.
from re import _parser  # type: ignore[attr-defined]

from mkdocs_praxis.lazy import regex

# (longest word, literal) by the first letters of that word, and the literals without a word of `_LETTERS` letters.
Index = tuple[dict[str, tuple[tuple[str, str], ...]], tuple[str, ...]]
_LETTERS = 4
_MOST_KEPT = 50_000  # words
_LONGEST_KEPT = 40  # letters
_WORD = regex(rf"[\w-]{{{_LETTERS},}}")


@cache
def literal(expression: str) -> str:
    """Return the longest literal in every match of an expression, in lower case; "" if there is none.

    Of several as long the last: the host at the beginning is often that of other embeds too.
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
            continue  # an anchor matches no characters
        elif name == "LITERAL":
            items.append((name, argument))
        else:
            items.append(("OTHER", 0))
    return items


def needles(literals: Iterable[str]) -> Index:
    """Return the `Index` of literals that are in lower case."""
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
    """Search for many literals at once: the cost grows with the words of the text, not with the number of literals."""

    def __init__(self, index: Index) -> None:
        self._index, self._short = index
        self._silent: set[str] = set()  # cache of words that contain no literal's longest word

    def found_in(self, lowered: str) -> set[str]:
        """Return the literals that occur in a text in lower case."""
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
        """Return the literals whose longest word is a substring of `word`."""
        starts = range(len(word) - _LETTERS + 1)
        near = (
            (start, pair) for start in starts for pair in self._index.get(word[start : start + _LETTERS], ())
        )
        return [one for start, (needle, one) in near if word.startswith(needle, start)]


@cache
def compiled(expression: str) -> re.Pattern[str]:
    """Compile an expression, ignoring case."""
    return re.compile(expression, re.IGNORECASE)


def search(expression: str, text: str, lowered: str) -> re.Match[str] | None:
    """Search a text for an expression, if its literal occurs in `lowered`, the text in lower case."""
    if literal(expression) not in lowered:
        return None
    return compiled(expression).search(text)
