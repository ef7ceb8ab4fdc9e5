"""What the commands share: exit statuses, arguments, the own site."""

import os
import sys
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from mkdocs_praxis.i18n import languages
from mkdocs_praxis.problem import PraxisError, msg

if TYPE_CHECKING:
    from mkdocs_praxis.policy.model import Policy
    from mkdocs_praxis.practice.model import Facts
    from mkdocs_praxis.web.contact import OwnSite

PASSED, FINDINGS, COULD_NOT_RUN = 0, 1, 2
LANGUAGE = "mkdocs_praxis.language"  # where the context of a call keeps it
# Without --site-url no host is ours: every absolute address is foreign.
NO_SITE_URL = "https://site-url-not-given.invalid/"


def _locale() -> str:
    """Return the locale of the terminal, such as `de_DE.UTF-8`; "" when it has none."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name].lower()
    if sys.platform == "win32":
        import ctypes
        import locale

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "").lower()
    return ""


def terminal_language() -> str:
    """Return the language of the terminal, as far as we speak it: `de` or `en`."""
    return "de" if _locale().startswith("de") else "en"


def asked_language(args: list[str]) -> str:
    """Return the language of a call before it is read: that of `--lang`, else of the terminal."""
    for number, word in enumerate(args):
        if word.startswith("--lang="):
            return word.partition("=")[2]
        if word == "--lang" and number + 1 < len(args):
            return args[number + 1]
    return terminal_language()


def site_language() -> str:
    """Return the language of a new site: that of the terminal where it names one, else German."""
    return "en" if _locale().startswith("en") else "de"


def heard(ctx: click.Context, _: click.Parameter, value: str) -> str:
    """Remember the language that was asked for: mistakes are told in it too."""
    ctx.meta[LANGUAGE] = value
    return value


def language_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--lang`; without it the language of the terminal counts."""
    return click.option(
        "--lang",
        type=click.Choice(languages()),
        default=terminal_language,
        show_default="that of the terminal",
        callback=heard,
        is_eager=True,
        help="Language of what is said.",
    )(function)


def site_config_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--config`: which site's mkdocs.yml is meant."""
    return click.option(
        "--config",
        "config_file",
        type=click.Path(path_type=Path),
        default=Path("mkdocs.yml"),
        help="The site's mkdocs.yml.",
    )(function)


def facts_of(config_file: Path, language: str) -> "Facts":
    """Return the facts of a site by its mkdocs.yml. Raises PraxisError with every mistake, and when there is no folder of them."""
    from mkdocs_praxis.policy.sites import facts_folders
    from mkdocs_praxis.practice import read_facts

    click.get_current_context().meta[LANGUAGE] = language  # what is wrong with them is told in one language
    folder, shared = facts_folders(config_file)
    if not folder.is_dir():
        raise PraxisError(
            msg("there is no folder of facts {folder}; `praxis new DIR` makes a site with one", folder=folder)
        )
    return read_facts(folder, language=language, shared=shared)


def directory_of(name: str) -> Path:
    """Return an existing directory; raises PraxisError that says what is wrong with the name."""
    if not name:
        raise PraxisError("a directory has an empty name")
    path = Path(name)
    try:
        there = path.exists()
    except (OSError, ValueError) as error:
        raise PraxisError(
            msg("{name!r} cannot be a directory: {error}", name=name[:200], error=error)
        ) from None
    if not there:
        raise PraxisError(msg("there is no directory {name}", name=name))
    if not path.is_dir():
        raise PraxisError(msg("{name} is a file; what is asked for is a directory of built pages", name=name))
    return path


def tell(text: str) -> None:
    """Say something beside the report, on standard error; names of a hostile site become no terminal escapes."""
    from mkdocs_praxis.safe import uncommanding, visible_lines

    click.echo(uncommanding(visible_lines(text)), err=True)


def sharded(names: tuple[str, ...], shard: str | None) -> tuple[str, ...]:
    """Return every N-th of the names, from the K-th, for `K/N`; raises PraxisError when that is none."""
    if shard is None:
        return names
    part, _, parts = shard.partition("/")
    if not (part.isdecimal() and parts.isdecimal() and 1 <= int(part) <= int(parts)):
        raise PraxisError(msg("--shard {shard!r}: write it as 1/4, the first of four parts", shard=shard))
    return names[int(part) - 1 :: int(parts)]


def progress(every: int = 100) -> "Callable[[int, int], None] | None":
    """Return a function that shows how far a long work has come, where somebody watches a terminal."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        if total > every and (done % every == 0 or done == total):
            click.echo(f"{done}/{total}" + ("\r" if done < total else "\r\x1b[K"), nl=False, err=True)

    return show


def own_site(site_url: str | None, values: Mapping[str, Any], origin: str = "") -> "OwnSite":
    """Return the own origin from what people write; raises PraxisError when it is none, or not theirs."""
    from mkdocs_praxis.policy.own import own_of

    return own_of(site_url or values.get("site_url") or NO_SITE_URL, values, origin)


class Grounds(NamedTuple):
    """What a site is judged by, as the options of a command say it: own address, policy and configuration."""

    site_url: str | None
    policy: str | None
    config_file: str | None

    def config(self, folder: Path) -> Path | None:
        """Return the configuration file for a site, or None: the one given, else the one where the command runs."""
        from mkdocs_praxis.policy.config import find

        return Path(self.config_file) if self.config_file else find(folder)

    def of(self, folder: Path, lang: str) -> "tuple[OwnSite, Policy]":
        """Return the own site and the policy for the site in a folder. Raises PraxisError."""
        from mkdocs_praxis.policy.config import Values, load, policy_of

        config = self.config(folder)
        values = load(config) if config else Values({}, {})
        if self.policy:
            values["policy"] = self.policy
        own = own_site(self.site_url, values, str(config or ""))
        return own, policy_of(
            values, language=str(values.get("language") or lang), origin=str(config or "command line")
        )


policy_option = click.option(
    "--policy", type=click.Choice(["standard", "strict"]), help="Overrides the configuration."
)


def grounds_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--site-url` and `--config`; the function gets them as `grounds`, with `--policy` where a command has it."""

    @wraps(function)
    def with_grounds(
        *args: Any, site_url: str | None, config_file: str | None, policy: str | None = None, **options: Any
    ) -> Any:
        return function(*args, grounds=Grounds(site_url, policy, config_file), **options)

    address = click.option(
        "--site-url", help="The address the site is served at; every other host is foreign."
    )
    config = click.option(
        "--config",
        "config_file",
        metavar="FILE",
        help="praxis.yml or praxis.toml; found by itself where the command runs.",
    )
    return address(config(with_grounds))


def counter(total: int) -> Callable[[str], None]:
    """Return what is told the name of each file that is done, and shows how many of them are."""
    show = progress(every=20)
    done = 0

    def count(name: str) -> None:  # noqa: ARG001
        nonlocal done
        done += 1
        if show:
            show(done, total)

    return count
