"""`praxis adopt`: which changes to mkdocs.yml let an existing site pass."""

import difflib
import sys
from pathlib import Path

import click

from mkdocs_praxis.cli.common import FINDINGS, PASSED, language_option, own_site, site_config_option
from mkdocs_praxis.i18n import translator
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
        write_whole(config_file, made.after.replace("\n", made.ends))
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
        click.echo(f"     {visible(made.where[fix])}")
    if at_home := _comes_home(config_file, made.written_in):
        paths, files = at_home
        click.echo()
        click.echo(
            t.many(
                files,
                "Next: praxis localise --write {paths}  brings {n} foreign file home. Then run praxis adopt again.",
                "Next: praxis localise --write {paths}  brings {n} foreign files home. Then run praxis adopt again.",
                paths=" ".join(map(visible, paths)),
            )
        )
    sys.exit(FINDINGS)


def _comes_home(config_file: Path, written_in: set[str]) -> tuple[list[str], int] | None:
    """Return the docs, the settings and other files, and how many files `praxis localise` would bring home; None for none."""
    from mkdocs_praxis.localise import docs_of, plan, site_url_of

    docs = docs_of(config_file)
    others = {Path(file) for file in written_in} - {config_file}
    own = own_site(site_url_of(config_file), {})
    beyond = sorted(p for p in others if p.is_file() and not p.resolve().is_relative_to(docs.resolve()))
    paths = [docs, config_file, *(path for path in beyond if plan([path], own).wanted)]
    wanted = plan(paths, own).wanted
    return ([_as_typed(path) for path in paths], len(wanted)) if wanted else None


def _as_typed(path: Path) -> str:
    """Return a path as people type it: relative to where they stand, when it lies below."""
    whole, here = path.resolve(), Path.cwd()
    return (whole.relative_to(here) if whole.is_relative_to(here) else path).as_posix()
