"""Keeps pasted HTML in order: Python-Markdown moves what follows a comment, script or frame on its line to the page's end.

It moves empty tags written `<img … />` and character references, so that badges lose their picture and words their umlauts.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from mkdocs_praxis.lazy import regex

EXTENSION = "mkdocs_praxis.replace.pasted:PastedHtml"

_AFTER_FENCES, _BEFORE_RAW_HTML = 25, 20  # priorities of Python-Markdown
# Raw HTML that begins on the line, or a script or comment that ended on it; not within a list item, a quote or indented code.
_BEGINS = regex(r" {0,3}(?:<|(?![ \t>])(?:(?!<script|<!--)[^`|])*(?:</script>|-->))", re.IGNORECASE)
_ENDS = regex(
    r"(-->|</(?:script|style|noscript|iframe|div|form|object|blockquote|video|audio|figure|section|center|table|ul|p)\s*>)"
)
_MOVED = regex(r"/>|&[#\w]")
_BROKEN = "\\1\n"
_SHOWN_AS_IT_STANDS = ("`", "<pre", "<textarea")


class _Apart(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        apart = list[str]()
        for line in lines:
            # Behind the last thing that would be moved the line need not be split.
            last = max((met.start() for met in _MOVED.finditer(line)), default=0) if ">" in line else 0
            if last and _BEGINS.match(line) and not any(sign in line for sign in _SHOWN_AS_IT_STANDS):
                apart += f"{_ENDS.sub(_BROKEN, line[:last])}{line[last:]}".split("\n")
            else:
                apart.append(line)
        return apart


class PastedHtml(Extension):
    """Markdown extension that puts what follows a piece of raw HTML on a line of its own."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - named by Python-Markdown
        """Register the preprocessor after fenced code, before raw HTML."""
        md.preprocessors.register(_Apart(md), "praxis_pasted", (_AFTER_FENCES + _BEFORE_RAW_HTML) / 2)
