"""Collects what reading one file finds, within the scope of each text in it: base URL, position, limits of confidence."""

from collections.abc import Callable
from itertools import compress
from typing import Any, NamedTuple

from mkdocs_praxis.web.contact import (
    INLINE,
    RUN,
    ConditionalContact,
    Confidence,
    Contact,
    Effect,
    EffectKind,
    Kind,
    OwnSite,
    Role,
    ScriptText,
    Sign,
    SignKind,
    Trigger,
    Use,
    is_activated,
)
from mkdocs_praxis.web.elements import Fetch
from mkdocs_praxis.web.source import Place, decode
from mkdocs_praxis.web.url import SURELY_OWN, data_url, foreign, is_own, resolve

# Limit for nested documents (srcdoc, data:, markup in scripts); deeper ones are an error.
MAX_DEPTH = 24


class UnreadableError(Exception):
    """The text cannot be read completely; the message says why."""


class Scope(NamedTuple):
    """The context of a text; it applies to all contacts in it."""

    base: str
    place: Place = Place()
    depth: int = 0
    cap: Confidence = Confidence.CERTAIN
    condition: Effect | None = None  # the effect on which all contacts depend
    inside: str = ""  # prefix of each via: "srcdoc", "data: document", "template" …

    def inner(
        self, place: Place, *, base: str | None = None, inside: str = "", cap: Confidence | None = None
    ) -> "Scope":
        """Return the scope of a nested document or style sheet. Raises UnreadableError when nesting passes MAX_DEPTH."""
        if self.depth >= MAX_DEPTH:
            raise UnreadableError(f"documents nested more than {MAX_DEPTH} deep")
        base, cap = self.base if base is None else base, weaker(self.cap, cap or Confidence.CERTAIN)
        within = f"{self.inside}{inside} › " if inside else self.inside
        return Scope(base, place, self.depth + 1, cap, self.condition, within)

    def waiting(self, condition: Effect | None) -> "Scope":
        """Return this scope with a condition."""
        return self if condition is None else self._replace(condition=condition)


STRENGTH = {confidence: strength for strength, confidence in enumerate(reversed(Confidence))}


def weaker(one: Confidence, other: Confidence) -> Confidence:
    """Return the lower of two confidences."""
    return one if STRENGTH[one] <= STRENGTH[other] else other


# Far above any real page; a short hostile file could yield millions (adoption agency algorithm).
MAX_CONTACTS = 100_000

# Schemes that only old browsers, or Windows computers (`file:`), follow to a host.
_NO_LONGER_FETCHED = ("ftp:", "file:")


# Reads a text of one kind into Found.
Reader = Callable[[str, "Found", Scope], object]


class Session(NamedTuple):
    """Context of reading a site: the own site, and what returns the reader of a kind: html, xml, css, script and so on."""

    own: OwnSite
    reader: Callable[[str], Reader]


class Found:
    """What has been found in one file so far."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.own = session.own
        self.signs: list[Sign] = []
        self.scripts: list[ScriptText] = []
        self.conditional: list[ConditionalContact] = []
        self.effects: set[Effect] = set()
        self.uses: dict[Use, None] = {}
        self.policies: dict[str, None] = {}
        # Inline code of this document and nested ones, for the hashes of a policy; dicts, as ordered sets.
        self.inline_scripts: dict[str, None] = {}
        self.inline_styles: dict[str, None] = {}
        self.style_attributes: dict[str, None] = {}
        self.event_handlers: dict[str, None] = {}
        self.script_links: dict[str, None] = {}
        self.elements: set[str] = set()  # see `Page.uses`
        self._contacts: dict[tuple[str, str, Kind, int, int], Contact] = {}

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """All contacts in the order of the file."""
        return tuple(sorted(self._contacts.values(), key=lambda c: (c.line, c.column)))

    @property
    def runs_script(self) -> bool:
        """Whether a script has been found so far."""
        return bool(self.scripts) or any(use.role in RUN for use in self.uses)

    def inline(self) -> dict[str, Any]:
        """Return all inline code and `uses`, as fields of `Page`."""
        return {**{name: tuple(getattr(self, name)) for name in INLINE}, "uses": frozenset(self.elements)}

    def foreign_target(self, raw: str, scope: Scope) -> tuple[str, str] | None:
        """Return the resolved address and its host if the host is foreign, else None."""
        if SURELY_OWN.fullmatch(raw) and is_own(scope.base, self.own):
            return None
        return foreign(raw, scope.base, self.own)

    def address(self, raw: str, scope: Scope, via: str, fetch: Fetch, where: tuple[int, int]) -> bool:
        """Record a contact if the address leads to a foreign host; return whether it does. `where` is in the file."""
        away = self.foreign_target(raw, scope)
        if away is not None:
            contact = Contact(*away, fetch.trigger, fetch.kind, via, *where, raw, fetch.confidence)
            self.contact(contact, scope)
        return away is not None

    def contact(self, contact: Contact, scope: Scope) -> None:
        """Record a contact within a scope, with the lower confidence of both and the scope's condition."""
        confidence = weaker(scope.cap, contact.confidence)
        if contact.url.startswith(_NO_LONGER_FETCHED):
            confidence = weaker(confidence, Confidence.CONDITIONAL)
        contact = contact._replace(via=scope.inside + contact.via, confidence=confidence)
        if scope.condition is not None:
            by_script = scope.condition.kind is not EffectKind.PROPERTY
            waiting = contact._replace(confidence=Confidence.CONDITIONAL, by_script=by_script)
            self.conditional.append(ConditionalContact(scope.condition, waiting))
        self.add(contact)

    def waits(
        self,
        away: tuple[str, str],
        raw: str,
        via: str,
        where: tuple[int, int],
        condition: Effect,
        kind: Kind = Kind.OTHER,
    ) -> None:
        """Record a contact that counts only if an effect fulfils its condition; what an image loads waits for no script."""
        by_script = kind is not Kind.IMAGE
        contact = Contact(*away, Trigger.LOAD, kind, via, *where, raw, Confidence.CONDITIONAL, by_script)
        self.conditional.append(ConditionalContact(condition, contact))

    def link(self, raw: str, target: tuple[str, str], scope: Scope, element: Any) -> None:
        """Record an ordinary link to another site, at the position of its start tag."""
        where = scope.place.at(element.source_line or 1, (element.source_col or 0) + 1)
        self.add(link_contact(raw, target, where, via=scope.inside + "a[href]", cap=scope.cap))

    def add(self, contact: Contact) -> None:
        """Add a contact; of equal ones the most certain is kept. Raises UnreadableError at MAX_CONTACTS."""
        key = (contact.url, contact.via, contact.kind, contact.line, contact.column)
        known = self._contacts.get(key)
        if known is None and len(self._contacts) >= MAX_CONTACTS:
            raise UnreadableError(f"more than {MAX_CONTACTS} contacts")
        if known is None or STRENGTH[known.confidence] < STRENGTH[contact.confidence]:
            self._contacts[key] = contact

    def shifted(self, contact: Contact, scope: Scope, cap: Confidence = Confidence.CERTAIN) -> None:
        """Add a contact whose position is relative to a nested text, moved to that text's scope."""
        line, column = scope.place.at(contact.line, contact.column)
        via, confidence = scope.inside + contact.via, weaker(weaker(scope.cap, cap), contact.confidence)
        self.add(contact._replace(line=line, column=column, via=via, confidence=confidence))

    def uses_own(self, role: Role, raw: str, scope: Scope, *, by_script: bool = False) -> None:
        """Record the use of an own file in a role."""
        url = resolve(raw, scope.base)
        if url is not None and url.scheme in {"http", "https"}:
            bare = url.href.split("#")[0].split("?")[0]
            self.uses[Use(role, bare, raw if by_script else "")] = None

    def open(self, kind: str, text: str, scope: Scope) -> None:
        """Read a nested document of a kind."""
        self.session.reader(kind)(text, self, scope)

    def open_data_url(self, url: str, role: str, scope: Scope) -> None:
        """Read the body of a data: address by its `role`, a kind of document or `frame`; an SVG used as image fetches nothing."""
        parsed = data_url(url)
        if parsed is None:
            return
        mime, data = parsed
        xml = mime.endswith("+xml") or mime in {"text/xml", "application/xml"}
        kind = role if role != "frame" else "html" if mime == "text/html" else "xml" if xml else ""
        if not kind:
            return
        decoded = decode(data, xml=xml, css=kind == "css")
        for text in (decoded.text, decoded.other):
            if text is not None:
                self.open(kind, text, scope)

    def activate(self) -> tuple[ConditionalContact, ...]:
        """Add the conditional contacts that this file's own effects fulfil; return the others."""
        active = [is_activated(one.condition, self.effects) for one in self.conditional]
        for one in compress(self.conditional, active):
            self.add(one.contact)
        return tuple(one for one, met in zip(self.conditional, active, strict=True) if not met)

    def sign(self, kind: SignKind, detail: str, where: tuple[int, int], raw: str = "") -> None:
        """Record a sign; `where` is in the file."""
        sign = Sign(kind, detail, *where, raw)
        if sign not in self.signs[-8:]:
            self.signs.append(sign)


def link_contact(
    raw: str,
    target: tuple[str, str],
    where: tuple[int, int],
    *,
    via: str = "a[href]",
    cap: Confidence = Confidence.CERTAIN,
) -> Contact:
    """Return a contact for an ordinary link to another site; `target` is its resolved address and host."""
    if target[0].startswith(_NO_LONGER_FETCHED):
        cap = weaker(cap, Confidence.CONDITIONAL)
    return Contact(*target, Trigger.LINK, Kind.DOCUMENT, via, *where, raw, cap)
