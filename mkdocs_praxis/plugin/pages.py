"""Processing of one page: directives become components, embeds become links, and the gate judges what is finished."""

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from mkdocs_praxis.cldr import FROM_THE_RIGHT
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.plugin.outcome import problems
from mkdocs_praxis.plugin.places import display_path
from mkdocs_praxis.plugin.settings import first_line, overrides, says_yes
from mkdocs_praxis.plugin.state import Build
from mkdocs_praxis.policy.model import Severity, Written
from mkdocs_praxis.problem import Problem

if TYPE_CHECKING:
    from mkdocs_praxis.components.setting import Setting
    from mkdocs_praxis.gate import Options
    from mkdocs_praxis.walk import Entry

# What most pages of other sites hold none of: a component, a picture, an odd link, a list, a table. Each begins with one
# letter, by which it is found at the speed of memory; together, or with two letters to begin with, they are not.
_ASKS = tuple(map(regex, (r":(?=:)", "：", r"!(?=\[)", r"\)(?=\[)", r"\n {0,3}[-*+|]", r"\](?=\s+\()")))


def expand_components(build: Build, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Return a page's Markdown with components in place of their directives. Raises PraxisError."""
    source = page.file.abs_src_path
    written = display_path(Path(source)) if source else page.file.src_uri
    build.sources[page.file.dest_uri] = written
    if build.language_of(page) in FROM_THE_RIGHT:
        page.meta.setdefault("dir", "rtl")
    services = build.facts.services if build.facts else ()
    if says_yes(page.meta.get("sensibel")) or any(
        one.sensitive and one.page.partition("#")[0] == page.file.src_uri for one in services
    ):
        build.sensitive.add(page.file.dest_uri)
    if not asks(markdown, practice=build.facts is not None):
        return markdown
    from mkdocs_praxis.components.directive import expand
    from mkdocs_praxis.components.setting import linker

    base = "../" * page.url.count("/") or "./"
    setting = replace(
        setting_of(build, config),
        language=build.language_of(page),
        link=linker(base, build.addresses(files), Path(config.docs_dir)),
        page=(build.own.url + page.url if build.own.url else "", str(page.title or "")),
        strict=build.strict(page.file.dest_uri),
    )
    line = first_line(page, markdown)
    made = expand(markdown, setting, file=written, first_line=line)
    below = (one for one in made.splitlines() if one.strip() and not one.startswith("#"))
    if "template" not in page.meta and not any(below):
        fix = 'Give the component a sentence for such days: leer="…".'
        empty = Problem("today nothing stands on this page below its heading", written, line, fix=fix)
        build.written.append(Written("no-effect", empty))
    return made


def asks(markdown: str, *, practice: bool) -> bool:
    """Whether a page may hold a component or, in a practice, a slip of the pen: pages without any are not read line by line."""
    if (found := any(sign.search(markdown) for sign in _ASKS)) or not practice:
        return found
    from mkdocs_praxis.components.markdown_lint import may_slip

    return may_slip(markdown)


def setting_of(build: Build, config: MkDocsConfig) -> "Setting":
    """Return what the components of every page are rendered for; the page itself adds its address and language."""
    from mkdocs_praxis.components.setting import Setting
    from mkdocs_praxis.plugin.legal import place_of

    return Setting(
        facts=build.facts,
        language=build.language,
        today=build.today,
        docs_dir=Path(config.docs_dir),
        site_dir=Path(config.site_dir),
        site_url=build.own.url,
        overrides=tuple(overrides(config)),
        legal=place_of,
        strict=build.options.policy == "strict",
    )


def templates_see(build: Build, config: MkDocsConfig) -> dict[str, object]:
    """Return the globals of templates. Other themes seldom ask for ours: without facts it is made when one does."""

    def made() -> dict[str, object]:
        from mkdocs_praxis.components.globals import template_globals

        setting = setting_of(build, config)
        return template_globals(setting, config.theme, lambda error: problems(error, build.language))

    ours = str(config.theme.name or "").startswith("praxis") or build.facts is not None
    return made() if ours else {"praxis": _Later(made)}


class _Later:
    def __init__(self, made: Callable[[], dict[str, object]]) -> None:
        self._made = made

    def __getattr__(self, name: str) -> object:
        return getattr(self._made()["praxis"], name)


def fit_content(build: Build, html: str, page: Page, files: Files) -> str:
    """Return the text of a page typeset, its pictures in the sizes that screens need; note what people cannot see or open."""
    from mkdocs_praxis.plugin.media import responsive
    from mkdocs_praxis.plugin.typesetting import typeset

    return responsive(build, typeset(build, html, page), page, files)


def finish_page(build: Build, html: str, file: str, url: str, language: str) -> str:
    """Return a finished page with links in place of embeds, and its links marked. Raises PraxisError."""
    build.replaced.add(file)
    if build.open_points:
        from mkdocs_praxis.practice.draft import marked

        html = marked(html, build.open_points, language)
    strict = build.strict(file)
    by = build.replaced_by(url, language, strict=strict)
    key = build.store.key(html, by)
    if key:
        build.keys[file] = key
    if (known := build.store.page(key, html)) is not None:
        return known
    from mkdocs_praxis.replace.engine import finished

    before, content = build.unframed.pop(file, (by, ()))
    done = finished(html, build.replacing(url, language, strict=strict), content if before == by else ())
    build.asks += [(file, ask.problem) for ask in done.asks]
    if not done.asks:
        build.store.keep_page(key, html, done.html, done.edits)
    check_page(build, file, done.html)
    return done.html


def replace_late(build: Build, files: Iterable["Entry"]) -> bool:
    """Do the same to pages that no hook saw: copied from docs/, or written by another plugin's last hook; tell whether any changed.

    Raises PraxisError.
    """
    changed = False
    for entry in files:
        file = entry.name
        if file in build.replaced or entry.unreadable or not file.lower().endswith((".html", ".htm")):
            continue
        from mkdocs_praxis.replace.encoding import language_of_page  # deferred: most sites have no such page

        path = Path(entry.path)
        with contextlib.suppress(UnicodeDecodeError):  # the gate says what is wrong with it
            html = path.read_bytes().decode("utf-8")
            language = language_of_page(html) or build.language
            done = finish_page(build, html, file, build.own.url + file.removesuffix("index.html"), language)
            if done != html:
                path.write_bytes(done.encode("utf-8"))
                changed = True
    return changed


def mend_search_address(html: str) -> str:
    """Return a template's output with the address of its search.

    readthedocs writes base_url + "/search.html", which is "//search.html" on 404.html of a site at the root: a host of
    that name.
    """
    return html.replace('action="//search.html"', 'action="/search.html"')


def mend_color_chooser(html: str) -> str:
    """Return a finished page without what MkDocs' own theme gets wrong when it is used as we advise.

    Its darkmode.js stops at style sheets of highlight.js that `highlightjs: false` leaves out.
    """
    head = html.find("</head>")
    if head < 0 or html.find('id="hljs-light"', 0, head) >= 0 or html.rfind("js/darkmode.js") < 0:
        return html
    missing = '<template id="hljs-light"></template><template id="hljs-dark"></template>'
    return html[:head] + missing + html[head:]


def options_of(build: Build) -> "Options":
    """Return how the gate looks at each file of a build; what it meets of strict pages and legal texts until then counts."""
    from mkdocs_praxis.gate import Memory, Options

    return Options(
        build.rules,
        build.sensitive,
        build.today,
        hardens=build.options.harden,
        digests=bool(build.options.evidence),
        jobs=1,  # what pages share was looked at when they were finished, here
        memory=build.store.memory(Memory),
        texts=frozenset(build.legal.values()),
    )


def check_page(build: Build, file: str, html: str) -> None:
    """Read and judge a finished page; what was said of it counts if this is what lies there at the end."""
    if build.inspector is None:
        from mkdocs_praxis.gate import inspector_of

        build.inspector = inspector_of(build.own, options_of(build))
    build.inspector.of(file, html)


def replace_early(build: Build, html: str, page: Page) -> str:
    """Return a page's content with links in place of embeds; plugins that ask the page for it find the same.

    Of what mkdocs-encryptcontent-plugin is going to encrypt nothing can be read later: this is finished and judged now.
    """
    from mkdocs_praxis.replace.engine import finished, replace

    file, strict = page.file.dest_uri, build.strict(page.file.dest_uri)
    options = build.replacing(
        page.canonical_url or build.own.url + page.url, build.language_of(page), strict=strict
    )
    if not hasattr(page, "encryptcontent"):
        page.content = replace(html, options).html
        return page.content
    from mkdocs_praxis.gate import inspector_of

    done = finished(html, options)
    build.asks += [(file, ask.problem) for ask in done.asks]
    _, said = inspector_of(build.own, options_of(build)._replace(memory=None)).of(file, done.html)
    build.hidden += (
        [f for f in said.findings if f.contact and f.severity is not Severity.NOTE] if said else ()
    )
    return done.html
