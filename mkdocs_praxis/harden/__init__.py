"""Hardening: the browser itself refuses what no reading can see."""

from pathlib import Path

from mkdocs_praxis.harden.csp import content_security_policy
from mkdocs_praxis.harden.page import insert_policy
from mkdocs_praxis.web import read
from mkdocs_praxis.web.contact import OwnSite

__all__ = ["content_security_policy", "harden", "insert_policy"]


def harden(site: Path, own: OwnSite) -> int:
    """Give every HTML page below `site` its own policy; return how many pages got one.

    Only for output that the gate has passed: hashes are made of the inline code that was read there.
    """
    count = 0
    for path in sorted(
        p
        for p in site.rglob("*")
        if p.suffix.lower() in {".html", ".htm"} and p.is_file() and not p.is_symlink()
    ):
        data = path.read_bytes()
        name = path.relative_to(site).as_posix()
        page = read(name, data, url=own.url + name, own=own).page
        if page is None:
            continue
        text = data.decode("utf-8-sig")
        hardened = insert_policy(text, content_security_policy(page))
        if hardened != text:
            path.write_bytes(hardened.encode("utf-8"))
            count += 1
    return count
