"""`praxis todo`, `schemes`, `components` and `replace`."""

import re
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import click

from mkdocs_praxis.cli.common import (
    FILE,
    FINDINGS,
    NAME,
    PASSED,
    SiteOptions,
    beside,
    facts_of,
    given_as_option,
    grounds_options,
    language_option,
    site_config_option,
)
from mkdocs_praxis.files import given, write_all, write_whole
from mkdocs_praxis.i18n import Translate, languages, spoken_in, translator
from mkdocs_praxis.problem import PraxisError, Problem, msg


@click.command()
@site_config_option
@click.option("--lang", type=click.Choice(languages()), help="Language; by itself that of the site.")
def todo(config_file: Path, lang: str | None) -> None:
    """List which facts are still missing for a complete site, most important first."""
    from mkdocs_praxis.practice.today import today
    from mkdocs_praxis.practice.todo import missing

    language = lang or spoken_in(config_file)
    found = missing(facts_of(config_file, language), language=language, today=today())
    t = translator(language, "problem")
    if not found:
        click.echo(translator(language, "cli")("Nothing is missing."))
    number = 0
    for weight, heading in _WEIGHTS.items():
        weighty = [problem for problem in found if problem.severity == weight]
        if weighty:
            click.echo(t(heading) + "\n")
        for _, group in groupby(weighty, lambda p: (p.what, p.why, p.fix)):
            same = list(group)
            last = number + len(same)
            click.echo(f"{number + 1}–{last}" if len(same) > 1 else f"{last:>3}", nl=False)
            click.echo(f". {_together(same, t)}\n")
            number = last
    sys.exit(FINDINGS if any(p.severity == "error" for p in found) else PASSED)


_WEIGHTS = {
    "error": msg("Needed: as long as something of this is missing, the site is a draft."),
    "warning": msg("Perhaps needed: see whether it holds for your practice."),
    "note": msg("May stay open:"),
}


def _together(problems: list[Problem], t: Translate) -> str:
    """Return one message for equal problems in several lines and files, such as the examples of a new site."""
    if len(problems) == 1:
        return problems[0].told(t)
    rows = [problems[0]._replace(file=None, line=None, column=None, excerpt=None).told(t)]
    for file, there in groupby(problems, lambda p: p.file):
        places = (p._replace(column=None, why=None, fix=None).told(t).partition("\n")[2] for p in there)
        rows += [f"  {file}", *filter(None, places)]
    return "\n".join(rows)


@click.command()
@click.option(
    "--output", default="farben.html", show_default=True, type=FILE, help="Where to write the page."
)
@click.option(
    "--lang", type=click.Choice(languages()), default="de", show_default=True, help="Language of the page."
)
def schemes(output: Path, lang: str) -> None:
    """Write a page that shows every colour scheme, to open in a browser and choose with the eye."""
    from mkdocs_praxis.components.showroom import schemes_page

    t = translator(lang, "cli")
    write_whole(output, schemes_page(lang))
    click.echo(t("Open {file} in a browser, choose, and write the line into mkdocs.yml.", file=output))


@click.command()
@click.argument("name", required=False)
@language_option
def components(name: str | None, lang: str) -> None:
    """List the components with their privacy classes, or show one with its options and code to copy."""
    from mkdocs_praxis.components.catalogue import PRIVACY_CLASSES, catalogue, find, where_is

    t = translator(lang, "cli")
    if not name:
        shown = [one.told(lang) for one in sorted(catalogue(), key=lambda c: c.name) if not one.theme]
        for one in shown:
            click.echo(f"{one.privacy}  {one.name:<16} {one.german:<22} {one.title}")
        click.echo("")
        for privacy in sorted({one.privacy for one in shown}):
            click.echo(beside(f"{privacy}  ", t(PRIVACY_CLASSES[privacy])))
        return
    one = find(name, lang).told(lang)
    said = {
        "class": f"{one.privacy}: {t(PRIVACY_CLASSES[one.privacy])}. {one.why}",
        "when": one.when,
        "when not": one.avoid,
        "needs": ", ".join(f"{key} ({where})" for key, where in map(where_is, one.needs)),
        "replaces": one.replaces,
        "access": one.accessibility,
    }
    width = max(len(t(label)) for label in said)
    click.echo(f"{one.title} ({one.name}, {one.german})\n")
    for label, text in said.items():
        if text:
            click.echo(beside(f"{t(label):<{width}}  ", text))
    click.echo(f"\n{one.shown(lang)}\n\n{{{{ praxis.component('{one.name}') }}}}    ({t('in a template')})\n")
    for option in one.options:
        needed = f" ({t('needed')})" if option.required else ""
        click.echo(beside("  ", f"{option.called(lang)}: {option.about}{needed}"))


@click.command(name="replace")
@click.argument("files", nargs=-1, required=True, metavar="DIR|FILE...|-", type=NAME)
@grounds_options
@click.option("--strict", is_flag=True, help="No link to social networks either.")
@click.option("--write", "write_it", is_flag=True, help="Write the files instead of showing them.")
@language_option
def replace_(files: tuple[str, ...], grounds: SiteOptions, strict: bool, write_it: bool, lang: str) -> None:
    """Turn embeds in HTML or Markdown files into static links, shown or written; `-` reads standard input.

    Of a folder all pages (.html, .htm) are taken; they are written, never shown. Links speak the language of their page, where
    that says it.
    """
    from mkdocs_praxis.policy.model import Level
    from mkdocs_praxis.replace.encoding import language_of_page, text_of
    from mkdocs_praxis.replace.engine import replace
    from mkdocs_praxis.replace.markup import replace_markdown
    from mkdocs_praxis.replace.model import Options as Replacing
    from mkdocs_praxis.web.kinds import with_copies

    own, rules = grounds.of(next((Path(one) for one in files if Path(one).is_dir()), None), lang)
    strict, lang = strict or rules.level is Level.STRICT, rules.language
    chosen = given_as_option("lang")
    asked = False
    changed: dict[Path, bytes] = {}
    counts: dict[str, int] = {}
    for name in _pages_of(files, write_it=write_it):
        raw = sys.stdin.buffer.read() if name == "-" else given(Path(name))
        text, codec = text_of(raw, name)
        work = replace_markdown if name.endswith((".md", ".markdown")) else replace
        spoken = lang if chosen else language_of_page(text) or lang
        done = work(text, Replacing(own=own, page_url=own.url, strict=strict, language=spoken))
        for ask in done.asks:
            asked = True
            told = ask.problem._replace(file=name).told(translator(lang, "problem"))
            click.echo(f"{told}\n", err=True)
        made = _with_line_ends_of(text, done.html).encode(codec, "xmlcharrefreplace")
        if not write_it or name == "-":
            sys.stdout.buffer.write(made)
            continue
        counts[name] = len(done.replacements)
        if done.html != text:
            changed[Path(name)] = made
    write_all(with_copies(changed))
    for name, count in counts.items():
        if count or len(counts) == len(files):
            click.echo(translator(lang, "cli")("{name}: {count} replaced", name=name, count=count))
    sys.exit(FINDINGS if asked else PASSED)


def _with_line_ends_of(before: str, after: str) -> str:
    """Convert the line ends of a text to those of `before`, if that has only one kind."""
    lines = before.count("\r\n")
    return re.sub(r"\r?\n", "\r\n", after) if lines and before.count("\n") == lines else after


def _pages_of(names: tuple[str, ...], *, write_it: bool) -> Iterator[str]:
    """Yield files, and the pages of folders. Raises PraxisError for a folder without `write_it`."""
    for name in names:
        folder = Path(name)
        if name == "-" or not folder.is_dir():
            yield name
        elif not write_it:
            what = msg("{name} is a folder, and its pages cannot all be shown", name=name)
            raise PraxisError(what, fix="add --write")
        else:
            for path in sorted(folder.rglob("*.htm*")):
                if path.suffix.lower() in {".html", ".htm"} and path.is_file() and not path.is_symlink():
                    yield str(path)
