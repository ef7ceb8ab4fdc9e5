"""The option groups of commands that judge sites: which sites are read, and where reports go, in several formats at once."""

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from mkdocs_praxis.cli.common import NAME, SiteOptions, directory_of, grouped, in_language, in_shard
from mkdocs_praxis.files import write_whole
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.report import FORMATS, render

if TYPE_CHECKING:
    from mkdocs_praxis.policy.model import Policy, Report
    from mkdocs_praxis.policy.sites import Site
    from mkdocs_praxis.web.contact import OwnSite


class SiteSelection:
    """The selected sites."""

    def __init__(self, directories: tuple[str, ...], sites: str | None, shard: str | None) -> None:
        self.directories = directories
        self.sites = sites
        self.shard = shard
        self._below: dict[str, Site] = {}

    def names(self, grounds: SiteOptions) -> tuple[str, ...]:
        """Return the output folders of the sites. Raises PraxisError, or click's errors for contradicting arguments."""
        if self.sites is not None:
            from mkdocs_praxis.policy.sites import sites_below

            if self.directories or grounds.site_url or grounds.config_file or grounds.policy:
                fix = "leave out DIR, --site-url, --policy and --config, or --sites"
                raise PraxisError("--sites judges each site by its own mkdocs.yml", fix=fix)
            self._below = {str(site.folder): site for site in sites_below(directory_of(self.sites))}
        elif not self.directories:
            ctx = click.get_current_context()
            (argument,) = (one for one in ctx.command.params if isinstance(one, click.Argument))
            raise click.MissingParameter(ctx=ctx, param=argument)
        return in_shard(tuple(dict.fromkeys(self._below or self.directories)), self.shard)

    def site(self, name: str, grounds: SiteOptions, lang: str) -> "tuple[Path, OwnSite, Policy]":
        """Return output folder, own site and policy of a site. Raises PraxisError."""
        if (site := self._below.get(name)) is not None:
            output = site.output()
            own, policy = site.grounds(lang)
            return output, own, in_language(policy, lang)
        folder = directory_of(name)
        own, policy = grounds.of(folder, lang)
        return folder, own, policy._replace(origin="") if len(self.directories) > 1 else policy


chosen_options = grouped(
    "chosen",
    SiteSelection,
    click.argument("directories", nargs=-1, metavar="DIR..."),
    click.option(
        "--sites",
        type=NAME,
        metavar="FOLDER",
        help="Every site below a folder, each by its own mkdocs.yml: its address, its policy, its output.",
    ),
    click.option(
        "--shard", metavar="K/N", help="Of all DIRs only every N-th, from the K-th: a part for one of N jobs."
    ),
)


_BEGINNING = b'{"schema"'
_ONE_EACH = "each --output belongs to the --format before it: give as many --format as --output"
# The format of a file that has no --format, by its ending.
_ENDINGS = {".json": "json", ".jsonl": "jsonl", ".sarif": "sarif", ".xml": "junit", ".html": "html"}
STREAMED = frozenset({"text", "jsonl", "github"})


class ReportOptions(NamedTuple):
    """The options of a command about reports: pairs of format and file, and their level of detail."""

    formats: tuple[str, ...]
    files: tuple[str, ...]
    resume: bool = False
    notes: bool = False
    full: bool = False

    def outputs(self, *, many: bool = False) -> "Outputs":
        """Return the outputs for one site or many. Raises PraxisError for invalid pairs."""
        told = {"notes": self.notes, "many": many, "unfold": "" if self.full else "--full"}
        if not self.formats and any(Path(file).suffix.lower() == ".pdf" for file in self.files):
            raise PraxisError(
                "there are no reports in PDF", fix="take HTML, which prints well: --output bericht.html"
            )
        by_name = tuple(_ENDINGS.get(Path(file).suffix.lower(), "text") for file in self.files)
        formats = self.formats or by_name or ("text",)
        return Outputs(formats, _in_pairs(formats, self.files), told, resume=self.resume)


class _Ordered(click.Option):
    """An option that records its order among others, since click groups values by option."""

    def add_to_parser(self, parser: Any, ctx: click.Context) -> None:
        """Make the parser record each value when it is parsed."""
        super().add_to_parser(parser, ctx)
        for name in self.opts:
            option = parser._long_opt[name]  # noqa: SLF001 - click offers no other way to the order
            option.process = partial(self._noted, ctx, option.process)

    def _noted(self, ctx: click.Context, process: Callable[..., None], value: str, state: object) -> None:
        ctx.meta.setdefault(__name__, []).append((self.name, value))
        process(value, state)


def _in_pairs(formats: tuple[str, ...], files: tuple[str, ...]) -> tuple[str | None, ...]:
    """Return the file for each format: the `--output` beside it, or None. Raises PraxisError."""
    if len(formats) == len(files):
        return files
    if not files:
        return (None,) * len(formats)
    found: list[str | None] = []
    before: str | None = None  # an `--output` without a format so far
    for name, value in click.get_current_context().meta[__name__]:
        if name == "formats":
            found.append(before)
            before = None
        elif found and found[-1] is None:
            found[-1] = value
        elif before is None:
            before = value
        else:
            raise PraxisError(_ONE_EACH)
    if before is not None:
        raise PraxisError(_ONE_EACH)
    return tuple(found)


_paired = partial(click.option, cls=_Ordered, multiple=True)
_WHERE = "Where the --format before it goes; else, or by `-`, standard output."
output_options = grouped(
    "wanted",
    ReportOptions,
    _paired("--format", "formats", type=click.Choice(FORMATS), help="Repeatable, in pairs with --output."),
    _paired("--output", "files", type=NAME, metavar="FILE", help=_WHERE),
)


class Outputs:
    """The outputs: pairs of format and file. Streaming formats (jsonl) are written as each site is finished.

    With `resume`, `done` has the sites that the jsonl file already contains, and whether they passed.
    """

    def __init__(
        self,
        formats: tuple[str, ...],
        files: tuple[str | None, ...],
        options: dict[str, Any],
        *,
        resume: bool = False,
    ) -> None:
        to = [None if file == "-" else file for file in files]
        if to.count(None) > 1:
            raise PraxisError("only one format can go to standard output: give each other one its --output")
        if len(set(to)) < len(to):
            raise PraxisError("two formats cannot go to the same file")
        self._options = options
        self._pairs = list(zip(formats, to, strict=True))
        self._kept: list[Report] = []
        self._begun: set[str] = set()
        self.done: dict[str, bool] = {}
        if resume:
            self._resume()

    def _resume(self) -> None:
        log = next((file for name, file in self._pairs if name == "jsonl" and file), None)
        if log is None or len(self._pairs) > 1:
            raise PraxisError("--resume goes on with one report: --format jsonl --output FILE")
        self._begun.add(log)
        if not Path(log).is_file():
            return
        whole = 0
        with Path(log).open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if (told := _told(line)) is not None:
                    self.done[str(told["site"])] = told["passed"] is True
                elif line.startswith(_BEGINNING) and not line.endswith(b"\n"):
                    break  # an incomplete last line, where the last run was interrupted
                else:
                    what = "--resume: this line is no report of praxis check; nothing was changed"
                    fix = "name the file that an earlier run wrote, or a new one"
                    raise PraxisError(what, file=log, line=number, fix=fix)
                whole += len(line)
        os.truncate(log, whole)

    def add(self, report: "Report") -> None:
        """Add a report: written at once if the format is streaming, else kept for `close`."""
        for name, file in self._pairs:
            if name in STREAMED:
                self._stream(file, self._render(name, file, [report]))
        if any(name not in STREAMED for name, _ in self._pairs):
            self._kept.append(report._replace(hashes={}))  # no format uses them; dropped to save memory

    def close(self, order: "tuple[str, ...]" = ()) -> None:
        """Write the formats with all sites in one document, in the given order."""
        place = {site: number for number, site in enumerate(order)}
        self._kept.sort(key=lambda report: place.get(report.site, 0))
        for name, file in self._pairs:
            if name in STREAMED or not self._kept:
                continue
            text = self._render(name, file, self._kept)
            if file is None:
                click.echo(text, nl=False)
                continue
            write_whole(file, text)

    def _render(self, name: str, file: str | None, reports: "list[Report]") -> str:
        colour = {"colour": file is None and _shows_colours()} if name == "text" else {}
        return render(name, reports, **colour, **self._options)

    def _stream(self, file: str | None, text: str) -> None:
        if file is None:
            click.echo(text, nl=False, color=_shows_colours())
            return
        mode = "a" if file in self._begun else "w"
        self._begun.add(file)
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        with Path(file).open(mode, encoding="utf-8", errors="backslashreplace") as out:
            out.write(text)


def _told(line: bytes) -> dict[str, Any] | None:
    """Parse a line of a jsonl report; None if it is invalid."""
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    ours = isinstance(told, dict) and {"schema", "site", "passed", "findings"} <= told.keys()
    return told if ours and line.endswith(b"\n") else None


def _shows_colours() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    # Logs of CI show colours and are no terminals
    forced = os.environ.get("FORCE_COLOR", "0") not in {"", "0"}
    return forced or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")
