"""Code in Markdown, which browsers show and do not act on: fenced, indented, within a line."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import count, groupby

from mkdocs_praxis.lazy import regex

Line = tuple[int, str, str]  # number, line, line with inline code blanked and without its comment

_FENCE = regex(r"^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*(`{3,}|~{3,})(.*)$")
_CODE = regex(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
# Below an empty line.
_INDENTED = regex(r"(?P<above>\A|^[ \t]*\n)(?P<code>(?:(?: {4}|\t)[^\n]*(?:\n|\Z))+)", re.MULTILINE)
_INLINE = regex(r"(?<!`)(`{1,20})(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
# A line that indented lines belong to: an item of a list, a box, a tab, a footnote, a definition.
CONTAINER = regex(r"[ \t]*(?:[-*+][ \t]|\d+[.)][ \t]|!!!|\?\?\?\+?|===|\[\^?[^\]]+\]:|:[ \t]|///)")

_LETTER = regex(r"\S")


def outside_code(markdown: str, first_line: int) -> Iterator[Line]:
    """Yield the lines outside fenced code and comments."""
    lines = markdown.splitlines()
    if not any(sign in markdown for sign in ("`", "~~~", "<!--")):
        return zip(count(first_line), lines, lines, strict=False)
    return OutsideCode().lines(enumerate(lines, first_line))


class OutsideCode:
    """Reads lines outside of fenced code and comments. `within`: the fence or `<!--` that is not closed so far, `opened` where."""

    def __init__(self) -> None:
        self.within, self.opened = "", (0, "")

    def is_fenced(self, number: int, line: str) -> bool:
        """Whether the next line belongs to fenced code: its first, its last or one between."""
        mark = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if self.within:
            if mark and mark[1].startswith(self.within) and not mark[2].strip():
                self.within = ""
            return True
        if mark is None or (mark[1][0] == "`" and "`" in mark[2]):
            return False
        self.within, self.opened = mark[1], (number, line)
        return True

    def lines(self, numbered: Iterable[tuple[int, str]]) -> Iterator[Line]:
        """Yield those of these lines."""
        for number, line in numbered:
            if self.within == "<!--":
                self.within = "" if "-->" in line else self.within
            elif not self.is_fenced(number, line):
                seen = _CODE.sub(lambda m: " " * len(m[0]), line) if "`" in line else line
                if "<!--" in seen and "-->" not in seen.rpartition("<!--")[2]:
                    self.within, self.opened = "<!--", (number, line)
                yield number, line, seen.partition("<!--")[0]


def blanked(code: str) -> str:
    """Return blanks in place of code, so that what follows stays where it is."""
    return _LETTER.sub(" ", code)


def without_code(text: str, instead: Callable[[str], str], *, in_lists: bool = False) -> str:
    """Return Markdown in which `instead` stands for each piece of code.

    What is indented below an item of a list may be its text or code: it counts as code only with `in_lists`.
    """
    at, contained = 0, False

    def indented(met: re.Match[str]) -> str:
        nonlocal at, contained
        for line in met.string[at : met.start()].splitlines():
            begins = CONTAINER.match(line) is not None
            contained = begins if begins or line[:1].strip() else contained  # a paragraph may go on indented
        at = met.end()
        return met[0] if contained and not in_lists else met["above"] + instead(met["code"])

    parts, reading = [], OutsideCode()
    for fenced, lines in groupby(text.splitlines(keepends=True), lambda line: reading.is_fenced(0, line)):
        part = "".join(lines)
        parts.append(instead(part.removesuffix("\n")) + "\n" * part.endswith("\n") if fenced else part)
    return _INLINE.sub(lambda met: instead(met[0]), _INDENTED.sub(indented, "".join(parts)))
