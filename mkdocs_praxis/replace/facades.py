"""Which elements and attributes stand in for a frame until a script, or a person's consent, makes one of them."""

import re
from collections.abc import Iterable
from functools import lru_cache

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace.source import Element

_FRAMES = frozenset(
    ["iframe", "frame", "embed", "object", "portal", "fencedframe", "amp-iframe", "video", "audio", "oembed", "o-embed"]
)  # fmt: skip
_TAG = regex(r"[a-z][\w-]*", re.IGNORECASE | re.ASCII)
# Stand-ins whose attribute is called as many others are.
_NAMED = ".tac_iframe, .googlemapsembed, .openstreetmap[data-url], .iframe-placeholder, .wp-iframe-lazy"
_NAMES = ("tac_iframe", "googlemapsembed", "openstreetmap", "iframe-placeholder", "wp-iframe-lazy")
# Consent tools, lazy loaders and page builders all name the attribute after what it is for.
_CARRIES = regex(
    r"src|source|url|embed|i?frame|video|film|player|lightbox|audio|podcast|youtube|vimeo|map|media|link|settings|config|options|props|"
    r"params|attributes|blockcontent",
    re.IGNORECASE,
)
_OF_HTML = frozenset(
    ["src", "srcset", "srcdoc", "href", "action", "formaction", "cite", "content", "value", "poster", "data", "style", "background",
     "codebase", "longdesc", "profile", "manifest", "usemap", "xlink:href", "xmlns", "xmlns:xlink", "itemtype", "itemid", "about",
     "resource", "typeof", "property", "vocab", "prefix"]
)  # fmt: skip
# Attributes and keys for people's eyes, for copying, for sharing and for search engines: whatever address they hold, nothing is
# fetched from it to be shown here.
_SHOWS_ONLY = regex(
    r"clipboard|copy|snippet|sample|example|share|hint|tooltip|popover|caption|title|label|text|desc|canonical|permalink|credit|"
    r"licen[cs]e|track|analytic|thumb|poster|image|img|photo|picture|icon|logo|avatar|(?:^|[-_])bg(?:$|[-_])|(?:^|[-_])code$|"
    r"privacy|policy|imprint|sitemap|feed$|^data-(?:bs-|tippy-)?content$"
)
_LOADS = ("src", "iframe", "embed", "video")  # unless it is also called so
_TOOL = regex(
    r"\b(?:share|sharing|teilen|copy|kopier\w*|clipboard|tooltip|popover)(?:[-_]?(?:button|btn|link|bar|icon|list))?\b",
    re.IGNORECASE,
)
# Where an attribute has a value that begins like an address or like JSON, and the attribute's name before that. Looked for in
# this order: few values begin so, but names stand everywhere.
_VALUES = regex(r"""=\s*["'“”„]?\s*(?=https?(?::|%3a)|//|www\.|ahr0c|\{|\[|&quot;|&\#34;)""", re.IGNORECASE)
_NAME = regex(r"""[\s"']([a-z_][\w-]*)\s*$""", re.IGNORECASE)
_SOURCE = regex(r"""^[^>]*\ssrc\s*=\s*["']?(?:https?:)?//""", re.IGNORECASE)
_LONGEST_NAME = 200
# Elements that are something of their own: controls, code meant to be read, parts of the document's frame.
NEVER = frozenset(
    ["form", "input", "textarea", "select", "option", "label", "pre", "code", "samp", "kbd", "xmp", "script", "style", "link", "meta",
     "img", "source", "track", "param", "html", "head", "body", "base", "title", "svg", "math", "template", "noscript"]
)  # fmt: skip


def carries(name: str) -> bool:
    """Tell whether an attribute of this name may hold the address of a frame to come."""
    return name not in _OF_HTML and bool(_CARRIES.search(name)) and not shows_only(name)


def shows_only(name: str) -> bool:
    """Tell whether what an attribute or key of this name holds is shown, copied or shared, not loaded as a frame."""
    lowered = name.lower()
    return not any(word in lowered for word in _LOADS) and _SHOWS_ONLY.search(lowered) is not None


def is_tool(element: Element) -> bool:
    """Tell whether an element shares or copies an address, by what its classes say."""
    names = " ".join((*(element.attrs.get("class") or ()), str(element.attrs.get("data-action") or "")))
    return bool(_TOOL.search(names)) and not _CARRIES.search(_TOOL.sub("", names))


def selectors(pieces: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return selectors of the frames and stand-ins by name that a page may hold, and of its stand-ins by attribute.

    `pieces` are what stands behind each `<` of the page, but for what is known to say nothing.
    """
    told = sorted({one for piece in pieces for one in _told_by(piece)})
    return [one for one in told if one[0] != "["], [one for one in told if one[0] == "["]


@lru_cache(maxsize=1024)
def _told_by(piece: str) -> tuple[str, ...]:
    """Return the selectors that what stands behind a `<` asks for."""
    tag = _TAG.match(piece)
    told = [name] if tag is not None and _frames((name := tag[0].lower()), piece) else []
    if "=" in piece:  # some attribute has a value
        lowered = piece.lower()
        told += [_NAMED] if any(name in lowered for name in _NAMES) else []
        told += [f"[{name}]" for name in _attribute_names(piece)]
    return tuple(told)


def _frames(name: str, piece: str) -> bool:
    """Tell whether elements of this name are frames, or players of a library's own making: these have an address as frames have."""
    return name in _FRAMES or ("-" in name and _SOURCE.search(piece) is not None)


def _attribute_names(text: str) -> list[str]:
    """Return the names of attributes that may carry an embed's address, in order."""
    heads = (text[max(0, place - _LONGEST_NAME) : place] for place in map(_start, _VALUES.finditer(text)))
    names = dict.fromkeys(match[1].lower() for head in heads if (match := _NAME.search(head)))
    return [name for name in names if carries(name)]


def _start(match: re.Match[str]) -> int:
    return match.start()
