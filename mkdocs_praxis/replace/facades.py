"""Recognises facades: elements that a script turns into a frame, later or after consent, by name and attributes."""

import re
from collections.abc import Iterable
from functools import lru_cache

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace.source import Element
from mkdocs_praxis.replace.structure import ATTRIBUTES_OF_HTML, named, names

_FRAMES, _OWN_SOURCE = names("frames and players"), names("with a source of their own")
_TAG = regex(r"[a-z][\w-]*", re.IGNORECASE | re.ASCII)
# Facades that are known by class: the name of their attribute is too common.
_NAMED = ".tac_iframe, .googlemapsembed, .openstreetmap[data-url], .iframe-placeholder, .wp-iframe-lazy"
_NAMES = re.findall(r"\.([\w-]+)", _NAMED)
# Names that consent tools, lazy loaders and page builders give the attribute with the frame's URL.
_CARRIES = named("names of attributes with addresses")
# The address of a player, not of a page for people: whatever the attribute is called, a script makes a frame of it.
_PLAYER = regex(
    r"\s*(?:https?:)?//(?:(?:[\w-]{1,40}\.){0,3}(?:player|embed)\.[\w-]|[\w.-]{1,80}/(?:[\w@.-]{1,40}/){0,2}embed/)",
    re.IGNORECASE,
)
# Links that a lightbox opens in a frame, by its signs, or since they lead to a player or map, not to a page for people.
LIGHTBOX = (
    "a[class*=video i]:empty[href*='//'], a:has(img):is([href*='/embed/' i], [href*='//player.' i]), a:is([href*='/maps/embed?' i], [href*='output=embed' i], "
    ":is([data-type=iframe], [data-fancybox-type=iframe], [data-vbtype=iframe], [data-featherlight=iframe], .mfp-iframe)[href*='//'])"
)
# Attributes and JSON keys for display, copying, sharing or search engines: no frame is loaded from a URL in these.
_SHOWS_ONLY = named("names of attributes that show")
_LOADS = ("src", "iframe", "embed", "video", "consent")  # unless the name contains one of these, too
_TOOL = regex(
    r"\b(?:share|sharing|teilen|copy|kopier\w*|clipboard|tooltip|popover)(?:[-_]?(?:button|btn|link|bar|icon|list))?\b",
    re.IGNORECASE,
)
# The start of a value that looks like a URL or JSON, and the attribute name before it. Searched in this order: few values
# start so, but names are everywhere.
_VALUES = regex(r"""=\s*["'“”„]?\s*(?=https?(?::|%3a)|//|www\.|ahr0c|\{|\[|&quot;|&\#34;)""", re.IGNORECASE)
# Frameworks begin or part names with colons: `:video`, `wire:snapshot`.
_NAME = regex(r"""[\s"'](:?[a-z_][\w:-]*)\s*$""", re.IGNORECASE)
_SOURCE = regex(r"""^[^>]*\ssrc\s*=\s*["']?(?:https?:)?//""", re.IGNORECASE)
_LONGEST_NAME = 200


def carries(name: str, value: str, at: int = 0) -> bool:
    """Whether an attribute may hold the URL of a frame to be created: by its name, or since its value, from `at`, is a player's address."""
    if name in ATTRIBUTES_OF_HTML or shows_only(name):
        return False
    return bool(_CARRIES.search(name)) or (name.startswith("data-") and _PLAYER.match(value, at) is not None)


def shows_only(name: str) -> bool:
    """Whether an attribute or key of this name holds a URL to show, copy or share, not one to load."""
    lowered = name.lower()
    return not any(word in lowered for word in _LOADS) and _SHOWS_ONLY.search(lowered) is not None


def is_tool(element: Element) -> bool:
    """Whether an element is a share or copy button, by its classes."""
    names = f"{element.attr('class', '')} {element.attr('data-action', '')}"
    return bool(_TOOL.search(names)) and not _CARRIES.search(_TOOL.sub("", names))


def selectors(pieces: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return selectors for what the page may contain: (frames and facades known by name, facades known by attribute).

    `pieces` is the text behind each `<` of the page, without pieces known to have no clue.
    """
    told = sorted({one for piece in pieces for one in _told_by(piece)})
    return [one for one in told if one[0] != "["], [one for one in told if one[0] == "["]


@lru_cache(maxsize=1024)
def _told_by(piece: str) -> tuple[str, ...]:
    """Return the selectors needed for a tag and the text behind it."""
    tag = _TAG.match(piece)
    name = "" if tag is None else tag[0].lower()
    # Components of players have attributes like a frame's.
    told = [name] if name in _FRAMES or (name not in _OWN_SOURCE and _SOURCE.search(piece)) else []
    if "=" in piece:  # there is an attribute with a value
        lowered = piece.lower()
        told += [_NAMED] if any(name in lowered for name in _NAMES) else []
        told += [f"[{name}]".replace(":", r"\:") for name in _attribute_names(piece)]
    return tuple(told)


def _attribute_names(text: str) -> list[str]:
    """Return the names of attributes that may carry an embed's URL, in order."""
    values = ((one.start(), one.end()) for one in _VALUES.finditer(text))
    heads = ((text[max(0, start - _LONGEST_NAME) : start], end) for start, end in values)
    names = ((match[1].lower(), end) for head, end in heads if (match := _NAME.search(head)))
    return list(dict.fromkeys(name for name, end in names if carries(name, text, end)))
