"""Reading and judging every file of a site, in one process or several."""

import datetime as dt
import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from mkdocs_praxis.gate.confine import Running, is_header_file, running, unconfined
from mkdocs_praxis.gate.excerpt import excerpt
from mkdocs_praxis.gate.mends import with_better_fix
from mkdocs_praxis.gate.sources import MarkdownSources
from mkdocs_praxis.gate.walk import Entry, content, entries
from mkdocs_praxis.policy.judge import Judge
from mkdocs_praxis.policy.model import (
    FileReading,
    Finding,
    Policy,
    Replacement,
    Report,
    Severity,
    Source,
    Unread,
)
from mkdocs_praxis.policy.rules import rule
from mkdocs_praxis.policy.verdict import Met
from mkdocs_praxis.problem import PraxisError, Problem
from mkdocs_praxis.web import read
from mkdocs_praxis.web.contact import OwnSite, Reading, Trigger
from mkdocs_praxis.web.site import activated

# Below this a second process costs more than it gives (measured: about 200 pages; docs/performance).
_PARALLEL_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Options:
    """How to check. `strict_pages` are output files that asked for the level strict; `today` decides on expiry."""

    policy: Policy = field(default_factory=Policy)
    strict_pages: frozenset[str] = frozenset()
    today: dt.date = field(default_factory=lambda: dt.datetime.now(tz=dt.UTC).date())
    jobs: int | None = None
    progress: Callable[[int, int], None] | None = None  # files done, files in all
    theme: str = ""  # its settings mend better than a rule's own words
    asks: tuple[tuple[str, Problem], ...] = ()  # output file and what the replacement has to ask its author
    hardens: bool = False  # every page gets its own policy once this is judged


@dataclass(slots=True)
class _Result:
    """What one file gave; small enough to be sent between processes."""

    file: str
    digest: str = ""
    how: str = ""
    unread: str | None = None
    findings: list[Finding] = field(default_factory=list)
    replaced: list[Replacement] = field(default_factory=list)
    links: Counter[str] = field(default_factory=Counter)
    used: Counter[int] = field(default_factory=Counter)
    together: Reading | None = (
        None  # what other files' scripts may bring to life here, or this file's elsewhere
    )
    runs: Running | None = None  # what confines it matters


def check(
    directory: Path, own: OwnSite, options: Options | None = None, sources: MarkdownSources | None = None
) -> Report:
    """Read every file below `directory` as a browser would and judge it by the policy.

    `own.url` is the address the directory is served at. Raises FileNotFoundError or NotADirectoryError when there is no
    such directory, PraxisError when it is empty; whatever is wrong inside it is in the report.
    """
    options = options or Options()
    if not directory.is_dir():
        raise NotADirectoryError(directory) if directory.exists() else FileNotFoundError(directory)
    listed = list(entries(directory))
    if not listed:
        raise PraxisError(
            Problem(
                "there is no file to check",
                str(directory),
                fix="build the site first, and name the folder that holds its pages",
            )
        )
    _keep_memory()
    results = list(_results(listed, own, options))
    judge = Judge(options.policy, options.today)
    used: Counter[int] = Counter()
    findings: list[Finding] = []
    for result in results:
        used.update(result.used)
        findings += result.findings
    findings += _activated(results, listed, own, options, judge)
    findings += _unconfined(results, listed, own, options, judge)
    used.update(judge.used)
    findings += (replace(f, source=Source(f.file, f.line)) for f in judge.allowances(used))
    findings += (
        judge.finding(rule("unread-file"), r.file, Met(1, 1, r.unread))
        for r in results
        if r.unread is not None
    )
    findings += (
        judge.finding(
            rule("embed-without-target"), file, Met(ask.line or 1, ask.column or 1, ask.what, ask.fix or "")
        )
        for file, ask in options.asks
    )
    language = options.policy.language[:2]
    findings = [with_better_fix(f, options.theme, own, language) for f in findings]
    if sources is not None:
        findings = [f if f.source else replace(f, source=sources.locate(f)) for f in findings]
    links: Counter[str] = Counter()
    for result in results:
        links.update(result.links)
    return Report(
        site=str(directory),
        own=own,
        policy=options.policy,
        files=len(listed),
        findings=tuple(sorted(findings, key=lambda f: (f.file, f.line, f.column, f.rule.code))),
        unread=tuple(Unread(r.file, r.unread) for r in results if r.unread is not None),
        replaced=tuple(x for r in results for x in r.replaced),
        allowed=tuple((a, used[i]) for i, a in enumerate(options.policy.allowances)),
        how=dict(Counter(r.how for r in results)),
        hashes={r.file: r.digest for r in results},
        links=dict(sorted(links.items())),
    )


def own_address(own: OwnSite, name: str) -> str:
    """Return the address at which a file of the output is served; an index.html at its folder's."""
    from mkdocs_praxis.web.url import path_to_url

    folder, _, last = name.rpartition("/")
    if last == "index.html":
        name = f"{folder}/" if folder else ""
    return own.url + path_to_url(name)


def _results(listed: list[Entry], own: OwnSite, options: Options) -> Iterator[_Result]:
    jobs = options.jobs if options.jobs is not None else _jobs(listed)
    total = len(listed)
    if jobs <= 1:
        done: Iterable[_Result] = (_one(entry, own, options) for entry in listed)
        for number, result in enumerate(done, 1):
            if options.progress:
                options.progress(number, total)
            yield result
        return
    from mkdocs_praxis.gate.processes import processes

    quiet = replace(options, progress=None)
    chunks = [listed[i : i + 64] for i in range(0, total, 64)]
    number = 0
    with processes(jobs) as pool:
        for some in pool.map(_several, chunks, [own] * len(chunks), [quiet] * len(chunks)):
            number += len(some)
            if options.progress:
                options.progress(number, total)
            yield from some


def _jobs(listed: list[Entry]) -> int:
    if sum(entry.size for entry in listed) < _PARALLEL_BYTES:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _several(chunk: list[Entry], own: OwnSite, options: Options) -> list[_Result]:
    return [_one(entry, own, options) for entry in chunk]


def _one(entry: Entry, own: OwnSite, options: Options) -> _Result:
    data = content(entry)
    if isinstance(data, str):
        return _Result(entry.name, unread=data)
    digest = hashlib.sha256(data).hexdigest()
    try:
        reading = read(entry.name, data, url=own_address(own, entry.name), own=own)
    except RecursionError:
        reading = Reading(unread="nested too deeply to be read")
    except Exception as error:  # noqa: BLE001 - whatever a reader trips over, the file is not clean
        reading = Reading(
            unread=f"the reader failed ({type(error).__name__}: {error}); this is a bug in mkdocs_praxis, please report it"
        )
    judge = Judge(options.policy, options.today)
    findings = list(
        judge.judge(FileReading(entry.name, own.url, reading, entry.name in options.strict_pages))
    )
    counted = [f for f in findings if f.severity is not Severity.NOTE]
    if counted:
        shown = {id(f): excerpt(data, f.line, f.column) for f in counted}
        findings = [_with_excerpt(f, shown.get(id(f))) for f in findings]
    return _Result(
        file=entry.name,
        digest=digest,
        how=reading.how,
        unread=reading.unread,
        findings=findings,
        replaced=[Replacement(e.vendor, e.category, e.href, entry.name, e.line) for e in reading.page.embeds]
        if reading.page
        else [],
        links=Counter(c.host for c in reading.contacts if c.trigger is Trigger.LINK),
        used=judge.used,
        together=Reading(
            conditional=reading.conditional,
            effects=reading.effects,
            uses=reading.uses,
        ),
        runs=running(entry.name, own_address(own, entry.name), reading),
    )


def _with_excerpt(finding: Finding, shown: tuple[str, int] | None) -> Finding:
    return finding if shown is None else replace(finding, excerpt=shown[0], excerpt_column=shown[1])


def _keep_memory() -> None:
    """Let the C library keep the memory of freed parse trees: page after page needs it again.

    One large block freed raises glibc's threshold for handing memory back; it is never touched, so it costs nothing.
    """
    block = bytes(31 << 20)
    del block


def _activated(
    results: list[_Result], listed: list[Entry], own: OwnSite, options: Options, judge: Judge
) -> Iterator[Finding]:
    """Yield findings on what one file holds and another file's script brings to life."""
    at = {own_address(own, entry.name): entry for entry in listed}
    readings = {own_address(own, r.file): r.together for r in results if r.together is not None}
    for url, contacts in activated(readings).items():
        entry = at[url]
        data = content(entry)
        file = FileReading(
            entry.name, own.url, Reading(contacts=contacts), entry.name in options.strict_pages
        )
        for finding in judge.judge(file):
            shown = excerpt(data, finding.line, finding.column) if isinstance(data, bytes) else None
            yield _with_excerpt(finding, shown)


def _unconfined(
    results: list[_Result], listed: list[Entry], own: OwnSite, options: Options, judge: Judge
) -> Iterator[Finding]:
    """Yield findings on pages that run script without a policy that confines it."""
    pages = [result.runs for result in results if result.runs is not None]
    if not pages:
        return
    named = {entry.name: entry for entry in listed}

    def text(name: str) -> str | None:
        data = content(named[name])
        return data.decode("utf-8", "replace") if isinstance(data, bytes) else None

    headers = {name: text(name) or "" for name in named if is_header_file(name)}
    files = {own_address(own, name): name for name in named}
    for finding in unconfined(pages, text, headers, files, own, judge, hardens=options.hardens):
        data = content(named[finding.file])
        shown = excerpt(data, finding.line, finding.column) if isinstance(data, bytes) else None
        yield _with_excerpt(finding, shown)
