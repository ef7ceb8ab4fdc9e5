"""When a place in a script runs: by itself, or only after a person's decision.

Events that fire without one (load, scroll, pointer movement, focus, timers, errors, visibility) count as by itself.
"""

from __future__ import annotations

from collections import defaultdict
from enum import Enum
from functools import cached_property

from mkdocs_praxis.web.script import lookup
from mkdocs_praxis.web.script.evaluate import Evaluator
from mkdocs_praxis.web.script.scopes import Binding
from mkdocs_praxis.web.script.syntax import FUNCTIONS


class Moment(Enum):
    """When code runs."""

    LOAD = "load"
    CLICK = "click"
    SUBMIT = "submit"
    NEVER = "never"  # a function of an inner scope that nothing refers to


_SUBMIT = frozenset({"submit", "formdata"})
_PERSON = _SUBMIT | {
    "auxclick",
    "beforeinput",
    "change",
    "click",
    "contextmenu",
    "copy",
    "cut",
    "dblclick",
    "drop",
    "input",
    "keydown",
    "keypress",
    "keyup",
    "mousedown",
    "mouseup",
    "paste",
    "pointerdown",
    "pointerup",
    "reset",
    "tap",
}
_LISTEN = frozenset(
    {"addEventListener", "attachEvent", "on", "one", "once", "bind", "live", "delegate", "addListener"}
)
_MAX_DEPTH = 24
_FALSE = frozenset({"false", "0", "!1", "null", "undefined", "''", '""'})


def of_event(name: str) -> Moment:
    """Return the moment of an event by its name (`click`, `onclick`, `click.namespace`)."""
    event = name.lower().partition(".")[0]
    event = event.removeprefix("on") if event not in _PERSON else event
    if event in _SUBMIT:
        return Moment.SUBMIT
    return Moment.CLICK if event in _PERSON else Moment.LOAD


class Moments:
    """Answers for one script."""

    def __init__(self, evaluator: Evaluator, whole: Moment, *, module: bool) -> None:
        self._on = evaluator
        self._whole = whole
        self._module = module
        self._functions: dict[int, Moment] = {}

    def of(self, node: int, depth: int = 0) -> Moment:
        """Return when a place runs."""
        function = self._on.tree.scope[node]
        if function < 0 or depth > _MAX_DEPTH:
            return self._whole
        known = self._functions.get(function)
        if known is None:
            self._functions[function] = Moment.NEVER  # a function that only calls itself
            known = self._functions[function] = self._of_function(function, depth)
        return known

    def is_dead(self, node: int) -> bool:
        """Say whether a place stands in a branch that a literal switches off: `if (false) { … }`, `0 && …`."""
        tree = self._on.tree
        for _ in range(_MAX_DEPTH):
            holder = tree.parent[node]
            if holder < 0:
                return False
            if (
                tree.kinds[holder] in {"if_statement", "while_statement", "binary_expression"}
                and tree.child(holder, 1) == node
                and tree.text(tree.skip(holder + 1)) in _FALSE
                and (tree.kinds[holder] != "binary_expression" or tree.operator(holder + 1, node) == "&&")
            ):
                return True
            node = holder
        return False

    def waiting_for(self, node: int) -> str | None:
        """Return the name of the global function around a place that nothing in this script refers to."""
        tree = self._on.tree
        outermost = -1
        for function in tree.functions_around(node):
            outermost = function
        if outermost < 0 or self._module:
            return None
        binding = self._binding(outermost)
        if binding is not None and binding.scope < 0 and not self.references(binding):
            return binding.name
        holder = tree.parent[outermost]
        if (
            holder >= 0
            and tree.kinds[holder] == "assignment_expression"
            and tree.kinds[holder + 1] == "member_expression"
        ):
            target = holder + 1
            name = tree.text(tree.last_child(target) or target)
            if (
                tree.text(target + 1) in {"window", "self", "globalThis"}
                and name not in self._on.scopes.calls
            ):
                return name
        return None

    def _of_function(self, function: int, depth: int) -> Moment:
        tree = self._on.tree
        holder, child = tree.parent[function], function
        while holder >= 0 and tree.kinds[holder] in {
            "parenthesized_expression",
            "ternary_expression",
            "binary_expression",
            "unary_expression",
        }:
            holder, child = tree.parent[holder], holder
        kind = tree.kinds[holder] if holder >= 0 else ""
        if kind == "arguments":
            listener = self._listener(tree.parent[holder], holder, child)
            return listener if listener is not None else self.of(holder, depth + 1)
        if kind in {"call_expression", "new_expression", "jsx_expression"}:
            attribute = tree.parent[holder]
            if kind == "jsx_expression" and tree.kinds[attribute] == "jsx_attribute":
                return of_event(tree.text(attribute + 1))
            return self.of(holder, depth + 1)
        if kind in {"assignment_expression", "pair"} and child != holder + 1:
            names = (
                lookup.property_names(self._on, holder + 1)
                if kind == "assignment_expression"
                else (tree.text(holder + 1).strip("'\""),)
            )
            events = [of_event(name) for name in names if name.lower().startswith("on")]
            if events and all(event is not Moment.LOAD for event in events):
                return events[0]
        if kind == "export_statement":
            return self._whole
        binding = self._binding(function)
        if binding is not None:
            return self._of_binding(binding, depth)
        if kind in {"pair", "assignment_expression", "class_body", "object"}:
            return self._of_property(function, holder, depth)
        return self.of(function, depth + 1)

    def _listener(self, call: int, arguments: int, callback: int) -> Moment | None:
        """Return the moment of a callback that a call takes; None: the moment of the call."""
        on, tree = self._on, self._on.tree
        callee = tree.skip(call + 1)
        names = (
            lookup.property_names(on, callee)
            if tree.kinds[callee] in {"member_expression", "subscript_expression"}
            else (tree.text(callee),)
        )
        first = tree.child(arguments, 0)
        if any(name in _LISTEN for name in names) and first is not None and first != callback:
            events = [event for text in on.strings(first) for event in text.split()]
            moments = {of_event(event) for event in events}
            if not moments or Moment.LOAD in moments:
                return None
            return Moment.SUBMIT if Moment.SUBMIT in moments else Moment.CLICK
        if (
            tree.kinds[callee] == "member_expression"
            and of_event(names[0]) is not Moment.LOAD
            and first == callback
        ):
            return of_event(names[0])  # jQuery's .click(function)
        return None

    def _binding(self, function: int) -> Binding | None:
        """Return the name a function is known by, when it has no other way to be called."""
        tree, scopes = self._on.tree, self._on.scopes
        holder = tree.parent[function]
        if tree.kinds[function].endswith("function_declaration"):
            name = tree.child(function, 0)
            return scopes.binding(tree.text(name), function) if name is not None else None
        if (
            holder >= 0
            and tree.kinds[holder] == "variable_declarator"
            and tree.kinds[holder + 1] == "identifier"
        ):
            return scopes.binding(tree.text(holder + 1), holder)
        if (
            holder >= 0
            and tree.kinds[holder] == "assignment_expression"
            and tree.kinds[holder + 1] == "identifier"
        ):
            return scopes.binding(tree.text(holder + 1), holder)
        return None

    @cached_property
    def _identifiers(self) -> dict[str, list[int]]:
        tree = self._on.tree
        found: dict[str, list[int]] = defaultdict(list)
        for kind in ("identifier", "shorthand_property_identifier"):
            for node in tree.listed[kind]:
                found[tree.text(node)].append(node)
        return found

    def references(self, binding: Binding) -> list[int]:
        """Return where a name is used, declarations and assignments to it left out."""
        tree = self._on.tree
        found = []
        for node in self._identifiers.get(binding.name, [])[:500]:
            holder = tree.parent[node]
            if tree.kinds[holder] in FUNCTIONS and node == holder + 1:
                continue  # the declaration's own name, or an arrow function's parameter
            if tree.kinds[holder] in {"variable_declarator", "assignment_expression"} and node == holder + 1:
                continue
            if self._on.scopes.binding(binding.name, node) is binding:
                found.append(node)
        return found

    def _of_binding(self, binding: Binding, depth: int) -> Moment:
        references = self.references(binding)
        if not references:
            return Moment.LOAD if binding.scope < 0 and not self._module else Moment.NEVER
        return self._together([self._of_reference(node, depth) for node in references])

    def _together(self, moments: list[Moment]) -> Moment:
        for moment in (Moment.LOAD, Moment.SUBMIT, Moment.CLICK):
            if moment in moments:
                return moment
        return Moment.NEVER

    def _of_reference(self, node: int, depth: int) -> Moment:
        tree = self._on.tree
        holder = tree.parent[node]
        kind = tree.kinds[holder]
        if kind == "arguments":
            listener = self._listener(tree.parent[holder], holder, node)
            return listener if listener is not None else self.of(node, depth + 1)
        if kind in {"assignment_expression", "pair"} and node != holder + 1:
            names = (
                lookup.property_names(self._on, holder + 1)
                if kind == "assignment_expression"
                else (tree.text(holder + 1),)
            )
            events = [of_event(name) for name in names if name.lower().startswith("on")]
            if events and Moment.LOAD not in events:
                return events[0]
        return self.of(node, depth + 1)

    @cached_property
    def _members(self) -> dict[str, list[int]]:
        tree = self._on.tree
        found: dict[str, list[int]] = defaultdict(list)
        for node in tree.listed["member_expression"]:
            last = tree.last_child(node)
            if last is not None:
                found[tree.text(last)].append(node)
        return found

    def _of_property(self, function: int, holder: int, depth: int) -> Moment:
        """Return the moment of a method: after a decision when all that speaks of its name is."""
        tree = self._on.tree
        key = function + 1 if tree.kinds[function] == "method_definition" else holder + 1
        name = (
            tree.text(tree.last_child(key) or key)
            if tree.kinds[key] == "member_expression"
            else tree.text(key)
        )
        uses = [
            use
            for use in self._members.get(name, [])[:200]
            if not (tree.kinds[tree.parent[use]] == "assignment_expression" and use == tree.parent[use] + 1)
        ]
        if not uses or name == "constructor":
            return self.of(function, depth + 1)
        return self._together([self._of_reference(use, depth) for use in uses])
