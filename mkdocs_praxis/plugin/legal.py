"""Fills in the legal texts, which depend on links, forms and storage of all pages, once these are known."""

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from mkdocs_praxis.components.together import together
from mkdocs_praxis.components.untranslated import marked
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.plugin.places import display_path
from mkdocs_praxis.plugin.state import Build
from mkdocs_praxis.problem import PraxisError, Problem
from mkdocs_praxis.web.url import file_address

if TYPE_CHECKING:
    from mkdocs_praxis.practice.legal.found import Inventory

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
    from mkdocs_praxis.components.globals import Praxis
    from mkdocs_praxis.components.images import original_of
    from mkdocs_praxis.practice.legal.found import together as all_of

    pages = [file.page for file in files.documentation_pages() if file.page is not None]
    waiting = [page for page in pages if _PLACE.search(page.markdown or "")]
    if not waiting:
        return
    parts = [(file.dest_uri, file.content_bytes) for file in files.javascript_files()]
    # a page as the theme frames it: its foot may link to others, its head may store something
    context = get_context(nav, files, config, waiting[0])
    parts.append(("frame.html", env.get_template("main.html").render(context).encode()))
    frame = [_seen(build, name, data) for name, data in parts]
    build.sheets = {
        build.language_of(page): page.file.src_uri
        for page in waiting
        if "patienteninformation" in _PLACE.findall(page.markdown or "")
    }
    # the privacy notice comes last: it speaks of the links on the other legal pages too
    notice = [page for page in waiting if "datenschutz" in _PLACE.findall(page.markdown or "")]
    previews: dict[str, Inventory] = {}
    refused: list[Problem] = []
    for batch in ([page for page in waiting if page not in notice], notice):
        if not batch:
            continue
        for page in pages:
            name = page.file.dest_uri
            if name not in previews:
                previews[name] = _seen_in_preview(build, page)
        found = all_of([*frame, *previews.values()])
        found = found._replace(images=tuple(sorted({original_of(one, build.given) for one in found.images})))
        for page in batch:
            try:
                _fill(build, page, found)
            except PraxisError as error:
                shown = display_path(Path(page.file.abs_src_path or page.file.src_uri))
                refused += [one._replace(file=one.file or shown) for one in error.problems]
                continue
            page.render(config, files)
            page.content = together(marked(page.content or "", build.facts, build.language_of(page)))
            previews.pop(page.file.dest_uri)
    if refused:
        raise PraxisError(*refused)
    if isinstance(praxis := env.globals["praxis"], Praxis):
        praxis.forget_parts()


def _seen(build: Build, name: str, data: bytes) -> "Inventory":
    """Return what a file holds that legal texts speak of, as an earlier build saw it where its bytes are the same."""
    from mkdocs_praxis.practice.legal.found import Inventory

    key = build.store.key(data, "seen", name, (build.own.url, *sorted(build.own.hosts)))
    return build.store.remembered(key, Inventory, lambda: _read(build, name, data))


def _seen_in_preview(build: Build, page: Page) -> "Inventory":
    """Return what the content of a page will hold, with links in place of embeds."""
    from mkdocs_praxis.practice.legal.found import Inventory

    file, url, content = page.file.dest_uri, build.own.url + page.url, page.content or ""
    language, strict = build.language_of(page), build.strict(file)
    by = build.replaced_by(url, language, strict=strict)

    def seen() -> Inventory:
        from mkdocs_praxis.replace.engine import replace

        done = replace(content, build.replacing(url, language, strict=strict), readable=True)
        if done.edits and not done.asks:
            build.unframed[file] = by, tuple((content[start:end], new) for start, end, new in done.edits)
        return _read(build, file, done.html.encode("utf-8", "surrogatepass"))

    return build.store.remembered(build.store.key(content, "preview", file, by), Inventory, seen)


def _read(build: Build, name: str, data: bytes) -> "Inventory":
    from mkdocs_praxis.gate.found import seen_in
    from mkdocs_praxis.web.reader import read

    reading = read(name, data, url=file_address(build.own, name), own=build.own, details=False)
    return seen_in(name, reading, build.own)


def _fill(build: Build, page: Page, found: "Inventory") -> None:
    from mkdocs_praxis.practice.legal.render import legal_page

    if build.facts is None:
        return
    facts, language, markdown = build.facts, build.language_of(page), page.markdown or ""
    there = build.sheets.get(language)
    sheet = posixpath.relpath(there, posixpath.dirname(page.file.src_uri) or ".") if there else ""
    if language == build.language:
        build.legal |= dict.fromkeys(_PLACE.findall(markdown), page.file.dest_uri)

    def text(name: str) -> str:
        return legal_page(name, facts, found, built=build.today, language=language, sheet=sheet)

    page.markdown = _PLACE.sub(lambda m: f"\n\n{text(m[1])}\n\n", markdown)
