"""Abstract evaluator: the possible values of an expression, computed on demand, backwards from sinks. Nothing is executed.

It has three operations: `value` of an expression, `get` of a property, `invoke` of a method ("": a call of the value itself,
"new": a constructor call), registered by kind of expression and type of value.
Functions are evaluated once for all callers. Beyond a script's budget of steps every value is WIDENED.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

from tree_sitter import Node

from mkdocs_praxis.web.script.alternatives import MAX_ALTERNATIVES, join, without_top
from mkdocs_praxis.web.script.marks import MAX_TEXT, OWN_PARTS, UNKNOWN_PART, WIDENED, is_exact, source_mark
from mkdocs_praxis.web.script.names import Binding, Names, Origin
from mkdocs_praxis.web.script.syntax import Tree
from mkdocs_praxis.web.script.tables import table
from mkdocs_praxis.web.script.uses import Use, Uses
from mkdocs_praxis.web.script.values import TOP, Args, Element, Global, List, Object, Taint, Value, Values

WINDOW = Global("window")
_MAX_DEPTH, _MAX_ITEMS, _MOST_PRODUCTS = 40, 4096, 16
_ADD = frozenset({"push", "unshift", "add", "set"})  # methods that put their arguments into a collection
_MOST_CALLS = 6  # of a method that is only known by name
_STEPS, _BYTES_A_STEP = 20_000, 12

EXPRESSIONS: dict[str, Callable[[Evaluator, Node], Values]] = {}
OPERATIONS: dict[
    type, tuple[Callable[..., Values], Callable[..., Values]]
] = {}  # get and invoke, by type of value


class Evaluator:
    """The values of a script's expressions."""

    def __init__(self, tree: Tree, this: Value = WINDOW) -> None:
        self.tree = tree
        self.this = this  # the value of `this` outside functions
        self.names = Names(tree)
        self.uses = Uses(tree, self.names)
        self.sources: dict[Taint, str] = {}  # source → the character that stands for it in strings
        self.steps = _STEPS + len(tree.source) // _BYTES_A_STEP
        self._memo: dict[int, Values] = {}
        self._bindings: dict[Binding, Values] = {}
        self._lists: dict[tuple[Values, ...], List] = {}
        self._active: set[int] = set()

    def value(self, node: Node | None) -> Values:
        """Return the possible values of an expression; never empty."""
        if node is None:
            return TOP
        node = self.tree.skip(node)
        known, evaluate = self._memo.get(node.id), EXPRESSIONS.get(node.type)
        if known is not None:
            return known
        if evaluate is None or node.id in self._active:
            return TOP
        self.steps -= 1
        if self.steps < 0 or len(self._active) >= _MAX_DEPTH:
            return (WIDENED,)
        self._active.add(node.id)
        try:
            found = evaluate(self, node) or TOP
        finally:
            self._active.discard(node.id)
        self._memo[node.id] = found
        return found

    def get(self, value: Value, name: str) -> Values:
        """Return the possible values of a property; of any property, if the name is unknown."""
        known = OPERATIONS.get(type(value))
        return known[0](self, value, name) if known is not None else TOP

    def invoke(self, this: Value, name: str, arguments: Args, node: Node) -> Values:
        """Return the possible results of calling the method `name`."""
        known = OPERATIONS.get(type(this))
        return known[1](self, this, name, arguments, node) if known is not None else TOP

    def bound(self, binding: Binding) -> Values:
        """Return the possible values of a variable."""
        if binding not in self._bindings:
            self._bindings[binding] = TOP  # ends recursion if it depends on itself
            origins = self.names.origins(binding)
            parts = [self._origin(origin) for origin in origins[:MAX_ALTERNATIVES]]
            found = join(*parts, (WIDENED,) if len(origins) > MAX_ALTERNATIVES else ()) or TOP
            if binding.appended:
                self._bindings[binding] = without_top(found) or TOP
                more = [self.value(part) for part in binding.appended[:MAX_ALTERNATIVES]]
                found = join(found, self.concatenated([found, *more]))
            self._bindings[binding] = found
            if any(isinstance(value, List | Object) for value in found):
                self._bindings[binding] = self._grown(found, self.names.references(binding))
        return self._bindings[binding]

    def _grown(self, values: Values, references: Sequence[Node]) -> Values:
        """Return lists and objects with what is added to them by their name: `list.push(…)`, `map.set(…)`, `object.key = …`."""
        items, fields = list[Values](), dict[str, Values]()
        for node in references:
            part = self.tree.parent(node) or node
            outer, key = self.tree.parent(part), self.tree.property_name(part)
            if outer is None or part.child_by_field_name("object") != node:
                continue
            if outer.child_by_field_name("function") == part and key in _ADD:
                given = self.arguments(outer)
                items += [(self.listed(given),)] if key == "set" else given
            elif outer.child_by_field_name("left") == part:
                fields[key] = join(fields.get(key, ()), self.value(outer.child_by_field_name("right")))
        items += fields.values()
        for value in values if items else ():
            if isinstance(value, List):
                values = (self.listed([*value.items, *items]), *(one for one in values if one is not value))
            elif isinstance(value, Object):
                value.fields.update({k: without_top(self.get(value, k), v) or TOP for k, v in fields.items()})
        return values

    def _origin(self, origin: Origin) -> Values:
        """Return the values that a variable gets from one of its origins."""
        node, at = origin.node, origin.parameter
        if node is None or at < 0:
            values = self.value(node)
        else:
            values = join(*(self._passed(use, at) for use in self.uses.of(node)[:MAX_ALTERNATIVES]))
            called = "" if values else self.tree.called(node)
            values = (Taint("outer", called),) if called else values
        for key in origin.path:
            values = join(*(self.get(value, key) for value in values))
        return values

    def _passed(self, use: Use, position: int) -> Values:
        """Return what a caller passes to a function."""
        if use.how == "called":
            return self.argument(use.node, position, use.shift)
        how = table().callbacks.get(use.name)
        if how is not None and (use.how == "passed" or use.name == "success"):
            return self.given_back(how, use.node, position)
        if use.how == "passed" and position == use.shift == 0:  # a component, with what it is given
            return tuple(value for value in self.argument(use.node, 1) if isinstance(value, Object))
        calls = self.uses.calls_of(use.name) if use.how == "kept" else []
        return join(*(self.argument(call, position) for call in calls if len(calls) <= _MOST_CALLS))

    def given_back(self, how: str, call: Node, position: int) -> Values:
        """Return what a method passes to its callback as an argument: an element of a list, a result, … (`callbacks` of the table)."""
        if how == "jquery":
            return () if position else (Global("jQuery"),)
        if how == "rest":
            return self.argument(call, 2 + position) or TOP
        if position != (how == "index element") or how == "file":
            return (Taint("file"),) if how == "file" and not position else TOP
        callee = self.tree.skip(call.child_by_field_name("function") or call)
        receiver = self.value(callee.child_by_field_name("object"))
        is_static = position and len(self.tree.arguments(call)) > 1  # `$.each(list, f)`
        return (
            receiver if how == "result" else self.elements(self.argument(call, 0) if is_static else receiver)
        )

    def argument(self, call: Node, position: int, shift: int = 0) -> Values:
        """Return one argument of a call, counted from `shift` (-1: of the list passed to `apply`); () if missing."""
        given = self.arguments(call, shift)
        return given[position] if position < len(given) else ()

    def arguments(self, call: Node, shift: int = 0) -> Args:
        """Return the values of a call's arguments, with spreads expanded."""
        found = self.laid_out(self.tree.arguments(call))
        if shift < 0:
            return self.sequence(found[1][0]) if len(found) > 1 and found[1] else []
        return found[shift:]

    def laid_out(self, nodes: Sequence[Node]) -> Args:
        """Return the values of a list's elements, with spreads expanded."""
        found: Args = []
        for node in nodes[:_MAX_ITEMS]:
            values = self.value(node)
            found += self.sequence(values[0]) if node.type == "spread_element" else [values]
        return found

    def sequence(self, value: Value) -> Args:
        """Return the elements of a list or the characters of a string, as a spread does."""
        if isinstance(value, List | Element | Taint):
            return list(value.items) if isinstance(value, List) else [(value,)]
        return [(c,) for c in value[:_MAX_ITEMS]] if isinstance(value, str) and is_exact(value) else []

    def elements(self, values: Values) -> Values:
        """Return the possible elements of lists; for page data, a part of it."""
        return join(*(self.get(value, UNKNOWN_PART) for value in values))

    def listed(self, items: Sequence[Values]) -> List:
        """Return the unique List with these elements."""
        items = tuple(items[:_MAX_ITEMS])
        self.steps -= len(items) >> 3
        return self._lists.setdefault(items, List(items))

    def fields(self, value: Value) -> dict[str, Values]:
        """Return the properties of a known object."""
        names = tuple(value.fields) if isinstance(value, Object) else ()
        return {name: self.get(value, name) for name in names}

    def text(self, value: Value) -> str:
        """Return a value converted to a string, as JavaScript does."""
        if isinstance(value, str | int):
            return str(value)
        if isinstance(value, Global):
            own = table().own_address.get(value.path)
            if own is not None or value.made or value.path.partition(".")[0] in table().names:
                return OWN_PARTS.get(own or "", UNKNOWN_PART)
            value = Taint("global", value.path)
        if isinstance(value, Taint):
            return self.sources.setdefault(value, source_mark(len(self.sources)))
        return UNKNOWN_PART

    def texts(self, values: Values) -> tuple[str, ...]:
        """Return the alternatives converted to strings."""
        return tuple(dict.fromkeys(self.text(value) for value in values))

    def concatenated(self, parts: Sequence[Values], glue: str = "") -> Values:
        """Concatenate parts in every combination, as strings."""
        choices, room = list[tuple[str, ...]](), _MOST_PRODUCTS
        for part in parts:
            texts = self.texts(part) or ("",)
            if len(texts) > room:
                known = [text for text in texts if is_exact(text)]
                texts = (*known[: room - 1], WIDENED)
            choices.append(texts)
            room //= len(texts)
        found = tuple(dict.fromkeys(glue.join(pieces)[:MAX_TEXT] for pieces in product(*choices)))
        self.steps -= sum(map(len, found)) >> 11
        return found
