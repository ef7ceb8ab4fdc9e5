"""The Content-Security-Policy of one page: nothing but the own origin, and that page's own inline code by hash.

Content Security Policy Level 3, https://www.w3.org/TR/CSP3/. What a policy inside the page cannot do is said in
docs/limits: frame-ancestors, report-to and sandbox count only as a header; what stands before the element is not covered.
"""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mkdocs_praxis.web.contact import Page

# The order is for readers of a page's source; browsers do not mind.
_SELF: dict[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'", "data:"),
    "media-src": ("'self'",),
    "connect-src": ("'self'",),
    "frame-src": ("'self'",),
    "worker-src": ("'self'",),
    "manifest-src": ("'self'",),
    "form-action": ("'self'",),
    "base-uri": ("'none'",),
    "object-src": ("'none'",),
}
# Left out, and why: `webrtc 'block'` (CSP3 §6.3) is known to no browser (Chromium 156 warns of it on every page and connects
# all the same); `require-trusted-types-for` stops every theme's search, which writes results as markup; `sandbox` and
# `frame-ancestors` count only in a header; `upgrade-insecure-requests` would break previews and changes no host.
# More style attributes than this on a page, and their hashes would weigh more than the page: any is then accepted.
# A style attribute can fetch only what img-src and font-src let through.
_MOST_STYLE_HASHES = 40


@dataclass(frozen=True, slots=True)
class Widening:
    """What an allowance adds: a directive and the host that it names, nothing more."""

    directive: str
    source: str


def content_security_policy(page: Page, widenings: Iterable[Widening] = ()) -> str:
    """Return the policy of a page as the value of a meta element or header."""
    directives: dict[str, list[str]] = {name: list(sources) for name, sources in _SELF.items()}
    directives["script-src"] += _hashes(page.inline_scripts)
    directives["style-src"] += _hashes(page.inline_styles)
    if page.event_handlers:
        directives["script-src-attr"] = ["'unsafe-hashes'", *_hashes(page.event_handlers)]
    if page.style_attributes:
        hashes = _hashes(page.style_attributes)
        fits = len(hashes) <= _MOST_STYLE_HASHES
        directives["style-src-attr"] = ["'unsafe-hashes'", *hashes] if fits else ["'unsafe-inline'"]
    for widening in widenings:
        sources = directives.setdefault(widening.directive, [])
        if widening.source not in sources:
            sources.append(widening.source)
    return serialise(directives)


def serialise(directives: Mapping[str, Iterable[str]]) -> str:
    """Return directives as one policy; a `'none'` beside another source is dropped, as it would have no meaning."""
    parts = []
    for name, sources in directives.items():
        listed = list(sources)
        if len(listed) > 1:
            listed = [s for s in listed if s != "'none'"]
        parts.append(" ".join([name, *listed]))
    return "; ".join(parts)


def _hashes(texts: Iterable[str]) -> list[str]:
    return [f"'sha256-{digest(text)}'" for text in dict.fromkeys(texts)]


def digest(text: str) -> str:
    """Return the base64 SHA-256 of inline code as CSP counts it: its UTF-8 bytes (CSP3 §6.7.2.3)."""
    return base64.b64encode(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()).decode("ascii")
