"""What two pages of a site have in common: found by comparing them as memory, not by looking at their tags; and one made of the other."""

from collections.abc import Iterable, Iterator, Sequence
from typing import AnyStr

Part = tuple[int, int, int]  # where what two texts share begins in one and in the other, and its length
Edit = tuple[int, int, str]  # what stood from one offset to another, and what stands there now

# Characters compared first, then so many times more each time.
_FIRST, _GROWS, _MOST_AT_ONCE = 256, 8, 1 << 13
_ITEM = "<li"  # what menus, by far the most of many pages, are made of: there they are brought together again
_ANCHOR = 96  # characters that must be the same for that: enough to tell one item of a menu from the next, few enough to be found fast
# How far ahead they are looked for: to compare what lies nearer costs more than to cut it.
_NEAR, _REACH = 2048, 8192
_ITEMS = (1, 2, 4, 8, 16)  # from which items on
_WITHIN = 16  # characters by which a part may end early: each halving of that is one more comparison
_MOST = 64  # parts


def same_from(before: AnyStr, at: int, after: AnyStr, to: int, within: int = 1) -> int:
    """Return how many characters are the same from two places on, or fewer, but `within` so many."""
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
    """Return how many characters are the same up to the ends, or fewer, but `_WITHIN` so many."""
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
    """Yield parts that are the same, in order. Not all there are."""
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
    """Return the next places where an item begins from which both go on alike, None where there is none within reach."""
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
    """Return a text with its edits made, given in their order: from where to where, and what stands there instead."""
    parts: list[AnyStr] = []
    at = 0
    for start, end, new in edits:
        parts += [before[at:start], new]
        at = end
    parts.append(before[at:])
    return before[:0].join(parts)


def untouched(before: str, edits: Sequence[Edit]) -> Iterator[Part]:
    """Yield the parts of a text that its edits, given in their order, leave as they are."""
    at = shift = 0
    for start, end, new in (*edits, (len(before), len(before), "")):
        yield at, at + shift, start - at
        at, shift = end, shift + len(new) - (end - start)
