"""Turns sink hits and address literals of a script into contacts with confidence, signs, uses and effects."""

from collections.abc import Iterator
from itertools import islice

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import (
    CLONED,
    ConditionalContact,
    Confidence,
    Contact,
    ContactsIn,
    Effect,
    EffectKind,
    Kind,
    OwnSite,
    Role,
    ScriptReading,
    Sign,
    SignKind,
    Trigger,
    Use,
)
from mkdocs_praxis.web.elements import HOST, srcset_parts
from mkdocs_praxis.web.indicators import dormant, libraries_in, signs_of
from mkdocs_praxis.web.script import addresses, expressions
from mkdocs_praxis.web.script.effects import effects, keeps, opaque
from mkdocs_praxis.web.script.evaluate import WINDOW, Evaluator
from mkdocs_praxis.web.script.hits import Hit, Hits
from mkdocs_praxis.web.script.marks import MARKS
from mkdocs_praxis.web.script.phases import Phase, Phases, of_event
from mkdocs_praxis.web.script.syntax import Tree
from mkdocs_praxis.web.script.tables import Sink, table
from mkdocs_praxis.web.script.values import Element
from mkdocs_praxis.web.url import data_url, foreign_host, resolve

SEMANTICS = (expressions,)  # imported for its side effects (registration)
_MAX_DEPTH, _LARGE, _MAX_BYTES, _MOST_MENTIONS = 4, 1 << 15, 24 << 20, 2000
_HANDLER = regex(r"\bon[a-z]+")
_ROLES = {Kind.SCRIPT: Role.SCRIPT, Kind.WORKER: Role.WORKER, Kind.STYLE: Role.STYLE, Kind.FRAME: Role.FRAME}
_GOES_THERE = frozenset({"navigate", "window", "host"})
_ABSOLUTE = ("http:", "https:", "ws:", "wss:", "//", "\\\\")
_ICE = regex(r"(?i)\s*(?:stuns?|turns?):(?://)?")  # RFC 7064, RFC 7065


class PageReader:
    """The context of scripts: the page's URL, the own site, and readers for markup and styles that scripts write."""

    def __init__(self, url: str, own: OwnSite, markup: ContactsIn, style: ContactsIn) -> None:
        self.url, self.own, self.markup, self.style = url, own, markup, style

    def read(self, text: str, context: str, depth: int = 0) -> ScriptReading:
        """Read a script, and code in its strings; never raises."""
        is_binary = len(text) > _LARGE and (text.count("\0") + text.count("\ufffd")) * 20 > len(text)
        tree = Tree(text) if len(text) <= _MAX_BYTES and not is_binary else None
        if tree is None or tree.is_deep:
            why = "no text, or too large to be read" if tree is None else "nested deeper than can be followed"
            return ScriptReading(signs=(Sign(SignKind.OPAQUE_SCRIPT, why, 1, 1),))
        return _Script(self, text, tree, context, depth).read()


def _parts(sink: Sink, text: str) -> Iterator[tuple[str, str]]:
    """Yield (`markup`, `css`, `code` or `address`, text) for a value, by what the sink reads."""
    reads, head = sink.reads, text.lstrip("\0 \t\r\n")
    if reads == "css" or "markup" in reads:
        yield "css" if reads == "css" else "markup", text
    elif reads == "style":
        declared = text if ":" in text.partition("(")[0] else f"background:{text}"
        yield "css", f"@font-face{{src:{text}}}" if sink.kind is Kind.FONT else f"*{{{declared}}}"
    elif reads in {"code", "timer"}:
        yield "code", text
    elif reads == "host":
        yield "address", f"https://{text}/"
    elif reads == "srcset":
        yield from (("address", part) for _, part in srcset_parts(text))
    elif reads == "ice":
        yield from [("address", _ICE.sub("https://", text))] if _ICE.match(text) else []
    elif head[:11].lower() == "javascript:":
        yield "code", head[11:]
    elif head[:5].lower() == "data:":
        mime, data = data_url(text) or ("", b"")
        is_code = "javascript" in mime or sink.kind in {Kind.SCRIPT, Kind.WORKER}
        framed = any(word in mime for word in ("html", "svg", "xml")) and sink.kind is not Kind.IMAGE
        what = "markup" if framed else "css" if "css" in mime else "code" if is_code else ""
        yield what, data.decode("utf-8", "replace")
    elif reads != "anywhere" or head.lower().startswith(_ABSOLUTE):
        yield "address", text


class _Script:
    """One script, or code in a string, and its results."""

    def __init__(self, page: PageReader, text: str, tree: Tree, context: str, depth: int) -> None:
        handler = _HANDLER.search(context)
        whole = of_event(handler[0]) if handler else Phase.LOAD
        module = "module" in context or context == "worker"
        self.page, self.text, self.context, self.depth = page, text, context, depth
        self.ev = Evaluator(tree, Element() if handler else WINDOW)
        self.hits = Hits(self.ev)
        self.phases = Phases(self.ev, whole, self.hits.fired, module=module)
        self.effects = frozenset(effects(self.ev, self.hits, self.phases, text))
        self.uses: dict[Use, None] = {}
        self.inner: list[ScriptReading] = []
        self.conditional: list[ConditionalContact] = []

    def read(self) -> ScriptReading:
        contacts: dict[tuple[str, str, str, Confidence], Contact] = {}
        for hit in self.hits.found:
            for contact in self._of_hit(hit):
                if hit.sink.needs:
                    on_page = Effect(EffectKind.PAGE, hit.sink.needs)
                    self.conditional.append(ConditionalContact(on_page, contact))
                else:
                    key = contact.url, contact.via, contact.trigger, contact.confidence
                    contacts.setdefault(key, contact)
        known = {c.host for c in contacts.values() if c.confidence is not Confidence.MENTION}
        for address, node in islice(addresses.mentioned(self.ev.tree), _MOST_MENTIONS):
            is_host = HOST.fullmatch(address) is not None
            setting = self.ev.tree.setting(node, passed=self.phases.of(node) <= Phase.CALLED)
            if is_host and not setting:
                continue
            found = addresses.read_address("//" * is_host + address, self.page.url, self.page.own)
            if found is not None and found[1] not in known:
                place = self.ev.tree.place(node)
                one = Contact(*found, Trigger.CODE, Kind.OTHER, "script", *place, address, Confidence.MENTION)
                if setting:
                    condition = Effect(EffectKind.HOST if is_host else EffectKind.GLOBAL, setting)
                    waiting = one._replace(confidence=Confidence.CONDITIONAL)
                    self.conditional.append(ConditionalContact(condition, waiting))
                if not is_host:
                    contacts.setdefault((one.url, "", Trigger.CODE, Confidence.MENTION), one)
        met = libraries_in(self.text)
        told = [*signs_of(self.text), *keeps(self.ev)]
        told += opaque(self.hits, self.phases) if not any(library.runs for library in met) else ()
        told += [Sign(SignKind.OPAQUE_SCRIPT, "more than can be followed", 1, 1)] * (self.ev.steps < 0)
        provided = [Effect(EffectKind.PROVIDED, one) for library in met for one in library.provides]
        return ScriptReading(
            contacts=tuple(dormant(contacts.values(), met, self.conditional)),
            signs=(*dict.fromkeys(told), *(sign for one in self.inner for sign in one.signs)),
            effects=self.effects.union(provided, *(one.effects for one in self.inner)),
            conditional=(*self.conditional, *(one for inner in self.inner for one in inner.conditional)),
            uses=(*self.uses, *(use for one in self.inner for use in one.uses)),
        )

    def _of_hit(self, hit: Hit) -> Iterator[Contact]:
        # Where one of several values is empty, as before it is set, the path is not the host.
        for text in [one for one in hit.texts if ":///" not in one[:9]] or hit.texts:
            for what, part in _parts(hit.sink, text):
                if what == "address":
                    yield from self._of_address(hit, part)
                elif what == "code":
                    yield from self._of_code(hit, part)
                elif what == "css" and ("(" in part or "@" in part):
                    yield from self._within(hit, self.page.style, part)
                elif what == "markup" and "<" in part:
                    yield from self._of_markup(hit, part)

    def _of_address(self, hit: Hit, text: str) -> Iterator[Contact]:
        sink, found = hit.sink, addresses.read_address(text, self.page.url, self.page.own)
        if found is not None:
            trigger = Trigger(table().triggers.get(sink.reads, "code"))
            if sink.reads == "form" and Effect(EffectKind.FORM) in self.effects:
                trigger = Trigger.REDIRECT
            raw = "".join(c if c < MARKS else "…" for c in text[:300])
            yield self._timed(Contact(*found, trigger, sink.kind, sink.via, *hit.place, raw), hit)
        elif sink.reads in {"url", "anywhere"}:  # an own file, if its address is completely known
            text = addresses.with_own(text, self.page.url)
            url = resolve(text, self.page.url) if addresses.first_unknown(text) < 0 else None
            if url is not None and url.scheme in {"http", "https"} and not foreign_host(url, self.page.own):
                self.uses[Use(_ROLES.get(sink.kind, Role.DATA), text)] = None

    def _timed(self, contact: Contact, hit: Hit) -> Contact:
        """Adjust the confidence of a contact by the phase of its code."""
        phase, function = self.phases.of(hit.node), self.ev.tree.around(hit.node)
        for use in self.ev.uses.of(function) if phase is Phase.UNREACHABLE else ():
            if use.how == "kept":  # an event handler attribute may call it
                condition = Effect(EffectKind.GLOBAL, f".{use.name}()")
                self.conditional.append(ConditionalContact(condition, contact))
        if phase is Phase.CALLED:
            condition = Effect(EffectKind.CALL, " ".join(sorted(self.phases.awaited)))
            self.conditional.append(ConditionalContact(condition, contact))
        if phase is Phase.UNREACHABLE or (not hit.certain and hit.sink.reads != "window"):
            return contact._replace(confidence=Confidence.MENTION)
        is_mention = contact.confidence is Confidence.MENTION
        if phase is Phase.LOAD or is_mention or contact.trigger in {Trigger.LINK, Trigger.SUBMIT}:
            return contact
        confidence = Confidence.CERTAIN if hit.sink.reads in _GOES_THERE else Confidence.CLICK
        return contact._replace(trigger=Trigger.LINK, confidence=confidence)

    def _within(self, hit: Hit, read: ContactsIn, text: str) -> Iterator[Contact]:
        """Yield the contacts of markup or a style sheet, as far as hosts are known."""
        for contact in read(addresses.filled(text, self.page.url)):
            address = addresses.without_filler(contact.url, contact.host)
            if address is not None:
                (url, host), (line, column), via = address, hit.place, f"{hit.sink.via} → {contact.via}"
                moved = contact._replace(
                    url=url, host=host, line=line, column=column, via=via, by_script=True
                )
                yield self._timed(moved, hit)

    def _of_markup(self, hit: Hit, text: str) -> Iterator[Contact]:
        inert = hit.sink.reads == "inert markup" and CLONED not in self.effects
        for contact in self._within(hit, self.page.markup, text):
            dead = hit.sink.reads == "markup" and contact.kind is Kind.SCRIPT and " → script" in contact.via
            yield contact._replace(confidence=Confidence.MENTION) if inert or dead else contact

    def _of_code(self, hit: Hit, text: str) -> Iterator[Contact]:
        if self.depth >= _MAX_DEPTH or addresses.first_unknown(text) == 0:
            return
        body = "".join(c if c < MARKS else " null " for c in text)
        reading = self.page.read(body, "worker" if self.context == "worker" else "script", self.depth + 1)
        self.inner.append(reading)
        for contact in reading.contacts:
            yield self._timed(contact._replace(line=hit.place[0], column=hit.place[1]), hit)
