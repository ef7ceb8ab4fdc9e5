"""`praxis migrate`: updates an older site for this version."""

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
def migrate(config_file: Path, *, write: bool, lang: str) -> None:
    """Show what an older site has to change in its facts and mkdocs.yml for this version, and what it meets anew.

    Comments and order stay. Nothing is changed without --write; then all files are, or none. Exit status: 1 when changes are
    left to be made.
    """
    from mkdocs_praxis.adopt.migrate import migrate as migrated
    from mkdocs_praxis.files import write_all

    t, practice = translator(lang, "cli"), translator(lang, "practice")
    made = migrated(config_file, lang)
    for path in made.changed:
        beside = path.is_relative_to(config_file.parent)
        name = (path.relative_to(config_file.parent) if beside else path).as_posix()
        old, new = (text.splitlines(keepends=True) for text in (made.before[path], made.after[path]))
        click.echo("".join(difflib.unified_diff(old, new, name, name)).rstrip())
    if not made.changed:
        click.echo(t("Facts and settings are those of this version."))
    elif write:
        write_all(made.changed)
        click.echo(t.many(len(made.changed), "{n} file changed.", "{n} files changed."))
    else:
        click.echo(t("Nothing was changed; `praxis migrate --write` does it."))
    if made.notes:
        click.echo("\n" + t("New since this site was last built with evidence:"))
    for note in made.notes:
        click.echo(f"- {note.since.isoformat()}  {practice(note.text)}")
    click.echo("\n" + t("What is newly asked: `praxis todo`. Then build: `praxis build`."))
    sys.exit(FINDINGS if made.changed and not write else PASSED)
