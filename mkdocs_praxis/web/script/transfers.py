"""What functions of the language and the page make of what they are given: few ways, named by the rows of `builtins.json`."""

import base64
import json
import re
from collections.abc import Callable
from functools import partial
from urllib.parse import quote, unquote

from tree_sitter import Node

from mkdocs_praxis.web.script.evaluate import Evaluator
from mkdocs_praxis.web.script.tables import builtins
from mkdocs_praxis.web.script.values import (
    DECODED,
    TOP,
    UNKNOWN,
    UNKNOWN_PART,
    Args,
    Element,
    Function,
    Global,
    Instance,
    List,
    Object,
    Taint,
    Value,
    Values,
    is_exact,
    is_tainted,
    join,
)
from mkdocs_praxis.web.url import resolve

Transfer = Callable[[Evaluator, Value, Args, Node], Values]
_DEEPEST = 8  # objects within objects that are looked through
_SELECTOR_TAG = re.compile(r"(?:^|[\s>+~,(])([a-zA-Z][\w-]*)?[^\s>+~,()]*$")
_MARKUP_TAG = re.compile(r"\s*<([a-zA-Z][\w-]*)")


def transferred(ev: Evaluator, this: Value, name: str, arguments: Args, node: Node) -> Values:
    """Return what a method gives that does the same on whatever it is called."""
    if name == "replace" and len(arguments) > 1:  # of an unknown text, by a callback that decodes
        functions = [value for value in arguments[1] if isinstance(value, Function)]
        made = [text for value in functions for text in ev.texts(ev.call(value, [TOP], node))]
        return (DECODED,) if any(DECODED in text for text in made) else TOP
    how = builtins().methods.get(name)
    return apply(ev, how, this, arguments, node) if how is not None else TOP


def apply(ev: Evaluator, how: str, this: Value, arguments: Args, node: Node) -> Values:
    """Return what the transfer `how` gives: an instance of a class where it names one, an element of `<tag>`."""
    known = _TRANSFERS.get(how)
    if known is not None:
        return known(ev, this, arguments, node)
    return (Element(frozenset({how.strip("<>")}), node.start_byte) if how[0] == "<" else Instance(how),)


def _first(arguments: Args) -> Values:
    return arguments[0] if arguments else ()


def _recoded(
    recode: Callable[[str], str], unknown: str, ev: Evaluator, _: Value, arguments: Args, _n: Node
) -> Values:
    """Return strings in another coding; what is not exact becomes `unknown`, or stays as it is when that is empty."""
    found: list[str] = []
    for text in ev.texts(_first(arguments)):
        try:
            part = "".join(filter(is_tainted, text)) + unknown if unknown else text
            found.append(recode(text) if is_exact(text) else part)
        except ValueError:
            found.append(UNKNOWN_PART)
    return tuple(dict.fromkeys(found))


def _atob(text: str) -> str:
    return base64.b64decode("".join(text.split()) + "==").decode("latin-1")


def _unescape(text: str) -> str:
    return re.sub(r"%(?:u([0-9a-fA-F]{4})|([0-9a-fA-F]{2}))", lambda m: chr(int(m[1] or m[2], 16)), text)


def _characters(ev: Evaluator, _: Value, arguments: Args, _n: Node) -> Values:
    """`String.fromCharCode(…)`."""
    return ev.concatenated([tuple(map(_character, codes)) for codes in arguments])


def _character(value: Value) -> str:
    return chr(value) if isinstance(value, int) and 0 <= value < 0x110000 else DECODED


def _number(_ev: Evaluator, _: Value, arguments: Args, _n: Node) -> Values:
    """`parseInt(text, base)`, `Number(text)`."""
    base = arguments[1][0] if len(arguments) > 1 and arguments[1] else 10
    try:
        return tuple(
            int(v, base) if isinstance(v, str) and isinstance(base, int) else v for v in _first(arguments)
        )
    except ValueError:
        return TOP


def _address(ev: Evaluator, _: Value, arguments: Args, _n: Node) -> Values:
    """Return `new URL(address, base)`: a string, for all that matters here; an own base changes nothing."""
    found: list[Value] = []
    for text in ev.texts(_first(arguments)):
        for base in ev.texts(arguments[1]) if len(arguments) > 1 else ("",):
            url = resolve(text, base) if base and is_exact(base + text) else None
            found.append(url.href if url is not None else text)
    return join(tuple(found))


def _parsed(ev: Evaluator, _: Value, arguments: Args, _n: Node) -> Values:
    """`JSON.parse(text)`."""
    try:
        return join(*(_json(ev, json.loads(v)) if isinstance(v, str) else (v,) for v in _first(arguments)))
    except (ValueError, RecursionError):
        return TOP


def _json(ev: Evaluator, value: object) -> Values:
    if isinstance(value, list):
        return (ev.listed(tuple(_json(ev, item) for item in value)),)
    if isinstance(value, dict):
        return (Object({key: _json(ev, item) for key, item in value.items()}),)
    return (value,) if isinstance(value, str | int) and not isinstance(value, bool) else TOP


def _written(ev: Evaluator, _: Value, arguments: Args, _n: Node) -> Values:
    """`JSON.stringify(value)`."""
    return tuple(json.dumps(_plain(ev, value, 0), ensure_ascii=False) for value in _first(arguments)[:4])


def _plain(ev: Evaluator, value: Value, depth: int) -> object:
    ev.steps -= 1
    if depth > _DEEPEST or ev.steps < 0:
        return UNKNOWN_PART
    if isinstance(value, List):
        return [_plain(ev, item[0], depth + 1) if item else None for item in value.items]
    if isinstance(value, Object):
        return {key: _plain(ev, item[0], depth + 1) for key, item in ev.fields(value).items() if item}
    return ev.text(value)


def texts_in(ev: Evaluator, value: Value, depth: int = 0) -> list[str]:
    """Return all strings of a value, however deep, the first few alternatives of each."""
    ev.steps -= 1
    if isinstance(value, str | Taint | Global):
        return [ev.text(value)]
    if depth > _DEEPEST or ev.steps < 0:
        return []
    parts = value.items if isinstance(value, List) else tuple(ev.fields(value).values())
    return [text for part in parts[:200] for inner in part[:4] for text in texts_in(ev, inner, depth + 1)]


def _merged(ev: Evaluator, _: Value, arguments: Args, _n: Node) -> Values:
    """`Object.assign(…)`: the first, or an object with the properties of all."""
    if any(isinstance(value, Element) for value in _first(arguments)):
        return _first(arguments)
    return (Object({k: v for given in arguments for one in given[:4] for k, v in ev.fields(one).items()}),)


def _from(ev: Evaluator, _: Value, arguments: Args, node: Node) -> Values:
    """`Array.from(list or text, callback)`."""
    lists = tuple(ev.listed(tuple(ev.sequence(v))) if isinstance(v, str) else v for v in _first(arguments))
    return join(*(ev.invoke(v, "map", arguments[1:2], node) for v in lists)) if arguments[1:] else lists


def _created(ev: Evaluator, _: Value, arguments: Args, node: Node) -> Values:
    """`createElement(name)`, `createElementNS(namespace, name)`."""
    names = {text.strip().lower().rpartition(":")[2] for text in ev.texts(arguments[-1] if arguments else ())}
    known = all(name.isascii() for name in names)
    return (Element(frozenset(names if known else ()), node.start_byte),)


def _selected(before: str, ev: Evaluator, _: Value, arguments: Args, _n: Node) -> Values:
    """`querySelector(selector)` and its kin, which put `#` or `.` before it."""
    return tuple(_found(before + text) for text in ev.texts(_first(arguments)))


def _found(selector: str, *, jquery: bool = False) -> Element:
    if not is_exact(selector) or len(selector) > 200:
        return Element(jquery=jquery)
    last = _SELECTOR_TAG.search(selector)
    return Element(frozenset({last[1].lower()} if last and last[1] else ()), -1, selector, jquery)


def _wrapped(ev: Evaluator, _: Value, arguments: Args, node: Node) -> Values:
    """`$(selector or markup or element)`."""
    found: list[Value] = []
    for value in _first(arguments) or TOP:
        made = _MARKUP_TAG.match(value) if isinstance(value, str) else None
        if isinstance(value, Element):
            found.append(Element(value.tags, value.made_at, value.selector, jquery=True))
        elif made:
            found.append(Element(frozenset({made[1].lower()}), node.start_byte, jquery=True))
        else:
            found.append(_found(ev.text(value), jquery=True))
    return tuple(found)


def _attribute(prefix: str, ev: Evaluator, this: Value, arguments: Args, _n: Node) -> Values:
    """`getAttribute(name)`, jQuery's `attr(name)` and `data(name)`; with a value it is set, and the element comes back."""
    is_jquery = isinstance(this, Element) and this.jquery
    if (prefix and not is_jquery) or not arguments:
        return TOP
    if is_jquery and len(arguments) > 1:
        return (this,)
    return tuple(Taint("attribute", prefix + t) if is_exact(t) else UNKNOWN for t in ev.texts(arguments[-1]))


def _body(_ev: Evaluator, this: Value, _arguments: Args, _n: Node) -> Values:
    """`json()`, `text()` of a response: what a request brought; `text()`, `html()`, `val()` of jQuery: text of the page."""
    if isinstance(this, Element) and this.jquery:
        return (Taint("text", this.selector),)
    return (Taint("file"),) if isinstance(this, Instance) and this.of == "Response" else TOP


def _then(ev: Evaluator, this: Value, arguments: Args, node: Node) -> Values:
    """Promises are looked through: what a callback makes of what they bring."""
    return join(*(ev.call(function, [(this,)], node) for function in _first(arguments))) or TOP


def _blob(ev: Evaluator, _: Value, arguments: Args, _n: Node) -> Values:
    """Return `new Blob(texts, {type})`."""
    lists = [value for value in _first(arguments) if isinstance(value, List)]
    kinds = [ev.get(option, "type") for option in (arguments[1] if len(arguments) > 1 else ())]
    kind = next((value for given in kinds for value in given if isinstance(value, str)), "")
    texts = tuple(text for value in lists for text in ev.texts(ev.concatenated(value.items)))
    return (Instance(f"Blob {kind.lower()}", texts),)


_TRANSFERS: dict[str, Transfer] = {
    "first": lambda _ev, _this, arguments, _node: _first(arguments),
    "second": lambda _ev, _this, arguments, _node: arguments[1] if len(arguments) > 1 else TOP,
    "same": lambda _ev, this, _arguments, _node: TOP if isinstance(this, int) else (this,),
    "elements": lambda ev, _this, arguments, _node: ev.elements(_first(arguments)),
    "list": lambda ev, _this, arguments, _node: (ev.listed(tuple(arguments)),),
    "joined": lambda ev, _this, arguments, _node: ev.concatenated(arguments),
    "atob": partial(_recoded, _atob, DECODED),
    "unescape": partial(_recoded, _unescape, DECODED),
    "decodeURI": partial(_recoded, partial(unquote, errors="replace"), ""),
    "encodeURI": partial(_recoded, partial(quote, safe="!'()*~"), ""),
    "text": partial(_recoded, str, ""),
    "characters": _characters,
    "number": _number,
    "address": _address,
    "parsed": _parsed,
    "written": _written,
    "merged": _merged,
    "from": _from,
    "element": _created,
    "select": partial(_selected, ""),
    "select #": partial(_selected, "#"),
    "select .": partial(_selected, "."),
    "jquery": _wrapped,
    "attribute": partial(_attribute, ""),
    "data": partial(_attribute, "data-"),
    "body": _body,
    "then": _then,
    "blob": _blob,
}
