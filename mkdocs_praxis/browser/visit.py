"""One Chromium that can reach nothing but its sink, and what it does on a page."""

import asyncio
import base64
import contextlib
import hashlib
import json
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import trustme
from playwright.async_api import BrowserContext, CDPSession, Error, Page, Playwright

from mkdocs_praxis.browser.sink import FOREIGN_IP, LOOPBACK, Seen, Sink

QUIET = 0.25  # seconds without any contact: the page has done what it does
PATIENCE = 3.0  # and no longer than this
# What Chromium asks for itself, whatever the page (sign-in state, component lists, time); a page's own contact with one of
# them shows in the page's network events.
_BROWSERS_OWN = (".google.com", ".googleapis.com", ".gvt1.com", ".gstatic.com")
_USE = """
() => {
  for (const details of document.querySelectorAll('details')) details.open = true;
  for (const field of document.querySelectorAll('input[type=search], input[type=text], input:not([type])')) {
    field.focus(); field.value = 'praxis'; field.dispatchEvent(new Event('input', {bubbles: true}));
    field.dispatchEvent(new KeyboardEvent('keyup', {bubbles: true, key: 's'}));
  }
  for (const element of [...document.querySelectorAll('a[href], button, select, textarea, [tabindex]')].slice(0, 300)) element.focus();
  window.scrollTo(0, document.documentElement.scrollHeight);
}
"""
_BOXES = """
() => [...document.querySelectorAll('a[href], button, summary, h1, p, img, li')].slice(0, 12)
  .map(element => element.getBoundingClientRect()).filter(box => box.width && box.height)
  .map(box => [box.x + box.width / 2, box.y + box.height / 2])
"""
_STORED = """
async () => ({
  localStorage: Object.keys(localStorage), sessionStorage: Object.keys(sessionStorage),
  indexedDB: indexedDB.databases ? (await indexedDB.databases()).map(d => d.name) : [],
  caches: 'caches' in window ? await caches.keys() : [],
  'service worker': 'serviceWorker' in navigator ? (await navigator.serviceWorker.getRegistrations()).map(r => r.scope) : [],
})
"""


@dataclass(frozen=True, slots=True)
class Mode:
    """How a page is visited."""

    name: str
    script: bool = True
    policy: bool = True


MODES = (Mode("with policy"), Mode("without script", script=False), Mode("without policy", policy=False))


@dataclass(slots=True)
class Visit:
    """What one visit of a page did."""

    mode: Mode
    contacts: dict[str, list[Seen]] = field(default_factory=dict)
    requests: dict[str, tuple[str, str]] = field(
        default_factory=dict
    )  # foreign address → resource type, initiator
    violations: list[str] = field(default_factory=list)
    stored: dict[str, list[str]] = field(default_factory=dict)
    failed: str = ""


def certificate(host: str) -> tuple[trustme.LeafCert, str]:
    """Return a certificate for the own host and the pin by which the browser accepts it and no other fault."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    leaf = trustme.CA().issue_cert(host, LOOPBACK)
    key = x509.load_pem_x509_certificate(leaf.cert_chain_pems[0].bytes()).public_key()
    spki = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return leaf, base64.b64encode(hashlib.sha256(spki).digest()).decode()


class Visitor:
    """A Chromium in an ordinary (not private) profile: private windows follow no dns-prefetch and no preconnect."""

    def __init__(self, playwright: Playwright, path: str, sink: Sink, pin: str) -> None:
        self._playwright, self._path, self._pin, self.sink = playwright, path, pin, sink
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
            *self._flags(profile),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        port = await self._port(profile / "DevToolsActivePort")
        browser = await self._playwright.chromium.connect_over_cdp(f"http://{LOOPBACK}:{port}")
        self._context: BrowserContext = browser.contexts[0]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._process.terminate()
        await self._process.wait()
        await self.sink.stop()
        self._folder.cleanup()

    def _flags(self, profile: Path) -> list[str]:
        literal = ",".join(f"MAP *{digit} {FOREIGN_IP}" for digit in range(10))
        return [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-component-update", "--disable-sync", "--disable-quic",
            "--disable-features=OptimizationHints,MediaRouter,Translate", "--disable-backgrounding-occluded-windows",
            "--remote-debugging-port=0", f"--user-data-dir={profile}", f"--ignore-certificate-errors-spki-list={self._pin}",
            f"--testing-fixed-https-port={self.sink.tls_port}", f"--testing-fixed-http-port={self.sink.plain_port}",
            f"--host-resolver-rules={literal},EXCLUDE {LOOPBACK}", "about:blank",
        ]  # fmt: skip

    async def _port(self, file: Path) -> str:
        for _ in range(600):
            lines = await asyncio.to_thread(_words, file)
            if len(lines) == 2:
                return lines[0]
            await asyncio.sleep(0.05)
        raise TimeoutError("Chromium did not start within 30 seconds")

    async def visit(self, url: str, origin: str, mode: Mode) -> Visit:
        """Open a page, use it as a person does without deciding anything, leave it, and return what happened."""
        self.sink.seen.clear()
        done = Visit(mode)
        page = await self._context.new_page()
        page.set_default_timeout(8000)
        session = await self._context.new_cdp_session(page)
        await self._watch(page, session, done, mode)
        try:
            await page.goto(url, wait_until="load", timeout=15000)
        except Error as error:
            done.failed = str(error).splitlines()[0]
        await self._use(page)
        await self._quiet()
        if mode.script:
            with contextlib.suppress(Error):
                stored = await page.evaluate(_STORED)
                done.stored = {kind: [str(k) for k in keys] for kind, keys in stored.items() if keys}
        with contextlib.suppress(Error):
            cookies = (await session.send("Network.getCookies", {"urls": [url]}))["cookies"]
            if cookies:
                done.stored["cookie"] = [c["name"] for c in cookies]
        with contextlib.suppress(Error):
            await page.goto("about:blank")  # leaving: pagehide, unload and their beacons
        await self._quiet()
        with contextlib.suppress(Error):
            await session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        for other in self._context.pages[:-1] if len(self._context.pages) > 1 else []:
            with contextlib.suppress(Error):
                await other.close()
        requested = {u.split("/")[2].split(":")[0] for u in done.requests if "//" in u}
        done.contacts = {
            h: s for h, s in self.sink.foreign().items() if h in requested or not h.endswith(_BROWSERS_OWN)
        }
        return done

    async def _watch(self, page: Page, session: CDPSession, done: Visit, mode: Mode) -> None:
        def requested(event: dict[str, Any]) -> None:
            address = event["request"]["url"]
            if address.startswith(("http:", "https:", "ws:", "wss:")) and not address.startswith(
                ("https://" + self.sink.host + "/",)
            ):
                done.requests[address] = (
                    event.get("type", "Other"),
                    event.get("initiator", {}).get("type", ""),
                )

        def logged(event: dict[str, Any]) -> None:
            entry = event["entry"]
            if entry.get("source") == "security" and "Content Security Policy" in entry.get("text", ""):
                done.violations.append(entry["text"])

        session.on("Network.requestWillBeSent", requested)
        session.on(
            "Network.webSocketCreated", lambda e: done.requests.__setitem__(e["url"], ("WebSocket", "script"))
        )
        session.on("Log.entryAdded", logged)
        await session.send("Network.enable")
        await session.send("Log.enable")
        if not mode.script:
            await session.send("Emulation.setScriptExecutionDisabled", {"value": True})
        if not mode.policy:
            await session.send("Page.setBypassCSP", {"enabled": True})
        page.on("dialog", lambda dialog: asyncio.ensure_future(_dismissed(dialog)))

    async def _use(self, page: Page) -> None:
        steps: tuple[Callable[[], Awaitable[Any]], ...] = (
            lambda: page.evaluate(_USE),
            lambda: self._hover(page),
            lambda: page.emulate_media(color_scheme="dark"),
            lambda: page.emulate_media(media="print"),
            lambda: page.emulate_media(media="screen", color_scheme="light"),
            lambda: page.set_viewport_size({"width": 360, "height": 740}),
            lambda: page.evaluate("() => window.scrollTo(0, document.documentElement.scrollHeight)"),
        )
        for step in steps:
            with contextlib.suppress(Error, TimeoutError):
                await asyncio.wait_for(step(), 6)

    async def _hover(self, page: Page) -> None:
        for x, y in await page.evaluate(_BOXES):
            await page.mouse.move(x, y)

    async def _quiet(self) -> None:
        count, waited = -1, 0.0
        while len(self.sink.seen) != count and waited < PATIENCE:
            count = len(self.sink.seen)
            await asyncio.sleep(QUIET)
            waited += QUIET


def _words(file: Path) -> list[str]:
    return file.read_text().split() if file.exists() else []


async def _dismissed(dialog: Any) -> None:
    with contextlib.suppress(Error):
        await dialog.dismiss()
