"""Find which of many expressions can match a text from its words; the result for each word is cached."""

from collections.abc import Iterable

from mkdocs_praxis.practice.wording.prefilter import Quick

_MOST = 100_000  # size limit of the caches
_SHORT = 3  # letters of a stem's prefix, the key of the index


class Vocabulary:
    """An index of the stems that expressions need, one bit per need; a text's bits are the OR of its words' bits."""

    def __init__(self, quicks: Iterable[Quick]) -> None:
        self._bits: dict[tuple[str, ...], int] = {}
        self._stems: dict[str, dict[str, int]] = {}  # by their first letters
        self._asks = [(quick, [sum(map(self._bit, way)) for way in quick.ways]) for quick in quicks]
        self._words: dict[str, int] = {}
        self._known: dict[int, frozenset[Quick]] = {}

    def held(self, lowered: str) -> int:
        """Return the needs that a lower-case text meets, as a bit mask; masks of several texts can be combined with OR."""
        words = set(lowered.split())
        if len(self._words) + len(words) > _MOST:
            self._words.clear()
        held = 0
        for word in words:
            if word not in self._words:
                self._words[word] = self._needs(word)
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
                table = self._stems.setdefault(stem[:_SHORT], {})
                table[stem] = table.get(stem, 0) | bit
        return self._bits[need]

    def _needs(self, word: str) -> int:
        """Return the bits of the needs that a word, with adjacent punctuation, meets."""
        held = 0
        for at in range(len(word)):
            for size in range(1, _SHORT + 1):
                for stem, bits in self._stems.get(word[at : at + size], {}).items():
                    if word.startswith(stem, at):
                        held |= bits
        return held
