"""Determines when code runs: by itself (load, scroll, focus, timers), after a click, or never as far as known."""

from collections.abc import Iterable
from enum import IntEnum

from tree_sitter import Node

from mkdocs_praxis.web.script.alternatives import join
from mkdocs_praxis.web.script.evaluate import Evaluator
from mkdocs_praxis.web.script.sites import Fired
from mkdocs_praxis.web.script.tables import table
from mkdocs_praxis.web.script.uses import Use
from mkdocs_praxis.web.script.values import OWN, UNKNOWN, Element, Global

_MAX_DEPTH = 14  # callers followed from the code in question
_MOST_MEMBERS, _STEPS = 20, 5_000  # _STEPS: per script; most libraries take a few hundred
_ANY = (UNKNOWN, Element(), Element(jquery=True))  # values of which two need not be identical


class Phase(IntEnum):
    """When code runs, earliest first; CALLED: when another script calls it; UNREACHABLE: nothing in this script runs it."""

    LOAD, CALLED, CLICK, UNREACHABLE = range(4)


def of_event(name: str) -> Phase:
    """Return the phase of an event by its name (`click`, `onclick`, `click.namespace`)."""
    event = name.lower().partition(".")[0]
    return Phase.CLICK if {event, event.removeprefix("on")} & table().person else Phase.LOAD


class Phases:
    """Phases of one script. `fired`: the events that it dispatches: name, target, node."""

    def __init__(self, ev: Evaluator, whole: Phase, fired: list[Fired], *, module: bool) -> None:
        self._ev, self._whole, self._module, self._fired = ev, whole, module, fired
        self._functions: dict[int, Phase] = {}
        self._steps = 0
        self.awaited: set[str] = set()  # global functions that only other scripts can call

    def of(self, node: Node, depth: int = 0) -> Phase:
        """Return the phase of a node."""
        tree = self._ev.tree
        function = tree.around(node)
        if function.id == tree.root.id or depth > _MAX_DEPTH:
            return self._whole
        if function.id not in self._functions:
            self._functions[function.id] = Phase.UNREACHABLE  # ends recursion if it only calls itself
            self._functions[function.id] = self._of_function(function, depth)
        return self._functions[function.id]

    def _of_function(self, function: Node, depth: int) -> Phase:
        tree, uses = self._ev.tree, self._ev.uses.of(function)
        is_global = tree.around(function).id == tree.root.id and not self._module
        if not uses and function.type == "function_declaration" and is_global:
            self.awaited.add(tree.text(tree.children(function)[0]))
            return max(self._whole, Phase.CALLED)
        return self._first(uses, depth)

    def _first(self, uses: Iterable[Use], depth: int) -> Phase:
        return min((self._of_use(use, depth + 1) for use in uses), default=Phase.UNREACHABLE)

    def _of_use(self, use: Use, depth: int) -> Phase:
        self._steps += 1
        if self._steps > _STEPS:
            return self._whole
        if use.how == "passed":
            is_known = any(use.name in names for names in (table().run, table().callbacks, table().listeners))
            asks = self._ev.tree.is_large and not is_known and self._ev.tree.is_conditional(use.node)
            phase = Phase.UNREACHABLE if asks else self._listener(use)
            return self.of(use.node, depth) if phase is None else phase
        if use.how == "kept":
            return self._kept(use, depth)
        if use.how == "returned" and depth < _MAX_DEPTH and not self._ev.tree.is_large:
            to = (t for t in self._ev.uses.of(use.node) if t != use)  # without itself, under a local name
            return self._first((t for t in to if t.how != "passed" or t.name not in table().heedless), depth)
        is_other = use.how == "returned" or use.name == "bind"  # what is bound is called by another use
        return Phase.UNREACHABLE if is_other else self.of(use.node, depth)

    def _kept(self, use: Use, depth: int) -> Phase:
        """Return the phase of a function in a property: as event handler, by calls of that name, or by other scripts."""
        left = use.node.child_by_field_name("left")
        index = left.child_by_field_name("index") if left is not None else None
        name = use.name or "".join(self._ev.texts(self._ev.value(index))[:1])
        if name == "handleEvent":  # `addEventListener("click", this)`
            names = (self._ev.argument(call, 0) for call in self._ev.uses.calls_of("addEventListener"))
            return min(map(self._of_event, self._ev.texts(join(*names))), default=Phase.LOAD)
        handles = name.lower().startswith("on")
        known = table().component if self._ev.tree.is_large else table().lifecycle | table().component
        by_itself = name in known or name.endswith(("ValueChanged", "TargetConnected"))
        phase = of_event(name) if handles else Phase.LOAD
        if phase is not Phase.LOAD:
            fires = any(self.of(call, depth) is Phase.LOAD for call in self._ev.uses.calls_of(name)[:8])
            return Phase.LOAD if fires else self._unless_fired(phase, name[2:].lower(), left)
        if (handles or by_itself) and self.of(use.node, depth) <= Phase.CALLED:
            return self.of(use.node, depth)
        if self._ev.tree.is_large and not handles:
            return Phase.UNREACHABLE
        members = self._ev.uses.members(name)[:_MOST_MEMBERS] if depth < _MAX_DEPTH else []
        uses = (one for member in members for one in self._ev.uses.of(member))
        return self._first((one for one in uses if one.how in {"called", "passed"}), depth)

    def _listener(self, use: Use) -> Phase | None:
        """Return the phase of a callback argument; None: that of the call."""
        callee = use.node.child_by_field_name("function")
        if use.name in table().listeners and use.shift > 0:
            names = [n for text in self._ev.texts(self._ev.argument(use.node, 0)) for n in text.split()]
            phase = min(map(self._of_event, names), default=Phase.LOAD)
            owners = self._ev.value(self._owner(callee))
            if all(isinstance(one, Global) and (one.made or one.path[:10] == "navigator.") for one in owners):
                return None  # of a device or setting, as `matchMedia(…)`
            return self._unless_fired(phase, names[0].partition(".")[0], callee) if phase else None
        phase = of_event(use.name)
        if phase is Phase.LOAD or use.shift or callee is None:
            return None
        owner = self._owner(callee)  # jQuery's `click(f)`
        is_own = owner is None or any(isinstance(value, OWN) for value in self._ev.value(owner))
        return None if is_own else self._unless_fired(phase, use.name, callee)

    def _owner(self, member: Node | None) -> Node | None:
        return self._ev.tree.skip(member).child_by_field_name("object") if member is not None else None

    def _of_event(self, name: str) -> Phase:
        """Return the phase of an event; a custom event has the phase of the code that dispatches it."""
        event = name.partition(".")[0]
        is_own = event[:3] != "DOM" and not (event.isalpha() and event.islower())
        fired = [self.of(node) for one, _, node in self._fired if is_own and one.partition(".")[0] == event]
        return min(fired, default=of_event(name))

    def _unless_fired(self, phase: Phase, event: str, member: Node | None) -> Phase:
        """Return the phase of a listener, unless the script itself dispatches the event on the same element."""
        owners = [value for value in self._ev.value(self._owner(member)) if value not in _ANY]
        for fired, value, node in self._fired:
            if value in owners and fired.partition(".")[0] == event and self.of(node) is Phase.LOAD:
                return Phase.LOAD
        return phase
