"""Entry point: reads a file with the reader for its kind, by name and, as browsers sniff, by content."""

import contextlib
from functools import cache, lru_cache
from importlib import import_module

from mkdocs_praxis.files import in_bytes
from mkdocs_praxis.web.alike import alike
from mkdocs_praxis.web.compressed import inflate
from mkdocs_praxis.web.contact import Confidence, Effect, OwnSite, Page, Reading, SignKind
from mkdocs_praxis.web.followed import spoken
from mkdocs_praxis.web.found import Found, Reader, Session
from mkdocs_praxis.web.html import parsed, read_html
from mkdocs_praxis.web.kinds import COMPRESSED, HARMLESS, SERVER_CODE, VERSION_CONTROL, kind_of
from mkdocs_praxis.web.page import Facts, details_of
from mkdocs_praxis.web.scope import Scope, UnreadableError
from mkdocs_praxis.web.source import MAX_TEXT, Decoded, decode, decoded_already

_HTML_BEGINNINGS = (
    b"<html", b"<head", b"<script", b"<iframe", b"<h1", b"<div", b"<font", b"<table", b"<a", b"<style",
    b"<title", b"<b", b"<body", b"<br", b"<p",
)  # fmt: skip
_MAGIC = (
    (b"\x89PNG", "image"),
    (b"GIF8", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"RIFF", "media"),
    (b"%PDF", "document"),
    (b"PK\x03\x04", "archive"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
    (b"\0asm", "data"),
    (b"OggS", "media"),
    (b"ID3", "media"),
)


def read(path: str, data: bytes | str, *, url: str, own: OwnSite, details: bool = True) -> Reading:
    """Read one file of the output as a browser would; never raises, whatever the content.

    `path` is relative to the output directory, `url` the address it is served at; `details` requests all links and the
    visible text of a page. Instead of bytes, `data` may be the text that will be written as UTF-8. If a file cannot be read
    completely, `unread` is set; what was found before that is kept.
    """
    found = Found(session(own))
    kind = "?"
    try:
        if isinstance(data, str):
            kind, known = kind_of(path), decoded_already(data)
            if kind == "html" and known is not None and len(data) <= MAX_TEXT // 4:  # up to 4 bytes each
                return _alike(known, found, Scope(url), details=details)
            data = in_bytes(data)
        name, data = _inflated(path, data)
        kind = _kind(name, data)
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


def read_spoken(data: bytes, effects: frozenset[Effect], *, url: str, own: OwnSite) -> Reading:
    """Read the contacts of element texts in a page that scripts of other files use (`effects`)."""
    found = Found(session(own))
    found.effects |= effects
    spoken(parsed(decode(data[:MAX_TEXT]).text, scripting=True), found, Scope(url))
    return _reading(found, "html")


def reader_of(path: str) -> str:
    """Return the reader for a file by name alone; "" if its content must decide."""
    name = path
    while name.rpartition(".")[2].lower() in COMPRESSED:
        name = name.rpartition(".")[0]
    return kind_of(name)


def _reading(found: Found, how: str, *, page: Page | None = None, unread: str | None = None) -> Reading:
    waiting = found.activate()
    return Reading(
        contacts=found.contacts,
        signs=tuple(found.signs),
        scripts=tuple(found.scripts),
        page=page,
        unread=unread,
        how=how,
        conditional=waiting,
        effects=frozenset(found.effects),
        uses=tuple(found.uses),
        policies=tuple(found.policies),
    )


def _inflated(path: str, data: bytes) -> tuple[str, bytes]:
    for _ in range(3):
        stem, _, ending = path.rpartition(".")
        if ending.lower() not in COMPRESSED or stem.lower().endswith(".tar") or kind_of(stem) in HARMLESS:
            break
        data = inflate(data, ending.lower())
        path = f"{stem}.svg" if ending.lower() == "svgz" else stem
    return path, data


def _kind(path: str, data: bytes) -> str:
    kind = kind_of(path)
    if kind == "text" and path.lower().endswith(".map"):
        return "source-map"
    if kind:
        return kind
    ending = path.rsplit("/", 1)[-1].rpartition(".")[2].lower() if "." in path.rsplit("/", 1)[-1] else ""
    if ending in SERVER_CODE:
        return "server-code"
    start = data[:1445].lstrip(b"\xef\xbb\xbf\t\n\x0c\r ").lower()
    if any(
        start.startswith(mark) and start[len(mark) : len(mark) + 1] in {b" ", b">", b""}
        for mark in _HTML_BEGINNINGS
    ):
        return "html"
    if start.startswith((b"<!doctype html", b"<!--")):
        return "html"
    if start.startswith((b"<?xml", b"<svg")):
        return "xml"
    for magic, found in _MAGIC:
        if data.startswith(magic):
            return found
    if not data.strip() or _is_plain(data):
        return "text"
    if VERSION_CONTROL.intersection(path.split("/")):
        return "version-control"
    raise UnreadableError("unknown kind of file")


def _is_plain(data: bytes) -> bool:
    """Whether bytes without a Content-Type are sniffed as plain text by browsers, and served as nothing else."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return "<" not in text and all(char >= " " or char in "\t\n\f\r" for char in text[:1445])


def _decoded(kind: str, data: bytes) -> Decoded:
    if len(data) > MAX_TEXT:
        raise UnreadableError(f"too large to be read: {len(data) >> 20} MiB, the limit is {MAX_TEXT >> 20}")
    return decode(data, css=kind == "css", xml=kind == "xml")


def _decoded_page(
    kind: str, path: str, decoded: Decoded, found: Found, scope: Scope, *, details: bool
) -> Page | None:
    if decoded.doubt:
        found.sign(SignKind.ENCODING, decoded.doubt, (1, 1))
    facts = Facts(found, scope) if kind == "html" else None
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
    from mkdocs_praxis.web.xmlnames import is_xhtml

    if not is_xhtml(text):
        return None
    other = Found(found.session)
    facts = Facts(other, scope)
    read_html(text, other, scope, facts)
    return facts.page("xhtml", details=details)._replace(**found.inline())


def _read_text(kind: str, path: str, text: str, found: Found, scope: Scope, facts: Facts | None) -> None:
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
    "captions": "playlists.read_captions",
    "css": "css.read_css",
    "data": "data.read_data",
    "html": "html.read_html",
    "json": "data.read_json",
    "manifest": "data.read_manifest",
    "playlist": "playlists.read_playlist",
    "rules": "data.read_rules",
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
