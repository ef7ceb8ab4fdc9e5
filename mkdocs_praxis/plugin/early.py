"""Replaces embeds in a page's content for plugins that use it without the theme: feeds, texts, encrypted pages."""

from mkdocs.structure.pages import Page

from mkdocs_praxis.plugin.state import Build
from mkdocs_praxis.policy.model import Severity


def replaced_early(build: Build, html: str, page: Page) -> str:
    """Return a page's content with links in place of embeds; plugins that ask the page for it find the same.

    Of what mkdocs-encryptcontent-plugin is going to encrypt nothing can be read later: this is finished and judged now.
    """
    from mkdocs_praxis.replace import finished, replace

    file, strict = page.file.dest_uri, build.strict(page.file.dest_uri)
    options = build.replacing(
        page.canonical_url or build.own.url + page.url, build.language_of(page), strict=strict
    )
    if not hasattr(page, "encryptcontent"):
        page.content = replace(html, options).html
        return page.content
    from mkdocs_praxis.gate import look_of
    from mkdocs_praxis.plugin.page_check import options_of

    done = finished(html, options)
    build.asks += [(file, ask.problem) for ask in done.asks]
    _, said = look_of(build.own, options_of(build)._replace(memory=None)).of(file, done.html)
    build.hidden += (
        [f for f in said.findings if f.contact and f.severity is not Severity.NOTE] if said else ()
    )
    return done.html
