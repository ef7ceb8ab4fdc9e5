"""A site with the shipped form handler behind a real PHP server, and a real mail server that takes what it sends."""

import contextlib
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
import trustme

from mkdocs_praxis.practice.forms import site_files
from mkdocs_praxis.practice.reading import read_facts
from tests.serving import free_port, need

PRAXIS = "name: Praxis Probe\nberuf: {art: arzt}\nbundesland: BE\ntelefon: 030 23125000\nemail: praxis@probe.example\n"
LEGAL = """webformulare:
  - {seite: rueckruf.md, zweck: Rückruf, art: rueckruf, versand: php, rechtsgrundlage: vertrag, aufbewahrung: 6 Monate}
  - {seite: en/callback.md, zweck: Call back, art: rueckruf, versand: php, rechtsgrundlage: vertrag, aufbewahrung: 6 Monate}
  - {seite: rezept.md, zweck: Folgerezept, art: rezept, versand: php, zertifikat: formular.pem, rechtsgrundlage: vertrag, aufbewahrung: 6 Monate}
  - {seite: kontakt.md, zweck: Nachricht, art: kontakt, versand: php, zertifikat: formular.pem, rechtsgrundlage: vertrag, aufbewahrung: 6 Monate}
"""


@dataclass
class Sink:
    """A mail server: implicit TLS, one user, everything it is handed is kept."""

    port: int
    messages: list[EmailMessage] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)


def _serve(connection: ssl.SSLSocket, sink: Sink) -> None:
    with connection, connection.makefile("rwb") as line:

        def say(words: str) -> None:
            line.write(words.encode() + b"\r\n")
            line.flush()

        say("220 sink")
        while heard := line.readline():
            word = heard.split()[0].upper() if heard.split() else b""
            if word == b"EHLO":
                say("250-sink\r\n250 AUTH PLAIN")
            elif word == b"AUTH":
                sink.logins.append(heard.decode().split()[2])
                say("235 ok")
            elif word == b"DATA":
                say("354 go on")
                data = b""
                while (part := line.readline()) != b".\r\n":
                    data += part[1:] if part.startswith(b".") else part
                sink.messages.append(message_from_bytes(data, policy=policy.default))
                say("250 kept")
            elif word == b"QUIT":
                say("221 bye")
                return
            else:
                say("250 ok")


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="session")
def sink(authority: trustme.CA) -> Iterator[Sink]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    listening = socket.create_server(("127.0.0.1", 0))
    found = Sink(listening.getsockname()[1])

    def take() -> None:
        while True:
            try:
                plain, _ = listening.accept()
            except OSError:
                return
            with contextlib.suppress(OSError):
                _serve(context.wrap_socket(plain, server_side=True), found)

    threading.Thread(target=take, daemon=True).start()
    yield found
    listening.close()


@dataclass
class Web:
    """A PHP server with a site, and the folders it may write to."""

    port: int
    base: Path
    site: Path

    def post(self, fields: dict[str, str] | bytes, **headers: str) -> tuple[int, str, dict[str, str]]:
        """Send a form as a browser does from the site's own page; `headers` with None take one away."""
        said = {
            "Host": f"localhost:{self.port}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Sec-Fetch-Site": "same-origin",
        } | {name.replace("_", "-"): value for name, value in headers.items()}
        body = fields if isinstance(fields, bytes) else urlencode(fields).encode()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("POST", "/formular.php", body, {k: v for k, v in said.items() if v is not None})
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), dict(answer.getheaders())

    def forget(self) -> None:
        """Let nobody have sent anything yet."""
        (self.base / "room" / "counted").unlink(missing_ok=True)


@pytest.fixture(scope="session")
def web(tmp_path_factory: pytest.TempPathFactory, sink: Sink, authority: trustme.CA) -> Iterator[Web]:
    need("php", "openssl")
    base = tmp_path_factory.mktemp("web")
    facts_dir, site, room = base / "praxis", base / "htdocs", base / "room"
    for folder in (facts_dir, site, room):
        folder.mkdir()
    room.chmod(0o700)
    (facts_dir / "praxis.yml").write_text(PRAXIS, encoding="utf-8")
    (facts_dir / "rechtliches.yml").write_text(LEGAL, encoding="utf-8")
    for name, content in site_files(read_facts(facts_dir)):
        (site / name).write_bytes(content.encode() if isinstance(content, str) else content)
    made = [
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
        "/CN=praxis@probe.example",
    ]  # fmt: skip
    subprocess.run(
        [*made, "-keyout", base / "key.pem", "-out", site / "formular.pem"], check=True, capture_output=True
    )
    authority.cert_pem.write_to_path(str(base / "ca.pem"))
    (base / "praxis-formular.ini").write_text(
        f"host = localhost\nport = {sink.port}\ntls = direct\nca = {base}/ca.pem\nuser = u@probe.example\npassword = geheim\nordner = {room}\n",
        encoding="utf-8",
    )
    port = free_port()
    log = (base / "php.log").open("wb")
    php = ["php", "-d", "error_log=" + str(base / "error.log"), "-S", f"127.0.0.1:{port}", "-t", str(site)]
    server = subprocess.Popen(php, stdout=log, stderr=log)
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            break
        time.sleep(0.05)
    else:
        server.kill()
        pytest.fail((base / "php.log").read_text())
    yield Web(port, base, site)
    server.terminate()
    server.wait(timeout=10)
    log.close()
