"""Parses attribute values with a grammar of their own: srcset, refresh, words, script types."""

import re
from collections.abc import Mapping
from typing import Any

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.elements import SCRIPT_TYPES

JAVASCRIPT = regex(
    r"[\x00-\x20]*j[\t\n\r]*a[\t\n\r]*v[\t\n\r]*a[\t\n\r]*s[\t\n\r]*c[\t\n\r]*r[\t\n\r]*i[\t\n\r]*p[\t\n\r]*t[\t\n\r]*:",
    re.IGNORECASE,
)
# A bare host: `cdn.example.com`, also with a port. Without IGNORECASE, which compiles slowly.
A_HOST = r"(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z][a-zA-Z0-9-]*[a-zA-Z](?::\d+)?"
HOST = regex(A_HOST)
DATA = regex(r"[\x00-\x20]*d[\t\n\r]*a[\t\n\r]*t[\t\n\r]*a[\t\n\r]*:", re.IGNORECASE)
_SPACES = " \t\n\f\r"
# HTML Standard §4.2.5.3, shared declarative refresh steps.
_REFRESH = regex(
    r"""[\t\n\f\r ]*+(?:\d++|(?=\.))[\d.]*+(?:(?=[\t\n\f\r ;,]))[\t\n\f\r ]*+[;,]?[\t\n\f\r ]*+"""
    r"""(?:[uU][rR][lL][\t\n\f\r ]*=[\t\n\f\r ]*)?(?:"(?P<double>[^"]*)|'(?P<single>[^']*)|(?P<bare>.+))""",
    re.DOTALL,
)


def srcset_parts(value: str) -> list[tuple[int, str]]:
    """Return the addresses of a srcset or imagesrcset with their offsets (HTML Standard §4.8.4.2.1)."""
    parts: list[tuple[int, str]] = []
    position, end = 0, len(value)
    while True:
        while position < end and value[position] in " \t\n\f\r,":
            position += 1
        if position >= end:
            return parts
        start = position
        while position < end and value[position] not in _SPACES:
            position += 1
        url = value[start:position]
        if url.endswith(","):
            parts.append((start, url.rstrip(",")))
            continue
        parts.append((start, url))
        depth = 0
        while position < end and not (value[position] == "," and depth == 0):
            depth += (value[position] == "(") - (value[position] == ")" and depth > 0)
            position += 1


def refresh_url(content: str) -> str | None:
    """Return the target of a `Refresh` (meta or header); None if it is invalid or reloads the page itself."""
    match = _REFRESH.match(content)
    if match is None:
        return None
    return next((part for part in match.groups() if part is not None), None)


_WORD = regex(r"[^ \t\n\f\r]+")


def words(value: str) -> list[str]:
    """Split at ASCII white space."""
    return _WORD.findall(value)


def word_parts(value: str) -> list[tuple[int, str]]:
    """Split at ASCII white space; return (offset, word) pairs."""
    return [(match.start(), match[0]) for match in _WORD.finditer(value)]


def strings(attributes: Any) -> dict[str, str]:
    """Return attributes as strings: the parser splits some into lists of words."""
    return {
        key: " ".join(value) if isinstance(value, list) else value or "" for key, value in attributes.items()
    }


def selectors(name: str, attributes: Mapping[str, Any]) -> str:
    """Return the simple selectors of an element, separated by spaces: its name, id and classes."""
    known = strings(attributes)
    named = [f"#{known['id']}"] if known.get("id") else []
    return " ".join([name, *named, *(f".{word}" for word in words(known.get("class", "")))])


def is_shadow(attributes: Any) -> bool:
    """Whether a template is a declarative shadow root, whose content is rendered."""
    return (attributes.get("shadowrootmode") or "").lower() in {"open", "closed"}


def script_type(attributes: Mapping[str, str]) -> str:
    """Return the type of a script element: `script`, `module`, or that of a data block (HTML Standard §4.12.1)."""
    kind = attributes.get("type")
    if kind is None:
        language = attributes.get("language")
        kind = f"text/{language}" if language else ""
    kind = kind.strip("\t\n\f\r ").lower()
    return "script" if not kind or kind in SCRIPT_TYPES else kind
