"""The parts of a page that may carry an embed's URL: frames, facades, scripts, inline code, hidden markup, links beside."""

import re
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace import addresses, facades, lightboxes
from mkdocs_praxis.replace.addresses import Address
from mkdocs_praxis.replace.asked import asked_for, by_id, is_dead, waits
from mkdocs_praxis.replace.candidates import HIDDEN, pieces
from mkdocs_praxis.replace.choices import chosen, opening
from mkdocs_praxis.replace.lines import Line, alone_on_lines
from mkdocs_praxis.replace.model import Options
from mkdocs_praxis.replace.rest import independent
from mkdocs_praxis.replace.scripted import BOUND_FRAMES, blank_frames, scripted
from mkdocs_praxis.replace.source import (
    Element,
    Source,
    among_words,
    only_links,
    settled,
    tag_of,
    with_quotes,
)
from mkdocs_praxis.replace.structure import BUTTONS, NEVER_FACADES, STRUCTURE
from mkdocs_praxis.replace.tables import finders, together, with_json
from mkdocs_praxis.replace.written import sought_in
from mkdocs_praxis.vendors import Vendor, catalogue
from mkdocs_praxis.vendors.patterns import compiled
from mkdocs_praxis.web.outline import outlines
from mkdocs_praxis.web.url import home

_MAKES_FRAMES = regex(
    r"createElement|document\.write|innerHTML|outerHTML|insertAdjacentHTML|\.(?:html|append|replaceWith)\("
)
_PICTURE = regex(r"\.(?:jpe?g|png|gif|svg|webp|avif|ico|bmp)$", re.IGNORECASE)
# A setting whose name says that it is a video: a page builder's background video.
_FILM_SET = regex(
    r"\"[\w-]*(?:video|film|youtube|vimeo|iframe)[\w-]*\"\s*:\s*\"(?:https?:)?\\?/", re.IGNORECASE
)
_RAW_MARKUP = ('="<', "='<")  # HTML in an attribute, not even escaped
_LANGUAGES_NOT_CODE = frozenset({"application/ld+json", "importmap", "speculationrules"})


class Near(NamedTuple):
    """A link beside a widget; `whole` is the element that is replaced with it, None if the link is part of a sentence."""

    link: Element
    match: re.Match[str]
    whole: Element | None


class Carriers:
    """The elements of one page by the way they carry URLs; each kind is looked up once."""

    def __init__(self, source: Source, options: Options) -> None:
        self.source = source
        self.tree = source.tree
        self.options = options
        self.base = options.base
        # By element that a script makes a frame: the script, and its code.
        self.makers: dict[Element, tuple[Element, str]] = {}
        # By script: the words with which it reads frames' addresses.
        self.reads: dict[Element, frozenset[str]] = {}
        self._served: dict[str, bool] = {}
        self._waiting: dict[tuple[str, str], Element | None] = {}

    @cached_property
    def frames(self) -> list[tuple[Element, list[Address]]]:
        """Frames, facades (stand-ins for frames) and code that creates frames, with their foreign URLs."""
        frames, by_attribute = (", ".join(one) for one in self._selectors)
        named = self.tree.select(frames) if frames else ()
        found = [
            (one, addresses.of_frame(one, self.base)) for one in named if not has_own_media(one, self.base)
        ]
        seen = {one for one, _ in found}
        carrying = self.tree.select(by_attribute) if by_attribute else ()
        found += [
            (one, addresses.of_facade(one, self.base))
            for one in carrying
            if one not in seen and self._stands_in(one)
        ]
        # An image whose URL is a video's: many Markdown editors write videos so. One in a link leaves the target to that.
        found += [
            (one, [url])
            for one in self.tree.select("img[src*='//']")
            if (url := addresses.address(one.attr("src", ""), self.base)) is not None
            and not (_PICTURE.search(url.path) or addresses.leads(one.closest("a[href]")))
        ]
        # Links that a lightbox opens in a frame.
        found += [(one, addresses.of_element(one, self.base)) for one in self.tree.select(facades.LIGHTBOX)]
        found += [(one, to) for one, to in lightboxes.boxed(self.tree, self.base) if not among_words(one)]
        # A frame that an `onclick` handler writes or fills: a handmade two-click placeholder.
        found += [
            (one, addresses.in_text(addresses.attributes(one)["onclick"], self.base))
            for one in self.tree.select("[onclick*='iframe'], [onclick*='.src']")
            if one.tag not in NEVER_FACADES
        ]
        for one in self.tree.select("[x-data], [v-scope]"):  # of Alpine, petite-vue
            holders = (one, *one.select(f"{BUTTONS}, {BOUND_FRAMES}"))
            given = "\n".join(f"x={v};" for held in holders for v in addresses.attributes(held).values())
            found += blank_frames(one, given, self.base)
        choices = [*chosen(self.tree, "", self.base), *opening(self.tree, self.base)]
        for one, text, lowered in self.code:
            if catalogue().measured_by(text):
                continue
            made = list(scripted(self.tree, text, self.base))
            self.reads[one] = frozenset((*finders(one.text), *(words for *_, words in made if words)))
            choices += (shown := list(chosen(self.tree, text, self.base)))
            self.makers |= {place: (one, text) for place, _ in shown}
            # JSON beside a button, with the markup of a frame, is for code elsewhere.
            data = "json" in one.attr("type", "") and getattr(one.parent, "tag", "body") not in STRUCTURE
            data = data and one.parent.select_one(BUTTONS) is not None
            if not made and not shown and "iframe" in lowered and (data or _MAKES_FRAMES.search(text)):
                urls = addresses.in_text(text, self.base)
                urls = together(text, self.base, urls[:1]) or urls
                vendors = [vendor.id for url in urls if (vendor := catalogue().of_url(url)) is not None]
                place = self.container("", text, independent(text, frozenset(vendors)))
                # The card replaces what waits for the frame, or else the script.
                made.append((one if place is None else place, urls, ""))
            for place, urls, _ in made:  # the choices come first: they may be facades, too
                (choices if urls and urls[0].listed else found).append((place, urls))
                if urls and place is not one:
                    self.makers[place] = (one, text)
        found = [*choices, *found]
        return [(one, foreign) for one, urls in found if (foreign := self.foreign(urls)) and not settled(one)]

    def _stands_in(self, one: Element) -> bool:
        """Whether an element with a URL in an attribute may be a facade."""
        if one.tag in NEVER_FACADES or facades.is_tool(one) or has_own_media(one, self.base):
            return False
        if one.tag != "a":
            return not self._is_configured(one)
        # A link whose attribute repeats its `href` is just a link.
        to = addresses.address(one.attr("href", ""), self.base)
        return any(url != to for url in addresses.of_facade(one, self.base))

    def _is_configured(self, one: Element) -> bool:
        """Whether an element has URLs only in its JSON settings, and contains links: the container of a program, no embed."""
        given = addresses.attributes(one).items()
        carrying = [value for name, value in given if facades.carries(name, value)]
        if any(value[:1] not in "{[" or _FILM_SET.search(value) for value in carrying if value):
            return False
        return any(a.attr("href", "")[:1] not in {"", "#"} for a in one.select("a[href]"))

    def serves(self, vendor: Vendor) -> bool:
        """Whether the page loads anything from a vendor; if not, a link of its snippet is an ordinary link."""
        if vendor.id not in self._served:
            loaders = [compiled(loader) for loader in vendor.loaders]
            hosts = [entry.removeprefix("=").partition("/")[0] for entry in vendor.hosts]
            urls = [url for _, urls in (*self.scripts, *self.frames) for url in urls]
            for one in self.tree.select("img[src], link[href]"):
                urls += addresses.of_element(one, self.base)
            texts = (*urls, *(text for _, text, _ in self.code))
            self._served[vendor.id] = (
                any(catalogue().of_url(url) is vendor for url in urls)
                or any(loader.search(text) for loader in loaders for text in texts)
                or any(host in lowered for host in hosts for *_, lowered in self.code)
            )
        return self._served[vendor.id]

    @property
    def facade_selector(self) -> str:
        """A selector for the facades of the page that are known by an attribute; "" if there are none."""
        return ", ".join(self._selectors[1])

    @cached_property
    def _selectors(self) -> tuple[list[str], list[str]]:
        return facades.selectors(self._pieces)

    @cached_property
    def _pieces(self) -> list[str]:
        """The text behind each `<`, without pieces that are known to have no clue."""
        return outlines(self.options.own.url).cuts.cut(self.source.html).chunks

    @cached_property
    def telling(self) -> str:
        """The parts of the page's source that have clues to embeds, in lower case."""
        return pieces(self.options.own.url).telling(self.source.html)

    @cached_property
    def lines(self) -> list[Line]:
        """Foreign URLs, and shortcodes that stand for such, alone on a line."""
        lines = alone_on_lines(self.source, self.base)
        return [line for line in lines if self.foreign([line.url]) and not settled(line.element)]

    @cached_property
    def scripts(self) -> list[tuple[Element, list[Address]]]:
        """Script elements with their foreign URLs."""
        return [
            (one, self.foreign(addresses.of_element(one, self.base))) for one in self.tree.select("script")
        ]

    def foreign(self, urls: list[Address]) -> list[Address]:
        """Return the URLs that are not on the own site: a self-hosted copy is no embed."""
        own = self.options.own
        return [one for one in urls if one.host != home(own).host and one.host not in own.hosts]

    @cached_property
    def code(self) -> list[tuple[Element, str, str]]:
        """Inline scripts: the element, its code (see `_code`), and the code in lower case."""
        code = []
        for one in self.tree.select("script"):
            script = one.text or one.attr("consent-inline", "")  # Real Cookie Banner
            text, lowered = sought_in(with_json(script, self.tree) if "JSON.parse" in script else script)
            if text and one.attr("type", "").lower() not in _LANGUAGES_NOT_CODE:
                code.append((one, text, lowered))
        return code

    @cached_property
    def hidden(self) -> list[tuple[Element, str]]:
        """Elements that hold encoded HTML for later, with that HTML decoded."""
        texts = [(one, text) for one, text, lowered in self.code if "iframe" not in lowered and "<" in text]
        writing = [(one, text) for one, text in texts if _MAKES_FRAMES.search(text)]
        for one in self.tree.select("[x-html], [v-html]"):  # shows markup that an expression around it has
            around = (one, one.closest("[x-data], [v-scope]") or one)
            writing.append(
                (one, "\n".join(v for held in around for v in addresses.attributes(held).values()))
            )
        kept = any(sign in self.source.html for sign in _RAW_MARKUP)
        kept = kept or HIDDEN in pieces(self.options.own.url).told_by(self.source.html)  # cheap: cached
        if not writing and not kept:
            return []
        from mkdocs_praxis.replace.wrapped import hidden_markup, written_markup

        found = [(one, hidden_markup(one)) for one in (self.tree.select("*") if kept else ())]
        found += [(one, written_markup(text)) for one, text in writing]
        return [(one, markup) for one, markup in found if markup]

    @cached_property
    def page(self) -> str:
        """The page's source, and its code written out, as searched for an embed's key `page`."""
        return self.searched("\n".join((self.source.text, *(text for _, text, _ in self.code))))

    def searched(self, text: str) -> str:
        """Return a text as `page` has it: without URLs of the own site, since a self-hosted copy is no embed."""
        return with_quotes(text).replace("&amp;", "&").replace("\\/", "/").replace(self.options.own.url, "/")

    def container(self, name: str, code: str = "", rest: str = "") -> Element | None:
        """Return the element with the id that code names for its widget, else the only element it asks for that waits for it.

        What `rest` asks for, which stays on the page, is none.
        """
        name = name.lstrip("#.")
        if re.fullmatch(r"[\w-]+", name):
            return by_id(self.tree, name)
        if (code, rest) not in self._waiting:  # of one script many calls are looked at
            waiting = dict.fromkeys(one for one in asked_for(self.tree, code, rest) if waits(one))
            outer = [one for one in waiting if waiting.keys().isdisjoint(one.ancestors)]
            boxes = [one for one in outer if not is_dead(one)] if len(outer) > 1 else outer
            self._waiting[code, rest] = boxes[0] if len(boxes) == 1 else None
        return self._waiting[code, rest]

    def inside(self, element: Element) -> list[str]:
        """Return the URLs of the links in an element, without those of our own cards."""
        links = [a.attr("href", "") for a in element.select("a[href]") if not settled(a)]
        if element.tag == "a" and element.attrs.get("href"):
            links.insert(0, element.attr("href", ""))
        return [str(url) for link in links if (url := addresses.address(link, self.base)) is not None]

    def near(self, element: Element, expression: str) -> "Near | None":
        """Return the link beside an element, or beside its wrapper, whose URL matches `expression`."""
        node = element
        for _ in range(3):
            for sibling in (*_elements(node.next_siblings), *_elements(node.previous_siblings)):
                links = [sibling] if sibling.tag == "a" else list(sibling.select("a[href]"))
                for link in links:
                    url = addresses.address(link.attr("href", ""), self.base)
                    if url is None or settled(link):
                        continue
                    if (match := compiled(expression).search(url)) is not None:
                        alone = only_links(sibling, links) and not (sibling is link and among_words(link))
                        return Near(link, match, sibling if alone else None)
            node = node.parent
            # the root of a template's content has no tag
            if tag_of(node) in {"", "body", "html", "main", "td", "li", "article"}:
                break
        return None


def _elements(nodes: Any) -> list[Element]:
    return list(islice((node for node in nodes if tag_of(node)), 6))


def has_own_media(element: Element, base: str) -> bool:
    """Whether a `video` or `audio` element plays a file of the own site: then it is no facade."""
    if element.tag not in {"video", "audio"}:
        return False
    host = addresses.Address(base).host
    for one in (element, *element.select("source")):
        url = addresses.address(one.attr("src", ""), base)
        if one.attrs.get("src") and url is not None and url.host == host:
            return True
    return False
