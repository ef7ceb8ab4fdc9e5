"""What docs/limits.md says is left, shown: each sentence there is a page here, visited by a real browser."""

import html
from collections.abc import Iterator
from pathlib import Path

import pytest

from mkdocs_praxis.browser.visit import MODES
from mkdocs_praxis.gate import check
from mkdocs_praxis.harden import harden
from mkdocs_praxis.web.contact import OwnSite
from tests.browser.visits import visits

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("refused")]

OWN = OwnSite("https://praxis.example/")
ADDRESS = "['https://{name}', 'test/x'].join('.')"
# Page → what its script does with the address U, and how the host may be met at the most: never by a request.
LEFT = {
    "frame-location": "const f = document.createElement('iframe'); document.body.append(f); f.contentWindow.location = U",
    "frame-by-number": "const f = document.createElement('iframe'); f.src = 'frame-location.html'; document.body.append(f);"
    " const p = new window[window.length - 1].RTCPeerConnection({iceServers: [{urls: 'stun:' + new URL(U).host}]});"
    " p.createDataChannel('x'); p.createOffer().then(o => p.setLocalDescription(o))",
    "frame-by-name": "const f = document.createElement('iframe'); f.name = 'w'; document.body.append(f); frames.w.location.replace(U)",
}
# What the guard does close, though no policy does.
CLOSED = {
    "location": "location.href = U",
    "location-assign": "location.assign(U)",
    "open-self": "open(U, '_self')",
    "refresh": "const m = document.createElement('meta'); m.httpEquiv = 'refresh'; m.content = '0;url=' + U; document.head.append(m)",
    "service-worker": "navigator.serviceWorker.register('sw.js').catch(() => 0)",
    "navigation": "navigation.navigate(U)",
    "frame-refresh": "const f = document.createElement('iframe'); document.body.append(f); const m = f.contentDocument.createElement('meta');"
    " m.httpEquiv = 'refresh'; m.content = '0;url=' + U; f.contentDocument.head.append(m)",
}
# The same in documents within the page, which have scripts of their own.
_CONNECT = (
    "const p = new RTCPeerConnection({iceServers: [{urls: 'stun:' + new URL(U).host}]}); p.createDataChannel('x');"
    " p.createOffer().then(o => p.setLocalDescription(o))"
)
WITHIN = {
    "srcdoc-location": ("", "location = U"),
    "srcdoc-hint": ("", "const l = document.createElement('link'); l.rel = 'preconnect'; l.href = U; document.head.append(l)"),
    "srcdoc-frame": ("", "const f = document.createElement('iframe'); f.src = U; document.body.append(f)"),
    "srcdoc-webrtc": ("", _CONNECT),
    "srcdoc-sandbox": ("allow-scripts", _CONNECT),
}  # fmt: skip
CONNECTED = {"dns", "tls", "webrtc"}


def scripts() -> Iterator[tuple[str, str]]:
    """Yield each page's name and body."""
    for name, code in (LEFT | CLOSED).items():
        yield name, _script(name, code)
    for name, (sandbox, code) in WITHIN.items():
        held = html.escape("<!doctype html><p>x</p>" + _script(name, code))
        sandboxed = f"sandbox='{sandbox}'" if sandbox else ""
        yield name, f'<iframe title=x {sandboxed} srcdoc="{held}"></iframe>'


def _script(name: str, code: str) -> str:
    return f"<script>const U = {ADDRESS.format(name=name)}; try {{ {code} }} catch (e) {{}}</script>"


def lay(folder: Path) -> list[str]:
    for name, script in scripts():
        head = "<!doctype html><html lang=de><head><meta charset=utf-8><title>x</title></head>"
        (folder / f"{name}.html").write_text(
            f"{head}<body><h1>x</h1>{script}</body></html>", encoding="utf-8"
        )
    worker = f"const U = {ADDRESS.format(name='service-worker')}; oninstall = e => e.waitUntil(fetch(U, {{mode: 'no-cors'}}))"
    (folder / "sw.js").write_text(worker, encoding="utf-8")
    return [name for name, _ in scripts()]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory, chromium_path: str) -> dict[str, set[str]]:
    folder = tmp_path_factory.mktemp("limits")
    names = lay(folder)
    harden(folder, OWN)
    met: dict[str, set[str]] = {}
    for visit in visits(chromium_path, [(folder, f"/{name}.html", MODES[0]) for name in names], visitors=4):
        for host, told in visit.contacts.items():
            met.setdefault(host.removesuffix(".test"), set()).update(s.how for s in told)
    return met


def test_what_is_left_is_asked_about(tmp_path: Path) -> None:
    lay(tmp_path)
    harden(tmp_path, OWN)
    findings = check(tmp_path, OWN).findings
    assert {f"{name}.html" for name in LEFT} <= {f.file for f in findings if f.rule.name == "beyond-policy"}


@pytest.mark.parametrize("name", LEFT)
def test_what_is_left_opens_a_connection_and_sends_no_request(name: str, seen: dict[str, set[str]]) -> None:
    assert seen[name] <= CONNECTED
    assert seen[name], "no longer: take the sentence out of docs/limits.md"


@pytest.mark.parametrize("name", [*CLOSED, *WITHIN])
def test_what_the_guard_closes(name: str, seen: dict[str, set[str]]) -> None:
    assert name not in seen
