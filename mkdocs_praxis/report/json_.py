"""The report as JSON. Its schema is `schema.json` beside this file; the key `schema` is the schema's version."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mkdocs_praxis import __version__
from mkdocs_praxis.i18n import said_in
from mkdocs_praxis.policy.model import Finding, Report, Severity, SourceLine

SCHEMA = 1


def render(reports: Sequence[Report], **_: object) -> str:
    """Return an object for one site, or a list for several."""
    data = [as_data(report) for report in reports]
    # ASCII only, so that control and bidi characters of an untrusted site do not reach a terminal; values stay exact.
    return json.dumps(data[0] if len(data) == 1 else data, indent=1) + "\n"


def as_data(report: Report) -> dict[str, Any]:
    """Convert a report to JSON-compatible values, in the order of the schema."""
    return {
        "schema": SCHEMA,
        "passed": report.passed,
        "site": report.site,
        "site_url": report.own.url,
        "own_hosts": sorted(report.own.hosts),
        "policy": report.policy.level.value,
        "severities": {name: weight.value for name, weight in sorted(report.policy.severities.items())},
        "tool": f"mkdocs-praxis {__version__}",
        "counts": {
            "files": report.files,
            **{severity.value: report.count(severity) for severity in Severity},
            "weighed_down": report.weighed_down,
            "known": len(report.known),
            "unread": len(report.unread),
            "replaced": len(report.replaced),
            "allowed": sum(number for _, number in report.allowed),
        },
        "findings": [_finding(finding, report.policy.language) for finding in report.findings],
        "unread": [{"file": u.file, "why": u.why} for u in report.unread],
        "declared": [{"file": u.file, "why": u.why} for u in report.declared],
        "replaced": [
            {"vendor": r.vendor, "category": r.category, "href": r.href, "file": r.file, "line": r.line}
            | _source(r.source)
            for r in report.replaced
        ],
        "allowances": [a.told() | {"used": number} for a, number in report.allowed],
        **({"server_policy": report.policy.server_policy} if report.policy.server_policy else {}),
        "read": report.how,
        "links": report.links,
    }


def _source(source: SourceLine | None) -> dict[str, Any]:
    return {"source": {"file": source.file, "line": source.line}} if source else {}


def _finding(finding: Finding, language: str) -> dict[str, Any]:
    contact = finding.contact
    rule = finding.rule
    return {
        "rule": rule.name,
        "code": rule.code,
        "severity": finding.severity.value,
        "known": finding.known,
        **(
            {
                "trigger": contact.trigger.value,
                "kind": contact.kind.value,
                "via": contact.via,
                "url": contact.url,
                "host": contact.host,
                "contact_certainty": contact.confidence.value,
            }
            if contact
            else {}
        ),
        "vendor": finding.vendor,
        **({"hosts": list(finding.hosts)} if finding.hosts else {}),
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        **_source(finding.source),
        "excerpt": finding.excerpt,
        "message": finding.message,
        "why": said_in(language, rule.why),
        "law": list(rule.law),
        "certainty": rule.certainty.value,
        "fix": finding.fix,
    }


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the output of `render`."""
    loaded: dict[str, Any] = json.loads((Path(__file__).parent / "schema.json").read_text(encoding="utf-8"))
    return loaded
