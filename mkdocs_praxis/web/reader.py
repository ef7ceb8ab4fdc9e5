"""Entry point: reads a file with the reader for its kind, by name and, as browsers sniff, by content."""

import contextlib
from functools import cache, lru_cache
from importlib import import_module

from mkdocs_praxis.files import in_bytes
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.alike import alike
from mkdocs_praxis.web.contact import Confidence, Effect, OwnSite, Page, Reading, SignKind
from mkdocs_praxis.web.followed import texts_as_urls
from mkdocs_praxis.web.found import Found, Reader, Scope, Session, UnreadableError
from mkdocs_praxis.web.html import parsed, read_html
from mkdocs_praxis.web.kinds import HARMLESS, kind_of, sniffed, unpacked
from mkdocs_praxis.web.page import PageFacts, details_of
from mkdocs_praxis.web.source import MAX_TEXT, Decoded, decode, decoded_already

_XHTML = "http://www.w3.org/1999/xhtml"
_NO_ELEMENT = regex(r"(?s)<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*(?:\[.*?\])?[^>]*>")
_ROOT = regex(r"<([^\s/>!?]+)([^>]*)>")
_DECLARED = regex(r"""xmlns(?::([\w.-]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def read(path: str, data: bytes | str, *, url: str, own: OwnSite, details: bool = True) -> Reading:
    """Read one file of the output as a browser would; never raises. `unread` says why something could not be read.

    `path` is relative to the output, `url` where it is served; `details` requests links and visible text of a page. `data` is bytes, or
    the text that will be written as UTF-8.
    """
    found = Found(session(own))
    kind = "?"
    try:
        if isinstance(data, str):
            kind, known = kind_of(path), decoded_already(data)
            if kind == "html" and known is not None and len(data) <= MAX_TEXT // 4:  # up to 4 bytes each
                return _alike(known, found, Scope(url), details=details)
            data = in_bytes(data)
        name, data = unpacked(path, data)
        kind = sniffed(name, data)
        if kind in HARMLESS or kind == "source-map":
            return _reading(found, kind)
        decoded = _decoded(kind, data)
        if kind == "html":
            return _alike(decoded, found, Scope(url), details=details)
        page = _decoded_page(kind, name, decoded, found, Scope(url), details=details)
    except UnreadableError as error:
        return _reading(found, kind, unread=str(error))
    except RecursionError:
        return _reading(found, kind, unread="nested too deep")
    return _reading(found, kind, page=page)


def read_as(kind: str, data: bytes, *, url: str, own: OwnSite, cap: Confidence) -> Reading:
    """Read a file as a kind of document, whatever its name; the reading is empty if it cannot be parsed as that."""
    found = Found(session(own))
    decoded = decode(data[:MAX_TEXT], css=kind == "css", xml=kind == "xml")
    for text in (decoded.text, decoded.other):
        if text is not None:
            with contextlib.suppress(UnreadableError, RecursionError):
                found.open(kind, text, Scope(url, cap=cap))
    return _reading(found, kind)


def read_texts_as_urls(data: bytes, effects: frozenset[Effect], *, url: str, own: OwnSite) -> Reading:
    """Read the contacts of element texts in a page that scripts of other files use (`effects`)."""
    found = Found(session(own))
    found.effects |= effects
    texts_as_urls(parsed(decode(data[:MAX_TEXT]).text, scripting=True), found, Scope(url))
    return _reading(found, "html")


def _reading(found: Found, how: str, *, page: Page | None = None, unread: str | None = None) -> Reading:
    waiting = found.activate()
    gathered = tuple(found.signs), tuple(found.scripts), page, unread, how, waiting
    effects, policies, uses = frozenset(found.effects), tuple(found.policies), tuple(found.uses)
    return Reading(found.contacts, *gathered, effects, policies, uses)


def _decoded(kind: str, data: bytes) -> Decoded:
    if len(data) > MAX_TEXT:
        raise UnreadableError(f"too large to be read: {len(data) >> 20} MiB, the limit is {MAX_TEXT >> 20}")
    return decode(data, css=kind == "css", xml=kind == "xml")


def _decoded_page(
    kind: str, path: str, decoded: Decoded, found: Found, scope: Scope, *, details: bool
) -> Page | None:
    if decoded.doubt:
        found.sign(SignKind.ENCODING, decoded.doubt, (1, 1))
    facts = PageFacts(found, scope) if kind == "html" else None
    _read_text(kind, path, decoded.text, found, scope, facts)
    if decoded.other is not None:
        _read_text(kind, path, decoded.other, found, scope, None)
    if facts is not None:
        return facts.page("html", details=details)
    return _xml_page(decoded.text, found, scope, details=details) if kind == "xml" else None


def _alike(decoded: Decoded, found: Found, scope: Scope, *, details: bool) -> Reading:
    """Read a page, or reuse the reading of one with the same outline. Raises UnreadableError."""
    plain = decoded.doubt is None and decoded.other is None
    known = alike(found.own)
    outline = known.outline(decoded.text, scope.base) if plain else None
    reading = known.recall(outline, scope.base) if outline is not None else None
    if reading is None:
        page = _decoded_page("html", "", decoded, found, scope, details=details)
        reading = _reading(found, "html", page=page)
        if outline is not None:
            known.remember(outline, scope.base, reading)
    elif details and reading.page is not None:
        told = details_of(parsed(decoded.text, scripting=True), scope.base, found.own)
        reading = reading._replace(page=reading.page._replace(**told))
    return reading


def _xml_page(text: str, found: Found, scope: Scope, *, details: bool) -> Page | None:
    """Return the page facts of an XML document, if it is XHTML; for these it is parsed as HTML."""
    if not _is_xhtml(text):
        return None
    other = Found(found.session)
    facts = PageFacts(other, scope)
    read_html(text, other, scope, facts)
    return facts.page("xhtml", details=details)._replace(**found.inline())


def _is_xhtml(text: str) -> bool:
    """Whether an XML document is XHTML, which browsers open as a page."""
    root = _ROOT.search(_NO_ELEMENT.sub("", text[:65536]))
    if root is None:
        return False
    prefix = root[1].rpartition(":")[0]
    spaces = {name: double or single for name, double, single in _DECLARED.findall(root[2])}
    return spaces.get(prefix) == _XHTML


def _read_text(kind: str, path: str, text: str, found: Found, scope: Scope, facts: PageFacts | None) -> None:
    if kind == "html":
        read_html(text, found, scope, facts)
    elif kind == "server-code":
        found.open("html", text, scope._replace(cap=Confidence.CONDITIONAL))
        raise UnreadableError("a program that the server runs: what it sends cannot be known from here")
    elif kind == "server":
        from mkdocs_praxis.web.serverfiles import read_server_file

        read_server_file(path, text, found, scope)
    else:
        found.open(kind, text, scope)


# Readers by kind of document, also for nested ones; imported on first use.
_READERS = {
    "css": "css.read_css",
    "data": "data.read_data",
    "html": "html.read_html",
    "json": "data.read_json",
    "manifest": "data.read_manifest",
    "playlist": "data.read_playlist",
    "rules": "data.read_speculation_rules",
    "script": "scripts.read_script_file",
    "xml": "xml.read_xml",
}


@cache
def _reader(kind: str) -> Reader:
    module, name = _READERS[kind].split(".")
    reader: Reader = getattr(import_module(f"{__package__}.{module}"), name)
    return reader


@lru_cache(maxsize=16)
def session(own: OwnSite) -> Session:
    """Return the shared session of a site."""
    return Session(own, _reader)
