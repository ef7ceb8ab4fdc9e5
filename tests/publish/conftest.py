"""A practice's web space on the loopback: ProFTPD speaks FTPS and SFTP, a web server hands out what lies there."""

import datetime as dt
import functools
import http.server
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme

from mkdocs_praxis.evidence import evidence
from mkdocs_praxis.gate import Options, check
from mkdocs_praxis.web.url import own_site

PASSWORD = "Kirschkern-47"
PAGES = {
    "index.html": "<!doctype html><html lang=de><title>Praxis</title><p>Willkommen",
    "kontakt/index.html": "<!doctype html><html lang=de><title>Kontakt</title><p>Übersicht",
    "assets/stil.css": "p { color: #123 }",
    "bilder/Praxis außen.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
}


@dataclass
class WebSpace:
    """Where it listens, and the folder that it serves."""

    folder: Path
    ftps: int
    sftp: int
    url: str
    ca: Path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def need(*programs: str) -> None:
    """Skip without these programs; in CI (PRAXIS_REQUIRE_SERVERS=1) fail."""
    missing = [p for p in programs if shutil.which(p, path=os.environ["PATH"] + ":/usr/sbin") is None]
    if missing and os.environ.get("PRAXIS_REQUIRE_SERVERS") == "1":
        pytest.fail(f"{missing[0]} is missing, and PRAXIS_REQUIRE_SERVERS=1")
    if missing:
        pytest.skip(f"{missing[0]} is not installed")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def web_space(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebSpace]:
    """Return a running web space with one user, `praxis`, whose password is PASSWORD."""
    need("proftpd", "ftpasswd", "ssh-keygen")
    base = tmp_path_factory.mktemp("webspace")
    folder = base / "htdocs"
    folder.mkdir()
    users = base / "users"
    _run("ftpasswd", "--passwd", "--stdin", f"--file={users}", "--name=praxis", f"--home={base}", "--shell=/bin/false",
         f"--uid={os.getuid()}", f"--gid={os.getgid()}", given=PASSWORD)  # fmt: skip
    users.chmod(0o600)
    ca = trustme.CA()
    ca.cert_pem.write_to_path(base / "ca.pem")
    certificate = ca.issue_cert("localhost")
    certificate.private_key_pem.write_to_path(base / "key.pem")
    for number, blob in enumerate(certificate.cert_chain_pems):
        blob.write_to_path(base / "cert.pem", append=number > 0)
    _run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(base / "host"))
    space = WebSpace(folder, _free_port(), _free_port(), "", base / "ca.pem")
    config = base / "proftpd.conf"
    config.write_text(_config(base, space))
    server = subprocess.Popen(["/usr/sbin/proftpd", "-n", "-c", str(config)], stderr=subprocess.DEVNULL)
    handler = functools.partial(_Quiet, directory=str(folder))
    web = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    space.url = f"http://127.0.0.1:{web.server_port}/"
    try:
        _listens(space.ftps)
        _listens(space.sftp)
        yield space
    finally:
        server.terminate()
        server.wait(10)
        web.shutdown()
        web.server_close()


def _config(base: Path, space: WebSpace) -> str:
    modules = "".join(f"LoadModule mod_{name}.c\n" for name in ("tls", "sftp"))
    return f"""{modules}
ServerName praxis
ServerType standalone
DefaultAddress 127.0.0.1
Port {space.ftps}
PidFile {base}/pid
ScoreboardFile {base}/scoreboard
DelayEngine off
WtmpLog off
TransferLog none
SystemLog {base}/log
UseReverseDNS off
AuthOrder mod_auth_file.c
AuthUserFile {base}/users
RequireValidShell off
RootLogin on
DefaultRoot {base}
AllowOverwrite on
<IfModule mod_tls.c>
TLSEngine on
TLSRequired on
TLSRSACertificateFile {base}/cert.pem
TLSRSACertificateKeyFile {base}/key.pem
TLSVerifyClient off
</IfModule>
<VirtualHost 127.0.0.1>
Port {space.sftp}
SFTPEngine on
SFTPHostKey {base}/host
SFTPAuthMethods password
AuthUserFile {base}/users
AuthOrder mod_auth_file.c
RequireValidShell off
RootLogin on
DefaultRoot {base}
AllowOverwrite on
</VirtualHost>
"""


def _run(*command: str, given: str = "") -> None:
    subprocess.run(command, input=given, text=True, check=True, capture_output=True)


def _listens(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(f"nothing listens on port {port}")


@pytest.fixture
def empty_space(web_space: WebSpace) -> WebSpace:
    """Return the web space with nothing in it."""
    for entry in web_space.folder.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    return web_space


def write_site(root: Path, url: str, pages: dict[str, str] = PAGES) -> None:
    """Write a site and the evidence that it passed."""
    site = root / "site"
    shutil.rmtree(site, ignore_errors=True)
    for name, text in pages.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    report = check(site, own_site(url), Options(today=dt.date(2026, 11, 25)))
    (root / "nachweis.json").write_text(evidence(report, site), encoding="utf-8")


def there(folder: Path) -> dict[str, str]:
    """Return name and text of every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }
