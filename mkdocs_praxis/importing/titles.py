"""Splits titles of old pages: the part that many pages share is the site's name, the rest the page's title."""

import re
from collections import Counter
from collections.abc import Iterable

from mkdocs_praxis.importing.lines import words_of
from mkdocs_praxis.importing.model import UNTITLED, OldPage, OldSite
from mkdocs_praxis.importing.shapes import PATTERNS, SHAPES


def set_titles(site: OldSite) -> None:
    """Set the name of the site and the title of each page; remove a heading equal to the title from the content."""
    shared = _shared(
        (part for part in dict.fromkeys(PATTERNS["between parts of a title"].split(page.named)))
        for page in site.pages
    )
    site.name = site.name or _name(site, shared)
    heads = _shared(dict.fromkeys(page.heads) for page in site.pages)
    for page in site.pages:
        _entitle(page, shared, heads, next((told for told, path in site.menu if path == page.path), ""))


def _entitle(page: OldPage, shared: set[str], heads: set[str], menu: str) -> None:
    soup = page.soup()
    owns = [one for one in soup.find_all("h1") if words_of(one) not in heads | {""}]
    if len(owns) > 1 and (page.path == "/" or menu):  # parts side by side, of which none is the title
        page.title = menu if page.path != "/" else UNTITLED
    elif owns:
        own = owns[0]
        page.title = words_of(own)
        own.decompose()
    else:
        parts = [part for part in PATTERNS["between parts of a title"].split(page.named) if part]
        told = [
            *(one for one in page.heads if one not in heads),
            *(one for one in parts if one not in shared),
        ]
        # A home page is not about “Aktuelles”
        below = soup.find_all(["h2", "h3"]) if page.path != "/" else []
        first = next((words_of(one) for one in below if words_of(one)), "")
        page.title = next(iter([*told, first, *parts, *page.heads]), "") or UNTITLED
    for one in soup.find_all("h1"):
        if words_of(one) in heads:
            page.around += (words_of(one),)
            one.decompose()
    twice = soup.find(["h2", "h3"])
    if twice is not None and words_of(twice) == page.title:
        twice.decompose()
    for first in soup.find_all(string=re.compile(r"\S"), limit=1):  # a heading by its class alone
        if " ".join(first.split()) == page.title:
            first.extract()
    page.html = soup.decode()


def _shared(pages: Iterable[Iterable[str]]) -> set[str]:
    """Return the texts that more than half of the pages, and at least two, have in common."""
    told = [list(words) for words in pages]
    counts = Counter(words for page in told for words in page if words)
    return {words for words, count in counts.items() if count > 1 and count > len(told) / 2}


def _name(site: OldSite, shared: set[str]) -> str:
    first = [page for page in site.pages if page.path == "/"]
    parts = [
        PATTERNS["greeting"].sub("", part)
        for page in first
        for part in PATTERNS["between parts of a title"].split(page.named)
    ]
    parts += [
        part
        for page in site.pages
        for part in PATTERNS["between parts of a title"].split(page.named)
        if "praxis" in part.lower()
    ]
    signs = [
        words
        for page in [*first, *site.pages]
        for words in page.around
        if PATTERNS["name of practice"].match(words)
    ]
    if not signs:  # in a layout of tables, all is content
        read = [[one.lstrip("# ") for one in page.lines()] for page in site.pages]
        signs = list(_shared(filter(PATTERNS["name of practice"].match, lines) for lines in read))
    for some in (shared, parts[:3] if first else parts, parts, signs):
        names = [
            part
            for part in some
            if part.lower() not in SHAPES["no_names"] and not PATTERNS["praise"].match(part)
        ]
        if names:
            return max(names, key=lambda part: (*_likely(part), len(part) if some is shared else 0))
    return ""


def _likely(part: str) -> tuple[bool, bool]:
    """How likely a part of a title is the name: “Praxis am Markt” before “Dr. Bruch” before all others; “Praxis für Ergotherapie” says what it does."""
    low = part.lower()
    return "praxis" in low and "praxis für" not in low, "dr." in low
