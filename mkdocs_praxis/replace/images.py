"""Links around hotlinked logos and badges: the picture goes, its words become the link's. One's own pictures stay."""

import re
from collections.abc import Iterator

from mkdocs_praxis.replace import addresses
from mkdocs_praxis.replace.carriers import settled
from mkdocs_praxis.replace.fill import Found
from mkdocs_praxis.replace.model import Options
from mkdocs_praxis.replace.recognise import KIND_OF_CATEGORY, leads
from mkdocs_praxis.replace.source import Element, Source
from mkdocs_praxis.vendors import Catalogue, Embed, Vendor
from mkdocs_praxis.vendors.filters import untracked
from mkdocs_praxis.web.url import foreign_host, resolve

# Pictures that count visitors are no logos: they stay for the gate to name.
_COUNTERS = re.compile(r"analytic|pixel|track|tag|^ads?$|advert|consent")
_SOURCES = ("src", "data-src", "data-lazy-src", "data-original")


def in_links(source: Source, catalogue: Catalogue, options: Options, taken: set[int]) -> Iterator[Found]:
    """Yield the links whose picture is fetched from a known vendor."""
    links: dict[int, tuple[Element, list[str]]] = {}
    for image in source.tree.select("a[href] img"):
        urls = [url for url in _addresses(image, options) if _foreign(url, options)]
        link = image.closest("a[href]")
        if urls and link is not None:
            links.setdefault(id(link), (link, []))[1].extend(urls)
    for link in source.tree.select("a[href][style]"):  # a logo as background
        pictures = addresses.in_text(str(link.attrs["style"] or ""), options.base)
        if urls := [str(url) for url in pictures if _foreign(url, options)]:
            links.setdefault(id(link), (link, []))[1].extend(urls)
    for link, urls in links.values():
        if id(link) in taken or settled(link) or any(id(parent) in taken for parent in link.ancestors):
            continue
        vendors = [catalogue.of_url(url) for url in urls]
        if not vendors or any(vendor is None or _COUNTERS.search(vendor.category) for vendor in vendors):
            continue
        href = resolve(_target(link, options), options.base)
        if href is None or href.scheme not in {"http", "https"} or not _foreign(href.href, options):
            continue  # a link to one's own page is no embed: the gate names the picture
        # Whoever holds the picture, the card is about where the link leads.
        vendor = catalogue.of_url(href.href) or Vendor(
            id=vendors[0].id if vendors[0] else "",
            name=href.host.removeprefix("www."),
            category="link",
            operator=href.host,
        )
        embed = Embed(kind=KIND_OF_CATEGORY.get(vendor.category, "link"), element="a")
        yield Found(vendor, embed, link, [("", untracked(href.href))])


def _target(link: Element, options: Options) -> str:
    """Return where a link leads; one to nowhere (`#`) may name its target in its handler."""
    raw = str(link.attrs["href"] or "")
    handler = str(link.attrs.get("onclick") or "")
    if leads(link) or not handler:
        return raw
    return next((str(url) for url in addresses.in_text(handler, options.base)), raw)


def own_poster(target: Element, options: Options) -> str:
    """Return the address, as written, of the author's own picture in the replaced part, or ""."""
    for image in (*target.select("img"), *target.select("[poster], [data-poster], [data-image]")):
        for name in (*_SOURCES, "poster", "data-poster", "data-image"):
            raw = addresses.attributes(image).get(name, "")
            url = resolve(raw, options.base) if raw and not raw.startswith("data:") else None
            if (
                url is not None
                and foreign_host(url, options.own) is None
                and url.scheme in {"http", "https", "file"}
            ):
                return raw
    return ""


def _addresses(image: Element, options: Options) -> Iterator[str]:
    for name in _SOURCES:
        raw = addresses.attributes(image).get(name, "")
        if raw and (url := addresses.address(raw, options.base)) is not None:
            yield str(url)


def _foreign(address: str, options: Options) -> bool:
    url = resolve(address, options.base)
    return url is not None and foreign_host(url, options.own) is not None
