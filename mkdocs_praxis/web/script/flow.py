"""Follows values into sinks: every call, assignment and import of a script that can make the browser do something."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_praxis.web.contact import Kind
from mkdocs_praxis.web.script import lookup, parameters, sinks
from mkdocs_praxis.web.script.evaluate import Evaluator
from mkdocs_praxis.web.script.mentions import is_namespace
from mkdocs_praxis.web.script.methods import Methods
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
    texts_in,
)

_ATTACHED = frozenset({"script", "iframe", "frame", "link", "embed", "object"})
_ATTACHING = frozenset({"appendTo", "prependTo", "insertAfter", "insertBefore", "replaceAll", "click"})


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
        self.on = evaluator
        self._tree = evaluator.tree
        self._scopes = evaluator.scopes
        self.moments = moments
        self.properties = Properties(self, evaluator)
        self._methods = Methods(self)
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
            moment = Moment.NEVER if self.moments.is_dead(node) else self.moments.of(node)
            self.uses.append(Use(sink, texts, node, moment, certain and moment is not Moment.NEVER))

    def value(self, sink: Sink, values: tuple[Value, ...], at: int, *, certain: bool = True) -> None:
        """Read a sink's value as its form wants it."""
        on = self.on
        if sink.form in {Form.ANYWHERE, Form.ICE} or (
            sink.form is Form.STYLE and any(isinstance(value, Object | Array) for value in values)
        ):
            self.use(
                sink,
                tuple(dict.fromkeys(text for value in values for text in texts_in(lookup.plain(on, value)))),
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
        members = lookup.members(self.on, value.node)
        for key in ("url", "href", "src", "baseURL"):
            for node in members.get(key, [])[:4]:
                self.use(sink, self.on.strings(node), at)

    def arguments(self, sink: Sink, node: int) -> None:
        """Read the arguments of a call that a sink speaks of."""
        arguments = self._scopes.arguments(node)
        if sink.argument is None:
            each = [self.on.values(argument) for argument in arguments]
            if sink.form in {Form.MARKUP_RUN, Form.MARKUP} and len(each) > 1:
                self.value(sink, self.on.joined(each), arguments[0])
            else:
                for argument, value in zip(arguments, each, strict=True):
                    self.value(sink, value, argument)
            return
        position = sink.argument if sink.argument >= 0 else len(arguments) + sink.argument
        spread = next((at for at, a in enumerate(arguments) if self._tree.kinds[a] == "spread_element"), None)
        if spread is not None and spread <= position:
            values = lookup.elements(self.on, self.on.values(arguments[spread]))
            self.value(sink, values, arguments[spread])
        elif 0 <= position < len(arguments):
            self.value(sink, self.on.values(arguments[position]), arguments[position])

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
        for use in self.moments.references(binding):
            holder = tree.parent[use]
            if tree.kinds[holder] not in {"member_expression", "subscript_expression"} or use != holder + 1:
                return False
            if set(lookup.property_names(self.on, holder)) & _ATTACHING:
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
                self.arguments(Sink(form, f"{tree.text(callee)}`…`"), node)
        if kind == "identifier":
            for path in self._paths(callee):
                self.function(path, node)
        elif kind == "import":
            self.arguments(sinks.FUNCTIONS["import"], node)
        elif kind in {"member_expression", "subscript_expression"}:
            for name in lookup.property_names(self.on, callee)[:8]:
                self._methods.call(name, callee, node)
        elif kind in {"call_expression", "ternary_expression", "binary_expression"}:
            for value in self.on.values(callee):
                if isinstance(value, Name):
                    self.function(value.path, node)
        self._hyperscript(node)
        self._callbacks(callee, node)

    def _callbacks(self, callee: int, node: int) -> None:
        """`urls.forEach(fetch)`, `promise.then(fetch)`, `setTimeout(fetch, 0, url)`: a sink given as the callback."""
        name = self._tree.text(callee)[-40:].rpartition(".")[2]
        if name not in parameters.CALLBACK_TAKERS:
            return
        for argument in self._scopes.arguments(node)[:4]:
            if self._tree.kinds[argument] not in {"identifier", "member_expression", "call_expression"}:
                continue
            for value in self.on.values(argument):
                sink = sinks.of_path(value.path) if isinstance(value, Name) else None
                # `["…"].forEach(fetch)` throws: it passes the position as options.
                if (
                    sink is not None
                    and (sink.argument or 0) >= 0
                    and (name not in parameters.EACH_METHODS or sink.via != "fetch()")
                ):
                    passed = parameters.from_host(self.on, argument, sink.argument or 0)
                    if passed:
                        self.value(sink, passed, argument)

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
        return [value.path for value in self.on.bound(binding) if isinstance(value, Name)]

    def function(self, path: str, node: int) -> None:
        """Read a call of a global function."""
        path = path.removeprefix("window.")
        sink = sinks.of_path(path)
        self._starts(path, node)
        if path == "open":
            self.opens(node)
        elif sink is not None:
            self.arguments(sink, node)
            if path in {"$", "jQuery", "Zepto", "cash"}:
                self.keys(node, self._scopes.arguments(node)[1:2], self.on.values(node))

    def opens(self, node: int) -> None:
        """Read `window.open()`: it goes there in the same window; browsers block new ones that no person asked for."""
        arguments = self._scopes.arguments(node)
        targets = set(self.on.strings(arguments[1])) if len(arguments) > 1 else set()
        if targets & {"_self", "_top", "_parent"}:
            self.arguments(Sink(Form.NAVIGATE, "window.open()", Kind.DOCUMENT), node)
        elif arguments:
            sink = sinks.FUNCTIONS["open"]
            self.value(sink, self.on.values(arguments[0]), arguments[0], certain=False)

    def keys(self, node: int, sources: list[int], targets: tuple[Value, ...]) -> None:
        """Read an object whose keys become properties of an element."""
        for source in sources:
            for value in self.on.values(source):
                if isinstance(value, Object):
                    for key, nodes in lookup.members(self.on, value.node).items():
                        for inner in nodes[:4]:
                            self.properties.assign(targets, key, self.on.values(inner), inner, node)

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
            self.keys(node, arguments[1:2], (Element(frozenset({tag}), -1),))

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
            paths = [value.path for value in self.on.values(callee) if isinstance(value, Name)]
        for path in paths:
            sink = sinks.CONSTRUCTORS.get(path.removeprefix("window."))
            if sink is not None:
                self.arguments(sink, node)
            self._starts(path.removeprefix("window."), node)

    def _starts(self, path: str, node: int) -> None:
        """Read the start of a library that asks for an address of its own unless its options name another."""
        starts = sinks.STARTS.get(path, ())
        given = {
            name
            for argument in (self._scopes.arguments(node) if starts else ())
            for value in self.on.values(argument)
            if isinstance(value, Object)
            for name in lookup.members(self.on, value.node)
        }
        for start in starts:
            if not given & start.unless and (not start.wants or given & start.wants):
                self.use(Sink(Form.URL, f"{path}()", Kind.OTHER), (start.address,), node)

    # -- assignments ------------------------------------------------------------------------------------------------

    def _assignment(self, node: int) -> None:
        tree, on = self._tree, self.on
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
        names = lookup.property_names(on, left)
        for name in names[:16]:
            if HOLE in name:
                self._unknown_property(left, right)
            elif self._may_matter(name, left):
                self.properties.assign(on.values(left + 1), name, on.values(right), right, left + 1)

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
        values = self.on.values(left + 1)
        if any(isinstance(v, Element) and v.created and v.tags & sinks.TAG_KINDS.keys() for v in values):
            self.properties.assign(values, "src", self.on.values(right), right, left + 1)
