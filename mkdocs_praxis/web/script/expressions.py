"""Evaluates each kind of expression; registered with the evaluator."""

from itertools import product

from tree_sitter import Node

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.hidden import unescape
from mkdocs_praxis.web.script.alternatives import MAX_ALTERNATIVES, join, without_top
from mkdocs_praxis.web.script.evaluate import EXPRESSIONS, Evaluator
from mkdocs_praxis.web.script.members import global_value
from mkdocs_praxis.web.script.tables import SYNTAX, table
from mkdocs_praxis.web.script.values import TOP, Args, Function, Global, Instance, Object, Taint, This, Values

_MOST_OPERANDS = 4096
_INTEGER = regex(r"0|[1-9]\d{0,14}|0[xX][\da-fA-F]{1,13}")
_PARTS = (b"methods:", b"computed:")  # of Vue's components
_CHOICES = frozenset({"||", "&&", "??"})
_OWN_THIS = SYNTAX.functions - {"arrow_function"}
_MEMBERS = frozenset({"member_expression", "subscript_expression"})


def _number(ev: Evaluator, node: Node) -> Values:
    text = ev.tree.text(node).replace("_", "")
    return (int(text, 0) if _INTEGER.fullmatch(text) else text,)


def _this(ev: Evaluator, node: Node) -> Values:
    around, holder = node, ev.tree.parent(node)
    while holder is not None and around.type not in _OWN_THIS and holder.type != "class_body":
        around, holder = holder, ev.tree.parent(holder)
    if holder is None:
        return (ev.this,)
    if holder.type == "class_body":
        return (Instance(ev.tree.parent(holder) or holder),)
    if holder.type == "pair":
        holder = ev.tree.parent(holder) or holder
    outer = ev.tree.parent(holder) or holder
    made = _made_by(ev, outer if holder.type == "object" else holder)
    if holder.type == "object":
        is_part = ev.tree.source.startswith(_PARTS, outer.start_byte)
        return (*made, This((ev.tree.parent(outer) if is_part else None) or holder))
    each = [use.node for use in ev.uses.of(around) if use.how == "passed" and use.name == "each"]
    return made or join(*(ev.given_back("index element", call, 1) for call in each)) or TOP


def _made_by(ev: Evaluator, assignment: Node) -> Values:
    """Return the instance whose prototype gets a method, or an object of methods: `Name.prototype.method = …`."""
    owner = assignment.child_by_field_name("left")
    while owner is not None and owner.type == "member_expression":
        name, owner = ev.tree.property_name(owner), owner.child_by_field_name("object")
        if name == "prototype":
            return tuple(Instance(one.node) for one in ev.value(owner) if isinstance(one, Function))
    return ()


def _template(ev: Evaluator, node: Node) -> Values:
    parts: Args = []
    for child in node.named_children[:_MOST_OPERANDS]:
        is_text = child.type != "template_substitution"
        parts.append((unescape(ev.tree.text(child)),) if is_text else ev.value(ev.tree.skip(child)))
    return ev.concatenated(parts)


def _object(ev: Evaluator, node: Node) -> Values:
    """Return the Object of a literal; its values are evaluated on demand."""
    fields: dict[str, Node | Values] = {}
    for part in ev.tree.children(node):
        key = next(filter(None, map(part.child_by_field_name, ("key", "name", "property"))), None)
        if part.type == "spread_element":
            for value in ev.value(part):
                fields |= ev.fields(value)
        elif key is not None and not any(child.type == "set" for child in part.children):
            fields[ev.tree.key(key)] = part.child_by_field_name("value") or part
        elif part.type == "shorthand_property_identifier":
            fields[ev.tree.text(part)] = part
    return (Object(fields),)


def _identifier(ev: Evaluator, node: Node) -> Values:
    name = ev.tree.text(node)
    binding = ev.names.binding(name, node)
    return global_value(ev, name) if binding is None else ev.bound(binding)


def _binary(ev: Evaluator, node: Node) -> Values:
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
        return without_top(*(ev.value(operand) for operand in reversed(chosen)))
    values = [ev.value(operand) for operand in reversed(operands)] if operator == "+" else []
    is_text = any(not isinstance(value, int) for given in values for value in given)  # not a sum of numbers
    return ev.concatenated(values) if is_text else TOP


def property_names(ev: Evaluator, node: Node) -> tuple[str, ...]:
    """Return the possible property names of a member or subscript expression."""
    name = node.child_by_field_name("property")
    if name is not None:
        return (ev.tree.text(name),)
    return ev.texts(ev.value(node.child_by_field_name("index")))[:8]


def _member(ev: Evaluator, node: Node) -> Values:
    values = ev.value(node.child_by_field_name("object"))
    names = property_names(ev, node)
    return join(*(ev.get(value, name) for value in values for name in names))


def _call(ev: Evaluator, node: Node) -> Values:
    callee, given = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if callee is None or (given is not None and given.type == "template_string"):
        return ev.value(given)
    callee = ev.tree.skip(callee)
    if callee.type not in _MEMBERS:
        return _invoked(ev, without_top(ev.value(callee)), ("",), node)
    names = property_names(ev, callee)
    receivers = ev.value(callee.child_by_field_name("object"))
    if receivers == TOP and not table().methods.keys() & set(names):
        return TOP
    return without_top(_invoked(ev, receivers, names, node))


def _invoked(ev: Evaluator, receivers: Values, names: tuple[str, ...], node: Node) -> Values:
    """Return the result of a call; `call` and `apply` of functions are resolved."""
    given, found = ev.arguments(node) if receivers else [], list[Values]()
    for this, name in product(receivers, names):
        is_through = isinstance(this, Function | Global) and name in {"call", "apply"}
        passed = given[is_through:]
        if is_through and name == "apply":
            first = [value for values in passed[:1] for value in values[:1]]
            passed = [one for value in first for one in ev.sequence(value)] or [TOP]
        found.append(ev.invoke(this, "" if is_through else name, passed, node))
    return join(*found)


def _function(ev: Evaluator, node: Node) -> Values:
    """Return a Function; for a getter, what it returns."""
    if node.type == "method_definition" and any(child.type == "get" for child in node.children):
        return join(*map(ev.value, ev.names.returns(node)))
    return (Function(node),)


EXPRESSIONS |= {
    "string": lambda ev, node: (ev.tree.string(node),),
    "regex": lambda ev, node: (ev.tree.text(node),),
    "import": lambda ev, node: (Global(ev.tree.text(node)),),
    "meta_property": lambda ev, node: (Global(ev.tree.text(node)),),
    "array": lambda ev, node: (ev.listed(ev.laid_out(ev.tree.children(node))),),
    "assignment_expression": lambda ev, node: ev.value(node.child_by_field_name("right")),
    "number": _number,
    "this": _this,
    "template_string": _template,
    "object": _object,
    "class_body": _object,
    "identifier": _identifier,
    "shorthand_property_identifier": _identifier,
    "binary_expression": _binary,
    "class_heritage": lambda ev, node: ev.value(ev.tree.children(node)[0]),
    "import_clause": lambda _ev, _node: (Taint("outer", "default"),),
    "namespace_import": lambda _ev, _node: (Taint("outer"),),
    "import_specifier": lambda ev, node: (Taint("outer", ev.tree.text(ev.tree.children(node)[0])),),
    "ternary_expression": lambda ev, node: join(*map(ev.value, ev.tree.children(node)[1:])),
    "member_expression": _member,
    "subscript_expression": _member,
    "call_expression": _call,
    "new_expression": lambda ev, n: _invoked(ev, without_top(ev.value(ev.tree.children(n)[0])), ("new",), n),
}
EXPRESSIONS |= dict.fromkeys(SYNTAX.functions | SYNTAX.declarations | {"class"}, _function)
