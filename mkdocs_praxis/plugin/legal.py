"""Legal pages speak of links and forms, which are known when all pages are read: their places are filled then."""

import dataclasses
import posixpath
from typing import TYPE_CHECKING

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.plugin.state import Build
from mkdocs_praxis.web import read
from mkdocs_praxis.web.contact import OwnSite, Reading
from mkdocs_praxis.web.url import file_address

if TYPE_CHECKING:
    from mkdocs_praxis.practice.legal.found import Found

_PLACE = regex(r"<!--praxis:legal:(\w+)-->")


def place_of(name: str) -> str:
    """Hold the place of a legal text."""
    return f"<!--praxis:legal:{name}-->"


def make_legal_pages(
    build: Build, nav: Navigation, config: MkDocsConfig, files: Files, env: Environment
) -> None:
    """Fill the places of legal texts by what the other pages hold. Raises PraxisError."""
    if build.facts is None:
        return
    from mkdocs_praxis.components.images import original_of
    from mkdocs_praxis.gate.found import found_in

    pages = [file.page for file in files.documentation_pages() if file.page is not None]
    waiting = [page for page in pages if _PLACE.search(page.markdown or "")]
    if not waiting:
        return
    parts = [(file.dest_uri, file.content_bytes) for file in files.javascript_files()]
    # a page as the theme frames it: its foot may link to others, its head may store something
    context = get_context(nav, files, config, waiting[0])
    parts.append(("frame.html", env.get_template("main.html").render(context).encode()))
    frame = [(name, _read(name, data, build.own)) for name, data in parts]
    build.sheets = {
        build.language_of(page): page.file.src_uri
        for page in waiting
        if "patienteninformation" in _PLACE.findall(page.markdown or "")
    }
    # the privacy notice comes last: it speaks of the links on the other legal pages too
    notice = [page for page in waiting if "datenschutz" in _PLACE.findall(page.markdown or "")]
    previews: dict[str, Reading] = {}
    for batch in ([page for page in waiting if page not in notice], notice):
        if not batch:
            continue
        for page in pages:
            name = page.file.dest_uri
            if name not in previews:
                previews[name] = _read(name, _preview(build, page), build.own)
        found = found_in([*frame, *previews.items()], build.own, build.today)
        found = dataclasses.replace(
            found, images=tuple(sorted({original_of(one, build.given) for one in found.images}))
        )
        for page in batch:
            _fill(build, page, found)
            page.render(config, files)
            previews.pop(page.file.dest_uri)


def _read(name: str, data: bytes, own: OwnSite) -> Reading:
    return read(name, data, url=file_address(own, name), own=own, details=False)


def _fill(build: Build, page: Page, found: "Found") -> None:
    from mkdocs_praxis.practice.legal.render import legal_page

    if build.facts is None:
        return
    facts, language, markdown = build.facts, build.language_of(page), page.markdown or ""
    there = build.sheets.get(language)
    sheet = posixpath.relpath(there, posixpath.dirname(page.file.src_uri) or ".") if there else ""
    if language == build.language:
        build.legal |= dict.fromkeys(_PLACE.findall(markdown), page.file.dest_uri)

    def text(name: str) -> str:
        return legal_page(name, facts, found, built=build.today, language=language, sheet=sheet).markdown

    page.markdown = _PLACE.sub(lambda m: f"\n\n{text(m[1])}\n\n", markdown)


def _preview(build: Build, page: Page) -> bytes:
    """Return the content of a page as it will be, with links in place of embeds."""
    from mkdocs_praxis.replace import replace

    file, content = page.file.dest_uri, page.content or ""
    options = build.replacing(build.own.url + page.url, build.language_of(page), strict=build.strict(file))
    return replace(content, options).html.encode("utf-8", "surrogatepass")
