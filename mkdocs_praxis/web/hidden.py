"""Texts that code hides, by general rules: escaped, split, reversed, encoded or compressed. Ciphers and packers are not undone."""

import binascii
import contextlib
import re
import string
import unicodedata
import zlib
from collections.abc import Iterator, Sequence

from mkdocs_praxis.lazy import regex

_JOINED = regex(r"""(["'`])\s*(?:\+|,)\s*(["'`])""")
# A list of a host's labels that is joined with dots.
_LABELS = regex(
    r"""\[\s*((?:["'`][\w-]+["'`]\s*,\s*){1,5}["'`][\w-]+["'`])\s*\]\s*\.\s*join\(\s*["'`]\.["'`]"""
)
_BASE64 = regex(r"[A-Za-z0-9+/_-]{12,4096}={0,2}")
# Their first character is what an engine can jump to; that nothing of a word stands before it is asked then.
_HEX = regex(r"[\da-fA-F](?<!\w.)[\da-fA-F](?:[\da-fA-F]{2}){7,2047}\b")
_NUMBERS = regex(r"[\da-fA-F](?<!\w.)x?[\da-fA-F]{0,8}(?:[\s,:;|]{1,3}(?:0x)?[\da-fA-F]{1,8}){6,400}\b")
_BASES = {
    2: regex(r"[01]{6,8}"),
    8: regex(r"[0-7]{2,3}"),
    10: regex(r"\d{1,6}"),
    16: regex(r"(?:0x)?[\da-fA-F]{2,4}"),
}
_PRINTED = frozenset(map(ord, string.printable))
# Magic numbers of gzip and zlib (RFC 1952 §2.3.1, RFC 1950 §2.2), and the limit of decompressed bytes.
_COMPRESSED = (b"\x1f\x8b", b"x\x01", b"x\x9c", b"x\xda")
_MOST_INFLATED, _SHORT, _DEEPEST = 1 << 16, 1 << 14, 2


def hidden(text: str, depth: int = _DEEPEST) -> Iterator[str]:
    """Yield texts that a text hides; and what these hide in turn."""
    if _JOINED.search(text):
        yield _JOINED.sub("", text)
    for match in _LABELS.finditer(text):
        yield f'"{_JOINED.sub(".", match[1])[1:-1]}"'
    if "//:" in text:
        yield text[::-1]
    if not text.isascii() and "normalize" in text:
        yield unicodedata.normalize("NFKC", text)
    for found in dict.fromkeys(
        "".join(map(chr, codes)) for codes in _rows(text) if _PRINTED.issuperset(codes)
    ):
        yield found
        yield from hidden(found, depth - 1) if depth and len(found) < _SHORT else ()


def _rows(text: str) -> Iterator[Sequence[int]]:
    """Yield what may stand for characters: encoded bytes, and numbers in a row."""
    for match in _BASE64.finditer(text):
        yield _inflated(_decoded(match[0]))
    for match in _HEX.finditer(text):
        yield bytes.fromhex(match[0])
    for match in _NUMBERS.finditer(text):
        numbers = re.findall(r"\w+", match[0])
        for base, form in _BASES.items():
            if all(map(form.fullmatch, numbers)):
                yield [int(one, base) for one in numbers]


def _decoded(word: str) -> bytes:
    word = word.rstrip("=").translate(str.maketrans("-_", "+/"))
    try:
        return binascii.a2b_base64(word + "=" * (-len(word) % 4))
    except (binascii.Error, ValueError):
        return b""


def _inflated(data: bytes) -> bytes:
    if data.startswith(_COMPRESSED):
        with contextlib.suppress(zlib.error):
            return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(data, _MOST_INFLATED)
    return data


_ESCAPE = regex(
    r"(?s)\\(?:u\{([0-9a-fA-F_]{1,8})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-3]?[0-7]{1,2})|(\r\n|[\n\r\u2028\u2029])|(.))"
)
_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}
_SURROGATES = regex("[\ud800-\udbff][\udc00-\udfff]")


def _one(match: re.Match[str]) -> str:
    braced, four, two, octal, newline, single = match.groups()
    if braced or four or two:
        code = int(braced or four or two, 16)
        return chr(code) if code <= 0x10FFFF else ""
    if octal:
        return chr(int(octal, 8))
    return "" if newline else _SINGLE.get(single, single)


def unescape(body: str) -> str:
    """Resolve the escapes of a string's body (without quotes), line continuations included (ECMA-262 §12.9)."""
    if "\\" not in body:
        return body
    value = _ESCAPE.sub(_one, body)
    return _SURROGATES.sub(
        lambda pair: pair.group().encode("utf-16", "surrogatepass").decode("utf-16"), value
    )
