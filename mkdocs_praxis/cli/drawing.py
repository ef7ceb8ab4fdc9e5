"""`praxis map`: a map of the way to the practice as SVG."""

from pathlib import Path

import click

from mkdocs_praxis.cli.common import facts_of, language_option, site_config_option
from mkdocs_praxis.files import write_whole
from mkdocs_praxis.i18n import spoken_in, translator


@click.command(name="map")
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--output",
    default="docs/bilder/anfahrt.svg",
    show_default=True,
    type=click.Path(path_type=Path, dir_okay=False),
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
    t, shown = (
        translator(lang, "cli"),
        translator(spoken_in(config_file), "cli"),
    )  # people see the plan on the site
    title = shown("The way to {name}", name=facts.practice.name)
    output.parent.mkdir(parents=True, exist_ok=True)
    write_whole(output, svg(plan, title=title, practice=facts.practice.name))
    click.echo(t("{file} is drawn. Name it in anfahrt.yml: karte: datei, alt, quelle.", file=output))
    if plan.credit:
        click.echo(t("Write there: quelle: {credit}", credit=plan.credit))
