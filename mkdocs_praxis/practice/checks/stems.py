"""Words that a text must hold for an expression to find anything in it: looked for first, since expressions are slow."""

import re
from collections.abc import Iterable, Iterator

# The standard library's own parser of expressions: the only honest way to know what a match must contain.
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 100_000  # words remembered
_NEAR = 400  # characters: no match goes further from its stem
_LEAST = 3  # letters; shorter stems are in every text
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


_LETTERS = re.compile(r"\w+")


class Quick:
    """An expression that ignores case, asked only where one of its stems stands in the text."""

    __slots__ = ("_ways", "_words", "pattern", "stems")

    def __init__(self, expression: str) -> None:
        self.pattern = re.compile(expression, re.IGNORECASE)
        parsed = _parser.parse(expression)
        self.stems = _sorted(_best(_sets(parsed)))
        self._ways = [[_sorted(one) for one in way if _long(one)] for way in _ways(parsed)]
        self._words: list[str] = []

    @classmethod
    def of_words(cls, words: list[str]) -> "Quick":
        """Return the expression for words, each perhaps of several parts; `*` stands for the rest of a word, or its beginning."""
        begins = "|".join(_word(word) for word in words if not word.startswith("*"))
        others = "|".join(_word(word) for word in words if word.startswith("*"))
        made = cls("|".join(part for part in (begins and rf"(?<!\w)(?:{begins})", others) if part))
        made.stems = tuple(sorted({max(word.lower().strip("*").split(), key=len) for word in words}))
        made._words, made._ways = [word.lower() for word in words], [[made.stems]]
        return made

    @property
    def by_words(self) -> bool:
        """Whether the words of a text tell by themselves if this may match: no stem reaches over several."""
        return bool(self.stems) and all(map(_LETTERS.fullmatch, self.stems))

    @property
    def parts(self) -> list[str]:
        """What of words to look for: `stem*` where they begin, `*stem` where they end, `*stem*` anywhere, else as they are."""
        return [_part(entry) for entry in self._words] or [f"*{stem}*" for stem in self.stems]

    def matches(self, text: str, lowered: str) -> Iterator[re.Match[str]]:
        """Yield the matches in a text, which is given in lower case too: looked for around the stems only."""
        end = -1
        for start, stop in self._places(lowered) if len(text) == len(lowered) else [(0, len(text))]:
            for match in self.pattern.finditer(text, max(start, end), stop):
                end = match.end()
                yield match

    def _places(self, lowered: str) -> list[tuple[int, int]]:
        if not self.stems:
            return [(0, len(lowered))]
        found = (match.span() for stem in self.stems for match in re.finditer(re.escape(stem), lowered))
        return around(sorted(found), _NEAR)

    def may_match(self, lowered: str) -> bool:
        """Tell whether the expression can match a text, given in lower case. Never wrongly False."""
        return any(all(any(stem in lowered for stem in one) for one in way) for way in self._ways)


class Vocabulary:
    """Which of many expressions may match a text, told by its words: each word of a language is asked once."""

    def __init__(self, quicks: Iterable[Quick]) -> None:
        self._whole = []
        self._ends: dict[str, set[Quick]] = {}  # `word`, `begins*`, `*ends`
        self._within: dict[str, set[Quick]] = {}
        self._known: dict[str, frozenset[Quick]] = {}
        for quick in quicks:
            if not quick.by_words:
                self._whole.append(quick)
            for part in quick.parts if quick.by_words else ():
                anywhere = part.startswith("*") and part.endswith("*")
                table, key = (self._within, part.strip("*")) if anywhere else (self._ends, part)
                table.setdefault(key, set()).add(quick)

    def of(self, lowered: str) -> set[Quick]:
        """Return the expressions that may match a text, given in lower case; never too few."""
        found = {quick for quick in self._whole if quick.may_match(lowered)}
        for word in set(_LETTERS.findall(lowered)):
            if word not in self._known:
                if len(self._known) >= _MOST:
                    self._known.clear()
                self._known[word] = frozenset(self._ask(word))
            found |= self._known[word]
        return {quick for quick in found if quick.may_match(lowered)}

    def _ask(self, word: str) -> Iterator[Quick]:
        for key in (
            word,
            *(f"{word[:n]}*" for n in range(1, len(word) + 1)),
            *(f"*{word[n:]}" for n in range(len(word))),
        ):
            yield from self._ends.get(key, ())
        for stem, quicks in self._within.items():
            if stem in word:
                yield from quicks


def around(spans: Iterable[tuple[int, int]], near: int) -> list[tuple[int, int]]:
    """Return the parts of a text that lie no further than `near` characters from the spans, given in order of their starts."""
    parts: list[tuple[int, int]] = []
    for first, last in spans:
        start, end = max(0, first - near), last + near
        if parts and start <= parts[-1][1]:
            start = parts.pop()[0]
        parts.append((start, end))
    return parts


def _part(entry: str) -> str:
    """Return what to look for of an entry of a list: its longest part; anywhere, when that is no mere word."""
    part = max(entry.split(), key=lambda one: len(one.strip("*")))
    core = part.strip("*")
    return part if _LETTERS.fullmatch(core) else f"*{max(_LETTERS.findall(core), key=len, default='')}*"


def _word(word: str) -> str:
    core = re.escape(word.strip("*")).replace(r"\ ", r"\s+")
    return core + (r"\w*" if word.endswith("*") else r"(?!\w)")


def stems(expression: str) -> tuple[str, ...]:
    """Return texts in lower case one of which every match holds; nothing when no such texts of some length are known."""
    return _sorted(_best(_sets(_parser.parse(expression))))


def _ways(parsed: Any) -> list[list[frozenset[str]]]:
    """Return, for each of the alternatives that an expression is made of, what its matches hold."""
    items = list(parsed)
    if len(items) == 1 and str(items[0][0]) == "BRANCH":
        return [_sets(part) for part in items[0][1][1]]
    return [_sets(items)]


def _sorted(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(texts))


def _sets(items: Any) -> list[frozenset[str]]:
    """Return what a sequence's matches hold: of each set one text at least, as all of a sequence must match."""
    found: list[frozenset[str]] = []
    run = ""
    for operation, argument in items:
        name = str(operation)
        if name == "LITERAL":
            run += chr(argument).lower()
            continue
        if name == "AT":
            continue  # an anchor takes no room between letters
        found, run = ([*found, frozenset({run})] if run else found), ""
        if name == "BRANCH":
            parts = [_best(_sets(part)) for part in argument[1]]
            found += [frozenset().union(*parts)] if all(parts) else []
        elif name in {"SUBPATTERN", "ATOMIC_GROUP"}:
            found += _sets(argument[-1] if name == "SUBPATTERN" else argument)
        elif name in _REPEATS and argument[0] > 0:
            found += _sets(argument[2])
    return [*found, frozenset({run})] if run else found


def _best(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """Return the set whose shortest text is longest, none where all are too short."""
    best = max(sets, key=lambda one: len(min(one, key=len)), default=frozenset())
    return best if best and _long(best) else frozenset()


def _long(texts: frozenset[str]) -> bool:
    return len(min(texts, key=len)) >= _LEAST
