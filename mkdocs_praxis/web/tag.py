"""Start tags, of a tree or alone, and the document that they are in: what `fetches` reads, and HTML and XML readers give."""

import contextlib
from collections.abc import Mapping
from itertools import islice
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import unquote

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.bound import names, of_template
from mkdocs_praxis.web.contact import LAZY, Confidence, Contact, Effect, EffectKind, Kind, Trigger
from mkdocs_praxis.web.elements import A_HOST, Fetch, LinkRule, selectors, strings
from mkdocs_praxis.web.found import Found, Scope, UnreadableError
from mkdocs_praxis.web.source import Place, value_place


class Parent(NamedTuple):
    """The parent element of a tag, as far as it matters."""

    name: str = ""
    attributes: Mapping[str, str] = MappingProxyType({})


class Tag:
    """A start tag: namespace, attributes, position.

    `space` is "html", "svg", "mathml" or "". Values that are expensive with a tree are methods; in this class, for tags without
    a tree, they are given.
    """

    __slots__ = ("_parent", "_position", "_text", "attributes", "name", "space")

    def __init__(
        self,
        name: str,
        space: str,
        attributes: dict[str, str],
        position: tuple[int, int] = (1, 1),
        parent: Parent | None = None,
        text: tuple[str, Place] = ("", Place()),
    ) -> None:
        self.name = name
        self.space = space
        self.attributes = attributes
        self._position = position
        self._parent = parent or Parent()
        self._text = text

    def get(self, name: str) -> str:
        """Return an attribute's value, "" if missing."""
        return self.attributes.get(name, "")

    def where(self, attribute: str = "") -> tuple[int, int]:
        """Return line and column in the file of an attribute, or of the tag."""
        del attribute
        return self._position

    def value_place(self, attribute: str) -> Place:
        """Return the place of an attribute's value."""
        del attribute
        return Place(*self._position, exact=False)

    def text(self) -> tuple[str, Place]:
        """Return the element's text and its place."""
        return self._text

    def parent(self) -> Parent:
        """Return the parent element."""
        return self._parent

    def image_follows(self) -> bool:
        """Whether an img follows among the siblings: without one, a `source` in a `picture` has no effect."""
        return True


# An address in a query or fragment, or a value that is a bare host.
_NAMED = regex(rf"(?i)(?<=[?#&=])(?:(?:https?:|wss?:)?//[^\s&#]+|(?<=[#=])(?-i:{A_HOST})(?=[&#/]|$))")
_FOLLOWED = frozenset({Trigger.LINK, Trigger.SUBMIT})
_FAR = 10_000  # characters: to count lines up to each of many addresses would take time by their square


class Document:
    """The document being read: results, scope (a `base` element changes it), and whether scripting is enabled."""

    def __init__(self, found: Found, scope: Scope, *, scripting: bool = True, link_base: str = "") -> None:
        self.found = found
        self.scope = scope
        self.scripting = scripting
        self.based = False
        self.link_base = link_base
        self.link_rules: list[LinkRule] = []  # speculation rules about links

    def in_scope(self, scope: Scope) -> "Document":
        """Return a copy of this document with another scope."""
        from copy import copy  # deferred: rarely needed

        other = copy(self)
        other.scope = scope
        return other

    def address(
        self,
        tag: Tag,
        attribute: str,
        raw: str,
        fetch: Fetch,
        via: str = "",
        condition: Effect | None = None,
        at: int | None = None,
    ) -> bool:
        """Record a contact of an attribute, positioned at its name, or at offset `at` of its value if that is not far in."""
        scope = self.scope
        if self.link_base != scope.base and self.link_base and fetch.trigger in _FOLLOWED:
            scope = scope._replace(base=self.link_base)
        away = self.found.foreign_target(raw, scope)
        if away is None:
            return False
        where = tag.where("" if fetch.trigger is Trigger.LINK else attribute)
        if at is not None and at < _FAR:
            where = tag.value_place(attribute).at_offset(tag.get(attribute), at)
        lazy = tag.name in {"img", "iframe"} and tag.get("loading").lower() == "lazy"
        via = via or f"{tag.name}[{attribute}]{LAZY if lazy else ''}"
        contact = Contact(*away, fetch.trigger, fetch.kind, via, *where, raw, fetch.confidence)
        self.found.contact(contact, scope.waiting(condition))
        return True

    def run(
        self,
        text: str,
        scope: Scope,
        via: str,
        context: str = "script",
        cap: Confidence = Confidence.CERTAIN,
    ) -> None:
        """Record the contacts of a script; its reader is imported on first use."""
        from mkdocs_praxis.web.scripts import run_script

        run_script(text, self.found, scope, via, context, cap)

    def style(
        self, text: str, scope: Scope, *, declarations: bool = False, imports_only: bool = False
    ) -> None:
        """Record the contacts of a style sheet, or of a style attribute's declarations."""
        from mkdocs_praxis.web.css import read_css

        read_css(text, self.found, scope, declarations=declarations, imports_only=imports_only)

    def waits(self, tag: Tag, attribute: str, raw: str, condition: Effect) -> None:
        """Record an address in an attribute, conditional on a script."""
        away = self.found.foreign_target(raw, self.scope)
        if away is not None:
            via = f"{self.scope.inside}{tag.name}[{attribute}]"
            self.found.waits(away, raw, via, tag.where(attribute), condition)

    def queried(self, tag: Tag, attribute: str, by: str) -> None:
        """Record addresses in the query or fragment of an own address, which the page or script there may request."""
        value = unquote(tag.get(attribute))
        for raw in _NAMED.findall(value) if any(sign in value for sign in "?#&=") else ():
            self.waits(tag, attribute, raw if "//" in raw else f"//{raw}", Effect(EffectKind.QUERY, by))

    def at_value(self, tag: Tag, attribute: str) -> Scope:
        """Return the scope for the text of an attribute's value."""
        return self.scope._replace(place=tag.value_place(attribute))

    def held_markup(self, tag: Tag, attribute: str = "", *, inert: bool = True) -> None:
        """Read an element's text, or an attribute, as markup that a script may insert; `inert`: it may be none, so what it names is not even a mention."""
        text, place = (tag.get(attribute), tag.value_place(attribute)) if attribute else tag.text()
        if "<" not in text or not self.scripting:
            return
        inside = f"{tag.name}[{attribute}]" if attribute else tag.name
        inner = self.scope.inner(place, inside=inside, cap=Confidence.MENTION)
        condition = Effect(EffectKind.TEMPLATE, selectors(tag.name, tag.attributes))
        condition = Effect(EffectKind.ATTRIBUTE, names(attribute)) if attribute else condition
        found = Found(self.found.session) if inert else self.found
        self.found.effects.update(of_template(text) if "{" in text else ())
        with contextlib.suppress(UnreadableError):
            found.open("html", text, inner.waiting(condition))
        if inert:
            self.found.conditional += found.conditional

    def open_data_url(
        self, tag: Tag, attribute: str, role: str, via: str = "", cap: Confidence | None = None
    ) -> None:
        """Read the body of a data: address in an attribute."""
        place = Place(*tag.where(attribute), exact=False)
        value, inside = tag.get(attribute), via or f"{tag.name}[{attribute}]"
        # A script uses the page's base; documents and styles have the data: address as their base.
        base = None if role == "script" else value
        inner = self.scope.inner(place, base=base, inside=inside, cap=cap)
        self.found.open_data_url(value, role, inner)


ROLES = {Kind.SCRIPT: "script", Kind.MEDIA: "playlist"}


# Siblings searched for an image; with more of them, one is assumed.
_MOST_SIBLINGS = 200


class TreeTag(Tag):
    """An element of a tree."""

    __slots__ = ("_element", "_found", "_read", "_source", "_within")

    def __init__(self, element: Any, space: str, source: str, within: Place) -> None:
        self.name = element.tag
        self.space = space
        self.attributes = strings(element.attrs)
        self._element = element
        self._source = source
        self._within = within
        self._read: tuple[str, Place] | None = None
        self._found: tuple[Any] | None = None

    @property
    def _location(self) -> Any:
        """Position of the element, None if the parser added it. Cached, since the parser computes it for all attributes."""
        if self._found is None:
            self._found = (self._element.source_location,)
        return self._found[0]

    def where(self, attribute: str = "") -> tuple[int, int]:
        """Return line and column in the file of an attribute, or of the tag."""
        location = self._location
        if location is None:  # added by the parser (html, head, body), merged, or copied (selectedcontent)
            return self._within.at(self._element.source_line or 1, (self._element.source_col or 0) + 1)
        span = location.attrs.get(attribute.lower(), location.start_tag)
        return self._within.at(span.start_line, span.start_col + 1)

    def value_place(self, attribute: str) -> Place:
        """Return the place of an attribute's value."""
        location = self._location
        span = location.attrs.get(attribute.lower()) if location is not None else None
        where = self.where(attribute)
        if span is None or not self._within.exact or self._within.raw:
            return Place(*where, exact=False)
        written = self._source[span.start_offset : span.end_offset]
        return value_place(written, self.attributes[attribute], *where)

    def text(self) -> tuple[str, Place]:
        """Return the element's text and its place; cached."""
        if self._read is None:
            self._read = self._text_and_place()
        return self._read

    def _text_and_place(self) -> tuple[str, Place]:
        inner = self._element.text
        location = self._location
        if location is None:
            return inner, Place(*self._within.at(1, 1), exact=False)
        tag = location.start_tag
        exact = self._within.exact and self._source.startswith(inner, tag.end_offset)
        return inner, Place(*self._within.at(tag.end_line, tag.end_col + 1), exact=exact)

    def parent(self) -> Parent:
        """Return the parent element."""
        parent = self._element.parent
        name = getattr(parent, "tag", None)
        return Parent(name, strings(parent.attrs)) if name else Parent()

    def image_follows(self) -> bool:
        """Whether an img follows among the siblings."""
        siblings = list(islice(self._element.next_siblings, _MOST_SIBLINGS + 1))
        return len(siblings) > _MOST_SIBLINGS or any(getattr(one, "tag", "") == "img" for one in siblings)
