"""`praxis pdf`: accessible PDFs of pages of a built site."""

from pathlib import Path

import click

from mkdocs_praxis.cli.common import directory_of, language_option
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.problem import in_words


@click.command()
@click.argument("directory", metavar="DIR")
@click.argument("pages", nargs=-1, required=True, metavar="PAGE...")
@click.option(
    "--output",
    default=Path("docs/formulare"),
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the PDF files.",
)
@language_option
def pdf(directory: str, pages: tuple[str, ...], output: Path, lang: str) -> None:
    """Print pages of a built site as tagged PDF, with title, language and outline; needs the extra `browser`.

    A file in which nothing is found that PDF/UA-1 forbids is marked as PDF/UA-1; what only people can see is not looked at.

    Name the pages as they lie in DIR: praxis pdf site formulare/anamnese.html. Then list each file in termine.yml, `formulare:`.
    """
    from mkdocs_praxis.browser.document import printed

    t = translator(lang, "cli")
    problem = translator(lang, "problem")
    for file, flaws in printed(directory_of(directory), list(pages), output):
        size = max(1, round(file.stat().st_size / 1000))
        click.echo(t("{file}: {size} kB", file=file, size=size))
        for flaw in dict.fromkeys(in_words(flaw, problem) for flaw in flaws):
            click.echo("  " + t("not marked as PDF/UA-1: {flaw}", flaw=flaw))
