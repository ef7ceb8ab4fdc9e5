"""What each kind of expression is worth."""

from __future__ import annotations

from collections.abc import Callable

from tree_sitter import Node

from mkdocs_praxis.web.script.builtins import global_value
from mkdocs_praxis.web.script.evaluate import EXPRESSIONS, Evaluate, Evaluator, known_only
from mkdocs_praxis.web.script.literals import number, unescape
from mkdocs_praxis.web.script.syntax import FUNCTIONS
from mkdocs_praxis.web.script.tables import builtins
from mkdocs_praxis.web.script.values import (
    MAX_ALTERNATIVES,
    TOP,
    UNKNOWN,
    UNKNOWN_PART,
    Alternatives,
    Bound,
    Context,
    Function,
    Global,
    List,
    Object,
    join,
    without_top,
)

_MOST_OPERANDS = 4096
_ARITHMETIC: dict[str, Callable[[int, int], int]] = {"-": int.__sub__, "^": int.__xor__}
_CHOICES = frozenset({"||", "&&", "??"})


def evaluates(*kinds: str) -> Callable[[Evaluate], Evaluate]:
    """Register what a kind of expression is worth."""

    def register(evaluate: Evaluate) -> Evaluate:
        EXPRESSIONS.update(dict.fromkeys(kinds, evaluate))
        return evaluate

    return register


@evaluates("string")
def _string(ev: Evaluator, node: Node, _: Context | None) -> Alternatives:
    return (ev.tree.string(node),)


@evaluates("number")
def _number(ev: Evaluator, node: Node, _: Context | None) -> Alternatives:
    text = number(ev.tree.text(node))
    return (int(text),) if text.isascii() and text.isdecimal() and len(text) < 16 else (text,)


@evaluates("regex")
def _regex(ev: Evaluator, node: Node, _: Context | None) -> Alternatives:
    return (ev.tree.text(node),)


@evaluates("null", "undefined", "true", "false")
def _nothing(_ev: Evaluator, _node: Node, _context: Context | None) -> Alternatives:
    return TOP


@evaluates("import", "meta_property")
def _name(ev: Evaluator, node: Node, _: Context | None) -> Alternatives:
    return (Global(ev.tree.text(node)),)


@evaluates("this")
def _this(ev: Evaluator, node: Node, _: Context | None) -> Alternatives:
    around = ev.tree.around(node)
    while around.type == "arrow_function":
        around = ev.tree.around(around)
    return (ev.this,) if around.id == ev.tree.root.id else TOP


@evaluates("array")
def _array(ev: Evaluator, node: Node, context: Context | None) -> Alternatives:
    items: list[Alternatives] = []
    for child in ev.tree.children(node)[:_MOST_OPERANDS]:
        values = ev.value(child, context)
        items += ev.sequence(values[0]) if child.type == "spread_element" else [values]
    return (ev.listed(tuple(items)),)


@evaluates("object")
def _object(_ev: Evaluator, node: Node, context: Context | None) -> Alternatives:
    return (Object(node, context),)


@evaluates(*FUNCTIONS, "class", "class_declaration")
def _function(_ev: Evaluator, node: Node, _: Context | None) -> Alternatives:
    return (Function(node),)


@evaluates("template_string")
def template(ev: Evaluator, node: Node, context: Context | None) -> Alternatives:
    """Return what a template may be; what stands in `${}` is evaluated."""
    tree, end = ev.tree, node.start_byte + 1
    parts: list[Alternatives] = []
    for child in node.named_children[:_MOST_OPERANDS]:
        if child.type == "template_substitution":
            parts.append((_raw(ev, end, child.start_byte),))
            inner = tree.children(child)
            parts.append(ev.value(inner[-1], context) if inner else ("",))
            end = child.end_byte
    parts.append((_raw(ev, end, max(node.end_byte - 1, end)),))
    return ev.concatenated(parts)


def _raw(ev: Evaluator, start: int, end: int) -> str:
    return unescape(ev.tree.source[start:end].decode("utf-8", "replace"))


@evaluates("identifier", "shorthand_property_identifier")
def _identifier(ev: Evaluator, node: Node, context: Context | None) -> Alternatives:
    name = ev.tree.text(node)
    binding = ev.scopes.binding(name, node)
    if binding is not None:
        return ev.bound(binding, context)
    if name == "arguments":
        around = ev.tree.around(node)
        given = context.arguments if context is not None and context.function.id == around.id else None
        calls = [given] if given is not None else ev.callers(around) if around.type in FUNCTIONS else []
        return join(*((ev.listed(tuple(call)),) for call in calls))
    return global_value(ev, name)


@evaluates("binary_expression")
def _binary(ev: Evaluator, node: Node, context: Context | None) -> Alternatives:
    operator = ev.tree.operator(node)
    if operator in _ARITHMETIC:
        return _computed(ev, node, operator, context)
    if operator != "+" and operator not in _CHOICES:
        return TOP
    operands: list[Node] = []
    at = node
    while at.type == "binary_expression" and ev.tree.operator(at) == operator:
        right, left = at.child_by_field_name("right"), at.child_by_field_name("left")
        if right is None or left is None:
            return TOP
        operands.append(right)
        at = left if operator == "+" and left.type == "binary_expression" else ev.tree.skip(left)
    operands.append(at)
    if operator == "+":
        values = [ev.value(operand, context) for operand in operands[-_MOST_OPERANDS:][::-1]]
        if all(len(v) == 1 and isinstance(v[0], int | float) for v in values):
            return (sum(v[0] for v in values if isinstance(v[0], int | float)),)
        return ev.concatenated(values)
    chosen = operands[:1] if operator == "&&" else operands[:MAX_ALTERNATIVES]
    return without_top(*(ev.value(operand, context) for operand in reversed(chosen))) or TOP


def _computed(ev: Evaluator, node: Node, operator: str, context: Context | None) -> Alternatives:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None:
        return TOP
    (one, *more), (other, *others) = ev.value(left, context), ev.value(right, context)
    if more or others or not isinstance(one, int) or not isinstance(other, int):
        return TOP
    return (_ARITHMETIC[operator](one, other),)


@evaluates("unary_expression")
def _unary(ev: Evaluator, node: Node, context: Context | None) -> Alternatives:
    inner = node.child_by_field_name("argument")
    if ev.tree.operator(node) != "-" or inner is None:
        return TOP
    return tuple(-v if isinstance(v, int | float) else UNKNOWN for v in ev.value(inner, context))


@evaluates("ternary_expression")
def _ternary(ev: Evaluator, node: Node, context: Context | None) -> Alternatives:
    branches: list[Alternatives] = []
    at: Node | None = node
    while at is not None and at.type == "ternary_expression" and len(branches) < MAX_ALTERNATIVES:
        chosen = at.child_by_field_name("consequence")
        branches.append(ev.value(chosen, context) if chosen is not None else TOP)
        at = at.child_by_field_name("alternative")
        at = ev.tree.skip(at) if at is not None else None
    if at is not None:
        branches.append(ev.value(at, context))
    return join(*branches)


@evaluates("assignment_expression", "augmented_assignment_expression")
def _assignment(ev: Evaluator, node: Node, context: Context | None) -> Alternatives:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if right is None or left is None:
        return TOP
    if node.type == "assignment_expression":
        return ev.value(right, context)
    if left.type != "identifier":
        return TOP
    if ev.tree.operator(node) == "+=":
        return ev.value(left, context)
    return without_top(ev.value(left, context), ev.value(right, context)) or TOP


def property_names(ev: Evaluator, node: Node, context: Context | None = None) -> tuple[str, ...]:
    """Return the names of the property that a member or subscript expression may speak of."""
    if node.type == "member_expression":
        name = node.child_by_field_name("property")
        return (ev.tree.text(name),) if name is not None else ()
    index = node.child_by_field_name("index")
    if index is None:
        return ()
    return ev.texts(ev.value(index, context))[:8]


@evaluates("member_expression", "subscript_expression")
def _member(ev: Evaluator, node: Node, context: Context | None) -> Alternatives:
    holder = node.child_by_field_name("object")
    if holder is None:
        return TOP
    names = property_names(ev, node, context)
    found: list[Alternatives] = []
    for value in ev.value(holder, context):
        for name in names:
            unknown = name[:1] == UNKNOWN_PART or len(name) > 200
            found.append(
                ev.elements((value,)) if unknown and isinstance(value, List) else ev.get(value, name)
            )
    return join(*found)


@evaluates("call_expression")
def _call(ev: Evaluator, node: Node, context: Context | None) -> Alternatives:
    callee = node.child_by_field_name("function")
    if callee is None:
        return TOP
    callee = ev.tree.skip(callee)
    given = node.child_by_field_name("arguments")
    if given is not None and given.type == "template_string":
        return template(ev, given, context)
    if callee.type not in {"member_expression", "subscript_expression"}:
        functions = known_only(ev.value(callee, context))
        arguments = ev.arguments(node, context) if functions else []
        return join(*(ev.call(value, arguments, node) for value in functions))
    holder = callee.child_by_field_name("object")
    names = property_names(ev, callee, context)
    receivers = ev.value(holder, context) if holder is not None else TOP
    if receivers == TOP and not builtins().methods.keys() & set(names):
        return TOP
    arguments = ev.arguments(node, context)
    found = [method(ev, this, name, arguments, node) for this in receivers for name in names]
    return without_top(*found)


def method(ev: Evaluator, this: object, name: str, arguments: list[Alternatives], node: Node) -> Alternatives:
    """Return what a method call may give; `call`, `apply` and `bind` of functions are seen through."""
    if isinstance(this, Function | Global | Bound) and name in {"call", "apply", "bind"}:
        passed = arguments[1:]
        if name == "apply":
            listed = passed[0][0] if passed and passed[0] else None
            passed = ev.sequence(listed) if isinstance(listed, List) else [TOP]
        if name == "bind":
            return (Bound(this, tuple(passed)),)
        return ev.call(this, passed, node)
    return ev.invoke(this, name, arguments, node)  # type: ignore[arg-type]


@evaluates("new_expression")
def _new(ev: Evaluator, node: Node, context: Context | None) -> Alternatives:
    callee = node.child_by_field_name("constructor")
    if callee is None:
        return TOP
    arguments = ev.arguments(node, context)
    return join(*(ev.construct(value, arguments, node) for value in known_only(ev.value(callee, context))))
