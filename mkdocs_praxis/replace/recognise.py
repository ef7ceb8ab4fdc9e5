"""Finds the embeds in a page: matches its elements and scripts with the forms in the vendor files."""

import re
from collections.abc import Iterator
from itertools import chain

from mkdocs_praxis.replace import addresses
from mkdocs_praxis.replace.addresses import Address
from mkdocs_praxis.replace.asked import asked_for, is_empty, pressed, starting
from mkdocs_praxis.replace.carriers import Carriers, has_own_media
from mkdocs_praxis.replace.choices import is_choice
from mkdocs_praxis.replace.fill import FoundEmbed, Match, calls_with_code, fitting, named
from mkdocs_praxis.replace.lines import Line
from mkdocs_praxis.replace.model import Options
from mkdocs_praxis.replace.own import Own
from mkdocs_praxis.replace.places import title_of, titles
from mkdocs_praxis.replace.rest import independent
from mkdocs_praxis.replace.scripted import EMPTY_FRAMES, boxes
from mkdocs_praxis.replace.source import Element, Source, settled
from mkdocs_praxis.replace.structure import CONSENT
from mkdocs_praxis.replace.unlisted import Unlisted
from mkdocs_praxis.vendors import Embed, Vendor, catalogue
from mkdocs_praxis.vendors.patterns import compiled

# Kinds that Markdown editors write as an image.
_AS_PICTURES = frozenset({"video", "audio", "post"})
# Kinds and elements of embeds whose snippets often have a link to the same content beside the frame.
_SHOWN = frozenset({"video", "audio", "post", "document", "map"})
_FRAMED = frozenset({"iframe", "embed", "object", "script", "div"})
_TAGS = frozenset({"", "frame", "form", "script"})


class Recogniser(Unlisted):
    """Finds the embeds of one page."""

    def __init__(self, source: Source, options: Options, depth: int = 0) -> None:
        super().__init__(Carriers(source, options))
        self.tree = source.tree
        self.options = options
        self.base = options.base
        self.depth = depth
        self.opened: list[tuple[Element, str]] = []  # what consent tools keep and no card can stand for
        self._listed: set[tuple[Element, str]] = (
            set()
        )  # URLs of lists in an element's settings that have a card

    def find(self, vendors: list[Vendor]) -> list[FoundEmbed]:
        """Return the embeds with a target; those without are in `asked`."""
        found: list[FoundEmbed] = []
        ordered = sorted(vendors, key=_rank)
        for carrier, markup in self.carriers.hidden if self.depth < 2 else ():
            found += self._within(carrier, markup)
        for vendor in ordered:
            here = list[FoundEmbed]()
            for embed in vendor.embeds:
                if embed.element != "script":
                    here += self._of_embed(vendor, embed, others=bool(here))
            found += here
        with_embeds = {one.vendor.id for one in found}
        for vendor in ordered:
            for embed in vendor.embeds:
                if embed.element == "script":
                    found += self._of_scripts(vendor, embed, settled=vendor.id in with_embeds)
        return found + self.repeated + list(self.unlisted(ordered))

    @property
    def asked(self) -> list[FoundEmbed]:
        """The embeds without a target in their code, except those within replaced ones."""
        return [
            one
            for key, one in self.asking.items()
            if key not in self.taken and self.taken.isdisjoint(one.element.ancestors)
        ]

    # -- forms of embeds -----------------------------------------------------------------------------------------------

    def _of_embed(self, vendor: Vendor, embed: Embed, *, others: bool) -> Iterator[FoundEmbed]:
        if embed.script:
            yield from self._of_code(vendor, embed, others=others)
        elif embed.element == "frame":
            for element, urls in self.carriers.frames:
                if element.tag != "img" or embed.kind in _AS_PICTURES:
                    yield from self._first(vendor, embed, element, urls)
            for line in self.carriers.lines:
                yield from self._of_line(vendor, embed, line)
        elif embed.element == "form":
            for element in self.tree.select("form[action], form[action-xhr]"):
                target = element.attr("action") or element.attr("action-xhr", "")
                url = addresses.address(target, self.base)
                yield from self._first(vendor, embed, element, [url] if url else [])
        elif any(clue in self.carriers.telling for clue in embed.clues):
            for element in self.tree.select(embed.element):
                if settled(element) or self._is_link(element, vendor) or has_own_media(element, self.base):
                    continue
                urls = addresses.of_element(element, self.base)
                usable = self.carriers.foreign(urls) if embed.address else urls
                yield from self._first(vendor, embed, element, usable)

    def _is_link(self, element: Element, vendor: Vendor) -> bool:
        """Whether a link of a snippet is an ordinary link, since the page loads nothing that turns it into a widget."""
        if element.tag != "a" or not addresses.leads(element if element.attrs.get("href") else None):
            return False
        url = addresses.address(element.attr("href", ""), self.base)
        handled = element.attrs.get("onclick") or element.select_one("img, iframe") is not None
        return url is not None and not handled and not self.carriers.serves(vendor)

    def _of_line(self, vendor: Vendor, embed: Embed, line: Line) -> Iterator[FoundEmbed]:
        """Yield the embed that a URL or shortcode alone on a line stands for."""
        element, url, span, _ = line
        if self.has_taken(line) or embed.needle not in url.lower():
            return
        hit = fitting(embed, embed.address, url)
        one = hit and self.filler.fill(Match(vendor, embed, element, named(hit), url, span=span))
        if one and one.links:
            yield self.of_line(line, one)
        elif one and embed.ask:
            self.asking.setdefault(element, one)

    def _of_scripts(self, vendor: Vendor, embed: Embed, *, settled: bool) -> Iterator[FoundEmbed]:
        for element, urls in self.carriers.scripts:
            if settled and any(compiled(loader).search(url) for url in urls for loader in vendor.loaders):
                continue  # a loader of embeds already found
            for one in self._first(vendor, embed, element, urls):
                one.going += boxes(self.tree, urls)
                yield one

    def _of_code(self, vendor: Vendor, embed: Embed, *, others: bool) -> Iterator[FoundEmbed]:
        for element, text, lowered in self.carriers.code:
            if embed.needle not in lowered:
                continue
            # It serves the embeds that were found, unless it fills a box of its own.
            serves = others and any(compiled(loader).search(text) for loader in vendor.loaders)
            if catalogue().measured_by(text):
                continue
            rest = independent(text, frozenset({vendor.id}))
            hits = list[tuple[re.Match[str], Element, list[Element]]]()
            several = embed.kind in {"map", "share"}  # places on a map, buttons of a widget
            for hit, part in calls_with_code(compiled(embed.script), text):
                name = named(hit).get("container", "")
                buttons = [] if several else list(starting(self.tree, text, hit.start()))
                boxes = (self.carriers.container(name, one, rest) for one in (part, text))
                place = next(filter(None, chain(boxes, buttons)), element)
                if not (several and hits and hits[-1][1] is place):
                    hits.append((hit, place, buttons))
            ends = [*(hit.start() for hit, *_ in hits[1:]), len(text)]
            free = {place for _, place, _ in hits} - self.taken
            for (hit, place, buttons), end in zip(hits, ends, strict=False):
                if place not in free or (serves and place is element):
                    continue
                url = next(iter(addresses.in_text(hit.group(), self.base)), None)
                match = Match(vendor, embed, place, named(hit), url, context=element)
                match.code = text[hit.start() if len(hits) > 1 else 0 : end]
                match.start = 0 if len(hits) > 1 else hit.start()
                one = self._completed(match)
                if one is not None:
                    if place is not element:
                        one.also.append(element)
                        self.take(element)
                    self.repeat(one, buttons)
                    yield one

    def _first(
        self, vendor: Vendor, embed: Embed, element: Element, urls: list[Address]
    ) -> Iterator[FoundEmbed]:
        """Yield the embed if one of the element's URLs matches this form, unless another form took the element already."""
        left = [u for u in urls if u.listed and (element, u) not in self._listed and embed.address]
        if element in self.taken:  # by another film of a list
            urls = left if embed.kind in {"video", "audio"} else []
        pictured = element.tag == "img" and addresses.leads(element.closest("a[href]"))
        if pictured or (element in self.taken and not urls):
            return  # an image in a link: the link has the target
        hits: list[tuple[Address | None, dict[str, str]]] = [(urls[0] if urls else None, {})]
        if embed.address:
            found = ((u, fitting(embed, embed.address, u)) for u in urls if embed.needle in u.lower())
            hits = [(u, named(m)) for u, m in found if m]
            hits = [] if len(hits) < len(urls) and is_choice(element) else hits
        if not hits or (hits[0][0] is not None and embed.address and _is_background(hits[0][0], element)):
            return
        met = set[str]()
        # A script makes every film that it names.
        made = element in self.carriers.makers
        many = (made or element.tag == "script") and embed.kind in {"video", "audio"}
        more = [hit for hit in hits[1:] if hit[0] is not None and (many or hit[0].listed)]
        for url, groups in hits[:1] + more:
            one = self._completed(Match(vendor, embed, element, groups, url))
            if one is None:
                return
            self._listed.add((element, str(url)))
            if element.attrs.get("target") or is_choice(element) or (made and url and url.listed):
                self._unchoose(one, urls)
            if one.links[0][1] not in met:
                met.add(one.links[0][1])
                yield one

    def _completed(self, match: Match) -> FoundEmbed | None:
        """Fill a match and mark its element as taken; None if it does not match or its target must be asked for."""
        one = self.filler.fill(match)
        if one is None:
            return None
        if not one.links and match.embed.kind in _SHOWN and match.element.tag in _FRAMED:
            self.fall_back(one)
        if not one.links:
            if match.embed.ask or match.url is not None or match.embed.element in _TAGS:
                self.asking.setdefault(one.element, one)
            return None  # no embed: the attribute holds nothing like an id of the vendor
        self.take(one.element)
        maker = self.carriers.makers.get(one.element)
        written = one.element.text if one.element.tag == "script" else one.element.attr("onclick", "")
        code = maker[1] if maker is not None else written
        if match.url is not None and not one.label:
            one.label = titles(code, self.base).get(match.url, "")
        if maker is not None:
            self._unmake(one, *maker)
        return one

    def _unchoose(self, one: FoundEmbed, urls: list[Address]) -> None:
        """Take the label of a list of films with it, and the frame that shows one of them, or the one that a link opens in."""
        name, target = one.element.attr("id", ""), one.element.attr("target", "")
        one.going += [label for label in self.tree.select("label[for]") if name and label.attr("for") == name]
        maker = self.carriers.makers.get(one.element)
        bare = {url.partition("?")[0] for url in urls}  # one may be shown without what code adds
        known = {*urls, *bare} if 1 < len(bare) == len(urls) else {*urls}
        showing = [e for e, (url, *_) in self.carriers.frames if known & {url, url.partition("?")[0]}]
        filled = asked_for(self.tree, one.element.html if maker is None else maker[1])
        empty = self.tree.select(EMPTY_FRAMES)
        showing += [frame for frame in empty if frame in filled or frame.attr("name", " ") == target]
        for frame in showing:
            if frame.tag == "iframe" and frame not in self.taken:
                self.take(frame)
                one.also.append(frame)

    def _unmake(self, one: FoundEmbed, script: Element, code: str) -> None:
        """Take code with the frame that it makes, and its buttons; the only one that says more calls the frame."""
        one.going.append(script)
        self.take(script)
        reads = self.carriers.reads.get(script, frozenset())
        rest = independent(code, frozenset({one.vendor.id}), reads)
        pushed = pressed(self.tree, one.element, code, rest)
        idle = {button: said for button, said in pushed.items() if button not in self.carriers.makers}
        said = [] if is_choice(one.element) else list(filter(None, idle.values()))
        if len(said) == 1 and one.label in {"", said[0]} and one.embed.kind != "share":
            one.label, said = said[0], []
        self.repeat(one, [button for button, text in idle.items() if text in said])
        one.going += [button for button, text in idle.items() if text not in said]
        one.going += [box for box in asked_for(self.tree, code, rest) if is_empty(box)]

    def _within(self, carrier: Element, markup: str) -> Iterator[FoundEmbed]:
        """Yield the embeds in `markup`, HTML that a consent tool keeps in `carrier`; the carrier becomes their element."""
        if carrier in self.taken or settled(carrier):
            return
        from mkdocs_praxis.replace.wrapped import outer, words_around

        holder, carrier = carrier, outer(carrier, self.carriers.facade_selector)
        inner = Recogniser(Source(markup, mend=True), self.options, self.depth + 1)
        vendors = catalogue().with_clues_in(markup.lower())
        shown = dict[tuple[str, str], Element]()
        found = inner.find(vendors)
        if self.depth == 0 and self._is_shown_whole(holder, markup, inner.tree, found):
            self.opened.append((holder, markup))
            return
        said = [one.said or one.element for one in found] if markup.lstrip().startswith("<") else []
        words = words_around(said, inner.tree.select_one("body"))
        captions = list(carrier.select("figcaption, .video-caption"))
        for one in found:
            inside = any(up is other for up in one.element.ancestors for other in shown.values())
            one.said = one.said or one.element
            if len(found) == 1 and markup.startswith("{"):
                one.label = one.label or title_of(markup)
            one.element, one.also, one.span = carrier, [], None
            one.beside, captions = captions, []
            one.going = [] if holder is carrier else [holder]
            one.fallback, words = one.fallback + words, []
            self.take(carrier)
            if not inside and shown.setdefault((one.vendor.id, one.links[0][1]), one.said) is one.said:
                yield one

    def _is_shown_whole(
        self, holder: Element, markup: str, document: Element, found: list[FoundEmbed]
    ) -> bool:
        """Whether HTML that a consent tool keeps belongs in its place: it has own content, or embeds of nobody known."""
        if holder.closest(CONSENT) is None or not markup.lstrip().startswith("<"):
            return False
        if not found:
            return True
        gone = {e for one in found for e in (one.element, *one.also, *one.going)}
        gone |= {*document.select("script, style, link")}
        return Own(self.options, gone, vendors=frozenset(one.vendor.id for one in found)).holds(document)


def _rank(vendor: Vendor) -> tuple[bool, bool]:
    """Sort key: a known host is more specific, so vendors without own hosts (PeerTube, Mastodon) and services that show others' content come last."""
    return not vendor.hosts, vendor.id in {"embedly", "iframely"}


def _is_background(url: Address, element: Element) -> bool:
    """Whether a URL is the background of an element with a form or a link: it stays, so that the gate reports it."""
    if url.host not in element.attr("style", ""):
        return False
    return any(map(addresses.leads, element.select("a[href]"))) or element.select_one("form") is not None
