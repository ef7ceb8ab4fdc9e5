"""Prints pages of a built site as tagged PDF, with title, language and outline, using Chromium.

Chromium writes the structure (headings, lists, tables, links, alternative texts) into the file; `readable` adds what it omits,
and checks the result.
"""

import mimetypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from mkdocs_praxis.browser.find import chromium, require_playwright, without_sandbox
from mkdocs_praxis.browser.readable import finished
from mkdocs_praxis.files import write_whole
from mkdocs_praxis.problem import PraxisError, msg

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

_HERE = "https://paper.invalid/"
# Removes dated parts, which do not belong in a file that is kept: hours in the sidebar, notices of closings.
_TAKES_OUT = "() => document.querySelectorAll('.page-side, .page-notice').forEach(part => part.remove())"
_ASKS = "() => [document.documentElement.lang, document.title, document.querySelectorAll('h1').length]"


def printed(site: Path, names: list[str], into: Path) -> Iterator[tuple[Path, list[str]]]:
    """Print pages of a built site (`formulare/anamnese.html`) to a folder; yield each file with its accessibility flaws.

    The browser can reach only the files of the site. Raises PraxisError if a page is missing, or lacks what an accessible PDF
    needs: language, title, a single first-level heading.
    """
    require_playwright()
    for name in names:
        if not _within(site, name).is_file():
            raise PraxisError(
                msg("there is no page {name} in {site}", name=name, site=site),
                fix="build the site first, and name the built page, such as formulare/anamnese.html",
            )
    with _paper(site) as page:
        for name in names:
            page.goto(_HERE + name)
            language, title, headings = page.evaluate(_ASKS)
            if not language or not title or headings != 1:
                raise PraxisError(
                    msg("a PDF of this page would be hard to read for some people"),
                    file=str(site / name),
                    why="screen readers need a language, a title and one heading of the first level",
                    fix="give the page one line that begins with # and, in its head, title: and sprache:",
                )
            page.evaluate(_TAKES_OUT)
            path = Path(name)
            called = path.stem if path.stem != "index" else path.parent.name or "start"
            target = (into / called).with_suffix(".pdf")
            pdf = page.pdf(tagged=True, outline=True, prefer_css_page_size=True, format="A4")
            made, flaws = finished(pdf)
            write_whole(target, made)
            yield target, flaws


def _within(site: Path, name: str) -> Path:
    """Return the path of a file in a site; for one outside, a path that does not exist."""
    path = (site / name).resolve()
    return path if path.is_relative_to(site.resolve()) else site / "-"


@contextmanager
def _paper(site: Path) -> "Iterator[Page]":
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=without_sandbox())
        try:
            context = browser.new_context(java_script_enabled=False, color_scheme="light")
            context.route("**/*", _serving(site))
            page = context.new_page()
            page.emulate_media(media="print", color_scheme="light")
            yield page
        finally:
            browser.close()


def _serving(site: Path) -> "Callable[[Route], Any]":
    def serve(route: "Route") -> None:
        address = route.request.url
        path = _within(site, unquote(address.removeprefix(_HERE).partition("?")[0].partition("#")[0]))
        if not address.startswith(_HERE) or not path.is_file():
            route.abort()
            return
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        route.fulfill(
            body=path.read_bytes(),
            content_type=f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
        )

    return serve
