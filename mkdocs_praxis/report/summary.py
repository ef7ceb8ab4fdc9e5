"""What every report says at its end: how many findings, what a baseline holds, what allowances let pass."""

from mkdocs_praxis.i18n import Translate
from mkdocs_praxis.policy.model import Allowance, Report, Severity


def summary(report: Report, t: Translate) -> str:
    """Return one sentence that counts."""

    def counted(number: int, one: str, many: str, **values: object) -> str:
        return t(one if number == 1 else many, count=number, **values)

    errors, warnings, notes = (report.count(s) for s in (Severity.ERROR, Severity.WARNING, Severity.NOTE))
    if report.passed and not report.known:
        let_pass = any(used for _, used in report.allowed)
        read = "no contact with a foreign host found"
        beyond = "no contact with a foreign host beyond the allowances found"
        parts = [
            counted(
                report.files,
                "{count} file read: " + (beyond if let_pass else read),
                "{count} files read: " + (beyond if let_pass else read),
            )
        ]
    else:
        places = len({f.file for f in report.findings if f.severity is Severity.ERROR and not f.known})
        parts = [
            counted(errors, "{count} error", "{count} errors")
            if not errors
            else counted(
                places,
                "{errors} in {count} file",
                "{errors} in {count} files",
                errors=counted(errors, "{count} error", "{count} errors"),
            ),
            counted(report.files, "{count} file read", "{count} files read"),
        ]
    if report.own.hosts:
        parts.append(t("own hosts: {hosts}", hosts=", ".join(sorted(report.own.hosts))))
    if report.weighed_down:
        parts.append(
            counted(
                report.weighed_down,
                "{count} finding weighed down by the configuration",
                "{count} findings weighed down by the configuration",
            )
        )
    if warnings:
        parts.append(counted(warnings, "{count} warning", "{count} warnings"))
    if notes:
        parts.append(counted(notes, "{count} note", "{count} notes"))
    if report.known:
        parts.append(counted(len(report.known), "{count} known finding", "{count} known findings"))
    links = sum(bool(one.href) for one in report.replaced)
    if links:
        parts.append(counted(links, "{count} embed stands as a link", "{count} embeds stand as links"))
    if texts := len(report.replaced) - links:
        parts.append(counted(texts, "{count} embed stands as text", "{count} embeds stand as text"))
    if report.allowed:
        let = sum(number for _, number in report.allowed)
        parts.append(
            counted(
                len(report.allowed),
                "{count} allowance lets {let} contacts pass",
                "{count} allowances let {let} contacts pass",
                let=let,
            )
        )
    if report.policy.server_policy:
        parts.append(t("trusted, not seen: the server sends the declared policy"))
    if report.unread:
        parts.append(counted(len(report.unread), "{count} file not read", "{count} files not read"))
    return "; ".join(parts) + "."


def allowance_line(allowance: Allowance, used: int, t: Translate) -> str:
    """Return an allowance with all that it states, on one line."""
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
