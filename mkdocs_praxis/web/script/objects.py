"""Objects and functions of the script, lists: what their properties and calls are worth."""

from __future__ import annotations

from tree_sitter import Node

from mkdocs_praxis.web.script.evaluate import (
    CALLS,
    CONSTRUCTORS,
    METHODS,
    PROPERTIES,
    Evaluator,
)
from mkdocs_praxis.web.script.syntax import FUNCTIONS
from mkdocs_praxis.web.script.transfers import transferred
from mkdocs_praxis.web.script.values import (
    MAX_ALTERNATIVES,
    TOP,
    UNKNOWN,
    Alternatives,
    Bound,
    Function,
    List,
    Object,
    Record,
    Value,
    join,
)

_MOST_FIELDS = 2000


def _fields(ev: Evaluator, value: Object) -> Record:
    """Read an object literal: of each property, what it is worth."""
    fields: dict[str, Alternatives] = {}
    for part in ev.tree.children(value.node)[:_MOST_FIELDS]:
        if part.type == "pair":
            key, inner = part.child_by_field_name("key"), part.child_by_field_name("value")
            if key is not None and inner is not None:
                fields[ev.tree.key(key)] = ev.value(inner, value.context)
        elif part.type == "shorthand_property_identifier":
            fields[ev.tree.text(part)] = ev.value(part, value.context)
        elif part.type == "method_definition":
            name = part.child_by_field_name("name")
            is_getter = part.children[0].type == "get"
            found = result(ev, part) if is_getter else (Function(part),)
            fields[ev.tree.key(name) if name is not None else ""] = found
        elif part.type == "spread_element":
            for one in ev.value(part, value.context):
                fields |= ev.fields(one)
    return Record(fields)


def _of_object(ev: Evaluator, value: Object, name: str) -> Alternatives:
    if name == "<fields>":
        return (_fields(ev, value),)
    if name == "<keys>":
        return tuple(ev.fields(value))[:MAX_ALTERNATIVES]
    if name[:1] > "\U000effff":  # some property
        return join(*ev.fields(value).values()) if value.node.child_count < 4 * MAX_ALTERNATIVES else TOP
    for part in ev.tree.children(value.node)[:_MOST_FIELDS]:
        key = part.child_by_field_name("key") if part.type == "pair" else None
        inner = part.child_by_field_name("value") if part.type == "pair" else None
        if key is not None and inner is not None and ev.tree.key(key) == name:
            return ev.value(inner, value.context)
        if part.type in {"spread_element", "method_definition", "shorthand_property_identifier"}:
            return ev.fields(value).get(name, TOP)
    return TOP


def _of_record(_ev: Evaluator, value: Record, name: str) -> Alternatives:
    if name == "<fields>":
        return (value,)
    if name == "<keys>":
        return tuple(value.fields)[:MAX_ALTERNATIVES]
    return value.fields.get(name, TOP)


def _of_list(ev: Evaluator, value: List, name: str) -> Alternatives:
    if name == "length":
        return (len(value.items),)
    if name == "<keys>":
        return tuple(map(str, range(min(len(value.items), MAX_ALTERNATIVES))))
    if name.isdecimal() and len(name) < 9:
        return value.items[int(name)] if int(name) < len(value.items) else TOP
    return ev.elements((value,)) if name[:1] > "\U000effff" else TOP


PROPERTIES |= {Object: _of_object, Record: _of_record, List: _of_list}


def result(ev: Evaluator, function: Node) -> Alternatives:
    """Return what a function may return, whoever calls it."""
    if function.type not in FUNCTIONS:
        return TOP
    return join(*(ev.value(node) for node in ev.scopes.returns(function)[:MAX_ALTERNATIVES])) or TOP


def _call(ev: Evaluator, value: Function, arguments: list[Alternatives], _: Node) -> Alternatives:
    constant = any(len(given) == 1 and isinstance(given[0], str | int | List) for given in arguments)
    if constant and value.node.type in FUNCTIONS:
        found = ev.in_context(value.node, arguments, ev.scopes.returns(value.node)[:MAX_ALTERNATIVES])
        if any(one is not UNKNOWN for one in found):
            return found
    return result(ev, value.node)


def _call_bound(ev: Evaluator, value: Bound, arguments: list[Alternatives], node: Node) -> Alternatives:
    return ev.call(value.target, [*value.arguments, *arguments], node)


CALLS |= {Function: _call, Bound: _call_bound}
CONSTRUCTORS[Function] = lambda _ev, _value, _arguments, _node: TOP


def _invoke_object(
    ev: Evaluator, this: Value, name: str, arguments: list[Alternatives], node: Node
) -> Alternatives:
    """Call a method that the object itself defines, or what every object has."""
    own = [value for value in ev.get(this, name) if isinstance(value, Function | Bound)]
    if own:
        return join(*(ev.call(value, arguments, node) for value in own))
    return transferred(ev, this, name, arguments, node)


METHODS |= {Object: _invoke_object, Record: _invoke_object}


# -- lists --------------------------------------------------------------------------------------------------------


def _each(
    ev: Evaluator, callback: Alternatives, items: tuple[Alternatives, ...], node: Node
) -> list[Alternatives]:
    """Return what a callback makes of every element."""
    return [
        join(*(ev.call(function, [item, (at,)], node) for function in callback)) or TOP
        for at, item in enumerate(items)
    ]


def _invoke_list(
    ev: Evaluator, this: List, name: str, arguments: list[Alternatives], node: Node
) -> Alternatives:
    first = arguments[0] if arguments else ()
    items = this.items
    match name:
        case "join":
            glue = ev.text(first[0]) if first else ","
            return ev.concatenated(items, glue)
        case "toString":
            return (ev.text(this),)
        case "reverse" | "toReversed":
            return (ev.listed(items[::-1]),)
        case "concat":
            more = [
                item
                for given in arguments
                for item in (ev.sequence(given[0]) if given and isinstance(given[0], List) else [given])
            ]
            return (ev.listed((*items, *more)),)
        case "slice" if all(given and isinstance(given[0], int) for given in arguments):
            return (
                ev.listed(
                    items[
                        slice(
                            *(_index(given) for given in arguments[:2]),
                            *([None] if len(arguments) < 2 else []),
                        )
                    ]
                ),
            )
        case "map" | "flatMap":
            return (ev.listed(tuple(_each(ev, first, items, node))),)
        case "filter" | "sort" | "toSorted" | "values" | "keys" | "flat":
            return (this,)
        case "forEach" | "push" | "unshift":
            return TOP
        case "reduce":
            return _reduced(ev, first, items, arguments[1:2], node)
        case "at" | "shift" | "pop" | "find":
            at = {"shift": 0, "pop": -1}.get(name, _index(first) if name == "at" else None)
            return items[at] if at is not None and -len(items) <= at < len(items) else ev.elements((this,))
    return transferred(ev, this, name, arguments, node)


def _index(values: Alternatives) -> int:
    return values[0] if values and isinstance(values[0], int) else 0


def _reduced(
    ev: Evaluator,
    callback: Alternatives,
    items: tuple[Alternatives, ...],
    start: list[Alternatives],
    node: Node,
) -> Alternatives:
    items = (*start, *items)
    total = items[0] if items else TOP
    for item in items[1:256]:
        total = join(*(ev.call(function, [total, item], node) for function in callback)) or TOP
    return total


METHODS[List] = _invoke_list
