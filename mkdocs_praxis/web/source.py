"""Decodes files as browsers do, and maps positions in nested texts to the file."""

import codecs
import json
import re
from pathlib import Path
from typing import NamedTuple

from turbohtml import unescape

from mkdocs_praxis.lazy import regex

# Characters; longer texts are not parsed, since trees take about twelve times the memory of their source.
MAX_TEXT = 32 << 20

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = regex(rb"""(?i)charset\s*=\s*["']?\s*([^\s"'/>;]+)""")
_XML_DECLARATION = regex(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']""")
_CSS_CHARSET = regex(rb'@charset "([^"]+)";')
# Labels of the Encoding Standard that Python lacks or decodes differently (encoding.spec.whatwg.org §4.2).
_CODECS: dict[str, str] = json.loads(Path(__file__).with_name("encodings.json").read_text("utf-8"))
# Labels of ASCII-compatible encodings: tags and addresses are the same in all of them.
PLAIN = regex(
    r"(?i)utf-?8|off|us-ascii|ascii|iso[-_]?8859[-_]?\d+|windows-125\d|(?:x-)?cp125\d|latin-?\d|koi8-[ru]|macintosh"
)


class Decoded(NamedTuple):
    """A file's text, line ends normalised; `other` is another decoding where browsers or servers may disagree, `doubt` says why."""

    text: str
    other: str | None = None
    doubt: str | None = None


# A character reference in an attribute (HTML Standard §13.5).
_REFERENCE = regex(r"&(?:#[xX]?[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);?")


class Place(NamedTuple):
    """The position of a nested text in its file. If not `exact`, only its start is known.

    If character references were decoded, `text` is the decoded text and `raw` its source in the file.
    """

    line: int = 1
    column: int = 1
    exact: bool = True
    text: str = ""
    raw: str = ""

    def at(self, line: int, column: int) -> tuple[int, int]:
        """Return line and column in the file for a position in the text, all 1-based."""
        if not self.exact:
            return self.line, self.column
        if self.raw:
            line, column = self._as_written(line, column)
        return self.line + line - 1, column + self.column - 1 if line == 1 else column

    def at_offset(self, text: str, offset: int) -> tuple[int, int]:
        """Return line and column in the file for an offset in the text."""
        if not self.exact:
            return self.line, self.column
        return self.at(*line_and_column(text, offset))

    def behind(self, prefix: str) -> "Place":
        """Return the place for the text with `prefix`, which is not in the file, put before it."""
        if not self.exact:
            return self
        text, raw = (prefix + self.text, prefix + self.raw) if self.raw else ("", "")
        return Place(self.line, self.column - len(prefix), text=text, raw=raw)

    def _as_written(self, line: int, column: int) -> tuple[int, int]:
        wanted = offset_of(self.text, line, column)
        shorter = 0  # characters lost by decoding the references so far
        for match in _REFERENCE.finditer(self.raw):
            if match.start() - shorter >= wanted:
                break
            shorter += len(match[0]) - len(unescape(match[0]))
        return line_and_column(self.raw, wanted + shorter)


def offset_of(text: str, line: int, column: int) -> int:
    """Return the offset of a line and column in a text, both 1-based."""
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return start + column - 1


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of an offset in a text, both 1-based."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def value_place(written: str, value: str, line: int, column: int) -> Place:
    """Return the place of an attribute's value, given the attribute's source (`name="value"`), line and column."""
    opening = _OPENING.match(written)
    if opening is None:
        return Place(line, column, exact=False)
    raw = written[opening.end() :]
    raw = raw[:-1] if opening[1] and raw[-1:] == opening[1] else raw
    if raw != value and unescape(raw) != value:
        return Place(line, column, exact=False)
    before = Place(line, column).at_offset(written, opening.end())
    return Place(*before) if raw == value else Place(*before, text=value, raw=raw)


_OPENING = regex(r"""[^=]*=[ \t\n\f]*(["']?)""")


def decoded_already(text: str) -> Decoded | None:
    """Return a text as decoded from UTF-8 by a browser; None if it may declare another encoding."""
    declared = _META.search(text[:1024].encode("utf-8", "surrogatepass"), 0, 1024)
    if text[:1] == "\ufeff" or "\0" in text[:256] or (declared and declared[1].lower() != b"utf-8"):
        return None
    return Decoded(_lines(text))


def decode(data: bytes, *, css: bool = False, xml: bool = False) -> Decoded:
    """Decode as a browser does: byte order mark, declared encoding, UTF-8 (HTML §13.2.3); never UTF-7.

    A server may send another encoding than a file declares: one that declares what is not ASCII-compatible is read as UTF-8 too.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _mark(data[len(mark) :], name)
    if xml and data[:4] in {b"<\0?\0", b"\0<\0?", b"<\0!\0", b"\0<\0!"}:
        return _mark(data, "utf-16-le" if data[0] else "utf-16-be")
    if (wide := _wide(data)) is not None and not xml:
        why = f"looks like {wide}, which browsers read only where a header or what loads the file says so"
        return Decoded(_lines(data.decode("utf-8", "replace")), _lines(data.decode(wide, "replace")), why)
    declared = (_CSS_CHARSET.match(data) if css else _declared(data, xml=xml)) if data else None
    label = declared.group(1).decode("ascii", "replace").strip().lower() if declared else ""
    try:
        text = _lines(_utf8(data))
    except UnicodeDecodeError:
        text = None
    codec = _CODECS.get(label, label)
    if label and codec not in {"utf-8", "cp1252"}:
        try:
            other = _lines(data.decode(codec, "replace"))
        except (LookupError, ValueError):
            why = f"declares the encoding {label!r}, which browsers do not know"
            return Decoded(_or_replaced(text, data), doubt=why)
        if PLAIN.fullmatch(label):
            return Decoded(other if text is None else text)
        if text is None:
            return Decoded(other, doubt=f"declares {label} and is no UTF-8", other=_or_replaced(text, data))
        if other != text:
            return Decoded(text, other, f"declares {label}, but is UTF-8 as well")
        return Decoded(text)
    if text is not None:
        return Decoded(text)
    western = _lines(data.decode("cp1252", "replace"))
    if codec == "cp1252":
        return Decoded(western)
    false = f"declares {label}, but holds bytes that are none"
    why = false if label == "utf-8" else "no UTF-8, read as windows-1252"
    return Decoded(western, _or_replaced(None, data), why)


_decoded: tuple[bytes, str] = (b"", "")


def _utf8(data: bytes) -> str:
    """Decode UTF-8; the last result is cached. Raises UnicodeDecodeError."""
    global _decoded  # noqa: PLW0603 - whoever judges a page asks for what its reader saw
    if _decoded[0] is not data:
        _decoded = data, data.decode("utf-8")
    return _decoded[1]


def replaced_utf8(data: bytes) -> str:
    """Decode UTF-8, with U+FFFD for invalid bytes."""
    return _decoded[1] if _decoded[0] is data else data.decode("utf-8", "replace")


def _wide(data: bytes) -> str | None:
    """Return the UTF-16 variant of an ASCII text without byte order mark, guessed by zero bytes; None if it is not UTF-16."""
    start = data[:256]
    if b"\0" not in start:
        return None
    for name, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if zeros.count(0) * 10 >= len(zeros) * 9:
            return name
    return None


def _declared(data: bytes, *, xml: bool) -> re.Match[bytes] | None:
    return _XML_DECLARATION.match(data.lstrip()[:1024]) if xml else _META.search(data, 0, 1024)


def _mark(data: bytes, name: str) -> Decoded:
    try:
        return Decoded(_lines(data.decode(name)))
    except UnicodeDecodeError as error:
        why = f"byte order mark says {name}: {error.reason}"
        return Decoded(_lines(data.decode(name, "replace")), doubt=why)


def _or_replaced(text: str | None, data: bytes) -> str:
    return _lines(data.decode("utf-8", "replace")) if text is None else text


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


# The beginning of nearly every page; whatever matches is parsed the same way by all browsers.
_PROLOGUE = regex(
    r"""(?i)\s*<!doctype html>\s*<html(?:\s[^<>]*)?>\s*<head>\s*<meta charset=(?:"utf-8"|'utf-8'|utf-8)\s*/?>"""
)


def prologue(text: str) -> int | None:
    """Return the end of the encoding declaration at the start of the head; None if the page begins otherwise."""
    found = _PROLOGUE.match(text)
    return found.end() if found else None
