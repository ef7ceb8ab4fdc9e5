"""Page titles, computed once if nothing can change them while pages are rendered."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

_FROM_HERE_ON = ("env", "pre_template", "template_context", "post_template", "page_context", "post_page")
_READERS = ("mkdocs_praxis.plugin", "mkdocs.contrib.search", "material.plugins.search.plugin")


def keep_titles(files: "Files", config: "MkDocsConfig") -> None:
    """Give each page that was read its title as it is now.

    MkDocs works a title out anew whenever a menu names the page (mkdocs.structure.pages.Page.title). A plugin or hook
    that is heard from here on may change what it is made of: beside one that is not known only to read, nothing is kept.
    """
    heard = (listener for event in _FROM_HERE_ON for listener in config.plugins.events[event])
    if all(listener.__module__ in _READERS for listener in heard):
        for file in files.documentation_pages():
            if file.page is not None:
                file.page.title = file.page.title
