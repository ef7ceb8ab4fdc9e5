"""Texts that code hides, by general rules: escaped, split, reversed, encoded, packed, or behind a key.

Addresses begin alike, which betrays a key that is added to each character, or combined with it by "exclusive or".
"""

import binascii
import contextlib
import re
import string
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import cycle, islice

from mkdocs_praxis.lazy import regex

_JOINED = regex(r"""(["'`])\s*(?:\+|,)\s*(["'`])""")
# A list of a host's labels that is joined with dots.
_LABELS = regex(
    r"""\[\s*((?:["'`][\w-]+["'`]\s*,\s*){1,5}["'`][\w-]+["'`])\s*\]\s*\.\s*join\(\s*["'`]\.["'`]"""
)
_SPLIT = regex(r"""(["'`])\.split\(\s*(["'`])([^"'`\n]{1,9})\2""")
_TO_BASE = regex(r"toString\(\d")
_RADIX = regex(r"\(?\b(\d{1,40})n?\)?\.{1,2}toString\((\d\d?)\)")
_BASE64 = regex(r"[A-Za-z0-9+/_-]{12,4096}={0,2}")
# Their first character is what an engine can jump to; that nothing of a word stands before it is asked then.
_HEX = regex(r"[\da-fA-F](?<!\w.)[\da-fA-F](?:[\da-fA-F]{2}){7,2047}\b")
_NUMBERS = regex(r"[\da-fA-F](?<!\w.)x?[\da-fA-F]{0,8}(?:[\s,:;|-]{1,3}(?:0x)?[\da-fA-F]{1,8}){6,400}\b")
_BASES = {
    2: regex(r"[01]{6,8}"),
    8: regex(r"[0-7]{2,3}"),
    10: regex(r"\d{1,6}"),
    16: regex(r"(?:0x)?[\da-fA-F]{2,4}"),
}
_TWIN = regex(r"(?s)(.)(.)\2(.)")  # as "http" has
_BEGINS = regex(r"https?:[/\\]{2}")
_LITERAL = regex(r"""["'`]([^"'`\n]{1,100})["'`]""")
# The same letters after each: `h--t--t--p--s--:--/`.
_SPREAD = regex(r"h(.{1,8}?)t\1t\1p\1(?:s\1)?:")
# Dean Edwards's packer, and one that is called HUNTER.
_PACKED = regex(r"'\s*,\s*(\d{1,4})\s*,\s*\d+\s*,\s*'([^']*)$")
_HUNTER = regex(
    r"""\(\s*["'](\w+)["']\s*,\s*\d+\s*,\s*["'](\w+)["']\s*,\s*(\d+)\s*,\s*(\d+)\s*,\s*\d+\s*\)"""
)
# A list of pieces, turned by an unknown number, and calls whose numbers are places in it: javascript-obfuscator.
_PICKED = regex(
    r"""(?<=[\w$])\(0x[\da-f]{1,6}\)(?:\+\(*(?:[\w$]+\(0x[\da-f]{1,6}\)|"[^"\n]*"|'[^'\n]*')\)*)+"""
)
_TERM = regex(r"""["']([^"'\n]*)["']|\((0x[\da-f]+)\)""")
_WHOLE = regex(r"(?s)(?:.*https?:)?//[\w-]+\.")
_LETTERS = string.ascii_lowercase
_DIGITS = string.digits + string.ascii_letters
_PRINTED = frozenset(map(ord, string.printable))
_SWAPPED = _LETTERS + _LETTERS.upper()  # the alphabet of its base64
# Magic numbers of gzip and zlib (RFC 1952 §2.3.1, RFC 1950 §2.2), and the limit of decompressed bytes.
_COMPRESSED = (b"\x1f\x8b", b"x\x01", b"x\x9c", b"x\xda")
_MOST_INFLATED, _MOST, _FEW, _WINDOW, _LONG, _SHORT, _DEEPEST = 1 << 16, 200, 60, 100, 400, 1 << 14, 2


def hidden(text: str, depth: int = _DEEPEST) -> Iterator[str]:
    """Yield texts that a text hides; and what these hide in turn."""
    if _TO_BASE.search(text):
        text = _RADIX.sub(_in_base, text)
    if _JOINED.search(text):
        yield _JOINED.sub("", text)
    for match in _LABELS.finditer(text):
        yield f'"{_JOINED.sub(".", match[1])[1:-1]}"'
    for match in _SPLIT.finditer(text):
        begins = text.rfind(match[1], max(0, match.start() - _LONG), match.start())
        whole = text[begins + 1 : match.start()].replace(match[3], "") if begins >= 0 else ""
        yield from [f'"{whole}"'] if "//" in whole and "\n" not in whole else []
    if "//:" in text:
        yield text[::-1]
    if not text.isascii() and "normalize" in text:
        yield unicodedata.normalize("NFKC", text)
    for found in dict.fromkeys(_encoded(text)):
        yield found
        yield from hidden(found, depth - 1) if depth and len(found) < _SHORT else ()


def _encoded(text: str) -> Iterator[str]:
    for part in text.split("'.split('|')")[:-1]:
        if packed := _PACKED.search(part):
            code = part[part.rfind("}('", 0, packed.start()) + 1 : packed.start()]
            yield re.sub(r"\b\w{1,8}\b", partial(_unpacked, packed[2].split("|"), int(packed[1])), code)
    for packed, digits, offset, base in _HUNTER.findall(text):
        with contextlib.suppress(ValueError, IndexError, OverflowError):
            end = digits[int(base)]
            numbers = ("".join(str(digits.index(c)) for c in part) for part in packed.strip(end).split(end))
            yield "".join(chr(int(one, int(base)) - int(offset)) for one in numbers)
    for match in _SPREAD.finditer(text):
        yield text[match.start() : match.start() + 9 * _WINDOW].replace(match[1], "")[:_WINDOW]
    yield from filter(_BEGINS.match, islice(_betrayed(text), _MOST))
    if chains := _PICKED.findall(text)[:_FEW]:
        yield from _put_together(chains, max(_lists(text), key=len))
    words = list(islice(_LITERAL.findall(text), _MOST))
    keys = {_xored(b"http", word): word for word in words}
    symbols = {tuple(map(word.find, "http")): word for word in words}
    for codes in _rows(text):
        row = "".join(map(chr, codes))
        if _PRINTED.issuperset(codes):
            yield f'"{row}"'
        yield from filter(_BEGINS.match, islice(_betrayed(row), _MOST))
        if (key := keys.get(row[:4])) is not None:
            yield _xored(codes, key)
        if (word := symbols.get(tuple(codes[:4]))) is not None:
            yield "".join(word[code : code + 1] for code in codes)


def _lists(text: str) -> Iterator[list[str]]:
    """Yield the pieces of each list of strings; quotation marks in them are no longer escaped."""
    for mark in "\"'":
        yield from (part.rpartition(f"[{mark}")[2].split(f"{mark},{mark}") for part in text.split(f"{mark}]"))


def _put_together(chains: Iterable[str], pieces: Sequence[str]) -> Iterator[str]:
    """Yield addresses put together from a list of pieces: each is tried as the first, and the earliest slashes count."""
    for chain in chains:
        terms = [(piece, int(place or "0", 16)) for piece, place in _TERM.findall(chain)]
        tried = (
            "".join(piece or pieces[(first + place) % len(pieces)] for piece, place in terms)
            for first in range(len(pieces[:_MOST]))
        )
        yield min(filter(_WHOLE.match, tried), key=lambda whole: whole.find("//"), default="")


def _rows(text: str) -> Iterator[Sequence[int]]:
    """Yield what may stand for characters: encoded bytes, and numbers in a row."""
    swapped = _SWAPPED in text
    for match in _BASE64.finditer(text):
        yield _inflated(_decoded(match[0]))
        yield _decoded(match[0].swapcase()) if swapped else b""
    for match in _HEX.finditer(text):
        yield bytes.fromhex(match[0])
    for match in _NUMBERS.finditer(text):
        numbers = re.findall(r"\w+", match[0])
        for base, form in _BASES.items():
            if all(map(form.fullmatch, numbers)):
                yield [int(one, base) for one in numbers]


def _betrayed(text: str) -> Iterator[str]:
    """Yield addresses behind a key: the distances of their first letters stay the same, whatever is added to each."""
    for match in _TWIN.finditer(text):
        h, t, p = map(ord, match.groups())
        window = text[match.start() : match.start() + _WINDOW]
        step, rest = divmod(t - h, 12)
        if not rest and step and p - t == -4 * step and (step, h) != (1, 104):
            yield _text(104 + (ord(c) - h) // step for c in window)
        if (t - h) % 26 == 12 and (t - p) % 26 == 4 and h != 104 and match[0].islower():
            turned = _LETTERS[(h - 104) % 26 :] + _LETTERS[: (h - 104) % 26]
            yield window.translate(str.maketrans(turned, _LETTERS))
        if h ^ t == 28 and t ^ p == 4 and h != 104:
            yield _text(ord(c) ^ h ^ 104 for c in window)


def _xored(codes: Sequence[int], key: str) -> str:
    return "".join(chr((code ^ ord(c)) % 0x110000) for code, c in zip(codes, cycle(key), strict=False))


def _text(codes: Iterable[int]) -> str:
    """Return printable characters; what was shifted beyond them began again at the other end."""
    return "".join(chr((code - 33) % 94 + 33) for code in codes)


def _in_base(match: re.Match[str]) -> str:
    number, base, digits = int(match[1]), int(match[2]), ""
    while number and 1 < base <= 36:
        number, digit = divmod(number, base)
        digits = _DIGITS[digit] + digits
    return f'"{digits}"'


def _unpacked(words: Sequence[str], base: int, token: re.Match[str]) -> str:
    at = 0
    for c in token[0]:
        at = at * base + _DIGITS.find(c)
    return words[at] if 0 <= at < len(words) and words[at] else token[0]


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
