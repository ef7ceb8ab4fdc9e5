"""Objects, functions and lists of the script: what their properties and calls are worth."""

from __future__ import annotations

from tree_sitter import Node

from mkdocs_praxis.web.script.evaluate import CALLS, METHODS, PROPERTIES, Evaluator
from mkdocs_praxis.web.script.syntax import FUNCTIONS
from mkdocs_praxis.web.script.transfers import transferred
from mkdocs_praxis.web.script.values import (
    MARKS,
    MAX_ALTERNATIVES,
    TOP,
    UNKNOWN,
    Args,
    Context,
    Function,
    List,
    Object,
    Values,
    join,
)

_SAME = frozenset({"filter", "sort", "toSorted", "values", "flat"})


def object_of(ev: Evaluator, node: Node, context: Context | None) -> Object:
    """Return the object of a literal; its values are read when they are asked for."""
    fields: dict[str, Node | Values] = {}
    for part in ev.tree.children(node):
        key = part.child_by_field_name("key") or part.child_by_field_name("name")
        if part.type == "spread_element":
            for value in ev.value(part, context):
                fields |= ev.fields(value)
        elif key is not None:
            fields[ev.tree.key(key)] = part.child_by_field_name("value") or part
        elif part.type == "shorthand_property_identifier":
            fields[ev.tree.text(part)] = part
    return Object(fields, context)


def _of_object(ev: Evaluator, value: Object, name: str) -> Values:
    if name[:1] >= MARKS:  # some property
        return join(*ev.fields(value).values()) if len(value.fields) <= MAX_ALTERNATIVES else TOP
    found = value.fields.get(name, TOP)
    return ev.value(found, value.context) if isinstance(found, Node) else found


def _of_list(ev: Evaluator, value: List, name: str) -> Values:
    if name.isdecimal() and len(name) < 9:
        return value.items[int(name)] if int(name) < len(value.items) else TOP
    if name == "length":
        return (len(value.items),)
    return ev.elements((value,)) if name[:1] >= MARKS else TOP


def _call(ev: Evaluator, value: Function, arguments: Args, _: Node) -> Values:
    """Return what a function gives for constants, or else for whatever its callers pass."""
    if value.node.type not in FUNCTIONS:
        return TOP
    returned = ev.scopes.returns(value.node)[:MAX_ALTERNATIVES]
    if any(len(given) == 1 and isinstance(given[0], str | int | List) for given in arguments):
        found = ev.in_context(value.node, arguments, returned)
        if any(one is not UNKNOWN for one in found):
            return found
    return join(*(ev.value(node) for node in returned)) or TOP


def _invoke_object(ev: Evaluator, this: Object, name: str, arguments: Args, node: Node) -> Values:
    own = [value for value in ev.get(this, name) if isinstance(value, Function)]
    return (
        join(*(ev.call(value, arguments, node) for value in own))
        if own
        else transferred(ev, this, name, arguments, node)
    )


def _invoke_list(ev: Evaluator, this: List, name: str, arguments: Args, node: Node) -> Values:
    items, first = this.items, arguments[0] if arguments else ()
    match name:
        case "join":
            return ev.concatenated(items, ev.text(first[0]) if first else ",")
        case "toString":
            return (ev.text(this),)
        case "reverse" | "toReversed":
            return (ev.listed(items[::-1]),)
        case "concat":
            more = [ev.sequence(v[0]) if v and isinstance(v[0], List) else [v] for v in arguments]
            return (ev.listed((*items, *(item for part in more for item in part))),)
        case "slice":
            bounds = [given[0] if given and isinstance(given[0], int) else None for given in arguments[:2]]
            return (ev.listed(items[slice(*(bounds or [None]), *([None] if len(bounds) == 1 else []))]),)
        case "map":
            made = [join(*(ev.call(f, [item, (at,)], node) for f in first)) for at, item in enumerate(items)]
            return (ev.listed(tuple(values or TOP for values in made)),)
        case "reduce":
            total = arguments[1] if len(arguments) > 1 else items[0] if items else TOP
            for item in items[len(arguments) == 1 :][:256]:
                total = join(*(ev.call(function, [total, item], node) for function in first)) or TOP
            return total
        case "at" | "shift" | "pop" | "find":
            return ev.elements((this,))
    return (this,) if name in _SAME else transferred(ev, this, name, arguments, node)


PROPERTIES |= {Object: _of_object, List: _of_list}
CALLS[Function] = _call
METHODS |= {Object: _invoke_object, List: _invoke_list}
