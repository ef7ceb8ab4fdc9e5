"""Turns a matched embed into the title, text and links of its card, by the templates in its vendor file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace.addresses import Address
from mkdocs_praxis.replace.carriers import Carriers, Near
from mkdocs_praxis.replace.fallback import fallback
from mkdocs_praxis.replace.filled import Filled
from mkdocs_praxis.replace.places import lines_in, title_of
from mkdocs_praxis.replace.snippet import Snippet
from mkdocs_praxis.replace.source import Element, Span
from mkdocs_praxis.replace.structure import CODE, ROWS
from mkdocs_praxis.replace.values import offset, parsed
from mkdocs_praxis.vendors import Embed, Vendor, catalogue
from mkdocs_praxis.vendors.filters import untracked, without
from mkdocs_praxis.vendors.patterns import compiled
from mkdocs_praxis.vendors.services import share_links, shared_by
from mkdocs_praxis.web.url import resolve

# Query parameters that matter only within a frame: removed from links.
_FRAME_ONLY = tuple(ROWS["parameters of frames"])
_FRAME_FLAGS = regex(
    r"(?<=[?&])(?:(?:embed|iframe|frame|inframe)=(?:1|true|yes|y|iframe|embed)?|output=embed|feature=oembed)(?=&|#|$)",
    re.IGNORECASE,
)
_NO_PAGE = regex(r"[^?#]*\.(?:js|css)(?:[?#]|$)")  # what only code loads
_SECURE = frozenset({"video", "audio", "social", "share"})  # categories whose vendors all have https
_MOST_CALLS = 50  # of which the surroundings in a script are looked at
_NEAR = 400  # characters behind a marker's coordinates
_OF_FRAMES = ("embed", "frame", "gdpr", "%")  # each of them contains one of these


@dataclass(eq=False, slots=True)
class Match:
    """An element that matches a form of a vendor's embed; `groups` are the named groups of the expressions so far.

    Templates see attributes and code of `context`: the element, or the container that a script fills. `span` is its place
    if it is only part of the element's text; `code` is the part of a script that is about it, from `start` where the form fits.
    """

    vendor: Vendor
    embed: Embed
    element: Element
    groups: dict[str, str]
    url: Address | None
    context: Element = None
    span: Span | None = None
    code: str = ""
    start: int = 0


@dataclass(eq=False, slots=True)
class FoundEmbed:
    """An embed in the page: its vendor, form and element, what its card says, and what is removed with it.

    `links` has (service, place or "", URL); it is empty if the target is not in the embed's code.
    """

    vendor: Vendor
    embed: Embed
    element: Element
    links: list[tuple[str, str]] = field(default_factory=list)
    fallback: list[str] = field(default_factory=list)
    # Elements removed with it, since the card has their content
    going: list[Element] = field(default_factory=list)
    span: Span | None = None
    label: str = ""
    place: str = ""
    at: str = ""
    shared: str = ""  # the URL that a share widget shares, "" for this page
    also: list[Element] = field(default_factory=list)
    said: Element = None  # the element with its text, if not `element`
    # Further elements with text about it: captions, links
    beside: list[Element] = field(default_factory=list)

    def takes(self, near: Near) -> None:
        """Show the text of a link beside the embed on its card, and remove the link with it unless it is part of a sentence."""
        self.beside = [near.link if near.whole is None else near.whole]
        self.going = [near.whole] if near.whole is not None else []


class Filler:
    """Fills the forms of the matched embeds of one page."""

    def __init__(self, carriers: Carriers) -> None:
        self.carriers = carriers
        self.base = carriers.base

    def fill(self, match: Match) -> FoundEmbed | None:
        """Return the embed, without links if its code lacks the target; None if this form does not match after all."""
        embed = match.embed
        one = FoundEmbed(match.vendor, embed, match.element, span=match.span)
        if not self._meets(match, one):
            return None
        around = match.element if match.context is None else match.context
        if embed.ask or (
            around is match.element and around.tag == "script" and around.closest("head") is not None
        ):
            return one  # a card in the head would be invisible
        snippet = Snippet(around, match.url, match.element, self.carriers, match.code)
        filled = Filled(embed, snippet, match.groups)
        one.label, one.place, one.at = map(filled.text, (embed.label, embed.place, embed.at))
        one.label = (match.url.called if match.url is not None else "") or one.label
        one.fallback = fallback(one.element, self.carriers)
        if embed.services:
            one.shared = self.target(filled.text(embed.shared))
            one.links = share_links(filled.text(embed.services), one.shared or snippet.page, one.label)
        elif href := self.target(filled.link()):
            one.links = [("", href)]
            one.shared = shared_by(href) if embed.kind == "share" else ""
        if embed.each:
            match.code = match.code or snippet.kept
            self._each(match, snippet, one)
        if embed.kind == "map" and len(one.links) == 1 and match.code and not one.place:
            self._name(one, lines_in(match.code))
        if embed.kind in {"video", "audio"} and match.code and not one.label:
            one.label = title_of(match.code[match.start :])
        return one

    def _each(self, match: Match, snippet: Snippet, one: FoundEmbed) -> None:
        """Give the embed a link to each place in its code, by name."""
        places: dict[str, tuple[list[str], str]] = {}
        for expression in match.embed.each:
            hits = list(compiled(expression).finditer(match.code))
            ends = [*(hit.start() for hit in hits[1:]), len(match.code)]
            for hit, end in zip(hits, ends, strict=False):
                filled = Filled(match.embed, snippet, match.groups | named(hit))
                href = self.target(filled.link())
                if href and not places.get(href, ("", ""))[0]:
                    said = lines_in(match.code[hit.start() : min(end, hit.end() + _NEAR)])
                    said = [*filter(None, [filled.text(match.embed.place)]), *said]
                    places[href] = list(dict.fromkeys(said)), filled.text(match.embed.at)
        if len(places) == 1:
            [(href, (said, one.at))] = places.items()
            one.links = [("", href)]
            more = lines_in(match.code)
            self._name(one, list(dict.fromkeys((*said, *(more if said and said[0] in more else ())))))
        elif places:
            one.place = one.at = ""
            one.links = [("".join(said[:1]), href) for href, (said, _) in places.items()]
            one.fallback += [", ".join(said) for said, _ in places.values() if len(said) > 1]

    def _name(self, one: FoundEmbed, said: list[str]) -> None:
        """Give the only place of a map its name; what its popup says more is text of the card."""
        one.place, *more = said or [""]
        one.label = one.place if more else one.label
        one.fallback += more

    def _meets(self, match: Match, one: FoundEmbed) -> bool:
        """Whether the links inside, the link beside and the page match too; adds their groups to those of the match."""
        embed = match.embed
        if embed.page:
            found = self._said(embed.page, one.element)
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
            one.takes(near)
            match.url = match.url if embed.address else Address(near.match.string)
        return True

    def _said(self, expression: str, element: Element) -> re.Match[str] | None:
        """Return what the page says behind the start of an element, else before it: each of several embeds has words of its own."""
        hits = list(compiled(expression).finditer(self.carriers.page))
        if len({hit.groups() for hit in hits}) < 2:
            return hits[0] if hits else None
        source = self.carriers.source
        start = len(self.carriers.searched(source.text[: (source.span(element) or (0, 0))[0]]))
        return next((hit for hit in hits if hit.start() >= start), hits[-1])

    def target(self, text: str) -> str:
        """Return a URL as a card may link to it, without parameters for frames; "" if it is invalid."""
        url = resolve(text, self.base) if text else None
        if url is None or (url.scheme in {"http", "https"} and not url.host):
            return ""
        if url.scheme not in {"http", "https", "mailto", "tel"} or _NO_PAGE.match(url.href):
            return ""
        return for_people(_without_frame(url.href))


def for_people(address: str) -> str:
    """Return a URL without tracking parameters, and with https where every page of the vendor has it."""
    if address.startswith("http:"):
        vendor = catalogue().of_url(address)
        if vendor is not None and vendor.category in _SECURE:
            address = f"https{address.removeprefix('http')}"
    return untracked(address)


def fitting(embed: Embed, expression: str, address: str) -> re.Match[str] | None:
    """Match a URL with a form's expression; None also if the form excludes it."""
    if any(compiled(one).search(address) for one in embed.unless):
        return None
    return compiled(expression).search(address)


def calls_with_code(expression: re.Pattern[str], code: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yield the calls in a script, each with the largest part of the code that holds none of the others."""
    calls = list(calls_in(expression, code))
    if not 1 < len(calls) <= _MOST_CALLS:
        yield from ((call, code) for call in calls)
        return
    tree = parsed(code)
    starts = [-1, *(offset(code, call.start()) for call in calls), len(tree.whole)]
    for call, (before, start, after) in zip(
        calls, zip(starts, starts[1:], starts[2:], strict=False), strict=True
    ):
        node, part = tree.root.descendant_for_byte_range(start, start + 1), (start, after)
        while node is not None and before < node.start_byte and node.end_byte <= after:
            part = node.start_byte, node.end_byte
            node = node.parent
        yield call, tree.whole[part[0] : part[1]].decode()


def _goes_on(hit: re.Match[str], code: str) -> bool:
    """Whether a call's address goes on with what is known only when the script runs: `{url: "https://…/" + kind}`."""
    ends = {begun.end(1) for begun in CODE["begun"].finditer(code, hit.start(), hit.end() + 8)}
    return bool(ends) and any(end in ends or end + 1 in ends for _, end in hit.regs[1:])


def calls_in(expression: re.Pattern[str], code: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a script's form; none takes what belongs to the next call of the same function."""
    hit = expression.search(code)
    while hit is not None:
        call, called, _ = hit.group().partition("(")
        following = code.find(call + called, hit.start() + 1, hit.end()) if called else -1
        if following >= 0:
            shorter = expression.match(code, hit.start(), following)
            hit = shorter or expression.match(code, following) or hit
        if not _goes_on(hit, code):
            yield hit
        hit = expression.search(code, max(hit.end(), hit.start() + 1))


def named(match: re.Match[str]) -> dict[str, str]:
    """Return the named groups of a match, "" for those that did not take part."""
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
