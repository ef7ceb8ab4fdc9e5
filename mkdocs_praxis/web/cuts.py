"""A page cut into its tags, without a parse: what stands on many pages is passed over at the speed of a set."""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple

from mkdocs_praxis.lazy import regex

# Elements taken as one piece.
PIECES = ("script", "style", "title", "textarea", "svg", "math", "noscript", "template", "select", "form")


def _piece(name: str) -> str:
    """Match an element as one. An end tag closes in any case of letters; one with attributes is not plain."""
    return rf"{name}(?=[ \t\n\f/>])(?:[^<]++|<(?!/(?i:{name})[ \t\n\f/>]))*+</(?i:{name})[ \t\n\f]*+>"


# The first branch spares most tags the others; a tag comes without its ">", a piece or comment whole.
TOKEN = regex(
    rf"<(?:[^{''.join(sorted({name[0] for name in PIECES}))}!][^>]*+|{'|'.join(map(_piece, PIECES))}"
    r"|!--(?!-?>)(?:[^-]++|-(?!->))*+-->|[^>]*+)"
)
# How a piece or comment begins and ends, seen from behind a "<".
_OPENS = regex(rf"(?:{'|'.join(PIECES)})(?=[ \t\n\f/>])|!--(?!-?>)")
_CLOSES = {name: regex(rf"/(?i:{name})(?=[ \t\n\f/>])(?P<whole>[ \t\n\f]*+>)?") for name in PIECES}
_ITEM = "<li"  # what menus, by far the most of many pages, are made of
_ROW = 16  # of them are passed over together
_MENU = 4 * _ROW  # in a page with fewer it is quicker to look at every cut
_PLAIN_ITEM = regex(
    r"<li\b[^<>]*+>\s*+<a\s[^<>]*+>(?:[^<>]++|<span[^<>]*+>[^<>]*+</span>)*+</a>\s*+</li>\s*+"
)
MOST = 8 << 20  # characters remembered
_SHORT = 200  # characters of what may stand on another page too


class _Row(NamedTuple):
    """List items in a row, all passed, and how the next begins; where the tag names of the second and the last one end.

    `is_menu`: each is a link and its words.
    """

    text: str
    length: int
    second: int
    last: int
    is_menu: bool


class _Last:
    """A text as it was cut."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.chunks: list[str] = []
        self.left: list[int] = []
        self.menus: list[tuple[int, int]] = []

    def add(self, block: str, passed: AbstractSet[str]) -> bool:
        """Add the cuts of a block; tell whether all of it was passed over."""
        start, parts = len(self.chunks), block.split("<")
        if start:  # nothing stands before the "<" with which it begins
            del parts[0]
        new = [start + number for number, part in enumerate(parts) if part not in passed]
        self.chunks += parts
        self.left += new
        return not new


class Cuts:
    """Cuts the pages of a site. What stands on many of them falls out block by block, menus at few looks for many tags."""

    def __init__(self) -> None:
        self._passed: set[str] = set()  # quiet tags with the text behind them
        self._blocks: set[str] = set()  # list items up to the next one, all of it passed
        self._rows: dict[str, _Row] = {}  # several of these, by the first
        self._remembered = 0
        self._plain = True  # no row of list items stood in the last page: its neighbours have the same menus
        self._heeds: list[Callable[[str], bool]] = []
        self._last = _Last("")

    def heed(self, speaks: Callable[[str], bool]) -> None:
        """Pass over nothing from now on that says something to somebody else too."""
        if speaks not in self._heeds:
            self._heeds.append(speaks)
            self.forget()

    def left(self, text: str) -> tuple[list[str], list[int]]:
        """Return a text cut at each "<", and the numbers of those cuts that may say something; remembered for the last text.

        Only what may say something is sure to be cut: the rest may lie together.
        """
        self._cut(text)
        return self._last.chunks, self._last.left

    def menus(self, text: str) -> list[tuple[int, int]]:
        """Return what may be left out of a text: the middle of each long row of plain list items, from one `<li` to another.

        Each is a link to a page of the site and its words, and says nothing.
        """
        self._cut(text)
        return self._last.menus

    def _cut(self, text: str) -> None:
        if self._last.text is text or self._last.text == text:
            return
        last = self._last = _Last(text)
        if self._plain and not _has_menus(text):
            last.add(text, self._passed)
            return
        self._plain, rows, blocks = True, self._rows, self._blocks
        at = passed = _item(text, 0)
        last.add(text[:at], self._passed)
        single: list[int] = []  # where blocks begin that were passed one by one
        while at < len(text):
            end = _item(text, at + 1)
            block = text[at:end]
            row = rows.get(block)
            if row is not None and text.startswith(row.text, at):
                self._plain = False
                if row.is_menu:
                    last.menus.append((at + row.second, at + row.last))
                at += row.length
                single.clear()
            elif block in blocks:
                single.append(at)
                at = end
                if len(single) == _ROW and end < len(text):
                    self._row(text, single, end)
                    single.clear()
            else:
                if passed < at:
                    last.chunks.append(text[passed + 1 : at])
                if last.add(block, self._passed):
                    self._remember(block)
                    blocks.add(block)
                at = passed = end
                single.clear()
        if passed < at:
            last.chunks.append(text[passed + 1 :])

    def _row(self, text: str, starts: list[int], end: int) -> None:
        first, inner = starts[0], len(_ITEM)
        menu = all(_PLAIN_ITEM.fullmatch(text, a, b) for a, b in pairwise([*starts, end]))
        row = _Row(
            text[first : end + inner],
            end - first,
            starts[1] - first + inner,
            starts[-1] - first + inner,
            menu,
        )
        self._remember(row.text)
        self._rows.setdefault(text[first : starts[1]], row)

    def of(self, text: str, quiet: AbstractSet[str]) -> Iterator[str]:
        """Yield what `TOKEN` finds, but for `quiet` tags: a tag comes without its ">", a piece or comment whole.

        A tag that reaches over the next "<", or has no name, comes with one.
        """
        chunks, left = self.left(text)
        done = 0  # up to this chunk
        for number in left:
            if number <= done:
                continue
            chunk = chunks[number]
            opened = _OPENS.match(chunk)
            piece = piece_from(chunks, number, opened[0]) if opened is not None else None
            if piece is not None:
                yield piece[0]
                done = piece[1]
                continue
            tag, closed, _ = chunk.partition(">")
            token = f"<{tag}" if closed and tag else f"<{tag}<"
            if token not in quiet:
                yield token
            elif len(chunk) < _SHORT and not any(speaks(chunk) for speaks in self._heeds):
                self._remember(chunk)
                self._passed.add(chunk)

    def _remember(self, text: str) -> None:
        self._remembered += len(text)
        if self._remembered > MOST:
            self._clear()
            self._remembered = len(text)

    def forget(self) -> None:
        """Forget which tags were quiet."""
        self._clear()
        self._remembered = 0
        self._last = _Last("")

    def _clear(self) -> None:
        self._passed.clear()
        self._blocks.clear()
        self._rows.clear()


def _has_menus(text: str) -> bool:
    at = 0
    for _ in range(_MENU):
        at = text.find(_ITEM, at) + 1
        if not at:
            return False
    return True


def _item(text: str, start: int) -> int:
    """Return where the next list item begins, else the end."""
    at = text.find(_ITEM, start)
    return at if at >= 0 else len(text)


def piece_from(chunks: list[str], number: int, opened: str) -> tuple[str, int] | None:
    """Return the piece or comment that begins with a chunk, and the chunk in which it ends; None when it has no plain end."""
    for last in range(number, len(chunks)):
        chunk = chunks[last]
        if opened == "!--":
            end = chunk.find("-->", 3 if last == number else 0) + 3
        elif last > number and chunk[:1] == "/" and (closed := _CLOSES[opened].match(chunk)) is not None:
            if closed["whole"] is None:
                return None
            end = closed.end()
        else:
            continue
        if end > 2:
            return "<".join(["", *chunks[number:last], chunk[:end]]), last
    return None
