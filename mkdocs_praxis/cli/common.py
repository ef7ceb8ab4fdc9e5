"""What the commands share: exit statuses, arguments, the own site."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mkdocs_praxis.problem import PraxisError

if TYPE_CHECKING:
    from mkdocs_praxis.web.contact import OwnSite

PASSED, FINDINGS, COULD_NOT_RUN = 0, 1, 2
# Without --site-url no host is ours: every absolute address is foreign.
NO_SITE_URL = "https://site-url-not-given.invalid/"


def language_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--lang`; without it the language of the terminal counts."""
    default = (
        "de" if (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").lower().startswith("de") else "en"
    )
    return click.option(
        "--lang",
        type=click.Choice(["de", "en"]),
        default=default,
        show_default=True,
        help="Language of what is said.",
    )(function)


def directory_of(name: str) -> Path:
    """Return an existing directory; raises PraxisError that says what is wrong with the name."""
    if not name:
        raise PraxisError("a directory has an empty name")
    path = Path(name)
    try:
        there = path.exists()
    except (OSError, ValueError) as error:
        raise PraxisError(f"{name[:200]!r} cannot be a directory: {error}") from None
    if not there:
        raise PraxisError(f"there is no directory {name}")
    if not path.is_dir():
        raise PraxisError(f"{name} is a file; `praxis check` reads a directory of built pages")
    return path


def tell(text: str) -> None:
    """Say something beside the report, on standard error; names of a hostile site become no terminal escapes."""
    from mkdocs_praxis.safe import uncommanding, visible_lines

    click.echo(uncommanding(visible_lines(text)), err=True)


def sharded(names: tuple[str, ...], shard: str | None) -> tuple[str, ...]:
    """Return every N-th of the names, from the K-th, for `K/N`; raises click.UsageError when that is none."""
    if shard is None:
        return names
    part, _, parts = shard.partition("/")
    if not (part.isdecimal() and parts.isdecimal() and 1 <= int(part) <= int(parts)):
        raise click.UsageError(f"--shard {shard!r}: write it as 1/4, the first of four parts")
    return names[int(part) - 1 :: int(parts)]


def progress(every: int = 100) -> "Callable[[int, int], None] | None":
    """Return a function that shows how far a long work has come, where somebody watches a terminal."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        if total > every and (done % every == 0 or done == total):
            click.echo(f"{done} of {total}" + ("\r" if done < total else "\r\x1b[K"), nl=False, err=True)

    return show


def own_site(site_url: str | None, values: Mapping[str, Any], origin: str = "") -> "OwnSite":
    """Return the own origin from what people write; raises PraxisError when it is none, or not theirs."""
    from mkdocs_praxis.policy.own import own_of

    return own_of(site_url or values.get("site_url") or NO_SITE_URL, values, origin)
