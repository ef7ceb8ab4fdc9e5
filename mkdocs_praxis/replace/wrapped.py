"""Decodes the HTML that consent tools and lazy loaders keep in an element until the visitor agrees."""

import html
import re
from urllib.parse import unquote

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace import facades
from mkdocs_praxis.replace.addresses import unescaped
from mkdocs_praxis.replace.source import Element, said_by
from mkdocs_praxis.replace.structure import NEVER_FACADES, names
from mkdocs_praxis.replace.words import lines_of, meaningful
from mkdocs_praxis.vendors.filters import from_base64
from mkdocs_praxis.web.hidden import unescape

_SCRIPT_TEMPLATES = names("script templates")
_ESCAPED = regex(r"<(?:iframe|blockquote|object|embed|script)\b[^>]*(?:https?:)?//", re.IGNORECASE)
_CODED = regex(r"[\w+/=]{40,}")
_MARKUP = regex(r"<[a-z][\w-]*(?=[\s/>])", re.IGNORECASE)
_FRAMES = regex(r"<iframe\b[^<>]*></iframe>", re.IGNORECASE)
# What a link of Webflow opens in a lightbox.
_LIGHTBOX = "a script.w-json"
_SHORTEST, _LONGEST = 30, 20_000
_LITERAL = regex(r"\\.|([\"'`])((?:\\.|(?!\1)[^\\])*+)\1", re.DOTALL)
_ATTRIBUTED = regex(r"<(?!script|link|img)[a-z][\w-]*\s[^>]{0,500}?//", re.IGNORECASE)
# Elementor's link that opens a video in a lightbox: its settings are in the `href`, in base64.
_OPENS = regex(r"^#elementor-action.*\blightbox\b.*\bsettings=([\w+/=-]+)")
_ITS_ADDRESS = regex(r"\"url\":\s*\"((?:https?:)?//[^\"]+)\"")


def hidden_markup(element: Element) -> str:
    """Return the HTML that an element keeps encoded, or ""."""
    if element.tag == "script":
        if element.attr("type", "").lower() in _SCRIPT_TEMPLATES and not element.attrs.get("src"):
            return decoded(element.text)
        if element.matches(_LIGHTBOX):
            title = html.escape(next(filter(meaningful, lines_of(element.closest("a"))), ""))
            called = f'<iframe title="{title}"' if title else "<iframe"
            return "".join(_FRAMES.findall(decoded(element.text))).replace("<iframe", called)
        # WordPress plugins keep the frame in JSON in a string in a variable.
        return decoded(unescape(unescape(element.text))) if "&lt;iframe" in element.text else ""
    if element.tag == "p":  # embed code that Markdown or an editor escaped by mistake
        text = element.text.strip()
        plain = element.select_one(":not(a, br, em, strong)") is None
        return text if _ESCAPED.match(text) and text.endswith(">") and plain else ""
    if element.tag in NEVER_FACADES:
        return ""
    if element.tag == "a" and (frame := _opened_by(element)):
        return frame
    if _MARKUP.search(document := element.attr("srcdoc", "")):
        return str(document)
    if len(element.children) == 1 and _CODED.fullmatch(text := element.text.strip()):  # nobody reads this
        return decoded(text)
    for name, value in element.attrs.items():
        if (
            name.startswith(("data-", "consent-"))
            and isinstance(value, str)
            and len(value) > _SHORTEST
            and not facades.shows_only(name)
            and (found := decoded(value))
        ):
            return found
    return ""


def written_markup(code: str) -> str:
    """Return the HTML that code writes in strings; "" if no element but loaders has an address."""
    literals = (hit[2] for hit in _LITERAL.finditer(code)) if len(code) < _LONGEST else ()
    written = "".join(unescape(one) for one in literals if one and "<" in one)
    return written if _ATTRIBUTED.search(written) else ""


def outer(carrier: Element, selector: str) -> Element:
    """Return the facade around `carrier`, or `carrier` itself."""
    if carrier.matches(_LIGHTBOX):
        return carrier.closest("a")
    around = carrier.closest(selector) if selector else None
    return carrier if around is None or around.tag in NEVER_FACADES else around


def words_around(embeds: list[Element], body: Element) -> list[str]:
    """Return the lines of a kept document that belong to none of the embeds in it."""
    theirs = {line for one in embeds for line in lines_of(one)}
    return [line for line in lines_of(body) if line not in theirs] if embeds else []


def _opened_by(link: Element) -> str:
    """Return the frame that a link opens in a lightbox, with the link's text as its title."""
    opens = _OPENS.search(unquote(link.attr("href", "")))
    found = opens and _ITS_ADDRESS.search(from_base64(opens[1]).replace("\\/", "/"))
    if not found:
        return ""
    address, title = html.escape(found[1]), html.escape(said_by(link))
    return f'<iframe src="{address}" title="{title}"></iframe>'


def decoded(value: str) -> str:
    """Return the HTML that a value holds encoded, or ""."""
    text = value.strip()
    if re.fullmatch(r"[\w+/=\s-]{24,}", text):
        text = from_base64(text)
        text = text if "<" in text else unquote(text)
    elif text.startswith("%3C"):
        text = unquote(text)
    if "&lt;" in text:
        text = unescaped(text)
    text = text.replace("\\/", "/").replace('\\"', '"').replace("\\n", "\n")
    return text if _MARKUP.search(text) else ""
