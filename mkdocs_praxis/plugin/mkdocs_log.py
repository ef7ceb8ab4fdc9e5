"""MkDocs' log messages: turned into findings with file and line, or translated to the language of the site."""

import logging
import posixpath
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markdown.extensions.toc import slugify

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.plugin.mkdocs_yml import config_mistakes, config_problem, unknown_setting, words
from mkdocs_praxis.plugin.outcome import Stopped, encoding_problem, problems, telling_errors
from mkdocs_praxis.plugin.places import display_path
from mkdocs_praxis.policy.model import Severity, Written
from mkdocs_praxis.problem import PraxisError, Problem, Said, did_you_mean, is_os_problem, msg, nearest

if TYPE_CHECKING:
    from mkdocs.structure.files import Files

    from mkdocs_praxis.components.suggestions import Suggestions

_MODULES = (
    "structure.nav", "structure.pages", "structure.files", "commands.build", "commands.serve", "livereload", "config.base",
)  # fmt: skip
_SUGGESTED = r"(?: Did you mean '(?P<near>[^']*)'\?)?"
_PAGE = r"Doc file '(?P<page>[^']*)' contains "
_CLOCK = regex(r"^\[[\d:]+\] ")  # which the live preview writes before what it says


class MkDocsLog(logging.Filter):
    """A filter of MkDocs' loggers: keeps what is a finding, translates the rest."""

    def __init__(self, language: str, config_file: Path, *, explains_all: bool = False) -> None:
        """Take what is known before the configuration is read. `explains_all`: explain why MkDocs stopped on any site, not only with facts."""
        super().__init__()
        self.config_file, self.docs, self.strict = config_file, Path("docs"), False
        self.files: Files | None = None  # of the site that is built
        self.explains_all = explains_all
        self.written: list[Written] = []
        self._seen: Counter[tuple[str, str]] = Counter()
        self.reset(language)

    def reset(self, language: str, docs: Path = Path("docs"), *, strict: bool = False) -> None:
        """Forget the last build. `docs` is the folder of the pages; with `strict`, MkDocs' warnings count as errors."""
        self.language, self.docs, self.strict = language, docs, strict
        self.page = ""  # at which MkDocs stopped
        self.explains = self.explains_all  # whether we say why it stopped
        self.t = translator(language, "problem")
        self.written.clear()
        self._seen.clear()
        self._names: Suggestions | None = None

    def attach(self) -> None:
        """Filter MkDocs' loggers, in place of an earlier MkDocsLog; `explains_all` is taken over from that."""
        self.explains_all = any([self.explains_all, *(old.explains_all for old in self.detach())])
        for log in _loggers():
            log.addFilter(self)
            log.setLevel(min(logging.INFO, _level()))  # heard whatever `--quiet` hides: a dead link stays one

    @staticmethod
    def detach() -> "list[MkDocsLog]":
        """Stop filtering MkDocs' loggers; return the filters that did."""
        left = []
        for log in _loggers():
            for old in [f for f in log.filters if isinstance(f, MkDocsLog)]:
                log.removeFilter(old)
                log.setLevel(logging.NOTSET)
                left.append(old)
        return left

    def stopped_by(self, error: Exception) -> None:
        """Say why a build broke, where this is ours to say: its owners can mend it, or it is the site of a practice."""
        page = display_path(self.docs / self.page) if self.page else "mkdocs.yml"
        if self.explains or is_os_problem(error) or encoding_problem(error, page):
            with telling_errors(self.language, stopped_at=page):
                raise error

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether MkDocs may log the record (translated in place), as logging asks; keep it as a finding if it is one."""
        text = record.getMessage()
        text = _CLOCK.sub("", text) if text.startswith("[") else text
        if text.startswith("Config value "):
            return self._configuration(record, text)
        if failed := _matched(r"Error (?:reading|building) (?:page|template) '([^']*)'.*", text):
            self.page = failed[1]
            return not (self.explains or isinstance(sys.exc_info()[1], Stopped))
        if any(_matched(f"{pattern}.*", text) for pattern in words("mkdocs_words")["idle"]):
            return False
        for pattern, handle in _FINDINGS.items():
            if found := _matched(pattern, text):
                self.written += handle(self, found, record.levelno)
                return False
        for pattern, ours in words("mkdocs_words")["progress"].items():
            if found := _matched(pattern, text):
                record.msg, record.args = self.t(ours, **found.groupdict()), ()
                break
        return record.levelno >= _level()

    def _configuration(self, record: logging.LogRecord, text: str) -> bool:
        """End the build with all mistakes in mkdocs.yml at the first error MkDocs logs of it: MkDocs would end too, after one."""
        if record.levelno >= logging.ERROR:
            raise problems(PraxisError(*config_mistakes(self.config_file, text)), self.language)
        if found := re.search(r"Unrecognised configuration name: (\S+)", text):
            record.msg, record.args = unknown_setting(self.config_file, found[1]).told(self.t), ()
        return True

    def weight(self, level: int) -> Severity | None:
        """Return the severity of a finding by the level MkDocs logs it at; None leaves it to the rule."""
        if level < logging.WARNING:
            return Severity.WARNING
        return Severity.ERROR if self.strict else None

    @property
    def names(self) -> "Suggestions":
        """Suggestions for dead links, made when first asked for."""
        from mkdocs_praxis.components.suggestions import Suggestions

        self._names = self._names or Suggestions(self.docs)
        return self._names

    def path(self, page: str) -> Path:
        """Return where the text of a page lies: plugins have some elsewhere than in the folder of the pages, or make them."""
        file = self.files.get_file_from_path(page) if self.files else None
        if file is None or file.abs_src_path is None or file.generated_by is not None:
            return self.docs / page
        return Path(file.abs_src_path)

    def place(self, page: str, link: str) -> Problem | None:
        """Return the next line of a page that holds a link; None when every one of them was told."""
        from mkdocs_praxis.plugin.links import whole_address

        path = self.path(page)
        try:
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            lines = []
        written = whole_address(link)
        named = [(n, line, line.find(link)) for n, line in enumerate(lines, 1) if link in line]
        alone = [(n, line, at.start()) for n, line, _ in named if (at := re.search(written, line))]
        found = alone or named
        told = self._seen[page, link]
        self._seen[page, link] += 1
        if told >= max(1, len(found)):
            return None
        number, line, column = found[told] if found else (1, "", 0)
        return Problem("", display_path(path), number, column + 1, line)


def _matched(pattern: str, text: str) -> "re.Match[str] | None":
    """Match a log message; patterns begin with four literal letters, compared first, since compiling each pattern takes longer."""
    return re.fullmatch(pattern, text, re.DOTALL) if text.startswith(pattern[:4]) else None


def _level() -> int:
    """Return the level from which MkDocs logs, as `--quiet` and `--verbose` set it."""
    return logging.getLogger("mkdocs").getEffectiveLevel()


def _loggers() -> Iterator[logging.Logger]:
    for name in _MODULES:
        log = getattr(sys.modules.get(f"mkdocs.{name}"), "log", None)
        if isinstance(log, logging.LoggerAdapter):
            log = log.logger
        if isinstance(log, logging.Logger):
            yield log


def _link(log: MkDocsLog, found: "re.Match[str]", level: int) -> Iterator[Written]:
    said = found.groupdict()
    spot = log.place(said["page"], said["link"])
    if spot is None:
        return
    near = said.get("near")
    what = "'{link}' leads nowhere: there is no such file in {folder}/"
    fix: str | None = did_you_mean(near) if near else None
    if said.get("anchor") is not None:
        what = "'{link}' leads to no place of that name on the page"
        fix = _place_meant(log, said["page"], said["link"])
    elif fix is None:
        fix = log.names.meant(said["link"], said["page"])
    told = spot._replace(what=msg(what, link=said["link"], folder=log.docs.name), fix=fix)
    yield Written("dead-link", told, log.weight(logging.WARNING if near else level))


def _place_meant(log: MkDocsLog, page: str, link: str) -> str | None:
    """Return advice for a link to a heading or mark that a page does not have: the nearest one, else all."""
    target, _, name = unquote(link).partition("#")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), target)) if target else page
    file = log.files.get_file_from_path(path) if log.files else None
    known = sorted(getattr(file and file.page, "present_anchor_ids", None) or ())
    near = nearest(slugify(name, "-"), known)
    listed = msg("There are: {names}.", names=", ".join(f"#{one}" for one in known))
    return did_you_mean(f"{target}#{near}") if near else listed if known else None


def _menu(log: MkDocsLog, found: "re.Match[str]", level: int) -> Iterator[Written]:
    from mkdocs_praxis.plugin.links import but_for

    named = found["page"]
    what = msg("the menu names {page}, which is not in {folder}/", page=named, folder=log.docs.name)
    parts = re.fullmatch(r"([^:=]+?)[ =]+(\S+\.md)", named)  # `Team team.md`
    joined = f"{parts[1]}: {parts[2]}" if parts and log.path(parts[2]).is_file() else ""
    near: str = did_you_mean(joined) if joined else log.names.meant(named, "") or ""
    page = joined.rpartition(": ")[2] or str(near.values.get("near", "") if isinstance(near, Said) else "")
    if (log.config_file.parent / named).is_file():
        near = msg("Move {name} into {folder}/.", name=named, folder=log.docs.name)
    elif page and named.endswith(".md") and not page.endswith(".md"):
        fix = "There is {found}: a page is a text file, and this one is to be called {name}."
        near = msg(fix, found=page, name=named)
    log.written[:] = but_for(log.written, page, log.docs)  # one slip is told once
    yield Written("dead-link", config_problem(log.config_file, (named,), what, near), log.weight(level))


# What systems and clouds put behind the name of a copy.
_COPY = regex(
    r"(?: ?\(\d{1,3}\)| ?-? ?(?:Kopie|Copy)\b[^/]*| \([^/()]*(?:konflikt|conflict)[^/()]*\)|-(?:DESKTOP|LAPTOP)-\w+| \d|\.sync-conflict-[^/]*)\.md\Z",
    re.IGNORECASE,
)


def _unreachable(log: MkDocsLog, found: "re.Match[str]", level: int) -> Iterator[Written]:
    pages = re.findall(r"\n  - (.+)", found["pages"])
    copies = {
        page: copied
        for page in pages
        if (copied := _COPY.sub(".md", page)) != page and log.path(copied).is_file()
    }
    # The lines for all of them are one piece of advice, told once
    lines = "".join(f"\n  - {_title(log.path(page))}: {page}" for page in pages if page not in copies)
    add = msg("Add to `nav:` in {file}:{lines}", file=log.config_file.name, lines=lines)
    what = msg("who does not know its address never finds it")
    for page in pages:
        fix = add
        if page in copies:
            fix = msg(
                "It seems a copy of {name}: move what you need of it there, and delete it.", name=copies[page]
            )
        problem = Problem(what, display_path(log.path(page)), 1, fix=fix)
        yield Written("page-not-in-menu", problem, log.weight(level) if level >= logging.WARNING else None)


def _title(path: Path) -> str:
    """Return what a menu may call a page: its heading, else the name of its file."""
    text = path.read_text("utf-8", "replace") if path.is_file() else ""
    title = re.search(r"^# +([^:#{\n]+)$", text, re.MULTILINE)
    return title[1].strip() if title else " ".join(re.split(r"[-_\s]+", path.stem)).capitalize()


_Handler = Callable[[MkDocsLog, "re.Match[str]", int], Iterator[Written]]
_FINDINGS: dict[str, _Handler] = {
    _PAGE + r"a link '(?P<link>[^']*)', but the target.* is not found among documentation files\." + _SUGGESTED: _link,
    _PAGE + r"an unrecognized relative link '(?P<link>[^']*)', it was left as is\." + _SUGGESTED: _link,
    _PAGE + r"a link '(?P<link>[^']*)', but (?P<anchor>there is no such anchor|the doc .* does not contain).*": _link,
    _PAGE + r"a link to '(?P<link>[^']*)' which is excluded from the built site\.": _link,
    r"A re(?:ference|lative path) to '(?P<page>[^']*)' is included in the 'nav' configuration, .*": _menu,
    r"An absolute path to '(?P<page>[^']*)' is included in the 'nav' configuration, .*": _menu,
    r"The following pages exist in the docs directory, but are not included in the \"nav\" configuration:(?P<pages>.*)": _unreachable,
}  # fmt: skip
