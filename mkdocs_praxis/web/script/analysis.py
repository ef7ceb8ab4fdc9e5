"""One script, read without knowing the page it stands in: what can be remembered for every page that repeats it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tree_sitter import Node

from mkdocs_praxis.web.contact import Effect, EffectKind, Sign, SignKind
from mkdocs_praxis.web.script import address_literals, expressions, indicators, objects, tables, texts
from mkdocs_praxis.web.script.addresses import holds_taint, host_is_open
from mkdocs_praxis.web.script.evaluate import WINDOW, Evaluator
from mkdocs_praxis.web.script.hits import Hits, SinkHit
from mkdocs_praxis.web.script.phases import Phase, Phases, of_event
from mkdocs_praxis.web.script.syntax import Tree
from mkdocs_praxis.web.script.tables import Sink
from mkdocs_praxis.web.script.values import DECODED, Element, Taint, is_exact, is_tainted

SEMANTICS = (expressions, objects, texts)  # imported for what they register
_MAX_BYTES = 24 << 20
_MAX_LITERALS = 2000
_SMALL = 60_000
_FEW = 16
_HANDLER = re.compile(r"\bon[a-z]+")
_CALL = re.compile(rb"(?<![\w$.])([A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)?)\s*\(")
_CUSTOM_NAME = re.compile(r"""["'`]([a-z][a-z0-9]*(?:-[a-z0-9]+)+)["'`]""")
_ADDRESSES = frozenset({"url", "srcset", "navigate", "form", "hint", "anywhere"})
_RUN = frozenset({"eval()", "Function()", "new Function()", "execScript()"})
_TEXTS = frozenset({"markup", "markup that runs", "css", "style", "code"})
# What lazy loaders and widgets read; `src` and `href` themselves are read where the page's markup is.
_PLAIN_ATTRIBUTES = frozenset({"src", "href", "srcset", "action", "poster", "class", "id", "style", "type"})


@dataclass(frozen=True, slots=True)
class PlacedHit:
    """A sink hit with the place and the phase it stands in, and the global function that it waits for."""

    sink: Sink
    texts: tuple[str, ...]
    line: int
    column: int
    phase: Phase
    certain: bool
    waits_for: str | None


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a script does, before addresses are resolved."""

    hits: tuple[PlacedHit, ...] = ()
    literals: tuple[tuple[str, int, int], ...] = ()  # address, line, column
    signs: tuple[Sign, ...] = ()
    effects: frozenset[Effect] = frozenset()


@lru_cache(maxsize=256)
def analyse(text: str, context: str) -> Analysis:
    """Read a script; every text ends in an analysis."""
    if len(text) > _MAX_BYTES:
        return Analysis(signs=(Sign(SignKind.OPAQUE_SCRIPT, "too large to be read", 1, 1),))
    return _Reader(text, context).read()


class _Reader:
    def __init__(self, text: str, context: str) -> None:
        self.text = text
        self.tree = Tree(text)
        handler = _HANDLER.search(context)
        self.ev = Evaluator(self.tree, Element() if handler else WINDOW)
        self.whole = of_event(handler[0]) if handler else Phase.LOAD
        self.hits = Hits(self.ev)
        self.module = "module" in context or context == "worker"

    def read(self) -> Analysis:
        self.hits.read()
        self.phases = Phases(self.ev, self.whole, self.hits.fired, module=self.module)
        placed = [
            self._placed(hit) for hit in self.hits.found if any(_matters(hit.sink, t) for t in hit.texts)
        ]
        placed += self._unpacked()
        literals = self._literals()
        signs = [*self._signs(), *self._opaque()]
        if self.ev.is_spent:
            signs.append(Sign(SignKind.OPAQUE_SCRIPT, "more values than can be followed", 1, 1))
        return Analysis(tuple(placed), literals, tuple(dict.fromkeys(signs)), self._effects())

    def _placed(self, hit: SinkHit) -> PlacedHit:
        line, column = self.tree.place(hit.node.start_byte)
        phase = self.phases.of(hit.node)
        certain = hit.certain and phase is not Phase.UNREACHABLE
        return PlacedHit(hit.sink, hit.texts, line, column, phase, certain, self.phases.waits_for(hit.node))

    def _unpacked(self) -> Iterator[PlacedHit]:
        for name, offset in indicators.hidden(self.text):
            code = indicators.unpacked(self.text, offset) if name.startswith("packed") else None
            if code is not None:
                line, column = _place(self.text, offset)
                yield PlacedHit(Sink("code", "packed code"), (code,), line, column, self.whole, True, None)

    def _literals(self) -> tuple[tuple[str, int, int], ...]:
        found: dict[str, tuple[str, int, int]] = {}
        for address, node in address_literals.in_script(self.ev):
            if address not in found:
                found[address] = (address, *self.tree.place(node.start_byte))
                if len(found) >= _MAX_LITERALS:
                    break
        for address, offset in address_literals.bare_hosts(self.text):
            found.setdefault(address, (address, *_place(self.text, offset)))
        return tuple(found.values())

    def _signs(self) -> Iterator[Sign]:
        for detail, offset in indicators.hidden(self.text):
            yield Sign(SignKind.OPAQUE_SCRIPT, detail, *_place(self.text, offset))
        for kind, detail, node in indicators.kept(self.ev):
            yield Sign(kind, detail, *self.tree.place(node.start_byte))
        features = indicators.fingerprint(self.tree.source)
        if features:
            yield Sign(SignKind.FINGERPRINT, features, 1, 1)

    def _opaque(self) -> Iterator[Sign]:
        """Tell of code that only running could show, and of addresses that are decoded while it runs."""
        for hit in self.hits.found:
            code = hit.sink.reads == "code"
            hidden = any(DECODED in text and host_is_open(text) for text in hit.texts)
            unknown = code and hit.sink.via in _RUN and any(_is_hidden(text) for text in hit.texts)
            if not (hidden or unknown) or self.phases.of(hit.node) is Phase.UNREACHABLE:
                continue
            what = "code that is no constant" if code else "an address that is decoded while it runs"
            yield Sign(
                SignKind.OPAQUE_SCRIPT, f"{hit.sink.via} gets {what}", *self.tree.place(hit.node.start_byte)
            )

    # -- effects --------------------------------------------------------------------------------------------------

    def _effects(self) -> frozenset[Effect]:
        taints = dict.fromkeys(taint for hit in self.hits.found for taint in self._taints(hit))
        attributes = {taint.name for taint in taints if taint.kind == "attribute"} - _PLAIN_ATTRIBUTES
        variables = {taint.name for taint in taints if taint.kind == "global"}
        keys = {taint.key for taint in taints if taint.key} | {name.rpartition(".")[2] for name in variables}
        effects = {Effect(EffectKind.ATTRIBUTE, name) for name in attributes}
        effects |= {Effect(EffectKind.GLOBAL, name.removesuffix(".?")) for name in variables}
        effects |= {
            Effect(EffectKind.TEXT, taint.name) for taint in taints if taint.kind == "text" and taint.name
        }
        if any(key.isdecimal() or key == "?" for key in keys) or any(
            taint.kind in {"file", "text"} and not taint.key for taint in taints
        ):
            effects.add(Effect(EffectKind.JSON))
        effects |= {Effect(EffectKind.JSON, key) for key in keys}
        if "customElements" in self.text:  # a name may reach `define` by ways that only running tells
            effects |= {Effect(EffectKind.ELEMENT, name) for name in _CUSTOM_NAME.findall(self.text)}
        if self.tree.source.find(b".content") >= 0 and self._clones():
            effects.add(Effect(EffectKind.TEMPLATE))
        return frozenset(effects | set(self._fired()) | set(self._called()))

    def _taints(self, hit: SinkHit) -> list[Taint]:
        reads = hit.sink.reads
        marked = [
            text
            for text in hit.texts
            if not text.isascii() and ((reads in _ADDRESSES and holds_taint(text)) or reads in _TEXTS)
        ]
        found = [taint for text in marked for taint in self.ev.marks.found(text)]
        return found if found and self.phases.of(hit.node) is Phase.LOAD else []

    def _fired(self) -> Iterator[Effect]:
        for event, value, node in self.hits.fired:
            if event not in {"click", "submit", "requestSubmit"} or self.phases.of(node) is not Phase.LOAD:
                continue
            if event != "click":
                yield Effect(EffectKind.FORM)
            elif isinstance(value, Element) and value.made_at < 0 and (value.selector or value.tags):
                yield Effect(EffectKind.CLICK, value.selector or min(value.tags))

    def _clones(self) -> bool:
        """Tell whether the content of a template is taken."""
        for node in self.tree.occurrences("content"):
            member = self.tree.parent(node)
            owner = member.child_by_field_name("object") if member is not None else None
            if owner is None or member is None or self._is_assigned(member):
                continue
            values = self.ev.value(owner)
            if any(isinstance(v, Element) and not v.tags - {"template"} for v in values) or self._is_cloned(
                member
            ):
                return True
        return False

    def _is_assigned(self, member: Node) -> bool:
        holder = self.tree.parent(member)
        return holder is not None and holder.child_by_field_name("left") == member

    def _is_cloned(self, member: Node) -> bool:
        holder = self.tree.parent(member)
        around = self.tree.parent(holder) if holder is not None else None
        names = {self.ev.uses.property_name(holder)} if holder is not None else set()
        callee = around.child_by_field_name("function") if around is not None else None
        if callee is not None:
            names.add(self.ev.uses.property_name(callee))
        return bool(names & {"cloneNode", "importNode"})

    def _called(self) -> Iterator[Effect]:
        """Give the global functions of other scripts that are called while this one runs."""
        if len(self.text) > _SMALL:
            return
        for name in {match[1] for match in _CALL.finditer(self.tree.source)}:
            path = name.decode()
            first = path.partition(".")[0]
            if first in tables.builtins().names:
                continue
            for node in self.tree.occurrences(first):
                if self.ev.scopes.binding(first, node) is None and self.phases.of(node) is self.whole:
                    yield Effect(EffectKind.CALL, path)
                    break


def _matters(sink: Sink, text: str) -> bool:
    """Tell whether a value in a sink can name a host or run as code or markup."""
    if sink.reads in _TEXTS or sink.reads in {"timer", "inert markup"}:
        return len(text) > 1
    if text[:1] >= "\U000f0000" and not is_tainted(text[0]):
        return "//" in text[:8]
    return ":" in text or "/" in text or "\\" in text or sink.reads in {"host", "url"}


def _is_hidden(code: str) -> bool:
    """Tell whether next to nothing of what runs as code is known."""
    return not is_exact(code) and sum(character < "\U000f0000" for character in code) < _FEW


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
