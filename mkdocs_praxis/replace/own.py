"""Tells a page's own content (text, links, forms, media), which must stay, from decoration of embeds (play buttons, icons)."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from mkdocs_praxis.replace.addresses import address, attributes, of_frame
from mkdocs_praxis.replace.consent import asks, is_consents, says
from mkdocs_praxis.replace.model import Options
from mkdocs_praxis.replace.source import Element, said_by, tag_of, text_of
from mkdocs_praxis.replace.structure import BLOCKS, CONSENT, GENERATED, named, names
from mkdocs_praxis.replace.words import lines_of, meaningful
from mkdocs_praxis.vendors import catalogue
from mkdocs_praxis.web.url import foreign_host, resolve

_FRAMES = frozenset({"iframe", "frame", "object", "embed", "video", "audio", "portal", "fencedframe"})
_CODE = frozenset({"script", "style", "link"})  # their text is never shown
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CONTROLS = frozenset({"input", "select", "textarea", "output", "meter", "progress", "dialog"})
_QUIET = frozenset({"br", "wbr", "hr", "param", "source", "track", "meta", "title"})
_DRAWN = frozenset({"svg", "canvas"})
_LONGEST_REQUEST = 1500  # characters
# Attributes of the page's own controls that open or fold something; consent tools and play buttons have none of these.
OPENS = names("attributes of own controls")
_WRAPPER_STYLE = named("names in wrappers' styles")


class Own(NamedTuple):
    """Tells the page's own content from what is removed with its embeds.

    `gone` has elements to be removed, `embeds` other embeds' elements, `vendors` the vendors replaced here,
    `shown` the links of the card.
    """

    options: Options
    gone: Container[Element]
    embeds: Container[Element] = frozenset()
    vendors: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()

    def holds(self, element: Element, *, words: bool = True, controls: bool = True) -> bool:
        """Whether an element contains own content. `words` False ignores its text, `controls` False its forms and links."""
        return _Look(self, words, controls, element.matches(GENERATED)).holds(element)

    def is_own(self, node: Element, among: Element) -> bool:
        """Whether a sibling of an embed, in the wrapper `among`, is own content."""
        look = _Look(self, generated=among.matches(GENERATED))
        if not tag_of(node):
            return _says(text_of(node))
        if look.is_dress(node) or look.advertises(node):
            return False
        return look.is_own(node) or (node.tag not in _CODE and (look.holds(node) or look.says(node)))

    def asks_consent(self, element: Element) -> bool:
        """Whether an element is nothing but a consent request."""
        going = element in self.gone or element in self.embeds
        if not tag_of(element) or going or not speaks_of_consent(element):
            return False
        look = _Look(self, asked=element.closest(CONSENT) is not None)
        return look.is_dress(element) or not (look.is_own(element) or look.holds(element))

    def links(self, element: Element) -> Iterator[tuple[str, str]]:
        """Yield (text, URL as written) of the page's own links in an element."""
        for link in element.select("a[href]"):
            if self.is_own_link(link):
                yield said_by(link), link.attr("href", "")

    def is_own_link(self, link: Element) -> bool:
        """Whether a link leads to another page of the own site or to a device app (`tel:`, `mailto:`, `geo:`)."""
        href = link.attr("href", "").strip()
        if not href or href.startswith("#") or href.lower().startswith("javascript:"):
            return False
        url = resolve(href, self.options.base)
        if url is None or url.href in self.shown:
            return False
        return url.scheme not in {"http", "https"} or foreign_host(url, self.options.own) is None

    def is_submit(self, button: Element) -> bool:
        """Whether a button submits a form that stays."""
        form = button.closest("form") if button.tag == "button" else None
        kind = (button.attr("type") or "submit").lower()
        handled = "onclick" in button.attrs  # it does not just submit
        return form is not None and kind == "submit" and not handled and form not in self.gone

    def is_own_picture(self, image: Element) -> bool:
        """Whether an image is on the own site."""
        raw = image.attr("src", "")
        url = resolve(raw, self.options.base) if raw and not raw.startswith("data:") else None
        return url is not None and foreign_host(url, self.options.own) is None


def speaks_of_consent(element: Element) -> bool:
    """Whether an element's text is a consent request, or that of a button which gives consent."""
    if element.tag in _CODE:
        return False
    text = said_by(element)
    return asks(text) or (is_button(element) and is_consents(text))


@dataclass
class _Look:
    """One search through an element; it counts images: the first own one may be the embed's poster, a second is content."""

    own: Own
    words: bool = True
    controls: bool = True
    generated: bool = False
    asked: bool = False  # it is in a consent placeholder
    pictures: int = 0

    def holds(self, element: Element) -> bool:
        """Whether an element contains own content."""
        line = pressed = ""
        for child in element.children:
            tag = tag_of(child)
            if not tag:
                if tag_of(element) == "template" and self.holds(child):
                    return True
                line += text_of(child)
                continue
            if child in self.own.gone:
                continue
            if self.is_dress(child):
                pressed += f" {child.text}"
                continue
            if self.is_own(child):
                return True
            if tag in BLOCKS:
                if self._says(line, pressed):
                    return True
                line = pressed = ""
                if self.holds(child):
                    return True
            else:
                if self._holds_things(child):
                    return True
                alone = _is_notice(child) and said_by(child) == said_by(element)
                line += "" if alone or self.advertises(child) else " ".join(lines_of(child))
        return self._says(line, pressed)

    def says(self, element: Element) -> bool:
        """Whether an inline element has text of the page's own."""
        inline = element.tag not in BLOCKS and not self.advertises(element)
        return inline and self._says(" ".join(lines_of(element)), "")

    def _holds_things(self, element: Element) -> bool:
        """Whether an inline element contains own links, media or controls; its text is judged with the line around it."""
        words, self.words = self.words, False
        try:
            return self.holds(element)
        finally:
            self.words = words

    def _says(self, line: str, pressed: str) -> bool:
        """Whether a line is own text. Together with a button's label (`pressed`) it may turn out to be a consent request."""
        request = (pressed and asks(f"{line} {pressed}")) or (self.asked and says("consents", line))
        return self.words and _says(line) and not request

    def advertises(self, element: Element) -> bool:
        """Whether an element is a link of a map's generator; one that nobody closed holds what follows, too."""
        if not self.generated or element.tag != "a" or self.own.is_own_link(element):
            return False
        return not any(tag_of(one) in BLOCKS for one in element.iter_elements())

    def is_own(self, element: Element) -> bool:
        """Whether an element is own content by itself, whatever it contains."""
        tag = element.tag
        if tag == "math" or element in self.own.embeds or element.has_class("praxis-embed"):
            return True
        if _is_place(element) or (tag == "details" and not speaks_of_consent(element)):
            return True
        if tag in {"a", "area"}:  # links of a removed form are shown on its card
            return self.controls and self.own.is_own_link(element) and not _is_notice(element)
        if tag == "img":
            return self._is_own_image(element)
        # Part of the page's outline, however short, unless it heads a consent request.
        if tag in HEADINGS:
            text = said_by(element)
            asked = asks(f"{text} {_headed(element)}") or is_consents(text, certainly=True)
            return self.words and bool(text) and not asked
        if tag == "form":
            return self.controls
        if tag in _CONTROLS:
            kind = element.attr("type", "").lower()
            if tag == "input" and kind in {"hidden", "button", "submit", "image"}:
                return False
            return self.controls and not (kind in {"checkbox", "radio"} and _agrees_by(element))
        if tag == "style":
            text = element.text
            fetches = "url(" in text or "@import" in text
            return bool(text.strip()) and (fetches or not _WRAPPER_STYLE.search(text))
        if tag in _CODE:
            return bool(element.text.strip() or element.attrs.get("src") or element.attrs.get("href"))
        if tag in _FRAMES:
            return not self._of_the_vendor(element)
        return "-" in tag and bool(lines_of(element))

    def _of_the_vendor(self, frame: Element) -> bool:
        """Whether a frame is another part of a replaced embed: the vendor's loading animation, its fallback."""
        vendors = {catalogue().of_url(url) for url in of_frame(frame, self.own.options.base)}
        return bool(vendors) and all(v is not None and v.id in self.own.vendors for v in vendors)

    def _is_own_image(self, image: Element) -> bool:
        if says("pictures", image.attr("src", "")):
            return False
        if self.own.is_own_picture(image):
            self.pictures += 1
            return self.pictures > 1
        if not self.words:
            return False
        raw = attributes(image).get("src", "")
        url = address(raw, self.own.options.base) if raw and not raw.startswith("data:") else None
        vendor = catalogue().of_url(url) if url is not None else None
        # An image from an unknown host stays, so that the gate reports it
        return url is not None and (vendor is None or not vendor.embeds)

    def is_dress(self, element: Element) -> bool:
        """Whether an element is only decoration of an embed: its play button, its icon."""
        if element.tag in _QUIET:
            return True
        if element.tag in _DRAWN:
            return not _says(" ".join((element.text, attributes(element).get("aria-label", ""))))
        if element in self.own.embeds or _is_place(element) or not OPENS.isdisjoint(element.attrs):
            return False
        if not is_button(element) or element.select_one("img, iframe, input, video") is not None:
            return False
        text = said_by(element)
        return is_consents(text) or not _says(text)


def _is_notice(element: Element) -> bool:
    """Whether an element is a link to a privacy notice, and what is around it, or around that, asks for consent."""
    if element.tag != "a" or not says("privacy", element.text):
        return False
    around = (str(up.text) for up in islice(element.ancestors, 2) if tag_of(up))
    return any(len(text) <= _LONGEST_REQUEST and asks(text) for text in around)


def _headed(heading: Element) -> str:
    """Return the text behind a heading, up to the next one or a frame."""
    said = ""
    for node in heading.next_siblings:
        if tag_of(node) in HEADINGS | _FRAMES or len(said) > _LONGEST_REQUEST:
            break
        said += f" {node.text if hasattr(node, 'tag') else getattr(node, 'data', None) or ''}"
    return said


def is_button(element: Element) -> bool:
    """Whether an element is a button, or a link used as one."""
    if element.tag == "a":
        href = (element.attr("href") or "#").strip().lower()
        return href.startswith(("#", "javascript:"))
    return (
        element.tag == "button"
        or element.attrs.get("role") == "button"
        or element.attrs.get("type") in {"button", "submit"}
    )


def _is_place(element: Element) -> bool:
    """Whether an element is just an anchor that links lead to."""
    return element.tag == "a" and set(element.attrs) in ({"name"}, {"id"}, {"name", "id"})


def _says(line: str) -> bool:
    text = " ".join(line.split())
    if not meaningful(text) or asks(text):
        return False
    return not is_consents(text, certainly=True)


def _agrees_by(box: Element) -> bool:
    label = box.closest("label")
    around = label if label is not None else box.parent
    return around is not None and says("agreeing", around.text)
