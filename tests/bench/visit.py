"""Visits of cases by real Chromiums that can reach nothing but their sinks."""

import asyncio
import base64
import contextlib
import hashlib
import json
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import trustme
from playwright.async_api import BrowserContext, Error, Page, Playwright, async_playwright

from mkdocs_praxis.browser.sink import FOREIGN_IP, LOOPBACK, Sink
from tests.bench.case import Case, topics
from tests.bench.sink import BLANK_HOST, OWN_HOST, CaseSink

_ORIGIN = f"https://{OWN_HOST}"
# Where a case is left for. Of the same site, so that the window keeps its process: to start one costs as much as the visit.
_BLANK = f"https://{BLANK_HOST}/"
_QUIET = 0.25  # seconds without any contact: the page has done what it does
_PATIENCE = 2.0  # and no longer than this
_WINDOW = {"width": 780, "height": 493}
# What Chromium asks for itself, whatever the page (sign-in state, component lists, time).
_BROWSERS_OWN = (".google.com", ".googleapis.com", ".gvt1.com", ".gstatic.com")
_USE_THE_PAGE = """
() => {
  for (const details of document.querySelectorAll('details')) details.open = true;
  for (const element of document.querySelectorAll('a[href], button, input, select, textarea, [tabindex]')) element.focus();
  window.scrollTo(0, document.documentElement.scrollHeight);
}
"""
_LAY_OUT = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))"
_HOVER = """
() => [...document.querySelectorAll('a[href], button, summary, h1, p, div, img, li')].slice(0, 12)
  .map(element => element.getBoundingClientRect()).filter(box => box.width && box.height)
  .map(box => [box.x + box.width / 2, box.y + box.height / 2])
"""


@dataclass(slots=True)
class Observation:
    """The foreign hosts contacted: when the page opened and was used, without JavaScript, and after a click."""

    loaded: set[str] = field(default_factory=set)
    without_script: set[str] = field(default_factory=set)
    clicked: set[str] = field(default_factory=set)


def _flags(sink: Sink, profile: Path, pin: str) -> list[str]:
    # Patterns are matched against "host" and "host:443" alike, so they must tell an IPv4 or IPv6 address from both.
    patterns = [*(f"*.*.*.*{digit}" for digit in range(10)), "*:*:*"]
    literal_addresses = ",".join(f"MAP {pattern} {FOREIGN_IP}" for pattern in patterns)
    return [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        "--disable-features=OptimizationHints,MediaRouter,Translate",
        "--disable-backgrounding-occluded-windows",
        "--remote-debugging-port=0",
        f"--user-data-dir={profile}",
        f"--ignore-certificate-errors-spki-list={pin}",
        f"--testing-fixed-https-port={sink.tls_port}",
        f"--testing-fixed-http-port={sink.plain_port}",
        f"--host-resolver-rules={literal_addresses},EXCLUDE {LOOPBACK}",
        "about:blank",
    ]


class Visitor:
    """One Chromium with a sink of its own; it visits one case after the other in one window of an ordinary profile.

    Private windows do not follow dns-prefetch and preconnect, so contexts will not do; what a case stored is cleared
    after it, and its foreign hosts are its own, so that no cache hides a contact from a later case.
    """

    def __init__(
        self, playwright: Playwright, chromium_path: str, certificate: trustme.LeafCert, pin: str
    ) -> None:
        self._playwright, self._path, self._pin = playwright, chromium_path, pin
        self.sink = CaseSink(certificate)
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)

    async def __aenter__(self) -> Self:
        await self.sink.start()
        profile = Path(self._folder.name)
        resolver = {"mode": "secure", "templates": f"https://{LOOPBACK}:{self.sink.tls_port}/dns-query"}
        (profile / "Local State").write_text(json.dumps({"dns_over_https": resolver}))
        (profile / "Default").mkdir()
        # Distributions switch hints off by default; visitors' browsers have them on.
        (profile / "Default" / "Preferences").write_text(
            json.dumps({"net": {"network_prediction_options": 1}})
        )
        self._process = await asyncio.create_subprocess_exec(
            self._path,
            *_flags(self.sink, profile, self._pin),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        port = await self._debugging_port(profile / "DevToolsActivePort")
        browser = await self._playwright.chromium.connect_over_cdp(f"http://{LOOPBACK}:{port}")
        self._context: BrowserContext = browser.contexts[0]
        await self._open()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._process.terminate()
        await self._process.wait()
        await self.sink.stop()
        self._folder.cleanup()

    async def _debugging_port(self, file: Path) -> str:
        for _ in range(600):
            if lines := _lines(file):
                return lines[0]
            await asyncio.sleep(0.05)
        raise TimeoutError("Chromium did not start")

    async def observe(self, case: Case) -> Observation:
        """Visit a case as often as its expectation needs."""
        self.sink.site = case.files
        seen = Observation(loaded=await self._visit(case))
        if case.only == "no-script":
            seen.without_script = await self._visit(case, script=False)
        if case.click:
            seen.clicked = await self._visit(case, click=case.click)
        self.sink.site = {}
        return seen

    async def _open(self) -> None:
        """Open the window in which the cases are visited, and close all others."""
        self._page = await self._context.new_page()
        self._page.set_default_timeout(4000)
        self._page.on("dialog", lambda dialog: asyncio.ensure_future(_dismissed(dialog)))
        self._session = await self._context.new_cdp_session(self._page)
        await self._close_others()

    async def _close_others(self) -> None:
        for other in self._context.pages:
            if other is not self._page:
                with contextlib.suppress(Error):
                    await other.close()

    async def _visit(self, case: Case, *, script: bool = True, click: str = "") -> set[str]:
        page, session = self._page, self._session
        await session.send("Emulation.setScriptExecutionDisabled", {"value": not script})
        await page.set_viewport_size(_WINDOW)
        self.sink.seen.clear()
        with contextlib.suppress(Error):
            await page.goto(_ORIGIN + case.visit, wait_until="load")
        if click:
            with contextlib.suppress(Error):
                await page.click(click)
        else:
            await self._use(page, session)
        await asyncio.sleep(case.wait)
        await self._quiet()
        try:
            await page.goto(_BLANK)  # leaving: pagehide, unload and their beacons
        except Error:
            await self._open()
        await self._quiet()
        with contextlib.suppress(Error):
            await self._session.send("Storage.clearDataForOrigin", {"origin": _ORIGIN, "storageTypes": "all"})
        await self._close_others()
        expected = case.contacts | case.also | case.clicked
        return {host for host in self.sink.hosts() if host in expected or not host.endswith(_BROWSERS_OWN)}

    async def _use(self, page: Page, session: Any) -> None:
        """Do what a person does without deciding anything: scroll, open, hover, focus, print, switch to dark."""
        steps = (
            lambda: page.evaluate(_USE_THE_PAGE),
            lambda: self._hover(page),
            lambda: page.emulate_media(color_scheme="dark"),
            lambda: page.emulate_media(media="print"),
            lambda: page.evaluate(_LAY_OUT),
            lambda: page.emulate_media(media="screen", color_scheme="light"),
            lambda: page.set_viewport_size({"width": 360, "height": 640}),
            lambda: page.evaluate(_LAY_OUT),
            # What a window with an address bar does for its install button: manifest and its icons.
            lambda: session.send("Page.getAppManifest"),
            lambda: session.send("Page.getInstallabilityErrors"),
        )
        for step in steps:
            with contextlib.suppress(Error, TimeoutError):
                await asyncio.wait_for(step(), 4)

    async def _hover(self, page: Page) -> None:
        for x, y in await page.evaluate(_HOVER):
            await page.mouse.move(x, y)

    async def _quiet(self) -> None:
        count, waited = -1, 0.0
        while len(self.sink.seen) != count and waited < _PATIENCE:
            count = len(self.sink.seen)
            await asyncio.sleep(_QUIET)
            waited += _QUIET


def _lines(file: Path) -> list[str]:
    """Return the two lines of Chromium's port file once it is written."""
    lines = file.read_text().split() if file.exists() else []
    return lines if len(lines) == 2 else []


async def _dismissed(dialog: Any) -> None:
    with contextlib.suppress(Error):
        await dialog.dismiss()


async def _observe_all(chromium_path: str, cases: Sequence[Case], visitors: int) -> dict[str, Observation]:
    certificate = trustme.CA().issue_cert(OWN_HOST, LOOPBACK)
    key = _public_key(certificate.cert_chain_pems[0].bytes())
    pin = base64.b64encode(hashlib.sha256(key).digest()).decode()
    waiting = list(reversed(cases))
    seen: dict[str, Observation] = {}

    async def work(playwright: Playwright) -> None:
        async with Visitor(playwright, chromium_path, certificate, pin) as visitor:
            while waiting:
                case = waiting.pop()
                seen[case.id] = await visitor.observe(case)

    async with async_playwright() as playwright:
        await asyncio.gather(*(work(playwright) for _ in range(min(visitors, len(cases)))))
    _give_back_late_ones(cases, seen)
    return seen


def _give_back_late_ones(cases: Sequence[Case], seen: dict[str, Observation]) -> None:
    """A contact may arrive while the next case is open already: it belongs to the one case whose host it is."""
    uses = Counter(host for members in topics().values() for case in members for host in case.contacts)
    owner = {host: case.id for case in cases for host in case.contacts if uses[host] == 1}
    for case in cases:
        late = {host for host in seen[case.id].loaded if owner.get(host, case.id) != case.id}
        seen[case.id].loaded -= late
        for host in late:
            seen[owner[host]].loaded.add(host)


def _public_key(certificate: bytes) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key = x509.load_pem_x509_certificate(certificate).public_key()
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def observe(chromium_path: str, cases: Sequence[Case], visitors: int = 4) -> dict[str, Observation]:
    """Return what Chromium contacted, by case id."""
    # A thread of its own: Playwright's synchronous fixture keeps an event loop running in the tests' thread.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(_observe_all(chromium_path, cases, visitors))).result()


def main(names: list[str]) -> None:
    """Visit the cases of some topics (or with some ids) and print what Chromium contacted."""
    path = shutil.which("chromium") or "chromium"
    cases = [case for topic, members in topics().items() for case in members if {topic, case.id} & set(names)]
    for case_id, seen in observe(path, cases).items():
        print(
            case_id,
            *sorted(seen.loaded),
            *(
                f"{kind}: {sorted(hosts)}"
                for kind, hosts in (("no script", seen.without_script), ("click", seen.clicked))
                if hosts
            ),
        )


if __name__ == "__main__":
    main(sys.argv[1:])
