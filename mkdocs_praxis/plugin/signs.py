"""Python-Markdown searches each piece of text for each kind of markup; here first for a character that this kind needs, which is faster."""

import re
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

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
    r"  \n": ("  \n",),
    # markdown.blockprocessors, markdown.extensions.def_list
    r"(^|\n)[ ]{0,3}>[ ]?(.*)": (">",),
    r"(?:^|\n)(?P<level>#{1,6})(?P<header>(?:\\.|[^\\#]|#+(?=[^#\n]))*?)#*(?:\n|$)": ("#",),
    r"(^|\n)[ ]{0,3}:[ ]{1,3}(.*?)(\n|$)": (":",),
    r"^.*?\n(?:=+|-+)[ ]*(\n|$)": ("\n",),
    r"""^[ ]{0,3}\[([^\[\]]*)\]:[ ]*(?:\n[ ]*)?([^\s]+)[ ]*(?:\n[ ]*)?((["\'])(.*)\4[ ]*|\((.*)\)[ ]*)?$""": (
        "]:",
    ),
}


# What the loop over the kinds of markup in a text uses, as it stands in Python-Markdown: another one is left alone.
_LOOP = ("isinstance", "util", "AtomicString", "len", "inlinePatterns", "_InlineProcessor__applyPattern")


class _Inline(InlineProcessor):
    """Applies to a text the kinds of markup whose sign it holds; the others find nothing in it."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply what is registered by now (markdown.treeprocessors.InlineProcessor.run)."""
        asked = [(one, getattr(one, "compiled_re", None)) for one in self.inlinePatterns]
        self._signed = [(one, SIGNS.get(getattr(found, "pattern", ""), ("",))) for one, found in asked]
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 - Python-Markdown's names
        if isinstance(data, AtomicString):
            return data
        apply: Any = getattr(self, _LOOP[-1])
        start = 0
        while patternIndex < len(self._signed):
            kind, signs = self._signed[patternIndex]
            matched = signs[0] in data or signs[-1] in data
            if matched:
                data, matched, start = apply(kind, data, patternIndex, start)
            if not matched:
                patternIndex, start = patternIndex + 1, 0  # noqa: N806
        return data


class _Signed:
    """An expression that is searched for only where its sign stands; all else is the expression's own."""

    def __init__(self, expression: re.Pattern[str]) -> None:
        self._expression, (self._sign,) = expression, SIGNS[expression.pattern]

    def search(self, string: str) -> re.Match[str] | None:
        return self._expression.search(string) if self._sign in string else None

    def match(self, string: str) -> re.Match[str] | None:
        return self._expression.match(string) if self._sign in string else None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._expression, name)


_signed = lru_cache(maxsize=None)(_Signed)  # one for each entry of the table


class Signs(Extension):
    """Markdown extension that lets Python-Markdown convert the same text to the same HTML in half of the time."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - named by Python-Markdown
        """Look for the signs first: of kinds of markup in texts, and of the kinds of blocks that were registered so far."""
        loop: Any = vars(InlineProcessor).get("_InlineProcessor__handleInline")
        if loop is not None and loop.__code__.co_names == _LOOP:
            for inline in md.treeprocessors:
                if type(inline) is InlineProcessor:
                    inline.__class__ = _Inline
        block: Any
        for block in md.parser.blockprocessors:
            expression = getattr(block, "RE", None)
            if isinstance(expression, re.Pattern) and len(SIGNS.get(expression.pattern, ())) == 1:
                block.RE = _signed(expression)
