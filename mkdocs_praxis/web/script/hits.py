"""Sink hits: the values that reach the sinks of a script."""

from dataclasses import replace
from typing import NamedTuple

from tree_sitter import Node

from mkdocs_praxis.web.contact import Kind
from mkdocs_praxis.web.script.evaluate import Evaluator
from mkdocs_praxis.web.script.marks import is_exact
from mkdocs_praxis.web.script.sites import Site, Sites
from mkdocs_praxis.web.script.tables import Sink, table
from mkdocs_praxis.web.script.transfers import LAST_PART, texts_in
from mkdocs_praxis.web.script.values import Element, List, Object, Value, Values

_HERE = frozenset({"_self", "_top", "_parent"})
_LINKS = frozenset({"a", "area"})
_ATTACHED = frozenset({"script", "iframe", "frame", "link", "embed", "object"})
_INNER = {"script": "code", "style": "css", "template": "inert markup"}


class Hit(NamedTuple):
    """Values that reach a sink: texts and position. Not `certain` if the visitor must still act, as with a link."""

    sink: Sink
    texts: tuple[str, ...]
    certain: bool
    node: Node
    place: tuple[int, int]  # line and column


class Hits:
    """Collects the sink hits of one script, and the events that it dispatches."""

    def __init__(self, ev: Evaluator) -> None:
        self.ev = ev
        self.found: list[Hit] = []
        self._sites = Sites(ev)
        self.fired = self._sites.fired
        self._rels: dict[Value, set[str]] = {}
        self._links: list[tuple[Element, tuple[str, ...], Node]] = []
        for site in self._sites.read():
            self._site(site)
        for element, texts, node in self._links:
            self._link(element, texts, node)

    def _site(self, site: Site) -> None:
        """Record the values passed to a sink."""
        sink, ev = site.sink, self.ev
        if sink.beside and not any(word.encode() in ev.tree.words for word in sink.beside):
            return
        if sink.asks:
            options = {key for given, _ in site.given for value in given for key in ev.fields(value)}
            if not options & sink.unless and (not sink.given or sink.given in options):
                self._hit(sink, (sink.asks,), site.node)
        elif sink.reads == "markup that runs" and len(site.given) > 1:
            self._value(sink, ev.concatenated([values for values, _ in site.given]), site.given[0][1])
        else:
            given = site.given[1:] if sink.reads == "style" and len(site.given) > 1 else site.given
            for values, place in given:
                self._argument(site, values, place)

    def _argument(self, site: Site, values: Values, place: Node) -> None:
        sink, ev, receiver = site.sink, self.ev, site.receivers[0] if site.receivers else None
        tags = receiver.tags if isinstance(receiver, Element) else frozenset()
        tag = min(tags, default="")
        match sink.reads:
            case "options":
                self._options(ev.value(site.node), values, place)
            case "attribute":
                self._attribute(site, values, place)
            case "child":
                if tags & {"script", "style"}:
                    self._properties(site.receivers, "textContent", values, place)
            case "rel":
                words = {word for text in ev.texts(values) for word in text.lower().split()}
                self._rels.setdefault(receiver or "", set()).update(words)
            case "link":
                if isinstance(receiver, Element):
                    self._links.append((receiver, ev.texts(values), place))
            case "refresh":
                met = (text.partition("=")[2] for text in ev.texts(values) if "url=" in text.lower())
                self._hit(Sink("navigate", "meta refresh", Kind.DOCUMENT), tuple(met), place)
            case "window":
                here = bool(_HERE & set(ev.texts(ev.argument(site.node, 1))))
                self._value(sink._replace(reads="navigate") if here else sink, values, place, certain=here)
            case "markup" if tag in _INNER:
                self._value(sink._replace(reads=_INNER[tag], via=f"{tag}{sink.via}"), values, place)
            case _:
                kind = table().kinds.get(tag, sink.kind) if sink.reads == "url" else sink.kind
                via = f"{tag}{sink.via}" if sink.via[:1] == "." else sink.via
                certain = site.certain and (via == sink.via or not self._is_detached(receiver))
                self._value(sink._replace(via=via, kind=kind), values, place, certain=certain)

    def _options(self, targets: Values, values: Values, place: Node) -> None:
        """Record the values of an object whose keys become properties of an element."""
        for value in values if any(isinstance(target, Element) for target in targets) else ():
            for name, inner in self.ev.fields(value).items():
                self._properties(targets, name, inner, place)

    def _attribute(self, site: Site, values: Values, place: Node) -> None:
        """Record `setAttribute(name, value)`, `attr({…})`: the last argument is the value."""
        given = self.ev.arguments(site.node)
        if len(given) == 1:
            self._options(site.receivers, values, place)
            return
        for name in [text.lower().removeprefix("xlink:") for text in self.ev.texts(given[-2])[:8]]:
            self._properties(site.receivers, name, values, place)

    def _properties(self, targets: Values, name: str, values: Values, place: Node) -> None:
        """Record an attribute of elements; those of a jQuery object are the elements that it holds."""
        elements = tuple(replace(t, jquery=False) if isinstance(t, Element) else Element() for t in targets)
        for site in self._sites.property(elements, name, values, place):
            self._site(site)

    def _link(self, element: Element, texts: tuple[str, ...], node: Node) -> None:
        """Record an assignment to `href`: its effect depends on the element's tag, and for a `link` on its `rel`."""
        tags, rels = element.tags, self._rels.get(element, set())
        if tags & _LINKS:
            is_clicked = any(event == "click" and value == element for event, value, _ in self.fired)
            sink = Sink("navigate" if is_clicked else "window", "a.href", Kind.DOCUMENT)
            self._hit(sink, texts, node, certain=is_clicked)
        elif "link" in tags and rels and rels <= table().hints:
            self._hit(Sink("hint", f"link[{' '.join(sorted(rels))}]", Kind.CONNECTION), texts, node)
        elif not tags and (part := LAST_PART.search(element.selector)):
            self._hit(Sink("url", "link.href", Kind.STYLE, needs=f"link{part[0]}"), texts, node)
        elif "link" not in tags or not rels or rels & table().fetching or not all(map(is_exact, rels)):
            for tag in sorted(tags)[:1]:
                self._hit(Sink("url", f"{tag}.href", table().kinds.get(tag, Kind.OTHER)), texts, node)

    def _is_detached(self, element: Value | None) -> bool:
        """Whether a script creates an element that fetches only once inserted, and never inserts it."""
        made = element.made_at if isinstance(element, Element) and element.tags & _ATTACHED else -1
        node = self.ev.tree.at(made, made + 1) if made >= 0 else None
        while node is not None and node.type != "call_expression":
            node = self.ev.tree.parent(node)
        return node is not None and self.ev.uses.is_idle(node)

    def _value(self, sink: Sink, values: Values, place: Node, *, certain: bool = True) -> None:
        """Record values in the form that the sink reads."""
        texts: list[str] = []
        for value in values:
            if sink.reads in {"anywhere", "ice"} or (
                sink.reads in {"style", "markup", "url"} and isinstance(value, Object | List)
            ):
                texts += texts_in(self.ev, value)
            elif sink.reads != "timer" or isinstance(value, str):
                texts.append(self.ev.text(value))
        self._hit(sink, tuple(dict.fromkeys(texts)), place, certain=certain)

    def _hit(self, sink: Sink, texts: tuple[str, ...], node: Node, *, certain: bool = True) -> None:
        if any(texts):
            self.found.append(Hit(sink, texts, certain, node, self.ev.tree.place(node)))
