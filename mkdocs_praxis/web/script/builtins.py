"""The page's globals, elements, objects and data: what their properties and methods are worth."""

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
    STRINGS,
    WINDOW,
    Evaluator,
)
from mkdocs_praxis.web.script.tables import builtins
from mkdocs_praxis.web.script.transfers import apply, transferred
from mkdocs_praxis.web.script.values import (
    MARKS,
    TOP,
    UNKNOWN,
    UNKNOWN_PART,
    Args,
    Element,
    Function,
    Global,
    Instance,
    Taint,
    Unknown,
    Value,
    Values,
    join,
    without_top,
)

_MOST_PATH = 120
_PATH = re.compile(r"[A-Za-z_$][\w$]{2,}(?:\.[\w$?]+)*")
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
_DOCUMENT = Global("document")
# What these properties are, on whatever they are read.
_ANYWHERE: dict[str, Value] = {
    "dataset": Instance("dataset"),
    "style": Instance("style"),
    "sheet": Instance("CSSStyleSheet"),
    "responseText": Taint("file"),
    "contentWindow": WINDOW,
    "defaultView": WINDOW,
    "contentDocument": _DOCUMENT,
    "ownerDocument": _DOCUMENT,
    "currentTarget": Element(),
    "target": Element(),
    "parentNode": Element(),
}


def global_value(ev: Evaluator, name: str) -> Values:
    """Return what a global is worth: something this script put there, or a name of the page."""
    table = builtins()
    if name in table.window:
        return (WINDOW,)
    binding = ev.scopes.binding(name, ev.tree.root)
    if binding is not None:
        return ev.bound(binding)
    known = name in table.names
    return (() if known else without_top(*(ev.value(node) for node in _assigned(ev, name)))) or (
        Global(name),
    )


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
        right = holder.child_by_field_name("right") if holder is not None else None
        if holder is not None and right is not None and holder.child_by_field_name("left") == target:
            found.append(right)
    return found


def _text_of_global(ev: Evaluator, value: Global) -> str:
    part = builtins().own_address.get(value.path)
    if part is not None:
        return _OWN_PARTS[part]
    is_known = value.path.partition(".")[0] in builtins().names or not _PATH.fullmatch(value.path)
    return UNKNOWN_PART if is_known else ev.marks.mark(Taint("global", value.path))


def _of_global(ev: Evaluator, value: Global, name: str) -> Values:
    if name[:1] >= MARKS:
        name = "?"
    if value.path == "window":
        return global_value(ev, name)
    path = f"{value.path}.{name}"
    path = builtins().alias.get(path, path)
    if path in builtins().elements:
        return (Element(frozenset({builtins().elements[path]})),)
    if name in _ANYWHERE and value.path not in builtins().names:
        return (_ANYWHERE[name],)
    return (Global(path),) if len(path) < _MOST_PATH else TOP


def _call_global(ev: Evaluator, value: Global, arguments: Args, node: Node) -> Values:
    how = builtins().calls.get(value.path)
    owner, _, name = value.path.rpartition(".")
    if how is not None:
        return apply(ev, how, value, arguments, node)
    return transferred(ev, Global(owner), name, arguments, node) if owner else TOP


def _invoke_global(ev: Evaluator, this: Global, name: str, arguments: Args, node: Node) -> Values:
    if this.path in builtins().own_address and name not in builtins().methods:
        return ev.invoke(ev.text(this), name, arguments, node)
    return join(*(ev.call(value, arguments, node) for value in ev.get(this, name)))


def _construct_global(ev: Evaluator, value: Global, arguments: Args, node: Node) -> Values:
    return apply(ev, builtins().constructors.get(value.path, value.path), UNKNOWN, arguments, node)


def _of_element(_ev: Evaluator, value: Element, name: str) -> Values:
    if name in _TEXTS:
        return (Taint("text", value.selector, "" if name in {"textContent", "text", "innerText"} else name),)
    if name in _ANYWHERE:
        return (_ANYWHERE[name],)
    if name.isdecimal() or name in {"documentElement", "body"}:
        return (value,)
    return TOP if name in _SHOWN or value.made_at >= 0 else (Taint("attribute", name.lower()),)


def _of_instance(_ev: Evaluator, value: Instance, name: str) -> Values:
    if value.of == "dataset" and name[:1] < MARKS:
        return (Taint("attribute", "data-" + _CAMEL.sub(lambda match: f"-{match[0].lower()}", name)),)
    is_file = value.of in {"XMLHttpRequest", "Response"} and name in {"responseText", "response", "data"}
    return (Taint("file"),) if is_file else TOP


def _of_taint(_ev: Evaluator, value: Taint, name: str) -> Values:
    return TOP if name == "length" else (value if name[:1] >= MARKS else Taint(value.kind, value.name, name),)


def _invoke_element(ev: Evaluator, this: Element, name: str, arguments: Args, node: Node) -> Values:
    if name in builtins().methods:
        return transferred(ev, this, name, arguments, node)
    return (this,) if this.jquery else TOP  # jQuery's methods chain


def _invoke_taint(ev: Evaluator, this: Taint, name: str, arguments: Args, node: Node) -> Values:
    return transferred(ev, this, name, arguments, node) if name == "then" else (this,)


STRINGS[Global] = _text_of_global
PROPERTIES |= {
    Global: _of_global,
    Element: _of_element,
    Instance: _of_instance,
    Taint: _of_taint,
    Unknown: lambda _ev, _value, name: (_ANYWHERE.get(name, UNKNOWN),),
}
CALLS[Global], CONSTRUCTORS[Global] = _call_global, _construct_global
METHODS |= {Global: _invoke_global, Element: _invoke_element, Taint: _invoke_taint}
METHODS |= dict.fromkeys((Instance, Unknown, Function), transferred)


def _callback(how: str, ev: Evaluator, call: Node, position: int) -> Values:
    """Return what a method gives to the callback it takes."""
    callee = call.child_by_field_name("function")
    owner = ev.tree.skip(callee).child_by_field_name("object") if callee is not None else None
    receiver = ev.value(owner) if owner is not None else TOP
    match how, position:
        case ("element", 0) | ("index element", 1):
            is_jquery = how == "index element" and len(ev.tree.arguments(call)) > 1  # `$.each(list, f)`
            return ev.elements(ev.argument(call, 0) if is_jquery else receiver)
        case "result", 0:
            return receiver
        case "file", 0:
            return (Taint("file"),)
        case "rest", _:
            return ev.argument(call, 2 + position) or TOP
    return TOP


for _name, _how in builtins().callbacks.items():
    CALLBACKS[_name] = partial(_callback, _how)
