"""A WordPress export file (WXR, https://wordpress.org/documentation/article/tools-export-screen/) as an old website."""

import datetime as dt
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from defusedxml import ElementTree

from mkdocs_praxis.importing.model import OldPage, OldSite
from mkdocs_praxis.problem import PraxisError, Problem, msg
from mkdocs_praxis.web.url import resolve

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_SHORTCODE = re.compile(r"\[(?P<end>/?)[a-z][\w-]*(?P<given>\s[^\]]*)?\]")
# Attributes of shortcodes in which builders keep words that visitors read (WPBakery, Divi, Avada, tabs): the first is a heading.
_WORDS = re.compile(
    r"""\b(title|heading|text|subtitle|description|caption|button_text|content|label)=(["\u201c\u201d\u2033])(.*?)\2""",
    re.DOTALL,
)
_HEADS = frozenset({"title", "heading"})
_ELEMENTOR = (
    "title",
    "title_text",
    "editor",
    "description_text",
    "text",
    "html",
    "tab_title",
    "tab_content",
    "caption",
    "testimonial_content",
)
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
        if kind not in {"page", "post"}:
            continue
        if status != "publish":
            site.left.append(f"{_text(item, 'title') or 'Ohne Titel'} ({status})")
            continue
        address = resolve(_text(item, "link"), site.url or "https://alte-website.invalid/")
        path_of = address.href.removeprefix(address.origin) if address else f"/{_own(item, 'post_name')}/"
        date = _own(item, "post_date")[:10]
        site.pages.append(
            OldPage(
                path_of.split("?")[0] or "/",
                html.unescape(_text(item, "title")) or "Ohne Titel",
                content_of((item.findtext(_CONTENT) or "").strip() or _elementor(item)),
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
    text = _SHORTCODE.sub(_words_of, text)
    blocks = (block.strip() for block in _ON_ITS_OWN.split(text.replace("\r\n", "\n")))
    return "\n".join(block if block.startswith("<") else f"<p>{block}</p>" for block in blocks if block)


def _words_of(shortcode: re.Match[str]) -> str:
    """Return the words that a shortcode holds: a heading of it, or text; what only names things goes."""
    told = [] if shortcode["end"] else _WORDS.findall(shortcode["given"] or "")
    kept = [(key, html.unescape(words).strip()) for key, _, words in told if re.search(r"[^\W\d_]{2}", words)]
    if shortcode[0].startswith(("[contact-form", "[wpforms", "[gallery", "[caption")):
        return ""
    lines = [f"<h3>{words}</h3>" if key in _HEADS else f"<p>{words}</p>" for key, words in kept]
    return "".join(f"\n\n{line}\n\n" for line in lines)


def _elementor(item: Any) -> str:
    """Return what Elementor keeps beside a page whose own content is empty: the words of its widgets, in their order."""
    for meta in (child for child in item if child.tag.endswith("}postmeta")):
        if _own(meta, "meta_key") == "_elementor_data":
            try:
                return "\n\n".join(_widgets(json.loads(_own(meta, "meta_value"))))
            except (ValueError, RecursionError):
                return ""
    return ""


def _widgets(data: Any) -> Iterator[str]:
    if isinstance(data, list):
        for one in data:
            yield from _widgets(one)
    elif isinstance(data, dict):
        for key in _ELEMENTOR:
            if isinstance(words := data.get(key), str) and words.strip():
                yield f"<h2>{words}</h2>" if key.endswith("title") or key == "title_text" else words
        image = data.get("image")
        if isinstance(image, dict) and isinstance(image.get("url"), str) and image["url"]:
            yield f'<p><img src="{html.escape(image["url"])}" alt="{html.escape(str(image.get("alt") or ""))}"></p>'
        for key in ("settings", "elements", "tabs"):
            yield from _widgets(data.get(key))


def _text(element: Any, name: str) -> str:
    return (element.findtext(name) or "").strip()


def _own(item: Any, name: str) -> str:
    return next((child.text or "" for child in item if child.tag.endswith("}" + name)), "").strip()
