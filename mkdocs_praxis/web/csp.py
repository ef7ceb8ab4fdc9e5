"""Content-Security-Policies: parsed, and whether they block every contact with foreign hosts.

Content Security Policy Level 3, https://www.w3.org/TR/CSP3/. A request must pass every policy of a page (§4.2), so a kind of
request is confined if one of them allows no foreign host for it.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.url import home, resolve

# Kinds of requests that a script can make, and the directives that govern them besides their own, of which the first present
# applies (CSP3 §6.8.3), the last of all being default-src; form-action and base-uri have no fallback (§6.3, §6.4).
ALONE = ("form-action", "base-uri")
_FALLBACKS = {
    "script-src-elem": ("script-src",), "connect-src": (), "img-src": (), "style-src-elem": ("style-src",), "font-src": (), "media-src": (),
    "frame-src": ("child-src",), "object-src": (), "worker-src": ("child-src", "script-src"), "manifest-src": (),
}  # fmt: skip
DECIDING: dict[str, tuple[str, ...]] = {
    **{kind: (kind, *others, "default-src") for kind, others in _FALLBACKS.items()},
    **{kind: (kind,) for kind in ALONE},
}
# Sources that allow no foreign host. A hash allows only known code; blob: and data: involve no network.
_LOCAL = frozenset(["data:", "blob:", "about:", "mediastream:", "filesystem:"])
_HASH_OR_NONCE = regex(r"'(?:sha(?:256|384|512)|nonce)-[a-z0-9+/_-]+={0,2}'")
_WORD = regex(r"[^ \t\n\f\r]+")  # a no-break space parts nothing (§2.2.1)
# Sources that allow any host. A nonce in a static file is no secret: an element with it may load from anywhere, as with
# strict-dynamic. Inline code without hashes includes speculation rules, whose fetches no directive governs (Chromium 156).
_ANYWHERE = {
    "script-src-elem": regex(r"'(?:nonce-.*|strict-dynamic|unsafe-inline|inline-speculation-rules)'"),
    "style-src-elem": regex(r"'nonce-.*'"),
    "worker-src": regex(r"'(?:nonce-.*|strict-dynamic)'"),
}


class Csp(NamedTuple):
    """One policy: its directives by lower-case name; of duplicates the first counts (CSP3 §2.2.1)."""

    directives: Mapping[str, tuple[str, ...]]

    def __str__(self) -> str:
        return "; ".join(" ".join([name, *sources]) for name, sources in self.directives.items())


class Widening(NamedTuple):
    """A directive, and a source that opens it to others: by an allowance, or so that it confines nothing; "" if the directive is missing."""

    directive: str
    source: str = ""

    def __str__(self) -> str:
        return f"{self.directive} {self.source}".rstrip()


def parse(text: str) -> Csp:
    """Parse one policy, such as the content of a `meta` element."""
    directives: dict[str, tuple[str, ...]] = {}
    for part in text.split(";"):
        name, *sources = _WORD.findall(part) or [""]
        if name:
            directives.setdefault(name.lower(), tuple(sources))
    return Csp(directives)


def parse_header(text: str) -> tuple[Csp, ...]:
    """Parse the policies of a header, which are separated by commas (CSP3 §2.2.2)."""
    return tuple(csp for part in text.split(",") if (csp := parse(part)).directives)


def too_wide(
    policies: Sequence[Csp], own: OwnSite, accepted: Collection[tuple[str, str]] = ()
) -> tuple[Widening, ...]:
    """Return what allows foreign hosts under all policies together, but for `accepted` (directive, source) pairs; empty if nothing does."""
    wide = []
    for kind in DECIDING:
        leaks = [list(_leaks(csp, kind, own, accepted)) for csp in policies]
        if not leaks:
            wide.append(Widening(kind))
        elif all(leaks):
            wide.append(min(leaks, key=len)[0])
    # A prefetch is allowed if any directive of a policy with default-src allows it (§6.8.4).
    bounded = (csp for csp in policies if "default-src" in csp.directives)
    if not wide and not any(_tight(csp, own, accepted) for csp in bounded):
        wide.append(Widening("default-src"))
    return tuple(dict.fromkeys(wide))


def runs_inline(csp: Csp, digest: str) -> bool:
    """Whether a policy allows the inline script with this base64 SHA-256 (CSP3 §6.7.3)."""
    name = next((name for name in DECIDING["script-src-elem"] if name in csp.directives), None)
    if name is None:
        return True
    sources = csp.directives[name]
    if f"'sha256-{digest}'" in sources:
        return True
    words = [source.lower() for source in sources]
    return "'unsafe-inline'" in words and not any(_HASH_OR_NONCE.fullmatch(word) for word in words)


def are_sent(expected: Iterable[Csp], headers: Iterable[str]) -> bool:
    """Whether the headers of a response contain each of these policies, perhaps with further directives."""
    sent = [csp for header in headers for csp in parse_header(header)]
    return all(any(csp.directives.items() <= one.directives.items() for one in sent) for csp in expected)


def makes_types(csp: Csp, *names: str) -> bool:
    """Whether a policy allows Trusted Types policies of these names (Trusted Types, `trusted-types`)."""
    allowed = csp.directives.get("trusted-types")
    return allowed is None or "*" in allowed or set(names) <= set(allowed)


def _tight(csp: Csp, own: OwnSite, accepted: Collection[tuple[str, str]]) -> bool:
    names = csp.directives.keys() & {"default-src", *DECIDING}
    sources = {(name, source) for name in names for source in csp.directives[name]}
    return all(_stays(source, name, own) for name, source in sources.difference(accepted))


def _leaks(csp: Csp, kind: str, own: OwnSite, accepted: Collection[tuple[str, str]]) -> Iterator[Widening]:
    name = next((name for name in DECIDING[kind] if name in csp.directives), None)
    if name is None:
        yield Widening(kind if kind in ALONE else "default-src")
        return
    sources = csp.directives[name]
    hashed = any(_HASH_OR_NONCE.fullmatch(source.lower()) for source in sources)
    anywhere = _ANYWHERE.get(kind)
    for source in sources:
        word = source.lower()
        if (name, source) in accepted or (kind, source) in accepted:
            continue
        if hashed and word == "'unsafe-inline'":
            continue  # ignored beside a hash (§6.7.3.2)
        if (anywhere and anywhere.fullmatch(word)) or not _stays(source, name, own):
            yield Widening(name, source)


def _stays(source: str, directive: str, own: OwnSite) -> bool:
    """Whether a source allows nothing but the own site."""
    word = source.lower()
    if word.startswith("'"):
        return re.fullmatch(r"'(?:strict-dynamic|nonce-.*)'", word) is None
    if word in _LOCAL:
        return directive != "base-uri"
    if word.endswith(":") or "*" in word.partition("/*")[0]:
        return False
    url = resolve(word if "://" in word else f"https://{word}", "about:blank")
    if url is None:
        return False
    site = home(own)
    return (url.host == site.host and url.port == site.port) or (url.host in own.hosts and not url.port)
