"""Finds plain share links: the level `strict` replaces them with copy link, e-mail and print."""

import re
from collections.abc import Iterator
from typing import Any

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace.fill import FoundEmbed
from mkdocs_praxis.replace.source import Element, settled, tag_of
from mkdocs_praxis.vendors import Embed, catalogue
from mkdocs_praxis.vendors.services import labels_shares, shared_by, shares

PLAIN = Embed(kind="share", element="a")
_ROWS = frozenset({"p", "ul", "ol", "li", "div", "span", "nav", "aside", "section"})
_MORE = "form, input, select, textarea, iframe, video, audio, object, table, h1, h2, h3, h4, h5, h6, img"
_OTHER_WAYS = regex(r"mailto:|javascript:\s*(?:window\.)?print|#?$", re.IGNORECASE)


def plain_shares(tree: Any, taken: set[Element]) -> Iterator[FoundEmbed]:
    """Yield the paragraphs and lists that contain nothing but share links."""
    for link in tree.select("a[href]"):
        href = link.attr("href", "").strip()
        vendor = catalogue().of_url(href) if shares(href) else None
        if vendor is None or not vendor.social or settled(link) or link in taken:
            continue
        row = _row(link)
        if row is None or not taken.isdisjoint((row, *row.ancestors, *row.iter_elements())):
            continue
        parts = list(row.select("a, button"))
        taken.update(parts)
        one = FoundEmbed(vendor, PLAIN, row, [("", href)], going=parts)
        one.said = row
        one.shared = shared_by(href)
        yield one


def _row(link: Element) -> Element | None:
    """Return the outermost element around a link that has no text besides share links and their labels."""
    found, around = None, link.parent
    while tag_of(around) in _ROWS and around.source_location is not None and _only_shares(around):
        found, around = around, around.parent
    return found


def _only_shares(element: Element) -> bool:
    hrefs = [a.attr("href", "").strip() for a in element.select("a[href]")]
    if not all(shares(href) or _OTHER_WAYS.match(href) for href in hrefs):
        return False
    if any(one.closest("a") is None for one in element.select(_MORE)):
        return False
    text = element.text
    for part in element.select("a, button"):
        text = text.replace(part.text, f"\n{part.text}\n", 1)  # labels may follow each other without a space
    return labels_shares(text)
