"""Decides which part of a page an embed's card replaces: wrappers made only for it go, the page's own content stays."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import takewhile

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace.choices import is_choice
from mkdocs_praxis.replace.fill import FoundEmbed
from mkdocs_praxis.replace.own import Own, is_button, speaks_of_consent
from mkdocs_praxis.replace.source import Element, runs_on, said_by, tag_of, unclosed
from mkdocs_praxis.replace.structure import BUTTONS, CONSENT, FILLED, OPENED, ROWS, STRUCTURE, named

_WRAPPER = named("names of wrappers")
_ASKING = named("names of requests")
_GROUPED = named("names of groups")
_HIDES = named("styles of wrappers")
# A telephone number, which no consent tool writes.
_NUMBER = regex(r"(?<!\d)(?:[0+]\d[\d /().–-]{4,}\d|116 ?117(?!\d))")
_KNOWN = frozenset({"id", "name", "form"})
_SILENT = frozenset({"iframe", "script", "style", "img", "embed", "frame"})  # their content is never shown
# Attributes by which buttons open a box, and what closes one.
_OPENING, _CLOSING = ROWS["attributes that open"], f"{BUTTONS}, [onclick]"
_OPENERS, _WORD = ", ".join(f"[{name}]" for name in _OPENING), regex(r"[\w-]+")


class How(Enum):
    """How the card is placed at the extent's target element."""

    WHOLE = auto()  # the card replaces the element
    INSIDE = auto()  # the element stays, the card becomes its content: a list item, a cell
    BESIDE = auto()  # the element and its content stay, the card is added
    OPENED = auto()  # the tags are removed, the content stays
    AFTER = auto()  # the embed is removed, the card follows the link or button around it


@dataclass(eq=False)
class Extent:
    """The element an embed occupies, how it is replaced, its captions, the consent requests around it (`dead`), and its wrappers' id."""

    target: Element
    how: How = How.WHOLE
    captions: list[Element] = field(default_factory=list)
    dead: list[Element] = field(default_factory=list)
    anchor: str = ""


def extent_of(one: FoundEmbed, own: Own, asking: "Asking") -> Extent:
    """Return the extent of an embed; a box around it that a button opens stays, with what closes it."""
    element = one.element
    if has_content(one, own):
        extent = Extent(element, How.OPENED if element.tag in OPENED or "-" in element.tag else How.BESIDE)
        pressed = any(is_button(gone) and element in gone.ancestors for gone in one.going)
        if pressed or element.matches(CONSENT) or _ASKING.search(element.attr("class", "")):
            extent.dead = [asks for asks in _asking(element, own) if asks.closest("form") is None]
        return extent
    if element.tag in FILLED:
        return Extent(element, How.INSIDE)
    # It hides the end of what is around it, which only seems to contain nothing else.
    if element.tag == "iframe" and unclosed(element):
        return Extent(element)
    template = _template_around(element, asking)
    inner = container(element, asking) if template is None else template
    outermost, captions = _climbed(inner, own)
    shown = any(name.startswith((":", "x-", "v-")) for name in element.attrs)  # by Alpine, Vue
    pressed = shown or template is not None
    pressed = pressed or (one.embed.element == "frame" and element.tag in {"button", "a"})
    dead = _consent_at(outermost, own, asking, pressed=pressed)
    if (box := asking.opened_around(element, dead)) is not None:
        outermost, captions = _climbed(inner, own, box)
        dead += _consent_at(outermost, own, asking, pressed=pressed)
    wrappers = filter(tag_of, takewhile(lambda up: up != outermost.parent, element.ancestors))
    ids = [name for up in wrappers if (name := up.attr("id", ""))]
    extent = Extent(outermost, captions=captions, dead=dead, anchor=ids[-1] if ids else "")
    for around in outermost.ancestors:  # a link or button cannot hold another link
        if tag_of(around) in {"a", "button", "summary", "label"} and around.source_location is not None:
            alone = around.tag in {"a", "button"} and not own.is_own_link(around) and not own.holds(around)
            extent.target, extent.how = (around, How.WHOLE) if alone else (extent.target, How.AFTER)
    return extent


def is_vendors_markup(one: FoundEmbed) -> bool:
    """Whether the element comes from the vendor's snippet, so that its text belongs to the embed."""
    element, selector = one.element, one.embed.element
    asks = one.said is not None and element.closest(CONSENT) is not None and not _NUMBER.search(element.text)
    if element.tag in {"a", "button", "form", "object"} or "-" in element.tag or asks:
        return True
    if selector in {"", "frame", "script", "form"}:
        return False
    if element.tag == "blockquote":
        return True
    names = re.findall(r"(?:[.#]|(?:class|id)[\^*$]?=[\"']?)([\w-]+)", selector.lower())
    given = {*(element.attrs.get("class") or ()), element.attr("id", "")}
    return any(have.lower().startswith(tuple(names)) for have in given)


def has_content(one: FoundEmbed, own: Own) -> bool:
    """Whether an embed's element contains content of the page's own, so that it must stay."""
    element = one.element
    if element.tag in _SILENT or is_choice(element):  # a list of films becomes their cards
        return False
    if element.tag in {"html", "body", "main"}:
        return True
    if (element.tag == "a" and own.is_own_link(element)) or own.is_submit(element):
        return True
    if element.tag in {"p", "div", "figure"} and one.span is None and not element.attrs:
        return False  # a URL alone on a line
    # Without its end tag it contains what follows on the page. That of a link is implied before the next link.
    words = (element.tag != "a" and runs_on(element)) or not is_vendors_markup(one)
    return own.holds(element, words=words, controls=element.tag != "form") and not (
        one.embed.element == "frame" and _is_pressed(element, own)
    )


def _is_pressed(element: Element, own: Own) -> bool:
    """Whether an element holds no more than a button with its words: pressed, it shows the film, so that they name it."""
    buttons = list(element.select(BUTTONS))
    if len(buttons) != 1 or not is_button(buttons[0]) or own.is_submit(buttons[0]) or runs_on(element):
        return False
    given = buttons[0].attrs  # no other code may know it, nor may it lead to a place on the page
    if (
        any(name in _KNOWN or name.startswith("on") for name in given)
        or given.get("type", "button") != "button"
    ):
        return False
    if (buttons[0].attr("href") or "#").strip().partition("#")[2].strip("!"):
        return False
    said = said_by(buttons[0])
    alone = bool(said) and said == said_by(element)
    return alone and not own.holds(element, words=False, controls=False)


def container(element: Element, asking: "Asking") -> Element:
    """Return the outermost consent placeholder that contains only the element, or the element itself."""
    outermost = element
    parent = element.closest(CONSENT) if element.tag != "html" else None
    while parent is not None and parent.tag not in STRUCTURE | {"a", "button"} and asking.is_all(parent):
        outermost = parent
        parent = parent.parent.closest(CONSENT) if hasattr(parent.parent, "closest") else None
    return outermost


def _climbed(element: Element, own: Own, box: Element | None = None) -> tuple[Element, list[Element]]:
    """Return the outermost wrapper that contains only the element, within a `box` without what closes it, and the captions found on the way up."""
    captions: list[Element] = []
    current = element
    while tag_of(parent := current.parent):
        if parent.source_location is None or parent is box or not _is_wrapper(parent):
            break
        labels = list[Element]()
        if any(
            own.is_own(node, parent) or (box is not None and tag_of(node) and node.matches(_CLOSING))
            for node in parent.children
            if node is not current and node not in own.gone and not _is_caption(node, parent, labels)
        ):
            break
        if sum(own.is_own_picture(image) for image in parent.select("img")) > 1:
            break
        captions += labels
        current = parent
    return current, captions


def _template_around(element: Element, asking: "Asking") -> Element | None:
    """Return the `template` that contains only embeds, if any: a card inside it would never be shown."""
    around = element.closest("template:not([for], [shadowrootmode])")
    return around if around is not None and asking.is_all(around) else None


def _is_caption(node: Element, parent: Element, captions: list[Element]) -> bool:
    """Whether a node is a caption whose text the card can show, one without links, images or controls; adds it to `captions`."""
    if tag_of(node) != "figcaption" or parent.tag != "figure":
        return False
    if node.select_one("a[href], img, button, input") is not None:
        return False
    captions.append(node)
    return True


class Asking:
    """Candidates for consent requests among the children of elements: searched once, each taken by the first embed beside it.

    `own` ignores all embeds, to find a consent placeholder around several.
    """

    def __init__(self, own: Own) -> None:
        self._own = own
        self._only: dict[Element, bool] = {}
        self._children: dict[Element, list[Element]] = {}
        self._openers: dict[str, list[set[Element]]] | None = None  # by word, with what is around each

    def opened_around(self, element: Element, dead: list[Element]) -> Element | None:
        """Return the box around an element that a button beside the box, but none of the `dead`, opens by its id."""
        ups = [*filter(tag_of, element.ancestors)] or [element]
        if self._openers is None:
            self._openers = {}
            for opener in ups[-1].select(_OPENERS):
                around = {opener, *opener.ancestors}
                for word in set(_WORD.findall(" ".join(opener.attr(name, "") for name in _OPENING))):
                    self._openers.setdefault(word, []).append(around)
        openers, gone = self._openers, self._own.gone

        def is_opened(box: Element) -> bool:
            beside = (around for around in openers.get(box.attr("id", ""), ()) if box not in around)
            return any(not any(up in dead or up in gone for up in around) for around in beside)

        return next(filter(is_opened, ups), None)

    def is_all(self, around: Element) -> bool:
        """Whether a consent placeholder holds nothing but embeds and requests."""
        if around not in self._only:
            self._only[around] = not self._own.holds(around)
        return self._only[around]

    def within(self, around: Element, own: Own) -> list[Element]:
        """Take the consent requests anywhere in the consent placeholder around an embed."""
        if around in self._children:
            return []
        self._children[around] = []
        return _asking(around, own)

    def beside(self, element: Element, asks: Callable[[Element], bool], *, wrapped: bool) -> list[Element]:
        """Take the consent requests beside an element; no other embed gets them. `wrapped`: its parent is only for embeds."""
        parent = element.parent
        if parent is None:
            return []
        if parent not in self._children:
            self._children[parent] = [one for one in parent.children if _may_ask(one, wrapped=wrapped)]
        found, left = list[Element](), list[Element]()
        for node in self._children[parent]:
            (found if node is not element and asks(node) else left).append(node)
        self._children[parent] = left
        return found


def _may_ask(node: Element, *, wrapped: bool) -> bool:
    if not tag_of(node) or runs_on(node):
        return False
    return node.matches(CONSENT) or ((wrapped or _is_placeholder(node)) and speaks_of_consent(node))


def _consent_at(element: Element, own: Own, asking: Asking, *, pressed: bool) -> list[Element]:
    """Return the consent requests beside an element, or anywhere in the consent placeholder around it.

    `pressed`: the embed is a button that becomes a frame, or waits for one.
    """
    around = element.closest(CONSENT) if element.tag != "html" else None
    if around is not None and around is not element:
        return asking.within(around, own)
    parent = element.parent
    wrapped = pressed or (tag_of(parent) != "" and _is_wrapper(parent))
    return asking.beside(
        element,
        lambda one: ((wrapped or _is_placeholder(one)) and own.asks_consent(one)) or _is_tools(one, own),
        wrapped=wrapped,
    )


def _is_tools(node: Element, own: Own) -> bool:
    """Whether a node has the class of a consent placeholder and contains nothing of the page's own."""
    return (
        node not in own.gone
        and node.matches(CONSENT)
        and not (node.tag == "a" and own.is_own_link(node))
        and not own.holds(node)
    )


def _asking(around: Element, own: Own) -> list[Element]:
    found = []
    for child in around.children:
        found += [child] if own.asks_consent(child) and not runs_on(child) else _asking(child, own)
    return found


def _is_placeholder(node: Element) -> bool:
    """Whether an element outside any wrapper may be a consent placeholder: by its name, or as it has a button."""
    if tag_of(node) not in {"div", "section", "aside", "p"}:
        return False
    if _ASKING.search(f"{node.attr('class', '')} {' '.join(node.attrs)}"):
        return True
    return node.tag != "p" and node.select_one(BUTTONS) is not None


def _is_wrapper(parent: Element) -> bool:
    if parent.tag in {"p", "center", "figure", "noscript", "object", "picture"}:
        return True
    if parent.tag == "a" or (
        parent.tag not in {"div", "span", "font", "b", "strong"} and "-" not in parent.tag
    ):
        return False
    names = f"{parent.attr('class', '')} {parent.attr('id', '')}"
    if parent.attrs.get("role") or _GROUPED.search(names):
        return False
    asked = _ASKING.search(" ".join(parent.attrs)) or _HIDES.search(parent.attr("style", ""))
    return bool(asked or _WRAPPER.search(names)) or parent.tag != "div"
