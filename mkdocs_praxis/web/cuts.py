"""A page cut into its tags, without a parse: only where it differs from the page before it, and what is quiet falls out."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.lines import Lines
from mkdocs_praxis.web.shared import Edit, Part, edited, shared, untouched

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
_MENU = 16  # items: leaving out fewer is not worth it
_LEAST = 400  # characters: so many do not stand in fewer
_PLAIN_ITEMS = regex(
    rf"(?:{_ITEM}(?=[\s>])[^<>]*+>\s*+<a\s[^<>]*+>(?:[^<>]++|<span[^<>]*+>[^<>]*+</span>)*+</a>\s*+</li>\s*+)++"
)
MOST = 8 << 20  # characters remembered
_SHORT = 200  # characters of what may stand on another page too
_PAGE = 2000  # characters: what is shorter is no page


class Cut:
    """A text and its cuts that may say something: the parts behind each "<", and where that stands (-1: before all of them)."""

    def __init__(self, text: str, lines: Lines) -> None:
        self.text, self.lines = text, lines
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
        self._last = Cut("", Lines(""))
        self._items: set[str] = set()  # what stands behind the "<li" of plain list items

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
        return self._cut(text, shared(last.text, text) if len(text) >= _PAGE else ())

    def edited(self, text: str, edits: Sequence[Edit]) -> str:
        """Return a text with its edits made, given in their order, and know how it is cut."""
        made = edited(text, edits)
        if self._last.text is text and len(made) >= _PAGE:
            self._cut(made, untouched(text, edits))
        return made

    def _cut(self, text: str, alike: Iterable[Part]) -> Cut:
        """Cut a text which shares some parts with the last page."""
        last, parts, at = self._last, list(alike), -1
        cut = Cut(text, Lines(text, (last.text, last.lines), parts))
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
            for other, end in pairwise([0, *others, len(parts)]):  # what stands between these is plain
                if end - other > _MENU:
                    at, done = at + _size(parts[done : other + 1]), other + 1
                    found.append((at + _size(parts[done : done + 1]), at + _size(parts[done : end - 1])))
        return found

    def _learn(self, rows: Iterable[str]) -> None:
        for row in rows:
            self._count(row)
            self._items.update(row.split(_ITEM)[1:])

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
        self._count(chunk)
        self._passed.add(chunk)

    def _count(self, chunk: str) -> None:
        self._remembered += len(chunk)
        if self._remembered > MOST:
            self._passed.clear()
            self._items.clear()
            self._remembered = len(chunk)

    def forget(self) -> None:
        """Forget which tags were quiet."""
        self._passed.clear()
        self._items.clear()
        self._remembered = 0
        self._last = Cut("", Lines(""))


def _size(parts: list[str]) -> int:
    """Return how much of a text parts take up, with the `<li` behind each."""
    return sum(map(len, parts)) + len(_ITEM) * len(parts)
