"""Calls of methods: what each may make the browser do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_praxis.web.contact import Kind
from mkdocs_praxis.web.script import lookup, sinks
from mkdocs_praxis.web.script.moments import Moment
from mkdocs_praxis.web.script.sinks import Form, Sink
from mkdocs_praxis.web.script.values import Array, Element, Function, Name, Object, This, as_text, texts_in

if TYPE_CHECKING:
    from mkdocs_praxis.web.script.flow import Flow

_PATH_TAILS = frozenset(path.rpartition(".")[2] for path in (*sinks.FUNCTIONS, *sinks.STARTS) if "." in path)
_GLOBALS = frozenset(path for path in sinks.FUNCTIONS if "." not in path)
_ADDRESS_METHODS = frozenset({"assign", "replace"})
_PUTTING = frozenset({"append", "appendChild", "prepend", "replaceChildren"})
# Sinks known by the method's name alone.
_TAKEN_BY_NAME = frozenset({"open", "load", "css", "replace", "add", *sinks.METHODS}) | sinks.JQUERY_MARKUP
_XLINK = "http://www.w3.org/1999/xlink"


class Methods:
    """Reads method calls and tells the flow."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._on = flow.on
        self._tree = flow.on.tree
        self._scopes = flow.on.scopes

    def call(self, name: str, callee: int, node: int) -> None:
        """Read a call of method `name`."""
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
                self._flow.properties.assign(
                    on.values(receiver), "textContent", values, arguments[0], receiver
                )
                return
        self._acts(name, callee, node, arguments)
        if name in _TAKEN_BY_NAME and self._is_own(callee):
            return
        if name in _PATH_TAILS or name in _GLOBALS:
            for value in on.values(receiver):
                if isinstance(value, Name):
                    path = name if value.path == "window" else f"{value.path}.{name}"
                    if path in sinks.FUNCTIONS or path in sinks.STARTS:
                        self._flow.function(path, node)
                        return
        if name == "open":
            self._open(receiver, node, arguments)
        elif name in _ADDRESS_METHODS and tree.text(receiver).endswith("location"):
            self._flow.arguments(sinks.FUNCTIONS[f"location.{name}"], node)
        elif name in {"setAttribute", "setAttributeNS", "attr", "prop"}:
            self._set_attribute(name, receiver, node, arguments)
        elif name in {"assign", "extend"} and arguments:
            for source in arguments[1:]:
                self._flow.keys(node, [source], on.values(arguments[0]))
        elif (
            name in {"set", "defineProperty"}
            and tree.text(receiver) in {"Reflect", "Object"}
            and len(arguments) > 2
        ):
            for key in on.strings(arguments[1]):
                self._flow.properties.assign(
                    on.values(arguments[0]), key, on.values(arguments[2]), arguments[2], arguments[0]
                )
        elif name in sinks.JQUERY_MARKUP:
            self._jquery_markup(receiver, node)
        elif name == "load" and arguments:
            self._flow.arguments(Sink(Form.URL, ".load()"), node)
        elif name == "css" and arguments:
            self._css(arguments)
        elif name == "register" and "serviceWorker" in tree.text(receiver):
            self._flow.arguments(sinks.FUNCTIONS["navigator.serviceWorker.register"], node)
        elif name == "add" and "cache" in tree.text(receiver).lower():
            self._flow.arguments(Sink(Form.URL, "cache.add()"), node)
        elif name == "replace" and len(arguments) == 1:
            self._flow.arguments(Sink(Form.CSS, "CSSStyleSheet.replace()"), node)
        elif name == "push":
            self._queue(receiver, node, arguments)
        elif name == "execCommand" and len(arguments) > 2:
            form = Form.MARKUP if "HTML" in tree.text(arguments[0]) else Form.URL
            self._flow.arguments(Sink(form, "execCommand()", Kind.IMAGE, 2), node)
        elif name == "showNotification":
            self._flow.arguments(Sink(Form.ANYWHERE, "showNotification()", Kind.IMAGE, 1), node)
        else:
            sink = sinks.METHODS.get(name)
            if sink is not None:
                self._flow.arguments(sink, node)

    def _is_own(self, callee: int) -> bool:
        """Say whether a method is one that an object of this script defines, whatever its name."""
        on = self._on
        holders = on.values(callee + 1)
        return any(isinstance(v, Object | This | Function) for v in holders) and (
            not any(isinstance(v, Name | Element) for v in holders)
            and any(isinstance(v, Function) for v in on.values(callee))
        )

    def _acts(self, name: str, callee: int, node: int, arguments: list[int]) -> None:
        """Note what a script does by itself with what the page holds: sends forms, follows links, wakes templates."""
        tree, flow = self._tree, self._flow
        if name in {"submit", "requestSubmit"}:
            flow.submits_forms |= flow.moments.of(node) is Moment.LOAD
        if (name == "click" and not arguments) or (
            name == "dispatchEvent" and "click" in tree.text(node)[:300]
        ):
            flow.clicks_links |= flow.moments.of(node) is Moment.LOAD
        if name in {"cloneNode", "importNode"} and ".content" in tree.text(callee) + "".join(
            tree.text(a)[:80] for a in arguments[:1]
        ):
            flow.clones_templates = True

    def _indirect(self, name: str, receiver: int, arguments: list[int]) -> None:
        """`fetch.call(null, …)`, `fetch.apply(null, […])`, `Reflect.apply(fetch, null, […])`."""
        on = self._on
        target, passed = receiver, arguments[1:]
        if self._tree.text(receiver) == "Reflect" and arguments:
            target, passed = arguments[0], arguments[2:]
            name = "apply"
        elif self._tree.text(receiver)[-15:] in {".prototype.call", "prototype.apply"} and arguments:
            target, passed = arguments[0], arguments[2:]  # Function.prototype.call.call(fetch, null, …)
            name = "apply" if self._tree.text(receiver).endswith("apply") else "call"
        paths = {value.path.removeprefix("window.") for value in on.values(target) if isinstance(value, Name)}
        tail = (
            lookup.property_names(on, target)[:1]
            if self._tree.kinds[target] in {"member_expression", "subscript_expression"}
            else ()
        )
        for path in paths | set(tail):
            sink = sinks.of_path(path) or sinks.METHODS.get(path)
            if path == "open" and (
                "XMLHttpRequest" in self._tree.text(target) or len(passed) > 1 or name == "apply"
            ):
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
                self._flow.value(sink, values[position], passed[0])

    def _open(self, receiver: int, node: int, arguments: list[int]) -> None:
        if len(arguments) < 2:
            if arguments and self._tree.kinds[receiver] in {"identifier", "this"}:
                self._flow.opens(node)
            return
        first = self._on.strings(arguments[0])
        if any(":" in text or text.startswith(("//", "\\\\")) for text in first):
            self._flow.opens(node)
        self._flow.arguments(Sink(Form.URL, "XMLHttpRequest.open()", Kind.REQUEST, 1), node)

    def _set_attribute(self, method: str, receiver: int, node: int, arguments: list[int]) -> None:
        on = self._on
        spread = [a for a in arguments if self._tree.kinds[a] == "spread_element"]
        if spread:
            for value in on.values(spread[0]):
                if isinstance(value, Array) and len(value.items) > 1:
                    names = [as_text(name, on.marks) for name in value.items[-2]]
                    for name in names:
                        self._flow.properties.assign(
                            on.values(receiver), name, value.items[-1], spread[0], receiver, attribute=True
                        )
            return
        if len(arguments) == 1 and method in {"attr", "prop"}:
            self._flow.keys(node, arguments, on.values(receiver))
        elif len(arguments) >= 2:
            at = 1 if method == "setAttributeNS" and len(arguments) > 2 else 0
            in_xlink = at == 1 and _XLINK in on.strings(arguments[0])
            for name in on.strings(arguments[at])[:16]:
                value = arguments[at + 1]
                full = f"xlink:{name}" if in_xlink and ":" not in name else name
                self._flow.properties.assign(
                    on.values(receiver), full, on.values(value), value, receiver, attribute=True
                )

    def _jquery_markup(self, receiver: int, node: int) -> None:
        text = self._tree.text(receiver)[:400]
        if any(
            isinstance(v, Element) and not _is_jquery(text) for v in self._on.values(receiver)
        ) or text.startswith("document."):
            return
        self._flow.arguments(Sink(Form.MARKUP_RUN, "jQuery markup", argument=None), node)

    def _css(self, arguments: list[int]) -> None:
        sink = Sink(Form.STYLE, "$.css()", Kind.IMAGE)
        if len(arguments) > 1:
            self._flow.use(sink, self._on.strings(arguments[1]), arguments[1])
            return
        for value in self._on.values(arguments[0]):
            self._flow.use(sink, tuple(texts_in(lookup.plain(self._on, value))), arguments[0])

    def _queue(self, receiver: int, node: int, arguments: list[int]) -> None:
        """Matomo's command queue: `_paq.push(["setTrackerUrl", …])`."""
        if "_paq" in self._tree.text(receiver) and arguments:
            commands = {"setTrackerUrl", "addTracker", "setAPIUrl"}
            texts = [
                t for value in self._on.values(arguments[0]) for t in texts_in(lookup.plain(self._on, value))
            ]
            if commands & set(texts):
                self._flow.use(
                    Sink(Form.URL, "_paq.push()"), tuple(t for t in texts if t not in commands), node
                )


def _is_jquery(text: str) -> bool:
    return text.startswith(("$(", "jQuery(", "$.", "jQuery."))
