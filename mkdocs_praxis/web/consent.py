"""What consent managers keep from loading until someone agrees, whatever they call the attributes they keep it in."""

import binascii
import re
from collections.abc import Mapping

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import Kind

# What else script elements hold: data, templates, other languages, settings of widgets.
_DATA_TYPES = regex(
    r"json|importmap|speculationrules|template|tmpl|html|handlebars|mustache|ejs|babel|jsx|typescript|coffee|livescript|shader|glsl|"
    r"math|latex|markdown|csv|xml|svg|vb|php|python|ruby|wasm|config|settings|init|magento|graphql|yaml|toml|^in/|^xing/|^x-"
)
_CONSENT = regex(
    r"cookie|consent|cmp|gdpr|dsgvo|usercentrics|^uc-|borlabs|brlbs|cmplz|cky|privacy|category", re.IGNORECASE
)
_READDRESSED = regex(r"src|href|url|address", re.IGNORECASE)
_BASE64 = regex(r"[\w+/-]+={0,2}")
_SHORTEST = 24
ADDRESS = regex(r"(?:https?:)?//[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)


def waits_for_consent(attributes: Mapping[str, str], kind: str, text: str) -> bool:
    """Tell whether a script element of a type is one that a consent manager keeps from running.

    Its type is none that browsers or template engines know, or it has no address but in an attribute of someone's own.
    """
    if kind in {"script", "module"}:
        if "src" in attributes or text.strip():
            return False
        return any(ADDRESS.match(value.strip()) for value in attributes.values())
    if not is_data(kind):
        return True
    return any(name != "src" and ADDRESS.match(value.strip()) for name, value in attributes.items()) or bool(
        hidden_markup(text)
    )


def is_data(kind: str) -> bool:
    """Tell whether script elements of a type hold data, templates or another language."""
    return _DATA_TYPES.search(kind) is not None


def hidden_markup(text: str) -> str:
    """Return the markup that a template keeps in base64, "" when it keeps none."""
    packed = "".join(text.split())
    if len(packed) < _SHORTEST or not _BASE64.fullmatch(packed):
        return ""
    try:
        markup = binascii.a2b_base64(packed + "=" * (-len(packed) % 4), strict_mode=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return markup if "<" in markup else ""


# Elements by what they fetch once a consent manager gives them their address back, and the attribute it belongs in.
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
    """Return what an element fetches when a consent manager keeps its address in another attribute; None when none does.

    A frame without an address waits for something; pictures and styles may be lazy only, so an attribute must speak of consent.
    """
    kind, place = _HELD_BACK.get(element, (None, ""))
    own = attributes.get(place, "").strip()
    if kind is None or (own and not own.startswith(("about:", "data:"))):
        return None
    if element == "iframe" and "srcdoc" not in attributes and _READDRESSED.search(name):
        return kind
    asks = any(_CONSENT.search(other) for other in attributes)
    return kind if asks and _READDRESSED.search(name) else None
