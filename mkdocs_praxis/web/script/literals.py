"""Values of JavaScript literals: escapes, templates, numbers (ECMA-262 §12.9)."""

import re

_ESCAPE = re.compile(
    r"\\(?:u\{([0-9a-fA-F_]{1,8})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-3]?[0-7]{1,2})|(\r\n|[\n\r\u2028\u2029])|(.))",
    re.DOTALL,
)
_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def _one(match: re.Match[str]) -> str:
    braced, four, two, octal, newline, single = match.groups()
    if braced or four or two:
        code = int(braced or four or two, 16)
        return chr(code) if code <= 0x10FFFF else ""
    if octal:
        return chr(int(octal, 8))
    return "" if newline else _SINGLE.get(single, single)


def unescape(body: str) -> str:
    """Resolve the escapes of a string's body (without quotes), line continuations included."""
    if "\\" not in body:
        return body
    value = _ESCAPE.sub(_one, body)
    return _SURROGATES.sub(
        lambda pair: pair.group().encode("utf-16", "surrogatepass").decode("utf-16"), value
    )


def number(source: str) -> str:
    """Give a numeric literal as the text JavaScript makes of it; other notations stay as written."""
    digits = source.replace("_", "").rstrip("n")
    try:
        return str(int(digits, 0)) if not digits.isdigit() else str(int(digits))
    except ValueError:
        pass
    try:
        value = float(digits)
    except ValueError:
        return source
    return str(int(value)) if value.is_integer() and abs(value) < 1e21 else repr(value)
