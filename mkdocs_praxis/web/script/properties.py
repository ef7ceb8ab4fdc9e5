"""Values that become properties or attributes of elements, of `location`, of styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_praxis.web.contact import Kind
from mkdocs_praxis.web.script import lookup, sinks
from mkdocs_praxis.web.script.evaluate import Evaluator
from mkdocs_praxis.web.script.sinks import Form, Sink
from mkdocs_praxis.web.script.values import HOLE, Attribute, Element, Name, Object, Style, Value, as_text

if TYPE_CHECKING:
    from mkdocs_praxis.web.script.flow import Flow

INTERESTING = (
    frozenset(sinks.PROPERTIES)
    | frozenset(sinks.ELEMENT_PROPERTIES)
    | {
        "location",
        "href",
        "host",
        "hostname",
        "style",
        "text",
        "textContent",
        "innerText",
        "action",
        "formAction",
        "content",
        "ping",
        "value",
        "nodeValue",
        "baseVal",
    }
)


class Properties:
    """Decides what an assignment to a property makes the browser do, and tells the flow."""

    def __init__(self, flow: Flow, evaluator: Evaluator) -> None:
        self._flow = flow
        self._on = evaluator
        self._tree = evaluator.tree
        self._scopes = evaluator.scopes

    def assign(
        self,
        targets: tuple[Value, ...],
        name: str,
        values: tuple[Value, ...],
        at: int,
        receiver: int,
        *,
        attribute: bool = False,
    ) -> None:
        """Read a value that becomes a property or attribute of something."""
        on = self._on
        lower = name.lower().rpartition(":")[2] if attribute else name
        for attribute_node in [v for v in targets if isinstance(v, Attribute) and v.name]:
            if name in {"value", "nodeValue", "textContent"}:
                self.assign((), attribute_node.name, values, at, receiver, attribute=True)
        elements = [v for v in targets if isinstance(v, Element)]
        tags = frozenset(tag for element in elements for tag in element.tags)
        paths = {v.path for v in targets if isinstance(v, Name)}
        texts = tuple(dict.fromkeys(as_text(value, on.marks) for value in values))
        if name == "location" or (
            name in {"href", "host", "hostname"}
            and (paths & {"location", "document.location"} or self._tree.text(receiver)[-9:] == ".location")
        ):
            form = Form.HOST if name in {"host", "hostname"} else Form.NAVIGATE
            self._flow.use(
                Sink(form, "location" if name == "location" else f"location.{name}", Kind.DOCUMENT), texts, at
            )
            return
        if name in {"host", "hostname"} and any(isinstance(v, str) for v in targets):
            self._flow.use(Sink(Form.URL, f"URL.{name}"), tuple(f"https://{text}" for text in texts), at)
            return
        if (
            any(isinstance(v, Style) for v in targets)
            or (attribute and lower == "style")
            or name == "style"
            or name.startswith("--")
        ):
            self._flow.use(Sink(Form.STYLE, "style", Kind.IMAGE), texts, at)
            return
        if name in sinks.STYLE_PROPERTIES - {
            "src",
            "background",
            "content",
            "filter",
            "mask",
            "fill",
            "stroke",
            "cursor",
        }:
            self._flow.use(Sink(Form.STYLE, f"style.{name}", Kind.IMAGE), texts, at)
            return
        if lower.startswith("on") and attribute:
            self._flow.use(Sink(Form.CODE, f"[{lower}]"), texts, at)
            return
        if lower in {"text", "textContent", "innerText", "innerHTML"} and tags & {"script", "style"}:
            form = Form.CSS if "style" in tags else Form.CODE
            self._flow.value(Sink(form, f"{'style' if form is Form.CSS else 'script'}.{lower}"), values, at)
            return
        if lower == "innerHTML" and tags == {"template"}:
            self._flow.use(Sink(Form.MARKUP_INERT, "template.innerHTML"), texts, at)
            return
        if lower == "href" or (name == "baseVal" and self._tree.text(receiver)[-5:] == ".href"):
            if (name.lower() == "xlink:href" or name == "baseVal") and not tags & {"a", "area"}:
                tag = next(iter(sorted(tags)), "svg")
                self._flow.use(Sink(Form.URL, f"{tag}[xlink:href]", Kind.IMAGE), texts, at)
                return
            self._href(tags, elements, texts, at)
            return
        if lower in {"action", "formAction", "formaction"}:
            if tags & {"form", "input", "button"} or attribute or elements or paths:
                self._flow.use(Sink(Form.FORM, ".action", Kind.DOCUMENT), texts, at)
            return
        if lower == "content" and "meta" in tags:
            found = tuple(t.partition("=")[2] for t in texts if "url=" in t.lower())
            self._flow.use(Sink(Form.NAVIGATE, "meta refresh", Kind.DOCUMENT), found, at)
            return
        if lower == "ping":
            self._flow.use(Sink(Form.FORM, ".ping", Kind.REPORT), texts, at)
            return
        for tag in tags & sinks.ELEMENT_PROPERTIES.get(lower, {}).keys():
            self._flow.use(Sink(Form.URL, f"{tag}.{lower}", sinks.ELEMENT_PROPERTIES[lower][tag]), texts, at)
        sink = sinks.PROPERTIES.get(name) or (sinks.PROPERTIES.get(lower) if attribute else None)
        if sink is None or (lower == "background" and not tags):
            return
        if not elements and any(isinstance(v, Object) for v in targets):
            return  # a property of a plain object is no element's
        kinds = [sinks.TAG_KINDS[tag] for tag in sorted(tags) if tag in sinks.TAG_KINDS]
        tag = next(iter(sorted(tags)), "")
        kind = kinds[0] if kinds and sink.form is Form.URL else sink.kind
        certain = sink.form is not Form.URL or not self._flow.detached(receiver, elements)
        self._flow.value(Sink(sink.form, f"{tag}{sink.via}", kind), values, at, certain=certain)

    def _href(self, tags: frozenset[str], elements: list[Element], texts: tuple[str, ...], at: int) -> None:
        rels = {rel for e in elements for rel in self._rels(e)} if elements else set()
        if tags & {"a", "area"} or (not tags and not all("css" in t.lower() for t in texts)):
            self._flow.use(Sink(Form.POPUP, "a.href", Kind.DOCUMENT), texts, at, certain=False)
        elif "base" in tags:
            self._flow.use(Sink(Form.URL, "base.href", Kind.OTHER), texts, at)
        elif rels and not rels & (sinks.HINT_RELS | sinks.FETCHING_RELS) and HOLE not in rels:
            return
        elif rels and rels <= sinks.HINT_RELS:
            self._flow.use(Sink(Form.HINT, f"link[{' '.join(sorted(rels))}]", Kind.CONNECTION), texts, at)
        else:
            kind = next((sinks.TAG_KINDS[tag] for tag in sorted(tags) if tag in sinks.TAG_KINDS), Kind.STYLE)
            self._flow.use(Sink(Form.URL, f"{next(iter(sorted(tags)), 'link')}.href", kind), texts, at)

    def _rels(self, element: Element) -> set[str]:
        """Return the `rel` that the script gives an element, found by the expression that made it."""
        on, tree = self._on, self._tree
        found: set[str] = set()
        for assignment in self._scopes.assigned_properties.get("rel", [])[:50]:
            target = assignment + 2
            if element in on.values(target):
                found |= {
                    word
                    for text in on.strings(tree.last_child(assignment) or assignment)
                    for word in text.lower().split()
                }
        for method in ("setAttribute", "attr", "assign"):
            for call in self._scopes.calls.get(method, [])[:50]:
                arguments = self._scopes.arguments(call)
                callee = tree.skip(call + 1)
                if method == "assign" and arguments and element in on.values(arguments[0]):
                    found |= {
                        word
                        for a in arguments[1:]
                        for v in on.values(a)
                        if isinstance(v, Object)
                        for n in lookup.members(on, v.node).get("rel", [])
                        for t in on.strings(n)
                        for word in t.lower().split()
                    }
                elif (
                    len(arguments) > 1
                    and "rel" in on.strings(arguments[0])
                    and element in on.values(callee + 1)
                ):
                    found |= {word for text in on.strings(arguments[1]) for word in text.lower().split()}
        return found
