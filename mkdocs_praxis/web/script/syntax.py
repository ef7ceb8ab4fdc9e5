"""Syntax trees of JavaScript, by tree-sitter, which recovers from any error; nodes are looked up by position, not walked."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.hidden import unescape
from mkdocs_praxis.web.indicators import thinned
from mkdocs_praxis.web.script.tables import SYNTAX, table

_LANGUAGE = Language(tree_sitter_javascript.language())
_SPELLED = frozenset({"property_identifier", "private_property_identifier", "string"})
_WORD = regex(rb"[A-Za-z_$][\w$]*")
_ASSIGNED = regex(rb"\s*(?:=(?![=>])|(?:[-+*/%&|^]|\*\*|<<|>>>?|&&|\|\||\?\?)=|\+\+|--)")
_LIBRARY = 30_000  # bytes: in larger scripts too many methods share their names to resolve calls by name
_ASKS = frozenset({"if_statement", "ternary_expression"})
_ANYTHING = regex(rb"")
_DEEP, _SAMPLES, _MANY = 900, 24, 50


class Tree:
    """A parsed script: `whole` is its source, `source` what was parsed, with irrelevant blocks blanked (`thin`)."""

    def __init__(self, text: str) -> None:
        self.whole = text.encode("utf-8", "replace")  # lone surrogates cannot be encoded
        self.source = thinned(self.whole)
        self._tree = Parser(_LANGUAGE).parse(self.source)
        self.is_large = len(self.source) > _LIBRARY
        self.root: Node = self._tree.root_node
        self._parents: dict[int, Node | None] = {}
        self._around: dict[int, Node] = {}
        self._exports: dict[str, str] = {}
        self._many: dict[int, list[Node]] = {}  # cached children of nodes with many
        self._writes: dict[tuple[str, int], list[tuple[Node, Node | None]]] = {}

    @cached_property
    def is_deep(self) -> bool:
        """Whether the tree is too deep to be analysed, by samples."""
        for offset in range(0, len(self.source), max(len(self.source) // _SAMPLES, 1)):
            cursor, depth = self.root.walk(), 0
            while depth <= _DEEP and cursor.goto_first_child_for_byte(offset) is not None:
                depth += 1
            if depth > _DEEP:
                return True
        return False

    def parent(self, node: Node) -> Node | None:
        """Return the parent of a node."""
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
                known = at if at.type in SYNTAX.functions else self._around.get(at.id)
        found = known or self.root
        self._around.update(dict.fromkeys(passed, found))
        return found

    def children(self, node: Node) -> list[Node]:
        """Return the named children of a node, without comments."""
        if node.id in self._many:
            return self._many[node.id]
        found = [child for child in node.named_children if child.type not in SYNTAX.skipped]
        if len(found) > _MANY:
            self._many[node.id] = found
        return found

    def parameters(self, function: Node) -> list[Node]:
        """Return the parameters of a function, as patterns."""
        single, listed = function.child_by_field_name("parameter"), function.child_by_field_name("parameters")
        return [single] if single is not None else self.children(listed) if listed is not None else []

    def arguments(self, call: Node) -> list[Node]:
        """Return the argument nodes of a call or `new`; for a tagged template, the template."""
        given = call.child_by_field_name("arguments")
        if given is None:
            return []
        return [given] if given.type == "template_string" else self.children(given)

    def skip(self, node: Node) -> Node:
        """Skip parentheses, `await`, and all but the last part of a sequence."""
        for _ in range(4096):
            inner = self.children(node) if node.type in SYNTAX.transparent else []
            if not inner:
                break
            node = inner[-1]
        return node

    def is_target(self, node: Node) -> bool:
        """Whether a node is a declared name or the target of an assignment, not a value."""
        holder = self.parent(node)
        if holder is None or holder.type in SYNTAX.lists:
            return True
        return holder.child_by_field_name(SYNTAX.targets.get(holder.type, "")) == node

    def is_conditional(self, node: Node) -> bool:
        """Tell whether a condition within its function decides whether a node is evaluated."""
        at, holder = node, self.parent(node)
        while holder is not None and holder.type not in SYNTAX.functions:
            field = "condition" if holder.type in _ASKS else "left" if self.operator(holder) == "&&" else ""
            asked = holder.child_by_field_name(field) if field else None
            if asked is not None and asked != at:
                return True
            at, holder = holder, self.parent(holder)
        return False

    def text(self, node: Node) -> str:
        """Return the source of a node."""
        return self.source[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def string(self, node: Node) -> str:
        """Return the value of a string literal."""
        body = self.source[node.start_byte + 1 : node.end_byte].decode("utf-8", "replace")
        return unescape(body[:-1] if body[-1:] == chr(self.source[node.start_byte]) else body)

    def key(self, node: Node) -> str:
        """Return the name of a property in an object or pattern; "" if it is computed."""
        if node.type == "computed_property_name":
            return ""
        return self.string(node) if node.type == "string" else self.text(node)

    def property_name(self, node: Node) -> str:
        """Return the property name of a member or subscript expression, if it is literal."""
        name = node.child_by_field_name("property") or node.child_by_field_name("index")
        return self.key(name) if name is not None and name.type in _SPELLED else ""

    def setting(self, node: Node, *, passed: bool) -> str:
        """Return the names of a literal for other scripts: `.key`, path from a global; `passed`: the function it is passed to."""
        keys, calls, holder = list[str](), list[str](), self.parent(node)
        while holder is not None and holder.type in SYNTAX.held:
            key, callee = holder.child_by_field_name("key"), holder.child_by_field_name("function")
            keys += [self.key(key)] if key is not None else []
            calls += [f"{self.text(callee)}()"] if callee is not None and callee.type == "identifier" else []
            holder = self.parent(holder)
        name = self._outer_name(holder) if holder is not None else ""
        path = [".".join([name, *reversed(keys)])] if name else []
        last = (*keys, self.target(holder).rpartition(".")[2])[0]
        return " ".join(path + [f".{last}"] * (last != "") + calls[:passed])

    def target(self, holder: Node | None) -> str:
        """Return the source of the declared name or assignment target."""
        field = SYNTAX.targets.get(holder.type, "") if holder is not None else ""
        target = holder.child_by_field_name(field) if holder is not None else None
        return self.text(target) if target is not None else ""

    def _outer_name(self, holder: Node) -> str:
        """Return the global name of a declaration or assignment for other scripts, or ""."""
        if holder.type == "export_statement":
            return "default"
        name = self.target(holder)
        owner, _, rest = name.partition(".")
        if owner not in table().window and self.around(holder).id != self.root.id:
            return ""
        return self._exported(name) or (rest if owner in table().window else name)

    def _exported(self, name: str) -> str:
        """Return the name under which a module exports a name, or ""."""
        if name not in self._exports:
            holders = filter(None, map(self.parent, self.occurrences(name)))
            given = (self.children(one)[-1] for one in holders if one.type == "export_specifier")
            self._exports[name] = next(map(self.text, given), "")
        return self._exports[name]

    def called(self, function: Node) -> str:
        """Return how other scripts call a function: `name()`, by its own name or that under which it is registered."""
        holder = function if function.type in SYNTAX.declarations else self.parent(function) or function
        first = self.children(holder)[:1] if holder.type == "arguments" else []
        name = self.string(first[0]) if first and first[0].type == "string" else self._outer_name(holder)
        return f"{name}()" if name else ""

    def operator(self, node: Node | None) -> str:
        """Return the operator of an expression."""
        found = node.child_by_field_name("operator") if node is not None else None
        return found.type if found is not None else ""

    def at(self, start: int, end: int) -> Node | None:
        """Return the smallest named node that spans these bytes."""
        return self.root.named_descendant_for_byte_range(start, end)

    @cached_property
    def words(self) -> dict[bytes, array[int]]:
        """The offsets of every word of the script, strings and comments included."""
        found: dict[bytes, array[int]] = defaultdict(lambda: array("I"))
        for match in _WORD.finditer(self.source):
            found[match[0]].append(match.start())
        return found

    def occurrences(
        self, name: str, within: Node | None = None, before: re.Pattern[bytes] = _ANYTHING
    ) -> Iterator[Node]:
        """Yield the occurrences of a name, in order; `before`: only those followed by a match."""
        sought, within = name.encode(), within or self.root
        offsets = self.words.get(sought, array("I"))
        for position in range(bisect_left(offsets, within.start_byte), len(offsets)):
            start, end = offsets[position], offsets[position] + len(sought)
            if start >= within.end_byte:
                return
            node = self.at(start, end) if before.match(self.source, end) else None
            if node is not None and node.type in SYNTAX.names:
                yield node

    def writes(self, name: str, within: Node | None = None) -> list[tuple[Node, Node | None]]:
        """Return (target, value) of assignments to a name, or to a property of that name; the value is None for `++`."""
        key = name, (within or self.root).id
        if key in self._writes:
            return self._writes[key]
        found = self._writes[key] = list[tuple[Node, Node | None]]()
        for node in self.occurrences(name, within, _ASSIGNED):
            holder = self.parent(node)
            if holder is not None and holder.type == "member_expression":
                node, holder = holder, self.parent(holder)  # noqa: PLW2901 - the whole of what is assigned to
            if holder is not None and holder.type in SYNTAX.writes:
                left, right = (holder.child_by_field_name(field) for field in ("left", "right"))
                if left is None or left == node:
                    found.append((node, right))
        return found

    def place(self, node: Node) -> tuple[int, int]:
        """Return line and column of a node, 1-based, in characters."""
        row, column = node.start_point
        before = self.whole[node.start_byte - column : node.start_byte]
        return row + 1, len(before.decode("utf-8", "replace")) + 1
