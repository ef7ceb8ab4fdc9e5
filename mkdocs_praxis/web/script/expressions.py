"""What each kind of expression is worth."""

from collections.abc import Callable

from tree_sitter import Node

from mkdocs_praxis.web.script.builtins import global_value
from mkdocs_praxis.web.script.evaluate import EXPRESSIONS, Evaluator
from mkdocs_praxis.web.script.literals import number, unescape
from mkdocs_praxis.web.script.objects import object_of
from mkdocs_praxis.web.script.syntax import FUNCTIONS
from mkdocs_praxis.web.script.tables import builtins
from mkdocs_praxis.web.script.values import (
    MARKS,
    MAX_ALTERNATIVES,
    TOP,
    Args,
    Context,
    Function,
    Global,
    List,
    Value,
    Values,
    join,
    without_top,
)

_Evaluate = Callable[[Evaluator, Node, Context | None], Values]
_MOST_OPERANDS = 4096
_CHOICES = frozenset({"||", "&&", "??"})
_ARITHMETIC: dict[str, Callable[[int, int], int]] = {"-": int.__sub__, "^": int.__xor__}


def evaluates(*kinds: str) -> Callable[[_Evaluate], _Evaluate]:
    """Register what a kind of expression is worth."""

    def register(evaluate: _Evaluate) -> _Evaluate:
        EXPRESSIONS.update(dict.fromkeys(kinds, evaluate))
        return evaluate

    return register


EXPRESSIONS["string"] = lambda ev, node, _: (ev.tree.string(node),)
EXPRESSIONS["regex"] = lambda ev, node, _: (ev.tree.text(node),)
EXPRESSIONS["import"] = EXPRESSIONS["meta_property"] = lambda ev, node, _: (Global(ev.tree.text(node)),)
EXPRESSIONS["object"] = lambda ev, node, context: (object_of(ev, node, context),)
EXPRESSIONS |= dict.fromkeys(
    (*FUNCTIONS, "class", "class_declaration"), lambda _ev, node, _: (Function(node),)
)


@evaluates("number")
def _number(ev: Evaluator, node: Node, _: Context | None) -> Values:
    text = number(ev.tree.text(node))
    return (int(text),) if text.isascii() and text.isdecimal() and len(text) < 16 else (text,)


@evaluates("this")
def _this(ev: Evaluator, node: Node, _: Context | None) -> Values:
    around = ev.tree.around(node)
    while around.type == "arrow_function":
        around = ev.tree.around(around)
    return (ev.this,) if around.id == ev.tree.root.id else TOP


@evaluates("array")
def _array(ev: Evaluator, node: Node, context: Context | None) -> Values:
    items: Args = []
    for child in ev.tree.children(node)[:_MOST_OPERANDS]:
        values = ev.value(child, context)
        items += ev.sequence(values[0]) if child.type == "spread_element" else [values]
    return (ev.listed(tuple(items)),)


@evaluates("template_string")
def _template(ev: Evaluator, node: Node, context: Context | None) -> Values:
    parts: Args = []
    end = node.start_byte + 1
    for child in node.named_children[:_MOST_OPERANDS]:
        if child.type == "template_substitution":
            inner = ev.tree.children(child)
            parts += [(_raw(ev, end, child.start_byte),), ev.value(inner[-1], context) if inner else ("",)]
            end = child.end_byte
    return ev.concatenated([*parts, (_raw(ev, end, max(node.end_byte - 1, end)),)])


def _raw(ev: Evaluator, start: int, end: int) -> str:
    return unescape(ev.tree.source[start:end].decode("utf-8", "replace"))


@evaluates("identifier", "shorthand_property_identifier")
def _identifier(ev: Evaluator, node: Node, context: Context | None) -> Values:
    name = ev.tree.text(node)
    binding = ev.scopes.binding(name, node)
    return global_value(ev, name) if binding is None else ev.bound(binding, context)


@evaluates("binary_expression")
def _binary(ev: Evaluator, node: Node, context: Context | None) -> Values:
    operator, operands, at = ev.tree.operator(node), list[Node](), node
    while at.type == "binary_expression" and ev.tree.operator(at) == operator:
        right, left = at.child_by_field_name("right"), at.child_by_field_name("left")
        if right is None or left is None or len(operands) > _MOST_OPERANDS:
            return TOP
        operands.append(right)
        at = left if operator == "+" and left.type == "binary_expression" else ev.tree.skip(left)
    operands.append(at)
    if operator in _CHOICES:
        chosen = operands[:1] if operator == "&&" else operands[:MAX_ALTERNATIVES]
        return without_top(*(ev.value(operand, context) for operand in reversed(chosen)))
    if operator != "+" and operator not in _ARITHMETIC:
        return TOP
    values = [ev.value(operand, context) for operand in reversed(operands)]
    numbers = [v[0] for v in values if len(v) == 1 and isinstance(v[0], int)]
    if len(numbers) == len(values):
        return (sum(numbers) if operator == "+" else _ARITHMETIC[operator](*numbers[:2]),)
    return ev.concatenated(values) if operator == "+" else TOP


@evaluates("ternary_expression")
def _ternary(ev: Evaluator, node: Node, context: Context | None) -> Values:
    branches: Args = []
    at: Node | None = node
    while at is not None and at.type == "ternary_expression" and len(branches) < MAX_ALTERNATIVES:
        chosen = at.child_by_field_name("consequence")
        branches.append(ev.value(chosen, context) if chosen is not None else TOP)
        at = at.child_by_field_name("alternative")
        at = ev.tree.skip(at) if at is not None else None
    return join(*branches, ev.value(at, context) if at is not None else TOP)


@evaluates("assignment_expression", "augmented_assignment_expression")
def _assignment(ev: Evaluator, node: Node, context: Context | None) -> Values:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if right is None or left is None:
        return TOP
    if node.type == "assignment_expression":
        return ev.value(right, context)
    return ev.value(left, context) if left.type == "identifier" else TOP


def property_names(ev: Evaluator, node: Node, context: Context | None = None) -> tuple[str, ...]:
    """Return the names of the property that a member or subscript expression may speak of."""
    name, index = node.child_by_field_name("property"), node.child_by_field_name("index")
    if name is not None:
        return (ev.tree.text(name),)
    return ev.texts(ev.value(index, context))[:8] if index is not None else ()


@evaluates("member_expression", "subscript_expression")
def _member(ev: Evaluator, node: Node, context: Context | None) -> Values:
    holder = node.child_by_field_name("object")
    values = ev.value(holder, context) if holder is not None else TOP
    names = property_names(ev, node, context)
    return join(*(ev.get(value, name) for value in values for name in names if name[:1] < MARKS or name))


@evaluates("call_expression")
def _call(ev: Evaluator, node: Node, context: Context | None) -> Values:
    callee = node.child_by_field_name("function")
    if callee is None:
        return TOP
    callee = ev.tree.skip(callee)
    given = node.child_by_field_name("arguments")
    if given is not None and given.type == "template_string":
        return _template(ev, given, context)
    if callee.type not in {"member_expression", "subscript_expression"}:
        functions = without_top(ev.value(callee, context))
        arguments = ev.arguments(node, context) if functions else []
        return join(*(ev.call(value, arguments, node) for value in functions))
    holder = callee.child_by_field_name("object")
    names = property_names(ev, callee, context)
    receivers = ev.value(holder, context) if holder is not None else TOP
    if receivers == TOP and not builtins().methods.keys() & set(names):
        return TOP
    arguments = ev.arguments(node, context)
    return without_top(*(_method(ev, this, name, arguments, node) for this in receivers for name in names))


def _method(ev: Evaluator, this: Value, name: str, arguments: Args, node: Node) -> Values:
    """Return what a method call may give; `call` and `apply` of functions are seen through."""
    if not isinstance(this, Function | Global) or name not in {"call", "apply"}:
        return ev.invoke(this, name, arguments, node)
    passed = arguments[1:]
    if name == "apply":
        listed = passed[0][0] if passed and passed[0] else None
        passed = ev.sequence(listed) if isinstance(listed, List) else [TOP]
    return ev.call(this, passed, node)


@evaluates("new_expression")
def _new(ev: Evaluator, node: Node, context: Context | None) -> Values:
    callee = node.child_by_field_name("constructor")
    values = without_top(ev.value(callee, context)) if callee is not None else ()
    arguments = ev.arguments(node, context) if values else []
    return join(*(ev.construct(value, arguments, node) for value in values))
