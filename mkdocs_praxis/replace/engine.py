"""A page in, the same page with static cards out."""

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.problem import Problem
from mkdocs_praxis.replace import addresses, images, words
from mkdocs_praxis.replace.cards import LONGEST_TITLE, Card, allowed, links_of, render
from mkdocs_praxis.replace.extent import consent_container, is_inline, whole
from mkdocs_praxis.replace.fill import Found
from mkdocs_praxis.replace.loaders import loaders_of
from mkdocs_praxis.replace.model import Ask, Options, Replaced, Swap
from mkdocs_praxis.replace.recognise import Recogniser
from mkdocs_praxis.replace.source import Element, Source, Span, Splice
from mkdocs_praxis.replace.wrapped import ENCODED
from mkdocs_praxis.vendors import Vendor, catalogue
from mkdocs_praxis.web.url import foreign_host

_IMAGE = re.compile(r"<img\b[^>]*?[\s\"'=](?:https?:)?//")
# An unclosed frame hides what follows it from the tree: each pass uncovers the next.
_PASSES = 25


@dataclass(frozen=True, slots=True)
class Pass:
    """What one look at the page yields."""

    splices: tuple[Splice, ...] = ()
    swaps: tuple[Swap, ...] = ()
    asks: tuple[Ask, ...] = ()


def replace(html: str, options: Options) -> Replaced:
    """Replace the embeds of known vendors in a page or fragment; everything else stays byte for byte.

    Embeds whose target is not in their code stay too and come back as `asks`. Replacing twice changes nothing.
    """
    swaps: list[Swap] = []
    asks: tuple[Ask, ...] = ()
    for _ in range(_PASSES):
        vendors = candidates(html, options)
        if vendors is None:
            break
        source = Source(html, mend=True)
        done = look(source, vendors, options)
        swaps += done.swaps
        asks = done.asks
        if not done.splices:
            break
        html = source.spliced(done.splices)
    return Replaced(html, tuple(swaps), asks)


def candidates(html: str, options: Options) -> list[Vendor] | None:
    """Return the vendors whose embeds a page may hold; None when there is nothing to look for. Cheap, never too few."""
    if "<" not in html:
        return None
    lowered = html.lower()
    found = catalogue().with_clues_in(lowered)
    if found or any(sign in lowered for sign in ENCODED):
        return found
    if options.unknown_embeds == "link" and "<iframe" in lowered:
        return found
    return found if "<img" in lowered and _IMAGE.search(lowered) is not None else None


def look(source: Source, candidates: list[Vendor], options: Options) -> Pass:
    """Find what is to be replaced in a parsed page."""
    vendors = catalogue()
    recogniser = Recogniser(source, vendors, options)
    found = recogniser.find(candidates)
    found += images.in_links(
        source, vendors, options, {id(e) for one in found for e in (one.element, *one.also)}
    )
    if options.unknown_embeds == "link":
        found += _unknown(source, recogniser, options, {id(one.element) for one in found})
    asks = tuple(_ask(one, source, options) for one in recogniser.asked)
    if not found:
        return Pass(asks=asks)
    going = {id(e) for one in found for e in (*one.also, *one.going)}
    loaders = loaders_of(source, vendors, options, found, {one.vendor.id for one in recogniser.asked})
    going |= {id(element) for element in loaders}
    splices: list[Splice] = [Splice(span, "") for e in loaders if (span := source.span(e)) is not None]
    swaps: list[Swap] = []
    groups: dict[int, list[tuple[Found, Element, list[Element]]]] = {}
    for one in sorted(found, key=lambda one: one.span or source.span(one.element) or (0, 0)):
        if one.span is not None:  # a line of a paragraph
            splices.append(
                Splice(
                    one.span,
                    render(dataclasses.replace(_card(one, one.element, [], options), inline=True), options),
                )
            )
            swaps.append(
                Swap(
                    one.vendor.id,
                    one.vendor.category,
                    one.embed.kind,
                    one.links[0][1],
                    source.line(one.element)[0],
                )
            )
            continue
        target, captions = whole(consent_container(one.element), going)
        groups.setdefault(id(target), []).append((one, target, captions))
    covered: Span = (0, 0)
    last: tuple[str, str] | None = None
    for group in groups.values():
        target = group[0][1]
        span = source.span(target)
        if span is None or span[1] <= covered[1]:
            continue  # within a part that is replaced already
        cards = []
        for one, _, captions in group:
            same = (one.vendor.id, "".join(href for _, href in one.links))
            if same == last and not _has_words(source.text[covered[1] : span[0]]):
                continue  # the same embed again, as `noscript` or lazy twin
            last = same
            card = _card(one, target, captions, options)
            cards.append(render(card, options))
            href = card.links[0].href if card.links else ""
            swaps.append(
                Swap(one.vendor.id, one.vendor.category, one.embed.kind, href, source.line(one.element)[0])
            )
        covered = span
        splices.append(Splice(span, "\n".join(cards)))
        splices += [
            Splice(place, "")
            for one, _, _ in group
            for e in (*one.also, *one.going)
            if (place := source.span(e))
        ]
    return Pass(tuple(splices), tuple(swaps), asks)


def _has_words(html: str) -> bool:
    return (
        re.search(r"\w", re.sub(r"<(script|style)\b.*?</\1|<[^>]*>|&\w+;", "", html, flags=re.DOTALL))
        is not None
    )


def _card(one: Found, target: Element, captions: list[Element], options: Options) -> Card:
    kind = one.embed.kind
    said = words.words_of(
        one.said or one.element, one.label, one.vendor.name, kind, (*captions, *one.beside), one.fallback
    )
    if not said.title and one.place:
        said = dataclasses.replace(said, title=one.place)
    if len(said.title) > LONGEST_TITLE:  # as a text of its own, not as a link over many lines
        said = dataclasses.replace(said, title="", lines=(said.title, *said.lines))
    opens = _opens(one, options)
    links = links_of(opens, kind, one.links, said, options)
    if options.strict:
        links = tuple(link for link in links if allowed(one.vendor, kind, link))
    return Card(
        vendor=one.vendor,
        opens=opens,
        kind=kind,
        links=links,
        words=said,
        poster=images.own_poster(target, options),
        place=one.place if one.place != said.title else "",
        at=one.at,
        strict=options.strict,
        inline=is_inline(target),
        page_url=options.base.partition("#")[0],
        phone=options.phone if kind == "booking" else "",
    )


def _opens(one: Found, options: Options) -> Vendor:
    """Return who is behind the card's link: a map of MapTiler may open at OpenStreetMap, a player on the podcast's own site."""
    host = foreign_host_of(one.links[0][1], options)
    if not host or one.embed.services:
        return one.vendor
    known = catalogue().of_url(one.links[0][1])
    if known is None:
        return Vendor(
            id=one.vendor.id,
            name=host.removeprefix("www."),
            category=one.vendor.category,
            operator=host,
            social=one.vendor.social,
        )
    return known if known.embeds else one.vendor


def _ask(one: Found, source: Source, options: Options) -> Ask:
    say = translator(options.language, "replace")
    line, column = source.line(one.element)
    problem = Problem(
        what=say("The code of {vendor} does not say which page it shows.", vendor=one.vendor.name),
        line=line,
        column=column,
        why=say("Only you know it, and a guessed link would be wrong."),
        fix=say(
            'Replace the code by a link to your page at {vendor}, for example: <a href="https://…">…</a>',
            vendor=one.vendor.name,
        ),
    )
    return Ask(one.vendor.id, line, column, problem)


def _unknown(source: Source, recogniser: Recogniser, options: Options, taken: set[int]) -> Iterator[Found]:
    from mkdocs_praxis.vendors.model import Embed, Vendor

    for frame in source.tree.select("iframe"):
        urls = addresses.of_frame(frame, options.base)
        if id(frame) in taken or not urls or any(id(one.element) == id(frame) for one in recogniser.asked):
            continue
        host = foreign_host_of(urls[0], options)
        known = recogniser.catalogue.of_url(urls[0])
        if host and (known is None or known.embeds):
            vendor = known or Vendor(id="unknown", name=host, category="link", operator=host)
            yield Found(vendor, Embed(kind="link", element="frame"), frame, [("", str(urls[0]))])


def foreign_host_of(address: str, options: Options) -> str:
    """Return the foreign host of a resolved address, or ""."""
    from mkdocs_praxis.web.url import resolve

    url = resolve(address, options.base)
    return (foreign_host(url, options.own) or "") if url is not None else ""
