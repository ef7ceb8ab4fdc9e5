"""A page's text and tree, with the spans of elements: changes are spliced into the text, the rest stays byte for byte."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import unquote

import turbohtml

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace.structure import BLOCKS, IMPLIED_END, PHRASING
from mkdocs_praxis.web.shared import Edit, edited
from mkdocs_praxis.web.source import line_and_column

Element = Any  # turbohtml ships its types as private stubs
Span = tuple[int, int]

_RAW = frozenset(
    {"iframe", "noframes", "noembed", "xmp", "script", "style", "textarea", "title", "plaintext"}
)
# Marks a former facade of which only the content is left.
KEPT = "data-praxis-kept"
_BODY = "<!doctype html><body>"  # context of a fragment; in quirks mode (no doctype) a table would be parsed into a paragraph
_WHOLE = regex(r"<(?:body|head|html)", re.IGNORECASE)
# Word processors make the quotes around attribute values curly; replacing them keeps all offsets.
_CURLY = regex(r"(=\s*)[“”„‟″]([^<>\"]*?)[“”‟″](?=[\s/>])")
_TAG, _UNQUOTED = (
    regex(r"<[a-z][^<>=]*+=[^<>]*+>", re.IGNORECASE),
    regex(r"(?<=\s)([\w-]+)=([^\s\"'<>]+)(?=[\s>])"),
)
# What frameworks call `onclick`, and texts that are part of such a name.
_CLICK = regex(r"(?:@|[xv]-on:|on:|wire:|hx-on:|ng-|\()click(?:\.[\w.]+|\))?")
_CLICKS = "@click", ":click", "ng-click", "(click)"
# The start of an HTML block in Markdown.
_BLOCK = regex(rf"<(?:!--|/?(?:{'|'.join(sorted(BLOCKS))}|script|style|iframe)\b)", re.IGNORECASE)
# Where character references are not decoded: raw text elements, comments, and tags outside quoted values.
_UNREAD = regex(
    r"<(?i:script|style|xmp|iframe|noembed|noframes|noscript|plaintext|!)"
    r"|</?[a-zA-Z](?:[\x00-!#-&(-=?-\xff]|\"[^\"]*+\"|'[^']*+')*+[^\x00-\xff]"  # ranges of all letters take 3 ms to compile
)


class Splice(NamedTuple):
    """A span of the text and its replacement."""

    span: Span
    html: str


class Source:
    """A page or a fragment, parsed as a browser without scripts would.

    The tree's offsets refer to `text`: without byte order mark and `menus` (`Cuts.menus`), newlines normalised; `original` maps
    them to `html`. `mend` reads curly quotes around attribute values as straight ones, and frameworks' click handlers as `onclick`;
    `markdown` makes lines significant.
    """

    def __init__(
        self, html: str, *, mend: bool = False, menus: Sequence[Span] = (), markdown: bool = False
    ) -> None:
        self.html = html
        self.markdown = markdown
        self._menus: list[int] = []  # their offsets in `text`
        self._skipped = [0]  # characters removed before each of them
        self.mended = False  # whether curly quotes were replaced before parsing
        text = html.removeprefix("\ufeff")
        self._shift = len(html) - len(text)
        self._crlf = [met.start() - before for before, met in enumerate(re.finditer("\r\n", text))]
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        elif menus and text is html:
            text = self._without(menus)
        self.text = text
        # A fragment that begins with a script or style would otherwise be parsed into an implied head.
        whole = _WHOLE.search(text) is not None
        self._prefix = 0 if whole else len(_BODY)
        if mend and any(sign in text for sign in "“”„‟″"):  # a cheap test: the expression looks at each "="
            text, times = _CURLY.subn(r'\1"\2"', text)
            self.mended = times > 0
        self.tree: Any = turbohtml.parse(
            text if whole else _BODY + text, source_locations=True, allow_declarative_shadow_roots=False
        )
        if mend and any(sign in text for sign in _CLICKS):
            for one in self.tree.select("*"):
                for name in filter(_CLICK.fullmatch, list(one.attrs)):
                    one.attrs.setdefault("onclick", one.attrs[name])

    @cached_property
    def led_to(self) -> set[str]:
        """The ids on the page that its links lead to."""
        return {unquote(link.attr("href", "")[1:]) for link in self.tree.select("a[href^='#']")} - {""}

    def _without(self, menus: Sequence[Span]) -> str:
        parts, done = [], 0
        for start, end in menus:
            parts.append(self.html[done:start])
            self._menus.append(start - self._skipped[-1])
            self._skipped.append(self._skipped[-1] + end - start)
            done = end
        return "".join([*parts, self.html[done:]])

    def span(self, element: Element) -> Span | None:
        """Return the span of an element in `text`; None if the parser made it up or copied it."""
        where = element.source_location
        if where is None:
            return None
        start = where.start_tag.start_offset
        if (closing := self.end_tag(element)) is not None:
            return start - self._prefix, closing[1]
        end = where.start_tag.end_offset
        if element.tag not in _RAW and next(iter(element.children), None) is not None:
            end = self._unclosed_end(element, end)
        return start - self._prefix, end - self._prefix

    def start_tag(self, element: Element) -> Span:
        """Return the span of an element's start tag in `text`."""
        tag = element.source_location.start_tag
        return tag.start_offset - self._prefix, tag.end_offset - self._prefix

    def attribute(self, element: Element, name: str) -> Span:
        """Return the span of an element's attribute in `text`."""
        where = element.source_location.attrs[name]
        return where.start_offset - self._prefix, where.end_offset - self._prefix

    def without_attribute(self, element: Element, name: str) -> Splice:
        """Return the removal of an element's attribute, with the space before it."""
        start, end = self.attribute(element, name)
        while start > 0 and self.text[start - 1].isspace():
            start -= 1
        return Splice((start, end), "")

    def end_tag(self, element: Element) -> Span | None:
        """Return the span of an element's end tag in `text`; None if it has none."""
        if element.source_location is None or unclosed(element):
            return None
        tag = element.source_location.end_tag
        return None if tag is None else (tag.start_offset - self._prefix, tag.end_offset - self._prefix)

    def inner(self, element: Element) -> Span | None:
        """Return the span of an element's content in `text`; None if the parser made the element up."""
        whole = self.span(element)
        if whole is None:
            return None
        end = self.end_tag(element)
        return self.start_tag(element)[1], end[0] if end is not None else whole[1]

    def is_inline(self, element: Element) -> bool:
        """Whether only phrasing content, in Markdown on a single line, is allowed in place of the element."""
        if any(tag_of(parent) in PHRASING for parent in element.ancestors):
            return True
        return self.markdown and not self._has_lines_of_its_own(element)

    def _has_lines_of_its_own(self, element: Element) -> bool:
        """Whether an element is in raw HTML, or its lines have no other text, list or quote marker, cell or indentation."""
        above = (up for up in element.ancestors if tag_of(up) not in {"", "body", "html"})
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
        """Return line and column of an element, both 1-based."""
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
        """Return the splices as edits of `html`, without those within another one."""
        outer = outermost(splices)
        return [(self.original(one.span[0]), self.original(one.span[1]), one.html) for one in outer]

    def spliced(self, splices: Iterable[Splice]) -> str:
        """Return `html` with the splices applied."""
        return edited(self.html, self.edits(splices))


def tag_of(node: Element) -> str:
    """Return the name of an element; "" for text, comments and the roots of documents and templates."""
    return getattr(node, "tag", None) or ""


def text_of(node: Element) -> str:
    """Return what a text says; "" for other nodes."""
    return (node.data or "") if type(node).__name__ == "Text" else ""


def said_by(element: Element) -> str:
    """Return the text of an element with its white space collapsed."""
    return " ".join(element.text.split())


def unclosed(element: Element) -> bool:
    """Whether an element has no end tag where it needs one, or that of a later frame or script, read as text of this one."""
    if element.source_location is None:
        return True
    if element.source_location.end_tag is None:
        return element.tag not in IMPLIED_END
    swallows = element.tag == "iframe" or (element.tag == "script" and "src" in element.attrs)
    return swallows and f"<{element.tag}" in element.text.lower()


def runs_on(element: Element) -> bool:
    """Whether an element may hold what follows its snippet: it is unclosed, or has the end tag that an element around it lacks."""
    if unclosed(element):
        return True
    return any(up.tag == element.tag and unclosed(up) for up in element.ancestors if tag_of(up))


def only_links(element: Element, links: list[Element]) -> bool:
    """Whether the text of an element is only that of the links, so that it can be removed without breaking a sentence."""
    text = element.text
    for link in links:
        text = text.replace(link.text, "", 1)
    return re.search(r"\w", text) is None


def among_words(link: Element) -> bool:
    """Whether text stands right before or behind a link."""
    beside = (node for nodes in (link.previous_siblings, link.next_siblings) for node in islice(nodes, 1))
    return any(re.search(r"\w", text_of(node)) for node in beside)


def with_quotes(markup: str) -> str:
    """Return HTML with quotes around the values of attributes, as patterns expect them: minifiers leave them out."""
    return _TAG.sub(lambda tag: _UNQUOTED.sub(r'\1="\2"', tag[0]), markup)


def _says(siblings: Iterable[Element], nearest: int) -> bool:
    """Whether there is Markdown text beside an element on its line."""
    for node in siblings:
        if type(node).__name__ == "Text":
            lines = str(node.data).split("\n")
            if lines[nearest].strip() or len(lines) > 1:
                return bool(lines[nearest].strip())
    return False


def outermost(splices: Iterable[Splice]) -> list[Splice]:
    """Return the splices in order, without those that overlap an earlier one."""
    kept: list[Splice] = []
    for splice in sorted(splices, key=lambda s: (s.span[0], s.span[0] != s.span[1], -s.span[1])):
        if not kept or splice.span[0] >= kept[-1].span[1]:
            kept.append(splice)
    return kept


def referring(html: str, page: str) -> str:
    """Escape characters beyond Latin-1 in `html` as references, unless `page` has such characters, too.

    CPython stores a string with a single one in twice the memory; comparing, searching and encoding get slower.
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
    """Whether an element is, or is within, a card made before, or is a former facade (`KEPT`)."""
    return KEPT in element.attrs or element.closest(".praxis-embed") is not None
