"""The MkDocs (and ProperDocs) plugin: hooks that call the rooms, no logic of its own."""

import datetime as dt
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config import base, config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from mkdocs_praxis.gate import MarkdownSources, Options, check
from mkdocs_praxis.policy.config import policy_of
from mkdocs_praxis.policy.model import Policy, Report
from mkdocs_praxis.problem import PraxisError, Problem, nearest
from mkdocs_praxis.report import FORMATS, render, write_whole
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.url import own_site

if TYPE_CHECKING:
    from mkdocs_praxis import replace as replacing
    from mkdocs_praxis.practice.legal.found import Found
    from mkdocs_praxis.practice.model import Facts

log = get_plugin_logger("praxis")
_LEGAL = re.compile(r"<!--praxis:legal:(\w+)-->")

# What well-known themes load by themselves, and the option that ends it.
_HIGHLIGHT = (
    "https://cdnjs.cloudflare.com/ajax/libs/highlight.js/",
    "mkdocs.yml → theme: {highlightjs: false}",
)
_THEME_FIXES: dict[str, tuple[tuple[str, str], ...]] = {
    "mkdocs": (_HIGHLIGHT,),
    "readthedocs": (_HIGHLIGHT,),
    "material": (
        ("https://fonts.googleapis.com/", "mkdocs.yml → theme: {font: false}"),
        ("https://fonts.gstatic.com/", "mkdocs.yml → theme: {font: false}"),
    ),
}
# MkDocs runs hooks of lower priority later: ours come after every other plugin's (mkdocs.plugins.event_priority).
FIRST, LAST = 100_000, -100_000


class PraxisConfig(base.Config):
    """The options under `plugins: [praxis: …]` in mkdocs.yml."""

    policy = config_options.Choice(("standard", "strict"), default="standard")
    facts = config_options.Type(str, default="praxis")
    own_hosts = config_options.ListOfItems(config_options.Type(str), default=[])
    allow = config_options.Type(list, default=[])
    allow_storage = config_options.Type(list, default=[])
    severity = config_options.Type(dict, default={})
    unknown_embeds = config_options.Choice(("finding", "link"), default="finding")
    language = config_options.Optional(config_options.Type(str))
    date = config_options.Optional(config_options.Type((str, dt.date)))
    harden = config_options.Type(bool, default=True)
    server = config_options.Optional(
        config_options.Choice(("apache", "nginx", "caddy", "netlify", "cloudflare"))
    )
    reports = config_options.Type(list, default=[])
    evidence = config_options.Optional(config_options.Type(str))


class PraxisPlugin(BasePlugin[PraxisConfig]):
    """Facts → components → page → replacement → gate → hardening."""

    def __init__(self) -> None:
        self.serving = False
        self.released = False
        self.sources: dict[str, str] = {}
        self.sensitive: set[str] = set()
        self.replaced = 0
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
        self.sources, self.sensitive, self.replaced, self.asks, self.legal = {}, set(), 0, [], {}
        self.language = _language(self.config.language, config)
        if not config.site_url:
            raise PluginError(
                "mkdocs.yml has no site_url\n"
                "  why  only with it can own and foreign hosts be told apart\n"
                "  fix  add a line such as  site_url: https://www.praxis-beispiel.de/"
            )
        with _told():
            self.today = _day(self.config.date)
            folder = root / self.config.facts
            self.facts = _facts(folder, self.language) if folder.is_dir() else None
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
                origin=_shown(Path(config.config_file_path or "mkdocs.yml")),
            )
            for wanted in self.config.reports:
                _check_report(wanted)
        _remove_rejected(Path(config.site_dir))
        _prepare(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Give themes that know no cards their small style sheet, and the site its calendar and contact files."""
        for path, text in _assets(config, self.facts, self.own, self.today):
            files.append(File.generated(config, path, content=text))
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Offer facts and components to templates as `praxis`."""
        from mkdocs_praxis.components import template_globals

        with _told():
            made = template_globals(
                self.facts,
                self.language,
                self.today,
                docs_dir=Path(config.docs_dir),
                site_dir=Path(config.site_dir),
                site_url=self.own.url,
                theme=config.theme,
                overrides=_overrides(config),
                legal=self._legal,
                strict=self.config.policy == "strict",
                failing=_problems,
            )
        env.globals.update(made)
        self._make_legal_pages(config, files, env)
        return env

    @event_priority(FIRST)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Make components of their directives."""
        from mkdocs_praxis.components import expand

        source = page.file.abs_src_path
        shown = _shown(Path(source)) if source else page.file.src_uri
        self.sources[page.file.dest_uri] = shown
        if _says_yes(page.meta.get("sensibel")):
            self.sensitive.add(page.file.dest_uri)
        with _told():
            return expand(
                markdown,
                self.facts,
                language=self.language,
                today=self.today,
                file=shown,
                first_line=_first_line(page, markdown),
                page_url=page.url,
                page_title=str(page.title or ""),
                pages={file.src_uri: file.url for file in files.documentation_pages()},
                docs_dir=Path(config.docs_dir),
                site_dir=Path(config.site_dir),
                site_url=self.own.url,
                overrides=_overrides(config),
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
        self.legal |= dict.fromkeys(_LEGAL.findall(markdown), page.file.dest_uri)

        def text(name: str) -> str:
            return legal_page(name, facts, found, built=self.today, language=self.language).markdown

        with _told():
            page.markdown = _LEGAL.sub(lambda m: f"\n\n{text(m[1])}\n\n", markdown)

    def _frame(self, page: Page, config: MkDocsConfig, files: Files, env: Environment) -> bytes:
        """Return a page as the theme frames it: its foot may link to others, its head may store something."""
        context = get_context(self._nav, files, config, page)
        with _told():
            return env.get_template("main.html").render(context).encode()

    def _preview(self, page: Page) -> bytes:
        from mkdocs_praxis.replace import replace

        options = self._replacing(self.own.url + page.url, strict=self._strict(page.file.dest_uri))
        return replace(page.content or "", options).html.encode("utf-8", "surrogatepass")

    def _strict(self, file: str) -> bool:
        return self.config.policy == "strict" or file in self.sensitive

    @event_priority(LAST)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Replace embeds and mark links in the finished page."""
        return self._replace(output, page.file.dest_uri, page.canonical_url or self.own.url + page.url)

    @event_priority(LAST)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Do the same for templates without a Markdown page, such as 404.html."""
        if not template_name.endswith(".html"):
            return output_content
        # readthedocs writes base_url + "/search.html": "//search.html" on 404.html of a site at the root, a host of that name.
        mended = output_content.replace('action="//search.html"', 'action="/search.html"')
        return self._replace(mended, template_name, self.own.url)

    def _replace(self, html: str, file: str, url: str) -> str:
        from mkdocs_praxis.replace import mark_links, replace

        options = self._replacing(url, strict=self._strict(file))
        with _told():
            done = replace(html, options)
            self.replaced += len(done.replacements)
            self.asks += [(file, ask.problem) for ask in done.asks]
            return mark_links(done.html, options)

    def _replacing(self, url: str, *, strict: bool) -> "replacing.Options":
        from mkdocs_praxis.replace import Options as Replacing

        return Replacing(
            own=self.own,
            page_url=url,
            strict=strict,
            language=self.language,
            unknown_embeds="link" if self.config.unknown_embeds == "link" else "finding",
            phone=_phone(self.facts),
        )

    @event_priority(LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Judge what lies on disk, whoever put it there."""
        site = Path(config.site_dir)
        with _told():
            report = self._judged(site, config)
            self._write_reports(report)
            if not self.serving:
                self._release(site, report)
        if self.serving and not report.passed:
            log.warning("findings; the preview goes on\n%s", render("text", [report]))
        else:
            _tell(report)

    def _judged(self, site: Path, config: MkDocsConfig) -> Report:
        report = check(site, self.own, self._options(config), self._sources(config))
        if self.facts is None:
            return report
        from mkdocs_praxis.gate.practice import with_practice

        return with_practice(report, self.facts, site, self.today, self.legal, strict=config.strict)

    def _release(self, site: Path, report: Report) -> None:
        """Harden what passed and leave it in its place; set aside what did not."""
        if not report.passed:
            outcome = _set_aside_says(_set_aside(site), self.language)
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
        fixes = _THEME_FIXES.get(str(config.theme.name), ())
        return Options(self.rules, frozenset(self.sensitive), self.today, fixes=fixes, asks=tuple(self.asks))

    def _sources(self, config: MkDocsConfig) -> MarkdownSources:
        others = [config.config_file_path or "mkdocs.yml"]
        if config.theme.custom_dir:
            others += sorted(str(p) for p in Path(config.theme.custom_dir).rglob("*.html"))
        return MarkdownSources(self.sources, [_shown(Path(p)) for p in others])

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
            _set_aside(site)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Remember where the output goes, for on_build_error is not told."""
        self._site = Path(config.site_dir)


def _tell(report: Report) -> None:
    """Say what a passed build checked and replaced, a line for each warning."""
    for line in render("text", [report], brief=True).split("\n"):
        if line:
            log.info("%s", line)


def _problems(error: PraxisError) -> PluginError:
    return PluginError("\n" + "\n\n".join(str(p) for p in error.problems))


class _told:  # noqa: N801 - reads as a word: with _told():
    """Turns what goes wrong in our rooms into the error that MkDocs prints without a traceback."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, PraxisError):
            raise PluginError("\n" + "\n\n".join(str(p) for p in error.problems)) from None
        if (
            isinstance(error, Exception)
            and not isinstance(error, PluginError)
            and not os.environ.get("PRAXIS_TRACEBACK")
        ):
            raise PluginError(
                f"\nthe build could not go on: {type(error).__name__}: {error}\n"
                "  why  this is a bug in mkdocs_praxis, not a mistake of yours\n"
                "  fix  please report it, with what PRAXIS_TRACEBACK=1 prints"
            ) from None


def _language(own: str | None, config: MkDocsConfig) -> str:
    theme: Mapping[str, Any] = config.theme
    return (
        str(own or theme.get("language") or theme.get("locale") or "en")
        .replace("_", "-")
        .split("-")[0]
        .lower()
    )


def _day(value: object) -> dt.date:
    given = value or os.environ.get("PRAXIS_DATE")
    if given is None:
        from mkdocs_praxis.practice.today import today

        return today()
    if isinstance(given, dt.date):
        return given
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return dt.datetime.strptime(str(given), form).replace(tzinfo=dt.UTC).date()
        except ValueError:
            continue
    raise PraxisError(Problem(f"date: {given!r} is no date", fix="write it as 2026-12-27 or 27.12.2026"))


def _facts(folder: Path, language: str) -> "Facts":
    from mkdocs_praxis.practice import read_facts

    return read_facts(folder, language=language)


def _overrides(config: MkDocsConfig) -> tuple[Path, ...]:
    """Return where an author puts own templates of components and cards: `praxis/` in the theme's custom_dir."""
    return (Path(config.theme.custom_dir) / "praxis",) if config.theme.custom_dir else ()


def _first_line(page: Page, markdown: str) -> int:
    """Return the line of the file on which the text begins: MkDocs takes the front matter off before plugins see it."""
    whole = page.file.content_string
    return whole.count("\n", 0, len(whole) - len(markdown)) + 1 if whole.endswith(markdown) else 1


def _phone(facts: "Facts | None") -> str:
    if facts is None:
        return ""
    phone = (facts.booking.phone if facts.booking else None) or facts.practice.phone
    return phone.shown if phone else ""


def _says_yes(value: object) -> bool:
    return value is True or str(value).strip().lower() in {"ja", "yes", "true"}


def _shown(path: Path) -> str:
    """Return a path as people type it: relative to where they stand, when it lies below."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def _check_report(wanted: object) -> None:
    if not isinstance(wanted, dict) or set(wanted) != {"format", "output"} or wanted["format"] not in FORMATS:
        raise PraxisError(
            Problem(
                f"reports: {wanted!r} is no report",
                fix="write {format: html, output: bericht.html}; formats: " + ", ".join(FORMATS),
            )
        )


def _prepare(config: MkDocsConfig) -> None:
    from mkdocs_praxis.components import EXTENSION
    from mkdocs_praxis.theme import CARDS_CSS

    if EXTENSION not in config.markdown_extensions:
        config.markdown_extensions.append(EXTENSION)
    if not str(config.theme.name or "").startswith("praxis") and CARDS_CSS not in config.extra_css:
        config.extra_css.append(CARDS_CSS)


def _assets(
    config: MkDocsConfig, facts: "Facts | None", own: OwnSite, today: dt.date
) -> list[tuple[str, str]]:
    from mkdocs_praxis.theme import CARDS_CSS, cards_css

    made = [] if str(config.theme.name or "").startswith("praxis") else [(CARDS_CSS, cards_css())]
    if facts is not None:
        from mkdocs_praxis.practice.exports import files

        made += files(facts, site_url=own.url, today=today)
    return made


def _remove_rejected(site: Path) -> None:
    rejected = site.with_name(site.name + ".rejected")
    if rejected.is_dir():
        shutil.rmtree(rejected)


def _set_aside(site: Path) -> Path:
    rejected = site.with_name(site.name + ".rejected")
    if rejected.exists():
        shutil.rmtree(rejected)
    site.rename(rejected)
    return rejected


def _set_aside_says(rejected: Path, language: str) -> str:
    from mkdocs_praxis.i18n import translator

    return translator(language, "report")(
        "Build stopped; the output was set aside as {name}/.", name=rejected.name
    )
