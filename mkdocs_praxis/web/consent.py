"""Recognises what consent managers block until the visitor agrees, whatever attributes they keep the address in."""

import binascii
from collections.abc import Mapping

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import Kind

# Types of script elements that hold data, templates, other languages or widget settings.
_DATA_TYPES = regex(
    r"json|importmap|speculationrules|webbundle|template|tmpl|html|handlebars|mustache|ejs|babel|jsx|typescript|coffee|livescript|shader|glsl|"
    r"math|latex|markdown|csv|xml|svg|vb|php|python|ruby|wasm|config|settings|init|magento|graphql|yaml|toml|^in/|^xing/|^x-"
)
_CONSENT = regex(
    r"(?i)cookie|consent|cmp|gdpr|dsgvo|usercentrics|^uc-|borlabs|brlbs|cmplz|cky|privacy|category"
)
_READDRESSED = regex(r"(?i)src|href|url|address")
_BASE64 = regex(r"[\w+/-]+={0,2}")
_SHORTEST = 24
ADDRESS = regex(r"(?i)(?:https?:)?//[\w-]+(?:\.[\w-]+)+")


def waits_for_consent(attributes: Mapping[str, str], kind: str, text: str) -> bool:
    """Whether a consent manager blocks a script element: its type is unknown, or its address only in an attribute of another tool."""
    if kind in {"script", "module"} or "json" in kind:
        if "src" in attributes or text.strip():
            return False
        return any(ADDRESS.match(value.strip()) for value in attributes.values())
    if not is_data(kind):
        return True
    moved = (value for name, value in attributes.items() if name != "src")
    return any(ADDRESS.match(value.strip()) for value in moved) or bool(hidden_markup(text))


def is_data(kind: str) -> bool:
    """Whether a type of script element stands for data, templates or another language."""
    return _DATA_TYPES.search(kind) is not None


def hidden_markup(text: str) -> str:
    """Return the markup that a template holds in base64, or ""."""
    packed = "".join(text.split())
    if len(packed) < _SHORTEST or not _BASE64.fullmatch(packed):
        return ""
    try:
        markup = binascii.a2b_base64(packed + "=" * (-len(packed) % 4), strict_mode=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return markup if "<" in markup else ""


# element → (standard attribute, kind of fetch), for elements whose address consent managers move elsewhere.
_HELD_BACK = {
    "iframe": (Kind.FRAME, "src"),
    "embed": (Kind.FRAME, "src"),
    "object": (Kind.FRAME, "data"),
    "img": (Kind.IMAGE, "src"),
    "link": (Kind.STYLE, "href"),
    "video": (Kind.MEDIA, "src"),
    "audio": (Kind.MEDIA, "src"),
}


def held_back(element: str, attributes: Mapping[str, str], name: str) -> Kind | None:
    """Return what an element will fetch if a consent manager keeps its address in attribute `name`, else None; images may be just lazy."""
    kind, place = _HELD_BACK.get(element, (None, ""))
    own = attributes.get(place, "").strip()
    if kind is None or (own and not own.startswith(("about:", "data:"))):
        return None
    if element == "iframe" and "srcdoc" not in attributes and _READDRESSED.search(name):
        return kind
    asks = any(_CONSENT.search(other) for other in attributes)
    return kind if asks and _READDRESSED.search(name) else None
