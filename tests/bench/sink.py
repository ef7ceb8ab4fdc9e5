"""The only server the bench's browser can reach: name server, own site and every foreign host in one.

Nothing is intercepted inside the browser. It resolves names by DNS over HTTPS (RFC 8484) here, every name leads here,
and here it connects, so what the sink saw is what left the browser: also what DevTools never shows (dns-prefetch,
preconnect, WebSocket, STUN, beacons after the page is gone).
"""

import asyncio
import base64
import contextlib
import gzip
import mimetypes
import ssl
import struct
from dataclasses import dataclass, field

import trustme

OWN_HOST = "praxis.example"
BLANK_HOST = (
    f"blank.{OWN_HOST}"  # a page with nothing, of the same site: where the browser is between two visits
)
LOOPBACK = "127.0.0.1"
FOREIGN_IP = "127.9.8.7"  # stands for every literal address: the browser's resolver rules lead them all here
DNS_PATH = "/dns-query"
_GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
# What a stranger answers, by the Sec-Fetch-Dest of the request: enough for the page to go on as it would.
_STRANGER: dict[str, tuple[str, bytes]] = {
    "script": ("text/javascript", b""),
    "worker": ("text/javascript", b""),
    "sharedworker": ("text/javascript", b""),
    "serviceworker": ("text/javascript", b""),
    "style": ("text/css", b""),
    "image": ("image/gif", _GIF),
    "empty": ("application/json", b"{}"),
}
_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".webmanifest": "application/manifest+json",
    ".xht": "application/xhtml+xml",
    ".xhtml": "application/xhtml+xml",
    ".xml": "application/xml",
    ".xsl": "application/xml",
    ".svg": "image/svg+xml",
    ".vtt": "text/vtt",
    ".m3u8": "application/vnd.apple.mpegurl",
    ".mpd": "application/dash+xml",
    ".json": "application/json",
    ".woff2": "font/woff2",
    ".appcache": "text/cache-manifest",
    ".shtml": "text/html",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """One contact: the host as the browser named it, and how it came (`dns`, `tls`, or a request line)."""

    host: str
    how: str


@dataclass(slots=True)
class Sink:
    """Serves one site at https://praxis.example/ and everybody else beside it; `seen` grows with every contact."""

    certificate: trustme.LeafCert
    site: dict[str, bytes] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    tls_port: int = 0
    plain_port: int = 0
    _servers: list[asyncio.Server] = field(default_factory=list)

    async def start(self) -> None:
        """Listen on two free ports, each on both loopback addresses."""
        context = self._context()
        context.sni_callback = self._hello  # type: ignore[assignment]
        for secure in (context, None):
            first = await asyncio.start_server(self._talk, LOOPBACK, 0, ssl=secure)
            port = first.sockets[0].getsockname()[1]
            self._servers += [first, await asyncio.start_server(self._talk, FOREIGN_IP, port, ssl=secure)]
            if secure:
                self.tls_port = port
            else:
                self.plain_port = port

    async def stop(self) -> None:
        """Stop listening."""
        for server in self._servers:
            server.close()

    def hosts(self) -> set[str]:
        """Return the foreign hosts seen so far; the own host counts as foreign when asked at another port."""
        own_ways = ("dns", "tls")
        return {
            s.host
            for s in self.seen
            if s.host not in (LOOPBACK, BLANK_HOST, "") and not (s.host == OWN_HOST and s.how in own_ways)
        }

    def _context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.certificate.configure_cert(context)
        return context

    def _hello(self, connection: ssl.SSLObject, name: str | None, _context: ssl.SSLContext) -> None:
        if name:  # literal addresses send no name; their requests say who is meant
            self._note(name, "tls")

    def _note(self, host: str, how: str) -> None:
        self.seen.append(Seen(host.strip("[]").rstrip(".").lower(), how))

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(
            ConnectionError,
            asyncio.IncompleteReadError,
            asyncio.LimitOverrunError,
            asyncio.CancelledError,
            ssl.SSLError,
        ):
            while await self._exchange(reader, writer):
                pass
        writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _ = head[0].split(" ", 2)
        headers = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head[1:] if line)
        }
        body = await reader.readexactly(int(headers.get("content-length") or 0))
        host = headers.get("host", "")
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        if target.startswith(DNS_PATH) and name == LOOPBACK:
            answer = self._resolve(target, body)
        elif host.rstrip(".") == OWN_HOST:
            answer = self._own(target, headers)
        else:
            self._note(name, f"{method} {target}")
            answer = self._stranger(headers)
        status, fields, content = answer
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(content)}", *fields]
        writer.write(
            "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + (b"" if method == "HEAD" else content)
        )
        await writer.drain()
        return headers.get("connection", "").lower() != "close"

    def _resolve(self, target: str, body: bytes) -> "Answer":
        """Answer a DNS query (RFC 1035): every name has the loopback address, and no other record."""
        encoded = target.partition("dns=")[2]
        query = body or base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
        labels, at = [], 12
        while length := query[at]:
            labels.append(query[at + 1 : at + 1 + length].decode("latin-1"))
            at += 1 + length
        question = query[12 : at + 5]
        (kind,) = struct.unpack_from("!H", query, at + 1)
        name = ".".join(
            label for label in labels if not label.startswith("_")
        )  # _443._https.host: the HTTPS record
        self._note(name, "dns")
        address = b"\xc0\x0c" + struct.pack("!HHIH4B", 1, 1, 60, 4, 127, 0, 0, 1) if kind == 1 else b""
        reply = query[:2] + struct.pack("!HHHHH", 0x8180, 1, 1 if address else 0, 0, 0) + question + address
        return "200 OK", ["Content-Type: application/dns-message", "Cache-Control: no-store"], reply

    def _own(self, target: str, headers: dict[str, str]) -> "Answer":
        """Answer as a plain static host does: index files, precompressed twins, `_headers` and `_redirects`."""
        path = target.partition("?")[0]
        for line in self.site.get("_redirects", b"").decode().splitlines():
            rule = line.split()
            if len(rule) >= 2 and rule[0] == path:
                return f"{(rule[2:] or ['301'])[0]} Moved", [f"Location: {rule[1]}"], b""
        name = path.lstrip("/")
        if name == "" or name.endswith("/"):
            name += "index.html"
        elif name not in self.site and f"{name}/index.html" in self.site:
            return "301 Moved", [f"Location: {path}/"], b""
        status = "200 OK"
        if name not in self.site:
            name, status = "404.html", "404 Not Found"
        suffix = name[name.rfind(".") :].lower() if "." in name else ""
        kind = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        fields = [f"Content-Type: {kind}", "Cache-Control: no-store", *self._header_rules(path)]
        if suffix == ".svgz":
            fields.append("Content-Encoding: gzip")
        content = self.site.get(name, b"")
        for twin, encoding in ((".br", "br"), (".gz", "gzip")):
            if name + twin in self.site and encoding in headers.get("accept-encoding", ""):
                return status, [*fields, f"Content-Encoding: {encoding}"], self.site[name + twin]
        if suffix == ".svgz" and not content.startswith(b"\x1f\x8b"):
            content = gzip.compress(content)
        return status, fields, content

    def _header_rules(self, path: str) -> list[str]:
        fields, applies = [], False
        for line in self.site.get("_headers", b"").decode().splitlines():
            if line.startswith("/"):
                pattern = line.strip()
                applies = pattern in (path, "/*") or (pattern.endswith("*") and path.startswith(pattern[:-1]))
            elif applies and ":" in line:
                fields.append(line.strip())
        return fields

    def _stranger(self, headers: dict[str, str]) -> "Answer":
        destination = headers.get("sec-fetch-dest", "")
        kind, content = _STRANGER.get(destination, ("text/html", b"<!doctype html><title>stranger</title>"))
        allow = [
            "Access-Control-Allow-Origin: " + headers.get("origin", "*"),
            "Access-Control-Allow-Credentials: true",
            "Access-Control-Allow-Headers: *, content-type",
        ]
        return "200 OK", [f"Content-Type: {kind}", "Cache-Control: no-store", *allow], content


Answer = tuple[str, list[str], bytes]
