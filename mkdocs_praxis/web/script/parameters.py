"""What reaches a function's parameters: from its callers in the script, and from the browser when it is a callback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_praxis.web.script import lookup
from mkdocs_praxis.web.script.scopes import From
from mkdocs_praxis.web.script.values import (
    MAX_ALTERNATIVES,
    UNKNOWN,
    Array,
    Data,
    Function,
    Name,
    Record,
    Value,
)

if TYPE_CHECKING:
    from mkdocs_praxis.web.script.evaluate import Evaluator

MAX_CALLERS = 100
_MAX_DYNAMIC = 300
EACH_METHODS = frozenset({"forEach", "map", "filter", "some", "every", "find", "flatMap", "each", "reduce"})
CALLBACK_TAKERS = EACH_METHODS | {"then", "done", "setTimeout", "setInterval"}
_DATA_CALLBACKS = frozenset({"getJSON", "get", "post", "ajax", "done", "success", "json", "load"})


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
    if kind == "member_expression" and tree.text(tree.last_child(holder) or holder) in {
        "call",
        "apply",
        "bind",
    }:
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
    if (
        kind
        in {"variable_declarator", "assignment_expression", "pair", "assignment_pattern", "field_definition"}
        and child != holder + 1
    ):
        target = holder + 1
        if tree.kinds[target] == "identifier":
            names.append((tree.text(target), False))
        elif tree.kinds[target] in {"member_expression", "subscript_expression"}:
            names += [(name, True) for name in lookup.property_names(on, target)]
        elif kind in {"pair", "field_definition"}:
            names.append((tree.string(target) if tree.kinds[target] == "string" else tree.text(target), True))
    for name, is_property in names:
        for call in scopes.calls.get(name, [])[:200]:
            callee = tree.skip(call + 1)
            if tree.kinds[callee] == "identifier":
                binding = scopes.binding(name, callee)
                home = scopes.binding(name, function)
                if (binding is not None and binding is home) or (is_property and binding is None):
                    found.append((call, 0))
            elif is_property and (len(name) > 2 or _same_holder(on, callee, holder)):
                found.append((call, 0))
        for call, method in scopes.indirect.get(name, [])[:200]:
            found.append((call, None if method == "apply" else 1))
    if not found:
        found = [(call, 0) for call in on.dynamic_calls.get(function, ())]
    return found


def dynamic_calls(on: Evaluator) -> dict[int, list[int]]:
    """Return the calls of functions by something other than their own name: aliases, tables, results of calls."""
    found: dict[int, list[int]] = {}
    tree, looked = on.tree, 0
    for call in tree.listed["call_expression"]:
        callee = tree.skip(call + 1) if tree.after[call] > call + 1 else call
        if callee == call or not _is_dynamic(on, callee):
            continue
        looked += 1
        if looked > _MAX_DYNAMIC:
            break
        for value in on.values(callee):
            if isinstance(value, Function):
                found.setdefault(value.node, []).append(call)
    return found


def _is_dynamic(on: Evaluator, callee: int) -> bool:
    tree = on.tree
    if tree.kinds[callee] == "identifier":
        binding = on.scopes.binding(tree.text(callee), callee)
        return binding is not None and any(
            origin.how is From.NODE
            and tree.kinds[origin.node]
            in {"identifier", "member_expression", "subscript_expression", "call_expression"}
            for origin in binding.origins
        )
    if tree.kinds[callee] == "subscript_expression":
        return tree.kinds[tree.last_child(callee) or callee] != "string"
    return tree.kinds[callee] == "call_expression"


def _same_holder(on: Evaluator, callee: int, holder: int) -> bool:
    """Short property names are everywhere in minified code: ask for the same object."""
    target = holder + 1
    if on.tree.kinds[target] == "member_expression":
        return on.tree.text(callee + 1) == on.tree.text(target + 1)
    literal = on.tree.parent[holder]
    return any(getattr(value, "node", None) == literal for value in on.values(callee + 1))


def parameter(on: Evaluator, function: int, position: int) -> tuple[Value, ...]:
    """Return what callers pass for a parameter."""
    found: list[tuple[Value, ...]] = []
    for call, shift in on.callers(function)[:MAX_CALLERS]:
        arguments = on.scopes.arguments(call)
        if shift is None:  # apply(this, [arguments])
            passed = on.values(arguments[1]) if len(arguments) > 1 else ()
            found += [lookup.property_of(on, value, str(position)) for value in passed]
            continue
        spread = next((a for a in arguments if on.tree.kinds[a] == "spread_element"), None)
        if position + shift < len(arguments) and spread is None:
            found.append(on.values(arguments[position + shift]))
        elif spread is not None:
            found.append(lookup.elements(on, on.values(spread)))
    if on.tree.kinds[function] == "method_definition" and on.tree.accessor(function) == "set":
        name = on.tree.text(function + 1)
        assignments = on.scopes.assigned_properties.get(name, [])[:MAX_CALLERS]
        found += [on.values(on.tree.last_child(a) or a) for a in assignments]
    for place in given(on, function):
        found.append(from_host(on, place, position))
        found += _from_own(on, place, position)
    return on.unite(*found) or (UNKNOWN,)


def rest(on: Evaluator, function: int, position: int) -> tuple[Value, ...]:
    """Return what callers pass for a rest parameter."""
    found: list[Value] = []
    for call, shift in on.callers(function)[:MAX_ALTERNATIVES]:
        arguments = on.scopes.arguments(call)[position + (shift or 0) :]
        found.append(Array(tuple(on.values(argument) for argument in arguments)))
    return tuple(found) or (UNKNOWN,)


def given(on: Evaluator, function: int) -> list[int]:
    """Return where a function is given to a call: in place, and by its name."""
    tree, scopes = on.tree, on.scopes
    own, holder = tree.child(function, 0), tree.parent[function]
    if holder >= 0 and tree.kinds[holder] == "variable_declarator":
        own = holder + 1
    if own is None or tree.kinds[own] != "identifier" or tree.kinds[function] == "method_definition":
        return [function]
    name = tree.text(own)
    home = scopes.binding(name, function)
    named = [at for at in scopes.passed.get(name, [])[:MAX_ALTERNATIVES] if scopes.binding(name, at) is home]
    return [function, *(named if home is not None else [])]


def _from_own(on: Evaluator, callback: int, position: int) -> list[tuple[Value, ...]]:
    """Return what a function of this script passes to a callback that is given to it."""
    tree = on.tree
    holder = tree.parent[callback]
    if holder < 0 or tree.kinds[holder] != "arguments":
        return []
    taker = tree.skip(tree.parent[holder] + 1)
    number = list(tree.children(holder)).index(callback)
    found = []
    for value in on.values(taker)[:8]:
        names = on.scopes.parameter_names(value.node) if isinstance(value, Function) else []
        if not isinstance(value, Function) or number >= len(names) or not names[number]:
            continue
        binding = on.scopes.names[value.node].get(names[number])
        for call in on.scopes.calls.get(names[number], [])[:MAX_CALLERS]:
            passed = on.scopes.arguments(call)
            if position < len(passed) and on.scopes.binding(names[number], call) is binding:
                found.append(on.values(passed[position]))
    return found


def _event(on: Evaluator, listening: int) -> tuple[Value, ...]:
    """Return the events of this script's own making that a listener gets."""
    scopes = on.scopes
    arguments = scopes.arguments(listening)
    kinds = set(on.strings(arguments[0])) if arguments else set()
    found: list[tuple[Value, ...]] = []
    for made in scopes.calls.get("CustomEvent", [])[:MAX_CALLERS]:
        given = scopes.arguments(made)
        if len(given) > 1 and kinds & set(on.strings(given[0])):
            found.append(on.values(given[1]))
    for sent in scopes.calls.get("postMessage", [])[:MAX_CALLERS] if "message" in kinds else ():
        given = scopes.arguments(sent)
        if given:
            found.append((Record((("data", on.values(given[0])),)),))
    return on.unite(*found)


def from_host(on: Evaluator, function: int, position: int) -> tuple[Value, ...]:
    """Return what the browser or a library passes to a callback."""
    tree = on.tree
    arguments = tree.parent[function]
    if arguments < 0 or tree.kinds[arguments] != "arguments":
        return ()
    call = tree.parent[arguments]
    callee = tree.skip(call + 1)
    name = (
        (lookup.property_names(on, callee) or ("",))[0] if tree.kinds[callee] == "member_expression" else ""
    )
    if tree.text(callee) == "addEventListener":
        name = "addEventListener"
    if name in {"then", "done"} and position == 0:
        return on.values(callee + 1)
    if name in EACH_METHODS:
        receiver = on.values(callee + 1)
        if name == "each" and any(isinstance(v, Name) for v in receiver):
            receiver = on.values(on.scopes.arguments(call)[0])
        wanted = 1 if name in {"each", "reduce"} else 0
        return lookup.elements(on, receiver) if position == wanted else ()
    if name in {"addEventListener", "on"} and position == 0:
        return _event(on, call)
    if name in _DATA_CALLBACKS and position == 0:
        return (Data("file"),)
    if name in {"setTimeout", "setInterval"} or tree.text(callee) in {"setTimeout", "setInterval"}:
        passed = on.scopes.arguments(call)[2:]
        return on.values(passed[position]) if position < len(passed) else ()
    return ()
