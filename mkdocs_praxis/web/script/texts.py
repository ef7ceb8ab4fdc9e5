"""Strings: their properties and methods, for constants. What would need more than a constant is unknown."""

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
    Args,
    Function,
    Value,
    Values,
    is_exact,
    join,
)
from mkdocs_praxis.web.url import resolve

# The few regular expressions that mean the same everywhere: of one literal text, and of pieces of a length.
_LITERAL_EXPRESSION = re.compile(r"/((?:\\[^\w]|[^\\/\[\](){}^$*+?|])+)/(\w*)", re.DOTALL)
_PIECES_EXPRESSION = re.compile(r"/((?:\.|\\[dwS]|\[[\w\-^]+\])+(?:\{\d\}|\+)?)/(\w*)")
_ADDRESS = re.compile(r"(?:https?:)?//[\w-]")
_HOSTNAME = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}(?::\d+)?")
# Methods that give what Python's do, also for strings with unknown parts; and those that need all of a string.
_PLAIN: dict[str, Callable[[str], str]] = {
    "trim": str.strip,
    "toLowerCase": str.lower,
    "toUpperCase": str.upper,
    "toString": str,
    "valueOf": str,
    "normalize": str,
}
_EXACT: dict[str, Callable[..., str | int]] = {
    "slice": lambda text, start=0, end=None: text[start:end],
    "substring": lambda text, start=0, end=None: text[start:end],
    "substr": lambda text, start=0, length=MAX_TEXT: text[start:][:length],
    "at": lambda text, index=0: text[index],
    "charAt": lambda text, index=0: text[index],
    "charCodeAt": lambda text, index=0: ord(text[index]),
    "codePointAt": lambda text, index=0: ord(text[index]),
    "repeat": lambda text, times=1: (text * times)[:MAX_TEXT] if times <= MAX_TEXT else DECODED,
}


def _property(_ev: Evaluator, text: str, name: str) -> Values:
    """Return a property of a string, or of a URL object, which is one here."""
    if name == "href":
        return (text,)
    if not is_exact(text):
        return TOP
    if name == "length":
        return (len(text),)
    if name.isdecimal() and len(name) < 9:
        return (text[int(name)],) if int(name) < len(text) else TOP
    url = resolve(text, "about:blank") if name in {"origin", "host", "hostname", "protocol"} else None
    return ({"origin": url.origin, "protocol": f"{url.scheme}:"}.get(name, url.host),) if url else TOP


def _invoke(ev: Evaluator, text: str, name: str, arguments: Args, node: Node) -> Values:
    first = arguments[0] if arguments else ()
    if name in _PLAIN:
        return (_PLAIN[name](text),)
    if name == "concat":
        return ev.concatenated([(text,), *arguments])
    if name in {"replace", "replaceAll"} and len(arguments) > 1:
        pairs = [(ev.text(old), new) for old in first[:4] for new in arguments[1][:4]]
        return join(*(_replaced(ev, text, old, new, name, node) for old, new in pairs))
    if not is_exact(text):
        return transferred(ev, text, name, arguments, node)
    numbers = [given[0] for given in arguments if given and isinstance(given[0], int)]
    if name in _EXACT and len(numbers) == len(arguments) <= 2:
        try:
            return (_EXACT[name](text, *numbers),)
        except IndexError:
            return ("",)
    pieces = _PIECES_EXPRESSION.fullmatch(ev.text(first[0])) if first else None
    if name == "match" and pieces and "g" in pieces[2]:
        return (ev.listed(tuple((match.group(),) for match in re.finditer(pieces[1], text))),)
    if name == "split" and first:
        glue = _literal(ev.text(first[0])) or ""
        return (ev.listed(tuple((piece,) for piece in (text.split(glue) if glue else text))),)
    return transferred(ev, text, name, arguments, node)


def _literal(text: str) -> str | None:
    """Return what a string or a regular expression without any magic stands for."""
    expression = _LITERAL_EXPRESSION.fullmatch(text)
    if expression:
        return re.sub(r"\\(.)", r"\1", expression[1])
    return None if text[:1] == "/" and len(text) > 1 else text


def _replaced(ev: Evaluator, text: str, old: str, new: Value, name: str, node: Node) -> Values:
    if text in {HREF, ORIGIN, HOST} and not isinstance(new, Function):
        put = ev.text(new)  # `location.href.replace("www", "cdn.example")`: an address of that host
        host = put if text == HOST else f"https://{put}/"
        return (text, put) if _ADDRESS.match(put) else (text, host) if _HOSTNAME.fullmatch(put) else (text,)
    pieces, sought = _PIECES_EXPRESSION.fullmatch(old), _literal(old)
    if pieces and isinstance(new, Function) and is_exact(text):
        count = 0 if "g" in pieces[2] else 1
        return (re.sub(pieces[1], lambda match: _made(ev, new, match.group(), node), text, count=count),)
    if pieces or sought is None or not is_exact(sought):
        return TOP
    put = _made(ev, new, sought, node) if isinstance(new, Function) else ev.text(new)
    every = name == "replaceAll" or (old[:1] == "/" and "g" in old.rpartition("/")[2])
    return (text.replace(sought, put, -1 if every else 1)[:MAX_TEXT],)


def _made(ev: Evaluator, callback: Value, match: str, node: Node) -> str:
    found = ev.texts(ev.call(callback, [(match,)], node))
    return found[0] if len(found) == 1 and is_exact(found[0]) else DECODED


PROPERTIES[str], METHODS[str] = _property, _invoke
