"""The command `praxis`: a thin front; every command calls one room."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mkdocs_praxis import __version__
from mkdocs_praxis.problem import PraxisError

if TYPE_CHECKING:
    from mkdocs_praxis.policy.model import Report
    from mkdocs_praxis.web.contact import OwnSite

PASSED, FINDINGS, COULD_NOT_RUN = 0, 1, 2
# Without --site-url no host is ours: every absolute address is foreign.
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


def outputs(formats: tuple[str, ...], files: tuple[str, ...]) -> list[tuple[str, str | None]]:
    """Return the reports wanted as pairs of format and file (None: standard output)."""
    chosen = formats or ("text",)
    if len(files) > len(chosen):
        raise click.UsageError(
            "each --output belongs to the --format before it: give as many --format as --output"
        )
    to: list[str | None] = [*files, *([None] * (len(chosen) - len(files)))]
    if to.count(None) > 1:
        raise click.UsageError("only one format can go to standard output: give each other one its --output")
    return list(zip(chosen, to, strict=True))


def write(reports: "list[Report]", wanted: list[tuple[str, str | None]], **options: object) -> None:
    """Write reports in the wanted formats; a file appears whole or not at all."""
    from mkdocs_praxis.report import render

    for name, file in wanted:
        text = render(
            name,
            reports,
            **({"colour": file is None and sys.stdout.isatty()} | options if name == "text" else options),
        )
        if file is None:
            click.echo(text, nl=False)
            continue
        path = Path(file)
        part = path.with_name(path.name + ".part")
        try:
            part.write_text(text, encoding="utf-8", errors="backslashreplace")
            part.replace(path)
        except OSError as error:
            raise PraxisError(f"cannot write {file}: {error.strerror}") from None


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
    type=click.Choice(["text", "json", "sarif", "junit", "github", "gitlab", "html"]),
)
@click.option(
    "--output",
    "files",
    multiple=True,
    metavar="FILE",
    help="Where the --format before it goes; else standard output.",
)
@click.option("--notes", is_flag=True, help="Show notes too (text only).")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes; by itself as many as pay.")
@_language_option
def check(
    directories: tuple[str, ...],
    site_url: str | None,
    policy: str | None,
    config_file: str | None,
    formats: tuple[str, ...],
    files: tuple[str, ...],
    notes: bool,  # noqa: FBT001
    jobs: int | None,
    lang: str,
) -> None:
    """Read built sites as a browser does and judge every contact. Changes nothing, contacts nobody."""
    from mkdocs_praxis.gate import Options
    from mkdocs_praxis.gate import check as gate
    from mkdocs_praxis.policy.config import find, load, policy_of

    wanted = outputs(formats, files)
    folders = [_directory(name) for name in directories]
    reports = []
    for folder in folders:
        config = Path(config_file) if config_file else find(folder)
        values: dict[str, Any] = load(config) if config else {}
        if policy:
            values["policy"] = policy
        own = own_site(site_url or values.get("site_url"), values.get("own_hosts") or ())
        judged_by = policy_of(
            values, language=str(values.get("language") or lang), origin=str(config or "command line")
        )
        reports.append(gate(folder, own, Options(judged_by, jobs=jobs, progress=_progress())))
    write(reports, wanted, notes=notes)
    sys.exit(PASSED if all(r.passed for r in reports) else FINDINGS)


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
    from mkdocs_praxis.replace import replace

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
    type=click.Choice(["text", "json", "sarif", "junit", "github", "gitlab", "html"]),
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

    wanted = outputs(formats, files)
    if "://" not in target:
        _directory(target)
    own = own_site(site_url, ())
    options = ProofOptions(
        policy_of({"policy": policy}, language=lang), sample, visitors, seconds, state, _progress(every=1)
    )
    report, rate = visit_all(target, own, options)
    write(
        [report], wanted, outcome=f"{report.how['visited in a browser']} pages visited, {rate:.1f} a second."
    )
    sys.exit(PASSED if report.passed else FINDINGS)
