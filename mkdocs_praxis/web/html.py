"""HTML as a browser reads it: tree construction, both scripting modes, and what the preload scanner sees besides."""

from dataclasses import replace
from enum import IntFlag
from itertools import islice
from typing import Any

import turbohtml

from mkdocs_praxis.web.contact import Certainty, SignKind, Trigger
from mkdocs_praxis.web.data import may_match
from mkdocs_praxis.web.elements import ANIMATIONS, HTML, PRESENTATION, SVG, Fetch
from mkdocs_praxis.web.fetches import read_element
from mkdocs_praxis.web.found import SURELY_OWN, Found, Scope, UnreadableError, is_own
from mkdocs_praxis.web.page import Facts, is_shadow, strings
from mkdocs_praxis.web.preload import CONFUSING, preload
from mkdocs_praxis.web.script.dormant import all_needs
from mkdocs_praxis.web.source import Place
from mkdocs_praxis.web.tag import Document, Parent, Tag

# A short hostile page can grow into millions of elements (adoption agency); no real page comes near.
MAX_ELEMENTS = 1_000_000
# So many siblings are looked through for an image; more of them count as holding one.
_MOST_SIBLINGS = 200

_SPACES = {
    turbohtml.Namespace.HTML: "html",
    turbohtml.Namespace.SVG: "svg",
    turbohtml.Namespace.MATHML: "mathml",
}
_BARE = frozenset(
    {"script", "style", "form", "title", "html", "template", "noscript"}
)  # elements that matter without an attribute
_BACKGROUND = frozenset(["body", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"])
_NAMED = (
    (
        frozenset(HTML)
        | frozenset(SVG)
        | ANIMATIONS
        | _BARE
        | CONFUSING
        | frozenset(["base", "input", "link", "meta", "mglyph", "param", "source"])
    )
    - _BACKGROUND
    - {"a"}
)
# Attributes that matter on any element: `background` stands only on a few, which would cost more to ask for by name.
_KEYS = PRESENTATION | {"style", "href", "xlink:href", "background", "ping", "attributionsrc"}
_QUIET = frozenset(
    [
        "alt",
        "aria-controls",
        "aria-current",
        "aria-expanded",
        "aria-hidden",
        "aria-label",
        "aria-labelledby",
        "class",
        "content",
        "d",
        "dir",
        "for",
        "height",
        "hidden",
        "id",
        "itemprop",
        "lang",
        "name",
        "points",
        "rel",
        "role",
        "tabindex",
        "target",
        "title",
        "transform",
        "type",
        "value",
        "viewBox",
        "width",
        "xmlns",
    ]
)


def read_html(text: str, found: Found, scope: Scope, facts: Facts | None = None) -> None:
    """Record all that an HTML document makes a browser contact, and for a page of its own the `facts` about it.

    Raises UnreadableError when the document outgrows the bounds.
    """
    tree = _parse(text, scripting=True)
    met = _walk(tree, text, found, scope, facts, scripting=True)
    folded = text.encode("utf-8", "surrogatepass").lower()  # bytes fold faster, and tag names are ASCII
    if met & _Met.ODD or b"<![cdata[" in folded:
        preload(text, found, scope)
    if b"<!--[if" in folded:
        _conditional_comments(text, found, scope)
    if b"<frameset" in folded:
        _frameset(text, found, scope)
    if met & _Met.NOSCRIPT:
        tree = _parse(text, scripting=False)
        _walk(tree, text, found, replace(scope, cap=_weakest(scope.cap)), facts, scripting=False)
    if facts is not None:
        facts.tree = tree
        found.wakes |= {f"page:{needed}" for needed in all_needs() if tree.select(needed)}


def _parse(text: str, *, scripting: bool) -> "turbohtml.Document":
    return turbohtml.parse(
        text, source_locations=True, scripting=scripting, allow_declarative_shadow_roots=False
    )


def _conditional_comments(text: str, found: Found, scope: Scope) -> None:
    """Read what old Internet Explorers see in comments."""
    position, line, counted = 0, 1, 0
    while (start := text.find("<!--[", position)) >= 0:
        end = text.find("-->", start)
        if end < 0:
            return
        position = end
        condition, closed, content = text[start:end].partition("]>")
        if not closed or condition[5:7].lower() != "if" or not content.lower().endswith("<![endif]"):
            continue
        begin = start + len(condition) + 2
        line, counted = line + text.count("\n", counted, begin), begin
        place = Place(*scope.place.at(line, begin - text.rfind("\n", 0, begin)), exact=scope.place.exact)
        inner = scope.inner(place, inside="conditional comment", cap=Certainty.CONDITIONAL)
        read_html(content[:-9], found, inner)


def _weakest(cap: Certainty) -> Certainty:
    return Certainty.CONDITIONAL if cap is Certainty.CERTAIN else cap


class _Met(IntFlag):
    """What a walk met that asks for another look at the document."""

    NOTHING = 0
    NOSCRIPT = 1
    ODD = 2  # the preload scanner may see more than the tree shows


def _walk(
    tree: "turbohtml.Document", text: str, found: Found, scope: Scope, facts: Facts | None, *, scripting: bool
) -> _Met:
    """Read every element that may matter."""
    document = Document(found, scope, scripting=scripting, link_base=scope.base)
    own_links = is_own(document.link_base, found.own)
    html = turbohtml.Namespace.HTML
    surely_own, quiet, keys, named = SURELY_OWN.fullmatch, _QUIET, _KEYS, _NAMED
    met, inert, count = _Met.NOTHING, 0, 0
    for element in tree.iter_elements():
        count += 1
        name = element.tag
        attributes: Any = element.attrs
        if inert:
            inert -= 1
            if not inert:
                document.scope = replace(
                    document.scope, cap=scope.cap, inside=scope.inside, needs=scope.needs
                )
        if name not in named:
            # The common case, kept short: links to the own site and elements that do nothing.
            for key in attributes:
                if key in quiet:
                    continue
                if key == "href" and name == "a":
                    if own_links and surely_own(attributes["href"] or ""):
                        continue
                    break
                if key in keys or key[:2] == "on" or (key[:5] == "data-" and _is_data(key, attributes[key])):
                    break
            else:
                continue
        elif not attributes and name not in _BARE:
            continue
        space = element.namespace
        if space is not html:
            met |= _Met.ODD * (name in CONFUSING)
        elif name == "noscript":
            met |= _Met.NOSCRIPT
            continue
        elif name == "template":
            if is_shadow(attributes):
                met |= _Met.ODD
            elif not inert:
                inert = 1 + sum(1 for _ in element.iter_elements())
                inside = f"{scope.inside}template › "
                document.scope = replace(
                    document.scope, cap=Certainty.MENTION, inside=inside, needs="template"
                )
        elif name == "base" and inert:
            continue
        tag = _TreeTag(element, _SPACES[space], text, document.scope.place)
        read_element(tag, document)
        if name == "base":
            own_links = is_own(document.link_base, found.own)
        if facts is not None and not inert and facts.takes(tag, scripting=scripting):
            facts.add(tag, element)
    if count > MAX_ELEMENTS:
        raise UnreadableError(f"more than {MAX_ELEMENTS} elements")
    if document.link_rules:
        _speculate(tree, document)
    return met


def _is_data(key: str, value: str | None) -> bool:
    """Tell whether a data attribute may hold an address, or marks a replacement."""
    return key == "data-vendor" or "/" in (value or "") or "\\" in (value or "")


def _speculate(tree: "turbohtml.Document", document: Document) -> None:
    """Record the foreign links that a page lets the browser fetch, or look up, by itself."""
    for element in tree.select("a[href], area[href]"):
        href = strings(element.attrs)["href"]
        for rule in document.link_rules:
            if may_match(rule.where, href, element.matches, document.found, document.scope):
                tag = _TreeTag(element, "html", "", document.scope.place)
                fetch = Fetch(rule.kind, rule.certainty, Trigger.HINT)
                document.address(tag, "href", href, fetch, f"{tag.name}[href] in advance")


class _TreeTag(Tag):
    """An element of a tree."""

    __slots__ = ("_element", "_source", "_within")

    def __init__(self, element: Any, space: str, source: str, within: Place) -> None:
        self.name = element.tag
        self.space = space
        self.attributes = strings(element.attrs)
        self._element = element
        self._source = source
        self._within = within

    def where(self, attribute: str | None) -> tuple[int, int]:
        location = self._element.source_location
        if (
            location is None
        ):  # html, head, body that the parser added, or attributes merged from a second body
            return self._within.at(1, 1)
        span = location.attrs.get(attribute.lower(), location.start_tag) if attribute else location.start_tag
        return self._within.at(span.start_line, span.start_col + 1)

    def text(self) -> tuple[str, Place]:
        inner = self._element.text
        location = self._element.source_location
        if location is None:
            return inner, Place(*self._within.at(1, 1), exact=False)
        tag = location.start_tag
        exact = self._within.exact and self._source.startswith(inner, tag.end_offset)
        return inner, Place(*self._within.at(tag.end_line, tag.end_col + 1), exact=exact)

    def parent(self) -> Parent:
        parent = self._element.parent
        name = getattr(parent, "tag", None)
        return Parent(name, strings(parent.attrs)) if name else Parent()

    def image_follows(self) -> bool:
        siblings = list(islice(self._element.next_siblings, _MOST_SIBLINGS + 1))
        return len(siblings) > _MOST_SIBLINGS or any(getattr(one, "tag", "") == "img" for one in siblings)


def _frameset(text: str, found: Found, scope: Scope) -> None:
    """Name the hosts of what loads before a frameset makes the tree forget it; a sign stands for the rest."""
    start = text.lower().find("<frameset")
    line = text.count("\n", 0, start) + 1
    where = scope.place.at(line, start - text.rfind("\n", 0, start))
    found.sign(SignKind.FRAMESET, "<frameset>", where, text[start : start + 9])
    preload(text, found, scope, every=True)
