"""A converted page in its parts, whatever elements showed them: headings, pictures, paragraphs, items of lists."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

TEXT, ITEM, TERM, OTHER = 7, 8, 9, 10  # kinds of units beside headings (their level) and pictures (0)
_PICTURE = re.compile(r"\[?!\[([^\]]*)\]\(([^)\s]+)\)(?:\]\([^)]*\))?")
_OTHER = re.compile(r"\||:::|```|<!--|^>|https?://\S+$|!\[")  # tables, embeds, pictures beside words
_MARKUP = re.compile(r"\[([^\]]*)\]\([^)]*\)| ?\{#[^}]*\}|[*_\\]")


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
    return _MARKUP.sub(r"\1", markdown).strip()


def told(units: list[Unit]) -> str:
    """Return the Markdown of units, as facts may hold it: each line a paragraph, as they take no `<br>`."""
    text, before = "", 0
    for unit in units:
        item = unit.kind == ITEM
        text += ("\n" if item and before == ITEM else "\n\n") + "- " * item + "\n\n".join(unit.lines)
        before = unit.kind
    return text.strip()


def units_of(blocks: list[str]) -> list[Unit]:
    """Return the units of the Markdown blocks of a page, in order."""
    return [unit for index, block in enumerate(blocks) for unit in _units(index, block)]


def _units(index: int, block: str) -> Iterator[Unit]:
    picture = _PICTURE.fullmatch(block)
    if heading := re.match(r"(#{1,6}) (.+)", block):
        yield Unit(index, len(heading[1]), [heading[2]])
    elif picture:
        yield Unit(index, 0, [block], (picture[1], picture[2]))
    elif _OTHER.search(block):
        yield Unit(index, OTHER, [block])
    elif all(line.startswith("- ") for line in block.split("\n")):
        yield from (Unit(index, ITEM, [line[2:].strip()]) for line in block.split("\n"))
    elif "\n:   " in block:
        yield from (Unit(index, TERM, re.split(r"\n:   ", term)) for term in re.split(r"\n(?!:   )", block))
    else:
        yield Unit(index, TEXT, block.split("<br>\n"))


def sections(
    units: list[Unit], named: re.Pattern[str], also: Callable[[Unit], object] = lambda _: False
) -> Iterator[list[Unit]]:
    """Yield what stands below each heading that fits a pattern; headings of its level go on with it where `also` says so."""
    end = 0
    for index, unit in enumerate(units):
        if index >= end and 0 < unit.kind < TEXT and named.search(unit.words):
            behind = range(index + 1, len(units))
            heads = (n for n in behind if 0 < units[n].kind <= unit.kind)
            end = next((n for n in heads if units[n].kind < unit.kind or not also(units[n])), len(units))
            yield units[index + 1 : end]


def below(units: list[Unit], index: int) -> list[Unit]:
    """Return the units below a heading, up to the next of its level or above."""
    level = units[index].kind
    end = next((n for n in range(index + 1, len(units)) if 0 < units[n].kind <= level), len(units))
    return units[index + 1 : end]


def without(blocks: list[str], units: list[Unit], taken: list[Unit], instead: str) -> list[str]:
    """Return the blocks of a page without units that facts hold now, nor headings that are empty by that."""
    gone = {unit.block for unit in taken} - {unit.block for unit in units if unit not in taken}
    first = min(gone, default=0)
    for index in reversed(range(len(units))):
        some = below(units, index) if 1 < units[index].kind < TEXT else []
        if some and gone.issuperset(unit.block for unit in some):
            gone.add(units[index].block)
    left = [(index, block) for index, block in enumerate(blocks) if index not in gone]
    before = [block for index, block in left if index < first]
    return [*before, *([instead] if instead else []), *(block for index, block in left if index >= first)]
