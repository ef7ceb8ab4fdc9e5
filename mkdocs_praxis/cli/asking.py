"""`praxis questionnaire`: questions of a practice to its agency, as a page to print."""

from pathlib import Path

import click

from mkdocs_praxis.cli.common import language_option
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.problem import PraxisError, msg


@click.command()
@click.option(
    "--output", type=click.Path(path_type=Path), help="Write it to this file: .html to print, .md to change."
)
@language_option
def questionnaire(output: Path | None, lang: str) -> None:
    """Questions that a practice can send its agency: what happens when a page opens, contracts, social networks."""
    from mkdocs_praxis.files import write_whole
    from mkdocs_praxis.practice.legal.texts import plain_text

    text = plain_text("fragen-agentur", lang)
    if output is None:
        click.echo(text)
        return
    kind = output.suffix.lower()
    if kind not in {".html", ".htm", ".md", ".txt"}:
        raise PraxisError(
            msg("{file}: no such file can be made; .html is to print, .md to change", file=output)
        )
    if kind.startswith(".htm"):
        from markdown import markdown

        title = text.split("\n", 1)[0].removeprefix("# ")
        style = "body{font:12pt/1.5 sans-serif;max-width:42em;margin:2em auto;padding:0 1em}li{margin-bottom:3.5em}h2{break-after:avoid}"
        text = (
            f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
            f"<style>{style}</style></head><body>{markdown(text)}</body></html>\n"
        )
    write_whole(output, text)
    click.echo(translator(lang, "cli")("written: {file}", file=output))
