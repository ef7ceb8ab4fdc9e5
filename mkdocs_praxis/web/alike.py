"""Reuses readings: pages of a site share most markup, and a page with a known outline need not be parsed.

Positions, title, links to other sites and images are taken from the new page's outline. A reading is shared only if doing so
for the page it came from gives an equal reading.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import (
    Contact,
    EffectKind,
    Embedded,
    Form,
    Image,
    OwnSite,
    Page,
    Reading,
    Sign,
    SignKind,
)
from mkdocs_praxis.web.elements import words
from mkdocs_praxis.web.found import link_contact
from mkdocs_praxis.web.outline import Outline, Outlines, outlines
from mkdocs_praxis.web.page import OF_LINKS, link_faults, tells_nobody
from mkdocs_praxis.web.shared import Edit, Lines, untouched
from mkdocs_praxis.web.url import OWN, known_links, resolve

_MOST = 4096  # readings cached
_OF_TEXTS = frozenset({EffectKind.CLICK, EffectKind.TEXT})
_LINK = regex(r"<a\s")
_Spots = dict[tuple[int, int], tuple[int, int]]  # (line, column) in the page that was read → `Outline.spot`


class _Known(NamedTuple):
    """A cached reading, its page and base, and the spots in the outline of all positions in it."""

    reading: Reading
    page: Page
    base: str
    spots: _Spots


class Alike:
    """Cache of a site's page readings by outline."""

    def __init__(self, own: OwnSite) -> None:
        self._own = own
        self._known: dict[tuple[tuple[object, ...], str], _Known] = {}

    def outline(self, text: str, base: str) -> Outline | None:
        """Return the outline of a page; None if it has none."""
        return outlines(self._own.url).recall(text) if base.startswith(self._own.url) else None

    def recall(self, outline: Outline, base: str) -> Reading | None:
        """Return the reading of a page, derived from one with the same outline; None if there is none."""
        key = outline.key
        known = self._known.get((key, self._above(base))) or self._known.get((key, _folder(base)))
        return None if known is None else self._made(known, outline, base)

    def remember(self, outline: Outline, base: str, reading: Reading) -> None:
        """Cache the reading of a page, without its links and text, if it can be reused."""
        if reading.page is None or any(effect.kind in _OF_TEXTS for effect in reading.effects):
            return
        page = reading.page._replace(links=(), text="")
        reading = reading._replace(page=page)
        places = sorted(_places(reading, page))
        spots = {where: spot for where in places if (spot := outline.spot(*where)) is not None}
        if reading.unread or len(spots) < len(places):
            return
        known = _Known(reading, page, base, spots)
        if self._made(known, outline, base) != reading:
            return
        if len(self._known) >= _MOST:
            self._known.clear()
        addresses = [use.url for use in reading.uses] + [f.action for f in page.forms if f.action != base]
        below = any(one.startswith(_folder(base)) for one in addresses)
        below = below or any(use.raw for use in reading.uses)  # resolved against other pages, too
        self._known[outline.key, _folder(base) if below else self._above(base)] = known

    def _above(self, base: str) -> str:
        """Return the parent of a page's folder: sibling pages (`a/`, `b/`) resolve `../` to the same address."""
        folder = _folder(base)
        return folder if folder == self._own.url else "../" + folder[:-1].rpartition("/")[0]

    def _made(self, known: _Known, outline: Outline, base: str) -> Reading | None:
        """Return a cached reading, adapted to the page with this outline; None if a card's link is not certain."""
        old, page = known.reading, known.page
        embeds = _embeds(page.embeds, outline, base)
        if embeds is None:
            return None
        moved = {where: outline.place(spot) for where, spot in known.spots.items()}
        contacts, links = self._links(outline, base, page.referrer_policy)
        signs = [_moved(sign, moved) for sign in old.signs if sign.kind not in OF_LINKS]
        return old._replace(
            contacts=contacts,
            signs=(*signs, *links),
            scripts=tuple(_moved(one, moved) for one in old.scripts),
            conditional=tuple(one._replace(contact=_moved(one.contact, moved)) for one in old.conditional),
            page=page._replace(
                title=outline.title,
                images=tuple(self._images(outline, base)),
                embeds=embeds,
                forms=tuple(_form(form, moved, known.base, base) for form in page.forms),
            ),
        )

    def _links(
        self, outline: Outline, base: str, referrer_policy: str
    ) -> tuple[tuple[Contact, ...], list[Sign]]:
        known = known_links(self._own, base)
        contacts: dict[tuple[object, ...], Contact] = {}
        faults: dict[SignKind, Sign] = {}
        for offset, tag in outline.tags:
            href = tag.attributes.get("href") or ""
            target = known[href] if tag.name == "a" else None
            if target is None or target is OWN:
                continue
            where = outline.at(offset)
            contacts.setdefault((target, where), link_contact(href, target, where))
            said: dict[str, Any] = dict(tag.attributes)
            said |= {key: words(said[key] or "") for key in said.keys() & {"rel", "class"}}
            for kind, fault in zip(OF_LINKS, link_faults(said, target[1], self._own), strict=True):
                if fault and not (kind is SignKind.REFERRER and tells_nobody(referrer_policy)):
                    faults.setdefault(kind, Sign(kind, target[1], *where))
        return tuple(contacts.values()), [faults[kind] for kind in OF_LINKS if kind in faults]

    def _images(self, outline: Outline, base: str) -> list[Image]:
        found = []
        for offset, tag in outline.tags:
            if tag.name == "img" and (source := tag.attributes.get("src")):
                address = url.href if (url := resolve(source, base)) else source
                found.append(Image(address, tag.attributes.get("alt"), *outline.at(offset)))
        return found


def _folder(address: str) -> str:
    return address[: address.rfind("/") + 1]


def _places(reading: Reading, page: Page) -> set[tuple[int, int]]:
    """Return the positions in a reading that `_made` has to move."""
    things: list[Any] = [sign for sign in reading.signs if sign.kind not in OF_LINKS]
    things += [*reading.scripts, *(one.contact for one in reading.conditional), *page.forms]
    return {(one.line, one.column) for one in things}


def _moved(one: Any, moved: dict[tuple[int, int], tuple[int, int]]) -> Any:
    line, column = moved[one.line, one.column]
    return one if (line, column) == (one.line, one.column) else one._replace(line=line, column=column)


def _embeds(known: tuple[Embedded, ...], outline: Outline, base: str) -> tuple[Embedded, ...] | None:
    """Return the cards of a page, with the links and lines that they have there; None if a link is not certain."""
    if not known:
        return ()
    kept = zip(outline.starts, outline.kept, strict=True)
    cards = [(at, tag) for at, tag in kept if "data-vendor=" in tag]
    links = {offset: tag.attributes.get("href") or "" for offset, tag in outline.tags if tag.name == "a"}
    found = []
    for old, (at, tag) in zip(known, cards, strict=False):
        link = _LINK.search(outline.text, at)
        url = resolve(links[link.start()], base) if link is not None and link.start() in links else None
        linked = "praxis-embed--notice" not in tag
        if linked and url is None:
            return None
        found.append(old._replace(href=url.href if linked and url else "", line=outline.at(at)[0]))
    return tuple(found) if len(cards) == len(known) else None


def _form(form: Form, moved: dict[tuple[int, int], tuple[int, int]], old: str, base: str) -> Form:
    line, column = moved[form.line, form.column]
    fields = tuple(field._replace(line=field.line + line - form.line) for field in form.fields)
    action = base if form.action == old else form.action
    return form._replace(action=action, fields=fields, line=line, column=column)


@lru_cache(maxsize=4)
def alike(own: OwnSite) -> Alike:
    """Return the cache of a site."""
    return Alike(own)


def remember_edited(outlines: Outlines, page: Outline, edits: Sequence[Edit], text: str) -> None:
    """Remember the outline of `text`, which sorted `edits` of whole elements made of `page`, if it can be derived."""
    made = Outline(text, page.lines)
    kept, tags, shift = 0, 0, 0
    for start, end, new in [*edits, (len(page.text), len(page.text), "")]:
        inner = _of_part(outlines, new) if new else made
        if inner is None or inner.before or inner.title or start < page.before:
            return
        kept = _move(page, made, kept, start, shift)
        while tags < len(page.tags) and page.tags[tags][0] < start:
            offset, tag = page.tags[tags]
            made.tags.append((offset + shift, tag))
            tags += 1
        if not new:
            continue
        _move(inner, made, 0, len(new), start + shift)
        made.tags += [(offset + start + shift, tag) for offset, tag in inner.tags]
        kept = bisect_left(page.starts, end, kept)
        while tags < len(page.tags) and page.tags[tags][0] < end:
            tags += 1
        shift += len(new) - (end - start)
    made.title, made.before = page.title, page.before
    made.lines = Lines(text, (page.text, page.lines), untouched(page.text, edits))
    outlines.remember(made)


@lru_cache(maxsize=1024)
def _of_part(outlines: Outlines, text: str) -> Outline | None:
    """Return the outline of inserted text, cached since the same is inserted into many pages."""
    return outlines.of(text)


def _move(source: Outline, target: Outline, first: int, until: int, shift: int) -> int:
    """Copy the kept pieces from index `first` up to offset `until`, moved by `shift`; return the index of the next."""
    number = bisect_left(source.starts, until, first)
    target.kept += source.kept[first:number]
    target.starts += [start + shift for start in source.starts[first:number]]
    target.ends += [end + shift for end in source.ends[first:number]]
    return number
