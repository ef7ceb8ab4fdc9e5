"""`praxis prove`, `verify` and `evidence`."""

import datetime as dt
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mkdocs_praxis import cldr
from mkdocs_praxis.cli.common import (
    FILE,
    FINDINGS,
    NAME,
    NO_SITE_URL,
    PASSED,
    SiteOptions,
    count_files,
    directory_of,
    grounds_options,
    language_option,
    policy_option,
    progress,
    warn,
)
from mkdocs_praxis.cli.outputs import ReportOptions, output_options
from mkdocs_praxis.files import write_whole
from mkdocs_praxis.i18n import Translate, decimal, translator
from mkdocs_praxis.safe import visible

if TYPE_CHECKING:
    from mkdocs_praxis.evidence import Difference


@click.command()
@click.argument("target", metavar="DIR|URL")
@policy_option
@grounds_options
@click.option("--sample", type=click.IntRange(min=1), help="Visit only so many pages, evenly chosen.")
@click.option(
    "--visitors", type=click.IntRange(1, 16), default=4, show_default=True, help="Browsers at the same time."
)
@click.option("--seconds", type=float, help="Stop after this time; --state remembers what was done.")
@click.option("--state", type=FILE, help="File by which a run can be gone on with.")
@click.option("--full", is_flag=True, help="Show every finding in full, however many there are (text).")
@output_options
@language_option
def prove(
    target: str,
    grounds: SiteOptions,
    wanted: ReportOptions,
    sample: int | None,
    visitors: int,
    seconds: float | None,
    state: Path | None,
    lang: str,
) -> None:
    """Visit every page with a real browser that can reach nobody, and report every contact, cookie and storage."""
    from mkdocs_praxis.browser.alone import alone
    from mkdocs_praxis.browser.find import is_root
    from mkdocs_praxis.browser.options import ProofOptions
    from mkdocs_praxis.browser.prove import prove as visit_all

    t = translator(lang, "browser")
    outputs = wanted.outputs()
    folder = None if "://" in target else directory_of(target)
    own, rules = grounds.of(folder, lang)
    if folder is None and own.url == NO_SITE_URL:
        own = own._replace(url="")
    options = ProofOptions(rules, sample, visitors, seconds, state, progress(every=1))
    if is_root():
        warn(t("as root, Chromium runs without its sandbox: visit pages you do not trust as another user"))
    # In its own network namespace the browser could not reach a server on this machine.
    work = partial(visit_all, target, own, options)
    report, rate = work() if "://" in target else alone(work)
    outputs.add(report)
    outputs.close()
    pages = "{n} page visited, {rate} a second", "{n} pages visited, {rate} a second"
    click.echo(t.many(report.visited, *pages, rate=decimal(rate, lang)), err=True)
    sys.exit(PASSED if report.passed else FINDINGS)


@click.command()
@click.argument("target", metavar="DIR|URL")
@click.argument("file", type=NAME, metavar="FILE")
@click.option(
    "--downloaded",
    is_flag=True,
    help="DIR was fetched from the server, which keeps .htaccess and the like to itself.",
)
@click.option("--key", type=FILE, help="Public key (PEM): FILE must be signed by its owner.")
@language_option
def verify(target: str, file: str, downloaded: bool, key: Path | None, lang: str) -> None:
    """Say whether a directory, or what a server hands out, is what an evidence file speaks of, and name every difference.

    Of a directory nothing is fetched. A server (https://…) is asked for every file, and must send the policy that the
    configuration declared for it (`server_policy`).

    Compare the digest it prints with the one that the build printed, or have the signature checked by --key: else
    whoever can write FILE can change its date, policy and allowances.
    """
    from mkdocs_praxis.evidence import digest, load, payload, rules_version

    t = translator(lang, "browser")
    statement = load(Path(file))
    served = "://" in target
    found = _served(target, statement) if served else _lying(target, file, statement, downloaded)
    for one in found:
        why = f" ({visible(translator(lang, 'policy')(one.why))})" if one.why else ""
        click.echo(f"{t(one.what):<8} {visible(one.file)}{why}")
    when, words = dt.datetime.fromisoformat(statement["predicate"]["date"]), cldr.language(lang)
    date = f"{words.date(when, words.long_date)}, {when:%H:%M %Z}".rstrip(", ")
    files = "{n} file checked on {date}", "{n} files checked on {date}"
    checked = t.many(len(statement["subject"]), *files, date=date)
    if statement["predicate"]["tool"]["rules"] != rules_version():
        others = "the evidence was made by other rules than those installed here; check the site again to know what today’s rules say"
        click.echo(t(others), err=True)
    differs = "{n} difference to the {checked}.", "{n} differences to the {checked}."
    click.echo(
        t.many(len(found), *differs, checked=checked) if found else t("The same: {checked}.", checked=checked)
    )
    click.echo(t("evidence sha256:{digest}", digest=digest(payload(Path(file)))))
    genuine = _authentic(Path(file), key, t)
    sys.exit(PASSED if genuine and not found else FINDINGS)


def _lying(directory: str, file: str, statement: dict[str, Any], downloaded: bool) -> "list[Difference]":
    """Return the differences between a directory and its evidence, a file that may be in the directory."""
    from mkdocs_praxis.evidence import differences

    folder, path = directory_of(directory).resolve(), Path(file).resolve()
    inside = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else None
    return differences(folder, statement, exclude=inside, downloaded=downloaded)


def _served(url: str, statement: dict[str, Any]) -> "list[Difference]":
    """Return the differences between a server's responses and the evidence. Raises PraxisError if it is unreachable."""
    from mkdocs_praxis.publish.served import served_differences

    base = url if url.endswith("/") else f"{url}/"
    return list(served_differences(statement, {}, count_files(len(statement["subject"])), base=base))


def _authentic(file: Path, key: Path | None, t: Translate) -> bool:
    """Verify the signature of an evidence file and print the result; True without a key."""
    if key is None:
        return True
    from mkdocs_praxis.evidence.signed import signed_by

    genuine = signed_by(file, key)
    said = "signed by the owner of {key}" if genuine else "NOT signed by the owner of {key}"
    click.echo(t(said, key=key))
    return genuine


@click.command()
@click.argument("file", type=NAME, metavar="FILE")
@click.option("--output", type=NAME, metavar="FILE", help="Where the page goes; else standard output.")
@click.option(
    "--sign", "key", type=FILE, help="Make no page, but a signed copy (DSSE) by this private key (PEM)."
)
@click.option(
    "--since", type=FILE, help="Make no page, but list what FILE says otherwise than this earlier one."
)
@language_option
def evidence(file: str, output: str | None, key: Path | None, since: Path | None, lang: str) -> None:
    """Make a page of an evidence file that a practice can publish: what this website contacts."""
    from mkdocs_praxis.evidence import changes, load, payload
    from mkdocs_praxis.evidence.page import page
    from mkdocs_praxis.evidence.signed import sign

    statement = load(Path(file))
    if since:
        text = "".join(f"{visible(line, 2000)}\n" for line in changes(load(since), statement))
    else:
        text = sign(payload(Path(file)), key) if key else page(statement, lang)
    if output and output != "-":
        write_whole(output, text)
    else:
        click.echo(text, nl=False)
