"""Replaces hotlinked pictures that have a text equivalent: logos and badges in links, emoji."""

import html
import re
from collections.abc import Iterator
from itertools import islice

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace import addresses
from mkdocs_praxis.replace.consent import says
from mkdocs_praxis.replace.fill import FoundEmbed, for_people
from mkdocs_praxis.replace.model import KIND_OF_CATEGORY, Options
from mkdocs_praxis.replace.source import Element, Source, Splice, settled, tag_of
from mkdocs_praxis.replace.words import lines_of, meaningful, names_something
from mkdocs_praxis.vendors import Embed, Vendor, catalogue
from mkdocs_praxis.vendors.model import PICTURE_SOURCES
from mkdocs_praxis.vendors.services import shares
from mkdocs_praxis.web.url import foreign, foreign_host, resolve

# Tracking pixels are no logos: they stay, so that the gate reports them.
_COUNTERS = regex(r"analytic|pixel|track|tag|^ads?$|advert|consent")
# Words of a review seal, in what it says or in its URL.
_SEAL = regex(
    r"siegel|bewert|rating|review|sterne|\bnote\b|empfehl|erfahrung|top[- ]?\d\d|opinion", re.IGNORECASE
)
# Declarations of a style attribute; a semicolon within quotes or brackets ends none.
_DECLARATIONS = regex(r"(?:\([^)]*\)|\"[^\"]*\"|'[^']*'|[^;])+")
# The `alt` of an emoji image: the emoji with its modifiers and joiners, and nothing that is a word.
_EMOJI = regex(
    r"(?:[\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff\u200d\ufe0e\ufe0f\U000e0020-\U000e007f]|[\d#*]\ufe0f?\u20e3)+"
)
# A photograph as background; pictures of other types are icons.
_PHOTO = regex(r"url\(\s*[\"']?([^\"')]+\.(?:jpe?g|webp|avif))\b", re.IGNORECASE)
_NARROWEST = 120  # pixels
_NEAR, _TEASERS = 3, frozenset({"div", "article", "section", "li", "figure", "td", "p"})


def in_links(source: Source, options: Options, taken: set[Element]) -> tuple[list[FoundEmbed], list[Splice]]:
    """Return the links whose picture is loaded from a known vendor, and changes to those that only lose the picture.

    A link with text and a background picture stays a link; only the picture is removed.
    """
    found: list[FoundEmbed] = []
    splices: list[Splice] = []
    if not source.tree.select("img, a[href][style]"):
        return found, splices
    for link in source.tree.select("a[href][style]"):
        if not settled(link) and _stays(link, options):
            splices += _without_background(link, source, options)
    splices += _emoji(source, options)
    for link, urls in _hotlinking(source, options).items():
        if link in taken or settled(link) or not taken.isdisjoint(link.ancestors):
            continue
        vendors = [catalogue().of_url(url) for url in urls]
        if not vendors or any(vendor is None or _COUNTERS.search(vendor.category) for vendor in vendors):
            continue
        href = resolve(_target(link, options), options.base)
        if href is None or href.scheme not in {"http", "https"} or not _foreign(href.href, options):
            continue  # a link to the own site is no embed: the gate reports the picture
        # The card is about the target of the link, whoever hosts the picture.
        vendor = catalogue().of_url(href.href) or Vendor(
            id=vendors[0].id if vendors[0] else "",
            name=href.host.removeprefix("www."),
            category="link",
            operator=href.host,
        )
        kind = KIND_OF_CATEGORY.get(vendor.category, "link")
        if kind == "booking" and _SEAL.search(" ".join((*_said(link), *urls))):
            kind = "reviews"
        embed = Embed(kind="share" if shares(href.href) else kind, element="a")
        hotlinked = [image for image in link.select("img") if _hotlinked(image, options)]
        found.append(FoundEmbed(vendor, embed, link, [("", for_people(href.href))], going=hotlinked))
    return found, splices


def _hotlinking(source: Source, options: Options) -> dict[Element, list[str]]:
    links: dict[Element, list[str]] = {}
    for image in source.tree.select("a[href] img"):
        link = image.closest("a[href]")
        if link is not None and (urls := _hotlinked(image, options)):
            links.setdefault(link, []).extend(urls)
    for link in source.tree.select("a[href][style]"):  # a logo as background
        if not _stays(link, options) and (urls := _foreign_in(link.attr("style", ""), options)):
            links.setdefault(link, []).extend(urls)
    return links


def _said(link: Element) -> Iterator[str]:
    """Yield what a link and the pictures in it say."""
    yield link.text
    for one in (link, *link.select("img")):
        given = addresses.attributes(one)
        yield from (given.get(name, "") for name in ("alt", "title"))


def _emoji(source: Source, options: Options) -> Iterator[Splice]:
    """Yield replacements of emoji images with the characters."""
    for image in source.tree.select("img[alt]"):
        said = image.attr("alt", "").strip()
        hotlinked = _EMOJI.fullmatch(said) and _hotlinked(image, options)
        if hotlinked and (span := source.span(image)) is not None:
            yield Splice(span, said)


def _stays(link: Element, options: Options) -> bool:
    """Whether a link with a background picture stays a link: it has text, and the picture is not its vendor's button."""
    if not lines_of(link) or any(_hotlinked(image, options) for image in link.select("img")):
        return False
    to = addresses.address(link.attr("href", ""), options.base)
    vendor = catalogue().of_url(to) if to is not None else None
    return vendor is None or any(
        catalogue().of_url(url) is not vendor for url in _foreign_in(link.attr("style", ""), options)
    )


def _foreign_in(style: str, options: Options) -> list[str]:
    """Return the addresses on other sites that a style attribute, or one of its declarations, loads."""
    return [str(url) for url in addresses.in_text(style, options.base) if _foreign(url, options)]


def _without_background(link: Element, source: Source, options: Options) -> list[Splice]:
    style = link.attr("style", "")
    if not _foreign_in(style, options):
        return []
    kept = [part.strip() for part in _DECLARATIONS.findall(style) if not _foreign_in(part, options)]
    return [
        Splice(
            source.attribute(link, "style"),
            f'style="{html.escape("; ".join(part for part in kept if part))}"',
        )
    ]


def _target(link: Element, options: Options) -> str:
    """Return the target of a link; one to `#` may have it in its event handler."""
    handled = [] if addresses.leads(link) else addresses.in_text(link.attr("onclick", ""), options.base)
    return str(next(iter(handled), link.attr("href", "")))


def own_poster(target: Element, options: Options) -> tuple[str, str]:
    """Return (URL as written, alt text) of the author's own picture in the replaced part, or ("", "")."""
    shown = "[poster], [data-poster], [data-image], [style*='url(']"
    for image in (*target.select("img"), *target.select(shown), target):
        for name in (*PICTURE_SOURCES, "poster", "data-poster", "data-image", "style"):
            raw = addresses.attributes(image).get(name, "")
            raw = "".join(_PHOTO.findall(raw)[:1]) if name == "style" else raw
            url = resolve(raw, options.base) if raw and not raw.startswith("data:") else None
            if (
                url is not None
                and foreign_host(url, options.own) is None
                and url.scheme in {"http", "https", "file"}
                and not says("pictures", url.href)
                and not _is_icon(image, url.href)
            ):
                alt = addresses.attributes(image).get("alt", "")
                return raw, meaningful(alt) if names_something(alt) else ""
    return "", ""


def called_beside(one: FoundEmbed, options: Options) -> str:
    """Return what a link near a preview picture, to the same target, says more than that it leads there."""
    own = addresses.address(one.element.attr("href", ""), options.base)
    same = {one.links[0][1], *([str(own)] if own else [])}
    near = (up for up in islice(one.element.ancestors, _NEAR) if tag_of(up) in _TEASERS)
    links = (
        a for around in near for a in around.select("a[href]") if a is not one.element and not settled(a)
    )
    to = (link for link in links if str(addresses.address(link.attr("href", ""), options.base)) in same)
    return next(filter(None, (meaningful(link.text) for link in to)), "")


def _hotlinked(image: Element, options: Options) -> list[str]:
    """Return the addresses on other sites from which an image is loaded."""
    given = addresses.attributes(image)
    urls = (addresses.address(given.get(name, ""), options.base) for name in PICTURE_SOURCES)
    return [str(url) for url in urls if url is not None and _foreign(url, options)]


def _is_icon(image: Element, address: str) -> bool:
    """Whether a picture is a play button or logo rather than a view of what the embed shows."""
    width = image.attr("width", "")
    return address.lower().endswith(".svg") or (width.isdecimal() and int(width) < _NARROWEST)


def _foreign(address: str, options: Options) -> bool:
    return foreign(address, options.base, options.own) is not None
