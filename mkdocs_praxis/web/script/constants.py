"""The part of JavaScript's library that makes strings of strings: what it gives for constants."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from mkdocs_praxis.web.script.frames import applied
from mkdocs_praxis.web.script.values import (
    DECODED,
    HOLE,
    MAX_TEXT,
    UNKNOWN,
    Array,
    Function,
    Name,
    Value,
    as_text,
    is_data,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs_praxis.web.script.evaluate import Evaluator

DECODERS = frozenset(
    {
        "atob",
        "decodeURIComponent",
        "decodeURI",
        "unescape",
        "btoa",
        "encodeURIComponent",
        "escape",
        "encodeURI",
        "String",
    }
)


_DECODES = re.compile(
    r"\b(?:atob|unescape|decodeURIComponent|fromCharCode|charCodeAt|fromCodePoint|TextDecoder)\b"
)


def decodes(text: str) -> bool:
    """Say whether an expression decodes or assembles characters."""
    return _DECODES.search(text) is not None


def sequence(value: Value) -> list[tuple[Value, ...]]:
    """Return the elements of a list or the characters of a string, as spreading does."""
    if isinstance(value, Array):
        return list(value.items)
    if isinstance(value, str):
        return [(character,) for character in value[:4096]]
    return []


def transform(name: str, text: str) -> str:
    """Apply a decoding or encoding function of the language to a constant."""
    if name in {"atob", "btoa"} and any(ord(c) >= 0xF0000 for c in text):
        return text + DECODED if any(is_data(c) for c in text) else DECODED
    try:
        if name == "atob":
            return base64.b64decode(re.sub(r"\s", "", text) + "==").decode("latin-1")
        if name == "btoa":
            return base64.b64encode(text.encode("latin-1")).decode()
    except (ValueError, binascii.Error):
        return HOLE
    if name == "unescape":
        text = re.sub(r"%u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)
        return re.sub(r"%([0-9a-fA-F]{2})", lambda m: chr(int(m[1], 16)), text)
    if name in {"decodeURIComponent", "decodeURI"}:
        return unquote(text, errors="replace")
    if name in {"encodeURIComponent", "escape"}:
        return text if any(ord(c) > 0xEFFFF for c in text) else quote(text, safe="!'()*~")
    return text


def character(value: Value) -> Value:
    """Give the character of a code."""
    code = (
        value
        if isinstance(value, int)
        else int(value)
        if isinstance(value, str) and value.isdecimal() and len(value) < 8
        else -1
    )
    return chr(code & 0x1FFFFF) if 0 <= code < 0x110000 else DECODED


def at(value: tuple[Value, ...], default: int) -> int:
    """Return a position that is known, or what stands for it when it is left out."""
    return value[0] if value and isinstance(value[0], int) else default


def of_text(
    on: Evaluator, receiver: Value, name: str, arguments: list[tuple[Value, ...]]
) -> tuple[Value, ...]:
    """Return what a method of a string gives."""
    text = as_text(receiver, on.marks)
    first = arguments[0] if arguments else ()
    if name == "concat":
        return on.joined([(receiver,), *arguments])
    if name in {"trim", "trimStart", "trimEnd"}:
        return (text.strip(),)
    second = arguments[1] if len(arguments) > 1 else ()
    if name in {"replace", "replaceAll"} and first and second:
        pairs = [(as_text(old, on.marks), new) for old in first[:8] for new in second[:8]]
        return tuple(
            dict.fromkeys(
                _replaced(text, old, _replacement(on, new), all_of=name == "replaceAll") for old, new in pairs
            )
        )
    if name == "match" and first:
        return (_matches(text, as_text(first[0], on.marks)),)
    if name == "split":
        glue = as_text(first[0], on.marks) if first else None
        if glue is None:
            return (Array(((text,),)),)
        glue = re.sub(r"^/(.)/\w*$", r"\1", glue)
        pieces = list(text) if glue == "" else text.split(glue)
        return (Array(tuple((piece,) for piece in pieces[:100_000])),)
    if name in {"slice", "substring", "substr"}:
        start = at(first, 0)
        if name == "substr":
            start = max(len(text) + start, 0) if start < 0 else start
            return (text[start : start + at(second, len(text))],)
        return (text[start : at(second, len(text)) if second else None],)
    if name in {"toLowerCase", "toUpperCase", "toLocaleLowerCase", "toLocaleUpperCase"}:
        return (text.lower() if "Lower" in name else text.upper(),)
    if name == "repeat":
        times = at(first, 1)
        return (text * times,) if 0 <= times * max(len(text), 1) <= MAX_TEXT else (HOLE,)
    if name in {"charAt", "at"}:
        return (text[at(first, 0) : at(first, 0) + 1],)
    if name in {"charCodeAt", "codePointAt"}:
        index = at(first, 0)
        return (ord(text[index]),) if 0 <= index < len(text) else (UNKNOWN,)
    if name in {"padStart", "padEnd"}:
        return (text,)
    return (UNKNOWN,)


def of_own_address(path: str, replacements: list[str]) -> tuple[Value, ...]:
    """Return what `location.href.replace("www", "cdn.example")` may give: where a host is put in, an address of that host."""
    found: list[Value] = [Name(path)]
    for text in replacements:
        if re.match(r"(?:https?:)?//[\w-]", text):
            found.append(text)
        elif re.fullmatch(r"[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}(?::\d+)?", text):
            found.append(text if path.endswith(("host", "hostname")) else f"https://{text}/")
    return tuple(found)


def _replacement(on: Evaluator, new: Value) -> Callable[[str], str]:
    """Return what takes the place of a match: a text, or what a callback makes of it."""
    if not isinstance(new, Function):
        text = as_text(new, on.marks)
        return lambda _: text

    def run(match: str) -> str:
        found = applied(on, new.node, [(match,)])
        if not found or len(found) > 1 or HOLE in as_text(found[0], on.marks):
            return DECODED
        return as_text(found[0], on.marks)

    return run


def _matches(text: str, pattern: str) -> Value:
    """`match(/../g)` with a simple expression: the list of matches."""
    found = re.fullmatch(r"/(.*)/(\w*)", pattern, re.DOTALL)
    if (
        found is None
        or "g" not in found[2]
        or not re.fullmatch(r"(?:\.|\\[dwS]|\[[^\]]*\])+(?:\{\d\}|\+)?", found[1])
    ):
        return UNKNOWN
    return Array(tuple((m.group(),) for m in re.finditer(found[1], text[:65536])))


def _replaced(text: str, old: str, new: Callable[[str], str], *, all_of: bool) -> str:
    """`replace` with a constant or a regular expression; what Python's engine cannot do leaves the text as it is."""
    pattern = re.fullmatch(r"/(.*)/(\w*)", old, re.DOTALL)
    if len(text) > 65536:
        return text
    if pattern is None or len(old) < 2:
        return text.replace(old, new(old)) if all_of else text.replace(old, new(old), 1)
    expression, flags = pattern.groups()
    if re.search(r"[*+{]", expression) and not re.fullmatch(
        r"(?:\[[^\]]*\]|\\?.)(?:[*+]|\{\d\})?", expression
    ):
        return text  # repetition within repetition could take exponential time
    try:
        compiled = re.compile(expression.replace("(?<", "(?P<"), re.IGNORECASE if "i" in flags else 0)
        return compiled.sub(lambda match: new(match.group()), text, count=0 if "g" in flags else 1)
    except (re.error, OverflowError):
        return text
