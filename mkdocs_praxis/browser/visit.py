"""Visits pages one by one with a browser, and collects what each visit did."""

import asyncio
import contextlib
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Self

from playwright.async_api import BrowserContext, CDPSession, Error, Page, Playwright

from mkdocs_praxis.browser.process import Chromium
from mkdocs_praxis.browser.sink import Seen, Sink
from mkdocs_praxis.problem import msg
from mkdocs_praxis.web.url import host_of

QUIET = 0.25  # seconds without a contact, after which a page counts as finished
PATIENCE = 3.0  # maximum of seconds to wait for that
LONGEST = 60.0  # seconds for a whole visit: a hanging page must not stop the proof
_STEP = 6.0
# Hosts that Chromium itself contacts (sign-in, component lists, time); contacts of a page with them appear in its network
# events.
_BROWSERS_OWN = (".google.com", ".googleapis.com", ".gvt1.com", ".gstatic.com")
_PEER = re.compile(r"[a-z]+:(?://)?(\[[^\]]+\]|[0-9A-Fa-f:]{3,}(?=$)|[^:?/]+)", re.IGNORECASE)

_GUARD = "praxis: refused "  # prefix of the messages of harden/guard.js
_ADDRESS = re.compile(r"(?:(?:https?|wss?):)?//[^\s>\"']+")
_LAY_OUT = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))"
# Without scripts, animation frames run no callbacks.
_LAY_OUT_WITHOUT_SCRIPT = "() => document.documentElement.getBoundingClientRect().height"
_BOTTOM = "() => window.scrollTo(0, document.documentElement.scrollHeight)"
_LINKS = "() => [...document.querySelectorAll('a[href], area[href]')].map(a => a.href).filter(h => typeof h === 'string')"


@cache
def _script(name: str) -> str:
    """Return a script that runs in a visited page: it uses the page as a person does, or lists what it did."""
    return (Path(__file__).parent / "use" / f"{name}.js").read_text("utf-8")


class Mode(NamedTuple):
    """How a page is visited."""

    name: str
    script: bool = True
    policy: bool = True
    phone: bool = False


MODES = (
    Mode(msg("with policy")),
    Mode(msg("on a phone"), phone=True),
    Mode(msg("without script"), script=False),
    Mode(msg("without policy"), policy=False),
)


class Refused(NamedTuple):
    """A contact that policy or guard blocked: URL, directive, and the script with its line."""

    url: str
    directive: str
    script: str
    line: int


@dataclass(slots=True)
class Visit:
    """The results of one visit: contacts by host, foreign URLs with resource type, storage, links."""

    mode: Mode
    contacts: dict[str, list[Seen]] = field(default_factory=dict)
    requests: dict[str, str] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)
    stored: dict[str, list[str]] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    failed: str = ""
    refused: list[Refused] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)  # script errors with position


class Visitor:
    """A Chromium with its own sink, so that every contact can be attributed to the open page."""

    def __init__(self, playwright: Playwright, path: str, sink: Sink, pin: str) -> None:
        self._playwright, self._path, self._pin, self.sink = playwright, path, pin, sink

    async def __aenter__(self) -> Self:
        await self.sink.start()
        try:
            await self._open()
        except BaseException:
            await self.sink.stop()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        # Shielded, so that the browser is stopped even if we are cancelled.
        await asyncio.shield(self._process.stop())
        await self.sink.stop()

    async def _open(self) -> None:
        self._process = Chromium(self._path, self.sink, self._pin)
        address = await self._process.start()
        try:
            browser = await self._playwright.chromium.connect_over_cdp(address)
        except BaseException:
            await self._process.stop()
            raise
        self._context: BrowserContext = browser.contexts[0]

    async def visit(self, url: str, origin: str, mode: Mode) -> Visit:
        """Open a page, use it as a person does without deciding anything, leave it, and return what happened."""
        done = Visit(mode)
        try:
            await asyncio.wait_for(self._visit(url, origin, done), LONGEST)
        except TimeoutError:
            done.failed = msg("gave no control back within {seconds:.0f} seconds", seconds=LONGEST)
        except Error as error:
            done.failed = done.failed or str(error).splitlines()[0]
        if done.failed.startswith(("gave no control", "Target", "BrowserContext", "Page.")):
            # the page hangs, or crashed the browser: use a new one for the next page
            await self._process.stop()
            await self._open()
        requested = {host for address in done.requests if (host := host_of(address))}
        for host, seen in self.sink.foreign().items():
            if host in requested or not host.endswith(_BROWSERS_OWN):
                done.contacts[host] = [*done.contacts.get(host, []), *dict.fromkeys(seen)]
        # Cleared only now, so that no late contact is lost: it is attributed to the next visit.
        self.sink.seen.clear()
        return done

    async def _visit(self, url: str, origin: str, done: Visit) -> None:
        mode = done.mode
        page = await self._context.new_page()
        page.set_default_timeout(8000)
        session = await self._context.new_cdp_session(page)
        transports: list[str] = []
        await self._watch(page, session, done, transports)
        self.sink.bare = not mode.policy
        try:
            await page.goto(url, wait_until="load", timeout=15000)
        except Error as error:
            done.failed = str(error).splitlines()[0]
        await self._use(page, session, script=mode.script)
        await self._quiet()
        if mode.script:
            with contextlib.suppress(Error):
                stored = await page.evaluate(_script("stored"))
                done.stored = {kind: [str(k) for k in keys] for kind, keys in stored.items() if keys}
        with contextlib.suppress(Error):
            done.links = await page.evaluate(_LINKS)
        with contextlib.suppress(Error):
            cookies = (await session.send("Network.getCookies", {"urls": [url]}))["cookies"]
            if cookies:
                done.stored["cookie"] = [c["name"] for c in cookies]
        if mode.script:
            with contextlib.suppress(Error, TimeoutError):
                await asyncio.wait_for(page.evaluate(_script("leave")), _STEP)
        with contextlib.suppress(Error):
            await page.goto("about:blank")  # leave the page: pagehide, unload and their beacons
        await self._quiet()
        with contextlib.suppress(Error):
            await session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        # DevTools reports WebTransport even if the policy blocks it, and the sink cannot see it (QUIC is disabled).
        for address in transports:
            if not any(f"'{address}'" in text for text in done.violations):
                _add(done, host_of(address), "webtransport", address)
        # Closing the last window would end Chromium; close those that the page opened.
        for other in self._context.pages[:-1]:
            with contextlib.suppress(Error):
                await other.close()

    async def _watch(self, page: Page, session: CDPSession, done: Visit, transports: list[str]) -> None:
        def asked(address: str, kind: str) -> None:
            online = address.startswith(("http:", "https:", "ws:", "wss:"))
            if online and address.split("/")[2] != self.sink.host:
                done.requests[address] = kind

        def transported(event: dict[str, Any]) -> None:
            asked(event["url"], "WebTransport")
            transports.append(event["url"])

        def logged(event: dict[str, Any]) -> None:
            entry = event["entry"]
            if entry.get("source") == "security" and "Content Security Policy" in entry.get("text", ""):
                done.violations.append(entry["text"])

        session.on("Network.requestWillBeSent", lambda e: asked(e["request"]["url"], e.get("type", "Other")))
        session.on("Network.webSocketCreated", lambda e: asked(e["url"], "WebSocket"))
        session.on("Network.webTransportCreated", transported)
        session.on("Log.entryAdded", logged)
        page.on("dialog", lambda dialog: asyncio.ensure_future(_answered(dialog)))
        page.on("download", lambda download: asyncio.ensure_future(_cancelled(download)))
        await session.send("Network.enable")
        await session.send("Log.enable")
        if done.mode.script:
            await page.expose_binding("__praxisPeer", lambda _, address: _peer(done, address))
            await page.expose_binding("__praxisRefused", lambda _, told: _refused(done, told))
            page.on("console", lambda message: _said(done, message.text))
            await page.add_init_script("".join(map(_script, ("peers", "refused", "opened"))))
        else:
            await session.send("Emulation.setScriptExecutionDisabled", {"value": True})
        if not done.mode.policy:
            await session.send("Page.setBypassCSP", {"enabled": True})
        if done.mode.phone:
            await session.send(
                "Emulation.setDeviceMetricsOverride",
                {"width": 390, "height": 844, "deviceScaleFactor": 3, "mobile": True},
            )
            await session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    async def _use(self, page: Page, session: CDPSession, *, script: bool) -> None:
        steps: list[Callable[[], Awaitable[Any]]] = [
            lambda: page.evaluate(_script("use")),
            lambda: self._hover(page),
            lambda: page.emulate_media(color_scheme="dark"),
            lambda: page.emulate_media(media="print"),
            lambda: page.evaluate(_LAY_OUT if script else _LAY_OUT_WITHOUT_SCRIPT),
            lambda: page.emulate_media(media="screen", color_scheme="light"),
            lambda: page.evaluate(_BOTTOM),
        ]
        if script:  # a visible window fetches the manifest and its icons for its install button
            steps += [
                lambda: session.send("Page.getAppManifest"),
                lambda: session.send("Page.getInstallabilityErrors"),
            ]
        for step in steps:
            with contextlib.suppress(Error, TimeoutError):
                await asyncio.wait_for(step(), _STEP)

    async def _hover(self, page: Page) -> None:
        for x, y in await page.evaluate(_script("boxes")):
            await page.mouse.move(x, y)

    async def _quiet(self) -> None:
        count, waited = -1, 0.0
        while len(self.sink.seen) != count and waited < PATIENCE:
            count = len(self.sink.seen)
            await asyncio.sleep(QUIET)
            waited += QUIET


def _refused(done: Visit, told: list[str]) -> None:
    """Record a blocked contact, once, or a script error."""
    url, directive, script, line, *message = told
    if directive == "error":
        done.errors.append(f"{message[0]} ({script}:{line})")
    elif (one := Refused(url, directive, script, int(line))) not in done.refused:
        done.refused.append(one)


def _said(done: Visit, text: str) -> None:
    """Record a contact blocked by the guard, whose message has the URL, or the element with it."""
    if text.startswith(_GUARD) and (address := _ADDRESS.search(text)):
        one = Refused(address[0], msg("its guard"), "", 0)
        if one not in done.refused:
            done.refused.append(one)


def _peer(done: Visit, address: str) -> None:
    """Record a server (`stun:host:port`) or peer (`udp:address`) of WebRTC."""
    match = _PEER.match(address)
    host = match[1].strip("[]").lower() if match else address
    if not host.endswith(".local") and host not in {"0.0.0.0", "127.0.0.1", "::1"}:  # noqa: S104
        done.requests[address] = "WebRTC"
        _add(done, host, "webrtc", address)


def _add(done: Visit, host: str, how: str, url: str) -> None:
    done.contacts.setdefault(host, []).append(Seen(host, how, url))


async def _answered(dialog: Any) -> None:
    """Say no to whatever a page asks, but leave it when it wants to hold us."""
    with contextlib.suppress(Error):
        await (dialog.accept() if dialog.type == "beforeunload" else dialog.dismiss())


async def _cancelled(download: Any) -> None:
    with contextlib.suppress(Error):
        await download.cancel()
