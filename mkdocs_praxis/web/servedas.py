"""Finds lines of header files that change the MIME type of a file from what its name says."""

import re
from collections.abc import Iterator

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.kinds import kind_of
from mkdocs_praxis.web.source import PLAIN

# MIME types that browsers run or open as documents, with the kind of file that has them by name.
_ACTIVE = {
    "text/html": "html",
    "application/xhtml+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "image/svg+xml": "xml",
    "text/javascript": "script",
    "application/javascript": "script",
    "application/x-javascript": "script",
    "text/css": "css",
    "application/speculationrules+json": "speculation rules",
}
_TYPE = regex(
    r"""\bContent-Type\b["']?\s*[:=]?\s*["']?(?P<type>[\w.+-]+/[\w.+-]+)(?P<rest>[^"']*)""", re.IGNORECASE
)
_ADD_TYPE = regex(
    r"""^(?:AddType|ForceType)\s+["']?(?P<type>[\w.+-]+/[\w.+-]+)["']?(?P<endings>.*)$""", re.IGNORECASE
)
_ENCODING = regex(
    r"""(?:charset\s*=\s*["']?|^AddDefaultCharset\s+|^AddCharset\s+)(?P<name>[\w.:-]+)""", re.IGNORECASE
)
_RULES = regex(
    r"""^["']?(?:Header\s+(?:always\s+)?\w+\s+|add_header\s+)?["']?Speculation-Rules\b""", re.IGNORECASE
)


def served_as(line: str, path: str) -> Iterator[str]:
    """Yield a description of each change by a line for the files at `path` (a pattern of `_headers`, "" if unknown)."""
    if match := _ADD_TYPE.match(line):
        kind = _ACTIVE.get(match["type"].lower())
        names = [f"x.{ending.lstrip('.').replace('svgz', 'svg')}" for ending in match["endings"].split()]
        odd = [name[1:] for name in names if kind_of(name) not in {kind, "manifest"}]
        if kind and (odd or not match["endings"].strip()):
            yield f"{' '.join(odd) or '*'} → {match['type']}"
    elif (match := _TYPE.search(line)) and (kind := _ACTIVE.get(match["type"].lower())):
        name = path.rstrip("/") if "." in path.rpartition("/")[2] else f"{path}index.html"
        if kind_of(name) != kind:
            yield f"{path or '*'} → {match['type']}"
    if (match := _ENCODING.search(line)) and not PLAIN.fullmatch(match["name"]):
        yield f"{path or '*'} → {match['name']}"
    if _RULES.match(line):
        yield "Speculation-Rules"
