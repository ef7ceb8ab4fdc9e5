"""What shortcodes of WordPress and its page builders (WPBakery, Divi, Avada, Enfold) show: texts, pictures, films, buttons."""

import base64
import binascii
import html
import re
from collections.abc import Mapping
from urllib.parse import unquote

from mkdocs_praxis.importing.addresses import HERE
from mkdocs_praxis.replace.engine import replace
from mkdocs_praxis.replace.model import Options
from mkdocs_praxis.web.contact import OwnSite

_GIVEN = re.compile(r"""([\w-]+)=["\u201c\u201d\u2033']?([^"\u201c\u201d\u2033'\s\]]+(?:, ?\d+)*)""")
# Shortcode attributes with visible text (WPBakery, Divi, Avada, tabs): the first is a heading.
WORDS = re.compile(
    r"""\b(title|heading|text|subtitle|description|caption|button_text|content|label)=(["\u201c\u201d\u2033])(.*?)\2""",
    re.DOTALL,
)
# Forms, which are told of and not taken over.
FORM = re.compile(
    r"contact-form|wpforms|ninja_form|gravityform|mc4wp_form|\w+_contact_form\b|\w+_contact_field\b|fusion_form"
)
# A price or a number, in the order in which a builder's element has its parts.
_AMOUNT = re.compile(r"""\b(?:currency|sum|price|number|per)="([^"]+)\"""")
_ALT = re.compile(r"""\balt="([^"]*)\"""")
_PERSON = re.compile(
    r"""\b(name|title|author|position|job_title|description)=(["\u201c\u201d\u2033])(.*?)\2""", re.DOTALL
)
_PHOTO = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|avif)$", re.IGNORECASE)
_HEADS = frozenset({"title", "heading", "name"})
# Builders put each of their elements beside or below the others; these stand within a line.
_BUILDS = re.compile(r"(?:vc|et_pb|av|fusion|mk|ux)_(?!\w*(?:highlight|dropcap|tooltip|popover|icon))")
_GMAPS = re.compile(r"\[vc_gmaps\b[^\]]*?link=[\"“”″]#E-8_([\w+/=]+)[^\]]*\]")
_RAW = re.compile(
    r"\[vc_raw_html[^\]]*\]([\w+/=\s]+)\[/vc_raw_html\]|\[vc_raw_js[^\]]*\].*?\[/vc_raw_js\]", re.DOTALL
)


def decoded(text: str) -> str:
    """Return a text with the HTML that WPBakery keeps encoded."""
    return _GMAPS.sub(_decoded, _RAW.sub(_decoded, text))


def is_embed(text: str) -> bool:
    """Whether a line becomes an embed when the new site is built."""
    return bool(
        replace(f"<p>{text}</p>", Options(own=OwnSite(f"{HERE}/"), unknown_embeds="link")).replacements
    )


def _decoded(found: re.Match[str]) -> str:
    try:
        return f"\n\n{unquote(base64.b64decode(found[1] or '').decode())}\n\n"
    except (binascii.Error, ValueError):
        return ""


def html_of(shortcode: re.Match[str], files: Mapping[str, tuple[str, str]]) -> str:
    """Return what a shortcode shows as HTML."""
    made = media(shortcode, files) or _button(shortcode) or _pictures(shortcode, files) + _words_of(shortcode)
    kept = f"\n\n{shortcode[0]}\n\n" if not made and is_embed(shortcode[0]) else ""
    return made or kept or ("\n\n" if _BUILDS.match(shortcode["name"]) else "")


def _picture(address: str, alt: str) -> str:
    return f'\n\n<p><img src="{html.escape(address)}" alt="{html.escape(alt)}"></p>\n\n'


def _pictures(shortcode: re.Match[str], files: Mapping[str, tuple[str, str]]) -> str:
    """Return the pictures that an element of a builder names, by address or by number."""
    if shortcode["end"] or not _BUILDS.match(shortcode["name"]):
        return ""
    given = dict(_GIVEN.findall(shortcode["given"] or ""))
    named = next((given[key] for key in ("image", "images", "image_url", "src") if key in given), "")
    found = [files.get(one.strip(), (one.strip(), "")) for one in named.split(",")]
    told = "".join(_ALT.findall(shortcode["given"] or "")[:1])
    return "".join(_picture(address, alt or told) for address, alt in found if _PHOTO.search(address))


def _button(shortcode: re.Match[str]) -> str:
    """Return the link of a button that names its words itself."""
    given = dict(_GIVEN.findall(shortcode["given"] or ""))
    raw = given.get("button_url") or given.get("link") or given.get("url") or ""
    address = unquote(re.sub(r"^url:|\|.*$|^manually,", "", raw))
    words = {key: words for key, _, words in WORDS.findall(shortcode["given"] or "")}
    said = next((words[key] for key in ("button_text", "title", "text", "label") if words.get(key)), "")
    leads = re.search(r"button|btn|cta", shortcode["name"]) and re.match(r"https?:|/|mailto:|tel:", address)
    return f'\n\n<p><a href="{html.escape(address)}">{said}</a></p>\n\n' if leads and said else ""


def media(shortcode: re.Match[str], files: Mapping[str, tuple[str, str]]) -> str:
    """Return HTML for the images, audio or video of a shortcode; `files` are URLs and alt texts by id."""
    given = dict(_GIVEN.findall(shortcode["given"] or ""))
    if shortcode["name"] == "gallery":
        pictures = (files[key] for one in given.get("ids", "").split(",") if (key := one.strip()) in files)
        return "".join(_picture(one, alt) for one, alt in pictures if one)
    address = next(
        (given[key] for key in ("mp4", "mp3", "m4a", "webm", "ogg", "src", "url", "link") if key in given), ""
    )
    if not re.match(r"https?://|/", address):
        return ""
    if shortcode["name"] in {"audio", "video"}:
        return f'\n\n<{shortcode["name"]} src="{html.escape(address)}"></{shortcode["name"]}>\n\n'
    return f"\n\n{address}\n\n" if re.search(r"youtube|vimeo|video|map|embed", shortcode["name"]) else ""


def _words_of(shortcode: re.Match[str]) -> str:
    """Return the visible text in a shortcode's attributes as HTML: headings and text."""
    named = _PERSON if re.search(r"team|person|testimonial", shortcode["name"]) else WORDS
    told = [] if shortcode["end"] else named.findall(shortcode["given"] or "")
    kept = [(key, html.unescape(words).strip()) for key, _, words in told if re.search(r"[^\W\d_]{2}", words)]
    if FORM.match(shortcode["name"]) or shortcode["name"] in {"gallery", "caption"}:
        return ""
    lines = [f"<h3>{words}</h3>" if key in _HEADS else f"<p>{words}</p>" for key, words in kept]
    amount = "" if shortcode["end"] else " ".join(_AMOUNT.findall(shortcode["given"] or ""))
    lines += [f"<p>{amount}</p>"] if _BUILDS.match(shortcode["name"]) and amount else []
    return "".join(f"\n\n{line}\n\n" for line in lines)
