"""A JavaScript text as a tree that is asked where it matters: nothing walks the whole of it.

tree-sitter-javascript parses (it recovers from any error, so every text has a tree). Nodes are its own; what it is slow
at, parents and functions around a place, is remembered here.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

from mkdocs_praxis.web.script.literals import unescape

_LANGUAGE = Language(tree_sitter_javascript.language())
SKIPPED = frozenset({"comment", "html_comment", "hash_bang_line", "decorator", "optional_chain"})
FUNCTIONS = frozenset(
    {
        "function_declaration",
        "function_expression",
        "generator_function",
        "generator_function_declaration",
        "arrow_function",
        "method_definition",
    }
)
NAMES = frozenset(
    {
        "identifier",
        "private_property_identifier",
        "property_identifier",
        "shorthand_property_identifier",
        "shorthand_property_identifier_pattern",
    }
)
# Looked through: they are worth what their last part is.
_TRANSPARENT = frozenset(
    {"parenthesized_expression", "sequence_expression", "await_expression", "spread_element"}
)
_SPELLED = frozenset({"property_identifier", "private_property_identifier", "string"})
_WORD = re.compile(rb"[A-Za-z_$][\w$]*")
_WRITTEN = re.compile(
    rb"(?<![\w$])([A-Za-z_$][\w$]*)\s*(?:=(?![=>])|(?:[-+*/%&|^]|\*\*|<<|>>>?|&&|\|\||\?\?)=|\+\+|--)"
)
_DEEP, _SAMPLES = 1500, 24
_LONE = str.maketrans(dict.fromkeys(range(0xD800, 0xE000), "\ufffd"))


class Tree:
    """A parsed script."""

    def __init__(self, text: str) -> None:
        try:
            self.source = text.encode()
        except UnicodeEncodeError:  # lone surrogates have no UTF-8
            self.source = text.translate(_LONE).encode()
        self._tree = Parser(_LANGUAGE).parse(self.source)
        self.root: Node = self._tree.root_node
        self._parents: dict[int, Node | None] = {}
        self._around: dict[int, Node] = {}

    def parent(self, node: Node) -> Node | None:
        """Return the node around a node."""
        try:
            return self._parents[node.id]
        except KeyError:
            found = self._parents[node.id] = node.parent
            return found

    def around(self, node: Node) -> Node:
        """Return the innermost function around a node, or the root."""
        passed: list[int] = []
        at: Node | None = node
        known = self._around.get(node.id)
        while known is None and at is not None:
            passed.append(at.id)
            at = self.parent(at)
            if at is not None:
                known = at if at.type in FUNCTIONS else self._around.get(at.id)
        found = known or self.root
        self._around.update(dict.fromkeys(passed, found))
        return found

    @cached_property
    def is_deep(self) -> bool:
        """Tell by samples whether the tree is deeper than any that a person made, and too deep to be asked."""
        for offset in range(0, len(self.source), max(len(self.source) // _SAMPLES, 1)):
            cursor, depth = self.root.walk(), 0
            while depth <= _DEEP and cursor.goto_first_child_for_byte(offset) is not None:
                depth += 1
            if depth > _DEEP:
                return True
        return False

    def children(self, node: Node) -> list[Node]:
        """Return the named children of a node, comments left out."""
        return [child for child in node.named_children if child.type not in SKIPPED]

    def skip(self, node: Node) -> Node:
        """Look through parentheses, `await`, and the last part of a sequence."""
        for _ in range(4096):
            if node.type not in _TRANSPARENT:
                break
            inner = self.children(node)
            if not inner:
                break
            node = inner[-1]
        return node

    def text(self, node: Node) -> str:
        """Return the source of a node; a name without the escapes it may be written with."""
        raw = self.source[node.start_byte : node.end_byte]
        text = raw.decode("utf-8", "replace")
        return unescape(text) if b"\\" in raw and node.type in NAMES else text

    def string(self, node: Node) -> str:
        """Return the value of a string literal."""
        body = self.source[node.start_byte + 1 : node.end_byte].decode("utf-8", "replace")
        if body[-1:] == chr(self.source[node.start_byte]):
            body = body[:-1]
        return unescape(body)

    def key(self, node: Node) -> str:
        """Return the name of a property as an object or pattern writes it; "" when it is computed."""
        if node.type == "string":
            return self.string(node)
        if node.type == "computed_property_name":
            inner = self.skip(self.children(node)[0]) if self.children(node) else node
            return self.string(inner) if inner.type == "string" else ""
        return self.text(node)

    def property_name(self, node: Node) -> str:
        """Return the name of the property that an expression speaks of, as far as it is spelled out."""
        name = node.child_by_field_name("property") or node.child_by_field_name("index")
        return self.key(name) if name is not None and name.type in _SPELLED else ""

    def operator(self, node: Node) -> str:
        """Return the operator of an expression."""
        found = node.child_by_field_name("operator")
        return found.type if found is not None else ""

    def arguments(self, call: Node) -> list[Node]:
        """Return the argument nodes of a call or `new`; a tagged template is its only one."""
        given = call.child_by_field_name("arguments")
        if given is None:
            return []
        return [given] if given.type == "template_string" else self.children(given)

    def at(self, start: int, end: int) -> Node | None:
        """Return the smallest named node that spans these bytes."""
        return self.root.named_descendant_for_byte_range(start, end)

    @cached_property
    def words(self) -> dict[bytes, array[int]]:
        """Where every word of the script stands, strings and comments included."""
        found: dict[bytes, array[int]] = defaultdict(lambda: array("I"))
        for match in _WORD.finditer(self.source):
            found[match[0]].append(match.start())
        return found

    def occurrences(self, word: str, within: Node | None = None) -> Iterator[Node]:
        """Give the names spelled like this, in order."""
        sought = word.encode()
        offsets = self.words.get(sought)
        if offsets is None:
            return
        first = bisect_left(offsets, within.start_byte) if within is not None else 0
        end = within.end_byte if within is not None else len(self.source)
        for position in range(first, len(offsets)):
            offset = offsets[position]
            if offset >= end:
                return
            node = self.at(offset, offset + len(sought))
            if node is not None and node.type in NAMES:
                yield node

    @cached_property
    def _written(self) -> dict[bytes, array[int]]:
        found: dict[bytes, array[int]] = defaultdict(lambda: array("I"))
        for match in _WRITTEN.finditer(self.source):
            found[match[1]].append(match.start())
        return found

    def writes(self, name: str, within: Node) -> Iterator[Node]:
        """Give where something is assigned to a name, whatever it means there."""
        offsets = self._written.get(name.encode(), ())
        for position in range(bisect_left(offsets, within.start_byte), len(offsets)):
            if offsets[position] >= within.end_byte:
                return
            node = self.at(offsets[position], offsets[position] + len(name.encode()))
            if node is not None and node.type in NAMES:
                yield node

    @cached_property
    def _lines(self) -> list[int]:
        starts = [0]
        for line in self.source.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        return starts

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of a byte, from 1, in characters."""
        line = max(bisect_right(self._lines, offset), 1)
        start = self._lines[line - 1]
        return line, len(self.source[start:offset].decode("utf-8", "replace")) + 1
