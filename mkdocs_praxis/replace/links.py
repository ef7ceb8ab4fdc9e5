"""Marks links to other sites, visibly and for screen readers (§ 19(3) TDDDG); removes tracking parameters and referrers."""

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace.candidates import SETTLED, pieces
from mkdocs_praxis.replace.model import Options
from mkdocs_praxis.replace.source import Element, Source, Splice, settled
from mkdocs_praxis.vendors.filters import untracked
from mkdocs_praxis.web.alike import remember_edited
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.outline import outlines
from mkdocs_praxis.web.shared import Edit, edited
from mkdocs_praxis.web.source import prologue
from mkdocs_praxis.web.url import foreign_host, frozen_base, is_own, is_own_by_www, resolve

_REL = ("noopener", "noreferrer", "external")
_MARK = "praxis-external-mark"
_LINK = regex(r"<a(?:rea)?[\s/]", re.IGNORECASE)
_HEAD = regex(r"<head", re.IGNORECASE)
# The URL of a link to another site contains one of these, if the base is our own; the URL parser drops tabs and line ends
# (URL Standard 4.4). `a` and `area` are links.
_SIGNS = (":", "//", "\\\\", "\\9 ", "\\a ", "\\d ")
_AWAY = ", ".join(
    [*(f'{tag}[href*="{sign}"]' for tag in ("a", "area") for sign in _SIGNS), "a[ping]", "area[ping]"]
)
_ANY = "a[href], area[href], a[ping], area[ping]"
_CODE = ("<script", "<style", "<!--")
_META = '<meta name="referrer" content="no-referrer">'


def mark_links(page: str, options: Options) -> str:
    """Mark a page's links to other sites, strip their tracking parameters and `ping`, and set the referrer policy.

    Links in cards, to own hosts and to programs (`tel:`, `mailto:`) are left alone; all else stays byte for byte. Idempotent.
    """
    plain = mark_plain_page(page, options)
    return plain[0] if plain is not None else mark_parsed_page(page, options, None)


def mark_parsed_page(page: str, options: Options, source: Source | None) -> str:
    """Do the same through the parse tree, for any page; `source` is the parsed page, if at hand."""
    has_links = _LINK.search(page) is not None
    if not has_links and _HEAD.search(page) is None:
        return page
    if source is None or source.html != page or source.mended:
        source = Source(page)
    splices = _referrer(source)
    if has_links:
        base = _base(source, options)
        links = source.tree.select(_AWAY if is_own(base, options.own) else _ANY)
        for link in links:
            if link.source_location is not None:
                splices += _of_link(link, source, options, base)
    return source.spliced(splices) if splices else page


def mark_plain_page(page: str, options: Options, cards: Sequence[Edit] = ()) -> tuple[str, list[Edit]] | None:
    """Do the same without parsing, and insert the cards, whose links are left alone; None if the page must be parsed.

    `cards` are in the order of the page. Returns the page and the edits.
    """
    start = prologue(page)
    if start is None or not options.base.startswith(options.own.url):
        return None
    known = outlines(options.own.url)
    outline = None if SETTLED in pieces(options.own.url).told_by(page) else known.of(page)
    if outline is None:
        return None
    pings, told = _ping_and_policy(tuple(outline.kept))
    if pings:
        return None
    places = [place for place, _, _ in cards]
    spans = zip(outline.starts, outline.ends, strict=True)
    if places and (places[0] < start or any(_parted(places, *span) for span in spans)):
        return None
    edits = [*cards] if told else [(start, start, _META), *cards]
    for offset, tag in outline.tags:
        if tag.name != "a":
            continue
        end = page.find("</a>", offset) + len("</a>")
        if end <= offset or page.find("<a", offset + 1, end) >= 0 or _parted(places, offset, end):
            return None
        link = page[offset:end]
        marked = _marked(link, options.own, options.language)
        if marked != link:
            edits.append((offset, end, marked))
    if not edits:
        known.remember(outline)
        return page, edits
    edits.sort(key=itemgetter(0, 1))
    text = edited(page, edits)
    remember_edited(known, outline, edits, text)
    return text, edits


@lru_cache(maxsize=64)
def _ping_and_policy(tags: tuple[str, ...]) -> tuple[bool, bool]:
    """Whether any of the tags may have a `ping`, and whether any sets a referrer policy."""
    lowered = [tag.lower() for tag in tags if not tag.startswith(_CODE)]
    pings = any("ping" in tag for tag in lowered)
    return pings, any(tag.startswith("<meta") and "referrer" in tag for tag in lowered)


def _parted(places: list[int], start: int, end: int) -> bool:
    """Whether one of the sorted `places` is within a span."""
    return bisect_right(places, start) < bisect_left(places, end)


@lru_cache(maxsize=4096)
def _marked(link: str, own: OwnSite, language: str) -> str:
    """Return a single link, given as HTML, marked."""
    return mark_links(link, Options(own=own, page_url=own.url, language=language))


def _base(source: Source, options: Options) -> str:
    """Return the base URL of a page: that of its first `base` element that can be one, or its own."""
    given = (frozen_base(one.attr("href", ""), options.base) for one in source.tree.select("base[href]"))
    return next(filter(None, given), options.base)


def _referrer(source: Source) -> list[Splice]:
    """Insert the referrer policy behind the encoding declaration, which must stay within the first 1024 bytes."""
    head = source.tree.select_one("head")
    if head is None or head.source_location is None:
        return []
    metas = list(source.tree.select("meta"))
    if any(meta.attr("name", "").lower() == "referrer" for meta in metas):
        return []
    after = next((m for m in head.select("meta[charset]") if m.source_location is not None), head)
    place = source.start_tag(after)[1]
    return [Splice((place, place), _META)]


def _of_link(link: Element, source: Source, options: Options, base: str) -> list[Splice]:
    splices = []
    where = link.source_location.attrs
    if "ping" in where:
        splices.append(source.without_attribute(link, "ping"))
    raw = link.attr("href", "")
    url = resolve(raw, base)
    if (
        url is None
        or url.scheme not in {"http", "https"}
        or (host := foreign_host(url, options.own)) is None
        or is_own_by_www(host, options.own)
        or settled(link)
    ):
        return splices
    clean = untracked(url.href)
    if clean != url.href:
        splices.append(Splice(source.attribute(link, "href"), f'href="{html.escape(clean)}"'))
        splices += _shown(link, source, url.href, clean)
    splices += _rel(link, source)
    if link.tag == "a" and link.select_one(f"span.{_MARK}") is None:
        end = source.end_tag(link)
        place = end[0] if end is not None else source.start_tag(link)[1]
        kind = "--symbol" if _is_symbol(link) else "--bare" if _is_bare(link, clean) else ""
        splices.append(Splice((place, place), _mark(options, kind)))
    return splices


def _shown(link: Element, source: Source, address: str, clean: str) -> list[Splice]:
    """Update the text of a link that shows its URL, with or without https://, to the cleaned URL."""
    inner = source.inner(link)
    said = "" if inner is None else html.unescape(source.text[slice(*inner)]).strip()
    if inner is None or "?" not in said or not address.endswith(said):
        return []
    return [Splice(inner, html.escape(clean[len(address) - len(said) :]))]


def _is_symbol(link: Element) -> bool:
    """Whether a link consists of an icon only: there is no text behind which a mark could be put."""
    drawn = link.select_one("svg, i, .twemoji") is not None
    if not drawn or link.select_one("img, picture, video, object") is not None:
        return False
    said = link.text
    for drawing in link.select("svg, .praxis-visually-hidden"):
        said = said.replace(drawing.text, "", 1)
    return not said.strip()


def _is_bare(link: Element, address: str) -> bool:
    """Whether a link shows its address, with or without https://, so that paper need not say it again."""
    said = link.text.strip().rstrip("/")
    return "." in said and address.rstrip("/").endswith(said)


def _rel(link: Element, source: Source) -> list[Splice]:
    words = link.attr("rel", "").split()
    missing = [word for word in _REL if word not in {w.lower() for w in words}]
    kept = [word for word in words if word.lower() != "opener"]
    if not missing and kept == words:
        return []
    text = f'rel="{html.escape(" ".join([*kept, *missing]))}"'
    if "rel" in link.source_location.attrs:
        return [Splice(source.attribute(link, "rel"), text)]
    start = source.start_tag(link)[0] + 1 + len(link.tag)
    return [Splice((start, start), f" {text}")]


def _mark(options: Options, kind: str) -> str:
    say = translator(options.language, "replace")
    words = html.escape(say("other website"))
    # ↗ (U+2197) as a reference, so that a Latin-1 string stays one (memory).
    name = f"{_MARK} {_MARK}{kind}" if kind else _MARK
    arrow = "&#8599;" if kind == "--symbol" else "&nbsp;&#8599;"
    return f'<span class="{name}"><span aria-hidden="true">{arrow}</span><span class="praxis-visually-hidden"> ({words})</span></span>'
