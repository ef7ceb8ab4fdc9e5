"""Finds duplicates among a page's embeds, such as a facade and its `noscript` frame, and buttons of one share widget."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from mkdocs_praxis.replace.cards import Card
from mkdocs_praxis.replace.extent import Extent, How
from mkdocs_praxis.replace.fill import FoundEmbed
from mkdocs_praxis.replace.source import Element

_ENDS = ("", "&", "?", "#")  # what follows a prefix that is a whole address
_Key = tuple[str, tuple[str, ...]]  # the vendor, and where its links lead


class Elements:
    """The union of several sets of elements, without those in `but`; nothing is copied, as a page may have thousands."""

    def __init__(self, *among: set[Element], but: "Elements | None" = None) -> None:
        self.among, self.but = among, but

    def __contains__(self, key: object) -> bool:
        return any(key in elements for elements in self.among) and (self.but is None or key not in self.but)


class Twins:
    """An index of a page's embeds by their links, so that no embed has to be compared with all others."""

    def __init__(self, found: list[FoundEmbed], counts: Callable[[FoundEmbed], bool]) -> None:
        self._alike: dict[_Key, list[FoundEmbed]] = defaultdict(list)
        self._at: dict[Element, list[FoundEmbed]] = defaultdict(list)
        for one in found:
            self._alike[_key(one)].append(one)
            self._at[one.element].append(one)
        self._elements = {
            key: {one.element for one in alike if counts(one)} for key, alike in self._alike.items()
        }
        self._exactly: dict[tuple[str, str], list[_Key]] = defaultdict(list)
        self._longer: dict[tuple[str, str], list[_Key]] = defaultdict(list)
        for key in self._alike:
            for href in key[1][:1]:
                self._exactly[key[0], href].append(key)
                for start in _starts(href):
                    self._longer[key[0], start].append(key)
        self._counts = counts

    def of(self, one: FoundEmbed, parts: list[Element]) -> Elements:
        """Return the duplicates of an embed, including itself, and the vendor's other embeds in `parts` of it."""
        key = _key(one)
        near = {one.element}
        for other in self._related(*key):
            near |= {it.element for it in self._alike[other] if are_twins(one, it) and self._counts(it)}
        for part in parts:
            inner = self._at.get(part, ())
            near |= {it.element for it in inner if it.vendor is one.vendor and self._counts(it)}
        return Elements(self._elements[key], near)

    def _related(self, vendor: str, links: tuple[str, ...]) -> Iterator[_Key]:
        """Yield the keys of embeds whose first link is an extension or a prefix of this one's."""
        for href in links[:1]:
            yield from self._longer.get((vendor, href), ())
            for start in _starts(href):
                yield from self._exactly.get((vendor, start), ())


def _key(one: FoundEmbed) -> _Key:
    return one.vendor.id, tuple(href for _, href in one.links)


def _starts(href: str) -> Iterator[str]:
    """Yield the prefixes of an address that end before a parameter or fragment."""
    return (href[: sign.start()] for sign in re.finditer(r"[&?#]", href))


def are_twins(one: FoundEmbed, other: FoundEmbed) -> bool:
    """Whether two embeds are the same, such as a facade and its `noscript` frame; only one may have a start time."""
    if one.vendor.id != other.vendor.id or len(one.links) != len(other.links):
        return False
    alike = True
    for (_, here), (_, there) in zip(one.links, other.links, strict=True):
        part, whole = sorted((here, there), key=len)
        if not whole.startswith(part) or whole[len(part) :][:1] not in _ENDS:
            return False
        alike = alike and part == whole
    within = one.element in other.element.ancestors or other.element in one.element.ancestors
    return alike or within or any(it.element.closest("noscript") is not None for it in (one, other))


def are_buttons(before: tuple[FoundEmbed, Card], here: tuple[FoundEmbed, Card]) -> bool:
    """Whether two neighbours are buttons, each with words of its own."""
    titles = {card.title for _, card in (before, here)} - {""}
    return len(titles) == 2 and all(one.element.tag in {"a", "button"} for one, _ in (before, here))


def fuller(card: Card, twin: Card) -> Card:
    """Complete the card of an embed with what only its duplicate has: title, start time."""
    if not card.links or not twin.links:
        return card
    href = max(card.links[0].href, twin.links[0].href, key=len)
    if twin.title and not card.title:
        caption = "" if card.words.caption == twin.title else card.words.caption
        lines = tuple(line for line in card.words.lines if line != twin.title)
        said = card.words._replace(title=twin.title, caption=caption, lines=lines)
        card = card._replace(words=said, links=twin.links)
    return card._replace(links=(card.links[0]._replace(href=href), *card.links[1:]))


def shares_on(before: tuple[FoundEmbed, Card], here: tuple[FoundEmbed, Card], extent: Extent) -> bool:
    """Whether two neighbours are buttons of one share widget."""
    (first, card), (one, other) = before, here
    alike = first.vendor is one.vendor and card.kind == other.kind == "share" and first.shared == one.shared
    return alike and extent.how is How.WHOLE and card.title == other.title


def is_button_of(whole: FoundEmbed, one: FoundEmbed) -> bool:
    """Whether an embed is a button of a share widget, whose card has it already."""
    alike = whole.embed.kind == "share" and whole.vendor is one.vendor
    return alike and whole.element in one.element.ancestors


def together(card: Card, other: Card) -> Card:
    """Return one card with the links of both, called by their services."""
    links = (*card.links, *other.links)
    return card._replace(links=tuple(link._replace(text=link.service or link.text) for link in links))
