"""What every report says at its end: how many findings, what a baseline holds, what allowances let pass."""

from mkdocs_praxis.i18n import Translate
from mkdocs_praxis.policy.model import Allowance, Report, Severity


def summary(report: Report, t: Translate) -> str:
    """Return one sentence that counts."""

    def counted(number: int, one: str, many: str, **values: object) -> str:
        return t(one if number == 1 else many, count=number, **values)

    errors, warnings, notes = (report.count(s) for s in (Severity.ERROR, Severity.WARNING, Severity.NOTE))
    if report.passed and not report.known:
        parts = [
            counted(
                report.files,
                "{count} file read: no contact with a foreign host found",
                "{count} files read: no contact with a foreign host found",
            )
        ]
        if report.files and any(used for _, used in report.allowed):
            parts = [
                counted(
                    report.files,
                    "{count} file read: no contact with a foreign host beyond the allowances found",
                    "{count} files read: no contact with a foreign host beyond the allowances found",
                )
            ]
    else:
        parts = [
            counted(
                errors,
                "{count} error in {files} files",
                "{count} errors in {files} files",
                files=report.files,
            )
        ]
    if warnings:
        parts.append(counted(warnings, "{count} warning", "{count} warnings"))
    if notes:
        parts.append(counted(notes, "{count} note", "{count} notes"))
    if report.known:
        parts.append(counted(len(report.known), "{count} known finding", "{count} known findings"))
    if report.replaced:
        parts.append(
            counted(len(report.replaced), "{count} embed stands as a link", "{count} embeds stand as links")
        )
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
