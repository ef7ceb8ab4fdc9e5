"""The part of JavaScript's library that makes strings of strings: what it gives for constants."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

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


def _at(value: tuple[Value, ...], default: int) -> int:
    return value[0] if value and isinstance(value[0], int) else default


def of_constant(
    on: Evaluator, receiver: Value, name: str, arguments: list[tuple[Value, ...]]
) -> tuple[Value, ...]:
    """Methods of strings and arrays."""
    first = arguments[0] if arguments else ()
    if name == "concat":
        if isinstance(receiver, Array):
            return (
                Array(
                    receiver.items
                    + tuple(
                        item
                        for value in arguments
                        for item in (sequence(value[0]) if isinstance(value[0], Array) else [value])
                    )
                ),
            )
        return on.joined([(receiver,), *arguments])
    if isinstance(receiver, Array):
        if name == "join":
            return on.joined(list(receiver.items), as_text(first[0], on.marks) if first else ",")
        if name in {"reverse", "toReversed"}:
            return (Array(receiver.items[::-1]),)
        if name == "slice":
            return (
                Array(
                    receiver.items[
                        _at(first, 0) : _at(arguments[1], len(receiver.items)) if len(arguments) > 1 else None
                    ]
                ),
            )
        if name in {"shift", "at", "pop"} and receiver.items:
            index = _at(first, 0) if name == "at" else -(name == "pop")
            return receiver.items[index] if -len(receiver.items) <= index < len(receiver.items) else ()
        if name == "map":
            return _mapped(on, receiver, first)
        if name == "get":  # a Map made of pairs
            return on.unite(
                *[
                    pair.items[1]
                    for item in receiver.items
                    for pair in item
                    if isinstance(pair, Array) and len(pair.items) > 1
                ]
            )
        if name in {"filter", "sort", "values", "entries"}:
            return (receiver,)
        return (UNKNOWN,)
    text = as_text(receiver, on.marks)
    return _of_text(on, text, name, arguments, first)


def _mapped(on: Evaluator, receiver: Array, callback: tuple[Value, ...]) -> tuple[Value, ...]:
    """`codes.map(c => String.fromCharCode(c))` and the like: the commonest ways to spell a list of characters."""
    for value in callback:
        source = (
            on.tree.text(value.node)
            if isinstance(value, Function)
            else value.path
            if isinstance(value, Name)
            else ""
        )
        if re.search(r"fromCharCode|fromCodePoint", source[:300]):
            shift = re.search(
                r"(?:fromCharCode|fromCodePoint)\(\s*[\w$]+\s*(?:([-+^])\s*(\w+))?\s*\)", source
            )
            if shift is None:
                return (UNKNOWN,)
            by = int(shift[2], 0) if shift[2] and shift[2].isalnum() and shift[2][0].isdigit() else 0
            by = -by if shift[1] == "-" else by
            codes = [item[0] if item and isinstance(item[0], int) else -1 for item in receiver.items]
            return (
                Array(tuple((character(code ^ by if shift[1] == "^" else code + by),) for code in codes)),
            )
        if isinstance(value, Name) and value.path in DECODERS:
            return (
                Array(
                    tuple(
                        (transform(value.path, as_text(item[0], on.marks)),)
                        for item in receiver.items
                        if item
                    )
                ),
            )
    return (Array(tuple((UNKNOWN,) for _ in receiver.items)),)


def _of_text(
    on: Evaluator, text: str, name: str, arguments: list[tuple[Value, ...]], first: tuple[Value, ...]
) -> tuple[Value, ...]:
    second = arguments[1] if len(arguments) > 1 else ()
    if name in {"replace", "replaceAll"} and first and second:
        return on.unite(
            tuple(
                _replaced(text, as_text(old, on.marks), as_text(new, on.marks), all_of=name == "replaceAll")
                for old in first
                for new in second
            )
        )
    if name == "split":
        glue = as_text(first[0], on.marks) if first else None
        if glue is None:
            return (Array(((text,),)),)
        glue = re.sub(r"^/(.)/\w*$", r"\1", glue)
        pieces = list(text) if glue == "" else text.split(glue)
        return (Array(tuple((piece,) for piece in pieces[:100_000])),)
    if name in {"slice", "substring", "substr"}:
        start = _at(first, 0)
        if name == "substr":
            start = max(len(text) + start, 0) if start < 0 else start
            return (text[start : start + _at(second, len(text))],)
        return (text[start : _at(second, len(text)) if second else None],)
    if name in {"toLowerCase", "toUpperCase", "toLocaleLowerCase", "toLocaleUpperCase"}:
        return (text.lower() if "Lower" in name else text.upper(),)
    if name == "repeat":
        times = _at(first, 1)
        return (text * times,) if 0 <= times * max(len(text), 1) <= MAX_TEXT else (HOLE,)
    if name in {"charAt", "at"}:
        return (text[_at(first, 0) : _at(first, 0) + 1],)
    if name in {"charCodeAt", "codePointAt"}:
        index = _at(first, 0)
        return (ord(text[index]),) if 0 <= index < len(text) else (UNKNOWN,)
    if name in {"padStart", "padEnd"}:
        return (text,)
    return (UNKNOWN,)


def _replaced(text: str, old: str, new: str, *, all_of: bool) -> str:
    """`replace` with a constant or a regular expression; what Python's engine cannot do leaves the text as it is."""
    pattern = re.fullmatch(r"/(.*)/(\w*)", old, re.DOTALL)
    if len(text) > 65536:
        return text
    if pattern is None or len(old) < 2:
        return text.replace(old, new) if all_of else text.replace(old, new, 1)
    expression, flags = pattern.groups()
    if re.search(r"[*+{]", expression) and not re.fullmatch(r"(?:\[[^\]]*\]|\\?.)[+*]?", expression):
        return text  # repetition within repetition could take exponential time
    try:
        compiled = re.compile(expression.replace("(?<", "(?P<"), re.IGNORECASE if "i" in flags else 0)
        return compiled.sub(lambda _: new, text, count=0 if "g" in flags else 1)
    except (re.error, OverflowError):
        return text
