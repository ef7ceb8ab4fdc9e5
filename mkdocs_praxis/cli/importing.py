"""`praxis import`: converts an old website."""

from pathlib import Path

import click

from mkdocs_praxis.cli.common import language_option
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.problem import PraxisError, msg


@click.command(name="import")
@click.argument("source", metavar="DIR|FILE", type=click.Path(path_type=Path))
@click.argument("directory", metavar="NEW", type=click.Path(path_type=Path))
@click.option("--profession", default="", help="arzt, zahnarzt …; by itself what the old pages say.")
@click.option("--state", default="", help="Bundesland, such as HH or Bayern.")
@language_option
def import_(source: Path, directory: Path, profession: str, state: str, lang: str) -> None:
    """Turn an old website (HTML export or WordPress file) into a new site with pages, pictures, menu and facts."""
    try:
        from mkdocs_praxis.importing import bring
    except ImportError as error:
        raise PraxisError(
            msg("an import needs {name}", name=error.name), fix='pip install "mkdocs-praxis[import]"'
        ) from None

    t = translator(lang, "importing")
    brought = bring(source, directory, profession=profession, state=state)
    click.echo(
        t(
            "came along: pages {pages}, files {files}; facts recognised and marked PRÜFEN: {facts}",
            pages=len(brought.pages),
            files=brought.files,
            facts=len(brought.guesses.facts) + bool(brought.guesses.hours),
        )
    )
    click.echo(t("What is left to do stands in {file}", file=directory / "IMPORT.md"))
