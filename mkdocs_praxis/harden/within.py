"""Inserts policy and guard into `srcdoc` documents, at any depth, since their scripts run independently of the page's guard."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from html import unescape
from html.entities import html5

import turbohtml

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.problem import PraxisError

# Signs of code: a script, an event handler, a javascript: address; or a nested document.
_RUNS = regex(r"(?i)<script|\son\w+\s*=|javascript:|srcdoc")
_VALUE = regex(r"""[^=]*=[ \t\n\f]*(["']?)""")
_DOCTYPE = regex(r"(?i)\s*<!doctype[^>]*>")
_SPECIAL = regex(r"""[\s"'<>=`&]""")
# HTML Standard §13.2.5.72: in attributes, a named reference without ";" is decoded only if no letter, digit or "=" follows.
_REFERENCE = regex(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|([A-Za-z][A-Za-z0-9]*)(;|(?![=A-Za-z0-9])))")
_OPENS, _ENDS = '<meta http-equiv="Content-Security-Policy" data-by="praxis"', "</script>"
_DEEPEST = 24


def _written(text: str, level: int) -> str:
    """Escape a text for an attribute, quoted or not, at a depth of nested `srcdoc`."""
    for _ in range(level):
        text = _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", text)
    return text


def normal(raw: str) -> tuple[str, Callable[[int], int]]:
    """Return a text with line ends normalised as HTML parsers do, and a function from its offsets to the raw ones."""
    pairs = [match.start() - before for before, match in enumerate(re.finditer("\r\n", raw))]
    return raw.replace("\r\n", "\n").replace("\r", "\n"), lambda at: at + bisect_left(pairs, at)


def _decoded(value: str) -> tuple[str, Callable[[int], int]]:
    """Return an attribute's value with character references resolved, and a function from its offsets to those in the source."""
    said: list[str] = []
    length = end = 0
    starts, shifts = [0], [0]  # shifts by start offset
    for match in _REFERENCE.finditer(value):
        name = match[1]
        if name is not None and name + (match[2] or "") not in html5:
            continue
        plain = unescape(match[0])
        said += [value[end : match.start()], plain]
        length += match.start() - end + len(plain)
        end = match.end()
        starts.append(length)
        shifts.append(end - length)
    said.append(value[end:])
    return "".join(said), lambda at: at + shifts[bisect_right(starts, at) - 1]


def _places(text: str, level: int) -> Iterator[tuple[int, int]]:
    """Yield (offset, depth) of each `srcdoc` document that may run scripts."""
    tree = turbohtml.parse(text, source_locations=True, allow_declarative_shadow_roots=False)
    for frame in tree.iter_elements({"iframe"}):
        span = frame.source_location.attrs.get("srcdoc") if frame.source_location is not None else None
        held = str(frame.attrs.get("srcdoc") or "")
        if span is None or not _RUNS.search(held):
            continue
        value = _VALUE.match(text, span.start_offset, span.end_offset)
        if value is None:
            continue
        said, position = _decoded(text[value.end() : span.end_offset - len(value[1])])
        if said != held or level > _DEEPEST:
            raise PraxisError(
                "a document in `srcdoc` cannot be given a policy",
                why="what it runs would run before everything that confines it",
                fix="make it a page of its own, and show that in the frame",
            )
        doctype = _DOCTYPE.match(said)
        yield value.end() + position(doctype.end() if doctype else 0), level
        for at, depth in _places(said, level + 1) if "srcdoc" in said.lower() else ():
            yield value.end() + position(at), depth


def guarded_within(raw: str, element: str) -> str:
    """Insert policy and guard at the start of each `srcdoc` document with scripts. Raises PraxisError if one has no place."""
    text, position = normal(raw)
    for at, level in sorted(_places(text, 1), reverse=True):
        where = position(at)
        raw = raw[:where] + _written(element, level) + raw[where:]
    return raw


def without_guards(raw: str) -> str:
    """Return a page without elements of an earlier run in its `srcdoc` documents."""
    for level in range(1, _DEEPEST + 1):
        opens, ends = _written(_OPENS, level), _written(_ENDS, level)
        if opens not in raw:
            break
        raw = re.sub(f"{re.escape(opens)}.*?{re.escape(ends)}", "", raw, flags=re.DOTALL)
    return raw
