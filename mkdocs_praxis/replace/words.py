"""Extracts the text of an embed for its card: title, caption, quote, author, without boilerplate."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace.addresses import attributes
from mkdocs_praxis.replace.boilerplate import is_boilerplate
from mkdocs_praxis.replace.consent import LISTED, asks, is_consents
from mkdocs_praxis.replace.source import Element, runs_on, said_by, tag_of, text_of
from mkdocs_praxis.replace.structure import BLOCKS, BUTTONS, ROWS, names
from mkdocs_praxis.vendors.services import labels_shares

_ENDS_LINE = BLOCKS | {"br", "button", "option", "select"}
_UNSEEN = names("unseen")
# Elements whose text describes a form's fields, not what the form is for.
_FIELDS = frozenset({"label", "button", "select", "legend"})
_ASKS = "input:not([type=hidden], [type=submit], [type=button], [type=image]), select, textarea"
_SHOWN = frozenset({"video", "audio", "post"})
_PLAYED = frozenset({"share", "video", "audio"})  # kinds whose links say only that they start something
_PRESSED = frozenset({"a", "button"})
_CODE = frozenset({"script", "style", "iframe", "template"})
_TITLES = tuple(ROWS["attributes with titles"])
_OF_GALLERIES = frozenset({"data-caption", "data-sub-html"})  # captions that may be HTML
_TITLED = "iframe[title], iframe[aria-label], [data-title], [title^='Play'], figcaption"
# Reddit writes `by<a>…`.
_LEADS_TO = regex(r"\b(?:by|in)$")
_QUOTES = frozenset('“”„‟"')
_LONGEST_NAME = 60  # characters: longer text is no name
_PHONE = regex(r"\d[\d\s/()-]{5,}\d")
_TO_VENDOR = regex(r"\s+[|·–—-]\s+$")
# Words that add nothing to a vendor's name.
_DRESS = regex(rf"(?:[\s.,:|–-]|\b(?:{LISTED['dress']})\b)*", re.IGNORECASE)
_PREFIX = regex(rf"^(?:{LISTED['prefix']})\s*:\s+", re.IGNORECASE)
# Titles of films and posts that name nothing: words of snippets and tools (nameless.txt), as “video_1”, “YouTube thumbnail”, “IMG_2345”.
# Possessive, the longest first: a word may be two others, and a page may have thousands of them.
_WORDS_OF_TOOLS = "|".join(
    sorted(Path(__file__).with_name("nameless.txt").read_text("utf-8").split(), key=len, reverse=True)
)
_NAMELESS = regex(rf"(?:(?>{_WORDS_OF_TOOLS})(?:[_-]?\d+)?+[\s_:–—|()\[\]\"'-]*+)++|[\d_\W]+", re.IGNORECASE)
_SUFFIX = regex(LISTED["suffix"], re.IGNORECASE)
_TAGS = regex(r"<[^<>]*>")
_WIDTH = regex(r"\s*\|\s*\d{2,4}(?:x\d+)?$")  # Obsidian's, behind an alternative text
# Parts of a film's or map's title that the card's link says anyway.
_SAID = regex(rf"^(?:{LISTED['said']})\s+(?=\S)", re.IGNORECASE)
# A title in quotation marks within a vendor's sentence: “Title” — Site (WordPress), Listen to "Title" on Spreaker; or on a button.
_QUOTED = regex(
    r"^(?:listen to |watch |höre? |sieh |video |film )?[„“\"]?([^„“”\"]+)[“”\"] (?:(?:[—–-]|on|auf|bei) .{1,60}|starten|abspielen|an(?:sehen|schauen|hören|zeigen)|laden)$",
    re.IGNORECASE,
)
_BUTTON = regex(LISTED["button"], re.IGNORECASE)
_AUTHOR = regex(r"^\s*(?:—|–|&mdash;|--)\s*(?P<who>.+)$", re.DOTALL)


class Words(NamedTuple):
    """The text of an embed that its card shows."""

    title: str = ""
    caption: str = ""
    lines: tuple[str, ...] = ()
    author: str = ""
    language: str = ""


def meaningful(text: str) -> str:
    """Collapse white space and strip what the vendor adds around a text; "" if it is boilerplate."""
    text = " ".join(text.split())
    if _QUOTES.isdisjoint(text[1:-1]):
        text = text.strip("".join(_QUOTES))
    text = _BUTTON.sub("", _PREFIX.sub("", text) if ":" in text else text)
    text = _SUFFIX.sub("", text) if "." in text and " " in text else text
    text = _WIDTH.sub("", text) if "|" in text else text
    return "" if not text or is_boilerplate(text) or not re.search(r"\w", text) else text


def names_something(title: str) -> bool:
    """Whether the title of a film or post is more than words of snippets and tools."""
    return _NAMELESS.fullmatch(title) is None


def lines_of(element: Element, without: frozenset[str] = frozenset()) -> list[str]:
    """Return the visible text of an element, one entry per block; scripts and frames have none."""
    lines: list[str] = [""]
    if element.tag in _CODE:
        return []

    def walk(node: Element) -> None:
        for child in node.children:
            tag = tag_of(child)
            if not tag:
                lines[-1] += text_of(child)
            elif (
                tag in without or tag in _UNSEEN or "display:none" in child.attr("style", "").replace(" ", "")
            ):
                continue
            elif tag in _ENDS_LINE or (tag == "a" and child.attr("href") == "#"):
                lines.append("")
                walk(child)
                lines.append("")
            else:
                lines[-1] += " " if tag == "a" and _LEADS_TO.search(lines[-1]) else ""
                walk(child)

    walk(element)
    return [text for line in lines if (text := " ".join(line.split()))]


def _is_sentence(line: str) -> bool:
    """Whether a line is text beside a link rather than the text of the link."""
    return (line.endswith(".") and len(line.split()) > 3) or _PHONE.search(line) is not None


def _titles(element: Element) -> Iterator[str]:
    given = attributes(element)
    for name in _TITLES:
        text = given.get(name, "")
        yield _TAGS.sub(" ", text) if name in _OF_GALLERIES else text


def _alternatives(element: Element) -> Iterator[str]:
    yield attributes(element).get("alt", "")
    for inner in element.select("[title], [aria-label], :is(img, amp-img)[alt], input[type=image][alt]"):
        inside = attributes(inner)
        yield from (inside.get(name, "") for name in ("aria-label", "alt", "title"))


class Around(NamedTuple):
    """Further sources of text about an embed. The `vendor`'s name alone is no title: the card's link has it."""

    label: str = ""
    vendor: str = ""
    kind: str = ""
    captions: tuple[Element, ...] = ()
    beside: tuple[Element, ...] = ()  # links beside it, or what holds nothing else
    fallback: tuple[str, ...] = ()  # lines from inside a frame
    keeps: bool = False  # the element stays with its text: the card shows only its title
    part: bool = False  # the embed is one line of the element

    def own(self, text: str) -> str:
        """Return what a text says that the card does not say anyway; "" if that is nothing."""
        said = _unsigned(meaningful(text), self.vendor)
        if self.kind == "share" and labels_shares(said):
            return ""
        bare = said.lower().replace(self.vendor.lower(), " ") if self.vendor else said.lower()
        return said if bare == said.lower() or not _DRESS.fullmatch(bare) else ""


def words_of(element: Element, around: Around) -> Words:
    """Extract the text of an embed."""

    def naming(*texts: str) -> Iterator[str]:
        return (text for text in texts if around.kind not in _SHOWN or names_something(text))

    def first(texts: Iterable[str]) -> str:
        return next((said for text in texts if (said := around.own(text))), "")

    caption = " ".join(
        text
        for one in (*around.captions, *around.beside)
        for line in lines_of(one)
        if (text := meaningful(line))
    )
    if around.part:
        return Words(first((around.label,)), caption)
    if around.keeps:
        said = lines_of(element)
        heading = [one.text for one in element.select("h1, h2, h3, h4, h5, h6")][:1]
        alone = len(said) == 1 and len(said[0]) <= _LONGEST_NAME and element.select_one("a[href]") is None
        names = said if alone and not _is_sentence(said[0]) else heading
        title = first((around.label, *_titles(element), *(() if runs_on(element) else names)))
        return Words(_name_in(title, around.kind))
    kind = around.kind
    is_form = element.select_one(_ASKS) is not None
    language = next(filter(None, (p.attr("lang") for p in element.select("p[lang]"))), "")
    kept = list(
        dict.fromkeys(text for line in _lines(element, around, is_form=is_form) if (text := around.own(line)))
    )
    author = ""
    if kind == "post":
        for line in list(kept):
            if match := _AUTHOR.match(line):
                author = match.group("who").strip()
                kept.remove(line)
    titled = (element, *element.select(_TITLED))
    title = first(naming(around.label, *(text for one in titled for text in _titles(one))))
    pictures = element.select("img") if element.tag == "a" else [element] if element.tag == "img" else ()
    alt = first(attributes(one).get("alt", "") for one in pictures)
    tooltips = {around.own(element.attr(name, "")) for name in ("title", "aria-label")}
    if title and alt and title in tooltips:  # an image's alternative text says more than a tooltip
        kept += [] if title.lower() in alt.lower() else [title]
        title = alt
    if not title and is_form:
        title = first(heading.text for heading in element.select("legend, h1, h2, h3, h4, h5, h6"))
    elif not title and kind != "post" and kept and (element.tag in _PRESSED or not _is_sentence(kept[0])):
        title = kept.pop(0)
    if not title and not (kind == "post" and kept) and not is_form:
        title = first(naming(*_alternatives(element)))
    if not title and kind != "post":  # a link to the same content beside it
        title = first(one.text for one in around.beside if one.tag == "a" or len(one.select("a[href]")) == 1)
    if not title and kind == "link":  # nothing else would say what it is
        title = first(one.text for one in around.captions)
    if not (title or kept or kind in _PLAYED):
        title = _link_text(element)
    title = _name_in(title, kind)
    lines = [text for text in kept if text != title and text not in caption and text not in author]
    return Words(title, "" if caption == title else caption, tuple(lines), author, language)


def _link_text(element: Element) -> str:
    """Return the text of a link: it is the author's, even if it is a standard phrase, or a consent tool's."""
    text = said_by(element) if element.tag == "a" else ""
    return "" if not re.search(r"\w", text) or is_consents(text, certainly=True) else text


def _unsigned(title: str, vendor: str) -> str:
    """Return a title without the vendor's name behind a stroke, as in those of pages: “Title | Vendor”."""
    cut = _TO_VENDOR.search(title.removesuffix(vendor)) if vendor else None
    return title[: cut.start()] if cut else title


def _name_in(title: str, kind: str) -> str:
    """Return a title without what the link of a card, or a vendor's sentence around it, says."""
    return _QUOTED.sub(r"\1", _SAID.sub("", title) if kind in {"video", "map"} else title)


def quoted(text: str) -> str:
    """Return the title in quotation marks that a vendor's sentence or a button has, or ""."""
    match = _QUOTED.match(text)
    return match[1] if match else ""


def _lines(element: Element, around: Around, *, is_form: bool) -> list[str]:
    """Return the lines of an embed, its fallback's too, without what asks for consent."""
    raw = [*lines_of(element, _FIELDS if is_form else frozenset()), *around.fallback]
    if around.kind == "post":
        return raw
    pressed = {said_by(one) for one in element.select(BUTTONS)}
    pressed = {label for label in pressed if is_consents(label) and meaningful(label) in {"", label}}
    return [
        line for line in raw if line not in pressed and not (asks(line) or is_consents(line, certainly=True))
    ]
