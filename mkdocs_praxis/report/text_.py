"""The report as text for a terminal: what, where with the line, why, how to fix."""

import os
import re
import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

from mkdocs_praxis.i18n import Translate, said_in, translator
from mkdocs_praxis.policy.model import Finding, Report, Severity
from mkdocs_praxis.report.common import allowance_line, grouped, place_of, summary, tasks
from mkdocs_praxis.safe import cells, uncommanding, visible, visible_lines, wrapped

_COLOURS = {"error": "31;1", "warning": "33;1", "note": "36", "dim": "2", "good": "32;1", "bold": "1"}
_COLUMNS = 100
_GUTTER = 8  # "  123 │ "
_ENOUGH = 24
_MOST_HOSTS = 12
_NAMED = 3  # findings shown of a rule whose findings another command lists (`Rule.listed_by`)
# Limits, so that a report can be read at once: lines in all, lines shown in full, entries listed.
_MOST_LINES, _WHOLE_LINES, _LISTED = 54, 24, 9


_Paint = Callable[[str, str], str]


def render(
    reports: Sequence[Report],
    *,
    colour: bool = False,
    width: int | None = None,
    notes: bool = False,
    outcome: str = "",
    brief: bool = False,
    many: bool = False,
    unfold: str = "--full",
    **_: object,
) -> str:
    """Render findings as text.

    `notes` includes notes; `brief` has one line per finding, and each fix once; `many` names the site of each report; `outcome`
    is shown after the summary. Long reports are folded: the most frequent findings in full, the others as one line each, then
    the fixes. `unfold` is the option to mention for the full report; "" disables folding.
    """

    def paint(text: str, style: str) -> str:
        return f"\x1b[{_COLOURS[style]}m{text}\x1b[0m" if colour else text

    columns = max(48, min(width or _terminal(), 120))
    told = []
    for report in reports:
        t = translator(report.policy.language, "report")
        shown = report.shown(notes=notes)
        voice = _Voice(report, t, paint, columns, unfold)
        listed = [] if not unfold else [f for f in shown if f.rule.listed_by]
        groups = grouped([f for f in shown if not f.rule.listed_by] if len(listed) > 1 else shown)
        blocks = voice.lines(groups) if brief else [voice.block(group) for group in groups]
        if unfold and not brief:
            blocks = voice.folded(blocks, groups)
        blocks += voice.elsewhere(listed) if len(listed) > 1 else []
        known = [paint(voice.known(f), "dim") for f in report.known[: _LISTED if unfold else None]]
        known += voice.beyond(len(report.known)) if unfold else []
        allowed = [paint(visible(allowance_line(a, used, t), 1000), "dim") for a, used in report.allowed]
        end = paint(summary(report, t), "good" if report.passed else "error")
        closing = "\n".join([*known, *allowed, f"{end} {outcome}".rstrip()])
        head = [paint(f"{visible(report.site)}:", "bold")] if many or len(reports) > 1 else []
        parts = [*blocks, closing]
        told.append("\n".join([*head, ("\n" if brief else "\n\n").join(parts)]) + "\n")
    return uncommanding("\n".join(told))


def _terminal() -> int:
    """Return the width of the terminal in columns; without a terminal, a readable width."""
    if "COLUMNS" not in os.environ and not (sys.__stdout__ and sys.__stdout__.isatty()):
        return _COLUMNS
    import shutil

    return shutil.get_terminal_size((_COLUMNS, 24)).columns


class _Voice(NamedTuple):
    """Formats the findings of one report."""

    report: Report
    t: Translate
    paint: _Paint
    width: int
    unfold: str

    def place(self, f: Finding) -> str:
        """Return the position of a finding in a form that terminals make clickable."""
        at = place_of(self.report, f)
        line = at.line if f.source is None or f.source.line else None
        return visible(":".join(str(part) for part in (at.file, line, at.column) if part is not None))

    def known(self, f: Finding) -> str:
        return f"{self.t('known')}  {self.place(f)}  {f.rule.name}: {visible(f.message)}"

    def short(self, group: list[Finding]) -> str:
        f = group[0]
        what = f.contact.host if f.contact else visible(f.message, 60)
        times = f" ({len(group)}×)" if len(group) > 1 else ""
        return f"{self.place(f)}  {self.severity(f)}  {visible(what)}  {f.rule.name}{times}"

    def lines(self, groups: list[list[Finding]]) -> list[str]:
        """Return a line for each group, followed by the fix if it differs from that of the previous group."""
        told: set[str] = set()
        found = []
        for group in groups:
            f = group[0]
            more = f" (+{len(group) - 1})" if len(group) > 1 else ""
            title = said_in(self.report.policy.language, f.rule.title)
            what = f"{title}: {visible(f.message).removeprefix(f'{title}: ')}"
            found.append(f"{self.place(f)}  {self.severity(f)}  {what}{more}  {f.rule.name}")
            if f.fix not in told:
                told.add(f.fix)
                found += _said(self.t("fix"), visible_lines(f.fix[:2000]), self.width)
        return found

    def elsewhere(self, findings: list[Finding]) -> list[str]:
        """Return the first findings of each rule with `listed_by`; for errors with their fix."""
        by_rule = {f.rule.name: [g for g in findings if g.rule.name == f.rule.name] for f in findings}
        language, said = self.report.policy.language, []
        for name, (first, *others) in by_rule.items():
            rule = first.rule
            named = [f"{self.place(f)}  {visible(f.message, 200)}" for f in (first, *others[: _NAMED - 1])]
            told = (
                f"{self.severity(first)}  {name} ({1 + len(others)}×)  {said_in(language, rule.title)}: "
                + self.t("`{command}` lists them all, with advice", command=rule.listed_by)
            )
            mend = _said(self.t("fix"), said_in(language, rule.fix), self.width)
            mends = first.severity is Severity.ERROR
            said.append("\n".join([told, *(f"  {one}" for one in named), *(mend if mends else ())]))
        return said

    def severity(self, f: Finding) -> str:
        return self.paint(self.t(f.severity.value), f.severity.value)

    def block(self, group: list[Finding]) -> str:
        f, t, width = group[0], self.t, self.width
        rule, language = f.rule, self.report.policy.language
        head = f"{self.paint(self.place(f), 'bold')}  {self.severity(f)}  {rule.name} {rule.code}"
        if f.source and f.source.file != f.file:
            head += "  " + self.paint(t("in {file}:{line}", file=visible(f.file), line=f.line), "dim")
        lines = [head, *_excerpt(f, self.paint, width), *_said("", visible(f.message), width)]
        column = max(len(t(label)) for label in ("also", "names", "why", "fix", "more"))
        if len(group) > 1:
            lines += _said(t("also"), _others(group, t), width, column)
        hosts = _named([g.hosts for g in group])
        if hosts:
            lines += _said(t("names"), hosts, width, column)
        law = f" {rule.law[0]} ({t(rule.certainty.value)})." if rule.law else ""
        lines += _said(t("why"), said_in(language, rule.why) + law, width, column)
        lines += _said(t("fix"), visible_lines(f.fix[:2000]), width, column)
        lines += _said(t("more"), f"praxis explain {rule.name}", width, column)
        return "\n".join(lines)

    def folded(self, blocks: list[str], groups: list[list[Finding]]) -> list[str]:
        """Return the folded report: some blocks in full, the others as one line each, then the fixes."""
        if sum(block.count("\n") + 2 for block in blocks) <= _MOST_LINES:
            return blocks
        whole: list[str] = []
        for block in blocks:
            if whole and sum(one.count("\n") + 2 for one in [*whole, block]) > _WHOLE_LINES:
                break
            whole.append(block)
        rest = groups[len(whole) :]
        lines = [self.short(group) for group in rest[:_LISTED]]
        return [*whole, "\n".join([*lines, *self.beyond(len(rest))]), "\n".join(self.todo(groups))]

    def todo(self, groups: list[list[Finding]]) -> list[str]:
        t = self.t
        todo = [self.paint(t("To do, what concerns most pages first:"), "bold")]
        listed = tasks(groups)
        for number, (fix, count) in enumerate(listed[:_LISTED], 1):
            places = t("{count} places" if count > 1 else "{count} place", count=count)
            first, end, rest = visible_lines(fix[:2000]).partition("\n")
            todo += _said(f"{number:>2}.", f"{first} ({places}){end}{rest}", self.width)
        return [*todo, *self.beyond(len(listed))]

    def beyond(self, number: int) -> list[str]:
        """Return a line with the number of findings that are not listed."""
        more = number - _LISTED
        said = self.t("… and {count} more; {command} shows all", count=more, command=self.unfold)
        return [self.paint(said, "dim")] if more > 0 else []


def _named(listed: Sequence[Sequence[str]]) -> str:
    """Return the hosts in code, likeliest first: by number of pages, then by their order on a page."""
    pages = Counter(host for hosts in listed for host in hosts)
    names = [host for host, _ in pages.most_common(_MOST_HOSTS)]
    more = len(pages) - len(names)
    return ", ".join(visible(name) for name in names) + (f" … (+{more})" if more > 0 else "")


def _others(group: list[Finding], t: Translate) -> str:
    files = sorted({g.file for g in group[1:]})
    more = t("{count} more places" if len(group) > 2 else "{count} more place", count=len(group) - 1)
    said = f"{more}: {', '.join(visible(x) for x in files[:4])}{' …' if len(files) > 4 else ''}"
    first = group[0].contact.url if group[0].contact else ""
    urls = [url for url in dict.fromkeys(g.contact.url for g in group if g.contact) if url != first]
    if urls:
        shown = ", ".join(visible(url, 80) for url in urls[:2])
        said += f"; {t('other addresses')}: {shown}{f' … (+{len(urls) - 2})' if len(urls) > 2 else ''}"
    return said


def _excerpt(f: Finding, paint: _Paint, width: int) -> list[str]:
    """Return the line of a finding, and a marker below the address, or below the word if there is no address."""
    if not f.excerpt.strip():
        return []
    text = visible(f.excerpt, 2000)
    start = len(visible(f.excerpt[: f.excerpt_column - 1], 2000))
    raw = visible(f.contact.raw.strip(), 2000) if f.contact else ""
    at = text.find(raw, start) if raw else -1
    if at < 0 and len(raw) > _ENOUGH:  # the excerpt of a long line is cut within the address
        at = text.find(raw[:_ENOUGH], start)
    if at < 0:
        word = re.compile(r"[<\w-]+|\S").match(text, start)
        at, raw = start, word[0] if word else " "
    text, at = _window(text, at, width - _GUTTER)
    before, marked = text[:at], text[at : at + len(raw)]
    mark = paint("^" * max(1, cells(marked)), f.severity.value)
    return [f"{f.line:>5} │ {text}", f"      │ {' ' * cells(before)}{mark}"]


def _window(text: str, at: int, width: int) -> tuple[str, int]:
    """Cut a line to the width of the terminal, around offset `at`; return the cut line and the new offset."""
    text = text.rstrip()
    at = min(at, len(text))
    edges = [0, *accumulate(map(cells, text))]  # column of each character
    indent = len(text) - len(text.lstrip())
    start = 0
    if edges[-1] > width:
        start = min(indent, at)
        reach = max(edges[start], min(edges[at] - width // 3, edges[-1] - width))
        start = min(at, bisect_left(edges, reach, start))
    head = "…" if start > indent else ""
    room = edges[start] + width - len(head)
    shown = head + text[start:]
    if edges[-1] > room:
        shown = head + text[start : bisect_right(edges, room - 1, start) - 1] + "…"
    return shown, min(max(0, at - start + len(head)), len(shown) - 1)


def _said(label: str, text: str, width: int, column: int = 0) -> list[str]:
    head = f"  {label:<{column}} " if label else "  "
    first, *block = text.split("\n")
    # Lines to copy keep their indentation
    return [*wrapped(head, first, width), *(" " * len(head) + line for line in block)]
