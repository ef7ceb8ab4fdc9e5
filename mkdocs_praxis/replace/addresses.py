"""Where snippets carry their address: plain, lazy, behind consent, in JSON, in handlers, in HTML within HTML."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any, Self
from urllib.parse import unquote

from mkdocs_praxis.replace.source import Element
from mkdocs_praxis.vendors.filters import from_base64, query
from mkdocs_praxis.web.url import resolve

FRAMES = "iframe, frame, embed, object, portal, fencedframe, amp-iframe, video, audio"
# Elements that turn into a frame: the address stands in one of these attributes, alone or in JSON.
FACADE_ATTRIBUTES = [
    "data-src",
    "data-lazy-src",
    "data-iframe",
    "data-iframe-src",
    "data-iframe-url",
    "data-video",
    "data-video-url",
    "data-video-src",
    "data-videourl",
    "data-embed",
    "data-embed-url",
    "data-embed-src",
    "data-settings",
    "data-elementor-lightbox",
    "data-vimeo-url",
    "data-oembed-url",
    "data-youtube-url",
    "data-player-url",
    "data-cmp-src",
    "data-cookieblock-src",
    "data-src-cmplz",
    "uc-src",
    "data-map-src",
    "data-consent-src",
    "data-opt-in-src",
    "data-original-src",
    "data-plyr-url",
    "data-poster-link",
    "data-lite-url",
    "data-embed-link",
    "consent-original-src-_",
    "data-cky-src",
    "data-cmplz-src",
    "data-suppressedsrc",
    "data-ccm-loader-src",
    "data-original_url",
    "data-config",
    "data-options",
    "data-player",
    "data-props",
]
FACADES = ", ".join(f"[{name}]" for name in FACADE_ATTRIBUTES)
# Stand-ins whose attribute is called as many others are.
NAMED_FACADES = (
    ".tac_iframe, .googlemapsembed, .openstreetmap[data-url], .iframe-placeholder, .wp-iframe-lazy"
)
_FACADE_NAMES = frozenset(FACADE_ATTRIBUTES)
# Attributes that hold words or looks, never a target; `on…` are read by `in_code`.
_NO_ADDRESS = frozenset(
    [
        "class",
        "style",
        "title",
        "alt",
        "allow",
        "id",
        "name",
        "sandbox",
        "width",
        "height",
        "type",
        "rel",
        "target",
        "integrity",
        "nonce",
        "aria-label",
        "srcdoc",
        "srcset",
    ]
)
_MAIN = ("href", "src", "data-href", "action", "cite")
_QUOTES = " \t\n\r\f\"'“”„‟‘’‚″′«»`<>"
_IN_TEXT = re.compile(r"(?:https?:)?//[^\s\"'`<>\\)“”]+|\bhttps?%3A%2F%2F[^\s\"'<>\\)]+", re.IGNORECASE)
# Written without, or with half of, what stands before the host: read as meant. A browser would look on the own site.
_HALF = re.compile(r"^(?:https?:)?\s*/{0,2}\s*(?=www\.[\w-]+\.\w)", re.IGNORECASE)
_LOOKS_LIKE = re.compile(
    r"^(?:https?:)?//|^(?:https?:)?\s*/{0,2}\s*www\.[\w-]+\.\w|^https?%3A|^aHR0c|^/[\w.-]", re.IGNORECASE
)
_SCRIPT_TEMPLATES = frozenset(
    {"text/template", "text/plain", "text/html", "text/x-template", "x-template", "text/x-borlabs"}
)
_ESCAPED = re.compile(r"<(?:iframe|blockquote|object|embed|script)\b[^>]*(?:https?:)?//", re.IGNORECASE)
# Signs, in lower case, that a page keeps markup within markup: `<iframe`, `<div`, `<blockquote`, `<script`, `<object`, `<p>`,
# `<figure` in base64; percent-encoded; escaped; in a template.
ENCODED = (
    "pglmcm",
    "pgrpd",
    "pgjsb2",
    "phnjcm",
    "pg9iam",
    "pha+",
    "phag",
    "pgzpz3",
    "%3ciframe",
    "%3cdiv",
    "&lt;iframe",
    "&lt;blockquote",
    "&lt;object",
    "&lt;embed",
    "&lt;script",
    "text/template",
    "text/plain",
    'type="text/html',
    "type='text/html",
    "type=text/html",
    "x-template",
)
_MARKUP = re.compile(r"<(?:iframe|blockquote|script|object|embed|div|a|lite-|form)\b", re.IGNORECASE)


class Address(str):
    """A resolved address with its parts, for templates: `url.host`, `url.path`, `url.fragment`, `url.origin`."""

    __slots__ = ("_parts",)
    _parts: dict[str, str]

    def __new__(cls, href: str) -> Self:
        """Take an address that is resolved already."""
        import ada_url

        self = super().__new__(cls, href)
        parsed = ada_url.URL(href)
        self._parts = {
            "href": href,
            "host": parsed.hostname,
            "path": parsed.pathname,
            "query": parsed.search.removeprefix("?"),
            "fragment": parsed.hash.removeprefix("#"),
            "origin": parsed.origin,
        }
        return self

    def __getattr__(self, name: str) -> str:
        try:
            return self._parts[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def parameters(self) -> dict[str, str]:
        """The query parameters, decoded."""
        return query(self._parts["query"])


def attributes(element: Element) -> dict[str, str]:
    """Return an element's attributes as texts; curly quotes that someone pasted as delimiters are no part of them."""
    found = {}
    for name, value in element.attrs.items():
        text = " ".join(value) if isinstance(value, list) else str(value or "")
        found[name] = text.strip(_QUOTES) if text[:1] in "“”„‟″" else text
    return found


def address(raw: str, base: str) -> Address | None:
    """Resolve a pasted address; None when it is none."""
    text = raw.strip(_QUOTES)
    if text.startswith("aHR0c"):
        text = from_base64(text)
    elif re.match(r"https?%3a", text, re.IGNORECASE):
        text = unquote(text)
    text = _HALF.sub("https://", text)
    if "&amp;" in text:
        text = html.unescape(text)
    url = resolve(text, base) if text else None
    return Address(url.href) if url is not None and url.scheme in {"http", "https", "spotify", "at"} else None


def of_frame(element: Element, base: str) -> list[Address]:
    """Return the addresses a frame may get: `src` first, then every other attribute, parameters and `srcdoc`."""
    found: dict[Address, None] = {}
    given = attributes(element)
    for name in ("src", "data", "href", *given):
        value = given.get(name, "")
        if name in _NO_ADDRESS or name.startswith(("on", "aria-")) or not value:
            continue
        found.update((one, None) for one in in_value(value, base))
    inner = {"object": "param[value]", "video": "source[src]", "audio": "source[src]"}.get(element.tag)
    for child in element.select(inner) if inner else ():
        raw = str(child.attrs.get("value") or child.attrs.get("src") or "")
        found.update((one, None) for one in in_value(raw, base))
    if given.get("src", "").startswith("<"):  # an editor made a link of the address within the tag
        found.update((one, None) for one in in_text(element.text, base))
    if srcdoc := given.get("srcdoc"):
        found.update((one, None) for one in in_text(html.unescape(srcdoc), base))
    return list(found)


def of_facade(element: Element, base: str) -> list[Address]:
    """Return the addresses that a stand-in for a frame carries."""
    given = attributes(element)
    return [one for name, value in given.items() if name in _FACADE_NAMES for one in in_value(value, base)]


def of_element(element: Element, base: str) -> list[Address]:
    """Return every address in the attributes of an element, handlers included."""
    found: dict[Address, None] = {}
    given = attributes(element)
    for name, value in {**{name: given[name] for name in _MAIN if name in given}, **given}.items():
        if name.startswith("on") or name == "style":
            found.update((one, None) for one in in_text(value, base))
        elif name not in _NO_ADDRESS:
            found.update((one, None) for one in in_value(value, base))
    return list(found)


def in_value(value: str, base: str) -> Iterator[Address]:
    """Yield the address that an attribute value is, or those in its JSON."""
    text = value.strip()
    if text[:1] in "{[":
        yield from _in_json(text, base)
    elif _LOOKS_LIKE.match(text.strip(_QUOTES)) and (one := address(text, base)) is not None:
        yield one


def in_text(text: str, base: str) -> list[Address]:
    """Return the addresses written in code or markup."""
    plain = text.replace("\\/", "/")
    return [one for match in _IN_TEXT.finditer(plain) if (one := address(match.group(), base)) is not None]


def _in_json(text: str, base: str) -> Iterator[Address]:
    try:
        data = json.loads(text)
    except ValueError:
        yield from in_text(text, base)
        return
    stack: list[Any] = [data]
    while stack:
        item = stack.pop(0)
        if isinstance(item, dict):
            stack += item.values()
        elif isinstance(item, list):
            stack += item
        elif isinstance(item, str) and _LOOKS_LIKE.match(item) and (one := address(item, base)) is not None:
            yield one


def hidden_markup(element: Element) -> str:
    """Return HTML that consent tools keep in an element until someone agrees; "" when there is none."""
    if element.tag == "script":
        if str(element.attrs.get("type") or "").lower() in _SCRIPT_TEMPLATES and not element.attrs.get("src"):
            return _decoded(element.text)
        # WordPress plugins keep the frame as escaped text in a variable.
        return _decoded(element.text.replace("\\", "")) if "&lt;iframe" in element.text else ""
    if element.tag == "p":  # code that Markdown or an editor escaped: shown as text, which nobody means
        text = element.text.strip()
        return text if _ESCAPED.match(text) and text.endswith(">") and not _has_markup(element) else ""
    for name, value in element.attrs.items():
        if (
            name.startswith(("data-", "consent-"))
            and isinstance(value, str)
            and len(value) > 30
            and (found := _decoded(value))
        ):
            return found
    return ""


def _has_markup(element: Element) -> bool:
    return any(
        child.tag not in {"a", "br", "em", "strong"}
        for child in element.iter_elements()
        if child is not element
    )


def _decoded(value: str) -> str:
    text = value.strip()
    if re.fullmatch(r"[\w+/=\s-]{24,}", text):
        text = unquote(from_base64(text))
    elif text.startswith("%3C"):
        text = unquote(text)
    if "&lt;" in text:
        text = html.unescape(text)
    text = text.replace("\\/", "/").replace('\\"', '"')
    return text if _MARKUP.search(text) else ""
