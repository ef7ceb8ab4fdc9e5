"""Hardening: the browser itself refuses what no reading can see."""

from collections.abc import Iterator
from pathlib import Path

from mkdocs_praxis.files import write_whole
from mkdocs_praxis.harden.allow import own_widenings, widenings
from mkdocs_praxis.harden.csp import Widening, content_security_policy
from mkdocs_praxis.harden.inline import page_of
from mkdocs_praxis.harden.page import insert_policy
from mkdocs_praxis.harden.servers import SERVERS, block, headers, write
from mkdocs_praxis.web.contact import OwnSite, Page

__all__ = [
    "SERVERS",
    "Widening",
    "block",
    "content_security_policy",
    "harden",
    "headers",
    "insert_policy",
    "own_widenings",
    "pages",
    "widenings",
    "write",
]


def pages(site: Path, own: OwnSite) -> Iterator[tuple[Path, bytes, Page]]:
    """Yield every HTML page below a directory: path, bytes, inline code. Links are not followed."""
    for path in sorted(site.rglob("*")):
        if path.suffix.lower() not in {".html", ".htm"} or path.is_symlink() or not path.is_file():
            continue
        data = path.read_bytes()
        page = page_of(path.relative_to(site).as_posix(), data, own)
        if page is not None:
            yield path, data, page


def harden(site: Path, own: OwnSite, wider: tuple[Widening, ...] = (), server: str | None = None) -> int:
    """Give every HTML page below `site` its own policy, and the server's header file if one is named; return the pages.

    Only for output that the gate has passed: hashes are made of the inline code that was read there. A file is replaced
    whole or not at all. Raises PraxisError when an author's header file says something else (no page is touched then),
    or when a page has no place for a policy.
    """
    wider = (*own_widenings(own), *wider)
    listed = [(path, page) for path, _, page in pages(site, own)]
    if server:
        write(site, server, headers((page for _, page in listed), wider, server))
    count = 0
    for path, page in listed:
        data = path.read_bytes()
        hardened = insert_policy(data, content_security_policy(page, wider), str(path))
        if hardened != data:
            write_whole(path, hardened)
            count += 1
    return count
