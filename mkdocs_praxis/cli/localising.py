"""`praxis localise`: self-hosts the files that pages load from foreign hosts."""

import sys
from pathlib import Path

import click

from mkdocs_praxis.cli.common import FINDINGS, PASSED, language_option, own_site, tell
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.problem import PraxisError, in_words, msg


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="DIR|FILE...", type=click.Path(path_type=Path))
@click.option("--site-url", help="The address the site is served at; every other host is foreign.")
@click.option(
    "--assets",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where it goes; by itself assets/extern.",
)
@click.option(
    "--write", "write_it", is_flag=True, help="Fetch and write; without it only say what would come home."
)
@click.option("--offline", is_flag=True, help="Use what came home before; fetch nothing.")
@language_option
def localise(
    paths: tuple[Path, ...],
    site_url: str | None,
    assets: Path | None,
    write_it: bool,  # noqa: FBT001
    offline: bool,  # noqa: FBT001
    lang: str,
) -> None:
    """Bring fonts, style sheets, libraries, pictures and films of foreign hosts home into the site's own assets.

    HTML, CSS, Markdown and mkdocs.yml are rewritten, all or none; praxis-localise.json beside the assets makes a second
    run the same without the network. Trackers, embeds and services never come: a self-hosted pixel is still one.
    This command, `publish` and `prove` are the only ones that may use the network.
    """
    from mkdocs_praxis.localise import localise as bring_home
    from mkdocs_praxis.localise import plan, site_url_of
    from mkdocs_praxis.safe import visible

    t = translator(lang, "cli")
    for path in paths:
        if not path.exists():
            raise PraxisError(msg("there is no {path}", path=path))
    own = own_site(site_url or site_url_of(paths[0]), {})
    if not write_it:
        made = plan(paths, own)
        for url, kind in made.wanted.items():
            click.echo(f"{t(kind.value):<7} {visible(url)}")
        stays = made.stays
        click.echo(
            t.many(
                len(made.wanted),
                "{n} file would come home; --write brings it",
                "{n} files would come home; --write brings them",
            )
        )
    else:
        done = bring_home(paths, own, assets=assets, offline=offline)
        stays = done.stays
        for path in done.changed:
            click.echo(t("rewritten: {file}", file=visible(str(path))))
        click.echo(t.many(len(done.entries), "{n} file is at home", "{n} files are at home"))
        if done.unlicensed:
            tell(
                t(
                    "no licence is written down for {count} of them: look each up, and fill in `licence` in praxis-localise.json (pictures: `bilder:` in the facts too)",
                    count=len(done.unlicensed),
                )
            )
        for vendor, licences in done.questions.items():
            which = ", ".join(licences)
            tell(t("{vendor}: one of {licences}; its page says which", vendor=vendor, licences=which))
    words = translator(lang, "problem")
    for file, line, url, reason in stays:
        why = in_words(reason, words)
        tell(t("{file}:{line}: {url} stays: {why}", file=file, line=line, url=visible(url), why=why))
    sys.exit(FINDINGS if stays else PASSED)
