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
from mkdocs_praxis.web.script.uses import Uses
from mkdocs_praxis.web.script.values import (
    MAX_ALTERNATIVES,
    MAX_TEXT,
    TOP,
    UNKNOWN,
    UNKNOWN_PART,
    WIDENED,
    Alternatives,
    Context,
    Global,
    List,
    Object,
    Record,
    Taint,
    TaintMarks,
    Value,
    is_exact,
    join,
    without_top,
)

WINDOW = Global("window")
_MAX_DEPTH = 40
_MAX_ITEMS = 4096
_MOST_CONTEXTS = 2  # calls within calls that are followed with their arguments
_MOST_PRODUCTS = 16
_MOST_CALLS = 6  # of a method that is known by its name alone
_STEPS, _BYTES_A_STEP = 20_000, 12


Evaluate = Callable[["Evaluator", Node, "Context | None"], Alternatives]
# What modules register: by kind of expression, by type of value (each takes the evaluator and a value of that type).
EXPRESSIONS: dict[str, Evaluate] = {}
PROPERTIES: dict[type, Callable[..., Alternatives]] = {}  # name
CALLS: dict[type, Callable[..., Alternatives]] = {}  # arguments, node
METHODS: dict[type, Callable[..., Alternatives]] = {}  # name, arguments, node
CONSTRUCTORS: dict[type, Callable[..., Alternatives]] = {}  # arguments, node
CALLBACKS: dict[str, Callable[[Evaluator, Node, int], Alternatives]] = {}


class Evaluator:
    """The values of a script's expressions."""

    def __init__(self, tree: Tree, this: Value = WINDOW) -> None:
        self.tree = tree
        self.this = this  # what `this` is outside all functions
        self.scopes = Scopes(tree)
        self.uses = Uses(tree, self.scopes)
        self.marks = TaintMarks()
        self.steps = _STEPS + len(tree.source) // _BYTES_A_STEP
        self._memo: dict[int, Alternatives] = {}
        self._active: set[tuple[int, int]] = set()
        self._contexts = 0
        self._depth = 0
        self._lists: dict[tuple[Alternatives, ...], List] = {}
        self._texts: dict[int, str] = {}
        self._fields: dict[Value, dict[str, Alternatives]] = {}
        self._kept: list[Value] = []  # so that identities in `_texts` stay those of living values
        self._bindings: dict[Binding, Alternatives] = {}
        self._characters = 4 * len(tree.source) + (MAX_TEXT << 4)  # that may be put together in all

    @property
    def is_spent(self) -> bool:
        """Tell whether the budget is used up: what was asked since is unknown."""
        return self.steps < 0 or self._characters < 0 or self.tree.is_spent

    # -- the four operations --------------------------------------------------------------------------------------

    def value(self, node: Node, context: Context | None = None) -> Alternatives:
        """Return what an expression may be worth; never empty."""
        node = self.tree.skip(node)
        if context is not None and not context.holds(node):
            context = None
        memo = self._memo if context is None else context.memo
        known = memo.get(node.id)
        if known is not None:
            return known
        key = (node.id, id(context))
        if key in self._active:
            return TOP
        self.steps -= 1
        if self.steps < 0 or self._depth >= _MAX_DEPTH:
            return (WIDENED,)
        evaluate = EXPRESSIONS.get(node.type)
        if evaluate is None:
            return TOP
        self._active.add(key)
        self._depth += 1
        try:
            found = evaluate(self, node, context) or TOP
        finally:
            self._depth -= 1
            self._active.discard(key)
        memo[node.id] = found
        return found

    def get(self, value: Value, name: str) -> Alternatives:
        """Return what a property of a value may be worth."""
        known = PROPERTIES.get(type(value))
        return known(self, value, name) if known is not None else TOP

    def call(self, function: Value, arguments: list[Alternatives], node: Node) -> Alternatives:
        """Return what a call of a function may give."""
        known = CALLS.get(type(function))
        return known(self, function, arguments, node) if known is not None else TOP

    def invoke(self, this: Value, name: str, arguments: list[Alternatives], node: Node) -> Alternatives:
        """Return what a call of the method `name` may give."""
        known = METHODS.get(type(this))
        return known(self, this, name, arguments, node) if known is not None else TOP

    def construct(self, function: Value, arguments: list[Alternatives], node: Node) -> Alternatives:
        """Return what `new` may give."""
        known = CONSTRUCTORS.get(type(function))
        return known(self, function, arguments, node) if known is not None else TOP

    # -- names ----------------------------------------------------------------------------------------------------

    def bound(self, binding: Binding, context: Context | None = None) -> Alternatives:
        """Return what a name may be worth."""
        if context is not None and binding.scope.id == context.function.id:
            return self._of_binding(binding, context)
        if binding not in self._bindings:
            self._bindings[binding] = TOP  # a name that depends on itself
            self._bindings[binding] = self._of_binding(binding, None)
        return self._bindings[binding]

    def _of_binding(self, binding: Binding, context: Context | None) -> Alternatives:
        origins = self.scopes.origins(binding)
        parts: list[Alternatives] = []
        for origin in origins[:MAX_ALTERNATIVES]:
            parts.append(self.origin(origin, context))
            if context is None:  # `s = s + …` starts from what came before
                self._bindings[binding] = without_top(*parts) or TOP
        if len(origins) > MAX_ALTERNATIVES:
            parts.append((WIDENED,))
        found = join(*parts) or TOP
        if binding.appended:
            more = [self.value(part, context) for part in binding.appended[:MAX_ALTERNATIVES]]
            found = join(found, self.concatenated([found, *more]))
        return found

    def origin(self, origin: Origin, context: Context | None = None) -> Alternatives:
        """Return the values that reach a name in one of its ways."""
        node, key = origin.node, origin.key
        if origin.how is From.OPAQUE:
            return TOP
        if node is not None:
            if origin.how is From.NODE:
                return self.value(node, context)
            if origin.how is From.PARAMETER:
                return self.parameter(node, int(key), context)
            if origin.how is From.REST:
                return self._rest(node, int(key), context)
            values = self.value(node, context)
            if origin.how is From.EACH:
                return self.elements(values)
            return join(*(self.get(value, "<keys>") for value in values))
        if origin.inner is None:
            return TOP
        inner = self.origin(origin.inner, context)
        if origin.how is From.REMAINING:
            return tuple(self.listed(v.items[int(key) :]) if isinstance(v, List) else v for v in inner)
        return join(*(self.get(value, str(key)) for value in inner))

    def parameter(self, function: Node, position: int, context: Context | None = None) -> Alternatives:
        """Return what is passed as an argument: in this call, or by all callers that are seen."""
        if context is not None and context.function.id == function.id:
            return context.arguments[position] if position < len(context.arguments) else ()
        found: list[Alternatives] = []
        for use in self.uses.of(function)[:MAX_ALTERNATIVES]:
            if use.how == "called":
                found.append(self._argument(use.node, use.shift, position))
            elif use.name in CALLBACKS and (use.how == "passed" or use.name == "success"):
                found.append(CALLBACKS[use.name](self, use.node, position))
            elif use.how == "kept":
                calls = self.uses.calls_of(use.name)
                found += [self._argument(call, 0, position) for call in calls if len(calls) <= _MOST_CALLS]
        return join(*found)

    def _argument(self, call: Node, shift: int, position: int) -> Alternatives:
        """Return one argument of a call; what is not given is undefined, nothing."""
        nodes = self.tree.arguments(call)
        if shift < 0 or any(node.type == "spread_element" for node in nodes):
            given = self._applied(call) if shift < 0 else self.arguments(call)[shift:]
            return given[position] if position < len(given) else ()
        at = position + shift
        return self.value(nodes[at]) if at < len(nodes) else ()

    def callers(self, function: Node) -> list[list[Alternatives]]:
        """Return the arguments of every call of a function that is seen."""
        return [
            self.arguments(use.node)[use.shift :] if use.shift >= 0 else self._applied(use.node)
            for use in self.uses.of(function)[:MAX_ALTERNATIVES]
            if use.how == "called"
        ]

    def _applied(self, call: Node) -> list[Alternatives]:
        given = self.arguments(call)
        return list(given[1][0].items) if len(given) > 1 and isinstance(given[1][0], List) else []

    def _rest(self, function: Node, position: int, context: Context | None) -> Alternatives:
        if context is not None and context.function.id == function.id:
            return (self.listed(tuple(context.arguments[position:])),)
        return join(*((self.listed(tuple(given[position:])),) for given in self.callers(function)))

    # -- making values --------------------------------------------------------------------------------------------

    def arguments(self, call: Node, context: Context | None = None) -> list[Alternatives]:
        """Return the values of a call's arguments, spread ones laid out."""
        found: list[Alternatives] = []
        for argument in self.tree.arguments(call)[:_MAX_ITEMS]:
            values = self.value(argument, context)
            if argument.type == "spread_element":
                found += self.sequence(values[0])
            else:
                found.append(values)
        return found

    def sequence(self, value: Value) -> list[Alternatives]:
        """Return the elements of a list or the characters of a string, as spreading does."""
        if isinstance(value, List):
            return list(value.items)
        if isinstance(value, str) and is_exact(value):
            return [(character,) for character in value[:_MAX_ITEMS]]
        return []

    def elements(self, values: Alternatives) -> Alternatives:
        """Return what the elements of lists may be; of the page's data, more of it."""
        found: list[Alternatives] = []
        for value in values:
            if isinstance(value, List):
                found += value.items[:_MAX_ITEMS]
            elif isinstance(value, Taint):
                found.append((value,))
            elif isinstance(value, str) and is_exact(value):
                found += self.sequence(value)[:MAX_ALTERNATIVES]
            else:
                found.append(self.get(value, "<each>"))
        return join(*found)

    def listed(self, items: tuple[Alternatives, ...]) -> List:
        """Return the one list of these elements."""
        items = items[:_MAX_ITEMS]
        self.steps -= len(items) >> 3
        known = self._lists.get(items)
        if known is None:
            known = self._lists[items] = List(items)
        return known

    def text(self, value: Value) -> str:
        """Give the string JavaScript would make of a value."""
        if isinstance(value, str):
            return value
        if isinstance(value, int | float):
            return str(value)
        if isinstance(value, Taint):
            return self.marks.mark(value)
        if isinstance(value, List | Global):
            known = self._texts.get(id(value))
            if known is None:
                self._kept.append(value)
                known = self._texts[id(value)] = self._text(value)
            return known
        return UNKNOWN_PART

    def _text(self, value: List | Global) -> str:
        if isinstance(value, Global):
            own = self.get(value, "<text>")
            return own[0] if own and isinstance(own[0], str) else UNKNOWN_PART
        self._texts[id(value)] = UNKNOWN_PART  # a list within itself
        return ",".join(self.text(item[0]) if item else "" for item in value.items)[:MAX_TEXT]

    def texts(self, values: Alternatives) -> tuple[str, ...]:
        """Return the strings JavaScript would make of alternatives."""
        return tuple(dict.fromkeys(self.text(value) for value in values))

    def in_context(
        self, function: Node, arguments: Sequence[Alternatives], nodes: Sequence[Node]
    ) -> Alternatives:
        """Return what expressions of a function are worth in one call of it; nothing when calls nest too deep."""
        if self._contexts >= _MOST_CONTEXTS or self.steps < 0:
            return ()
        self._contexts += 1
        try:
            context = Context(function, arguments)
            return join(*(self.value(node, context) for node in nodes))
        finally:
            self._contexts -= 1

    def concatenated(self, parts: Sequence[Alternatives], glue: str = "") -> Alternatives:
        """Concatenate parts in every combination, as strings."""
        results: list[list[str]] = [[]]
        for position, part in enumerate(parts):
            texts = self.texts(part) or ("",)
            before = [glue] if position and glue else []
            if len(texts) == 1:
                for result in results:
                    result += [*before, texts[0]]
                continue
            room = _MOST_PRODUCTS // len(results)
            if len(texts) > room:
                known = [text for text in texts if is_exact(text)]
                texts = (*known[: room - 1], WIDENED) if room > 1 else (WIDENED,)
            results = [[*result, *before, text] for result in results for text in texts]
        return tuple(dict.fromkeys(self._bounded(pieces) for pieces in results))

    def _bounded(self, pieces: list[str]) -> str:
        length = sum(map(len, pieces))
        self._characters -= length
        if self._characters < 0:
            return WIDENED
        return "".join(pieces) if length <= MAX_TEXT else "".join(pieces)[:MAX_TEXT]

    def fields(self, value: Value) -> dict[str, Alternatives]:
        """Return the properties of an object that is known."""
        if isinstance(value, Record):
            return value.fields
        if not isinstance(value, Object):
            return {}
        known = self._fields.get(value)
        if known is None:
            self._fields[value] = {}  # an object within itself
            found = self.get(value, "<fields>")
            known = self._fields[value] = found[0].fields if isinstance(found[0], Record) else {}
        return known


def known_only(values: Alternatives) -> Alternatives:
    """Return alternatives without those nothing is known of."""
    return tuple(value for value in values if value is not UNKNOWN)
