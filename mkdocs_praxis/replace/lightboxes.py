"""Links to pages for people that a lightbox opens in a frame: networks refuse to be framed, and the page's own policy refuses every frame.

A click would lead nowhere. Alone they become cards, among words the plain links that they are.
"""

import html
import re
from collections.abc import Callable, Iterator
from itertools import chain

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace import addresses
from mkdocs_praxis.replace.addresses import Address
from mkdocs_praxis.replace.source import Element, Source, Splice, settled

# By which lightboxes know the links that they open in a frame; those that open pictures only are not among them.
_ATTRIBUTES = (
    "data-fancybox", "data-featherlight", "data-fslightbox", "data-glightbox", "data-lity", "data-vbtype",
)  # fmt: skip
_CLASSES = (
    "fancybox", "glightbox", "magnific-youtube", "mfp-iframe", "popup-gmaps", "popup-video", "popup-vimeo", "popup-youtube", "venobox",
)  # fmt: skip
_REL = regex(r"(?:prettyphoto|shadowbox|wp-video-lightbox)\b.*", re.IGNORECASE)
_SIGNS = ", ".join(
    chain(
        (f"[{name}]" for name in _ATTRIBUTES),
        (f".{name}" for name in _CLASSES),
        ("[rel*=prettyPhoto i]", "[rel*=shadowbox i]", "[rel*=wp-video-lightbox i]"),
    )
)
_LINKS = f"a:is({_SIGNS})[href*='//']"


def boxed(tree: Element, base: str) -> Iterator[tuple[Element, list[Address]]]:
    """Yield the links, with their address."""
    for link in tree.select(_LINKS):
        if (url := addresses.address(link.attr("href", ""), base)) is not None:
            yield link, [url]


def freed(
    source: Source, base: str, foreign: Callable[[list[Address]], list[Address]], taken: set[int]
) -> Iterator[Splice]:
    """Take from the links to others the signs by which a lightbox knows them; what is `taken` goes as a whole."""
    for link, urls in boxed(source.tree, base):
        if not foreign(urls) or settled(link) or not taken.isdisjoint(map(id, (link, *link.ancestors))):
            continue
        for name in _ATTRIBUTES:
            if name in link.attrs:
                yield source.without_attribute(link, name)
        for name in ("class", "rel"):
            words = link.attr(name, "").split()
            left = [word for word in words if word not in _CLASSES and not _REL.fullmatch(word)]
            if left and left != words:
                yield Splice(source.attribute(link, name), f'{name}="{html.escape(" ".join(left))}"')
            elif words and not left:
                yield source.without_attribute(link, name)
