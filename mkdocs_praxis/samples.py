"""Code in Markdown, which browsers show and do not act on: fenced, indented, within a line."""

import re
from collections.abc import Callable

from mkdocs_praxis.lazy import regex

_FENCED = regex(
    r"(?P<above>^[ \t]*)(?P<code>(?P<fence>`{3,20}|~{3,20})[^\n]*\n.*?(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|\Z))",
    re.MULTILINE | re.DOTALL,
)
# Below an empty line.
_INDENTED = regex(r"(?P<above>\A|^[ \t]*\n)(?P<code>(?:(?: {4}|\t)[^\n]*(?:\n|\Z))+)", re.MULTILINE)
_INLINE = regex(r"(?<!`)(`{1,20})(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
# A line that indented lines belong to: an item of a list, a box, a tab, a footnote, a definition.
CONTAINER = regex(r"[ \t]*(?:[-*+][ \t]|\d+[.)][ \t]|!!!|\?\?\?\+?|===|\[\^?[^\]]+\]:|:[ \t]|///)")

_LETTER = regex(r"\S")


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

    text = _FENCED.sub(lambda met: met["above"] + instead(met["code"]), text)
    return _INLINE.sub(lambda met: instead(met[0]), _INDENTED.sub(indented, text))
