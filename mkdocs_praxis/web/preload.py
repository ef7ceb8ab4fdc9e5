"""What Chromium's preload scanner fetches: it takes start tags as they come, without a tree, and so sees more than there is."""

from collections.abc import Iterator
from typing import Any

import turbohtml

from mkdocs_praxis.web.attributes import is_shadow
from mkdocs_praxis.web.fetches import read_element
from mkdocs_praxis.web.found import Found
from mkdocs_praxis.web.scope import Scope
from mkdocs_praxis.web.source import Place
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
# Scripts are not among them: Chromium fetches none that its tree does not run.
_FETCHED = frozenset(["base", "image", "img", "input", "link", "source", "style", "template", "video"])
# Frames are in the tree, or never were.
_FRAMES = frozenset({"frame", "frameset"})


def preload(text: str, found: Found, scope: Scope, *, every: bool = False) -> None:
    """Read the start tags as Chromium's preload scanner does: a tokenizer without a tree, base and templates by count."""
    seen = {(contact.url, contact.via) for contact in found.contacts}
    extra = Found(found.session)
    document = Document(extra, scope, link_base=scope.base)
    depth, picture = 0, False
    tokens = iter(turbohtml.tokenize(text))
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
        attributes = _first_wins(token.attrs)
        if name == "template":
            depth += bool(depth) or not is_shadow(attributes)
        elif name == "picture":
            picture = True
        if depth or not name or not (name in _FETCHED or (every and name not in _FRAMES)):
            continue
        read_element(
            _token_tag(token, name, attributes, picture=picture, tokens=tokens, within=scope.place), document
        )
    for contact in extra.contacts:
        if (contact.url, contact.via) not in seen:
            found.add(contact)


def _first_wins(attributes: Any) -> dict[str, str]:
    values: dict[str, str] = {}
    for key, value in attributes or ():
        values.setdefault(key, value or "")
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
