"""Reads playlists, whose entries players fetch by themselves (HLS), and captions."""

import re

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import Confidence, Kind
from mkdocs_praxis.web.css import parsed
from mkdocs_praxis.web.found import Found
from mkdocs_praxis.web.scope import Scope
from mkdocs_praxis.web.source import Place

_ATTRIBUTE = regex(r'URI="([^"]*)"')


def read_playlist(text: str, found: Found, scope: Scope) -> None:
    """Record the segments, keys and variants of an HLS playlist (RFC 8216), which Chromium plays natively."""
    for number, line in enumerate(text.split("\n"), 1):
        where = scope.place.at(number, 1)
        if line.startswith("#"):
            for match in _ATTRIBUTE.finditer(line) if line.startswith("#EXT") else ():
                found.address(match[1], scope, "play list URI", Kind.MEDIA, where)
        elif line.strip():
            found.address(line.strip(), scope, "play list", Kind.MEDIA, where)


def read_captions(text: str, found: Found, scope: Scope) -> None:
    """Record addresses in the STYLE blocks of WebVTT. The standard forbids fetching them (WebVTT §8.2.1)."""
    line, counted = 1, 0
    for match in re.finditer(r"(?:^|\n)STYLE[ \t]*\n(.*?)(?:\n\n|\Z)", text, re.DOTALL):
        line, counted = line + text.count("\n", counted, match.start(1)), match.start(1)
        for url in parsed(match[1]).urls:
            where = scope.place.at(*Place(line, 1).at(url.line, url.column))
            found.address(url.raw, scope, f"WebVTT {url.via}", url.kind, where, confidence=Confidence.MENTION)
