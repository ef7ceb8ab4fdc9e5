"""Links to pages for people that a lightbox opens in a frame: networks refuse to be framed, and the page's own policy refuses every frame.

A click would lead nowhere. Alone they become cards, among words the plain links that they are.
"""

import html
from collections.abc import Callable, Iterator

from mkdocs_praxis.replace import addresses
from mkdocs_praxis.replace.addresses import Address
from mkdocs_praxis.replace.source import Element, Source, Splice, settled
from mkdocs_praxis.replace.structure import ROWS, named

# By which lightboxes know the links that they open in a frame; those that open pictures only are not among them.
_NAMED = named("names of lightboxes")
_ATTRIBUTES: dict[str, str] = ROWS["attributes of lightboxes"]  # with the value that says so, if not any does
_SIGNS = (
    *(f"[{name}={value}]" if value else f"[{name}]" for name, value in _ATTRIBUTES.items()),
    *(f"[{name}*='{word}' i]" for word in ROWS["names of lightboxes"] for name in ("class", "rel")),
)
_LINKS = f"a:is({', '.join(_SIGNS)})[href*='//']"
_BUTTONS = f":is({', '.join(_SIGNS)})[data-href*='//']"  # of GLightbox
_AROUND = ":is([uk-lightbox], [data-uk-lightbox]) a[href*='//']"  # of UIkit, which says so around the links


def boxed(
    tree: Element, base: str, links: str = f"{_LINKS}, {_AROUND}, {_BUTTONS}"
) -> Iterator[tuple[Element, list[Address]]]:
    """Yield the links, with their address."""
    for link in tree.select(links):
        to = link.attr("href", "") if "//" in link.attr("href", "") else link.attr("data-href", "")
        if (url := addresses.address(to, base)) is not None:
            yield link, [url]


def freed(
    source: Source, base: str, foreign: Callable[[list[Address]], list[Address]], taken: set[Element]
) -> Iterator[Splice]:
    """Take from the links to others the signs by which a lightbox knows them; what is `taken` goes as a whole."""
    for link, urls in boxed(source.tree, base, _LINKS):
        if not foreign(urls) or settled(link) or not taken.isdisjoint(map(id, (link, *link.ancestors))):
            continue
        for name, value in _ATTRIBUTES.items():
            if name in link.attrs and value in {"", link.attr(name)}:
                yield source.without_attribute(link, name)
        for name in ("class", "rel"):
            words = link.attr(name, "").split()
            left = [word for word in words if not _NAMED.search(word)]
            if left and left != words:
                yield Splice(source.attribute(link, name), f'{name}="{html.escape(" ".join(left))}"')
            elif words and not left:
                yield source.without_attribute(link, name)
