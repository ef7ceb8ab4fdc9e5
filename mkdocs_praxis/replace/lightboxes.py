"""Links to pages for people that a lightbox opens in a frame: networks refuse to be framed, and the page's own policy refuses every frame.

A click would lead nowhere. Alone they become cards, among words the plain links that they are.
"""

import html
import re
from collections.abc import Callable, Iterator

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace import addresses
from mkdocs_praxis.replace.addresses import Address
from mkdocs_praxis.replace.source import Element, Source, Splice, settled

# By which lightboxes know the links that they open in a frame; those that open pictures only are not among them.
_NAMES = (
    "fancybox|glightbox|venobox|swipebox|html5lightbox|wplightbox|prettyPhoto|shadowbox|wp-video-lightbox|magnific-|mfp-|lightcase|"
    "popup-youtube|popup-vimeo|popup-video|popup-gmaps|popup-iframe"
)
_NAMED = regex(_NAMES, re.IGNORECASE)
_ATTRIBUTES = ("data-fancybox", "data-featherlight", "data-fslightbox", "data-glightbox", "data-lity", "data-vbtype")  # fmt: skip
_TOGGLES = ("data-toggle", "data-bs-toggle")
_SIGNS = (
    *(f"[{name}]" for name in _ATTRIBUTES),
    *(f"[{name}=lightbox]" for name in _TOGGLES),
    *(f"[{name}*='{word}' i]" for word in _NAMES.split("|") for name in ("class", "rel")),
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
    source: Source, base: str, foreign: Callable[[list[Address]], list[Address]], taken: set[int]
) -> Iterator[Splice]:
    """Take from the links to others the signs by which a lightbox knows them; what is `taken` goes as a whole."""
    for link, urls in boxed(source.tree, base, _LINKS):
        if not foreign(urls) or settled(link) or not taken.isdisjoint(map(id, (link, *link.ancestors))):
            continue
        for name in (*_ATTRIBUTES, *_TOGGLES):
            if name in link.attrs and (name in _ATTRIBUTES or link.attr(name) == "lightbox"):
                yield source.without_attribute(link, name)
        for name in ("class", "rel"):
            words = link.attr(name, "").split()
            left = [word for word in words if not _NAMED.search(word)]
            if left and left != words:
                yield Splice(source.attribute(link, name), f'{name}="{html.escape(" ".join(left))}"')
            elif words and not left:
                yield source.without_attribute(link, name)
