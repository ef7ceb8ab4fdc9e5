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
_BULLET = re.compile(r" {0,3}[-*+][ \t]+\S")
_ROW = re.compile(r" {0,3}\|.*\|[ \t]*$")
_RULE = re.compile(r"[ \t|:=-]+$")
_WITHIN = re.compile(r"(?<=\S)[ \t]*(?<!\\):::[ \t]*praxis[ \t]+[\w-]+")
_INDENTED = re.compile(r"^(?: {4,}|\t[ \t]*):::[ \t]*praxis[ \t]+[\w-]")


def slips(markdown: str, *, file: str | None, first_line: int) -> Iterator[Problem]:
    """Yield a problem for each picture without words, link that is none, and component that would stand as text.

    `<img alt="">` is how to say that a picture is decoration; a backslash in front, or backquotes around, keep a text as it is.
    """
    block: list[str] = []  # the lines since the last empty one
    for number, line, seen in _outside_code(markdown, first_line):
        block = [*block, seen] if seen.strip() else []
        for told in (*_in_line(seen), *_in_block(block)):
            yield told._replace(file=file, line=number, excerpt=line)


def _in_block(lines: list[str]) -> Iterator[Problem]:
    """Yield what the last line of a block makes plain: it goes on where something new was meant."""
    if len(lines) > 2 and all(map(_BULLET.match, lines[-2:])) and _is_text(lines[:-2]):
        fix = "Put an empty line before its first entry."
        yield Problem("this list would stand on the page as text, in one line", column=1, fix=fix)
    if len(lines) == 2 and all(map(_ROW.match, lines)) and not _RULE.match(lines[1]):
        columns = max(1, lines[0].count("|") - 1)
        fix = msg("Put a line between them: {line}", line="|" + "---|" * columns)
        yield Problem("this table would stand on the page as text", column=1, fix=fix)


def _is_text(lines: list[str]) -> bool:
    """Return whether lines are those of a paragraph only: no entry of a list, heading, table, box, component or HTML."""
    return not any(re.match(r"\s|[-*+#|>:!?=<\[{]|\d+[.)]", line) for line in lines)


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
