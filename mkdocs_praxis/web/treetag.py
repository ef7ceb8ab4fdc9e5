"""The Tag interface for elements of a parsed tree; expensive values are computed on request."""

from itertools import islice
from typing import Any

from mkdocs_praxis.web.attributes import strings
from mkdocs_praxis.web.source import Place, value_place
from mkdocs_praxis.web.tag import Parent, Tag

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
        if location is None:  # added by the parser (html, head, body), or merged from a second body tag
            return self._within.at(1, 1)
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
