"""Reads XML as browsers do: SVG, XHTML and MathML elements in any document, entities, stylesheet instructions.

Elements in other namespaces have no effect: browsers do not follow addresses in feeds, sitemaps and vocabularies.
"""

from collections.abc import Callable
from html import unescape
from xml.parsers import expat

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web import xsl
from mkdocs_praxis.web.contact import Confidence, Effect, EffectKind, Kind, Role, Trigger
from mkdocs_praxis.web.elements import Fetch
from mkdocs_praxis.web.fetches import read_element
from mkdocs_praxis.web.found import MAX_DEPTH, Found, Scope, UnreadableError
from mkdocs_praxis.web.source import Place
from mkdocs_praxis.web.tag import Document, Parent, Tag
from mkdocs_praxis.web.url import frozen_base

_SPACES = {
    "http://www.w3.org/1999/xhtml": "html",
    "http://www.w3.org/2000/svg": "svg",
    "http://www.w3.org/1998/Math/MathML": "mathml",
}
# Elements of a DASH manifest with addresses as text or attributes (ISO/IEC 23009-1), which JavaScript players fetch.
_DASH = "urn:mpeg:dash:schema:mpd:"
_DASH_ATTRIBUTES = frozenset({"sourceURL", "media", "initialization", "index", "xlink:href"})
_MOST_PREFIXES = 200
# Every XML document in which something has an effect contains one of these; sitemaps contain none.
_SAY_SOMETHING = ("w3.org", "urn:mpeg", "browserconfig", "<?xml-", "<!doctype", "&#", "xmlns:")
_PSEUDO = regex(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


class _Open:
    """An open element."""

    def __init__(self, tag: Tag, spaces: dict[str, str], document: Document) -> None:
        self.tag = tag
        self.spaces = spaces
        self.document = document
        self.text: list[str] | None = None
        self.names: list[str] | None = None  # elements whose text an attribute gets; None: not known by name
        self.place = Place()


_NEAR = 24  # characters quoted after an error, and half as many before it


def read_xml(text: str, found: Found, scope: Scope) -> None:
    """Record the contacts of an XML document, and of what precedes an error. Raises UnreadableError if it is not well-formed."""
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
        raise UnreadableError(f"{xsl.COMPUTES}: line {reader.unforeseen[0]}")


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
        self._transformed = False  # a style sheet makes a page of this document
        self.unforeseen: tuple[int, int] | None = None  # where a style sheet computes what a page loads

    def start(self, name: str, attributes: dict[str, str]) -> None:
        parent = self._open[-1] if self._open else None
        spaces = parent.spaces if parent else {"xml": "xml"}
        declared = {key[6:]: uri for key, uri in attributes.items() if key.partition(":")[0] == "xmlns"}
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
        if uri == xsl.XSL:
            self._transforms = True
            document = document.in_scope(document.scope._replace(cap=Confidence.CONDITIONAL))
            self._transform(local, attributes, document, position)
            if local == "attribute":
                text = []
            elif text is not None and local != "text":
                text.append(xsl.ANYWHERE)
                self._take_from(local, attributes.get("select", ""))
            elif local == "element":
                space, local, attributes = "html", attributes.get("name", ""), {}
        if uri.lower().startswith(_DASH):
            for attribute in _DASH_ATTRIBUTES & attributes.keys():
                via = f"DASH {attribute}"
                self._perhaps(attributes[attribute], document.scope, via, Kind.MEDIA, position)
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
            opened.text = text if uri == xsl.XSL else [] if self._transformed else None
            opened.names = [] if local == "attribute" else None
            for key, value in attributes.items() if self._transformed else ():
                self._datum(value, opened, f"@{key.rpartition(':')[2]}")
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
        self._transformed = self._transformed or not style
        self._found.uses_own(Role.STYLE if style else Role.TRANSFORM, href, self._scope)
        if self._found.address(href, self._scope, via, Fetch(Kind.STYLE, confidence), self.where()):
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
        if not tag.space and self._transformed:
            self._datum(text.strip(), opened)
            return
        if not tag.space:
            self._attribute(tag.get("name"), text.strip(), opened)
            return
        tag = Tag(tag.name, tag.space, tag.attributes, tag.where(), tag.parent(), (text, opened.place))
        self._read(tag, opened.document)

    def _datum(self, value: str, opened: _Open, attribute: str = "") -> None:
        """Record an address that is loaded if the document's style sheet makes an image of what has this name."""
        names = [*(one.tag.name for one in self._open if one is not opened), opened.tag.name, attribute]
        if (away := self._found.foreign_target(value, opened.document.scope)) is not None:
            named = Effect(EffectKind.JSON, " ".join(names))
            self._found.waits(away, value, "xsl:value-of", opened.tag.where(), named, Kind.IMAGE)

    def _attribute(self, name: str, value: str, opened: _Open) -> None:
        """Read an `<xsl:attribute>` as one of the element that it will belong to; of a set for any, as one of an image."""
        tag = next((one.tag for one in reversed(self._open) if one.tag.space), Tag("img", "html", {}))
        given = {**tag.attributes, name: value}
        made = Tag(tag.name, tag.space, given, opened.tag.where(), tag.parent())
        plain = (tag.name, name, value) == ("img", "src", xsl.ANYWHERE)
        self._read(made, opened.document, opened.names if plain else None)

    def _take_from(self, local: str, select: str) -> None:
        """Note from which elements of the data the attribute that is open takes its value."""
        source = xsl.source(select) if local == "value-of" else ""
        for one in reversed(self._open):
            if one.tag.name == "attribute" and one.names is not None:
                one.names = [*one.names, source] if source else None
                return

    def _read(self, tag: Tag, document: Document, names: list[str] | None = None) -> None:
        """Record what an element fetches; of a style sheet, also where it computes what that is."""
        if not self._transforms:
            read_element(tag, document)
            return
        text, place = tag.text()
        plain = text.replace(xsl.ANYWHERE, ""), place
        written = {name: value.replace(xsl.ANYWHERE, "") for name, value in tag.attributes.items()}
        read_element(Tag(tag.name, tag.space, written, tag.where(), tag.parent(), plain), document)
        computed = ((name, xsl.COMPUTED.sub(xsl.ANYWHERE, value)) for name, value in tag.attributes.items())
        tried = {name: xsl.tried(value) for name, value in computed}
        found, text = Found(self._found.session), xsl.tried(text)
        made = Tag(tag.name, tag.space, tried, tag.where(), tag.parent(), (text, place))
        read_element(made, Document(found, document.scope))
        loaded = (one for one in found.contacts if one.trigger is not Trigger.LINK)
        sure = (one.url for one in loaded if one.confidence is Confidence.CONDITIONAL)
        if any(url.startswith(xsl.ANYWHERE) for url in sure):
            self._found.effects |= {Effect(EffectKind.JSON, name) for name in names or ()}
            self.unforeseen = self.unforeseen or (None if names else tag.where())

    def _based(self, document: Document, attributes: dict[str, str]) -> Document:
        """Apply an `xml:base`; only old engines support it, so the confidence is lower."""
        base = attributes.get("xml:base")
        if base is None or len(self._open) > 100 * MAX_DEPTH:
            return document
        scope = document.scope._replace(
            base=frozen_base(base, document.scope.base) or document.scope.base, cap=Confidence.CONDITIONAL
        )
        return document.in_scope(scope)

    def _transform(
        self, local: str, attributes: dict[str, str], document: Document, where: tuple[int, int]
    ) -> None:
        """Record what XSLT fetches: includes, and `document()` in expressions; and where it makes elements of data."""
        kept = any(not one.tag.space and one.tag.name in xsl.VALUES for one in self._open)  # is escaped later
        raw = attributes.get("disable-output-escaping") == "yes" and not kept
        named = local in {"element", "attribute"} and "{" in attributes.get("name", "")
        if raw or named or local in {"copy", "copy-of"}:
            self.unforeseen = self.unforeseen or where
        if local in {"include", "import"}:
            href = attributes.get("href", "")
            self._perhaps(href, document.scope, f"xsl:{local}", Kind.STYLE, where)
            self._found.uses_own(Role.TRANSFORM, href, document.scope)
        for value in attributes.values():
            for match in xsl.DOCUMENT.finditer(value):
                url = next((part for part in match.groups() if part), "")
                self._perhaps(url, document.scope, "document()", Kind.REQUEST, where)

    def _perhaps(self, raw: str, scope: Scope, via: str, kind: Kind, where: tuple[int, int]) -> None:
        """Record an address that only some programs fetch."""
        self._found.address(raw, scope, via, Fetch(kind, Confidence.CONDITIONAL), where)


def _named(attributes: dict[str, str], spaces: dict[str, str]) -> dict[str, str]:
    """Rename attributes as in the tables: `xlink:…` for XLink whatever the prefix, others without prefix."""
    found: dict[str, str] = {}
    for key, value in attributes.items():
        prefix, _, local = key.rpartition(":")
        if not prefix:
            found[key] = value
        elif spaces.get(prefix) == "http://www.w3.org/1999/xlink" or (
            prefix == "xlink" and prefix not in spaces
        ):
            found[f"xlink:{local}"] = value
    return found
