"""The attributes that make a browser fetch or send (elements.json), and the grammars of their values.

HTML Standard, SVG 2, MathML, extensions of engines, VML. Elements whose effect depends on several attributes: `special.py`.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import Confidence, Kind, Trigger


class Fetch(NamedTuple):
    """What one attribute does. `form` is the syntax of its value: one URL, a srcset, or URLs separated by spaces."""

    kind: Kind
    confidence: Confidence = Confidence.CERTAIN
    trigger: Trigger = Trigger.LOAD
    form: str = "url"


REDIRECT, REPORT = Fetch(Kind.DOCUMENT, trigger=Trigger.REDIRECT), Fetch(Kind.REPORT, trigger=Trigger.BEACON)
MEDIA = Fetch(Kind.MEDIA)


class LinkRule(NamedTuple):
    """A document rule: the links to prefetch (a predicate, as parsed JSON), and how certainly."""

    where: Any
    confidence: Confidence
    kind: Kind = Kind.DOCUMENT


_ROWS = json.loads(Path(__file__).with_name("elements.json").read_text("utf-8"))
_MADE = {"kind": Kind, "confidence": Confidence, "trigger": Trigger, "form": str}
_FETCHES = {
    name: Fetch(**{key: _MADE[key](value) for key, value in row.items()})
    for name, row in _ROWS["fetches"].items()
}


def _fetches(row: dict[str, str]) -> dict[str, Fetch]:
    return {key: _FETCHES[name] for key, name in row.items()}


def _words(name: str) -> frozenset[str]:
    return frozenset(_ROWS[name])


HTML, SVG, MATHML = (
    {element: _fetches(row) for element, row in _ROWS[space].items()} for space in ("html", "svg", "mathml")
)
# Any MathML element may be a link (MathML 3 §2.1.6); glyph images are honoured by old engines only.
MATHML_ANY = _fetches(_ROWS["any mathml"])
# SVG presentation attributes whose value may hold url() (SVG 2 §6.6).
PRESENTATION = _words("presentation")
ANIMATIONS = _words("animations")
# link[rel] (HTML Standard §4.6.7 and extensions of engines): what the href is fetched as, when, how certainly.
LINK_TYPES = _fetches(_ROWS["links"])
# What a preload may be `as` (Fetch Standard §2.2.5); anything else fetches nothing.
PRELOAD_KINDS = {purpose: Kind(kind) for purpose, kind in _ROWS["preloads"].items()}
# Preloads that Chromium knows by name but does not fetch.
UNFETCHED_PRELOADS = _words("unfetched preloads")
# meta[name] of pinned tiles and the like: Windows and Internet Explorer fetch them.
TILES = tuple(_ROWS["tiles"])
# Data attributes from which well-known libraries read their server: on the script element (Plausible, Umami,
# GoatCounter, Ackee, Counter, Pirsch, Swetrix, Isso, Cusdis), or on the widget's (Friendly Captcha, Cap).
LIBRARY_DATA = _words("library data")
# MIME types of scripts that run (MIME Sniffing Standard §4.6), `module` aside.
SCRIPT_TYPES = _words("script types")
# Types that browsers ignore but libraries use: sources for a compiler in the page, and templates.
COMPILED_TYPES, MARKUP_TYPES = _words("compiled types"), _words("markup types")
# Handlers that run only on a deliberate action; all others may run by themselves or on hover.
CLICK_HANDLERS = _words("click handlers")
# Elements whose requests a page's policy must allow, even for own files.
ASKING = _words("asking")
LOADED_LINKS = _words("loaded links")
# SVG elements with mixed-case names in the tree (HTML Standard §13.2.6.5, "adjust SVG tag names").
SVG_NAMES = {name.lower(): name for name in _words("svg names")}
# Elements that matter even without a foreign address in an attribute (`image` is parsed as img in HTML), and attributes
# without effect, whatever their value.
ALWAYS, QUIET = ASKING | _words("always"), _words("quiet attributes")


# Browsers drop what is not printed within a scheme (URL Standard §4.4).
JAVASCRIPT, DATA = (
    regex(r"(?i)[\x00-\x20]*" + r"[\t\n\r]*".join(scheme)) for scheme in ("javascript:", "data:")
)
# A bare host: `cdn.example.com`, also with a port. Without IGNORECASE, which compiles slowly.
A_HOST = r"(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z][a-zA-Z0-9-]*[a-zA-Z](?::\d+)?"
JSON = frozenset({"application/json", "text/json"})  # types of script elements with data
HOST = regex(A_HOST)
# The start of a link in markup that a script inserts, or a choice of pages, also within JSON, up to the end of its address.
LINK_START = regex(r"(?i)<(?:a\s[^<>]*?\bhref|option\s[^<>]*?\bvalue)\s*=\s*\\?[\"']?[^\"'<>]*")
_SPACES = " \t\n\f\r"
# HTML Standard §4.2.5.3, shared declarative refresh steps.
_REFRESH = regex(
    r"""(?s)[\t\n\f\r ]*+(?:\d++|(?=\.))[\d.]*+(?:(?=[\t\n\f\r ;,]))[\t\n\f\r ]*+[;,]?[\t\n\f\r ]*+"""
    r"""(?:[uU][rR][lL][\t\n\f\r ]*=[\t\n\f\r ]*)?(?:"(?P<double>[^"]*)|'(?P<single>[^']*)|(?P<bare>.+))"""
)


# Numbers after an address there for which browsers leave it out: all but a density, or a width and perhaps a height.
_MISDESCRIBED = regex(
    r"(?!\s+(?:\+?[\d.]+(?:[eE][+-]?\d+)?x|0*[1-9]\d*w(?:\s+\d+h)?|\d+h\s+0*[1-9]\d*w)\s*$)(?:\s+[-+]?[\d.]+(?:[eE][+-]?\d+)?[a-zA-Z])+\s*"
)


def srcset_parts(value: str, *, described: bool = False) -> list[tuple[int, str]]:
    """Return the addresses of a srcset or imagesrcset with their offsets (HTML Standard §4.8.4.2.1); if `described`, those that browsers take."""
    parts: list[tuple[int, str]] = []
    position, end = 0, len(value)
    while True:
        while position < end and value[position] in " \t\n\f\r,":
            position += 1
        if position >= end:
            return parts
        start = position
        while position < end and value[position] not in _SPACES:
            position += 1
        url = value[start:position]
        if url.endswith(","):
            parts.append((start, url.rstrip(",")))
            continue
        after, depth = position, 0
        while position < end and not (value[position] == "," and depth == 0):
            depth += (value[position] == "(") - (value[position] == ")" and depth > 0)
            position += 1
        if not (described and _MISDESCRIBED.fullmatch(value, after, position)):
            parts.append((start, url))


def refresh_url(content: str) -> str | None:
    """Return the target of a `Refresh` (meta or header); None if it is invalid or reloads the page itself."""
    match = _REFRESH.match(content)
    if match is None:
        return None
    return next((part for part in match.groups() if part is not None), None)


_WORD = regex(r"[^ \t\n\f\r]+")


def words(value: str) -> list[str]:
    """Split at ASCII white space."""
    return _WORD.findall(value)


def word_parts(value: str) -> list[tuple[int, str]]:
    """Split at ASCII white space; return (offset, word) pairs."""
    return [(match.start(), match[0]) for match in _WORD.finditer(value)]


def strings(attributes: Any) -> dict[str, str]:
    """Return attributes as strings: the parser splits some into lists of words."""
    return {
        key: " ".join(value) if isinstance(value, list) else value or "" for key, value in attributes.items()
    }


def selectors(name: str, attributes: Mapping[str, Any]) -> str:
    """Return the simple selectors of an element, separated by spaces: its name, id and classes."""
    known = strings(attributes)
    named = [f"#{known['id']}"] if known.get("id") else []
    return " ".join([name, *named, *(f".{word}" for word in words(known.get("class", "")))])


def is_shadow(attributes: Any) -> bool:
    """Whether a template is a declarative shadow root, whose content is rendered."""
    return (attributes.get("shadowrootmode") or "").lower() in {"open", "closed"}


def script_type(attributes: Mapping[str, str]) -> str:
    """Return the type of a script element: `script`, `module`, or that of a data block (HTML Standard §4.12.1)."""
    kind = attributes.get("type")
    if kind is None:
        language = attributes.get("language")
        kind = f"text/{language}" if language else ""
    kind = kind.strip("\t\n\f\r ").lower()
    return "script" if not kind or kind in SCRIPT_TYPES else kind
