"""What only a whole practice site can be judged by: its facts, its legal pages against what was found, its pictures."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from mkdocs_praxis.gate.found import found_in
from mkdocs_praxis.policy.judge import Judge
from mkdocs_praxis.policy.model import Finding, Report, Severity, Source
from mkdocs_praxis.policy.rules import rule, rule_of_check
from mkdocs_praxis.policy.verdict import Met
from mkdocs_praxis.practice import checks
from mkdocs_praxis.practice.legal.bodies import stale_entries
from mkdocs_praxis.practice.legal.contradictions import contradictions
from mkdocs_praxis.practice.legal.found import Found
from mkdocs_praxis.practice.legal.render import uncredited_images
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.todo import missing
from mkdocs_praxis.problem import Problem
from mkdocs_praxis.web.contact import OwnSite

_PHOTOS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".avif"})
_LAWFULLY_NEEDED = "error"  # severities of `todo`: an error is what the law asks for


def with_practice(
    report: Report, facts: Facts, site: Path, today: dt.date, legal: Mapping[str, str], *, strict: bool
) -> Report:
    """Return a report with the findings on the practice itself added.

    `legal` maps the names of legal pages to their files in the output; `strict` makes missing facts errors.
    """
    judge = Judge(report.policy, today)
    found = found_in(_files(site), report.own, today)
    added = [
        *_facts(judge, facts, today),
        *_missing(judge, facts, strict=strict),
        *_contradictions(judge, facts, report.own, site, found, legal),
        *_credits(judge, facts, found),
        *_photos(judge, site, report),
        *(_told(judge, "stale-entry", p) for p in stale_entries(facts, today, judge.policy.language[:2])),
    ]
    return replace(report, findings=(*report.findings, *added))


def _told(
    judge: Judge, name: str, problem: Problem, severity: Severity | None = None, file: str | None = None
) -> Finding:
    place = file or problem.file or "praxis"
    met = Met(problem.line or 1, problem.column or 1, problem.what, problem.fix or "", severity=severity)
    found = judge.finding(rule(name), place, met)
    return (
        found
        if file is not None and file != problem.file
        else replace(found, source=Source(place, problem.line))
    )


def _facts(judge: Judge, facts: Facts, today: dt.date) -> Iterator[Finding]:
    for hit in checks.check_facts(facts, today):
        met = rule_of_check(hit.check)
        if met is None:
            continue
        message = ": ".join(part for part in (hit.found, hit.note) if part)
        line = hit.place.line if hit.place else 1
        file = hit.place.file if hit.place else facts.folder.name
        found = judge.finding(met, file, Met(line, hit.place.column if hit.place else 1, message, hit.fix))
        yield replace(found, source=Source(file, line), excerpt=hit.place.excerpt if hit.place else "")


def _missing(judge: Judge, facts: Facts, *, strict: bool) -> Iterator[Finding]:
    for problem in missing(facts, language=judge.policy.language[:2]):
        if problem.severity == _LAWFULLY_NEEDED:
            yield _told(judge, "missing-fact", problem, Severity.ERROR if strict else None)


def _contradictions(
    judge: Judge, facts: Facts, own: OwnSite, site: Path, found: Found, legal: Mapping[str, str]
) -> Iterator[Finding]:
    from mkdocs_praxis.web import read

    texts = {}
    for name, file in legal.items():
        path = site / file
        page = read(file, path.read_bytes(), url=own.url + file, own=own).page if path.is_file() else None
        if page is not None:
            texts[name] = page.text
    for problem in contradictions(facts, found, texts, language=judge.policy.language[:2]):
        yield _told(judge, "contradiction", problem, file=legal.get(problem.file or "", problem.file))


def _credits(judge: Judge, facts: Facts, found: Found) -> Iterator[Finding]:
    images = [
        image for image in found.images if not image.startswith("assets/")
    ]  # what plugin and theme ship
    for image in uncredited_images(facts, images):
        yield judge.finding(rule("image-credit"), image, Met(1, 1, image))


def _files(site: Path) -> Iterable[tuple[str, bytes]]:
    for path in sorted(
        p for p in site.rglob("*") if p.suffix in {".html", ".js"} and p.is_file() and not p.is_symlink()
    ):
        yield path.relative_to(site).as_posix(), path.read_bytes()


def _photos(judge: Judge, site: Path, report: Report) -> Iterator[Finding]:
    for name in report.hashes:
        if Path(name).suffix.lower() in _PHOTOS:
            for hit in checks.image_metadata((site / name).read_bytes()):
                met = rule_of_check(hit.check)
                if met is not None:
                    yield judge.finding(met, name, Met(1, 1, f"{name}: {hit.found} {hit.note}".strip()))
