"""Schedules the visits of a site's pages, and saves progress in a state file."""

import asyncio
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.async_api import async_playwright

from mkdocs_praxis.browser.find import chromium
from mkdocs_praxis.browser.options import ProofOptions
from mkdocs_praxis.browser.process import certificate
from mkdocs_praxis.browser.sink import Sink
from mkdocs_praxis.browser.visit import MODES, Visit, Visitor
from mkdocs_praxis.files import given, regular_files
from mkdocs_praxis.harden.servers import sent_by
from mkdocs_praxis.plain import plain, typed
from mkdocs_praxis.problem import PraxisError, msg
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.url import resolve


class PageVisits(NamedTuple):
    """All visits of one page, in the modes of MODES."""

    file: str
    url: str
    digest: str
    visits: tuple[Visit, ...]


async def visit_all(
    pages: list[tuple[str, str, str]], directory: Path | None, own: OwnSite, options: ProofOptions
) -> list[PageVisits]:
    """Visit all pages, several browsers at a time; raises PraxisError when time runs out before the last."""
    url = resolve(own.url, "about:blank")
    if url is None:
        raise PraxisError(msg("{url} is no web address", url=own.url))
    host = url.host + (f":{url.port}" if url.port else "")
    leaf, pin = certificate(url.host)
    path = chromium()
    prefix = "/" + own.url.split("/", 3)[3]
    files = regular_files(directory) if directory else {}
    sent = sent_by(files, ours=True), sent_by(files, ours=False)
    tour = _Tour(pages, own, options, follow=directory is None)

    async def work() -> None:
        sink = Sink(leaf, host, prefix, directory, sent)
        async with Visitor(playwright, path, sink, pin) as visitor:
            while (page := await tour.next()) is not None:
                visits = tuple([await visitor.visit(page[1], url.origin, mode) for mode in MODES])
                tour.seen(PageVisits(*page, visits))

    number = options.visitors if directory is None else min(options.visitors, len(tour.waiting))
    async with async_playwright() as playwright:
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(number):
                    group.create_task(work())
        except BaseExceptionGroup as several:  # one of them is enough for the message
            raise several.exceptions[0] from None
    if tour.waiting:
        raise PraxisError(
            msg(
                "time ran out after {done} pages; {waiting} wait",
                done=len(tour.done),
                waiting=len(tour.waiting),
            ),
            fix=msg("go on with the same command: {state} remembers what was done", state=options.state)
            if options.state
            else "give more time, or `--state FILE` to go on later",
        )
    return sorted(tour.done, key=lambda one: one.file)


class _Tour:
    """The queue of pages; for a server, linked pages are added."""

    def __init__(
        self, pages: list[tuple[str, str, str]], own: OwnSite, options: ProofOptions, *, follow: bool
    ) -> None:
        known = dict(_remembered(options.state))
        self.done: list[PageVisits] = []
        self.waiting: list[tuple[str, str, str]] = []
        self._own, self._options, self._follow = own, options, follow
        self._listed: set[str] = set()
        self._busy = 0
        self._end = time.monotonic() + options.seconds if options.seconds else None
        for page in pages:
            self._listed.add(page[1])
            old = known.get((page[0], page[2])) if not follow else None
            if old:
                self.done.append(old)
            else:
                self.waiting.append(page)

    async def next(self) -> tuple[str, str, str] | None:
        """Return the next page; None when all is done or time has run out. A page still open may lead to further ones."""
        while not (self._end and time.monotonic() > self._end):
            if self.waiting:
                self._busy += 1
                return self.waiting.pop(0)
            if not self._busy:
                break
            await asyncio.sleep(0.1)
        return None

    def seen(self, one: PageVisits) -> None:
        """Record the visits of a page."""
        self._busy -= 1
        self.done.append(one)
        if self._options.state is not None:
            with self._options.state.open("a", encoding="utf-8") as file:
                file.write(json.dumps(plain(one), ensure_ascii=False) + "\n")
        if self._follow:
            for link in one.visits[0].links:
                self._add(link)
        if self._options.progress:
            self._options.progress(len(self.done), len(self._listed))

    def _add(self, link: str) -> None:
        address = _page(link, self._own, self._options.site)
        enough = self._options.sample is not None and len(self._listed) >= self._options.sample
        if address is not None and address not in self._listed and not enough:
            self._listed.add(address)
            self.waiting.append((address, address, ""))


def unvisited(done: list[PageVisits], own: OwnSite, site: str) -> set[str]:
    """Return the pages of a server that visited pages link to, but that were not visited."""
    linked = {_page(link, own, site) for one in done for link in one.visits[0].links}
    return {page for page in linked if page is not None} - {one.url for one in done}


def _page(link: str, own: OwnSite, site: str) -> str | None:
    """Return the URL of the linked page, if it is on this server, by its own address or that of the site; else None."""
    address = link.partition("#")[0].partition("?")[0]
    if site and (below := _bare(address)).startswith(_bare(site)):
        address = own.url + below.removeprefix(_bare(site))
    last = address.rpartition("/")[2]
    is_page = "." not in last or last.lower().endswith((".html", ".htm", ".xhtml"))
    return address if is_page and address.startswith(own.url) else None


def _bare(address: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", address)


def _remembered(state: Path | None) -> Iterator[tuple[tuple[str, str], PageVisits]]:
    if state is None or not state.is_file():
        return
    lines = given(state).decode("utf-8", "replace").splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        if number == len(lines) and not line.endswith("\n"):
            continue  # an incomplete line of an interrupted run: visit that page again
        try:
            one: PageVisits = typed(PageVisits, json.loads(line))
        except (ValueError, TypeError, RecursionError):
            raise PraxisError(
                "this line is no state of praxis prove", file=str(state), line=number, fix="name a new file"
            ) from None
        if tuple(visit.mode for visit in one.visits) == MODES:
            yield (one.file, one.digest), one
