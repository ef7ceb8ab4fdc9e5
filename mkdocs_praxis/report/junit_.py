"""The report as JUnit XML, for CI servers: one suite per site, one case per failed place.

There is no standard; elements, their order and attributes are those of Jenkins' schema, which GitLab reads, too: no `file`.
"""

from collections import Counter
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from mkdocs_praxis.i18n import said_in, translator
from mkdocs_praxis.policy.model import Finding, Report, Severity
from mkdocs_praxis.report.common import allowance_line, place_of, summary
from mkdocs_praxis.safe import visible, visible_lines


def render(reports: Sequence[Report], **_: object) -> str:
    """Return all sites as one `testsuites` document; findings in the baseline are skipped cases."""
    suites = [_suite(report) for report in reports]
    names = "tests", "failures", "errors"
    counts = {name: str(sum(int(suite.get(name, "0")) for suite in suites)) for name in names}
    root = ET.Element("testsuites", {"name": "mkdocs-praxis", **counts})
    root.extend(suites)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(report: Report) -> ET.Element:
    t = translator(report.policy.language, "report")
    failed = [f for f in report.findings if f.severity is Severity.ERROR and not f.known]
    suite = ET.Element(
        "testsuite",
        name=visible(report.site),
        tests=str(len(failed) + len(report.known) or 1),
        failures=str(len(failed)),
        errors="0",
        skipped=str(len(report.known)),
    )
    properties = ET.SubElement(suite, "properties")
    ET.SubElement(properties, "property", name="policy", value=report.policy.level.value)
    ET.SubElement(properties, "property", name="files", value=str(report.files))
    ET.SubElement(properties, "property", name="own_hosts", value=" ".join(sorted(report.own.hosts)))
    ET.SubElement(properties, "property", name="weighed_down", value=str(report.weighed_down))
    for number, (allowance, used) in enumerate(report.allowed, 1):
        told = visible(allowance_line(allowance, used, t), 2000)
        ET.SubElement(properties, "property", name=f"allowance {number}", value=told)
    seen: Counter[tuple[str, str]] = Counter()
    for finding in failed:
        case = _case(suite, report, finding, seen)
        why = ET.SubElement(case, "failure", type=finding.rule.code, message=visible(finding.message))
        why.text = _details(report, finding)
    for finding in report.known:
        ET.SubElement(_case(suite, report, finding, seen), "skipped", message=t("known"))
    if not failed and not report.known:
        ET.SubElement(suite, "testcase", classname="gate", name=f"{report.files} files")
    ET.SubElement(suite, "system-out").text = visible(summary(report, t), 2000)
    return suite


def _case(suite: ET.Element, report: Report, finding: Finding, seen: Counter[tuple[str, str]]) -> ET.Element:
    """Add a case whose name stays the same when lines move: services follow a case from run to run by it."""
    file = place_of(report, finding).file
    called = f"{file} {finding.contact.host}" if finding.contact else file
    seen[finding.rule.name, called] += 1
    number = seen[finding.rule.name, called]
    return ET.SubElement(
        suite,
        "testcase",
        classname=finding.rule.name,
        name=visible(called, 4096) + (f" ({number})" if number > 1 else ""),
    )


def _details(report: Report, finding: Finding) -> str:
    rule, place = finding.rule, place_of(report, finding)
    where = ":".join(str(part) for part in (place.file, place.line, place.column) if part is not None)
    why = said_in(report.policy.language, rule.why)
    told = [visible(line, 2000) for line in (where, finding.excerpt, f"why: {why}") if line]
    return "\n".join([*told, visible_lines(f"fix: {finding.fix}"[:2000])])
