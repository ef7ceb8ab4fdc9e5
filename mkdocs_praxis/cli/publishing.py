"""`praxis publish`: uploads the site to the practice's web space; `praxis workflow`: files for automatic builds."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mkdocs_praxis.cli.common import (
    FINDINGS,
    LANGUAGE,
    PASSED,
    PATH,
    config_of,
    count_files,
    language_option,
    maybe_site_option,
    terminal_language,
    warn,
)
from mkdocs_praxis.files import regular_files
from mkdocs_praxis.i18n import Translate, languages, spoken_in, translator
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.safe import visible

if TYPE_CHECKING:
    from mkdocs_praxis.publish.settings import Target
    from mkdocs_praxis.publish.upload import Work

_FILE = "veroeffentlichen.yml"
_SHOWN = 5


@click.command()
@click.option(
    "--config",
    "config_file",
    type=PATH,
    default=Path(_FILE),
    show_default=True,
    help="The file that says where the site goes.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be uploaded.")
@click.option("--yes", is_flag=True, help="Ask nothing; the password comes from PRAXIS_PASSWORD.")
@click.option("--no-verify", is_flag=True, help="Do not fetch the pages from the server afterwards.")
@click.option("--lang", type=click.Choice(languages()), help="Language; by itself that of the site.")
def publish(config_file: Path, dry_run: bool, yes: bool, no_verify: bool, lang: str | None) -> None:
    """Upload a site that passed (SFTP, FTPS, rsync), then look at what the server hands out."""
    from mkdocs_praxis.practice.today import today
    from mkdocs_praxis.publish.settings import load_target
    from mkdocs_praxis.publish.upload import upload

    settings = config_file.with_name("mkdocs.yml")
    language = lang or (spoken_in(settings) if settings.is_file() else terminal_language())
    click.get_current_context().meta[LANGUAGE] = language
    t = translator(language, "publish")
    target = load_target(config_file)
    asks = not yes and sys.stdin.isatty()
    result = upload(
        target,
        config_file.resolve().parent,
        password=lambda: _password(target, t, asks=asks),
        trust=lambda found: asks and _confirms(t, target, found),
        today=today(),
        agree=lambda work: _agrees(t, work, dry_run=dry_run),
        done=lambda name: click.echo(f"  {visible(name)}", err=True),
    )
    if result is None:
        return
    work, statement = result
    counts = {"written": len(work.put), "removed": len(work.remove)}
    click.echo(t("uploaded: {written}, deleted: {removed}; {target}", target=target.name, **counts))
    if not no_verify:
        sys.exit(FINDINGS if _differs(target, statement, t) else PASSED)


def _password(target: "Target", t: Translate, *, asks: bool) -> str:
    given = os.environ.get("PRAXIS_PASSWORD")
    if given is not None:
        return given
    if asks:
        word: str = click.prompt(
            t("Password of {user} at {server}", user=target.user, server=target.server), hide_input=True
        )
        return word
    raise PraxisError("the password is missing", fix="put it into the environment variable PRAXIS_PASSWORD")


def _confirms(t: Translate, target: "Target", found: str) -> bool:
    shows = "{server} shows this fingerprint:\n  {found}\nCompare it with what your provider publishes."
    warn(t(shows, server=target.server, found=found))
    said: str = click.prompt(t("Is it the same? (yes/no)"), default=t("no"))
    if said.strip().lower() not in {"yes", "y", "ja", "j"}:
        return False
    keep = "Write this line into {file}, then nobody asks again:\n  fingerabdruck: {found}"
    warn(t(keep, file=_FILE, found=found))
    return True


def _agrees(t: Translate, work: "Work", *, dry_run: bool) -> bool:
    if work.foreign:
        one = "{n} other file lies on the server and stays: {names}"
        other = "{n} other files lie on the server and stay: {names}"
        warn(t.many(len(work.foreign), one, other, names=_some(work.foreign)))
        homes = ("index.php", "index.htm")
        if first := next((name for name in work.foreign if name.rpartition("/")[2].startswith(homes)), None):
            old = "{name} may be shown in place of your page: delete it if it belongs to the old website"
            warn(t(old, name=visible(first)))
    if dry_run:
        for name in work.put:
            click.echo(f"+ {visible(name)}")
        for name in work.remove:
            click.echo(f"- {visible(name)}")
        click.echo(t("{put} to upload, {remove} to delete", put=len(work.put), remove=len(work.remove)))
    return not dry_run


def _some(names: Sequence[str]) -> str:
    return ", ".join(visible(name) for name in names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")


def _differs(target: "Target", statement: dict[str, Any], t: Translate) -> bool:
    """Print the differences between the server's responses and the site; return whether there are any."""
    from mkdocs_praxis.harden.servers import sent_by
    from mkdocs_praxis.publish.served import served_differences

    subjects = statement["subject"]
    url = statement["predicate"]["site_url"]
    sizes = {one["name"]: (target.site / one["name"]).stat().st_size for one in subjects}
    policies = sent_by(regular_files(target.site), ours=True).policies
    try:
        found = list(served_differences(statement, sizes, count_files(len(subjects)), policies))
    except PraxisError as error:
        why = "the files are uploaded; whether visitors get exactly these was not seen"
        fix = "open the page in a browser; a new domain may need some hours, then run `praxis publish` again"
        raise PraxisError(error.problems[0]._replace(why=why, fix=fix)) from None
    for one in found:
        click.echo(f"  {t(one.what):<10} {visible(one.file)}")
    unsent = [one for one in found if one.what == "without its policy"]
    said = "{url} hands out exactly the files that were checked."
    if unsent:
        said = "{url} does not send the policy of the site’s header file, or the declared one, with some pages ({count}): does this server obey such a file?"
    elif found:
        said = "{url} hands out files that are not those of the site ({count}). Does the folder belong to this address, or does the provider change pages (a banner, a cache)?"
    click.echo(t(said, url=url, count=len(unsent or found)))
    return bool(found)


@click.command()
@click.argument("name", required=False)
@click.option("--show", is_flag=True, help="Print the file instead of writing it.")
@maybe_site_option
@language_option
def workflow(name: str | None, show: bool, config_file: Path | None, lang: str) -> None:
    """Write a ready file that rebuilds the site every night: GitHub, GitLab, Netlify, Cloudflare, cron, Windows."""
    from mkdocs_praxis.publish.workflow import fitted, workflows, write_workflow

    t = translator(lang, "publish")
    if not name:
        for one in workflows(lang):
            click.echo(f"{one.name:<17} {one.about}")
        return
    folder = config_of(config_file).resolve().parent
    if show:
        click.echo(fitted(name, folder, lang).text, nl=False)
        return
    written = write_workflow(name, folder, lang)
    up = "../" * len(Path(written.below).parts)
    click.echo(t("written: {file}", file=f"{up}{written.file}"))
    click.echo(written.next)
