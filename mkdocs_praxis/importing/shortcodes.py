"""What shortcodes of WordPress and its page builders (WPBakery, Divi, Avada, Enfold) show: texts, pictures, films, buttons."""

import base64
import binascii
import html
import re
from collections.abc import Mapping
from urllib.parse import unquote

from mkdocs_praxis.importing.addresses import AS_LINKS
from mkdocs_praxis.importing.shapes import PATTERNS
from mkdocs_praxis.replace.engine import replace

# Attributes with visible text (WPBakery, Divi, Avada, tabs), also of people; with the parts of a price or a number; with a file.
_WORDS = frozenset(
    {"title", "heading", "text", "subtitle", "description", "caption", "button_text", "content", "label"}
)
_OF_PERSON = frozenset({"name", "title", "author", "position", "job_title", "description"})
_HEADS = frozenset({"title", "heading", "name"})
_AMOUNT = frozenset({"currency", "sum", "price", "number", "per"})


def decoded(text: str) -> str:
    """Return a text with the HTML that WPBakery keeps encoded."""
    return PATTERNS["gmaps"].sub(_decoded, PATTERNS["raw html"].sub(_decoded, text))


def is_embed(text: str) -> bool:
    """Whether a line becomes an embed when the new site is built."""
    return bool(replace(f"<p>{text}</p>", AS_LINKS).replacements)


def given(shortcode: re.Match[str]) -> dict[str, str]:
    """Return the attributes of a shortcode."""
    found = PATTERNS["attribute"].finditer(shortcode["given"] or "")
    return {one[1]: next(filter(None, one.groups()[1:]), "") for one in found}


def says(shortcode: re.Match[str]) -> bool:
    """Whether attributes of a shortcode hold visible text."""
    return not _WORDS.isdisjoint(given(shortcode))


def _decoded(found: re.Match[str]) -> str:
    try:
        return f"\n\n{unquote(base64.b64decode(found[1] or '').decode())}\n\n"
    except (binascii.Error, ValueError):
        return ""


def html_of(shortcode: re.Match[str], files: Mapping[str, tuple[str, str]]) -> str:
    """Return what a shortcode shows as HTML."""
    made = media(shortcode, files) or _button(shortcode) or _pictures(shortcode, files) + _words_of(shortcode)
    kept = f"\n\n{shortcode[0]}\n\n" if not made and is_embed(shortcode[0]) else ""
    return made or kept or ("\n\n" if PATTERNS["builder element"].match(shortcode["name"]) else "")


def _picture(address: str, alt: str) -> str:
    return f'\n\n<p><img src="{html.escape(address)}" alt="{html.escape(alt)}"></p>\n\n'


def _pictures(shortcode: re.Match[str], files: Mapping[str, tuple[str, str]]) -> str:
    """Return the pictures that an element of a builder names, by address or by number."""
    if not PATTERNS["builder element"].match(shortcode["name"]):
        return ""
    said = given(shortcode)
    named = next((said[key] for key in ("image", "images", "image_url", "src") if key in said), "")
    found = [files.get(one.strip(), (one.strip(), "")) for one in named.split(",")]
    return "".join(
        _picture(one, alt or said.get("alt", ""))
        for one, alt in found
        if PATTERNS["picture file"].search(one)
    )


def _button(shortcode: re.Match[str]) -> str:
    """Return the link of a button that names its words itself."""
    said = given(shortcode)
    raw = said.get("button_url") or said.get("link") or said.get("url") or ""
    address = unquote(re.sub(r"^url:|\|.*$|^manually,", "", raw))
    words = next((said[key] for key in ("button_text", "title", "text", "label") if said.get(key)), "")
    leads = re.search(r"button|btn|cta", shortcode["name"]) and re.match(r"https?:|/|mailto:|tel:", address)
    return f'\n\n<p><a href="{html.escape(address)}">{words}</a></p>\n\n' if leads and words else ""


def media(shortcode: re.Match[str], files: Mapping[str, tuple[str, str]]) -> str:
    """Return HTML for the images, audio or video of a shortcode; `files` are URLs and alt texts by id."""
    name, said = shortcode["name"], given(shortcode)
    if name == "gallery":
        pictures = (files[key] for one in said.get("ids", "").split(",") if (key := one.strip()) in files)
        return "".join(_picture(one, alt) for one, alt in pictures if one)
    keys = ("mp4", "mp3", "m4a", "webm", "ogg", "src", "url", "link")
    address = next((said[key] for key in keys if key in said), "")
    if not re.match(r"https?://|/", address):
        return ""
    if name in {"audio", "video"}:
        return f'\n\n<{name} src="{html.escape(address)}"></{name}>\n\n'
    return f"\n\n{address}\n\n" if re.search(r"youtube|vimeo|video|map|embed", name) else ""


def _words_of(shortcode: re.Match[str]) -> str:
    """Return the visible text in a shortcode's attributes as HTML: headings and text."""
    name, said = shortcode["name"], given(shortcode)
    if PATTERNS["form shortcode"].match(name) or name in {"gallery", "caption"}:
        return ""
    keys = _OF_PERSON if re.search(r"team|person|testimonial", name) else _WORDS
    told = {key: html.unescape(words).strip() for key, words in said.items() if key in keys}
    lines = [
        f"<h3>{words}</h3>" if key in _HEADS else f"<p>{words}</p>"
        for key, words in told.items()
        if re.search(r"[^\W\d_]{2}", words)
    ]
    amount = " ".join(words for key, words in said.items() if key in _AMOUNT and words)
    lines += [f"<p>{amount}</p>"] if PATTERNS["builder element"].match(name) and amount else []
    return "".join(f"\n\n{line}\n\n" for line in lines)
