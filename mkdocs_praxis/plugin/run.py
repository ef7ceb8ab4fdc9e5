"""MkDocs' `build` and `serve`, told as ours from the first line: what `praxis build` and `praxis preview` start.

MkDocs reads mkdocs.yml before it knows its plugins: what is wrong there, or with the theme, no plugin can tell.
"""

import logging
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from mkdocs.commands import serve as serving
from mkdocs.commands.build import build
from mkdocs.config import load_config

from mkdocs_praxis.i18n import spoken_in
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.plugin.configuration import broken
from mkdocs_praxis.plugin.ear import Ear
from mkdocs_praxis.plugin.outcome import problems, shown
from mkdocs_praxis.plugin.preview import error_page, until_changed
from mkdocs_praxis.plugin.themed import twice
from mkdocs_praxis.problem import PraxisError, Problem

_NAMED = regex(r"[\s\[{,\"']praxis[\"']?\s*(?:[:,\]{}\n]|$)")  # as an entry of a list, or a key


class _Plain(logging.Formatter):
    """Says what is told, without the names of loggers and levels."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the message alone."""
        return record.getMessage().removeprefix("praxis: ")


def main(command: str, config_file: str, *options: str) -> None:
    """Run `build` (options `--strict`, `--quiet`, `--site-dir=…`) or `serve` (option: address and port) on a site."""
    file = Path(config_file)
    handler = logging.StreamHandler()
    handler.setFormatter(_Plain())
    log = logging.getLogger("mkdocs")
    log.addHandler(handler)
    log.setLevel(logging.WARNING if "--quiet" in options else logging.INFO)
    log.propagate = False
    while True:
        try:
            _check(file)
            Ear(spoken_in(file), file, tells_all=True).listen()
            if command == "serve":
                serving.serve(config_file=config_file, dev_addr=options[0])
            else:
                _build(config_file, options)
        except click.ClickException as error:
            error.show()
            if command != "serve":
                sys.exit(1)
            until_changed(file.parent, options[0], error_page(error, spoken_in(file), file))
        else:
            return


def _build(config_file: str, options: Sequence[str]) -> None:
    folder = next((one.partition("=")[2] for one in options if one.startswith("--site-dir=")), None)
    config = load_config(config_file=config_file, strict="--strict" in options or None, site_dir=folder)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


def _check(file: Path) -> None:
    """Stop at a mkdocs.yml that cannot be read, or that does not have its site checked."""
    language = spoken_in(file)
    if problem := broken(file, language):
        raise problems(PraxisError(problem), language)
    text = file.read_text(encoding="utf-8-sig")
    # Of two lists of plugins the later one counts: when it lacks ours, nobody is there to tell.
    if text.count("plugins:") > 1 and (again := tuple(twice(file, text))):
        raise problems(PraxisError(*again), language)
    if not _NAMED.search(text.partition("plugins:")[2]):
        missing = Problem(
            "the plugin praxis is missing: nobody would check this site",
            shown(file),
            fix="Write below `plugins:`\n  - search\n  - praxis",
        )
        raise problems(PraxisError(missing), language)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # who started this had it ignored until here
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(2)  # who started this says so
