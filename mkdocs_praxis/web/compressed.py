"""Decompresses precompressed files (`page.html.gz`), with size limits."""

import io
import zlib

from mkdocs_praxis.web.scope import UnreadableError
from mkdocs_praxis.web.source import MAX_TEXT

_CUT_OFF = "damaged compression: the end is missing"


def inflate(data: bytes, ending: str) -> bytes:
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
