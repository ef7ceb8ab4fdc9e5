"""Finds and resolves the URLs in attributes and text: plain, incomplete, percent-encoded, base64, in JSON, in handlers."""

import html
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Self
from urllib.parse import unquote

import ada_url

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace import facades
from mkdocs_praxis.replace.source import Element
from mkdocs_praxis.replace.structure import names
from mkdocs_praxis.vendors.filters import from_base64, query
from mkdocs_praxis.web.url import resolve

# Attributes that never hold a URL; event handlers (`on…`) are read by `in_text`.
_NO_ADDRESS = names("attributes without address")
_MAIN = ("href", "src", "data-href", "action", "cite")
_TITLES = ("title", "caption", "heading", "label")  # keys of JSON
_QUOTES = " \t\n\r\f\"'“”„‟‘’‚″′«»`<>"
_IN_TEXT = regex(r"(?:https?:)?//[^\s\"'`<>\\)“”]+|\bhttps?%3A%2F%2F[^\s\"'<>\\)]+", re.IGNORECASE)
_BEGUN = regex(r"(?:https?:)?//[^\s\"'`<>\\)?#$]*(?:/[\"'`]\s*\+|\$\{)")
_HOLE = regex(r"=\$\{[^{}`\n]{0,200}\}")
_LOADED = regex(r"<(?:script|link|img)\b[^>]*>", re.IGNORECASE)  # not shown
_REFERENCE = regex(r"&(?:#\d+|#x[\da-f]+|[a-z][a-z\d]+);", re.IGNORECASE)
# The scheme is missing or incomplete (`www.…`, `//www.…`): read as meant, though browsers resolve it against the own site.
_HALF = regex(r"^(?:https?:)?\s*/{0,2}\s*(?=www\.[\w-]+\.\w)", re.IGNORECASE)
_LOOKS_LIKE = regex(
    r"^(?:https?:)?//|^(?:https?:)?\s*/{0,2}\s*www\.[\w-]+\.\w|^https?%3A|^aHR0c|^/[\w.-]", re.IGNORECASE
)
# Services, and pages of a CMS (Drupal), that show content of others; the URL of the content is a query parameter.
_WRAPPING = regex(
    r"^https?://(?:[\w-]+\.)*(?:embed(?:ly\.com|\.ly)|iframe(?:ly)?\.(?:com|ly|net)|if-cdn\.com)/|^[^?#]*/(?:oembed/?|widgets/media\.html)\?"
)


def unescaped(text: str) -> str:
    """Return a text without references; `&region=` is a parameter, and no reference to ®, as in attributes."""
    return _REFERENCE.sub(lambda one: html.unescape(one[0]), text)


class Address(str):
    """An absolute URL with its parts, for templates: `url.host`, `url.path`, `url.fragment`, `url.origin`."""

    __slots__ = ("_parts",)
    _parts: dict[str, str]

    def __new__(cls, href: str) -> Self:
        """Parse `href`, an absolute URL."""
        self = super().__new__(cls, href)
        self._parts = _parts(href)
        return self

    def __getattr__(self, name: str) -> str:
        try:
            return self._parts[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def called(self) -> str:
        """The title that JSON gives it."""
        return self._parts.get("called", "")

    @property
    def listed(self) -> bool:
        """Whether it stands in a list of JSON."""
        return "listed" in self._parts

    def among(self, title: str, *, listed: bool = True) -> Self:
        """Return the same URL, called by a title, as one in a list."""
        self._parts = self._parts | {"called": title} | ({"listed": ""} if listed else {})
        return self

    @property
    def parameters(self) -> dict[str, str]:
        """The query parameters, decoded."""
        return query(self._parts["query"])


@lru_cache(maxsize=4096)  # the pages of a site share most URLs
def _parts(href: str) -> dict[str, str]:
    parsed = ada_url.URL(href)
    return {
        "href": href,
        "host": parsed.hostname,
        "path": parsed.pathname,
        "query": parsed.search.removeprefix("?"),
        "fragment": parsed.hash.removeprefix("#"),
        "origin": parsed.origin,
    }


def attributes(element: Element) -> dict[str, str]:
    """Return an element's attributes as strings, without curly quotes that were pasted as delimiters."""
    found = {}
    for name, value in element.attrs.items():
        text = " ".join(value) if isinstance(value, list) else str(value or "")
        found[name] = text.strip(_QUOTES) if text[:1] in "“”„‟″" else text
    return found


def address(raw: str, base: str) -> Address | None:
    """Resolve a URL as people paste it; None if it is invalid or its scheme cannot be embedded."""
    text = raw.strip(_QUOTES)
    if text.startswith("aHR0c"):
        text = from_base64(text)
    elif text[:9].lower().startswith(("http%3a", "https%3a")):
        text = unquote(text)
    text = _HALF.sub("https://", text)
    if "&amp;" in text:
        text = unescaped(text)
    url = resolve(text, base) if text else None
    return Address(url.href) if url is not None and url.scheme in {"http", "https", "spotify", "at"} else None


def of_frame(element: Element, base: str) -> list[Address]:
    """Return the URLs that a frame may load: `src` first, then every other attribute, parameters and `srcdoc`."""
    found: dict[Address, None] = {}
    given = attributes(element)
    for name in ("src", "data", "href", *given):
        value = given.get(name, "")
        if name in _NO_ADDRESS or name.startswith(("on", "aria-")) or not value or facades.shows_only(name):
            continue
        found.update((one, None) for one in in_value(value, base))
    inner = {"object": "param[value]", "video": "source[src]", "audio": "source[src]"}.get(element.tag)
    for child in element.select(inner) if inner else ():
        raw = child.attr("value") or child.attr("src", "")
        found.update((one, None) for one in in_value(raw, base))
    if given.get("src", "").startswith("<"):  # an editor turned the URL in the attribute into a link
        found.update((one, None) for one in in_text(element.text, base))
    if srcdoc := given.get("srcdoc"):
        seen = _LOADED.sub("", unescaped(srcdoc))
        found.update((one, None) for one in in_text(seen, base))
    if element.tag == "oembed" and element.text.strip():
        found.update((one, None) for one in in_text(element.text, base))
    return _unwrapped(found, base)


def of_facade(element: Element, base: str) -> list[Address]:
    """Return the URLs in a facade: an element that a script turns into a frame."""
    given = attributes(element)
    found = {
        one: None
        for name, value in given.items()
        if facades.carries(name, value)
        for one in in_value(value, base)
    }
    return _unwrapped(found, base)


def _unwrapped(found: dict[Address, None], base: str) -> list[Address]:
    inner: dict[Address, None] = {}
    for outer in found:
        if _WRAPPING.match(outer):
            parameters = outer.parameters
            for name in ("url", "src", "href"):
                if (one := address(parameters.get(name, ""), base)) is not None:
                    inner[one] = None
    return list(inner | found)


def of_element(element: Element, base: str) -> list[Address]:
    """Return every URL in the attributes of an element, event handlers included."""
    found: dict[Address, None] = {}
    given = attributes(element)
    for name, value in {**{name: given[name] for name in _MAIN if name in given}, **given}.items():
        if name.startswith("on") or name == "style":
            found.update((one, None) for one in in_text(value, base))
        elif name not in _NO_ADDRESS:
            found.update((one, None) for one in in_value(value, base))
    return list(found)


def in_value(value: str, base: str) -> Iterator[Address]:
    """Yield the URL that an attribute's value is, or the URLs in its JSON."""
    text = value.strip()
    plain = text.strip(_QUOTES)
    if text[:1] in "{[":
        yield from _in_json(text, base)
    elif _LOOKS_LIKE.match(plain) and not _BEGUN.match(plain) and (one := address(text, base)) is not None:
        yield one


def in_text(text: str, base: str) -> list[Address]:
    """Return the URLs in code or markup, without those whose path ends in what is known only when the script runs."""
    plain = _HOLE.sub("=", text.replace("\\/", "/"))
    whole = (match[0] for match in _IN_TEXT.finditer(plain) if not _BEGUN.match(plain, match.start()))
    return [one for url in whole if (one := address(url, base)) is not None]


def _in_json(text: str, base: str) -> Iterator[Address]:
    try:
        data = json.loads(text)
    except ValueError:
        yield from in_text(text, base)
        return
    stack: list[tuple[str, Any, str, bool]] = [("", _untagged(data), "", False)]
    while stack:
        key, item, title, listed = stack.pop(0)
        if isinstance(item, dict):
            title = next((said for name in _TITLES if isinstance(said := item.get(name), str)), title)
            stack += [(f"{key}.{name}", one, title, listed) for name, one in item.items()]
        elif isinstance(item, list):
            stack += [(key, one, title if len(item) == 1 else "", True) for one in item]
        elif (
            isinstance(item, str)
            and not facades.shows_only(key)
            and _LOOKS_LIKE.match(item)
            and (one := address(item, base)) is not None
        ):
            yield one.among(title, listed=listed)


def _untagged(data: Any) -> Any:
    """Return JSON without the kinds that Astro writes before values: `[0, "…"]`, `[1, [[0, "…"]]]`."""
    if isinstance(data, dict):
        return {name: _untagged(one) for name, one in data.items()}
    if not isinstance(data, list):
        return data
    tagged = len(data) == 2 and data[0] in (0, 1)
    return _untagged(data[1]) if tagged else [_untagged(one) for one in data]


def leads(link: Element | None) -> bool:
    """Whether a link has a target; `#` and `javascript:` are buttons."""
    return link is not None and not link.attr("href", "").strip().lower().startswith(("#", "javascript:"))
