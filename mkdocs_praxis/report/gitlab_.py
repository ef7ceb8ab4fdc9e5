"""The report as GitLab Code Quality JSON (docs.gitlab.com/ci/testing/code_quality)."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from mkdocs_praxis.gate.baseline import fingerprint
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.policy.model import Report, Severity
from mkdocs_praxis.report.common import allowance_line, place_of, summary
from mkdocs_praxis.safe import visible, visible_lines

_SEVERITIES = {Severity.ERROR: "blocker", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(reports: Sequence[Report], *, notes: bool = False, **_: object) -> str:
    """Return all findings as one list, with unique fingerprints, as GitLab requires.

    Findings in the baseline, allowances, and the summary of a site that declares more, have the severity info.
    """
    seen: Counter[str] = Counter()
    issues = []
    for report in reports:
        for mark, issue in _issues(report, notes=notes):
            seen[mark] += 1
            issues.append(issue | {"fingerprint": f"{mark}{seen[mark]:x}"})
    return json.dumps(issues, ensure_ascii=False, indent=1) + "\n"


def _issues(report: Report, *, notes: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    for finding in (*report.shown(notes=notes), *report.known):
        place = place_of(report, finding)
        severity = "info" if finding.known else _SEVERITIES[finding.severity]
        text = f"{finding.message}. {finding.fix}"
        yield fingerprint(finding), _issue(text, finding.rule.name, severity, place.file, place.line)
    t = translator(report.policy.language, "report")
    if report.own.hosts or report.declared or report.weighed_down or report.policy.server_policy:
        yield "0" * 32, _issue(summary(report, t), "relied-upon", "info", report.site, 1)
    for allowance, used in report.allowed:
        file, line = allowance.place
        mark = f"allowance {allowance.pattern} {allowance.rule}".encode().hex()[-32:]
        yield mark, _issue(allowance_line(allowance, used, t), "allowance", "info", file, line)


def _issue(text: str, rule: str, severity: str, file: str, line: int) -> dict[str, Any]:
    return {
        "description": visible_lines(text[:1000]),
        "check_name": rule,
        "severity": severity,
        "location": {"path": visible(file, 4096), "lines": {"begin": line}},
    }
