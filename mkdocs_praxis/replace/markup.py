"""Embeds in a Markdown source: code samples in it are text for readers and stay untouched."""

import re

from mkdocs_praxis.replace.engine import replace
from mkdocs_praxis.replace.model import Options, Replaced

_FENCED = re.compile(
    r"^[ \t]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL
)
_INDENTED = re.compile(r"(?:(?<=\n\n)|\A)(?:(?: {4}|\t)[^\n]*(?:\n|\Z))+")
_INLINE = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)


def replace_markdown(text: str, options: Options) -> Replaced:
    """Replace the embeds in a Markdown file, as `replace` does in HTML. Fenced, indented and inline code stays."""
    # A private-use character that the text does not hold stands for code while the rest is looked through.
    mark = next(chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match.group())
        lines = "\n" * match.group().count("\n")  # keeps the line numbers
        return f"{mark}{len(held) - 1}{lines}{mark}"

    masked = text
    for code in (_FENCED, _INDENTED, _INLINE):
        masked = code.sub(hold, masked)
    done = replace(masked, options)
    given_back = re.compile(f"{mark}(\\d+)\n*{mark}")
    html = done.html
    while mark in html:
        html = given_back.sub(lambda match: held[int(match.group(1))], html)
    return Replaced(html, done.replacements, done.asks)
