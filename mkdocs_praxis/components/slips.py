"""Slips of the pen in Markdown that would stand on the page as they are, each an error where it is written."""

import re
from collections.abc import Iterator

from mkdocs_praxis.problem import Problem, msg

_FENCE = re.compile(r"^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*(`{3,}|~{3,})(.*)$")
_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
_WORDLESS = re.compile(r"(?<!\\)!\[\s*\](?=[(\[])")
_TARGET = (
    r"(?:https?://|mailto:|tel:|www\.|[^\s()\[\]]+\.(?:md|html?|pdf|jpe?g|png|webp|svg|docx?)\b)[^\s()\[\]]*"
)
_APART = re.compile(rf"(?<!\\)(\[[^\]\n]+\])\s+\(({_TARGET})\)")
_SWAPPED = re.compile(rf"(?<!\\)\(([^()\n]+)\)\[({_TARGET})\]")
_WITHIN = re.compile(r"(?<=\S)[ \t]*(?<!\\):::[ \t]*praxis[ \t]+[\w-]+")
_INDENTED = re.compile(r"^(?: {4,}|\t[ \t]*):::[ \t]*praxis[ \t]+[\w-]")


def slips(markdown: str, *, file: str | None, first_line: int) -> Iterator[Problem]:
    """Yield a problem for each picture without words, link that is none, and component that would stand as text.

    `<img alt="">` is how to say that a picture is decoration; a backslash in front, or backquotes around, keep a text as it is.
    """
    for number, line, seen in _outside_code(markdown, first_line):
        for told in _in_line(seen):
            yield told._replace(file=file, line=number, excerpt=line)


def _outside_code(markdown: str, first_line: int) -> Iterator[tuple[int, str, str]]:
    """Yield number, line, and the line with blanks in place of code; fenced code and comments left out."""
    fence, comment = "", False
    for number, line in enumerate(markdown.splitlines(), first_line):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not mark[2].strip():
                fence = ""
            continue
        if mark and not (mark[1][0] == "`" and "`" in mark[2]):
            fence = mark[1]
            continue
        if comment:
            comment = "-->" not in line
            continue
        comment = "<!--" in line and "-->" not in line.rpartition("<!--")[2]
        yield number, line, _CODE.sub(lambda m: " " * len(m[0]), line.partition("<!--")[0])


def _in_line(seen: str) -> Iterator[Problem]:
    if _INDENTED.match(seen):
        yield Problem(
            "this line is indented, so it would stand on the page as it is",
            column=1,
            fix="Let the line begin at the left margin, with an empty line before it.",
        )
    if seen.startswith(("    ", "\t")):
        return
    for found in _WORDLESS.finditer(seen):
        yield Problem(
            "this picture has no alternative text",
            column=found.start() + 1,
            why="who cannot see it hears nothing, or the name of the file",
            fix='Say between the brackets what it shows. Is it only decoration? Then write <img src="…" alt="">.',
        )
    for found in _APART.finditer(seen):
        fix = msg("Write it without a space between the brackets: {line}", line=f"{found[1]}({found[2]})")
        yield Problem(
            "this is no link: it would stand on the page as it is", column=found.start() + 1, fix=fix
        )
    for found in _SWAPPED.finditer(seen):
        fix = msg(
            "Words in square brackets, then the target in round ones: {line}",
            line=f"[{found[1]}]({found[2]})",
        )
        yield Problem(
            "this is no link: it would stand on the page as it is", column=found.start() + 1, fix=fix
        )
    within = None if seen.lstrip().startswith(":::") else _WITHIN.search(seen)
    if within:
        yield Problem(
            "a component within a line would stand on the page as it is",
            column=within.start() + 1,
            fix=msg(
                "Write it in a line of its own, with an empty line before it: {line}", line=within[0].strip()
            ),
        )
