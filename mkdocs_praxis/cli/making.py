"""`praxis map`, `pdf` and `questionnaire`: files for people to print or to show."""

from pathlib import Path

import click

from mkdocs_praxis.cli.common import (
    FILE,
    FOLDER,
    PATH,
    directory_of,
    facts_of,
    language_option,
    site_config_option,
)
from mkdocs_praxis.files import write_whole
from mkdocs_praxis.i18n import spoken_in, translator
from mkdocs_praxis.problem import PraxisError, msg, translated


@click.command(name="map")
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--output",
    default="docs/bilder/anfahrt.svg",
    show_default=True,
    type=FILE,
    help="Where to write the plan.",
)
@click.option(
    "--metres",
    default=400,
    show_default=True,
    type=click.IntRange(50, 5000),
    help="How far around the practice.",
)
@site_config_option
@language_option
def map_(source: Path, output: Path, metres: int, config_file: Path, lang: str) -> None:
    """Draw a plan of the way as SVG from an OpenStreetMap extract (.osm) or a few streets in YAML; no server is asked."""
    from mkdocs_praxis.components.plan import read_plan, svg

    facts = facts_of(config_file, lang)
    where = facts.directions
    known = where is not None and where.latitude is not None and where.longitude is not None
    centre = (where.latitude, where.longitude) if known and where else None
    plan = read_plan(source, centre, metres)  # type: ignore[arg-type]
    # People see the plan on the site
    t, shown = translator(lang, "cli"), translator(spoken_in(config_file), "cli")
    title = shown("The way to {name}", name=facts.practice.name)
    output.parent.mkdir(parents=True, exist_ok=True)
    write_whole(output, svg(plan, title=title, practice=facts.practice.name))
    click.echo(t("{file} is drawn. Name it in anfahrt.yml: karte: datei, alt, quelle.", file=output))
    if plan.credit:
        click.echo(t("Write there: quelle: {credit}", credit=plan.credit))


@click.command()
@click.argument("directory", metavar="DIR")
@click.argument("pages", nargs=-1, required=True, metavar="PAGE...")
@click.option(
    "--output",
    default=Path("docs/formulare"),
    show_default=True,
    type=FOLDER,
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
        for flaw in dict.fromkeys(translated(flaw, problem) for flaw in flaws):
            click.echo("  " + t("not marked as PDF/UA-1: {flaw}", flaw=flaw))


@click.command()
@click.option("--output", type=PATH, help="Write it to this file: .html to print, .md to change.")
@language_option
def questionnaire(output: Path | None, lang: str) -> None:
    """Questions that a practice can send its agency: what happens when a page opens, contracts, social networks."""
    from mkdocs_praxis.practice.shipped import plain_text

    text = plain_text("fragen-agentur", lang)
    if output is None:
        click.echo(text)
        return
    kind = output.suffix.lower()
    if kind not in {".html", ".htm", ".md", ".txt"}:
        what = "{file}: no such file can be made; .html is to print, .md to change"
        raise PraxisError(msg(what, file=output))
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
