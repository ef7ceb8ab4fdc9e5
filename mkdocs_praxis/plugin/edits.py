"""Edits between two similar texts, and applying them."""

from collections.abc import Iterable
from typing import AnyStr, Generic, NamedTuple

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.shared import same_from

ANY = ("utf-8", "surrogatepass")  # any text as bytes, and back
_DATED = regex(
    rb"<!--\s*MkDocs version : [\d.]+\s*Build Date UTC : \d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?(?:\+00:00)?\s*-->\s*"
)
_SLACK = 4096  # characters by which edits may be more than the text itself
_ANCHOR = 32  # characters that must be the same again before two texts count as being together
_STEP = 16
_REACHES = (512, 4096, 1 << 15, 1 << 18)  # how far ahead that is looked for, the nearest first


class Edit(NamedTuple, Generic[AnyStr]):
    """What stands in the place of `before[start:end]`."""

    start: int
    end: int
    new: AnyStr


def undated(page: AnyStr) -> AnyStr:
    """Return a page without its build date, which MkDocs' own themes write in a comment at the end of the first page."""
    dated = _dated(page[-200:])
    return page[:-dated] if dated else page


def _dated(end: str | bytes) -> int:
    tail = end if isinstance(end, bytes) else end.encode(*ANY)
    at = tail.rfind(b"<!--")
    return len(tail) - at if at >= 0 and _DATED.fullmatch(tail, at) else 0


def edits_between(before: AnyStr, after: AnyStr) -> tuple[Edit[AnyStr], ...] | None:
    """Return the edits that turn one page into another, build date aside; None when they are larger than the page itself."""
    start = undated(before)
    moment = before[len(start) :]
    return edits_of(start, after.removesuffix(moment)) if after.endswith(moment) else None


def edits_of(before: AnyStr, after: AnyStr) -> tuple[Edit[AnyStr], ...] | None:
    """Return the edits that turn `before` into `after`; None when they are larger than the text itself."""
    found: list[Edit[AnyStr]] = []
    at = to = size = 0
    while True:
        same = same_from(before, at, after, to)
        at, to = at + same, to + same
        if at == len(before) and to == len(after):
            return tuple(found)
        if len(after) - to > len(before) - at and after.endswith(before[at:]):  # put in, and nothing else
            found.append(Edit(at, at, after[to : len(after) - len(before) + at]))
            return tuple(found)
        on, then = _meet(before, at, after, to)
        found.append(Edit(at, on, after[to:then]))
        size += then - to + _ANCHOR
        if size > len(after) + _SLACK:
            return None
        at, to = on, then


def fits(edits: Iterable[Edit[AnyStr]], size: int) -> bool:
    """Whether edits are in order and within a text of this size."""
    at = 0
    for start, end, _ in edits:
        if not at <= start <= end <= size:
            return False
        at = end
    return True


def _meet(before: AnyStr, at: int, after: AnyStr, to: int) -> tuple[int, int]:
    """Return the next offsets from which both texts are the same again; their ends if there are none."""
    for reach in _REACHES:
        for on in range(at, min(at + reach, len(before) - _ANCHOR), _STEP):
            then = after.find(before[on : on + _ANCHOR], to, to + reach + _ANCHOR)
            if then >= 0:
                return on, then
    return len(before), len(after)
