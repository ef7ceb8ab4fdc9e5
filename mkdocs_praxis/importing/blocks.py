"""A converted page in its parts, whatever elements showed them, and entries for files of facts made of such parts."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from mkdocs_praxis.importing.model import Facts
from mkdocs_praxis.importing.shapes import PATTERNS

TEXT, ITEM, TERM, OTHER = 7, 8, 9, 10  # kinds of units beside headings (their level) and pictures (0)
_LONG = 400  # a text that is rather a page of its own


@dataclass(eq=False, slots=True)
class Unit:
    """A heading, a picture, a paragraph, an item of a list or a term with its meaning."""

    block: int  # the index of the Markdown block that it is in
    kind: int
    lines: list[str]  # Markdown, without the sign of a heading or item
    picture: tuple[str, str] = ("", "")  # (words, path)

    @property
    def words(self) -> str:
        """Its first line as a reader sees it."""
        return plain(self.lines[0])


def plain(markdown: str) -> str:
    """Return a line without emphasis and links."""
    return PATTERNS["markup"].sub(r"\1", markdown).strip()


def markdown_of(units: list[Unit]) -> str:
    """Return the Markdown of units, as facts may hold it: each line a paragraph, as they take no `<br>`."""
    text, before = "", 0
    for unit in units:
        item = unit.kind == ITEM
        text += ("\n" if item and before == ITEM else "\n\n") + "- " * item + "\n\n".join(unit.lines)
        before = unit.kind
    return text.strip()


class Parts:
    """A converted page in blocks of Markdown, and in the units of which these are made."""

    def __init__(self, markdown: str) -> None:
        self.blocks = re.split(r"\n\n+", markdown.strip())
        self.units = [unit for index, block in enumerate(self.blocks) for unit in _units(index, block)]

    def without(self, taken: list[Unit], instead: str, site: Iterable[str]) -> str:
        """Return the Markdown without units that facts hold now, nor headings that are empty by that.

        `site` has the Markdown of all pages: places that their links lead to stay.
        """
        gone = {unit.block for unit in taken} - {unit.block for unit in self.units if unit not in taken}
        first = min(gone, default=0)
        for index in reversed(range(len(self.units))):
            some = below(self.units, index) if 1 < self.units[index].kind < TEXT else []
            if some and gone.issuperset(unit.block for unit in some if unit.lines != ["---"]):
                gone |= {self.units[index].block, *(unit.block for unit in some)}
        places = [
            name
            for index in sorted(gone)
            for name in PATTERNS["place in markdown"].findall(self.blocks[index])
        ]
        links = "".join(site) if places else ""
        kept = "".join(f'<a id="{name}"></a>' for name in places if f"#{name})" in links)
        left = [(index, block) for index, block in enumerate(self.blocks) if index not in gone]
        new = [block for block in (kept, instead) if block]
        return (
            "\n\n".join([b for n, b in left if n < first] + new + [b for n, b in left if n >= first]) + "\n"
        )


def _units(index: int, block: str) -> Iterator[Unit]:
    picture = PATTERNS["picture alone"].fullmatch(block)
    if heading := re.match(r"(#{1,6}) (.+)", block):
        yield Unit(index, len(heading[1]), [heading[2]])
    elif picture:
        yield Unit(index, 0, [block], (picture[1], picture[2]))
    elif PATTERNS["other block"].search(block):
        yield Unit(index, OTHER, [block])
    elif all(line.startswith("- ") for line in block.split("\n")):
        yield from (Unit(index, ITEM, [line[2:].strip()]) for line in block.split("\n"))
    elif "\n:   " in block:
        yield from (Unit(index, TERM, re.split(r"\n:   ", term)) for term in re.split(r"\n(?!:   )", block))
    else:
        yield Unit(index, TEXT, block.split("<br>\n"))


def sections(
    units: list[Unit], named: re.Pattern[str], also: Callable[[Unit], object] = lambda _: False
) -> Iterator[tuple[Unit, list[Unit]]]:
    """Yield each heading that fits a pattern, and what stands below it; headings of its level go on with it where `also` says so."""
    end = 0
    for index, unit in enumerate(units):
        if index >= end and 0 < unit.kind < TEXT and named.search(unit.words):
            behind = range(index + 1, len(units))
            heads = (n for n in behind if 0 < units[n].kind <= unit.kind)
            end = next((n for n in heads if units[n].kind < unit.kind or not also(units[n])), len(units))
            yield unit, units[index + 1 : end]


def below(units: list[Unit], index: int) -> list[Unit]:
    """Return the units below a heading, up to the next of its level or above."""
    level = units[index].kind
    end = next((n for n in range(index + 1, len(units)) if 0 < units[n].kind <= level), len(units))
    return units[index + 1 : end]


@dataclass(slots=True)
class Entry:
    """A person or a service: facts, and the units of the page that they were taken from."""

    facts: Facts
    rest: list[Unit]  # what is said beside
    units: list[Unit]
    picture: tuple[str, str] = ("", "")
    link: str = ""

    @property
    def whole(self) -> bool:
        """Whether facts can hold all that is said: little, and nothing but words."""
        return all(u.kind in {TEXT, ITEM} and "](" not in markdown_of([u]) for u in self.rest) and len(markdown_of(self.rest)) <= _LONG  # fmt: skip


def doubt_last(entries: list[Entry]) -> None:
    """Where more, or other, follows the last than follows the others, it may no longer be about it."""
    others, last = entries[:-1], entries[-1:]
    kinds = {unit.kind for one in others for unit in one.units[1:]}
    most = max((len(one.units) for one in others), default=0)
    for one in last if others else ():
        if len(one.units) > most or {unit.kind for unit in one.units[1:]} - kinds:
            one.rest, one.picture = [*one.rest, Unit(0, OTHER, [""])], ("", "")


def pictured(units: list[Unit], heads: list[int], n: int, body: list[Unit]) -> list[Unit]:
    """Return what is said below the head at `n` with its own picture: that above it, where the first head stands below one."""
    if not (heads and heads[0] and units[heads[0] - 1].picture[1]):
        return body
    own = [unit for unit in units[max(n - 1, 0) : n] if unit.picture[1]]
    return own + [unit for unit in body if not unit.picture[1]]


def linked(head: Unit, body: list[Unit]) -> tuple[list[Unit], str]:
    """Return what is said below a head, without pictures and “more”, and the page where there is more."""
    links = (found[1] for unit in [head, *body] if (found := PATTERNS["link to page"].search(unit.lines[0])))
    said = [
        unit
        for unit in body
        if not unit.picture[1] and not PATTERNS["link to page"].fullmatch("".join(unit.lines))
    ]
    return said, next(links, "")
