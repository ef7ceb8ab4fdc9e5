"""What the formats share: positions relative to the working directory, findings grouped by their fix, the summary at the end."""

import os
from collections import defaultdict
from pathlib import Path, PurePath, PurePosixPath

from mkdocs_praxis.i18n import Translate
from mkdocs_praxis.policy.model import LEFT_OUT, Allowance, Finding, Report, Severity
from mkdocs_praxis.problem import Position
from mkdocs_praxis.web.kinds import copied_from


def place_of(report: Report, finding: Finding) -> Position:
    """Return the line in the source if known, else line and column in the output, below the checked directory."""
    if finding.source:
        return Position(_from_here(finding.source.file), max(1, finding.source.line or 1))
    file = finding.file if "://" in report.site else _from_here(str(PurePath(report.site, finding.file)))
    return Position(file, max(1, finding.line), max(1, finding.column))


def _from_here(file: str) -> str:
    path, here = os.path.normpath(file), os.path.join(Path.cwd(), "")  # noqa: PTH118 - a thousand findings each ask
    return PurePath(path.removeprefix(here)).as_posix()


_PAGES = frozenset({".html", ".htm", ".xhtml"})


def grouped(findings: list[Finding]) -> list[list[Finding]]:
    """Group findings with the same fix; errors first, then by number of files.

    Findings in pages are grouped by contacted host and fix. Each script or style sheet is a group of its own, since the fix
    is there.
    """
    groups: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for f in findings:
        groups[_cause(f)].append(f)
    return sorted(groups.values(), key=lambda g: (-g[0].severity.rank, -len({f.file for f in g})))


def _cause(f: Finding) -> tuple[object, ...]:
    if f.contact is None:
        # one fix for the whole site
        return f.severity, f.rule.code, f.message, f.rule.folds or f.excerpt.strip() or f.quote or f.file
    file = copied_from(f.file) or f.file  # mended with its file
    page = PurePosixPath(file).suffix.lower() in _PAGES
    return f.severity, f.vendor or f.contact.host, f.fix, None if page else file


def tasks(groups: list[list[Finding]]) -> list[tuple[str, int]]:
    """Return the fixes for groups of findings with the number of places that each solves, without duplicates, errors first, then by number of places."""
    places: dict[tuple[int, str], int] = defaultdict(int)
    for group in groups:
        places[-group[0].severity.rank, group[0].fix] += len(group)
    ranked = sorted(places.items(), key=lambda one: (one[0][0], -one[1]))
    return [(fix, count) for (_, fix), count in ranked]


def summary(report: Report, t: Translate) -> str:
    """Return a sentence with the numbers of findings."""
    warnings, notes = report.count(Severity.WARNING), report.count(Severity.NOTE)
    links = sum(bool(one.href) for one in report.replaced)
    let = sum(number for _, number in report.allowed)
    counts = (
        (report.weighed_down, "{count} finding weighed down by the configuration", "{count} findings weighed down by the configuration"),
        (warnings, "{count} warning", "{count} warnings"),
        (notes, "{count} note", "{count} notes"),
        (len(report.known), "{count} known finding", "{count} known findings"),
        (links, "{count} embed stands as a link", "{count} embeds stand as links"),
        (len(report.replaced) - links, "{count} embed stands as text", "{count} embeds stand as text"),
        (len(report.allowed), "{count} allowance, used {let}×", "{count} allowances, used {let}×"),
        (len(report.declared), "{count} file not read, as declared", "{count} files not read, as declared"),
        (len(report.unread), "{count} file not read", "{count} files not read"),
    )  # fmt: skip
    parts = _read(report, t)
    if report.visited and report.files:
        parts.append(t("visited in a real browser: {pages}", pages=visited(report, t)))
    if report.own.hosts:
        parts.append(t("own hosts: {hosts}", hosts=", ".join(sorted(report.own.hosts))))
    parts += [t(one if n == 1 else many, count=n, let=let) for n, one, many in counts if n]
    if report.policy.server_policy:
        parts.append(t("trusted, not seen: the server sends the declared policy"))
    return "; ".join(parts) + "."


def visited(report: Report, t: Translate) -> str:
    """Return how many pages a browser visited, "" if none."""
    whole = report.visited + report.how.get(LEFT_OUT, 0)
    said = "{visited} of {whole} pages" if whole > 1 else "{visited} of {whole} page"
    return t(said, visited=report.visited, whole=whole) if report.visited else ""


def _read(report: Report, t: Translate) -> list[str]:
    """Return what was read or visited, behind the number of errors unless all is clean."""
    files = report.files - len({one.file for one in (*report.unread, *report.declared)})
    said = "{count} file read" if files == 1 else "{count} files read"
    if report.visited and not report.files:  # of a server
        said = "visited in a real browser: {pages}"
    clean = report.passed and not report.known
    if clean:
        beyond = " beyond the allowances" if any(used for _, used in report.allowed) else ""
        said += f": no contact with a foreign host{beyond} found"
    told = t(said, pages=visited(report, t), count=files)
    return [told] if clean else [_errors(report, t), told]


def _errors(report: Report, t: Translate) -> str:
    errors = report.count(Severity.ERROR)
    said = t("{count} error" if errors == 1 else "{count} errors", count=errors)
    places = len({f.file for f in report.findings if f.severity is Severity.ERROR and not f.known})
    within = "{errors} in {count} file" if places == 1 else "{errors} in {count} files"
    return t(within, errors=said, count=places) if errors else said


def allowance_line(allowance: Allowance, used: int, t: Translate) -> str:
    """Return an allowance with all its fields, on one line."""
    said = "allowance {pattern} for {rule}, used {used}×, until {expires}: {reason} (approved by {who}; contract: {contract}; {origin})"
    return t(said, used=used, who=allowance.approved_by, **allowance.told())
