"""`praxis survey`: checks many sites at once, for authorities and researchers."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from mkdocs_praxis.cli.common import FINDINGS, PASSED, PATH, language_option, progress, warn
from mkdocs_praxis.i18n import translator


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--output", type=PATH, required=True, metavar="DIR", help="Where tables and summary go.")
@click.option("--scheduler", metavar="ADDRESS", help="A running Dask scheduler, such as tcp://10.0.0.1:8786.")
@click.option("--jobs", type=click.IntRange(1), help="Processes on this machine; by itself one a core.")
@language_option
def survey(
    sources: tuple[str, ...], output: Path, scheduler: str | None, jobs: int | None, lang: str
) -> None:
    """Read whole collections of sites (folders, WARC, WACZ, lists of them) into Parquet files and a summary page."""
    from mkdocs_praxis.survey.run import survey as run

    t = translator(lang, "cli")
    done = run(sources, output, scheduler=scheduler, jobs=jobs, done=progress(every=1), language=lang)
    for failed in done.failed:
        warn(t("not read: {what}", what=failed))
    read = "parts: {shards} ({kept} read before); now files {pages}, contacts {contacts}: {file}"
    click.echo(t(read, **asdict(done), file=output / "summary.html"))
    if done.unread:
        unread = "{n} of them could not be read; the column `unread` of pages/*.parquet says why"
        warn(t(unread, n=done.unread))
    sys.exit(FINDINGS if done.failed else PASSED)
