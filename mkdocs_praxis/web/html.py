"""HTML as a browser reads it: tree construction, both scripting modes, and what the preload scanner sees besides."""

from dataclasses import replace
from enum import IntFlag
from typing import Any

import turbohtml

from mkdocs_praxis.web.attributes import is_shadow
from mkdocs_praxis.web.contact import Confidence, Effect, EffectKind, SignKind
from mkdocs_praxis.web.elements import ANIMATIONS, HTML, PRESENTATION, SVG
from mkdocs_praxis.web.fetches import read_element
from mkdocs_praxis.web.followed import follow, speculate
from mkdocs_praxis.web.found import Found
from mkdocs_praxis.web.own import OWN, known_links
from mkdocs_praxis.web.page import Facts
from mkdocs_praxis.web.preload import CONFUSING, preload
from mkdocs_praxis.web.scope import Scope, UnreadableError
from mkdocs_praxis.web.script.libraries import all_needs
from mkdocs_praxis.web.source import Place
from mkdocs_praxis.web.tag import Document
from mkdocs_praxis.web.treetag import TreeTag

# A short hostile page can grow into millions of elements (adoption agency); no real page comes near.
MAX_ELEMENTS = 1_000_000

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
        | frozenset(["base", "link", "meta", "mglyph", "param", "source"])
    )
    - _BACKGROUND
    - {"a", "button", "input"}
)


# Elements whose quiet attributes speak: their content or value may be an address.
_TALKING = _BARE | {"meta", "param"}
_PLAIN = frozenset(["a", "link"])
_SPECIAL = _NAMED | _TALKING | _PLAIN
# How the names of metas begin that anyone acts on, `msapplication-…` and `referrer`; white space may come before.
_TOLD_METAS = frozenset("mMrR \t\n\f\r")
# Attributes that matter on any element: those that stand only on a few would cost more to ask for by name.
_KEYS = PRESENTATION | {
    "attributionsrc",
    "background",
    "formaction",
    "href",
    "ping",
    "src",
    "style",
    "xlink:href",
}
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
_QUIET_OF_LINKS = _QUIET | {"href"}


def read_html(text: str, found: Found, scope: Scope, facts: Facts | None = None) -> None:
    """Record all that an HTML document makes a browser contact, and for a page of its own the `facts` about it.

    Raises UnreadableError when the document outgrows the bounds.
    """
    tree = _parse(text, scripting=True)
    met = _walk(tree, text, found, scope, facts, scripting=True)
    declared = _declarations(text)
    if met & _Met.ODD or "[cdata[" in declared:
        preload(text, found, scope)
    if "--[if" in declared:
        _conditional_comments(text, found, scope)
    # Names of tags are ASCII; of all ways to fold a page's case this is the fastest.
    frameset = text.encode("latin-1", "replace").lower().find(b"<frameset")
    if frameset >= 0:
        _frameset(text, frameset, found, scope)
    if met & _Met.NOSCRIPT:
        tree = _parse(text, scripting=False)
        _walk(tree, text, found, replace(scope, cap=_weakest(scope.cap)), facts, scripting=False)
    clicked = [effect.name for effect in found.effects if effect.kind is EffectKind.CLICK]
    if clicked:
        follow(tree, clicked, found, scope)
    if facts is not None:
        facts.tree = tree
        found.effects |= {Effect(EffectKind.PAGE, needed) for needed in all_needs() if tree.select(needed)}


def _parse(text: str, *, scripting: bool) -> "turbohtml.Document":
    return turbohtml.parse(
        text, source_locations=True, scripting=scripting, allow_declarative_shadow_roots=False
    )


def _declarations(text: str) -> set[str]:
    """Return how what begins with `<!` goes on: `[cdata[` opens character data, `--[if` a conditional comment."""
    # There are few exclamation marks in a page, and one character is found much faster than several.
    declared = set()
    at = text.find("!")
    while at >= 0:
        if text[at - 1 : at] == "<":
            end = at + (5 if text.startswith("--[", at + 1) else 7)
            declared.add(text[at + 1 : end + 1].lower())
        at = text.find("!", at + 1)
    return declared


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
        inner = scope.inner(place, inside="conditional comment", cap=Confidence.CONDITIONAL)
        read_html(content[:-9], found, inner)


def _weakest(cap: Confidence) -> Confidence:
    return Confidence.CONDITIONAL if cap is Confidence.CERTAIN else cap


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
    links = known_links(found.own, scope.base)
    html = turbohtml.Namespace.HTML
    special, plain = _SPECIAL, _PLAIN
    met, inert, count = _Met.NOTHING, 0, 0
    for element in tree.iter_elements():
        count += 1
        name = element.tag
        attributes: Any = element.attrs
        if inert:
            inert -= 1
            if not inert:
                document.scope = replace(
                    document.scope, cap=scope.cap, inside=scope.inside, condition=scope.condition
                )
        # The common cases, kept short: elements that do nothing, and plain links. To ask for an attribute by name costs
        # a tenth of what listing them does.
        size = len(attributes)
        if name not in special:
            if size == ("class" in attributes) + ("id" in attributes) or not _matters(
                attributes, _QUIET, every="-" in name
            ):
                continue
        elif name in plain:
            linked = "href" in attributes
            link = links[attributes["href"]] if linked else OWN
            if (link is OWN or (link is not None and name == "a" and not inert)) and (
                size == linked + ("class" in attributes)
                or not _matters(attributes, _QUIET_OF_LINKS, every=name == "link")
            ):
                if link is not OWN:
                    found.link(attributes["href"], link, document.scope, element)
                    if facts is not None:
                        facts.leads_away(attributes, link[1], element)
                elif name == "link" and element.namespace is not html:
                    met |= _Met.ODD
                continue
        elif name not in _TALKING:
            if not _matters(attributes, _QUIET, every=True):
                if name in CONFUSING and element.namespace is not html:
                    met |= _Met.ODD
                continue
        elif (not size and name not in _BARE) or (
            name == "meta" and _is_mute(attributes) and element.namespace is html
        ):
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
                    document.scope,
                    cap=Confidence.MENTION,
                    inside=inside,
                    condition=Effect(EffectKind.TEMPLATE),
                )
        elif name == "base" and inert:
            continue
        tag = TreeTag(element, _SPACES[space], text, document.scope.place)
        read_element(tag, document)
        if name == "base":
            links = known_links(found.own, document.link_base)
        if facts is not None and not inert and facts.takes(tag, scripting=scripting):
            facts.add(tag, element)
    if count > MAX_ELEMENTS:
        raise UnreadableError(f"more than {MAX_ELEMENTS} elements")
    if document.link_rules:
        speculate(tree, document)
    return met


def _matters(attributes: Any, quiet: frozenset[str], *, every: bool = False) -> bool:
    """Tell whether an element has an attribute that may matter; `every`: any may that is not quiet."""
    for key in attributes:
        if key not in quiet and (
            every
            or key in _KEYS
            or key[:2] == "on"
            or (key[:5] == "data-" and _is_data(key, attributes[key]))
        ):
            return True
    return False


def _is_mute(attributes: Any) -> bool:
    """Tell whether a meta element says nothing that matters: it names neither a header nor what browsers fetch."""
    known = ("name" in attributes) + ("content" in attributes) + ("charset" in attributes)
    return len(attributes) == known and (attributes.get("name") or "-")[:1] not in _TOLD_METAS


def _is_data(key: str, value: str | None) -> bool:
    """Tell whether a data attribute may hold an address, or marks a replacement."""
    return key == "data-vendor" or "/" in (value or "") or "\\" in (value or "")


def _frameset(text: str, start: int, found: Found, scope: Scope) -> None:
    """Name the hosts of what loads before a frameset makes the tree forget it; a sign stands for the rest."""
    line = text.count("\n", 0, start) + 1
    where = scope.place.at(line, start - text.rfind("\n", 0, start))
    found.sign(SignKind.FRAMESET, "<frameset>", where, text[start : start + 9])
    preload(text, found, scope, every=True)
