"""The end of a build: the output is judged, hardened and published, or set aside."""

import contextlib
import hashlib
import json
from collections.abc import Collection, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_praxis.files import rewrite, sha256_of
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.plain import plain
from mkdocs_praxis.plugin.edits import edits_between, fits, undated
from mkdocs_praxis.plugin.outcome import log, report_text, stopped_by
from mkdocs_praxis.plugin.output import Output
from mkdocs_praxis.plugin.pages import options_of, replace_late
from mkdocs_praxis.plugin.places import config_file, display_path, hook_files, override_files
from mkdocs_praxis.plugin.reports import release, write_reports
from mkdocs_praxis.plugin.state import Build, config_folder
from mkdocs_praxis.plugin.store import Edits, Passed
from mkdocs_praxis.policy.model import Level, Report
from mkdocs_praxis.problem import PraxisError, msg
from mkdocs_praxis.walk import Entry, listed
from mkdocs_praxis.web.shared import edited

if TYPE_CHECKING:
    from mkdocs_praxis.gate import Inspection

# By file, what hardening changes in it; None where that is too much to keep.
_Changes = dict[str, Edits | None]
_DATED = "~"  # behind what is not the SHA-256 of a whole file
_WHOLE = 1 << 20  # bytes: a file up to this size is read in one go
_TICK = 20_000_000  # ns: the clock by which files are dated goes in steps, of at most 15.6 ms (Windows)


def conclude(build: Build, config: MkDocsConfig, output: Output | None, *, draft: bool) -> Report:
    """Judge every file of a site, whoever put it there; a `draft` may lack facts.

    One that passes is hardened and put in its place; one that does not is set aside, and ends the build. A preview has no
    `output`: there the site stays as it lies. Raises PraxisError.
    """
    site = Path(config.site_dir)
    if output is not None:
        output.check(site)
    files = _settled(build, site)
    if output is None:
        report = _inspected(build, config, site, files, draft=draft).report
        write_reports(build, report)
        return report
    passed = _passed(build, config, output, files, draft=draft)
    config.site_dir = str(output.target)
    report = passed.report._replace(site=display_path(output.target))
    for line in passed.said:
        log.info("%s", line)
    write_reports(build, report)
    release(build, output, report, passed.changed)
    return report


def _settled(build: Build, site: Path) -> list[Entry]:
    """Finish the files on disk before they are judged (embeds in late pages, photo metadata); return the files there are."""
    files = listed(site)
    changed = replace_late(build, files)
    if build.facts is not None:
        from mkdocs_praxis.components.metadata import strip_metadata
        from mkdocs_praxis.plugin.media import drop_originals

        drop_originals(site, build.given)
        strip_metadata(site)
    return listed(site) if changed or build.facts is not None else files


def _passed(build: Build, config: MkDocsConfig, output: Output, files: list[Entry], *, draft: bool) -> Passed:
    """Return the result for a site that passes: from the cache if a build of exactly the same passed before, else by judging it. Raises PraxisError."""
    store, site = build.store, output.folder
    before, digests = store.last_passed, _digests_of(files) if store.on else {}
    key = _key(build, config, digests, before.sought, draft=draft) if before and digests else ""
    passed = store.passed(key) if key else None
    try:
        if passed is None or not _fits(passed, files):
            return _judged(build, config, output, files, digests, draft=draft)
    finally:
        store.save()
    for name, edits in passed.changed.items():
        if name in digests:
            rewrite(site / name, partial(edited, edits=edits))
        else:
            (site / name).write_bytes(edited(b"", edits))
    hashes = {name: "" if digest.endswith(_DATED) else digest for name, digest in digests.items()}
    return passed._replace(report=passed.report._replace(hashes=hashes))


def _fits(passed: Passed, files: Iterable[Entry]) -> bool:
    """Whether cached edits fit: they change files that are there, or add a header file at the root."""
    sizes = {file.name: file.size for file in files}
    return all(
        fits(edits, sizes.get(name, 0)) and (name in sizes or "/" not in name)
        for name, edits in passed.changed.items()
    )


def _digests_of(files: Iterable[Entry]) -> dict[str, str]:
    """Return the SHA-256 of every file of a site by name; {} when one is no regular file, or cannot be read.

    That of a page with a build date leaves the date out, and ends in _DATED.
    """
    digests = {}
    for file in files:
        if file.unreadable:
            return {}
        try:
            data = b"" if file.size > _WHOLE else Path(file.path).read_bytes()
            rest = undated(data)
            digest = hashlib.sha256(rest).hexdigest() if data else sha256_of(file.path)
        except OSError:
            return {}
        digests[file.name] = digest + _DATED[: len(rest) < len(data)]
    return digests


def _key(
    build: Build, config: MkDocsConfig, digests: dict[str, str], sought: Collection[str], *, draft: bool
) -> str:
    """Return the digest of all that the result depends on besides this program: files, settings, facts and the day.

    So it does on the authors' sources of the files in `sought`.
    """
    rules = build.rules
    dated = build.facts is not None or rules.allowances or rules.level is Level.STRICT or build.sensitive
    copied = [path for place, path in build.found[1].items() if place in sought]
    shared, folders = build.options.shared_facts, [build.facts.folder] if build.facts is not None else []
    folders += [config_folder(config) / shared] if shared else []
    beside_pages = (
        *copied,
        *(path for folder in folders for path in folder.rglob("*")),
        *_others(build, config),
    )
    sources = [source for file, source in build.sources.items() if file in sought]
    written = dict.fromkeys([*sources, *map(str, beside_pages)])
    theme, docs = str(config.theme.name), display_path(Path(config.docs_dir))
    room = build.room.name, display_path(Path(build.room.name))  # another one in each build
    decides = (
        *(dict(build.options), build.own, rules, build.language, build.today if dated else None, draft),
        *(theme, docs, build.asks, build.written, build.hidden, build.sensitive, build.legal),
        {place: _outside(path, room) for place, path in build.given.items()},
        {_outside(path, room): _digest(path) for path in written},
        digests,
    )
    return hashlib.sha256(json.dumps(plain(decides), sort_keys=True, default=str).encode()).hexdigest()


def _outside(path: str, room: tuple[str, ...]) -> str:
    return next((path.removeprefix(one) for one in room if path.startswith(one)), path)


def _digest(path: str) -> str:
    try:
        return sha256_of(path)
    except OSError:
        return ""


def _judged(
    build: Build,
    config: MkDocsConfig,
    output: Output,
    files: list[Entry],
    digests: dict[str, str],
    *,
    draft: bool,
) -> Passed:
    """Judge a site and harden it; set aside one that does not pass, and end the build. Raises PraxisError."""
    site, hardens = output.folder, build.options.harden
    inspection = _inspected(build, config, site, files, draft=draft)
    report = inspection.report
    known = report.passed and digests
    key = _key(build, config, digests, inspection.sought, draft=draft) if known else ""
    changes: _Changes = {}
    if not report.passed:
        if hardens:  # who deploys it by hand all the same shall not harm anybody
            with contextlib.suppress(PraxisError):
                _harden(build, inspection, site, changes)
        rejected = output.reject()
        report = report._replace(site=display_path(rejected))
        write_reports(build, report)
        say = translator(build.language, "report")
        outcome = say("Build stopped; the output was set aside as {name}/.", name=rejected.name)
        raise stopped_by(report_text(report, outcome))
    said = _harden(build, inspection, site, changes, build.options.server) if hardens else ()
    if hardens and build.options.server:  # the next build reads the file that this one wrote
        report = report._replace(how={**report.how, "server": report.how.get("server") or 1})
    changed = {name: edits or () for name, edits in changes.items()}
    passed = Passed(report, said, changed, inspection.sought)
    if None not in changes.values():
        build.store.keep_passed(build.settings, key, passed)
    return passed


def _inspected(
    build: Build, config: MkDocsConfig, site: Path, files: list[Entry], *, draft: bool
) -> "Inspection":
    """Return the gate's inspection of a site."""
    from mkdocs_praxis.gate import MarkdownSources, Memory, inspect

    options = options_of(build)._replace(
        theme=_known_as(config),
        asks=tuple(build.asks),
        written=tuple(build.written),
        hidden=tuple(build.hidden),
        heads=build.options.harden and bool(build.options.server),
    )
    others = [display_path(path) for path in _others(build, config)]
    overrides = display_path(Path(config.theme.custom_dir)) if config.theme.custom_dir else ""
    docs = display_path(Path(config.docs_dir))
    theme = overrides if not config.theme.name else ""
    sources = MarkdownSources(build.sources, others, docs=docs, overrides=overrides, theme=theme)
    memory = build.store.memory(Memory)
    memory.expect(build.keys, build.finished - _TICK)
    inspection = inspect(site, build.own, options, sources, files)
    memory.end()
    if build.facts is None:
        return inspection
    from mkdocs_praxis.gate.practice import with_practice

    report = with_practice(inspection, build.facts, site, build.today, build.legal, build.given, draft=draft)
    return inspection._replace(report=report)


def _known_as(config: MkDocsConfig) -> str:
    """Return the theme whose settings a site's theme has: those of Bootswatch and others are made after MkDocs' own."""
    name = str(config.theme.name)
    return "mkdocs" if "highlightjs" in config.theme and name != "readthedocs" else name


def _others(build: Build, config: MkDocsConfig) -> list[Path]:
    """Return the files beside the pages that may be the source of a page's content: settings, hooks, template overrides, facts."""
    others = [config_file(config), *hook_files(config), *override_files(config)]
    if build.facts is not None:  # what a component shows was written there
        others += sorted(build.facts.folder.glob("*.yml"))
    return others


def _harden(
    build: Build, inspection: "Inspection", site: Path, changes: _Changes, server: str | None = None
) -> tuple[str, ...]:
    """Give each page its policy, widened by the allowances that were used; note the changes, and return messages for the log. Raises PraxisError."""
    from mkdocs_praxis.harden.csp import widenings
    from mkdocs_praxis.harden.servers import SERVERS
    from mkdocs_praxis.harden.site import Hardening, harden

    def seen(name: str, before: bytes, after: bytes) -> None:
        changes[name] = edits_between(before, after)

    granted = [(a.pattern, a.rule) for a, used in inspection.report.allowed if used]
    allow = build.rules.harden_allow
    how = Hardening(tuple(widenings(granted)), server, allow=allow, private=True, seen=seen)
    headers = site / SERVERS[server] if server else None
    before = headers.read_bytes() if headers and headers.is_file() else b""
    done = harden(site, build.own, how, inspection.reading)
    if done.uncovered:
        what = msg("no policy confines the script of {file}", file=done.uncovered[0])
        why = "the header for all files would be too long to name all inline code of the site"
        fix = "move the script out of this file, or write the header for it yourself"
        raise PraxisError(what, why=why, fix=fix)
    if headers is not None:
        seen(done.header_file, before, headers.read_bytes())
    return tuple(done.said(translator(build.language, "cli")))
