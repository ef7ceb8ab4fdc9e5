"""A script on its page: which foreign hosts its sink hits and address literals name, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from mkdocs_praxis.web.contact import (
    ConditionalContact,
    Confidence,
    Contact,
    Effect,
    EffectKind,
    Kind,
    OwnSite,
    Role,
    Sign,
    Trigger,
    Use,
)
from mkdocs_praxis.web.script.addresses import (
    filled,
    first_unknown,
    read_address,
    read_ice,
    with_own,
    without_filler,
)
from mkdocs_praxis.web.script.analysis import Analysis, PlacedHit, analyse
from mkdocs_praxis.web.script.documents import data_document, srcset
from mkdocs_praxis.web.script.libraries import conditions
from mkdocs_praxis.web.script.phases import Phase
from mkdocs_praxis.web.script.result import Reader, ScriptReading
from mkdocs_praxis.web.url import foreign_host, resolve

_MAX_DEPTH = 4
_MOST_CONDITIONAL = 40
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


class PageReader:
    """Resolves what scripts do against a page."""

    def __init__(self, url: str, own: OwnSite, markup: Reader, style: Reader) -> None:
        self._url = url
        self._own = own
        self._markup = markup
        self._style = style

    def read(self, text: str, context: str, depth: int) -> ScriptReading:
        """Read a script, and the scripts within it."""
        return _Script(self, text, context, depth).read()

    # -- addresses and documents in texts -------------------------------------------------------------------------

    def own(self, text: str) -> str | None:
        """Return an address of the own site as written, when it is one and wholly known."""
        if first_unknown(text) >= 0:
            return None
        text = with_own(text, self._url)
        url = resolve(text, self._url)
        is_own = url is not None and url.scheme in {"http", "https"} and foreign_host(url, self._own) is None
        return text if is_own else None

    def address(self, text: str) -> tuple[str, str] | None:
        """Return what reaches a sink as a foreign address with its host."""
        found = read_address(text, self._url, self._own)
        return (found.url, found.host) if found is not None else None

    def within(self, text: str, *, css: bool) -> Iterator[Contact]:
        """Give what markup or a style sheet contacts, where its host is known."""
        for contact in (self._style if css else self._markup)(filled(text, self._url)):
            address = without_filler(contact.url, contact.host)
            if address is not None:
                yield replace(contact, url=address[0], host=address[1])


class _Script:
    """One script, or the code of one string, and what it yields."""

    def __init__(self, page: PageReader, text: str, context: str, depth: int) -> None:
        self.page = page
        self.text = text
        self.context = context
        self.depth = depth
        self.analysis: Analysis = analyse(text, context)
        self.uses: dict[Use, None] = {}
        self.inner: list[ScriptReading] = []

    def read(self) -> ScriptReading:
        contacts: dict[tuple[str, str, str, Confidence], Contact] = {}
        conditional: list[ConditionalContact] = []
        for hit in self.analysis.hits:
            for contact in self._of_hit(hit):
                contacts.setdefault((contact.url, contact.via, contact.trigger, contact.confidence), contact)
                if hit.waits_for and hit.sink.reads != "inert markup":
                    conditional.append(_waiting(EffectKind.CALL, hit.waits_for, contact))
        known = {
            contact.host for contact in contacts.values() if contact.confidence is not Confidence.MENTION
        }
        for address, line, column in self.analysis.literals:
            found = self.page.address(address)
            if found is not None and found[1] not in known:
                contact = Contact(
                    *found, Trigger.CODE, Kind.OTHER, "script", line, column, address, Confidence.MENTION
                )
                contacts.setdefault((contact.url, "", Trigger.CODE, contact.confidence), contact)
        shown = self._of_libraries(contacts.values(), conditional)
        conditional += self._of_variables(shown)
        conditional += (one for reading in self.inner for one in reading.conditional)
        signs = (*self.analysis.signs, *(sign for reading in self.inner for sign in reading.signs))
        return ScriptReading(
            contacts=shown,
            signs=tuple(Sign(sign.kind, sign.detail, sign.line, sign.column) for sign in signs),
            effects=self.analysis.effects.union(*(reading.effects for reading in self.inner)),
            conditional=tuple(conditional),
            uses=(*self.uses, *(use for reading in self.inner for use in reading.uses)),
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
            elif reads == "srcset":
                for candidate in srcset(text):
                    yield from self._of_address(hit, candidate)
            elif reads == "ice":
                found = read_ice(text)
                if found:
                    yield self._contact(hit, found, text)
            else:
                yield from self._of_address(hit, f"https://{text}/" if reads == "host" else text)

    def _of_address(self, hit: PlacedHit, text: str) -> Iterator[Contact]:
        head = text.lstrip("\0 \t\r\n")
        start = head[:11].lower()
        if start.startswith("javascript:"):
            yield from self._of_code(hit, head[11:], "url")
            return
        if start.startswith("data:"):
            kind, body = data_document(text)
            if kind == "html":
                yield from self._of_markup(hit, body)
            elif kind == "css":
                yield from self._of_style(hit, body, whole=True)
            elif kind == "script":
                yield from self._of_code(hit, body)
            return
        if hit.sink.reads == "anywhere" and not start.startswith(
            ("http:", "https:", "ws:", "wss:", "//", "\\\\")
        ):
            return
        found = self.page.address(text)
        if found is not None:
            yield self._contact(hit, found, "".join(c if ord(c) < 0xF0000 else "…" for c in text))
        elif hit.sink.reads in {"url", "anywhere"}:
            own = self.page.own(text)
            if own is not None:
                self.uses[Use(_ROLES.get(hit.sink.kind, Role.DATA), own)] = None

    def _contact(self, hit: PlacedHit, found: tuple[str, str], raw: str) -> Contact:
        trigger = _TRIGGERS.get(hit.sink.reads, Trigger.CODE)
        if hit.sink.reads == "form" and Effect(EffectKind.FORM) in self.analysis.effects:
            trigger = Trigger.REDIRECT
        contact = Contact(*found, trigger, hit.sink.kind, hit.sink.via, hit.line, hit.column, raw[:300])
        return self._timed(contact, hit)

    def _timed(self, contact: Contact, hit: PlacedHit) -> Contact:
        """Say when the contact happens, by the phase of its code."""
        if hit.phase is Phase.UNREACHABLE or (not hit.certain and hit.sink.reads != "window"):
            return replace(contact, confidence=Confidence.MENTION)
        if hit.phase is Phase.LOAD or contact.trigger in {Trigger.LINK, Trigger.SUBMIT}:
            return contact
        trigger = Trigger.LINK if hit.phase is Phase.CLICK else Trigger.SUBMIT
        confidence = Confidence.CERTAIN if hit.sink.reads in _GOES_THERE else Confidence.CLICK
        if contact.confidence is Confidence.MENTION:
            confidence = Confidence.MENTION
        return replace(contact, trigger=trigger, confidence=confidence)

    def _within(self, hit: PlacedHit, text: str, *, css: bool = False) -> Iterator[Contact]:
        for contact in self.page.within(text, css=css):
            via = f"{hit.sink.via} → {contact.via}"
            yield self._timed(replace(contact, via=via, line=hit.line, column=hit.column), hit)

    def _of_markup(self, hit: PlacedHit, text: str) -> Iterator[Contact]:
        if "<" not in text:
            return
        inert = hit.sink.reads == "inert markup" and Effect(EffectKind.TEMPLATE) not in self.analysis.effects
        for contact in self._within(hit, text):
            dead = hit.sink.reads == "markup" and contact.kind is Kind.SCRIPT and " → script" in contact.via
            yield replace(contact, confidence=Confidence.MENTION) if inert or dead else contact

    def _of_style(self, hit: PlacedHit, text: str, *, whole: bool = False) -> Iterator[Contact]:
        if "(" not in text and "@" not in text:
            return
        if hit.sink.reads == "style" and not whole:
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
        body = "".join(c if ord(c) < 0xF0000 else " null " for c in text)
        context = context or ("worker" if self.context == "worker" else "script")
        reading = self.page.read(body, context, self.depth + 1)
        self.inner.append(reading)
        for contact in reading.contacts:
            yield self._timed(replace(contact, line=hit.line, column=hit.column), hit)

    # -- what waits for others ------------------------------------------------------------------------------------

    def _of_libraries(
        self, contacts: Iterable[Contact], conditional: list[ConditionalContact]
    ) -> tuple[Contact, ...]:
        """Tell what a known library only does on some pages from what the script does."""
        known = conditions(self.text)
        shown: list[Contact] = []
        for contact in contacts:
            entry = next((entry for entry in known if contact.url.startswith(entry.url)), None)
            if entry is None:
                shown.append(contact)
                continue
            if entry.needs is not None:
                conditional.append(_waiting(EffectKind.PAGE, entry.needs, contact))
            shown.append(replace(contact, confidence=Confidence.MENTION))
        return tuple(shown)

    def _of_variables(self, contacts: Iterable[Contact]) -> Iterator[ConditionalContact]:
        """Give the addresses that a script only mentions as waiting for whoever reads one of its global variables."""
        mentions = [contact for contact in contacts if contact.confidence is Confidence.MENTION]
        names = sorted(set(_GLOBAL.findall(self.text)))[:_MOST_CONDITIONAL] if mentions else ()
        for name in names:
            for contact in mentions[:_MOST_CONDITIONAL]:
                yield _waiting(EffectKind.GLOBAL, name, contact)


def _waiting(kind: EffectKind, name: str, contact: Contact) -> ConditionalContact:
    """Return a contact that is sure to happen once the effect does."""
    return ConditionalContact(Effect(kind, name), replace(contact, confidence=Confidence.CERTAIN))
