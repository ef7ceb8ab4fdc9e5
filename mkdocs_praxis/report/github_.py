"""The report as GitHub workflow commands, which show as annotations on the lines of a change.

Escaping as in https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts.
"""

from collections.abc import Sequence

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.policy.model import Finding, Report, Severity
from mkdocs_praxis.report.common import allowance_line, grouped, place_of, summary
from mkdocs_praxis.safe import uncommanding, visible, visible_lines

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(reports: Sequence[Report], *, notes: bool = False, **_: object) -> str:
    """Return a workflow command per finding, notices on baseline and allowances, and a summary line per site."""
    lines = []
    for report in reports:
        t = translator(report.policy.language, "report")
        groups = grouped(report.shown(notes=notes))
        # Ten are shown: one of each cause, before any comes again.
        lines += [_command(report, group[0]) for group in groups]
        lines += [_command(report, f) for group in groups for f in group[1:]]
        known = ((place_of(report, f), f.rule.name) for f in report.known)
        lines += [_plain(f"{t('known')}: {place.file}:{place.line} {name}") for place, name in known]
        lines += [_plain(allowance_line(a, used, t)) for a, used in report.allowed]
        lines.append(_plain(f"{report.site}: {summary(report, t)}"))
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    # Lines of a log that begin with ::, or ##[ in the older form, are commands.
    return uncommanding(f"praxis: {_data(visible(text, 1000))}")


def _command(report: Report, finding: Finding) -> str:
    place = place_of(report, finding)
    fields = {
        "file": place.file,
        "line": str(place.line),
        "title": f"{finding.rule.code} {finding.rule.name}",
    }
    if place.column:
        fields["col"] = str(place.column)
    told = ",".join(f"{key}={_data(visible(value, 4096), more=':,')}" for key, value in fields.items())
    message = visible_lines(f"{finding.message}. {finding.fix}"[:2000])
    return f"::{_COMMANDS[finding.severity]} {told}::{_data(uncommanding(message))}"


def _data(text: str, more: str = "") -> str:
    return "".join(f"%{ord(sign):02X}" if sign in f"%\r\n{more}" else sign for sign in text)
