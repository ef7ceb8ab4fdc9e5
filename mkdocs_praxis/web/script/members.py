"""Evaluates properties and methods of strings, lists, objects, functions, elements and globals."""

import re
from itertools import islice

from tree_sitter import Node

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.script.alternatives import MAX_ALTERNATIVES, join, without_top
from mkdocs_praxis.web.script.evaluate import OPERATIONS, WINDOW, Evaluator
from mkdocs_praxis.web.script.marks import MARKS, MAX_TEXT, is_exact
from mkdocs_praxis.web.script.tables import SYNTAX, table
from mkdocs_praxis.web.script.transfers import apply, transferred
from mkdocs_praxis.web.script.values import (
    TOP,
    UNKNOWN,
    Args,
    Element,
    Function,
    Global,
    Instance,
    List,
    Object,
    Taint,
    This,
    Unknown,
    Value,
    Values,
)

_MOST_PATH, _MOST_BASES = 120, 8
_CLASSES = frozenset({"class", "class_declaration"})
_CAMEL = regex(r"[A-Z]")
_MADE: dict[str, Value] = {"": UNKNOWN, "element": Element(), "file": Taint("file")}
_LITERAL = regex(r"(?s)/((?:\\[^\w]|[^\\/\[\](){}^$*+?|])+)/(\w*)")  # matches exactly one text
_PLAIN = {"trim": "strip", "toLowerCase": "lower", "toUpperCase": "upper"}  # their names in Python


def _invoke_text(ev: Evaluator, text: str, name: str, arguments: Args, node: Node) -> Values:
    first = arguments[0] if arguments else ()
    if name in _PLAIN:
        return (str(getattr(text, _PLAIN[name])()),)
    if name == "concat":
        return ev.concatenated([(text,), *arguments])
    if name in {"replace", "replaceAll"} and len(arguments) > 1:
        olds, news = ev.texts(first)[:4], ev.texts(arguments[1])[:4]
        return join(*(_replaced(text, old, new, every=name[7:] == "All") for old in olds for new in news))
    if name == "split" and first and is_exact(text):
        glue = ev.text(first[0])
        return (ev.listed([(piece,) for piece in (text.split(glue) if glue else text)]),)
    return transferred(ev, text, name, arguments, node)


def _replaced(text: str, old: str, new: str, *, every: bool) -> Values:
    """Return a string with `old`, a string or a literal regular expression, replaced."""
    expression = _LITERAL.fullmatch(old)
    if not is_exact(old) or not old or (expression is None and old[0] == "/" and len(old) > 1):
        return TOP
    sought = re.sub(r"\\(.)", r"\1", expression[1]) if expression else old
    every = every or (expression is not None and "g" in expression[2])
    return (text.replace(sought, new, -1 if every else 1)[:MAX_TEXT],)


def _of_object(ev: Evaluator, value: Object, name: str) -> Values:
    if name[:1] >= MARKS:  # the name is unknown
        return join(*ev.fields(value).values()) if len(value.fields) <= MAX_ALTERNATIVES else TOP
    found = value.fields.get(name, TOP)
    made = value.fields.get("data") if found is TOP and name != "data" else None
    if isinstance(made, Node) and made.type in SYNTAX.functions:  # Vue: data returned by a function
        returned = [node for node in map(ev.tree.skip, ev.names.returns(made)) if node.type == "object"]
        return join(*(ev.get(one, name) for node in returned for one in ev.value(node))) or TOP
    return ev.value(found) if isinstance(found, Node) else found


def _of_list(_ev: Evaluator, value: List, name: str) -> Values:
    if name.isdecimal() and len(name) < 9:
        return value.items[int(name)] if int(name) < len(value.items) else TOP
    return join(*value.items[:MAX_ALTERNATIVES]) or TOP if name[:1] >= MARKS else TOP


def _invoke_function(ev: Evaluator, value: Function, name: str, arguments: Args, node: Node) -> Values:
    """Return the results of a function for all of its callers."""
    if value.node.type in _CLASSES:
        made = Instance(value.node)
        return (made,) if name == "new" else _invoke_object(ev, made, name, arguments, node)
    if name or value.node.type not in SYNTAX.functions:
        return transferred(ev, value, name, arguments, node)
    returned = ev.names.returns(value.node)[:MAX_ALTERNATIVES]
    return join(*(ev.value(node) for node in returned)) or TOP


def _of_class(ev: Evaluator, value: Function | Instance, name: str) -> Values:
    """Return a member of a class or instance: a field, a method, or a value assigned to `this`."""
    at, found = value.node, list[Values]()
    for _ in range(_MOST_BASES):
        body = at if at.type == "object" else at.child_by_field_name("body")
        for made in ev.value(body) if body is not None and body.type in {"class_body", "object"} else ():
            if isinstance(made, Object) and {name, "data"} & made.fields.keys():
                found.append(ev.get(made, name))
        static = f"{ev.tree.target(at)}.{name}"
        inside = range(body.start_byte, body.end_byte) if body is not None else ()
        for target, right in ev.tree.writes(name.lstrip("#")):
            if ev.tree.text(target) in {static, f"this.{name}" if target.start_byte in inside else static}:
                found.append(ev.value(right))
        base = ev.value(next((one for one in at.named_children if one.type == "class_heritage"), None))
        if found or len(base) != 1 or not isinstance(base[0], Function):
            break
        at = base[0].node
    return without_top(*found) or (_of_any(name),)


def _invoke_object(ev: Evaluator, this: Object | Instance, name: str, arguments: Args, node: Node) -> Values:
    own = (value for value in ev.get(this, name) if isinstance(value, Function))
    called = (ev.invoke(value, "", arguments, node) for value in own)
    return join(*called) or transferred(ev, this, name, arguments, node)


def _invoke_list(ev: Evaluator, this: List, name: str, arguments: Args, node: Node) -> Values:
    first = arguments[0] if arguments else ()
    match name:
        case "join":
            return ev.concatenated(this.items, ev.text(first[0]) if first else ",")
        case "reverse" | "toReversed":
            return (ev.listed(this.items[::-1]),)
        case "at" | "shift" | "pop" | "find":
            return ev.elements((this,))
        case "map" | "flatMap" | "reduce":  # any of the elements
            result = join(*(ev.invoke(each, "", [], node) for each in first))
            listed = {"map": result, "flatMap": ev.elements(result)}.get(name)
            return (ev.listed([listed]),) if listed is not None else result
        case "concat":
            return (ev.listed([*this.items, *(one for given in arguments for one in ev.sequence(given[0]))]),)
        case "get":  # of a Map, which is evaluated as a list of pairs
            return ev.elements(ev.elements((this,)))
    return transferred(ev, this, name, arguments, node)


def global_value(ev: Evaluator, name: str) -> Values:
    """Return the values of a global: assigned by this script, or defined by the platform."""
    if name in table().window:
        return (WINDOW,)
    binding = ev.names.binding(name, ev.tree.root)
    if binding is not None:
        return ev.bound(binding)
    found: Args = []
    for target, right in islice(ev.tree.writes(name), 8 if name not in table().names else 0):
        owner = target.child_by_field_name("object")
        if right is not None and (owner is None or ev.tree.text(owner) in table().window):
            found.append(ev.value(right))
    return without_top(*found) or (Global(name),)


def _of_any(name: str) -> Value:
    """Return the value of a property that is the same on any object; None if there is none."""
    how = table().members.get(name, "")
    if name[-5:] == "Value":  # Stimulus: `urlValue` is `data-…-url-value`
        return Taint("attribute", _CAMEL.sub(lambda match: f"-{match[0].lower()}", name))
    return _MADE.get(how) or Global(how)


def _of_taint(_ev: Evaluator, this: Taint, name: str) -> Values:
    if this.kind == "outer" and name in table().members:  # a value passed by other scripts may be an element
        return (_of_any(name),)
    if name[:1] >= MARKS or this.name[-2:] == "()":
        return (this,)
    if this.kind == "outer":
        return (Taint("outer", f"{this.name}.{name}".lstrip(".")),)
    return (Taint(this.kind, this.name, name),)


def _invoke_taint(ev: Evaluator, this: Taint, name: str, arguments: Args, node: Node) -> Values:
    known = table().methods if name in {"then", "map"} or this.kind == "outer" else {}
    return apply(ev, known.get(name, "same"), this, arguments, node)


def _of_global(ev: Evaluator, value: Global, name: str) -> Values:
    name = name if name[:1] < MARKS else "?"
    if value == WINDOW:
        return global_value(ev, name)
    if value.made:
        data = "data-" + _CAMEL.sub(lambda match: f"-{match[0].lower()}", name)
        attribute = {"dataset": data, "attributes": name}.get(value.made)
        return (Taint("attribute", attribute) if attribute else _of_any(f"{value.made}.{name}"),)
    path = f"{value.path}.{name}"
    path = table().alias.get(path, path)
    if path in table().elements:
        return (Element(frozenset({table().elements[path]})),)
    if value.path not in table().names and "." not in value.path and name in table().texts:
        return (Taint("text", f"#{value.path}", table().texts[name]),)  # an element by its id
    if name in table().members and value.path not in table().names:
        return (_of_any(name),)
    return (Global(path),) if len(path) < _MOST_PATH else TOP


def _invoke_global(ev: Evaluator, this: Global, name: str, arguments: Args, node: Node) -> Values:
    if name == "new":
        how = table().constructors.get(this.path, this.path)
        return apply(ev, how, UNKNOWN, arguments, node)
    if this.made:
        return transferred(ev, this, name, arguments, node)
    if name:
        return join(*(ev.invoke(value, "", arguments, node) for value in ev.get(this, name)))
    owner, _, last = this.path.rpartition(".")
    if this.path in table().calls:
        return apply(ev, table().calls[this.path], this, arguments, node)
    return transferred(ev, Global(owner), last, arguments, node) if owner else TOP


def _of_element(_ev: Evaluator, value: Element, name: str) -> Values:
    if name in table().texts:
        return (Taint("text", value.selector, table().texts[name]),)
    if name in table().members:
        return (_of_any(name),)
    if name.isdecimal() or name[:1] >= MARKS:
        return (value,)
    if name in table().of_links:
        return (Taint("link", value.selector),)
    return TOP if name in table().shown or value.made_at >= 0 else (Taint("attribute", name.lower()),)


def _invoke_element(ev: Evaluator, this: Element, name: str, arguments: Args, node: Node) -> Values:
    found = transferred(ev, this, name, arguments, node)
    return (this,) if this.jquery and name not in table().methods else found  # jQuery's chain


OPERATIONS |= {
    str: (lambda _, text, name: (text,) if name == "href" else TOP, _invoke_text),
    Object: (_of_object, _invoke_object),
    Function: (_of_class, _invoke_function),
    Instance: (_of_class, _invoke_object),
    This: (_of_class, _invoke_object),
    List: (_of_list, _invoke_list),
    Global: (_of_global, _invoke_global),
    Element: (_of_element, _invoke_element),
    Taint: (_of_taint, _invoke_taint),
    Unknown: (lambda _, _value, name: (_of_any(name),), transferred),
}
