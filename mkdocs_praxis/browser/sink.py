"""The only server that the browser can reach; it acts as name server, own site and every foreign host.

Nothing is intercepted within the browser. It resolves all names here, by DNS over HTTPS (RFC 8484), and connects here, so the
sink sees all that leaves the browser, including what DevTools does not show: dns-prefetch, preconnect, WebSocket, STUN,
beacons sent after the page was closed.
"""

import asyncio
import base64
import contextlib
import mimetypes
import ssl
import struct
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import trustme

from mkdocs_praxis.harden.page import without_ours
from mkdocs_praxis.walk import Entry
from mkdocs_praxis.walk import content as content_of
from mkdocs_praxis.web.sent import Served

LOOPBACK = "127.0.0.1"
FOREIGN_IP = "127.9.8.7"  # replaces every literal IP address
DNS_PATH = "/dns-query"
_GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
# Responses of foreign hosts, by Sec-Fetch-Dest of the request: enough for the page to continue.
_STRANGER: dict[str, tuple[str, bytes]] = {
    "script": ("text/javascript", b""),
    "worker": ("text/javascript", b""),
    "sharedworker": ("text/javascript", b""),
    "serviceworker": ("text/javascript", b""),
    "style": ("text/css", b""),
    "image": ("image/gif", _GIF),
    "empty": ("application/json", b"{}"),
}
mimetypes.add_type("text/javascript", ".mjs")
mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("text/vtt", ".vtt")
Answer = tuple[str, list[str], bytes]


class Seen(NamedTuple):
    """One contact: host, type (`dns`, `tls` or an HTTP method), and the URL if there was a request."""

    host: str
    how: str
    url: str = ""


@dataclass(slots=True)
class Sink:
    """Serves a directory as the own site at `host` and `prefix`, and acts as all foreign hosts."""

    certificate: trustme.LeafCert
    host: str
    prefix: str
    directory: Path | None  # None: proxy a server on this machine
    # Policies that header files send, with all of them, and without those we wrote
    sent: tuple[Served, Served] = (Served(), Served())
    bare: bool = False  # serve pages without the policy and guard added by hardening
    seen: list[Seen] = field(default_factory=list)
    tls_port: int = 0
    plain_port: int = 0
    _servers: list[asyncio.Server] = field(default_factory=list)

    async def start(self) -> None:
        """Listen on two free ports of this machine."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.certificate.configure_cert(context)
        context.sni_callback = lambda _, name, __: self._note(name, "tls") if name else None
        for secure in (context, None):
            first = await asyncio.start_server(self._talk, LOOPBACK, 0, ssl=secure)
            port = first.sockets[0].getsockname()[1]
            self._servers.append(first)
            with contextlib.suppress(OSError):  # only Linux has further loopback addresses
                self._servers.append(await asyncio.start_server(self._talk, FOREIGN_IP, port, ssl=secure))
            if secure:
                self.tls_port = port
            else:
                self.plain_port = port

    async def stop(self) -> None:
        """Stop listening."""
        for server in self._servers:
            server.close()

    def foreign(self) -> dict[str, list[Seen]]:
        """Return the contacts with foreign hosts, by host."""
        found: dict[str, list[Seen]] = {}
        for seen in self.seen:
            if seen.host not in {self.host.partition(":")[0], ""} or seen.how not in {"dns", "tls"}:
                found.setdefault(seen.host, []).append(seen)
        return found

    def _note(self, host: str, how: str, url: str = "") -> None:
        self.seen.append(Seen(host.strip("[]").rstrip(".").lower(), how, url))

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        quiet = (
            ConnectionError,
            asyncio.IncompleteReadError,
            asyncio.LimitOverrunError,
            asyncio.CancelledError,
            ssl.SSLError,
            ValueError,
        )
        with contextlib.suppress(*quiet):
            while await self._exchange(reader, writer):
                pass
        writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _ = head[0].split(" ", 2)
        fields = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head[1:] if line)
        }
        body = await reader.readexactly(int(fields.get("content-length") or 0))
        host = fields.get("host", "")
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        if target.startswith(DNS_PATH) and host == f"{LOOPBACK}:{self.tls_port}":
            answer = self._resolve(target, body)
        elif host.rstrip(".") == self.host:
            answer = await asyncio.to_thread(self.answer, target, fields)
            if self.bare:
                answer = (*answer[:2], without_ours(answer[2]))
        else:
            scheme = "https" if writer.get_extra_info("ssl_object") else "http"
            self._note(name, method, f"{scheme}://{host}{target}")
            answer = _stranger(fields)
        status, lines, content = answer
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(content)}", "Cache-Control: no-store", *lines]
        writer.write(
            "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + (b"" if method == "HEAD" else content)
        )
        await writer.drain()
        return fields.get("connection", "").lower() != "close"

    def _resolve(self, target: str, body: bytes) -> Answer:
        """Answer a DNS query (RFC 1035): every name has only an A record, the loopback address."""
        encoded = target.partition("dns=")[2]
        query = body or base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
        labels, at = [], 12
        while length := query[at]:
            labels.append(query[at + 1 : at + 1 + length].decode("latin-1"))
            at += 1 + length
        question = query[12 : at + 5]
        (kind,) = struct.unpack_from("!H", query, at + 1)
        self._note(".".join(label for label in labels if not label.startswith("_")), "dns")
        address = b"\xc0\x0c" + struct.pack("!HHIH4B", 1, 1, 60, 4, 127, 0, 0, 1) if kind == 1 else b""
        reply = query[:2] + struct.pack("!HHHHH", 0x8180, 1, 1 if address else 0, 0, 0) + question + address
        return "200 OK", ["Content-Type: application/dns-message"], reply

    def _from_upstream(self, target: str) -> Answer:
        """Proxy a request to the server on this machine."""
        answer, content = _asked(self.host, target)
        if answer is None:
            return "502 Bad Gateway", [], b""
        dropped = {"content-length", "transfer-encoding", "connection", "cache-control"}
        fields = [f"{name}: {value}" for name, value in answer.getheaders() if name.lower() not in dropped]
        # Without https Chromium asks for the names of a page's links in advance.
        fields.append("X-DNS-Prefetch-Control: off")
        return f"{answer.status} {answer.reason or 'Answer'}", fields, content

    def answer(self, target: str, _fields: dict[str, str]) -> Answer:
        """Respond for the own site, as a static host does."""
        if self.directory is None:
            return self._from_upstream(target)
        path = unquote(target.partition("?")[0])
        name = path.removeprefix(self.prefix).lstrip("/")
        file = (self.directory / name).resolve()
        if file.is_dir():
            if not path.endswith("/"):
                return "301 Moved Permanently", [f"Location: {path}/"], b""
            file /= "index.html"
        status = "200 OK"
        if not file.is_relative_to(self.directory.resolve()) or not file.is_file():
            file, status = self.directory.resolve() / "404.html", "404 Not Found"
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        entry = Entry(str(file), name, 0)
        read = content_of(entry) if file.is_file() else b""
        content = read if isinstance(read, bytes) else b""
        shown = file.relative_to(self.directory.resolve()).as_posix()
        policies = self.sent[self.bare].policies(shown)
        return (
            status,
            [f"Content-Type: {kind}", *(f"Content-Security-Policy: {csp}" for csp in policies)],
            content,
        )


def answered(address: str) -> tuple[int, list[str]]:
    """Return status and Content-Security-Policy headers of a page on a server on this machine; (0, []) if it does not respond."""
    host, _, path = address.partition("://")[2].partition("/")
    answer, _ = _asked(host, f"/{path}")
    if answer is None:
        return 0, []
    return answer.status, answer.headers.get_all("Content-Security-Policy") or []


def _asked(host: str, target: str) -> tuple[HTTPResponse | None, bytes]:
    """Return the response of a server on this machine, with its content; None if it does not respond."""
    connection = HTTPConnection(host, timeout=10)
    try:
        connection.request("GET", target, headers={"Host": host})
        answer = connection.getresponse()
        return answer, answer.read()
    except (OSError, HTTPException):
        return None, b""
    finally:
        connection.close()


def _stranger(fields: dict[str, str]) -> Answer:
    kind, content = _STRANGER.get(
        fields.get("sec-fetch-dest", ""), ("text/html", b"<!doctype html><title>stub</title>")
    )
    allow = [
        f"Access-Control-Allow-Origin: {fields.get('origin', '*')}",
        "Access-Control-Allow-Credentials: true",
        "Access-Control-Allow-Headers: *, content-type",
    ]
    return "200 OK", [f"Content-Type: {kind}", *allow], content
