"""Drafts: a site with missing facts builds, but every page has a notice and `noindex`.

So gaps and examples are visible on the pages, and no visitor mistakes them for statements of the practice. `--strict` rejects a
draft, and `praxis publish` does not upload one.
"""

from collections.abc import Iterator
from functools import cache

from markupsafe import escape

from mkdocs_praxis.i18n import tongue, translator
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.shipped import PATTERNS
from mkdocs_praxis.practice.todo import missing
from mkdocs_praxis.problem import Problem
from mkdocs_praxis.web.source import prologue

MARK = "data-praxis-draft"
_UNLISTED = '<meta name="robots" content="noindex">'


def open_points(facts: Facts, language: str = "") -> Iterator[Problem]:
    """Yield the problems that make a site a draft: missing facts that the law requires, unconfirmed examples."""
    return (problem for problem in missing(facts, language=language) if problem.severity == "error")


@cache
def _note(count: int, language: str) -> str:
    """Return the HTML notice shown on each page of a draft."""
    t = translator(language, "practice")
    one = "Draft, not published: {n} point is still open (`praxis todo`)."
    other = "Draft, not published: {n} points are still open (`praxis todo`)."
    words = t.many(count, one, other).replace("`", "")
    return f'<aside class="page-notice praxis-draft" {MARK} aria-label="{escape(t("Draft"))}"{tongue(language)}><div class="wrap"><p><strong>{escape(words)}</strong></p></div></aside>'


def marked(html: str, count: int, language: str) -> str:
    """Return a page with the draft notice, which shows the `count` of open points, and `noindex`."""
    note = _note(count, language)
    html = PATTERNS["body"].sub(lambda found: found[0] + note, html, count=1)
    at = prologue(html)  # behind the encoding declaration, which must be within the first 1024 bytes
    if at is None:
        return PATTERNS["head"].sub(lambda found: found[0] + _UNLISTED, html, count=1)
    return html[:at] + _UNLISTED + html[at:]
