"""Collects what a reading finds; the one place where an address is resolved and told own from foreign."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from mkdocs_praxis.web.contact import (
    Certainty,
    Contact,
    Kind,
    Latent,
    OwnSite,
    ScriptText,
    Sign,
    SignKind,
    Trigger,
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
    cap: Certainty = Certainty.CERTAIN
    needs: str = ""  # what a script must do for all of this to happen
    inside: str = ""  # said before each via: "srcdoc", "data: document", "template" …

    def inner(
        self, place: Place, *, base: str | None = None, inside: str = "", cap: Certainty | None = None
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
            weaker(self.cap, cap or Certainty.CERTAIN),
            self.needs,
            f"{self.inside}{inside} › " if inside else self.inside,
        )


_STRENGTH = {Certainty.CERTAIN: 3, Certainty.CONDITIONAL: 2, Certainty.CLICK: 1, Certainty.MENTION: 0}


def weaker(one: Certainty, other: Certainty) -> Certainty:
    """Return the less certain of two: a mere mention stays one wherever it stands."""
    return one if _STRENGTH[one] <= _STRENGTH[other] else other


def is_awake(needs: str, wakes: AbstractSet[str]) -> bool:
    """Tell whether scripts that do all of `wakes` bring about what `needs` one of them (see `Reading.wakes`)."""
    return needs in wakes or ("json" in wakes and needs[:5] == "json:")


class Found:
    """What has been found in a file so far."""

    def __init__(self, own: OwnSite) -> None:
        self.own = own
        self.signs: list[Sign] = []
        self.scripts: list[ScriptText] = []
        self.latent: list[Latent] = []
        self.wakes: set[str] = set()
        self.data_files: dict[str, None] = {}
        self.own_scripts: dict[str, None] = {}
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
        certainty: Certainty = Certainty.CERTAIN,
        needs: str = "",
    ) -> bool:
        """Record a contact when the address leads to a foreign host; tell whether it does. `where` is in the file.

        `needs`: only a script that does this makes it happen (`Reading.wakes`).
        """
        if SURELY_OWN.fullmatch(raw) and is_own(scope.base, self.own):
            return False
        found = foreign(raw, scope.base, self.own)
        if found is None:
            return False
        if found[0].startswith(_NO_LONGER_FETCHED):
            certainty = weaker(certainty, Certainty.CONDITIONAL)
        weight = weaker(scope.cap, certainty)
        contact = Contact(found[0], found[1], trigger, kind, scope.inside + via, *where, raw, weight)
        needs = needs or scope.needs
        if needs:
            self.latent.append(Latent(needs, replace(contact, certainty=Certainty.CONDITIONAL)))
        self.add(contact)
        return True

    def link(self, raw: str, target: tuple[str, str], scope: Scope, element: Any) -> None:
        """Record an ordinary link to another site, at its start tag."""
        where = scope.place.at(element.source_line or 1, (element.source_col or 0) + 1)
        weight = scope.cap
        if target[0].startswith(_NO_LONGER_FETCHED):
            weight = weaker(weight, Certainty.CONDITIONAL)
        via = scope.inside + "a[href]"
        self.add(Contact(*target, Trigger.LINK, Kind.DOCUMENT, via, *where, raw, weight))

    def add(self, contact: Contact) -> None:
        """Keep a contact; of equal ones the most certain. Raises UnreadableError at MAX_CONTACTS."""
        key = (contact.url, contact.via, contact.line, contact.column)
        known = self._contacts.get(key)
        if known is None and len(self._contacts) >= MAX_CONTACTS:
            raise UnreadableError(f"more than {MAX_CONTACTS} contacts")
        if known is None or _STRENGTH[known.certainty] < _STRENGTH[contact.certainty]:
            self._contacts[key] = contact

    def shifted(self, contact: Contact, scope: Scope, cap: Certainty = Certainty.CERTAIN) -> None:
        """Keep a contact found in a text of its own, moved to that text's scope."""
        line, column = scope.place.at(contact.line, contact.column)
        certainty = weaker(weaker(scope.cap, cap), contact.certainty)
        self.add(
            replace(contact, line=line, column=column, via=scope.inside + contact.via, certainty=certainty)
        )

    def own_script(self, raw: str, scope: Scope) -> None:
        """Remember a script of the own site that the file loads."""
        url = resolve(raw, scope.base)
        if url is not None:
            self.own_scripts[url.href.split("#")[0].split("?")[0]] = None

    def awake(self) -> None:
        """Turn what this file's own scripts bring about into contacts."""
        for latent in self.latent:
            if is_awake(latent.needs, self.wakes):
                self.add(latent.contact)

    def sign(self, kind: SignKind, detail: str, where: tuple[int, int], raw: str = "") -> None:
        """Record a sign; `where` is in the file."""
        sign = Sign(kind, detail, *where, raw)
        if sign not in self.signs[-8:]:
            self.signs.append(sign)
