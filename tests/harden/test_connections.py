"""What the guard leaves, a list of connections that the server sends closes (docs/limits.md, "Beyond the guard")."""

import asyncio
import os
import re
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.async_api import Browser, Error, async_playwright

from mkdocs_praxis.browser.sink import Answer, Sink
from mkdocs_praxis.harden.site import harden
from tests.harden.test_limits import BETWEEN, LEFT, OWN, SANDBOXED, UNSEEN, lay, met
from tests.serving import Quiet, serving

pytestmark = pytest.mark.browser

OBEYED_SINCE = 152  # https://web-platform-dx.github.io/web-features-explorer/features/connection-allowlists/
HEADER = "Connection-Allowlist: (response-origin)"
# Where a script may take WebRTC from.
WINDOWS = (
    "window",
    "(() => { const f = document.createElement('iframe'); f.src = '/x'; document.body.append(f); return window[0] })()",
    "(() => { const f = document.createElement('iframe'); f.src = 'javascript:void 0'; document.body.append(f); return window[0] })()",
)
ASK = """async port => {
  const p = new (WINDOW).RTCPeerConnection({iceServers: [{urls: 'stun:127.0.0.1:' + port}]}); p.createDataChannel('x');
  await p.setLocalDescription(await p.createOffer());
}"""


@pytest.fixture(scope="module", autouse=True)
def _new_enough(chromium_path: str) -> None:
    told = subprocess.run([chromium_path, "--version"], capture_output=True, text=True, check=True).stdout
    version = re.search(r"(\d+)\.", told)
    if version is None or int(version[1]) < OBEYED_SINCE:
        pytest.skip(f"{told.strip()} does not know the header")


class Allowing(Sink):
    """A server that names whom its pages may connect to: nobody else."""

    def answer(self, target: str, asked: dict[str, str]) -> Answer:
        status, fields, content = super().answer(target, asked)
        return status, [*fields, HEADER], content


def test_what_is_left_opens_no_connection(tmp_path: Path, chromium_path: str) -> None:
    lay(tmp_path)
    harden(tmp_path, OWN)
    code = LEFT | UNSEEN | {name: held for name, (_, held) in SANDBOXED.items()}
    if os.environ.get("PRAXIS_BENCH") == "all":  # it asks until the visit ends
        code |= BETWEEN
    # Those that take WebRTC are below: the sink hears of it when it is asked for, and knows of no packet.
    left = [f"{name}.html" for name, text in code.items() if "RTCPeerConnection" not in text]
    assert met(chromium_path, tmp_path, left, Allowing) == {}


@pytest.fixture(params=["", HEADER])
def server(request: pytest.FixtureRequest) -> Iterator[tuple[str, bool]]:
    class Page(Quiet):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            if request.param:
                self.send_header(*request.param.split(": "))
            self.end_headers()
            self.wfile.write(b"<!doctype html><p>x</p>")

    with serving(handler=Page) as address:
        yield address, bool(request.param)


def test_no_packet_of_webrtc_leaves(server: tuple[str, bool], chromium_path: str) -> None:
    address, sent = server

    async def hears(browser: Browser, window: str) -> bool:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
            peer.bind(("127.0.0.1", 0))
            peer.setblocking(False)
            page = await (await browser.new_context()).new_page()  # a process of its own
            await page.goto(address)
            asking = page.evaluate(ASK.replace("WINDOW", window), peer.getsockname()[1])
            with suppress(
                Error, TimeoutError
            ):  # Chromium 156 ends some pages that ask in spite of it, and may not say so
                await asyncio.wait_for(asking, 20)
            with suppress(TimeoutError):
                return bool(
                    await asyncio.wait_for(asyncio.get_running_loop().sock_recv(peer, 99), 2 if sent else 20)
                )
            return False

    async def asked() -> list[bool]:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
            heard = await asyncio.gather(*(hears(browser, window) for window in WINDOWS))
            await browser.close()
        return heard

    with ThreadPoolExecutor(1) as thread:  # another test's browser may run a loop in this one
        heard = thread.submit(lambda: asyncio.run(asked())).result()
    assert heard == [not sent] * len(WINDOWS)
