"""The report as SARIF 2.1.0 (OASIS standard), for code scanning services."""

import json
from collections.abc import Sequence
from typing import Any

from mkdocs_praxis import __version__
from mkdocs_praxis.gate.baseline import fingerprint
from mkdocs_praxis.policy.model import Finding, Report, Rule, Severity
from mkdocs_praxis.policy.rules import page_text
from mkdocs_praxis.report.safe import visible
from mkdocs_praxis.web.url import path_to_url

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
    language = report.policy.language[:2]
    rules = list(dict.fromkeys(finding.rule.name for finding in report.findings))
    by_name = {finding.rule.name: finding.rule for finding in report.findings}
    return {
        "tool": {
            "driver": {
                "name": "mkdocs-praxis",
                "semanticVersion": __version__,
                "version": __version__,
                "rules": [_rule(by_name[name], language) for name in rules],
            }
        },
        "automationDetails": {"id": f"mkdocs-praxis/{report.policy.level.value}/"},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, rules.index(finding.rule.name)) for finding in report.findings],
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": visible(f"{u.file} was not read: {u.why}")}}
                    for u in report.unread
                ],
            }
        ],
        "properties": {"passed": report.passed, "site": report.site, "files": report.files},
    }


def _rule(rule: Rule, language: str) -> dict[str, Any]:
    title = rule.title.get(language, rule.title["en"])
    why = rule.why.get(language, rule.why["en"])
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": title},
        "fullDescription": {"text": why},
        "help": {"text": f"{why} {rule.fix.get(language, rule.fix['en'])}", "markdown": page_text(rule.name)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": ["privacy", "security"],
            "law": list(rule.law),
            "certainty": rule.certainty.value,
        },
    }


def _result(finding: Finding, index: int) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": max(1, finding.line), "startColumn": max(1, finding.column)}
    if finding.excerpt:
        region["snippet"] = {"text": visible(finding.excerpt)}
    file = finding.file
    if finding.source:
        file, region = finding.source.file, {"startLine": finding.source.line or 1}
    message = f"{finding.rule.title['en']}: {finding.message}"
    return {
        "ruleId": finding.rule.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": visible(f"{message}. {finding.fix}", 2000)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {
                        "uri": path_to_url(file).replace(" ", "%20"),
                        "uriBaseId": "%SRCROOT%",
                    },
                    "region": region,
                }
            }
        ],
        "partialFingerprints": {"praxis/v1": fingerprint(finding)},
    }
