"""Strings: their properties and methods, for constants. What would need more than a constant is unknown."""

from __future__ import annotations

import re
from collections.abc import Callable

from tree_sitter import Node

from mkdocs_praxis.web.script.evaluate import METHODS, PROPERTIES, Evaluator
from mkdocs_praxis.web.script.transfers import transferred
from mkdocs_praxis.web.script.values import (
    DECODED,
    HOST,
    HREF,
    MAX_TEXT,
    ORIGIN,
    TOP,
    UNKNOWN,
    Alternatives,
    Bound,
    Function,
    Value,
    is_exact,
    join,
)
from mkdocs_praxis.web.url import resolve

_OWN = (HREF, ORIGIN, HOST)
_LITERAL_EXPRESSION = re.compile(r"/((?:\\.|[^\\/\[\](){}^$*+?|])+)/(\w*)", re.DOTALL)
_PIECES_EXPRESSION = re.compile(r"/((?:\.|\\[dwS]|\[[\w\-^]+\])+(?:\{\d\}|\+)?)/(\w*)")
_ADDRESS = re.compile(r"(?:https?:)?//[\w-]")
_HOSTNAME = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}(?::\d+)?")
# Methods that give what Python's do, also for strings with unknown parts.
_PLAIN: dict[str, Callable[[str], str]] = {
    "trim": str.strip,
    "trimStart": str.lstrip,
    "trimEnd": str.rstrip,
    "toLowerCase": str.lower,
    "toLocaleLowerCase": str.lower,
    "toUpperCase": str.upper,
    "toLocaleUpperCase": str.upper,
    "toString": str,
    "valueOf": str,
    "normalize": str,
}


def _property(_ev: Evaluator, value: Value, name: str) -> Alternatives:
    """Return a property of a string, or of a URL object, which is one here."""
    text = str(value)
    exact = is_exact(text)
    if name == "length":
        return (len(text),) if exact else TOP
    if name.isdecimal() and len(name) < 9:
        return (text[int(name)],) if exact and int(name) < len(text) else TOP
    if name == "href":
        return (text,)
    url = (
        resolve(text, "about:blank") if exact and name in {"origin", "host", "hostname", "protocol"} else None
    )
    if url is None:
        return TOP
    parts = {"origin": url.origin, "protocol": f"{url.scheme}:"}
    return (parts.get(name, url.host),)


PROPERTIES[str] = _property


def _invoke(ev: Evaluator, this: Value, name: str, arguments: list[Alternatives], node: Node) -> Alternatives:
    text = str(this)
    if name in _PLAIN:
        return (_PLAIN[name](text),)
    if name == "concat":
        return ev.concatenated([(text,), *arguments])
    if name in {"replace", "replaceAll"} and len(arguments) > 1:
        return join(
            *(
                _replaced(ev, text, ev.text(old), new, name, node)
                for old in arguments[0][:4]
                for new in arguments[1][:4]
            )
        )
    if is_exact(text):
        first = arguments[0] if arguments else ()
        known = _EXACT.get(name)
        numbers = [given[0] for given in arguments if given and isinstance(given[0], int)]
        if known is not None and len(numbers) == len(arguments):
            return known(text, *numbers[:2])
        if name == "split":
            return _split(ev, text, ev.text(first[0]) if first else None)
        if name == "match" and first:
            found = _PIECES_EXPRESSION.fullmatch(ev.text(first[0]))
            if found and "g" in found[2]:
                return (ev.listed(tuple((m.group(),) for m in re.finditer(found[1], text))),)
            return TOP
    return transferred(ev, this, name, arguments, node)


METHODS[str] = _invoke
METHODS[int] = METHODS[float] = lambda _ev, _this, _name, _arguments, _node: TOP


def _slice(text: str, start: int = 0, end: int | None = None) -> Alternatives:
    return (text[start:end],)


def _substring(text: str, start: int = 0, end: int | None = None) -> Alternatives:
    return (text[max(start, 0) : None if end is None else max(end, 0)],)


def _substr(text: str, start: int = 0, length: int | None = None) -> Alternatives:
    start = max(len(text) + start, 0) if start < 0 else start
    return (text[start : None if length is None else start + length],)


def _at(text: str, index: int = 0, _: int = 0) -> Alternatives:
    return (text[index],) if -len(text) <= index < len(text) else ("",)


def _code(text: str, index: int = 0, _: int = 0) -> Alternatives:
    return (ord(text[index]),) if 0 <= index < len(text) else TOP


def _repeat(text: str, times: int = 1, _: int = 0) -> Alternatives:
    return (text * times,) if 0 <= times * max(len(text), 1) <= MAX_TEXT else TOP


_EXACT: dict[str, Callable[..., Alternatives]] = {
    "slice": _slice,
    "substring": _substring,
    "substr": _substr,
    "at": _at,
    "charAt": _at,
    "charCodeAt": _code,
    "codePointAt": _code,
    "repeat": _repeat,
}


def _split(ev: Evaluator, text: str, glue: str | None) -> Alternatives:
    if glue is None:
        return (ev.listed(((text,),)),)
    expression = _LITERAL_EXPRESSION.fullmatch(glue)
    glue = _unescaped(expression[1]) if expression else glue
    pieces = text.split(glue) if glue else list(text)
    return (ev.listed(tuple((piece,) for piece in pieces)),)


def _unescaped(expression: str) -> str:
    return re.sub(r"\\([^\w])", r"\1", expression)


def _replaced(ev: Evaluator, text: str, old: str, new: Value, name: str, node: Node) -> Alternatives:
    """`replace` of a constant, or of the few regular expressions that mean the same everywhere."""
    if any(mark in text for mark in _OWN):
        return _in_own_address(text, ev.text(new))
    literal, pieces = _LITERAL_EXPRESSION.fullmatch(old), _PIECES_EXPRESSION.fullmatch(old)
    is_function = isinstance(new, Function | Bound)
    if pieces and is_exact(text):
        if not is_function:
            return TOP
        count = 0 if "g" in pieces[2] else 1
        return (re.sub(pieces[1], lambda match: _made(ev, new, match.group(), node), text, count=count),)
    if old[:1] == "/" and len(old) > 1 and literal is None:
        return TOP  # a regular expression of JavaScript's, not Python's
    if "\\" in (literal[1] if literal else "") and re.search(r"\\[a-zA-Z0-9]", literal[1] if literal else ""):
        return TOP
    sought = _unescaped(literal[1]) if literal else old
    if not is_exact(sought):
        return TOP
    if sought not in text:
        return (text,)
    put = _made(ev, new, sought, node) if is_function else ev.text(new)
    every = name == "replaceAll" or (literal is not None and "g" in literal[2])
    changed = text.replace(sought, put) if every else text.replace(sought, put, 1)
    return (changed,) if len(changed) <= MAX_TEXT else (UNKNOWN,)


def _made(ev: Evaluator, callback: Value, match: str, node: Node) -> str:
    found = ev.texts(ev.call(callback, [(match,)], node))
    return found[0] if len(found) == 1 and is_exact(found[0]) else DECODED


def _in_own_address(text: str, put: str) -> Alternatives:
    """`location.href.replace("www", "cdn.example")`: where a host is put in, an address of that host."""
    if _ADDRESS.match(put):
        return (text, put)
    if _HOSTNAME.fullmatch(put):
        return (text, put if text == HOST else f"https://{put}/")
    return (text,)
