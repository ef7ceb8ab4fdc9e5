"""A baseline for old sites: what was found before is listed but does not fail; what is new fails; it may only shrink."""

import json
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from mkdocs_praxis.policy.model import Finding, Report, Severity
from mkdocs_praxis.problem import PraxisError, Problem

_FORM = "mkdocs-praxis baseline 1"


@dataclass(frozen=True, slots=True)
class Baselined:
    """A report judged against a baseline: how many findings were known, and how many entries nothing matches any more."""

    report: Report
    known: int
    gone: int


def load(path: Path) -> Counter[str]:
    """Return the known findings with their counts. Raises PraxisError when the file is missing or something else."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        fix = "make it with --write-baseline"
        raise PraxisError(
            Problem(f"cannot read the baseline: {error.strerror}", str(path), fix=fix)
        ) from None
    except ValueError as error:
        raise PraxisError(Problem(f"this is no baseline: {error}", str(path))) from None
    if not isinstance(data, dict) or data.get("form") != _FORM or not isinstance(data.get("findings"), dict):
        raise PraxisError(Problem("this is no baseline of mkdocs-praxis", str(path)))
    return Counter({str(mark): int(entry["count"]) for mark, entry in data["findings"].items()})


def apply(report: Report, known: Counter[str]) -> Baselined:
    """Return the report with known findings turned into notes; each entry covers as many findings as it counted."""
    left = Counter(known)
    judged = []
    matched = 0
    for finding in report.findings:
        mark = fingerprint(finding)
        if finding.severity is not Severity.NOTE and left[mark] > 0:
            left[mark] -= 1
            matched += 1
            judged.append(replace(finding, severity=Severity.NOTE, message=f"{finding.message} (known)"))
        else:
            judged.append(finding)
    return Baselined(replace(report, findings=tuple(judged)), matched, sum(left.values()))


def write(path: Path, reports: list[Report], shrink: Counter[str] | None = None) -> int:
    """Write what was found as a baseline and return the number of findings in it.

    With `shrink`, nothing that it does not hold is added: an old baseline becomes smaller, never larger.
    """
    counts: Counter[str] = Counter()
    about: dict[str, Finding] = {}
    for report in reports:
        for finding in report.findings:
            if finding.severity is not Severity.NOTE:
                mark = fingerprint(finding)
                counts[mark] += 1
                about[mark] = finding
    if shrink is not None:
        counts &= shrink
    entries = {
        mark: {
            "count": counts[mark],
            "rule": about[mark].rule.name,
            "file": about[mark].file,
            "what": about[mark].message,
        }
        for mark in sorted(counts)
    }
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps({"form": _FORM, "findings": entries}, indent=1) + "\n", encoding="utf-8")
    part.replace(path)
    return sum(counts.values())


def fingerprint(finding: Finding) -> str:
    """Return what identifies a finding over time: rule, file and construct, but no line number, which moves."""
    import hashlib

    contact = finding.contact
    parts = [
        finding.rule.code,
        finding.file,
        contact.url if contact else finding.message,
        contact.via if contact else "",
    ]
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
