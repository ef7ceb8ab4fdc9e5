"""Writes the files beside the site: reports, and the evidence of a build that passed."""

import contextlib
import os
from collections.abc import Collection, Iterator
from pathlib import Path

from mkdocs_praxis.files import write_whole, written_after
from mkdocs_praxis.plugin.outcome import log
from mkdocs_praxis.plugin.output import Output
from mkdocs_praxis.plugin.state import Build, config_folder
from mkdocs_praxis.policy.model import Report
from mkdocs_praxis.problem import PraxisError, msg
from mkdocs_praxis.report import render


def write_reports(build: Build, report: Report) -> None:
    """Write the reports that the options ask for. Raises PraxisError."""
    for wanted in build.options.reports:
        with _writing(wanted["output"], "reports"):
            write_whole(config_folder(build.config) / wanted["output"], render(wanted["format"], [report]))


def release(build: Build, output: Output, report: Report, changed: Collection[str]) -> None:
    """Put a site that passed in its place, and its evidence with it: neither without the other. Raises PraxisError.

    `changed` since its files were read are those that hardening wrote to.
    """
    named = build.options.evidence
    if not named:
        output.release()
        return
    from mkdocs_praxis.evidence import digest, evidence

    statement = evidence(report, output.folder, changed)
    file = Path(os.path.realpath(config_folder(build.config) / named))
    with _writing(named, "evidence"):
        if file.is_relative_to(output.target):
            write_whole(output.folder / file.relative_to(output.target), statement)
            output.release()
        else:
            with written_after(file, statement):
                output.release()
    log.info("%s: sha256:%s", named, digest(statement))


@contextlib.contextmanager
def _writing(file: str, option: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = "{option}: cannot write {file}: {strerror}"
        raise PraxisError(msg(what, option=option, file=file, strerror=error.strerror)) from None
