"""The report as GitLab Code Quality JSON (docs.gitlab.com/ci/testing/code_quality)."""

import json
from collections import Counter
from collections.abc import Sequence

from mkdocs_praxis.gate.baseline import fingerprint
from mkdocs_praxis.policy.model import Report, Severity
from mkdocs_praxis.report.safe import visible

_SEVERITIES = {Severity.ERROR: "blocker", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(reports: Sequence[Report], *, notes: bool = False, **_: object) -> str:
    """Return all findings as one list; equal ones get fingerprints of their own, as GitLab asks."""
    seen: Counter[str] = Counter()
    issues = []
    for report in reports:
        for finding in report.findings:
            if finding.severity is Severity.NOTE and not notes:
                continue
            mark = fingerprint(finding)
            seen[mark] += 1
            file, line = (
                (finding.source.file, finding.source.line or 1)
                if finding.source
                else (finding.file, finding.line)
            )
            issues.append(
                {
                    "description": visible(f"{finding.message}. {finding.fix}", 1000),
                    "check_name": finding.rule.name,
                    "fingerprint": f"{mark}{seen[mark]:x}",
                    "severity": _SEVERITIES[finding.severity],
                    "location": {"path": visible(file), "lines": {"begin": line}},
                }
            )
    return json.dumps(issues, ensure_ascii=False, indent=1) + "\n"
