"""The command `praxis`: a thin front; every command calls one room."""

import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mkdocs_praxis import __version__
from mkdocs_praxis.problem import PraxisError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs_praxis.gate.many import Task
    from mkdocs_praxis.policy.model import Report
    from mkdocs_praxis.web.contact import OwnSite

PASSED, FINDINGS, COULD_NOT_RUN = 0, 1, 2
# Without --site-url no host is ours: every absolute address is foreign.
FORMATS = ("text", "json", "jsonl", "sarif", "junit", "github", "gitlab", "html")
STREAMED = frozenset({"text", "jsonl", "github"})
NO_SITE_URL = "https://site-url-not-given.invalid/"


class _Praxis(click.Group):
    """A group that tells people what is wrong instead of showing a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except PraxisError as error:
            for problem in error.problems:
                click.echo(f"{problem}\n", err=True)
            ctx.exit(COULD_NOT_RUN)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(COULD_NOT_RUN)
        except Exception as error:
            if os.environ.get("PRAXIS_TRACEBACK"):
                raise
            click.echo(
                f"praxis could not go on: {type(error).__name__}: {error}\n"
                "  why  this is a bug in mkdocs_praxis, not a mistake of yours\n"
                "  fix  please report it, with what PRAXIS_TRACEBACK=1 prints",
                err=True,
            )
            ctx.exit(COULD_NOT_RUN)


@click.group(cls=_Praxis, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="praxis")
def main() -> None:
    """Practice websites that contact nobody before a person clicks.

    Exit status: 0 passed, 1 findings, 2 could not run.
    """


def _language_option(function: Callable[..., Any]) -> Callable[..., Any]:
    default = (
        "de" if (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").lower().startswith("de") else "en"
    )
    return click.option(
        "--lang",
        type=click.Choice(["de", "en"]),
        default=default,
        show_default=True,
        help="Language of what is said.",
    )(function)


class Outputs:
    """Where reports go: pairs of format and file. Formats that can be read piecewise are written as each site is done."""

    def __init__(
        self,
        formats: tuple[str, ...],
        files: tuple[str, ...],
        options: dict[str, Any],
        *,
        append: bool = False,
    ) -> None:
        chosen = formats or ("text",)
        if len(files) > len(chosen):
            raise click.UsageError(
                "each --output belongs to the --format before it: give as many --format as --output"
            )
        to: list[str | None] = [*files, *([None] * (len(chosen) - len(files)))]
        if to.count(None) > 1:
            raise click.UsageError(
                "only one format can go to standard output: give each other one its --output"
            )
        self._options = options
        self._pairs = list(zip(chosen, to, strict=True))
        self._kept: list[Report] = []
        self._append = append
        self.done = self._known() if append else set()

    def _known(self) -> set[str]:
        import json

        known = set()
        for name, file in self._pairs:
            if name == "jsonl" and file and Path(file).is_file():
                for line in Path(file).read_text(encoding="utf-8").splitlines():
                    with contextlib.suppress(ValueError, KeyError, TypeError):
                        known.add(str(json.loads(line)["site"]))
        return known

    def add(self, report: "Report") -> None:
        """Take a report: write it at once where the format allows, else keep it for `close`."""
        for name, file in self._pairs:
            if name not in STREAMED:
                if not self._kept or self._kept[-1] is not report:
                    self._kept.append(report)
                continue
            text = self._render(name, file, [report])
            if file is None:
                click.echo(text, nl=False)
            else:
                mode = "a" if self._append else "w"
                self._writing(file, text, mode)
                self._append = True

    def close(self) -> None:
        """Write the formats that hold all sites in one document; a file appears whole or not at all."""
        for name, file in self._pairs:
            if name in STREAMED or not self._kept:
                continue
            text = self._render(name, file, self._kept)
            if file is None:
                click.echo(text, nl=False)
            else:
                self._writing(file + ".part", text, "w")
                Path(file + ".part").replace(file)

    def _render(self, name: str, file: str | None, reports: "list[Report]") -> str:
        from mkdocs_praxis.report import render

        colour = (
            {"colour": file is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")}
            if name == "text"
            else {}
        )
        return render(name, reports, **colour, **self._options)

    def _writing(self, file: str, text: str, mode: str) -> None:
        try:
            with Path(file).open(mode, encoding="utf-8", errors="backslashreplace") as out:
                out.write(text)
        except OSError as error:
            raise PraxisError(f"cannot write {file.removesuffix('.part')}: {error.strerror}") from None


@main.command()
@click.argument("directories", nargs=-1, required=True, metavar="DIR...")
@click.option("--site-url", help="The address the site is served at; every other host is foreign.")
@click.option("--policy", type=click.Choice(["standard", "strict"]), help="Overrides the configuration.")
@click.option(
    "--config",
    "config_file",
    metavar="FILE",
    help="praxis.yml or praxis.toml; found by itself beside the site.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help="Repeatable, in pairs with --output.",
)
@click.option(
    "--output",
    "files",
    multiple=True,
    metavar="FILE",
    help="Where the --format before it goes; else standard output.",
)
@click.option(
    "--baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    help="What it knows is listed, not counted.",
)
@click.option(
    "--write-baseline", is_flag=True, help="Write what is found to --baseline; an old one may only shrink."
)
@click.option("--resume", is_flag=True, help="Skip sites that the jsonl --output already holds.")
@click.option("--notes", is_flag=True, help="Show notes too (text, github, gitlab).")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes; by itself as many as pay.")
@_language_option
def check(
    directories: tuple[str, ...],
    site_url: str | None,
    policy: str | None,
    config_file: str | None,
    formats: tuple[str, ...],
    files: tuple[str, ...],
    baseline: Path | None,
    write_baseline: bool,  # noqa: FBT001
    resume: bool,  # noqa: FBT001
    notes: bool,  # noqa: FBT001
    jobs: int | None,
    lang: str,
) -> None:
    """Read built sites as a browser does and judge every contact. Changes nothing, contacts nobody."""
    from mkdocs_praxis.gate import Options
    from mkdocs_praxis.gate import baseline as known
    from mkdocs_praxis.gate.many import Task, check_many
    from mkdocs_praxis.policy.config import find, load, policy_of

    if write_baseline and baseline is None:
        raise click.UsageError("--write-baseline needs --baseline FILE")
    wanted = Outputs(formats, files, {"notes": notes}, append=resume)
    folders = [folder for folder in map(_directory, directories) if str(folder) not in wanted.done]
    if not site_url and not config_file and len(folders) == 1 and find(folders[0]) is None:
        click.echo("no --site-url: every absolute address counts as foreign", err=True)

    def task(folder: Path) -> "Task":
        config = Path(config_file) if config_file else find(folder)
        values: dict[str, Any] = load(config) if config else {}
        if policy:
            values["policy"] = policy
        own = own_site(site_url or values.get("site_url"), values.get("own_hosts") or ())
        judged_by = policy_of(
            values, language=str(values.get("language") or lang), origin=str(config or "command line")
        )
        single = len(folders) == 1
        return Task(
            folder,
            own,
            Options(judged_by, jobs=jobs if single else 1, progress=_progress() if single else None),
        )

    before = known.load(baseline) if baseline and (baseline.exists() or not write_baseline) else None
    status = PASSED
    all_reports = []
    for folder, result in _checked([task(folder) for folder in folders], jobs, check_many):
        if isinstance(result, PraxisError):
            click.echo(f"{folder}: {result}", err=True)
            status = COULD_NOT_RUN
            continue
        if write_baseline:
            all_reports.append(result)
        if before is not None:
            judged = known.apply(result, before)
            result = judged.report  # noqa: PLW2901
            if judged.gone and not write_baseline and len(folders) == 1:
                click.echo(
                    f"{judged.gone} findings of the baseline are gone: --write-baseline makes it smaller",
                    err=True,
                )
        status = max(status, PASSED if result.passed else FINDINGS)
        wanted.add(result)
    wanted.close()
    if write_baseline and baseline is not None:
        count = known.write(baseline, all_reports, before)
        click.echo(f"{baseline}: {count} known findings", err=True)
        status = PASSED if status != COULD_NOT_RUN else status
    sys.exit(status)


def _checked(
    tasks: "list[Task]", jobs: int | None, many: Callable[..., Any]
) -> "Iterator[tuple[Path, Report | PraxisError]]":
    """Check one site in this process, several in as many as pay."""
    if len(tasks) == 1:
        from mkdocs_praxis.gate import check as gate

        (task,) = tasks
        yield task.directory, gate(task.directory, task.own, task.options)
        return
    yield from many(tasks, jobs)


def _directory(name: str) -> Path:
    path = Path(name)
    if not path.exists():
        raise PraxisError(f"there is no directory {name}")
    if not path.is_dir():
        raise PraxisError(f"{name} is a file; `praxis check` reads a directory of built pages")
    return path


def _progress(every: int = 100) -> "Callable[[int, int], None] | None":
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        if total > every and (done % every == 0 or done == total):
            click.echo(f"{done} of {total}" + ("\r" if done < total else "\r\x1b[K"), nl=False, err=True)

    return show


def own_site(site_url: str | None, own_hosts: Any) -> "OwnSite":
    """Return the own origin from what people write; raises PraxisError when it is no web address."""
    from mkdocs_praxis.web.url import own_site as make

    return make(site_url or NO_SITE_URL, tuple(str(h) for h in own_hosts))


@main.command()
@click.argument("rule_name", required=False, metavar="[RULE]")
@_language_option
def explain(rule_name: str | None, lang: str) -> None:
    """Say what a rule means, why, by which law with what certainty, and how to mend it."""
    from mkdocs_praxis.policy.rules import all_rules, page_text, rule

    if not rule_name:
        for one in all_rules():
            click.echo(f"{one.code}  {one.name:<24} {one.title.get(lang, one.title['en'])}")
        return
    one = rule(rule_name)
    click.echo(f"{one.name} ({one.code}), {one.severity.value}\n{one.title.get(lang, one.title['en'])}\n")
    click.echo(f"why  {one.why.get(lang, one.why['en'])}\nfix  {one.fix.get(lang, one.fix['en'])}")
    click.echo(f"law  {'; '.join(one.law)} ({one.certainty.value})\n")
    click.echo(page_text(one.name))


@main.command()
@click.argument("query", required=False)
@_language_option
def vendors(query: str | None, lang: str) -> None:
    """Say who is behind a host or name, what it learns, and what to do instead. Without QUERY: all vendors."""
    from mkdocs_praxis.vendors import catalogue

    known = catalogue()
    if not query:
        for vendor in sorted(known, key=lambda v: (v.category, v.id)):
            click.echo(f"{vendor.category:<16} {vendor.id:<28} {vendor.name}")
        return
    found = list(known.search(query))
    if not found:
        name = known.name_of_host(query)
        raise PraxisError(
            f"{query}: {name}, not in the catalogue"
            if name
            else f"nothing known about {query}; every foreign host is forbidden all the same"
        )
    for vendor in found:
        where = ", ".join(p for p in (vendor.operator, vendor.country) if p)
        click.echo(f"{vendor.name} ({vendor.id}, {vendor.category}){' – ' + where if where else ''}")
        click.echo(f"  hosts   {', '.join(vendor.hosts)}")
        for label, text in (("learns", vendor.learns), ("instead", vendor.instead)):
            if text:
                click.echo(f"  {label:<7} {text.get(lang) or text.get('en', '')}")
        click.echo("")


@main.command()
@click.argument("directory", metavar="DIR")
@click.argument("file", metavar="FILE")
def verify(directory: str, file: str) -> None:
    """Say whether a directory is the one that an evidence file speaks of, and name every difference."""
    from mkdocs_praxis.evidence import differences, load
    from mkdocs_praxis.report.safe import visible

    folder, path = _directory(directory), Path(file)
    inside = (
        path.resolve().relative_to(folder.resolve()).as_posix()
        if path.resolve().is_relative_to(folder.resolve())
        else None
    )
    statement = load(path)
    found = differences(folder, statement, exclude=inside)
    for one in found:
        click.echo(f"{one.what:<8} {visible(one.file)}")
    checked = f"{len(statement['subject'])} files checked on {statement['predicate'].get('date', '?')}"
    click.echo(f"{len(found)} differences to the {checked}." if found else f"The same: {checked}.")
    sys.exit(FINDINGS if found else PASSED)


@main.command()
@click.argument("directory", metavar="DIR")
@click.option(
    "--for", "server", required=True, type=click.Choice(["apache", "nginx", "caddy", "netlify", "cloudflare"])
)
@click.option("--site-url", help="The address the site is served at.")
@click.option(
    "--write", "write_it", is_flag=True, help="Write the file into DIR, keeping what its author wrote there."
)
def headers(directory: str, server: str, site_url: str | None, write_it: bool) -> None:  # noqa: FBT001
    """Show or write the security headers of a built site for a server."""
    from mkdocs_praxis import harden

    folder = _directory(directory)
    own = own_site(site_url, ())
    values = harden.headers(page for _, _, page in harden.pages(folder, own))
    if write_it:
        click.echo(f"written: {harden.write(folder, server, values)}")
    else:
        click.echo(harden.block(server, values), nl=False)


@main.command(name="replace")
@click.argument("files", nargs=-1, required=True, metavar="FILE...|-")
@click.option("--site-url", help="The address the site is served at.")
@click.option("--strict", is_flag=True, help="No link to social networks either.")
@click.option("--write", "write_it", is_flag=True, help="Write the files instead of showing them.")
@_language_option
def replace_(files: tuple[str, ...], site_url: str | None, strict: bool, write_it: bool, lang: str) -> None:  # noqa: FBT001
    """Turn embeds in HTML or Markdown files into static links, shown or written; `-` reads standard input."""
    from mkdocs_praxis.replace import Options as Replacing
    from mkdocs_praxis.replace.engine import replace

    own = own_site(site_url, ())
    asked = False
    for name in files:
        raw = click.get_binary_stream("stdin").read() if name == "-" else _bytes(name)
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise PraxisError(f"{name} is not UTF-8 text (byte {error.start}); nothing was changed") from None
        done = replace(text, Replacing(own=own, page_url=own.url, strict=strict, language=lang))
        for ask in done.asks:
            asked = True
            click.echo(f"{name}: {ask}\n", err=True)
        if write_it and name != "-":
            if done.html != text:
                part = Path(name + ".part")
                part.write_bytes(done.html.encode("utf-8"))
                part.replace(name)
            click.echo(f"{name}: {len(done.replacements)} replaced")
        else:
            click.get_binary_stream("stdout").write(done.html.encode("utf-8"))
    sys.exit(FINDINGS if asked else PASSED)


def _bytes(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise PraxisError(f"cannot read {name}: {error.strerror}") from None


@main.command()
@click.argument("target", metavar="DIR|URL")
@click.option("--site-url", help="The address the site is served at.")
@click.option("--policy", type=click.Choice(["standard", "strict"]), default="standard", show_default=True)
@click.option("--sample", type=click.IntRange(min=1), help="Visit only so many pages, evenly chosen.")
@click.option(
    "--visitors", type=click.IntRange(1, 16), default=2, show_default=True, help="Browsers at the same time."
)
@click.option("--seconds", type=float, help="Stop after this time; --state remembers what was done.")
@click.option(
    "--state",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File by which a run can be gone on with.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
)
@click.option("--output", "files", multiple=True, metavar="FILE", help="Where the --format before it goes.")
@_language_option
def prove(
    target: str,
    site_url: str | None,
    policy: str,
    sample: int | None,
    visitors: int,
    seconds: float | None,
    state: Path | None,
    formats: tuple[str, ...],
    files: tuple[str, ...],
    lang: str,
) -> None:
    """Visit every page with a real browser that can reach nobody, and report every contact, cookie and storage."""
    from mkdocs_praxis.browser import ProofOptions
    from mkdocs_praxis.browser import prove as visit_all
    from mkdocs_praxis.policy.config import policy_of

    wanted = Outputs(formats, files, {})
    if "://" not in target:
        _directory(target)
    own = own_site(site_url, ())
    options = ProofOptions(
        policy_of({"policy": policy}, language=lang), sample, visitors, seconds, state, _progress(every=1)
    )
    report, rate = visit_all(target, own, options)
    wanted.add(report)
    wanted.close()
    click.echo(f"{report.how['visited in a browser']} pages visited, {rate:.1f} a second", err=True)
    sys.exit(PASSED if report.passed else FINDINGS)
