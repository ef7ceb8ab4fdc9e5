"""HTML as a browser reads it: tree construction, both scripting modes, and what the preload scanner sees besides."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import turbohtml

from mkdocs_praxis.web.contact import Certainty, SignKind, Trigger
from mkdocs_praxis.web.data import may_match
from mkdocs_praxis.web.elements import ANIMATIONS, HTML, PRESENTATION, SVG, Fetch
from mkdocs_praxis.web.fetches import Document, Parent, Tag, frozen_base, read_element
from mkdocs_praxis.web.found import Found, Scope, UnreadableError
from mkdocs_praxis.web.source import Place

# A short hostile page can grow into millions of elements (adoption agency); no real page comes near.
MAX_ELEMENTS = 1_000_000

_SPACES = {
    turbohtml.Namespace.HTML: "html",
    turbohtml.Namespace.SVG: "svg",
    turbohtml.Namespace.MATHML: "mathml",
}
_BARE = frozenset({"script", "style"})  # elements that matter without an attribute
_NAMED = (
    frozenset(HTML)
    | frozenset(SVG)
    | ANIMATIONS
    | frozenset(["base", "input", "link", "meta", "mglyph", "param", "script", "source", "style"])
)
_PREFIXES = frozenset({"on", "da"})  # handlers, data-…
_KEYS = PRESENTATION | {"style", "href", "xlink:href"}
_CONDITIONAL_COMMENT = re.compile(
    r"<!--\[if[^\]>]*\]>((?:(?!-->).)*?)<!\[endif\]-->", re.IGNORECASE | re.DOTALL
)
# A tag name in mixed case (or all capitals) where people and generators write small letters.
_ODD_CASE = re.compile(r"<[a-zA-Z]*[A-Z]")
# Elements whose content or meaning the preload scanner, which builds no tree, takes otherwise inside svg and math.
_CONFUSING = frozenset(
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
_PRELOADED = frozenset(["base", "image", "img", "input", "link", "source", "style", "video", "template"])


def read_html(text: str, found: Found, scope: Scope) -> "turbohtml.Document":
    """Record all that an HTML document makes a browser contact; return its tree as a visitor without scripts has it.

    Raises UnreadableError when the document outgrows the bounds.
    """
    noscript = _has("<noscript", text)
    tree = _parse(text, scripting=noscript)
    odd = _walk(tree, text, found, scope, scripting=True)
    if odd or "<![CDATA[" in text or "shadowroot" in text.lower():
        _preload(text, found, scope)
    if "<!--[if" in text or "<!--[IF" in text:
        _conditional_comments(text, found, scope)
    if _has("<frameset", text):
        _frameset(text, found, scope)
    if noscript:
        tree = _parse(text, scripting=False)
        _walk(tree, text, found, replace(scope, cap=_weakest(scope.cap)), scripting=False)
    return tree


def _conditional_comments(text: str, found: Found, scope: Scope) -> None:
    """Read what old Internet Explorers see in comments."""
    for match in _CONDITIONAL_COMMENT.finditer(text):
        start = match.start(1)
        line = text.count("\n", 0, start) + 1
        place = Place(*scope.place.at(line, start - text.rfind("\n", 0, start)), exact=scope.place.exact)
        inner = scope.inner(place, inside="conditional comment", cap=Certainty.CONDITIONAL)
        read_html(match[1], found, inner)


def _weakest(cap: Certainty) -> Certainty:
    return Certainty.CONDITIONAL if cap is Certainty.CERTAIN else cap


def _parse(text: str, *, scripting: bool) -> "turbohtml.Document":
    return turbohtml.parse(
        text, source_locations=True, scripting=scripting, allow_declarative_shadow_roots=False
    )


def _walk(tree: "turbohtml.Document", text: str, found: Found, scope: Scope, *, scripting: bool) -> bool:
    """Read every element; tell whether the preload scanner may see more than the tree shows."""
    document = Document(found, scope, scripting=scripting, link_base=_link_base(tree, text, scope))
    templates = _has("<template", text)
    odd, inert, count = False, 0, 0
    for element in tree.iter_elements():
        count += 1
        if count > MAX_ELEMENTS:
            raise UnreadableError(f"more than {MAX_ELEMENTS} elements")
        name = element.tag
        attributes = element.attrs
        space = element.namespace
        if inert:
            inert -= 1
            if not inert:
                document.scope = replace(
                    document.scope, cap=scope.cap, inside=scope.inside, needs=scope.needs
                )
        if space is not turbohtml.Namespace.HTML:
            odd = odd or name in _CONFUSING
        elif name == "template" and templates and not inert and not _shadow(attributes):
            inert = 1 + sum(1 for _ in element.iter_elements())
            inside = f"{scope.inside}template › "
            document.scope = replace(document.scope, cap=Certainty.MENTION, inside=inside, needs="template")
        if attributes:
            if name not in _NAMED and not _matters(attributes):
                continue
        elif name not in _BARE:
            continue
        if name == "base" and inert:
            continue
        read_element(_tag(element, text, name, _SPACES[space], attributes, document.scope.place), document)
    if document.link_rules:
        _speculate(tree, document)
    return odd


def _speculate(tree: "turbohtml.Document", document: Document) -> None:
    """Record the foreign links that speculation rules let the browser fetch by itself."""
    for element in tree.select("a[href], area[href]"):
        attributes = _strings(element.attrs)
        for rule in document.link_rules:
            if may_match(rule.where, attributes["href"], element.matches, document.found, document.scope):
                tag = _tag(element, "", element.tag, "html", element.attrs, document.scope.place)
                fetch = Fetch(rule.kind, rule.certainty, Trigger.HINT)
                document.address(tag, "href", attributes["href"], fetch, f"{tag.name}[href] in advance")


def _matters(attributes: Any) -> bool:
    return any(key in _KEYS or key[:2] in _PREFIXES for key in attributes)


def _shadow(attributes: Any) -> bool:
    return (attributes.get("shadowrootmode") or "").lower() in {"open", "closed"}


def _link_base(tree: "turbohtml.Document", text: str, scope: Scope) -> str:
    """Return the base that links and forms resolve against: the first in the document, wherever it stands."""
    if _has("<base", text):
        for element in tree.select("base[href]"):
            if element.namespace is turbohtml.Namespace.HTML:
                return frozen_base(str(element.attrs["href"] or ""), scope.base)
    return scope.base


def _has(tag: str, text: str) -> bool:
    """Tell whether a tag occurs in the text in any case. The plain tests are much faster than the pattern."""
    return tag in text or tag.upper() in text or (_ODD_CASE.search(text) is not None and tag in text.lower())


def _strings(attributes: Any) -> dict[str, str]:
    return {
        key: " ".join(value) if isinstance(value, list) else value or "" for key, value in attributes.items()
    }


def _parent(element: Any) -> Parent:
    parent = element.parent
    name = getattr(parent, "tag", None)
    return Parent(name, _strings(parent.attrs)) if name else Parent()


def _tag(element: Any, text: str, name: str, space: str, attributes: Any, within: Place) -> Tag:
    values = {
        key: " ".join(value) if isinstance(value, list) else value or "" for key, value in attributes.items()
    }

    def where(attribute: str | None) -> tuple[int, int]:
        location = element.source_location
        if (
            location is None
        ):  # html, head, body that the parser added, or attributes merged from a second body
            return within.at(1, 1)
        span = location.attrs.get(attribute.lower(), location.start_tag) if attribute else location.start_tag
        return within.at(span.start_line, span.start_col + 1)

    def content() -> tuple[str, Place]:
        inner = element.text
        location = element.source_location
        if location is None:
            return inner, Place(*within.at(1, 1), exact=False)
        tag = location.start_tag
        exact = within.exact and text.startswith(inner, tag.end_offset)
        return inner, Place(*within.at(tag.end_line, tag.end_col + 1), exact=exact)

    def image_follows() -> bool:
        return any(getattr(sibling, "tag", "") == "img" for sibling in element.next_siblings)

    return Tag(name, space, values, where, _parent(element), content, image_follows)


def _frameset(text: str, found: Found, scope: Scope) -> None:
    """A frameset makes the tree forget what has loaded before it: the sign stands for that, the tokens for the hosts."""
    index = re.search("<frameset", text, re.IGNORECASE)
    start = index.start() if index else 0
    line = text.count("\n", 0, start) + 1
    where = scope.place.at(line, start - text.rfind("\n", 0, start))
    found.sign(SignKind.FRAMESET, "<frameset>", where, "<frameset")
    _preload(text, found, scope, every=True)


def _preload(text: str, found: Found, scope: Scope, *, every: bool = False) -> None:
    """Read the start tags as Chromium's preload scanner does: a tokenizer without a tree, base and templates by count."""
    seen = {(contact.url, contact.via) for contact in found.contacts}
    extra = Found(found.own)
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
            depth += bool(depth) or not _shadow(attributes)
        elif name == "picture":
            picture = True
        if depth or not (name in _PRELOADED or every):
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
    content: Callable[[], tuple[str, Place]] = lambda: ("", Place())  # noqa: E731
    if name == "style":
        following = next(tokens, None)
        inner = following.data if following is not None and following.type is turbohtml.TokenType.TEXT else ""
        content = lambda: (inner or "", Place(*position, exact=False))  # noqa: E731
    where: Callable[[str | None], tuple[int, int]] = lambda _: position  # noqa: E731
    return Tag(
        name, "html", attributes, where, Parent("picture" if picture and name == "source" else ""), content
    )
