"""A matched embed → what its card says and where it leads, by the words of its vendor file."""

import re
from collections.abc import Iterable

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace.addresses import Address
from mkdocs_praxis.replace.carriers import Carriers, in_head
from mkdocs_praxis.replace.fallback import fallback
from mkdocs_praxis.replace.snippet import Snippet
from mkdocs_praxis.replace.source import Element, Span
from mkdocs_praxis.vendors import Embed, Vendor
from mkdocs_praxis.vendors.filters import untracked, without
from mkdocs_praxis.vendors.parts import Filled
from mkdocs_praxis.vendors.patterns import compiled
from mkdocs_praxis.web.url import resolve

# Query parameters that only say "I stand in a frame": a page opened by a person has none of them.
_FRAME_ONLY = (
    "embedded", "embed_domain", "embed_type", "embed_source", "isiframeembed", "is_embed", "isembed", "is_iframe", "isiframe",
    "noframe", "hide_gdpr_banner",
)  # fmt: skip
_FRAME_FLAGS = regex(
    r"(?<=[?&])(?:(?:embed|iframe|frame|inframe)=(?:1|true|yes|y|iframe|embed)?|output=embed|feature=oembed)(?=&|#|$)",
    re.IGNORECASE,
)
_OF_FRAMES = ("embed", "frame", "gdpr", "%")  # one of these stands in any of them


class Match:
    """A form of a vendor's embed that fits an element: `groups` are the named parts met so far.

    Templates see the attributes and code of its `context`: the element itself, unless a script shows something elsewhere. `span`
    says where it stands when it is only a part of the element's text, `code` is that part of a script which is about it.
    """

    def __init__(
        self,
        vendor: Vendor,
        embed: Embed,
        element: Element,
        groups: dict[str, str] | None = None,
        url: Address | None = None,
        context: Element = None,
        span: Span | None = None,
    ) -> None:
        self.vendor, self.embed, self.element, self.url, self.span = vendor, embed, element, url, span
        self.code = ""
        self.groups = {} if groups is None else groups
        self.context = element if context is None else context


class Found:
    """An embed in the page: who, what it becomes, which element it is and what goes with it.

    Without `links` (service, place or "", address) its target is not in its code.
    """

    def __init__(
        self,
        vendor: Vendor,
        embed: Embed,
        element: Element,
        links: Iterable[tuple[str, str]] = (),
        *,
        fallback: Iterable[str] = (),
        going: Iterable[Element] = (),
        span: Span | None = None,
    ) -> None:
        self.vendor, self.embed, self.element, self.span = vendor, embed, element, span
        self.links = list(links)
        self.label = self.place = self.at = ""
        self.shared = ""  # the address a share widget shares, "" for this page
        self.also: list[Element] = []
        self.fallback = list(fallback)
        self.said: Element = None  # where its words stand, when that is not the element itself
        self.beside: list[Element] = []  # what else says something about it: a caption, a link
        self.going = list(going)  # of these, what the card takes in


class Filler:
    """Fills the forms of matched embeds from one page."""

    def __init__(self, carriers: Carriers) -> None:
        self.carriers = carriers
        self.base = carriers.base

    def fill(self, match: Match) -> Found | None:
        """Return the embed; without links when its code does not hold its target; None when this form does not fit after all."""
        embed = match.embed
        one = Found(match.vendor, embed, match.element, span=match.span)
        if not self._meets(match, one):
            return None
        in_context = match.context is match.element
        if embed.ask or (in_context and match.context.tag == "script" and in_head(match.context)):
            return one  # a card in the head would be seen by nobody
        snippet = Snippet(match.context, match.url, match.element, self.carriers)
        filled = Filled(embed, snippet, match.groups)
        one.label, one.place, one.at = map(filled.text, (embed.label, embed.place, embed.at))
        one.fallback = fallback(one.element, self.carriers)
        if embed.services:
            from mkdocs_praxis.replace.share import share_links

            one.shared = self.target(filled.text(embed.shared))
            one.links = share_links(filled.text(embed.services), one.shared or snippet.page, one.label)
        elif href := self.target(filled.link()):
            one.links = [("", href)]
        if embed.each:
            self._each(match, snippet, one)
        return one

    def _each(self, match: Match, snippet: Snippet, one: Found) -> None:
        """Let an embed lead to each of the places that stand in its code, by their names."""
        places: dict[str, tuple[str, str]] = {}
        for expression in match.embed.each:
            for hit in compiled(expression).finditer(match.code):
                filled = Filled(match.embed, snippet, match.groups | named(hit))
                href, place = self.target(filled.link()), filled.text(match.embed.place)
                if href and not places.get(href, ("", ""))[0]:
                    places[href] = place, filled.text(match.embed.at)
        if len(places) == 1:
            [(href, (one.place, one.at))] = places.items()
            one.links = [("", href)]
        elif places:
            one.place = one.at = ""
            one.links = [(place, href) for href, (place, _) in places.items()]

    def _meets(self, match: Match, one: Found) -> bool:
        """Tell whether the links inside, the link beside and the page fit too; their parts join those of the match."""
        embed = match.embed
        if embed.page:
            found = compiled(embed.page).search(self.carriers.page)
            if found is None:
                return False
            match.groups |= named(found)
        if embed.inside:
            links = self.carriers.inside(one.element)
            hits = [m for link in links if (m := fitting(embed, embed.inside, link))]
            if not hits:
                return False
            hit = hits[-1 if embed.last else 0]
            match.groups |= named(hit)
            match.url = match.url if embed.address else Address(hit.string)
        if embed.near:
            near = self.carriers.near(one.element, embed.near)
            if near is None:
                return False
            match.groups |= named(near.match)
            one.beside.append(near.link if near.whole is None else near.whole)
            one.going = [near.whole] if near.whole is not None else []
            match.url = match.url if embed.address else Address(near.match.string)
        return True

    def target(self, text: str) -> str:
        """Return where a card may lead, as a person would open it; "" for what is no address."""
        url = resolve(text, self.base) if text else None
        if url is None or (url.scheme in {"http", "https"} and not url.host):
            return ""
        if url.scheme not in {"http", "https", "mailto", "tel"}:
            return ""
        return untracked(_without_frame(url.href))


def fitting(embed: Embed, expression: str, address: str) -> re.Match[str] | None:
    """Return the match of an address with a form, unless it is one of those that the form leaves alone."""
    if any(compiled(one).search(address) for one in embed.unless):
        return None
    return compiled(expression).search(address)


def named(match: re.Match[str]) -> dict[str, str]:
    """Return the named parts of a match, "" for those that are missing."""
    return {name: value or "" for name, value in match.groupdict().items()}


def _without_frame(address: str) -> str:
    if "?" not in address:
        return address
    lowered, cleaned = address.lower(), address
    if any(sign in lowered for sign in _OF_FRAMES):
        cleaned = _FRAME_FLAGS.sub("", without(address, *_FRAME_ONLY))
    if "&" in cleaned:
        cleaned = re.sub(r"&(?=&|#|$)", "", cleaned.replace("?&", "?"))
    return cleaned.replace("?#", "#").removesuffix("?")
