"""Pages that run script, and whether a policy confines them: their own, one from a header file, or one that the configuration declares."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from mkdocs_praxis.gate.excerpt import Lines
from mkdocs_praxis.policy.judge import Judge
from mkdocs_praxis.policy.model import Finding
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.walk import Contents
from mkdocs_praxis.web.contact import CLONED, Kind, OwnSite, Reading, Role
from mkdocs_praxis.web.site import SiteFile, SiteReading
from mkdocs_praxis.web.source import replaced_utf8

if TYPE_CHECKING:
    from mkdocs_praxis.gate.mentions import Named

RULE, BEYOND = "unconfined-script", "beyond-policy"
_UNASKED = frozenset([Kind.FRAME, Kind.CONNECTION])
_PAGES = frozenset(["html", "xml"])


class Running(NamedTuple):
    """A document that runs script, or holds a frame that may navigate the top window: what confinement depends on."""

    file: str
    url: str
    how: str
    line: int
    column: int
    scripts: tuple[str, ...]  # own addresses that it loads as scripts
    policies: tuple[str, ...]  # its own, as written
    guarded: bool  # the guard runs before all else
    leads: bool = False  # its inline code navigates frames, or a frame in it may navigate the top window
    runs: bool = True  # script of its own
    ahead: bool = False  # its speculation rules fetch links that scripts may make: no policy governs that
    # For a finding, if one is likely: looked up while the bytes were in memory.
    excerpt: tuple[str, int] | None = None
    named: "Named | None" = None


def running(file: str, url: str, reading: Reading) -> Running | None:
    """Return what confinement needs to know of a file; None when it runs no script and no frame in it may navigate the top window."""
    # Such a frame has an origin of its own: the guard of the page around it does not see what it does.
    strange = reading.page is not None and "iframe:top" in reading.page.uses
    runs = bool(reading.scripts or reading.own_scripts)
    if reading.how not in _PAGES or not (runs or strange):
        return None
    where = (reading.scripts[0].line, reading.scripts[0].column) if reading.scripts else (1, 1)
    from mkdocs_praxis.harden.frames import leads_frames  # most files run no script
    from mkdocs_praxis.harden.page import is_guard

    guarded = bool(reading.scripts) and is_guard(reading.scripts[0].text)
    leads = strange or any(leads_frames(script.text) for script in reading.scripts)
    ahead = runs and reading.page is not None and "links:ahead" in reading.page.uses
    return Running(
        file, url, reading.how, *where, reading.own_scripts, reading.policies, guarded, leads, runs, ahead
    )


def run_as_parts(files: Iterable[SiteFile]) -> Iterator[Running]:
    """Yield what runs script of the files that are used as something else than their names say."""
    for file in files:
        if (one := running(file.name, file.url, file.reading)) is not None:
            yield _as_part(one)


def _as_part(page: Running) -> Running:
    """Return what the server puts into the body of a page: nothing that stands in it confines it."""
    return page._replace(how="part", policies=(), guarded=False)


def looked_into(page: Running, own: OwnSite, data: bytes) -> Running:
    """Return a page with excerpt and named hosts for the finding it will likely be, so that its file is not read again."""
    from mkdocs_praxis.gate.mentions import naming

    shown = Lines(page.file, data).excerpt(page.line, page.column)
    return page._replace(excerpt=shown, named=naming(own).of(page.file, replaced_utf8(data)))


def cloned(reading: Reading) -> Reading:
    """Return a reading in which frames and connection hints inside `<template>` count as contacts: nothing else would stop them.

    A template's document has neither policy nor guard, whoever clones it. Markup in a textarea or script is text, which the guard sees.
    """
    held = (one.contact for one in reading.conditional if CLONED.activates(one.condition))
    asked = tuple(contact for contact in held if contact.kind in _UNASKED)
    return reading._replace(contacts=(*reading.contacts, *asked)) if asked else reading


def unconfined(
    pages: Sequence[Running],
    site: SiteReading,
    contents: Contents,
    judge: Judge,
    *,
    hardened: bool,
    headed: bool,
) -> Iterator[Finding]:
    """Yield a finding for every page whose script no policy confines, or whose code uses what no policy governs.

    After this check every page gets a policy of its own (`hardened`), and all files one by a header (`headed`).
    """
    from mkdocs_praxis.gate.mentions import Mentions
    from mkdocs_praxis.harden.code import beyond
    from mkdocs_praxis.harden.frames import is_frameless, leads_frames
    from mkdocs_praxis.harden.page import without_ours
    from mkdocs_praxis.policy import confining
    from mkdocs_praxis.web.csp import parse, parse_header, too_wide
    from mkdocs_praxis.web.sent import FILES, served

    own, text, around = site.own, contents.text, _around(site)
    files = {file.url: name for name, file in site.files.items()}
    named = {page.file: page.named for page in pages if page.named}
    mentions = cache(lambda: Mentions(text, files, own, named))  # seldom asked: most pages get a policy
    leads = cache(lambda address: address in files and leads_frames(text(files[address])))
    sent = served({name: text(name) for name in site.files if name.rpartition("/")[2].lower() in FILES})
    declared, accepted = parse_header(judge.policy.server_policy), _accepted(judge)

    def frameless(page: Running) -> bool:
        """Whether the page has no frame to navigate: libraries can navigate frames, and mostly there is none."""
        if page.how != "html" or page.file in around:
            return False
        _, *loaded = mentions().texts(page.file, page.url, page.scripts)
        return is_frameless(without_ours(text(page.file).encode()).decode(), loaded)

    def found(page: Running) -> Iterator[Finding]:
        where = page.line, page.column
        leading = page.leads or any(map(leads, page.scripts))
        if leading and not judge.allows(BEYOND, page.url) and not frameless(page):
            yield confining.beyond(judge, page.file, where, ("iframe.location",))
        if page.ahead and not judge.allows(BEYOND, page.url):
            yield confining.beyond(judge, page.file, where, ("speculationrules",))
        if not page.runs or (hardened and page.how == "html"):
            return
        policies = [*map(parse, page.policies), *sent.policies(page.file), *declared]
        wide = too_wide(policies, own, accepted) if not headed else ()
        if wide and not judge.allows(RULE, page.url):
            hosts = mentions().hosts(page.file, page.url, page.scripts, around.get(page.file, ()))
            yield confining.unconfined(judge, page.file, where, wide if policies else (), hosts)
        sure = wide or page.guarded  # told already, or closed
        means = () if sure else beyond(mentions().texts(page.file, page.url, page.scripts))
        if means and not judge.allows(BEYOND, page.url):
            yield confining.beyond(judge, page.file, where, means)

    parts = {name for _, name in _used_as(Role.PART, site)}
    for page in pages:
        for one in found(_as_part(page) if page.file in parts else page):
            shown = page.excerpt or Lines(page.file, contents.of(page.file)).excerpt(page.line, page.column)
            yield one._replace(excerpt=shown[0], excerpt_column=shown[1])


def _around(site: SiteReading) -> dict[str, list[str]]:
    """Return the pages that frame a page of the site, and may message its scripts, by its file."""
    around: dict[str, list[str]] = {}
    for page, framed in _used_as(Role.FRAME, site):
        around.setdefault(framed, []).append(page)
    return around


def _used_as(role: Role, site: SiteReading) -> Iterator[tuple[str, str]]:
    """Yield (page, file) for each file of the site that a page uses in this way."""
    for page in site.pages():
        using = any(use.role is role for use in page.reading.uses)
        for use, target in site.used(page) if using else ():
            if use.role is role:
                yield page.name, target.name


def _accepted(judge: Judge) -> frozenset[tuple[str, str]]:
    """Return the pairs of directive and source that allowances may add to a policy."""
    if not judge.policy.allowances:
        return frozenset()
    from mkdocs_praxis.harden.csp import widenings

    granted = set[tuple[str, str]]()
    for allowance in judge.policy.allowances:
        try:
            granted.update(widenings([(allowance.pattern, allowance.rule)]))
        except PraxisError:  # no policy can say it, so none holds it
            continue
    return frozenset(granted)
