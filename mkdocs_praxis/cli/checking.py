"""`praxis check`, `explain` and `vendors`."""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mkdocs_praxis.cli.common import (
    COULD_NOT_RUN,
    FILE,
    FINDINGS,
    NO_SITE_URL,
    PASSED,
    SiteOptions,
    beside,
    grounds_options,
    language_option,
    policy_option,
    progress,
    warn,
)
from mkdocs_praxis.cli.outputs import ReportOptions, SiteSelection, chosen_options, output_options
from mkdocs_praxis.i18n import Translate, said_in, translator
from mkdocs_praxis.problem import PraxisError, msg

if TYPE_CHECKING:
    from mkdocs_praxis.gate.baseline import Baseline
    from mkdocs_praxis.gate.many import Task
    from mkdocs_praxis.policy.model import Report


@click.command()
@chosen_options
@policy_option
@grounds_options
@output_options
@click.option("--baseline", type=FILE, help="What it knows is listed, not counted.")
@click.option(
    "--write-baseline", is_flag=True, help="Write what is found to --baseline; an old one may only shrink."
)
@click.option("--resume", is_flag=True, help="Skip sites that the jsonl --output already holds.")
@click.option("--notes", is_flag=True, help="Show notes too (text, github, gitlab).")
@click.option("--full", is_flag=True, help="Show every finding in full, however many there are (text).")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes; by itself as many as pay.")
@language_option
def check(
    chosen: SiteSelection,
    grounds: SiteOptions,
    wanted: ReportOptions,
    baseline: Path | None,
    write_baseline: bool,
    jobs: int | None,
    lang: str,
) -> None:
    """Read built sites as a browser does and judge every contact. Changes nothing, contacts nobody.

    Exit status: 0 passed; 1 findings, or files that could not be read; 2 a site could not be checked.
    """
    t = translator(lang, "cli")
    if write_baseline and baseline is None:
        raise PraxisError("--write-baseline needs --baseline FILE")
    named = chosen.names(grounds)
    if not named:
        warn(t("no directory falls into this shard: nothing to check"))
        sys.exit(PASSED)
    alone = len(named) == 1
    outputs = wanted.outputs(many=not alone)

    def task(name: str) -> "Task":
        from mkdocs_praxis.gate import Options

        folder, own, policy = chosen.site(name, grounds, lang)
        if alone and own.url == NO_SITE_URL:
            warn(t("no --site-url: every absolute address counts as foreign"))
        shown = progress() if alone else None
        options = Options(policy, jobs=jobs if alone else 1, progress=shown, digests=False)
        return folder, own, options

    known = _Known(baseline, grows=write_baseline, alone=alone)
    left = [name for name in named if name not in outputs.done]
    ends = {name: PASSED if passed else FINDINGS for name, passed in outputs.done.items()}
    shared = _Shared()
    show = progress(every=1)
    for number, (folder, result) in enumerate(_checked(left, task, jobs), 1):
        show(number, len(left))
        if isinstance(result, PraxisError):
            why = result.told(translator(lang, "problem"))
            warn(why if str(folder) in why else f"{folder}: {why}")
            ends[str(folder)] = COULD_NOT_RUN
            continue
        report = known.applied(result)
        shared.add(report)
        ends[str(folder)] = PASSED if report.passed else FINDINGS
        if result.passed and _nothing_shown(result):
            warn(t("{folder}: no page (HTML) lies in it; name the folder of the built site", folder=folder))
            ends[str(folder)] = COULD_NOT_RUN
        outputs.add(report)
    outputs.close(named)
    known.close(t)
    status = max(ends.values(), default=PASSED)
    if not alone:
        _tell_which(ends, t)
        if status != COULD_NOT_RUN and not outputs.done:
            shared.tell(t)
    sys.exit(PASSED if known.begins and status != COULD_NOT_RUN else status)


def _tell_which(ends: dict[str, int], t: Translate) -> None:
    """Name the sites that did not pass: among the reports of many, nobody finds them."""
    for end, told in ((FINDINGS, "did not pass: {sites}"), (COULD_NOT_RUN, "not checked: {sites}")):
        if sites := sorted(name for name, one in ends.items() if one == end):
            warn(t(told, sites=", ".join(sites[:20]) + (f" … (+{len(sites) - 20})" if sites[20:] else "")))


class _Shared:
    """The allowances that several sites share: no site alone can tell that nobody needs one."""

    def __init__(self) -> None:
        self._idle, self._needed = set[tuple[str, int]](), set[tuple[str, int]]()

    def add(self, report: "Report") -> None:
        """Add which of them a site needs, and which it does not."""
        unused = (f for f in report.findings if f.rule.name == "allowance-unused")
        self._idle.update((f.file, f.line) for f in unused if f.severity.value == "note")
        self._needed.update(one.place for one, used in report.allowed if used)

    def tell(self, t: Translate) -> None:
        """Name those that no checked site needs."""
        for file, line in sorted(self._idle - self._needed):
            warn(t("{file}:{line}: none of the sites checked needs this allowance", file=file, line=line))


def _nothing_shown(report: "Report") -> bool:
    """Whether a folder has nothing that a browser shows or runs: probably sources, not a site, so "passed" would mislead."""
    from mkdocs_praxis.web.kinds import HARMLESS

    return report.how.keys() <= HARMLESS | {"json"}


class _Known:
    """The baseline of a run, if any: its findings are not counted; it is rewritten if requested."""

    def __init__(self, file: Path | None, *, grows: bool, alone: bool) -> None:
        self._file, self._grows, self._alone = file, grows, alone
        self._before: Baseline | None = None
        self._found: list[Report] = []
        self._gone = 0
        if file and (file.exists() or not grows):
            from mkdocs_praxis.gate import baseline

            self._before = baseline.load(file)
        self.begins = grows and self._before is None  # one that is there grows by nothing that is new

    def applied(self, report: "Report") -> "Report":
        """Return the report with findings in the baseline marked as known."""
        if self._grows:
            self._found.append(report)
        if self._before is None:
            return report
        from mkdocs_praxis.gate import baseline

        known = baseline.known_in(self._before, report.site, alone=self._alone)
        judged, gone = baseline.apply(report, known)
        self._gone += gone
        return judged

    def close(self, t: Translate) -> None:
        """Write the baseline if requested, and print a summary."""
        if self._grows and self._file is not None:
            from mkdocs_praxis.gate import baseline

            count = baseline.write(self._file, self._found, self._before)
            warn(t("{file}: known findings: {count}", file=self._file, count=count))
        elif self._gone:
            gone = "findings of the baseline that are gone: {count}; --write-baseline makes it smaller"
            warn(t(gone, count=self._gone))


def _checked(
    names: list[str], task: "Callable[[str], Task]", jobs: int | None
) -> "Iterator[tuple[Path, Report | PraxisError]]":
    """Check one site in this process, several in parallel; errors of a site are yielded in place of its report."""
    if len(names) == 1:
        from mkdocs_praxis.gate import check as gate

        one = task(names[0])
        yield one[0], gate(*one)
        return
    from mkdocs_praxis.gate.many import check_many

    broken: list[tuple[Path, PraxisError]] = []

    def tasks() -> "Iterator[Task]":
        for name in names:
            try:
                yield task(name)
            except PraxisError as error:
                broken.append((Path(name), error))

    for result in check_many(tasks(), jobs):
        yield result
        while broken:
            yield broken.pop()
    yield from broken


@click.command()
@click.argument("rule_name", required=False, metavar="[RULE]")
@language_option
def explain(rule_name: str | None, lang: str) -> None:
    """Say what a rule means, why, by which law with what certainty, and how to mend it."""
    from mkdocs_praxis.policy.rules import all_rules, page_text, rule

    if not rule_name:
        for one in all_rules():
            click.echo(beside(f"{one.code}  {one.name:<24} ", said_in(lang, one.title)))
        return

    t = translator(lang, "report")
    one = rule(rule_name)
    cases = {"flagged": t("reported"), "fine": t("fine")}
    click.echo(f"{one.name} ({one.code}), {t(one.severity.value)}\n{beside('', said_in(lang, one.title))}\n")
    click.echo(beside(f"{t('why'):<8}", said_in(lang, one.why)))
    click.echo(beside(f"{t('fix'):<8}", said_in(lang, one.fix)))
    click.echo(beside(f"{t('law'):<8}", f"{'; '.join(one.law)} ({t(one.certainty.value)})") + "\n")
    text = flowing(page_text(one.name, lang))
    click.echo(re.sub(r"(?m)^(```\w+) (flagged|fine)$", lambda m: f"{m[1]} {cases[m[2]]}", text))


@click.command()
@click.argument("query", required=False)
@language_option
def vendors(query: str | None, lang: str) -> None:
    """Say who is behind a host or name, what it learns, and what to do instead. Without QUERY: all vendors."""
    from mkdocs_praxis.vendors import catalogue

    known, t = catalogue(), translator(lang, "vendors")
    if not query:
        for category, vendor in sorted((t(v.category), v) for v in known):
            click.echo(f"{category:<22} {vendor.id:<28} {vendor.name}")
        return
    found = list(known.search(query))
    if not found:
        what = "nothing known about {query}; every foreign host is forbidden all the same"
        if name := known.name_of_host(query):
            what = "{query}: {name}, not in the catalogue"
        raise PraxisError(msg(what, query=query, name=name))
    for vendor in found:
        where = ", ".join(p for p in (vendor.operator, vendor.country) if p)
        click.echo(f"{vendor.name} ({vendor.id}, {t(vendor.category)}){' – ' + where if where else ''}")
        said = {
            "hosts": ", ".join(vendor.hosts),
            "licence": vendor.licence,
            "learns": said_in(lang, vendor.learns) if vendor.learns else "",
            "instead": said_in(lang, vendor.instead) if vendor.instead else "",
        }
        for label, text in said.items():
            if text:
                click.echo(beside(f"  {t(label):<11} ", text))
        click.echo("")


def flowing(text: str) -> str:
    """Return Markdown whose paragraphs break within the terminal, if it is shown on one; headings and code stay as they are."""
    return re.sub(
        r"(?ms)^```.*?^```$|^(?![#\n])(- )?(.+?)(?=\n\n|\n- |\n```|\s*\Z)",
        lambda part: beside(part[1] or "", part[2]) if part[2] else part[0],
        text,
    )
