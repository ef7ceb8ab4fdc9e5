"""The inline code of several pages as one policy must know it.

Reading a page gives that of what stands inside it too:
srcdoc frames are judged by the policy of the page around them (HTML Standard §7.1.7), a template's content once a script
puts it into the page.
"""

from collections.abc import Iterable

from mkdocs_praxis.web.contact import Page


def united(pages: Iterable[Page]) -> Page:
    """Return the inline code of several pages as that of one: each text once, in the order of first sight."""
    listed = list(pages)
    return Page(
        inline_scripts=_union(page.inline_scripts for page in listed),
        inline_styles=_union(page.inline_styles for page in listed),
        event_handlers=_union(page.event_handlers for page in listed),
        script_links=_union(page.script_links for page in listed),
        style_attributes=_union(page.style_attributes for page in listed),
        uses=frozenset().union(*(page.uses for page in listed)),
    )


def code_of(page: Page) -> Page:
    """Return of a page what decides on its policy: most pages of a site have that in common."""
    return Page(
        inline_scripts=page.inline_scripts,
        inline_styles=page.inline_styles,
        event_handlers=page.event_handlers,
        script_links=page.script_links,
        style_attributes=page.style_attributes,
        uses=page.uses,
    )


def _union(texts: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for some in texts for text in some))
