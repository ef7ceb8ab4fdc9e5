"""The report as JUnit XML, for CI servers that show tests: one suite a site, one case a rule that was met."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from mkdocs_praxis.policy.model import Finding, Report, Severity
from mkdocs_praxis.report.safe import visible


def render(reports: Sequence[Report], **_: object) -> str:
    """Return all sites as one `testsuites` document."""
    root = ET.Element("testsuites", name="mkdocs-praxis")
    for report in reports:
        root.append(_suite(report))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(report: Report) -> ET.Element:
    errors = [f for f in report.findings if f.severity is Severity.ERROR]
    failed = len(errors) + sum(1 for u in report.unread if not any(f.file == u.file for f in errors))
    suite = ET.Element(
        "testsuite",
        name=visible(report.site),
        tests=str(max(1, failed)),
        failures=str(failed),
        errors="0",
        skipped="0",
    )
    for finding in errors:
        case = ET.SubElement(
            suite,
            "testcase",
            classname=finding.rule.name,
            name=visible(f"{finding.file}:{finding.line}:{finding.column}"),
        )
        ET.SubElement(
            case, "failure", type=finding.rule.code, message=visible(finding.message)
        ).text = _details(finding)
    if not failed:
        ET.SubElement(suite, "testcase", classname="gate", name=f"{report.files} files")
    return suite


def _details(finding: Finding) -> str:
    rule = finding.rule
    place = f"{finding.source.file}:{finding.source.line}" if finding.source else finding.file
    return "\n".join(
        visible(line)
        for line in (place, finding.excerpt, f"why: {rule.why['en']}", f"fix: {finding.fix}")
        if line
    )
