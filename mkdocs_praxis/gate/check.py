"""Reading and judging every file of a site, in one process or several."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mkdocs_praxis.files import in_bytes
from mkdocs_praxis.gate.confine import Running, cloned, looked_into, run_as_parts, running, unconfined
from mkdocs_praxis.gate.excerpt import Lines, with_excerpt, with_excerpts
from mkdocs_praxis.gate.mends import advice, each_once, of_whole_file, reason, with_better_fix
from mkdocs_praxis.gate.reading import Inspector, Memory, Wanted, looked_at
from mkdocs_praxis.gate.sources import MarkdownSources
from mkdocs_praxis.gate.used import redirected, unnamed, used_otherwise
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.policy.judge import Judge
from mkdocs_praxis.policy.model import (
    FileReading,
    Finding,
    Level,
    Policy,
    Replacement,
    Report,
    SourceLine,
    Unread,
    Written,
)
from mkdocs_praxis.policy.rules import rule
from mkdocs_praxis.problem import Problem, translated
from mkdocs_praxis.safe import argument
from mkdocs_praxis.walk import Contents, Entry, listed
from mkdocs_praxis.web.contact import Contact, OwnSite, Reading, Trigger
from mkdocs_praxis.web.kinds import copied_from
from mkdocs_praxis.web.site import SiteFile, SiteReading
from mkdocs_praxis.web.source import replaced_utf8

if TYPE_CHECKING:
    from mkdocs_praxis.gate.drawn import Drawing


# Files whose text may name hosts though it was not read as what it is.
_TEXTS = (".css", ".html", ".js", ".json", ".mjs", ".svg", ".webmanifest", ".xhtml", ".xml", ".xsl", ".xslt")


class Options(NamedTuple):
    """How to check. `strict_pages` are output files judged by the level strict (`sensibel: true`); `today` decides what has expired."""

    policy: Policy = Policy()
    strict_pages: AbstractSet[str] = frozenset()
    today: dt.date | None = None
    jobs: int | None = None
    progress: Callable[[int, int], None] | None = None  # files done, files in all
    theme: str = ""  # name of the theme, whose settings may be the better fix
    # output file, and what replacing could not decide without its author
    asks: tuple[tuple[str, Problem], ...] = ()
    written: tuple[Written, ...] = ()  # findings in the authors' own files
    hidden: tuple[Finding, ...] = ()  # and in what no file shows any more
    hardens: bool = False  # every page gets a policy of its own after this check
    digests: bool = True  # hash every file, for the evidence
    heads: bool = False  # and the server's header file one for all files
    memory: Memory | None = None  # of earlier looks by this process; only with one job
    texts: AbstractSet[str] = frozenset()  # pages whose visible text the reading is to keep

    @property
    def day(self) -> dt.date:
        """The day that decides on expiry."""
        return self.today or dt.datetime.now(tz=dt.UTC).date()


class _Judged(NamedTuple):
    """The verdict on one file, small enough to be sent between processes."""

    findings: list[Finding]
    used: Counter[tuple[int, str]]
    links: Counter[str]
    runs: Running | None  # what confines it matters
    # scripts that draw parts of the page in the browser, if it has cards they may draw over
    drawing: "tuple[str, Drawing] | None" = None


def _judged(own: OwnSite, options: Options, file: SiteFile, held: bytes | str) -> _Judged:
    """Judge one file while its content (`held`) and its whole reading are in memory."""
    judge = Judge(options.policy, options.day)
    strict = file.name in options.strict_pages
    findings = list(judge.judge(FileReading(file.name, own.url, cloned(file.reading), strict)))
    links = Counter(c.host for c in file.reading.contacts if c.trigger is Trigger.LINK)
    runs = running(file.name, file.url, file.reading)
    if runs is not None and not (runs.policies or options.hardens or options.policy.server_policy):
        runs = looked_into(runs, own, in_bytes(held))
    drawing = None
    if file.reading.page is not None and file.reading.page.embeds:
        from mkdocs_praxis.gate.drawn import drawing_on

        drawing = file.name, drawing_on(held if isinstance(held, str) else replaced_utf8(held))
    return _Judged(with_excerpts(findings, held), judge.used, links, runs, drawing)


class Inspection(NamedTuple):
    """A site's report, and the reading it was made from."""

    report: Report
    reading: SiteReading
    sought: frozenset[str] = frozenset()  # output files for whose findings the authors' sources were searched


def check(
    directory: Path, own: OwnSite, options: Options | None = None, sources: MarkdownSources | None = None
) -> Report:
    """Read every file below `directory`, served at `own.url`, as a browser would and judge it by the policy.

    Raises FileNotFoundError, NotADirectoryError, or PraxisError if it is empty; whatever is wrong inside it is in the report.
    """
    return inspect(directory, own, options, sources).report


def _is_handler(file: SiteFile) -> bool:
    """Whether a file is the form handler that this package ships, byte for byte: what it does is known."""
    if file.name.rpartition("/")[2] != "formular.php":
        return False
    from mkdocs_praxis.practice.forms import digest

    return file.digest == digest()


def inspector_of(own: OwnSite, options: Options) -> Inspector[_Judged]:
    """Return what `looked_at` needs to read and judge each file of a site."""
    details = options.policy.practice or options.policy.level is Level.STRICT
    wanted = Wanted(details, options.strict_pages, options.texts, options.digests)
    if options.memory is not None:
        options.memory.begin((own, options.policy, options.day, options.hardens, details, options.digests))
    alone = options._replace(progress=None)  # a function of this process, which no other gets
    return Inspector(own, partial(_judged, own, alone), wanted, options.memory)


def inspect(
    directory: Path,
    own: OwnSite,
    options: Options | None = None,
    sources: MarkdownSources | None = None,
    files: list[Entry] | None = None,
) -> Inspection:
    """Do as `check`, and return the reading too. `files` are the files below the directory, if the caller has listed them."""
    options = options or Options()
    options = options._replace(today=options.day)
    files = listed(directory) if files is None else files
    results = list(looked_at(files, inspector_of(own, options), options.jobs, options.progress))
    site = SiteReading(own, (file for file, _ in results))
    judged = [said for _, said in results if said is not None]
    judge = Judge(options.policy, options.day)
    not_read = [file for file in site.files.values() if file.reading.unread is not None]
    declared = {file.name for file in not_read if _is_handler(file) or judge.allows("unread-file", file.url)}
    unread = [(file.name, file.reading.unread or "") for file in not_read if file.name not in declared]
    findings, links, let = [*options.hidden], Counter[str](), Counter[tuple[int, str]]()
    for said in judged:
        let.update(said.used)
        links.update(said.links)
        findings += said.findings
    contents = Contents(files)
    otherwise = list(used_otherwise(site, contents.of))
    findings += _besides(otherwise, site, contents, options, judge)
    if pages := [*(said.runs for said in judged if said.runs), *run_as_parts(otherwise)]:
        findings += unconfined(pages, site, contents, judge, hardened=options.hardens, headed=options.heads)
    let.update(judge.used)
    used = Counter(index for index, _ in let.elements())
    findings += (f._replace(source=SourceLine(f.file, f.line)) for f in judge.allowances(used))
    findings += _unread(unread, contents, own, judge) if unread else []
    findings += _of_others(options, judge)
    replaced = list(_replaced(site))
    drawn: list[tuple[Replacement, str]] = []
    if replaced:
        from mkdocs_praxis.gate.drawn import drawn_over  # not needed by most sites

        drawing = dict(said.drawing for said in judged if said.drawing)
        drawn += drawn_over(site, replaced, findings, drawing, contents.text)
    findings += _drawn(drawn, contents, judge)
    if sources is not None:
        findings = [f if f.source else f._replace(source=sources.locate(f)) for f in findings]
    findings = _mended(findings, site, contents, options, sources or MarkdownSources({}), str(directory))
    report = Report(
        site=str(directory),
        own=own,
        policy=options.policy,
        files=len(files),
        findings=tuple(sorted(findings, key=lambda f: (f.file, f.line, f.column, f.rule.code))),
        unread=tuple(Unread(name, why) for name, why in unread),
        declared=tuple(Unread(f.name, f.reading.unread or "") for f in not_read if f.name in declared),
        replaced=tuple(one for one in replaced if all(one is not link for link, _ in drawn)),
        allowed=tuple((a, used[i]) for i, a in enumerate(options.policy.allowances)),
        let=tuple((options.policy.allowances[i], host, n) for (i, host), n in sorted(let.items()) if host),
        how=dict(Counter(file.reading.how for file in site.files.values())),
        hashes={file.name: file.digest for file in site.files.values()},
        links=dict(sorted(links.items())),
    )
    return Inspection(report, site, frozenset(sources.sought) if sources is not None else frozenset())


def _unread(
    unread: list[tuple[str, str]], contents: Contents, own: OwnSite, judge: Judge
) -> Iterator[Finding]:
    """Yield findings on files that were not read, with the hosts that a text names nevertheless."""
    from mkdocs_praxis.gate.mentions import naming  # not needed by most sites

    for name, why in unread:
        told, fix = (say(why, judge.policy.language) for say in (reason, partial(advice, name)))
        text = contents.text(name) if name.endswith(_TEXTS) else ""
        named = naming(own).of(name, text).hosts
        hosts = tuple(sorted(named, key=lambda host: -named[host]))
        yield judge.finding(rule("unread-file"), name, told, fix=fix, hosts=hosts)


def _of_others(options: Options, judge: Judge) -> Iterator[Finding]:
    """Yield findings that are not contacts: embeds without a target, and mistakes in authors' files."""
    for file, ask in options.asks:
        place = ask.line or 1, ask.column or 1
        found = judge.finding(rule("embed-without-target"), file, ask.what, *place, ask.fix or "")
        yield found._replace(excerpt=ask.excerpt or "")
    for one in options.written:
        yield _of_author(one, judge)


def _mended(
    findings: list[Finding],
    site: SiteReading,
    contents: Contents,
    options: Options,
    sources: MarkdownSources,
    directory: str,
) -> list[Finding]:
    """Return findings with the fix that fits this site: a setting of its theme, or to delete a file that no page names."""
    language = options.policy.language
    folder = "" if options.theme else argument(directory)
    better = [
        with_better_fix(
            f,
            options.theme,
            site.own,
            language,
            folder or sources.files(f.source),
            authors=sources.is_authors(f.source),
        )
        for f in each_once(findings)
    ]
    about = {f.file for f in better if f.contact is not None or f.rule.name == "opaque-script"}
    spare = unnamed(about, site, contents.of)
    fixes = {name: of_whole_file(name, site.files, spare, contents.of, language) for name in about}
    return [f._replace(fix=fixes.get(f.file) or f.fix) for f in better]


def _of_author(one: Written, judge: Judge) -> Finding:
    """Return the finding on something in an author's own file."""
    problem, t = one.problem, translator(judge.policy.language, "problem")
    file, line, column = problem.file or "mkdocs.yml", problem.line or 1, problem.column or 1
    what, fix = translated(problem.what, t), translated(problem.fix or "", t)
    found = judge.finding(
        rule(one.rule), file, what, line, column, fix, one.severity, source=SourceLine(file, line)
    )
    return found._replace(excerpt=problem.excerpt or "", excerpt_column=column)


def _replaced(site: SiteReading) -> Iterator[Replacement]:
    for file in site.pages():
        copy = copied_from(file.name) in site.files
        for one in file.reading.page.embeds if file.reading.page and not copy else ():
            yield Replacement(one.vendor, one.category, one.href, file.name, one.line)


def _drawn(links: list[tuple[Replacement, str]], contents: Contents, judge: Judge) -> Iterator[Finding]:
    """Yield findings on cards that a script of the page replaces by the embed again."""
    for link, by in links:
        import html  # not needed by most sites

        met = rule("link-drawn-over")
        detail = judge.t("{link}, by {script}", link=link.href, script=by)
        line = contents.text(link.file).split("\n")[link.line - 1]
        column = line.find(html.escape(link.href)) + 1 or 1
        found = judge.finding(met, link.file, judge.say(met, detail), link.line, column, vendor=link.vendor)
        yield with_excerpt(found, Lines(link.file, contents.of(link.file)))


def _besides(
    otherwise: list[SiteFile], site: SiteReading, contents: Contents, options: Options, judge: Judge
) -> Iterator[Finding]:
    """Yield findings on files used as something else than their names say, on what scripts of other files trigger, on redirects that a page meets."""
    active: dict[str, tuple[Contact, ...]] = dict(site.activated())
    for name, contact in redirected(site, contents.of):
        active[name] = (*active.get(name, ()), contact)
    readings = [(file.name, file.reading) for file in otherwise]
    readings += [(name, Reading(contacts=contacts)) for name, contacts in active.items()]
    for name, reading in readings:
        file = FileReading(name, site.own.url, reading, name in options.strict_pages)
        yield from with_excerpts(list(judge.judge(file)), contents.of(name))
