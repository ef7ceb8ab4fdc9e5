"""Who calls a function of the script: in place, by its name, by the property that holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs_praxis.web.script.evaluate import Evaluator


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
            names += [(name, True) for name in on.property_names(target)]
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
    return found


def _same_holder(on: Evaluator, callee: int, holder: int) -> bool:
    """Short property names are everywhere in minified code: ask for the same object."""
    target = holder + 1
    if on.tree.kinds[target] == "member_expression":
        return on.tree.text(callee + 1) == on.tree.text(target + 1)
    literal = on.tree.parent[holder]
    return any(getattr(value, "node", None) == literal for value in on.values(callee + 1))
