"""Who is called what: bindings of names, where functions are called, what they return.

Scopes are functions (blocks are merged into theirs: a name that two blocks use for two things then has both values,
which can only add to what is reported). Flow is followed by name without calling contexts.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from enum import Enum, auto

from mkdocs_praxis.web.script.syntax import FUNCTIONS, Tree


class From(Enum):
    """How a name gets a value."""

    NODE = auto()  # the value of expression `node`
    PARAMETER = auto()  # argument number `key` of function `node`
    REST = auto()  # all arguments from number `key` on
    KEY = auto()  # property `key` of `inner`
    ITEM = auto()  # element number `key` of `inner`
    EACH = auto()  # any element of the value of `node`
    KEYS = auto()  # any key of the value of `node`
    REMAINING = auto()  # the elements of `inner` from number `key` on
    THROWN = auto()  # what statement `node` throws
    OPAQUE = auto()  # something this reading does not follow


@dataclass(frozen=True, slots=True)
class Origin:
    """One way in which a name gets a value."""

    how: From
    node: int = -1
    key: str | int = 0
    inner: "Origin | None" = None


@dataclass(slots=True, eq=False)
class Binding:
    """A declared name: where its values come from and where it is used."""

    name: str
    scope: int
    origins: list[Origin] = field(default_factory=list)
    appended: list[int] = field(default_factory=list)  # right sides of `+=`, in order


OPAQUE = Origin(From.OPAQUE)
_DECLARED_FUNCTIONS = {"function_declaration", "generator_function_declaration"}


class Scopes:
    """All bindings of a tree, and its calls by name."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.names: dict[int, dict[str, Binding]] = defaultdict(dict)
        self.parameters: dict[int, list[Origin]] = {}
        self.returns: dict[int, list[int]] = defaultdict(list)
        self.yields: dict[int, list[int]] = defaultdict(list)
        self.calls: dict[str, list[int]] = defaultdict(list)  # by the identifier or property called
        self.passed: dict[str, list[int]] = defaultdict(list)  # names given to calls as arguments
        self.indirect: dict[str, list[tuple[int, str]]] = defaultdict(
            list
        )  # `f.call(…)`, `f.apply(…)` by f's name
        self.assigned_properties: dict[str, list[int]] = defaultdict(list)  # `x.name = value` → assignments
        self.assigned_to: dict[tuple[str, str], list[int]] = defaultdict(list)  # the same by (`x`, `name`)
        self.merged: dict[str, list[tuple[int, int]]] = defaultdict(
            list
        )  # `Object.assign(x, y)` → (x, y), by x
        self.defined: dict[tuple[str, str], list[int]] = defaultdict(
            list
        )  # `defineProperty(x, "name", …)` → …
        self.kept: dict[str, list[int]] = defaultdict(list)  # `x.set(key, value)` → keys, by x
        self.pushed: dict[str, list[tuple[int, int]]] = defaultdict(list)  # `x.push(y)` → (x, y), by x
        self._declare()
        self._assign()
        self._index_calls()

    def binding(self, name: str, node: int) -> Binding | None:
        """Find what a name means at a node; None for globals of the page."""
        tree = self.tree
        at = tree.scope[node]
        for _ in range(200):
            found = self.names.get(at)
            if found and name in found:
                return found[name]
            if at < 0:
                return None
            at = tree.scope[at]
        return None

    def parameter_names(self, function: int) -> list[str]:
        """Return the names of a function's plain parameters, in order; a pattern has none."""
        tree = self.tree
        for child in tree.children(function):
            if tree.kinds[child] == "formal_parameters":
                return [tree.text(p) if tree.kinds[p] == "identifier" else "" for p in tree.children(child)]
        first = tree.child(function, 0)
        single = (
            first is not None
            and tree.kinds[function] == "arrow_function"
            and tree.kinds[first] == "identifier"
        )
        return [tree.text(first)] if single and first is not None else []

    def _bind(self, scope: int, name: str, origin: Origin | None) -> None:
        binding = self.names[scope].get(name)
        if binding is None:
            binding = self.names[scope][name] = Binding(name, scope)
        if origin is not None:
            binding.origins.append(origin)

    def _pattern(self, pattern: int, scope: int, origin: Origin | None) -> None:
        """Bind every name of a destructuring pattern."""
        tree = self.tree
        todo = [(pattern, origin)]
        while todo:
            node, source = todo.pop()
            kind = tree.kinds[node]
            if kind in {"identifier", "shorthand_property_identifier_pattern", "undefined"}:
                self._bind(scope, tree.text(node), source)
            elif kind in {"assignment_pattern", "object_assignment_pattern"}:
                left, right = tree.child(node, 0), tree.child(node, 1)
                if left is not None:
                    todo.append((left, source))
                    if right is not None:
                        todo.append((left, Origin(From.NODE, right)))
            elif kind == "rest_pattern":
                inner = tree.child(node, 0)
                if inner is not None:
                    todo.append((inner, source))
            elif kind == "object_pattern":
                for part in tree.children(node):
                    key_node, value = part, part
                    if tree.kinds[part] == "pair_pattern":
                        key_node, value = part + 1, tree.last_child(part) or part
                    elif tree.kinds[part] == "object_assignment_pattern":
                        key_node = part + 1
                    key = self._key(key_node)
                    inner_origin = (
                        Origin(From.KEY, key=key, inner=source)
                        if source and tree.kinds[part] != "rest_pattern"
                        else source
                    )
                    todo.append((value, inner_origin))
            elif kind == "array_pattern":
                for position, part in tree.placed(node):
                    how = From.REMAINING if tree.kinds[part] == "rest_pattern" else From.ITEM
                    todo.append((part, Origin(how, key=position, inner=source) if source else None))

    def _key(self, node: int) -> str:
        tree = self.tree
        return tree.string(node) if tree.kinds[node] == "string" else tree.text(node)

    def _declare(self) -> None:
        tree, listed = self.tree, self.tree.listed
        for kind in FUNCTIONS:
            for function in listed[kind]:
                self._declare_function(function)
        for node in listed["variable_declarator"]:
            children = list(tree.children(node))
            origin = Origin(From.NODE, children[1]) if len(children) > 1 else None
            self._pattern(children[0], tree.scope[node], origin)
        for node in listed["for_in_statement"]:
            children = list(tree.children(node))
            if len(children) >= 2:
                how = From.KEYS if self.over_keys(node) else From.EACH
                self._pattern(children[0], tree.scope[node], Origin(how, children[1]))
        for node in listed["catch_clause"]:
            children = list(tree.children(node))
            if len(children) > 1:
                self._pattern(children[0], tree.scope[node], Origin(From.THROWN, tree.parent[node]))
        for node in listed["class_declaration"]:
            name = tree.child(node, 0)
            if name is not None and tree.kinds[name] == "identifier":
                self._bind(tree.scope[node], tree.text(name), Origin(From.NODE, node))
        for node in listed["import_statement"]:
            clause = tree.child(node, 0)
            if clause is not None and tree.kinds[clause] == "import_clause":
                for at in range(clause, tree.after[clause]):
                    if tree.kinds[at] == "identifier":
                        self._bind(tree.scope[node], tree.text(at), OPAQUE)
        for node in listed["return_statement"]:
            value = tree.child(node, 0)
            if value is not None:
                self.returns[tree.scope[node]].append(value)

        for node in listed["yield_expression"]:
            value = tree.child(node, 0)
            if value is not None:
                self.yields[tree.scope[node]].append(value)

    def over_keys(self, loop: int) -> bool:
        """Say whether a loop is `for … in`."""
        left, right = list(self.tree.children(loop))[:2]
        return self.tree.operator(left, right) == "in"

    def _declare_function(self, function: int) -> None:
        tree = self.tree
        kind = tree.kinds[function]
        children = list(tree.children(function))
        if children and tree.kinds[children[0]] == "identifier" and kind != "arrow_function":
            outer = tree.scope[function] if kind in _DECLARED_FUNCTIONS else function
            self._bind(outer, tree.text(children[0]), Origin(From.NODE, function))
        for child in children:
            if tree.kinds[child] == "formal_parameters":
                for position, parameter in enumerate(tree.children(child)):
                    how = From.REST if tree.kinds[parameter] == "rest_pattern" else From.PARAMETER
                    self._pattern(parameter, function, Origin(how, function, position))
                break
        else:
            if kind == "arrow_function" and children and tree.kinds[children[0]] == "identifier":
                self._bind(function, tree.text(children[0]), Origin(From.PARAMETER, function, 0))
        if kind == "arrow_function" and children and tree.kinds[children[-1]] != "statement_block":
            self.returns[function].append(children[-1])

    def _assign(self) -> None:
        tree = self.tree
        for node in tree.listed["assignment_expression"]:
            children = list(tree.children(node))
            if len(children) != 2:
                continue
            left, right = children
            kind = tree.kinds[left]
            if kind == "identifier":
                name = tree.text(left)
                binding = self.binding(name, left)
                if binding is None:  # an undeclared name becomes a global
                    if name != "location":
                        self._bind(-1, name, Origin(From.NODE, right))
                else:
                    binding.origins.append(Origin(From.NODE, right))
            elif kind == "member_expression":
                last = tree.last_child(left)
                if last is not None:
                    self._assigned(tree.text(last), left, node)
            elif kind == "subscript_expression":
                last = tree.last_child(left)
                if last is not None and tree.kinds[last] == "string":
                    self._assigned(tree.string(last), left, node)
                elif last is not None:
                    self._push(tree.skip(left + 1), right)
            elif kind in {"array_pattern", "object_pattern"}:
                self._assign_pattern(left, Origin(From.NODE, right))
        for node in tree.listed["augmented_assignment_expression"]:
            children = list(tree.children(node))
            if len(children) == 2 and tree.kinds[children[0]] == "identifier":
                binding = self.binding(tree.text(children[0]), children[0])
                if binding is not None:
                    if tree.operator(*children) == "+=":
                        binding.appended.append(children[1])
                    else:
                        binding.origins.append(Origin(From.NODE, children[1]))

        for node in tree.listed["update_expression"]:
            target = tree.child(node, 0)
            binding = (
                self.binding(tree.text(target), target)
                if target and tree.kinds[target] == "identifier"
                else None
            )
            if binding is not None:
                binding.origins.append(OPAQUE)

    def _assigned(self, name: str, left: int, assignment: int) -> None:
        self.assigned_properties[name].append(assignment)
        receiver = self.tree.skip(left + 1)
        if self.tree.end[receiver] - self.tree.start[receiver] <= 80:
            self.assigned_to[self.tree.text(receiver), name].append(assignment)

    def _assign_pattern(self, pattern: int, origin: Origin) -> None:
        tree = self.tree
        for at in range(pattern + 1, tree.after[pattern]):
            if tree.kinds[at] in {"identifier", "shorthand_property_identifier_pattern"}:
                binding = self.binding(tree.text(at), at)
                self._pattern(pattern, binding.scope if binding else -1, origin)
                return

    def _index_calls(self) -> None:
        tree = self.tree
        for kind in ("call_expression", "new_expression"):
            for call in tree.listed[kind]:
                if tree.after[call] == call + 1:
                    continue
                for argument in self.arguments(call):
                    if tree.kinds[argument] == "identifier":
                        self.passed[tree.text(argument)].append(argument)
                callee = tree.skip(call + 1)
                kind_of = tree.kinds[callee]
                if kind_of == "identifier":
                    self.calls[tree.text(callee)].append(call)
                elif kind_of == "subscript_expression":
                    last = tree.last_child(callee)
                    if last is not None and tree.kinds[last] == "string":
                        self.calls[tree.string(last)].append(call)
                elif kind_of == "member_expression":
                    last = tree.last_child(callee)
                    if last is not None:
                        name = tree.text(last)
                        self.calls[name].append(call)
                        self._index_method(name, tree.skip(callee + 1), self.arguments(call))
                        if name in {"call", "apply", "bind"}:
                            target = tree.skip(callee + 1)
                            inner = (
                                tree.last_child(target)
                                if tree.kinds[target] == "member_expression"
                                else target
                            )
                            self.indirect[tree.text(inner or target)[:80]].append((call, name))

    def _index_method(self, name: str, receiver: int, arguments: list[int]) -> None:
        tree = self.tree
        if name in {"push", "unshift", "add"}:
            for argument in arguments[:64]:
                self._push(receiver, argument)
        elif name in {"set", "setItem"} and len(arguments) == 2:
            self.kept[self._short(receiver)].append(arguments[0])
        elif name in {"assign", "extend", "defaults", "merge"}:
            for argument in arguments[1:]:
                self.merged[self._short(arguments[0])].append((arguments[0], argument))
        elif name == "defineProperty" and len(arguments) > 2 and tree.kinds[arguments[1]] == "string":
            self.defined[self._short(arguments[0]), tree.string(arguments[1])].append(arguments[2])

    def _push(self, receiver: int, value: int) -> None:
        self.pushed[self._short(receiver)].append((receiver, value))

    def _short(self, node: int) -> str:
        """Return the text of an expression that is short enough to be the name of a thing."""
        return self.tree.text(node) if self.tree.end[node] - self.tree.start[node] <= 80 else ""

    def arguments(self, call: int) -> list[int]:
        """Return the argument nodes of a call or `new`."""
        tree = self.tree
        last = tree.last_child(call)
        if last is not None and tree.kinds[last] == "template_string" and last != call + 1:
            return [last]
        if last is None or tree.kinds[last] != "arguments":
            return []
        return list(tree.children(last))
