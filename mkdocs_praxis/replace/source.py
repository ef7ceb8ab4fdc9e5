"""A page's text, its tree, and the way from the tree back to the text: everything between the spans stays byte for byte."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import turbohtml

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace.structure import BLOCKS, PHRASING
from mkdocs_praxis.web.shared import Edit, edited
from mkdocs_praxis.web.source import line_and_column

Element = Any  # turbohtml ships its types as private stubs
Span = tuple[int, int]

_RAW = frozenset(
    {"iframe", "noframes", "noembed", "xmp", "script", "style", "textarea", "title", "plaintext"}
)
# The mark of an element that was a stand-in and is now only what it holds.
KEPT = "data-praxis-kept"
_BODY = "<!doctype html><body>"  # as where a fragment goes: without the first part a table would stand within a paragraph
_WHOLE = regex(r"<(?:body|head|html)", re.IGNORECASE)
# Word processors turn the quotes around attribute values into curly ones; each is one character, so offsets stay.
_CURLY = regex(r"(=\s*)[“”„‟″]([^<>\"]*?)[“”‟″](?=[\s/>])")
# What begins a block of HTML in Markdown.
_BLOCK = regex(rf"<(?:!--|/?(?:{'|'.join(sorted(BLOCKS))}|script|style|iframe)\b)", re.IGNORECASE)
# Where no references are read: the content of these, comments, and what stands in a tag outside of quotes.
_UNREAD = regex(
    r"<(?i:script|style|xmp|iframe|noembed|noframes|noscript|plaintext|!)"
    r"|</?[a-zA-Z](?:[\x00-!#-&(-=?-\xff]|\"[^\"]*+\"|'[^']*+')*+[^\x00-\xff]"  # ranges of all letters take 3 ms to compile
)


class Splice(NamedTuple):
    """A part of the text and what stands there instead."""

    span: Span
    html: str


class Source:
    """A page or a fragment, parsed as a browser without scripts would.

    The tree's offsets count in text without byte order mark, with newlines normalised and without `menus` (`Cuts.menus`), so
    `original` maps them back. With `mend` curly quotes around attribute values count as straight ones, as their author meant.
    In `markdown` lines are more than white space.
    """

    def __init__(
        self, html: str, *, mend: bool = False, menus: Sequence[Span] = (), markdown: bool = False
    ) -> None:
        self.html = html
        self.markdown = markdown
        self._menus: list[int] = []  # where they stood in `text`
        self._skipped = [0]  # characters left out, up to each
        self.mended = False  # whether the tree is that of a text with straight quotes
        text = html.removeprefix("\ufeff")
        self._shift = len(html) - len(text)
        self._crlf: list[int] = []
        if "\r" in text:
            place = text.find("\r\n")
            while place >= 0:
                self._crlf.append(place - len(self._crlf))
                place = text.find("\r\n", place + 2)
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        elif menus and text is html:
            text = self._without(menus)
        self.text = text
        # A fragment that begins with a script or style would land in a head that nobody wrote.
        whole = _WHOLE.search(text) is not None
        self._prefix = 0 if whole else len(_BODY)
        if mend and any(sign in text for sign in "“”„‟″"):  # the expression looks at each "="
            text, times = _CURLY.subn(r'\1"\2"', text)
            self.mended = times > 0
        self.tree: Any = turbohtml.parse(
            text if whole else _BODY + text, source_locations=True, allow_declarative_shadow_roots=False
        )

    def _without(self, menus: Sequence[Span]) -> str:
        parts, done = [], 0
        for start, end in menus:
            parts.append(self.html[done:start])
            self._menus.append(start - self._skipped[-1])
            self._skipped.append(self._skipped[-1] + end - start)
            done = end
        return "".join([*parts, self.html[done:]])

    def span(self, element: Element) -> Span | None:
        """Return where an element stands in `text`; None for one that the parser made up or copied."""
        where = element.source_location
        if where is None:
            return None
        start = where.start_tag.start_offset
        if where.end_tag is not None:
            return start - self._prefix, where.end_tag.end_offset - self._prefix
        end = where.start_tag.end_offset
        if element.tag not in _RAW and next(iter(element.children), None) is not None:
            end = self._unclosed_end(element, end)
        return start - self._prefix, end - self._prefix

    def start_tag(self, element: Element) -> Span:
        """Return where an element's start tag stands in `text`."""
        tag = element.source_location.start_tag
        return tag.start_offset - self._prefix, tag.end_offset - self._prefix

    def attribute(self, element: Element, name: str) -> Span:
        """Return where an attribute of an element stands in `text`."""
        where = element.source_location.attrs[name]
        return where.start_offset - self._prefix, where.end_offset - self._prefix

    def end_tag(self, element: Element) -> Span | None:
        """Return where an element's end tag stands in `text`, or None when it has none."""
        tag = element.source_location.end_tag
        return None if tag is None else (tag.start_offset - self._prefix, tag.end_offset - self._prefix)

    def inner(self, element: Element) -> Span | None:
        """Return where an element's content stands in `text`; None for an element that the parser made up."""
        whole = self.span(element)
        if whole is None:
            return None
        end = self.end_tag(element)
        return self.start_tag(element)[1], end[0] if end is not None else whole[1]

    def is_inline(self, element: Element) -> bool:
        """Tell whether only text-level markup, and in Markdown only that of one line, may stand where the element stands."""
        if any(getattr(parent, "tag", None) in PHRASING for parent in element.ancestors):
            return True
        return self.markdown and not self._has_lines_of_its_own(element)

    def _has_lines_of_its_own(self, element: Element) -> bool:
        """Tell whether an element stands in HTML, or on lines without text, list mark, quote mark, cell or indentation."""
        above = (up for up in element.ancestors if getattr(up, "tag", None) not in {None, "body", "html"})
        around = next((up for up in above if up.source_location is not None), None)
        span = self.span(element)
        if span is None or (around is not None and "markdown" not in around.attrs):
            return True
        start = self.text.rfind("\n", 0, span[0]) + 1
        if start < span[0] and not _BLOCK.match(self.text, start):
            return False
        return not (_says(element.previous_siblings, -1) or _says(element.next_siblings, 0))

    def _unclosed_end(self, element: Element, least: int) -> int:
        ends = [len(self.text) + self._prefix]
        for node in element.following:
            if getattr(node, "source_location", None) is not None:
                ends.append(node.source_location.start_tag.start_offset)
                break
        for parent in element.ancestors:
            if getattr(parent, "source_location", None) and parent.source_location.end_tag is not None:
                ends.append(parent.source_location.end_tag.start_offset)
                break
        return max(least, min(ends))

    def line(self, element: Element) -> tuple[int, int]:
        """Return line and column of an element, both from 1."""
        if self._menus and element.source_location is not None:
            return line_and_column(self.html, self.original(self.start_tag(element)[0]))
        column = (element.source_col or 0) + 1
        line = element.source_line or 1
        return line, column - self._prefix if line == 1 else column

    def original(self, offset: int) -> int:
        """Map an offset in `text` to one in `html`."""
        skipped = self._skipped[bisect_left(self._menus, offset)]
        return offset + skipped + bisect_left(self._crlf, offset) + self._shift

    def edits(self, splices: Iterable[Splice]) -> list[Edit]:
        """Return what changes in `html`; a part within another one is done with by that."""
        outer = outermost(splices)
        return [(self.original(one.span[0]), self.original(one.span[1]), one.html) for one in outer]

    def spliced(self, splices: Iterable[Splice]) -> str:
        """Return the page with its parts replaced."""
        return edited(self.html, self.edits(splices))


def _says(siblings: Iterable[Element], nearest: int) -> bool:
    """Tell whether text of Markdown stands beside an element on its line."""
    for node in siblings:
        if type(node).__name__ == "Text":
            lines = str(node.data).split("\n")
            if lines[nearest].strip() or len(lines) > 1:
                return bool(lines[nearest].strip())
    return False


def outermost(splices: Iterable[Splice]) -> list[Splice]:
    """Return the splices in order, without those that lie in, or overlap, one before."""
    kept: list[Splice] = []
    for splice in sorted(splices, key=lambda s: (s.span[0], s.span[0] != s.span[1], -s.span[1])):
        if not kept or splice.span[0] >= kept[-1].span[1]:
            kept.append(splice)
    return kept


def referring(html: str, page: str) -> str:
    """Return what is put into a page, its signs beyond Latin-1 as character references where the page has none of them.

    A single one would make all of the page twice as large in memory, and slower to compare, search and encode.
    """
    if _is_latin(html) or _UNREAD.search(html) or not _is_latin(page):
        return html
    return html.encode("latin-1", "xmlcharrefreplace").decode("latin-1")


def _is_latin(text: str) -> bool:
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def settled(element: Element) -> bool:
    """Tell whether an element is, or lies in, a replacement made before, or was a stand-in and is now only what it holds."""
    if KEPT in element.attrs:
        return True
    return "praxis-embed" in (element.attrs.get("class") or ()) or any(
        "praxis-embed" in (parent.attrs.get("class") or ())
        for parent in element.ancestors
        if getattr(parent, "tag", None) is not None
    )
