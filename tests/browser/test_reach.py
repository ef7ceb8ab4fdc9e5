"""The proof's browser reaches nobody: not by TURN over TCP, not by an address, and not in pages too large to be read."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mkdocs_praxis.browser.alone import alone
from mkdocs_praxis.problem import PraxisError
from tests.tools import python

pytestmark = pytest.mark.browser
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="namespaces of Linux")
OWN = "https://praxis.example/"


def address() -> str:
    """Return an address of this machine that is no loopback, else a further loopback one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing: it only asks which way it would go
        except OSError:
            return "127.0.0.5"
        return str(probe.getsockname()[0])


class Listener:
    """Counts who connects to a port of this machine, by TCP and UDP."""

    def __init__(self) -> None:
        self.met = 0
        self.tcp = socket.create_server(("0.0.0.0", 0))
        self.port = self.tcp.getsockname()[1]
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("0.0.0.0", self.port))
        for handle in (self.tcp, self.udp):
            threading.Thread(target=self.listen, args=(handle,), daemon=True).start()

    def listen(self, handle: socket.socket) -> None:
        while True:
            try:
                _ = handle.accept() if handle is self.tcp else handle.recvfrom(1)
            except OSError:
                return
            self.met += 1


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    socket.create_connection((address(), made.port)).close()
    while not made.met:
        pass
    made.met = 0
    yield made
    made.tcp.close()
    made.udp.close()


def leaky(folder: Path, port: int) -> Path:
    site = folder / "site"
    site.mkdir()
    host = f"{address()}:{port}"
    script = f"""
    const ask = (config, go) => {{ try {{ const p = new RTCPeerConnection(config); p.createDataChannel('x'); go && go(p); p.createOffer().then(o => p.setLocalDescription(o)) }} catch (e) {{}} }};
    const turn = [{{urls: ['turn:{host}?transport=tcp', 'turns:{host}?transport=tcp', 'turn:{host}', 'stun:{host}'], username: 'a', credential: 'b'}}];
    ask({{iceServers: turn}});
    ask({{iceServers: turn, iceTransportPolicy: 'relay'}});
    ask(undefined, p => p.setConfiguration({{iceServers: turn}}));
    ask(undefined, p => p.setRemoteDescription({{type: 'offer', sdp: 'v=0\\r\\no=- 1 1 IN IP4 0.0.0.0\\r\\ns=-\\r\\nt=0 0\\r\\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\\r\\nc=IN IP4 0.0.0.0\\r\\na=ice-ufrag:abcd\\r\\na=ice-pwd:0123456789012345678901\\r\\na=fingerprint:sha-256 00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00\\r\\na=setup:actpass\\r\\na=mid:0\\r\\na=sctp-port:5000\\r\\na=candidate:1 1 tcp 9 {address()} {port} typ host tcptype passive\\r\\n'}}).then(() => p.createAnswer()).then(a => p.setLocalDescription(a)).then(() => p.addIceCandidate({{sdpMid: '0', candidate: 'candidate:2 1 tcp 9 {address()} {port} typ host tcptype passive'}})).catch(() => 0));
    const inner = document.createElement('iframe'); document.documentElement.append(inner);
    try {{ const p = new inner.contentWindow.RTCPeerConnection({{iceServers: turn}}); p.createDataChannel('x'); p.createOffer().then(o => p.setLocalDescription(o)) }} catch (e) {{}}
    fetch('http://{host}/x', {{mode: 'no-cors'}}).catch(() => 0);
    new WebSocket('ws://{host}/');
    try {{ new WebTransport('https://{host}/') }} catch (e) {{}}
    """
    (site / "index.html").write_text(
        f"<!doctype html><html lang=de><meta charset=utf-8><title>x</title><link rel=preconnect href='http://{host}'>"
        f"<img src='http://{host}/a.png' alt=x><script>{script}</script>"
    )
    return site


def prove(site: Path, *more: str) -> subprocess.CompletedProcess[str]:
    code = "import sys; from mkdocs_praxis.cli import main; main()"
    return python("-c", code, "prove", site, "--site-url", OWN, "--visitors", "1", *more)


@pytest.mark.usefixtures("chromium_path")
def test_nobody_is_reached_through_the_command(listener: Listener, tmp_path: Path) -> None:
    done = prove(leaky(tmp_path, listener.port))
    assert done.returncode == 1, done.stderr
    assert address() in done.stdout
    assert listener.met == 0


@pytest.mark.usefixtures("chromium_path")
def test_nobody_is_reached_where_there_is_no_network_of_one_s_own(listener: Listener, tmp_path: Path) -> None:
    from mkdocs_praxis.browser.options import ProofOptions
    from mkdocs_praxis.browser.prove import prove as visit_all
    from mkdocs_praxis.web.contact import OwnSite

    report, _ = visit_all(str(leaky(tmp_path, listener.port)), OwnSite(OWN), ProofOptions(visitors=1))
    assert address() in {f.contact.host for f in report.findings if f.contact}
    assert listener.met == 0


@linux
def test_a_network_of_one_s_own_has_no_way_out(tmp_path: Path) -> None:
    code = f"""
import socket
from mkdocs_praxis.browser.alone import own_network
server = socket.create_server(("0.0.0.0", 0))
port = server.getsockname()[1]
if own_network():
    for place in ("127.0.0.1", {address()!r}):
        try:
            socket.create_connection((place, port), 1)
        except OSError:
            continue
        raise SystemExit("reached " + place)
    inside = socket.create_server(("127.0.0.1", 0))
    socket.create_connection(inside.getsockname()).close()
"""
    done = python("-c", code)
    assert done.returncode == 0, done.stdout + done.stderr


def fails(message: str) -> None:
    raise PraxisError(message)


def test_work_alone_gives_back_what_it_would_have_given() -> None:
    code = (
        "from mkdocs_praxis.browser.alone import alone; from mkdocs_praxis.problem import PraxisError\n"
        "def fails(): raise PraxisError('said so')\n"
        "assert alone(lambda: [1, 'ä']) == [1, 'ä']\n"
        "try: alone(fails)\n"
        "except PraxisError as error: assert str(error) == 'said so'\n"
        "else: raise SystemExit('no error')\n"
        "try: alone(lambda: __import__('os').kill(__import__('os').getpid(), 9))\n"
        "except MemoryError: pass\n"
    )
    done = python("-c", code)
    assert done.returncode == 0, done.stderr
    assert alone(os.getpid) >= 1


@pytest.mark.usefixtures("chromium_path")
def test_a_page_too_large_to_be_read_is_not_opened(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("<!doctype html><html lang=de><title>x</title><p>x")
    with (site / "huge.html").open("wb") as file:
        file.truncate(6 << 30)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_DATA, (2 << 30, 2 << 30))"
    code = f"{limit}; from mkdocs_praxis.cli import main; main()"
    command = [sys.executable, "-c", code, "prove", str(site), "--site-url", OWN, "--visitors", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "1 page visited" in done.stderr
    assert "unread-file" in done.stdout
