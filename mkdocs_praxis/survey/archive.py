"""Reads the responses in a WARC file (ISO 28500); damaged parts are reported and skipped."""

import re
import zlib
from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from mkdocs_praxis.web.elements import SCRIPT_TYPES
from mkdocs_praxis.web.url import resolve

# Bytes; far above any real page. Larger responses count as not read.
_MOST = 16 << 20
_CHUNK = 1 << 16
_GZIP = b"\x1f\x8b\x08"
_START = re.compile(_GZIP + rb"|WARC/\d\.\d\r?\n[\w-]+:")
_LONGEST_START = 64
# Control characters that do not occur in text: content with some of them is still compressed.
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


# Types that browsers act on; images, videos, fonts and documents contact nobody by themselves.
_READ = dict.fromkeys(SCRIPT_TYPES, "js") | {
    "text/html": "html",
    "application/xhtml+xml": "xhtml",
    "text/css": "css",
    "application/json": "json",
    "application/manifest+json": "webmanifest",
    "image/svg+xml": "svg",
}


class Record(NamedTuple):
    """One file as served: URL, a name for choosing the reader, content."""

    url: str
    name: str
    data: bytes
    unread: str = ""  # why it could not be read


def responses(stream: IO[bytes]) -> Iterator[Record | str]:
    """Yield the responses with status 200 in an archive that browsers act on, and a message for each damaged place, after which the next record is read.

    Raises OSError if the file or its container cannot be read.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    start: int | None = 0
    while start is not None:
        stream.seek(start)
        last = first = start
        try:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
                last = record.stream_pos
                response = _response(record)
                if response is not None:
                    yield response
            start = None
            if not _is_whole(stream, last):
                yield "the archive is cut off"
        except Exception as error:  # noqa: BLE001 - whatever is wrong with a record, the survey goes on
            if last != first or not first:  # else it is the same damage, reported already
                yield f"the archive is damaged behind byte {last}: {error}"
            start = _next_start(stream, last + 1)


def _response(record: Any) -> Record | None:
    """Return the response in a record; None if it has another status, or no type that counts. Raises OSError if it is truncated."""
    expected = record.content_length
    data = record.reader.read(_MOST + 1)
    length = len(data)
    while more := record.reader.read(_CHUNK):
        length += len(more)
    if length < expected:
        raise OSError(f"a record ends after {length} of {expected} bytes")
    http = record.http_headers
    if http is None or http.status_code != 200:
        return None
    url = resolve(record.headers.get("WARC-Target-URI", "").strip("<>"), "about:blank")
    kind = _READ.get((record.http_content_type or "").split(";")[0].strip().lower())
    if kind is None or url is None or url.scheme not in {"http", "https"}:
        return None
    path = url.href.removeprefix(url.origin).partition("?")[0].lstrip("/")
    coding = {name: value for name in ("Transfer-Encoding", "Content-Encoding") if (value := http.get(name))}
    try:
        content = _decoded(data, coding) if coding and length <= _MOST else data
    except OSError as error:
        return Record(url.href, path, b"", f"its encoding cannot be undone: {error}"[:200])
    if len(content) > _MOST:
        return Record(url.href, path, b"", f"larger than {_MOST >> 20} MiB")
    return Record(url.href, f"{path or 'index'}.{kind}", content)


def _decoded(data: bytes, coding: dict[str, str]) -> bytes:
    """Undo Content-Encoding, if the crawler did not: the headers are the same in both cases."""
    from fastwarc.warc import WarcRecord

    lines = "".join(f"{name}: {value}\r\n" for name, value in coding.items())
    block = f"HTTP/1.1 200 OK\r\n{lines}\r\n".encode("latin-1", "replace") + data
    head = "WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    record: Any = WarcRecord.from_bytes(
        f"{head}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"
    )
    try:
        record.parse_http(auto_decode="all")
        decoded: bytes = record.reader.read(_MOST + 1)
    except OSError:
        if _NO_TEXT.search(data[:512]):
            raise
        return data
    if "Content-Encoding" in coding and (_NO_TEXT.search(decoded[:512]) or (data and not decoded)):
        raise OSError(", ".join(coding.values()))
    return decoded


def _is_whole(stream: IO[bytes], last: int) -> bool:
    """Whether an archive is complete; its last response begins at `last`."""
    stream.seek(0)
    if stream.read(3) != _GZIP:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - 4))
        return size == 0 or stream.read().endswith((b"\n\n", b"\r\n\r\n"))
    stream.seek(last)
    if stream.read(3) != _GZIP:  # compressed as a whole: `last` is no position in the file
        last = 0
    stream.seek(last)
    member = zlib.decompressobj(31)
    fresh = True
    while data := stream.read(_CHUNK):
        while data:
            if member.eof:
                member, fresh = zlib.decompressobj(31), True
                data = data.lstrip(b"\0")
            if data:
                fresh = False
                member.decompress(data)
                data = member.unused_data
    return member.eof or fresh


def _next_start(stream: IO[bytes], at: int) -> int | None:
    """Return the offset of the first record at or after `at`; None if there is none."""
    stream.seek(at)
    window = b""
    while more := stream.read(_CHUNK):
        window += more
        for found in _START.finditer(window):
            if _begins(stream, at + found.start()):
                return at + found.start()
        keep = min(len(window), _LONGEST_START)
        at += len(window) - keep
        window = window[-keep:]
        stream.seek(at + keep)
    return None


def _begins(stream: IO[bytes], at: int) -> bool:
    stream.seek(at)
    data = stream.read(1024)
    if data.startswith(_GZIP):
        try:
            data = zlib.decompressobj(31).decompress(data, 16)
        except zlib.error:
            return False
    return data.startswith(b"WARC/")
