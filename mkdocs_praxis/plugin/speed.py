"""What MkDocs, Jinja and Python would do anew for each page, done once, with the same results: lookups, addresses, titles, garbage collection."""

import atexit
import gc
import posixpath
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context, Macro
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext, url_filter

_NONE = object()


class _Context(Context):
    def call(self, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a macro with what Jinja finds out at each call that macros want (jinja2.runtime.Context.call)."""
        if type(obj) is not Macro:
            return super().call(obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        try:
            return obj(self.eval_ctx, *args, **kwargs)
        except StopIteration:
            return super().call(_stopped)  # undefined, in Jinja's words


class _Environment(Environment):
    context_class = _Context

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Tell an attribute that is not there without the two exceptions that it takes Jinja (jinja2.Environment.getattr)."""
        value = getattr(obj, attribute, _NONE)
        if value is not _NONE:
            return value
        if hasattr(type(obj), "__getitem__") or isinstance(obj, type):
            return super().getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)


def _stopped() -> None:
    raise StopIteration


def shorten_lookups(env: Environment) -> None:
    """Let templates look up in these ways, unless another plugin brought an environment of its own.

    A menu of Material asks each of its items, on every page, for four macros and for attributes that few items have.
    """
    if type(env) is Environment and env.context_class is Context:
        env.__class__ = _Environment


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
    def url(self, context: TemplateContext, value: object) -> str:
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

    def _turn_to(self, page: Page | None) -> None:
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


_FROM_HERE_ON = ("env", "pre_template", "template_context", "post_template", "page_context", "post_page")
_READERS = ("mkdocs_praxis.plugin", "mkdocs.contrib.search", "material.plugins.search.plugin")


def keep_titles(files: Files, config: MkDocsConfig) -> None:
    """Give each page that was read its title as it is now.

    MkDocs works a title out anew whenever a menu names the page (mkdocs.structure.pages.Page.title). A plugin or hook
    that is heard from here on may change what it is made of: beside one that is not known only to read, nothing is kept.
    """
    heard = (listener for event in _FROM_HERE_ON for listener in config.plugins.events[event])
    if all(listener.__module__ in _READERS for listener in heard):
        for file in files.documentation_pages():
            if file.page is not None:
                file.page.title = file.page.title


_OBJECTS = 20_000  # made since the last look, a few megabytes at most; Python looks after 700


class Collector:
    """How often memory is looked through: it takes a fiftieth of a build, and finds little."""

    def __init__(self) -> None:
        self._usual = gc.get_threshold()

    def rarely(self, *, now: bool = False) -> None:
        """Leave out what stands now, which stays until the end, and look through what comes seldom: pages are many.

        `now`: look through it once before, as a preview may that goes on for hours.
        """
        if now:
            gc.collect()
        gc.set_threshold(_OBJECTS, *self._usual[1:])
        gc.freeze()
        atexit.unregister(gc.freeze)  # by an earlier build of this process
        atexit.register(gc.freeze)

    def restore(self) -> None:
        """Look through it as before."""
        gc.set_threshold(*self._usual)
        gc.unfreeze()
