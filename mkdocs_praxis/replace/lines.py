"""Finds URLs alone on a line, which WordPress and many editors turn into embeds (oEmbed)."""

import html
import re
from collections.abc import Iterator

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace import addresses
from mkdocs_praxis.replace.addresses import Address
from mkdocs_praxis.replace.source import Element, Source, Span

# A URL alone on its line.
_LINE = regex(
    r"(?:^|(?<=>))[ \t]*(?P<line>(?:\[embed\])?(?P<url>https?://[^\s<>\"'\[\]]+)(?:\[/embed\])?)[ \t]*(?=$|<br\b|</)",
    re.MULTILINE,
)


def alone_on_lines(source: Source, base: str) -> Iterator[tuple[Element, Address, Span | None]]:
    """Yield (paragraph, URL, span of the URL in the text) for each URL alone on a line.

    The span is None if the paragraph contains nothing else.
    """
    if not _begins_line(source.text):
        return
    for one in source.tree.select("p, div, figure"):
        texts = [child.data or "" for child in one.children if type(child).__name__ == "Text"]
        inner = source.inner(one)
        if inner is None or not any("//" in text for text in texts):
            continue
        alone = len(texts) == 1 and next(iter(one.iter_elements()), None) is None
        for hit in _LINE.finditer(source.text, *inner):
            url = addresses.address(hit["url"], base)
            shown = html.unescape(hit["url"])
            if url is None or not any(shown in text for text in texts):
                continue
            whole = alone and " ".join(texts[0].split()) == html.unescape(hit[0]).strip()
            if whole or one.tag == "p":
                yield one, url, None if whole else hit.span("line")


def _begins_line(text: str) -> bool:
    """Whether any URL is at the start of a line or right behind a tag: a cheap test that most pages fail."""
    place = text.find("://")
    while place >= 0:
        scheme = text[max(0, place - 5) : place]
        start = place - (5 if scheme == "https" else 4)
        if scheme.endswith(("http", "https")):
            before = text[max(0, start - 80) : start].rstrip(" \t").removesuffix("[embed]").rstrip(" \t")
            if not before or before[-1] in "\n>":
                return True
        place = text.find("://", place + 3)
    return False
