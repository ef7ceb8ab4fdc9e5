"""Hardening: gives each page a Content-Security-Policy, so that browsers block what static analysis cannot find."""

from typing import TYPE_CHECKING

from mkdocs_praxis.lazy import lazily

if TYPE_CHECKING:
    from mkdocs_praxis.harden.allow import widenings
    from mkdocs_praxis.harden.code import beyond
    from mkdocs_praxis.harden.csp import Widening
    from mkdocs_praxis.harden.frames import is_frameless, leads_frames
    from mkdocs_praxis.harden.guard import is_guard
    from mkdocs_praxis.harden.page import insert_policy, without_ours
    from mkdocs_praxis.harden.servers import SERVERS, block, headers, sent_by, write
    from mkdocs_praxis.harden.site import Hardening, harden, headers_of

__all__ = [
    "SERVERS",
    "Hardening",
    "Widening",
    "beyond",
    "block",
    "harden",
    "headers",
    "headers_of",
    "insert_policy",
    "is_frameless",
    "is_guard",
    "leads_frames",
    "sent_by",
    "widenings",
    "without_ours",
    "write",
]

__getattr__ = lazily(
    __name__,
    Hardening="site",
    SERVERS="servers",
    Widening="csp",
    beyond="code",
    block="servers",
    harden="site",
    headers="servers",
    headers_of="site",
    insert_policy="page",
    is_frameless="frames",
    is_guard="guard",
    leads_frames="frames",
    sent_by="servers",
    widenings="allow",
    without_ours="page",
    write="servers",
)
