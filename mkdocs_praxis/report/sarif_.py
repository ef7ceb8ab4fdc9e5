"""The report as SARIF 2.1.0 (OASIS standard), for code scanning services."""

import json
import os
from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from mkdocs_praxis import __version__
from mkdocs_praxis.gate.baseline import fingerprint
from mkdocs_praxis.i18n import said_in, translator
from mkdocs_praxis.policy.model import Finding, Report, Rule, Severity
from mkdocs_praxis.policy.rules import page_text
from mkdocs_praxis.report.common import allowance_line, place_of, summary
from mkdocs_praxis.safe import visible, visible_lines

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def render(reports: Sequence[Report], **_: object) -> str:
    """Return one SARIF log with a run for each site."""
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [_run(report) for report in reports],
    }
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _run(report: Report) -> dict[str, Any]:
    language = report.policy.language
    rules = {finding.rule.name: finding.rule for finding in report.findings}
    return {
        "tool": {
            "driver": {
                "name": "mkdocs-praxis",
                "semanticVersion": __version__,
                "version": __version__,
                "rules": [_rule(rule, language) for rule in rules.values()],
            }
        },
        "automationDetails": {"id": f"mkdocs-praxis/{visible(report.site)}/"},
        "columnKind": "unicodeCodePoints",
        "results": _results(report, {name: index for index, name in enumerate(rules)}),
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": visible(f"{u.file} was not read: {u.why}", 2000)}}
                    for u in report.unread
                ],
            }
        ],
        "properties": {
            "passed": report.passed,
            "summary": visible(summary(report, translator(language, "report")), 2000),
            "site": visible(report.site),
            "own_hosts": sorted(report.own.hosts),
            "policy": report.policy.level.value,
            "weighed_down": report.weighed_down,
            "files": report.files,
            "server_policy": visible(report.policy.server_policy, 2000),
            "allowances": [
                visible(allowance_line(a, used, translator(language, "report")), 2000)
                for a, used in report.allowed
            ],
        },
    }


def _results(report: Report, rules: dict[str, int]) -> list[dict[str, Any]]:
    seen: Counter[str] = Counter()
    results = []
    for finding in report.findings:
        mark = fingerprint(finding)
        seen[mark] += 1
        result = _result(report, finding, f"{mark}:{seen[mark]}")
        results.append({"ruleIndex": rules[finding.rule.name], **result})
    return results


def _rule(rule: Rule, language: str) -> dict[str, Any]:
    why = said_in(language, rule.why)
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": said_in(language, rule.title)},
        "fullDescription": {"text": why},
        "help": {"text": f"{why} {said_in(language, rule.fix)}", "markdown": page_text(rule.name)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": ["privacy", "security"],
            "law": list(rule.law),
            "certainty": rule.certainty.value,
        },
    }


def _result(report: Report, finding: Finding, mark: str) -> dict[str, Any]:
    place = place_of(report, finding)
    region: dict[str, Any] = {"startLine": place.line}
    if place.column:
        region["startColumn"] = place.column
        if finding.excerpt:
            region["snippet"] = {"text": visible(finding.excerpt, 2000)}
    # A URI reference (RFC 3986); a name that is not UTF-8 keeps its bytes.
    uri = quote(os.fsencode(place.file), safe="/")
    file = {"uri": f"file://{uri}"} if uri.startswith("/") else {"uri": uri, "uriBaseId": "%SRCROOT%"}
    baseline = "unchanged" if finding.known else "new"
    return {
        "ruleId": finding.rule.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": visible_lines(f"{finding.message}. {finding.fix}"[:2000])},
        "locations": [{"physicalLocation": {"artifactLocation": file, "region": region}}],
        "partialFingerprints": {"praxis/v1": mark},
        **({"baselineState": baseline} if report.known else {}),
    }
