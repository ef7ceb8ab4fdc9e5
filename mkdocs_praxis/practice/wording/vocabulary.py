"""Find which of many expressions can match a text from its words; the result for each word is cached."""

import re
from collections.abc import Iterable, Iterator

from mkdocs_praxis.practice.wording.prefilter import Quick

_MOST = 100_000  # size limit of the caches
_SHORT = 3  # letters of a stem's prefix, the key of the index
_LETTERS = re.compile(r"\w+")


class Vocabulary:
    """An index of the stems that expressions need, one bit per need; a text's bits are the OR of its words' bits."""

    def __init__(self, quicks: Iterable[Quick]) -> None:
        self._bits: dict[tuple[str, ...], int] = {}
        self._ends: dict[str, int] = {}  # `word`, `begins*`, `*ends`
        self._within: dict[str, dict[str, int]] = {}  # by their first letters
        self._asks = [(quick, [sum(map(self._bit, way)) for way in quick.ways]) for quick in quicks]
        self._words: dict[str, int] = {}
        self._telling: set[str] = set()
        self._known: dict[int, frozenset[Quick]] = {}

    def held(self, lowered: str) -> int:
        """Return the needs that a lower-case text meets, as a bit mask; masks of several texts can be combined with OR."""
        words = set(lowered.split())
        if len(self._words) + len(words) > _MOST:
            self._words.clear()
            self._telling.clear()
        for word in words.difference(self._words):
            self._learn(word)
        held = 0
        for word in words & self._telling:
            held |= self._words[word]
        return held

    def met_by(self, held: int) -> frozenset[Quick]:
        """Return the expressions with an alternative whose needs are all met: a superset of those that match."""
        if held not in self._known:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[held] = frozenset(
                quick for quick, ways in self._asks if any(way & held == way for way in ways)
            )
        return self._known[held]

    def _bit(self, need: tuple[str, ...]) -> int:
        if need not in self._bits:
            bit = self._bits[need] = 1 << len(self._bits)
            for stem in need:
                core = stem.strip("*")
                anywhere = stem == f"*{core}*"
                table = self._within.setdefault(core[:_SHORT], {}) if anywhere else self._ends
                key = core if anywhere else stem
                table[key] = table.get(key, 0) | bit
        return self._bits[need]

    def _learn(self, word: str) -> None:
        held = 0
        for bits in self._ask(word):
            held |= bits
        self._words[word] = held
        if held:
            self._telling.add(word)

    def _ask(self, word: str) -> Iterator[int]:
        """Yield the bits of the needs that a word, with adjacent punctuation, meets."""
        for at in range(len(word)):
            for size in range(1, _SHORT + 1):
                for stem, bits in self._within.get(word[at : at + size], {}).items():
                    if word.startswith(stem, at):
                        yield bits
        for part in _LETTERS.findall(word):
            ends = (part, *(f"{part[:n]}*" for n in range(1, len(part) + 1)), *(f"*{part[n:]}" for n in range(len(part))))  # fmt: skip
            yield from (self._ends[key] for key in ends if key in self._ends)
