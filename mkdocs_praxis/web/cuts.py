"""A page cut into its tags, without a parse: only where it differs from the page before it, and what is quiet falls out."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from itertools import pairwise

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.lines import Lines
from mkdocs_praxis.web.shared import shared

# Elements taken as one piece.
PIECES = ("script", "style", "title", "textarea", "svg", "math", "noscript", "template", "select", "form")


# The first branch spares most tags the others; a tag comes without its ">", a piece or comment whole. An end tag closes a piece
# in any case of letters; one with attributes is not plain.
TOKEN = regex(
    rf"<(?:[^{''.join(sorted({name[0] for name in PIECES}))}!][^>]*+"
    rf"|(?P<piece>{'|'.join(PIECES)})(?=[ \t\n\f/>])(?:[^<]++|<(?!/(?i:(?P=piece))[ \t\n\f/>]))*+</(?i:(?P=piece))[ \t\n\f]*+>"
    r"|!--(?!-?>)(?:[^-]++|-(?!->))*+-->|[^>]*+)"
)
# How a piece or comment begins, seen from behind a "<".
_OPENS = regex(rf"(?:{'|'.join(PIECES)})(?=[ \t\n\f/>])|!--(?!-?>)")
_ITEM = "<li"
_MENU = 64  # items: leaving out fewer is not worth it
_PLAIN_ITEMS = regex(
    rf"(?:<li\b[^<>]*+>\s*+<a\s[^<>]*+>(?:[^<>]++|<span[^<>]*+>[^<>]*+</span>)*+</a>\s*+</li>\s*+){{{_MENU},}}+"
)
MOST = 8 << 20  # characters remembered
_SHORT = 200  # characters of what may stand on another page too
_PAGE = 2000  # characters: what is shorter is no page


class Cut:
    """A text and its cuts that may say something: the parts behind each "<", and where that stands (-1: before all of them)."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines("")
        self.places: list[int] = []
        self.chunks: list[str] = []

    def add(self, start: int, end: int, passed: AbstractSet[str]) -> None:
        """Cut what lies from one "<" up to another one, or the end."""
        for chunk in self.text[start + 1 : end].split("<"):
            if chunk not in passed:
                self.places.append(start)
                self.chunks.append(chunk)
            start += len(chunk) + 1

    def take(self, other: "Cut", start: int, end: int, shift: int, passed: AbstractSet[str]) -> None:
        """Take over the cuts of another text from one "<" up to another one; they stand elsewhere here by `shift`."""
        for number in range(bisect_left(other.places, start), bisect_left(other.places, end)):
            if (chunk := other.chunks[number]) not in passed:
                self.places.append(other.places[number] + shift)
                self.chunks.append(chunk)


class Cuts:
    """Cuts the pages of a site."""

    def __init__(self) -> None:
        self._passed: set[str] = set()  # quiet tags with the text behind them
        self._remembered = 0
        self._heeds: list[Callable[[str], bool]] = []
        self._last = Cut("")
        # Rows of plain list items, in the text in which they were sought last.
        self._rows: tuple[str, list[tuple[int, int]]] = "", []

    def heed(self, speaks: Callable[[str], bool]) -> None:
        """Pass over nothing from now on that says something to somebody else too."""
        if speaks not in self._heeds:
            self._heeds.append(speaks)
            self.forget()

    def cut(self, text: str) -> Cut:
        """Return a text cut at each "<", without what is quiet; remembered for the last page."""
        last = self._last
        if last.text is text or last.text == text:
            return last
        cut, at = Cut(text), -1
        parts = list(shared(last.text, text)) if len(text) >= _PAGE else []
        cut.lines = Lines(text, (last.text, last.lines), parts)
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
        """Return what may be left out of a text: the middle of each long row of plain list items, from one `<li` to another.

        Each is a link to a page of the site and its words, and says nothing.
        """
        self._rows = (
            text,
            _rows_again(*self._rows, text) or [row.span() for row in _PLAIN_ITEMS.finditer(text)],
        )
        found, places = [], self.cut(text).places
        for begin, end in self._rows[1]:
            between = places[bisect_left(places, begin) : bisect_left(places, end)]
            for start, until in pairwise([begin, *between, end]):
                second, last = text.find(_ITEM, start + 1, until), text.rfind(_ITEM, start + 1, until)
                if second < last:
                    found.append((second + len(_ITEM), last + len(_ITEM)))
        return found

    def of(self, text: str, quiet: AbstractSet[str]) -> Iterator[tuple[int, str]]:
        """Yield what `TOKEN` finds and where, but for `quiet` tags: a tag comes without its ">", a piece or comment whole.

        A tag that reaches over the next "<", or has no name, comes with one.
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
        self._remembered += len(chunk)
        if self._remembered > MOST:
            self._passed.clear()
            self._remembered = len(chunk)
        self._passed.add(chunk)

    def forget(self) -> None:
        """Forget which tags were quiet."""
        self._passed.clear()
        self._remembered = 0
        self._last = Cut("")


def _rows_again(before: str, rows: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Return where rows of items that stand in one text stand in another one too; nothing where that is less than half of them."""
    found = []
    for at, to, length in shared(before, text) if rows else ():
        for start, end in rows:
            first = start if start >= at else before.find(_ITEM, at, end)
            last = end if end <= at + length else before.rfind(_ITEM, start, at + length)
            if at <= first < last:
                found.append((first + to - at, last + to - at))
    return found if _size(found) > _size(rows) // 2 else []


def _size(rows: list[tuple[int, int]]) -> int:
    return sum(end - start for start, end in rows)
