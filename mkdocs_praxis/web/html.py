"""Reads HTML as browsers do: tree construction with and without scripting, and what the preload scanner fetches besides."""

import re
from collections.abc import Iterator
from typing import Any

import turbohtml

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.bound import of_lists
from mkdocs_praxis.web.contact import Confidence, Effect, EffectKind, Role, SignKind
from mkdocs_praxis.web.elements import QUIET, is_shadow, selectors
from mkdocs_praxis.web.fetches import read_element
from mkdocs_praxis.web.followed import follow, speculate, texts_as_urls
from mkdocs_praxis.web.found import Found, Scope, UnreadableError, weaker
from mkdocs_praxis.web.page import PageFacts
from mkdocs_praxis.web.preload import CONFUSING, preload
from mkdocs_praxis.web.source import Place, line_and_column
from mkdocs_praxis.web.starttags import Tags, library_selectors, may_matter
from mkdocs_praxis.web.tag import Document, TreeTag
from mkdocs_praxis.web.url import OWN, is_own, known_links

# Far above any real page; a short hostile one can grow into millions of elements (adoption agency algorithm).
MAX_ELEMENTS = 1_000_000

_MANY = 200  # addresses: asked for one by one, they take time by their square

# Server-side includes as Apache, nginx and IIS write them.
_INCLUDED = regex(r"""(?i)<!--\s*+#\s*+include\s[^>]{0,200}?\b(?:virtual|file)\s*+=\s*+["']?([^"'\s>]+)""")

_SPACES = {space: space.name.lower() for space in turbohtml.Namespace}


def read_html(
    text: str, found: Found, scope: Scope, facts: PageFacts | None = None, *, whole: bool = False
) -> None:
    """Record all contacts of an HTML document, and, for a page, the `facts` about it.

    `whole`: read every element, even those whose start tags cannot matter. Raises UnreadableError if the document exceeds the
    limits.
    """
    tags = Tags(text)
    # The shortcut by start tags holds only for relative addresses that stay on the own site.
    whole = whole or "base" in tags.names or not is_own(scope.base, found.own)
    tree = parsed(text, scripting=True)
    walk = _Walk(tree, text, Document(found, scope, link_base=scope.base), facts)
    walk.read(None if whole else tags)
    declared = _declarations(text)
    odd = walk.odd or "[cdata[" in declared or (tags.foreign and _confusing(tree))
    if odd or tags.doubled:
        preload(text, found, scope, only_doubled=not odd)
    if any("#" in one for one in declared):
        _parts(text, found, scope)
    if "--[if" in declared:
        _conditional_comments(text, found, scope)
    if "frameset" in tags.names:
        _frameset(text, found, scope)
    if walk.hidden and (whole or walk.marked or any(Tags(hidden).relevant for hidden in walk.hidden)):
        tree = parsed(text, scripting=False)
        inner = scope._replace(cap=weaker(scope.cap, Confidence.CONDITIONAL))
        without = Document(found, inner, scripting=False, link_base=scope.base)
        _Walk(tree, text, without, facts).read(None if whole else tags)
    found.effects |= of_lists(found.effects)
    clicked = [effect.name for effect in found.effects if effect.kind is EffectKind.CLICK]
    if clicked:
        follow(tree, clicked, found, scope)
    texts_as_urls(tree, found, scope)
    if facts is not None:
        facts.tree = tree
        if found.runs_script:
            found.effects.update(_held_for_libraries(tree, tags))


def parsed(text: str, *, scripting: bool) -> "turbohtml.Document":
    """Return a document's tree, parsed with scripting enabled or disabled."""
    return turbohtml.parse(
        text, source_locations=True, scripting=scripting, allow_declarative_shadow_roots=False
    )


def _confusing(tree: "turbohtml.Document") -> bool:
    """Whether svg or math contain elements that the preload scanner reads differently."""
    html, svg = turbohtml.Namespace.HTML, turbohtml.Namespace.SVG
    met = ((element.tag, element.namespace) for element in tree.iter_elements(CONFUSING))
    return any(space is not html and (tag, space) != ("image", svg) for tag, space in met)


def _declarations(text: str) -> set[str]:
    """Return the texts behind `<!` that matter: `[cdata[`, `--[if` (conditional comment), `--#` (server-side include)."""
    # Fast: pages have few exclamation marks, and single characters are found much faster than longer texts.
    declared = set()
    at = text.find("!")
    while at >= 0:
        if text[at - 1 : at] == "<":
            end = at + (5 if text.startswith("--[", at + 1) else 7)
            declared.add(text[at + 1 : end + 1].lower())
        at = text.find("!", at + 1)
    return declared


def _parts(text: str, found: Found, scope: Scope) -> None:
    """Record the files of server-side includes: they are read as markup, whatever their name."""
    for include in _INCLUDED.finditer(text):
        found.uses_own(Role.PART, include[1], scope)


def _conditional_comments(text: str, found: Found, scope: Scope) -> None:
    """Read conditional comments of Internet Explorer."""
    position, line, counted = 0, 1, 0
    seen = Found(found.session)  # separate: browsers that read these do not enforce policies
    while (start := text.find("<!--[", position)) >= 0:
        end = text.find("-->", start)
        if end < 0:
            break
        position = end
        condition, closed, content = text[start:end].partition("]>")
        if not closed or condition[5:7].lower() != "if" or not content.lower().endswith("<![endif]"):
            continue
        begin = start + len(condition) + 2
        line, counted = line + text.count("\n", counted, begin), begin
        place = Place(*scope.place.at(line, begin - text.rfind("\n", 0, begin)), exact=scope.place.exact)
        inner = scope.inner(place, inside="conditional comment", cap=Confidence.CONDITIONAL)
        read_html(content[:-9], seen, inner)
    for contact in seen.contacts:
        found.add(contact)


class _Walk:
    """Reads the elements of one tree in document order."""

    def __init__(
        self, tree: "turbohtml.Document", text: str, document: Document, facts: PageFacts | None
    ) -> None:
        self._tree = tree
        self._text = text
        self._document = document
        self._facts = facts
        self._outer = document.scope
        self.odd = False  # the preload scanner may see elements that are not in the tree
        self.hidden: list[str] = []  # the contents of noscript elements, as text
        self.marked = False  # a noscript element contains markup

    def read(self, tags: Tags | None) -> None:
        """Read every element that may matter according to the page's `tags`; without these, every element."""
        document, inert, count = self._document, 0, 0
        names = None if tags is None else tags.names
        if tags is not None and tags.links and "a" not in tags.names:
            self._plain_links(tags.links)
        for element in self._elements(self._tree, names):
            count += 1
            if inert:
                inert -= 1
                if not inert:
                    self._leave_template()
            name, attributes = element.tag, element.attrs
            if names is not None and not may_matter(name, attributes.items()):
                continue
            if element.namespace is turbohtml.Namespace.HTML:
                if name == "noscript" and document.scripting:
                    self.hidden.append(element.text)
                    self.marked = self.marked or any(key not in QUIET for key in attributes)
                    if "style" in attributes:  # its style counts, though its content is read separately
                        document.found.style_attributes[attributes["style"] or ""] = None
                    continue
                if name == "template":
                    inert = inert or self._enter_template(element, names)
                elif name == "base" and inert:
                    continue
            tag = TreeTag(element, _SPACES[element.namespace], self._text, document.scope.place)
            read_element(tag, document)
            if self._facts is not None and not inert:
                self._facts.add(tag, element, scripting=document.scripting)
        if count > MAX_ELEMENTS:
            raise UnreadableError(f"more than {MAX_ELEMENTS} elements")
        if document.link_rules:
            speculate(self._tree, document)

    def _elements(self, root: Any, names: set[str] | None) -> Iterator[Any]:
        if names is None:
            return root.iter_elements()  # type: ignore[no-any-return]
        return root.iter_elements(names) if names else iter(())

    def _plain_links(self, addresses: list[str]) -> None:
        """Fast path for plain links to these addresses, the most common elements."""
        document = self._document
        known = known_links(document.found.own, document.scope.base)
        away = {address: link for address in addresses if (link := known[address]) not in (None, OWN)}
        if not away:
            return
        few = ", ".join(f"a[href={_css_string(address)}]" for address in away) if len(away) < _MANY else ""
        for element in self._tree.select(few or "a[href]"):
            attributes: Any = element.attrs
            link = away.get(attributes["href"])
            if link is None or may_matter("a", (pair for pair in attributes.items() if pair[0] != "href")):
                continue
            document.found.link(attributes["href"], link, document.scope, element)
            if self._facts is not None:
                self._facts.foreign_link(attributes, link[1], element)

    def _enter_template(self, element: Any, names: set[str] | None) -> int:
        """Read a template's content as conditional on a script; return the number of elements, including the template."""
        # `<template for="a">`: Chromium moves its content to `<?marker name="a">` by itself.
        if is_shadow(element.attrs) or (element.attrs.get("for") and "<?" in self._text):
            self.odd = True
            return 0
        # The attribute's first name, the only one in some browsers before 2024.
        old = (element.attrs.get("shadowroot") or "").lower() in {"open", "closed"}
        self._document.scope = self._document.scope._replace(
            cap=Confidence.CONDITIONAL if old else Confidence.MENTION,
            inside=f"{self._outer.inside}template › ",
            condition=Effect(EffectKind.TEMPLATE, selectors("template", element.attrs)),
        )
        return 1 + sum(1 for _ in self._elements(element, names))

    def _leave_template(self) -> None:
        outer = self._outer
        self._document.scope = self._document.scope._replace(
            cap=outer.cap, inside=outer.inside, condition=outer.condition
        )


def _css_string(text: str) -> str:
    """Return a text as a CSS string (CSSOM §2.1)."""
    return '"' + re.sub(r'["\\\x00-\x1f\x7f]', lambda match: f"\\{ord(match[0]):x} ", text) + '"'


def _held_for_libraries(tree: "turbohtml.Document", tags: Tags) -> Iterator[Effect]:
    """Yield effects for elements of the page that well-known libraries look for."""
    for word, selector in library_selectors():
        if tags.contain(word) and tree.select_one(selector) is not None:
            yield Effect(EffectKind.PAGE, selector)


def _frameset(text: str, found: Found, scope: Scope) -> None:
    """Record a sign for a frameset, and the hosts of what loads before the parser drops it."""
    # The fastest way to fold case; tag names are ASCII.
    start = text.encode("latin-1", "replace").lower().find(b"<frameset")
    where = scope.place.at(*line_and_column(text, start))
    found.sign(SignKind.FRAMESET, "<frameset>", where, text[start : start + 9])
    preload(text, found, scope, every=True)
