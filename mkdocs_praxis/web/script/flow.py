"""Follows values into sinks: every call, assignment and import of a script that can make the browser do something."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_praxis.web.contact import Kind
from mkdocs_praxis.web.script import sinks
from mkdocs_praxis.web.script.evaluate import Evaluator
from mkdocs_praxis.web.script.mentions import is_namespace
from mkdocs_praxis.web.script.moments import Moment, Moments
from mkdocs_praxis.web.script.properties import INTERESTING, Properties
from mkdocs_praxis.web.script.sinks import Form, Sink
from mkdocs_praxis.web.script.syntax import FUNCTIONS
from mkdocs_praxis.web.script.values import (
    HOLE,
    Array,
    Blob,
    Element,
    Function,
    Json,
    Name,
    Object,
    Value,
    as_text,
)

_LOADING_PAIRS = ("src", "href", "data", "srcset", "srcdoc", "innerHTML", "poster", "style", "xlink:href")
_ATTACHED = frozenset({"script", "iframe", "frame", "link", "embed", "object"})
_ATTACHING = frozenset({"appendTo", "prependTo", "insertAfter", "insertBefore", "replaceAll", "click"})
_PATH_TAILS = frozenset(path.rpartition(".")[2] for path in sinks.FUNCTIONS if "." in path)
_ADDRESS_METHODS = frozenset({"assign", "replace"})


@dataclass(frozen=True, slots=True)
class Use:
    """One value that reaches one sink."""

    sink: Sink
    texts: tuple[str, ...]
    node: int
    moment: Moment
    certain: bool = True


class Flow:
    """Collects the uses of one script."""

    def __init__(self, evaluator: Evaluator, moments: Moments) -> None:
        self._on = evaluator
        self._tree = evaluator.tree
        self._scopes = evaluator.scopes
        self._moments = moments
        self._properties = Properties(self, evaluator)
        self.uses: list[Use] = []
        self.submits_forms = False
        self.clicks_links = False
        self.clones_templates = False

    def read(self) -> None:
        """Visit everything that may be a sink."""
        listed = self._tree.listed
        for node in listed["call_expression"]:
            self._call(node)
        for node in listed["new_expression"]:
            self._construct(node)
        for node in listed["assignment_expression"]:
            self._assignment(node)
        for node in listed["augmented_assignment_expression"]:
            self._assignment(node)
        for kind in ("import_statement", "export_statement"):
            for node in listed[kind]:
                for child in self._tree.children(node):
                    if self._tree.kinds[child] == "string":
                        word = kind.partition("_")[0]
                        self.use(Sink(Form.URL, word, Kind.SCRIPT), (self._tree.string(child),), child)

    # -- what is reported -------------------------------------------------------------------------------------------

    def use(self, sink: Sink, texts: tuple[str, ...], node: int, *, certain: bool = True) -> None:
        """Record that texts reach a sink."""
        if sink.form is Form.POPUP and not certain:
            texts = tuple(text for text in texts if not is_namespace(text))
        if texts:
            moment = self._moments.of(node)
            self.uses.append(Use(sink, texts, node, moment, certain and moment is not Moment.NEVER))

    def value(self, sink: Sink, values: tuple[Value, ...], at: int, *, certain: bool = True) -> None:
        """Read a sink's value as its form wants it."""
        on = self._on
        if sink.form in {Form.ANYWHERE, Form.ICE} or (
            sink.form is Form.STYLE and any(isinstance(value, Object | Array) for value in values)
        ):
            self.use(
                sink,
                tuple(dict.fromkeys(text for value in values for text in _texts_in(on.plain(value)))),
                at,
            )
            return
        texts: list[str] = []
        for value in values:
            if isinstance(value, Blob):
                form = Form.MARKUP_RUN if "html" in value.type or "svg" in value.type else Form.CODE
                if "css" in value.type:
                    form = Form.CSS
                self.use(Sink(form, sink.via, sink.kind), value.texts, at)
            elif isinstance(value, Array) and sink.form is Form.URL:
                texts += [as_text(item, on.marks) for items in value.items for item in items]
            elif isinstance(value, Function | Object | Json) and sink.form in {Form.CODE, Form.URL}:
                if isinstance(value, Object) and sink.form is Form.URL:
                    self._object_address(sink, value, at)
            else:
                texts.append(as_text(value, on.marks))
        self.use(sink, tuple(dict.fromkeys(texts)), at, certain=certain)

    def _object_address(self, sink: Sink, value: Object, at: int) -> None:
        members = self._on.members(value.node)
        for key in ("url", "href", "src", "baseURL"):
            for node in members.get(key, [])[:4]:
                self.use(sink, self._on.strings(node), at)

    def _arguments(self, sink: Sink, node: int) -> None:
        arguments = self._scopes.arguments(node)
        if sink.argument is None:
            each = [self._on.values(argument) for argument in arguments]
            if sink.form in {Form.MARKUP_RUN, Form.MARKUP} and len(each) > 1:
                self.value(sink, self._on.joined(each), arguments[0])
            else:
                for argument, value in zip(arguments, each, strict=True):
                    self.value(sink, value, argument)
            return
        position = sink.argument if sink.argument >= 0 else len(arguments) + sink.argument
        spread = next((at for at, a in enumerate(arguments) if self._tree.kinds[a] == "spread_element"), None)
        if spread is not None and spread <= position:
            values = self._on.elements(self._on.values(arguments[spread]))
            self.value(sink, values, arguments[spread])
        elif 0 <= position < len(arguments):
            self.value(sink, self._on.values(arguments[position]), arguments[position])

    def detached(self, receiver: int, elements: list[Element]) -> bool:
        """Say whether a script makes elements that fetch only in the page, and never puts them there."""
        tree = self._tree
        receiver = tree.skip(receiver)
        if (
            not elements
            or tree.kinds[receiver] != "identifier"
            or not all(e.created and e.tags and e.tags <= _ATTACHED for e in elements)
        ):
            return False
        binding = self._scopes.binding(tree.text(receiver), receiver)
        if binding is None or len(binding.origins) != 1:
            return False
        for use in self._moments.references(binding):
            holder = tree.parent[use]
            if tree.kinds[holder] not in {"member_expression", "subscript_expression"} or use != holder + 1:
                return False
            if set(self._on.property_names(holder)) & _ATTACHING:
                return False
        return True

    # -- calls ------------------------------------------------------------------------------------------------------

    def _call(self, node: int) -> None:
        tree = self._tree
        if tree.after[node] == node + 1:
            return
        callee = tree.skip(node + 1)
        kind = tree.kinds[callee]
        if kind == "identifier" and tree.kinds[tree.last_child(node) or node] == "template_string":
            form = {"html": Form.MARKUP_RUN, "svg": Form.MARKUP_RUN, "css": Form.CSS}.get(tree.text(callee))
            if form is not None:
                self._arguments(Sink(form, f"{tree.text(callee)}`…`"), node)
        if kind == "identifier":
            for path in self._paths(callee):
                self._function(path, node)
        elif kind == "import":
            self._arguments(sinks.FUNCTIONS["import"], node)
        elif kind in {"member_expression", "subscript_expression"}:
            for name in self._on.property_names(callee)[:8]:
                self._method(name, callee, node)
        elif kind in {"call_expression", "ternary_expression", "binary_expression"}:
            for value in self._on.values(callee):
                if isinstance(value, Name):
                    self._function(value.path, node)
        self._hyperscript(node)

    def _paths(self, callee: int) -> list[str]:
        """Return the global functions an identifier may stand for."""
        binding = self._scopes.binding(self._tree.text(callee), callee)
        if binding is None:
            return [self._tree.text(callee)]
        if any(
            origin.node >= 0
            and self._tree.kinds[origin.node] in FUNCTIONS
            and not origin.key
            and origin.how.name == "NODE"
            for origin in binding.origins
        ):
            return []
        return [value.path for value in self._on.bound(binding) if isinstance(value, Name)]

    def _function(self, path: str, node: int) -> None:
        path = path.removeprefix("window.")
        sink = sinks.FUNCTIONS.get(path)
        if sink is not None:
            self._arguments(sink, node)
            if path in {"$", "jQuery", "Zepto", "cash"}:
                self._keys(node, self._scopes.arguments(node)[1:2], self._on.values(node))

    def _method(self, name: str, callee: int, node: int) -> None:
        tree, on = self._tree, self._on
        receiver = callee + 1
        arguments = self._scopes.arguments(node)
        if name in {"call", "apply", "bind"}:
            self._indirect(name, receiver, arguments)
            return
        if name in {"append", "appendChild", "prepend", "replaceChildren"} and arguments:
            made = {tag for v in on.values(receiver) if isinstance(v, Element) for tag in v.tags}
            if made & {"script", "style"}:
                values = tuple(v for v in on.values(arguments[0]) if isinstance(v, str))
                self._properties.assign(on.values(receiver), "textContent", values, arguments[0], receiver)
                return
        if name in {"submit", "requestSubmit"}:
            self.submits_forms |= self._moments.of(node) is Moment.LOAD
        if (name == "click" and not arguments) or (
            name == "dispatchEvent" and "click" in tree.text(node)[:300]
        ):
            self.clicks_links |= self._moments.of(node) is Moment.LOAD
        if name in {"cloneNode", "importNode"} and ".content" in tree.text(callee) + "".join(
            tree.text(a)[:80] for a in arguments[:1]
        ):
            self.clones_templates = True
        if name in _PATH_TAILS or name in {
            "eval",
            "fetch",
            "open",
            "setTimeout",
            "setInterval",
            "importScripts",
            "Function",
        }:
            for value in on.values(receiver):
                if isinstance(value, Name):
                    path = name if value.path == "window" else f"{value.path}.{name}"
                    if path in sinks.FUNCTIONS:
                        self._function(path, node)
                        return
        if name == "open":
            self._open(receiver, node, arguments)
        elif name in _ADDRESS_METHODS and tree.text(receiver).endswith("location"):
            self._arguments(sinks.FUNCTIONS[f"location.{name}"], node)
        elif name in {"setAttribute", "setAttributeNS", "attr", "prop"}:
            self._set_attribute(name, receiver, node, arguments)
        elif name in {"assign", "extend"} and arguments:
            for source in arguments[1:]:
                self._keys(node, [source], on.values(arguments[0]))
        elif (
            name in {"set", "defineProperty"}
            and tree.text(receiver) in {"Reflect", "Object"}
            and len(arguments) > 2
        ):
            for key in on.strings(arguments[1]):
                self._properties.assign(
                    on.values(arguments[0]), key, on.values(arguments[2]), arguments[2], arguments[0]
                )
        elif name in sinks.JQUERY_MARKUP:
            self._jquery_markup(receiver, node)
        elif name == "load" and arguments:
            self._arguments(Sink(Form.URL, ".load()"), node)
        elif name == "css" and arguments:
            self._css(arguments)
        elif name == "register" and "serviceWorker" in tree.text(receiver):
            self._arguments(sinks.FUNCTIONS["navigator.serviceWorker.register"], node)
        elif name == "add" and "cache" in tree.text(receiver).lower():
            self._arguments(Sink(Form.URL, "cache.add()"), node)
        elif name == "replace" and len(arguments) == 1:
            self._arguments(Sink(Form.CSS, "CSSStyleSheet.replace()"), node)
        elif name == "push":
            self._queue(receiver, node, arguments)
        elif name == "execCommand" and len(arguments) > 2:
            form = Form.MARKUP if "HTML" in tree.text(arguments[0]) else Form.URL
            self._arguments(Sink(form, "execCommand()", Kind.IMAGE, 2), node)
        elif name == "showNotification":
            self._arguments(Sink(Form.ANYWHERE, "showNotification()", Kind.IMAGE, 1), node)
        else:
            sink = sinks.METHODS.get(name)
            if sink is not None:
                self._arguments(sink, node)

    def _indirect(self, name: str, receiver: int, arguments: list[int]) -> None:
        """`fetch.call(null, …)`, `fetch.apply(null, […])`, `Reflect.apply(fetch, null, […])`."""
        on = self._on
        target, passed = receiver, arguments[1:]
        if self._tree.text(receiver) == "Reflect" and arguments:
            target, passed = arguments[0], arguments[2:]
            name = "apply"
        paths = {value.path.removeprefix("window.") for value in on.values(target) if isinstance(value, Name)}
        tail = on.property_names(target)[:1] if self._tree.kinds[target] == "member_expression" else ()
        for path in paths | set(tail):
            sink = sinks.FUNCTIONS.get(path) or sinks.METHODS.get(path)
            if path == "open" and "XMLHttpRequest" in self._tree.text(target):
                sink = Sink(Form.URL, "XMLHttpRequest.open()", Kind.REQUEST, 1)
            if sink is None or not passed:
                continue
            values = [on.values(argument) for argument in passed]
            if name == "apply":
                values = [
                    tuple(v) for value in values[0] for v in (value.items if isinstance(value, Array) else ())
                ]
            position = sink.argument or 0
            if -len(values) <= position < len(values):
                self.value(sink, values[position], passed[0])

    def _open(self, receiver: int, node: int, arguments: list[int]) -> None:
        if len(arguments) < 2:
            if arguments and self._tree.kinds[receiver] in {"identifier", "this"}:
                self._arguments(sinks.FUNCTIONS["open"], node)
            return
        first = self._on.strings(arguments[0])
        if any(":" in text or text.startswith(("//", "\\\\")) for text in first):
            self._arguments(sinks.FUNCTIONS["open"], node)
        self._arguments(Sink(Form.URL, "XMLHttpRequest.open()", Kind.REQUEST, 1), node)

    def _set_attribute(self, method: str, receiver: int, node: int, arguments: list[int]) -> None:
        on = self._on
        spread = [a for a in arguments if self._tree.kinds[a] == "spread_element"]
        if spread:
            for value in on.values(spread[0]):
                if isinstance(value, Array) and len(value.items) > 1:
                    names = [as_text(name, on.marks) for name in value.items[-2]]
                    for name in names:
                        self._properties.assign(
                            on.values(receiver), name, value.items[-1], spread[0], receiver, attribute=True
                        )
            return
        if len(arguments) == 1 and method in {"attr", "prop"}:
            self._keys(node, arguments, on.values(receiver))
        elif len(arguments) >= 2:
            at = 1 if method == "setAttributeNS" and len(arguments) > 2 else 0
            for name in on.strings(arguments[at])[:16]:
                value = arguments[at + 1]
                self._properties.assign(
                    on.values(receiver), name, on.values(value), value, receiver, attribute=True
                )

    def _keys(self, node: int, sources: list[int], targets: tuple[Value, ...]) -> None:
        """Read an object whose keys become properties of an element."""
        for source in sources:
            for value in self._on.values(source):
                if isinstance(value, Object):
                    for key, nodes in self._on.members(value.node).items():
                        for inner in nodes[:4]:
                            self._properties.assign(targets, key, self._on.values(inner), inner, node)

    def _hyperscript(self, node: int) -> None:
        """`h("iframe", {src: …})` of React, Vue, Preact, Material and the like."""
        arguments = self._scopes.arguments(node)
        if (
            len(arguments) < 2
            or self._tree.kinds[arguments[0]] != "string"
            or self._tree.kinds[arguments[1]] != "object"
        ):
            return
        tag = self._tree.string(arguments[0]).lower()
        if tag in sinks.TAG_KINDS:
            self._keys(node, arguments[1:2], (Element(frozenset({tag}), -1),))

    def _jquery_markup(self, receiver: int, node: int) -> None:
        text = self._tree.text(receiver)[:400]
        if any(
            isinstance(v, Element) and not _is_jquery(text) for v in self._on.values(receiver)
        ) or text.startswith("document."):
            return
        self._arguments(Sink(Form.MARKUP_RUN, "jQuery markup", argument=None), node)

    def _css(self, arguments: list[int]) -> None:
        sink = Sink(Form.STYLE, "$.css()", Kind.IMAGE)
        if len(arguments) > 1:
            self.use(sink, self._on.strings(arguments[1]), arguments[1])
            return
        for value in self._on.values(arguments[0]):
            self.use(sink, tuple(_texts_in(self._on.plain(value))), arguments[0])

    def _queue(self, receiver: int, node: int, arguments: list[int]) -> None:
        """Matomo's command queue: `_paq.push(["setTrackerUrl", …])`."""
        if "_paq" in self._tree.text(receiver) and arguments:
            commands = {"setTrackerUrl", "addTracker", "setAPIUrl"}
            texts = [t for value in self._on.values(arguments[0]) for t in _texts_in(self._on.plain(value))]
            if commands & set(texts):
                self.use(Sink(Form.URL, "_paq.push()"), tuple(t for t in texts if t not in commands), node)

    # -- construction -----------------------------------------------------------------------------------------------

    def _construct(self, node: int) -> None:
        tree = self._tree
        if tree.after[node] == node + 1:
            return
        callee = tree.skip(node + 1)
        if tree.kinds[callee] == "identifier" and self._scopes.binding(tree.text(callee), callee) is None:
            paths = [tree.text(callee)]
        elif tree.kinds[callee] == "identifier":
            paths = self._paths(callee)
        else:
            paths = [value.path for value in self._on.values(callee) if isinstance(value, Name)]
        for path in paths:
            sink = sinks.CONSTRUCTORS.get(path.removeprefix("window."))
            if sink is not None:
                self._arguments(sink, node)

    # -- assignments ------------------------------------------------------------------------------------------------

    def _assignment(self, node: int) -> None:
        tree, on = self._tree, self._on
        if tree.after[node] == node + 1:
            return
        left = tree.skip(node + 1)
        right = tree.last_child(node)
        kind = tree.kinds[left]
        if right is None or right == left:
            return
        if kind == "identifier":
            binding = self._scopes.binding("location", left) if tree.text(left) == "location" else None
            if tree.text(left) == "location" and (binding is None or binding.scope < 0):
                self.use(Sink(Form.NAVIGATE, "location", Kind.DOCUMENT), on.strings(right), right)
            return
        if kind not in {"member_expression", "subscript_expression"}:
            return
        names = on.property_names(left)
        for name in names[:16]:
            if HOLE in name:
                self._unknown_property(left, right)
            elif self._may_matter(name, left):
                self._properties.assign(on.values(left + 1), name, on.values(right), right, left + 1)

    def _may_matter(self, name: str, left: int) -> bool:
        return (
            name in INTERESTING
            or name in sinks.STYLE_PROPERTIES
            or name.startswith("--")
            or (
                self._tree.kinds[left + 1] == "member_expression"
                and self._tree.text(left + 1).endswith(".style")
            )
        )

    def _unknown_property(self, left: int, right: int) -> None:
        values = self._on.values(left + 1)
        if any(isinstance(v, Element) and v.created and v.tags & sinks.TAG_KINDS.keys() for v in values):
            self._properties.assign(values, "src", self._on.values(right), right, left + 1)


def _is_jquery(text: str) -> bool:
    return text.startswith(("$(", "jQuery(", "$.", "jQuery."))


def _texts_in(value: object, depth: int = 0) -> list[str]:
    """All strings of a plain value."""
    if isinstance(value, str):
        return [value]
    if depth > 12:
        return []
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _texts_in(inner, depth + 1)]
    if isinstance(value, list):
        return [text for inner in value for text in _texts_in(inner, depth + 1)]
    return []
