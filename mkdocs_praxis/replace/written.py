"""Scripts written out: names replaced by their values, loops by their turns, calls of own functions by what they do.

Maps and buttons keep their places and numbers in variables, lists and helpers; vendors' patterns want them where they are used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from urllib.parse import quote

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.hidden import unescape
from mkdocs_praxis.web.script.tables import SYNTAX

if TYPE_CHECKING:
    from tree_sitter import Node

    from mkdocs_praxis.web.script.names import Names, Origin
    from mkdocs_praxis.web.script.syntax import Tree

_LONGEST, _MOST_NODES, _MOST_ITEMS, _MOST_STEPS = 30_000, 30_000, 100, 20
_SHORT = 600  # bytes of what is written where its name stands
_FUNCTIONS = frozenset({"function_expression", "arrow_function", "function_declaration"})
_NAMES = frozenset({"identifier", "shorthand_property_identifier"})
_PLAIN = frozenset({"number", "string", "template_string", "unary_expression", "array", "object"})
_DEFAULTS = frozenset({"assignment_pattern", "object_assignment_pattern"})
_SAME = frozenset({"Object.freeze", "Object.values", "parseFloat", "Number"})  # return what they are given
# Calls that make coordinates or find an element are written where their name stands.
_MADE = regex(r"(?i)(?:new )?[\w.]*(?:L(?:at|ng|on)L(?:ng|at|on)|Coordinate|getElementById|querySelector)\(")
_QUOTED, _NUMBER = regex(r"([\"'`])(?:(?!\1|\$\{|\\).|\\.)*\1", re.DOTALL), regex(r"-?\d+(?:\.\d+)?")
_PLACE = regex(
    r"\{\s*[\"']?(lat|lng|lon)[\"']?\s*:\s*(-?[\d.]+)\s*,\s*[\"']?((?!\1)(?:lat|lng|lon))[\"']?\s*:\s*(-?[\d.]+)\s*,?\s*\}"
)
_EAST_FIRST = regex(r"\bsetLngLat\b|\bmap(?:box|libre)gl\b")  # where `{lng, lat}` may be `[lng, lat]`
_COUNTED = regex(r"for\s*\(\s*(?:(?:var|let)\s+)?([\w$]+)\s*=\s*0[^;]*;[^;]*?([\w$]+)\.length")
_JSON = regex(r"JSON\.parse\(\s*(['`])([\[{].*?[\]}])\1\s*\)", re.DOTALL)
# Libraries of maps that modules import; the global names that the vendors' patterns know them by.
_LIBRARY, _GLOBALS = regex(r"(?:^|/)(leaflet|maplibre-gl|mapbox-gl)\b"), {"leaflet": "L"}


class _Value(NamedTuple):
    """An expression, and what is known where it stands."""

    node: Node
    known: Known


Held: TypeAlias = "_Value | str | None"  # an expression, source text, or something unknown
# What counters (by name), parameters (by function and position) and items (by their list) stand for in a turn.
Known: TypeAlias = "dict[str | tuple[int, int], Held]"


def written_out(code: str) -> str:
    """Return code without comments, written out; as it is if that would be too much."""
    from mkdocs_praxis.web.script.names import Names
    from mkdocs_praxis.web.script.syntax import Tree

    code = _JSON.sub(r"\2", code)
    if len(code) > _LONGEST or (tree := Tree(code)).is_deep:
        return code
    writer = _Writer(tree, Names(tree))
    try:
        text = writer.text(tree.root, {})
        return writer.text(tree.root, {}) if writer.halves else text
    except RecursionError:
        return code


class _Writer:
    """Writes one script. The methods named in `_WRITERS` return None for a node that only its parts change."""

    def __init__(self, tree: Tree, names: Names) -> None:
        self.tree, self.names, self.source = tree, names, tree.whole
        self.halves = set[int]()  # strings that others complete: half an address is none
        self._east_first = _EAST_FIRST.search(self.source.decode()) is not None
        self._open: list[int] = []  # functions whose calls are being written
        self._left = _MOST_NODES

    def raw(self, node: Node | None) -> str:
        """Return the source of a node."""
        return self.source[node.start_byte : node.end_byte].decode() if node is not None else ""

    # -- what names stand for ------------------------------------------------------------------------------------------

    def _held(self, node: Node, known: Known) -> Held:
        """Return what a name stands for, if it gets one value; other expressions as they are."""
        if node.type not in _NAMES:
            return _Value(node, known)
        name = self.raw(node)
        binding = self.names.binding(name, node)
        if name in known:
            return known[name]
        if binding is None:
            given = [one for target, one in self.tree.writes(name) if target.type == "identifier"]
            return _Value(given[0], known) if len(given) == 1 and given[0] is not None else None
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
            held = _Value(node, known)
        elif origin.parameter < 0:
            path = path[1:]  # of an item, not of its list
        for key in path:
            held = self._parts(self._resolved(held)).get(key)
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

    def _parts(self, held: _Value | None) -> dict[str, _Value]:
        """Map the places of a list, or the keys of an object, to the values."""
        children = self.tree.children(held.node) if held is not None else []
        if held is None or held.node.type not in {"array", "object"} or len(children) > _MOST_ITEMS:
            return {}
        if held.node.type == "array":
            return {str(place): _Value(one, held.known) for place, one in enumerate(children)}
        fields = [[one.child_by_field_name(field) or one for field in ("key", "value")] for one in children]
        return {self.tree.key(key): _Value(value, held.known) for key, value in fields}

    def _resolved(self, value: Held, steps: int = 0) -> _Value | None:
        """Follow names, properties and calls that return what they are given, to an expression."""
        if not isinstance(value, _Value) or steps > _MOST_STEPS:
            return None
        node, known = value
        parts = node.named_children or [node]
        first, last = parts[0], parts[-1]
        follow: Held = _Value(first, known)
        if node.type in _NAMES:
            follow = self._held(node, known)
        elif node.type in {"member_expression", "subscript_expression"}:
            index = self.text(last, known) if node.type == "subscript_expression" else self.raw(last)
            follow = self._parts(self._resolved(follow, steps + 1)).get(index.strip("\"'`"))
        elif node.type == "call_expression" and self.raw(first) in _SAME and last.named_children:
            follow = _Value(last.named_children[0], known)
        elif node.type not in {"parenthesized_expression", "await_expression"}:
            return value
        return self._resolved(follow, steps + 1)

    # -- writing -------------------------------------------------------------------------------------------------------

    def text(self, node: Node, known: Known) -> str:
        """Return the source of a node, written out."""
        self._left -= 1
        if self._left < 0:
            raise RecursionError
        writer = _WRITERS.get(node.type)
        written: str | None = getattr(self, writer)(node, known) if writer is not None else None
        return self._copied(node, known) if written is None else written

    def _copied(self, node: Node, known: Known, *fields: str) -> str:
        """Return the source of a node with its parts written out, but those in `fields`."""
        raw = [one.id for field in fields if (one := node.child_by_field_name(field)) is not None]
        pieces, end = list[str](), node.start_byte
        for child in node.children:
            written = self.raw(child) if child.id in raw else self.text(child, known)
            pieces += [self.source[end : child.start_byte].decode(), written]
            end = child.end_byte
        return "".join([*pieces, self.source[end : node.end_byte].decode()])

    def comment(self, _node: Node, _known: Known) -> str:
        return ""

    def literal(self, node: Node, _known: Known) -> str:
        return "''" if node.id in self.halves else self.raw(node)

    def use(self, node: Node, known: Known) -> str | None:
        """Write what a name or property stands for, if that is short and plain."""
        shown = self._held(node, known)
        held = self._resolved(shown)
        if held is not None and held.node != node and held.node.end_byte - held.node.start_byte <= _SHORT:
            text = self.raw(held.node) if held.node.type == "string" else self.text(*held)
            if (
                node.parent is not None
                and node.parent.type in {"binary_expression", "template_substitution"}
                and "//" in text
            ):
                self.halves.add(held.node.id)
            if held.node.type in _PLAIN or _QUOTED.fullmatch(text) or _MADE.match(text):
                shown = text
        if not isinstance(shown, str):
            of = node.child_by_field_name("object")
            named = of is not None and of.type in _NAMES and not isinstance(self._held(of, known), str)
            return self._copied(node, known, "object") if named else None
        return f"{self.raw(node)}: {shown}" if node.type == "shorthand_property_identifier" else shown

    def declaration(self, node: Node, known: Known) -> str:
        return self._copied(node, known, "name", "left", "parameters", "parameter")

    def filled(self, node: Node, known: Known) -> str | None:
        """Write a value within a template."""
        value = self.text(node.named_children[0], known) if node.named_children else ""
        return value[1:-1] if _QUOTED.fullmatch(value) else value if _NUMBER.fullmatch(value) else None

    def joined(self, node: Node, known: Known) -> str | None:
        """Write strings that are added as one."""
        if self.raw(node.child_by_field_name("operator")) != "+":
            return None
        sides = [self.text(one, known) for one in node.named_children]
        quoted = [side for side in sides if _QUOTED.fullmatch(side)]
        if not quoted or not all(side in quoted or _NUMBER.fullmatch(side) for side in sides):
            return " + ".join(sides)
        return quoted[0][0] + "".join(side[1:-1] if side in quoted else side for side in sides) + quoted[0][0]

    def object(self, node: Node, known: Known) -> str:
        """Write coordinates in the order that patterns want."""
        text = self._copied(node, known)
        place = _PLACE.fullmatch(text)
        if place is None or (place[3] != "lat" and not self._east_first):
            return text
        east, north = (place[2], place[4]) if place[3] == "lat" else (place[4], place[2])
        return f"[{east}, {north}]" if self._east_first else f"{{lat: {north}, lng: {east}}}"

    # -- loops and calls -----------------------------------------------------------------------------------------------

    def call(self, node: Node, known: Known) -> str | None:
        """Write what a call gives, or what it does: of an own function with plain values, or for each item of a list."""
        called, given = node.named_children[0], node.named_children[-1].named_children
        callee, last = self.raw(called), given[-1] if given else called
        if given and (callee in _SAME or callee == "encodeURIComponent"):
            value = self.text(given[0], known)
            inner = unescape(value[1:-1]) if _QUOTED.fullmatch(value) else value
            if callee in _SAME:
                return inner if _NUMBER.fullmatch(inner) else None
            return f'"{quote(inner)}"' if inner != value else None
        if last.type in _FUNCTIONS and callee in {"$.each", "jQuery.each"}:
            return self._turns(last, known, [(f'"{key}"', one) for key, one in self._items(given[0], known)])
        if last.type in _FUNCTIONS and callee.endswith((".forEach", ".map")):
            items = self._items(called.named_children[0], known)
            return self._turns(last, known, [(one,) for _, one in items])
        function, held = self._resolved(_Value(called, known)), [self._held(one, known) for one in given]
        if function is None or function.node.type not in _FUNCTIONS or function.node.id in self._open:
            return None
        values = [one if isinstance(one, str) else self._resolved(one) for one in held]
        plain = any(isinstance(one, str) or (one is not None and one.node.type in _PLAIN) for one in values)
        return self._turns(*function, [held]) if plain else None

    def _items(self, over: Node, known: Known) -> Iterable[tuple[str, _Value]]:
        return self._parts(self._resolved(_Value(over, known))).items()

    def _turns(self, function: Node, known: Known, given: Iterable[Iterable[Held]]) -> str | None:
        """Write what calls of a function with these arguments do."""
        self._open.append(function.id)
        turns: list[Known] = [{(function.id, at): one for at, one in enumerate(values)} for values in given]
        written = self._bodies(function, known, turns)
        self._open.pop()
        return written

    def _bodies(self, node: Node, known: Known, turns: list[Known]) -> str | None:
        """Write the body of a loop or function once for each turn; None if there is none."""
        body = node.child_by_field_name("body")
        parts = [] if body is None else body.named_children if body.type == "statement_block" else [body]
        return ";\n".join(self.text(part, known | turn) for turn in turns for part in parts) or None

    def each(self, node: Node, known: Known) -> str | None:
        """Write `for (… of …)` and `for (… in …)`."""
        left, over = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or over is None:
            return None
        items = self._items(over, known)
        if self.raw(node.child_by_field_name("operator")) == "in":
            return self._bodies(node, known, [{self.raw(left): f'"{key}"'} for key, _ in items])
        return self._bodies(node, known, [{(over.id, -1): one} for _, one in items])

    def counted(self, node: Node, known: Known) -> str | None:
        """Write `for (i = 0; i < list.length; i++)`."""
        found = _COUNTED.match(self.raw(node))
        over = next(self.tree.occurrences(found[2], node), None) if found is not None else None
        if found is None or over is None:
            return None
        return self._bodies(node, known, [{found[1]: key} for key, _ in self._items(over, known)])


_WRITERS = {
    "comment": "comment", "html_comment": "comment", "import_statement": "literal", "string": "literal", "identifier": "use",
    "shorthand_property_identifier": "use", "member_expression": "use", "subscript_expression": "use",
    "variable_declarator": "declaration", "assignment_expression": "declaration", "template_substitution": "filled",
    "binary_expression": "joined", "object": "object", "call_expression": "call", "for_in_statement": "each",
    "for_statement": "counted", **dict.fromkeys(_FUNCTIONS, "declaration"),
}  # fmt: skip
