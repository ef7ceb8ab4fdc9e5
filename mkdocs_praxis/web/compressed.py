"""Decompresses precompressed files (`page.html.gz`), with size limits."""

import zlib

from mkdocs_praxis.web.scope import UnreadableError
from mkdocs_praxis.web.source import MAX_TEXT


def inflate(data: bytes, ending: str) -> bytes:
    """Decompress gzip, deflate or Brotli. Raises UnreadableError if data is damaged, too large or in another format."""
    if ending in {"gz", "svgz", "deflate"}:
        if ending == "svgz" and not data.startswith(b"\x1f\x8b"):
            return data
        return _gzip(data)
    if ending == "br":
        return _brotli(data)
    raise UnreadableError(
        f"packed as .{ending}, which cannot be unpacked here: leave that to the server, or ship .gz or .br instead"
    )


def _gzip(data: bytes) -> bytes:
    unpacked = bytearray()
    position = 0
    while position < len(data):
        position = _member(data, position, unpacked)
        while data[position : position + 1] == b"\0":
            position += 1
    return bytes(unpacked)


def _member(data: bytes, position: int, unpacked: bytearray) -> int:
    """Decompress one gzip member into `unpacked`; return the position of the next."""
    unpacker = zlib.decompressobj(47)  # gzip or zlib, by their own header
    window = 1 << 10  # zlib copies the unused rest of its input, so start with little
    try:
        while not unpacker.eof and position < len(data):
            given = data[position : position + window]
            unpacked += unpacker.decompress(given, MAX_TEXT + 1 - len(unpacked))
            if len(unpacked) > MAX_TEXT:
                raise UnreadableError(f"unpacks to more than {MAX_TEXT >> 20} MiB")
            position += len(given) - len(unpacker.unused_data) - len(unpacker.unconsumed_tail)
            window = min(2 * window, 1 << 20)
    except zlib.error as error:
        raise UnreadableError(f"damaged compression: {error}") from None
    if not unpacker.eof:
        raise UnreadableError("damaged compression: the end is missing")
    return position


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
                raise UnreadableError("damaged compression: the end is missing")
            unpacked += more
    except brotli.error as error:
        raise UnreadableError(f"damaged compression: {error}") from None
    if len(unpacked) > MAX_TEXT:
        raise UnreadableError(f"unpacks to more than {MAX_TEXT >> 20} MiB")
    return bytes(unpacked)
