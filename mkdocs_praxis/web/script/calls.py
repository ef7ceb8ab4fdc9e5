"""Values of calls: functions of this script, methods, and what `new` makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_praxis.web.script import classes, lookup, operators
from mkdocs_praxis.web.script.constants import of_text, sequence
from mkdocs_praxis.web.script.elements import SELECTORS, created, selected
from mkdocs_praxis.web.script.frames import applied
from mkdocs_praxis.web.script.library import of_function, of_global
from mkdocs_praxis.web.script.lists import of_list
from mkdocs_praxis.web.script.syntax import FUNCTIONS
from mkdocs_praxis.web.script.values import (
    HOLE,
    MAX_ALTERNATIVES,
    UNKNOWN,
    Array,
    Attribute,
    Blob,
    Data,
    Element,
    Function,
    Name,
    Response,
    This,
    Trapped,
    Unknown,
    Value,
    as_text,
)
from mkdocs_praxis.web.url import resolve

if TYPE_CHECKING:
    from mkdocs_praxis.web.script.evaluate import Evaluator

_SAME = frozenset(
    {"toString", "valueOf", "normalize", "catch", "finally", "bind", "cloneNode", "freeze", "toWellFormed"}
)
_FIRST_ARGUMENT = frozenset(
    {
        "appendChild",
        "insertBefore",
        "removeChild",
        "importNode",
        "adoptNode",
        "createHTML",
        "createScript",
        "createScriptURL",
    }
)
_JQUERY_CHAIN = frozenset(
    {"attr", "prop", "addClass", "css", "appendTo", "prependTo", "html", "first", "on", "text", "data", "add"}
)
_LISTS = frozenset({"Array", "Map", "Set", "WeakMap", "WeakSet"})


def arguments_of(on: Evaluator, call: int) -> list[tuple[Value, ...]]:
    """Return the values of a call's arguments, spread ones laid out."""
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
        return operators.template(on, last)
    if tree.kinds[callee] in {"member_expression", "subscript_expression"}:
        return _method(on, node, callee)
    arguments = arguments_of(on, node)
    parts: list[tuple[Value, ...]] = []
    for value in on.values(callee):
        if isinstance(value, Function):
            parts.append(called(on, value.node, arguments))
        elif isinstance(value, Name):
            parts.append(of_function(on, node, value.path, arguments))
    return on.unite(*parts)


def result(on: Evaluator, function: int) -> tuple[Value, ...]:
    """Return what a function may return, whoever calls it; what a generator yields, as a list."""
    if on.tree.kinds[function] not in FUNCTIONS:
        return (UNKNOWN,)
    yields = on.scopes.yields.get(function)
    if yields:
        items: list[tuple[Value, ...]] = []
        for node in yields[:MAX_ALTERNATIVES]:
            values = on.values(node)
            whole = "*" in on.tree.text(on.tree.parent[node])[:8] and isinstance(values[0], Array)
            items += sequence(values[0]) if whole else [values]
        return (Array(tuple(items)),)
    return on.unite(*[on.values(value) for value in on.returned(function)])


def called(on: Evaluator, function: int, arguments: list[tuple[Value, ...]]) -> tuple[Value, ...]:
    """Return what a function gives for these arguments, or else for any."""
    constant = any(len(values) == 1 and isinstance(values[0], str | int | Array) for values in arguments)
    if constant and function not in on.scopes.yields:
        found = applied(on, function, arguments)
        if found is not None and on.known(found):
            return found
    return result(on, function)


def _method(on: Evaluator, node: int, callee: int) -> tuple[Value, ...]:
    receivers = on.values(callee + 1)
    arguments = arguments_of(on, node)
    parts: list[tuple[Value, ...]] = []
    for name in lookup.property_names(on, callee)[:8]:
        if name in {"call", "apply"} and any(isinstance(value, Function) for value in receivers):
            passed = arguments[1:]
            if name == "apply":
                passed = sequence(passed[0][0]) if passed and passed[0] else []
            parts += [called(on, value.node, passed) for value in receivers if isinstance(value, Function)]
            continue
        if name == "then":
            parts.append(_then(on, node, receivers, arguments))
            continue
        if name in {"get", "getItem"}:
            parts += _kept(on, callee, arguments)
        parts += [_of(on, node, receiver, name, arguments) for receiver in receivers]
        parts += [called(on, v.node, arguments) for v in on.values(callee) if isinstance(v, Function)]
    return on.known(*parts)


def _then(
    on: Evaluator, node: int, receivers: tuple[Value, ...], arguments: list[tuple[Value, ...]]
) -> tuple[Value, ...]:
    """Promises are looked through: what a callback makes of what they bring."""
    parts = []
    for callback in arguments[0] if arguments else ():
        if isinstance(callback, Function):
            parts.append(called(on, callback.node, [receivers]))
        elif isinstance(callback, Name):
            parts.append(of_function(on, node, callback.path, [receivers]))
    return on.unite(*parts) if parts else receivers


def _kept(on: Evaluator, callee: int, arguments: list[tuple[Value, ...]]) -> list[tuple[Value, ...]]:
    """Return what the script itself put under a key of a map or of the browser's storage."""
    tree = on.tree
    receiver = tree.skip(callee + 1)
    wanted = {as_text(value, on.marks) for value in (arguments[0] if arguments else ())}
    found = []
    for key in on.scopes.kept.get(tree.text(receiver)[:80], ())[:MAX_ALTERNATIVES]:
        names = set(on.strings(key))
        if names & wanted or any(HOLE in name for name in names | wanted):
            found.append(on.values(tree.after[key]))
    return found


def _of(
    on: Evaluator, node: int, receiver: Value, name: str, arguments: list[tuple[Value, ...]]
) -> tuple[Value, ...]:
    first = arguments[0] if arguments else ()
    if isinstance(receiver, Name):
        return of_global(on, node, f"{receiver.path}.{name}", arguments)
    if name in {"createElement", "createElementNS"}:
        return created(on, node, arguments[-1] if name.endswith("NS") and len(arguments) > 1 else first)
    if name in SELECTORS:
        return tuple(selected(name, as_text(value, on.marks), node) for value in first)
    if name in {"createAttribute", "createAttributeNS", "getAttributeNode", "getNamedItem"} and first:
        return tuple(Attribute(as_text(value, on.marks)) for value in arguments[-1])
    if name in _FIRST_ARGUMENT:
        return first
    if name == "insertAdjacentElement" and len(arguments) > 1:
        return arguments[1]
    if (
        name in {"getAttribute", "attr", "data", "getAttributeNS"}
        and first
        and len(arguments) < 2 + name.endswith("NS")
    ):
        prefix = "data-" if name == "data" else ""
        return tuple(Data("attribute", prefix + as_text(value, on.marks)) for value in arguments[-1])
    if name in {"json", "text", "blob", "arrayBuffer"} and isinstance(receiver, Response | Data | Unknown):
        return (Data("file"),) if isinstance(receiver, Response | Data) else (UNKNOWN,)
    if name in _SAME:
        return (receiver,)
    if name == "decode" and first and isinstance(first[0], Array):
        return of_global(on, node, "String.fromCharCode", list(first[0].items))
    if name == "encode" and first:
        return tuple(Array(tuple((ord(letter),) for letter in v[:4096])) for v in first if isinstance(v, str))
    if isinstance(receiver, Array):
        return of_list(on, receiver, name, arguments)
    if isinstance(receiver, str | int | float):
        return of_text(on, receiver, name, arguments)
    if isinstance(receiver, Data) or (isinstance(receiver, Element) and name in _JQUERY_CHAIN):
        return (receiver,)
    return (UNKNOWN,)


# -- construction -----------------------------------------------------------------------------------------------------


def construct(on: Evaluator, node: int) -> tuple[Value, ...]:
    """Return what `new …` may give."""
    arguments = arguments_of(on, node)
    parts: list[tuple[Value, ...]] = []
    for value in on.values(node + 1) if on.tree.after[node] > node + 1 else ():
        if isinstance(value, Function):
            parts.append((This(classes.body_of(on, value.node)),))
        elif isinstance(value, Name):
            parts.append(_constructed(on, node, value.path, arguments))
    return on.unite(*parts)


def _constructed(
    on: Evaluator, node: int, path: str, arguments: list[tuple[Value, ...]]
) -> tuple[Value, ...]:
    first = arguments[0] if arguments else ()
    if path in {"Image", "Audio", "Option"}:
        tag = {"Image": "img"}.get(path, path.lower())
        return (Element(frozenset({tag}), node, created=True),)
    if path == "Promise":
        return on.unite(*[_settled(on, value.node) for value in first if isinstance(value, Function)])
    if path in _LISTS or path.endswith("Array"):
        if path == "Array" and len(arguments) == 1 and first and isinstance(first[0], int):
            return (Array(((UNKNOWN,),) * min(max(first[0], 0), MAX_ALTERNATIVES)),)
        return (Array(tuple(arguments)),) if not first or (path == "Array" and len(arguments) > 1) else first
    if not arguments:
        return ()
    if path == "URL":
        return resolved(on, arguments)
    if path == "Proxy":
        traps = [
            t for h in (arguments[1] if len(arguments) > 1 else ()) for t in lookup.property_of(on, h, "get")
        ]
        return on.unite(first, tuple(Trapped(trap.node) for trap in traps if isinstance(trap, Function)))
    if path in {"String", "Request", "Object", "WeakRef", "URLSearchParams", "Number"}:
        return first
    if path in {"Blob", "File"}:
        return _blob(on, node, arguments)
    return ()


def _settled(on: Evaluator, executor: int) -> tuple[Value, ...]:
    """Return what a promise is resolved with: the arguments of the calls of its executor's first parameter."""
    parameters = on.scopes.parameter_names(executor)
    if not parameters:
        return (UNKNOWN,)
    binding = on.scopes.names[executor].get(parameters[0])
    found = []
    for call_node in on.scopes.calls.get(parameters[0], ())[:MAX_ALTERNATIVES]:
        given = on.scopes.arguments(call_node)
        if given and binding is not None and on.scopes.binding(parameters[0], call_node) is binding:
            found.append(on.values(given[0]))
    return on.unite(*found)


def _blob(on: Evaluator, node: int, arguments: list[tuple[Value, ...]]) -> tuple[Value, ...]:
    texts = on.strings(on.scopes.arguments(node)[0]) if on.scopes.arguments(node) else ()
    pieces = [on.joined(list(value.items)) for value in arguments[0] if isinstance(value, Array)]
    joined = [as_text(text, on.marks) for piece in pieces for text in piece] or list(texts)
    options = [lookup.plain(on, option) for option in (arguments[-1] if len(arguments) > 1 else ())]
    kind = next((str(o.get("type", "")) for o in options if isinstance(o, dict)), "")
    return (Blob(tuple(joined), kind.lower()),)


def resolved(on: Evaluator, arguments: list[tuple[Value, ...]]) -> tuple[Value, ...]:
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
