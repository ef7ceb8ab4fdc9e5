"""What the names, properties and calls of a script stand for, as expressions: followed to what they are set to, once.

The gate's engine (`web.script`) asks what a value may be; here is asked what may be written in its place.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.script.tables import SYNTAX

if TYPE_CHECKING:
    from tree_sitter import Node

    from mkdocs_praxis.web.script.names import Names, Origin
    from mkdocs_praxis.web.script.syntax import Tree

_MOST_ITEMS, _MOST_STEPS = 100, 20
NAMES = frozenset({"identifier", "shorthand_property_identifier"})
PROPERTIES = frozenset({"member_expression", "subscript_expression"})
_DEFAULTS = frozenset({"assignment_pattern", "object_assignment_pattern"})
# Their value is that of their last part; `await` becomes `yield` for old browsers.
_TRANSPARENT = frozenset(
    {"parenthesized_expression", "sequence_expression", "await_expression", "yield_expression"}
)
SAME = frozenset({"Object.freeze", "Object.values", "parseFloat", "Number"})  # return what they are given
# Libraries of maps that modules import; the global names that the vendors' patterns know them by.
_LIBRARY, _GLOBALS = regex(r"(?:^|/)(leaflet|maplibre-gl|mapbox-gl)\b"), {"leaflet": "L"}


@lru_cache(maxsize=8)  # of one script several questions are asked
def parsed(code: str) -> Tree:
    """Return the tree of a script."""
    from mkdocs_praxis.web.script.syntax import Tree

    return Tree(code)


def offset(code: str, at: int) -> int:
    """Return the offset in the tree's bytes of a place in a script."""
    return len(code[:at].encode("utf-8", "replace"))


class Value(NamedTuple):
    """An expression, and what is known where it stands."""

    node: Node
    known: Known


# An expression, source text, a list or object made of such, or something unknown
Held: TypeAlias = "Value | str | dict[str, Held] | None"
# What counters (by name), parameters (by function and position) and items (by their list) stand for in a turn.
Known: TypeAlias = "dict[str | tuple[int, int], Held]"


class Values:
    """The values of one script."""

    def __init__(self, tree: Tree, names: Names) -> None:
        self.tree, self.names, self.source = tree, names, tree.whole

    def raw(self, node: Node | None) -> str:
        """Return the source of a node."""
        return self.source[node.start_byte : node.end_byte].decode() if node is not None else ""

    def text(self, node: Node, _known: Known) -> str:
        """Return the source of a node as it is to be read."""
        return self.raw(node)

    def held(self, node: Node, known: Known) -> Held:
        """Return what a name stands for, if it gets one value; other expressions as they are."""
        if node.type not in NAMES:
            return Value(node, known)
        name = self.raw(node)
        binding = self.names.binding(name, node)
        if name in known:
            return known[name]
        if binding is None:
            given = [one for target, one in self.tree.writes(name) if target.type == "identifier"]
            return Value(given[0], known) if len(given) == 1 and given[0] is not None else None
        origins = list(self.names.origins(binding))
        first = origins[0].node.parent if origins and origins[0].node is not None else None
        default = origins.pop(0) if first is not None and first.type in _DEFAULTS else None
        if len(origins) != 1 or binding.appended:
            return None
        held = self._origin(origins[0], known)
        return held if held is not None or default is None else self._origin(default, known)

    def _origin(self, origin: Origin, known: Known) -> Held:
        node, path = origin.node, origin.path
        if node is None or node.type in SYNTAX.imports:
            return self._imported(node) if node is not None else None
        held = known.get((node.id, origin.parameter))
        if held is None and origin.parameter < 0:
            held = Value(node, known)
        elif origin.parameter < 0:
            path = path[1:]  # of an item, not of its list
        for key in path:
            held = held.get(key) if isinstance(held, dict) else self.parts(self.resolved(held)).get(key)
        return held

    def _imported(self, node: Node) -> str | None:
        """Return what a module imports from a library of maps as a part of its global: `L.Map` for `Map`."""
        name, at = self.raw(node.child_by_field_name("name")), node
        while at.type != "import_statement" and at.parent is not None:
            at = at.parent
        library = _LIBRARY.search(self.raw(at.child_by_field_name("source"))[1:-1])
        if library is None:
            return None
        return f"{_GLOBALS.get(library[1], library[1].replace('-', ''))}.{name}".rstrip(".")

    def parts(self, held: Value | None) -> dict[str, Value]:
        """Map the places of a list, or the keys of an object, to the values."""
        children = self.tree.children(held.node) if held is not None else []
        if held is None or held.node.type not in {"array", "object"} or len(children) > _MOST_ITEMS:
            return {}
        if held.node.type == "array":
            return {str(place): Value(one, held.known) for place, one in enumerate(children)}
        fields = [[one.child_by_field_name(field) or one for field in ("key", "value")] for one in children]
        return {self.tree.key(key): Value(value, held.known) for key, value in fields}

    def resolved(self, value: Held, steps: int = 0) -> Value | None:
        """Follow names, properties and calls that return what they are given, to an expression."""
        if not isinstance(value, Value) or steps > _MOST_STEPS:
            return None
        node, known = value
        parts = node.named_children or [node]
        first, last = parts[0], parts[-1]
        follow: Held = Value(first, known)
        if node.type in NAMES:
            follow = self.held(node, known)
        elif node.type in PROPERTIES:
            index = self.text(last, known) if node.type == "subscript_expression" else self.raw(last)
            follow = self.parts(self.resolved(follow, steps + 1)).get(index.strip("\"'`"))
        elif node.type == "call_expression" and self.raw(first) in SAME and last.named_children:
            follow = Value(last.named_children[0], known)
        elif node.type not in _TRANSPARENT:
            return value
        else:
            follow = Value(last, known)
        return self.resolved(follow, steps + 1)
