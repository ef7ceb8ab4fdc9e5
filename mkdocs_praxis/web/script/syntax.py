"""A JavaScript text as a compact tree: parallel arrays in document order instead of a million node objects.

tree-sitter-javascript parses (it recovers from any error, so every text has a tree); one walk with its cursor copies what
reading needs. Node numbers are positions in the arrays: the children of `i` start at `i + 1`, its subtree ends before
`after[i]`. Nothing here recurses, so nesting costs memory only in proportion to the text.
"""

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

import tree_sitter_javascript
from tree_sitter import Language, Parser

from mkdocs_praxis.web.script.literals import unescape

_LANGUAGE = Language(tree_sitter_javascript.language())
_KINDS = [_LANGUAGE.node_kind_for_id(i) or "" for i in range(_LANGUAGE.node_kind_count)]
_SKIPPED = frozenset({"comment", "html_comment", "optional_chain", "hash_bang_line", "decorator"})

FUNCTIONS = frozenset(
    {
        "function_declaration",
        "function_expression",
        "generator_function",
        "generator_function_declaration",
        "arrow_function",
        "method_definition",
    },
)
_SCOPES = FUNCTIONS | {"class_static_block"}
# Kinds that some reader asks for as a list.
_LISTED = FUNCTIONS | {
    "ERROR",
    "assignment_expression",
    "augmented_assignment_expression",
    "call_expression",
    "catch_clause",
    "class_body",
    "class_declaration",
    "class_heritage",
    "export_statement",
    "field_definition",
    "for_in_statement",
    "identifier",
    "import_statement",
    "jsx_attribute",
    "member_expression",
    "new_expression",
    "pair",
    "return_statement",
    "string",
    "subscript_expression",
    "template_string",
    "throw_statement",
    "update_expression",
    "variable_declarator",
    "yield_expression",
}
_NAMES = frozenset(
    {
        "identifier",
        "private_property_identifier",
        "property_identifier",
        "shorthand_property_identifier",
        "shorthand_property_identifier_pattern",
    }
)
_BLOCK = 4096
_CONTINUATION = bytes(range(0x80, 0xC0))
_LONE = str.maketrans(dict.fromkeys(range(55296, 57344), "�"))


class Tree:
    """The named nodes of a parsed script."""

    def __init__(self, text: str) -> None:
        try:
            self.source = text.encode()
        except UnicodeEncodeError:  # lone surrogates have no UTF-8
            self.source = text.translate(_LONE).encode()
        self.kinds: list[str] = []
        self.start = array("I")
        self.end = array("I")
        self.parent = array("i")
        self.after = array("I")
        self.scope = array("i")  # number of the innermost function around the node, -1 for the whole script
        self.listed: dict[str, list[int]] = defaultdict(list)
        self._walk()

    def _walk(self) -> None:
        kinds, start, end, parent, after, scope = (
            self.kinds,
            self.start,
            self.end,
            self.parent,
            self.after,
            self.scope,
        )
        listed = self.listed
        tree = Parser(_LANGUAGE).parse(self.source)
        cursor = tree.walk()
        path = [-1]  # recorded nodes around the cursor; an unrecorded one repeats its parent
        around = [-1]
        while True:
            node = cursor.node
            me = path[-1]
            inner = around[-1]
            if node is not None and node.is_named:
                kind = _KINDS[node.kind_id] if node.kind_id < len(_KINDS) else "ERROR"
                if kind not in _SKIPPED:
                    number = len(kinds)
                    kinds.append(kind)
                    start.append(node.start_byte)
                    end.append(node.end_byte)
                    parent.append(me)
                    after.append(number + 1)
                    scope.append(inner)
                    if kind in _LISTED:
                        listed[kind].append(number)
                    me = number
                    if kind in _SCOPES:
                        inner = number
            if cursor.goto_first_child():
                path.append(me)
                around.append(inner)
                continue
            while not cursor.goto_next_sibling():
                if not cursor.goto_parent():
                    self.after[0] = len(kinds)
                    return
                left = path.pop()
                around.pop()
                if left >= 0:
                    after[left] = len(kinds)

    def children(self, node: int) -> Iterator[int]:
        """Give the named children of a node, comments left out."""
        child, last = node + 1, self.after[node]
        while child < last:
            yield child
            child = self.after[child]

    def child(self, node: int, position: int) -> int | None:
        """Return the named child at a position, or None."""
        for at, child in enumerate(self.children(node)):
            if at == position:
                return child
        return None

    def last_child(self, node: int) -> int | None:
        """Return the last named child, or None."""
        found = None
        for child in self.children(node):
            found = child
        return found

    def text(self, node: int) -> str:
        """Return the source of a node; a name without the escapes it may be written with."""
        raw = self.source[self.start[node] : self.end[node]]
        text = raw.decode("utf-8", "replace")
        return unescape(text) if b"\\" in raw and self.kinds[node] in _NAMES else text

    def operator(self, left: int, right: int) -> str:
        """Return what stands between two operands, without comments."""
        return self._between(self.end[left], self.start[right])

    def accessor(self, method: int) -> str:
        """Return `get` or `set` for a method that stands for a property, else nothing."""
        words = self._between(self.start[method], self.start[method + 1]).split()
        return words[-1] if words and words[-1] in {"get", "set"} and self.after[method] > method + 1 else ""

    def placed(self, items: int) -> Iterator[tuple[int, int]]:
        """Give the children of a list or list pattern with their positions: `[, a]` has one at 1."""
        position, end = 0, self.start[items] + 1
        for child in self.children(items):
            position += self._between(end, self.start[child]).count(",")
            end = self.end[child]
            yield position, child

    def _between(self, start: int, end: int) -> str:
        between = self.source[start:end].decode("utf-8", "replace")
        while "/*" in between:
            head, _, tail = between.partition("/*")
            between = head + tail.partition("*/")[2]
        return "".join(line.partition("//")[0] for line in between.splitlines()).strip()

    def string(self, node: int) -> str:
        """Return the value of a string literal."""
        body = self.source[self.start[node] + 1 : self.end[node]].decode("utf-8", "replace")
        if body[-1:] == chr(self.source[self.start[node]]):
            body = body[:-1]
        return unescape(body)

    def skip(self, node: int) -> int:
        """Look through parentheses, `await`, and the last part of a sequence."""
        for _ in range(256):
            kind = self.kinds[node]
            if kind in {"parenthesized_expression", "sequence_expression"}:
                inner = self.last_child(node)
            elif kind in {"await_expression", "spread_element"}:
                inner = self.child(node, 0)
            else:
                break
            if inner is None:
                break
            node = inner
        return node

    def functions_around(self, node: int) -> Iterator[int]:
        """Give the functions around a node, inner first."""
        at = self.scope[node]
        while at >= 0:
            yield at
            at = self.scope[at]

    @cached_property
    def _lines(self) -> list[int]:
        starts, source = [0], self.source
        position = 0
        for line in source.splitlines(keepends=True):
            position += len(line)
            starts.append(position)
        return starts

    def place(self, node: int) -> tuple[int, int]:
        """Return line and column of a node, from 1, in characters."""
        offset = self.start[node]
        line = max(bisect_right(self._lines, offset), 1)
        return line, self._characters(offset) - self._characters(self._lines[line - 1]) + 1

    def _characters(self, offset: int) -> int:
        """Count the characters before a byte, from the last checkpoint on: a script may be one line of megabytes."""
        if self._checkpoints is None:
            return offset
        block = offset // _BLOCK
        return self._checkpoints[block] + _count(self.source[block * _BLOCK : offset])

    @cached_property
    def _checkpoints(self) -> list[int] | None:
        if self.source.isascii():
            return None
        counts = [0]
        for start in range(0, len(self.source), _BLOCK):
            counts.append(counts[-1] + _count(self.source[start : start + _BLOCK]))
        return counts


def _count(utf8: bytes) -> int:
    """Count characters by the bytes that start one."""
    return len(utf8.translate(None, delete=_CONTINUATION))
