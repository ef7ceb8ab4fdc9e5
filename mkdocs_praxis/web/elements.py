"""Tables of the attributes that make a browser fetch or send: HTML Standard, SVG 2, MathML, and extensions of engines.

Data only. Attributes whose effect depends on others (`link`, `script`, `source`, `meta`, `param`) are decided in
`fetches.py`.
"""

from typing import Any, NamedTuple

from mkdocs_praxis.web.contact import Confidence, Kind, Trigger

_SOME = Confidence.CONDITIONAL
_CLICK = Confidence.CLICK


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


_IMAGE = Fetch(Kind.IMAGE)
_OLD_IMAGE = Fetch(Kind.IMAGE, _SOME)
_SRCSET = Fetch(Kind.IMAGE, form="srcset")
_FRAME = Fetch(Kind.FRAME)
_OLD_FRAME = Fetch(Kind.FRAME, _SOME)
_OLD_SCRIPT = Fetch(Kind.SCRIPT, _SOME)
_OLD_MEDIA = Fetch(Kind.MEDIA, _SOME)
_OLD_OTHER = Fetch(Kind.OTHER, _SOME)
_LINK = Fetch(Kind.DOCUMENT, trigger=Trigger.LINK)
_SUBMIT = Fetch(Kind.DOCUMENT, trigger=Trigger.SUBMIT)
_PING = Fetch(Kind.REPORT, _CLICK, Trigger.BEACON, "urls")
_ATTRIBUTION = Fetch(Kind.REPORT, _SOME, Trigger.BEACON, "urls")
_CLICKED_ATTRIBUTION = Fetch(Kind.REPORT, _CLICK, Trigger.BEACON, "urls")

HTML: dict[str, dict[str, Fetch]] = {
    "a": {"href": _LINK, "ping": _PING, "attributionsrc": _CLICKED_ATTRIBUTION},
    "applet": {"code": _OLD_SCRIPT, "codebase": _OLD_SCRIPT, "archive": _OLD_SCRIPT, "object": _OLD_SCRIPT},
    "area": {"href": _LINK, "ping": _PING, "attributionsrc": _CLICKED_ATTRIBUTION},
    "audio": {"src": Fetch(Kind.MEDIA)},
    "bgsound": {"src": _OLD_MEDIA},
    "body": {"background": _IMAGE},
    "button": {"formaction": _SUBMIT},
    "col": {"background": _IMAGE},
    "colgroup": {"background": _IMAGE},
    "command": {"icon": _OLD_IMAGE},
    "embed": {"src": _FRAME, "pluginspage": Fetch(Kind.DOCUMENT, _CLICK), "code": _OLD_FRAME},
    "fencedframe": {"src": _OLD_FRAME},
    "form": {"action": _SUBMIT},
    "frame": {"src": _FRAME},
    "html": {"manifest": Fetch(Kind.MANIFEST, _SOME)},
    "fill": {"src": _OLD_IMAGE},  # VML, as are imagedata, stroke and vmlframe
    "iframe": {"src": _FRAME},
    "ilayer": {"src": _OLD_FRAME, "background": _OLD_IMAGE},
    "image": {"src": _IMAGE, "srcset": _SRCSET},
    "imagedata": {"src": _OLD_IMAGE, "o:href": _OLD_IMAGE},
    "img": {
        "src": _IMAGE,
        "srcset": _SRCSET,
        "lowsrc": _OLD_IMAGE,
        "dynsrc": _OLD_MEDIA,
        "attributionsrc": _ATTRIBUTION,
    },
    "import": {"implementation": _OLD_SCRIPT},
    "input": {"formaction": _SUBMIT},
    "isindex": {"action": _SUBMIT, "formaction": _SUBMIT, "src": _OLD_IMAGE},
    "layer": {"src": _OLD_FRAME, "background": _OLD_IMAGE},
    "menuitem": {"icon": _OLD_IMAGE},
    "model": {"src": _OLD_MEDIA, "poster": _OLD_IMAGE},
    "object": {
        "data": _FRAME,
        "classid": _OLD_OTHER,
        "codebase": _OLD_OTHER,
        "archive": Fetch(Kind.OTHER, _SOME, form="urls"),
        "code": _OLD_OTHER,
        "movie": _OLD_FRAME,
    },
    "portal": {"src": _OLD_FRAME},
    "script": {"attributionsrc": _ATTRIBUTION},
    "stroke": {"src": _OLD_IMAGE},
    "table": {"background": _IMAGE},
    "tbody": {"background": _IMAGE},
    "td": {"background": _IMAGE},
    "tfoot": {"background": _IMAGE},
    "th": {"background": _IMAGE},
    "thead": {"background": _IMAGE},
    "tr": {"background": _IMAGE},
    "track": {"src": Fetch(Kind.MEDIA)},
    "v:fill": {"src": _OLD_IMAGE},
    "v:imagedata": {"src": _OLD_IMAGE, "o:href": _OLD_IMAGE},
    "v:stroke": {"src": _OLD_IMAGE},
    "video": {"src": Fetch(Kind.MEDIA), "poster": _IMAGE},
    "vmlframe": {"src": _OLD_FRAME},
    "xml": {"src": _OLD_OTHER},
}

_SVG_LINK = {"href": _LINK, "xlink:href": _LINK, "ping": _PING}
_SVG_OLD = {"href": _OLD_OTHER, "xlink:href": _OLD_OTHER}


def _href(fetch: Fetch) -> dict[str, Fetch]:
    return {"href": fetch, "xlink:href": fetch}


SVG: dict[str, dict[str, Fetch]] = {
    "a": _SVG_LINK,
    "altGlyph": _SVG_OLD,
    "animation": _href(_OLD_FRAME),
    "audio": {**_href(_OLD_MEDIA), "src": _OLD_MEDIA},
    "color-profile": _SVG_OLD,
    "cursor": _href(_OLD_IMAGE),
    "feImage": _href(_IMAGE),
    "filter": _SVG_OLD,
    "font-face-uri": _href(Fetch(Kind.FONT, _SOME)),
    "foreignObject": _href(_OLD_FRAME),
    "glyphRef": _SVG_OLD,
    "handler": _href(_OLD_SCRIPT),
    "image": _href(_IMAGE),
    "linearGradient": _SVG_OLD,
    "pattern": _SVG_OLD,
    "radialGradient": _SVG_OLD,
    "script": _href(Fetch(Kind.SCRIPT)),
    "textPath": _SVG_OLD,
    "tref": _SVG_OLD,
    "use": _href(_IMAGE),
    "video": {**_href(_OLD_MEDIA), "src": _OLD_MEDIA},
}

# Any MathML element may be a link (MathML 3 §2.1.6); glyph images are honoured by old engines only.
MATHML_ANY = {"href": _LINK, "xlink:href": _LINK}
MATHML: dict[str, dict[str, Fetch]] = {"mglyph": {"src": _OLD_IMAGE}}

# SVG presentation attributes whose value may hold url() (SVG 2 §6.6).
PRESENTATION = frozenset([
    "clip-path", "color-profile", "cursor", "fill", "filter", "marker", "marker-end", "marker-mid",
    "marker-start", "mask", "stroke",
])  # fmt: skip
ANIMATIONS = frozenset({"animate", "set", "animateMotion", "animateTransform", "animateColor"})

# link[rel] (HTML Standard §4.6.7 and extensions of engines): what the href is fetched as, when, how certainly.
LINK_TYPES: dict[str, Fetch] = {
    "apple-touch-icon": _OLD_IMAGE,
    "apple-touch-icon-precomposed": _OLD_IMAGE,
    "apple-touch-startup-image": _OLD_IMAGE,
    "compression-dictionary": Fetch(Kind.OTHER, trigger=Trigger.HINT),
    "dictionary": Fetch(Kind.OTHER, _SOME, Trigger.HINT),
    "dns-prefetch": Fetch(Kind.CONNECTION, trigger=Trigger.HINT),
    "fluid-icon": _OLD_IMAGE,
    "icon": _IMAGE,
    "import": Fetch(Kind.FRAME, _SOME),
    "manifest": Fetch(Kind.MANIFEST),
    "mask-icon": _OLD_IMAGE,
    "modulepreload": Fetch(Kind.SCRIPT, trigger=Trigger.HINT),
    "monetization": Fetch(Kind.REQUEST, _SOME),
    "preconnect": Fetch(Kind.CONNECTION, trigger=Trigger.HINT),
    "prefetch": Fetch(Kind.OTHER, trigger=Trigger.HINT),
    "preload": Fetch(Kind.OTHER, trigger=Trigger.HINT),
    "prerender": Fetch(Kind.DOCUMENT, _SOME, Trigger.HINT),
    "search": Fetch(Kind.OTHER, _SOME),
    "stylesheet": Fetch(Kind.STYLE),
    "subresource": Fetch(Kind.OTHER, _SOME, Trigger.HINT),
}
# What a preload may be `as` (Fetch Standard §2.2.5); anything else fetches nothing.
PRELOAD_KINDS: dict[str, Kind] = {
    "audio": Kind.MEDIA,
    "fetch": Kind.REQUEST,
    "font": Kind.FONT,
    "image": Kind.IMAGE,
    "json": Kind.REQUEST,
    "script": Kind.SCRIPT,
    "style": Kind.STYLE,
    "track": Kind.MEDIA,
    "video": Kind.MEDIA,
}
# Preloads that Chromium knows by name but does not fetch.
UNFETCHED_PRELOADS = frozenset({"audio", "json", "video"})
# meta[name] of pinned tiles and the like: Windows and Internet Explorer fetch them.
TILES = (
    "msapplication-badge", "msapplication-config", "msapplication-notification", "msapplication-square",
    "msapplication-task", "msapplication-tileimage", "msapplication-wide",
)  # fmt: skip
# Data attributes from which well-known libraries read their server: on the script element (Plausible, Umami,
# GoatCounter, Ackee, Counter, Pirsch, Swetrix, Isso, Cusdis), or on the widget's (Friendly Captcha, Cap).
LIBRARY_DATA = frozenset([
    "data-ackee-server", "data-api", "data-cap-api-endpoint", "data-event-endpoint", "data-goatcounter",
    "data-hit-endpoint", "data-host", "data-host-url", "data-isso", "data-puzzle-endpoint", "data-server",
])  # fmt: skip
# MIME types of scripts that run (MIME Sniffing Standard §4.6), `module` aside.
SCRIPT_TYPES = frozenset([
    "application/ecmascript", "application/javascript", "application/x-ecmascript",
    "application/x-javascript", "text/ecmascript", "text/javascript", "text/javascript1.0",
    "text/javascript1.1", "text/javascript1.2", "text/javascript1.3", "text/javascript1.4",
    "text/javascript1.5", "text/jscript", "text/livescript", "text/x-ecmascript", "text/x-javascript",
])  # fmt: skip
# Types that browsers ignore but libraries use: sources for a compiler in the page, and templates.
COMPILED_TYPES = frozenset(
    {"text/babel", "text/jsx", "jsx", "text/typescript", "application/typescript", "ts", "tsx", "text/tsx"}
)
MARKUP_TYPES = frozenset([
    "text/html", "text/template", "text/x-template", "x-template", "text/ng-template", "text/x-tmpl", "text/x-handlebars",
    "text/x-handlebars-template", "text/x-mustache", "text/x-jquery-tmpl", "text/x-jsrender", "text/x-kendo-template", "text/x-underscore",
])  # fmt: skip
# Handlers that run only on a deliberate action; all others may run by themselves or on hover.
CLICK_HANDLERS = frozenset([
    "onauxclick", "onbeforeinput", "onchange", "onclick", "oncontextmenu", "oncopy", "oncut",
    "ondblclick", "ondrag", "ondragend", "ondragenter", "ondragleave", "ondragover", "ondragstart",
    "ondrop", "oninput", "oninvalid", "onkeydown", "onkeypress", "onkeyup", "onmousedown", "onmouseup",
    "onpaste", "onpointerdown", "onpointerup", "onreset", "onselect", "onsubmit", "ontouchend",
    "ontouchstart",
])  # fmt: skip
# Elements whose requests a page's policy must allow, even for own files.
ASKING = frozenset(
    ["audio", "base", "embed", "form", "frame", "iframe", "object", "source", "style", "track", "video"]
)
LOADED_LINKS = frozenset({"manifest", "stylesheet"})
# SVG elements with mixed-case names in the tree (HTML Standard §13.2.6.5, "adjust SVG tag names").
SVG_NAMES = {name.lower(): name for name in [
    "altGlyph", "altGlyphDef", "altGlyphItem", "animateColor", "animateMotion", "animateTransform",
    "clipPath", "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feConvolveMatrix",
    "feDiffuseLighting", "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood", "feFuncA",
    "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feImage", "feMerge", "feMergeNode", "feMorphology",
    "feOffset", "fePointLight", "feSpecularLighting", "feSpotLight", "feTile", "feTurbulence",
    "foreignObject", "glyphRef", "linearGradient", "radialGradient", "textPath",
]}  # fmt: skip
