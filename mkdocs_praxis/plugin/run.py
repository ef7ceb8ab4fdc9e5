"""Runs MkDocs' `build` and `serve` with translated messages, for `praxis build` and `praxis preview`.

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
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from mkdocs_praxis.i18n import spoken_in
from mkdocs_praxis.plugin.mkdocs_log import MkDocsLog
from mkdocs_praxis.plugin.mkdocs_yml import config_mistakes, duplicate_keys, yaml_problem
from mkdocs_praxis.plugin.outcome import telling_errors
from mkdocs_praxis.plugin.places import display_path
from mkdocs_praxis.problem import PraxisError


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
    language = spoken_in(file)
    while True:
        try:
            MkDocsLog(language, file, explains_all=True).attach()
            with telling_errors(language, stopped_at=display_path(file)):
                config = _loaded(file, options)
            if command == "serve":
                serving.serve(config_file=config_file, dev_addr=options[0])
            else:
                with telling_errors(
                    language, stopped_at=display_path(file)
                ):  # what MkDocs asks no plugin about
                    _build(config)
        except click.ClickException as error:
            error.show()
            if command != "serve":
                sys.exit(error.exit_code)
            from mkdocs_praxis.plugin.preview import error_page, until_changed  # loads what Windows may lack

            serving.log.info("Serving on http://%s/", options[0])  # in our words
            until_changed(file, options[0], error_page(error, language, file))
        else:
            return


def _build(config: MkDocsConfig) -> None:
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


def _loaded(file: Path, options: Sequence[str]) -> MkDocsConfig:
    """Return the settings of a site. Raises PraxisError if they cannot be read, or do not have the site checked."""
    if problem := yaml_problem(file):
        raise PraxisError(problem)
    text = file.read_text(encoding="utf-8-sig")
    # Of two lists of plugins the later one counts: when it lacks ours, nobody is there to tell.
    if text.count("plugins:") > 1 and (again := tuple(duplicate_keys(file, text))):
        raise PraxisError(*again)
    folder = next((one.partition("=")[2] for one in options if one.startswith("--site-dir=")), None)
    try:
        config = load_config(config_file=str(file), strict="--strict" in options or None, site_dir=folder)
    except ConfigurationError as error:
        raise PraxisError(*config_mistakes(file, str(error))) from None
    if "praxis" not in config.plugins:
        what = "the plugin praxis is missing: nobody would check this site"
        fix = "Write below `plugins:`\n  - search\n  - praxis"
        raise PraxisError(what, file=display_path(file), fix=fix)
    return config


def run() -> None:
    """Run what the arguments of this process say; Ctrl-C ends it with status 2, told by who started it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(2)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # nothing is left to tidy up
