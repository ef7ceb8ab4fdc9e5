"""A WordPress export file (WXR, https://wordpress.org/documentation/article/tools-export-screen/) as an old website."""

import datetime as dt
import html
import re
from pathlib import Path
from typing import Any

from defusedxml import ElementTree

from mkdocs_praxis.importing.model import OldPage, OldSite
from mkdocs_praxis.problem import PraxisError, Problem, msg
from mkdocs_praxis.web.url import resolve

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_SHORTCODE = re.compile(r"\[/?[a-z][\w-]*(?:\s[^\]]*)?\]")
_EMBED = re.compile(r"\[embed[^\]]*\](.*?)\[/embed\]", re.DOTALL)
_CAPTION = re.compile(r"\[caption[^\]]*\](.*?)\[/caption\]", re.DOTALL)
_BLOCK = re.compile(r"<!-- /?wp:.*?-->", re.DOTALL)
_ON_ITS_OWN = re.compile(r"\n{2,}")


def read_wordpress(path: Path) -> OldSite:
    """Read pages and posts that were published. Raises PraxisError when this is no WordPress export."""
    try:
        root = ElementTree.parse(path).getroot()
    except (OSError, ElementTree.ParseError, ValueError) as error:
        raise PraxisError(
            Problem(msg("{path} cannot be read as a WordPress export: {error}", path=path, error=error))
        ) from None
    channel = root.find("channel") if root is not None else None
    if channel is None or not any(child.tag.endswith("}wxr_version") for child in channel):
        raise PraxisError(
            Problem(
                msg("{path} is no WordPress export", path=path),
                fix="in WordPress: Werkzeuge → Daten exportieren → Alle Inhalte",
            )
        )
    site = OldSite(name=_text(channel, "title"), url=_text(channel, "link"))
    if site.url and not site.url.endswith("/"):
        site.url += "/"
    for item in channel.findall("item"):
        kind, status = _own(item, "post_type"), _own(item, "status")
        if kind == "nav_menu_item" or status != "publish" or kind not in {"page", "post"}:
            continue
        address = resolve(_text(item, "link"), site.url or "https://alte-website.invalid/")
        path_of = address.href.removeprefix(address.origin) if address else f"/{_own(item, 'post_name')}/"
        date = _own(item, "post_date")[:10]
        site.pages.append(
            OldPage(
                path_of.split("?")[0] or "/",
                html.unescape(_text(item, "title")) or "Ohne Titel",
                content_of(item.findtext(_CONTENT) or ""),
                dt.date.fromisoformat(date)
                if kind == "post" and re.fullmatch(r"\d{4}-\d\d-\d\d", date)
                else None,
            )
        )
    if not site.pages:
        raise PraxisError(Problem(msg("{path} holds no published page", path=path)))
    site.menu = [(page.title, page.path) for page in site.pages if page.date is None]
    return site


def content_of(text: str) -> str:
    """Return a post's content as HTML: comments of blocks and shortcodes go, blank lines part paragraphs (wpautop)."""
    text = _CAPTION.sub(r"<figure>\1</figure>", _EMBED.sub(r"\n\n\1\n\n", _BLOCK.sub("", text)))
    text = _SHORTCODE.sub("", text)
    blocks = (block.strip() for block in _ON_ITS_OWN.split(text.replace("\r\n", "\n")))
    return "\n".join(block if block.startswith("<") else f"<p>{block}</p>" for block in blocks if block)


def _text(element: Any, name: str) -> str:
    return (element.findtext(name) or "").strip()


def _own(item: Any, name: str) -> str:
    return next((child.text or "" for child in item if child.tag.endswith("}" + name)), "").strip()
