"""The places of a script where a sink may stand: calls and assignments, found by the words that sinks are known by."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from mkdocs_praxis.web.contact import Kind
from mkdocs_praxis.web.script.evaluate import CALLBACKS, WINDOW, Evaluator
from mkdocs_praxis.web.script.marks import is_tainted
from mkdocs_praxis.web.script.tables import Sink, sinks, table
from mkdocs_praxis.web.script.values import OWN, Element, Function, Global, Unknown, Value, Values

_TELLING = re.compile(r"[/:<(\\@.]|\U0010f007")
_PASSED_ON = frozenset({"result", "rest"})  # what callbacks take that may be a function of the page itself


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
        self._sinks = sinks()

    def read(self) -> Iterator[Site]:
        """Give every site, in the order of the script."""
        words = self._sinks.words & self.tree.words.keys()
        for offset, word in sorted((at, name) for name in words for at in self.tree.words[name]):
            node = self.tree.at(offset, offset + len(word))
            holder = self.tree.parent(node) if node is not None else None
            if node is not None and holder is not None:
                yield from self._site(node, holder, word.decode())

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
        if holder.child_by_field_name("left") == node and holder.type.endswith("assignment_expression"):
            binding = self.ev.names.binding(word, node)
            if word == "location" and (binding is None or binding.scope.id == self.tree.root.id):
                yield from self._assigned((WINDOW,), word, holder)
        elif holder.type != "formal_parameters" and holder.child_by_field_name("name") != node:
            for value in self.ev.value(node):
                if isinstance(value, Global):
                    yield from self._function(value.path, node)

    def _member(self, member: Node, name: str) -> Iterator[Site]:
        owner, node = member.child_by_field_name("object"), member
        holder = self.tree.parent(node)
        while holder is not None and holder.type == "parenthesized_expression":
            node, holder = holder, self.tree.parent(holder)
        if holder is None or owner is None:
            return
        if holder.type.endswith("assignment_expression") and holder.child_by_field_name("left") == node:
            right = self.ev.value(holder.child_by_field_name("right"))
            if name in self._sinks.properties and (name == "rel" or self._is_telling(right)):
                yield from self._assigned(self.ev.value(owner), name, holder)
        elif holder.type == "call_expression" and holder.child_by_field_name("function") == node:
            yield from self._method(owner, name, holder)
        elif name not in self._sinks.properties:
            for value in self.ev.value(member):
                if isinstance(value, Global):
                    yield from self._function(value.path, member)

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
                if _is_on(sink, value) or (attribute and "element" in sink.on):
                    yield Site(sink, place, ((values, place),), (value,), name)
                    return

    # -- calls ----------------------------------------------------------------------------------------------------

    def _function(self, path: str, node: Node) -> Iterator[Site]:
        """Follow a global function to where it is called, or called back."""
        met, made = self._sinks.calls.get(path, ()), self._sinks.constructors.get(path, ())
        met = met or (self._sinks.methods.get(path.rpartition(".")[2], ()) if "." in path else ())
        for use in self.ev.uses.of(node) if met or made else ():
            if use.how == "called":
                is_new = use.node.type == "new_expression"
                yield from self._called(made if is_new else met, use.node, use.shift)
            elif use.how == "passed" and met and table().callbacks.get(use.name) in _PASSED_ON:
                values = CALLBACKS[use.name](self.ev, use.node, max(met[0].argument or 0, 0))
                yield Site(met[0], use.node, ((values, node),))

    def _method(self, owner: Node, name: str, call: Node) -> Iterator[Site]:
        acts, count = name in table().fire, len(self.tree.arguments(call))
        rows = [row for row in self._sinks.methods.get(name, ()) if count and row.exactly in {0, count}]
        receivers = self.ev.value(owner) if rows or acts else ()
        if acts:
            self._fires(receivers, name, call)
        for sink in rows:
            met = any(_is_on(sink, value) for value in receivers)
            if met and (not sink.first or sink.first & set(self.ev.texts(self.ev.argument(call, 0)))):
                yield from self._called((sink,), call, 0, receivers)

    def _called(
        self, met: tuple[Sink, ...], call: Node, shift: int = 0, receivers: Values = ()
    ) -> Iterator[Site]:
        values, nodes = self.ev.arguments(call, shift=shift), self.tree.arguments(call)[max(shift, 0) :]
        places = nodes if len(nodes) == len(values) and shift >= 0 else [call] * len(values)
        given = tuple(zip(values, places, strict=True))
        for sink in met:
            if sink.argument is None or sink.asks:
                yield Site(sink, call, given, receivers)
            elif -len(given) <= sink.argument < len(given):
                yield Site(sink, call, (given[sink.argument],), receivers)

    def _fires(self, receivers: Values, name: str, call: Node) -> None:
        arguments = self.tree.arguments(call)
        made = self.tree.skip(arguments[0]) if name == "dispatchEvent" and arguments else call
        named = name in {"trigger", "dispatchEvent", "triggerHandler"}
        events = self.ev.texts(self.ev.argument(made, 0)) if named else () if arguments else (name,)
        self.fired += [(event, v, call) for event in events for v in receivers if not isinstance(v, OWN)]

    def _is_telling(self, values: Values) -> bool:
        """Tell whether values may name a host, hold markup or code, or come from the page's data."""
        return any(
            bool(_TELLING.search(value) or any(map(is_tainted, value[:16])))
            if isinstance(value, str)
            else not isinstance(value, Unknown | int | Function | Element | Global)
            for value in values
        )


def _is_on(sink: Sink, value: Value) -> bool:
    return bool(kinds(value) & sink.on) if sink.on else not isinstance(value, OWN)


def kinds(value: Value) -> set[str]:
    """Return by what names sinks know a receiver."""
    if isinstance(value, Element):
        return {"jquery"} if value.jquery else {"element", *value.tags}
    if isinstance(value, Global):
        is_known = value.made or value.path.partition(".")[0] in table().names
        return {value.made or value.path} | (set() if is_known else {"unknown"})
    return set() if isinstance(value, OWN) else {"unknown"}
