"""Finds the elements of a page that may matter, by its start tags; decisions are cached, since pages share most tags.

Whatever the state of a tokenizer, each real start tag is the start of a match of `_TAG`: comments, declarations, instructions,
end tags and raw text all end with a `>`, so no earlier match can extend over it.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import turbohtml

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web import elements
from mkdocs_praxis.web.bound import BOUND
from mkdocs_praxis.web.elements import HOST, JAVASCRIPT, words
from mkdocs_praxis.web.url import SURELY_OWN

_TAG = regex(r"<[a-zA-Z][^>]*+")
_NAME = regex(r"<([^\s/>]+)")
_ATTRIBUTE = regex(
    r"""[ \t\n\f\r/]*+(=?[^ \t\n\f\r/>=]++)(?:[ \t\n\f\r]*+=[ \t\n\f\r]*+(?:"[^"]*+"?|'[^']*+'?|[^ \t\n\f\r>]*+))?+"""
)
_MOST = 60_000  # tags cached: about ten megabytes
# Elements that change the meaning of those inside; see `Tags.foreign`.
_FOREIGN = frozenset({"svg", "math"})
# Attributes with one or more addresses.
ADDRESSES = (
    frozenset(
        key
        for table in (elements.HTML, elements.SVG, elements.MATHML)
        for keys in table.values()
        for key in keys
    )
    | {"href", "xlink:href", "src", "srcset", "imagesrcset", "from", "to", "by", "values"}
) - {"name"}
# First characters of meta names that matter: `msapplication-…`, `referrer`, `htmx-config`, also after white space.
_TOLD_METAS = frozenset("hHmMrR \t\n\f\r")
# Elements whose duplicate attributes Chromium's preload scanner reads differently from its parser.
SCANNED = frozenset({"img", "input", "link", "script", "source", "style", "video"})
_Attributes = Iterable[tuple[str, str | list[str] | None]]


class _Decision(NamedTuple):
    """Decision on a start tag: name if the element may matter, else ""; target of a plain link; duplicate attributes."""

    name: str = ""
    address: str | None = None
    doubled: bool = False


_irrelevant: set[str] = set()
_decisions: dict[str, _Decision] = {}


class Tags:
    """The start tags of a page that may matter."""

    def __init__(self, text: str) -> None:
        self.names: set[str] = set()  # names, in the tree, of elements that may matter
        self.links: list[str] = []  # targets of plain links that may be foreign
        self.foreign = False  # the page contains SVG or MathML
        self.doubled = False  # a tag has a duplicate attribute that matters
        self.relevant = set(_TAG.findall(text)) - _irrelevant
        self._relevant_text = "\n".join(self.relevant)
        for tag in self.relevant:
            name, address, doubled = _decisions.get(tag) or _decided(tag)
            if name in _FOREIGN:
                self.foreign = True
            if doubled:
                self.doubled = True
            if address is not None:
                self.links.append(address)
            elif name:
                self.names.add(name)
        if self.links and "template" in self.names:
            self.names.add("a")
        if self.foreign:
            self.names |= {elements.SVG_NAMES[name] for name in self.names & elements.SVG_NAMES.keys()}
        if "image" in self.names:
            self.names.add("img")

    def contain(self, word: str) -> bool:
        """Whether a word that libraries look for may occur in a tag."""
        return word in self._relevant_text


def _decided(tag: str) -> _Decision:
    """Decide on a start tag, and cache the decision."""
    if len(_irrelevant) + len(_decisions) > _MOST:
        _irrelevant.clear()
        _decisions.clear()
    token = next(iter(turbohtml.tokenize(f"{tag}>")), None)
    if token is None or token.tag is None:  # cut off within quotes, so unknown
        found = _NAME.match(tag)
        name = found[1].lower() if found else ""
        return _Decision(name, doubled=name in SCANNED)
    name, attributes = token.tag, token.attrs or []
    doubled = name in SCANNED and twice(tag)
    if doubled or name in _FOREIGN or may_matter(name, attributes):
        decision = _decisions[tag] = _Decision(name, plain_link(attributes) if name == "a" else None, doubled)
        return decision
    if concerns_libraries(tag):
        return _decisions.setdefault(tag, _Decision())
    _irrelevant.add(tag)
    return _Decision()


def written(tag: str) -> list[str]:
    """Return the attributes of a start tag as written, duplicates included."""
    name = _NAME.match(tag)
    return [one[0] for one in _ATTRIBUTE.finditer(tag, name.end())] if name else []


def twice(tag: str) -> bool:
    """Whether a start tag has a duplicate attribute; trees and tokens have only the first."""
    names = [one.strip(" \t\n\f\r/").split("=", 1)[0].strip().lower() for one in written(tag)]
    return len(set(names)) < len(names)


def concerns_libraries(tag: str) -> bool:
    """Whether a start tag contains something that well-known libraries look for."""
    if _longest_words().search(tag) is None:
        return False
    sought = (words for words, _ in _needs() if max(words, key=len) in tag)
    return any("&" in tag or all(word in tag for word in words) for words in sought)


@cache
def _longest_words() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word, _ in library_selectors()))


def plain_link(attributes: Sequence[tuple[str, str | None]]) -> str | None:
    """Return the target of an `a` that is a plain link, else None."""
    addresses = [value or "" for key, value in attributes if key == "href"]
    others = [pair for pair in attributes if pair[0] != "href"]
    if len(addresses) != 1 or JAVASCRIPT.match(addresses[0]) or may_matter("a", others):
        return None
    return addresses[0]


@cache
def library_selectors() -> tuple[tuple[str, str], ...]:
    """Return (selector, word) for what well-known libraries look for; a tag of a matching page contains the word."""
    return tuple((max(words, key=len), selector) for words, selector in _needs())


@cache
def _needs() -> tuple[tuple[list[str], str], ...]:
    """Return (words, selector) for each selector of libraries; none combines several elements."""
    from mkdocs_praxis.web.indicators import all_needs

    return tuple((re.findall(r"[\w-]+", selector), selector) for selector in all_needs())


def may_matter(name: str, attributes: _Attributes) -> bool:
    """Whether an element may have an effect on a page with an own base address; never wrongly False, whatever is around it."""
    if name in elements.ALWAYS:
        return True
    silent = elements.QUIET
    if name in {"link", "meta"}:
        given = dict(reversed([*attributes]))
        attributes = given.items()
        rel, told = given.get("rel") or "", given.get("name") or "-"
        types = {word.lower() for word in (words(rel) if isinstance(rel, str) else rel)}
        if name == "meta" and ("http-equiv" in given or not isinstance(told, str) or told[:1] in _TOLD_METAS):
            return True
        if name == "link" and types & elements.LOADED_LINKS:
            return True
        if name == "link":
            silent |= {"rel"} if types & elements.LINK_TYPES.keys() else {"rel", "href"}
    return any(_attribute_matters(name, key, value) for key, value in attributes if key not in silent)


def _attribute_matters(name: str, key: str, value: str | list[str] | None) -> bool:
    """Whether an attribute that is not quiet may matter."""
    if key[:2] == "on" or key in {"style", "data-vendor", "ping"} or BOUND.fullmatch(key):
        return True
    text = " ".join(value) if isinstance(value, list) else value or ""
    if not text or key[:5] == "aria-":
        return False
    if key in ADDRESSES:  # the own one may be the first of a list
        return "//" in text or not SURELY_OWN.fullmatch(text)
    if name == "param" and not SURELY_OWN.fullmatch(text):
        return True
    if (
        "//" in text
        or "\\" in text
        or ("(" in text and (key in elements.PRESENTATION or name in elements.ANIMATIONS))
    ):
        return True
    is_code = text[:1] in {"{", "["} or "('" in text or '("' in text
    return "." in text and (is_code or HOST.fullmatch(text.strip()) is not None)
