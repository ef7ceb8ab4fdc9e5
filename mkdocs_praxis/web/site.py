"""The reading of a whole site: the readings of its files, and what they cause together."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from mkdocs_praxis.web.contact import (
    RUN,
    Contact,
    Effect,
    EffectKind,
    OwnSite,
    Reading,
    Role,
    Trigger,
    Use,
    is_activated,
)
from mkdocs_praxis.web.url import file_name, resolve

_LINKS = Effect(EffectKind.ATTRIBUTE, "href")  # links are prefetched by a script
_JOINED = RUN | {Role.STYLE, Role.TRANSFORM}
_ASKED = Effect(EffectKind.QUERY, "page")  # the page requests an address from its own query or fragment


class SiteFile(NamedTuple):
    """One file of a site: name in the output, URL, SHA-256 ("": unread or not requested); what is large in its reading is on request."""

    name: str
    url: str
    digest: str
    reading: Reading


class SiteReading:
    """All files of a site, each read as what it is used as."""

    def __init__(self, own: OwnSite, files: Iterable[SiteFile]) -> None:
        self.own = own
        self.files: dict[str, SiteFile] = {file.name: file for file in files}

    def at(self, url: str) -> SiteFile | None:
        """Return the file that is served at an own URL, ignoring query and fragment; None if there is none."""
        name = file_name(self.own, url)
        if name is None:
            return None
        served = (name, f"{name}index.html") if not name or name.endswith("/") else (name, f"{name}.html")
        return next((self.files[one] for one in served if one in self.files), None)

    def pages(self) -> Iterator[SiteFile]:
        """Yield every document that browsers open as a page: HTML and XHTML, whatever its name."""
        return (file for file in self.files.values() if file.reading.page is not None)

    def used(self, file: SiteFile, page: SiteFile | None = None) -> Iterator[tuple[Use, SiteFile]]:
        """Yield the own files that a file loads. Addresses in code resolve against the `page` that runs it."""
        for use in file.reading.uses:
            target = self.at(use.url)
            if target is not None:
                yield use, target
            if use.raw and page is not None and page is not file:
                found = resolve(use.raw, page.url)
                other = self.at(found.href) if found is not None else None
                if other is not None and other is not target:
                    yield use, other

    def together(self, page: SiteFile) -> dict[str, SiteFile]:
        """Return a page with all own scripts and style sheets that it loads, directly or not, by name."""
        parts = {page.name: page}
        waiting = [page]
        while waiting:
            for use, target in self.used(waiting.pop(), page):
                if use.role in _JOINED and target.name not in parts:
                    parts[target.name] = target
                    waiting.append(target)
        return parts

    def activated(self) -> Mapping[str, tuple[Contact, ...]]:
        """Return the conditional contacts that effects of other files fulfil, by the name of their file."""
        active: dict[str, dict[Contact, None]] = {}
        # Fast paths: most files have no conditional contacts, and most pages load the same scripts.
        waiting = {file.name for file in self.files.values() if file.reading.conditional}
        if any(_LINKS in file.reading.effects for file in self.files.values()):
            waiting |= {file.name for file in self.pages()}
        done: set[tuple[str, frozenset[Effect]]] = set()
        seen: set[tuple[tuple[Use, ...], frozenset[Effect]]] = set()
        covered = set[str]()  # scripts and styles of pages, which come first
        for file in (
            sorted(self.files.values(), key=lambda file: file.reading.page is None) if waiting else ()
        ):
            same = file.reading.uses, file.reading.effects
            known = file.name in covered and file.reading.page is None
            if not file.reading.uses or same in seen or known:
                continue
            if file.name not in waiting and not any(use.raw for use in file.reading.uses):
                seen.add(same)
            parts = self.together(file)
            covered |= parts.keys()
            places = waiting & parts.keys()
            if waiting - parts.keys():
                loaded = (target.name for part in parts.values() for _, target in self.used(part, file))
                places |= waiting.intersection(loaded)
            if not places:
                continue
            effects = frozenset[Effect]().union(*(part.reading.effects for part in parts.values()))
            effects |= set(self._of_frames(file))
            for place in places:
                if (place, effects) not in done:
                    done.add((place, effects))
                    _activate(self.files[place], effects, active)
        return {name: tuple(contacts) for name, contacts in active.items()}

    def _of_frames(self, page: SiteFile) -> Iterator[Effect]:
        """Yield effects for framed own pages that request addresses given in their query or fragment."""
        for use, framed in self.used(page):
            if use.role is Role.FRAME:
                asked = any(_ASKED in part.reading.effects for part in self.together(framed).values())
                yield from [_ASKED._replace(name="frame")] if asked else []


def _activate(file: SiteFile, effects: frozenset[Effect], active: dict[str, dict[Contact, None]]) -> None:
    for one in file.reading.conditional:
        if is_activated(one.condition, effects):
            active.setdefault(file.name, {})[one.contact] = None
    for link in file.reading.contacts if _LINKS in effects else ():
        if link.trigger is Trigger.LINK:
            hint = link._replace(trigger=Trigger.HINT, via=f"{link.via} in advance")
            active.setdefault(file.name, {})[hint] = None
