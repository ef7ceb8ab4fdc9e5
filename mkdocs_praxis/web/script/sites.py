"""Finds the sites of sinks in a script, calls and assignments, by the names of sinks."""

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import Kind
from mkdocs_praxis.web.script.evaluate import WINDOW, Evaluator
from mkdocs_praxis.web.script.tables import Sink, sink_words, sinks, table
from mkdocs_praxis.web.script.values import OWN, Args, Element, Global, Value, Values

Fired = tuple[str, Value, Node]  # (event, target, node)
_SELECTED = regex(r"[.#].*|[</> ]")  # `img.round`, `<img/>`
_DRAWN = frozenset({"image", "use", "feImage"})


class Site(NamedTuple):
    """A use of a sink: receivers, and values with their nodes."""

    sink: Sink
    node: Node
    given: tuple[tuple[Values, Node], ...]
    receivers: Values = ()
    certain: bool = True


class Sites:
    """Finds the sites of one script; collects the events that it dispatches in `fired`."""

    def __init__(self, ev: Evaluator) -> None:
        self.ev = ev
        self.tree = ev.tree
        self.fired: list[Fired] = []
        self._sinks = sinks()
        self._read: set[int] = set()  # strings that a call takes

    def read(self) -> Iterator[Site]:
        """Yield all sites, in the order of the script."""
        words = sink_words() & self.tree.words.keys()
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
            yield from self._called(self._sinks["call"]["import"], holder)
        elif node.type in {"import_statement", "export_statement"}:
            source = node.child_by_field_name("source")
            if source is not None:
                yield Site(Sink("url", word, Kind.SCRIPT), node, ((self.ev.value(source), source),))
        elif node.type == "property_identifier" and holder.type == "member_expression":
            yield from self._member(holder, word)
        elif node.type == "property_identifier" and holder.type == "pair":
            value = holder.child_by_field_name("value") or holder
            yield from (self._made(s, value, self.ev.value(value)) for s in self._sinks["key"].get(word, ()))
        elif node.type == "string_fragment" and around is not None:
            if around.type == "subscript_expression":
                yield from self._member(around, self.tree.string(holder))
            elif around.type in {"arguments", "call_expression"} and holder.id not in self._read:
                yield from self._in_string(holder, around, word)

    def _in_string(self, string: Node, around: Node, word: str) -> Iterator[Site]:
        """Give what a call makes of a string: an element by its name, one attribute, markup, a style sheet."""
        self._read.add(string.id)
        ev, given, is_tag = self.ev, self.tree.children(around), around.type == "call_expression"
        call, text = around if is_tag else self.tree.parent(around) or around, self.tree.string(string)
        at = next((i for i, one in enumerate(given[:2]) if one == string), 2)
        callee = call.child_by_field_name("function")
        is_bundled = self.tree.is_large and callee is not None and callee.type != "member_expression"
        if _SELECTED.sub("", text) == word and not is_tag and len(given) > at + 1:
            for sink in self._sinks["element"].get(word, ()) if at == 0 else ():
                for value in ev.value(given[1]):
                    yield self._made(sink, call, self._as_markup(word, ev.fields(value)))
            if at == 1 and b"setAttribute" in self.tree.words:
                yield from self.property((Element(),), word, ev.value(given[2]), given[2])
        elif is_tag or (is_bundled and at == 0 and text.lstrip()[:1] == "<"):
            sink = Sink("markup that runs" if "<" in text else "css", "template")
            uses = [use.node for use in ev.uses.of(call) if use.how == "called"][:4] or [call]
            places = () if ev.uses.is_idle(call) else uses
            yield from (self._made(sink, place, ev.value(string)) for place in places)

    def _made(self, sink: Sink, place: Node, values: Values) -> Site:
        return Site(sink, place, ((values, place),), certain=not self.tree.is_conditional(place))

    def _as_markup(self, tag: str, attributes: dict[str, Values]) -> Values:
        """Return what an element of these attributes would be as markup."""
        parts: Args = [("<svg>" * (tag in _DRAWN) + f"<{tag}",)]
        for name, values in attributes.items():
            texts = tuple(text.replace('"', "&quot;") for text in self.ev.texts(values))
            parts += [(f' {name}="',), texts, ('"',)]
        return self.ev.concatenated([*parts, (">",), attributes.get("children", ("",)), (f"</{tag}>",)])

    def _identifier(self, node: Node, holder: Node, word: str) -> Iterator[Site]:
        if node in (holder.child_by_field_name("left"), holder.child_by_field_name("name")):
            binding = self.ev.names.binding(word, node)
            on_window = any("window" in sink.on for sink in self._sinks["property"].get(word, ()))
            if on_window and (binding is None or binding.scope.id == self.tree.root.id):
                right = holder.child_by_field_name("right") or holder.child_by_field_name("value") or holder
                yield from self.property((WINDOW,), word, self.ev.value(right), right)
        elif not self.tree.is_target(node):
            for value in self.ev.value(node):
                if isinstance(value, Global):
                    yield from self._function(value.path, node)

    def _member(self, member: Node, name: str) -> Iterator[Site]:
        owner, holder = member.child_by_field_name("object"), self.tree.parent(member)
        if holder is None or owner is None:
            return
        if holder.type.endswith("assignment_expression") and holder.child_by_field_name("left") == member:
            right = holder.child_by_field_name("right") or holder
            if name in self._sinks["property"]:
                yield from self.property(self.ev.value(owner), name, self.ev.value(right), right)
        elif holder.type == "call_expression" and holder.child_by_field_name("function") == member:
            yield from self._method(owner, name, holder)
        elif name not in self._sinks["property"]:
            for value in self.ev.value(member):
                if isinstance(value, Global):
                    yield from self._function(value.path, member)

    def property(self, receivers: Values, name: str, values: Values, place: Node) -> Iterator[Site]:
        """Yield the site if a property or attribute is a sink of the receivers."""
        for sink in self._sinks["property"].get(name, ()):
            for value in receivers:
                if _is_on(sink, value):
                    yield Site(sink, place, ((values, place),), (value,))
                    return

    def _function(self, path: str, node: Node) -> Iterator[Site]:
        """Yield the sites of a global function under its other names."""
        met, made = self._sinks["call"].get(path, ()), self._sinks["new"].get(path, ())
        met = met or (self._sinks["method"].get(path.rpartition(".")[2], ()) if "." in path else ())
        for use in self.ev.uses.of(node) if met or made else ():
            if use.how == "called":
                is_new = use.node.type == "new_expression"
                yield from self._called(made if is_new else met, use.node, use.shift)

    def _method(self, owner: Node, name: str, call: Node) -> Iterator[Site]:
        acts = name in table().fire
        rows = self._sinks["method"].get(name, ()) if self.tree.arguments(call) else ()
        receivers = self.ev.value(owner) if rows or acts else ()
        if acts:
            self._fires(receivers, name, call)
        for sink in rows:
            met = any(_is_on(sink, value) for value in receivers)
            if met and (not sink.first or sink.first & set(self.ev.texts(self.ev.argument(call, 0)))):
                yield from self._called((sink,), call, 0, receivers)

    def _called(self, met: tuple[Sink, ...], call: Node, shift: int = 0, on: Values = ()) -> Iterator[Site]:
        values, nodes = self.ev.arguments(call, shift=shift), self.tree.arguments(call)[max(shift, 0) :]
        places = nodes if len(nodes) == len(values) and shift >= 0 else [call] * len(values)
        given = tuple(zip(values, places, strict=True))
        for sink in met:
            if sink.argument is None or sink.asks:
                yield Site(sink, call, given, on)
            elif -len(given) <= sink.argument < len(given):
                yield Site(sink, call, (given[sink.argument],), on)

    def _fires(self, receivers: Values, name: str, call: Node) -> None:
        arguments = self.tree.arguments(call)
        made = self.tree.skip(arguments[0]) if name == "dispatchEvent" and arguments else call
        named = name in {"trigger", "dispatchEvent", "triggerHandler"}
        events = self.ev.texts(self.ev.argument(made, 0)) if named else () if arguments else (name,)
        self.fired += [(event, v, call) for event in events for v in receivers if not isinstance(v, OWN)]


def _is_on(sink: Sink, value: Value) -> bool:
    return bool(kinds(value) & sink.on) if sink.on else not isinstance(value, OWN)


def kinds(value: Value) -> set[str]:
    """Return the kinds of a value, as used in `Sink.on`."""
    if isinstance(value, Element):
        return {"jquery"} if value.jquery else {"element", *value.tags}
    if isinstance(value, Global):
        is_known = value.made or value.path.partition(".")[0] in table().names
        return {value.made or value.path} | (set() if is_known else {"unknown"})
    return set() if isinstance(value, OWN) else {"unknown"}
