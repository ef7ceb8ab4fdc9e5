"""Small things of the text of pages: numbers within Arabic, words that stay together, titles that Markdown's extensions give."""

import re

from mkdocs.structure.pages import Page

from mkdocs_praxis.components.together import together
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.plugin.state import Build
from mkdocs_praxis.theme import theme_words

# Between letters that run from the right the groups of a phone number would stand in reverse; what is no text stays.
_NUMBER = regex(
    r"<(script|style|svg|title|textarea|option)\b.*?</\1\s*>|<[^>]*>"
    r"|(?<![\w+/.:#-])(?<!\d,)(?:\+\d|\(?0\d|116 ?1)[\d()]{0,14}(?:(?:[ \u00a0/–-]|&nbsp;){1,3}[\d()]{1,14}){0,6}(?![:.,]?\d)",
    re.IGNORECASE | re.DOTALL,
)
# `!!! note` without a title of its own is called Note by Python-Markdown, in every language.
_TITLE = regex(r'(<p class="admonition-title">|<summary>)([A-Z][a-z]+)(?=</)')


def typeset(build: Build, html: str, page: Page) -> str:
    """Return the text of a page with no-break spaces and numbers from the left; do the same for `headline` and `lead` of its head."""
    from_right = page.meta.get("dir") == "rtl"
    if from_right:
        html = _NUMBER.sub(lambda m: m[0] if m[0][0] == "<" else f'<bdi dir="ltr">{m[0]}</bdi>', html)
    if not str(build.config.theme.name).startswith("praxis"):
        return html
    for name in {"headline", "lead"} & page.meta.keys():
        words = together(str(page.meta[name] or ""))
        # U+2066 and U+2069 are <bdi> where no tags can be.
        page.meta[name] = _NUMBER.sub("\u2066\\g<0>\u2069", words) if from_right else words
    if "admonition-title" in html or "<summary>" in html:
        said = theme_words(build.language_of(page)[:2])
        html = _TITLE.sub(lambda found: found[1] + said(found[2]), html)
    return together(html)
