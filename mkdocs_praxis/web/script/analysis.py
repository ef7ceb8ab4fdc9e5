"""One script, read without knowing the page it stands in: what can be remembered for every page that repeats it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tree_sitter import Node

from mkdocs_praxis.web.contact import Effect, EffectKind, Sign, SignKind
from mkdocs_praxis.web.script import address_literals, expressions, indicators, tables, texts
from mkdocs_praxis.web.script.addresses import holds_taint, host_is_open
from mkdocs_praxis.web.script.evaluate import WINDOW, Evaluator
from mkdocs_praxis.web.script.hits import Hits, SinkHit
from mkdocs_praxis.web.script.phases import Phase, Phases, of_event
from mkdocs_praxis.web.script.syntax import Tree
from mkdocs_praxis.web.script.tables import Sink
from mkdocs_praxis.web.script.values import DECODED, MARKS, Element, Taint, is_exact, is_tainted

SEMANTICS = (expressions, texts)  # imported for what they register
_MAX_BYTES = 24 << 20
_MAX_LITERALS = 2000
_SMALL = 60_000  # of larger scripts nobody needs to know which global functions they call
_FEW = 16
_HANDLER = re.compile(r"\bon[a-z]+")
_CALL = re.compile(rb"(?<![\w$.])([A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)?)\s*\(")
_CUSTOM_NAME = re.compile(r"""["'`]([a-z][a-z0-9]*(?:-[a-z0-9]+)+)["'`]""")
_ADDRESSES = frozenset({"url", "srcset", "navigate", "form", "hint", "anywhere"})
_RUN = frozenset({"eval()", "Function()", "new Function()", "execScript()"})
_TEXTS = frozenset({"markup", "markup that runs", "css", "style", "code", "timer", "inert markup"})
# Attributes that are read where the page's markup is.
_PLAIN_ATTRIBUTES = frozenset(
    {"src", "href", "srcset", "action", "poster", "class", "id", "style", "type", ""}
)


@dataclass(frozen=True, slots=True)
class PlacedHit:
    """A sink hit with the place and the phase it stands in, and the global function that it waits for."""

    sink: Sink
    texts: tuple[str, ...]
    line: int
    column: int
    phase: Phase
    certain: bool
    waits_for: str


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
    tree = Tree(text)
    if tree.is_deep:
        return Analysis(signs=(Sign(SignKind.OPAQUE_SCRIPT, "nested deeper than can be followed", 1, 1),))
    return _Analyst(text, tree, context).analysis()


class _Analyst:
    """Reads one script."""

    def __init__(self, text: str, tree: Tree, context: str) -> None:
        handler = _HANDLER.search(context)
        module = "module" in context or context == "worker"
        self.text, self.tree = text, tree
        self.ev = Evaluator(self.tree, Element() if handler else WINDOW)
        self.whole = of_event(handler[0]) if handler else Phase.LOAD
        self.hits = Hits(self.ev)
        self.hits.read()
        self.phases = Phases(self.ev, self.whole, self.hits.fired, module=module)

    def analysis(self) -> Analysis:
        placed = [
            self._placed(hit) for hit in self.hits.found if any(_matters(hit.sink, t) for t in hit.texts)
        ]
        literals: dict[str, tuple[str, int, int]] = {}
        for address, node in address_literals.in_script(self.ev):
            if address not in literals and len(literals) < _MAX_LITERALS:
                literals[address] = (address, *self.tree.place(node.start_byte))
        signs = [*self._hidden(), *self._kept(), *self._opaque()]
        effects = {*self._tainted(), *self._fired(), *self._called()}
        if self.ev.is_spent:
            signs.append(Sign(SignKind.OPAQUE_SCRIPT, "more than can be followed", 1, 1))
        return Analysis(
            tuple(placed), tuple(literals.values()), tuple(dict.fromkeys(signs)), frozenset(effects)
        )

    def _placed(self, hit: SinkHit) -> PlacedHit:
        phase, place = self.phases.of(hit.node), self.tree.place(hit.node.start_byte)
        certain = hit.certain and phase is not Phase.UNREACHABLE
        return PlacedHit(hit.sink, hit.texts, *place, phase, certain, self.phases.waits_for(hit.node))

    def _hidden(self) -> Iterator[Sign]:
        """Tell of packed code."""
        for detail, offset in indicators.hidden(self.text):
            line, column = self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset)
            yield Sign(SignKind.OPAQUE_SCRIPT, detail, line, column)

    def _kept(self) -> Iterator[Sign]:
        for kind, detail, node in indicators.kept(self.ev):
            yield Sign(kind, detail, *self.tree.place(node.start_byte))
        features = indicators.fingerprint(self.tree.source)
        if features:
            yield Sign(SignKind.FINGERPRINT, features, 1, 1)

    def _opaque(self) -> Iterator[Sign]:
        """Tell of code of which next to nothing is known, and of addresses that are decoded while it runs."""
        for hit in self.hits.found:
            runs = hit.sink.via in _RUN and any(
                not is_exact(text) and sum(c < MARKS for c in text) < _FEW for text in hit.texts
            )
            is_inert = hit.sink.reads == "inert markup"
            decoded = not is_inert and any(DECODED in text and host_is_open(text) for text in hit.texts)
            if (runs or decoded) and self.phases.of(hit.node) is not Phase.UNREACHABLE:
                is_code = hit.sink.reads == "code"
                what = "code that is no constant" if is_code else "an address that is decoded while it runs"
                place = self.tree.place(hit.node.start_byte)
                yield Sign(SignKind.OPAQUE_SCRIPT, f"{hit.sink.via} gets {what}", *place)

    # -- effects --------------------------------------------------------------------------------------------------

    def _tainted(self) -> Iterator[Effect]:
        """Give the page data that reaches a request or becomes markup, as followed or known of a library."""
        for signs, attributes in tables.lazy_loaders():
            if all(sign in self.text for sign in signs):
                yield from (Effect(EffectKind.ATTRIBUTE, name) for name in attributes)
        for taint in dict.fromkeys(taint for hit in self.hits.found for taint in self._taints(hit)):
            key = taint.key or (taint.name.rpartition(".")[2] if taint.kind == "global" else "")
            if taint.kind == "attribute" and taint.name not in _PLAIN_ATTRIBUTES:
                yield Effect(EffectKind.ATTRIBUTE, taint.name)
            elif taint.kind == "global":
                yield Effect(EffectKind.GLOBAL, taint.name.removesuffix(".?"))
            elif taint.kind == "text" and taint.name:
                yield Effect(EffectKind.TEXT, taint.name)
            if key or taint.kind in {"file", "text"}:
                yield Effect(EffectKind.JSON, "" if key.isdecimal() or key == "?" else key)

    def _taints(self, hit: SinkHit) -> list[Taint]:
        reads = hit.sink.reads
        marked = (t for t in hit.texts if not t.isascii() and (reads in _TEXTS or reads in _ADDRESSES))
        met = [text for text in marked if reads in _TEXTS or holds_taint(text)]
        found = [taint for text in met for taint in self.ev.marks.found(text)]
        return found if found and self.phases.of(hit.node) is Phase.LOAD else []

    def _fired(self) -> Iterator[Effect]:
        """Give what the script does by itself with what the page holds: sends forms, follows links, wakes templates."""
        for event, value, node in self.hits.fired:
            if event in {"click", "submit", "requestSubmit"} and self.phases.of(node) is Phase.LOAD:
                if event != "click":
                    yield Effect(EffectKind.FORM)
                elif isinstance(value, Element) and value.made_at < 0 and (value.selector or value.tags):
                    yield Effect(EffectKind.CLICK, value.selector or min(value.tags))
        if any(self._takes_content(member) for member in self.ev.uses.members("content")):
            yield Effect(EffectKind.TEMPLATE)

    def _takes_content(self, member: Node) -> bool:
        """Tell whether the content of a template is taken: of an element that may be one, or to be cloned."""
        owner, holder = member.child_by_field_name("object"), self.tree.parent(member)
        call = self.tree.parent(holder) if holder is not None else None
        callee = call.child_by_field_name("function") if call is not None else None
        names = {self.tree.property_name(node) for node in (holder, callee) if node is not None}
        values = self.ev.value(owner) if owner is not None else ()
        is_element = any(isinstance(v, Element) and not v.tags - {"template"} for v in values)
        return is_element or bool(names & {"cloneNode", "importNode"})

    def _called(self) -> Iterator[Effect]:
        """Give the global functions of other scripts that are called while this one runs, and custom elements."""
        if "customElements" in self.text:  # a name may reach `define` by ways that only running tells
            yield from (Effect(EffectKind.ELEMENT, name) for name in _CUSTOM_NAME.findall(self.text))
        met: dict[str, int] = {}
        for match in _CALL.finditer(self.tree.source) if len(self.text) <= _SMALL else ():
            path, first = match[1].decode(), match[1].partition(b".")[0].decode()
            met[path] = met.get(path, 0) + 1
            node = self.tree.at(match.start(), match.start() + len(first)) if met[path] <= _FEW else None
            if node is None or first in tables.builtins().names or node.type != "identifier":
                continue
            if self.ev.scopes.binding(first, node) is None and self.phases.of(node) is self.whole:
                met[path] = _FEW
                yield Effect(EffectKind.CALL, path)


def _matters(sink: Sink, text: str) -> bool:
    """Tell whether a value in a sink can name a host or run as code or markup."""
    if sink.reads in _TEXTS:
        return len(text) > 1
    if text[:1] >= MARKS and not is_tainted(text[0]):
        return "//" in text[:8]
    return ":" in text or "/" in text or "\\" in text or sink.reads in {"host", "url"}
