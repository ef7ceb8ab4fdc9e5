"""Derives the outline of an edited page from that of the page before, without cutting it again."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from mkdocs_praxis.web.lines import Lines
from mkdocs_praxis.web.outline import Outline, Outlines
from mkdocs_praxis.web.shared import Edit, untouched


def remember_edited(outlines: Outlines, page: Outline, edits: Sequence[Edit], text: str) -> None:
    """Remember the outline of `text`, which sorted `edits` of whole elements made of `page`, if it can be derived."""
    made = Outline(text, page.lines)
    kept, tags, shift = 0, 0, 0
    for start, end, new in [*edits, (len(page.text), len(page.text), "")]:
        inner = _of_part(outlines, new) if new else made
        if inner is None or inner.before or inner.title or start < page.before:
            return
        kept = _move(page, made, kept, start, shift)
        while tags < len(page.tags) and page.tags[tags][0] < start:
            offset, tag = page.tags[tags]
            made.tags.append((offset + shift, tag))
            tags += 1
        if not new:
            continue
        _move(inner, made, 0, len(new), start + shift)
        made.tags += [(offset + start + shift, tag) for offset, tag in inner.tags]
        kept = bisect_left(page.starts, end, kept)
        while tags < len(page.tags) and page.tags[tags][0] < end:
            tags += 1
        shift += len(new) - (end - start)
    made.title, made.before = page.title, page.before
    made.lines = Lines(text, (page.text, page.lines), untouched(page.text, edits))
    outlines.remember(made)


@lru_cache(maxsize=1024)
def _of_part(outlines: Outlines, text: str) -> Outline | None:
    """Return the outline of inserted text, cached since the same is inserted into many pages."""
    return outlines.of(text)


def _move(source: Outline, target: Outline, first: int, until: int, shift: int) -> int:
    """Copy the kept pieces from index `first` up to offset `until`, moved by `shift`; return the index of the next."""
    number = bisect_left(source.starts, until, first)
    target.kept += source.kept[first:number]
    target.starts += [start + shift for start in source.starts[first:number]]
    target.ends += [end + shift for end in source.ends[first:number]]
    return number
