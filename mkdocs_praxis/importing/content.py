"""Finds the main content of an old page."""

from bs4 import BeautifulSoup, Tag

from mkdocs_praxis.importing.shapes import SHAPES

_SURELY, _PERHAPS = SHAPES["content"].values()


def content_of(soup: BeautifulSoup) -> Tag | BeautifulSoup:
    """Return the element with the main content of a page, its body where nothing tells it."""
    main = (found for select in (*_SURELY, *_PERHAPS) if (found := _longest(soup, select)))
    return next(main, None) or soup.body or soup


def _longest(soup: BeautifulSoup, select: str) -> Tag | None:
    """Return the element with the most text; None where it is but one of many, such as cards, or a class for a small part."""
    found = [one for one in soup.select(select) if one.get_text(strip=True)]
    if not found:
        return None
    sizes = {id(one): len(one.get_text()) for one in found}
    outer = sum(sizes[id(one)] for one in found if not any(id(above) in sizes for above in one.parents))
    longest = max(found, key=lambda one: sizes[id(one)])
    body = soup.body or soup
    frame = sum(len(one.get_text()) for one in body.select("nav, header, footer"))
    least = 0 if select in _SURELY else (len(body.get_text()) - frame) // 3
    return longest if sizes[id(longest)] > max(outer // 2, least) else None
