"""The summary at the end of reports: numbers of findings, known ones, and uses of allowances."""

from mkdocs_praxis.i18n import Translate
from mkdocs_praxis.policy.model import LEFT_OUT, Allowance, Report, Severity


def summary(report: Report, t: Translate) -> str:
    """Return a sentence with the numbers of findings."""
    errors, warnings, notes = (report.count(s) for s in (Severity.ERROR, Severity.WARNING, Severity.NOTE))
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
    parts = _passed(report, t) if report.passed and not report.known else _failed(report, errors, t)
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


def _passed(report: Report, t: Translate) -> list[str]:
    beyond = " beyond the allowances" if any(used for _, used in report.allowed) else ""
    if report.visited and not report.files:  # of a server
        return [
            t(
                f"visited in a real browser: {{pages}}: no contact with a foreign host{beyond} found",
                pages=visited(report, t),
            )
        ]
    files = "{count} file read" if report.files == 1 else "{count} files read"
    return [t(f"{files}: no contact with a foreign host{beyond} found", count=report.files)]


def _failed(report: Report, errors: int, t: Translate) -> list[str]:
    said = t("{count} error" if errors == 1 else "{count} errors", count=errors)
    if errors:
        places = len({f.file for f in report.findings if f.severity is Severity.ERROR and not f.known})
        said = t(
            "{errors} in {count} file" if places == 1 else "{errors} in {count} files",
            errors=said,
            count=places,
        )
    if report.visited and not report.files:
        return [said, t("visited in a real browser: {pages}", pages=visited(report, t))]
    return [said, t("{count} file read" if report.files == 1 else "{count} files read", count=report.files)]


def allowance_line(allowance: Allowance, used: int, t: Translate) -> str:
    """Return an allowance with all its fields, on one line."""
    return t(
        "allowance {pattern} for {rule}, used {used} times, until {expires}: {reason} (approved by {who}; contract: {contract}; {origin})",
        pattern=allowance.pattern,
        rule=allowance.rule,
        used=used,
        expires=allowance.expires.isoformat(),
        reason=allowance.reason,
        who=allowance.approved_by,
        contract=allowance.contract,
        origin=allowance.origin,
    )
