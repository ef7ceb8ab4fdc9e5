"""Combines the inline code of pages for a common policy.

The inline code of a page includes that of nested documents: srcdoc frames inherit the policy of the page (HTML Standard
§7.1.7), as does a template's content once a script inserts it.
"""

from collections.abc import Iterable
from typing import Any

from mkdocs_praxis.web.contact import Page

_CODE = ("inline_scripts", "inline_styles", "event_handlers", "script_links", "style_attributes")


def united(pages: Iterable[Page]) -> Page:
    """Return the inline code of several pages as one Page: each text once, in order of first occurrence."""
    listed = list(pages)
    texts: dict[str, Any] = {
        name: tuple(dict.fromkeys(text for page in listed for text in getattr(page, name))) for name in _CODE
    }
    return Page(**texts, uses=frozenset().union(*(page.uses for page in listed)))


def code_of(page: Page) -> Page:
    """Return the part of a page that its policy depends on, as a key: most pages of a site share it."""
    return Page(**{name: getattr(page, name) for name in (*_CODE, "uses")})
