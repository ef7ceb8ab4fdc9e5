"""A page cut into its tags, without a parse: what stands on many pages is passed over at the speed of a set."""

import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet

# Elements taken as one piece.
PIECES = ("script", "style", "title", "textarea", "svg", "math", "noscript", "template", "select", "form")


def _piece(name: str) -> str:
    """Match an element as one. An end tag closes in any case of letters; one with attributes is not plain."""
    return rf"{name}(?=[ \t\n\f/>])(?:[^<]++|<(?!/(?i:{name})[ \t\n\f/>]))*+</(?i:{name})[ \t\n\f]*+>"


# The first branch spares most tags the others; a tag comes without its ">", a piece or comment whole.
TOKEN = re.compile(
    rf"<(?:[^{''.join(sorted({name[0] for name in PIECES}))}!][^>]*+|{'|'.join(map(_piece, PIECES))}"
    r"|!--(?!-?>)(?:[^-]++|-(?!->))*+-->|[^>]*+)"
)
# How a piece or comment begins and ends, seen from behind a "<".
_OPENS = re.compile(rf"(?:{'|'.join(PIECES)})(?=[ \t\n\f/>])|!--(?!-?>)")
_CLOSES = {name: re.compile(rf"/(?i:{name})(?=[ \t\n\f/>])(?P<whole>[ \t\n\f]*+>)?") for name in PIECES}
_ITEM = "<li"  # what menus, by far the most of many pages, are made of
MOST = 8 << 20  # characters remembered
_SHORT = 200  # characters of what may stand on another page too


class Cuts:
    """Cuts the pages of a site. What stands on many of them falls out block by block, menus at few looks for many tags."""

    def __init__(self) -> None:
        self._passed: set[str] = set()  # quiet tags with the text behind them
        self._blocks: set[str] = set()  # what lies between two list items, all of it passed
        self._remembered = 0
        self._heeds: list[Callable[[str], bool]] = []
        self._last: tuple[str, list[str], list[int]] = "", [], []

    def heed(self, speaks: Callable[[str], bool]) -> None:
        """Pass over nothing from now on that says something to somebody else too."""
        self._heeds.append(speaks)
        self.forget()

    def left(self, text: str) -> tuple[list[str], list[int]]:
        """Return a text cut at each "<", and the numbers of those cuts that may say something; remembered for the last text.

        Only what may say something is sure to be cut: the rest may lie together.
        """
        if self._last[0] is not text and self._last[0] != text:
            self._last = text, *self._cut(text)
        return self._last[1:]

    def _cut(self, text: str) -> tuple[list[str], list[int]]:
        blocks, quiet = text.split(_ITEM), self._blocks
        chunks: list[str] = []
        left: list[int] = []
        done = 0
        for number in [0, *(n for n, block in enumerate(blocks) if n and block not in quiet)]:
            if done < number:
                chunks.append(_ITEM[1:] + _ITEM.join(blocks[done:number]))
            done = number + 1
            parts = blocks[number].split("<")
            parts[0] = (_ITEM[1:] if number else "") + parts[0]
            start, passed = len(chunks), len(left)
            left += [start + n for n, part in enumerate(parts) if part not in self._passed]
            chunks += parts
            if number and passed == len(left):
                self._remember(blocks[number])
                quiet.add(blocks[number])
        if done < len(blocks):
            chunks.append(_ITEM[1:] + _ITEM.join(blocks[done:]))
        return chunks, left

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
            self._passed.clear()
            self._blocks.clear()
            self._remembered = len(text)

    def forget(self) -> None:
        """Forget which tags were quiet."""
        self._passed.clear()
        self._blocks.clear()
        self._remembered = 0
        self._last = "", [], []


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
