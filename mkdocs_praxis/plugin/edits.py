"""How one text became another: the parts that changed, found anew in bytes that are mostly the same."""

from collections.abc import Iterable
from typing import NamedTuple

_BLOCK = 4096
_ANCHOR = 32  # bytes that must be the same again before two texts count as being together
_STEP = 16
_REACHES = (512, 4096, 1 << 15, 1 << 18)  # how far ahead that is looked for, the nearest first


class Edit(NamedTuple):
    """What stands in the place of `before[start:end]`."""

    start: int
    end: int
    new: bytes


def edits_of(before: bytes, after: bytes) -> tuple[Edit, ...] | None:
    """Return what makes `after` of `before`; None where that is more than the text itself."""
    found: list[Edit] = []
    at = to = size = 0
    while True:
        same = _alike(before, at, after, to)
        at, to = at + same, to + same
        if at == len(before) and to == len(after):
            return tuple(found)
        if len(after) - to > len(before) - at and after.endswith(before[at:]):  # put in, and nothing else
            return (*found, Edit(at, at, after[to : len(after) - len(before) + at]))
        on, then = _meet(before, at, after, to)
        found.append(Edit(at, on, after[to:then]))
        size += then - to + _ANCHOR
        if size > len(after) + _BLOCK:
            return None
        at, to = on, then


def fits(edits: Iterable[Edit], size: int) -> bool:
    """Tell whether edits may be those of a text of some bytes."""
    at = 0
    for start, end, _ in edits:
        if not at <= start <= end <= size:
            return False
        at = end
    return True


def edited(before: bytes, edits: Iterable[Edit]) -> bytes:
    """Return a text with its edits made."""
    parts, at = [], 0
    for start, end, new in edits:
        parts += [before[at:start], new]
        at = end
    return b"".join([*parts, before[at:]])


def _alike(before: bytes, at: int, after: bytes, to: int) -> int:
    """Return how many bytes are the same from two places on."""
    same, step = 0, _BLOCK
    while step:
        block = before[at + same : at + same + step]
        if len(block) == step and after.startswith(block, to + same):
            same += step
        else:
            step //= 2
    return same


def _meet(before: bytes, at: int, after: bytes, to: int) -> tuple[int, int]:
    """Return the next places from which both go on alike, their ends where there is none."""
    for reach in _REACHES:
        for on in range(at, min(at + reach, len(before) - _ANCHOR), _STEP):
            then = after.find(before[on : on + _ANCHOR], to, to + reach + _ANCHOR)
            if then >= 0:
                return on, then
    return len(before), len(after)
