"""Words that stay on one line: a number and its unit, `§ 5 Abs. 1 Satz 2`, `Dr. Beispiel`, `z. B.`, `3. August`, and the hyphen of `und -therapie`."""

import re

from mkdocs_praxis.lazy import regex

_SPACE = regex(
    r" (?:(-)(?=[a-zäöüß])|(?<=[0-9§.,z] )(?:"
    r"(?<=[0-9] )(?=(?:[€%‰]|°C|Uhr|EUR|[mµk]?g|[md]?l|[mck]?m|mmHg|kcal|[A-Za-z])(?![\w.-])|[A-Z][a-z]+ [0-9]{4}\b)"
    r"|(?=[0-9])(?:(?<=§ )|(?<=\bSatz )|(?<=\b(?:Nr|no)\. )|(?<=\b(?:Art|Abs)\. ))|(?<=\bBuchst\. )(?=[a-z]\b)"
    r"|(?<=\bDr\. )(?=\w)|(?<=\b[A-Za-z]\. )(?=[A-Za-z]{1,3}\.)|(?<=\b(?:rer|med)\. )(?=[a-z]+\.)"
    r"|(?<=[0-9]\. )(?=(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)[a-z]*\b)|(?<=\b[DFMS][aior]\., )(?=[0-9])))"
)
_NOT_TEXT = regex(r"<(pre|code|script|style|textarea|kbd)\b.*?(?:</\1\s*>|\Z)", re.DOTALL)


def together(html: str) -> str:
    """Return HTML with no-break spaces and, behind a hyphen that begins a word, a word joiner; tags and code stay as they are."""
    done, at = list[str](), 0
    for code in _NOT_TEXT.finditer(html):
        done += [_kept(html[at : code.start()]), code[0]]
        at = code.end()
    return "".join((*done, _kept(html[at:])))


def _kept(html: str) -> str:
    def unless_in_tag(found: re.Match[str]) -> str:
        if html.rfind("<", 0, found.start()) > html.rfind(">", 0, found.start()):
            return found[0]
        return " -\N{WORD JOINER}" if found[1] else "\N{NO-BREAK SPACE}"

    return _SPACE.sub(unless_in_tag, html)
