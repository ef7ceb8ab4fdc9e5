"""The kind of a file, which decides how browsers read it: by name (kinds.json), as servers do, or by content; decompression."""

import io
import json
import zlib
from collections.abc import Mapping
from pathlib import Path

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.found import UnreadableError
from mkdocs_praxis.web.source import MAX_TEXT

_CUT_OFF = "damaged compression: the end is missing"
_ROWS = json.loads(Path(__file__).with_name("kinds.json").read_text("utf-8"))
_KIND_OF_ENDING: dict[str, str] = {one: kind for kind, endings in _ROWS["endings"].items() for one in endings}
# Whole names, in lower case, whose ending does not tell the kind. `_worker.js` of Cloudflare Pages is a program that answers every request.
_KIND_OF_NAME: dict[str, str] = {name: kind for kind, names in _ROWS["names"].items() for name in names}
# Programs that a server runs: their output is unknown.
SERVER_CODE = frozenset(_ROWS["server code"])
COMPRESSED = frozenset({"gz", "br", "zst", "svgz"})
_COPIES = "gz", "br"  # of those, what a file is packed into beside itself
# Never parsed, whatever their size.
HARMLESS = frozenset({"image", "font", "media", "document", "archive", "data", "text", "version-control"})
# Files below these folders, unless they have another kind (a page), are version control data.
VERSION_CONTROL = frozenset({".git", ".hg", ".svn"})


def kind_of(path: str) -> str:
    """Return the kind of a file by its name; "" if that does not tell."""
    name = path.rpartition("/")[2].lower()
    stem, _, ending = name.rpartition(".")
    return _KIND_OF_NAME.get(name) or (_KIND_OF_ENDING.get(ending, "") if stem else "")


def kind_unpacked(path: str) -> str:
    """Return the kind of a file by its name alone, as if it were not compressed."""
    while path.rpartition(".")[2].lower() in COMPRESSED:
        path = path.rpartition(".")[0]
    return kind_of(path)


def _inflate(data: bytes, ending: str) -> bytes:
    """Decompress gzip or Brotli. Raises UnreadableError if data is damaged, too large or in another format."""
    if ending == "svgz" and not data.startswith(b"\x1f\x8b"):
        return data
    if ending not in {"gz", "svgz", "br"}:
        raise UnreadableError(
            f"packed as .{ending}, which cannot be unpacked here: leave that to the server, or ship .gz or .br instead"
        )
    unpacked = _brotli(data) if ending == "br" else _gzip(data)
    if len(unpacked) > MAX_TEXT:
        raise UnreadableError(f"unpacks to more than {MAX_TEXT >> 20} MiB")
    return unpacked


def _gzip(data: bytes) -> bytes:
    import gzip

    try:
        return gzip.GzipFile(fileobj=io.BytesIO(data)).read(MAX_TEXT + 1)
    except EOFError:
        raise UnreadableError(_CUT_OFF) from None
    except (OSError, zlib.error) as error:
        raise UnreadableError(f"damaged compression: {error}") from None


def _brotli(data: bytes) -> bytes:
    try:
        import brotli
    except ImportError:
        raise UnreadableError(
            "packed with Brotli, whose reader is not installed: pip install 'mkdocs-praxis[brotli]'"
        ) from None
    unpacker = brotli.Decompressor()
    unpacked = bytearray()
    try:
        unpacked += unpacker.process(data, output_buffer_limit=MAX_TEXT + 1)
        while not unpacker.is_finished() and len(unpacked) <= MAX_TEXT:
            more = unpacker.process(b"", output_buffer_limit=MAX_TEXT + 1)
            if not more:
                raise UnreadableError(_CUT_OFF)
            unpacked += more
    except brotli.error as error:
        raise UnreadableError(f"damaged compression: {error}") from None
    return bytes(unpacked)


# What browsers sniff (MIME Sniffing Standard §7.1), and the beginnings of files that are never parsed.
_HTML = regex(
    rb"(?is)<(?:!doctype html|!--|(?:html|head|script|iframe|h1|div|font|table|a|style|title|body|br|b|p)(?:[ >]|\Z))"
)
_MAGIC = {
    "image": (b"\x89PNG", b"GIF8", b"\xff\xd8\xff"),
    "media": (b"RIFF", b"OggS", b"ID3"),
    "document": (b"%PDF",),
    "archive": (b"PK\x03\x04",),
    "font": (b"wOFF", b"wOF2"),
    "data": (b"\0asm",),
}


def unpacked(path: str, data: bytes) -> tuple[str, bytes]:
    """Return name and content of a file, decompressed where its name says so. Raises UnreadableError."""
    for _ in range(3):
        stem, _, ending = path.rpartition(".")
        if ending.lower() not in COMPRESSED:
            break
        if kind_of(stem) in HARMLESS:  # what is not read need not be unpacked
            return stem, data
        data = _inflate(data, ending.lower())
        path = f"{stem}.svg" if ending.lower() == "svgz" else stem
    return path, data


def unpacked_if_whole(path: str, data: bytes) -> tuple[str, bytes]:
    """Do as `unpacked`, but return what cannot be decompressed as it is: its reading says so."""
    try:
        return unpacked(path, data)
    except UnreadableError:
        return path, data


def packed(path: str, data: bytes) -> bytes:
    """Return content compressed as the name of its file says: the reverse of `unpacked`."""
    stem, _, ending = path.rpartition(".")
    if ending.lower() not in COMPRESSED:
        return data
    data = packed(stem, data)
    if ending.lower() == "br":
        import brotli

        return bytes(brotli.compress(data))
    import gzip

    return gzip.compress(data, mtime=0)


def copied_from(path: str) -> str:
    """Return the name of the file that a packed copy stands for; "" if its name is not that of one."""
    stem, _, ending = path.rpartition(".")
    return stem if ending.lower() in _COPIES else ""


def with_copies(contents: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """Return files to write, and anew each packed copy beside one (.gz, .br) that holds the same: servers send it in place of the file."""
    copies: dict[Path, bytes] = {}
    for path, data in contents.items():
        for copy in (path.with_name(f"{path.name}.{ending}") for ending in _COPIES):
            if path.is_file() and copy.is_file() and not copy.is_symlink():
                held = unpacked_if_whole(copy.name, copy.read_bytes())[1]
                copies |= {copy: packed(copy.name, data)} if held == path.read_bytes() else {}
    return {**contents, **copies}


def sniffed(path: str, data: bytes) -> str:
    """Return the kind of a file by its name, else by its content. Raises UnreadableError if that tells nothing."""
    kind = kind_of(path)
    if kind == "text" and path.lower().endswith(".map"):
        return "source-map"
    if kind:
        return kind
    ending = path.rsplit("/", 1)[-1].rpartition(".")[2].lower() if "." in path.rsplit("/", 1)[-1] else ""
    if ending in SERVER_CODE:
        return "server-code"
    start = data[:1445].lstrip(b"\xef\xbb\xbf\t\n\x0c\r ")
    if _HTML.match(start):
        return "html"
    if start.lower().startswith((b"<?xml", b"<svg")):
        return "xml"
    if found := next((kind for kind, marks in _MAGIC.items() if data.startswith(marks)), ""):
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
