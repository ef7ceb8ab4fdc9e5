"""Follows values forward: where the value of an expression is called, passed, stored or returned."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from tree_sitter import Node

from mkdocs_praxis.web.script.names import OPAQUE, Names
from mkdocs_praxis.web.script.syntax import Tree
from mkdocs_praxis.web.script.tables import SYNTAX

_MOST, _DEEPEST, _STEPS = 100, 8, 1000
_READ = frozenset({"identifier", "member_expression"})
_INDIRECT = {"call": 1, "apply": -1, "bind": 1, "toString": 1}


class Use(NamedTuple):
    """A use of a value.

    `called` (arguments of `node` begin at `shift`; -1: a list), `passed` (argument `shift` of `node`, a call of `name`),
    `kept` (in the property `name`, by `node`), `returned` (from the function `node`), `run` (by `node`: operator, statement, JSX).
    """

    how: str
    node: Node
    name: str = ""
    shift: int = 0


class Uses:
    """The uses of the values in a tree."""

    def __init__(self, tree: Tree, names: Names) -> None:
        self.tree = tree
        self.names = names
        self._known: dict[int, list[Use]] = {}
        self._members: dict[str, list[Node]] = {}
        self._left = 0

    def of(self, node: Node) -> list[Use]:
        """Return the uses of an expression's value, or of a declared function."""
        if node.id not in self._known:
            self._known[node.id] = []  # ends recursion
            self._left = _STEPS
            self._known[node.id] = list(islice(self._follow(node, 0), _MOST))
        return self._known[node.id]

    def is_idle(self, call: Node) -> bool:
        """Tell whether what a call gives is kept under a name that nobody reads."""
        holder = self.tree.parent(call)
        return holder is not None and holder.type == "variable_declarator" and not self.of(call)

    def members(self, name: str) -> list[Node]:
        """Return reads of a property or global of this name, up to a limit."""
        if name not in self._members:
            met = ((node, self.tree.parent(node)) for node in self.tree.occurrences(name))
            found = (around if around and around.type in _READ else node for node, around in met)
            plain = (one for one in found if one.type in _READ and not self.tree.is_target(one))
            read = (n for n in plain if n.type != "identifier" or self.names.binding(name, n) is None)
            self._members[name] = list(islice(read, _MOST))
        return self._members[name]

    def calls_of(self, name: str) -> list[Node]:
        """Return calls of methods of this name, up to a limit."""
        met = ((m, self.tree.parent(m)) for m in self.members(name))
        return [call for m, call in met if call is not None and call.child_by_field_name("function") == m]

    def _follow(self, node: Node, depth: int) -> Iterator[Use]:
        self._left -= 1
        if depth > _DEEPEST or self._left < 0:
            return
        is_declared = node.type in SYNTAX.functions or node.type in SYNTAX.declarations
        name = node.child_by_field_name("name") if is_declared else None
        holder = self.tree.parent(node)
        if node.type == "method_definition" and name is not None:
            made = self.tree.parent(holder) if holder is not None else None
            if made is not None and self.tree.key(name) == "constructor":
                yield from self._follow(made, depth + 1)
            yield Use("kept", holder or node, self.tree.key(name))
            return
        yield from self._named(name, name or node, depth)
        while holder is not None and (
            holder.type in SYNTAX.same_value
            or (holder.type == "sequence_expression" and self.tree.children(holder)[-1] == node)
        ):
            if holder.child_by_field_name("condition") == node:
                return
            node = holder
            holder = self.tree.parent(node)
        if holder is not None and node.type not in SYNTAX.declarations:
            yield from self._of_holder(holder, node, depth)

    def _of_holder(self, holder: Node, node: Node, depth: int) -> Iterator[Use]:
        tree = self.tree
        match holder.type:
            case "call_expression" | "new_expression":
                yield Use("called", holder)
            case "arguments":
                yield from self._passed(tree.parent(holder) or holder, node)
            case "variable_declarator":
                yield from self._named(holder.child_by_field_name("name"), holder, depth)
            case "assignment_expression" if holder.child_by_field_name("right") == node:
                left = holder.child_by_field_name("left")
                if left is not None and left.type == "identifier":
                    yield from self._named(left, holder, depth)
                elif left is not None:
                    yield Use("kept", holder, tree.property_name(left))
                yield from self._follow(holder, depth + 1)
            case "pair" | "field_definition":
                key = holder.child_by_field_name("key") or holder.child_by_field_name("property")
                yield Use("kept", holder, tree.key(key) if key is not None else "")
            case "member_expression":  # `f.call(…)`, `f.apply(…)`, `f.bind(…)`
                call, how = tree.parent(holder), tree.property_name(holder)
                if how in _INDIRECT and call is not None and call.type == "call_expression":
                    yield Use("called", call, how, _INDIRECT[how])
                    yield from self._follow(call, depth + 1) if how == "bind" else ()
            case "return_statement" | "arrow_function":
                yield Use("returned", tree.around(node))
            case "expression_statement" | "sequence_expression" | "assignment_pattern" | "export_statement":
                pass
            case _:
                yield Use("run", holder)

    def _passed(self, call: Node, node: Node) -> Iterator[Use]:
        tree = self.tree
        position = next((at for at, a in enumerate(tree.arguments(call)[:_MOST]) if a == node), _MOST)
        made = call.child_by_field_name("constructor")
        callee = tree.skip(call.child_by_field_name("function") or made or call)
        yield Use("passed", call, tree.property_name(callee) or tree.text(callee)[:80], position)
        if callee.type == "identifier":
            binding = self.names.binding(tree.text(callee), callee)
            only = binding.origins[0] if binding is not None and len(binding.origins) == 1 else OPAQUE
            callee = only.node if only.node is not None and only.parameter < 0 and not only.path else callee
        for parameter in tree.parameters(callee)[position : position + 1]:
            yield from self._named(parameter, parameter, _DEEPEST - 1)

    def _named(self, name: Node | None, at: Node, depth: int) -> Iterator[Use]:
        if name is None or name.type != "identifier":
            return
        binding = self.names.binding(self.tree.text(name), at)
        if binding is None:
            yield Use("kept", at, self.tree.text(name))
            return
        for reference in self.names.references(binding):
            yield from self._follow(reference, depth + 1)
