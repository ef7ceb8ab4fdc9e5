"""When a place in a script runs: by itself while the page is open, after a person's decision, or by nobody that is seen.

Events that fire without a decision (load, scroll, pointer movement, focus, timers, errors, visibility) count as by itself,
and so do events that the script fires by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from tree_sitter import Node

from mkdocs_praxis.web.script import tables
from mkdocs_praxis.web.script.evaluate import Evaluator
from mkdocs_praxis.web.script.uses import Use
from mkdocs_praxis.web.script.values import Element, Function, Object, Record, Value

_MAX_DEPTH = 14  # calls from the place that is asked for to what runs by itself
_DEEPEST = 40  # branches around a place
_SHORT = 12
_FALSE = frozenset({"false", "0", "!1", "null", "undefined", "''", '""'})


class Phase(Enum):
    """When code runs."""

    LOAD = "load"
    CLICK = "click"
    SUBMIT = "submit"
    UNREACHABLE = "unreachable"  # nothing in this script runs it


def of_event(name: str) -> Phase:
    """Return the phase of an event by its name (`click`, `onclick`, `click.namespace`)."""
    table = tables.events()
    event = name.lower().partition(".")[0]
    event = event if event in table.person or event in table.submit else event.removeprefix("on")
    if event in table.submit:
        return Phase.SUBMIT
    return Phase.CLICK if event in table.person else Phase.LOAD


class Phases:
    """Answers for one script. `fired`: the events that it fires by itself, on what, and where."""

    def __init__(
        self, ev: Evaluator, whole: Phase, fired: Iterable[tuple[str, Value, Node]], *, module: bool
    ) -> None:
        self._ev = ev
        self._whole = whole
        self._module = module
        self._fired = list(fired)
        self._functions: dict[int, Phase] = {}

    def of(self, node: Node, depth: int = 0) -> Phase:
        """Return when a place runs."""
        tree = self._ev.tree
        if not depth and self._is_dead(node):
            return Phase.UNREACHABLE
        function = tree.around(node)
        if function.id == tree.root.id or depth > _MAX_DEPTH:
            return self._whole
        known = self._functions.get(function.id)
        if known is None:
            self._functions[function.id] = Phase.UNREACHABLE  # a function that only calls itself
            known = self._functions[function.id] = self._of_function(function, depth)
        return known

    def _is_dead(self, node: Node) -> bool:
        """Tell whether a place stands in a branch that a literal switches off: `if (false) { … }`, `0 && …`."""
        tree = self._ev.tree
        for _ in range(_DEEPEST):
            holder = tree.parent(node)
            if holder is None:
                return False
            condition = holder.child_by_field_name("condition") or holder.child_by_field_name("left")
            decided = holder.type in {"if_statement", "while_statement"} or (
                holder.type == "binary_expression" and tree.operator(holder) == "&&"
            )
            chosen = holder.child_by_field_name("consequence") or holder.child_by_field_name("body")
            chosen = chosen or holder.child_by_field_name("right")
            if (
                decided
                and condition is not None
                and chosen == node
                and condition.end_byte - condition.start_byte < _SHORT
                and tree.text(tree.skip(condition)) in _FALSE
            ):
                return True
            node = holder
        return False

    def waits_for(self, node: Node) -> str | None:
        """Return the name of the global function around a place that nothing in this script calls."""
        tree, ev = self._ev.tree, self._ev
        outermost, function = None, tree.around(node)
        while function.id != tree.root.id:
            outermost, function = function, tree.around(function)
        if outermost is None or self._module:
            return None
        name = outermost.child_by_field_name("name")
        if outermost.type == "function_declaration" and name is not None:
            is_called = any(use.how == "called" for use in ev.uses.of(outermost))
            return None if is_called else tree.text(name)
        for use in ev.uses.of(outermost):
            if (
                use.how == "kept"
                and not ev.uses.calls_of(use.name)
                and use.node.type == "assignment_expression"
            ):
                return use.name
            if use.how == "kept" and use.node.type == "pair":
                return self._path(use)
        holder = tree.parent(outermost)
        if holder is not None and holder.type == "variable_declarator" and not ev.uses.of(outermost):
            name = holder.child_by_field_name("name")
            return tree.text(name) if name is not None else None
        return None

    def _path(self, use: Use) -> str | None:
        """Return `holder.method` for a method of an object that a global holds."""
        tree = self._ev.tree
        holder = tree.parent(use.node)
        around = tree.parent(holder) if holder is not None else None
        name = (
            around.child_by_field_name("name")
            if around is not None and around.type == "variable_declarator"
            else None
        )
        return f"{tree.text(name)}.{use.name}" if name is not None else None

    def _of_function(self, function: Node, depth: int) -> Phase:
        tree = self._ev.tree
        if function.type in {"function_declaration", "generator_function_declaration"}:
            uses = self._ev.uses.of(function)
            name = function.child_by_field_name("name")
            is_global = tree.around(function).id == tree.root.id and not self._module
            if not uses:
                return self._whole if is_global and name is not None else Phase.UNREACHABLE
        else:
            uses = self._ev.uses.of(function)
        return self._joined(self._of_use(use, depth) for use in uses)

    def _joined(self, phases: Iterable[Phase]) -> Phase:
        met = Phase.UNREACHABLE
        for phase in phases:
            if phase is Phase.LOAD:
                return phase
            if met is not Phase.SUBMIT and phase is not Phase.UNREACHABLE:
                met = phase
        return met

    def _of_use(self, use: Use, depth: int) -> Phase:
        if use.how == "passed":
            listener = self._listener(use)
            return listener if listener is not None else self.of(use.node, depth + 1)
        if use.how == "kept":
            return self._kept(use, depth)
        if use.how == "exported":
            return Phase.UNREACHABLE
        if use.how == "returned":
            return (
                self._joined(self._of_use(one, depth + 1) for one in self._ev.uses.of(use.node))
                if depth < 6
                else self._whole
            )
        return self.of(use.node, depth + 1)

    def _kept(self, use: Use, depth: int) -> Phase:
        """Return when a function kept in a property runs: as a handler, by its name's callers, or as others call it."""
        table = tables.events()
        if use.name.lower().startswith("on") and of_event(use.name) is not Phase.LOAD:
            if any(self.of(call, depth + 1) is Phase.LOAD for call in self._ev.uses.calls_of(use.name)[:8]):
                return Phase.LOAD
            return self._unless_fired(of_event(use.name), use.name[2:].lower(), self._owner(use))
        is_called = use.name in table.lifecycle or use.name.lower().startswith("on") or not use.name
        if is_called and self.of(use.node, depth + 1) is Phase.LOAD:
            return Phase.LOAD
        members = self._ev.uses.members(use.name) if use.name and depth < _MAX_DEPTH else []
        return self._joined(
            self._of_use(one, depth + 1)
            for member in members[:20]
            for one in self._ev.uses.of(member)
            if one.how in {"called", "passed"}
        )

    def _owner(self, use: Use) -> tuple[Value, ...]:
        left = use.node.child_by_field_name("left")
        owner = left.child_by_field_name("object") if left is not None else None
        return self._ev.value(owner) if owner is not None else ()

    def _listener(self, use: Use) -> Phase | None:
        """Return the phase of a callback that a call takes; None: the phase of the call."""
        ev, table = self._ev, tables.events()
        arguments = ev.tree.arguments(use.node)
        callee = use.node.child_by_field_name("function")
        owner = ev.tree.skip(callee).child_by_field_name("object") if callee is not None else None
        if use.name in table.listeners and use.shift > 0:
            names = [event for text in ev.texts(ev.value(arguments[0])) for event in text.split()]
            phases = {of_event(name) for name in names}
            if not phases or Phase.LOAD in phases:
                return None
            phase = self._joined(phases)
            return self._unless_fired(
                phase, names[0].partition(".")[0], ev.value(owner) if owner is not None else ()
            )
        phase = of_event(use.name)
        if phase is not Phase.LOAD and use.shift == 0 and owner is not None:  # jQuery's `click(f)`
            if any(isinstance(value, Object | Record | Function) for value in ev.value(owner)):
                return None
            return self._unless_fired(phase, use.name, ev.value(owner))
        return None

    def _unless_fired(self, phase: Phase, event: str, owners: tuple[Value, ...]) -> Phase:
        """Return the phase of a listener: an event that the script fires by itself on the same element needs no person."""
        for fired, value, node in self._fired:
            met = fired.partition(".")[0] == event and any(_same(value, owner) for owner in owners)
            if met and self.of(node) is Phase.LOAD:
                return Phase.LOAD
        return phase


def _same(one: Value, other: Value) -> bool:
    if not isinstance(one, Element) or not isinstance(other, Element):
        return False
    return (one.made_at >= 0 and one.made_at == other.made_at) or (
        bool(one.selector) and one.selector == other.selector
    )
