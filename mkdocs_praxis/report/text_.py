"""The report for a person at a terminal: what, where with the line, why, how to mend."""

import shutil
import textwrap
from collections import defaultdict
from collections.abc import Sequence

from mkdocs_praxis.i18n import Translate, translator
from mkdocs_praxis.policy.model import Finding, Report, Severity
from mkdocs_praxis.report.safe import visible

_COLOURS = {"error": "31;1", "warning": "33;1", "note": "36", "dim": "2", "good": "32;1", "bold": "1"}


class _Paint:
    """Colours only where a terminal shows them."""

    def __init__(self, on: bool) -> None:  # noqa: FBT001
        self.on = on

    def __call__(self, text: str, style: str) -> str:
        return f"\x1b[{_COLOURS[style]}m{text}\x1b[0m" if self.on else text


def render(
    reports: Sequence[Report],
    *,
    colour: bool = False,
    width: int | None = None,
    notes: bool = False,
    outcome: str = "",
    brief: bool = False,
    **_: object,
) -> str:
    """Return the findings as text.

    `notes` shows those that only inform; `brief` gives each a line; `outcome` is said after the summary.
    """
    paint = _Paint(colour)
    columns = max(48, min(width or shutil.get_terminal_size((100, 24)).columns, 120))
    told = []
    for report in reports:
        t = translator(report.policy.language, "report")
        language = report.policy.language[:2]
        groups = grouped([f for f in report.findings if notes or f.severity is not Severity.NOTE])
        if brief:
            blocks = ["\n".join(_line(group, t, paint) for group in groups)] if groups else []
        else:
            blocks = ["\n".join(_block(group, t, paint, columns, language)) for group in groups]
        told.append("\n\n".join([*blocks, _summary(report, t, paint, outcome)]) + "\n")
    return "\n".join(told)


def _line(group: list[Finding], t: Translate, paint: _Paint) -> str:
    f = group[0]
    more = f" (+{len(group) - 1})" if len(group) > 1 else ""
    return f"{visible(_place(f))}  {paint(t(f.severity.value), f.severity.value)}  {f.rule.name}: {visible(f.message)}{more}"


def _place(f: Finding) -> str:
    if f.source:
        return f"{f.source.file}:{f.source.line}" if f.source.line else f.source.file
    return f"{f.file}:{f.line}:{f.column}"


def grouped(findings: list[Finding]) -> list[list[Finding]]:
    """Put findings together that are the same one on many pages (a theme's script, say)."""
    groups: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for f in findings:
        key = (
            (f.rule.code, f.contact.url, f.contact.via, f.source)
            if f.contact
            else (f.rule.code, f.message, f.excerpt.strip(), f.file)
        )
        groups[key].append(f)
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
    return sorted(groups.values(), key=lambda g: order[g[0].severity])


def _block(group: list[Finding], t: Translate, paint: _Paint, width: int, language: str) -> list[str]:
    f = group[0]
    rule = f.rule
    lines = [
        f"{paint(visible(_place(f)), 'bold')}  {paint(t(f.severity.value), f.severity.value)}  {rule.name} {rule.code}"
    ]
    if f.source:
        lines[0] += "  " + paint(t("in {file}:{line}", file=visible(f.file), line=f.line), "dim")
    if f.excerpt.strip():
        text, mark = _clip(
            visible(f.excerpt),
            min(f.excerpt_column, len(visible(f.excerpt[: f.excerpt_column - 1])) + 1),
            width - 8,
        )
        lines.append(f"{f.line:>5} │ {text}")
        length = min(len(f.contact.raw) if f.contact else 1, max(1, len(text) - mark + 1), 40)
        lines.append(f"      │ {' ' * (mark - 1)}{paint('^' * max(1, length), f.severity.value)}")
    lines += _said("", visible(f.message), width, pad="  ")
    column = max(len(t(label)) for label in ("also", "why", "fix", "more"))
    if len(group) > 1:
        files = sorted({g.file for g in group})
        more = (
            t("{count} more places" if len(group) > 2 else "{count} more place", count=len(group) - 1)
            + ": "
            + ", ".join(visible(x) for x in files[:4])
            + (" …" if len(files) > 4 else "")
        )
        lines += _said(t("also"), more, width, column)
    law = f" {rule.law[0]} ({t(rule.certainty.value)})." if rule.law else ""
    lines += _said(t("why"), rule.why.get(language, rule.why["en"]) + law, width, column)
    lines += _said(t("fix"), f.fix, width, column)
    lines += _said(t("more"), f"praxis explain {rule.name}", width, column)
    return lines


def _clip(text: str, mark: int, width: int) -> tuple[str, int]:
    if len(text) <= width:
        return text, mark
    start = max(0, min(mark - 1 - width // 3, len(text) - width))
    return text[start : start + width], max(1, mark - start)


def _said(label: str, text: str, width: int, column: int = 0, pad: str = "  ") -> list[str]:
    head = f"{pad}{label:<{column}} " if label else pad
    return textwrap.wrap(
        text,
        width,
        initial_indent=head,
        subsequent_indent=" " * len(head),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _summary(report: Report, t: Translate, paint: _Paint, outcome: str) -> str:
    def counted(number: int, one: str, many: str, **values: object) -> str:
        return t(one if number == 1 else many, count=number, **values)

    errors, warnings, notes = (report.count(s) for s in (Severity.ERROR, Severity.WARNING, Severity.NOTE))
    if report.passed:
        parts = [
            counted(
                report.files,
                "{count} file read: no contact with a foreign host found",
                "{count} files read: no contact with a foreign host found",
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
    if report.unread:
        parts.append(counted(len(report.unread), "{count} file not read", "{count} files not read"))
    text = "; ".join(parts) + "."
    return paint(text, "good" if report.passed else "error") + (f" {outcome}" if outcome else "")
