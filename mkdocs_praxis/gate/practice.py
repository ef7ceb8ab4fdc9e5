"""What only a whole practice site can be judged by: its facts, its legal pages against what was found, its pictures."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs_praxis.components.images import original_of
from mkdocs_praxis.gate.check import Inspection
from mkdocs_praxis.gate.found import seen_in
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.policy.judge import Judge
from mkdocs_praxis.policy.model import Finding, Report, Rule, Severity, SourceLine
from mkdocs_praxis.policy.rules import rule, rule_of_check, under_law
from mkdocs_praxis.practice import forms
from mkdocs_praxis.practice.checks.facts import check_facts
from mkdocs_praxis.practice.checks.photos import image_metadata
from mkdocs_praxis.practice.draft import open_points
from mkdocs_praxis.practice.legal.bodies import stale_entries
from mkdocs_praxis.practice.legal.contradictions import contradictions
from mkdocs_praxis.practice.legal.found import Inventory, page_of, together
from mkdocs_praxis.practice.legal.render import uncredited_images
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.problem import Position, Problem
from mkdocs_praxis.web.site import SiteReading

# Kinds of files that a privacy notice speaks of: by who reads them.
_TOLD = frozenset({"html", "xml", "script"})
_PHOTOS = frozenset({".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".tif", ".tiff", ".avif"})


def with_practice(
    inspection: Inspection,
    facts: Facts,
    site: Path,
    today: dt.date,
    legal: Mapping[str, str],
    given: Mapping[str, str] | None = None,
    *,
    draft: bool,
) -> Report:
    """Return a report with findings on the practice: `legal` pages by name, `given` pictures' sources; a `draft` may lack facts."""
    report, reading = _without_lawful_forms(inspection.report, facts), inspection.reading
    judge = Judge(report.policy, today)
    told = (file for file in reading.files.values() if file.reading.how in _TOLD)
    found = together(seen_in(file.name, file.reading, report.own) for file in told)
    added = [
        *_facts(judge, facts, today),
        *_missing(judge, facts, draft=draft),
        *_contradictions(judge, facts, reading, found, legal, _refused(report)),
        *_credits(judge, facts, found, given),
        *_unshown(judge, facts, site, legal),
        *_photos(judge, site, report),
        *(_told(judge, "stale-entry", p) for p in stale_entries(facts, today, judge.policy.language)),
    ]
    return report._replace(findings=(*report.findings, *added))


def _without_lawful_forms(report: Report, facts: Facts) -> Report:
    """Return a report that says nothing of health data in forms which the own handler encrypts."""
    lawful = {page_of(form.page) for form in facts.forms if forms.lawful(form)}
    gone = [
        f for f in report.findings if f.rule.name == "form-with-health-data" and page_of(f.file) in lawful
    ]
    return report._replace(findings=tuple(f for f in report.findings if f not in gone)) if gone else report


def _told(
    judge: Judge, name: str, problem: Problem, severity: Severity | None = None, file: str | None = None
) -> Finding:
    place = file or problem.file or "praxis"
    met = under_law(rule(name), problem.law, problem.certainty)
    where = problem.line or 1, problem.column or 1
    source = SourceLine(place, problem.line) if file in {None, problem.file} else None
    return judge.finding(met, place, problem.what, *where, problem.fix or "", severity, source=source)


def _of_fact(judge: Judge, met: Rule, facts: Facts, place: Position | None, told: str, fix: str) -> Finding:
    """Return a finding where somebody declared a fact."""
    at = place or Position(facts.folder.name, 1, 1)
    source = SourceLine(at.file, at.line)
    return judge.finding(met, at.file, told, at.line, at.column or 1, fix, source=source, excerpt=at.excerpt)


def _facts(judge: Judge, facts: Facts, today: dt.date) -> Iterator[Finding]:
    for hit in check_facts(facts, today):
        met = under_law(rule_of_check(hit.check), hit.law, hit.certainty)
        yield _of_fact(judge, met, facts, hit.place, hit.told, hit.fix)


def _missing(judge: Judge, facts: Facts, *, draft: bool) -> Iterator[Finding]:
    lowered = draft and "missing-fact" not in judge.policy.severities
    for problem in open_points(facts, judge.policy.language):
        yield _told(judge, "missing-fact", problem, Severity.WARNING if lowered else None)


def _refused(report: Report) -> set[str]:
    """Return the hosts whose contacts stop the build: they go, and no text should describe them."""
    stopping = (f for f in report.findings if f.severity is Severity.ERROR and not f.known)
    return {f.contact.host for f in stopping if f.contact}


def _contradictions(
    judge: Judge,
    facts: Facts,
    reading: SiteReading,
    found: Inventory,
    legal: Mapping[str, str],
    refused: set[str],
) -> Iterator[Finding]:
    pages = {name: reading.files[file].reading.page for name, file in legal.items() if file in reading.files}
    texts = {name: page.text for name, page in pages.items() if page is not None}
    stored = [one.key for one in judge.policy.stored]
    told = contradictions(facts, found, texts, language=judge.policy.language, stored=stored, refused=refused)
    for problem in told:
        yield _told(judge, "contradiction", problem, file=legal.get(problem.file or "", problem.file))


def _credits(
    judge: Judge, facts: Facts, found: Inventory, given: Mapping[str, str] | None
) -> Iterator[Finding]:
    ours = ("assets/",)  # what plugin and theme ship
    shown = (image for image in found.images if not image.startswith(ours))
    images = set(shown) if given is None else {original_of(image, given) for image in shown} & given.keys()
    for image in uncredited_images(facts, images):
        source = SourceLine(given[image]) if given is not None else None
        yield judge.finding(rule("image-credit"), image, image, source=source)


# What somebody writes for patients to read, and the component that shows it; behind it another that does.
_SHOWN_BY = {
    "jobs": "jobs", "downloads": "downloads", "questions": "faq", "team": "team", "services": "services",
    "premises": "premises", "booking": "booking glance--band", "prescriptions": "prescriptions", "directions": "directions",
    "notices": "notices", "phone_hours": "phone-hours places", "price_lists": "prices", "courses": "courses", "cancellation": "cancellation",
}  # fmt: skip


def _over(record: Any, today: dt.date) -> bool:
    """Whether the last day of all entries lies in the past: their component shows none of them."""
    entries = record if isinstance(record, tuple) else (record,)
    ends = [next((d for k in ("end", "until", "last") if (d := getattr(one, k, None))), None) for one in entries]  # fmt: skip
    return all(end is not None and end < today for end in ends)


def _unshown(judge: Judge, facts: Facts, site: Path, legal: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the facts that no page shows, with the directive to paste."""
    from mkdocs_praxis.components.catalogue import find
    from mkdocs_praxis.components.person_pages import page_paths

    said = {name: (getattr(facts, name), shown.split()) for name, shown in _SHOWN_BY.items()} | {
        "locations": (tuple(place for place in facts.practice.locations if place.directions), ["places"]),
        "new_patients": (facts.practice.new_patients, ["new-patients"]),
        "person_hours": (tuple(hours for one in facts.team for hours in one.hours), ["person"]),
    }
    waiting = {
        name: shown for name, (record, shown) in said.items() if record and not _over(record, judge.today)
    }
    if "barrierefreiheit" in legal:  # that page lists the rooms
        waiting.pop("premises", None)
    for page in site.rglob("*.html"):
        html = page.read_bytes() if waiting else b""
        waiting = {n: cs for n, cs in waiting.items() if not any(f"praxis-{c}".encode() in html for c in cs)}
    t = translator(judge.policy.language, "practice")
    if facts.person_pages and facts.team and not any(page_paths(facts, one, "") for one in facts.team):
        fix = t("Write fachgebiet: or sprechzeiten: with a person; or delete the line.")
        yield _of_fact(judge, rule("fact-not-shown"), facts, facts.team[0].place, "personenseiten: ja", fix)
    for name, (component, *_) in waiting.items():
        record: Any = said[name][0]
        first = record[0] if isinstance(record, tuple) else record
        words = find(component)
        german = judge.policy.language == "de"
        directive = f"::: praxis {words.german if german else words.name}"
        fix = t("Write on a page: {directive}", directive=directive)
        title = words.told(judge.policy.language).title
        if name == "person_hours":
            title = t("Hours of this person")
            fix = t("Write in team.yml, at the left margin: personenseiten: ja")
        yield _of_fact(judge, rule("fact-not-shown"), facts, first.place, title, fix)


def _photos(judge: Judge, site: Path, report: Report) -> Iterator[Finding]:
    for name in report.hashes:
        if Path(name).suffix.lower() in _PHOTOS:
            for hit in image_metadata((site / name).read_bytes()):
                told = f"{name}: {hit.found} {hit.note}" if hit.found else name
                yield judge.finding(rule_of_check(hit.check), name, told.strip())
