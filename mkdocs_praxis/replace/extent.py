"""How much of a page an embed takes up: wrappers made only for it go with it, tabs and table cells stay."""

import re
from collections.abc import Iterator

from mkdocs_praxis.replace.source import Element
from mkdocs_praxis.replace.words import lines_of, meaningful

# What may hold a consent tool's placeholder around the embed: its texts and buttons are no content.
CONSENT = (
    ".BorlabsCookie, .brlbs-cmpnt-container, .brlbs-cmpnt-wrapper, ._brlbs-content-blocker, .embed-privacy-container, "
    ".cmplz-placeholder-parent, .rcb-content-blocker, .consent-placeholder, .cky-video-placeholder, .cmp-content-blocker, "
    ".wpca-replacement-elem, .dsgvoaio, .dsgvo-video-wrapper, .video-two-click, .two-click, .shariff-embed, .ccm19-embed, "
    ".klaro-placeholder, .embetty-placeholder, .uc-embedding-container, .iframe-manager, .c-two-click, .gdpr-content-blocker"
)
# Map generators fill their wrapper with advertising links to themselves.
_GENERATED = (
    ".mapouter, .gmap_canvas, .embed-map-responsive, .embed-map-container, .embed-map-fixed, .gmap_iframe"
)
_PHRASING = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "button",
        "cite",
        "code",
        "dt",
        "em",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "i",
        "kbd",
        "label",
        "legend",
        "mark",
        "p",
        "pre",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "u",
    ]
)
_STOP = frozenset(
    [
        "body",
        "html",
        "main",
        "article",
        "section",
        "aside",
        "header",
        "footer",
        "nav",
        "td",
        "th",
        "li",
        "dd",
        "dt",
        "details",
        "fieldset",
        "form",
        "template",
    ]
)
_WRAPPER = re.compile(
    r"embed|video|audio|player|responsive|ratio|aspect|wrap|iframe|frame|fluid|media|gmap|mapouter|map|widget|placeholder|"
    r"fitvid|ytp|youtube|vimeo|container|brlbs|borlabs|consent|podcast|booking|lazy|plyr|center|inner",
    re.IGNORECASE,
)
_STRUCTURE = re.compile(
    r"\btab|accordion|panel|collapse|slide|swiper|carousel|\bcol-|\bcolumn|\bcard|modal|grid", re.IGNORECASE
)
_HIDES = re.compile(
    r"padding|height|position|overflow|width|display|text-align|aspect-ratio|margin", re.IGNORECASE
)


def consent_container(element: Element) -> Element:
    """Return the outermost consent placeholder around an element, or the element itself."""
    container = element
    parent = element.closest(CONSENT) if element.tag != "html" else None
    while parent is not None:
        container = parent
        parent = parent.parent.closest(CONSENT) if hasattr(parent.parent, "closest") else None
    return container


def whole(element: Element, going: set[int]) -> tuple[Element, list[Element]]:
    """Return the outermost wrapper that holds nothing but the element, and the captions found on the way.

    `going` are ids of elements that vanish with it (its scripts, links taken into the card).
    """
    captions: list[Element] = []
    current = element
    while (parent := current.parent) is not None and getattr(parent, "tag", None) is not None:
        if parent.tag in _STOP or parent.source_location is None:
            break
        others = list(_others(parent, current, going))
        labels = [
            one for one in others if getattr(one, "tag", None) == "figcaption" and parent.tag == "figure"
        ]
        if len(others) > len(labels) or not _is_wrapper(parent):
            break
        captions += labels
        current = parent
    for anchor in current.ancestors:  # a link or button cannot hold another link
        if getattr(anchor, "tag", None) in {"a", "button"} and anchor.source_location is not None:
            current = anchor
    return current, captions


def is_inline(element: Element) -> bool:
    """Tell whether only text-level markup may stand where the element stands."""
    return any(getattr(parent, "tag", None) in _PHRASING for parent in element.ancestors)


def _is_wrapper(parent: Element) -> bool:
    if parent.tag in {"p", "center", "figure", "noscript", "object", "picture"}:
        return True
    if parent.tag == "a" or (
        parent.tag not in {"div", "span", "font", "b", "strong"} and "-" not in parent.tag
    ):
        return False
    names = " ".join((*(parent.attrs.get("class") or ()), str(parent.attrs.get("id") or "")))
    if parent.attrs.get("role") or _STRUCTURE.search(names):
        return False
    return (
        bool(_WRAPPER.search(names) or _HIDES.search(str(parent.attrs.get("style") or "")))
        or parent.tag != "div"
    )


def _decorates(child: Element, parent: Element) -> bool:
    """Tell whether a neighbour in a wrapper only dresses up the embed: its play button, or its one picture from the own site."""
    tag = getattr(child, "tag", None)
    if tag is None or parent.tag not in {"div", "span"}:
        return False
    if tag == "img":
        source = str(child.attrs.get("src") or "")
        pictures = [one for one in parent.iter_elements() if one.tag == "img"]
        return source != "" and not re.match(r"\w+:|//", source) and len(pictures) == 1
    if tag not in {"button", "span", "i", "svg"}:
        return False
    return not any(map(meaningful, lines_of(child))) and not any(
        one.tag in {"img", "a", "iframe", "input", "video"} for one in child.iter_elements()
    )


def _others(parent: Element, current: Element, going: set[int]) -> Iterator[Element]:
    if parent.matches(_GENERATED):
        return
    for child in parent.children:
        if child is current or id(child) in going or _decorates(child, parent):
            continue
        tag = getattr(child, "tag", None)
        if tag is None:
            if type(child).__name__ == "Text" and (child.data or "").strip(" \t\n\r\f\u200b\xa0"):
                yield child
        elif tag == "br" or (tag == "style" and not child.text.strip()):
            continue
        elif (
            tag == "style"
            and re.search(_WRAPPER, child.text)
            and "url(" not in child.text
            and "@import" not in child.text
        ):
            continue  # a generator's own style for the wrapper that goes
        elif (
            tag == "div"
            and not child.text.strip()
            and next(iter(child.iter_elements()), None) is None
            and not child.attrs.get("id")
        ) or (tag in {"div", "span"} and str(child.attrs.get("id") or "") in {"fb-root", "amzn-assoc-ad"}):
            continue
        else:
            yield child
