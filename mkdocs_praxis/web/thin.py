"""Blanks blocks without anchors in large scripts before parsing; offsets do not change.

The tree of minified code takes sixty times the memory of its source. If braces do not match, the script stays as it is.
"""

from bisect import bisect_left

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.indicators import anchors

_LARGE, _SMALL = 1 << 15, 60
_BLANK = bytes(byte if byte == 0x0A else 0x20 for byte in range(256))
# Unclosed tokens end with the line or the text, so that matching is linear. `_REST`: a template up to its end or its next
# expression.
_REST = rb"(?:[^`\\$]|\\[\s\S]|\$(?!\{))*+(?:`|\$\{|\Z)"
_REST_OF_TEMPLATE = regex(_REST)
_CLASS = rb"\[(?:[^\]\\\n]|\\.)*+\]?"
_TOKEN = regex(
    rb""""(?:[^"\\\n]|\\[\s\S])*+"?|'(?:[^'\\\n]|\\[\s\S])*+'?|/\*[\s\S]*?(?:\*/|\Z)|//[^\n]*+|[{}]|`"""
    + _REST
    + rb"|(?:(?<=[(,=:\[!&|?{};+>~^%*-])|(?<=return))\s*/(?![*/])(?:[^/\\\[\n]|\\.|"
    + _CLASS
    + rb")*+/?"
)


def thinned(source: bytes) -> bytes:
    """Return a script with irrelevant blocks blanked."""
    if len(source) < _LARGE:
        return source
    marks = [match.start() for match in anchors().finditer(source)]
    opened: list[tuple[int, bool]] = []  # offset of `{`, whether it is in a template
    blank: list[tuple[int, int]] = []
    token = _TOKEN.search(source)
    while token is not None:
        first, at = token[0][:1], token.end()
        opens, in_template = first == b"{", first == b"`" and token[0].endswith(b"${")
        if first == b"}":
            if not opened:
                return source
            start, in_template = opened.pop()
            rest = _REST_OF_TEMPLATE.match(source, at) if in_template else None
            if rest is not None:
                at, in_template = rest.end(), rest[0].endswith(b"${")
            elif at - start > _SMALL and bisect_left(marks, start) == bisect_left(marks, at):
                while blank and blank[-1][0] > start:
                    blank.pop()
                blank.append((start + 1, at - 1))
        if opens or in_template:
            opened.append((at - 1, in_template))
        token = _TOKEN.search(source, at)
    thin = bytearray(source)
    for start, end in blank if not opened else ():
        thin[start:end] = source[start:end].translate(_BLANK)
    return bytes(thin)
