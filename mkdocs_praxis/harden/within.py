"""The guard in documents that stand within a page's markup (`srcdoc`): they obey the page's policy, and run their own scripts first."""

import re
from bisect import bisect_left
from collections.abc import Callable

import turbohtml

_OPENS, _ENDS = "<script data-by=within>", "</script>"
# What runs: a script, a handler, an address that is code.
_RUNS = re.compile(r"<script|\son\w+\s*=|javascript:", re.IGNORECASE)
_VALUE = re.compile(r"""[^=]*=[ \t\n\f]*["']?""")
_DOCTYPE = re.compile(r"\s*(?:<|&lt;)!doctype.*?(?:>|&gt;)", re.IGNORECASE | re.DOTALL)
_SPECIAL = re.compile(r"""[\s"'<>=`&]""")


def _written(text: str) -> str:
    """Write a text so that it is the same in an attribute with any quotes, and without."""
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", text)


_OURS = re.compile(rf"{re.escape(_written(_OPENS))}.*?{re.escape(_written(_ENDS))}", re.DOTALL)


def normal(raw: str) -> tuple[str, Callable[[int], int]]:
    """Return a text with its line ends made one, as parsers see it, and the way from its offsets back to the raw ones."""
    pairs = [match.start() - before for before, match in enumerate(re.finditer("\r\n", raw))]
    return raw.replace("\r\n", "\n").replace("\r", "\n"), lambda at: at + bisect_left(pairs, at)


def guarded_within(raw: str, guard: str) -> str:
    """Return a page whose `srcdoc` documents begin with the guard, those that run any script, behind their doctype."""
    text, position = normal(raw)
    script = _written(f"{_OPENS}{guard}{_ENDS}")
    tree = turbohtml.parse(text, source_locations=True, allow_declarative_shadow_roots=False)
    places = []
    for frame in tree.iter_elements({"iframe"}):
        span = frame.source_location.attrs.get("srcdoc") if frame.source_location is not None else None
        if span is None or not _RUNS.search(str(frame.attrs.get("srcdoc") or "")):
            continue
        value = _VALUE.match(text, span.start_offset, span.end_offset)
        if value is None:
            continue
        doctype = _DOCTYPE.match(text, value.end(), span.end_offset)
        places.append(position((doctype or value).end()))
    for at in sorted(places, reverse=True):
        raw = raw[:at] + script + raw[at:]
    return raw


def without_guards(raw: str) -> str:
    """Return a page without the guards that an earlier run put into its `srcdoc` documents."""
    return _OURS.sub("", raw)
