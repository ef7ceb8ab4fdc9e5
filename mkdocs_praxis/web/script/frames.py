"""One run of a function or a loop with values known for its names: what `codes.map(c => …)` makes of each code.

Everything else is evaluated without knowing who calls; a frame adds that for the nodes of one function or loop body, with
memories of its own, so that nothing learnt for one run is taken for another.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mkdocs_praxis.web.script.scopes import Binding, From, Origin
from mkdocs_praxis.web.script.syntax import FUNCTIONS
from mkdocs_praxis.web.script.values import UNKNOWN, Array, Function, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs_praxis.web.script.evaluate import Evaluator

_LOOPS = frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement"})
_MAX_TURNS = 2048
_LONGEST_BODY = 4000  # bytes of a function or loop that is run for single values


@dataclass(slots=True, eq=False)
class Frame:
    """What is known and learnt in one run; the nodes from `first` to `last` belong to it."""

    first: int
    last: int
    given: dict[Binding, tuple[Value, ...]] = field(default_factory=dict)
    memo: dict[int, tuple[Value, ...]] = field(default_factory=dict)
    bindings: dict[Binding, tuple[Value, ...]] = field(default_factory=dict)
    active: dict[int, int] = field(default_factory=dict)  # nodes being evaluated, by depth

    def holds(self, binding: Binding) -> bool:
        """Say whether a name belongs to this run."""
        if binding in self.given or self.first <= binding.scope < self.last:
            return True
        return bool(binding.origins) and all(
            self.first < _root(origin).node < self.last for origin in binding.origins
        )


def _root(origin: Origin) -> Origin:
    while origin.inner is not None:
        origin = origin.inner
    return origin


def applied(on: Evaluator, function: int, arguments: list[tuple[Value, ...]]) -> tuple[Value, ...] | None:
    """Return what a function gives for certain arguments; None when it must be read without them."""
    tree = on.tree
    if tree.kinds[function] not in FUNCTIONS or tree.end[function] - tree.start[function] > _LONGEST_BODY:
        return None
    given: dict[Binding, tuple[Value, ...]] = {}
    for binding in on.scopes.names.get(function, {}).values():
        roots = [_root(origin) for origin in binding.origins]
        if any(root.how in {From.PARAMETER, From.REST} and root.node == function for root in roots):
            given[binding] = on.unite(*[on.origin(o, arguments) for o in binding.origins]) or (UNKNOWN,)
    frame = Frame(function, tree.after[function], given)
    return on.within(frame, lambda: on.unite(*[on.values(node) for node in on.returned(function)]))


def each_turn(on: Evaluator, node: int) -> list[tuple[Value, ...]] | None:
    """Return the values of an expression in every turn of the loop around it; None when its turns are not known."""
    tree = on.tree
    at = node
    for _ in range(12):
        at = tree.parent[at]
        if at < 0 or tree.kinds[at] in FUNCTIONS:
            return None
        if tree.kinds[at] in _LOOPS:
            break
    else:
        return None
    if tree.end[at] - tree.start[at] > _LONGEST_BODY:
        return None
    turns = _turns_over(on, at) if tree.kinds[at] == "for_in_statement" else _turns_counted(on, at)
    if turns is None or len(turns) > _MAX_TURNS:
        return None
    found = []
    for given in turns:
        values = on.within(Frame(at, tree.after[at], given), lambda: on.values(node))
        if values is None:
            return None
        found.append(values)
    return found


def repeats(on: Evaluator, node: int) -> bool:
    """Say whether a place stands in a loop."""
    for _ in range(12):
        node = on.tree.parent[node]
        if node < 0 or on.tree.kinds[node] in FUNCTIONS:
            return False
        if on.tree.kinds[node] in _LOOPS:
            return True
    return False


def _turns_over(on: Evaluator, loop: int) -> list[dict[Binding, tuple[Value, ...]]] | None:
    tree = on.tree
    children = list(tree.children(loop))
    if len(children) < 2 or tree.kinds[children[0]] != "identifier":
        return None
    binding = on.scopes.binding(tree.text(children[0]), children[0])
    values = on.values(children[1])
    if binding is None or len(values) != 1:
        return None
    if on.scopes.over_keys(loop):
        items: list[tuple[Value, ...]] = (
            [(str(position),) for position in range(len(values[0].items))]
            if isinstance(values[0], Array)
            else []
        )
    elif isinstance(values[0], str):
        items = [(character,) for character in values[0][: _MAX_TURNS + 1]]
    else:
        items = list(values[0].items) if isinstance(values[0], Array) else []
    return [{binding: item} for item in items] or None


def _turns_counted(on: Evaluator, loop: int) -> list[dict[Binding, tuple[Value, ...]]] | None:
    """`for (var i = 0; i < n; i += k)` with numbers that are known."""
    tree = on.tree
    children = list(tree.children(loop))
    if tree.kinds[loop] != "for_statement" or len(children) < 4:
        return None
    start, condition, step = children[0], tree.skip(children[1]), children[2]
    while tree.kinds[condition] == "expression_statement" and tree.after[condition] > condition + 1:
        condition = tree.skip(condition + 1)
    if tree.kinds[condition] != "binary_expression":
        return None
    left, right = condition + 1, tree.last_child(condition)
    if right is None or tree.kinds[left] != "identifier":
        return None
    binding = on.scopes.binding(tree.text(left), left)
    first = next((o.node for o in binding.origins if o.how is From.NODE), -1) if binding else -1
    if binding is None or not start <= first < tree.after[start]:
        return None
    begin, end = on.values(first)[0], on.values(right)[0]
    by = _step(on, step)
    if not isinstance(begin, int) or not isinstance(end, int) or not by:
        return None
    end += {"<": 0, "<=": 1, ">": 0, ">=": -1}.get(tree.operator(left, right), 0)
    return [{binding: (number,)} for number in range(begin, end, by)[: _MAX_TURNS + 1]] or None


def _step(on: Evaluator, node: int) -> int:
    text = on.tree.text(node).replace(" ", "")
    if "++" in text or "--" in text:
        return 1 if "++" in text else -1
    last = on.tree.last_child(node)
    by = (
        on.values(last)[0]
        if last is not None and on.tree.kinds[node] == "augmented_assignment_expression"
        else 0
    )
    return by * (-1 if "-=" in text else 1) if isinstance(by, int) and ("+=" in text or "-=" in text) else 0


def mapped(
    on: Evaluator,
    callback: tuple[Value, ...],
    items: list[list[tuple[Value, ...]]],
    call: Callable[[Value], Value],
) -> list[tuple[Value, ...]]:
    """Return what a callback gives for each list of arguments; `call` does it for a function of the language."""
    found: list[tuple[Value, ...]] = []
    for arguments in items:
        parts: list[tuple[Value, ...]] = []
        for value in callback:
            if isinstance(value, Function):
                result = applied(on, value.node, arguments)
                parts.append(result if result is not None else (UNKNOWN,))
            elif arguments:
                parts.append(tuple(call(argument) for argument in arguments[0]))
        found.append(on.known(*parts) or (UNKNOWN,))
    return found
