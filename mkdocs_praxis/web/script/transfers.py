"""What functions of the language and the page make of what they are given: few ways, named by the rows of `builtins.json`."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable
from urllib.parse import quote, unquote

from tree_sitter import Node

from mkdocs_praxis.web.script.evaluate import Evaluator
from mkdocs_praxis.web.script.tables import builtins
from mkdocs_praxis.web.script.values import (
    DECODED,
    TOP,
    UNKNOWN,
    UNKNOWN_PART,
    Alternatives,
    Element,
    Function,
    Instance,
    List,
    Record,
    Taint,
    Value,
    is_exact,
    is_tainted,
    join,
)
from mkdocs_praxis.web.url import resolve

Transfer = Callable[[Evaluator, Value, list[Alternatives], Node], Alternatives]
TRANSFERS: dict[str, Transfer] = {}
_DEEPEST = 8  # objects within objects that are looked through
_SELECTOR_TAG = re.compile(r"(?:^|[\s>+~,(])([a-zA-Z][\w-]*)?[^\s>+~,()]*$")
_MARKUP_TAG = re.compile(r"\s*<([a-zA-Z][\w-]*)")
_NOT_BASE64 = re.compile(r"\s")


def transfer(name: str) -> Callable[[Transfer], Transfer]:
    """Register what a row of the table means."""

    def register(function: Transfer) -> Transfer:
        TRANSFERS[name] = function
        return function

    return register


def transferred(
    ev: Evaluator, this: Value, name: str, arguments: list[Alternatives], node: Node
) -> Alternatives:
    """Return what a method gives that does the same on whatever it is called."""
    if name == "replace" and len(arguments) > 1:  # of an unknown text, by a callback that decodes
        functions = [value for value in arguments[1] if isinstance(value, Function)]
        made = [text for value in functions for text in ev.texts(ev.call(value, [TOP], node))]
        return (DECODED,) if any(DECODED in text for text in made) else TOP
    how = builtins().methods.get(name)
    return apply(ev, how, this, arguments, node) if how is not None else TOP


def apply(ev: Evaluator, how: str, this: Value, arguments: list[Alternatives], node: Node) -> Alternatives:
    """Return what the transfer `how` gives: an instance of a class where it names one."""
    known = TRANSFERS.get(how)
    return known(ev, this, arguments, node) if known is not None else (Instance(how),)


def _first(arguments: list[Alternatives]) -> Alternatives:
    return arguments[0] if arguments else ()


TRANSFERS["first"] = lambda _ev, _this, arguments, _node: _first(arguments)
TRANSFERS["second"] = lambda _ev, _this, arguments, _node: arguments[1] if len(arguments) > 1 else TOP
TRANSFERS["same"] = lambda _ev, this, arguments, _node: (
    (this,) if not arguments or not isinstance(this, int) else TOP
)
TRANSFERS["elements"] = lambda ev, _this, arguments, _node: ev.elements(_first(arguments))
TRANSFERS["list"] = lambda ev, _this, arguments, _node: (ev.listed(tuple(arguments)),)
TRANSFERS["joined"] = lambda ev, _this, arguments, _node: ev.concatenated(arguments)
TRANSFERS["keys"] = lambda ev, _this, arguments, _node: (
    ev.listed(
        tuple(
            (key,) for value in _first(arguments) for key in ev.get(value, "<keys>") if isinstance(key, str)
        )
    ),
)


# -- strings ------------------------------------------------------------------------------------------------------


def _decoder(decode: Callable[[str], str]) -> Transfer:
    def run(ev: Evaluator, _this: Value, arguments: list[Alternatives], _node: Node) -> Alternatives:
        return tuple(dict.fromkeys(_decoded(text, decode) for text in ev.texts(_first(arguments))))

    return run


def _decoded(text: str, decode: Callable[[str], str]) -> str:
    if not is_exact(text):
        return "".join(c for c in text if is_tainted(c)) + DECODED
    try:
        return decode(text)
    except (ValueError, binascii.Error):
        return UNKNOWN_PART


def _atob(text: str) -> str:
    return base64.b64decode(_NOT_BASE64.sub("", text) + "==").decode("latin-1")


def _unescape(text: str) -> str:
    text = re.sub(r"%u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    return re.sub(r"%([0-9a-fA-F]{2})", lambda match: chr(int(match[1], 16)), text)


TRANSFERS["atob"] = _decoder(_atob)
TRANSFERS["unescape"] = _decoder(_unescape)


def _recoder(recode: Callable[[str], str]) -> Transfer:
    def run(ev: Evaluator, _this: Value, arguments: list[Alternatives], _node: Node) -> Alternatives:
        return tuple(dict.fromkeys(recode(t) if is_exact(t) else t for t in ev.texts(_first(arguments))))

    return run


TRANSFERS["decodeURI"] = _recoder(lambda text: unquote(text, errors="replace"))
TRANSFERS["encodeURI"] = _recoder(lambda text: quote(text, safe="!'()*~"))
TRANSFERS["text"] = _recoder(lambda text: text)


@transfer("characters")
def _characters(ev: Evaluator, _this: Value, arguments: list[Alternatives], _node: Node) -> Alternatives:
    """`String.fromCharCode(…)`."""
    return ev.concatenated([tuple(_character(value) for value in codes) for codes in arguments])


def _character(value: Value) -> str:
    if isinstance(value, str) and value.isdecimal() and len(value) < 8:
        value = int(value)
    return chr(value) if isinstance(value, int) and 0 <= value < 0x110000 else DECODED


@transfer("number")
def _number(_ev: Evaluator, _this: Value, arguments: list[Alternatives], _node: Node) -> Alternatives:
    """`parseInt(text, base)`, `Number(text)`."""
    base = arguments[1][0] if len(arguments) > 1 and arguments[1] else 10
    found: list[Value] = []
    for value in _first(arguments):
        try:
            found.append(int(value, base) if isinstance(value, str) and isinstance(base, int) else value)
        except ValueError:
            found.append(UNKNOWN)
    return tuple(found)


@transfer("address")
def _address(ev: Evaluator, _this: Value, arguments: list[Alternatives], _node: Node) -> Alternatives:
    """Return `new URL(address, base)`: a string, for all that matters here; an own base changes nothing."""
    bases = ev.texts(arguments[1]) if len(arguments) > 1 else ("",)
    found: list[Value] = []
    for text in ev.texts(_first(arguments)):
        for base in bases:
            url = resolve(text, base) if base and is_exact(base + text) else None
            found.append(url.href if url is not None else text)
    return join(tuple(found))


# -- JSON ---------------------------------------------------------------------------------------------------------


@transfer("parsed")
def _parsed(ev: Evaluator, _this: Value, arguments: list[Alternatives], _node: Node) -> Alternatives:
    found: list[Alternatives] = []
    for value in _first(arguments):
        try:
            found.append(from_json(ev, json.loads(value)) if isinstance(value, str) else (value,))
        except (ValueError, RecursionError):
            found.append(TOP)
    return join(*found)


def from_json(ev: Evaluator, value: object) -> Alternatives:
    """Return a decoded JSON value as script values."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return (value,)
    if isinstance(value, list):
        return (ev.listed(tuple(from_json(ev, item) for item in value)),)
    if isinstance(value, dict):
        return (Record({key: from_json(ev, item) for key, item in value.items()}),)
    return TOP


@transfer("written")
def _written(ev: Evaluator, _this: Value, arguments: list[Alternatives], _node: Node) -> Alternatives:
    """`JSON.stringify(…)`."""
    return tuple(json.dumps(plain(ev, value), ensure_ascii=False) for value in _first(arguments)[:4])


def plain(ev: Evaluator, value: Value, depth: int = 0) -> object:
    """Return a value as plain data; what is unknown becomes a text with an unknown part."""
    ev.steps -= 1
    if depth > _DEEPEST or ev.steps < 0:
        return UNKNOWN_PART
    if isinstance(value, List):
        return [plain(ev, item[0], depth + 1) if item else None for item in value.items]
    fields = ev.fields(value)
    if fields:
        return {key: plain(ev, item[0], depth + 1) if item else None for key, item in fields.items()}
    return value if isinstance(value, int | float) else ev.text(value)


def texts_in(ev: Evaluator, value: Value, depth: int = 0) -> list[str]:
    """Return all strings of a value, however deep, its first few alternatives each."""
    ev.steps -= 1
    if isinstance(value, str):
        return [value]
    if depth > _DEEPEST or ev.steps < 0:
        return []
    parts = value.items if isinstance(value, List) else tuple(ev.fields(value).values())
    if not parts and isinstance(value, Taint):
        return [ev.text(value)]
    return [text for part in parts[:200] for inner in part[:4] for text in texts_in(ev, inner, depth + 1)]


@transfer("merged")
def _merged(ev: Evaluator, _this: Value, arguments: list[Alternatives], _node: Node) -> Alternatives:
    """`Object.assign(…)`: the first, with the properties of all when it is a plain object."""
    first = _first(arguments)
    if any(isinstance(value, Element) for value in first):
        return first
    fields: dict[str, Alternatives] = {}
    for given in arguments:
        for value in given[:4]:
            fields |= ev.fields(value)
    return (Record(fields),) if fields else first


@transfer("entries")
def _entries(ev: Evaluator, _this: Value, arguments: list[Alternatives], _node: Node) -> Alternatives:
    pairs = [
        (ev.listed(((key,), item)),)
        for value in _first(arguments)[:4]
        for key, item in ev.fields(value).items()
    ]
    return (ev.listed(tuple(pairs)),)


@transfer("values")
def _values(ev: Evaluator, _this: Value, arguments: list[Alternatives], _node: Node) -> Alternatives:
    return (ev.listed(tuple(item for value in _first(arguments)[:4] for item in ev.fields(value).values())),)


@transfer("from")
def _from(ev: Evaluator, _this: Value, arguments: list[Alternatives], node: Node) -> Alternatives:
    """`Array.from(list or text, callback)`."""
    values = tuple(ev.listed(tuple(ev.sequence(v))) if isinstance(v, str) else v for v in _first(arguments))
    if len(arguments) < 2:
        return values
    return join(*(ev.invoke(value, "map", arguments[1:2], node) for value in values))


# -- the page -----------------------------------------------------------------------------------------------------


@transfer("element")
def _created(ev: Evaluator, _this: Value, arguments: list[Alternatives], node: Node) -> Alternatives:
    """`createElement(name)`, `createElementNS(namespace, name)`."""
    names = [text.strip().lower().rpartition(":")[2] for text in ev.texts(arguments[-1] if arguments else ())]
    tags = frozenset(name for name in names if name.isascii() and name.isidentifier())
    return (Element(tags if len(tags) == len(set(names)) else frozenset(), node.start_byte),)


@transfer("select")
def _selected(ev: Evaluator, _this: Value, arguments: list[Alternatives], _node: Node) -> Alternatives:
    return tuple(_found(text) for text in ev.texts(_first(arguments)))


@transfer("select #")
def _by_id(ev: Evaluator, _this: Value, arguments: list[Alternatives], _node: Node) -> Alternatives:
    return tuple(
        Element(selector=f"#{text}" if is_exact(text) else "") for text in ev.texts(_first(arguments))
    )


@transfer("select .")
def _by_class(ev: Evaluator, _this: Value, arguments: list[Alternatives], _node: Node) -> Alternatives:
    return tuple(
        Element(selector=f".{text}" if is_exact(text) else "") for text in ev.texts(_first(arguments))
    )


@transfer("jquery")
def _wrapped(ev: Evaluator, _this: Value, arguments: list[Alternatives], node: Node) -> Alternatives:
    """`$(selector or markup or element)`."""
    found: list[Value] = []
    for value in _first(arguments) or TOP:
        text = ev.text(value)
        made = _MARKUP_TAG.match(text)
        if isinstance(value, Element):
            found.append(Element(value.tags, value.made_at, value.selector, jquery=True))
        elif made:
            found.append(Element(frozenset({made[1].lower()}), node.start_byte, jquery=True))
        else:
            one = _found(text)
            found.append(Element(one.tags, -1, one.selector, jquery=True))
    return tuple(found)


def _found(selector: str) -> Element:
    if not is_exact(selector):
        return Element()
    last = _SELECTOR_TAG.search(selector)
    tag = last[1].lower() if last and last[1] else ""
    return Element(frozenset({tag} if tag else ()), -1, selector if len(selector) < 200 else "")


@transfer("attribute")
def _attribute(ev: Evaluator, this: Value, arguments: list[Alternatives], _node: Node) -> Alternatives:
    """`getAttribute(name)`, `attr(name)`: the page's data; with a value it is set, and the element comes back."""
    if len(arguments) > 1 and isinstance(this, Element) and this.jquery:
        return (this,)
    return tuple(
        Taint("attribute", text) if is_exact(text) else UNKNOWN
        for text in ev.texts(arguments[-1] if arguments else ())
    )


@transfer("data")
def _data(ev: Evaluator, this: Value, arguments: list[Alternatives], _node: Node) -> Alternatives:
    """JQuery's `data(name)`."""
    if not (isinstance(this, Element) and this.jquery) or len(arguments) != 1:
        return TOP
    return (
        tuple(Taint("attribute", f"data-{text}") for text in ev.texts(_first(arguments)) if is_exact(text))
        or TOP
    )


@transfer("body")
def _body(_ev: Evaluator, this: Value, _arguments: list[Alternatives], _node: Node) -> Alternatives:
    """`json()`, `text()`: what a request brought; the text of an element when it is jQuery's."""
    if isinstance(this, Element) and this.jquery:
        return (Taint("text", this.selector),)
    return (Taint("file"),) if isinstance(this, Instance) and this.of == "Response" else TOP


@transfer("content")
def _content(_ev: Evaluator, this: Value, arguments: list[Alternatives], _node: Node) -> Alternatives:
    """JQuery's `html()` and `val()`."""
    if isinstance(this, Element) and this.jquery and not arguments:
        return (Taint("text", this.selector),)
    return (this,)


@transfer("then")
def _then(ev: Evaluator, this: Value, arguments: list[Alternatives], node: Node) -> Alternatives:
    """Promises are looked through: what a callback makes of what they bring."""
    return join(*(ev.call(function, [(this,)], node) for function in _first(arguments))) or TOP


@transfer("promised")
def _promised(ev: Evaluator, _this: Value, arguments: list[Alternatives], _node: Node) -> Alternatives:
    """Return `new Promise(executor)`: what the executor gives to its first parameter."""
    found: list[Alternatives] = []
    for value in _first(arguments):
        listed = value.node.child_by_field_name("parameters") if isinstance(value, Function) else None
        first = ev.tree.children(listed)[:1] if listed is not None else []
        for parameter in first:
            binding = ev.scopes.binding(ev.tree.text(parameter), parameter)
            for reference in ev.scopes.references(binding) if binding is not None else ():
                call = ev.tree.parent(reference)
                if call is not None and call.type == "call_expression":
                    found += ev.arguments(call)[:1]
    return join(*found) or TOP


@transfer("blob")
def _blob(ev: Evaluator, _this: Value, arguments: list[Alternatives], _node: Node) -> Alternatives:
    """Return `new Blob(texts, {type})`."""
    pieces = [
        text
        for value in _first(arguments)
        if isinstance(value, List)
        for text in ev.texts(ev.concatenated(value.items))
    ]
    kinds = [ev.fields(option).get("type", ()) for option in (arguments[1] if len(arguments) > 1 else ())]
    kind = next((ev.text(value) for given in kinds for value in given), "")
    return (Instance(f"Blob {kind.lower()}", tuple(pieces)),)
