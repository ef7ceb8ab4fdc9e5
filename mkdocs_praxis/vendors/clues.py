"""Clues: literal texts of a vendor, at least one of which occurs in every page with an embed of it."""

from collections.abc import Iterator

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.vendors.model import Embed, Vendor
from mkdocs_praxis.vendors.patterns import texts_in

# Class names, ids, attribute names and values and tag names in a CSS selector: a matching page contains them.
_SELECTOR_WORDS = regex(r"[\w@:-]{4,}")
_NOT_CLAUSES = regex(r":not\([^)]*\)")
_PSEUDO_CLASS = regex(r"(?<!\\):[\w-]+")
_HOST = regex(r"[\w-]{2,}(?:\.[\w-]{2,})+")
_LEAST = 4
# Too common to be clues: nearly every page would be parsed and searched for embeds.
_COMMON = frozenset([
    "article", "blockquote", "body", "bookmark", "button", "center", "class", "container", "create",
    "data", "description", "element", "embed", "figure", "follow", "form", "formid", "href", "html", "iframe",
    "image", "input", "link", "main", "name", "onclick", "options", "page", "position", "script", "secret",
    "section", "share", "snippet", "source", "store", "stream", "style", "telephone", "text", "title", "transform", "type",
    "username", "value", "video", "width", "window", "data-settings", "data-type",
])  # fmt: skip


def of_vendor(vendor: Vendor) -> Iterator[str]:
    """Yield the clues of a vendor, in lower case."""
    if not vendor.embeds:
        return
    yield from (clue.lower() for clue in vendor.clues)
    yield from (entry.lower().removeprefix("=").partition("/")[0] for entry in vendor.hosts)
    for embed in vendor.embeds:
        yield from _of_embed(embed)


def _of_embed(embed: Embed) -> Iterator[str]:
    if embed.script:
        yield from necessary(embed.script)
    yield from filter(None, embed.clues)


def of_element(selector: str, address: str = "") -> tuple[str, ...]:
    """Return texts, at least one of which occurs in every page with an element that matches selector and address.

    The hosts of the address if it has any; else a text for each alternative of the selector, "" where it has none.
    """
    if address and (hosts := _hosts_of(address)):
        return hosts
    plain = _PSEUDO_CLASS.sub(" ", _NOT_CLAUSES.sub("", selector)).replace("\\:", ":")
    told = (_SELECTOR_WORDS.findall(alternative) for alternative in plain.lower().split(","))
    return tuple(max((word for word in words if word not in _COMMON), key=len, default="") for words in told)


def _hosts_of(expression: str) -> tuple[str, ...]:
    """Return hosts, one of which occurs in every address that matches; () if there are none."""
    for texts in texts_in(expression):
        found = [_HOST.search(text.lower()) for text in texts]
        hosts = [one.group() for one in found if one]
        if len(hosts) == len(found):
            return tuple(hosts)
    return ()


def necessary(expression: str) -> tuple[str, ...]:
    """Return texts in lower case, one of which occurs in every match of an expression; () if all are too short or common."""
    best: tuple[int, tuple[str, ...]] = (0, ())
    for found in texts_in(expression):
        texts = tuple(dict.fromkeys(text.lower() for text in found))
        worth = min((len(text) for text in texts if text.strip("._-/") not in _COMMON), default=0)
        if all(text.strip("._-/") not in _COMMON for text in texts) and worth >= _LEAST and worth > best[0]:
            best = (worth, texts)
    return best[1]


def needles(expression: str) -> tuple[str, ...]:
    """Return texts in lower case and of any length, one of which occurs in every match of an expression; ("",) if none."""
    found = texts_in(expression)
    return tuple(text.lower() for text in max(found, key=lambda texts: min(map(len, texts)), default=("",)))
