"""Visiting every page of a site with a real browser, and judging what it did by the same rules as the gate."""

import asyncio
import hashlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from mkdocs_praxis.browser.find import chromium, require_playwright
from mkdocs_praxis.browser.judging import findings_of
from mkdocs_praxis.browser.visit import MODES, Mode, Visit, Visitor, certificate
from mkdocs_praxis.gate import Options, check
from mkdocs_praxis.policy.model import Finding, Policy, Report
from mkdocs_praxis.problem import PraxisError, Problem
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.url import path_to_url, resolve


@dataclass(frozen=True, slots=True)
class ProofOptions:
    """How to prove: at most `sample` pages (evenly chosen), `visitors` browsers, at most `seconds` in all, resumed from `state`."""

    policy: Policy = field(default_factory=Policy)
    sample: int | None = None
    visitors: int = 2
    seconds: float | None = None
    state: Path | None = None
    progress: Callable[[int, int], None] | None = None


@dataclass(frozen=True, slots=True)
class PageVisits:
    """All visits of one page, in the modes of MODES."""

    file: str
    url: str
    digest: str
    visits: tuple[Visit, ...]


def prove(target: str, own: OwnSite, options: ProofOptions) -> tuple[Report, float]:
    """Visit the pages of a directory, or of a server on this machine; return the report and the pages per second.

    Raises PraxisError when no browser or Playwright is there, when the address is not of this machine, or when time ran
    out before every page was visited (what was done is in the state file then).
    """
    require_playwright()
    directory = None if "://" in target else Path(target)
    if directory is not None:
        base = check(directory, own, Options(options.policy))
        pages = _pages(directory, own)
    else:
        own = _loopback(target)
        base = Report(target, own, options.policy, 0, (), (), ())
        pages = [(own.url, own.url, "")]
    chosen = _sampled(pages, options.sample)
    started = time.monotonic()
    done = asyncio.run(_all(chosen, directory, own, options))
    rate = len(done) / max(time.monotonic() - started, 0.001)
    found: list[Finding] = list(base.findings)
    for one in done:
        found += findings_of(
            one.file, one.visits, own, options.policy, base if directory is not None else None
        )
    report = replace(
        base,
        findings=tuple(found),
        how=base.how | {"visited in a browser": len(done)},
        files=base.files or len(done),
    )
    return report, rate


def _pages(directory: Path, own: OwnSite) -> list[tuple[str, str, str]]:
    found = []
    for path in sorted(directory.rglob("*")):
        if path.suffix.lower() in {".html", ".htm", ".xhtml"} and path.is_file() and not path.is_symlink():
            name = path.relative_to(directory).as_posix()
            found.append(
                (
                    name,
                    own.url + path_to_url(name).replace(" ", "%20"),
                    hashlib.sha256(path.read_bytes()).hexdigest(),
                )
            )
    if not found:
        raise PraxisError(
            Problem("there is no HTML page to visit", str(directory), fix="build the site first")
        )
    return found


def _sampled(pages: list[tuple[str, str, str]], sample: int | None) -> list[tuple[str, str, str]]:
    if not sample or sample >= len(pages):
        return pages
    return [pages[i * len(pages) // sample] for i in range(sample)]


def _loopback(target: str) -> OwnSite:
    url = resolve(target, "about:blank")
    if url is None or url.scheme != "http" or url.host not in {"127.0.0.1", "localhost", "::1"}:
        raise PraxisError(
            Problem(
                f"{target} is not on this machine",
                why="the proof contacts nobody; a site out there is checked by its files (`praxis check`) and compared by `praxis verify`",
                fix="serve the built site here, such as http://127.0.0.1:8000/, or give its directory",
            )
        )
    return OwnSite(url.href if url.href.endswith("/") else url.href + "/")


async def _all(
    pages: list[tuple[str, str, str]], directory: Path | None, own: OwnSite, options: ProofOptions
) -> list[PageVisits]:
    from playwright.async_api import async_playwright

    from mkdocs_praxis.browser.sink import Sink

    url = resolve(own.url, "about:blank")
    if url is None:
        raise PraxisError(Problem(f"{own.url} is no web address"))
    host = url.host + (f":{url.port}" if url.port else "")
    leaf, pin = certificate(url.host)
    path = chromium()
    known = dict(_remembered(options.state))
    waiting = [p for p in reversed(pages) if (p[0], p[2]) not in known]
    done = [known[p[0], p[2]] for p in pages if (p[0], p[2]) in known]
    deadline = time.monotonic() + options.seconds if options.seconds else None
    prefix = "/" + own.url.split("/", 3)[3]

    async def work() -> None:
        sink = Sink(leaf, host, prefix, directory, upstream=None if directory else own.url)
        async with Visitor(playwright, path, sink, pin) as visitor:
            while waiting and not (deadline and time.monotonic() > deadline):
                file, address, digest = waiting.pop()
                visits = tuple([await visitor.visit(address, url.origin, mode) for mode in MODES])
                one = PageVisits(file, address, digest, visits)
                done.append(one)
                _remember(options.state, one)
                if options.progress:
                    options.progress(len(done), len(pages))

    async with async_playwright() as playwright:
        await asyncio.gather(*(work() for _ in range(max(1, min(options.visitors, len(waiting))))))
    if waiting:
        raise PraxisError(
            Problem(
                f"time ran out after {len(done)} of {len(pages)} pages",
                fix=f"go on with the same command: {options.state} remembers what was done"
                if options.state
                else "give more time, or `--state FILE` to go on later",
            )
        )
    return sorted(done, key=lambda one: one.file)


def _remember(state: Path | None, one: PageVisits) -> None:
    if state is not None:
        with state.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")


def _remembered(state: Path | None) -> Iterator[tuple[tuple[str, str], PageVisits]]:
    from mkdocs_praxis.browser.sink import Seen

    if state is None or not state.is_file():
        return
    for line in state.read_text(encoding="utf-8").splitlines():
        try:
            data = json.loads(line)
        except ValueError:  # a line cut off when the last run was stopped: that page is visited again
            continue
        visits = tuple(
            Visit(
                Mode(**v["mode"]),
                {h: [Seen(**s) for s in seen] for h, seen in v["contacts"].items()},
                {u: (r[0], r[1]) for u, r in v["requests"].items()},
                v["violations"],
                v["stored"],
                v["failed"],
            )
            for v in data["visits"]
        )
        yield (data["file"], data["digest"]), PageVisits(data["file"], data["url"], data["digest"], visits)
