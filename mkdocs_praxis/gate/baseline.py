"""A baseline for old sites: what was found before is listed but fails nothing; what is new fails; it may only shrink."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from mkdocs_praxis.files import given, write_whole
from mkdocs_praxis.policy.model import Finding, Report, Severity
from mkdocs_praxis.problem import PraxisError, msg
from mkdocs_praxis.safe import visible

_FORM = "mkdocs-praxis baseline 1"  # the key that holds the sites


Baseline = dict[str, Counter[str]]  # how often each finding was there, by site as it was named


def known_in(before: Baseline, site: str, *, alone: bool) -> Counter[str]:
    """Return what is known of a site; one that is the only one checked (`alone`), and the only one known, may have been moved."""
    return next(iter(before.values())) if alone and len(before) == 1 else before.get(site, Counter())


def load(path: Path) -> Baseline:
    """Return the known findings with their counts. Raises PraxisError when the file is missing or something else."""
    try:
        data = json.loads(given(path, fix="--write-baseline makes one"))
    except (ValueError, RecursionError) as error:
        raise PraxisError(msg("this is no baseline: {error}", error=error), file=str(path)) from None
    try:
        sites = data[_FORM].items()
        return {s: Counter({mark: _count(one["count"]) for mark, one in known.items()}) for s, known in sites}
    except (KeyError, TypeError, ValueError, AttributeError):
        raise PraxisError(
            "this is no baseline of mkdocs-praxis", file=str(path), fix="write it anew with --write-baseline"
        ) from None


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(value)
    return value


def apply(report: Report, known: Counter[str]) -> tuple[Report, int]:
    """Return the report with known findings marked, and how many are there no more; each entry covers as many as it counted."""
    left = Counter(known)
    judged = []
    for finding in report.findings:
        mark = fingerprint(finding)
        covered = finding.severity is not Severity.NOTE and left[mark] > 0
        if covered:
            left[mark] -= 1
        judged.append(finding._replace(known=True) if covered else finding)
    return report._replace(findings=tuple(judged)), left.total()


def write(path: Path, reports: Iterable[Report], before: Baseline | None = None) -> int:
    """Write what was found as a baseline and return the number of findings. Raises OSError.

    With `before`, nothing that it does not hold is added, so it only shrinks; sites that were not checked stay as they were.
    """
    reports = list(reports)
    alone, sites, kept = len(reports) == 1, {}, dict[str, object]()
    for report in reports:
        known = known_in(before, report.site, alone=alone) if before is not None else None
        sites[report.site] = _entries(report, known)
    if before is not None and not (alone and len(before) == 1):
        old = json.loads(path.read_text(encoding="utf-8"))[_FORM]
        kept = {site: entries for site, entries in old.items() if site not in sites}
    text = json.dumps({_FORM: dict(sorted((kept | sites).items()))}, indent=1) + "\n"
    write_whole(path, text)
    return sum(int(entry["count"]) for entries in sites.values() for entry in entries.values())


def _entries(report: Report, before: Counter[str] | None) -> dict[str, dict[str, str | int]]:
    counts: Counter[str] = Counter()
    about: dict[str, Finding] = {}
    for finding in report.findings:
        if finding.severity is not Severity.NOTE:
            mark = fingerprint(finding)
            counts[mark] += 1
            about[mark] = finding
    if before is not None:
        counts &= before
    return {
        mark: {
            "count": counts[mark],
            "rule": about[mark].rule.name,
            "file": visible(about[mark].file),
            "what": visible(about[mark].message),
        }
        for mark in sorted(counts)
    }


def fingerprint(finding: Finding) -> str:
    """Return what identifies a finding over time: rule, file and construct; not its line, nor a message in the reader's language."""
    contact = finding.contact
    parts = [
        finding.rule.code,
        finding.file,
        contact.url if contact else finding.vendor or finding.excerpt.strip() or finding.message,
        contact.via if contact else "",
    ]
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
