"""Finds the scripts, styles and hints that only served replaced embeds, to remove them too."""

import re
from functools import lru_cache

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace import addresses
from mkdocs_praxis.replace.fill import FoundEmbed
from mkdocs_praxis.replace.model import Options
from mkdocs_praxis.replace.players import Player, any_library, players
from mkdocs_praxis.replace.source import Element, Source
from mkdocs_praxis.replace.structure import names
from mkdocs_praxis.vendors import Vendor, catalogue
from mkdocs_praxis.vendors.patterns import search

# Vendors of these categories serve only visible content: all that they load is removed with their last embed. Social networks,
# shops and newsletters also track: of theirs, only the loaders named in the catalogue are removed.
_SHOWING = names("showing categories")
# Limits of the cache: characters of an element's source, number of elements.
_LIKELY, _MOST = 4096, 1000
_SHORT = 300  # characters: longer code does more than starting a player
_LOADING = "script, style, link[href]:not([rel=canonical], [rel=next], [rel=prev])"
_MODULE = regex(r":\s*\"([^\"]*)\"")
_NOTHING = regex(r"(?!)")
_CONNECTS = frozenset({"preconnect", "dns-prefetch"})
_HINTS = _CONNECTS | {"prefetch", "preload", "modulepreload", "prerender"}


def loaders_of(source: Source, options: Options, found: list[FoundEmbed], asked: set[str]) -> list[Element]:
    """Return the elements to remove with the embeds; those of a vendor with an embed left (`asked`) stay."""
    gone = {one.vendor.id: one.vendor for one in found if one.vendor.id not in asked}
    taken = {one.element for one in found}
    if not gone:
        return []
    vendors = tuple(gone.values())
    # Results are shared between pages of an origin: relative URLs are own URLs on each of them.
    known = _known(addresses.Address(options.base).origin, tuple(gone))

    def says(element: Element) -> tuple[bool, bool]:
        """Whether an element serves these vendors, and whether it may be a library; cached by its source."""
        markup = element.html
        if markup in known:
            return known[markup]
        said = _serves(element, vendors, options), _plays(element, [any_library()], options)
        if len(markup) <= _LIKELY and len(known) < _MOST:
            known[markup] = said
        return said

    asked_of = [(e, *says(e)) for e in source.tree.select(_LOADING) if e not in taken]
    # Looking for idle libraries is expensive, and few pages load one.
    idle = _idle(source, found) if any(library for _, _, library in asked_of) else []
    opened = {addresses.Address(href).host for one in found for _, href in one.links}
    return [
        e
        for e, serves, library in asked_of
        if serves or (library and _plays(e, idle, options)) or _hints_at(e, opened, options)
    ]


def _hints_at(element: Element, hosts: set[str], options: Options) -> bool:
    """Whether an element is a hint to a host that only a click opens now."""
    connects = element.tag == "link" and not _CONNECTS.isdisjoint(_rel(element))
    url = addresses.address(element.attr("href", ""), options.base) if connects else None
    return url is not None and url.host in hosts


def _rel(element: Element) -> set[str]:
    return set(addresses.attributes(element).get("rel", "").lower().split())


@lru_cache(maxsize=64)
def _known(*_: object) -> dict[str, tuple[bool, bool]]:
    """Return the cache for an origin and a set of removed vendors."""
    return {}


def _idle(source: Source, found: list[FoundEmbed]) -> list[Player]:
    """Return the libraries without any element left to work on, and an entry for each unused AMP component."""
    parts = ((one.element, *one.element.iter_elements(), *one.element.ancestors) for one in found)
    going = {part for several in parts for part in several}
    tree = source.tree

    def is_left(selector: str) -> bool:
        return any(one not in going for one in tree.select(selector))

    idle = [player for player in players() if not is_left(player.uses)]
    amp = [one.attr("custom-element", "") for one in tree.select("script[custom-element]")]
    unused = [name for name in amp if re.fullmatch(r"amp-[\w-]+", name) and not is_left(name)]
    names = (
        "|".join(unused) if tree.select_one("html[amp], html[⚡]") or set(amp) - set(unused) else "amp-|v0"
    )
    if unused:
        expression = re.compile(rf"ampproject\.org/(?:[^?]*/)?(?:{names})[^/]*\.m?js")
        idle.append(Player(expression, "", _NOTHING))
    return idle


def _plays(element: Element, libraries: list[Player], options: Options) -> bool:
    """Whether a script or style sheet is one of these libraries, or only initialises one."""
    if element.tag == "link" and not _rel(element) & (_HINTS | {"stylesheet"}):
        return False
    raw = element.attr("src") or element.attr("href", "")
    url = addresses.address(raw, options.base) if raw else None
    if url is not None:
        own = addresses.Address(options.base).host
        return url.host != own and any(player.address.search(url) for player in libraries)
    code = element.text.strip()
    return 0 < len(code) <= _SHORT and any(player.starts.search(code) for player in libraries)


def _serves(element: Element, vendors: tuple[Vendor, ...], options: Options) -> bool:
    urls = addresses.of_element(element, options.base)
    expressions = [loader for vendor in vendors for loader in vendor.loaders]
    if any(search(one, url, lowered) for url in urls for lowered in [url.lower()] for one in expressions):
        return True
    owners = {vendor for url in urls if (vendor := catalogue().of_url(url)) is not None and vendor in vendors}
    if element.tag == "link":
        rel = _rel(element)
        return bool(owners) and (bool(rel & _HINTS) or ("stylesheet" in rel and _only_shows(owners)))
    if element.attrs.get("src") and owners:
        return _only_shows(owners)
    language = element.attr("type", "").lower()
    if urls or language == "application/ld+json":
        return False
    code = element.text.replace("\\/", "/")
    if language == "importmap":
        modules = _MODULE.findall(code)
        return bool(modules) and all(any(search(one, m, m.lower()) for one in expressions) for m in modules)
    if element.tag == "style" and len(code) > _SHORT:
        return False  # it styles more than one embed
    lowered = code.lower()
    serves = any(search(one, code, lowered) for one in expressions) or _fetches(code, vendors, options)
    return serves and not catalogue().measured_by(code)


def _fetches(code: str, vendors: tuple[Vendor, ...], options: Options) -> bool:
    """Whether code makes script elements for what these vendors show, and names nobody else."""
    makes = "createElement" in code and "iframe" not in code
    owners = {catalogue().of_url(url) for url in addresses.in_text(code, options.base)} if makes else set()
    return bool(owners) and owners <= set(vendors) and _only_shows({one for one in owners if one})


def _only_shows(owners: set[Vendor]) -> bool:
    return all(vendor.category in _SHOWING for vendor in owners)
