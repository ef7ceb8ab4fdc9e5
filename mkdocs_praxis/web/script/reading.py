"""A script on its page: which foreign hosts its sink hits and address literals name, and when."""

import re
from collections.abc import Iterable, Iterator

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
    read_ice,
    with_own,
    without_filler,
)
from mkdocs_praxis.web.script.analysis import PlacedHit, analyse
from mkdocs_praxis.web.script.phases import Phase
from mkdocs_praxis.web.script.result import Reader, ScriptReading
from mkdocs_praxis.web.script.tables import libraries
from mkdocs_praxis.web.script.values import MARKS
from mkdocs_praxis.web.url import foreign_host, resolve

_MAX_DEPTH = 4
_MOST_CONDITIONAL = 40
_SMALL = 100_000  # larger scripts are libraries, and hold no settings for others
_RULES = re.compile(r'\{\s*"(imports|scopes|prefetch|prerender|prerender_until_script)"\s*:')
# Variables that other scripts of the page can see.
_GLOBAL = re.compile(r"(?:\b(?:var|let|const)\s+|\b(?:window|self|globalThis)\.)([\w$]+)\s*=")
_ROLES = {Kind.SCRIPT: Role.SCRIPT, Kind.WORKER: Role.WORKER, Kind.STYLE: Role.STYLE, Kind.FRAME: Role.FRAME}
_TRIGGERS = {
    "navigate": Trigger.REDIRECT,
    "host": Trigger.REDIRECT,
    "form": Trigger.SUBMIT,
    "hint": Trigger.HINT,
    "window": Trigger.LINK,
}
_GOES_THERE = frozenset({"navigate", "window", "host"})
_MARKUP = frozenset({"markup", "markup that runs", "inert markup"})
_ABSOLUTE = ("http:", "https:", "ws:", "wss:", "//", "\\\\")


class PageReader:
    """The page that scripts run in: its address, its site, and the readers of what scripts write."""

    def __init__(self, url: str, own: OwnSite, markup: Reader, style: Reader) -> None:
        self.url, self.own, self.markup, self.style = url, own, markup, style

    def read(self, text: str, context: str, depth: int = 0) -> ScriptReading:
        """Read a script, and the scripts within it."""
        return _Script(self, text, context, depth).read()


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
                if hit.waits_for and hit.sink.reads != "inert markup":
                    self._waits(EffectKind.CALL, hit.waits_for, contact)
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
        self._of_variables(shown)
        inner = self.inner
        return ScriptReading(
            contacts=shown,
            signs=(*self.analysis.signs, *(sign for reading in inner for sign in reading.signs)),
            effects=self.analysis.effects.union(*(reading.effects for reading in inner)),
            conditional=(*self.conditional, *(one for reading in inner for one in reading.conditional)),
            uses=(*self.uses, *(use for reading in inner for use in reading.uses)),
        )

    def _of_hit(self, hit: PlacedHit) -> Iterator[Contact]:
        reads = hit.sink.reads
        for text in hit.texts:
            if reads in _MARKUP:
                yield from self._of_markup(hit, text)
            elif reads in {"css", "style"}:
                yield from self._of_style(hit, text)
            elif reads in {"code", "timer"}:
                yield from self._of_code(hit, text)
            elif reads == "ice":
                yield from self._contacts(hit, read_ice(text), text)
            else:
                for address in [part for _, part in srcset_parts(text)] if reads == "srcset" else [text]:
                    yield from self._of_address(hit, f"https://{text}/" if reads == "host" else address)

    def _of_address(self, hit: PlacedHit, text: str) -> Iterator[Contact]:
        head = text.lstrip("\0 \t\r\n")
        if head[:11].lower() == "javascript:":
            yield from self._of_code(hit, head[11:], "url")
        elif head[:5].lower() == "data:":
            mime, data = data_url(text) or ("", b"")
            body = data.decode("utf-8", "replace")
            if any(word in mime for word in ("html", "svg", "xml")):
                yield from self._of_markup(hit, body)
            elif "css" in mime:
                yield from self._within(hit, body, css=True)
            elif "ecmascript" in mime or "javascript" in mime:
                yield from self._of_code(hit, body)
        elif hit.sink.reads != "anywhere" or head.lower().startswith(_ABSOLUTE):
            found = read_address(text, self.page.url, self.page.own)
            yield from self._contacts(hit, found, "".join(c if c < MARKS else "…" for c in text))
            if found is None and hit.sink.reads in {"url", "anywhere"}:
                self._uses_own(hit, text)

    def _uses_own(self, hit: PlacedHit, text: str) -> None:
        """Remember a file of the own site, when its address is wholly known."""
        text = with_own(text, self.page.url)
        url = resolve(text, self.page.url) if first_unknown(text) < 0 else None
        if url is not None and url.scheme in {"http", "https"} and foreign_host(url, self.page.own) is None:
            self.uses[Use(_ROLES.get(hit.sink.kind, Role.DATA), text)] = None

    def _contacts(self, hit: PlacedHit, found: tuple[str, str] | None, raw: str) -> Iterator[Contact]:
        trigger = _TRIGGERS.get(hit.sink.reads, Trigger.CODE)
        if hit.sink.reads == "form" and Effect(EffectKind.FORM) in self.analysis.effects:
            trigger = Trigger.REDIRECT
        if found is not None:
            sink = hit.sink
            contact = Contact(*found, trigger, sink.kind, sink.via, hit.line, hit.column, raw[:300])
            yield self._timed(contact, hit)

    def _timed(self, contact: Contact, hit: PlacedHit) -> Contact:
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

    def _within(self, hit: PlacedHit, text: str, *, css: bool = False) -> Iterator[Contact]:
        """Give what markup or a style sheet contacts, where its host is known."""
        read = self.page.style if css else self.page.markup
        for contact in read(filled(text, self.page.url)):
            address = without_filler(contact.url, contact.host)
            if address is not None:
                known = contact._replace(url=address[0], host=address[1], line=hit.line, column=hit.column)
                yield self._timed(known._replace(via=f"{hit.sink.via} → {contact.via}"), hit)

    def _of_markup(self, hit: PlacedHit, text: str) -> Iterator[Contact]:
        inert = hit.sink.reads == "inert markup" and Effect(EffectKind.TEMPLATE) not in self.analysis.effects
        for contact in self._within(hit, text) if "<" in text else ():
            dead = hit.sink.reads == "markup" and contact.kind is Kind.SCRIPT and " → script" in contact.via
            yield contact._replace(confidence=Confidence.MENTION) if inert or dead else contact

    def _of_style(self, hit: PlacedHit, text: str) -> Iterator[Contact]:
        if "(" not in text and "@" not in text:
            return
        if hit.sink.reads == "style":
            declared = text if ":" in text.partition("(")[0] else f"background:{text}"
            text = f"@font-face{{src:{text}}}" if hit.sink.kind is Kind.FONT else f"*{{{declared}}}"
        yield from self._within(hit, text, css=True)

    def _of_code(self, hit: PlacedHit, text: str, context: str = "") -> Iterator[Contact]:
        if self.depth >= _MAX_DEPTH or first_unknown(text) == 0:
            return
        rules = _RULES.search(text[:4096])
        if text[:1] == "{" and rules:  # an import map or speculation rules in an element made by the script
            kind = "importmap" if rules[1] in {"imports", "scopes"} else "speculationrules"
            yield from self._of_markup(hit, f'<script type="{kind}">{text}</script>')
            return
        body = "".join(c if c < MARKS else " null " for c in text)
        context = context or ("worker" if self.context == "worker" else "script")
        reading = self.page.read(body, context, self.depth + 1)
        self.inner.append(reading)
        for contact in reading.contacts:
            yield self._timed(contact._replace(line=hit.line, column=hit.column), hit)

    # -- what waits for others ------------------------------------------------------------------------------------

    def _waits(self, kind: EffectKind, name: str, contact: Contact) -> None:
        """Keep a contact that is sure to happen once the effect does."""
        sure = contact._replace(confidence=Confidence.CERTAIN)
        self.conditional.append(ConditionalContact(Effect(kind, name), sure))

    def _of_libraries(self, contact: Contact) -> Contact:
        """Tell what a known library only does on some pages from what the script does."""
        known = (one for one in libraries() if contact.url.startswith(one.url) and one.is_in(self.text))
        entry = next(known, None)
        if entry is not None and entry.needs is not None:
            self._waits(EffectKind.PAGE, entry.needs, contact)
        return contact if entry is None else contact._replace(confidence=Confidence.MENTION)

    def _of_variables(self, contacts: Iterable[Contact]) -> None:
        """Let the addresses that a script only mentions wait for whoever reads one of its global variables."""
        mentions = [contact for contact in contacts if contact.confidence is Confidence.MENTION]
        small = mentions and len(self.text) <= _SMALL
        names = sorted(set(_GLOBAL.findall(self.text)))[:_MOST_CONDITIONAL] if small else ()
        for name in names:
            for contact in mentions[:_MOST_CONDITIONAL]:
                self._waits(EffectKind.GLOBAL, name, contact)
