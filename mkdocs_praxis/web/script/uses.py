"""Where the value of an expression goes: called, passed on, kept under a name or in a property, returned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from tree_sitter import Node

from mkdocs_praxis.web.script.scopes import Scopes
from mkdocs_praxis.web.script.syntax import FUNCTIONS, Tree

_MOST, _DEEPEST, _STEPS = 100, 8, 1000
_SAME_VALUE = frozenset(
    {
        "parenthesized_expression",
        "ternary_expression",
        "binary_expression",
        "await_expression",
        "jsx_expression",
    }
)
_INDIRECT = {"call": 1, "apply": -1, "bind": 1}
_DECLARED = frozenset({"function_declaration", "generator_function_declaration", "class_declaration"})


@dataclass(frozen=True, slots=True)
class Use:
    """One place that a value reaches.

    `how`: `called` (`node` the call, whose arguments begin at `shift`, -1: are a list), `passed` (to the call `node` as
    argument `shift`, its function spelled `name`), `kept` (as property `name`; `node` the assignment or object),
    `returned` (from the function `node`), `exported`, `run` (`node` runs it: an operator, a statement, JSX).
    """

    how: str
    node: Node
    name: str = ""
    shift: int = 0


class Uses:
    """Follows the values of a tree forward."""

    def __init__(self, tree: Tree, scopes: Scopes) -> None:
        self.tree = tree
        self.scopes = scopes
        self._known: dict[int, list[Use]] = {}
        self._methods: dict[str, list[Node]] = {}
        self._left = 0

    def of(self, node: Node) -> list[Use]:
        """Return where the value of an expression, or a declared function, goes."""
        if node.id not in self._known:
            self._known[node.id] = []  # a value that reaches itself
            self._left = _STEPS
            self._known[node.id] = list(islice(self._follow(node, 0), _MOST))
        return self._known[node.id]

    def members(self, name: str) -> list[Node]:
        """Return where a property of this name is read, within bounds."""
        if name not in self._methods:
            found: list[Node] = []
            for node in self.tree.occurrences(name):
                member = self.tree.parent(node)
                if member is None or member.type != "member_expression":
                    continue
                holder = self.tree.parent(member)
                if holder is not None and not (
                    holder.type == "assignment_expression" and self._is(holder, "left", member)
                ):
                    found.append(member)
                    if len(found) >= _MOST:
                        break
            self._methods[name] = found
        return self._methods[name]

    def calls_of(self, name: str) -> list[Node]:
        """Return the calls of methods of this name, within bounds."""
        calls = [(self.tree.parent(member), member) for member in self.members(name)]
        return [call for call, member in calls if call is not None and self._is(call, "function", member)]

    def _is(self, holder: Node, field: str, node: Node) -> bool:
        child = holder.child_by_field_name(field)
        return child is not None and child.id == node.id

    def _follow(self, node: Node, depth: int) -> Iterator[Use]:
        tree = self.tree
        self._left -= 1
        if depth > _DEEPEST or self._left < 0:
            return
        if node.type in _DECLARED:
            yield from self._named(node.child_by_field_name("name"), node, depth)
            holder = tree.parent(node)
            if holder is not None and holder.type == "export_statement":
                yield Use("exported", holder)
            return
        if node.type == "method_definition":
            name = node.child_by_field_name("name")
            yield Use("kept", tree.parent(node) or node, tree.key(name) if name is not None else "")
            return
        own_name = node.child_by_field_name("name") if node.type == "function_expression" else None
        if own_name is not None:
            yield from self._named(own_name, node, depth)
        holder = tree.parent(node)
        while holder is not None and (
            holder.type in _SAME_VALUE
            or (holder.type == "sequence_expression" and tree.children(holder)[-1].id == node.id)
        ):
            if self._is(holder, "condition", node):
                yield Use("run", holder)
                return
            node = holder
            holder = tree.parent(node)
        if holder is not None:
            yield from self._of_holder(holder, node, depth)

    def _of_holder(self, holder: Node, node: Node, depth: int) -> Iterator[Use]:
        tree, kind = self.tree, holder.type
        if kind in {"call_expression", "new_expression"}:
            if not self._is(holder, "arguments", node):
                yield Use("called", holder)
        elif kind == "arguments":
            call = tree.parent(holder)
            if call is not None:
                yield from self._passed(call, node)
        elif kind == "variable_declarator" and self._is(holder, "value", node):
            yield from self._named(holder.child_by_field_name("name"), holder, depth)
        elif kind == "assignment_expression" and self._is(holder, "right", node):
            left = holder.child_by_field_name("left")
            if left is not None and left.type == "identifier":
                yield from self._named(left, holder, depth)
            elif left is not None:
                yield Use("kept", holder, self.property_name(left))
            yield from self._follow(holder, depth + 1)
        elif kind == "pair":
            key = holder.child_by_field_name("key")
            yield Use("kept", holder, tree.key(key) if key is not None else "")
        elif kind == "field_definition":
            key = holder.child_by_field_name("property")
            yield Use("kept", holder, tree.key(key) if key is not None else "")
        elif kind == "member_expression":
            yield from self._indirect(holder)
        elif kind in {"return_statement", "arrow_function"}:
            yield Use("returned", tree.around(node))
        elif kind == "export_statement":
            yield Use("exported", holder)
        elif kind == "array":
            yield Use("kept", holder, "<item>")
        elif kind not in {"expression_statement", "assignment_pattern"}:
            yield Use("run", holder)

    def _indirect(self, member: Node) -> Iterator[Use]:
        """`f.call(…)`, `f.apply(…)`, `f.bind(…)`."""
        call = self.tree.parent(member)
        shift = _INDIRECT.get(self.property_name(member))
        if shift is not None and call is not None and call.type == "call_expression":
            yield Use("called", call, shift=shift)

    def _passed(self, call: Node, node: Node) -> Iterator[Use]:
        tree = self.tree
        position = next((at for at, a in enumerate(tree.arguments(call)) if a.id == node.id), 0)
        callee = call.child_by_field_name("function") or call.child_by_field_name("constructor")
        if callee is None:
            return
        callee = tree.skip(callee)
        name = (
            self.property_name(callee)
            if callee.type in {"member_expression", "subscript_expression"}
            else tree.text(callee)[:80]
        )
        yield Use("passed", call, name, position)
        target = self._function(callee)
        if target is not None:  # the argument of a function of this script: whoever it calls by that name
            parameters = target.child_by_field_name("parameters")
            named = tree.children(parameters)[position : position + 1] if parameters is not None else []
            for parameter in named:
                if parameter.type == "identifier":
                    yield from self._named(parameter, parameter, _DEEPEST - 1)

    def _function(self, callee: Node) -> Node | None:
        """Return the function that is called when it stands there or is declared by name."""
        if callee.type in FUNCTIONS:
            return callee
        if callee.type != "identifier":
            return None
        binding = self.scopes.binding(self.tree.text(callee), callee)
        origins = binding.origins if binding is not None else []
        node = origins[0].node if len(origins) == 1 and not origins[0].inner else None
        return node if node is not None and node.type in FUNCTIONS and origins[0].how.name == "NODE" else None

    def _named(self, name: Node | None, at: Node, depth: int) -> Iterator[Use]:
        if name is None or name.type not in {"identifier", "property_identifier"}:
            return
        binding = self.scopes.binding(self.tree.text(name), at)
        if binding is None:
            yield Use("kept", at, self.tree.text(name))
            return
        for reference in self.scopes.references(binding):
            yield from self._follow(reference, depth + 1)

    def property_name(self, node: Node) -> str:
        """Return the name of the property that an expression speaks of, as far as it is spelled out."""
        if node.type == "member_expression":
            name = node.child_by_field_name("property")
            return self.tree.text(name) if name is not None else ""
        if node.type == "subscript_expression":
            index = node.child_by_field_name("index")
            return self.tree.string(index) if index is not None and index.type == "string" else ""
        return ""
