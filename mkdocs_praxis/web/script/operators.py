"""Expressions put together from others: concatenation, templates, arithmetic, choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_praxis.web.script.constants import sequence
from mkdocs_praxis.web.script.literals import number, unescape
from mkdocs_praxis.web.script.values import GAVE_UP, HOLE, MAX_ALTERNATIVES, UNKNOWN, Array, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs_praxis.web.script.evaluate import Evaluator

_ARITHMETIC: dict[str, Callable[[int, int], int]] = {
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "^": lambda a, b: a ^ b,
    "%": lambda a, b: a % b if b else 0,
    "/": lambda a, b: a // b if b else 0,
    "|": lambda a, b: a | b,
    "&": lambda a, b: a & b,
    ">>": lambda a, b: a >> min(abs(b), 64),
    ">>>": lambda a, b: (a & 0xFFFFFFFF) >> min(abs(b), 64),
    "<<": lambda a, b: (a << (b & 31)) & 0xFFFFFFFF,
}
_LARGEST = 1 << 53


def template(on: Evaluator, node: int) -> tuple[Value, ...]:
    """Return the values of a template literal."""
    tree = on.tree
    parts: list[tuple[Value, ...]] = []
    at = tree.start[node] + 1
    for child in tree.children(node):
        if tree.kinds[child] != "template_substitution":
            continue
        parts.append((_cooked(on, at, tree.start[child]),))
        inner = tree.child(child, 0)
        parts.append(on.values(inner) if inner is not None else (HOLE,))
        at = tree.end[child]
    parts.append((_cooked(on, at, max(at, tree.end[node] - 1)),))
    return on.joined(parts)


def _cooked(on: Evaluator, start: int, end: int) -> str:
    return unescape(on.tree.source[start:end].decode("utf-8", "replace"))


def binary(on: Evaluator, node: int) -> tuple[Value, ...]:
    """Return the values of `a + b + …` and of the other operators with two sides."""
    tree = on.tree
    operands: list[int] = []
    at = node
    while tree.kinds[at] == "binary_expression":
        left, right = tree.child(at, 0), tree.last_child(at)
        if left is None or right is None:
            break
        operator = tree.operator(left, right)
        if operator != "+":
            if at == node:
                return _operated(on, operator, left, right)
            break
        operands.append(right)
        at = tree.skip(left)
    operands.append(at)
    parts = [on.values(operand) for operand in reversed(operands)]
    while len(parts) > 1 and all(len(p) == 1 and isinstance(p[0], int) for p in parts[:2]):
        total = sum(int(part[0]) for part in parts[:2] if isinstance(part[0], int))
        parts[:2] = [(total,)]
    return parts[0] if len(parts) == 1 else on.joined(parts)


def _operated(on: Evaluator, operator: str, left: int, right: int) -> tuple[Value, ...]:
    if operator == "&&":
        return on.values(right)
    if operator in {"||", "??"}:
        known = tuple(value for value in on.values(left) if not isinstance(value, Unknown))
        return on.unite(known, on.values(right))
    compute = _ARITHMETIC.get(operator)
    if compute is None:
        return (UNKNOWN,)
    pairs = [(a, b) for a in on.values(left) for b in on.values(right)]
    numbers = [
        (a, b)
        for a, b in pairs
        if isinstance(a, int) and isinstance(b, int) and abs(a) <= _LARGEST and abs(b) <= _LARGEST
    ]
    return tuple(compute(a, b) for a, b in numbers[:MAX_ALTERNATIVES]) or (UNKNOWN,)


def ternary(on: Evaluator, node: int) -> tuple[Value, ...]:
    """Return the values of both branches; chains of choices are followed without recursion."""
    tree, at = on.tree, node
    parts: list[tuple[Value, ...]] = []
    while tree.kinds[at] == "ternary_expression" and len(parts) <= MAX_ALTERNATIVES:
        branches = list(tree.children(at))[1:]
        parts += [on.values(branch) for branch in branches[:-1]]
        at = tree.skip(branches[-1]) if branches else -1
    if len(parts) > MAX_ALTERNATIVES:
        return on.unite(*parts, (GAVE_UP,))
    return on.unite(*parts, on.values(at))


def unary(on: Evaluator, node: int) -> tuple[Value, ...]:
    """Return the value of a signed or inverted number."""
    inner = on.tree.child(node, 0)
    sign = chr(on.tree.source[on.tree.start[node]])
    if inner is None or sign not in "-+~":
        return (UNKNOWN,)
    values = on.values(inner)
    if sign == "+":
        return values
    return tuple((-value if sign == "-" else ~value) if isinstance(value, int) else value for value in values)


def number_of(on: Evaluator, node: int) -> tuple[Value, ...]:
    """Return the value of a numeric literal."""
    text = number(on.tree.text(node))
    return (int(text),) if text.lstrip("-").isdigit() and len(text) < 30 else (text,)


def listed(on: Evaluator, node: int) -> tuple[Value, ...]:
    """Return a list literal, its spread parts laid out."""
    items: list[tuple[Value, ...]] = []
    before = -1
    for position, child in on.tree.placed(node):
        items += [()] * min(position - before - 1, MAX_ALTERNATIVES)
        before = position
        if on.tree.kinds[child] == "spread_element":
            for value in on.values(child):
                items += sequence(value) or [(UNKNOWN,)]
                break
        else:
            items.append(on.values(child))
    return (Array(tuple(items)),)


def assigned(on: Evaluator, node: int) -> tuple[Value, ...]:
    """Return what an assignment is worth."""
    last = on.tree.last_child(node)
    return on.values(last) if last is not None else ()
