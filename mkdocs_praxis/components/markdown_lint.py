"""Lints Markdown for common mistakes that would show as raw text on the page; each is an error with its line."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.problem import Problem, msg
from mkdocs_praxis.samples import Line, OutsideCode

_WORDLESS = regex(r"(?<!\\)!\[\s*\](?=[(\[])")
_TARGET = (
    r"(?:https?://|mailto:|tel:|www\.|[^\s()\[\]]+\.(?:md|html?|pdf|jpe?g|png|webp|svg|docx?)\b)[^\s()\[\]]*"
)
_CUT = regex(rf"(?<!\\)(\[[^\[\]\n]+\])\(({_TARGET}?)([.,;:!?]*)[ \t]*$")
_PICTURE_APART = regex(
    r"^ {0,3}!\s+(\[[^\]\n]+\]\([^\s()]+\.(?:jpe?g|png|webp|gif|svg|heic)\))", re.IGNORECASE
)
_APART = regex(rf"(?<!\\)(\[[^\]\n]+\])\s+\(({_TARGET})\)")
_SWAPPED = regex(rf"(?<!\\)\(([^()\n]+)\)\[({_TARGET})\]")
_BULLET = regex(r" {0,3}[-*+][ \t]+\S")
_FIRST = regex(r" {0,3}1\.[ \t]+\S[^\n]*\n {0,3}2\.[ \t]+\S")  # two entries, not a date at the end of a line
_SIGN = regex(r"[ \t\u00a0]{0,3}[•▪●◦‣⁃·–—][ \t\u00a0]+\S")  # list markers of Word and mail programs
_BRACKET = regex(r" {0,3}\d{1,2}\)[ \t]+\S")
_HARD = regex(r" *\u00a0[ \u00a0]*(?:[-*+]|\d{1,2}\.)[ \u00a0]\S")
_GLUED = regex(r" {0,3}-[^\W\d_]")  # two such lines are a list, one may be a word cut in two
_ROW = regex(r" {0,3}\|[^|]+\|[^|\n]*")
_TABBED = regex(r"(?![-*+>:#|\[]|\d+[.)]\s)[^\s][^\t\n]*\t+[^\t\n]*\S")  # a row of a table of Word or Excel
_QUOTED = regex(r"<[a-zA-Z][^<>\n]{0,200}?=\s?[„“”«»‘’]")
_CELL = regex(r"(?<!\\)\|")
_END = regex(r"^:{3,}[ \t]*$")
_BOX = regex(
    r"^:{3,}[ \t]*(?:note|info|tip|hint|warning|danger|caution|important|details|hinweis|achtung|wichtig|tipp|warnung|box)\b",
    re.IGNORECASE,
)
_CONFLICT = regex(r"^(?:<{7}|>{7})(?: |$)")
_LOOSE = regex(r"(?<![\\*\w])\*\*[ \t]+([^*\n]*[^*\s])[ \t]*\*\*(?!\*)")
_STARS = regex(r"(?<!\\)\*\*")
_OPENS = regex(r"(?<![\\*\w])\*\*(?=[\w„])")
_RULE = regex(r"[ \t|:=-]+$")
_WITHIN = regex(r"(?<=\S)[ \t]*(?<!\\):::[ \t]*praxis[ \t]+[\w-]+")
_INDENTED = regex(r"^(?: {4,}|\t[ \t]*):::[ \t]*praxis[ \t]+[\w-]")

# Each slip holds one of these, or what a component, picture, list, table or odd link holds (`plugin/pages.py`).
_SIGNS = tuple(map(regex, (
    r"\*(?=\*)", r"\n[ \t\u00a0]{0,3}[•▪●◦‣⁃·–—]", r"\n {0,3}\d{1,2}[.)]", "\u00a0", r"\t(?=\S)", "```", "~~~", r"<(?=[!<])",
    ">>>>>>>", r"=(?=\s?[„“”«»‘’])", r"\](?=\([^()\n]*(?:\n|\Z))", r"!(?=[ \t]+\[)",
)))  # fmt: skip


def may_slip(markdown: str) -> bool:
    """Return whether a page may hold a slip: most hold none, and need not be read line by line."""
    return any(sign.search(markdown) for sign in _SIGNS) or _without_end(markdown) is not None


def lint_markdown(markdown: str, *, file: str | None, first_line: int) -> Iterator[Problem]:
    """Yield a problem for each image without alt text, malformed link, directive that is not recognised, and so on.

    `<img alt="">` marks a decorative image; a backslash before, or backquotes around, a text prevent the error.
    """
    # Lines since the last empty one, and indices of the table rows among them
    block, rows = list[str](), list[int]()
    reading = OutsideCode()
    lines = list(reading.lines(enumerate(markdown.splitlines(), first_line)))
    for number, line, seen in lines:
        if seen.strip():
            rows += [len(block)] if _ROW.match(seen) else []
            block.append(seen)
        else:
            block, rows = [], []
        for told in (*_in_line(seen), *_in_block(block), *_in_table(block, rows)):
            above = told.line or 0  # lines above this one
            yield told._replace(file=file, line=number - above, excerpt=block[-2] if above else line)
    opened = _open_element(lines) if _without_end(markdown) else ()  # an end may stand in a comment
    for told in (*_unclosed(reading), *opened, *_open_bold(lines)):
        yield told._replace(file=file)


def _in_block(lines: list[str]) -> Iterator[Problem]:
    """Yield problems of the last line of a block that continues the block, but was meant as a new one."""
    entries = all(map(_BULLET.match, lines[-2:])) or _FIRST.match("\n".join(lines[-2:]))
    if len(lines) > 2 and entries and _is_text(lines[:-2]):
        fix = "Put an empty line before its first entry."
        yield Problem("this list would stand on the page as text, in one line", column=1, fix=fix)
    for signs, fix in ((_SIGN, _DASH), (_GLUED, _DASH), (_BRACKET, "Write a full stop behind each number: 1. …"), (_HARD, _RETYPE)):  # fmt: skip
        if len(lines) > 1 and all(map(signs.match, lines[-2:])) and not any(map(signs.match, lines[-3:-2])):
            yield Problem("this list would stand on the page as text, in one line", line=1, column=1, fix=fix)

    if len(lines) > 1 and all(map(_TABBED.match, lines[-2:])) and not any(map(_TABBED.match, lines[-3:-2])):
        cells = [cell.strip() for cell in lines[-2].split("\t") if cell.strip()]
        rows = f"| {' | '.join(cells)} |", "|" + "---|" * len(cells)
        fix = msg("Put strokes between the cells, {line}, and below the first row {rule}", line=rows[0], rule=rows[1])  # fmt: skip
        yield Problem("this table would stand on the page as text", line=1, column=1, fix=fix)


_DASH = "Begin each entry with a hyphen and a space: - …"
_RETYPE = "The blanks before it are hard ones, from another program: delete them, and type the line again."


def _in_table(lines: list[str], rows: list[int]) -> Iterator[Problem]:
    """Yield problems of a table, when the last line of its block is reached; `rows` are the table's lines."""
    if not rows or rows[-1] != len(lines) - 1 or len(rows) != len(lines) - rows[0]:
        return
    columns = _cells(lines[rows[0]])
    has_rule = len(rows) > 1 and _RULE.match(lines[rows[0] + 1])
    rule = msg("Put a line between them: {line}", line="|" + "---|" * max(1, columns))
    if len(rows) == 2 and not has_rule:
        if rows[0] == 0:
            yield Problem("this table would stand on the page as text", column=1, fix=rule)
    elif len(rows) == 2 and _is_text(lines[: rows[0]]) and rows[0]:
        fix = "Put an empty line before its first row."
        yield Problem("this table would stand on the page as text", column=1, fix=fix)
    elif has_rule and columns > 0:
        cells = _cells(lines[-1])
        if len(rows) == 2 and cells != columns:
            fix = msg("Write this line so: {line}", line="|" + "---|" * columns)
            yield Problem("this table would stand on the page as text", column=1, fix=fix)
        elif cells > columns:
            fix = r"Give the head as many cells, or write \| for a stroke that belongs to the text."
            what = msg("the head of this table has {columns} cells, this row {cells}: the last one would not be shown", columns=columns, cells=cells)  # fmt: skip
            yield Problem(what, column=1, fix=fix)


def _cells(row: str) -> int:
    """Return how many cells a row has; the stroke at its end may be left out."""
    return len(_CELL.findall(row)) - (1 if _CELL.match(row.rstrip(), len(row.rstrip()) - 1) else 0)


def _open_bold(lines: list[Line]) -> Iterator[Problem]:
    """Yield problems for `**` without an end before the next empty line."""
    begins: list[tuple[int, str, int]] = []
    for number, line, seen in (*lines, (0, "", "")):
        begins += [(number, line, found.start() if _OPENS.match(seen, found.start()) else -1) for found in _STARS.finditer(seen)]  # fmt: skip
        if not seen.strip():
            if len(begins) == 1 and begins[0][2] >= 0:
                at, text, column = begins[0]
                fix = "Write ** also behind the last word that is to be bold."
                yield Problem(_STARS_STAND, line=at, column=column + 1, excerpt=text, fix=fix)  # fmt: skip
            begins = []


def _unclosed(reading: "OutsideCode") -> Iterator[Problem]:
    """Yield problems for fences and comments that are never closed: all below them would be code, or lost."""
    if reading.within:
        what = msg("{mark} is opened here and never closed", mark=reading.within)
        fix = msg("Write {mark} where it ends, or delete it.", mark=reading.within.replace("<!--", "-->"))
        number, line = reading.opened
        yield Problem(what, line=number, column=1, excerpt=line, fix=fix)


_HIDING = regex(
    r"<(?<!\\<)(script|style|textarea|iframe|noscript|template|video|audio|object|canvas|select|button|details|div|section|article|aside|figure|table|center)(?=[\s/>])",
    re.IGNORECASE,
)
_AS_TEXT = frozenset({"script", "style", "textarea", "iframe"})  # in them all is text up to their end


def _open_element(lines: list[Line]) -> Iterator[Problem]:
    """Yield a problem for the first element without an end tag that browsers or Markdown would take the rest of the page into."""
    if found := _without_end("\n".join(seen for _, _, seen in lines)):
        before = found.string[: found.start()]
        number, line, _ = lines[before.count("\n")]
        what = msg("{mark} is opened here and never closed", mark=f"<{found[1]}>")
        fix = msg("Write {mark} where it ends, or delete it.", mark=f"</{found[1]}>")
        yield Problem(what, line=number, column=len(before) - before.rfind("\n"), excerpt=line, fix=fix)


def _without_end(text: str) -> re.Match[str] | None:
    ends = dict[str, int]()  # where the next end tag of each element stands
    found = _HIDING.search(text)
    while found:
        name = found[1].lower()
        if ends.get(name, -1) < found.end():
            end = re.compile(rf"</{name}[\s>]", re.IGNORECASE).search(text, found.end())
            if end is None:
                return found
            ends[name] = end.start()
        found = _HIDING.search(text, ends[name] if name in _AS_TEXT else found.end())
    return None


def _is_text(lines: list[str]) -> bool:
    """Whether lines are a plain paragraph: no list item, heading, table, admonition, component or HTML."""
    return not any(re.match(r"\s|[-*+#|>:!?=<\[{]|\d+[.)]", line) for line in lines)


_NO_LINK = "this is no link: it would stand on the page as it is"
_STARS_STAND = "these stars would stand on the page as they are"


class _Slip(NamedTuple):
    """What is looked for within a line, what is wrong with it, and what to write; `line` is made of parts of what was found."""

    pattern: re.Pattern[str]
    what: str
    fix: str
    line: str = ""
    why: str | None = None


_IN_LINE = (
    _Slip(_WORDLESS, what="this picture has no alternative text",
          fix='Say between the brackets what it shows. Is it only decoration? Then write <img src="…" alt="">.',
          why="who cannot see it hears nothing, or the name of the file"),
    _Slip(_CONFLICT, what="two versions of this page stand here one below the other, as git leaves them",
          fix="Keep one of them, and delete the lines with <<<<<<<, ======= and >>>>>>>."),
    _Slip(_END, what="these colons would stand on the page as they are", fix="A component needs no end: delete the line."),
    _Slip(_BOX, what="this box of another program would stand on the page as text",
          fix="Delete the line, and write “> ” before each line that is to stand apart."),
    _Slip(_QUOTED, what="these quotation marks are not those of HTML, so the browser takes them for a part of the value",
          fix='Write straight ones: "…"'),
    _Slip(_LOOSE, what=_STARS_STAND, fix="Write the stars right beside the words: {line}", line=r"**\1**"),
    _Slip(_CUT, what=_NO_LINK, fix="Close the round bracket: {line}", line=r"\1(\2)\3"),
    _Slip(_PICTURE_APART, what="this is no picture: it would stand on the page as a link",
          fix="Write it without a space behind the exclamation mark: {line}", line=r"!\1"),
    _Slip(_APART, what=_NO_LINK, fix="Write it without a space between the brackets: {line}", line=r"\1(\2)"),
    _Slip(_SWAPPED, what=_NO_LINK, fix="Words in square brackets, then the target in round ones: {line}", line=r"[\1](\2)"),
)  # fmt: skip


def _in_line(seen: str) -> Iterator[Problem]:
    if _INDENTED.match(seen):
        fix = "Let the line begin at the left margin, with an empty line before it."
        yield Problem("this line is indented, so it would stand on the page as it is", column=1, fix=fix)
    if seen.startswith(("    ", "\t")):
        return
    for pattern, what, fix, line, why in _IN_LINE:
        for found in pattern.finditer(seen):
            told = msg(fix, line=found.expand(line).strip()) if line else fix
            yield Problem(what, column=found.start() + 1, fix=told, why=why)
    within = None if seen.lstrip().startswith(":::") else _WITHIN.search(seen)
    if within:
        what = "a component within a line would stand on the page as it is"
        line = within[0].strip()
        fix = msg("Write it in a line of its own, with an empty line before it: {line}", line=line)
        yield Problem(what, column=within.start() + 1, fix=fix)
