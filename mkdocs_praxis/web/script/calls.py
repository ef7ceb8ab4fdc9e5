"""Values of calls: functions of this script, and the part of the standard library that makes strings and elements."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

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
    Response,
    This,
    Unknown,
    Value,
    as_text,
)
from mkdocs_praxis.web.url import resolve

if TYPE_CHECKING:
    from mkdocs_praxis.web.script.evaluate import Evaluator

_DECODERS = frozenset({"atob", "decodeURIComponent", "decodeURI", "unescape", "btoa", "encodeURIComponent", "escape", "encodeURI", "String"})
_ELEMENT_GETTERS = frozenset(
    {"querySelector", "querySelectorAll", "closest", "getElementById", "getElementsByTagName", "getElementsByClassName", "getElementsByName"},
)
_SAME = frozenset({"toString", "valueOf", "trim", "trimStart", "trimEnd", "normalize", "catch", "finally", "bind", "cloneNode", "flat", "freeze", "slice0", "toWellFormed"})
_SELECTOR_TAG = re.compile(r"(?:^|[\s>+~,(])([a-zA-Z][\w-]*)?[^\s>+~,()]*$")
_MARKUP_TAG = re.compile(r"\s*<([a-zA-Z][\w-]*)")
_BYTES = frozenset({"Array", "Uint8Array", "Uint16Array", "Int8Array", "Uint8ClampedArray", "Int16Array", "Uint32Array", "Set"})


def sequence(value: Value) -> list[tuple[Value, ...]]:
    """Return the elements of a list or the characters of a string, as spreading does."""
    if isinstance(value, Array):
        return list(value.items)
    if isinstance(value, str):
        return [(character,) for character in value[:4096]]
    return []


def transform(name: str, text: str) -> str:
    """Apply a decoding or encoding function of the language to a constant."""
    if HOLE in text and name in {"atob", "btoa"}:
        return HOLE
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


def callers(on: Evaluator, function: int) -> list[tuple[int, int | None]]:
    """Find the calls of a function: in place, by its name, by the property that holds it."""
    tree, scopes = on.tree, on.scopes
    found: list[tuple[int, int | None]] = []
    holder, child = tree.parent[function], function
    while holder >= 0 and tree.kinds[holder] in {"parenthesized_expression", "unary_expression"}:
        holder, child = tree.parent[holder], holder
    if holder < 0:
        return found
    kind = tree.kinds[holder]
    if kind in {"call_expression", "new_expression"} and child == holder + 1:
        found.append((holder, 0))
    if kind == "member_expression" and tree.text(tree.last_child(holder) or holder) in {"call", "apply", "bind"}:
        call = tree.parent[holder]
        found.append((call, None if tree.text(tree.last_child(holder) or holder) == "apply" else 1))
    own = tree.child(function, 0)
    names: list[tuple[str, bool]] = []  # (name, is it a property)
    if own is not None and tree.kinds[function] != "arrow_function" and tree.kinds[own] == "identifier":
        names.append((tree.text(own), False))
    if tree.kinds[function] == "method_definition" and own is not None:
        names.append((tree.text(own), True))
        body = tree.parent[function]
        if tree.text(own) == "constructor" and body > 0:
            class_name = tree.child(tree.parent[body], 0)
            if class_name is not None and tree.kinds[class_name] == "identifier":
                names.append((tree.text(class_name), False))
    if kind in {"variable_declarator", "assignment_expression", "pair", "assignment_pattern", "field_definition"} and child != holder + 1:
        target = holder + 1
        if tree.kinds[target] == "identifier":
            names.append((tree.text(target), False))
        elif tree.kinds[target] in {"member_expression", "subscript_expression"}:
            names += [(name, True) for name in on.property_names(target)]
        elif kind in {"pair", "field_definition"}:
            names.append((tree.string(target) if tree.kinds[target] == "string" else tree.text(target), True))
    for name, is_property in names:
        for call in scopes.calls.get(name, [])[:200]:
            callee = tree.skip(call + 1)
            if tree.kinds[callee] == "identifier":
                binding = scopes.binding(name, callee)
                home = scopes.binding(name, function)
                if binding is not None and binding is home or (is_property and binding is None):
                    found.append((call, 0))
            elif is_property and (len(name) > 2 or _same_holder(on, callee, holder)):
                found.append((call, 0))
        for call, method in scopes.indirect.get(name, [])[:200]:
            found.append((call, None if method == "apply" else 1))
    return found


def _same_holder(on: Evaluator, callee: int, holder: int) -> bool:
    """Short property names are everywhere in minified code: ask for the same object."""
    target = holder + 1
    if on.tree.kinds[target] == "member_expression":
        return on.tree.text(callee + 1) == on.tree.text(target + 1)
    literal = on.tree.parent[holder]
    return any(getattr(value, "node", None) == literal for value in on.values(callee + 1))


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


def _global_call(on: Evaluator, node: int, path: str) -> tuple[Value, ...]:
    arguments = _arguments(on, node)
    if path in _DECODERS:
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
    """An element that the page holds, by the DOM method that finds it."""
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
            parts.append((Array(tuple(arguments)),) if path == "Array" and len(arguments) > 1 else arguments[0] if arguments else ())
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
    """The class body of a class."""
    body = on.tree.last_child(node)
    return body if body is not None and on.tree.kinds[body] == "class_body" else -1


def _resolved(on: Evaluator, arguments: list[tuple[Value, ...]]) -> tuple[Value, ...]:
    """`new URL(address, base)`; an own base changes nothing that matters here."""
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
    tree = on.tree
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
    del tree
    return on.unite(known)


def _of(on: Evaluator, node: int, receiver: Value, name: str, arguments: list[tuple[Value, ...]]) -> tuple[Value, ...]:
    first = arguments[0] if arguments else ()
    if isinstance(receiver, Name):
        return _of_global(on, node, f"{receiver.path}.{name}", arguments)
    if name in {"createElement", "createElementNS"}:
        return _created(on, node, arguments[-1] if name.endswith("NS") and len(arguments) > 1 else first)
    if name in _ELEMENT_GETTERS:
        return tuple(_got(name, as_text(value, on.marks), node) for value in first)
    if name in {"appendChild", "insertBefore", "removeChild", "importNode", "adoptNode"}:
        return first
    if name in {"getAttribute", "attr", "data", "getAttributeNS"} and first and len(arguments) < 2 + name.endswith("NS"):
        prefix = "data-" if name == "data" else ""
        return tuple(Data("attribute", prefix + as_text(value, on.marks)) for value in arguments[-1])
    if name in {"json", "text", "blob", "arrayBuffer"} and isinstance(receiver, Response | Data | Unknown):
        return (Data("file"),) if isinstance(receiver, Response | Data) else (UNKNOWN,)
    if name in _SAME:
        text = receiver
        if name == "trim" and isinstance(text, str):
            return (text.strip(),)
        return (receiver,)
    if isinstance(receiver, str | int | float | Array):
        return _of_constant(on, receiver, name, arguments)
    if isinstance(receiver, Data):
        return (receiver,)
    if isinstance(receiver, Element) and name in {"attr", "prop", "addClass", "css", "appendTo", "prependTo", "html", "first", "on"}:
        return (receiver,)
    return (UNKNOWN,)


def _created(on: Evaluator, node: int, tags: tuple[Value, ...]) -> tuple[Value, ...]:
    names = [as_text(value, on.marks).strip().lower().rpartition(":")[2] for value in tags]
    known = frozenset(re.sub(r"^<|[\s>/].*$", "", name) for name in names if HOLE not in name)
    return (Element(known if len(known) == len(names) else frozenset(), node, created=True),)


def _of_global(on: Evaluator, node: int, path: str, arguments: list[tuple[Value, ...]]) -> tuple[Value, ...]:
    first = arguments[0] if arguments else ()
    if path in {"String.fromCharCode", "String.fromCodePoint"}:
        return on.joined([tuple(_character(value) for value in argument) for argument in arguments])
    if path in {"String.fromCharCode.apply", "String.fromCodePoint.apply"}:
        codes = sequence(arguments[1][0]) if len(arguments) > 1 else []
        return on.joined([tuple(_character(value) for value in code) for code in codes]) if codes else (UNKNOWN,)
    if path in {"document.createElement", "document.createElementNS"}:
        return _created(on, node, arguments[-1] if path.endswith("NS") and len(arguments) > 1 else first)
    if path.startswith("document.") and path.rpartition(".")[2] in _ELEMENT_GETTERS:
        return tuple(_got(path.rpartition(".")[2], as_text(value, on.marks), node) for value in first)
    if path in {"document.importNode", "document.adoptNode", "URL.createObjectURL", "webkitURL.createObjectURL", "Object.assign", "Object.freeze", "Object.seal", "Object.create", "Promise.resolve", "trustedTypes.createPolicy"}:
        return first
    if path == "JSON.parse":
        from mkdocs_praxis.web.script.evaluate import parse_json

        return on.unite(*[parse_json(value) if isinstance(value, str) else (value if isinstance(value, Data) else UNKNOWN,) for value in first])
    if path == "JSON.stringify" and first:
        import json

        return (json.dumps(on.plain(first[0]), ensure_ascii=False)[:MAX_TEXT],)
    if path in {"Array.from", "Object.values", "Array.of"}:
        return first if path != "Array.of" else (Array(tuple(arguments)),)
    if path in {"$.get", "$.post", "$.ajax", "$.getJSON", "jQuery.get", "jQuery.ajax", "jQuery.getJSON", "axios.get", "axios.post", "ky.get"}:
        return (Response(node),)
    if path in {"String.raw", "String.concat"}:
        return on.joined(arguments)
    if path in {"window.getComputedStyle", "Reflect.get"}:
        return (UNKNOWN,)
    name = path.rpartition(".")[2]
    if path.startswith("window.") and path.count(".") == 1:
        return _global_call(on, node, name)
    if path.startswith("location."):
        return (Name("location.href"),) if name == "toString" else _of_constant(on, HOLE, name, arguments)
    if name in {"getAttribute", "getItem"} and first:
        return (Data("attribute", as_text(first[0], on.marks)),) if name == "getAttribute" else (UNKNOWN,)
    if name == "toString":
        return (Name(path.rpartition(".")[0]),)
    return (UNKNOWN,)


def _character(value: Value) -> Value:
    code = value if isinstance(value, int) else int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 8 else -1
    return chr(code & 0x1FFFFF) if 0 <= code < 0x110000 else HOLE


def _at(value: tuple[Value, ...], default: int) -> int:
    return value[0] if value and isinstance(value[0], int) else default


def _of_constant(on: Evaluator, receiver: Value, name: str, arguments: list[tuple[Value, ...]]) -> tuple[Value, ...]:
    """Methods of strings and arrays."""
    first = arguments[0] if arguments else ()
    if name == "concat":
        if isinstance(receiver, Array):
            return (Array(receiver.items + tuple(item for value in arguments for item in (sequence(value[0]) if isinstance(value[0], Array) else [value]))),)
        return on.joined([(receiver,), *arguments])
    if isinstance(receiver, Array):
        if name == "join":
            return on.joined(list(receiver.items), as_text(first[0], on.marks) if first else ",")
        if name in {"reverse", "toReversed"}:
            return (Array(receiver.items[::-1]),)
        if name == "slice":
            return (Array(receiver.items[_at(first, 0) : _at(arguments[1], len(receiver.items)) if len(arguments) > 1 else None]),)
        if name in {"shift", "at", "pop"} and receiver.items:
            index = _at(first, 0) if name == "at" else -(name == "pop")
            return receiver.items[index] if -len(receiver.items) <= index < len(receiver.items) else ()
        if name == "map":
            return _mapped(on, receiver, first)
        if name in {"filter", "sort", "values", "entries"}:
            return (receiver,)
        return (UNKNOWN,)
    text = as_text(receiver, on.marks)
    return _of_text(on, text, name, arguments, first)


def _mapped(on: Evaluator, receiver: Array, callback: tuple[Value, ...]) -> tuple[Value, ...]:
    """`codes.map(c => String.fromCharCode(c))` and the like: the commonest ways to spell a list of characters."""
    for value in callback:
        source = on.tree.text(value.node) if isinstance(value, Function) else value.path if isinstance(value, Name) else ""
        if re.search(r"fromCharCode|fromCodePoint", source[:300]):
            shift = re.search(r"(?:fromCharCode|fromCodePoint)\(\s*[\w$]+\s*(?:([-+^])\s*(\w+))?\s*\)", source)
            if shift is None:
                return (UNKNOWN,)
            by = int(shift[2], 0) if shift[2] and shift[2].isalnum() and shift[2][0].isdigit() else 0
            by = -by if shift[1] == "-" else by
            codes = [item[0] if item and isinstance(item[0], int) else -1 for item in receiver.items]
            return (Array(tuple((_character(code ^ by if shift[1] == "^" else code + by),) for code in codes)),)
        if isinstance(value, Name) and value.path in _DECODERS:
            return (Array(tuple((transform(value.path, as_text(item[0], on.marks)),) for item in receiver.items if item)),)
    return (Array(tuple((UNKNOWN,) for _ in receiver.items)),)


def _of_text(on: Evaluator, text: str, name: str, arguments: list[tuple[Value, ...]], first: tuple[Value, ...]) -> tuple[Value, ...]:
    second = arguments[1] if len(arguments) > 1 else ()
    if name in {"replace", "replaceAll"} and first and second:
        return on.unite(tuple(_replaced(text, as_text(old, on.marks), as_text(new, on.marks), all_of=name == "replaceAll") for old in first for new in second))
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


