"""Visits every page of a site with a real browser, and judges the contacts by the rules of the gate."""

import asyncio
import hashlib
import time
from dataclasses import replace
from pathlib import Path

from mkdocs_praxis.browser.find import require_playwright
from mkdocs_praxis.browser.options import ProofOptions
from mkdocs_praxis.gate import Options, check
from mkdocs_praxis.policy.model import LEFT_OUT, VISITED, Finding, Report
from mkdocs_praxis.problem import PraxisError, msg
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.sent import FILES
from mkdocs_praxis.web.url import home, path_to_url, resolve


def prove(target: str, own: OwnSite, options: ProofOptions) -> tuple[Report, float]:
    """Visit the pages of a directory, or of a server on this machine (`own.url` may be "" there); return report and pages per second.

    Raises PraxisError if the browser or Playwright is missing, the URL is not on this machine, or time ran out before all pages
    were visited (the state file then has those that were).
    """
    require_playwright()
    # Deferred: these import Playwright, an optional dependency.
    from mkdocs_praxis.browser.judging import findings_of, unsent
    from mkdocs_praxis.browser.sink import answered
    from mkdocs_praxis.browser.tour import unvisited, visit_all

    directory = None if "://" in target else Path(target)
    if directory is not None:
        base = check(directory, own, Options(options.policy))
        pages = _pages(base, own)
    else:
        # What leads to the site's own address would stay on the server there.
        first = _loopback(target)
        options = replace(options, site=own.url)
        own = OwnSite(first.rpartition("/")[0] + "/", own.hosts | ({home(own).host} - {""}))
        base = Report(target, own, options.policy, 0, (), (), ())
        pages = [(first, first, "")]
        status = answered(first)[0]
        if not status or status >= 400:
            raise PraxisError(
                msg("the server answers {status} at {url}", status=status, url=first)
                if status
                else msg("no server answers at {url}", url=first),
                fix="serve the built site here, such as http://127.0.0.1:8000/, or give its directory",
            )
    chosen = _sampled(pages, options.sample)
    started = time.monotonic()
    done = asyncio.run(visit_all(chosen, directory, own, options))
    rate = len(done) / max(time.monotonic() - started, 0.001)
    found: list[Finding] = list(base.findings)
    for one in done:
        found += findings_of(
            one.file, one.visits, own, options.policy, base if directory is not None else None
        )
    if directory is None and options.policy.server_policy:
        found += unsent([(one.file, answered(one.url)[1]) for one in done], options.policy)
    left = len(pages) - len(chosen) if directory is not None else len(unvisited(done, own, options.site))
    how = {**base.how, VISITED: len(done), **({LEFT_OUT: left} if left else {})}
    return base._replace(findings=tuple(found), how=how), rate


def _pages(base: Report, own: OwnSite) -> list[tuple[str, str, str]]:
    """Return (file, URL, digest) of the pages that the gate could read; others, such as too large ones, are not visited.

    The digest includes the header files: if they change, the page must be visited again.
    """
    sent = "".join(
        base.hashes[name] for name in sorted(base.hashes) if name.rpartition("/")[2].lower() in FILES
    )
    refused = {unread.file for unread in base.unread}
    found = [
        (
            name,
            own.url + path_to_url(name).replace(" ", "%20"),
            hashlib.sha256(f"{digest}{sent}".encode()).hexdigest() if sent else digest,
        )
        for name, digest in sorted(base.hashes.items())
        if Path(name).suffix.lower() in {".html", ".htm", ".xhtml"} and digest and name not in refused
    ]
    if not found:
        raise PraxisError("there is no HTML page to visit", file=base.site, fix="build the site first")
    return found


def _sampled(pages: list[tuple[str, str, str]], sample: int | None) -> list[tuple[str, str, str]]:
    if not sample or sample >= len(pages):
        return pages
    return [pages[i * len(pages) // sample] for i in range(sample)]


def _loopback(target: str) -> str:
    """Return the address of the first page. Raises PraxisError if it is not on this machine."""
    url = resolve(target, "about:blank")
    if url is None or url.scheme != "http" or url.host not in {"127.0.0.1", "localhost", "::1"}:
        raise PraxisError(
            msg("{target} is not on this machine", target=target),
            why="the proof contacts nobody; a site out there is checked by its files (`praxis check`) and compared by `praxis verify`",
            fix="serve the built site here, such as http://127.0.0.1:8000/, or give its directory",
        )
    page = url.href.partition("#")[0].partition("?")[0]
    return page if page.endswith("/") or "." in page.rpartition("/")[2] else page + "/"
