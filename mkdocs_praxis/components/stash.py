"""Protects the HTML of components from Markdown: extensions such as md_in_html would parse it."""

import base64

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from mkdocs_praxis.lazy import regex

EXTENSION = "mkdocs_praxis.components.stash:ComponentStash"

_MARK = "<!--praxis-component:"
_PACKED = regex(_MARK + r"([A-Za-z0-9+/=]+)-->")
# Priorities of Python-Markdown: after its whitespace step, which would remove our markers
_AFTER_WHITE_SPACE, _BEFORE_FENCES = 30, 25


def pack(html: str) -> str:
    """Encode HTML as one line of Markdown, for `ComponentStash` to unpack."""
    return f"{_MARK}{base64.b64encode(html.encode()).decode()}-->"


class _Unpack(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return [
            _PACKED.sub(lambda m: self.md.htmlStash.store(base64.b64decode(m[1]).decode()), line)
            if _MARK in line
            else line
            for line in lines
        ]


class ComponentStash(Extension):
    """Markdown extension that inserts the components packed by `expand`."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - named by Python-Markdown
        """Register the preprocessor that stashes components as raw HTML."""
        md.preprocessors.register(_Unpack(md), "praxis_components", (_AFTER_WHITE_SPACE + _BEFORE_FENCES) / 2)
