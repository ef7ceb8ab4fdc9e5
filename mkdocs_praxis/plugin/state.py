"""The state of one build: options, facts, date, and intermediate results."""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from mkdocs_praxis.i18n import language_of, settings_files, without_region
from mkdocs_praxis.plugin.mkdocs_yml import color_choice_storage, config_problem, declaring_color_choice
from mkdocs_praxis.plugin.places import config_file, display_path
from mkdocs_praxis.plugin.settings import PraxisConfig, check_report, day, facts_of, language_of_site
from mkdocs_praxis.plugin.store import Store
from mkdocs_praxis.policy.model import Finding, Policy, Written
from mkdocs_praxis.problem import PraxisError, Problem, msg
from mkdocs_praxis.web.contact import OwnSite

if TYPE_CHECKING:
    from mkdocs_praxis.gate.reading import Inspector
    from mkdocs_praxis.practice.model import Facts
    from mkdocs_praxis.replace.model import Options


class Build:
    """One build, from reading the configuration to the verdict.

    By `settings` the store knows what mkdocs.yml says of policy and own hosts.
    """

    def __init__(
        self,
        options: PraxisConfig,
        config: MkDocsConfig,
        own: OwnSite,
        rules: Policy,
        facts: "Facts | None",
        store: Store,
        settings: str,
    ) -> None:
        self.options, self.config, self.own, self.rules = options, config, own, rules
        self.facts, self.store, self.settings = facts, store, settings
        self.language, self.today = language_of_site(options.language, config), day(options.date)
        self.sources: dict[str, str] = {}  # output file → the Markdown file it was made of
        self.sensitive: set[str] = set()  # output files whose pages say `sensibel: true`
        self.asks: list[tuple[str, Problem]] = []  # output file and what its author is asked
        # By page, what its author must mend before it can be built
        self.mistakes: dict[str, tuple[Problem, ...]] = {}
        self.written: list[Written] = []  # what was met in the files of authors
        self.hidden: list[Finding] = []  # what was met in content that nobody can read later
        self.replaced: set[str] = set()  # output files whose embeds were looked for
        self.inspector: Inspector[Any] | None = None  # how a page is looked at that is finished
        self.keys: dict[str, str] = {}  # of what pages were made of that were handed over to be written
        self.finished = 0  # when the last of them was (ns)
        # output file → by what its content was replaced before it got its frame, and what was put in whose place
        self.unframed: dict[str, tuple[object, tuple[tuple[str, str], ...]]] = {}
        self.legal: dict[str, str] = {}  # legal text → the output file that holds it
        self.sheets: dict[str, str] = {}  # language → the page on data in treatment
        self.opened: int | None = None  # open points, once counted
        self.chooser = True  # whether the site may hold the script of MkDocs' theme for choosing colours
        # which files there were, and where the pages among them are
        self.mapped: tuple[tuple[int, int], dict[str, str]] = ((0, 0), {})
        self.found: tuple[tuple[int, int], dict[str, Path]] = ((0, 0), {})
        self.room = TemporaryDirectory(prefix="mkdocs-praxis-")

    def made_or_told(self, page: str, make: Callable[[], str], text: str) -> str:
        """Return what is made of a page's text; the mistakes of all pages are told together, once all are read."""
        try:
            return make()
        except PraxisError as error:
            self.mistakes[page] = error.problems
            return text

    @property
    def given(self) -> dict[str, str]:
        """Return where somebody put the files that are no pages, by their place in the output; none before they are known."""
        return {place: display_path(path) for place, path in self.found[1].items()}

    @property
    def open_points(self) -> int:
        """How many facts are missing or still examples: with any, the site is a draft."""
        if self.facts is not None and self.opened is None:
            from mkdocs_praxis.practice.draft import open_points

            self.opened = len(list(open_points(self.facts)))
        return self.opened or 0

    def addresses(self, files: Files) -> dict[str, str]:
        """Return the addresses of all pages by their source files, worked out once for all pages."""
        state = (id(files), len(files))
        if self.mapped[0] != state:
            self.mapped = (state, {file.src_uri: file.url for file in files.documentation_pages()})
        return self.mapped[1]

    def media(self, files: Files) -> dict[str, Path]:
        """Return where the files of a site that are no pages come from, by their place in the output."""
        state = (id(files), len(files))
        if self.found[0] != state:
            listed = {f.dest_uri: Path(f.abs_src_path) for f in files.media_files() if f.abs_src_path}
            self.found = (state, listed)
        return self.found[1]

    def added(self, path: str, content: str | bytes) -> File:
        """Return a file of ours for the site. It lies on disk as other plugins expect of every file."""
        source = Path(self.room.name, path)
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_bytes(content.encode() if isinstance(content, str) else content)
        return File(path, self.room.name, self.config.site_dir, self.config.use_directory_urls)

    def made_pages(self, files: Files) -> list[File]:
        """Return the pages that facts make of themselves; the menu is left to those who write it."""
        if self.facts is None:
            return []
        from mkdocs_praxis.components.person_pages import made_pages

        written = {file.src_uri for file in files.documentation_pages()}
        made = [self.added(path, text) for path, text in made_pages(self.facts, self.language, written)]
        for file in made:
            file.inclusion = InclusionLevel.NOT_IN_NAV
        return made

    def shared_files(self, files: Files) -> list[File]:
        """Return the pages and files of a folder that several sites share, where this site has none of its own."""
        if not self.options.shared:
            return []
        folder = config_folder(self.config) / self.options.shared
        written = {file.src_uri for file in files}
        found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
        names = [name for path in found if (name := path.relative_to(folder).as_posix()) not in written]
        use = self.config.use_directory_urls
        return [File(name, str(folder), self.config.site_dir, use) for name in names]

    def strict(self, file: str) -> bool:
        """Whether an output file may link to no social network."""
        return self.options.policy == "strict" or file in self.sensitive

    def language_of(self, page: Page) -> str:
        """Return the language of a page: its own, or its file's (mkdocs-static-i18n says so), else what the theme speaks now."""
        site = getattr(page.file, "locale", None) or language_of_site(self.options.language, self.config)
        return language_of(page.meta, without_region(site))

    def replacing(self, url: str, language: str, *, strict: bool) -> "Options":
        """Return how embeds are replaced in a page at an address."""
        from mkdocs_praxis.replace.model import Options

        return Options(
            own=self.own,
            page_url=url,
            strict=strict,
            language=language,
            unknown_embeds="link" if self.options.unknown_embeds == "link" else "finding",
            phone=self.facts.phone if self.facts else None,
        )

    def replaced_by(self, url: str, language: str, *, strict: bool) -> tuple[object, ...]:
        """Return all that decides what becomes of a page: what `replacing` is made of."""
        own, unknown = (self.own.url, *sorted(self.own.hosts)), self.options.unknown_embeds
        return own, url, strict, language, unknown, self.facts and self.facts.phone


def config_folder(config: MkDocsConfig) -> Path:
    """Return the folder of mkdocs.yml, from which its paths count."""
    return config_file(config).resolve().parent


def _folder(key: str, named: str, config: MkDocsConfig) -> Path:
    """Return a folder that an option names. Raises PraxisError if it is not there."""
    folder = config_folder(config) / named
    if not folder.is_dir():
        what = msg("{key} names {value}, which is not there", key=key, value=named)
        fix = "check the spelling; the path counts from the folder of mkdocs.yml"
        raise PraxisError(what, file="mkdocs.yml", fix=fix)
    return folder


def _watch(config: MkDocsConfig, folders: Iterable[Path]) -> None:
    """Let a preview follow what a site is made of beside its pages and its mkdocs.yml, which is all that MkDocs watches."""
    inherited = [path for path, text in settings_files(config_file(config))][1:]
    own = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
    watched = (str(path) for path in (*inherited, *own, *folders) if path.exists())
    config.watch += [path for path in watched if path not in config.watch]


def cache_name(options: PraxisConfig, config: MkDocsConfig) -> str:
    """Return the name under which the last build of a site is known; "" where nothing is to be kept."""
    return str(config_file(config).resolve()) if options.cache else ""


def _settings(
    values: Mapping[str, Any], config: MkDocsConfig, language: str, facts: "Facts | None"
) -> tuple[Policy, OwnSite]:
    """Return what mkdocs.yml says of policy and own hosts. Raises PraxisError."""
    from mkdocs_praxis.policy.config import own_of, policy_of

    origin = display_path(config_file(config))
    rules = policy_of(values, language=language, practice=facts is not None, origin=origin)
    return rules, own_of(config.site_url or "", values, origin)


def begin(options: PraxisConfig, config: MkDocsConfig, store: Store, *, within: Build | None = None) -> Build:
    """Read policy and facts, so that mistakes are told before anything is built. Raises PraxisError.

    What a build `within` another meets counts for the outer one too: both write into one site.
    """
    if not config.site_url:
        why = "only with it can own and foreign hosts be told apart"
        fix = "add a line such as  site_url: https://www.praxis-beispiel.de/"
        raise PraxisError("mkdocs.yml has no site_url", why=why, fix=fix)
    file = config_file(config)
    if re.search(r"\s", config.site_url):
        what = "site_url has a blank in it: no address has one"
        fix = "Take the blank out; where the address has a hyphen, write it."
        raise PraxisError(config_problem(file, ("site_url",), what, fix))
    language = language_of_site(options.language, config)
    shared = {key: _folder(key, options[key], config) for key in ("shared", "shared_facts") if options[key]}
    folder = config_folder(config) / options.facts
    if options.facts != type(options).facts.default:  # who asks for none needs no such folder
        folder = _folder("facts", options.facts, config)
    of_all = shared.get("shared_facts")
    facts = facts_of(folder, language, options.policy, of_all) if folder.is_dir() else None
    _watch(config, (folder, *shared.values()))
    names = (
        "policy", "own_hosts", "allow", "allow_storage", "severity", "server_policy", "harden_allow", "language",
    )  # fmt: skip
    values = {name: options[name] for name in names}
    if kept := color_choice_storage(config):
        values["allow_storage"] = [*options.allow_storage, kept]
        facts = declaring_color_choice(facts, language) if facts else None
    for wanted in options.reports:
        check_report(wanted, config_folder(config), config.site_dir)
    written = file.read_bytes() if file.is_file() else b""
    settings = store.key(written, config.site_url, values, language, facts is not None, display_path(file))
    rules, own = store.settings(settings) or _settings(values, config, language, facts)
    build = Build(options, config, own, rules, facts, store, settings)
    if within is not None:
        build.sources, build.sensitive, build.asks = within.sources, within.sensitive, within.asks
        build.legal, build.replaced, build.written = within.legal, within.replaced, within.written
        build.hidden, build.keys = within.hidden, within.keys
    return build
