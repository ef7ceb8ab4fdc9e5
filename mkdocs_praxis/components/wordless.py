"""Markdown pictures without words: nearly always forgotten, so an error where they are written."""

import re
from collections.abc import Iterator

from mkdocs_praxis.problem import Problem

_FENCE = re.compile(r"^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*(`{3,}|~{3,})(.*)$")
_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
_WORDLESS = re.compile(r"(?<!\\)!\[\s*\](?=[(\[])")


def wordless_pictures(markdown: str, *, file: str | None, first_line: int) -> Iterator[Problem]:
    """Yield a problem for each `![](…)` outside code; `<img alt="">` is how to say that a picture is decoration."""
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
        if comment or (line.startswith(("    ", "\t"))):
            comment = comment and "-->" not in line
            continue
        comment = "<!--" in line and "-->" not in line.rpartition("<!--")[2]
        seen = _CODE.sub(lambda m: " " * len(m[0]), line.partition("<!--")[0])
        for found in _WORDLESS.finditer(seen):
            yield Problem(
                "this picture has no alternative text",
                file=file,
                line=number,
                column=found.start() + 1,
                excerpt=line,
                why="who cannot see it hears nothing, or the name of the file",
                fix='Say between the brackets what it shows. Is it only decoration? Then write <img src="…" alt="">.',
            )
