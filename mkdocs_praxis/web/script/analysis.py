"""One script, read without knowing the page it stands in: what can be remembered for every page that repeats it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tree_sitter import Node

from mkdocs_praxis.web.contact import Effect, EffectKind, Sign, SignKind
from mkdocs_praxis.web.script import addresses, expressions, indicators
from mkdocs_praxis.web.script.evaluate import WINDOW, Evaluator
from mkdocs_praxis.web.script.hits import Hits, SinkHit
from mkdocs_praxis.web.script.phases import Phase, Phases, of_event
from mkdocs_praxis.web.script.syntax import Tree
from mkdocs_praxis.web.script.tables import Sink, libraries
from mkdocs_praxis.web.script.values import (
    DECODED,
    MARKS,
    Element,
    Global,
    Taint,
    Unknown,
    is_exact,
    is_tainted,
)

SEMANTICS = (expressions,)  # imported for what they register
_MAX_BYTES = 24 << 20
_MAX_LITERALS = 2000
_FEW = 16
_HANDLER = re.compile(r"\bon[a-z]+")
_CUSTOM_NAME = re.compile(r"""["'`]([a-z][a-z0-9]*(?:-[a-z0-9]+)+)["'`]""")
_ADDRESSES = frozenset({"url", "srcset", "navigate", "form", "hint", "anywhere"})
_RUN = frozenset({"eval()", "Function()", "new Function()", "execScript()"})
_TEXTS = frozenset({"markup", "markup that runs", "css", "style", "code", "timer", "inert markup"})
# Attributes that are read where the page's markup is.
_PLAIN_ATTRIBUTES = frozenset(
    {"src", "href", "srcset", "action", "poster", "class", "id", "style", "type", ""}
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A sink hit with the phase and the place it stands in."""

    sink: Sink
    texts: tuple[str, ...]
    certain: bool
    phase: Phase
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a script does, before addresses are resolved."""

    hits: tuple[Hit, ...] = ()
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
        self.hits = Hits(self.ev)
        self.hits.read()
        whole = of_event(handler[0]) if handler else Phase.LOAD
        self.phases = Phases(self.ev, whole, self.hits.fired, module=module)

    def analysis(self) -> Analysis:
        placed = tuple(
            Hit(hit.sink, hit.texts, hit.certain, self.phases.of(hit.node), *self._place(hit.node))
            for hit in self.hits.found
            if any(_matters(hit.sink, text) for text in hit.texts)
        )
        literals: dict[str, tuple[str, int, int]] = {}
        for address, node in addresses.mentioned(self.tree):
            if address not in literals and len(literals) < _MAX_LITERALS:
                literals[address] = (address, *self._place(node))
        signs = [*indicators.signs(self.ev), *self._opaque()]
        if self.ev.is_spent:
            signs.append(Sign(SignKind.OPAQUE_SCRIPT, "more than can be followed", 1, 1))
        effects = frozenset({*self._tainted(), *self._fired(), *self._known()})
        return Analysis(placed, tuple(literals.values()), tuple(dict.fromkeys(signs)), effects)

    def _place(self, node: Node) -> tuple[int, int]:
        return self.tree.place(node.start_byte)

    def _opaque(self) -> Iterator[Sign]:
        """Tell of code of which next to nothing is known, and of addresses that are decoded while it runs."""
        for hit in self.hits.found:
            runs = hit.sink.via in _RUN and any(
                not is_exact(text) and sum(c < MARKS for c in text) < _FEW for text in hit.texts
            )
            is_inert = hit.sink.reads == "inert markup"
            decoded = not is_inert and any(
                DECODED in text and addresses.host_is_open(text) for text in hit.texts
            )
            if (runs or decoded) and self.phases.of(hit.node) is not Phase.UNREACHABLE:
                is_code = hit.sink.reads == "code"
                what = "code that is no constant" if is_code else "an address that is decoded while it runs"
                yield Sign(SignKind.OPAQUE_SCRIPT, f"{hit.sink.via} gets {what}", *self._place(hit.node))

    # -- effects --------------------------------------------------------------------------------------------------

    def _tainted(self) -> Iterator[Effect]:
        """Give the page data that reaches a request or becomes markup."""
        for taint in dict.fromkeys(taint for hit in self.hits.found for taint in self._taints(hit)):
            if taint.kind == "attribute" and taint.name not in _PLAIN_ATTRIBUTES:
                yield Effect(EffectKind.ATTRIBUTE, taint.name)
            elif taint.kind == "text" and taint.name:
                yield Effect(EffectKind.TEXT, taint.name)
            if taint.key or taint.kind in {"file", "text"}:
                yield Effect(EffectKind.JSON, "" if taint.key.isdecimal() else taint.key)

    def _taints(self, hit: SinkHit) -> list[Taint]:
        is_text = hit.sink.reads in _TEXTS
        marked = [t for t in hit.texts if not t.isascii() and (is_text or hit.sink.reads in _ADDRESSES)]
        met = "".join(text for text in marked if is_text or addresses.holds_taint(text))
        found = [taint for taint, mark in self.ev.sources.items() if mark in met]
        return found if found and self.phases.of(hit.node) is Phase.LOAD else []

    def _fired(self) -> Iterator[Effect]:
        """Give what the script does by itself with what the page holds: sends forms, follows links, wakes templates."""
        for event, value, node in self.hits.fired:
            if event in {"click", "submit", "requestSubmit"} and self.phases.of(node) is Phase.LOAD:
                if event != "click":
                    yield Effect(EffectKind.FORM)
                elif isinstance(value, Element) and value.made_at < 0 and (value.selector or value.tags):
                    yield Effect(EffectKind.CLICK, value.selector or min(value.tags))
        copies = {b"cloneNode", b"importNode"} & self.tree.words.keys()
        for member in self.ev.uses.members("content"):
            for value in self.ev.value(member.child_by_field_name("object")):
                is_template = isinstance(value, Element) and not value.tags - {"template"}
                if is_template or (copies and isinstance(value, Global | Unknown)):
                    yield Effect(EffectKind.TEMPLATE)

    def _known(self) -> Iterator[Effect]:
        """Give the custom elements that come to life, and the attributes that a known library reads."""
        if "customElements" in self.text:  # a name may reach `define` by ways that only running tells
            yield from (Effect(EffectKind.ELEMENT, name) for name in _CUSTOM_NAME.findall(self.text))
        for library in libraries():
            if library.reads and library.is_in(self.text):
                yield from (Effect(EffectKind.ATTRIBUTE, name) for name in library.reads)


def _matters(sink: Sink, text: str) -> bool:
    """Tell whether a value in a sink can name a host or run as code or markup."""
    if sink.reads in _TEXTS:
        return len(text) > 1
    if text[:1] >= MARKS and not is_tainted(text[0]):
        return "//" in text[:8]
    return ":" in text or "/" in text or "\\" in text or sink.reads in {"host", "url"}
