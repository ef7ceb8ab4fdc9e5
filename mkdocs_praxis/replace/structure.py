"""Sets of elements and classes that decide how an embed in or beside them is replaced."""

# Containers of consent placeholders: their texts and buttons are no content.
CONSENT = (
    ".BorlabsCookie, .brlbs-cmpnt-container, .brlbs-cmpnt-wrapper, ._brlbs-content-blocker, .embed-privacy-container, "
    ".cmplz-placeholder-parent, .rcb-content-blocker, .consent-placeholder, .cky-video-placeholder, .cmp-content-blocker, "
    ".wpca-replacement-elem, .dsgvoaio, .dsgvo-video-wrapper, .video-two-click, .two-click, .shariff-embed, .ccm19-embed, "
    ".klaro-placeholder, .embetty-placeholder, .uc-embedding-container, .iframe-manager, .c-two-click, .gdpr-content-blocker"
)
# Map generators fill their wrapper with advertising links to themselves.
GENERATED = (
    ".mapouter, .gmap_canvas, .embed-map-responsive, .embed-map-container, .embed-map-fixed, .gmap_iframe"
)
# Elements that may contain only phrasing content.
PHRASING = frozenset(
    ["a", "abbr", "b", "bdi", "button", "cite", "code", "dt", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "i", "kbd", "label",
     "legend", "mark", "p", "pre", "q", "s", "small", "span", "strong", "sub", "summary", "sup", "u"]
)  # fmt: skip
# Structure of the page: never a wrapper made for an embed.
STRUCTURE = frozenset(
    ["body", "html", "main", "article", "section", "aside", "header", "footer", "nav", "td", "th", "li", "dd", "dt", "details",
     "fieldset", "form", "template", "caption", "figcaption", "summary", "legend", "tr", "tbody", "thead", "tfoot", "table", "ul",
     "ol", "menu", "dl", "h1", "h2", "h3", "h4", "h5", "h6"]
)  # fmt: skip
# Elements that are kept, with the card as their content.
FILLED = STRUCTURE - {"body", "html", "main", "article", "template", "form"}
LISTS = {"ul": "li", "ol": "li", "menu": "li", "dl": "dd"}
TABLE = frozenset({"table", "tbody", "thead", "tfoot", "tr", "colgroup"})
# Elements that are unwrapped: their content stays.
OPENED = frozenset([
    "iframe", "frame", "object", "embed", "portal", "fencedframe", "video", "audio", "oembed", "o-embed",
    "form",
])  # fmt: skip
BUTTONS = "button, [role=button], a[href^='#'], a[href^='javascript:']"
BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
     "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "menu", "nav", "noscript", "ol", "p", "pre", "section",
     "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "details", "summary", "caption", "picture", "object", "template"]
)  # fmt: skip
