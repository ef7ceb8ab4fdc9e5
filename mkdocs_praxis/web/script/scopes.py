"""Names: which binding a name means, where its values come from, where it is used. Found when asked, function by function."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import islice

from tree_sitter import Node

from mkdocs_praxis.web.script.syntax import FUNCTIONS, Tree

_MAX_REFERENCES = 200
_DECLARED = frozenset({"function_declaration", "generator_function_declaration"})


class From(Enum):
    """How a value reaches a name."""

    NODE = auto()  # it is what `node` is worth
    PARAMETER = auto()  # argument `key` of the function `node`
    REST = auto()  # arguments from `key` on
    KEY = auto()  # property `key` of `inner`
    ITEM = auto()  # element `key` of `inner`
    REMAINING = auto()  # elements of `inner` from `key` on
    EACH = auto()  # every element of `node`
    KEYS = auto()  # every key of `node`
    OPAQUE = auto()


@dataclass(frozen=True, slots=True)
class Origin:
    """One way in which a value reaches a name."""

    how: From
    node: Node | None = None
    key: str | int = ""
    inner: "Origin | None" = None


OPAQUE = Origin(From.OPAQUE)


@dataclass(slots=True, eq=False)
class Binding:
    """A declared name, the function it belongs to, and where its values come from."""

    name: str
    scope: Node
    origins: list[Origin] = field(default_factory=list)
    appended: list[Node] = field(default_factory=list)  # right sides of `+=`, in order
    is_complete: bool = False  # assignments elsewhere were looked for


class Scopes:
    """The bindings of a tree."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._names: dict[int, dict[str, Binding]] = {}
        self._meanings: dict[tuple[int, str], Binding | None] = {}
        self._returns: dict[int, list[Node]] = {}
        self._references: dict[Binding, list[Node]] = {}

    def binding(self, name: str, node: Node) -> Binding | None:
        """Find what a name means at a node; None for globals of the page."""
        scope = self.tree.around(node)
        passed: list[int] = []
        while True:
            known = self._meanings.get((scope.id, name), self)
            if known is not self:
                break
            passed.append(scope.id)
            known = self._declared(scope).get(name)
            if known is not None or scope.id == self.tree.root.id:
                break
            scope = self.tree.around(scope)
        found = known if isinstance(known, Binding) else None
        self._meanings.update(((scope_id, name), found) for scope_id in passed)
        return found

    def origins(self, binding: Binding) -> list[Origin]:
        """Return every way in which values reach a name, assignments included."""
        if not binding.is_complete:
            binding.is_complete = True
            for node in islice(self.tree.writes(binding.name, binding.scope), _MAX_REFERENCES):
                if self.binding(binding.name, node) is binding:
                    self._write(binding, node)
        return binding.origins

    def _write(self, binding: Binding, node: Node) -> None:
        tree = self.tree
        holder = tree.parent(node)
        if holder is not None and holder.type == "update_expression":
            binding.origins.append(OPAQUE)
            return
        left = holder.child_by_field_name("left") if holder is not None else None
        right = holder.child_by_field_name("right") if holder is not None else None
        if holder is None or left is None or right is None or left.id != node.id:
            return
        if holder.type == "assignment_expression":
            binding.origins.append(Origin(From.NODE, right))
        elif holder.type == "augmented_assignment_expression":
            if tree.operator(holder) == "+=":
                binding.appended.append(right)
            else:
                binding.origins.append(Origin(From.NODE, right))

    def references(self, binding: Binding) -> list[Node]:
        """Return where a name is read, within bounds."""
        if binding not in self._references:
            found: list[Node] = []
            for node in self.tree.occurrences(binding.name, binding.scope):
                if self._is_read(node) and self.binding(binding.name, node) is binding:
                    found.append(node)
                    if len(found) >= _MAX_REFERENCES:
                        break
            self._references[binding] = found
        return self._references[binding]

    def _is_read(self, node: Node) -> bool:
        """Tell whether a name stands for its value: no declaration, no property, no target of an assignment."""
        if node.type not in {"identifier", "shorthand_property_identifier"}:
            return False
        holder = self.tree.parent(node)
        if holder is None:
            return False
        kind = holder.type
        if kind in FUNCTIONS or kind in {"variable_declarator", "class_declaration", "class"}:
            field_name = "value" if kind == "variable_declarator" else "body"
            value = holder.child_by_field_name(field_name)
            return value is not None and value.id == node.id
        if kind == "assignment_expression":
            left = holder.child_by_field_name("left")
            return left is None or left.id != node.id
        return kind not in {"formal_parameters", "rest_pattern", "array_pattern", "import_specifier"}

    def returns(self, function: Node) -> list[Node]:
        """Return the expressions that a function may return."""
        self._declared(function)
        return self._returns[function.id]

    # -- declarations ---------------------------------------------------------------------------------------------

    def _declared(self, scope: Node) -> dict[str, Binding]:
        known = self._names.get(scope.id)
        if known is None:
            known = self._names[scope.id] = {}
            self._returns[scope.id] = []
            self._declare(scope, known)
        return known

    def _declare(self, scope: Node, names: dict[str, Binding]) -> None:
        tree = self.tree

        def bind(pattern: Node | None, origin: Origin | None) -> None:
            for name, source in self._pattern(pattern, origin) if pattern is not None else ():
                binding = names.setdefault(name, Binding(name, scope))
                if source is not None:
                    binding.origins.append(source)

        if scope.type in FUNCTIONS:
            own_name = scope.child_by_field_name("name")
            if own_name is not None and scope.type == "function_expression":
                bind(own_name, Origin(From.NODE, scope))
            listed = scope.child_by_field_name("parameters")
            for position, parameter in enumerate(tree.children(listed) if listed is not None else ()):
                how = From.REST if parameter.type == "rest_pattern" else From.PARAMETER
                bind(parameter, Origin(how, scope, position))
            bind(scope.child_by_field_name("parameter"), Origin(From.PARAMETER, scope, 0))
            body = scope.child_by_field_name("body")
            if scope.type == "arrow_function" and body is not None and body.type != "statement_block":
                self._returns[scope.id].append(body)
        for node in self._own_nodes(scope):
            kind = node.type
            if kind == "variable_declarator":
                value = node.child_by_field_name("value")
                origin = Origin(From.NODE, value) if value is not None else None
                bind(node.child_by_field_name("name"), origin)
            elif kind in _DECLARED or kind == "class_declaration":
                bind(node.child_by_field_name("name"), Origin(From.NODE, node))
            elif kind == "for_in_statement":
                if node.child_by_field_name("kind") is not None:
                    how = From.KEYS if tree.operator(node) == "in" else From.EACH
                    bind(node.child_by_field_name("left"), Origin(how, node.child_by_field_name("right")))
            elif kind == "catch_clause":
                bind(node.child_by_field_name("parameter"), OPAQUE)
            elif kind == "import_clause":
                for name in self._imported(node):
                    bind(name, OPAQUE)
            elif kind == "return_statement":
                self._returns[scope.id] += tree.children(node)[:1]

    def _imported(self, clause: Node) -> Iterator[Node]:
        for child in self.tree.children(clause):
            if child.type == "identifier":
                yield child
            elif child.type == "import_specifier":
                yield child.child_by_field_name("alias") or child.child_by_field_name("name") or child
            else:
                yield from self._imported(child)

    def _own_nodes(self, scope: Node) -> Iterator[Node]:
        """Give what declares or returns in a function, but not in the functions inside it."""
        cursor = scope.walk()
        if not cursor.goto_first_child():
            return
        depth = 1
        while depth:
            node = cursor.node
            inside = False
            if node is not None and node.is_named:
                kind = node.type
                if kind in _OWN:
                    yield node
                inside = kind not in FUNCTIONS and kind not in _LEAVES
            if inside and cursor.goto_first_child():
                depth += 1
                continue
            while not cursor.goto_next_sibling():
                depth -= 1
                if not depth or not cursor.goto_parent():
                    return

    def _pattern(self, pattern: Node, origin: Origin | None) -> Iterator[tuple[str, Origin | None]]:
        """Give every name of a destructuring pattern with where its value comes from."""
        tree = self.tree
        todo: list[tuple[Node, Origin | None]] = [(pattern, origin)]
        while todo:
            node, source = todo.pop()
            kind = node.type
            parts = tree.children(node)
            if kind in {"identifier", "shorthand_property_identifier_pattern", "undefined"}:
                yield tree.text(node), source
            elif kind in {"assignment_pattern", "object_assignment_pattern"} and len(parts) > 1:
                todo += [(parts[0], source), (parts[0], Origin(From.NODE, parts[1]))]
            elif kind == "rest_pattern" and parts:
                todo.append((parts[0], source))
            elif kind == "object_pattern":
                for part in parts:
                    todo.append(self._of_object(part, source))
            elif kind == "array_pattern":
                todo += self._of_array(node, source)

    def _of_object(self, part: Node, source: Origin | None) -> tuple[Node, Origin | None]:
        if part.type == "rest_pattern" or source is None:
            return part.child_by_field_name("value") or part, source
        key, value = part, part
        if part.type == "pair_pattern":
            key = part.child_by_field_name("key") or part
            value = part.child_by_field_name("value") or part
        elif part.type == "object_assignment_pattern":
            key = part.child_by_field_name("left") or part
        return value, Origin(From.KEY, key=self.tree.key(key), inner=source)

    def _of_array(self, pattern: Node, source: Origin | None) -> Iterator[tuple[Node, Origin | None]]:
        position = 0
        for child in pattern.children:
            if child.type == ",":
                position += 1
            elif child.is_named:
                how = From.REMAINING if child.type == "rest_pattern" else From.ITEM
                yield child, Origin(how, key=position, inner=source) if source else None


_OWN = _DECLARED | {
    "variable_declarator",
    "class_declaration",
    "for_in_statement",
    "catch_clause",
    "import_clause",
    "return_statement",
}
_LEAVES = frozenset(
    {"string", "template_string", "number", "regex", "identifier", "property_identifier", "comment"}
)
