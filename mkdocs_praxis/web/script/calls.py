"""Values of calls: functions of this script, and the part of the standard library that makes strings and elements."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from mkdocs_praxis.web.script.constants import DECODERS, character, of_constant, sequence, transform
from mkdocs_praxis.web.script.jsontext import parse_json
from mkdocs_praxis.web.script.syntax import FUNCTIONS
from mkdocs_praxis.web.script.values import (
    HOLE,
    MAX_ALTERNATIVES,
    MAX_TEXT,
    UNKNOWN,
    Array,
    Blob,
    Data,
    Element,
    Function,
    Name,
    Object,
    Response,
    This,
    Unknown,
    Value,
    as_text,
)
from mkdocs_praxis.web.url import resolve

if TYPE_CHECKING:
    from mkdocs_praxis.web.script.evaluate import Evaluator

_ELEMENT_GETTERS = frozenset(
    {
        "querySelector",
        "querySelectorAll",
        "closest",
        "getElementById",
        "getElementsByTagName",
        "getElementsByClassName",
        "getElementsByName",
    },
)
_SAME = frozenset(
    {
        "toString",
        "valueOf",
        "trim",
        "trimStart",
        "trimEnd",
        "normalize",
        "catch",
        "finally",
        "bind",
        "cloneNode",
        "flat",
        "freeze",
        "slice0",
        "toWellFormed",
    }
)
_SELECTOR_TAG = re.compile(r"(?:^|[\s>+~,(])([a-zA-Z][\w-]*)?[^\s>+~,()]*$")
_MARKUP_TAG = re.compile(r"\s*<([a-zA-Z][\w-]*)")
_BYTES = frozenset(
    {
        "Array",
        "Uint8Array",
        "Uint16Array",
        "Int8Array",
        "Uint8ClampedArray",
        "Int16Array",
        "Uint32Array",
        "Map",
        "Set",
    }
)


def _arguments(on: Evaluator, call: int) -> list[tuple[Value, ...]]:
    found: list[tuple[Value, ...]] = []
    for argument in on.scopes.arguments(call):
        values = on.values(argument)
        if on.tree.kinds[argument] == "spread_element":
            found += sequence(values[0])
        else:
            found.append(values)
    return found


def call(on: Evaluator, node: int) -> tuple[Value, ...]:
    """Return what a call may give."""
    tree = on.tree
    if tree.after[node] == node + 1:
        return (UNKNOWN,)
    callee = tree.skip(node + 1)
    last = tree.last_child(node)
    if last is not None and tree.kinds[last] == "template_string":
        return on.template(last)
    kind = tree.kinds[callee]
    if kind in {"member_expression", "subscript_expression"}:
        return _method(on, node, callee)
    parts: list[tuple[Value, ...]] = []
    for value in on.values(callee):
        if isinstance(value, Function):
            parts.append(result(on, value.node))
        elif isinstance(value, Name):
            parts.append(_global_call(on, node, value.path))
    return on.unite(*parts)


def result(on: Evaluator, function: int) -> tuple[Value, ...]:
    """Return what a function may return."""
    if on.tree.kinds[function] not in FUNCTIONS:
        return (UNKNOWN,)
    returned = on.scopes.returns.get(function, [])[:MAX_ALTERNATIVES]
    return on.unite(*[on.values(value) for value in returned])


def _entries(on: Evaluator, value: Value) -> Value:
    """Return the pairs of an object literal."""
    if not isinstance(value, Object):
        return value
    members = on.members(value.node).items()
    return Array(tuple((Array(((name,), on.values(nodes[-1]))),) for name, nodes in members))


def _global_call(on: Evaluator, node: int, path: str) -> tuple[Value, ...]:
    arguments = _arguments(on, node)
    if path in DECODERS:
        first = arguments[0] if arguments else ()
        return tuple(dict.fromkeys(transform(path, as_text(value, on.marks)) for value in first))
    if path in {"fetch", "$fetch", "axios"}:
        return (Response(node),)
    if path in {"$", "jQuery", "Zepto", "cash"} and arguments:
        return tuple(_selected(as_text(value, on.marks), node) for value in arguments[0])
    if path in {"Number", "parseInt", "parseFloat"} and arguments:
        return tuple(_integer(value, arguments[1:]) for value in arguments[0])
    if path == "await" and arguments:  # the grammar takes `await (…)` for a call
        return arguments[0]
    return (UNKNOWN,)


def _integer(value: Value, radix: list[tuple[Value, ...]]) -> Value:
    if isinstance(value, int | float):
        return int(value)
    base = radix[0][0] if radix and isinstance(radix[0][0], int) else 10
    try:
        return int(str(value), base) if isinstance(value, str) and base in range(2, 37) else UNKNOWN
    except ValueError:
        return UNKNOWN


def _selected(text: str, node: int) -> Value:
    made = _MARKUP_TAG.match(text)
    if made:
        return Element(frozenset({made[1].lower()}), node, created=True)
    found = _SELECTOR_TAG.search(text)
    tag = found[1].lower() if found and found[1] else ""
    return Element(frozenset({tag} if tag else ()), node, selector=text if len(text) < 200 else "")


def _got(method: str, text: str, node: int) -> Value:
    """Return an element that the page holds, by the DOM method that finds it."""
    if method == "getElementById":
        return Element(frozenset(), node, selector=f"#{text}")
    if method == "getElementsByClassName":
        return Element(frozenset(), node, selector=f".{text}")
    return _selected(text, node)


def construct(on: Evaluator, node: int) -> tuple[Value, ...]:
    """Return what `new …` may give."""
    arguments = _arguments(on, node)
    parts: list[tuple[Value, ...]] = []
    for value in on.values(node + 1) if on.tree.after[node] > node + 1 else ():
        path = value.path if isinstance(value, Name) else ""
        if path == "URL" and arguments:
            parts.append(_resolved(on, arguments))
        elif path == "Image":
            parts.append((Element(frozenset({"img"}), node, created=True),))
        elif path == "Audio":
            parts.append((Element(frozenset({"audio"}), node, created=True),))
        elif path in {"String", "Request"} and arguments:
            parts.append(arguments[0])
        elif path in _BYTES:
            parts.append(
                (Array(tuple(arguments)),)
                if path == "Array" and len(arguments) > 1
                else arguments[0]
                if arguments
                else ()
            )
        elif path in {"Blob", "File"} and arguments:
            texts = on.strings(on.scopes.arguments(node)[0]) if on.scopes.arguments(node) else ()
            pieces = [on.joined(list(value.items)) for value in arguments[0] if isinstance(value, Array)]
            joined = [as_text(text, on.marks) for piece in pieces for text in piece] or list(texts)
            options = [on.plain(option) for option in (arguments[-1] if len(arguments) > 1 else ())]
            kind = next((str(o.get("type", "")) for o in options if isinstance(o, dict)), "")
            parts.append((Blob(tuple(joined), kind.lower()),))
        elif path == "Promise":
            parts.append((UNKNOWN,))
        elif isinstance(value, Function):
            parts.append((This(_body(on, value.node)),))
    return on.unite(*parts)


def _body(on: Evaluator, node: int) -> int:
    """Return the class body of a class."""
    body = on.tree.last_child(node)
    return body if body is not None and on.tree.kinds[body] == "class_body" else -1


def _resolved(on: Evaluator, arguments: list[tuple[Value, ...]]) -> tuple[Value, ...]:
    """Resolve `new URL(address, base)`; an own base changes nothing that matters here."""
    found: list[Value] = []
    bases = arguments[1] if len(arguments) > 1 else ("",)
    for address in arguments[0]:
        text = as_text(address, on.marks)
        for base in bases:
            base_text = as_text(base, on.marks)
            if isinstance(base, Name) or not base_text or any(ord(c) > 0xEFFFF for c in base_text[:9]):
                found.append(text)
                continue
            url = resolve(text.replace(HOLE, "-"), base_text)
            found.append(url.href if url is not None and "//" not in text[:8] else text)
    return on.unite(tuple(found))


def _method(on: Evaluator, node: int, callee: int) -> tuple[Value, ...]:
    receivers = on.values(callee + 1)
    arguments = _arguments(on, node)
    parts: list[tuple[Value, ...]] = []
    for name in on.property_names(callee)[:8]:
        if name in {"call", "apply"} and any(isinstance(value, Function) for value in receivers):
            parts += [result(on, value.node) for value in receivers if isinstance(value, Function)]
            continue
        if name == "then":
            called = [value for value in (arguments[0] if arguments else ()) if isinstance(value, Function)]
            parts += [result(on, value.node) for value in called] or [receivers]
            continue
        for receiver in receivers:
            parts.append(_of(on, node, receiver, name, arguments))
        functions = [value for value in on.values(callee) if isinstance(value, Function)]
        parts += [result(on, value.node) for value in functions]
    known = tuple(value for part in parts for value in part if not isinstance(value, Unknown))
    return on.unite(known)


def _of(
    on: Evaluator, node: int, receiver: Value, name: str, arguments: list[tuple[Value, ...]]
) -> tuple[Value, ...]:
    first = arguments[0] if arguments else ()
    if isinstance(receiver, Name):
        return _of_global(on, node, f"{receiver.path}.{name}", arguments)
    if name in {"createElement", "createElementNS"}:
        return _created(on, node, arguments[-1] if name.endswith("NS") and len(arguments) > 1 else first)
    if name in _ELEMENT_GETTERS:
        return tuple(_got(name, as_text(value, on.marks), node) for value in first)
    if name in {"appendChild", "insertBefore", "removeChild", "importNode", "adoptNode"}:
        return first
    if (
        name in {"getAttribute", "attr", "data", "getAttributeNS"}
        and first
        and len(arguments) < 2 + name.endswith("NS")
    ):
        prefix = "data-" if name == "data" else ""
        return tuple(Data("attribute", prefix + as_text(value, on.marks)) for value in arguments[-1])
    if name in {"createHTML", "createScript", "createScriptURL"}:
        return first
    if name in {"json", "text", "blob", "arrayBuffer"} and isinstance(receiver, Response | Data | Unknown):
        return (Data("file"),) if isinstance(receiver, Response | Data) else (UNKNOWN,)
    if name in _SAME:
        text = receiver
        if name == "trim" and isinstance(text, str):
            return (text.strip(),)
        return (receiver,)
    if isinstance(receiver, str | int | float | Array):
        return of_constant(on, receiver, name, arguments)
    if isinstance(receiver, Data):
        return (receiver,)
    if isinstance(receiver, Element) and name in {
        "attr",
        "prop",
        "addClass",
        "css",
        "appendTo",
        "prependTo",
        "html",
        "first",
        "on",
    }:
        return (receiver,)
    return (UNKNOWN,)


def _created(on: Evaluator, node: int, tags: tuple[Value, ...]) -> tuple[Value, ...]:
    names = [as_text(value, on.marks).strip().lower().rpartition(":")[2] for value in tags]
    known = frozenset(re.sub(r"^<|[\s>/].*$", "", name) for name in names if HOLE not in name)
    return (Element(known if len(known) == len(names) else frozenset(), node, created=True),)


def _of_global(on: Evaluator, node: int, path: str, arguments: list[tuple[Value, ...]]) -> tuple[Value, ...]:
    first = arguments[0] if arguments else ()
    if path in {"String.fromCharCode", "String.fromCodePoint"}:
        return on.joined([tuple(character(value) for value in argument) for argument in arguments])
    if path in {"String.fromCharCode.apply", "String.fromCodePoint.apply"}:
        codes = sequence(arguments[1][0]) if len(arguments) > 1 else []
        return (
            on.joined([tuple(character(value) for value in code) for code in codes]) if codes else (UNKNOWN,)
        )
    if path in {"document.createElement", "document.createElementNS"}:
        return _created(on, node, arguments[-1] if path.endswith("NS") and len(arguments) > 1 else first)
    if path.startswith("document.") and path.rpartition(".")[2] in _ELEMENT_GETTERS:
        return tuple(_got(path.rpartition(".")[2], as_text(value, on.marks), node) for value in first)
    if path in {
        "document.importNode",
        "document.adoptNode",
        "URL.createObjectURL",
        "webkitURL.createObjectURL",
        "Object.assign",
        "Object.freeze",
        "Object.seal",
        "Object.create",
        "Promise.resolve",
        "trustedTypes.createPolicy",
    }:
        return first
    if path == "JSON.parse":
        return on.unite(
            *[
                parse_json(value)
                if isinstance(value, str)
                else (value if isinstance(value, Data) else UNKNOWN,)
                for value in first
            ]
        )
    if path == "JSON.stringify" and first:
        return (json.dumps(on.plain(first[0]), ensure_ascii=False)[:MAX_TEXT],)
    if path == "Array.from" and first and isinstance(first[0], str):
        return (Array(tuple(sequence(first[0]))),)
    if path == "Object.entries":
        return tuple(_entries(on, value) for value in first)
    if path == "document.createTextNode":
        return first
    if path in {"Array.from", "Object.values", "Array.of"}:
        return first if path != "Array.of" else (Array(tuple(arguments)),)
    if path in {
        "$.get",
        "$.post",
        "$.ajax",
        "$.getJSON",
        "jQuery.get",
        "jQuery.ajax",
        "jQuery.getJSON",
        "axios.get",
        "axios.post",
        "ky.get",
    }:
        return (Response(node),)
    if path in {"String.raw", "String.concat"}:
        return on.joined(arguments)
    if path in {"window.getComputedStyle", "Reflect.get"}:
        return (UNKNOWN,)
    name = path.rpartition(".")[2]
    if path.startswith("window.") and path.count(".") == 1:
        return _global_call(on, node, name)
    if path.startswith("location."):
        return (Name("location.href"),) if name == "toString" else of_constant(on, HOLE, name, arguments)
    if name in {"getAttribute", "getItem"} and first:
        return (Data("attribute", as_text(first[0], on.marks)),) if name == "getAttribute" else (UNKNOWN,)
    if name == "toString":
        return (Name(path.rpartition(".")[0]),)
    return (UNKNOWN,)
