"""Attribute values that hold addresses in a grammar of their own."""

import re

_SPACES = " \t\n\f\r"
# HTML Standard §4.2.5.3, shared declarative refresh steps.
_REFRESH = re.compile(
    r"""[\t\n\f\r ]*+(?:\d++|(?=\.))[\d.]*+(?:(?=[\t\n\f\r ;,]))[\t\n\f\r ]*+[;,]?[\t\n\f\r ]*+"""
    r"""(?:[uU][rR][lL][\t\n\f\r ]*=[\t\n\f\r ]*)?(?:"(?P<double>[^"]*)|'(?P<single>[^']*)|(?P<bare>.+))""",
    re.DOTALL,
)


def srcset_urls(value: str) -> list[str]:
    """Return the addresses of a srcset or imagesrcset (HTML Standard §4.8.4.2.1)."""
    urls: list[str] = []
    position, end = 0, len(value)
    while True:
        while position < end and value[position] in " \t\n\f\r,":
            position += 1
        if position >= end:
            return urls
        start = position
        while position < end and value[position] not in _SPACES:
            position += 1
        url = value[start:position]
        if url.endswith(","):
            urls.append(url.rstrip(","))
            continue
        urls.append(url)
        depth = 0
        while position < end and not (value[position] == "," and depth == 0):
            depth += (value[position] == "(") - (value[position] == ")" and depth > 0)
            position += 1


def refresh_url(content: str) -> str | None:
    """Return where a `Refresh` (meta or header) leads, or None when it is no refresh or reloads the page itself."""
    match = _REFRESH.match(content)
    if match is None:
        return None
    return next((part for part in match.groups() if part is not None), None)


def words(value: str) -> list[str]:
    """Split at ASCII white space."""
    return value.replace("\f", " ").replace("\x0b", "\x0b").split()
