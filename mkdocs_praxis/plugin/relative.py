"""MkDocs' template filter `url`, cached for the pages of a folder."""

import posixpath
from typing import TYPE_CHECKING

from jinja2 import Environment, pass_context
from mkdocs.utils.templates import url_filter

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

_FOLDERS = 8  # kept at a time: each holds an address for every item of the menu
_NOWHERE = "\0"  # in no address


class Relative:
    """What the filter said.

    A menu names every page on every page, and MkDocs works each of these addresses out anew: a fifth of a build of
    1,000 pages. Seen from pages of one folder they are the same, but for those within the page itself.
    """

    def __init__(self) -> None:
        self._folders: dict[str | None, dict[str, str]] = {}
        self._page: Page | None = None
        self._said: dict[str, str] = {}
        self._within = ""  # what begins so is asked of MkDocs

    @pass_context
    def url(self, context: "TemplateContext", value: object) -> str:
        """Return what MkDocs' filter returns (mkdocs.utils.templates.url_filter)."""
        page = context["page"]
        if page is not self._page:
            self._turn_to(page)
        path = str(value)
        if path.startswith(self._within):
            return url_filter(context, path)
        if (said := self._said.get(path)) is None:
            said = url_filter(context, path)
            if _plain(path):
                self._said[path] = said
        return said

    def _turn_to(self, page: "Page | None") -> None:
        """Take up what was said for the folder of a page; without one addresses count from what its template says."""
        self._page, self._within = page, ""
        if page is None or page.url.startswith("/"):
            return
        folder, _, name = page.url.rpartition("/")
        place = posixpath.normpath("/" + (folder if "." in name else page.url))[1:]
        if len(self._folders) >= _FOLDERS:
            self._folders.clear()
        self._said = self._folders.setdefault(place.rpartition("/")[0] if place else None, {})
        self._within = place or _NOWHERE


def _plain(path: str) -> bool:
    """Whether an address names what it leads to folder by folder, as it stands."""
    return path[:1] != "." and "\\" not in path and posixpath.normpath(path) == path.rstrip("/")


def remember_addresses(env: Environment) -> None:
    """Let the templates of a build ask for each address once a folder, where they ask MkDocs."""
    if env.filters.get("url") is url_filter:
        env.filters["url"] = Relative().url
