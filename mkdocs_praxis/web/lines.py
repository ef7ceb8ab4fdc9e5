"""On which line a place of a page lies: counted only where a page differs from one whose lines were counted."""

from bisect import bisect_right
from collections.abc import Iterable

from mkdocs_praxis.web.shared import Part

_STEP = (
    1 << 13
)  # characters between two marks; what lies behind the last one before a place is counted when it is asked for
_NEAR = _STEP >> 2  # marks closer together than this are not kept
_SHORT = 1 << 11  # a text up to this size needs none


class Lines:
    """How many line ends stand before some places of a text. The text itself is held by whoever asks."""

    def __init__(
        self, text: str, like: tuple[str, "Lines"] | None = None, parts: Iterable[Part] = ()
    ) -> None:
        """Count the line ends of a text; of the `parts` that it shares with another one, in order, they are known."""
        self.places, self.ended = [0], [0]
        at = ended = 0
        for before, here, length in parts if like is not None else ():
            ended = self._count(text, at, ended, here)
            at = here
            if like is not None and length > _STEP:
                at, ended = self._take(*like, before, here, length, ended)
        if len(text) > _SHORT:
            self._count(text, at, ended, len(text))

    def before(self, text: str, place: int) -> int:
        """Return how many line ends stand before a place of the text."""
        mark = bisect_right(self.places, place) - 1
        return self.ended[mark] + text.count("\n", self.places[mark], place)

    def _count(self, text: str, at: int, ended: int, until: int) -> int:
        """Count on up to a place; return how many line ends stand before it."""
        while at < until:
            to = min(at + _STEP, until)
            ended += text.count("\n", at, to)
            at = to
            if at - self.places[-1] >= _NEAR:
                self.places.append(at)
                self.ended.append(ended)
        return ended

    def _take(
        self, text: str, lines: "Lines", before: int, here: int, length: int, ended: int
    ) -> tuple[int, int]:
        """Take over the marks of a part; return the last, from which on is counted."""
        more, shift = ended - lines.before(text, before), here - before
        some = slice(bisect_right(lines.places, before + _NEAR), bisect_right(lines.places, before + length))
        self.places += [place + shift for place in lines.places[some]]
        self.ended += [known + more for known in lines.ended[some]]
        return max((here, ended), (self.places[-1], self.ended[-1]))
