"""A practice's web space on the loopback: ProFTPD speaks FTPS and SFTP, a web server hands out what lies there."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import trustme

from tests.serving import free_port, serving

PASSWORD = "Kirschkern-47"


@dataclass
class WebSpace:
    """Where it listens, and the folder that it serves."""

    folder: Path
    ftps: int
    sftp: int
    url: str
    ca: Path


@contextmanager
def web_space_in(base: Path) -> Iterator[WebSpace]:
    """Run a web space in a folder, with one user, `praxis`, whose password is PASSWORD."""
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
    space = WebSpace(folder, free_port(), free_port(), "", base / "ca.pem")
    config = base / "proftpd.conf"
    config.write_text(_config(base, space))
    server = subprocess.Popen(["/usr/sbin/proftpd", "-n", "-c", str(config)], stderr=subprocess.DEVNULL)
    try:
        with serving(folder) as space.url:
            _listens(space.ftps)
            _listens(space.sftp)
            yield space
    finally:
        server.terminate()
        server.wait(10)


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
    raise TimeoutError(f"nothing listens on port {port}")
