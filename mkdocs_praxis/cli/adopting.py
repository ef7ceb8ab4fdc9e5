"""`praxis adopt`: which changes to mkdocs.yml let an existing site pass."""

import difflib
import sys
from pathlib import Path

import click

from mkdocs_praxis.cli.common import FINDINGS, PASSED, language_option, site_config_option
from mkdocs_praxis.i18n import translator


@click.command()
@site_config_option
@click.option("--write", is_flag=True, help="Make the changes; without it they are only shown.")
@language_option
def adopt(config_file: Path, *, write: bool, lang: str) -> None:
    """Show the changes to mkdocs.yml with which an existing site passes, and what no setting can mend.

    The site is built in a folder that is thrown away; nothing is changed without --write.
    """
    from mkdocs_praxis.adopt import adopt as adopted
    from mkdocs_praxis.files import write_whole

    t = translator(lang, "cli")
    made = adopted(config_file, lang)
    name = config_file.name
    old, new = (text.splitlines(keepends=True) for text in (made.before, made.after))
    click.echo(
        "".join(difflib.unified_diff(old, new, name, name)).rstrip()
        or t("{file} needs no change.", file=name)
    )
    if write and made.after != made.before:
        write_whole(config_file, made.after)
    if made.passed:
        click.echo(
            "\n" + (t("With this the site passes.") if made.after != made.before else t("The site passes."))
        )
        sys.exit(PASSED)
    click.echo(
        "\n"
        + t.many(
            len(made.left),
            "{n} thing is left that no setting can mend:",
            "{n} things are left that no setting can mend:",
        )
    )
    for number, (fix, places) in enumerate(sorted(made.left.items(), key=lambda one: -one[1]), 1):
        click.echo(f"{number:>3}. {fix} ({t.many(places, '{n} place', '{n} places')})")
    sys.exit(FINDINGS)
