"""Commands for a site that is there already: praxis import, adopt, migrate and localise."""

import difflib
import sys
from pathlib import Path

import click

from mkdocs_praxis.cli.common import (
    FINDINGS,
    FOLDER,
    PASSED,
    PATH,
    language_option,
    own_site,
    site_config_option,
    warn,
)
from mkdocs_praxis.files import write_all, write_whole
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.problem import PraxisError, msg, needing, translated
from mkdocs_praxis.safe import visible


@click.command()
@site_config_option
@click.option("--write", is_flag=True, help="Make the changes; without it they are only shown.")
@language_option
def adopt(config_file: Path, *, write: bool, lang: str) -> None:
    """Show the changes to mkdocs.yml with which an existing site passes, and what no setting can mend.

    The site is built in a folder that is thrown away; nothing is changed without --write.
    """
    from mkdocs_praxis.adopt import adopt as adopted

    t = translator(lang, "cli")
    made = adopted(config_file, lang)
    name = config_file.name
    click.echo(_difference(made.before, made.after, name) or t("{file} needs no change.", file=name))
    mends = {mend: hosts for mend, hosts in made.mends.items() if mend not in made.left}
    if mends:
        click.echo("\n" + t("Why:"))
    for mend, hosts in mends.items():
        click.echo(f"  {mend} ({visible(', '.join(sorted(hosts)))})" if any(hosts) else f"  {mend}")
    if write and made.after != made.before:
        write_whole(config_file, made.after.replace("\n", made.ends))
    if made.passed:
        how = "With this the site passes." if made.after != made.before else "The site passes."
        click.echo("\n" + t(how))
        sys.exit(PASSED)
    left = "{n} thing is left that no setting can mend:", "{n} things are left that no setting can mend:"
    click.echo("\n" + t.many(len(made.left), *left))
    for number, (fix, places) in enumerate(sorted(made.left.items(), key=lambda one: -one[1]), 1):
        click.echo(f"{number:>3}. {fix} ({t.many(places, '{n} place', '{n} places')})")
        click.echo(f"     {visible(made.where[fix])}")
    paths, files, in_vain = _comes_home(config_file, made.written_in)
    for url, place in in_vain.items():
        stays = "{url} does not come home, as praxis localise said: delete what names it"
        click.echo(t(stays, url=visible(url)))
        click.echo(f"     {visible(place)}")
    if files:
        one = "Next: praxis localise --write {paths}  brings {n} foreign file home. Then run praxis adopt again."
        other = "Next: praxis localise --write {paths}  brings {n} foreign files home. Then run praxis adopt again."
        click.echo("\n" + t.many(files, one, other, paths=" ".join(map(visible, paths))))
    sys.exit(FINDINGS)


def _comes_home(config_file: Path, written_in: set[str]) -> tuple[list[str], int, dict[str, str]]:
    """Plan `praxis localise`: return the paths to rewrite, the number of files to fetch, and what cannot be localised.

    The last maps addresses to the first place that names them.
    """
    from mkdocs_praxis.localise.references import Reference
    from mkdocs_praxis.localise.run import Plan, failed_before, plan
    from mkdocs_praxis.localise.where import docs_of, site_url_of

    docs = docs_of(config_file)
    vain = failed_before(config_file)
    own = own_site(site_url_of(config_file), {})

    def comes(made: Plan) -> set[str]:
        return set(made.wanted) - vain

    others = {Path(file) for file in written_in} - {config_file}
    beyond = sorted(p for p in others if p.is_file() and not p.resolve().is_relative_to(docs.resolve()))
    paths = [docs, config_file, *(path for path in beyond if comes(plan([path], own)))]
    made = plan([docs, config_file, *beyond], own)
    named = {
        one.url: f"{_as_typed(path)}:{one.line}"
        for path, (*_, found) in reversed(made.found.items())
        for one in reversed(found)
        if isinstance(one, Reference) and one.url in vain
    }
    return [_as_typed(path) for path in paths], len(comes(made)), named


def _as_typed(path: Path) -> str:
    """Return a path for messages: relative to the working directory, if it is below."""
    whole, here = path.resolve(), Path.cwd()
    return (whole.relative_to(here) if whole.is_relative_to(here) else path).as_posix()


@click.command()
@site_config_option
@click.option("--write", is_flag=True, help="Make the changes; without it they are only shown.")
@language_option
def migrate(config_file: Path, *, write: bool, lang: str) -> None:
    """Show what an older site has to change in its facts and mkdocs.yml for this version, and what it meets anew.

    Comments and order stay. Nothing is changed without --write; then all files are, or none. Exit status: 1 when changes are
    left to be made.
    """
    from mkdocs_praxis.adopt.migrate import migrate as migrated
    from mkdocs_praxis.practice.base import SETTINGS

    t, practice = translator(lang, "cli"), translator(lang, "practice")
    made = migrated(config_file)
    for path in made.changed:
        beside = path.is_relative_to(config_file.parent)
        name = (path.relative_to(config_file.parent) if beside else path).as_posix()
        click.echo(_difference(made.before[path], made.after[path], name))
    if not made.changed:
        click.echo(t("Facts and settings are those of this version."))
    elif write:
        write_all(made.changed)
        click.echo(t.many(len(made.changed), "{n} file changed.", "{n} files changed."))
    else:
        click.echo(t("Nothing was changed; `praxis migrate --write` does it."))
    if made.notes:
        click.echo("\n" + t("New, with the day from which it holds:"))
    for note in made.notes:
        click.echo(f"- {note.since.isoformat()}  {practice(note.text)}")
    if config_file.name != SETTINGS:  # of several sites: nothing is built or asked there
        click.echo("\n" + t("What is newly asked: `praxis todo`. Then build: `praxis build`."))
    sys.exit(FINDINGS if made.changed and not write else PASSED)


def _difference(before: str, after: str, name: str) -> str:
    old, new = (text.splitlines(keepends=True) for text in (before, after))
    return "".join(difflib.unified_diff(old, new, name, name)).rstrip()


@click.command(name="import")
@click.argument("source", metavar="DIR|FILE", type=PATH)
@click.argument("directory", metavar="NEW", type=PATH)
@click.option("--profession", default="", help="arzt, zahnarzt …; by itself what the old pages say.")
@click.option("--state", default="", help="Bundesland, such as HH or Bayern.")
@language_option
def import_(source: Path, directory: Path, profession: str, state: str, lang: str) -> None:
    """Turn an old website (HTML export or WordPress file) into a new site with pages, pictures, menu and facts."""
    with needing("import"):
        from mkdocs_praxis.importing import import_site

    from mkdocs_praxis.practice.answers import understood

    for key, answer in (("profession", profession), ("state", state)):
        understood(key, answer)
    t = translator(lang, "importing")
    brought = import_site(source, directory, profession=profession, state=state)
    facts = len(brought.guesses.facts) + ("sprechzeiten" in brought.guesses.hours)
    came = "came along: pages {pages}, files {files}; facts recognised and marked PRÜFEN: {facts}"
    click.echo(t(came, pages=len(brought.pages), files=brought.files, facts=facts))
    click.echo(t("What is left to do stands in {file}", file=directory / "IMPORT.md"))


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="DIR|FILE...", type=PATH)
@click.option("--site-url", help="The address the site is served at; every other host is foreign.")
@click.option("--assets", type=FOLDER, help="Where it goes; by itself assets/extern.")
@click.option(
    "--write", "write_it", is_flag=True, help="Fetch and write; without it only say what would come home."
)
@click.option("--offline", is_flag=True, help="Use what came home before; fetch nothing.")
@language_option
def localise(
    paths: tuple[Path, ...],
    site_url: str | None,
    assets: Path | None,
    write_it: bool,
    offline: bool,
    lang: str,
) -> None:
    """Bring fonts, style sheets, libraries, pictures and films of foreign hosts home into the site's own assets.

    HTML, CSS, Markdown and mkdocs.yml are rewritten, all or none; praxis-localise.json beside the assets makes a second
    run the same without the network. Trackers, embeds and services never come: a self-hosted pixel is still one.
    This command, `publish` and `prove` are the only ones that may use the network.
    """
    from mkdocs_praxis.localise.run import localise as bring_home
    from mkdocs_praxis.localise.run import plan
    from mkdocs_praxis.localise.where import site_url_of

    t = translator(lang, "cli")
    for path in paths:
        if not path.exists():
            raise PraxisError(msg("there is no {path}", path=path))
    own = own_site(site_url or site_url_of(paths[0]), {})
    if not write_it:
        made = plan(paths, own)
        for url, kind in made.wanted.items():
            click.echo(f"{t(kind.value):<7} {visible(url)}")
        stays, count = made.stays, len(made.wanted)
        come = "{n} file would come home; --write brings it", "{n} files would come home; --write brings them"
        click.echo(t.many(count, *come) if count else t("nothing to bring home"))
    else:
        done = bring_home(paths, own, assets=assets, offline=offline)
        stays = done.stays
        for path in done.changed:
            click.echo(t("rewritten: {file}", file=visible(str(path))))
        click.echo(t.many(len(done.entries), "{n} file is at home", "{n} files are at home"))
        if done.unlicensed:
            lacks = "no licence is written down for {count} of them: look each up, and fill in `licence` in praxis-localise.json (pictures: `bilder:` in the facts too)"
            warn(t(lacks, count=len(done.unlicensed)))
        for vendor, licences in done.questions.items():
            which = ", ".join(licences)
            warn(t("{vendor}: one of {licences}; its page says which", vendor=vendor, licences=which))
    words = translator(lang, "problem")
    for file, line, url, reason in stays:
        why = translated(reason, words)
        warn(t("{file}:{line}: {url} stays: {why}", file=file, line=line, url=visible(url), why=why))
    sys.exit(FINDINGS if stays else PASSED)
