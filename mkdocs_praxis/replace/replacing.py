"""Turns the embeds found in a page into changes of its text: the cards, and what is removed with the embeds."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.replace import images, words
from mkdocs_praxis.replace.addresses import in_text, in_value
from mkdocs_praxis.replace.cards import (
    LONGEST_TITLE,
    Card,
    Link,
    file_named,
    host_of,
    links_of,
    numbered_action,
    render,
)
from mkdocs_praxis.replace.carriers import Carriers
from mkdocs_praxis.replace.choices import is_choice
from mkdocs_praxis.replace.extent import Asking, Extent, How, extent_of, has_content, is_vendors_markup
from mkdocs_praxis.replace.fallback import inside
from mkdocs_praxis.replace.fill import FoundEmbed
from mkdocs_praxis.replace.model import Options, Swap
from mkdocs_praxis.replace.own import Own, is_button
from mkdocs_praxis.replace.place import cleaned, in_line, splices_of
from mkdocs_praxis.replace.rest import rest_of
from mkdocs_praxis.replace.sharing import PLAIN
from mkdocs_praxis.replace.source import Element, Span, Splice
from mkdocs_praxis.replace.twins import (
    Elements,
    Twins,
    are_buttons,
    are_twins,
    fuller,
    is_button_of,
    shares_on,
    together,
)
from mkdocs_praxis.replace.unhidden import unhidden
from mkdocs_praxis.vendors import Vendor, catalogue

_SHORTEST_ID = 5
_PLAYED = frozenset({"video", "audio"})  # kinds and categories


class _Group(NamedTuple):
    """Embeds with the same extent, and the cards that replace them; duplicates of other embeds have no card."""

    extent: Extent
    members: list[tuple[FoundEmbed, Card]]
    twins: tuple[FoundEmbed, ...] = ()


class Replacing:
    """One pass over a page: decides the extent of each embed, writes its card and places it."""

    def __init__(self, carriers: Carriers, found: list[FoundEmbed], loaders: list[Element]) -> None:
        self.carriers, self.source, self.options = carriers, carriers.source, carriers.options
        self.loaders = loaders
        self.found = sorted(found, key=lambda one: one.span or self.source.span(one.element) or (0, 0))
        self.going = {e for one in found for e in (*one.also, *one.going)} | set(loaders)
        self._contents: dict[Element, bool] = {}
        bare = {one.element for one in found if not self._has_content(one)}
        self.embeds = {one.element for one in found}
        self.vendors = frozenset(one.vendor.id for one in found)
        self.all = Own(self.options, self.going | bare, self.embeds - bare)
        self.twins = Twins(self.found, lambda one: not self._has_content(one))
        self.asking = Asking(self.all)

    def done(self) -> tuple[list[Splice], list[Swap]]:
        """Return all changes, and what was replaced."""
        groups = self._groups()
        cards = _numbered([card for group in groups for _, card in group.members], self.options)
        splices = self._gone(self.loaders)
        swaps: list[Swap] = []
        for group in groups:
            here = [next(cards) for _ in group.members]
            splices += self._splices(group, here)
            for (one, _), card in zip(group.members, here, strict=True):
                swaps.append(Swap(one.vendor.id, next((link.href for link in card.links), "")))
        return splices, swaps

    def _groups(self) -> list[_Group]:
        groups: dict[object, _Group] = {}
        for one in self.found:
            if one.span is not None:
                groups[one.span] = _Group(Extent(one.element), [(one, self._card(one, Extent(one.element)))])
                continue
            extent = self._extent(one)
            group = groups.setdefault(extent.target, _Group(extent, []))
            group.members.append((one, self._card(one, extent)))
        return self._without_twins([group for group in groups.values() if group.members])

    def _extent(self, one: FoundEmbed) -> Extent:
        """Return the extent of an embed; its duplicates are removed with it, other embeds limit it."""
        parts = list(one.element.iter_elements()) if is_vendors_markup(one) else []
        twins = self.twins.of(one, parts)
        own = Own(
            self.options,
            Elements(self.going, *twins.among),
            Elements(self.embeds, but=twins),
            frozenset({one.vendor.id}),
            frozenset(href for _, href in one.links),
        )
        return extent_of(one, own, self.asking)

    def _has_content(self, one: FoundEmbed) -> bool:
        """Whether an embed's element contains own content, apart from other embeds."""
        key = one.element
        if key not in self._contents:
            shown = frozenset(href for _, href in one.links)
            own = Own(self.options, self.going, vendors=frozenset({one.vendor.id}), shown=shown)
            self._contents[key] = has_content(one, own)
        return self._contents[key]

    def _without_twins(self, groups: list[_Group]) -> list[_Group]:
        """Drop groups within another's extent, and duplicates: the same embed again in `noscript` or for lazy loading."""
        kept: list[_Group] = []
        covered: Span = (0, 0)
        shown = list[tuple[FoundEmbed, Card]]()  # the embeds shown so far, in order
        for group in groups:
            first = group.members[0][0]
            span = first.span or self.source.span(group.extent.target)
            if span is None or (span[1] <= covered[1] and group.extent.how in {How.WHOLE, How.AFTER}):
                continue
            members = list[tuple[FoundEmbed, Card]]()
            for one, card in group.members:
                between = "" if members else self.source.text[covered[1] : span[0]]
                alike = shown and are_twins(shown[-1][0], one) and not are_buttons(shown[-1], (one, card))
                if alike and not _has_words(between):
                    shown[-1] = (shown[-1][0], fuller(shown[-1][1], card))
                    shown[-1][0].going += one.going
                    continue
                if is_button_of(first if members else shown[-1][0] if shown else one, one):
                    continue
                if shown and shares_on(shown[-1], (one, card), group.extent) and not _has_words(between):
                    shown[-1] = (shown[-1][0], together(shown[-1][1], card))
                    continue
                members.append((one, card))
                shown = members
            if group.extent.how is How.WHOLE or first.span is not None:
                covered = span
            elif group.extent.how in {How.BESIDE, How.OPENED}:
                covered = (span[0], self.source.start_tag(group.extent.target)[1])
            twins = () if members else tuple(one for one, _ in group.members)
            kept.append(_Group(group.extent, members, twins))
        return kept

    def _splices(self, group: _Group, cards: list[Card]) -> list[Splice]:
        first = group.members[0][0] if group.members else None
        if first is not None and first.span is not None:
            return [Splice(first.span, self._render(cards, inline=True))]
        gone = [e for one, _ in group.members for e in (*one.also, *one.going)] + group.extent.dead
        if not cards:  # a duplicate: it is removed, or loses its URL
            target, how = group.extent.target, group.extent.how
            if how is How.BESIDE:
                return cleaned(target, self.source, lambda value: self._is_address(value, group.twins))
            span = self.source.span(target)
            return [Splice(span, "")] if span is not None and how is How.WHOLE else []
        rest = "".join(dict.fromkeys(self._rest(one.element) for one, _ in group.members))
        splices = splices_of(
            group.extent,
            self.source,
            lambda inline: self._render(cards, inline=inline) + rest,
            lambda value: self._is_address(value, [one for one, _ in group.members]),
        )
        code = "\n".join(str(e.text) for e in gone if e.tag == "script")
        shown = (
            unhidden(group.extent.target, self.source, code, "\n".join(map(self._rest, gone))) if code else ()
        )
        return [*splices, *self._gone(gone), *shown]

    def _request(self, gone: Element) -> Element:
        """Return what is around a button that goes, if that only asks for consent; else the button."""
        request = gone
        # Editors put buttons into paragraphs
        for around in islice(gone.ancestors, 2) if is_button(gone) else ():
            if self.all.asks_consent(around) and self.embeds.isdisjoint(around.iter_elements()):
                request = around
        return request

    def _gone(self, elements: list[Element]) -> list[Splice]:
        spans = ((e, self.source.span(e)) for e in dict.fromkeys(map(self._request, elements)))
        return [Splice(span, self._rest(e)) for e, span in spans if span is not None]

    def _rest(self, element: Element) -> str:
        if element.tag != "script":
            return ""
        return rest_of(element, self.source, self.vendors, self.carriers.reads.get(element, frozenset()))

    def _is_address(self, value: str, members: Iterable[FoundEmbed]) -> bool:
        """Whether a value contains a foreign URL, or the id in the URL of an embed's card."""
        urls = in_text if "<iframe" in value.lower() else in_value  # a handler may write the frame
        if self.carriers.foreign(list(urls(value, self.options.base))):
            return True
        value = value.strip()
        return len(value) >= _SHORTEST_ID and any(value in href for one in members for _, href in one.links)

    def _render(self, cards: list[Card], *, inline: bool) -> str:
        html = "\n".join(render(card._replace(inline=inline), self.options) for card in cards)
        return in_line(html) if inline and self.source.markdown else html

    def _card(self, one: FoundEmbed, extent: Extent) -> Card:
        opens = _opens(one, self.options).speaking(self.options.language)
        kind = opens.category if one.embed.kind == "link" and opens.category in _PLAYED else one.embed.kind
        keeps = extent.how in {How.BESIDE, How.OPENED}
        called = (one.label or one.element.attr("data-title", "")) if one.embed.services else ""
        said = words.words_of(
            one.said or one.element,
            words.Around(
                "" if called else one.label,
                one.vendor.name,
                kind,
                tuple(extent.captions),
                tuple(one.beside),
                tuple(one.fallback),
                keeps=keeps,
                part=one.span is not None or one.embed is PLAIN or is_choice(one.element),
            ),
        )
        pictured = () if keeps or one.embed is PLAIN else (extent.target, *one.going)
        shown = (images.own_poster(e, self.options) for e in pictured)
        poster, alt = next(filter(any, shown), ("", ""))
        if called:
            own_title = () if said.title in {"", called} else (said.title,)
            said = said._replace(title="", lines=(*own_title, *said.lines))
        if not said.title and kind in _PLAYED:
            said = said._replace(title=alt or images.called_beside(one, self.options))
        if not said.title:
            said = said._replace(title=one.place or file_named(kind, one.links[0][1]))
        if len(said.title) > LONGEST_TITLE or (kind == "map" and len(one.links) > 1):
            # a long title, or one of several places, is shown as text, not as the link
            said = said._replace(title="", lines=tuple(filter(None, (said.title, *said.lines))))
        links = links_of(opens, kind, one.links, said, self.options)
        if self.options.strict and (one.vendor.platform or opens.platform):
            links = tuple(link for link in links if not link.host)
        holder = one.element if one.element.tag == "form" else inside(one.element)
        own_links = () if holder is None else tuple(self.all.links(holder))
        return Card(
            vendor=one.vendor.speaking(self.options.language),
            opens=opens,
            kind=kind,
            links=links,
            words=said._replace(
                lines=tuple(line for line in said.lines if line not in dict((*own_links, *one.links)))
            ),
            poster=poster,
            poster_alt="" if alt in {said.title, said.caption} else alt,
            place=one.place if one.place not in said.title else "",
            at=one.at,
            strict=self.options.strict,
            page_url=self.options.base.partition("#")[0],
            shared=one.shared,
            called=called,
            phone=self.options.phone if kind == "booking" else None,
            own_links=tuple(Link(text, href, "") for text, href in own_links if text),
        )


def _numbered(cards: list[Card], options: Options) -> Iterator[Card]:
    """Yield the cards; those without a title get numbered link texts."""
    named = [
        (card.kind, card.opens.name) if not card.title and len(card.links) == 1 else None for card in cards
    ]
    total = Counter(named)
    met: Counter[tuple[str, str] | None] = Counter()
    say = translator(options.language, "replace")
    for card, name in zip(cards, named, strict=True):
        met[name] += 1
        several = name is not None and total[name] > 1 and card.links[0].host
        text = numbered_action(say, card, met[name], total[name], options.language) if several else ""
        if not text:
            yield card
        else:
            links = (card.links[0]._replace(text=text), *card.links[1:])
            yield card._replace(links=links, numbered=True)


def _has_words(html: str) -> bool:
    shown = re.sub(r"<(script|style)\b.*?</\1|<[^>]*>|&\w+;", "", html, flags=re.DOTALL)
    return re.search(r"\w", shown) is not None


def _opens(one: FoundEmbed, options: Options) -> Vendor:
    """Return the vendor that the card's link opens, which may differ: a MapTiler map may open OpenStreetMap."""
    host = host_of(one.links[0][1], options.own)
    if not host or one.embed.services:
        return one.vendor
    known = catalogue().of_url(one.links[0][1])
    if known is None:
        return one.vendor._replace(name=host.removeprefix("www."), operator=host, at={}, called={})
    own_address = one.embed.link == ("{+url}",)  # its form knows better than a host with several services
    keeps = not known.embeds or (own_address and known.operator == one.vendor.operator)
    return one.vendor if keeps else known
