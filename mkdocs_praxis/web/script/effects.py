"""What a script does besides contacts: effects on data elsewhere, obfuscation, storage."""

import re
from collections.abc import Iterator

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.bound import of_template
from mkdocs_praxis.web.contact import CLONED, Effect, EffectKind, Sign, SignKind
from mkdocs_praxis.web.elements import LINK_START
from mkdocs_praxis.web.indicators import indicators, libraries_in, queries
from mkdocs_praxis.web.script.addresses import host_is_open
from mkdocs_praxis.web.script.evaluate import Evaluator
from mkdocs_praxis.web.script.hits import Hit, Hits
from mkdocs_praxis.web.script.marks import DECODED, is_exact
from mkdocs_praxis.web.script.phases import Phase, Phases
from mkdocs_praxis.web.script.tables import table
from mkdocs_praxis.web.script.transfers import LAST_PART
from mkdocs_praxis.web.script.values import Element, Global, Taint, Unknown

_CUSTOM_NAME = regex(r"""["'`]([a-z][a-z0-9]*(?:-[a-z0-9]+)+)["'`]""")
_ADDRESSES = frozenset({"url", "srcset", "navigate", "form", "hint", "anywhere"})
_TEXTS = frozenset({"markup", "markup that runs", "css", "style", "code", "timer", "inert markup"})
# What stands before an address that is fetched, alone or in markup, and a selector of some links, not of all.
_FETCHED = r"(?:^|\b(?:src(?:set)?|data|poster)\s*=|url\()[\s\\\"']*(?:(?:https?:)?//)?"
_SOME = regex(r"[.#]|\[(?!href\])")
_FEW = 16  # characters: shorter code with unknown parts is entirely unknown
_RUN = frozenset({"eval()", "Function()", "new Function()"})


def effects(ev: Evaluator, hits: Hits, phases: Phases, text: str) -> Iterator[Effect]:
    """Yield the effects of a script on data in pages and files."""
    sources: dict[str, list[Taint]] = {}
    for taint, mark in ev.sources.items():
        sources.setdefault(mark, []).append(taint)
    for hit in hits.found:
        if phases.of(hit.node) <= Phase.CALLED:
            yield from _tainted(sources, hit)
            templates = (text for text in hit.texts if "{{" in text and hit.sink.reads in _TEXTS)
            yield from (one for text in templates for one in of_template(text))
    open_ones = (h for h in hits.found if h.sink.reads in _ADDRESSES and any(map(host_is_open, h.texts)))
    if any(phases.of(hit.node) <= Phase.CALLED for hit in open_ones):
        yield from (Effect(EffectKind.QUERY, name) for name in queries(text))
    for event, value, node in hits.fired:
        if event in {"click", "submit", "requestSubmit"} and phases.of(node) <= Phase.CALLED:
            if event != "click":
                yield Effect(EffectKind.FORM)
            elif isinstance(value, Element) and value.made_at < 0 and (value.selector or value.tags):
                yield Effect(EffectKind.CLICK, value.selector or min(value.tags))
            elif isinstance(value, Global) and "." not in value.path:  # an element by its id
                yield Effect(EffectKind.CLICK, f"#{value.path}")
    copies = {b"cloneNode", b"importNode"} & ev.tree.words.keys()
    for member in (one for one in ev.uses.members("content") if phases.of(one) <= Phase.CALLED):
        for value in ev.value(member.child_by_field_name("object")):
            is_template = isinstance(value, Element) and not value.tags - {"template"}
            if is_template or (copies and isinstance(value, Global | Unknown)):
                yield CLONED
    if "customElements" in text:  # the name passed to `define` may be unknown
        yield from (Effect(EffectKind.ELEMENT, name) for name in _CUSTOM_NAME.findall(text))
    for library in libraries_in(text):
        yield from (Effect(EffectKind.ATTRIBUTE, name) for name in library.reads)
        yield from (Effect(EffectKind.JSON, f"@{name}") for name in library.reads)


def _tainted(sources: dict[str, list[Taint]], hit: Hit) -> Iterator[Effect]:
    """Yield effects for page data that is used as an address or markup."""
    reads = hit.sink.reads
    matters = (text for text in hit.texts if reads in _TEXTS or (reads in _ADDRESSES and host_is_open(text)))
    met = "".join(LINK_START.sub("", text) for text in matters if not text.isascii())
    for mark, taint in [(one, taint) for one in sources.keys() & set(met) for taint in sources[one]]:
        if f"//{mark}" in met and (taint.key or taint.name):
            yield Effect(EffectKind.HOST, taint.key or taint.name)
        if taint.kind == "attribute" and taint.name not in table().shown:
            yield Effect(EffectKind.ATTRIBUTE, f"{hit.sink.needs}@{taint.name}".lstrip("@"))
        elif taint.kind in {"global", "outer"} and taint.name:
            yield Effect(EffectKind.GLOBAL, taint.name)
        elif taint.kind == "text" and taint.key in {"value", "content"}:
            yield Effect(EffectKind.ATTRIBUTE, taint.key)
        if taint.kind == "link" and _SOME.search(taint.name) and re.search(rf"(?i){_FETCHED}{mark}", met):
            yield Effect(EffectKind.TEXT, taint.name)
        if taint.kind == "text" and taint.name:
            yield from [Effect(EffectKind.TEXT, taint.name)] if reads in _ADDRESSES else []
            part = LAST_PART.search(taint.name)
            yield from (Effect(EffectKind.TEMPLATE, part[0]) for part in [part] if part)
        if taint.key or taint.kind in {"file", "text", "attribute"}:
            whole = f"@{taint.name}" if taint.kind == "attribute" else ""
            yield Effect(EffectKind.JSON, "" if taint.key.isdecimal() else taint.key or whole)


def opaque(hits: Hits, phases: Phases) -> Iterator[Sign]:
    """Yield signs for evaluated code that is unknown, and for addresses that are decoded at run time."""
    around = hits.ev.tree.around
    for hit in hits.found:
        phase, function, is_code = phases.of(hit.node), around(hit.node), hit.sink.reads == "code"
        # A function without callers here is called by links, on click: TYPO3's encoded mail addresses.
        by_person = phase is Phase.CLICK or (function.parent and not hits.ev.uses.of(function))
        is_inert = hit.sink.reads == "inert markup" or (hit.sink.reads == "navigate" and by_person)
        runs = hit.sink.via in _RUN and any(not is_exact(text) and len(text) < _FEW for text in hit.texts)
        decoded = not is_inert and any(DECODED in text and host_is_open(text) for text in hit.texts)
        if (runs or decoded) and phase is not Phase.UNREACHABLE:
            what = "code that is no constant" if is_code else "an address that is decoded while it runs"
            yield Sign(SignKind.OPAQUE_SCRIPT, f"{hit.sink.via} gets {what}", *hit.place)


def keeps(ev: Evaluator) -> Iterator[Sign]:
    """Yield signs for storage in the browser: cookies, web storage, service workers."""
    for row in indicators()["kept"]:
        word, owner, read = row["word"], row.get("of"), ev.uses.members(row["word"])
        written = [target for target, _ in ev.tree.writes(word)] if row["shown"][-1] != ")" else read
        named = [node for node in ev.tree.occurrences(word) if node.type == "identifier"]
        for node in written if owner else [*named, *read]:
            met = node.child_by_field_name("object") if owner else node
            if Global(owner or word) in ev.value(met):
                yield Sign(SignKind(row["is"]), row["shown"], *ev.tree.place(node))
                break
