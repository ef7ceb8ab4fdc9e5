"""Cuts pages at each `<` without parsing: incrementally against the previous page, dropping parts known as irrelevant."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import pairwise

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.shared import Lines, shared

# Elements that are kept in one piece.
PIECES = ("script", "style", "title", "textarea", "svg", "math", "noscript", "template", "select", "form")


# The first branch is a fast path for most tags. Tags match without their ">", pieces and comments as a whole. The end tag of a
# piece may be in upper case; one with attributes is left to the parser.
TOKEN = regex(
    rf"<(?:[^{''.join(sorted({name[0] for name in PIECES}))}!][^>]*+"
    rf"|(?P<piece>{'|'.join(PIECES)})(?=[ \t\n\f/>])(?:[^<]++|<(?!/(?i:(?P=piece))[ \t\n\f/>]))*+</(?i:(?P=piece))[ \t\n\f]*+>"
    r"|!--(?!-?>)(?:[^-]++|-(?!->))*+-->|[^>]*+)"
)
# The start of a piece or comment, behind the "<".
_OPENS = regex(rf"(?:{'|'.join(PIECES)})(?=[ \t\n\f/>])|!--(?!-?>)")
_ITEM = "<li"
_MENU = 16  # items: skipping fewer is not worth it
_LEAST = 400  # characters: shorter texts have fewer items
_PLAIN_ITEMS = regex(
    rf"(?:{_ITEM}(?=[\s>])[^<>]*+>\s*+<a\s[^<>]*+>(?:[^<>]++|<span[^<>]*+>[^<>]*+</span>)*+</a>\s*+</li>\s*+)++"
)
MOST = 8 << 20  # characters cached
_SHORT = 200  # characters: longer chunks are unlikely to recur on other pages
_PAGE = 2000  # characters: shorter texts are no pages


class Cut:
    """A text and its relevant chunks: each the text behind a "<", whose offset is in `places` (-1: before the first "<")."""

    def __init__(self, text: str, lines: Lines) -> None:
        self.text, self.lines = text, lines
        self.places: list[int] = []
        self.chunks: list[str] = []

    def add(self, start: int, end: int, passed: AbstractSet[str]) -> None:
        """Cut the text between two offsets of "<" (or the end), without chunks in `passed`."""
        for chunk in self.text[start + 1 : end].split("<"):
            if chunk not in passed:
                self.places.append(start)
                self.chunks.append(chunk)
            start += len(chunk) + 1

    def take(self, other: "Cut", start: int, end: int, shift: int, passed: AbstractSet[str]) -> None:
        """Copy the chunks of another text between two offsets, moved by `shift`."""
        for number in range(bisect_left(other.places, start), bisect_left(other.places, end)):
            if (chunk := other.chunks[number]) not in passed:
                self.places.append(other.places[number] + shift)
                self.chunks.append(chunk)


class Cuts:
    """Cuts the pages of a site; remembers irrelevant chunks and the last page."""

    def __init__(self) -> None:
        self._passed: set[str] = set()  # irrelevant chunks: quiet tags with the text behind them
        self._remembered = 0
        self._heeds: list[Callable[[str], bool]] = []
        self._last = Cut("", Lines(""))
        self._items: set[str] = set()  # plain list items, without their "<li"

    def heed(self, speaks: Callable[[str], bool]) -> None:
        """Register another search: from now on chunks for which `speaks` is true are not dropped."""
        if speaks not in self._heeds:
            self._heeds.append(speaks)
            self.forget()

    def cut(self, text: str) -> Cut:
        """Cut a text at each "<", without irrelevant chunks; the result for the last page is cached."""
        last = self._last
        if last.text is text or last.text == text:
            return last
        parts = list(shared(last.text, text) if len(text) >= _PAGE else ())
        cut, at = Cut(text, Lines(text, (last.text, last.lines), parts)), -1
        for before, here, length in parts:
            first, end = text.find("<", here, here + length), text.rfind("<", here, here + length)
            if first < end:
                shift = here - before
                cut.add(at, first, self._passed)
                cut.take(last, first - shift, end - shift, shift, self._passed)
                at = end
        cut.add(at, len(text), self._passed)
        if len(text) >= _PAGE:
            self._last = cut
        return cut

    def menus(self, text: str) -> list[tuple[int, int]]:
        """Return spans that a parser may skip: between the `<li`s of long runs of items with only a link to a page of the site, and text."""
        found, known = [], self._items
        for start, until in pairwise([*self.cut(text).places, len(text)]):
            if until - start < _LEAST:
                continue
            at, done = max(start, 0), 0
            parts = text[at:until].split(_ITEM)
            if len(parts) <= _MENU:
                continue
            others = [number for number, part in enumerate(parts) if number and part not in known]
            if len(others) > _MENU:
                self._learn(row[0] for row in _PLAIN_ITEMS.finditer(text, at, until))
                others = [number for number in others if parts[number] not in known]
            for other, end in pairwise([0, *others, len(parts)]):  # all items between these are plain
                if end - other > _MENU:
                    at, done = at + _size(parts[done : other + 1]), other + 1
                    found.append((at + _size(parts[done : done + 1]), at + _size(parts[done : end - 1])))
        return found

    def _learn(self, rows: Iterable[str]) -> None:
        for row in rows:
            self._count(row)
            self._items.update(row.split(_ITEM)[1:])

    def of(self, text: str, quiet: AbstractSet[str]) -> Iterator[tuple[int, str]]:
        """Yield (offset, token) for matches of `TOKEN` but `quiet` tags: tags without their ">", pieces and comments whole.

        A tag that extends over the next "<", or has no name, ends with "<".
        """
        cut, done = self.cut(text), 0
        for start, chunk in zip(cut.places, cut.chunks, strict=True):
            if start < done:
                continue
            if _OPENS.match(chunk) and (piece := TOKEN.match(text, start)) and text[piece.end() - 1] == ">":
                yield start, piece[0]
                done = piece.end()
                continue
            tag, closed, _ = chunk.partition(">")
            token = f"<{tag}" if closed and tag else f"<{tag}<"
            if token not in quiet:
                yield start, token
            elif len(chunk) < _SHORT and not any(speaks(chunk) for speaks in self._heeds):
                self._remember(chunk)

    def _remember(self, chunk: str) -> None:
        self._count(chunk)
        self._passed.add(chunk)

    def _count(self, chunk: str) -> None:
        self._remembered += len(chunk)
        if self._remembered > MOST:
            self._passed.clear()
            self._items.clear()
            self._remembered = len(chunk)

    def forget(self) -> None:
        """Clear the cache."""
        self._passed.clear()
        self._items.clear()
        self._remembered = 0
        self._last = Cut("", Lines(""))


def _size(parts: list[str]) -> int:
    """Return the length of parts in the text, each with the `<li` behind it."""
    return sum(map(len, parts)) + len(_ITEM) * len(parts)
