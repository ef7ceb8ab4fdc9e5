"""Scripts, styles and hints that only served the embeds go with them."""

from collections.abc import Iterator

from mkdocs_praxis.replace import addresses
from mkdocs_praxis.replace.fill import Found
from mkdocs_praxis.replace.model import Options
from mkdocs_praxis.replace.source import Element, Source
from mkdocs_praxis.vendors import Catalogue, Vendor
from mkdocs_praxis.vendors.patterns import compiled, literal

# Vendors of these categories serve nothing but what a page shows: whatever else they load goes with their last embed. Social
# networks, shops and newsletters also measure: of theirs only the loaders that the catalogue names.
_SHOWING = frozenset(
    {"video", "audio", "booking", "reviews", "documents", "weather", "health", "jobs", "maps", "events"}
)
_HINTS = frozenset({"preconnect", "dns-prefetch", "prefetch", "preload", "modulepreload", "prerender"})


def loaders_of(
    source: Source, catalogue: Catalogue, options: Options, found: list[Found], asked: set[str]
) -> list[Element]:
    """Return the elements that go with the replaced embeds; a vendor with an embed left keeps its own."""
    gone = {one.vendor.id: one.vendor for one in found if one.vendor.id not in asked}
    taken = {id(one.element) for one in found}
    if not gone:
        return []
    vendors = tuple(gone.values())
    return [e for e in _candidates(source) if id(e) not in taken and _serves(e, vendors, catalogue, options)]


def _candidates(source: Source) -> Iterator[Element]:
    yield from source.tree.select("script, link[href]")


def _serves(element: Element, vendors: tuple[Vendor, ...], catalogue: Catalogue, options: Options) -> bool:
    urls = addresses.of_element(element, options.base)
    expressions = [loader for vendor in vendors for loader in vendor.loaders]
    if any(_search(expression, url) for url in urls for expression in expressions):
        return True
    owners = {vendor for url in urls if (vendor := catalogue.of_url(url)) is not None and vendor in vendors}
    if element.tag == "link":
        rel = {word.lower() for word in _words(element.attrs.get("rel"))}
        return bool(owners) and (bool(rel & _HINTS) or ("stylesheet" in rel and _only_shows(owners)))
    if element.attrs.get("src") and owners:
        return _only_shows(owners)
    if urls or str(element.attrs.get("type") or "").lower() in {"application/ld+json", "importmap"}:
        return False
    code = element.text.replace("\\/", "/")
    if not any(_search(expression, code) for expression in expressions):
        return False
    # Code that also measures visitors must not vanish silently: the gate names it.
    return not any(not other.embeds for other, _, _ in catalogue.signatures_in(code))


def _only_shows(owners: set[Vendor]) -> bool:
    return all(vendor.category in _SHOWING for vendor in owners)


def _search(expression: str, text: str) -> bool:
    return literal(expression) in text.lower() and compiled(expression).search(text) is not None


def _words(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else str(value or "").split()
