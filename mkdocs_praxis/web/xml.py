"""Reads XML as browsers do: SVG, XHTML and MathML elements in any document, entities, stylesheet instructions.

Elements in other namespaces have no effect: browsers do not follow addresses in feeds, sitemaps and vocabularies.
"""

import re
from collections.abc import Callable
from html import unescape
from xml.parsers import expat

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import Confidence, Kind, Trigger
from mkdocs_praxis.web.fetches import read_element
from mkdocs_praxis.web.found import Found
from mkdocs_praxis.web.scope import MAX_DEPTH, Scope, UnreadableError
from mkdocs_praxis.web.source import Place
from mkdocs_praxis.web.tag import Document, Parent, Tag
from mkdocs_praxis.web.url import frozen_base

_SPACES = {
    "http://www.w3.org/1999/xhtml": "html",
    "http://www.w3.org/2000/svg": "svg",
    "http://www.w3.org/1998/Math/MathML": "mathml",
}
_XLINK = "http://www.w3.org/1999/xlink"
# Elements of a DASH manifest with addresses as text or attributes (ISO/IEC 23009-1), which JavaScript players fetch.
_DASH = "urn:mpeg:dash:schema:mpd:"
_DASH_ATTRIBUTES = ("sourceURL", "media", "initialization", "index", "xlink:href")
_MOST_PREFIXES = 200
_XSL = "http://www.w3.org/1999/XSL/Transform"
# What a style sheet computes, and what stands for it when its place is tried: would a browser fetch an address there?
_COMPUTED = regex(r"\{[^}]*\}")
_ANYWHERE = "https://computed.invalid/"
_VALUES = frozenset({"variable", "param", "with-param", "attribute"})
_COMPUTES = "an XSL style sheet computes what a page loads"
# Every XML document in which something has an effect contains one of these; sitemaps contain none.
_SAY_SOMETHING = ("w3.org", "urn:mpeg", "browserconfig", "<?xml-", "<!doctype", "&#", "xmlns:")
_PSEUDO = regex(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_XSL_DOCUMENT = regex(r"""document\s*\(\s*(?:"([^"]*)"|'([^']*)'|&quot;(.*?)&quot;)""")


class _Open:
    """An open element."""

    def __init__(self, tag: Tag, spaces: dict[str, str], document: Document) -> None:
        self.tag = tag
        self.spaces = spaces
        self.document = document
        self.text: list[str] | None = None
        self.place = Place()


_ROOT = regex(r"<([^\s/>!?]+)([^>]*)>")
_DECLARED = regex(r"""xmlns(?::([\w.-]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def is_xhtml(text: str) -> bool:
    """Whether an XML document is XHTML, which browsers open as a page."""
    root = _ROOT.search(_NO_ELEMENT.sub("", text[:65536]))
    if root is None:
        return False
    prefix = root[1].rpartition(":")[0]
    spaces = {name: double or single for name, double, single in _DECLARED.findall(root[2])}
    return _SPACES.get(spaces.get(prefix, "")) == "html"


_NEAR = 24  # characters quoted after an error, and half as many before it
_NO_ELEMENT = regex(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*(?:\[.*?\])?[^>]*>", re.DOTALL)


def read_xml(text: str, found: Found, scope: Scope) -> None:
    """Record the contacts of an XML document. Raises UnreadableError if it is not well-formed.

    What precedes the error counts: browsers render it and fetch for it.
    """
    reader = _Reader(found, scope)
    parser = expat.ParserCreate("utf-8")
    lowered = text.lower()
    if not any(word in lowered for word in _SAY_SOMETHING):
        _parsed(parser, text)
        return
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.ProcessingInstructionHandler = reader.instruction
    # External entities are empty: browsers do not fetch them either (HTML Standard §14.2).
    parser.ExternalEntityRefHandler = lambda *_: 1
    parser.SkippedEntityHandler = lambda *_: None
    reader.where = lambda: scope.place.at(parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
    try:
        _parsed(parser, text)
    except UnreadableError:
        reader.finish()
        raise
    finally:
        parser.StartElementHandler = parser.EndElementHandler = None
    if reader.unforeseen:
        raise UnreadableError(f"{_COMPUTES}: line {reader.unforeseen[0]}")


def _parsed(parser: expat.XMLParserType, text: str) -> None:
    """Parse a whole text. Raises UnreadableError if it is not well-formed."""
    try:
        # The parser was told to ignore the declared encoding: the text is decoded already.
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        line = text.split("\n")[error.lineno - 1]
        near = line[max(0, error.offset - _NEAR // 2) : error.offset + _NEAR].strip()
        why = expat.errors.messages[error.code]
        raise UnreadableError(f"not well-formed at line {error.lineno}, near “{near}”: {why}") from None


class _Reader:
    """Handles expat's events; resolves namespaces itself, since browsers accept undeclared prefixes."""

    def __init__(self, found: Found, scope: Scope) -> None:
        self.where: Callable[[], tuple[int, int]] = lambda: (1, 1)
        self._found = found
        self._scope = scope
        self._document = Document(found, scope, link_base=scope.base)
        self._open: list[_Open] = []
        self._transforms = False
        self.unforeseen: tuple[int, int] | None = None  # where a style sheet computes what a page loads

    def start(self, name: str, attributes: dict[str, str]) -> None:
        parent = self._open[-1] if self._open else None
        spaces = parent.spaces if parent else {"xml": "xml"}
        declared = {
            key[6:]: value for key, value in attributes.items() if key == "xmlns" or key[:6] == "xmlns:"
        }
        if declared:
            spaces = {**spaces, **declared}
            if len(spaces) > _MOST_PREFIXES:
                raise UnreadableError(f"more than {_MOST_PREFIXES} namespace prefixes")
        prefix, _, local = name.rpartition(":")
        uri = spaces.get(prefix, "")
        position = self.where()
        document = self._based(parent.document if parent else self._document, attributes)
        space = _SPACES.get(uri, "")
        text = parent.text if parent else None
        if uri == _XSL:
            self._transforms = True
            document = document.in_scope(document.scope._replace(cap=Confidence.CONDITIONAL))
            self._transform(local, attributes, document, position)
            if local == "attribute":
                text = []
            elif text is not None and local != "text":
                text.append(_ANYWHERE)
            elif local == "element":
                space, local, attributes = "html", attributes.get("name", ""), {}
        if uri.lower().startswith(_DASH):
            self._dash(attributes, document, position)
            space = "dash" if local in {"BaseURL", "Location", "PatchLocation"} else ""
        if not space and self._transforms and not prefix:
            space = "html"  # a literal result element of an XSLT style sheet that produces HTML
        if space == "html":
            local = local.lower() if self._transforms else local
        around = Parent(parent.tag.name, parent.tag.attributes) if parent else Parent()
        if not uri and "src" in attributes and any(one.tag.name == "browserconfig" for one in self._open[:1]):
            # tiles of pinned sites in Windows (browserconfig.xml)
            self._perhaps(attributes["src"], document.scope, "browserconfig", Kind.IMAGE, position)
        tag = Tag(local, space, _named(attributes, spaces), position, around)
        opened = _Open(tag, spaces, document)
        self._open.append(opened)
        if not space:
            opened.text = text if uri == _XSL else None
            return
        if space == "dash" or local in {"script", "style"}:
            opened.text = []
            opened.place = Place(*position, exact=False)
            return
        self._read(tag, document)

    def end(self, _name: str) -> None:
        if self._open:
            self._content(self._open.pop())

    def characters(self, data: str) -> None:
        if self._open and self._open[-1].text is not None:
            self._open[-1].text.append(data)

    def instruction(self, target: str, data: str) -> None:
        """Record an `<?xml-stylesheet?>` before the root element (https://www.w3.org/TR/xml-stylesheet/)."""
        if target != "xml-stylesheet" or self._open:
            return
        pseudo = {name: double or single for name, double, single in _PSEUDO.findall(data)}
        style = pseudo.get("type", "text/css").strip().lower() in {"", "text/css"}
        # Chromium fetches XSLT style sheets only from the own origin.
        confidence = Confidence.CERTAIN if style else Confidence.CONDITIONAL
        href = unescape(pseudo.get("href", ""))
        via = "<?xml-stylesheet?>"
        if self._found.address(href, self._scope, via, Kind.STYLE, self.where(), confidence=confidence):
            return
        if href[:5].lower() == "data:" and style:
            inner = self._scope.inner(Place(*self.where(), exact=False), base=href, inside=via)
            self._found.open_data_url(href, "css", inner)

    def finish(self) -> None:
        """Read the content of elements that an error left open."""
        while self._open:
            self._content(self._open.pop())

    def _content(self, opened: _Open) -> None:
        around = self._open[-1] if self._open else None
        if opened.text is None or (around and around.text is opened.text):
            return
        text = "".join(opened.text)
        tag = opened.tag
        if tag.space == "dash":
            via, scope = f"DASH {tag.name}", opened.document.scope
            self._perhaps(text.strip(), scope, via, Kind.MEDIA, tag.where())
            return
        if not tag.space:
            self._attribute(tag.get("name"), text.strip(), opened)
            return
        tag = Tag(tag.name, tag.space, tag.attributes, tag.where(), tag.parent(), (text, opened.place))
        self._read(tag, opened.document)

    def _attribute(self, name: str, value: str, opened: _Open) -> None:
        """Read an `<xsl:attribute>` as one of the element that it will belong to; of a set for any, as one of an image."""
        tag = next((one.tag for one in reversed(self._open) if one.tag.space), Tag("img", "html", {}))
        given = {**tag.attributes, name: value}
        self._read(Tag(tag.name, tag.space, given, opened.tag.where(), tag.parent()), opened.document)

    def _read(self, tag: Tag, document: Document) -> None:
        """Record what an element fetches; of a style sheet, also where it computes what that is."""
        if not self._transforms:
            read_element(tag, document)
            return
        text, place = tag.text()
        plain = text.replace(_ANYWHERE, ""), place
        written = {name: value.replace(_ANYWHERE, "") for name, value in tag.attributes.items()}
        read_element(Tag(tag.name, tag.space, written, tag.where(), tag.parent(), plain), document)
        tried = {name: _tried(_COMPUTED.sub(_ANYWHERE, value)) for name, value in tag.attributes.items()}
        found = Found(self._found.session)
        probe = Document(found, document.scope, scripting=False)
        read_element(Tag(tag.name, tag.space, tried, tag.where(), tag.parent(), (_tried(text), place)), probe)
        loaded = (one for one in found.contacts if one.trigger is not Trigger.LINK)
        if any(one.url.startswith(_ANYWHERE) and one.confidence is Confidence.CONDITIONAL for one in loaded):
            self.unforeseen = self.unforeseen or tag.where()

    def _based(self, document: Document, attributes: dict[str, str]) -> Document:
        """Apply an `xml:base`; only old engines support it, so the confidence is lower."""
        base = attributes.get("xml:base")
        if base is None or len(self._open) > 100 * MAX_DEPTH:
            return document
        scope = document.scope._replace(
            base=frozen_base(base, document.scope.base), cap=Confidence.CONDITIONAL
        )
        return document.in_scope(scope)

    def _transform(
        self, local: str, attributes: dict[str, str], document: Document, where: tuple[int, int]
    ) -> None:
        """Record what XSLT fetches: includes, and `document()` in expressions; and where it makes elements of data."""
        kept = any(not one.tag.space and one.tag.name in _VALUES for one in self._open)  # is escaped later
        raw = attributes.get("disable-output-escaping") == "yes" and not kept
        named = local in {"element", "attribute"} and "{" in attributes.get("name", "")
        if raw or named or local in {"copy", "copy-of"}:
            self.unforeseen = self.unforeseen or where
        if local in {"include", "import"}:
            href = attributes.get("href", "")
            self._perhaps(href, document.scope, f"xsl:{local}", Kind.STYLE, where)
        for value in attributes.values():
            for match in _XSL_DOCUMENT.finditer(value):
                url = next((part for part in match.groups() if part), "")
                self._perhaps(url, document.scope, "document()", Kind.REQUEST, where)

    def _dash(self, attributes: dict[str, str], document: Document, where: tuple[int, int]) -> None:
        for name in _DASH_ATTRIBUTES:
            if name in attributes:
                self._perhaps(attributes[name], document.scope, f"DASH {name}", Kind.MEDIA, where)

    def _perhaps(self, raw: str, scope: Scope, via: str, kind: Kind, where: tuple[int, int]) -> None:
        """Record an address that only some programs fetch."""
        self._found.address(raw, scope, via, kind, where, confidence=Confidence.CONDITIONAL)


def _tried(text: str) -> str:
    """Return a text with a host only, no address, where something computed follows slashes."""
    return text.replace(f"//{_ANYWHERE}", _ANYWHERE.removeprefix("https:"))


def _named(attributes: dict[str, str], spaces: dict[str, str]) -> dict[str, str]:
    """Rename attributes as in the tables: `xlink:…` for XLink whatever the prefix, others without prefix."""
    named: dict[str, str] = {}
    for key, value in attributes.items():
        prefix, _, local = key.rpartition(":")
        if not prefix:
            named[key] = value
        elif spaces.get(prefix) == _XLINK or (prefix == "xlink" and prefix not in spaces):
            named[f"xlink:{local}"] = value
    return named
