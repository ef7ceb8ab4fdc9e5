"""What Chromium's preload scanner fetches: it takes start tags as they come, without a tree, and so sees more than there is."""

from collections.abc import Iterator
from typing import Any

import turbohtml

from mkdocs_praxis.web.attributes import is_shadow
from mkdocs_praxis.web.fetches import read_element
from mkdocs_praxis.web.found import Found
from mkdocs_praxis.web.scope import STRENGTH, Scope
from mkdocs_praxis.web.source import Place
from mkdocs_praxis.web.starttags import ADDRESSES, SCANNED, twice, written
from mkdocs_praxis.web.tag import Document, Parent, Tag

# Elements that mean something else to the scanner where they stand inside svg and math.
CONFUSING = frozenset(
    [
        "base",
        "iframe",
        "img",
        "input",
        "link",
        "meta",
        "noembed",
        "noframes",
        "noscript",
        "plaintext",
        "script",
        "source",
        "style",
        "template",
        "textarea",
        "title",
        "video",
        "xmp",
    ]
)
# Scripts only where attributes are doubled: Chromium fetches none that its tree does not run otherwise.
_FETCHED = frozenset(["base", "image", "img", "input", "link", "source", "style", "template", "video"])
_TWICE = "attribute written twice › "
# Frames are in the tree, or never were.
_FRAMES = frozenset({"frame", "frameset"})


def preload(
    text: str, found: Found, scope: Scope, *, every: bool = False, only_doubled: bool = False
) -> None:
    """Read the start tags as Chromium's preload scanner does: a tokenizer without a tree, base and templates by count.

    `every`: frames aside, all elements. `only_doubled`: those with an attribute written twice.
    """
    seen: dict[tuple[str, str], int] = {}
    for one in found.contacts:
        seen[one.url, one.via] = max(seen.get((one.url, one.via), 0), STRENGTH[one.confidence])
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
        if not (name in _FETCHED or (every and name not in _FRAMES) or (doubled and name == "script")):
            continue
        tag = _token_tag(token, name, attributes, picture=picture, tokens=tokens, within=scope.place)
        named = document.scope._replace(inside=scope.inside + _TWICE)
        read_element(tag, document.in_scope(named) if doubled else document)
    for one in extra.contacts:
        if STRENGTH[one.confidence] > seen.get((one.url, one.via.replace(_TWICE, "")), -1):
            found.add(one)


def _plain(attributes: Any) -> dict[str, str]:
    return {key: value or "" for key, value in attributes or ()}


def _scanned(tag: str) -> dict[str, str]:
    """Return attributes written twice as the scanner takes them: the last value, of addresses the first that is not empty.

    Browsers' trees know the first only: `type="text/plain" … type="text/javascript"` fetches a script that never runs.
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
        text = (
            (following.data or "")
            if following is not None and following.type is turbohtml.TokenType.TEXT
            else ""
        )
    parent = Parent("picture" if picture and name == "source" else "")
    return Tag(name, "html", attributes, position, parent, (text, Place(*position, exact=False)))
