"""The attributes that make a browser fetch or send (elements.json): HTML Standard, SVG 2, MathML, extensions of engines, VML.

Attributes whose effect depends on others (`link`, `script`, `source`, `meta`, `param`) are decided in `fetches.py`.
"""

import json
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs_praxis.web.contact import Confidence, Kind, Trigger


class Fetch(NamedTuple):
    """What one attribute does. `form` is the syntax of its value: one URL, a srcset, or URLs separated by spaces."""

    kind: Kind
    confidence: Confidence = Confidence.CERTAIN
    trigger: Trigger = Trigger.LOAD
    form: str = "url"


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
