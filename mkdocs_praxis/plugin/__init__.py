"""The MkDocs (and ProperDocs) plugin: hooks that call the rooms, no logic of its own."""

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config import base
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from mkdocs_praxis.gate import MarkdownSources, Options, check
from mkdocs_praxis.plugin.outcome import (
    log,
    problems,
    remove_rejected,
    set_aside,
    set_aside_says,
    shown,
    tell,
    told,
)
from mkdocs_praxis.plugin.settings import (
    THEME_FIXES,
    PraxisConfig,
    assets,
    check_report,
    day,
    facts_of,
    first_line,
    language_of,
    language_of_page,
    overrides,
    phone_of,
    prepare,
    says_yes,
)
from mkdocs_praxis.policy.config import policy_of
from mkdocs_praxis.policy.model import Policy, Report
from mkdocs_praxis.problem import Problem, nearest
from mkdocs_praxis.report import render, write_whole
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.url import own_site

if TYPE_CHECKING:
    from mkdocs_praxis import replace as replacing
    from mkdocs_praxis.practice.legal.found import Found
    from mkdocs_praxis.practice.model import Facts

_LEGAL = re.compile(r"<!--praxis:legal:(\w+)-->")
# MkDocs runs hooks of lower priority later: ours come after every other plugin's (mkdocs.plugins.event_priority).
FIRST, LAST = 100_000, -100_000


class PraxisPlugin(BasePlugin[PraxisConfig]):
    """Facts → components → page → replacement → gate → hardening."""

    def __init__(self) -> None:
        self.serving = False
        self.released = False
        self.sources: dict[str, str] = {}
        self.sensitive: set[str] = set()
        self.asks: list[tuple[str, Problem]] = []
        self.legal: dict[str, str] = {}
        self.facts: Facts | None = None
        self.own = OwnSite("https://site-url-not-given.invalid/")
        self.rules = Policy()
        self.language = "en"
        self.today = dt.date.min

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[list[Any], list[Any]]:
        """Check the options; a misspelt one is an error that names the nearest valid one."""
        errors, warnings = super().load_config(options, config_file_path)
        valid = [name for name, _ in PraxisConfig._schema]  # noqa: SLF001 - MkDocs offers no other list of options
        for name in options:
            if name not in valid:
                near = nearest(str(name), valid)
                hint = f"did you mean {near!r}?" if near else f"valid ones are {', '.join(valid)}"
                errors.append((str(name), base.ValidationError(f"unknown option; {hint}")))
        return errors, [w for w in warnings if w[0] not in options or w[0] in valid]

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Remember whether this is a preview: findings must not end it."""
        self.serving = command == "serve"

    @event_priority(FIRST)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read policy and facts, so that mistakes are told before anything is built."""
        root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        self.released = False
        self.sources, self.sensitive, self.asks, self.legal = {}, set(), [], {}
        self.language = language_of(self.config.language, config)
        if not config.site_url:
            raise PluginError(
                "mkdocs.yml has no site_url\n"
                "  why  only with it can own and foreign hosts be told apart\n"
                "  fix  add a line such as  site_url: https://www.praxis-beispiel.de/"
            )
        with told():
            self.today = day(self.config.date)
            folder = root / self.config.facts
            self.facts = facts_of(folder, self.language) if folder.is_dir() else None
            if self.facts is not None and str(folder) not in config.watch:
                config.watch.append(str(folder))
            self.own = own_site(config.site_url, tuple(self.config.own_hosts))
            values = {
                "policy": self.config.policy,
                "allow": self.config.allow,
                "allow_storage": self.config.allow_storage,
                "severity": self.config.severity,
            }
            self.rules = policy_of(
                values,
                language=self.language,
                practice=self.facts is not None,
                origin=shown(Path(config.config_file_path or "mkdocs.yml")),
            )
            for wanted in self.config.reports:
                check_report(wanted)
        remove_rejected(Path(config.site_dir))
        prepare(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Give themes that know no cards their small style sheet, and the site its calendar and contact files."""
        for path, text in assets(config, self.facts, self.own, self.today):
            files.append(File.generated(config, path, content=text))
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Offer facts and components to templates as `praxis`."""
        from mkdocs_praxis.components import template_globals

        with told():
            made = template_globals(
                self.facts,
                self.language,
                self.today,
                docs_dir=Path(config.docs_dir),
                site_dir=Path(config.site_dir),
                site_url=self.own.url,
                theme=config.theme,
                overrides=overrides(config),
                legal=self._legal,
                strict=self.config.policy == "strict",
                failing=problems,
            )
        env.globals.update(made)
        self._make_legal_pages(config, files, env)
        return env

    @event_priority(FIRST)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Make components of their directives."""
        from mkdocs_praxis.components import expand

        source = page.file.abs_src_path
        written = shown(Path(source)) if source else page.file.src_uri
        self.sources[page.file.dest_uri] = written
        if says_yes(page.meta.get("sensibel")):
            self.sensitive.add(page.file.dest_uri)
        with told():
            return expand(
                markdown,
                self.facts,
                language=language_of_page(page, self.language),
                today=self.today,
                file=written,
                first_line=first_line(page, markdown),
                page_url=page.url,
                page_title=str(page.title or ""),
                pages={file.src_uri: file.url for file in files.documentation_pages()},
                docs_dir=Path(config.docs_dir),
                site_dir=Path(config.site_dir),
                site_url=self.own.url,
                overrides=overrides(config),
                legal=self._legal,
            )

    def _legal(self, name: str) -> str:
        """Hold the place of a legal text: it speaks of links and forms, which are known when all pages are read."""
        return f"<!--praxis:legal:{name}-->"

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Keep the navigation: the theme's frame is rendered with it."""
        self._nav = nav
        return nav

    def _make_legal_pages(self, config: MkDocsConfig, files: Files, env: Environment) -> None:
        from mkdocs_praxis.gate.found import found_in

        pages = [file.page for file in files.documentation_pages() if file.page is not None]
        waiting = [page for page in pages if _LEGAL.search(page.markdown or "")]
        if not waiting or self.facts is None:
            return
        facts = self.facts
        frame = [(file.dest_uri, file.content_bytes) for file in files.javascript_files()]
        frame.append(("frame.html", self._frame(waiting[0], config, files, env)))
        # the privacy notice comes last: it speaks of the links on the other legal pages too
        notice = [page for page in waiting if "datenschutz" in _LEGAL.findall(page.markdown or "")]
        for batch in ([page for page in waiting if page not in notice], notice):
            if not batch:
                continue
            found = found_in(
                [*frame, *((p.file.dest_uri, self._preview(p)) for p in pages)], self.own, self.today
            )
            for page in batch:
                self._make_legal_page(page, facts, found)
                page.render(config, files)

    def _make_legal_page(self, page: Page, facts: "Facts", found: "Found") -> None:
        from mkdocs_praxis.practice.legal.render import legal_page

        markdown = page.markdown or ""
        language = language_of_page(page, self.language)
        if language == self.language:
            self.legal |= dict.fromkeys(_LEGAL.findall(markdown), page.file.dest_uri)

        def text(name: str) -> str:
            return legal_page(name, facts, found, built=self.today, language=language).markdown

        with told():
            page.markdown = _LEGAL.sub(lambda m: f"\n\n{text(m[1])}\n\n", markdown)

    def _frame(self, page: Page, config: MkDocsConfig, files: Files, env: Environment) -> bytes:
        """Return a page as the theme frames it: its foot may link to others, its head may store something."""
        context = get_context(self._nav, files, config, page)
        with told():
            return env.get_template("main.html").render(context).encode()

    def _preview(self, page: Page) -> bytes:
        from mkdocs_praxis.replace import replace

        strict = self._strict(page.file.dest_uri)
        options = self._replacing(
            self.own.url + page.url, language_of_page(page, self.language), strict=strict
        )
        return replace(page.content or "", options).html.encode("utf-8", "surrogatepass")

    def _strict(self, file: str) -> bool:
        return self.config.policy == "strict" or file in self.sensitive

    @event_priority(LAST)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Replace embeds and mark links in the finished page."""
        address = page.canonical_url or self.own.url + page.url
        return self._replace(output, page.file.dest_uri, address, language_of_page(page, self.language))

    @event_priority(LAST)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Do the same for templates without a Markdown page, such as 404.html."""
        if not template_name.endswith(".html"):
            return output_content
        # readthedocs writes base_url + "/search.html": "//search.html" on 404.html of a site at the root, a host of that name.
        mended = output_content.replace('action="//search.html"', 'action="/search.html"')
        return self._replace(mended, template_name, self.own.url, self.language)

    def _replace(self, html: str, file: str, url: str, language: str) -> str:
        from mkdocs_praxis.replace import mark_links, replace

        options = self._replacing(url, language, strict=self._strict(file))
        with told():
            done = replace(html, options)
            self.asks += [(file, ask.problem) for ask in done.asks]
            return mark_links(done.html, options)

    def _replacing(self, url: str, language: str, *, strict: bool) -> "replacing.Options":
        from mkdocs_praxis.replace import Options as Replacing

        return Replacing(
            own=self.own,
            page_url=url,
            strict=strict,
            language=language,
            unknown_embeds="link" if self.config.unknown_embeds == "link" else "finding",
            phone=phone_of(self.facts),
        )

    @event_priority(LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Judge what lies on disk, whoever put it there."""
        site = Path(config.site_dir)
        with told():
            report = self._judged(site, config)
            self._write_reports(report)
            if not self.serving:
                self._release(site, report)
        if self.serving and not report.passed:
            log.warning("findings; the preview goes on\n%s", render("text", [report]))
        else:
            tell(report)

    def _judged(self, site: Path, config: MkDocsConfig) -> Report:
        if self.facts is not None:
            from mkdocs_praxis.components.metadata import strip_metadata

            strip_metadata(site)
        report = check(site, self.own, self._options(config), self._sources(config))
        if self.facts is None:
            return report
        from mkdocs_praxis.gate.practice import with_practice

        return with_practice(report, self.facts, site, self.today, self.legal, strict=config.strict)

    def _release(self, site: Path, report: Report) -> None:
        """Harden what passed and leave it in its place; set aside what did not."""
        if not report.passed:
            outcome = set_aside_says(set_aside(site), self.language)
            raise PluginError("\n" + render("text", [report], colour=False, outcome=outcome).rstrip())
        if self.config.harden:
            from mkdocs_praxis.harden import harden, widenings

            granted = [(a.pattern, a.rule) for a, used in report.allowed if used]
            harden(site, self.own, tuple(widenings(granted)), self.config.server)
        if self.config.evidence:
            from mkdocs_praxis.evidence import evidence

            Path(self.config.evidence).write_text(evidence(report, site), encoding="utf-8")
        self.released = True

    def _options(self, config: MkDocsConfig) -> Options:
        fixes = THEME_FIXES.get(str(config.theme.name), ())
        return Options(self.rules, frozenset(self.sensitive), self.today, fixes=fixes, asks=tuple(self.asks))

    def _sources(self, config: MkDocsConfig) -> MarkdownSources:
        others = [config.config_file_path or "mkdocs.yml"]
        if config.theme.custom_dir:
            others += sorted(str(p) for p in Path(config.theme.custom_dir).rglob("*.html"))
        return MarkdownSources(self.sources, [shown(Path(p)) for p in others])

    def _write_reports(self, report: Report) -> None:
        for wanted in self.config.reports:
            try:
                write_whole(wanted["output"], render(wanted["format"], [report]))
            except OSError as error:
                raise PluginError(f"reports: cannot write {wanted['output']}: {error.strerror}") from None

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002
        """Leave nothing deployable behind when something broke the build before the site was judged and hardened."""
        site = getattr(self, "_site", None)
        if site is not None and not self.released and not self.serving and site.is_dir():
            set_aside(site)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Remember where the output goes, for on_build_error is not told."""
        self._site = Path(config.site_dir)
