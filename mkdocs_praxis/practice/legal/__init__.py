"""The pages the law asks for, made from facts and from what the build found."""

import datetime as dt

from mkdocs_praxis.practice.legal.found import Found
from mkdocs_praxis.practice.model import Facts


def page_html(
    name: str, facts: Facts, *, language: str = "", today: dt.date, found: Found | None = None
) -> str:
    """Return a legal page (`impressum`, `datenschutz`, `barrierefreiheit`, `bildnachweise`) as HTML without its title.

    Without findings the privacy notice says nothing of what only a build can know.
    Raise PraxisError where these texts would be wrong (church carriers, other countries).
    """
    from mkdocs_praxis.practice.legal.render import legal_page

    return legal_page(name, facts, found, built=today, language=language).html


__all__ = ["Found", "page_html"]
