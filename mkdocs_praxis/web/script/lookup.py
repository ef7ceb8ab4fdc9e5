"""What a property of a value is: of object literals, classes, lists, globals, and of whatever the script put there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mkdocs_praxis.web.script import calls, classes, parameters
from mkdocs_praxis.web.script.addresses import first_hole
from mkdocs_praxis.web.script.jsontext import of_json
from mkdocs_praxis.web.script.objects import of_global, of_string
from mkdocs_praxis.web.script.values import (
    HOLE,
    MAX_ALTERNATIVES,
    UNKNOWN,
    Array,
    Attribute,
    Data,
    Element,
    Function,
    Json,
    Name,
    Object,
    Record,
    Response,
    Style,
    This,
    Trapped,
    Unknown,
    Value,
    as_text,
)

if TYPE_CHECKING:
    from mkdocs_praxis.web.script.evaluate import Evaluator

_TEXT_PROPERTIES = frozenset(
    {"textContent", "innerText", "responseText", "response", "responseXML", "responseJSON", "innerHTML"},
)
_INNER_ELEMENTS = frozenset({"content", "firstChild", "firstElementChild", "parentNode"})
_DOCUMENTS = {
    "contentWindow": "window",
    "defaultView": "window",
    "contentDocument": "document",
    "ownerDocument": "document",
}


def property_names(on: Evaluator, node: int) -> tuple[str, ...]:
    """Return the names of the property that a member or subscript expression speaks of."""
    tree = on.tree
    last = tree.last_child(node)
    if last is None or tree.after[node] == node + 1:
        return ()
    if tree.kinds[node] == "member_expression":
        return (tree.text(last),)
    if tree.kinds[last] == "string":
        return (tree.string(last),)
    return on.strings(last)


def member(on: Evaluator, node: int) -> tuple[Value, ...]:
    """Return what `a.b` may be worth."""
    names = property_names(on, node)
    return _properties(on, node, names[0]) if names else (UNKNOWN,)


def subscript(on: Evaluator, node: int) -> tuple[Value, ...]:
    """Return what `a[b]` may be worth."""
    names = property_names(on, node)
    found = on.unite(*[_properties(on, node, name) for name in names])
    unknown = any(first_hole(name) >= 0 for name in names)
    if unknown or all(isinstance(value, Unknown) for value in found):
        # A key that is not known, or of another kind: any of them.
        return on.unite(found, elements(on, on.values(node + 1)))
    return found


def _properties(on: Evaluator, node: int, name: str) -> tuple[Value, ...]:
    receiver = node + 1
    holders = on.values(receiver)
    found = [property_of(on, value, name) for value in holders]
    found += _put(on, receiver, name)
    if any(isinstance(value, This) for value in holders):
        found += classes.of_prototypes(on, name)
    return on.pushed_onto(on.unite(on.known(*found)) or (UNKNOWN,), on.tree.text(node)[:80], node)


def _put(on: Evaluator, receiver: int, name: str) -> list[tuple[Value, ...]]:
    """Return what the script puts into a property of the same thing elsewhere."""
    tree, scopes = on.tree, on.scopes
    receiver = tree.skip(receiver)
    if tree.end[receiver] - tree.start[receiver] > 80:
        return []
    text = tree.text(receiver)
    assignments = scopes.assigned_to.get((text, name), ())
    defined = scopes.defined.get((text, name), ())
    merged = scopes.merged.get(text, ())
    if not assignments and not defined and not merged:
        return []
    binding = scopes.binding(text, receiver) if tree.kinds[receiver] == "identifier" else None
    found = []
    for assignment in assignments[: parameters.MAX_CALLERS]:
        other = tree.skip(assignment + 2)  # assignment → its left member expression → that one's object
        if binding is None or scopes.binding(text, other) is binding:
            found.append(on.values(tree.last_child(assignment) or assignment))
    for descriptor in defined[:8]:
        for value in on.values(descriptor):
            found.append(property_of(on, value, "value"))
            found += [
                calls.result(on, getter.node)
                for getter in property_of(on, value, "get")
                if isinstance(getter, Function)
            ]
    for target, source in merged[:16]:
        if binding is None or scopes.binding(text, target) is binding:
            found += [property_of(on, value, name) for value in on.values(source)]
    return found


def members(on: Evaluator, literal: int) -> dict[str, list[int]]:
    """Return the properties of an object literal or class body by name."""
    known = on.objects.get(literal)
    if known is not None:
        return known
    tree = on.tree
    found: dict[str, list[int]] = {}
    on.objects[literal] = found
    for part in tree.children(literal):
        kind = tree.kinds[part]
        if kind in {"shorthand_property_identifier", "identifier"}:
            found.setdefault(tree.text(part), []).append(part)
        elif kind in {"pair", "method_definition", "field_definition"} and tree.after[part] > part + 1:
            key = part + 1
            names: tuple[str, ...]
            if tree.kinds[key] == "string":
                names = (tree.string(key),)
            elif tree.kinds[key] == "computed_property_name" and tree.after[key] > key + 1:
                names = on.strings(key + 1)
            else:
                names = (tree.text(key),)
            value = part if kind == "method_definition" else tree.last_child(part) or part
            for name in names:
                found.setdefault(name, []).append(value)
        elif kind == "spread_element":
            for spread in on.values(part):
                if isinstance(spread, Object) and spread.node != literal:
                    for name, nodes in members(on, spread.node).items():
                        found.setdefault(name, []).extend(nodes[:MAX_ALTERNATIVES])
    return found


def member_values(on: Evaluator, body: int, name: str) -> tuple[Value, ...]:
    """Return a property of an object literal or class body."""
    return on.unite(*[on.values(node) for node in members(on, body).get(name, [])[:MAX_ALTERNATIVES]])


def property_of(on: Evaluator, value: Value, name: str) -> tuple[Value, ...]:
    """Return a property of a value."""
    if isinstance(value, Object):
        return member_values(on, value.node, name)
    if isinstance(value, Function):
        return on.unite(
            *[member_values(on, body, name) for body in classes.family(on, classes.body_of(on, value.node))]
        )
    if isinstance(value, Name):
        return of_global(on, value, name)
    if isinstance(value, Array):
        if name.isdecimal() and len(name) < 9:
            return value.items[int(name)] if int(name) < len(value.items) else ()
        if name == "value":  # of an iterator's step
            return elements(on, (value,))
        return (len(value.items),) if name == "length" else ()
    if isinstance(value, str):
        return of_string(value, name)
    if isinstance(value, Record):
        return on.unite(*[values for field, values in value.fields if field == name])
    if isinstance(value, Trapped):
        return calls.called(on, value.node, [(UNKNOWN,), (name,)])
    if isinstance(value, Json):
        return of_json(value, name)
    if isinstance(value, Data):
        is_dataset = value.kind == "dataset"
        return (Data("attribute", "data-" + _kebab(name)) if is_dataset else replace(value, key=name),)
    if isinstance(value, This):
        return classes.of_this(on, value.body, name) if value.body >= 0 else ()
    if isinstance(value, Element) and name == "attributes":
        return (Attribute(""),)
    if isinstance(value, Attribute):
        return (Attribute(name),) if not value.name else (Data("attribute", value.name),)
    if isinstance(value, Element) and name in _INNER_ELEMENTS:
        return (Data("text", value.selector), Element(frozenset(), value.node))
    if isinstance(value, Response):
        return (Data("file"),)
    if name in _DOCUMENTS:
        return (Name(_DOCUMENTS[name]),)
    if name == "dataset":
        return (Data("dataset"),)
    if name == "style":
        return (Style(),)
    if name in _TEXT_PROPERTIES:
        return (Data("text", value.selector if isinstance(value, Element) else ""),)
    return (UNKNOWN,)


def elements(on: Evaluator, found: tuple[Value, ...]) -> tuple[Value, ...]:
    """Return the elements of lists."""
    parts: list[tuple[Value, ...]] = []
    for value in found:
        if isinstance(value, Array):
            parts += value.items
        elif isinstance(value, Data | Element | Json):
            parts.append((value,))
        elif isinstance(value, Object):
            parts += [on.values(child) for nodes in members(on, value.node).values() for child in nodes]
    return on.unite(*parts) or (UNKNOWN,)


def keys(on: Evaluator, found: tuple[Value, ...]) -> tuple[Value, ...]:
    """Return the keys that `for … in` and `Object.keys` give."""
    parts: list[Value] = []
    for value in found:
        if isinstance(value, Object):
            parts += members(on, value.node)
        elif isinstance(value, Json) and isinstance(value.value, dict):
            parts += [str(key) for key in value.value]
        elif isinstance(value, Array):
            parts += [str(position) for position in range(min(len(value.items), MAX_ALTERNATIVES))]
        else:
            parts.append(UNKNOWN)
    return on.unite(tuple(parts)) or (UNKNOWN,)


def plain(on: Evaluator, value: Value, depth: int = 0) -> object:
    """Give a value as JSON would hold it; unknown parts become holes."""
    if depth > 12:
        return HOLE
    if isinstance(value, Object):
        return {
            name: plain(on, on.values(nodes[-1])[0], depth + 1)
            for name, nodes in members(on, value.node).items()
        }
    if isinstance(value, Array):
        return [plain(on, item[0], depth + 1) if item else None for item in value.items]
    if isinstance(value, Json):
        return value.value
    return value if isinstance(value, int | float) else as_text(value, on.marks)


def _kebab(name: str) -> str:
    return re.sub(r"([A-Z])", lambda upper: "-" + upper.group(1).lower(), name)
