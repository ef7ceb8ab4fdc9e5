"""The server that the bench's browser can reach: that of the proof, with the files and the header rules of a case."""

import gzip
import mimetypes

import trustme

from mkdocs_praxis.browser.sink import LOOPBACK, Answer, Sink

OWN_HOST = "praxis.example"
BLANK_HOST = (
    f"blank.{OWN_HOST}"  # a page with nothing, of the same site: where the browser is between two visits
)
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


class CaseSink(Sink):
    """Serves the files of one case after the other at https://praxis.example/."""

    def __init__(self, certificate: trustme.LeafCert) -> None:
        super().__init__(certificate, OWN_HOST, "/", None)
        self.site: dict[str, bytes] = {}

    def hosts(self) -> set[str]:
        """Return the foreign hosts seen so far; the own host counts as foreign when asked at another port."""
        return self.foreign().keys() - {LOOPBACK, BLANK_HOST, ""}

    def answer(self, target: str, asked: dict[str, str]) -> Answer:
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
        fields = [f"Content-Type: {kind}", *self._header_rules(path)]
        if suffix == ".svgz":
            fields.append("Content-Encoding: gzip")
        content = self.site.get(name, b"")
        for twin, encoding in ((".br", "br"), (".gz", "gzip")):
            if name + twin in self.site and encoding in asked.get("accept-encoding", ""):
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
