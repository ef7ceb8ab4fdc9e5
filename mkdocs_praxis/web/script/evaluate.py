"""Evaluates expressions on demand: constants, concatenations, names assigned in the script, known functions.

Nothing is run. Every expression is evaluated once (once more for each known run of a small callback or loop, `frames`);
nesting, alternatives and lengths are bounded, and whoever exceeds a bound leaves a `GAVE_UP` mark in the value, so that a
script cannot hide behind sheer size.
"""

from collections.abc import Callable

from mkdocs_praxis.web.script import calls, classes, lookup, operators, parameters
from mkdocs_praxis.web.script.constants import decodes
from mkdocs_praxis.web.script.frames import Frame, each_turn, repeats
from mkdocs_praxis.web.script.objects import GLOBAL_OBJECTS
from mkdocs_praxis.web.script.scopes import Binding, From, Origin, Scopes
from mkdocs_praxis.web.script.syntax import FUNCTIONS, Tree
from mkdocs_praxis.web.script.values import (
    DECODED,
    GAVE_UP,
    HOLE,
    MAX_ALTERNATIVES,
    MAX_TEXT,
    UNKNOWN,
    Array,
    DataMarks,
    Function,
    Name,
    Object,
    Unknown,
    Value,
    as_text,
    united,
)

_MAX_DEPTH = 70
_MAX_FRAMES = 3
_AGAIN = 1000  # expressions evaluated once more because they were first met in a circle
_STEPS = 15_000  # expressions evaluated in single runs of functions and loops


class Evaluator:
    """The values of a script's expressions."""

    def __init__(self, tree: Tree, scopes: Scopes) -> None:
        self.tree = tree
        self.scopes = scopes
        self.marks = DataMarks()
        self.objects: dict[int, dict[str, list[int]]] = {}
        self.families: dict[int, list[int]] = {}
        self.dynamic_calls: dict[int, list[int]] = {}
        self._frames: list[Frame] = [Frame(0, len(tree.kinds))]
        self._callers: dict[int, list[tuple[int, int | None]]] = {}
        self._depth = 0
        self._steps = _STEPS
        self._again = _AGAIN
        self._cut = _MAX_DEPTH + 1  # the least depth of what is being evaluated and was asked for again
        self._budget = 8 * len(tree.source) + MAX_TEXT  # characters that may be put together in all
        dynamic = parameters.dynamic_calls(self)
        if dynamic:  # what was learnt without them is forgotten
            self.dynamic_calls = dynamic
            self.objects.clear()
            self.families.clear()
            self._callers.clear()
            self._frames = [Frame(0, len(tree.kinds))]

    # -- entrances ------------------------------------------------------------------------------------------------

    def values(self, node: int) -> tuple[Value, ...]:
        """Return what an expression may be worth; never empty."""
        node = self.tree.skip(node)
        frames = self._frames
        while len(self._frames) > 1 and not self._frames[-1].first <= node < self._frames[-1].last:
            self._frames = self._frames[:-1]
        try:
            return self._remembered(node, self._frames[-1])
        finally:
            self._frames = frames

    def _remembered(self, node: int, frame: Frame) -> tuple[Value, ...]:
        known = frame.memo.get(node)
        if known is not None:
            return known
        if node in frame.active:
            self._cut = min(self._cut, frame.active[node])
            binding = (
                self.scopes.binding(self.tree.text(node), node)
                if self.tree.kinds[node] == "identifier"
                else None
            )
            return frame.bindings.get(binding, (UNKNOWN,)) if binding else (UNKNOWN,)
        if self._depth >= _MAX_DEPTH:
            return (GAVE_UP,)
        self._depth += 1
        depth = frame.active[node] = self._depth
        self._steps -= len(self._frames) > 1
        try:
            found = self._evaluate(node) or (UNKNOWN,)
        finally:
            self._depth -= 1
            del frame.active[node]
        if self._cut < depth and self._again > 0:
            self._again -= 1  # worth less than it will be once what it depends on is known
            return found
        if self._cut >= depth:
            self._cut = _MAX_DEPTH + 1
        frame.memo[node] = found
        return found

    def within(self, frame: Frame, evaluate: Callable[[], tuple[Value, ...]]) -> tuple[Value, ...] | None:
        """Evaluate in one run of a function or loop; None when it already runs or too many did."""
        frames = self._frames
        if (
            self._steps < 0
            or len(frames) > _MAX_FRAMES
            or any(other.first == frame.first for other in frames[1:])
        ):
            return None
        while len(self._frames) > 1 and not self._frames[-1].first <= frame.first < self._frames[-1].last:
            self._frames = self._frames[:-1]
        self._frames = [*self._frames, frame]
        try:
            return evaluate()
        finally:
            self._frames = frames

    def strings(self, node: int) -> tuple[str, ...]:
        """Return the strings an expression may be worth."""
        return tuple(dict.fromkeys(as_text(value, self.marks) for value in self.values(node)))

    def unite(self, *groups: tuple[Value, ...]) -> tuple[Value, ...]:
        """Unite alternatives within the bound."""
        return united(groups)

    def known(self, *groups: tuple[Value, ...]) -> tuple[Value, ...]:
        """Unite the alternatives that are known."""
        return united([tuple(v for v in group if not isinstance(v, Unknown)) for group in groups])

    def joined(self, parts: list[tuple[Value, ...]], glue: str = "") -> tuple[Value, ...]:
        """Concatenate parts in every combination, as strings."""
        results: list[list[str]] = [[]]
        for position, part in enumerate(parts):
            texts = list(dict.fromkeys(as_text(value, self.marks) for value in part)) or [HOLE]
            if len(texts) > 1 and len(results) * len(texts) > MAX_ALTERNATIVES:
                room = MAX_ALTERNATIVES // len(results)
                texts = [*texts[: room - 1], GAVE_UP] if room > 1 else [GAVE_UP]
            before = [glue] if position else []
            if len(texts) == 1:
                for result in results:
                    result += [*before, texts[0]]
            else:
                results = [[*result, *before, text] for result in results for text in texts]
        return tuple(dict.fromkeys(self._bounded(pieces) for pieces in results))

    def _bounded(self, pieces: list[str]) -> str:
        length = sum(map(len, pieces))
        self._budget -= length
        if self._budget < 0 or length > MAX_TEXT:
            return GAVE_UP
        return "".join(pieces)

    # -- expressions ----------------------------------------------------------------------------------------------

    def _evaluate(self, node: int) -> tuple[Value, ...]:
        tree = self.tree
        kind = tree.kinds[node]
        if kind == "string":
            return (tree.string(node),)
        if kind in {"identifier", "shorthand_property_identifier", "undefined"}:
            return self._identifier(node)
        if kind == "method_definition" and tree.accessor(node):
            return calls.result(self, node) if tree.accessor(node) == "get" else ()
        if kind in FUNCTIONS or kind in {"class", "class_declaration"}:
            return (Function(node),)
        evaluate = _KINDS.get(kind)
        return evaluate(self, node) if evaluate is not None else (UNKNOWN,)

    def _identifier(self, node: int) -> tuple[Value, ...]:
        name = self.tree.text(node)
        if name == "undefined":
            return ()
        binding = self.scopes.binding(name, node)
        if binding is not None:
            return self.bound(binding)
        if name == "arguments":
            around = next(
                (f for f in self.tree.functions_around(node) if self.tree.kinds[f] != "arrow_function"), -1
            )
            return parameters.rest(self, around, 0) if around >= 0 else (UNKNOWN,)
        return self._unbound(name)

    def _unbound(self, name: str) -> tuple[Value, ...]:
        """Return what a global is worth: something this script put there, or a name of the page."""
        if name in GLOBAL_OBJECTS:
            return (Name("window"),)
        assignments = [
            a
            for of in ("window", "self", "globalThis", "this")
            for a in self.scopes.assigned_to.get((of, name), [])
            if of != "this" or self.tree.scope[a] < 0
        ]
        values = [self.values(self.tree.last_child(a) or a) for a in assignments[: parameters.MAX_CALLERS]]
        return self.known(*values) or (Name(name),)

    def bound(self, binding: Binding) -> tuple[Value, ...]:
        """Return what a name may be worth."""
        frames = self._frames
        while len(self._frames) > 1 and not self._frames[-1].holds(binding):
            self._frames = self._frames[:-1]
        try:
            frame = self._frames[-1]
            given = frame.given.get(binding)
            return given if given is not None else self._bound(binding, frame.bindings)
        finally:
            self._frames = frames

    def _bound(self, binding: Binding, memory: dict[Binding, tuple[Value, ...]]) -> tuple[Value, ...]:
        known = memory.get(binding)
        if known is not None:
            return known
        memory[binding] = (UNKNOWN,)  # a name that depends on itself
        parts: list[tuple[Value, ...]] = []
        for origin in binding.origins[:MAX_ALTERNATIVES]:
            parts.append(self.origin(origin))
            # `s = s + …` starts from what came before
            memory[binding] = self.known(*parts)[:MAX_ALTERNATIVES] or (UNKNOWN,)
        if len(binding.origins) > MAX_ALTERNATIVES:
            parts.append((GAVE_UP,))
        found = self.unite(*parts) or (UNKNOWN,)
        if binding.appended:
            parts = [found]
            for part in binding.appended:
                parts += self._appended(part)
            found = self.unite(found, self.joined(parts))
        memory[binding] = found
        found = memory[binding] = self.pushed_onto(found, binding.name, -1, binding)
        return found

    def _appended(self, part: int) -> list[tuple[Value, ...]]:
        """Return what `+=` appends: in a loop, in each of its turns."""
        if not repeats(self, part):
            return [self.values(part)]
        turns = each_turn(self, part)
        if turns is not None:
            return turns
        return [self.values(part), (DECODED if decodes(self.tree.text(part)[:2000]) else HOLE,)]

    def pushed_onto(
        self, found: tuple[Value, ...], text: str, node: int, binding: Binding | None = None
    ) -> tuple[Value, ...]:
        """Add to a list what the script pushes onto it elsewhere."""
        pushes = self.scopes.pushed.get(text)
        if not pushes or not any(isinstance(value, Array) for value in found):
            return found
        more: list[tuple[Value, ...]] = []
        for receiver, argument in pushes[:MAX_ALTERNATIVES]:
            if node == receiver or (
                binding is not None and self.scopes.binding(text, receiver) is not binding
            ):
                continue
            turns = each_turn(self, argument) if repeats(self, argument) else None
            more += turns if turns is not None else [self.values(argument)]
        return tuple(
            Array(value.items + tuple(more)) if isinstance(value, Array) else value for value in found
        )

    def origin(self, origin: Origin, given: list[tuple[Value, ...]] | None = None) -> tuple[Value, ...]:
        """Return the values that reach a name in one of its ways; `given`: the arguments of one call."""
        key = origin.key
        if origin.how is From.NODE:
            return self.values(origin.node)
        if origin.how is From.PARAMETER:
            if given is not None:
                return given[int(key)] if int(key) < len(given) else ()
            return parameters.parameter(self, origin.node, int(key))
        if origin.how is From.REST:
            if given is not None:
                return (Array(tuple(given[int(key) :])),)
            return parameters.rest(self, origin.node, int(key))
        if origin.how is From.EACH:
            return lookup.elements(self, self.values(origin.node))
        if origin.how is From.KEYS:
            return lookup.keys(self, self.values(origin.node))
        if origin.how is From.THROWN:
            thrown = [
                n
                for n in self.tree.listed["throw_statement"][:500]
                if origin.node < n < self.tree.after[origin.node]
            ]
            return self.unite(*[self.values(n + 1) for n in thrown if self.tree.after[n] > n + 1])
        if origin.inner is not None:
            inner = self.origin(origin.inner, given)
            if origin.how is From.REMAINING:
                return tuple(Array(v.items[int(key) :]) if isinstance(v, Array) else v for v in inner)
            return self.unite(*[lookup.property_of(self, value, str(key)) for value in inner])
        return (UNKNOWN,)

    def returned(self, function: int) -> list[int]:
        """Return the expressions a function may return."""
        return self.scopes.returns.get(function, [])[:MAX_ALTERNATIVES]

    def callers(self, function: int) -> list[tuple[int, int | None]]:
        """Return the calls of a function, each with the position of its first argument (None: `apply`)."""
        if function not in self._callers:
            self._callers[function] = []
            self._callers[function] = parameters.callers(self, function)
        return self._callers[function]


_KINDS: dict[str, Callable[[Evaluator, int], tuple[Value, ...]]] = {
    "array": operators.listed,
    "assignment_expression": operators.assigned,
    "augmented_assignment_expression": operators.assigned,
    "binary_expression": operators.binary,
    "call_expression": calls.call,
    "false": lambda _, __: (),
    "import": lambda _, __: (Name("import"),),
    "member_expression": lookup.member,
    "meta_property": lambda on, node: (Name(on.tree.text(node)),),
    "new_expression": calls.construct,
    "null": lambda _, __: (),
    "number": operators.number_of,
    "object": lambda _, node: (Object(node),),
    "regex": lambda on, node: (on.tree.text(node),),
    "subscript_expression": lookup.subscript,
    "template_string": operators.template,
    "ternary_expression": operators.ternary,
    "this": classes.this,
    "true": lambda _, __: (),
    "unary_expression": operators.unary,
}
