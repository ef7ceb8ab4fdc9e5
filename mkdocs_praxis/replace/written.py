"""Scripts written out: names replaced by their values, loops by their turns, calls of own functions by what they do.

Maps and buttons keep their places and numbers in variables, lists and helpers; vendors' patterns want them where they are used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote as percent_encoded

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace.structure import CODE
from mkdocs_praxis.replace.values import NAMES, PROPERTIES, SAME, Held, Known, Value, Values, parsed
from mkdocs_praxis.web.hidden import unescape

if TYPE_CHECKING:
    from tree_sitter import Node

    from mkdocs_praxis.web.script.names import Names
    from mkdocs_praxis.web.script.syntax import Tree

_LONGEST, _MOST_NODES = 30_000, 30_000
_SHORT = 600  # bytes of what is written where its name stands
_FUNCTIONS = frozenset({"function_expression", "arrow_function", "function_declaration"})
_PLAIN = frozenset({"number", "string", "template_string", "unary_expression", "array", "object"})
_QUOTES = ('"', "'", "`")
_QUOTED, _NUMBER = regex(r"([\"'`])(?:(?!\1|\$\{|\\).|\\.)*\1", re.DOTALL), regex(r"-?\d+(?:\.\d+)?")
# Letters and signs that a minifier escaped; quotes and backslashes must stay so.
_ESCAPED = regex(
    r"(?<!\\)(?:\\(?:x(?!2[27]|5c|60)|u(?!00(?:2[27]|5c|60))(?=[\da-f]{4}))[\da-f]{2,4})+", re.IGNORECASE
)
# Escaped by Markdown, in code behind a tag on the same line: `=>`, ` < `.
_BY_MARKDOWN = regex(r"(?<=[=\s])&([gl])t;")
_PLAIN_TEMPLATE = regex(r"`[^`\"\\\n$]*`")


@lru_cache(maxsize=256)  # most scripts occur on many pages
def sought_in(script: str) -> tuple[str, str]:
    """Return a script in which vendors' patterns are sought, without escaped slashes, written out; and that in lower case."""
    text = script.replace("\\/", "/") if script.strip() else ""
    text = _BY_MARKDOWN.sub(lambda sign: ">" if sign[1] == "g" else "<", text) if "t;" in text else text
    text = written_out(text)
    return text, text.lower()


def written_out(code: str) -> str:
    """Return code without comments, written out; as it is if that would be too much."""
    from mkdocs_praxis.web.script.names import Names

    if len(code) > _LONGEST:
        return code
    code = CODE["parses json"].sub(r"\2", code)
    if (tree := parsed(code)).is_deep:
        return code
    writer = _Writer(tree, Names(tree))
    try:
        text = writer.text(tree.root, {})
        return writer.text(tree.root, {}) if writer.halves else text
    except RecursionError:
        return code


class _Writer(Values):
    """Writes one script. The methods named in `_WRITERS` return None for a node that only its parts change."""

    def __init__(self, tree: Tree, names: Names) -> None:
        super().__init__(tree, names)
        # What is not written: strings that others complete (half an address is none), corners of areas.
        self.halves = set[int]()
        self._east_first = CODE["east first"].search(self.source.decode()) is not None
        self._open: list[int] = []  # what is being written where something stands for it
        self._left = _MOST_NODES

    def text(self, node: Node, known: Known) -> str:
        """Return the source of a node, written out."""
        self._left -= 1
        if self._left < 0:
            raise RecursionError
        writer = _WRITERS.get(node.type)
        written: str | None = getattr(self, writer)(node, known) if writer is not None else None
        return self._copied(node, known) if written is None else written

    def _copied(self, node: Node, known: Known, *fields: str) -> str:
        """Return the source of a node with its parts written out; of those in `fields` only what a property belongs to."""
        raw = [one.id for field in fields if (one := node.child_by_field_name(field)) is not None]
        pieces, end = list[str](), node.start_byte
        for child in node.children:
            written = self.text(child, known) if child.id not in raw else self._target(child, known)
            pieces += [self.source[end : child.start_byte].decode(), written]
            end = child.end_byte
        return "".join([*pieces, self.source[end : node.end_byte].decode()])

    def _target(self, node: Node, known: Known) -> str:
        return self._copied(node, known) if node.type in PROPERTIES else self.raw(node)

    def comment(self, _node: Node, _known: Known) -> str:
        return ""

    def literal(self, node: Node, _known: Known) -> str:
        return "''" if node.id in self.halves else self._unescaped(node)

    def array(self, node: Node, _known: Known) -> str | None:
        return "[]" if node.id in self.halves else None

    def area(self, node: Node, known: Known) -> None:
        """Note the corners of what is drawn on a map: they are no places."""
        if not CODE["area"].search(self.raw(node.named_children[0])):
            return
        for given in node.named_children[-1].named_children:
            shape = self.resolved(Value(given, known))
            paths = self.parts(shape)
            shape = self.resolved(paths.get("paths") or paths.get("path") or shape)
            if shape is not None and shape.node.type == "array":
                self.halves.add(shape.node.id)

    def _unescaped(self, node: Node) -> str:
        return _ESCAPED.sub(lambda one: unescape(one[0]), self.raw(node))

    def number(self, node: Node, _known: Known) -> str:
        """Write `.5` as `0.5`: minifiers leave the zero out."""
        text = self.raw(node)
        return f"0{text}" if text.startswith(".") else text

    def template(self, node: Node, known: Known) -> str:
        """Write a template that nothing is filled into as a string in quotes."""
        text = self._copied(node, known)
        return f'"{text[1:-1]}"' if _PLAIN_TEMPLATE.fullmatch(text) else text

    def use(self, node: Node, known: Known) -> str | None:
        """Write what a name or property stands for, if that is short and plain."""
        shown = self.held(node, known)
        held = self.resolved(shown)
        if held is not None and held.node != node and held.node.end_byte - held.node.start_byte <= _SHORT:
            text = self._once(*held)
            if (
                node.parent is not None
                and node.parent.type in {"binary_expression", "template_substitution"}
                and "//" in text
            ):
                self.halves.add(held.node.id)
            # What is empty is filled by its name.
            plain = held.node.type in _PLAIN and text not in {"{}", "[]"}
            if plain or _QUOTED.fullmatch(text) or CODE["made"].match(text):
                shown = text
        if not isinstance(shown, str):
            of = node.child_by_field_name("object")
            named = of is not None and of.type in NAMES and not isinstance(self.held(of, known), str)
            return self._copied(node, known, "object") if named else None
        return f"{self.raw(node)}: {shown}" if node.type == "shorthand_property_identifier" else shown

    def _once(self, node: Node, known: Known) -> str:
        """Write what a name stands for; as it is where that is being written: it names itself."""
        if node.type == "string":
            return self._unescaped(node)
        if node.id in self._open or node.type in _FUNCTIONS:
            return self.raw(node)
        self._open.append(node.id)
        text = self.text(node, known)
        self._open.pop()
        return text

    def declaration(self, node: Node, known: Known) -> str:
        return self._copied(node, known, "name", "left", "parameters", "parameter")

    def filled(self, node: Node, known: Known) -> str | None:
        """Write a value within a template."""
        value = self.text(node.named_children[0], known) if node.named_children else ""
        return value[1:-1] if _QUOTED.fullmatch(value) else value if _NUMBER.fullmatch(value) else None

    def joined(self, node: Node, known: Known) -> str | None:
        """Write strings that are added as one."""
        added = self.raw(node.child_by_field_name("operator")) == "+"
        sides = [self.text(one, known) for one in node.named_children] if added else []
        if len(sides) == 2 and sides[1][1:2] == "&" and (hole := CODE["hole"].fullmatch(sides[0])):
            sides[0] = f"{hole[1]}{hole[2]}{hole[1]}"
        return _sum(sides) if added else None

    def object(self, node: Node, known: Known) -> str:
        """Write coordinates in the order that patterns want."""
        text = self._copied(node, known)
        place = CODE["coordinates"].fullmatch(text)
        if place is None or (place[3] != "lat" and not self._east_first):
            return text
        east, north = (place[2], place[4]) if place[3] == "lat" else (place[4], place[2])
        return f"[{east}, {north}]" if self._east_first else f"{{lat: {north}, lng: {east}}}"

    # -- loops and calls -----------------------------------------------------------------------------------------------

    def call(self, node: Node, known: Known) -> str | None:
        """Write what a call gives, or what it does: of an own function with plain values, or for each item of a list."""
        self.area(node, known)
        called, given = node.named_children[0], node.named_children[-1].named_children
        callee, last = self.raw(called), given[-1] if given else called
        if given and (callee in SAME or callee == "encodeURIComponent"):
            value = self.text(given[0], known)
            inner = unescape(value[1:-1]) if _QUOTED.fullmatch(value) else value
            if callee in SAME:
                return inner if _NUMBER.fullmatch(inner) else None
            return f'"{percent_encoded(inner)}"' if inner != value else None
        if last.type in _FUNCTIONS and callee in {"$.each", "jQuery.each"}:
            return self._turns(last, known, [(f'"{key}"', one) for key, one in self._items(given[0], known)])
        if last.type in _FUNCTIONS and callee.endswith((".forEach", ".map")):
            over = called.named_children[0]
            of = CODE["of object"].match(self.raw(over))
            listed = over.named_children[-1].named_children if of is not None else []
            items = [(f'"{key}"', one) for key, one in self._items(listed[0] if listed else over, known)]
            if of is None or of[1] == "values":
                return self._turns(last, known, [(one,) for _, one in items])
            if of[1] == "keys":
                return self._turns(last, known, [(key,) for key, _ in items])
            return self._turns(last, known, [({"0": key, "1": one},) for key, one in items])
        if callee.endswith(".concat") and (text := self.text(called.named_children[0], known)).startswith(
            _QUOTES
        ):
            # What a template becomes for old browsers
            return _sum([text, *(self.text(one, known) for one in given)])
        if callee.endswith(".join") and called.named_children[0].type == "array" and len(given) == 1:
            between, parts = self.text(given[0], known), called.named_children[0].named_children
            texts = [text for one in parts for text in (between, self.text(one, known))][1:]
            return _sum(texts) if all(map(_QUOTED.fullmatch, texts)) else None
        function, held = self.resolved(Value(called, known)), [self.held(one, known) for one in given]
        if function is None or function.node.type not in _FUNCTIONS or function.node.id in self._open:
            return None
        values = [one if isinstance(one, str) else self.resolved(one) for one in held]
        plain = any(isinstance(one, str) or (one is not None and one.node.type in _PLAIN) for one in values)
        return self._turns(*function, [held]) if plain else None

    def _items(self, over: Node, known: Known) -> Iterable[tuple[str, Value]]:
        return self.parts(self.resolved(Value(over, known))).items()

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
            body = self._bodies(node, known, [{self.raw(left): f'"{key}"'} for key, _ in items])
            # Minifiers put what stands before a loop into its head: `for (k in start(), places)`.
            return (
                f"{self.text(over, known)};\n{body}" if body and over.type == "sequence_expression" else body
            )
        return self._bodies(node, known, [{(over.id, -1): one} for _, one in items])

    def counted(self, node: Node, known: Known) -> str | None:
        """Write `for (i = 0; i < list.length; i++)`."""
        found = CODE["counts"].match(self.raw(node))
        over = next(self.tree.occurrences(found[2], node), None) if found is not None else None
        if found is None or over is None:
            return None
        return self._bodies(node, known, [{found[1]: key} for key, _ in self._items(over, known)])


def _sum(sides: list[str]) -> str:
    """Return what is added: one string, if all are known."""
    quoted = [side for side in sides if _QUOTED.fullmatch(side)]
    if not quoted or not all(side in quoted or _NUMBER.fullmatch(side) for side in sides):
        return " + ".join(sides)
    inner = "".join(side[1:-1] if side in quoted else side for side in sides)
    quote = next((one for one in (quoted[0][0], *_QUOTES) if one not in inner), quoted[0][0])
    return f"{quote}{inner}{quote}"


_WRITERS = {
    "comment": "comment", "html_comment": "comment", "import_statement": "literal", "string": "literal", "number": "number",
    "template_string": "template", "identifier": "use",
    "shorthand_property_identifier": "use", "member_expression": "use", "subscript_expression": "use",
    "variable_declarator": "declaration", "assignment_expression": "declaration", "template_substitution": "filled",
    "new_expression": "area", "array": "array",
    "binary_expression": "joined", "object": "object", "call_expression": "call", "for_in_statement": "each",
    "for_statement": "counted", **dict.fromkeys(_FUNCTIONS, "declaration"),
}  # fmt: skip
