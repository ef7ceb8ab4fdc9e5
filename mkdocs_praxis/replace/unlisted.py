"""Embeds of known vendors in no listed form, by a page of theirs: in a frame, alone on a line, or linked beside a widget."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import turbohtml

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace.addresses import Address, leads
from mkdocs_praxis.replace.boilerplate import is_boilerplate
from mkdocs_praxis.replace.carriers import Carriers
from mkdocs_praxis.replace.fallback import fallback
from mkdocs_praxis.replace.fill import Filler, FoundEmbed, Match, fitting, named
from mkdocs_praxis.replace.lines import Line
from mkdocs_praxis.replace.model import KIND_OF_CATEGORY
from mkdocs_praxis.replace.source import Element, Span
from mkdocs_praxis.vendors import Embed, Vendor, catalogue
from mkdocs_praxis.vendors.patterns import compiled

# The form of embeds whose frame shows the vendor's ordinary page, and paths that are no such page.
_OWN_ADDRESS = ("{+url}",)
_MACHINE = regex(
    r"embed|widget|/api/|player|iframe|plugin|\.(?:js|css|json|xml|png|jpe?g|gif|svg)$",
    re.IGNORECASE,
)
_PLACE = regex(r"//[^/]+/.*(?:[?#=@\d]|/.+/)")  # a map URL that shows a place
_PROFILE = regex(r"/(?:(?:company|in|school|user|channel|people|pages|groups)/)?[^/]*/?")
_PLAYED = frozenset({"video", "audio"})
_OEMBEDDED = frozenset({"video", "audio", "social", "documents"})


class Unlisted:
    """Knows which elements of a page have a card or need one, and finds embeds that no form of a vendor found."""

    def __init__(self, carriers: Carriers) -> None:
        self.carriers = carriers
        self.filler = Filler(carriers)
        self.asking: dict[Element, FoundEmbed] = {}
        self.taken: set[Element] = set()
        self.repeated: list[FoundEmbed] = []  # by further buttons of theirs
        self._lines_taken: set[Span] = set()

    def take(self, element: Element) -> None:
        """Mark an element as that of an embed."""
        self.taken.add(element)

    def repeat(self, one: FoundEmbed, buttons: Iterable[Element]) -> None:
        """Let further buttons of code that goes lead where the embed leads."""
        for button in buttons if one.embed.kind != "share" else ():
            if button not in self.taken:
                self.take(button)
                self.repeated.append(
                    replace(one, element=button, label="", going=[], also=[], beside=[], fallback=[])
                )

    def has_taken(self, line: Line) -> bool:
        """Whether a URL or shortcode has a card already."""
        return line.span in self._lines_taken or (line.span is None and line.element in self.taken)

    def of_line(self, line: Line, one: FoundEmbed) -> FoundEmbed:
        """Mark a URL or shortcode as taken by an embed; a shortcode's own text is none."""
        if line.title is not None:
            one.label, one.said = one.label or line.title, None if line.span else turbohtml.parse_fragment("")
        self.take(line.element) if line.span is None else self._lines_taken.add(line.span)
        return one

    def to_page(self, link: FoundEmbed) -> FoundEmbed:
        """Let the card of a link with a preview picture lead to the film's page, without what only its player needs."""
        url = Address(link.links[0][1])
        for form in link.vendor.embeds:
            if form.element == "frame" and form.kind in _PLAYED and form.address and not form.near:
                hit = fitting(form, form.address, url)
                one = hit and self.filler.fill(Match(link.vendor, form, link.element, named(hit), url))
                if one and one.links:
                    link.links = one.links
                    break
        return link

    def unlisted(self, vendors: list[Vendor]) -> Iterator[FoundEmbed]:
        """Yield the embeds of the `vendors` that no form found."""
        yield from self._in_frames(vendors)
        yield from self._on_lines(vendors)
        yield from self._beside(vendors)

    def _in_frames(self, vendors: list[Vendor]) -> Iterator[FoundEmbed]:
        """Yield frames with other pages of vendors whose ordinary pages can be framed: the frame's URL is the link."""
        for element, urls in self.carriers.frames:
            if element in self.taken or element in self.asking or element.tag in {"img", "script"}:
                continue
            vendor = catalogue().of_url(urls[0])
            if vendor is None or vendor not in vendors:
                continue
            form = next((e for e in vendor.embeds if e.element == "frame" and e.link == _OWN_ADDRESS), None)
            if form is None or form.unless or _MACHINE.search(urls[0].path):
                continue
            one = FoundEmbed(vendor, form, element, fallback=fallback(element, self.carriers))
            target = self.filler.target(urls[0])
            if form.kind == "map" and not _PLACE.search(target):
                self.asking[element] = one  # a map without a place
                continue
            one.links = [("", target)]
            self.take(element)
            yield one

    def _on_lines(self, vendors: list[Vendor]) -> Iterator[FoundEmbed]:
        """Yield pages of players and networks alone on a line, of which WordPress makes embeds. In a paragraph, a profile is none."""
        for line in self.carriers.lines:
            vendor = catalogue().of_url(line.url)
            if (
                vendor is None
                or vendor not in vendors
                or vendor.category not in _OEMBEDDED
                or self.has_taken(line)
                or line.element in self.asking
            ):
                continue
            shortened = line.url.host.removeprefix("www.") not in vendor.hosts[:1]  # fb.watch
            is_post = shortened or bool(line.url.query) or not _PROFILE.fullmatch(line.url.path)
            if line.url.path in {"", "/"} or (line.element.tag == "p" and (line.span or not is_post)):
                continue
            kind = KIND_OF_CATEGORY[vendor.category]
            form = Embed(kind="post" if kind == "profile" and is_post else kind, element="frame")
            yield self.of_line(
                line, FoundEmbed(vendor, form, line.element, [("", self.filler.target(line.url))])
            )

    def _beside(self, vendors: list[Vendor]) -> Iterator[FoundEmbed]:
        """Yield widgets of unknown form with the vendor's link beside them, which becomes the target."""
        asking = {vendor.id for vendor in vendors if any(embed.ask for embed in vendor.embeds)}
        for element, urls in (*self.carriers.scripts, *self.carriers.frames):
            vendor = catalogue().of_url(urls[0]) if urls and element not in self.taken else None
            if vendor is None or vendor not in vendors or vendor.id in asking:
                continue
            if element.closest("head") is not None or leads(element.closest("a[href]")):
                continue  # a link leads there itself
            if any(compiled(e).search(u) for u in urls for e in vendor.loaders):
                continue
            kind = KIND_OF_CATEGORY.get(vendor.category, "link")
            one = FoundEmbed(vendor, Embed(kind=kind, element=element.tag), element)
            if self.fall_back(one, r"//[^/]+/[^?#]*\w"):
                self.take(element)
                yield one

    def fall_back(self, one: FoundEmbed, expression: str = r"//[^/]+/[^?#]*[\w-]{4,}") -> bool:
        """Use the vendor's link beside a widget as its target, if there is one that fits: the address of a player may have only a number."""
        near = self.carriers.near(one.element, expression)
        target = self.filler.target(near.match.string) if near else ""
        if near is None or catalogue().of_url(target) is not one.vendor or is_boilerplate(near.link.text):
            return False
        one.links = [("", target)]
        one.takes(near)
        return True
