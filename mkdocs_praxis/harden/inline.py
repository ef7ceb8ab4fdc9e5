"""All inline code that a page's policy must know: its own, that of its srcdoc frames, and what templates hold ready.

A srcdoc frame is judged by the policy of the page around it (HTML Standard §7.1.7, policy container), and the content of a
template is judged when a script puts it into the page.
"""

from collections.abc import Iterable, Iterator

import turbohtml

from mkdocs_praxis.web import read
from mkdocs_praxis.web.contact import OwnSite, Page


def page_of(name: str, data: bytes, own: OwnSite) -> Page | None:
    """Return the inline code of an HTML file and of everything inside it; None when it is no HTML."""
    page = read(name, data, url=own.url + name, own=own).page
    return None if page is None else united([page, *(_inner(text, name, own) for text in _nested(data))])


def united(pages: Iterable[Page]) -> Page:
    """Return the inline code of several pages as that of one: each text once, in the order of first sight."""
    listed = list(pages)
    return Page(
        inline_scripts=_union(page.inline_scripts for page in listed),
        inline_styles=_union(page.inline_styles for page in listed),
        event_handlers=_union(page.event_handlers for page in listed),
        style_attributes=_union(page.style_attributes for page in listed),
        uses=frozenset().union(*(page.uses for page in listed)),
    )


def _union(texts: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for some in texts for text in some))


def _inner(text: str, name: str, own: OwnSite) -> Page:
    return (
        page_of(name, b"<!doctype html><meta charset=utf-8>" + text.encode("utf-8", "replace"), own) or Page()
    )


def _nested(data: bytes) -> Iterator[str]:
    lower = data.lower()
    if b"srcdoc" not in lower and b"<template" not in lower:
        return
    document = turbohtml.parse(data.decode("utf-8", "replace"), allow_declarative_shadow_roots=False)
    for frame in document.select("iframe[srcdoc]"):
        yield str(frame.attrs["srcdoc"])
    for template in document.select("template"):
        inside = any(isinstance(a, turbohtml.Element) and a.tag == "template" for a in template.ancestors)
        if not inside:  # those inside are found when the outer one is read
            yield template.inner_html
