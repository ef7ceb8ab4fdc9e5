"""Line numbers of offsets, counted incrementally: only where a page differs from one that was counted before."""

from bisect import bisect_right
from collections.abc import Iterable

from mkdocs_praxis.web.shared import Part

# Characters between two marks; from the last mark to an offset, line ends are counted on request.
_STEP = 1 << 13
_NEAR = _STEP >> 2  # marks closer together than this are not kept
_SHORT = 1 << 11  # texts up to this size need no marks


class Lines:
    """Marks, offsets of a text with the number of line ends before each. The text itself is passed by the caller."""

    def __init__(
        self, text: str, like: tuple[str, "Lines"] | None = None, parts: Iterable[Part] = ()
    ) -> None:
        """Count the line ends of a text; those in `parts` are taken from the text and marks in `like`."""
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
        """Return the number of line ends before an offset."""
        mark = bisect_right(self.places, place) - 1
        return self.ended[mark] + text.count("\n", self.places[mark], place)

    def _count(self, text: str, at: int, ended: int, until: int) -> int:
        """Count from `at` up to `until`, adding marks; return the number of line ends before it."""
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
        """Copy the marks of a shared part; return the last (offset, line ends), from which counting goes on."""
        more, shift = ended - lines.before(text, before), here - before
        some = slice(bisect_right(lines.places, before + _NEAR), bisect_right(lines.places, before + length))
        self.places += [place + shift for place in lines.places[some]]
        self.ended += [known + more for known in lines.ended[some]]
        return max((here, ended), (self.places[-1], self.ended[-1]))
