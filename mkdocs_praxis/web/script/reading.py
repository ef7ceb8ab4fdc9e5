"""A script on its page: which foreign hosts its sink hits and address literals name, and when."""

import re
from collections.abc import Iterator

from mkdocs_praxis.web.attributes import srcset_parts
from mkdocs_praxis.web.contact import (
    ConditionalContact,
    Confidence,
    Contact,
    Effect,
    EffectKind,
    Kind,
    OwnSite,
    Role,
    Trigger,
    Use,
)
from mkdocs_praxis.web.dataurl import data_url
from mkdocs_praxis.web.script.addresses import (
    filled,
    first_unknown,
    read_address,
    with_own,
    without_filler,
)
from mkdocs_praxis.web.script.analysis import Hit, analyse
from mkdocs_praxis.web.script.phases import Phase
from mkdocs_praxis.web.script.result import Reader, ScriptReading
from mkdocs_praxis.web.script.tables import Sink, libraries
from mkdocs_praxis.web.script.values import MARKS
from mkdocs_praxis.web.url import foreign_host, resolve

_MAX_DEPTH = 4
_ROLES = {Kind.SCRIPT: Role.SCRIPT, Kind.WORKER: Role.WORKER, Kind.STYLE: Role.STYLE, Kind.FRAME: Role.FRAME}
_TRIGGERS = {
    "navigate": Trigger.REDIRECT,
    "host": Trigger.REDIRECT,
    "form": Trigger.SUBMIT,
    "hint": Trigger.HINT,
    "window": Trigger.LINK,
}
_GOES_THERE = frozenset({"navigate", "window", "host"})
_ABSOLUTE = ("http:", "https:", "ws:", "wss:", "//", "\\\\")
_ICE = re.compile(r"\s*(?:stuns?|turns?):(?://)?", re.IGNORECASE)  # RFC 7064, RFC 7065


class PageReader:
    """The page that scripts run in: its address, its site, and the readers of what scripts write."""

    def __init__(self, url: str, own: OwnSite, markup: Reader, style: Reader) -> None:
        self.url, self.own, self.markup, self.style = url, own, markup, style

    def read(self, text: str, context: str, depth: int = 0) -> ScriptReading:
        """Read a script, and the scripts within it."""
        return _Script(self, text, context, depth).read()


def _parts(sink: Sink, text: str) -> Iterator[tuple[str, str]]:
    """Give what a value in a sink is: `markup`, `css`, `code` or an `address`, each with its text."""
    reads, head = sink.reads, text.lstrip("\0 \t\r\n")
    if "markup" in reads:
        yield "markup", text
    elif reads == "css":
        yield "css", text
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
        what = "css" if "css" in mime else "code" if is_code else ""
        what = "markup" if any(word in mime for word in ("html", "svg", "xml")) else what
        yield what, data.decode("utf-8", "replace")
    elif reads != "anywhere" or head.lower().startswith(_ABSOLUTE):
        yield "address", text


class _Script:
    """One script, or the code of one string, and what it yields."""

    def __init__(self, page: PageReader, text: str, context: str, depth: int) -> None:
        self.page, self.text, self.context, self.depth = page, text, context, depth
        self.analysis = analyse(text, context)
        self.uses: dict[Use, None] = {}
        self.inner: list[ScriptReading] = []
        self.conditional: list[ConditionalContact] = []

    def read(self) -> ScriptReading:
        contacts: dict[tuple[str, str, str, Confidence], Contact] = {}
        for hit in self.analysis.hits:
            for contact in self._of_hit(hit):
                contacts.setdefault((contact.url, contact.via, contact.trigger, contact.confidence), contact)
        known = {
            contact.host for contact in contacts.values() if contact.confidence is not Confidence.MENTION
        }
        for address, line, column in self.analysis.literals:
            found = read_address(address, self.page.url, self.page.own)
            if found is not None and found[1] not in known:
                contact = Contact(
                    *found, Trigger.CODE, Kind.OTHER, "script", line, column, address, Confidence.MENTION
                )
                contacts.setdefault((contact.url, "", Trigger.CODE, Confidence.MENTION), contact)
        shown = tuple(map(self._of_libraries, contacts.values()))
        inner = self.inner
        return ScriptReading(
            contacts=shown,
            signs=(*self.analysis.signs, *(sign for reading in inner for sign in reading.signs)),
            effects=self.analysis.effects.union(*(reading.effects for reading in inner)),
            conditional=(*self.conditional, *(one for reading in inner for one in reading.conditional)),
            uses=(*self.uses, *(use for reading in inner for use in reading.uses)),
        )

    def _of_hit(self, hit: Hit) -> Iterator[Contact]:
        for text in hit.texts:
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
        sink, found = hit.sink, read_address(text, self.page.url, self.page.own)
        if found is not None:
            trigger = _TRIGGERS.get(sink.reads, Trigger.CODE)
            if sink.reads == "form" and Effect(EffectKind.FORM) in self.analysis.effects:
                trigger = Trigger.REDIRECT
            raw = "".join(c if c < MARKS else "…" for c in text[:300])
            yield self._timed(Contact(*found, trigger, sink.kind, sink.via, hit.line, hit.column, raw), hit)
        elif sink.reads in {"url", "anywhere"}:  # a file of the own site, when its address is wholly known
            text = with_own(text, self.page.url)
            url = resolve(text, self.page.url) if first_unknown(text) < 0 else None
            if url is not None and url.scheme in {"http", "https"} and not foreign_host(url, self.page.own):
                self.uses[Use(_ROLES.get(sink.kind, Role.DATA), text)] = None

    def _timed(self, contact: Contact, hit: Hit) -> Contact:
        """Say when the contact happens, by the phase of its code."""
        if hit.phase is Phase.UNREACHABLE or (not hit.certain and hit.sink.reads != "window"):
            return contact._replace(confidence=Confidence.MENTION)
        if hit.phase is Phase.LOAD or contact.trigger in {Trigger.LINK, Trigger.SUBMIT}:
            return contact
        goes = hit.sink.reads in _GOES_THERE
        confidence = Confidence.CERTAIN if goes else Confidence.CLICK
        if contact.confidence is Confidence.MENTION:
            confidence = Confidence.MENTION
        trigger = Trigger.LINK if hit.phase is Phase.CLICK else Trigger.SUBMIT
        return contact._replace(trigger=trigger, confidence=confidence)

    def _within(self, hit: Hit, read: Reader, text: str) -> Iterator[Contact]:
        """Give what markup or a style sheet contacts, where its host is known."""
        for contact in read(filled(text, self.page.url)):
            address = without_filler(contact.url, contact.host)
            if address is not None:
                known = contact._replace(url=address[0], host=address[1], line=hit.line, column=hit.column)
                yield self._timed(known._replace(via=f"{hit.sink.via} → {contact.via}"), hit)

    def _of_markup(self, hit: Hit, text: str) -> Iterator[Contact]:
        inert = hit.sink.reads == "inert markup" and Effect(EffectKind.TEMPLATE) not in self.analysis.effects
        for contact in self._within(hit, self.page.markup, text):
            dead = hit.sink.reads == "markup" and contact.kind is Kind.SCRIPT and " → script" in contact.via
            yield contact._replace(confidence=Confidence.MENTION) if inert or dead else contact

    def _of_code(self, hit: Hit, text: str) -> Iterator[Contact]:
        if self.depth >= _MAX_DEPTH or first_unknown(text) == 0:
            return
        body = "".join(c if c < MARKS else " null " for c in text)
        reading = self.page.read(body, "worker" if self.context == "worker" else "script", self.depth + 1)
        self.inner.append(reading)
        for contact in reading.contacts:
            yield self._timed(contact._replace(line=hit.line, column=hit.column), hit)

    def _of_libraries(self, contact: Contact) -> Contact:
        """Tell what a known library only does on some pages from what the script does."""
        for library in libraries():
            for address, needs in library.contacts:
                if contact.url.startswith(address) and library.is_in(self.text):
                    if needs is not None:
                        sure = contact._replace(confidence=Confidence.CERTAIN)
                        self.conditional.append(ConditionalContact(Effect(EffectKind.PAGE, needs), sure))
                    return contact._replace(confidence=Confidence.MENTION)
        return contact
