"""Finds URLs and shortcodes alone on a line, which WordPress and many editors turn into embeds."""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace import addresses
from mkdocs_praxis.replace.addresses import Address
from mkdocs_praxis.replace.source import Element, Source, Span
from mkdocs_praxis.replace.structure import ROWS

_OPENED = r"(?:\[|\{\{?(?:<|&lt;|%)?[ ]*)(?:include[ ]+)?"
_NAMED = (
    r"[\w./-]*(?:embed|video|youtube|vimeo|audio|player|podcast|soundcloud|spotify|tweet|twitter|instagram|tiktok|facebook|dailymotion|mastodon|"
    r"bluesky|arve|\bx\b)[\w./-]*"
)
# A shortcode as WordPress (`[youtube …]`), Joomla (`{youtube}…{/youtube}`), Drupal (`[video:…]`), Hugo, Zola and Jekyll write it.
SHORTCODE = (
    rf"{_OPENED}(?P<name>{_NAMED})(?P<given>(?:(?:[\s=(]|:(?=\S))(?:[^\[\]{{}}\n]|\n(?![ \t]*\n)|=\"\{{\}}\"){{0,1500}}?)?)(?:\s{{0,9}}(?:>|&gt;|%))?[\]}}]\}}?"
    r"(?:(?P<inner>[^\[\]{}<\n]*)[\[{]/(?P=name)[\]}])?"
)
_TAGGED = r"(?:\((?-i:youtube|vimeo|video|tweet|twitter|instagram|soundcloud|spotify):[ ]*|\[plugin:\w+\]\()(?=https?://)"
# The same as Kirby (`(youtube: https://…)`) and Grav (`[plugin:youtube](https://…)`) write it.
TAG = rf"{_TAGGED}(?P<target>[^\s()<>]+)(?P<tail>[^()<>\n]{{0,300}})\)"
_LINE = regex(
    rf"(?:^|(?<=[>\]]))[ \t]*(?P<line>(?<!\])(?P<url>https?://[^\s<>\"'\[\]]+)(?=[ \t]*(?:$|<br\b|</))|(?:{SHORTCODE}|{TAG})(?=[ \t]*(?:$|[<\[])))",
    re.MULTILINE | re.IGNORECASE,
)
_CODED = regex(f"{_OPENED}{_NAMED}|{_TAGGED}", re.IGNORECASE)
_PLUGIN = regex(r"plugin:\w+", re.IGNORECASE)  # what Markdown leaves of Grav's
_URL = regex(r"https?://[^\s\"'“”„]+")
_ID = regex(r"\bid[ ]*=[ \"'“”„]*([\w-]{5,})|^[ ]*[=:(]?[ \"'“”„]*([\w-]{5,})(?![\w-]*[ ]*=)")
_TITLE = regex(r"\b(?:title[ ]*=[ ]*[\"“„]|caption:[ ]*)([^\"“”]+?)(?=[\"“”]|[ ]\w+:|\)$|$)")
# Where a shortcode leads that has only an id.
_BY_ID = ROWS["shortcodes by id"]


class Line(NamedTuple):
    """A URL or shortcode alone on a line. `span` is None if the element contains nothing else."""

    element: Element
    url: Address
    span: Span | None
    title: str | None = None  # None unless it is a shortcode


def alone_on_lines(source: Source, base: str) -> Iterator[Line]:
    """Yield the URLs and shortcodes alone on a line."""
    for link in source.tree.select("a[href*='//']:not(code a)") if "plugin:" in source.text else ():
        url = addresses.address(link.attr("href", ""), base)
        if url is not None and _PLUGIN.fullmatch(link.text):
            yield Line(link, url, None, "")
    if not _begins_line(source.text) and _CODED.search(source.text) is None:
        return
    for one in source.tree.select("p, div, figure, blockquote, td, li, dd, section, form"):
        texts = [child.data or "" for child in one.children if type(child).__name__ == "Text"]
        inner = source.inner(one)
        if inner is None or not any(sign in text for text in texts for sign in ("//", "[", "{")):
            continue
        alone = len(texts) == 1 and one.select_one("*") is None
        for hit in _LINE.finditer(source.text, *inner):
            url = addresses.address(hit["url"] or hit["target"] or _of_shortcode(hit), base)
            shown = html.unescape(hit["line"])
            if url is None or not any(shown in text for text in texts):
                continue
            whole = alone and " ".join(texts[0].split()) == " ".join(shown.split())
            if hit["url"] is None or one.tag == "p" or (whole and one.tag in {"div", "figure"}):
                titled = _TITLE.search(shown) if hit["url"] is None else None
                title = titled[1] if titled else None if hit["url"] else ""
                yield Line(one, url, None if whole else hit.span("line"), title)


def _of_shortcode(hit: re.Match[str]) -> str:
    """Return the URL that a shortcode has, or that its id stands for; "" if there is none."""
    said = html.unescape(f"{hit['inner'] or ''} {hit['given']}")
    if found := _URL.search(said):
        return found[0]
    start = next((_BY_ID[name] for name in re.split(r"[\W_]", hit["name"].lower()) if name in _BY_ID), "")
    found = _ID.search(said.lstrip()) if start else None
    return start + (found[1] or found[2]) if found else ""


def _begins_line(text: str) -> bool:
    """Whether any URL is at the start of a line or right behind a tag: a cheap test that most pages fail."""
    place = text.find("://")
    while place >= 0:
        scheme = text[max(0, place - 5) : place]
        start = place - (5 if scheme == "https" else 4)
        if scheme.endswith(("http", "https")):
            before = text[max(0, start - 80) : start].rstrip(" \t")
            if not before or before[-1] in "\n>":
                return True
        place = text.find("://", place + 3)
    return False
