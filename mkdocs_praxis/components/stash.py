"""Carries components through Markdown untouched, wherever they stand: other extensions (md_in_html) take nested HTML apart."""

import base64
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from mkdocs_praxis.lazy import regex

EXTENSION = "mkdocs_praxis.components.stash:ComponentStash"

_MARK = "<!--praxis-component:"
_PACKED = regex(_MARK + r"([A-Za-z0-9+/=]+)-->")
_AFTER_WHITE_SPACE, _BEFORE_FENCES = (
    30,
    25,
)  # priorities of Python-Markdown: its white space step would drop the stash's marks


def pack(html: str) -> str:
    """Return a line of Markdown that holds HTML as it is, for `ComponentStash` to unpack."""
    return f"{_MARK}{base64.b64encode(html.encode()).decode()}-->"


def unpack(text: str) -> str:
    """Return a text with every packed component as HTML again."""
    return _PACKED.sub(lambda m: base64.b64decode(m[1]).decode(), text)


class _Unpack(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return [
            _PACKED.sub(lambda m: self.md.htmlStash.store(base64.b64decode(m[1]).decode()), line)
            if _MARK in line
            else line
            for line in lines
        ]


class ComponentStash(Extension):
    """The Markdown extension that belongs to `expand`."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - named by Python-Markdown
        """Register the step that puts each component where Markdown leaves it alone."""
        md.preprocessors.register(_Unpack(md), "praxis_components", (_AFTER_WHITE_SPACE + _BEFORE_FENCES) / 2)


def makeExtension(**options: Any) -> ComponentStash:  # noqa: N802 - named by Python-Markdown
    """Return the extension, for those who name only the module."""
    return ComponentStash(**options)
