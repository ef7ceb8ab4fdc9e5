"""Reads a WordPress export (WXR, https://wordpress.org/documentation/article/tools-export-screen/) into an OldSite."""

import datetime as dt
import html
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from defusedxml import ElementTree

from mkdocs_praxis.importing.addresses import HERE, unquoted
from mkdocs_praxis.importing.model import UNTITLED, OldPage, OldSite
from mkdocs_praxis.importing.parsing import read_html
from mkdocs_praxis.importing.shapes import PATTERNS, SHAPES
from mkdocs_praxis.importing.shortcodes import decoded, html_of, is_embed, media, says
from mkdocs_praxis.importing.tidy import cleaned
from mkdocs_praxis.problem import PraxisError, msg
from mkdocs_praxis.web.url import resolve

_UPLOADS = "wp-content/uploads"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
# What encloses text for members only: shortcodes and blocks of membership plugins.


def read_wordpress(path: Path) -> OldSite:
    """Read published pages and posts. Raises PraxisError if the file is no WordPress export."""
    try:
        with path.open("rb") as file:
            written = re.match(rb"\W*<", file.read(100))
        root = ElementTree.parse(path).getroot() if written else None
    except (OSError, ElementTree.ParseError, ValueError) as error:
        what = msg("{path} cannot be read as a WordPress export: {error}", path=path, error=error)
        raise PraxisError(what, fix="export it once more: such a file often breaks off") from None
    channel = root.find("channel") if root is not None else None
    if channel is None or not any(child.tag.endswith("}wxr_version") for child in channel):
        fix = "in WordPress: Werkzeuge → Daten exportieren → Alle Inhalte"
        raise PraxisError(msg("{path} is no WordPress export", path=path), fix=fix)
    site = OldSite(name=_text(channel, "title"), url=_text(channel, "link"))
    if site.url and not site.url.endswith("/"):
        site.url += "/"
    if (path.parent / _UPLOADS).is_dir():  # an export only refers to images and documents
        site.folder, site.below = path.parent, _UPLOADS
    items = channel.findall("item")
    files = {_own(one, "post_id"): (_own(one, "attachment_url"), _described(one)) for one in items}
    contents = {_own(one, "post_id"): one.findtext(_CONTENT) or "" for one in items}
    for item in items:
        kind, status = _own(item, "post_type"), _own(item, "status")
        if kind not in {"page", "post"} and (
            PATTERNS["inner post type"].fullmatch(kind) or not (item.findtext(_CONTENT) or "").strip()
        ):
            continue
        if status == "publish" and _own(item, "post_password"):  # published, but not for everybody
            status = "password"
        elif status == "publish" and any(
            re.search(value, one) for key, value in SHAPES["members"].items() for one in _metas(item, key)
        ):
            status = "members"
        if status != "publish":
            site.left.append(f"{_text(item, 'title') or UNTITLED} ({SHAPES['hidden'].get(status, status)})")
            continue
        try:
            site.pages.append(_page(item, site, files, contents))
        except ValueError as error:
            site.problems.append(f"{_text(item, 'title') or UNTITLED}: {error}")
    if not site.pages:
        raise PraxisError(msg("{path} holds no published page", path=path))
    by_number = re.compile(rf'(?<=href=")(?:{re.escape(site.origin)})?/?\?(?:p|page_id)=(\d+)(?=["#])')
    links = {_own(one, "post_id"): _text(one, "link") for one in items}
    for page in site.pages:
        page.html = by_number.sub(lambda at: links.get(at[1]) or at[0], page.html)
    site.menu = [(page.title, page.path) for page in site.pages if page.date is None]
    return site


def _page(
    item: Any, site: OldSite, files: Mapping[str, tuple[str, str]], contents: Mapping[str, str]
) -> OldPage:
    """Return a page; `files` (address and alt text) and `contents` (reusable blocks) are further items of the export by id."""
    title = html.unescape(_text(item, "title")) or UNTITLED
    address = resolve(_text(item, "link"), site.url or f"{HERE}/")
    path = address.href.removeprefix(address.origin) if address else f"/{_own(item, 'post_name')}/"
    text = (item.findtext(_CONTENT) or "").strip() or _elementor(item)
    text = PATTERNS["reused block"].sub(lambda found: contents.get(found[1], ""), text)
    text, closed = PATTERNS["kept back"].subn("", text)
    if closed:
        site.left.append(f"{title}: {closed} × Text {SHAPES['hidden']['members']}")
    site.stand_ins += [f"{title}: {one}" for one in dict.fromkeys(_stand_ins(text))]
    day = _own(item, "post_date")[:10]
    dated = _own(item, "post_type") == "post" and re.fullmatch(r"\d{4}-\d\d-\d\d", day)
    date = dt.date.fromisoformat(day) if dated else None
    content = cleaned(read_html(f"<body>{content_of(text, files)}"))
    return OldPage(unquoted(path) or "/", title, (content.body or content).decode_contents(), date)


def _metas(item: Any, key: str) -> Iterator[str]:
    """Yield the values of a setting of an item."""
    metas = (one for one in item if one.tag.endswith("}postmeta") and _own(one, "meta_key") == key)
    return (_own(one, "meta_value") for one in metas)


def _described(item: Any) -> str:
    """Return the alt text of an attachment, or ""."""
    return next(_metas(item, "_wp_attachment_image_alt"), "")


def _stand_ins(text: str) -> Iterator[str]:
    """Yield placeholders that only a plugin can render: shortcodes without text, and blocks without content."""
    ended = {found["name"] for found in PATTERNS["shortcode"].finditer(text) if found["end"]}
    for found in PATTERNS["shortcode"].finditer(PATTERNS["block comment"].sub("", text)):
        name = found["name"]
        bare = name not in ended and name != "gallery" and not PATTERNS["layout shortcode"].match(name)
        told = says(found) or media(found, {}) or is_embed(found[0])
        if not found["end"] and (PATTERNS["form shortcode"].match(name) or (bare and not told)):
            yield f"`{found[0]}`"
    yield from (f"`{found[1]}`" for found in PATTERNS["dynamic block"].finditer(text))


def content_of(text: str, files: Mapping[str, tuple[str, str]] | None = None) -> str:
    """Convert a post's content to HTML without block comments and shortcodes, with paragraphs and line breaks (wpautop)."""
    classic = "<!-- wp:" not in text
    text = decoded(re.sub(r"<!--(?:more.*?|nextpage)-->", "\n\n", text))
    text = PATTERNS["caption shortcode"].sub(
        r"<figure>\1</figure>",
        PATTERNS["embed shortcode"].sub(r"\n\n\1\n\n", PATTERNS["block comment"].sub("", text)),
    )
    text = PATTERNS["shortcode"].sub(lambda found: html_of(found, files or {}), text.replace("\r\n", "\n"))
    if classic:
        text = PATTERNS["outer begins"].sub(r"\n\n\g<0>", text)
        text = PATTERNS["outer ends"].sub(r"\g<0>\n\n", text)
    blocks = (block.strip() for block in PATTERNS["empty lines"].split(text))
    return "\n".join(
        block if PATTERNS["opens block"].match(block) else f"<p>{_lines(block, classic)}</p>"
        for block in blocks
        if block
    )


def _lines(block: str, classic: bool) -> str:  # noqa: FBT001
    return re.sub(r"(?<!<br>)(?<!<br/>)(?<!<br />)\n", "<br>\n", block) if classic else block


def _elementor(item: Any) -> str:
    """Return the texts of Elementor's widgets, in order, for pages whose own content is empty."""
    try:
        return "\n\n".join(_widgets(json.loads(next(_metas(item, "_elementor_data"), "null"))))
    except (ValueError, RecursionError):
        return ""


def _widgets(data: Any) -> Iterator[str]:
    if isinstance(data, list):
        for one in data:
            yield from _widgets(one)
    elif isinstance(data, dict):
        for key in SHAPES["elementor"]:
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
