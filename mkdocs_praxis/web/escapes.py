"""Escapes in strings of scripts."""

import re

from mkdocs_praxis.lazy import regex

_ESCAPE = regex(
    r"\\(?:u\{([0-9a-fA-F_]{1,8})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-3]?[0-7]{1,2})|(\r\n|[\n\r\u2028\u2029])|(.))",
    re.DOTALL,
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
