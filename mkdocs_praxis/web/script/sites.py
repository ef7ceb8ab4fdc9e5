"""The places of a script where a sink may stand: calls and assignments, found by the words that sinks are known by."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from mkdocs_praxis.web.contact import Kind
from mkdocs_praxis.web.script import tables
from mkdocs_praxis.web.script.evaluate import CALLBACKS, WINDOW, Evaluator
from mkdocs_praxis.web.script.expressions import property_names
from mkdocs_praxis.web.script.syntax import FUNCTIONS
from mkdocs_praxis.web.script.tables import Sink
from mkdocs_praxis.web.script.values import (
    OWN,
    Element,
    Function,
    Global,
    Instance,
    Unknown,
    Value,
    Values,
    is_tainted,
)

_COMPUTED = re.compile(rb"\]\s*(?:\(|=(?![=>]))")
_MOST_COMPUTED = 400
_HYPHEN = re.compile("-([a-z])")
_TELLING = re.compile(r"[/:<(\\@.]|\U0010f007")
_WINDOWS = frozenset({"contentWindow", "defaultView"})
_SILENT = FUNCTIONS | {"number", "true", "false", "null", "this", "undefined", "regex"}
_ACTS = frozenset({b"click", b"trigger", b"dispatchEvent", b"submit", b"requestSubmit", b"import", b"export"})


@dataclass(frozen=True, slots=True)
class Site:
    """A sink that is met: the values it is given, each with its place, and on what; `name`: of the property, or ""."""

    sink: Sink
    node: Node
    given: tuple[tuple[Values, Node], ...]
    receivers: Values = ()
    name: str = ""


class Sites:
    """Finds the sites of one script; `fired` gathers the events that it fires by itself: which, on what, where."""

    def __init__(self, ev: Evaluator) -> None:
        self.ev = ev
        self.tree = ev.tree
        self.fired: list[tuple[str, Value, Node]] = []
        self._sinks = tables.sinks()

    def read(self) -> Iterator[Site]:
        """Give every site, in the order of the script."""
        words = (self._sinks.words | _ACTS) & self.tree.words.keys()
        for offset, word in sorted((at, name) for name in words for at in self.tree.words[name]):
            node = self.tree.at(offset, offset + len(word))
            holder = self.tree.parent(node) if node is not None else None
            if node is not None and holder is not None:
                yield from self._site(node, holder, word.decode())
        for number, match in enumerate(_COMPUTED.finditer(self.tree.source)):
            node = self.tree.at(match.start(), match.start() + 1)
            if node is not None and node.type == "subscript_expression" and number < _MOST_COMPUTED:
                yield from self._computed(node)

    def _site(self, node: Node, holder: Node, word: str) -> Iterator[Site]:
        around = self.tree.parent(holder)
        if node.type == "identifier":
            yield from self._identifier(node, holder, word)
        elif node.type == "import":
            yield from self._called(self._sinks.calls["import"], holder)
        elif node.type in {"import_statement", "export_statement"}:
            source = node.child_by_field_name("source")
            if source is not None:
                yield Site(Sink("url", word, Kind.SCRIPT), node, ((self.ev.value(source), source),))
        elif node.type == "property_identifier" and holder.type == "member_expression":
            yield from self._member(holder, word)
        elif node.type == "string_fragment" and around is not None and around.type == "subscript_expression":
            yield from self._member(around, self.tree.string(holder))

    def _identifier(self, node: Node, holder: Node, word: str) -> Iterator[Site]:
        is_left = holder.child_by_field_name("left") == node and holder.type != "binary_expression"
        if is_left and word == "location":
            binding = self.ev.scopes.binding(word, node)
            if binding is None or binding.scope.id == self.tree.root.id:
                yield from self._assigned((WINDOW,), word, holder)
        elif (
            not is_left and holder.type != "formal_parameters" and holder.child_by_field_name("name") != node
        ):
            for value in self.ev.value(node):
                if isinstance(value, Global):
                    yield from self._function(value.path, node)

    def _computed(self, node: Node) -> Iterator[Site]:
        index = node.child_by_field_name("index")
        is_word = index is not None and index.type == "string" and "-" not in self.tree.string(index)
        if index is not None and index.type != "number" and not is_word:
            for name in property_names(self.ev, node):
                plain = _HYPHEN.sub(lambda match: match[1].upper(), name)
                if plain.encode("utf-8", "replace") in self._sinks.words:
                    yield from self._member(node, plain)

    def _member(self, member: Node, name: str) -> Iterator[Site]:
        owner, node = member.child_by_field_name("object"), member
        holder = self.tree.parent(node)
        while holder is not None and holder.type == "parenthesized_expression":
            node = holder
            holder = self.tree.parent(node)
        if holder is None or owner is None:
            return
        if holder.type.endswith("assignment_expression") and holder.child_by_field_name("left") == node:
            right = holder.child_by_field_name("right")
            known = name in self._sinks.properties and right is not None
            if known and right is not None and (name == "rel" or self._is_telling(self.ev.value(right))):
                yield from self._assigned(self.ev.value(owner), name, holder)
        elif holder.type == "call_expression" and holder.child_by_field_name("function") == node:
            yield from self._method(owner, name, holder)
        elif name not in self._sinks.properties and self._is_of_page(owner):
            for value in self.ev.value(member):
                if isinstance(value, Global):
                    yield from self._function(value.path, member)

    def _is_of_page(self, node: Node) -> bool:
        """Tell by the first name of an expression whether it may speak of a global of the page."""
        while node.type == "member_expression" and self.tree.property_name(node) not in _WINDOWS:
            node = node.child_by_field_name("object") or node
        known = self.ev.scopes.binding(self.tree.text(node), node) if node.type == "identifier" else None
        return node.type in {"this", "member_expression"} or (node.type == "identifier" and known is None)

    def _assigned(self, receivers: Values, name: str, assignment: Node) -> Iterator[Site]:
        right = assignment.child_by_field_name("right")
        if right is not None:
            yield from self.property(receivers, name, self.ev.value(right), right)

    def property(
        self, receivers: Values, name: str, values: Values, place: Node, *, attribute: bool = False
    ) -> Iterator[Site]:
        """Give the sink that a property or attribute is, by what it belongs to."""
        for sink in self._sinks.properties.get(name, ()):
            for value in receivers:
                met = kinds(value) | ({"element"} if attribute else set())
                if met & sink.on if sink.on else not isinstance(value, OWN):
                    yield Site(sink, place, ((values, place),), (value,), name)
                    return

    # -- calls ----------------------------------------------------------------------------------------------------

    def _function(self, path: str, node: Node) -> Iterator[Site]:
        """Follow a global function to where it is called, or called back."""
        sinks, made = self._sinks.calls.get(path, ()), self._sinks.constructors.get(path, ())
        sinks = sinks or (self._sinks.methods.get(path.rpartition(".")[2], ()) if "." in path else ())
        for use in self.ev.uses.of(node) if sinks or made else ():
            if use.how == "called":
                yield from self._called(
                    made if use.node.type == "new_expression" else sinks, use.node, use.shift
                )
            elif use.how == "passed" and use.name in CALLBACKS and sinks:
                # `["…"].map(fetch)` throws: it passes the position as options.
                is_each = tables.builtins().callbacks.get(use.name) == "element"
                if path != "fetch" or not is_each:
                    values = CALLBACKS[use.name](self.ev, use.node, max(sinks[0].argument or 0, 0))
                    yield Site(sinks[0], use.node, ((values, node),))

    def _method(self, owner: Node, name: str, call: Node) -> Iterator[Site]:
        count = len(self.tree.arguments(call))
        rows = [row for row in self._sinks.methods.get(name, ()) if row.exactly in {0, count}]
        acts = name in tables.events().fire
        # Most calls in libraries say nothing: nobody needs to know on what.
        named = owner.type == "identifier" or self._is_of_page(owner)
        telling = self._speaks(call) if rows else count and named
        receivers = self.ev.value(owner) if acts or telling else ()
        for value in receivers:
            path = f"{value.path}.{name}".removeprefix("window.") if isinstance(value, Global) else ""
            path = tables.builtins().alias.get(path, path)
            if path in self._sinks.calls:
                yield from self._called(self._sinks.calls[path], call)
                return
        if acts:
            self._fires(receivers, name, call)
        for sink in rows if telling else ():
            met = any(kinds(v) & sink.on if sink.on else not isinstance(v, OWN) for v in receivers)
            if met and (not sink.first or sink.first & set(self.ev.texts(self.ev.argument(call, 0)))):
                yield from self._called((sink,), call, 0, receivers)
                return

    def _called(
        self, sinks: tuple[Sink, ...], call: Node, shift: int = 0, receivers: Values = ()
    ) -> Iterator[Site]:
        values, nodes = self.ev.arguments(call), self.tree.arguments(call)
        if shift < 0:
            values, nodes = self.ev.sequence(values[1][0]) if len(values) > 1 and values[1] else [], []
        given = [
            (value, nodes[at] if len(nodes) == len(values) else call) for at, value in enumerate(values)
        ][max(shift, 0) :]
        for sink in sinks:
            if sink.argument is None or sink.asks:
                yield Site(sink, call, tuple(given), receivers)
            elif -len(given) <= sink.argument < len(given):
                yield Site(sink, call, (given[sink.argument],), receivers)

    def _fires(self, receivers: Values, name: str, call: Node) -> None:
        arguments = self.tree.arguments(call)
        made = self.tree.skip(arguments[0]) if name == "dispatchEvent" and arguments else call
        named = name in {"trigger", "dispatchEvent", "triggerHandler"}
        events = self.ev.texts(self.ev.argument(made, 0)) if named else () if arguments else (name,)
        self.fired += [(event, v, call) for event in events for v in receivers if not isinstance(v, OWN)]

    def _speaks(self, call: Node) -> bool:
        """Tell whether an argument of a call is known so far that it may say something."""
        values = [self.ev.value(a) for a in self.tree.arguments(call)[:4] if a.type not in _SILENT]
        return any(self._is_telling(given) or "rel" in given for given in values)

    def _is_telling(self, values: Values) -> bool:
        """Tell whether values may name a host, hold markup or code, or come from the page's data."""
        return any(
            bool(_TELLING.search(value) or any(map(is_tainted, value[:16])))
            if isinstance(value, str)
            else "unknown" in kinds(value)
            if isinstance(value, Global)
            else not isinstance(value, Unknown | int | Function | Element)
            for value in values
        )


def kinds(value: Value) -> set[str]:
    """Return by what names sinks know a receiver."""
    if isinstance(value, Element):
        return {"jquery"} if value.jquery else {"element", *value.tags}
    if isinstance(value, Global):
        known = value.path.partition(".")[0] in tables.builtins().names
        return {value.path} if known else {value.path, "unknown"}
    if isinstance(value, Instance):
        return {value.of}
    return {"own"} if isinstance(value, OWN) else {"unknown"}
