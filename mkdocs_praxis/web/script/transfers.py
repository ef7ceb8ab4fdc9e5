"""Transfer functions: the results of built-in functions for abstract arguments, by their names in `builtins.json`."""

import base64
import json
from collections.abc import Callable
from functools import partial
from urllib.parse import quote, unquote

from tree_sitter import Node

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.script.alternatives import join
from mkdocs_praxis.web.script.evaluate import Evaluator
from mkdocs_praxis.web.script.marks import DECODED, MAX_TEXT, UNKNOWN_PART, is_exact, is_tainted
from mkdocs_praxis.web.script.tables import table
from mkdocs_praxis.web.script.values import TOP, Args, Element, Global, List, Object, Taint, Value, Values
from mkdocs_praxis.web.url import resolve

Transfer = Callable[[Evaluator, Value, Args, Node], Values]
_LONGEST_SELECTOR = 200
_DEEPEST = 8  # nesting of objects that is followed
# Options that hold what a library shows or sends, in lists or, as `data`, an object: rows of a table, dates with links, fields.
_CONTENT = frozenset({"data", "events"})
_SELECTOR_TAG = regex(r"(?:^|[\s>+~,(])([a-zA-Z][\w-]*)?[^\s>+~,()]*$")
LAST_PART = regex(r"[#.]?[\w-]+(?=(?:\[[^\]]*\]|:\S*)*$)")  # of a selector
_MARKUP_TAG = regex(r"\s*<([a-zA-Z][\w-]*)")


def transferred(ev: Evaluator, this: Value, name: str, arguments: Args, node: Node) -> Values:
    """Return the result of a method that is the same for any receiver."""
    how = table().methods.get(name)
    return apply(ev, how, this, arguments, node) if how is not None else TOP


def apply(ev: Evaluator, how: str, this: Value, arguments: Args, node: Node) -> Values:
    """Apply the transfer function `how`; the name of a class gives an instance, `<tag>` an element."""
    known = _TRANSFERS.get(how)
    if known is not None:
        return known(ev, this, arguments, node)
    return (Element(frozenset({how[1:-1]}), node.start_byte) if how[0] == "<" else Global(f"new {how}"),)


def _first(arguments: Args) -> Values:
    return arguments[0] if arguments else ()


def _recoded(
    recode: Callable[[str], str], unknown: str, ev: Evaluator, _: Value, arguments: Args, _n: Node
) -> Values:
    """Return strings recoded; those with unknown parts become `unknown`, or stay as they are if that is empty."""
    found: list[str] = []
    for text in ev.texts(_first(arguments)):
        try:
            part = "".join(filter(is_tainted, text)) + unknown if unknown else text
            found.append(recode(text) if is_exact(text) else part)
        except ValueError:
            found.append(UNKNOWN_PART)
    return tuple(dict.fromkeys(found))


def _characters(ev: Evaluator, _: Value, arguments: Args, _n: Node) -> Values:
    """Return `String.fromCharCode(…)`."""
    return ev.concatenated(
        [tuple(chr(v & 0xFFFF) if isinstance(v, int) else DECODED for v in codes) for codes in arguments]
    )


def _address(ev: Evaluator, _: Value, arguments: Args, _n: Node) -> Values:
    """Return `new URL(address, base)` as a string; an own base changes nothing."""
    found: list[Value] = []
    for text in ev.texts(_first(arguments)):
        for base in ev.texts(arguments[1]) if len(arguments) > 1 else ("",):
            url = resolve(text, base) if base and is_exact(base + text) else None
            found.append(url.href if url is not None else text)
    return join(tuple(found))


def texts_in(ev: Evaluator, value: Value, around: tuple[Value, ...] = ()) -> list[str]:
    """Return all strings in a value, up to a depth, with the first few alternatives of each."""
    ev.steps -= 1
    if isinstance(value, str | Taint | Global):
        return [ev.text(value)]
    if len(around) > _DEEPEST or ev.steps < 0 or value in around:
        return []
    options = ev.fields(value).items()
    read = tuple(part for name, part in options if name not in _CONTENT or not _is_content(ev, name, part))
    parts = value.items if isinstance(value, List) else read
    inner = ((one, (*around, value)) for part in parts[:200] for one in part[:4])
    return [text for one, path in inner for text in texts_in(ev, one, path)]


def _is_content(ev: Evaluator, name: str, values: Values) -> bool:
    return any(isinstance(one, List) or (name == "data" and ev.fields(one)) for one in values)


def _created(ev: Evaluator, _: Value, arguments: Args, node: Node) -> Values:
    """Return `createElement(name)`, `createElementNS(namespace, name)`."""
    names = {text.strip().lower().rpartition(":")[2] for text in ev.texts(arguments[-1] if arguments else ())}
    return (Element(frozenset(filter(str.isascii, names)), node.start_byte),)


def _selected(before: str, ev: Evaluator, this: Value, arguments: Args, node: Node) -> Values:
    """Return `querySelector(selector)`, `getElementById` and so on (`before`: `#`, `.`); `$(selector, markup or element)`."""
    jquery, found = before == "$", list[Value]()
    held = jquery or (isinstance(this, Element) and this.jquery)
    for value in _first(arguments) or TOP:
        text = ev.text(value) if jquery else before + ev.text(value)
        made = _MARKUP_TAG.match(text) if jquery else None
        last = _SELECTOR_TAG.search(text) if is_exact(text) and len(text) < _LONGEST_SELECTOR else None
        if isinstance(value, Element):
            found.append(Element(value.tags, value.made_at, value.selector, jquery))
        elif made:
            found.append(Element(frozenset({made[1].lower()}), node.start_byte, jquery=jquery))
        else:
            tags = frozenset({last[1].lower()} if last and last[1] else ())
            found.append(Element(tags, selector=text if last else "", jquery=held))
    return tuple(found)


def _attribute(prefix: str, ev: Evaluator, this: Value, arguments: Args, _n: Node) -> Values:
    """Return `getAttribute(name)`, jQuery's `attr(name)` and `data(name)`; with a value, the element itself."""
    is_jquery = isinstance(this, Element) and this.jquery
    if arguments == [("href",)] and isinstance(this, Element):
        return ev.get(this, "href")
    if (prefix and not is_jquery) or not arguments:
        return TOP
    if is_jquery and len(arguments) > 1:
        return (this,)
    names = ev.texts(arguments[-1])
    return join(*((Taint("attribute", prefix + name),) if is_exact(name) else TOP for name in names))


def _body(_ev: Evaluator, this: Value, _arguments: Args, _n: Node) -> Values:
    """Return `json()`, `text()` of a response as data of a file; `text()`, `html()`, `val()` of jQuery as text of the page."""
    if isinstance(this, Element) and this.jquery:
        return (Taint("text", this.selector),)
    return (Taint("file"),) if this == Global("new Response") else TOP


def _then(ev: Evaluator, this: Value, arguments: Args, node: Node) -> Values:
    """Return the result of a promise's callback; promises are treated as their value."""
    return join(*(ev.invoke(function, "", [(this,)], node) for function in _first(arguments))) or TOP


def _parsed(ev: Evaluator, _: Value, arguments: Args, _n: Node) -> Values:
    """Return `JSON.parse(text)` of a text in the script; of one from elsewhere, what stands for its data."""
    found: list[Value] = []
    for value in _first(arguments):
        text = value[:MAX_TEXT] if isinstance(value, str) else UNKNOWN_PART
        try:
            found += _held(ev, json.loads(text)) if is_exact(text) else (value,)
        except (ValueError, RecursionError):
            found += TOP
    return tuple(found)


def _held(ev: Evaluator, data: object) -> Values:
    """Return what JSON holds as the script's own."""
    if isinstance(data, dict):
        return (Object({key: _held(ev, one) for key, one in data.items()}),)
    if isinstance(data, list):
        return (ev.listed([_held(ev, one) for one in data]),)
    return (data,) if isinstance(data, str) or type(data) is int else TOP


def _blob(ev: Evaluator, _: Value, arguments: Args, _n: Node) -> Values:
    """Return `new Blob(texts, {type})` as an equivalent data: address."""
    kinds = [ev.get(option, "type") for option in (arguments[1] if len(arguments) > 1 else ())]
    kind = next((value for given in kinds for value in given if isinstance(value, str)), "")
    texts = [t for v in _first(arguments) if isinstance(v, List) for t in ev.texts(ev.concatenated(v.items))]
    return tuple(f"data:{kind.lower()},{quote(text)}" for text in texts)


_TRANSFERS: dict[str, Transfer] = {
    "first": lambda _ev, _this, arguments, _node: _first(arguments),
    "second": lambda _ev, _this, arguments, _node: arguments[1] if len(arguments) > 1 else TOP,
    "same": lambda _ev, this, _arguments, _node: TOP if isinstance(this, int) else (this,),
    "list": lambda ev, _this, arguments, _node: (ev.listed(arguments),),
    "collection": lambda ev, _this, arguments, _node: _first(arguments) or (ev.listed(()),),
    "values": lambda ev, _t, given, _n: (ev.listed([ev.elements(_first(given))]),),
    "entries": lambda ev, _t, given, _n: (ev.listed([(ev.listed([TOP, ev.elements(_first(given))]),)]),),
    "file": lambda _ev, _this, _arguments, _node: (Taint("file"),),
    "spread": lambda ev, _this, arguments, _node: tuple(ev.listed(ev.sequence(v)) for v in _first(arguments)),
    "atob": partial(
        _recoded, lambda t: base64.b64decode("".join(t.split()) + "==").decode("latin-1"), DECODED
    ),
    "unescape": partial(_recoded, partial(unquote, encoding="latin-1"), DECODED),
    "decodeURI": partial(_recoded, partial(unquote, errors="replace"), ""),
    "encodeURI": partial(_recoded, partial(quote, safe="!'()*~"), ""),
    "text": partial(_recoded, str, ""),
    "characters": _characters,
    "address": _address,
    "element": _created,
    "select": partial(_selected, ""),
    "select #": partial(_selected, "#"),
    "select .": partial(_selected, "."),
    "jquery": partial(_selected, "$"),
    "attribute": partial(_attribute, ""),
    "data": partial(_attribute, "data-"),
    "exports": lambda _ev, _this, _arguments, _node: (Taint("outer"),),
    "body": _body,
    "then": _then,
    "blob": _blob,
    "JSON": _parsed,
}
