"""Sink hits: every place of a script where a value makes the browser do something, matched by abstract values."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tree_sitter import Node

from mkdocs_praxis.web.contact import Kind
from mkdocs_praxis.web.script import tables
from mkdocs_praxis.web.script.evaluate import CALLBACKS, Evaluator
from mkdocs_praxis.web.script.expressions import property_names
from mkdocs_praxis.web.script.syntax import FUNCTIONS
from mkdocs_praxis.web.script.tables import Sink
from mkdocs_praxis.web.script.transfers import texts_in
from mkdocs_praxis.web.script.values import (
    Alternatives,
    Element,
    Function,
    Global,
    Instance,
    List,
    Object,
    Record,
    Unknown,
    Value,
    is_exact,
    is_tainted,
)

_COMPUTED = re.compile(rb"\]\s*(?:\(|=(?![=>]))")
_MOST_COMPUTED = 400
_HYPHEN = re.compile("-([a-z])")
_TELLING = re.compile(r"[/:<(\\@.]|\U0010f007")
_XLINK = "http://www.w3.org/1999/xlink"
_NAMING = frozenset({"identifier", "member_expression", "this"})
_SILENT = FUNCTIONS | {"number", "true", "false", "null", "this", "undefined", "regex"}
_OWN = (Function, Object, Record, List, str, int, float)
_ACTS = frozenset({b"click", b"trigger", b"dispatchEvent", b"submit", b"requestSubmit", b"import", b"export"})
_ADDRESS_KEYS = ("url", "href", "src", "baseURL")
_ATTACHED = frozenset({"script", "iframe", "frame", "link", "embed", "object"})
_LINKS = frozenset({"a", "area"})


@dataclass(frozen=True, slots=True)
class SinkHit:
    """Values that reach a sink: their texts, and where. Not `certain` when somebody must still follow it."""

    sink: Sink
    texts: tuple[str, ...]
    node: Node
    certain: bool = True


class Hits:
    """Collects the sink hits of one script, and what it fires by itself."""

    def __init__(self, ev: Evaluator) -> None:
        self.ev = ev
        self.tree = ev.tree
        self.found: list[SinkHit] = []
        self.fired: list[tuple[str, Value, Node]] = []  # event, on what, where
        self._rels: dict[Value, set[str]] = {}
        self._links: list[tuple[Element, tuple[str, ...], Node]] = []
        self._sinks = tables.sinks()

    def read(self) -> None:
        """Visit every place that a sink's name stands at."""
        words, source = self._sinks.words | _ACTS, self.tree.source
        met = words & self.tree.words.keys()
        for offset, word in sorted((at, name) for name in met for at in self.tree.words[name]):
            node = self.tree.at(offset, offset + len(word))
            if node is not None:
                self._site(node, word.decode())
        for number, match in enumerate(_COMPUTED.finditer(source)):
            node = self.tree.at(match.start(), match.start() + 1)
            if node is not None and node.type == "subscript_expression" and number < _MOST_COMPUTED:
                self._computed(node)
        for element, texts, node in self._links:
            self._link(element, texts, node)

    # -- sites ----------------------------------------------------------------------------------------------------

    def _site(self, node: Node, word: str) -> None:
        kind, holder = node.type, self.tree.parent(node)
        if holder is None:
            return
        if kind == "identifier":
            self._identifier(node, holder, word)
        elif kind == "import":
            self._called(self._sinks.calls["import"], holder, 0)
        elif kind in {"import_statement", "export_statement"}:
            source = node.child_by_field_name("source")
            if source is not None:
                self._hit(Sink("url", word, Kind.SCRIPT), (self.tree.string(source),), source)
        elif kind == "property_identifier" and holder.type == "member_expression":
            self._member(holder, word)
        elif kind == "string_fragment":
            around = self.tree.parent(holder)
            if (
                around is not None
                and around.type == "subscript_expression"
                and self.tree.string(holder) == word
            ):
                self._member(around, word)

    def _identifier(self, node: Node, holder: Node, word: str) -> None:
        if holder.type == "assignment_expression" and holder.child_by_field_name("left") == node:
            if word == "location" and self._is_global(word, node):
                right = holder.child_by_field_name("right")
                if right is not None:
                    self._property((Global("window"),), word, self.ev.value(right), right)
            return
        if holder.type == "formal_parameters" or holder.child_by_field_name("name") == node:
            return
        for value in self.ev.value(node):
            if isinstance(value, Global):
                self._function(value.path, node)

    def _is_global(self, name: str, node: Node) -> bool:
        binding = self.ev.scopes.binding(name, node)
        return binding is None or binding.scope.id == self.tree.root.id

    def _computed(self, node: Node) -> None:
        index = node.child_by_field_name("index")
        is_word = index is not None and index.type == "string" and "-" not in self.tree.string(index)
        if index is None or index.type == "number" or is_word:
            return
        for name in property_names(self.ev, node):
            plain = _HYPHEN.sub(lambda match: match[1].upper(), name)
            if plain.encode("utf-8", "replace") in self._sinks.words:
                self._member(node, name)

    def _member(self, member: Node, name: str) -> None:
        holder = self.tree.parent(member)
        owner = member.child_by_field_name("object")
        if holder is None or owner is None:
            return
        while holder.type == "parenthesized_expression":
            outer = self.tree.parent(holder)
            if outer is None:
                return
            holder, member = outer, holder
        left = holder.child_by_field_name("left")
        if holder.type in {"assignment_expression", "augmented_assignment_expression"} and left == member:
            if name in self._sinks.properties or "-" in name:
                self._assigned(owner, name, holder)
            return
        is_called = holder.type == "call_expression" and holder.child_by_field_name("function") == member
        if is_called:
            self._method(owner, name, holder)
        elif name not in self._sinks.properties:
            for value in self.ev.value(member):
                if isinstance(value, Global):
                    self._function(value.path, member)

    def _function(self, path: str, node: Node) -> None:
        """Follow a global function to where it is called, or called back."""
        name = path.rpartition(".")[2]
        sinks = self._sinks.calls.get(path, ())
        made = self._sinks.constructors.get(path, ())
        named = self._sinks.methods.get(name, ()) if "." in path else ()
        if not sinks and not made and not named:
            return
        for use in self.ev.uses.of(node):
            if use.how == "called":
                self._called(
                    made if use.node.type == "new_expression" else sinks or named, use.node, use.shift
                )
            # `["…"].map(fetch)` throws: it passes the position as options.
            elif (
                use.how == "passed"
                and use.name in CALLBACKS
                and sinks
                and (path != "fetch" or not _is_each(use.name))
            ):
                position = sinks[0].argument or 0
                self._value(sinks[0], CALLBACKS[use.name](self.ev, use.node, max(position, 0)), node)

    def _method(self, owner: Node, name: str, call: Node) -> None:
        count = len(self.tree.arguments(call))
        rows = [row for row in self._sinks.methods.get(name, ()) if row.exactly in {0, count}]
        acts = name in tables.events().fire
        # Most calls in libraries say nothing: nobody needs to know on what.
        telling = self._speaks(call) if rows else count and owner.type in _NAMING
        if not acts and not telling:
            return
        receivers = self.ev.value(owner)
        for value in receivers:
            if isinstance(value, Global):
                path = name if value.path == "window" else f"{value.path}.{name}"
                path = tables.builtins().alias.get(path, path)
                if path in self._sinks.calls:
                    self._called(self._sinks.calls[path], call, 0)
                    return
        if acts:
            self._fires(receivers, name, call)
        for sink in rows if telling else ():
            met = any(self._kinds(value, sink) for value in receivers)
            if met and (not sink.first or sink.first & set(self._texts_of(call, 0))):
                self._called((sink,), call, 0, receivers)
                return

    def _speaks(self, call: Node) -> bool:
        """Tell whether an argument of a call is known so far that it may say something."""
        values = [self.ev.value(a) for a in self.tree.arguments(call)[:4] if a.type not in _SILENT]
        return any(self._is_telling(given) or "rel" in given for given in values)

    def _is_telling(self, values: Alternatives) -> bool:
        """Tell whether values may name a host, hold markup or code, or come from the page's data."""
        for value in values:
            if isinstance(value, str):
                if _TELLING.search(value) or any(map(is_tainted, value[:16])):
                    return True
            elif not isinstance(value, Unknown | int | float | Function | Element | Global):
                return True
        return False

    def _kinds(self, value: Value, sink: Sink) -> bool:
        """Tell whether a sink is known by this receiver."""
        if not sink.on:
            return not isinstance(value, _OWN)
        return bool(kinds(value) & sink.on)

    def _fires(self, receivers: Alternatives, name: str, call: Node) -> None:
        given = self._texts_of(call, 0)
        arguments = self.tree.arguments(call)
        if name == "dispatchEvent" and arguments:
            made = self.tree.skip(arguments[0])
            given = self._texts_of(made, 0) if made.type == "new_expression" else ()
        events = (
            given if name in {"trigger", "dispatchEvent", "triggerHandler"} else () if arguments else (name,)
        )
        for event in events:
            self.fired += [(event, value, call) for value in receivers if not isinstance(value, _OWN)]

    def _texts_of(self, call: Node, position: int) -> tuple[str, ...]:
        arguments = self.tree.arguments(call)[position : position + 1]
        return self.ev.texts(self.ev.value(arguments[0])) if arguments else ()

    # -- calls ----------------------------------------------------------------------------------------------------

    def _called(self, sinks: tuple[Sink, ...], call: Node, shift: int, receivers: Alternatives = ()) -> None:
        nodes = self.tree.arguments(call)
        if shift < 0 or any(node.type == "spread_element" for node in nodes):
            given = self.ev.arguments(call)
            if shift < 0:
                given = self.ev.sequence(given[1][0]) if len(given) > 1 else []
            places = [call] * len(given)
        else:
            places = nodes[shift:]
            given = []
        for sink in sinks:
            if sink.asks:
                self._asks(sink, call)
                continue
            count = len(places)
            position = sink.argument
            chosen = range(count) if position is None else [position] if -count <= position < count else []
            for at in chosen:
                values = given[at] if given else self.ev.value(places[at])
                self._argument(sink, values, places[at], call, receivers, at)

    def _argument(
        self, sink: Sink, values: Alternatives, place: Node, call: Node, receivers: Alternatives, at: int
    ) -> None:
        match sink.reads:
            case "options":
                self._options(self.ev.value(call), values, place)
            case "options of first":
                self._options(self.ev.arguments(call)[0], values, place)
            case "hyperscript":
                tags = self._texts_of(call, 0)
                options = self.ev.arguments(call)[1:2]
                if at == 0 and options and tags and tags[0] in tables.elements().kinds:
                    self._options((Element(frozenset(tags[:1]), call.start_byte),), options[0], place)
            case "attribute":
                self._attribute(receivers, call, values, place)
            case "child":
                made = {tag for value in receivers if isinstance(value, Element) for tag in value.tags}
                if made & {"script", "style"}:
                    self._property(receivers, "textContent", values, place)
            case "reflect":
                given = self.ev.arguments(call)
                for name in self.ev.texts(given[1]) if len(given) > 2 else ():
                    self._property(given[0], name, given[2], place)
            case "command":
                wanted = "".join(self._texts_of(call, 0)).lower()
                reads = "markup" if "html" in wanted else "url"
                self._value(replace(sink, reads=reads, kind=Kind.IMAGE), values, place)
            case "window":
                targets = set(self._texts_of(call, 1))
                certain = bool(targets & {"_self", "_top", "_parent"})
                self._value(
                    replace(sink, reads="navigate") if certain else sink, values, place, certain=certain
                )
            case "markup that runs" if sink.argument is None and len(self.tree.arguments(call)) > 1:
                if at == 0:
                    self._value(sink, self.ev.concatenated(self.ev.arguments(call)), place)
            case "style" if sink.argument is None and at == 0 and len(self.tree.arguments(call)) > 1:
                pass  # `css(name, value)`: the value is the next argument
            case _:
                self._value(sink, values, place)

    def _asks(self, sink: Sink, call: Node) -> None:
        """Read the start of a library that asks for an address of its own, unless its options name another."""
        options = {
            key for given in self.ev.arguments(call) for value in given for key in self.ev.fields(value)
        }
        if not options & sink.unless and (not sink.given or sink.given in options):
            self._hit(sink, (sink.asks,), call)

    def _options(self, targets: Alternatives, values: Alternatives, place: Node) -> None:
        """Read an object whose keys become properties of an element."""
        targets = tuple(replace(target, jquery=False) for target in targets if isinstance(target, Element))
        if targets:
            for value in values:
                for key, inner in self.ev.fields(value).items():
                    self._property(targets, key, inner, place)

    def _attribute(self, receivers: Alternatives, call: Node, values: Alternatives, place: Node) -> None:
        given = self.ev.arguments(call)
        if len(given) == 1:
            self._options(receivers, values, place)
            return
        in_xlink = len(given) > 2 and _XLINK in given[0]
        for name in self.ev.texts(given[-2])[:8]:
            full = f"xlink:{name}" if in_xlink and ":" not in name else name
            self._property(receivers, full, given[-1], self.tree.arguments(call)[-1], attribute=True)

    # -- properties -----------------------------------------------------------------------------------------------

    def _assigned(self, owner: Node, name: str, assignment: Node) -> None:
        right = assignment.child_by_field_name("right")
        if right is None:
            return
        values = self.ev.value(right)
        if name == "rel" or self._is_telling(values):
            self._property(self.ev.value(owner), name, values, right)

    def _property(
        self,
        receivers: Alternatives,
        name: str,
        values: Alternatives,
        place: Node,
        *,
        attribute: bool = False,
    ) -> None:
        """Read a value that becomes a property or attribute of something."""
        lower = name.lower()
        if attribute and lower.startswith("on"):
            self._value(Sink("code", f"[{lower}]"), values, place)
            return
        if attribute:
            name = {"formaction": "formAction", "imagesrcset": "imageSrcset"}.get(lower, lower)
        if "-" in name and not attribute:  # `style["background-image"]`
            name = _HYPHEN.sub(lambda match: match[1].upper(), name)
        if name == "xlink:href":
            self._value(Sink("url", "[xlink:href]", Kind.IMAGE), values, place)
            return
        rows = self._sinks.properties.get(name, ())
        for sink in rows:
            for value in receivers:
                met = kinds(value) | ({"element"} if attribute else set())
                if (met & sink.on) if sink.on else not isinstance(value, _OWN):
                    self._of_receiver(sink, value, values, place)
                    return

    def _of_receiver(self, sink: Sink, receiver: Value, values: Alternatives, place: Node) -> None:
        tag = min(receiver.tags, default="") if isinstance(receiver, Element) else ""
        if sink.reads == "rel":
            words = {word for text in self.ev.texts(values) for word in text.lower().split()}
            self._rels.setdefault(receiver, set()).update(words)
        elif sink.reads == "link":
            if isinstance(receiver, Element):
                self._links.append((receiver, self.ev.texts(values), place))
        elif sink.reads == "refresh":
            texts = tuple(text.partition("=")[2] for text in self.ev.texts(values) if "url=" in text.lower())
            self._hit(Sink("navigate", "meta refresh", Kind.DOCUMENT), texts, place)
        elif sink.reads == "markup" and tag in {"script", "style", "template"}:
            reads = {"script": "code", "style": "css", "template": "inert markup"}[tag]
            self._value(replace(sink, reads=reads, via=f"{tag}{sink.via}"), values, place)
        else:
            kind = tables.elements().kinds.get(tag, sink.kind) if sink.reads == "url" else sink.kind
            via = f"{tag}{sink.via}" if sink.via[:1] == "." else sink.via
            certain = not (isinstance(receiver, Element) and self._is_detached(receiver))
            self._value(replace(sink, via=via, kind=kind), values, place, certain=certain)

    def _is_detached(self, element: Element) -> bool:
        """Tell whether a script makes an element that fetches only in the page, and never puts it there."""
        if element.made_at < 0 or not element.tags or not element.tags <= _ATTACHED:
            return False
        node = self.tree.at(element.made_at, element.made_at + 1)
        while node is not None and node.type != "call_expression":
            node = self.tree.parent(node)
        holder = self.tree.parent(node) if node is not None else None
        is_named = holder is not None and holder.type == "variable_declarator"
        return node is not None and is_named and not self.ev.uses.of(node)

    def _link(self, element: Element, texts: tuple[str, ...], node: Node) -> None:
        """`href` of an element: by its tag, and for a `link` by its `rel`."""
        table, tags = tables.elements(), element.tags
        if tags & _LINKS:
            is_clicked = any(event == "click" and value == element for event, value, _ in self.fired)
            sink = Sink("navigate" if is_clicked else "window", "a.href", Kind.DOCUMENT)
            self._hit(sink, texts, node, certain=is_clicked)
        elif "link" in tags:
            rels = self._rels.get(element, set())
            if rels and not rels & (table.hints | table.fetching) and all(map(is_exact, rels)):
                return
            if rels and rels <= table.hints:
                self._hit(Sink("hint", f"link[{' '.join(sorted(rels))}]", Kind.CONNECTION), texts, node)
            else:
                self._hit(Sink("url", "link.href", Kind.STYLE), texts, node)
        elif tags:
            tag = min(tags)
            self._hit(Sink("url", f"{tag}.href", table.kinds.get(tag, Kind.OTHER)), texts, node)

    # -- values ---------------------------------------------------------------------------------------------------

    def _value(self, sink: Sink, values: Alternatives, place: Node, *, certain: bool = True) -> None:
        """Read a sink's value as the sink wants it."""
        if sink.reads in {"anywhere", "ice"} or (
            sink.reads == "style" and not any(isinstance(v, str) for v in values)
        ):
            self._hit(
                sink, tuple(dict.fromkeys(t for value in values for t in texts_in(self.ev, value))), place
            )
            return
        texts: list[str] = []
        for value in values:
            if isinstance(value, Instance) and value.of.startswith("Blob"):
                reads = (
                    "markup that runs"
                    if "html" in value.of or "svg" in value.of
                    else "css"
                    if "css" in value.of
                    else "code"
                )
                self._hit(replace(sink, reads=reads), value.texts, place)
            elif isinstance(value, List) and sink.reads == "url":
                texts += [text for item in value.items for text in self.ev.texts(item)]
            elif isinstance(value, Object | Record) and sink.reads == "url":
                fields = self.ev.fields(value)
                texts += [text for key in _ADDRESS_KEYS for text in self.ev.texts(fields.get(key, ()))]
            elif not (sink.reads == "timer" and not isinstance(value, str)):
                texts.append(self.ev.text(value))
        self._hit(sink, tuple(dict.fromkeys(texts)), place, certain=certain)

    def _hit(self, sink: Sink, texts: tuple[str, ...], node: Node, *, certain: bool = True) -> None:
        if texts:
            self.found.append(SinkHit(sink, texts, node, certain))


def _is_each(name: str) -> bool:
    return tables.builtins().callbacks.get(name) == "element"


def kinds(value: Value) -> set[str]:
    """Return by what names sinks know a receiver."""
    if isinstance(value, Element):
        return {"jquery"} if value.jquery else {"element", *value.tags}
    if isinstance(value, Global):
        known = value.path.partition(".")[0] in tables.builtins().names
        return {value.path} if known else {value.path, "unknown"}
    if isinstance(value, Instance):
        return {value.of}
    return {"own"} if isinstance(value, _OWN) else {"unknown"}
