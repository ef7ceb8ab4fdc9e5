"""Reads start tags as Chromium's preload scanner does: without a tree, so it may fetch for elements that never exist."""

from collections.abc import Iterator
from typing import Any

import turbohtml

from mkdocs_praxis.web.contact import Kind
from mkdocs_praxis.web.elements import is_shadow
from mkdocs_praxis.web.fetches import read_element
from mkdocs_praxis.web.found import STRENGTH, Found, Scope
from mkdocs_praxis.web.source import Place
from mkdocs_praxis.web.starttags import ADDRESSES, SCANNED, twice, written
from mkdocs_praxis.web.tag import Document, Parent, Tag

# Elements that the scanner reads differently within svg and math, or whose content it does.
CONFUSING = frozenset([
    "base", "desc", "foreignobject", "iframe", "image", "img", "input", "link", "meta", "noembed", "noframes",
    "noscript", "plaintext", "script", "source", "style", "template", "textarea", "title", "video", "xmp",
])  # fmt: skip
# Scripts matter only with duplicate attributes: otherwise Chromium fetches only scripts that its tree runs.
_FETCHED = frozenset(["base", "image", "img", "input", "link", "source", "style", "template", "video"])
# Of SVG's elements, it fetches these, wherever it takes itself to be in an SVG.
_OF_SVG = frozenset({"image", "script"})
_HREF = frozenset({"href", "xlink:href"})
_TWICE = "attribute written twice › "
# The scanner does not fetch frames.
_FRAMES = frozenset({"frame", "frameset"})


def preload(
    text: str, found: Found, scope: Scope, *, every: bool = False, only_doubled: bool = False
) -> None:
    """Read start tags as the scanner does, without a tree: of `every` element but frames, or `only_doubled`: with an attribute twice."""
    seen: dict[tuple[str, str, Kind], int] = {}
    for one in found.contacts:
        key = one.url, one.via, one.kind  # in math, every href is a link's
        seen[key] = max(seen.get(key, 0), STRENGTH[one.confidence])
    extra = Found(found.session)
    document = Document(extra, scope, link_base=scope.base)
    depth, picture = 0, False
    tokens = iter(turbohtml.tokenize(text, capture_source=True))
    for token in tokens:
        name = token.tag
        if token.type is turbohtml.TokenType.END_TAG:
            if name == "template" and depth:
                depth -= 1
            elif name == "picture":
                picture = False
            continue
        if token.type is not turbohtml.TokenType.START_TAG:
            continue
        doubled = name in SCANNED and twice(token.source or "")
        attributes = _scanned(token.source or "") if doubled else _plain(token.attrs)
        if name == "template":
            depth += bool(depth) or not is_shadow(attributes)
        elif name == "picture":
            picture = True
        if depth or not name or (only_doubled and not doubled and name != "base"):
            continue
        as_in_svg = name in _OF_SVG and not _HREF.isdisjoint(attributes)
        wanted = name in _FETCHED or as_in_svg or (every and name not in _FRAMES)
        if not wanted and not (doubled and name == "script"):
            continue
        tag = _token_tag(token, name, attributes, picture=picture, tokens=tokens, within=scope.place)
        tag.space = "svg" if as_in_svg else "html"
        named = document.scope._replace(inside=scope.inside + _TWICE)
        read_element(tag, document.in_scope(named) if doubled else document)
    for one in extra.contacts:
        if STRENGTH[one.confidence] > seen.get((one.url, one.via.replace(_TWICE, ""), one.kind), -1):
            found.add(one)


def _plain(attributes: Any) -> dict[str, str]:
    return {key: value or "" for key, value in attributes or ()}


def _scanned(tag: str) -> dict[str, str]:
    """Return duplicate attributes as the scanner reads them: the last value, for addresses the first non-empty one.

    The tree has only the first: `type="text/plain" … type="text/javascript"` fetches a script that never runs.
    """
    values: dict[str, str] = {}
    for piece in written(tag):
        for key, value in _plain(next(iter(turbohtml.tokenize(f"<x {piece}>"))).attrs).items():
            values[key] = (key in ADDRESSES and values.get(key)) or value
    return values


def _token_tag(
    token: Any, name: str, attributes: dict[str, str], *, picture: bool, tokens: Iterator[Any], within: Place
) -> Tag:
    position = within.at(token.line, token.col + 1)
    text = ""
    if name == "style":
        following = next(tokens, None)
        if following is not None and following.type is turbohtml.TokenType.TEXT:
            text = following.data or ""
    parent = Parent("picture" if picture and name == "source" else "")
    return Tag(name, "html", attributes, position, parent, (text, Place(*position, exact=False)))
