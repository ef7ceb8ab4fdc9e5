"""The page's globals, elements and objects: what their properties and methods are worth."""

from __future__ import annotations

import re
from functools import partial
from itertools import islice

from tree_sitter import Node

from mkdocs_praxis.web.script import values
from mkdocs_praxis.web.script.evaluate import (
    CALLBACKS,
    CALLS,
    CONSTRUCTORS,
    METHODS,
    PROPERTIES,
    Evaluator,
)
from mkdocs_praxis.web.script.tables import builtins
from mkdocs_praxis.web.script.transfers import apply, transferred
from mkdocs_praxis.web.script.values import (
    TOP,
    UNKNOWN,
    UNKNOWN_PART,
    Alternatives,
    Element,
    Function,
    Global,
    Instance,
    Taint,
    Unknown,
    Value,
    join,
    without_top,
)

_MOST_PATH = 120
_PATH = re.compile(r"[A-Za-z_$][\w$]{2,}(?:\.[\w$]+)*")
_OWN_PARTS = {
    "href": values.HREF,
    "origin": values.ORIGIN,
    "protocol": values.PROTOCOL,
    "host": values.HOST,
    "path": values.PATH,
}
_TEXTS = frozenset({"textContent", "innerText", "innerHTML", "text", "value", "content", "outerHTML"})
_CAMEL = re.compile(r"[A-Z]")
# Attributes whose values the page's own markup shows: what reads them is told by their readers.
_SHOWN = frozenset({"src", "href", "action", "srcset", "poster"})


def global_value(ev: Evaluator, name: str) -> Alternatives:
    """Return what a global is worth: something this script put there, or a name of the page."""
    table = builtins()
    if name in table.window:
        return (Global("window"),)
    binding = ev.scopes.binding(name, ev.tree.root)
    if binding is not None:
        return ev.bound(binding)
    if name in table.names or f"{name}." in table.alias:
        return (Global(name),)
    assigned = [ev.value(node) for node in _assigned(ev, name)]
    return without_top(*assigned) or (Global(name),)


def _assigned(ev: Evaluator, name: str) -> list[Node]:
    """Return what the script assigns to a global, by name or as a property of the window."""
    tree, found = ev.tree, []
    for node in islice(tree.writes(name, tree.root), 8):
        target, holder = node, tree.parent(node)
        if holder is not None and holder.type == "member_expression":
            owner = holder.child_by_field_name("object")
            if owner is None or tree.text(owner) not in builtins().window:
                continue
            target, holder = holder, tree.parent(holder)
        elif ev.scopes.binding(name, node) is not None:
            continue
        left = holder.child_by_field_name("left") if holder is not None else None
        right = holder.child_by_field_name("right") if holder is not None else None
        if left is not None and left.id == target.id and right is not None:
            found.append(right)
    return found


def _of_global(ev: Evaluator, value: Global, name: str) -> Alternatives:
    table = builtins()
    if name == "<text>":
        part = table.own_address.get(value.path)
        if part is not None:
            return (_OWN_PARTS[part],)
        own = value.path.partition(".")[0] in table.names or not _PATH.fullmatch(value.path)
        return (UNKNOWN_PART if own else ev.marks.mark(Taint("global", value.path)),)
    if name[:1] == "<" or name[:1] > "\U000effff":
        return (Global(f"{value.path}.?"),) if name == "<each>" and value.path not in table.names else TOP
    if value.path == "window":
        return global_value(ev, name)
    if name in {"contentWindow", "contentDocument"}:
        return (Global("window" if name == "contentWindow" else "document"),)
    path = f"{value.path}.{name}"
    path = table.alias.get(path, path)
    if path in table.elements:
        return (Element(frozenset({table.elements[path]})),)
    if name in {"dataset", "style"}:
        return (Instance(name),)
    return (Global(path),) if len(path) < _MOST_PATH else TOP


def _call_global(ev: Evaluator, value: Global, arguments: list[Alternatives], node: Node) -> Alternatives:
    how = builtins().calls.get(value.path)
    if how is not None:
        return apply(ev, how, value, arguments, node)
    owner, _, name = value.path.rpartition(".")
    return transferred(ev, Global(owner), name, arguments, node) if owner else TOP


def _invoke_global(
    ev: Evaluator, this: Value, name: str, arguments: list[Alternatives], node: Node
) -> Alternatives:
    found = ev.get(this, name)
    if isinstance(this, Global) and this.path in builtins().own_address and name not in builtins().methods:
        return ev.invoke(ev.text(this), name, arguments, node)
    return join(*(ev.call(value, arguments, node) for value in found))


def _construct_global(
    ev: Evaluator, value: Global, arguments: list[Alternatives], node: Node
) -> Alternatives:
    how = builtins().constructors.get(value.path)
    if how is None:
        return (Instance(value.path),)
    if how.startswith("<"):
        return (Element(frozenset({how.strip("<>")}), node.start_byte),)
    return apply(ev, how, UNKNOWN, arguments, node)


PROPERTIES[Global] = _of_global
CALLS[Global] = _call_global
METHODS[Global] = _invoke_global
CONSTRUCTORS[Global] = _construct_global


# -- elements, instances, the page's data ---------------------------------------------------------------------------


def _of_element(_ev: Evaluator, value: Element, name: str) -> Alternatives:
    if name in {"dataset", "style"}:
        return (Instance(name),)
    if name in {"contentWindow", "contentDocument"}:
        return (Global("window" if name == "contentWindow" else "document"),)
    if name in _TEXTS:
        return (Taint("text", value.selector, "" if name in {"textContent", "text", "innerText"} else name),)
    if name == "<each>" or name.isdecimal() or name in {"documentElement", "body"}:
        return (value,)
    if name == "sheet":
        return (Instance("CSSStyleSheet"),)
    if name in _SHOWN or value.made_at >= 0:
        return TOP
    return (Taint("attribute", name.lower()),)


def _of_instance(_ev: Evaluator, value: Instance, name: str) -> Alternatives:
    if value.of == "dataset":
        attribute = "data-" + _CAMEL.sub(lambda match: f"-{match[0].lower()}", name)
        return (Taint("attribute", attribute),) if name[:1] < "\U000f0000" else TOP
    if value.of in {"XMLHttpRequest", "Response"} and name in {
        "responseText",
        "response",
        "responseXML",
        "data",
    }:
        return (Taint("file"),)
    return TOP


def _of_taint(_ev: Evaluator, value: Taint, name: str) -> Alternatives:
    if name == "length":
        return TOP
    if name[:1] == "<" or name[:1] > "\U000effff":
        return (value,)
    return (Taint(value.kind, value.name, name),)


def _of_unknown(_ev: Evaluator, _value: Value, name: str) -> Alternatives:
    if name in {"dataset", "style"}:
        return (Instance(name),)
    if name in {"responseText", "responseXML"}:
        return (Taint("file"),)
    if name in {"contentWindow", "defaultView"}:
        return (Global("window"),)
    if name == "ownerDocument":
        return (Global("document"),)
    return (Element(),) if name in {"currentTarget", "target", "parentNode", "firstChild"} else TOP


def _invoke_own(
    ev: Evaluator, this: Value, name: str, arguments: list[Alternatives], node: Node
) -> Alternatives:
    return transferred(ev, this, name, arguments, node)


def _invoke_element(
    ev: Evaluator, this: Element, name: str, arguments: list[Alternatives], node: Node
) -> Alternatives:
    if name in builtins().methods:
        return transferred(ev, this, name, arguments, node)
    return (this,) if this.jquery else TOP  # jQuery's methods chain


def _invoke_taint(
    ev: Evaluator, this: Value, name: str, arguments: list[Alternatives], node: Node
) -> Alternatives:
    return (
        (this,)
        if name not in {"json", "text", "then", "map", "forEach"}
        else transferred(ev, this, name, arguments, node)
    )


PROPERTIES |= {Element: _of_element, Instance: _of_instance, Taint: _of_taint, Unknown: _of_unknown}
METHODS |= {
    Element: _invoke_element,
    Instance: _invoke_own,
    Taint: _invoke_taint,
    Unknown: _invoke_own,
    Function: _invoke_own,
}


# -- callbacks ------------------------------------------------------------------------------------------------------


def _receiver(ev: Evaluator, call: Node) -> Alternatives:
    callee = call.child_by_field_name("function")
    owner = ev.tree.skip(callee).child_by_field_name("object") if callee is not None else None
    return ev.value(owner) if owner is not None else TOP


def _callback(how: str, ev: Evaluator, call: Node, position: int) -> Alternatives:
    """Return what a method gives to the callback it takes."""
    if how == "element":
        return ev.elements(_receiver(ev, call)) if position == 0 else TOP
    if how == "index element":
        if position != 1:
            return TOP
        given = (
            [ev.elements(values) for values in ev.arguments(call)[:1]]
            if len(ev.tree.arguments(call)) > 1
            else []
        )
        return join(ev.elements(_receiver(ev, call)), *given)
    if how == "result":
        return _receiver(ev, call) if position == 0 else TOP
    if how == "file":
        return (Taint("file"),) if position == 0 else TOP
    if how == "rest":
        rest = ev.arguments(call)[2 + position : 3 + position]
        return rest[0] if rest else TOP
    return TOP


for _name, _how in builtins().callbacks.items():
    CALLBACKS[_name] = partial(_callback, _how)
