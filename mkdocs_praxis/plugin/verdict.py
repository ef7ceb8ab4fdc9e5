"""The end of a build: what lies on disk is judged, hardened and put in its place, or set aside."""

import contextlib
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_praxis.files import write_whole
from mkdocs_praxis.gate import Inspection, MarkdownSources, Options, inspect
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.plugin.outcome import log, set_aside_says, shown, stopped
from mkdocs_praxis.plugin.output import Output
from mkdocs_praxis.plugin.pages import replace_late
from mkdocs_praxis.plugin.state import Build
from mkdocs_praxis.policy.model import Report
from mkdocs_praxis.problem import PraxisError, Problem, msg
from mkdocs_praxis.report import render


def judged(build: Build, site: Path, config: MkDocsConfig, *, draft: bool) -> Inspection:
    """Judge every file of a folder, whoever put it there; a `draft` may lack facts. Raises PraxisError."""
    replace_late(build, site)
    if build.facts is not None:
        from mkdocs_praxis.components.metadata import strip_metadata
        from mkdocs_praxis.plugin.originals import drop_originals

        drop_originals(site, build.given)
        strip_metadata(site)
    options = Options(
        build.rules,
        frozenset(build.sensitive),
        build.today,
        theme=str(config.theme.name),
        asks=tuple(build.asks),
        written=tuple(build.written),
        hardens=build.options.harden,
        digests=bool(build.options.evidence),
        jobs=1,  # what the pages share was looked at when they were finished, here
        heads=build.options.harden and bool(build.options.server),
    )
    sources = _sources(build, config)
    inspection = inspect(site, build.own, options, sources, texts=build.legal.values())
    if build.facts is None:
        return inspection
    from mkdocs_praxis.gate.practice import with_practice

    report = with_practice(inspection, build.facts, site, build.today, build.legal, build.given, draft=draft)
    return inspection._replace(report=report)


def _sources(build: Build, config: MkDocsConfig) -> MarkdownSources:
    others = [config.config_file_path or "mkdocs.yml"]
    if config.theme.custom_dir:
        others += sorted(str(p) for p in Path(config.theme.custom_dir).rglob("*.html"))
    if build.facts is not None:  # what a component shows was written there
        others += sorted(str(path) for path in build.facts.folder.glob("*.yml"))
    return MarkdownSources(build.sources, [shown(Path(p)) for p in others], shown(Path(config.docs_dir)))


def concluded(build: Build, inspection: Inspection, output: Output) -> Report:
    """Put a site that passed in its place, hardened; set aside one that did not, and end the build."""
    report = inspection.report
    if not report.passed:
        if build.options.harden:  # who deploys it by hand all the same shall not harm anybody
            with contextlib.suppress(PraxisError):
                _harden(build, inspection, output.folder)
        rejected = output.reject()
        report = report._replace(site=shown(rejected))
        write_reports(build, report)
        outcome = set_aside_says(rejected, build.language)
        raise stopped(render("text", [report], colour=False, outcome=outcome))
    report = report._replace(site=shown(output.target))
    changed = _harden(build, inspection, output.folder, build.options.server) if build.options.harden else []
    write_reports(build, report)
    statement = _evidence(build, report, output.folder, changed)
    output.release()
    if statement:
        from mkdocs_praxis.evidence import digest

        _write(build, build.options.evidence or "", statement, "evidence")
        log.info("%s: sha256:%s", build.options.evidence, digest(statement))
    return report


def _harden(build: Build, inspection: Inspection, folder: Path, server: str | None = None) -> list[str]:
    """Give each page its policy, widened by the allowances that were used; return the files that changed. Raises PraxisError."""
    from mkdocs_praxis.harden import Hardening, harden, widenings

    granted = [(a.pattern, a.rule) for a, used in inspection.report.allowed if used]
    how = Hardening(tuple(widenings(granted)), server, allow=build.rules.harden_allow, private=True)
    done = harden(folder, build.own, how, inspection.reading)
    if done.uncovered:
        raise PraxisError(
            Problem(
                msg("no policy confines the script of {file}", file=done.uncovered[0]),
                why="the header for all files would be too long to name all inline code of the site",
                fix="move the script out of this file, or write the header for it yourself",
            )
        )
    for line in done.said(translator(build.language, "cli")):
        log.info("%s", line)
    return [*done.changed, done.header_file]


def _evidence(build: Build, report: Report, folder: Path, changed: list[str]) -> str:
    if not build.options.evidence:
        return ""
    from mkdocs_praxis.evidence import evidence

    return evidence(report, folder, changed)


def write_reports(build: Build, report: Report) -> None:
    """Write the reports that the options ask for. Raises PraxisError."""
    for wanted in build.options.reports:
        _write(build, wanted["output"], render(wanted["format"], [report]), "reports")


def _write(build: Build, file: str, text: str, option: str) -> None:
    """Write a file whose path counts from the folder of mkdocs.yml, as that of the facts does."""
    beside = Path(build.config.config_file_path or "mkdocs.yml").resolve().parent
    try:
        write_whole(beside / file, text)
    except OSError as error:
        raise PraxisError(
            msg(
                "{option}: cannot write {file}: {strerror}", option=option, file=file, strerror=error.strerror
            )
        ) from None
