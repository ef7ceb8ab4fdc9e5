"""Elements and classes by what may become of them when an embed in or at them is replaced."""

# What may hold a consent tool's placeholder around the embed: its texts and buttons are no content.
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
# Only text-level markup may stand in these.
PHRASING = frozenset(
    ["a", "abbr", "b", "bdi", "button", "cite", "code", "dt", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "i", "kbd", "label",
     "legend", "mark", "p", "pre", "q", "s", "small", "span", "strong", "sub", "summary", "sup", "u"]
)  # fmt: skip
# Parts of the page's own structure: never wrappers made for an embed.
STRUCTURE = frozenset(
    ["body", "html", "main", "article", "section", "aside", "header", "footer", "nav", "td", "th", "li", "dd", "dt", "details",
     "fieldset", "form", "template", "caption", "figcaption", "summary", "legend", "tr", "tbody", "thead", "tfoot", "table", "ul",
     "ol", "menu", "dl", "h1", "h2", "h3", "h4", "h5", "h6"]
)  # fmt: skip
# What holds a card rightly: the element is kept and the card goes into it.
FILLED = STRUCTURE - {"body", "html", "main", "article", "template", "form"}
LISTS = {"ul": "li", "ol": "li", "menu": "li", "dl": "dd"}
TABLE = frozenset({"table", "tbody", "thead", "tfoot", "tr", "colgroup"})
# Elements whose content is another element's business once they are gone: it stays where they stood.
OPENED = frozenset(
    {
        "iframe",
        "frame",
        "object",
        "embed",
        "portal",
        "fencedframe",
        "video",
        "audio",
        "oembed",
        "o-embed",
        "form",
    }
)
BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
     "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "menu", "nav", "noscript", "ol", "p", "pre", "section",
     "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "details", "summary", "caption", "picture", "object", "template"]
)  # fmt: skip
