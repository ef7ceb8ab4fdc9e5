"""Name resolution: the binding of a name, the origins of its values, its references. Computed lazily, per function."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from tree_sitter import Node

from mkdocs_praxis.web.script.marks import UNKNOWN_PART
from mkdocs_praxis.web.script.syntax import Tree
from mkdocs_praxis.web.script.tables import SYNTAX

_MAX_REFERENCES = 200
_DECLARES = SYNTAX.own | SYNTAX.imports | SYNTAX.declarations
_CLOSED = SYNTAX.functions | SYNTAX.leaves
_NAME = frozenset({"identifier", "shorthand_property_identifier"})


class Origin(NamedTuple):
    """One source of a variable's values: the property at `path` of a node's value, or of a function's argument (`parameter`, else -1)."""

    node: Node | None = None
    parameter: int = -1
    path: tuple[str, ...] = ()

    def at(self, key: str) -> "Origin":
        """Return the origin of a property."""
        return Origin(self.node, self.parameter, (*self.path, key))


OPAQUE = Origin()


@dataclass(slots=True, eq=False)
class Binding:
    """A declared name, its function, and the origins of its values."""

    name: str
    scope: Node
    origins: list[Origin] = field(default_factory=list)
    appended: list[Node] = field(default_factory=list)  # right sides of `+=`, in order
    is_complete: bool = False  # assignments have been added to the origins


class Names:
    """The bindings of a tree."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._declarations: dict[int, dict[str, Binding]] = {}
        self._meanings: dict[tuple[int, str], Binding | None] = {}
        self._returns: dict[int, list[Node]] = {}
        self._references: dict[Binding, list[Node]] = {}

    def binding(self, name: str, node: Node) -> Binding | None:
        """Return the binding of a name at a node; None for globals."""
        scope = self.tree.around(node)
        key = (scope.id, name)
        if key not in self._meanings:
            found = self._declared(scope).get(name)
            is_outermost = scope.id == self.tree.root.id
            self._meanings[key] = found if found is not None or is_outermost else self.binding(name, scope)
        return self._meanings[key]

    def origins(self, binding: Binding) -> list[Origin]:
        """Return all origins of a variable's values, assignments included."""
        if not binding.is_complete:
            binding.is_complete = True
            for target, right in islice(self.tree.writes(binding.name, binding.scope), _MAX_REFERENCES):
                if target.type != "identifier" or self.binding(binding.name, target) is not binding:
                    continue
                if right is not None and self.tree.operator(self.tree.parent(right)) == "+=":
                    binding.appended.append(right)
                else:
                    binding.origins.append(Origin(right))
        return binding.origins

    def references(self, binding: Binding) -> list[Node]:
        """Return the references to a name, up to a limit."""
        if binding not in self._references:
            met = self.tree.occurrences(binding.name, binding.scope)
            read = (node for node in met if node.type in _NAME and not self.tree.is_target(node))
            own = (node for node in read if self.binding(binding.name, node) is binding)
            self._references[binding] = list(islice(own, _MAX_REFERENCES))
        return self._references[binding]

    def returns(self, function: Node) -> list[Node]:
        """Return the expressions that a function may return."""
        self._declared(function)
        return self._returns[function.id]

    def _declared(self, scope: Node) -> dict[str, Binding]:
        names = self._declarations.get(scope.id)
        if names is None:
            names = self._declarations[scope.id] = {}
            self._returns[scope.id] = []
            for pattern, origin in self._patterns(scope):
                for name, source in self._pattern(pattern, origin) if pattern is not None else ():
                    binding = names.setdefault(name, Binding(name, scope))
                    if source is not None:
                        binding.origins.append(source)
        return names

    def _patterns(self, scope: Node) -> Iterator[tuple[Node | None, Origin | None]]:
        """Yield (pattern, origin) for the declarations in a function; record its return values."""
        tree, returns, body = self.tree, self._returns[scope.id], scope.child_by_field_name("body")
        if scope.type == "function_expression":
            yield scope.child_by_field_name("name"), Origin(scope)
        for position, parameter in enumerate(tree.parameters(scope)):
            yield parameter, OPAQUE if parameter.type == "rest_pattern" else Origin(scope, position)
        if scope.type == "arrow_function" and body is not None and body.type != "statement_block":
            returns.append(body)
        for node in self._own_nodes(scope):
            if node.type == "variable_declarator":
                value = node.child_by_field_name("value")
                yield node.child_by_field_name("name"), Origin(value) if value is not None else None
            elif node.type in SYNTAX.declarations:
                yield node.child_by_field_name("name"), Origin(node)
            elif node.type == "for_in_statement" and node.child_by_field_name("kind") is not None:
                each = Origin(node.child_by_field_name("right")).at(UNKNOWN_PART)
                yield node.child_by_field_name("left"), OPAQUE if tree.operator(node) == "in" else each
            elif node.type == "catch_clause":
                yield node.child_by_field_name("parameter"), OPAQUE
            elif node.type in SYNTAX.imports:
                named = tree.children(node)
                yield from ((n, Origin(node)) for n in named[-1:] + named[: node.type == "import_clause"])
            elif node.type == "return_statement":
                returns += tree.children(node)[:1]

    def _own_nodes(self, scope: Node) -> Iterator[Node]:
        """Yield declarations and return statements of a function, without those of nested functions."""
        waiting = scope.named_children[::-1]
        while waiting:
            node = waiting.pop()
            if node.type in _DECLARES:
                yield node
            if node.type not in _CLOSED:
                waiting += node.named_children[::-1]

    def _pattern(self, pattern: Node, origin: Origin | None) -> Iterator[tuple[str, Origin | None]]:
        """Yield (name, origin) for every name in a destructuring pattern."""
        todo: list[tuple[Node, Origin | None]] = [(pattern, origin)]
        while todo:
            node, source = todo.pop()
            parts = self.tree.children(node)
            if node.type in {"identifier", "shorthand_property_identifier_pattern"}:
                yield self.tree.text(node), source
            elif node.type in {"assignment_pattern", "object_assignment_pattern"} and len(parts) > 1:
                todo += [(parts[0], source), (parts[0], Origin(parts[1]))]
            elif node.type == "rest_pattern" and parts:
                todo.append((parts[0], source))
            elif node.type == "object_pattern":
                todo += [self._of_object(part, source) for part in parts]
            elif node.type == "array_pattern":
                commas = (self.tree.source.count(b",", node.start_byte, part.start_byte) for part in parts)
                todo += [(p, source and source.at(str(at))) for p, at in zip(parts, commas, strict=True)]

    def _of_object(self, part: Node, source: Origin | None) -> tuple[Node, Origin | None]:
        value = part.child_by_field_name("value") or part
        key = part.child_by_field_name("key") or part.child_by_field_name("left") or part
        return value, source if part.type == "rest_pattern" else source and source.at(self.tree.key(key))
