"""Literals that every match of an expression, or every page with a vendor's embed (its clues), contains: searched for first."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.vendors.model import Embed, Vendor

# (longest word, literal) by the first letters of that word, and the literals without a word of `_LETTERS` letters.
Index = tuple[dict[str, tuple[tuple[str, str], ...]], tuple[str, ...]]
_LETTERS, _MOST_SIGNS = 4, 4
_MOST_KEPT = 50_000  # words
_LONGEST_KEPT = 40  # letters
_WORD = regex(rf"[\w-]{{{_LETTERS},}}")


@cache
def literal(expression: str) -> str:
    """Return the longest literal (of several the last) in every match of an expression, in lower case; "" if there is none."""
    alone = [texts[0] for texts in texts_in(expression) if len(texts) == 1]
    return max(reversed(alone), key=len, default="").lower()


def texts_in(expression: str) -> list[tuple[str, ...]]:
    """Return tuples of literal texts, of each of which every match of an expression contains at least one."""
    return list(texts_of(_parser.parse(expression)))


def texts_of(parsed: object) -> Iterator[tuple[str, ...]]:
    """Yield such tuples of a part of an expression, as parsed; a run of literals is a tuple of one."""
    run = ""
    for name, argument in _flat(parsed):
        if name == "LITERAL":
            run += chr(argument)
            continue
        if name == "BRANCH":
            yield tuple(text for alternative in argument[1] for text in _longest(alternative, run))
        if run:
            yield (run,)
        run = ""
    if run:
        yield (run,)


def _longest(alternative: object, run: str) -> list[str]:
    """Return the longest literal of an alternative, which `run` precedes; one for each sign of a small set that stands before it."""
    runs, signs, text = list[tuple[list[str], str]](), [""], run
    for name, argument in [*_flat(alternative), ("END", ())]:
        if name == "LITERAL":
            text += chr(argument)
            continue
        runs.append((signs, text))
        few = (
            name == "IN" and len(argument) <= _MOST_SIGNS and all(str(op) == "LITERAL" for op, _ in argument)
        )
        signs, text = [chr(sign) for _, sign in argument] if few else [""], ""
    signs, text = max(runs, key=lambda one: len(one[1]))
    return [sign + text for sign in signs]


def _flat(parsed: Any) -> Iterator[tuple[str, Any]]:
    """Yield (operation, argument) for the parts of an expression that every match has, groups opened."""
    for operation, argument in parsed:
        name = str(operation)
        if name == "SUBPATTERN":
            yield from _flat(argument[-1])
        elif name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"} and argument[0] > 0:
            yield from _flat(argument[2])
            yield "OTHER", None
        elif name != "AT":  # an anchor matches no characters
            yield name, argument


def needles(literals: Iterable[str]) -> Index:
    """Return the `Index` of literals that are in lower case."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    short = []
    for one in dict.fromkeys(literals):
        word = max(_WORD.findall(one), key=len, default="")
        if word:
            found[word[:_LETTERS]] = (*found.get(word[:_LETTERS], ()), (word, one))
        else:
            short.append(one)
    return found, tuple(short)


class Needles:
    """Search for many literals at once: the cost grows with the words of the text, not with the number of literals."""

    def __init__(self, index: Index) -> None:
        self._index, self._short = index
        self._silent: set[str] = set()  # cache of words that contain no literal's longest word

    def found_in(self, lowered: str) -> set[str]:
        """Return the literals that occur in a text in lower case."""
        found: set[str] = set()
        for word in set(_WORD.findall(lowered)).difference(self._silent):
            hits = self._in(word)
            if not hits and len(word) <= _LONGEST_KEPT:
                self._silent.add(word)
            found.update(one for one in hits if one in lowered)
        if len(self._silent) > _MOST_KEPT:
            self._silent.clear()
        found.update(one for one in self._short if one in lowered)
        return found

    def _in(self, word: str) -> list[str]:
        """Return the literals whose longest word is a substring of `word`."""
        starts = range(len(word) - _LETTERS + 1)
        near = (
            (start, pair) for start in starts for pair in self._index.get(word[start : start + _LETTERS], ())
        )
        return [one for start, (needle, one) in near if word.startswith(needle, start)]


@cache
def compiled(expression: str) -> re.Pattern[str]:
    """Compile an expression, ignoring case."""
    return re.compile(expression, re.IGNORECASE)


def search(expression: str, text: str, lowered: str) -> re.Match[str] | None:
    """Search a text for an expression, if its literal occurs in `lowered`, the text in lower case."""
    if literal(expression) not in lowered:
        return None
    return compiled(expression).search(text)


# Class names, ids, attribute names and values and tag names in a CSS selector: a matching page contains them.
_SELECTOR_WORDS = regex(r"[\w@:-]{4,}")
_NOT_CLAUSES = regex(r":not\((?:[^()]|\([^()]*\))*\)")
_PSEUDO_CLASS = regex(r"(?<!\\):[\w-]+")
_CHOICES = regex(r"(?<!\\):[\w-]+\(([^()]*)\)")
_COMMA = regex(r",(?![^()]*\))")
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
    """Return texts, one of which is in every page with such an element: hosts of its address, else words of its selector ("": none)."""
    if address and (hosts := _hosts_of(address)):
        return hosts
    return tuple(
        clue for one in _COMMA.split(_NOT_CLAUSES.sub("", selector).lower()) for clue in _of_alternative(one)
    )


def _of_alternative(selector: str) -> tuple[str, ...]:
    """Return the fewest texts one of which is in every page with such an element: a word, or one of each choice (`:is(a, b)`)."""
    rest, choices = _CHOICES.sub(" ", selector), _CHOICES.findall(selector)
    if "(" in rest:  # choices within choices
        return tuple(max(_words(one), key=len, default="") for one in selector.split(","))
    every = [[_words(one) for one in inner] for inner in ([rest], *(one.split(",") for one in choices))]
    found = []
    for words in every:
        shared = [word for word in words[0] if all(word in one for one in words)]
        told = [shared] if shared else words
        found.append(tuple(max(one, key=len, default="") for one in told))
    return min(found, key=lambda clues: ("" in clues, len(clues), -min(map(len, clues))))


def _words(selector: str) -> list[str]:
    plain = _PSEUDO_CLASS.sub(" ", selector).replace("\\:", ":")
    return [word for word in _SELECTOR_WORDS.findall(plain) if word not in _COMMON]


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


def prefilter(expression: str) -> tuple[str, ...]:
    """Return texts in lower case and of any length, one of which occurs in every match of an expression; ("",) if none."""
    found = texts_in(expression)
    return tuple(text.lower() for text in max(found, key=lambda texts: min(map(len, texts)), default=("",)))
