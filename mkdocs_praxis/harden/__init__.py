"""Hardening: the browser itself refuses what no reading can see."""

from collections.abc import Iterator
from pathlib import Path

from mkdocs_praxis.harden.allow import widenings
from mkdocs_praxis.harden.csp import Widening, content_security_policy
from mkdocs_praxis.harden.page import insert_policy
from mkdocs_praxis.harden.servers import SERVERS, block, headers, write
from mkdocs_praxis.web import read
from mkdocs_praxis.web.contact import OwnSite, Page

__all__ = [
    "SERVERS",
    "Widening",
    "block",
    "content_security_policy",
    "harden",
    "headers",
    "insert_policy",
    "pages",
    "widenings",
    "write",
]


def pages(site: Path, own: OwnSite) -> Iterator[tuple[Path, str, Page]]:
    """Yield every HTML page below a directory: path, text, facts. Links are not followed."""
    for path in sorted(site.rglob("*")):
        if path.suffix.lower() not in {".html", ".htm"} or path.is_symlink() or not path.is_file():
            continue
        data = path.read_bytes()
        name = path.relative_to(site).as_posix()
        page = read(name, data, url=own.url + name, own=own).page
        if page is not None:
            yield path, data.decode("utf-8-sig"), page


def harden(site: Path, own: OwnSite, wider: tuple[Widening, ...] = (), server: str | None = None) -> int:
    """Give every HTML page below `site` its own policy, and the server's header file if one is named; return the pages.

    Only for output that the gate has passed: hashes are made of the inline code that was read there. Raises PraxisError
    when an author's header file says something else.
    """
    count = 0
    seen = []
    for path, text, page in pages(site, own):
        seen.append(page)
        hardened = insert_policy(text, content_security_policy(page, wider))
        if hardened != text:
            path.write_bytes(hardened.encode("utf-8"))
            count += 1
    if server:
        write(site, server, headers(seen, wider))
    return count
