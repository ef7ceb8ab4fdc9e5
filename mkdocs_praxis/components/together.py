"""Words that stay on one line: a number and its unit, `§ 5`, `Dr. Beispiel`, `z. B.`, `3. August`, and the hyphen of `und -therapie`."""

import re

from mkdocs_praxis.lazy import regex

_SPACE = regex(
    r" (?:(-)(?=[a-zäöüß])|(?<=[\d§.,] )(?:"
    r"(?<=\d )(?=(?:[€%‰]|°C|Uhr|EUR|[mµk]?g|[md]?l|[mck]?m|mmHg|kcal|[A-Za-z])(?![\w.-]))"
    r"|(?<=§ )(?=\d)|(?<=\bNr\. )(?=\d)|(?<=\bDr\. )(?=\w)|(?<=\b[A-Za-z]\. )(?=[A-Za-z]{1,3}\.)"
    r"|(?<=\d\. )(?=(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)[a-z]*\b)|(?<=\b[DFMS][aior]\., )(?=\d)))"
)
_NOT_TEXT = ("pre", "code", "script", "style", "textarea", "kbd")


def together(html: str) -> str:
    """Return HTML with no-break spaces and, behind a hyphen that begins a word, a word joiner; tags and code stay as they are."""
    code = [name for name in _NOT_TEXT if f"<{name}" in html]

    def kept(found: re.Match[str]) -> str:
        at = found.start()
        if html.rfind("<", 0, at) > html.rfind(">", 0, at) or any(
            html.rfind(f"<{name}", 0, at) > html.rfind(f"</{name}", 0, at) for name in code
        ):
            return found[0]
        return " -\u2060" if found[1] else "\u00a0"

    return _SPACE.sub(kept, html)
