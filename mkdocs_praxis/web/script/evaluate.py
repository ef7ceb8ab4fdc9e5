"""Evaluates expressions on demand: constants, concatenations, names assigned in the script, known functions.

Nothing is run. Every expression is evaluated once; nesting, alternatives and lengths are bounded, and whoever exceeds a
bound leaves a `GAVE_UP` mark in the value, so that a script cannot hide behind sheer size.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from mkdocs_praxis.web.script import calls, parameters
from mkdocs_praxis.web.script.addresses import first_hole
from mkdocs_praxis.web.script.constants import decodes, sequence
from mkdocs_praxis.web.script.jsontext import of_json
from mkdocs_praxis.web.script.literals import number, unescape
from mkdocs_praxis.web.script.objects import GLOBAL_OBJECTS, of_global, of_string
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
    Data,
    DataMarks,
    Element,
    Function,
    Json,
    Name,
    Object,
    Response,
    Style,
    This,
    Unknown,
    Value,
    as_text,
    united,
)

_MAX_DEPTH = 70
_LOOPS = frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement"})
_TEXT_PROPERTIES = frozenset(
    {"textContent", "innerText", "responseText", "response", "responseXML", "responseJSON", "innerHTML"},
)
_ARITHMETIC: dict[str, Callable[[int, int], int]] = {
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "^": lambda a, b: a ^ b,
    "%": lambda a, b: a % b if b else 0,
    "|": lambda a, b: a | b,
    "&": lambda a, b: a & b,
    ">>": lambda a, b: a >> min(abs(b), 64),
    "<<": lambda a, b: (a << (b & 31)) & 0xFFFFFFFF,
}


class Evaluator:
    """The values of a script's expressions."""

    def __init__(self, tree: Tree, scopes: Scopes) -> None:
        self.tree = tree
        self.scopes = scopes
        self.marks = DataMarks()
        self._memo: dict[int, tuple[Value, ...]] = {}
        self._bindings: dict[Binding, tuple[Value, ...]] = {}
        self._objects: dict[int, dict[str, list[int]]] = {}
        self._callers: dict[int, list[tuple[int, int | None]]] = {}
        self._active: set[int] = set()
        self._depth = 0
        self._budget = 8 * len(tree.source) + MAX_TEXT  # characters that may be put together in all

    # -- entrances ------------------------------------------------------------------------------------------------

    def values(self, node: int) -> tuple[Value, ...]:
        """Return what an expression may be worth; never empty."""
        node = self.tree.skip(node)
        known = self._memo.get(node)
        if known is not None:
            return known
        if node in self._active:
            binding = (
                self.scopes.binding(self.tree.text(node), node)
                if self.tree.kinds[node] == "identifier"
                else None
            )
            return self._bindings.get(binding, (UNKNOWN,)) if binding else (UNKNOWN,)
        if self._depth >= _MAX_DEPTH:
            return (GAVE_UP,)
        self._active.add(node)
        self._depth += 1
        try:
            found = self._evaluate(node) or (UNKNOWN,)
        finally:
            self._depth -= 1
            self._active.discard(node)
        self._memo[node] = found
        return found

    def strings(self, node: int) -> tuple[str, ...]:
        """Return the strings an expression may be worth."""
        return tuple(dict.fromkeys(as_text(value, self.marks) for value in self.values(node)))

    def unite(self, *groups: tuple[Value, ...]) -> tuple[Value, ...]:
        """Unite alternatives within the bound."""
        return united(groups)

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
        if kind == "member_expression":
            return self._member(node)
        if kind == "call_expression":
            return calls.call(self, node)
        if kind == "binary_expression":
            return self._binary(node)
        if kind == "template_string":
            return self.template(node)
        if kind == "number":
            text = number(tree.text(node))
            return (int(text),) if text.lstrip("-").isdigit() and len(text) < 30 else (text,)
        if kind == "object":
            return (Object(node),)
        if kind == "array":
            return (self._array(node),)
        if kind in FUNCTIONS or kind in {"class", "class_declaration"}:
            return (Function(node),)
        if kind == "new_expression":
            return calls.construct(self, node)
        if kind == "ternary_expression":
            return self._ternary(node)
        if kind == "subscript_expression":
            return self._subscript(node)
        if kind in {"assignment_expression", "augmented_assignment_expression"}:
            last = tree.last_child(node)
            return self.values(last) if last is not None else ()
        if kind == "this":
            return (This(self._body_around(node)),)
        if kind in {"null", "true", "false"}:
            return ()
        if kind == "import":
            return (Name("import"),)
        if kind == "meta_property":
            return (Name(tree.text(node)),)
        if kind == "unary_expression":
            return self._unary(node)
        if kind == "regex":
            return (tree.text(node),)
        return (UNKNOWN,)

    def _ternary(self, node: int) -> tuple[Value, ...]:
        tree, at = self.tree, node
        parts: list[tuple[Value, ...]] = []
        while tree.kinds[at] == "ternary_expression" and len(parts) <= MAX_ALTERNATIVES:
            branches = list(tree.children(at))[1:]
            parts += [self.values(branch) for branch in branches[:-1]]
            at = tree.skip(branches[-1]) if branches else -1
        if len(parts) > MAX_ALTERNATIVES:
            return self.unite(*parts, (GAVE_UP,))
        return self.unite(*parts, self.values(at))

    def _unary(self, node: int) -> tuple[Value, ...]:
        inner = self.tree.child(node, 0)
        if inner is None or self.tree.source[self.tree.start[node]] not in b"-+":
            return (UNKNOWN,)
        sign = -1 if self.tree.source[self.tree.start[node]] == ord("-") else 1
        return tuple(sign * value if isinstance(value, int) else value for value in self.values(inner))

    def _identifier(self, node: int) -> tuple[Value, ...]:
        name = self.tree.text(node)
        if name == "undefined":
            return ()
        binding = self.scopes.binding(name, node)
        if binding is None:
            return self._unbound(name)
        return self.bound(binding)

    def _unbound(self, name: str) -> tuple[Value, ...]:
        """Return what a global is worth: something this script put there, or a name of the page."""
        if name in GLOBAL_OBJECTS:
            return (Name("window"),)
        assignments = [
            a for of in ("window", "self", "globalThis") for a in self.scopes.assigned_to.get((of, name), [])
        ]
        values = [self.values(self.tree.last_child(a) or a) for a in assignments[: parameters.MAX_CALLERS]]
        known = tuple(value for group in values for value in group if not isinstance(value, Unknown))
        return self.unite(known) or (Name(name),)

    def bound(self, binding: Binding) -> tuple[Value, ...]:
        """Return what a name may be worth."""
        known = self._bindings.get(binding)
        if known is not None:
            return known
        self._bindings[binding] = (UNKNOWN,)  # a name that depends on itself
        parts: list[tuple[Value, ...]] = []
        for origin in binding.origins[:MAX_ALTERNATIVES]:
            parts.append(self.origin(origin))
            known = tuple(value for part in parts for value in part if not isinstance(value, Unknown))
            self._bindings[binding] = known[:MAX_ALTERNATIVES] or (
                UNKNOWN,
            )  # `s = s + …` starts from what came before
        if len(binding.origins) > MAX_ALTERNATIVES:
            parts.append((GAVE_UP,))
        found = self.unite(*parts) or (UNKNOWN,)
        if binding.appended:
            parts = [found]
            for part in binding.appended:
                parts.append(self.values(part))
                if self._repeats(part):
                    parts.append((DECODED if decodes(self.tree.text(part)[:2000]) else HOLE,))
            found = self.unite(found, self.joined(parts))
        self._bindings[binding] = found
        return found

    def _repeats(self, node: int) -> bool:
        """Say whether a place stands in a loop."""
        for _ in range(12):
            node = self.tree.parent[node]
            if node < 0 or self.tree.kinds[node] in FUNCTIONS:
                return False
            if self.tree.kinds[node] in _LOOPS:
                return True
        return False

    def origin(self, origin: Origin) -> tuple[Value, ...]:
        """Return the values that reach a name in one of its ways."""
        if origin.how is From.NODE:
            return self.values(origin.node)
        if origin.how is From.PARAMETER:
            return parameters.parameter(self, origin.node, int(origin.key))
        if origin.how is From.REST:
            return parameters.rest(self, origin.node, int(origin.key))
        if origin.how is From.EACH:
            return self.elements(self.values(origin.node))
        if origin.inner is not None:
            inner = self.origin(origin.inner)
            return self.unite(*[self.property(value, str(origin.key)) for value in inner])
        return (UNKNOWN,)

    def _array(self, node: int) -> Array:
        items: list[tuple[Value, ...]] = []
        for child in self.tree.children(node):
            if self.tree.kinds[child] == "spread_element":
                for value in self.values(child):
                    items += sequence(value) or [(UNKNOWN,)]
                    break
            else:
                items.append(self.values(child))
        return Array(tuple(items))

    def elements(self, found: tuple[Value, ...]) -> tuple[Value, ...]:
        """Return the elements of lists."""
        parts: list[tuple[Value, ...]] = []
        for value in found:
            if isinstance(value, Array):
                parts += value.items
            elif isinstance(value, Data | Element | Json):
                parts.append((value,))
            elif isinstance(value, Object):
                parts += [
                    self.values(child) for nodes in self.members(value.node).values() for child in nodes
                ]
        return self.unite(*parts) or (UNKNOWN,)

    def template(self, node: int) -> tuple[Value, ...]:
        """Return the values of a template literal."""
        tree = self.tree
        parts: list[tuple[Value, ...]] = []
        at = tree.start[node] + 1
        for child in tree.children(node):
            if tree.kinds[child] != "template_substitution":
                continue
            parts.append((self._cooked(at, tree.start[child]),))
            inner = tree.child(child, 0)
            parts.append(self.values(inner) if inner is not None else (HOLE,))
            at = tree.end[child]
        parts.append((self._cooked(at, max(at, tree.end[node] - 1)),))
        return self.joined(parts)

    def _cooked(self, start: int, end: int) -> str:
        return unescape(self.tree.source[start:end].decode("utf-8", "replace"))

    def _binary(self, node: int) -> tuple[Value, ...]:
        tree = self.tree
        operands: list[int] = []
        at = node
        while tree.kinds[at] == "binary_expression":
            left, right = tree.child(at, 0), tree.last_child(at)
            if left is None or right is None:
                break
            operator = tree.operator(left, right)
            if operator != "+":
                if at == node:
                    return self._logical(operator, left, right)
                break
            operands.append(right)
            at = tree.skip(left)
        operands.append(at)
        parts = [self.values(operand) for operand in reversed(operands)]
        while len(parts) > 1 and all(len(p) == 1 and isinstance(p[0], int) for p in parts[:2]):
            total = sum(int(part[0]) for part in parts[:2] if isinstance(part[0], int))
            parts[:2] = [(total,)]
        return parts[0] if len(parts) == 1 else self.joined(parts)

    def _logical(self, operator: str, left: int, right: int) -> tuple[Value, ...]:
        if operator == "&&":
            return self.values(right)
        if operator in {"||", "??"}:
            known = tuple(value for value in self.values(left) if not isinstance(value, Unknown))
            return self.unite(known, self.values(right))
        compute = _ARITHMETIC.get(operator)
        if compute is None:
            return (UNKNOWN,)
        pairs = [(a, b) for a in self.values(left) for b in self.values(right)]
        numbers = [(a, b) for a, b in pairs if isinstance(a, int) and isinstance(b, int)]
        return tuple(compute(a, b) for a, b in numbers[:MAX_ALTERNATIVES]) or (UNKNOWN,)

    # -- properties -----------------------------------------------------------------------------------------------

    def property_names(self, node: int) -> tuple[str, ...]:
        """Return the names of the property that a member or subscript expression speaks of."""
        tree = self.tree
        last = tree.last_child(node)
        if last is None or tree.after[node] == node + 1:
            return ()
        if tree.kinds[node] == "member_expression":
            return (tree.text(last),)
        if tree.kinds[last] == "string":
            return (tree.string(last),)
        return self.strings(last)

    def _member(self, node: int) -> tuple[Value, ...]:
        names = self.property_names(node)
        return self._properties(node, names[0]) if names else (UNKNOWN,)

    def _subscript(self, node: int) -> tuple[Value, ...]:
        names = self.property_names(node)
        found = self.unite(*[self._properties(node, name) for name in names])
        unknown = any(first_hole(name) >= 0 for name in names)
        if unknown or all(isinstance(value, Unknown) for value in found):
            # A key that is not known, or of another kind (`for … in`): any of them.
            return self.unite(found, self.elements(self.values(node + 1)))
        return found

    def _properties(self, node: int, name: str) -> tuple[Value, ...]:
        receiver = node + 1
        found = [self.property(value, name) for value in self.values(receiver)]
        found += [self.values(value) for value in self._assigned(receiver, name)]
        known = tuple(value for group in found for value in group if not isinstance(value, Unknown))
        return self.unite(known) or (UNKNOWN,)

    def _assigned(self, receiver: int, name: str) -> list[int]:
        """Return the expressions assigned to a property of the same thing elsewhere in the script."""
        tree, scopes = self.tree, self.scopes
        receiver = tree.skip(receiver)
        if tree.end[receiver] - tree.start[receiver] > 80:
            return []
        text = tree.text(receiver)
        assignments = scopes.assigned_to.get((text, name))
        if not assignments:
            return []
        binding = scopes.binding(text, receiver) if tree.kinds[receiver] == "identifier" else None
        found = []
        for assignment in assignments[: parameters.MAX_CALLERS]:
            other = tree.skip(assignment + 2)  # assignment → its left member expression → that one's object
            if binding is None or scopes.binding(text, other) is binding:
                found.append(tree.last_child(assignment) or assignment)
        return found

    def members(self, literal: int) -> dict[str, list[int]]:
        """Return the properties of an object literal or class body by name."""
        known = self._objects.get(literal)
        if known is not None:
            return known
        tree = self.tree
        found: dict[str, list[int]] = {}
        self._objects[literal] = found
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
                    names = self.strings(key + 1)
                else:
                    names = (tree.text(key),)
                value = part if kind == "method_definition" else tree.last_child(part) or part
                for name in names:
                    found.setdefault(name, []).append(value)
            elif kind == "spread_element":
                for spread in self.values(part):
                    if isinstance(spread, Object) and spread.node != literal:
                        for name, nodes in self.members(spread.node).items():
                            found.setdefault(name, []).extend(nodes[:MAX_ALTERNATIVES])
        return found

    def property(self, value: Value, name: str) -> tuple[Value, ...]:
        """Return a property of a value."""
        if isinstance(value, Object):
            return self.unite(
                *[self.values(node) for node in self.members(value.node).get(name, [])[:MAX_ALTERNATIVES]]
            )
        if isinstance(value, Function):
            body = self.tree.last_child(value.node)
            nodes = self.members(body).get(name, []) if body and self.tree.kinds[body] == "class_body" else []
            return self.unite(*[self.values(node) for node in nodes[:MAX_ALTERNATIVES]])
        if isinstance(value, Name):
            return of_global(self, value, name)
        if isinstance(value, Array):
            if name.isdecimal() and len(name) < 9:
                return value.items[int(name)] if int(name) < len(value.items) else ()
            return (len(value.items),) if name == "length" else ()
        if isinstance(value, str):
            return of_string(value, name)
        if isinstance(value, Json):
            return of_json(value, name)
        if isinstance(value, Data):
            return (
                Data("attribute", "data-" + _kebab(name))
                if value.kind == "dataset"
                else replace(value, key=name),
            )
        if isinstance(value, This):
            nodes = self.members(value.body).get(name, []) if value.body >= 0 else []
            return self.unite(*[self.values(node) for node in nodes[:MAX_ALTERNATIVES]])
        if isinstance(value, Element) and name == "style":
            return (Style(),)
        if isinstance(value, Element) and name in {
            "content",
            "firstChild",
            "firstElementChild",
            "parentNode",
        }:
            return (Data("text", value.selector), Element(frozenset(), value.node))
        if isinstance(value, Response):
            return (Data("file"),)
        if name == "dataset":
            return (Data("dataset"),)
        if name == "style":
            return (Style(),)
        if name in _TEXT_PROPERTIES:
            return (Data("text", value.selector if isinstance(value, Element) else ""),)
        return (UNKNOWN,)

    def _body_around(self, node: int) -> int:
        """Return the object literal or class body that `this` speaks of."""
        tree = self.tree
        for function in tree.functions_around(node):
            holder = tree.parent[function]
            if tree.kinds[function] == "arrow_function" and tree.kinds[holder] != "field_definition":
                continue
            if tree.kinds[holder] in {"pair", "field_definition"}:
                holder = tree.parent[holder]
            return holder if tree.kinds[holder] in {"object", "class_body"} else -1
        return -1

    # -- what reaches a parameter ---------------------------------------------------------------------------------

    def callers(self, function: int) -> list[tuple[int, int | None]]:
        """Return the calls of a function, each with the position of its first argument (None: `apply`)."""
        if function not in self._callers:
            self._callers[function] = []
            self._callers[function] = parameters.callers(self, function)
        return self._callers[function]

    # -- constants as data ----------------------------------------------------------------------------------------

    def plain(self, value: Value, depth: int = 0) -> object:
        """Give a value as JSON would hold it; unknown parts become holes."""
        if depth > 12:
            return HOLE
        if isinstance(value, Object):
            return {
                name: self.plain(self.values(nodes[-1])[0], depth + 1)
                for name, nodes in self.members(value.node).items()
            }
        if isinstance(value, Array):
            return [self.plain(item[0], depth + 1) if item else None for item in value.items]
        if isinstance(value, Json):
            return value.value
        return value if isinstance(value, int | float) else as_text(value, self.marks)


def _kebab(name: str) -> str:
    return re.sub(r"([A-Z])", lambda upper: "-" + upper.group(1).lower(), name)
