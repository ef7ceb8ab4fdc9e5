"""Collects what a reading finds; the one place where an address is resolved and told own from foreign."""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from mkdocs_praxis.web.contact import (
    ConditionalContact,
    Confidence,
    Contact,
    Effect,
    Kind,
    OwnSite,
    ScriptText,
    Sign,
    SignKind,
    Trigger,
    is_activated,
)
from mkdocs_praxis.web.source import Place
from mkdocs_praxis.web.url import foreign_host, resolve, unwrapped

# Documents inside documents (srcdoc, data:, markup in scripts) are followed this deep; deeper ones are refused.
MAX_DEPTH = 24
# No page a person made comes near; a hostile one could make a short file yield millions (adoption agency).
MAX_CONTACTS = 100_000

# Nothing that this matches can leave an own base: no scheme, no authority, none of the characters the URL parser drops.
SURELY_OWN = re.compile(r"(?:[^:\s/\\\x00-\x20][^:\t\n\r\\]*|/(?:[^:\t\n\r/\\][^:\t\n\r\\]*)?)?")
# Schemes that old browsers, or a practice's Windows computers, follow to a host.
_NO_LONGER_FETCHED = ("ftp:", "file:")


# What `known_links` says of an address that contacts nobody else.
OWN = ("", "")
_MOST_LINKS = 100_000


class UnreadableError(Exception):
    """The text cannot be read to its end; the message says why."""


@lru_cache(maxsize=65536)
def foreign(raw: str, base: str, own: OwnSite) -> tuple[str, str] | None:
    """Return the resolved address and its host when that makes a browser contact a foreign host, else None."""
    url = resolve(raw, base)
    if url is None:
        return None
    host = foreign_host(url, own)
    return (unwrapped(url).href, host) if host else None


class _Links(dict[str | None, tuple[str, str] | None]):
    """Where links lead, each address resolved once for all pages that share a base, or whose bases are all our own."""

    def __init__(self, own: OwnSite, base: str) -> None:
        self._own = own
        self._base = base

    def __missing__(self, href: str | None) -> tuple[str, str] | None:
        raw = href or ""
        if len(self) > _MOST_LINKS:
            self.clear()
        hit = foreign(raw, self._base, self._own)
        plain = OWN if SURELY_OWN.fullmatch(raw) and is_own(self._base, self._own) else None
        self[href] = answer = hit or plain
        return answer


@lru_cache(maxsize=16)
def _links(own: OwnSite, base: str) -> _Links:
    return _Links(own, base)


def known_links(own: OwnSite, base: str) -> _Links:
    """Return what maps an address as written to its resolved form and host, to OWN, or to None: look closer."""
    # Against any base of ours, https like theirs, a relative address is ours and an absolute one the same.
    shared = base.startswith(own.url)
    return _links(own, own.url if shared else base)


@lru_cache(maxsize=4096)
def is_own(base: str, own: OwnSite) -> bool:
    """Tell whether relative addresses against this base stay on the own site."""
    return foreign("./", base, own) is None


@dataclass(frozen=True, slots=True)
class Scope:
    """The surroundings of a text: its base address, its place in the file, and how its contacts are to be weighed."""

    base: str
    place: Place = field(default_factory=Place)
    depth: int = 0
    cap: Confidence = Confidence.CERTAIN
    condition: Effect | None = None  # what a script must do for all of this to happen
    inside: str = ""  # said before each via: "srcdoc", "data: document", "template" …

    def inner(
        self, place: Place, *, base: str | None = None, inside: str = "", cap: Confidence | None = None
    ) -> "Scope":
        """Return the scope of a document or style sheet inside this one.

        Raises UnreadableError when nesting passes MAX_DEPTH.
        """
        if self.depth >= MAX_DEPTH:
            raise UnreadableError(f"documents nested more than {MAX_DEPTH} deep")
        return Scope(
            self.base if base is None else base,
            place,
            self.depth + 1,
            weaker(self.cap, cap or Confidence.CERTAIN),
            self.condition,
            f"{self.inside}{inside} › " if inside else self.inside,
        )


_STRENGTH = {Confidence.CERTAIN: 3, Confidence.CONDITIONAL: 2, Confidence.CLICK: 1, Confidence.MENTION: 0}


def weaker(one: Confidence, other: Confidence) -> Confidence:
    """Return the less certain of two: a mere mention stays one wherever it stands."""
    return one if _STRENGTH[one] <= _STRENGTH[other] else other


class Found:
    """What has been found in a file so far."""

    def __init__(self, own: OwnSite) -> None:
        self.own = own
        self.signs: list[Sign] = []
        self.scripts: list[ScriptText] = []
        self.conditional: list[ConditionalContact] = []
        self.effects: set[Effect] = set()
        self.data_files: dict[str, None] = {}
        self.own_scripts: dict[str, None] = {}
        self.policies: dict[str, None] = {}
        self._contacts: dict[tuple[str, str, int, int], Contact] = {}

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """All contacts in the order of the file."""
        return tuple(sorted(self._contacts.values(), key=lambda c: (c.line, c.column)))

    def address(
        self,
        raw: str,
        scope: Scope,
        via: str,
        kind: Kind,
        where: tuple[int, int],
        *,
        trigger: Trigger = Trigger.LOAD,
        confidence: Confidence = Confidence.CERTAIN,
        condition: Effect | None = None,
    ) -> bool:
        """Record a contact when the address leads to a foreign host; tell whether it does. `where` is in the file.

        `condition`: only a script that does this makes it happen.
        """
        if SURELY_OWN.fullmatch(raw) and is_own(scope.base, self.own):
            return False
        found = foreign(raw, scope.base, self.own)
        if found is None:
            return False
        if found[0].startswith(_NO_LONGER_FETCHED):
            confidence = weaker(confidence, Confidence.CONDITIONAL)
        weight = weaker(scope.cap, confidence)
        contact = Contact(found[0], found[1], trigger, kind, scope.inside + via, *where, raw, weight)
        condition = condition or scope.condition
        if condition is not None:
            waiting = replace(contact, confidence=Confidence.CONDITIONAL)
            self.conditional.append(ConditionalContact(condition, waiting))
        self.add(contact)
        return True

    def link(self, raw: str, target: tuple[str, str], scope: Scope, element: Any) -> None:
        """Record an ordinary link to another site, at its start tag."""
        where = scope.place.at(element.source_line or 1, (element.source_col or 0) + 1)
        weight = scope.cap
        if target[0].startswith(_NO_LONGER_FETCHED):
            weight = weaker(weight, Confidence.CONDITIONAL)
        via = scope.inside + "a[href]"
        self.add(Contact(*target, Trigger.LINK, Kind.DOCUMENT, via, *where, raw, weight))

    def add(self, contact: Contact) -> None:
        """Keep a contact; of equal ones the most certain. Raises UnreadableError at MAX_CONTACTS."""
        key = (contact.url, contact.via, contact.line, contact.column)
        known = self._contacts.get(key)
        if known is None and len(self._contacts) >= MAX_CONTACTS:
            raise UnreadableError(f"more than {MAX_CONTACTS} contacts")
        if known is None or _STRENGTH[known.confidence] < _STRENGTH[contact.confidence]:
            self._contacts[key] = contact

    def shifted(self, contact: Contact, scope: Scope, cap: Confidence = Confidence.CERTAIN) -> None:
        """Keep a contact found in a text of its own, moved to that text's scope."""
        line, column = scope.place.at(contact.line, contact.column)
        confidence = weaker(weaker(scope.cap, cap), contact.confidence)
        self.add(
            replace(contact, line=line, column=column, via=scope.inside + contact.via, confidence=confidence)
        )

    def own_script(self, raw: str, scope: Scope) -> None:
        """Remember a script of the own site that the file loads."""
        url = resolve(raw, scope.base)
        if url is not None:
            self.own_scripts[url.href.split("#")[0].split("?")[0]] = None

    def activate(self) -> tuple[ConditionalContact, ...]:
        """Turn what this file's own scripts bring about into contacts; return what goes on waiting for others'."""
        waiting = []
        for one in self.conditional:
            if is_activated(one.condition, self.effects):
                self.add(one.contact)
            else:
                waiting.append(one)
        return tuple(waiting)

    def sign(self, kind: SignKind, detail: str, where: tuple[int, int], raw: str = "") -> None:
        """Record a sign; `where` is in the file."""
        sign = Sign(kind, detail, *where, raw)
        if sign not in self.signs[-8:]:
            self.signs.append(sign)
