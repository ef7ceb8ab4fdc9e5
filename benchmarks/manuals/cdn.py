"""The network, played on the loopback: a proxy whose hosts hand out npm packages as published, and made pictures.

`praxis localise` and Material's plugin `privacy` fetch through it as they do elsewhere, over HTTPS, with certificates of an authority of its own.
"""

import base64
import datetime as dt
import functools
import http.server
import json
import mimetypes
import re
import ssl
import subprocess
import tarfile
import tempfile
import threading
import zlib
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><rect width="90" height="20" fill="#555"/></svg>'
_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
# What Sphinx calls an inventory, without entries: mkdocstrings asks for those of other manuals.
_INVENTORY = (
    b"# Sphinx inventory version 2\n# Project: none\n# Version: 1\n# The rest is compressed.\n"
    + zlib.compress(b"")
)
_SPEC = re.compile(r"((?:@[^/@]+/)?[^/@]+)(@[^/]+)?(/.*)?$")
_CDNJS = re.compile(r"/ajax/libs/([^/]+)/([^/]+)/(.*)")
_PYODIDE = re.compile(r"/pyodide/v([\d.]+)/full/(.*)")
_NAMES = {"font-awesome": "@fortawesome/fontawesome-free", "highlight.js": "@highlightjs/cdn-assets"}
_NOT_PICTURES = {"js", "css", "json", "html", "txt"}
# Material's social cards are drawn with a font whose list they ask for while the site is built.
_FONTS = b'"https://fonts.gstatic.com/s/regular.ttf"'


class Cdn:
    """Hands out what a folder of npm packages holds; fetches those that are asked for and not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._papers = Path(tempfile.mkdtemp())
        self._lock = threading.Lock()
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._root = self._signed("Loopback", self._key, None)
        self.authority = self._papers / "authority.pem"
        self.authority.write_bytes(self._root.public_bytes(serialization.Encoding.PEM))

    def _signed(self, host: str, key: ec.EllipticCurvePrivateKey, issuer: str | None) -> x509.Certificate:
        def name(text: str) -> x509.Name:
            return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text[:60])])

        now, day = dt.datetime.now(dt.UTC), dt.timedelta(days=1)
        made = (
            x509.CertificateBuilder()
            .subject_name(name(host))
            .issuer_name(name(issuer or host))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - day)
            .not_valid_after(now + 30 * day)
            .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        )
        if issuer:
            made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        return made.sign(self._key, hashes.SHA256())

    @functools.cache  # noqa: B019 - one of these lives as long as the process
    def context(self, host: str) -> ssl.SSLContext:
        """Return what speaks TLS as that host."""
        key = ec.generate_private_key(ec.SECP256R1())
        file = self._papers / f"{host}.pem"
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        own = self._signed(host, key, "Loopback").public_bytes(serialization.Encoding.PEM)
        file.write_bytes(secret + own + self.authority.read_bytes())
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(file)
        return made

    def package(self, spec: str) -> Path | None:
        """Return where a package of npm lies unpacked."""
        with self._lock:
            at = self.folder / "npm" / spec.replace("/", "_")
            if not at.exists():
                at.mkdir(parents=True)
                subprocess.run(["npm", "pack", "--silent", spec], cwd=at, capture_output=True, check=False)
                for packed in at.glob("*.tgz"):
                    with tarfile.open(packed) as archive:
                        archive.extractall(at, filter="data")
            return next((one for one in at.iterdir() if one.is_dir()), None)

    def _file(self, path: str) -> Path | None:
        found = _SPEC.match(path.lstrip("/"))
        root = found and self.package(found[1] + (found[2] or ""))
        if not found or not root:
            return None
        rest = (found[3] or "").strip("/")
        if not rest:
            about = json.loads((root / "package.json").read_text(encoding="utf-8"))
            rest = about.get("jsdelivr") or about.get("unpkg") or about.get("main") or "index.js"
        names = (rest, rest.replace(".min.", "."), f"{rest}.js", f"{rest}/index.js")
        return next((root / name for name in names if (root / name).is_file()), None)

    def _cdnjs(self, path: str) -> Path | None:
        found = _CDNJS.match(path)
        root = found and self.package(f"{_NAMES.get(found[1], found[1].lower())}@{found[2]}")
        if not found or not root:
            return None
        ends = ("/" + found[3], "/" + Path(found[3]).name)
        files = sorted(str(one) for one in root.rglob("*") if one.is_file())
        return next((Path(file) for end in ends for file in files if file.endswith(end)), None)

    def answer(self, host: str, path: str) -> tuple[int, bytes, str]:
        """Return status, body and type for an address."""
        path = path.partition("?")[0]
        file: Path | None = None
        libraries = host in {"unpkg.com", "cdnjs.cloudflare.com"} or path.startswith("/npm/")
        if host == "d3js.org":
            file = self._file("d3@7/dist/d3.min.js")
        elif host == "fonts.gstatic.com" and path.endswith(".ttf"):
            file = self._file("dejavu-fonts-ttf@2.37.3/ttf/DejaVuSans.ttf")
        elif host == "cdnjs.cloudflare.com":
            file = self._cdnjs(path)
        elif found := _PYODIDE.match(path):
            file = self._file(f"pyodide@{found[1]}/{found[2]}")
        elif libraries:
            file = self._file(path.removeprefix("/npm/"))
        if file:
            return 200, file.read_bytes(), mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        ending = path.rpartition("/")[2].lower().rpartition(".")[2]
        if host == "api.github.com":
            return 200, b"[]", "application/json"
        if (host, path) == ("fonts.google.com", "/download/list"):
            return 200, _FONTS, "text/plain"
        if path.endswith("/objects.inv"):
            return 200, _INVENTORY, "application/octet-stream"
        if libraries or ending in _NOT_PICTURES:
            return 404, b"", "text/plain"
        if ending in {"png", "jpg", "jpeg", "gif", "webp"} or "avatar" in host:
            return 200, _PNG, "image/png"
        return 200, _SVG, "image/svg+xml"


class _Proxy(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    cdn: Cdn
    host = ""

    def log_message(self, *_: object) -> None:
        pass

    def do_CONNECT(self) -> None:
        self.host = self.path.partition(":")[0]
        self.send_response(200)
        self.end_headers()
        try:
            self.connection = self.cdn.context(self.host).wrap_socket(self.connection, server_side=True)
        except OSError:
            self.close_connection = True
            return
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
        self.close_connection = False
        while not self.close_connection:
            self.handle_one_request()

    def do_GET(self) -> None:
        status, body, kind = self.cdn.answer(self.host, self.path)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815


def serve(folder: Path) -> dict[str, str]:
    """Serve until the process ends; return the environment that leads a program there and nowhere else."""
    cdn = Cdn(folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("Proxy", (_Proxy,), {"cdn": cdn}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    proxy = f"http://127.0.0.1:{server.server_port}"
    names = ("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy")
    trust = dict.fromkeys(("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"), str(cdn.authority))
    return dict.fromkeys(names, proxy) | trust | {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
