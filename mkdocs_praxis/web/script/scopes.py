"""Names: which binding a name means, where its values come from, where it is used. Found when asked, function by function."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import islice

from tree_sitter import Node

from mkdocs_praxis.web.script.syntax import FUNCTIONS, Tree

_MAX_REFERENCES = 200
_DECLARED = frozenset({"function_declaration", "generator_function_declaration", "class_declaration"})
_OWN = _DECLARED | {
    "variable_declarator",
    "for_in_statement",
    "catch_clause",
    "import_clause",
    "return_statement",
}
_LEAVES = frozenset(
    {"string", "template_string", "number", "regex", "identifier", "property_identifier", "comment"}
)


class From(Enum):
    """How a value reaches a name."""

    NODE = auto()  # it is what `node` is worth
    PARAMETER = auto()  # argument `key` of the function `node`
    KEY = auto()  # property or element `key` of `inner`
    REMAINING = auto()  # elements of `inner` from `key` on
    EACH = auto()  # every element of `node`
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
        scope, passed = self.tree.around(node), []
        found: Binding | None = None
        while True:
            key = (scope.id, name)
            if key in self._meanings:
                found = self._meanings[key]
                break
            passed.append(key)
            found = self._declared(scope).get(name)
            if found is not None or scope.id == self.tree.root.id:
                break
            scope = self.tree.around(scope)
        self._meanings.update(dict.fromkeys(passed, found))
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
        holder = self.tree.parent(node)
        right = holder.child_by_field_name("right") if holder is not None else None
        if holder is None or (right is not None and holder.child_by_field_name("left") != node):
            return
        if holder.type == "augmented_assignment_expression" and self.tree.operator(holder) == "+=" and right:
            binding.appended.append(right)
        elif holder.type in {"assignment_expression", "augmented_assignment_expression"} and right:
            binding.origins.append(Origin(From.NODE, right))
        elif holder.type == "update_expression":
            binding.origins.append(OPAQUE)

    def references(self, binding: Binding) -> list[Node]:
        """Return where a name is read, within bounds."""
        if binding not in self._references:
            met = (
                node
                for node in self.tree.occurrences(binding.name, binding.scope)
                if self._is_read(node) and self.binding(binding.name, node) is binding
            )
            self._references[binding] = list(islice(met, _MAX_REFERENCES))
        return self._references[binding]

    def _is_read(self, node: Node) -> bool:
        """Tell whether a name stands for its value: no declaration, no target of an assignment."""
        holder = self.tree.parent(node)
        if holder is None or node.type not in {"identifier", "shorthand_property_identifier"}:
            return False
        targets = [holder.child_by_field_name(name) for name in ("name", "parameter", "left")]
        is_target = node in targets and (
            holder.type in _OWN or holder.type in FUNCTIONS or targets[2] == node
        )
        is_left_operand = holder.type == "binary_expression"
        return (is_left_operand or not is_target) and holder.type not in {
            "formal_parameters",
            "rest_pattern",
            "array_pattern",
            "import_specifier",
        }

    def returns(self, function: Node) -> list[Node]:
        """Return the expressions that a function may return."""
        self._declared(function)
        return self._returns[function.id]

    # -- declarations ---------------------------------------------------------------------------------------------

    def _declared(self, scope: Node) -> dict[str, Binding]:
        names = self._names.get(scope.id)
        if names is None:
            names = self._names[scope.id] = {}
            self._returns[scope.id] = []
            for pattern, origin in self._declarations(scope):
                for name, source in self._pattern(pattern, origin) if pattern is not None else ():
                    binding = names.setdefault(name, Binding(name, scope))
                    if source is not None:
                        binding.origins.append(source)
        return names

    def _declarations(self, scope: Node) -> Iterator[tuple[Node | None, Origin | None]]:
        """Give what a function declares, as patterns; note what it returns."""
        tree, returns = self.tree, self._returns[scope.id]
        if scope.type in FUNCTIONS:
            if scope.type == "function_expression":
                yield scope.child_by_field_name("name"), Origin(From.NODE, scope)
            listed = scope.child_by_field_name("parameters")
            for position, parameter in enumerate(tree.children(listed) if listed is not None else ()):
                is_rest = parameter.type == "rest_pattern"
                yield parameter, OPAQUE if is_rest else Origin(From.PARAMETER, scope, position)
            yield scope.child_by_field_name("parameter"), Origin(From.PARAMETER, scope, 0)
            body = scope.child_by_field_name("body")
            if scope.type == "arrow_function" and body is not None and body.type != "statement_block":
                returns.append(body)
        for node in self._own_nodes(scope):
            if node.type == "variable_declarator":
                value = node.child_by_field_name("value")
                yield (
                    node.child_by_field_name("name"),
                    Origin(From.NODE, value) if value is not None else None,
                )
            elif node.type in _DECLARED:
                yield node.child_by_field_name("name"), Origin(From.NODE, node)
            elif node.type == "for_in_statement" and node.child_by_field_name("kind") is not None:
                each = Origin(From.EACH, node.child_by_field_name("right"))
                yield node.child_by_field_name("left"), OPAQUE if tree.operator(node) == "in" else each
            elif node.type == "catch_clause":
                yield node.child_by_field_name("parameter"), OPAQUE
            elif node.type == "import_clause":
                yield from ((name, OPAQUE) for name in self._imported(node))
            elif node.type == "return_statement":
                returns += tree.children(node)[:1]

    def _imported(self, clause: Node) -> Iterator[Node]:
        for child in self.tree.children(clause):
            if child.type == "import_specifier":
                yield child.child_by_field_name("alias") or child.child_by_field_name("name") or child
            elif child.type == "identifier":
                yield child
            else:
                yield from self._imported(child)

    def _own_nodes(self, scope: Node) -> Iterator[Node]:
        """Give what declares or returns in a function, but not in the functions inside it."""
        cursor = scope.walk()
        depth = int(cursor.goto_first_child())
        while depth:
            node = cursor.node
            inside = node is not None and node.is_named
            if node is not None and inside:
                if node.type in _OWN:
                    yield node
                inside = node.type not in FUNCTIONS and node.type not in _LEAVES
            if inside and cursor.goto_first_child():
                depth += 1
                continue
            while depth and not cursor.goto_next_sibling():
                depth -= 1
                cursor.goto_parent()

    def _pattern(self, pattern: Node, origin: Origin | None) -> Iterator[tuple[str, Origin | None]]:
        """Give every name of a destructuring pattern with where its value comes from."""
        todo: list[tuple[Node, Origin | None]] = [(pattern, origin)]
        while todo:
            node, source = todo.pop()
            parts = self.tree.children(node)
            if node.type in {"identifier", "shorthand_property_identifier_pattern"}:
                yield self.tree.text(node), source
            elif node.type in {"assignment_pattern", "object_assignment_pattern"} and len(parts) > 1:
                todo += [(parts[0], source), (parts[0], Origin(From.NODE, parts[1]))]
            elif node.type == "rest_pattern" and parts:
                todo.append((parts[0], source))
            elif node.type == "object_pattern":
                todo += [self._of_object(part, source) for part in parts]
            elif node.type == "array_pattern":
                todo += self._of_array(node, source)

    def _of_object(self, part: Node, source: Origin | None) -> tuple[Node, Origin | None]:
        value = part.child_by_field_name("value") or part
        key = part.child_by_field_name("key") or part.child_by_field_name("left") or part
        is_rest = part.type == "rest_pattern" or source is None
        return value, source if is_rest else Origin(From.KEY, key=self.tree.key(key), inner=source)

    def _of_array(self, pattern: Node, source: Origin | None) -> Iterator[tuple[Node, Origin | None]]:
        position = 0
        for child in pattern.children:
            if child.type == ",":
                position += 1
            elif child.is_named:
                how = From.REMAINING if child.type == "rest_pattern" else From.KEY
                yield child, Origin(how, key=position, inner=source) if source else None
