"""The parts that two pages share, found by comparing memory rather than tags; edits; line numbers, counted only where pages differ."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import AnyStr

Part = tuple[int, int, int]  # a shared part: offset in the one text, offset in the other, length
Edit = tuple[int, int, str]  # (start, end, replacement)

# Characters compared first, growth factor, maximum.
_FIRST, _GROWS, _MOST_AT_ONCE = 256, 8, 1 << 13
_ITEM = "<li"  # where comparison resumes after a difference: menus are most of many pages
_ANCHOR = 96  # characters that must be equal to resume: enough to distinguish items of a menu, few enough to be fast
# Distances (least, most) in which to look ahead: resuming sooner costs more than it saves.
_NEAR, _REACH = 2048, 8192
_ITEMS = (1, 2, 4, 8, 16)  # the items, counted from the difference, at which to try
_WITHIN = 16  # characters by which a part may end too early: halving it costs one more comparison
_MOST = 64  # maximum of parts


def same_from(before: AnyStr, at: int, after: AnyStr, to: int, within: int = 1) -> int:
    """Return the number of equal characters from two offsets on, or up to `within` fewer."""
    same, step, most = 0, _FIRST, min(len(before) - at, len(after) - to)
    while after.startswith(before[at + same : at + same + step], to + same):
        same += step
        if same >= most:
            return most
        step = min(step * _GROWS, _MOST_AT_ONCE)
    while step > within:
        step //= 2
        if after.startswith(before[at + same : at + same + step], to + same):
            same += step
    return min(same, most)


def _same_until(before: str, after: str) -> int:
    """Return the number of equal characters before the ends, or up to `_WITHIN` fewer."""
    same, step, most = 0, _FIRST, min(len(before), len(after))
    end, until = len(before), len(after)
    while same + step <= most and after.endswith(before[end - same - step : end - same], 0, until - same):
        same += step
        step = min(step * _GROWS, _MOST_AT_ONCE)
    while step > _WITHIN:
        step //= 2
        if same + step <= most and after.endswith(before[end - same - step : end - same], 0, until - same):
            same += step
    return same


def shared(before: str, after: str) -> Iterator[Part]:
    """Yield shared parts in order; not necessarily all."""
    tail = _same_until(before, after)
    at = to = 0
    for _ in range(_MOST):
        same = same_from(before, at, after, to, _WITHIN)
        yield at, to, same
        at, to = at + same, to + same
        if at >= len(before) - tail or to >= len(after) - tail:
            break
        met = _meet(before, at, after, to)
        if met is None:
            break
        at, to = met
    length = min(tail, len(before) - at, len(after) - to)
    yield len(before) - length, len(after) - length, length


def _meet(before: str, at: int, after: str, to: int) -> tuple[int, int] | None:
    """Return the next offsets of an item from which both texts are equal again; None if there are none within reach."""
    on, number = at + _NEAR, 0
    for wanted in _ITEMS:
        while number < wanted:
            on, number = before.find(_ITEM, on + 1, at + _REACH), number + 1
            if on < 0:
                return None
        then = after.find(before[on : on + _ANCHOR], to, to + _REACH)
        if then >= 0:
            return on, then
    return None


def edited(before: AnyStr, edits: Iterable[tuple[int, int, AnyStr]]) -> AnyStr:
    """Apply sorted edits, (start, end, replacement), to a text."""
    parts: list[AnyStr] = []
    at = 0
    for start, end, new in edits:
        parts += [before[at:start], new]
        at = end
    parts.append(before[at:])
    return before[:0].join(parts)


def untouched(before: str, edits: Sequence[Edit]) -> Iterator[Part]:
    """Yield the parts of a text that sorted edits leave unchanged."""
    at = shift = 0
    for start, end, new in (*edits, (len(before), len(before), "")):
        yield at, at + shift, start - at
        at, shift = end, shift + len(new) - (end - start)


# Characters between two marks; from the last mark to an offset, line ends are counted on request.
_STEP = 1 << 13
_SPACING = _STEP >> 2  # marks closer together than this are not kept
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
            if at - self.places[-1] >= _SPACING:
                self.places.append(at)
                self.ended.append(ended)
        return ended

    def _take(
        self, text: str, lines: "Lines", before: int, here: int, length: int, ended: int
    ) -> tuple[int, int]:
        """Copy the marks of a shared part; return the last (offset, line ends), from which counting goes on."""
        more, shift = ended - lines.before(text, before), here - before
        some = slice(
            bisect_right(lines.places, before + _SPACING), bisect_right(lines.places, before + length)
        )
        self.places += [place + shift for place in lines.places[some]]
        self.ended += [known + more for known in lines.ended[some]]
        return max((here, ended), (self.places[-1], self.ended[-1]))
