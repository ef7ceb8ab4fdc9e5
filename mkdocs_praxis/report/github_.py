"""The report as GitHub workflow commands, which show as annotations on the lines of a change.

Escaping as in https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts.
"""

from collections.abc import Sequence

from mkdocs_praxis.policy.model import Finding, Report, Severity
from mkdocs_praxis.report.safe import visible

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(reports: Sequence[Report], *, notes: bool = False, **_: object) -> str:
    """Return a workflow command a finding and a closing line a site."""
    lines = []
    for report in reports:
        lines += [_command(f) for f in report.findings if notes or f.severity is not Severity.NOTE]
        state = "passed" if report.passed else "failed"
        lines.append(
            f"praxis: {_data(visible(report.site))} {state}, {report.count(Severity.ERROR)} errors in {report.files} files"
        )
    return "\n".join(lines) + "\n"


def _command(finding: Finding) -> str:
    file, line = (
        (finding.source.file, finding.source.line or 1) if finding.source else (finding.file, finding.line)
    )
    fields = {"file": file, "line": str(line), "title": f"{finding.rule.code} {finding.rule.name}"}
    if not finding.source:
        fields["col"] = str(finding.column)
    told = ",".join(f"{key}={_property(visible(value))}" for key, value in fields.items())
    return (
        f"::{_COMMANDS[finding.severity]} {told}::{_data(visible(f'{finding.message}. {finding.fix}', 2000))}"
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
