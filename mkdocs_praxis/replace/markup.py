"""Replaces embeds in Markdown source; code samples stay untouched."""

import html
import re

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace.engine import replace
from mkdocs_praxis.replace.lines import SHORTCODE, TAG
from mkdocs_praxis.replace.model import Options, Replaced
from mkdocs_praxis.samples import without_code

# Markdown forms of an embed: an image, and a URL alone in its paragraph.
_PICTURE = regex(
    r"!\[(?P<alt>[^\]\n]*)\]\(\s*<?(?P<address>https?://[^\s)>]+)>?(?:\s+\"[^\"\n]*\")?\s*\)(?:\{[^}\n]*\})?"
)
_LINKED = regex(
    rf"\[(?P<picture>{_PICTURE.pattern})\]\(\s*<?(?P<to>[^\s)>]+)>?(?:\s+\"(?P<title>[^\"\n]*)\")?\s*\)(?:\{{[^}}\n]*\}})?"
)
_LINE = regex(
    rf"(?:(?<=\n\n)|\A)(?P<address>https?://[^\s<>]+|{SHORTCODE}|{TAG})(?=\s*(?:\n\n|\Z))", re.IGNORECASE
)


def replace_markdown(text: str, options: Options) -> Replaced:
    """Replace the embeds in a Markdown file, as `replace` does in HTML. Fenced, indented and inline code stays."""
    # A private-use character that the text does not contain replaces code samples meanwhile.
    mark = next(chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)
    held: list[str] = []

    def hold(code: str) -> str:
        held.append(code)
        lines = "\n" * code.count("\n")  # keeps the line numbers
        return f"{mark}{len(held) - 1}{lines}{mark}"

    masked = without_code(text, hold, in_lists=True)
    meant: dict[str, str] = {}  # HTML that Markdown makes of an image or line → its source

    def as_html(match: re.Match[str]) -> str:
        groups = {name: html.escape(value or "") for name, value in match.groupdict().items()}
        made = f"<p>{groups['address']}</p>"
        if "alt" in groups:
            made = f'<img alt="{groups["alt"]}" src="{groups["address"]}">'
        if "to" in groups:
            made = f'<a href="{groups["to"]}" title="{groups["title"]}">{made}</a>'
        meant[made] = match.group()
        return made

    for form in (_LINKED, _PICTURE, _LINE):
        masked = form.sub(as_html, masked)
    done = replace(masked, options, markdown=True)
    given_back = re.compile(f"{mark}(\\d+)\n*{mark}")
    result = done.html
    for made, written in meant.items():
        result = result.replace(made, written)
    while mark in result:
        result = given_back.sub(lambda match: held[int(match.group(1))], result)
    return Replaced(result, done.replacements, done.asks)
