"""The small evaluator: what an expression may be worth, found backwards from where it matters.

Nothing is run. Four operations make it up, as in ECMA-262: `value` of an expression, `get` of a property, `call`,
`construct`. What they do is registered by kind of expression and by type of value, in the modules that know it. One
calling context is followed: a function called with constants is read once for that call, any other once for all its
callers. Every script has a budget of steps; past it everything is WIDENED, and `is_spent` says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tree_sitter import Node

from mkdocs_praxis.web.script.scopes import Binding, From, Origin, Scopes
from mkdocs_praxis.web.script.syntax import Tree
from mkdocs_praxis.web.script.uses import Use, Uses
from mkdocs_praxis.web.script.values import (
    MAX_ALTERNATIVES,
    MAX_TEXT,
    TOP,
    UNKNOWN_PART,
    WIDENED,
    Args,
    Context,
    Element,
    Global,
    List,
    Object,
    Taint,
    TaintMarks,
    Value,
    Values,
    is_exact,
    join,
    without_top,
)

WINDOW = Global("window")
_MAX_DEPTH, _MAX_ITEMS, _MOST_PRODUCTS = 40, 4096, 16
_MOST_CONTEXTS = 2  # calls within calls that are followed with their arguments
_MOST_CALLS = 6  # of a method that is known by its name alone
_STEPS, _BYTES_A_STEP = 20_000, 12

# What modules register: by kind of expression, and by type of value what takes the evaluator and a value of that type.
EXPRESSIONS: dict[str, Callable[[Evaluator, Node, Context | None], Values]] = {}
PROPERTIES: dict[type, Callable[..., Values]] = {}  # name
STRINGS: dict[type, Callable[..., str]] = {}
CALLS: dict[type, Callable[..., Values]] = {}  # arguments, node
METHODS: dict[type, Callable[..., Values]] = {}  # name, arguments, node
CONSTRUCTORS: dict[type, Callable[..., Values]] = {}  # arguments, node
CALLBACKS: dict[
    str, Callable[[Evaluator, Node, int], Values]
] = {}  # what methods give to what they call back


class Evaluator:
    """The values of a script's expressions."""

    def __init__(self, tree: Tree, this: Value = WINDOW) -> None:
        self.tree = tree
        self.this = this  # what `this` is outside all functions
        self.scopes = Scopes(tree)
        self.uses = Uses(tree, self.scopes)
        self.marks = TaintMarks()
        self.steps = _STEPS + len(tree.source) // _BYTES_A_STEP
        self._characters = 4 * len(tree.source) + (MAX_TEXT << 4)  # that may be put together in all
        self._memo: dict[int, Values] = {}
        self._bindings: dict[Binding, Values] = {}
        self._lists: dict[tuple[Values, ...], List] = {}
        self._texts: dict[List, str] = {}
        self._active: set[tuple[int, int]] = set()
        self._depth = 0
        self._contexts = 0

    @property
    def is_spent(self) -> bool:
        """Tell whether the budget is used up: what was asked since is unknown."""
        return self.steps < 0 or self._characters < 0

    # -- the four operations --------------------------------------------------------------------------------------

    def value(self, node: Node, context: Context | None = None) -> Values:
        """Return what an expression may be worth; never empty."""
        node = self.tree.skip(node)
        if context is not None and not context.holds(node):
            context = None
        memo = self._memo if context is None else context.memo
        known = memo.get(node.id)
        if known is not None:
            return known
        evaluate, key = EXPRESSIONS.get(node.type), (node.id, id(context))
        if evaluate is None or key in self._active:
            return TOP
        self.steps -= 1
        if self.steps < 0 or self._depth >= _MAX_DEPTH:
            return (WIDENED,)
        self._active.add(key)
        self._depth += 1
        try:
            found = evaluate(self, node, context) or TOP
        finally:
            self._depth -= 1
            self._active.discard(key)
        memo[node.id] = found
        return found

    def get(self, value: Value, name: str) -> Values:
        """Return what a property of a value may be worth."""
        known = PROPERTIES.get(type(value))
        return known(self, value, name) if known is not None else TOP

    def call(self, function: Value, arguments: Args, node: Node) -> Values:
        """Return what a call of a function may give."""
        known = CALLS.get(type(function))
        return known(self, function, arguments, node) if known is not None else TOP

    def invoke(self, this: Value, name: str, arguments: Args, node: Node) -> Values:
        """Return what a call of the method `name` may give."""
        known = METHODS.get(type(this))
        return known(self, this, name, arguments, node) if known is not None else TOP

    def construct(self, function: Value, arguments: Args, node: Node) -> Values:
        """Return what `new` may give."""
        known = CONSTRUCTORS.get(type(function))
        return known(self, function, arguments, node) if known is not None else TOP

    # -- names ----------------------------------------------------------------------------------------------------

    def bound(self, binding: Binding, context: Context | None = None) -> Values:
        """Return what a name may be worth."""
        if context is not None and binding.scope.id == context.function.id:
            return self._of_binding(binding, context)
        if binding not in self._bindings:
            self._bindings[binding] = TOP  # a name that depends on itself
            self._bindings[binding] = self._of_binding(binding, None)
        return self._bindings[binding]

    def _of_binding(self, binding: Binding, context: Context | None) -> Values:
        origins = self.scopes.origins(binding)
        parts = [self._origin(origin, context) for origin in origins[:MAX_ALTERNATIVES]]
        if len(origins) > MAX_ALTERNATIVES:
            parts.append((WIDENED,))
        found = join(*parts) or TOP
        if binding.appended:
            if context is None:
                self._bindings[binding] = without_top(found) or TOP
            more = [self.value(part, context) for part in binding.appended[:MAX_ALTERNATIVES]]
            found = join(found, self.concatenated([found, *more]))
        return found

    def _origin(self, origin: Origin, context: Context | None = None) -> Values:
        """Return the values that reach a name in one of its ways."""
        node, key = origin.node, origin.key
        if node is not None:
            if origin.how is From.PARAMETER:
                return self._parameter(node, int(key), context)
            values = self.value(node, context)
            return self.elements(values) if origin.how is From.EACH else values
        if origin.inner is None:
            return TOP
        inner = self._origin(origin.inner, context)
        if origin.how is From.REMAINING:
            return tuple(self.listed(v.items[int(key) :]) if isinstance(v, List) else v for v in inner)
        return join(*(self.get(value, str(key)) for value in inner))

    def _parameter(self, function: Node, position: int, context: Context | None = None) -> Values:
        """Return what is passed as an argument: in this call, or by all callers that are seen."""
        if context is not None and context.function.id == function.id:
            return context.arguments[position] if position < len(context.arguments) else ()
        return join(*(self._passed(use, position) for use in self.uses.of(function)[:MAX_ALTERNATIVES]))

    def _passed(self, use: Use, position: int) -> Values:
        if use.how == "called":
            return self.argument(use.node, position, use.shift)
        if use.name in CALLBACKS and (use.how == "passed" or use.name == "success"):
            return CALLBACKS[use.name](self, use.node, position)
        calls = self.uses.calls_of(use.name) if use.how == "kept" else []
        return join(*(self.argument(call, position) for call in calls if len(calls) <= _MOST_CALLS))

    # -- making values --------------------------------------------------------------------------------------------

    def argument(self, call: Node, position: int, shift: int = 0) -> Values:
        """Return one argument of a call, counted from `shift` (-1: of the list that `apply` takes); () when it is not given."""
        nodes = self.tree.arguments(call)
        if shift < 0 or any(node.type == "spread_element" for node in nodes):
            given = self.arguments(call)
            if shift < 0:
                given = self.sequence(given[1][0]) if len(given) > 1 and given[1] else []
            return given[position + max(shift, 0)] if position + max(shift, 0) < len(given) else ()
        return self.value(nodes[position + shift]) if position + shift < len(nodes) else ()

    def arguments(self, call: Node, context: Context | None = None) -> Args:
        """Return the values of a call's arguments, spread ones laid out."""
        found: Args = []
        for argument in self.tree.arguments(call)[:_MAX_ITEMS]:
            values = self.value(argument, context)
            found += self.sequence(values[0]) if argument.type == "spread_element" else [values]
        return found

    def in_context(self, function: Node, arguments: Sequence[Values], nodes: Sequence[Node]) -> Values:
        """Return what expressions of a function are worth in one call of it; nothing when calls nest too deep."""
        if self._contexts >= _MOST_CONTEXTS or self.steps < 0:
            return ()
        self._contexts += 1
        try:
            context = Context(function, arguments)
            return join(*(self.value(node, context) for node in nodes))
        finally:
            self._contexts -= 1

    def sequence(self, value: Value) -> Args:
        """Return the elements of a list or the characters of a string, as spreading does."""
        if isinstance(value, List):
            return list(value.items)
        return [(c,) for c in value[:_MAX_ITEMS]] if isinstance(value, str) and is_exact(value) else []

    def elements(self, values: Values) -> Values:
        """Return what the elements of lists may be; of the page's data, more of it."""
        found: Args = []
        for value in values:
            if isinstance(value, Taint | Element):
                found.append((value,))
            elif isinstance(value, Global):
                found += [self.get(value, "?")]
            else:
                found += self.sequence(value)[:MAX_ALTERNATIVES] or [TOP]
        return join(*found)

    def listed(self, items: tuple[Values, ...]) -> List:
        """Return the one list of these elements."""
        items = items[:_MAX_ITEMS]
        self.steps -= len(items) >> 3
        return self._lists.setdefault(items, List(items))

    def fields(self, value: Value) -> dict[str, Values]:
        """Return the properties of an object that is known."""
        return {name: self.get(value, name) for name in value.fields} if isinstance(value, Object) else {}

    def text(self, value: Value) -> str:
        """Give the string JavaScript would make of a value."""
        if isinstance(value, str):
            return value
        if isinstance(value, int):
            return str(value)
        if isinstance(value, Taint):
            return self.marks.mark(value)
        if isinstance(value, List):
            if value not in self._texts:
                self._texts[value] = UNKNOWN_PART  # a list within itself
                parts = (self.text(item[0]) if item else "" for item in value.items)
                self._texts[value] = ",".join(parts)[:MAX_TEXT]
            return self._texts[value]
        known = STRINGS.get(type(value))
        return known(self, value) if known is not None else UNKNOWN_PART

    def texts(self, values: Values) -> tuple[str, ...]:
        """Return the strings JavaScript would make of alternatives."""
        return tuple(dict.fromkeys(self.text(value) for value in values))

    def concatenated(self, parts: Sequence[Values], glue: str = "") -> Values:
        """Concatenate parts in every combination, as strings."""
        results: list[list[str]] = [[]]
        for position, part in enumerate(parts):
            texts = self.texts(part) or ("",)
            before = [glue] if position and glue else []
            room = _MOST_PRODUCTS // len(results)
            if len(texts) > max(room, 1):
                known = [text for text in texts if is_exact(text)]
                texts = (*known[: room - 1], WIDENED) if room > 1 else (WIDENED,)
            if len(texts) == 1:
                for result in results:
                    result += [*before, texts[0]]
            else:
                results = [[*result, *before, text] for result in results for text in texts]
        return tuple(dict.fromkeys(self._bounded("".join(pieces)) for pieces in results))

    def _bounded(self, text: str) -> str:
        self._characters -= len(text)
        return WIDENED if self._characters < 0 else text[:MAX_TEXT]
