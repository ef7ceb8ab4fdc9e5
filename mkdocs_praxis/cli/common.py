"""Shared by commands: exit statuses, common options, language, own site."""

import inspect
import os
import sys
from collections.abc import Callable, Mapping
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click
from click.core import ParameterSource

from mkdocs_praxis.files import no_settings, outputs, settings_in
from mkdocs_praxis.i18n import languages
from mkdocs_praxis.problem import PraxisError, msg
from mkdocs_praxis.safe import uncommanding, visible_lines, wrapped

if TYPE_CHECKING:
    from mkdocs_praxis.policy.model import Policy
    from mkdocs_praxis.practice.model import Facts
    from mkdocs_praxis.web.contact import OwnSite

PASSED, FINDINGS, COULD_NOT_RUN = 0, 1, 2


class _Path(click.Path):
    """A path that is not empty: `""`, as a variable of a shell that nobody set gives it, would mean the folder one stands in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path. Raises PraxisError."""
        if value == "":
            raise PraxisError("a file or directory has an empty name")
        return super().convert(value, param, ctx)


NAME, PATH = _Path(), _Path(path_type=Path)
FILE, FOLDER = _Path(dir_okay=False, path_type=Path), _Path(file_okay=False, path_type=Path)
LANGUAGE = "mkdocs_praxis.language"  # key in the `meta` of click's context
# Without --site-url there is no own host: every absolute address is foreign.
NO_SITE_URL = "https://site-url-not-given.invalid/"


def _locale() -> str:
    """Return the locale from the environment, such as `de_DE.UTF-8`; "" if there is none."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name].lower()
    if sys.platform == "win32":
        import ctypes
        import locale

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "").lower()
    return ""


def terminal_language() -> str:
    """Return the language of the environment: `de` or `en`."""
    return "de" if _locale().startswith("de") else "en"


def language_of(args: list[str]) -> str:
    """Return the language of a call before its arguments are parsed: `--lang`, else that of the environment."""
    for number, word in enumerate(args):
        if word.startswith("--lang="):
            return word.partition("=")[2]
        if word == "--lang" and number + 1 < len(args):
            return args[number + 1]
    return terminal_language()


def site_language() -> str:
    """Return the language of a new site: that of the environment if set, else German."""
    return "en" if _locale().startswith("en") else "de"


def keep_language(ctx: click.Context, _: click.Parameter, value: str) -> str:
    """Store the language given by `--lang`, for error messages."""
    ctx.meta[LANGUAGE] = value
    return value


language_option = click.option(
    "--lang",
    type=click.Choice(languages()),
    default=terminal_language,
    callback=keep_language,
    is_eager=True,
    help="Language of what is said; else that of the terminal.",
)


def config_of(value: Path | None) -> Path:
    """Return the mkdocs.yml that `--config` names, or the folder of the site, else that of the working directory. Raises PraxisError."""
    found = settings_in(value or Path()) if value is None or value.is_dir() else value
    if found is None or not found.is_file():
        raise no_settings(found or (value or Path()) / "mkdocs.yml")
    return found


_config = partial(click.option, "--config", "config_file", type=PATH, help="The site's mkdocs.yml.")
site_config_option = _config(callback=lambda _ctx, _param, value: config_of(value))
maybe_site_option = _config()  # for commands that can do without; others find it by `config_of`


def facts_of(config_file: Path, language: str) -> "Facts":
    """Read the facts of a site, given its mkdocs.yml. Raises PraxisError with every mistake, or if there is no facts folder."""
    from mkdocs_praxis.policy.sites import facts_folders
    from mkdocs_praxis.practice.reading import read_facts

    click.get_current_context().meta[LANGUAGE] = language  # so that all errors are in one language
    folder, shared = facts_folders(config_file)
    if not folder.is_dir():
        what = "there is no folder of facts {folder}; `praxis new DIR` makes a site with one"
        raise PraxisError(msg(what, folder=folder))
    return read_facts(folder, language=language, shared=shared)


def directory_of(name: str) -> Path:
    """Return the path of an existing directory. Raises PraxisError if it is none."""
    path = Path(NAME.convert(name, None, None))
    try:
        there = path.exists()
    except (OSError, ValueError) as error:
        what = msg("{name!r} cannot be a directory: {error}", name=name[:200], error=error)
        raise PraxisError(what) from None
    if not there:
        raise PraxisError(msg("there is no directory {name}", name=name))
    if not path.is_dir():
        raise PraxisError(msg("{name} is a file; what is asked for is a directory of built pages", name=name))
    return path


def warn(text: str) -> None:
    """Print a message to standard error, with control characters escaped: names of a site are untrusted."""
    click.echo(uncommanding(visible_lines(text)), err=True)


def in_shard(names: tuple[str, ...], shard: str | None) -> tuple[str, ...]:
    """Return every N-th name, from the K-th on, for the shard `K/N`. Raises PraxisError if it is invalid."""
    if shard is None:
        return names
    part, _, parts = shard.partition("/")
    if not (part.isdecimal() and parts.isdecimal() and 1 <= int(part) <= int(parts)):
        raise PraxisError(msg("--shard {shard!r}: write it as 1/4, the first of four parts", shard=shard))
    return names[int(part) - 1 :: int(parts)]


def at_a_screen() -> bool:
    """Return whether a person reads along."""
    return sys.stdout.isatty()


def beside(label: str, text: str) -> str:
    """Return a text beside its label; on a terminal its lines break within a column of their own."""
    if not at_a_screen():
        return label + text
    import shutil

    width = max(shutil.get_terminal_size().columns, len(label) + 30)
    return "\n".join(wrapped(label, text, width))


def progress(every: int = 100) -> Callable[[int, int], None]:
    """Return a function that shows progress on a terminal; without one it shows nothing."""
    shown = sys.stderr.isatty()

    def show(done: int, total: int) -> None:
        if shown and total > every and (done % every == 0 or done == total):
            click.echo(f"{done}/{total}" + ("\r" if done < total else "\r\x1b[K"), nl=False, err=True)

    return show


def own_site(site_url: str | None, values: Mapping[str, Any], origin: str = "") -> "OwnSite":
    """Build the own site from an option and configuration. Raises PraxisError if it is invalid, or known as somebody else's."""
    from mkdocs_praxis.policy.config import own_of

    return own_of(site_url or values.get("site_url") or NO_SITE_URL, values, origin)


def grouped(name: str, make: Callable[..., Any], *options: Callable[..., Any]) -> Callable[..., Any]:
    """Return a decorator that adds options to a command, and passes them as one value that `make` makes of them.

    It gets options that the command has besides, where it takes them.
    """
    taken = inspect.signature(make).parameters

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def with_value(*args: Any, **given: Any) -> Any:
            own = {key: given.pop(key) for key in taken if key in given}
            return function(*args, **given, **{name: make(**own)})

        for option in reversed(options):
            with_value = option(with_value)
        return with_value

    return decorate


def _may_build(config: Path, folder: Path) -> bool:
    """Whether a folder may be the output of a mkdocs.yml; if not, nothing that reads YAML is loaded: a third of a small check."""
    if folder.resolve() in outputs():
        return True
    try:
        text = config.read_bytes()
    except OSError:  # told where it is read
        return True
    return any(sign in text for sign in (b"site_dir", b"INHERIT", b"\0"))  # \0: UTF-16


class SiteOptions(NamedTuple):
    """The options `--site-url`, `--policy` and `--config`, from which own site and policy are determined."""

    site_url: str | None
    config_file: str | None
    policy: str | None = None

    def config(self, folder: Path | None) -> Path | None:
        """Return the configuration file for a site: the given one, else that in the working directory, else None. Raises PraxisError."""
        from mkdocs_praxis.policy.config import find

        found = Path(self.config_file) if self.config_file else find(folder)
        beside = None if found or folder is None else settings_in(Path())
        if folder is None or beside is None or not _may_build(beside, folder):
            return found
        from mkdocs_praxis.policy.sites import builder_of

        return builder_of(folder)

    def of(self, folder: Path | None, lang: str) -> "tuple[OwnSite, Policy]":
        """Return own site and policy for the site in a folder, or on a server. Raises PraxisError."""
        from mkdocs_praxis.policy.config import Values, load, policy_of

        config = self.config(folder)
        if config and config.name.startswith("mkdocs") and config.suffix in {".yml", ".yaml"}:
            from mkdocs_praxis.policy.sites import policy_in

            values = policy_in(config)
        else:
            values = load(config) if config else Values({}, {})
        if self.policy:
            values["policy"] = self.policy
        own = own_site(self.site_url, values, str(config or ""))
        language, origin = str(values.get("language") or lang), str(config or "command line")
        return own, in_language(policy_of(values, language=language, origin=origin), lang)


def in_language(policy: "Policy", lang: str) -> "Policy":
    """Return a policy that speaks the language of `--lang`, where that was given: it overrides the settings."""
    return policy._replace(language=lang) if given_as_option("lang") else policy


def given_as_option(name: str) -> bool:
    """Whether an option of the command that runs was given."""
    ctx = click.get_current_context(silent=True)
    return ctx is not None and ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE


policy_option = click.option(
    "--policy", type=click.Choice(["standard", "strict"]), help="Overrides the configuration."
)


grounds_options = grouped(
    "grounds",
    SiteOptions,
    click.option("--site-url", help="The address the site is served at; every other host is foreign."),
    click.option(
        "--config",
        "config_file",
        type=NAME,
        metavar="FILE",
        help="praxis.yml, praxis.toml, or the mkdocs.yml that builds DIR; found by itself where the command runs.",
    ),
)


def count_files(total: int) -> Callable[[str], None]:
    """Return a callback that is called with the name of each finished file, and shows their number."""
    show = progress(every=20)
    done = 0

    def count(name: str) -> None:  # noqa: ARG001
        nonlocal done
        done += 1
        show(done, total)

    return count
