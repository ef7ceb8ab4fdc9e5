"""The MkDocs (and ProperDocs) plugin: hooks that call the other packages, no logic of its own."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from mkdocs_praxis.i18n import spoken_in, translator
from mkdocs_praxis.plugin.mkdocs_log import MkDocsLog
from mkdocs_praxis.plugin.mkdocs_yml import (
    check_plugins,
    check_theme,
    drop_color_chooser,
    incompatible_plugins,
    with_line,
)
from mkdocs_praxis.plugin.outcome import log, log_report, report_text, telling_errors
from mkdocs_praxis.plugin.output import Output
from mkdocs_praxis.plugin.pages import (
    expand_components,
    finish_page,
    fit_content,
    mend_color_chooser,
    mend_search_address,
    replace_early,
    templates_see,
)
from mkdocs_praxis.plugin.places import config_file
from mkdocs_praxis.plugin.settings import PraxisConfig, assets, language_of_mistakes, prepare, unknown_options
from mkdocs_praxis.plugin.speed import Collector, keep_titles, remember_addresses, shorten_lookups
from mkdocs_praxis.plugin.state import Build, begin, cache_name
from mkdocs_praxis.plugin.store import Store
from mkdocs_praxis.plugin.verdict import conclude
from mkdocs_praxis.policy.model import Severity, Written
from mkdocs_praxis.problem import PraxisError

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

# MkDocs runs hooks of lower priority later: ours come after every other plugin's (mkdocs.plugins.event_priority).
FIRST, LAST = 100_000, -100_000


class PraxisPlugin(BasePlugin[PraxisConfig]):
    """Facts → components → page → replacement → gate → hardening."""

    nav: Navigation

    def __init__(self) -> None:
        self.serving = False
        self.output: Output | None = None
        self.settings: MkDocsConfig  # whose `site_dir` is that of the output
        self.mkdocs_log = MkDocsLog("en", Path("mkdocs.yml"))
        self.collector = Collector()
        self.store = Store()
        self.bar = b""  # what a preview says on each page
        self.shown = False  # whether its server shows it there
        self.builds: list[Build] = []  # innermost last: plugins for languages build within a build

    @property
    def build(self) -> Build:
        """The build that goes on."""
        return self.builds[-1]

    def language(self, config: MkDocsConfig) -> str:
        """Return the language in which mistakes are told."""
        return language_of_mistakes(self.config.language, config)

    def told(self, config: MkDocsConfig) -> AbstractContextManager[None]:
        """Return what tells of mistakes in this language, those in mkdocs.yml with their line."""
        return telling_errors(lambda: self.language(config), place=lambda problem: with_line(config, problem))

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[list[Any], list[Any]]:
        """Check the options; a misspelt one is an error that names the nearest valid one. From here on MkDocs is heard."""
        file = Path(config_file_path or "mkdocs.yml")
        self.mkdocs_log = MkDocsLog(spoken_in(file), file)
        self.mkdocs_log.attach()
        errors, warnings = super().load_config(options, config_file_path)
        unknown = unknown_options(options)
        return [*errors, *unknown.items()], [w for w in warnings if w[0] not in unknown]

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Remember whether this is a preview: findings must not end it."""
        self.serving = command == "serve"

    @event_priority(FIRST)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read policy and facts, and lead the output into a private folder until it is judged."""
        inner = self.output is not None and config.site_dir == str(self.output.folder)
        if not inner:
            self.on_shutdown()
            if not self.serving:
                self.collector.rarely()
            self.mkdocs_log.reset(self.language(config), Path(config.docs_dir), strict=bool(config.strict))
            self.mkdocs_log.attach()
        with self.told(config):
            if not inner:
                site = cache_name(self.config, config)
                again = self.serving and self.store.site == site
                self.store = self.store.again() if again else Store(site, stays=self.serving)
            try:
                build = begin(self.config, config, self.store, within=self.build if inner else None)
            except PraxisError as error:
                from mkdocs_praxis.plugin.front_matter import with_slips

                raise with_slips(error, Path(config.docs_dir)) from None
            self.builds.append(build)
            prepare(config)
            if self.config.harden and not inner:
                self.build.written += [Written("no-effect", one, Severity.WARNING) for one in incompatible_plugins(config)]  # fmt: skip
            if mistakes := [*check_plugins(config), *check_theme(config)]:
                raise PraxisError(*mistakes)
            self.mkdocs_log.explains = self.mkdocs_log.explains_all or self.build.facts is not None
            if not inner and not self.serving:
                self.output = Output(config.site_dir)
                self.settings, config.site_dir = config, str(self.output.folder)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Give themes that know no cards their small style sheet, and the site its calendar and contact files."""
        with self.told(config):
            self.build.chooser = drop_color_chooser(config, files)
            for shared in self.build.shared_files(files):
                files.append(shared)
            self.mkdocs_log.files = files
            if self.build.facts is not None:
                from mkdocs_praxis.plugin.lint import check_docs

                check_docs(self.build, self.build.facts, config, files)
            for path, content in assets(
                config, self.build.facts, self.build.own, self.build.today, self.build.store
            ):
                files.append(self.build.added(path, content))
            for page in self.build.made_pages(files):
                files.append(page)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Keep the navigation: the theme's frame is rendered with it."""
        self.nav = nav
        self.mkdocs_log.files = files  # other plugins may have made new ones
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Offer facts and components to templates as `praxis`, and write the legal pages; before that, tell what is wrong with pages."""
        with self.told(config):
            if self.build.mistakes:
                raise PraxisError(*(one for found in self.build.mistakes.values() for one in found))
            self.build.media(files)
            env.globals.update(templates_see(self.build, config))
            if self.build.facts is not None and env.bytecode_cache is None:
                from mkdocs_praxis.compiled import Compiled

                env.bytecode_cache = Compiled(env)
            if self.build.facts is not None:
                from mkdocs_praxis.plugin.legal import make_legal_pages

                make_legal_pages(self.build, self.nav, config, files, env)
        if not self.serving:
            # Nobody changes templates now: else each part of each page would ask whether its file is the same.
            env.auto_reload = False
            self.collector.rarely()
        remember_addresses(env)
        shorten_lookups(env)
        keep_titles(files, config)
        return env

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> None:
        """Tell of a page whose letters or head MkDocs could not read, where its author saved it."""
        if self.build.facts is not None and page.file.abs_src_path:
            from mkdocs_praxis.plugin.lint import lint_page

            with self.told(config):
                self.build.written += lint_page(Path(page.file.abs_src_path), config)

    @event_priority(FIRST)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Make components of their directives."""
        with self.told(config):
            make = partial(expand_components, self.build, markdown, page, config, files)
            return self.build.made_or_told(page.file.src_uri, make, markdown)

    @event_priority(FIRST)
    def _early(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Replace embeds before other plugins take the content of pages."""
        if len(config.plugins.events["page_content"]) == 2:  # both are ours
            return html
        with self.told(config):
            return replace_early(self.build, html, page)

    @event_priority(LAST)
    def _fitted(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Give pictures the sizes that screens need, and tell of what people cannot see or open."""
        if self.build.facts is None or page.file.src_uri in self.build.mistakes:
            return html
        with self.told(config):
            make = partial(fit_content, self.build, html, page, files)
            return self.build.made_or_told(page.file.src_uri, make, html)

    on_page_content = CombinedEvent(_early, _fitted)

    @event_priority(LAST)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Replace embeds and mark links in the finished page."""
        address = page.canonical_url or self.build.own.url + page.url
        return self._finished(output, page.file.dest_uri, address, self.build.language_of(page), config)

    @event_priority(LAST)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Do the same for templates without a Markdown page, such as 404.html."""
        if not template_name.endswith(".html"):
            return output_content
        html, build = mend_search_address(output_content), self.build
        return self._finished(html, template_name, build.own.url, build.language, config)

    def _finished(self, html: str, file: str, address: str, language: str, config: MkDocsConfig) -> str:
        """Return a page as it is to be written."""
        self.builds[0].finished = time.time_ns()
        with self.told(config):
            return finish_page(
                self.build, mend_color_chooser(html) if self.build.chooser else html, file, address, language
            )

    @event_priority(LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Judge what lies on disk, whoever put it there, and put it in its place."""
        if len(self.builds) > 1:
            self.builds.pop().room.cleanup()
            return
        with self.told(config):
            self.build.written += self.mkdocs_log.written
            if self.build.facts is not None:
                from mkdocs_praxis.plugin.links import dead_links, unlinked_documents

                site, told = Path(config.site_dir), self.mkdocs_log
                self.build.written += [*dead_links(self.build, site, config, told.names)]
                self.build.written += unlinked_documents(site, config, told.files or ())
            draft = self.serving or (self.config.draft and not config.strict)
            report = conclude(self.build, config, self.output, draft=draft)
        if self.serving:
            from mkdocs_praxis.plugin.preview import bar_of, write_bar

            self.bar = bar_of(report, self.build.today, self.build.language)
            if not self.shown:
                write_bar(Path(config.site_dir), self.bar)
        t = translator(self.build.language, "report")
        if report.passed:
            log_report(report)
            if self.config.draft and self.build.facts is not None and not self.build.open_points:
                done = "Nothing that is needed is open any more: delete the line `draft: true`, so that a later gap stops the build."
                log.info(t(done))
        else:
            log.warning("%s\n%s", t("findings; the preview goes on"), report_text(report))

    def on_serve(
        self, server: "LiveReloadServer", *, config: MkDocsConfig, builder: Callable[[], None]
    ) -> "LiveReloadServer":
        """Let the preview show what was found, and as a page what keeps it from building."""
        from mkdocs_praxis.plugin.preview import forgiving, showing

        def build() -> None:
            self.bar = b""  # none on a page that says what is wrong
            builder()

        server.builder = forgiving(server, build, self.language(config), config_file(config))
        server.set_app(showing(server.get_app() or server.serve_request, lambda: self.bar))
        self.shown = True
        self.collector.rarely(now=True)
        return server

    @event_priority(LAST)
    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing of a build that broke before the site was judged and hardened; say why in the language of a practice."""
        self.on_shutdown()
        self.mkdocs_log.stopped_by(error)

    def on_shutdown(self) -> None:
        """Let go of what an interrupted build left; whatever was released or set aside lies elsewhere."""
        if self.output is not None:
            self.output.close()
            # Nothing was built: mike only asks where a site lies.
            if self.settings.site_dir == str(self.output.folder):
                self.settings.site_dir = str(self.output.target)
        for build in self.builds:
            build.room.cleanup()
        self.output, self.builds = None, []
        if not self.serving:
            self.collector.restore()
