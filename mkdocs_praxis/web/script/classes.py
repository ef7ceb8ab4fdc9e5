"""What `this` is, and what classes and components keep: inheritance both ways, prototypes, state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_praxis.web.script import calls, lookup
from mkdocs_praxis.web.script.values import MAX_ALTERNATIVES, Function, Name, Object, This, Value

if TYPE_CHECKING:
    from mkdocs_praxis.web.script.evaluate import Evaluator

_STATE = ("data", "state", "props", "setup", "methods", "computed")  # where components keep what `this` has
_MAX_CLASSES = 20


def of_prototypes(on: Evaluator, name: str) -> list[tuple[Value, ...]]:
    """Return what is assigned to a property of any prototype: what `this.name` may mean in old classes."""
    tree = on.tree
    return [
        on.values(tree.last_child(assignment) or assignment)
        for assignment in on.scopes.assigned_properties.get(name, [])[:MAX_ALTERNATIVES]
        if tree.text(assignment + 2)[-10:] == ".prototype"
    ]


def of_this(on: Evaluator, body: int, name: str) -> tuple[Value, ...]:
    """Return a property of the object around: its own, its family's, or its component's state."""
    for relative in family(on, body):
        found = on.known(lookup.member_values(on, relative, name))
        if found:
            return found
    for part in _STATE:
        for value in lookup.member_values(on, body, part):
            results = calls.result(on, value.node) if isinstance(value, Function) else (value,)
            inner = [lookup.property_of(on, state, name) for state in results if isinstance(state, Object)]
            found = on.known(*inner)
            if found:
                return found
    return ()


def family(on: Evaluator, body: int) -> list[int]:
    """Return a class body, those it inherits from, and those that inherit from it."""
    known = on.families.get(body)
    if known is None:
        known = on.families[body] = _relatives(on, body)
    return known


def _relatives(on: Evaluator, body: int) -> list[int]:
    tree = on.tree
    if body < 0 or tree.kinds[body] != "class_body":
        return [body] if body >= 0 else []
    found = [body]
    at = body
    while len(found) < _MAX_CLASSES:
        heritage = next(
            (c for c in tree.children(tree.parent[at]) if tree.kinds[c] == "class_heritage"), None
        )
        parents = (
            on.values(heritage + 1) if heritage is not None and tree.after[heritage] > heritage + 1 else ()
        )
        at = next((body_of(on, v.node) for v in parents if isinstance(v, Function)), -1)
        if at < 0 or at in found:
            break
        found.append(at)
    name = tree.child(tree.parent[body], 0)
    text = tree.text(name) if name is not None and tree.kinds[name] == "identifier" else ""
    for heritage in tree.listed["class_heritage"][:200]:
        if text and tree.text(heritage).removeprefix("extends").strip() == text:
            child = tree.last_child(tree.parent[heritage])
            if child is not None and child not in found and len(found) < 2 * _MAX_CLASSES:
                found.append(child)
    return found


def body_of(on: Evaluator, node: int) -> int:
    """Return the body of a class, -1 for functions."""
    body = on.tree.last_child(node)
    return body if body is not None and on.tree.kinds[body] == "class_body" else -1


def this(on: Evaluator, node: int) -> tuple[Value, ...]:
    """Return what `this` speaks of: the object literal or class around, or the window."""
    tree = on.tree
    for function in tree.functions_around(node):
        holder = tree.parent[function]
        kind = tree.kinds[holder]
        if tree.kinds[function] == "arrow_function" and kind != "field_definition":
            continue
        if tree.kinds[function] == "class_static_block" or kind in {"object", "class_body"}:
            return (This(holder if kind in {"object", "class_body"} else -1),)
        if kind in {"pair", "field_definition"}:
            return (This(tree.parent[holder]),)
        while tree.kinds[holder] in {"parenthesized_expression", "unary_expression"}:
            holder = tree.parent[holder]
        at_once = tree.kinds[holder] == "call_expression" or (
            tree.kinds[holder] == "member_expression"
            and tree.text(tree.last_child(holder) or holder) == "call"
        )
        return (This(), Name("window")) if at_once else (This(),)
    around = [body for body in tree.listed["class_body"][:500] if body < node < tree.after[body]]
    return (This(around[-1]),) if around else (Name("window"),)
