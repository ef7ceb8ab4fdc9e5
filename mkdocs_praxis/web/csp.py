"""Content-Security-Policies as browsers obey them, and whether they refuse every contact with others.

Content Security Policy Level 3, https://www.w3.org/TR/CSP3/. Several policies of one page all hold: what one of them
refuses is refused (§4.2). So a kind of request is confined when one policy lets no foreign host through for it.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.url import resolve

# What a script can make a browser send, and the directives that decide on it, the first that is there (CSP3 §6.8.3).
# form-action and base-uri fall back to nothing (§6.3, §6.4).
DECIDING: dict[str, tuple[str, ...]] = {
    "script-src-elem": ("script-src-elem", "script-src", "default-src"),
    "connect-src": ("connect-src", "default-src"),
    "img-src": ("img-src", "default-src"),
    "style-src-elem": ("style-src-elem", "style-src", "default-src"),
    "font-src": ("font-src", "default-src"),
    "media-src": ("media-src", "default-src"),
    "frame-src": ("frame-src", "child-src", "default-src"),
    "object-src": ("object-src", "default-src"),
    "worker-src": ("worker-src", "child-src", "script-src", "default-src"),
    "manifest-src": ("manifest-src", "default-src"),
    "form-action": ("form-action",),
    "base-uri": ("base-uri",),
}
# Sources that let no request leave for another host. A hash vouches for known code only; blob: and data: stay on the machine.
_LOCAL = frozenset(["data:", "blob:", "about:", "mediastream:", "filesystem:"])
_HASH_OR_NONCE = regex(r"'(?:sha(?:256|384|512)|nonce)-.*'")
# A nonce in a file is no secret, and lets an element that carries it load from anywhere, as strict-dynamic does. Inline code
# without hashes includes speculation rules that a script writes, and no directive governs what these fetch (Chromium 156).
_ANYWHERE = {
    "script-src-elem": regex(r"'(?:nonce-.*|strict-dynamic|unsafe-inline|inline-speculation-rules)'"),
    "style-src-elem": regex(r"'nonce-.*'"),
    "worker-src": regex(r"'(?:nonce-.*|strict-dynamic)'"),
}


class Csp(NamedTuple):
    """One policy: its directives by name, lower case; of two of the same name the first counts (CSP3 §2.2.1)."""

    directives: Mapping[str, tuple[str, ...]]

    def __str__(self) -> str:
        return "; ".join(" ".join([name, *sources]) for name, sources in self.directives.items())


class Wide(NamedTuple):
    """What keeps policies from confining a page: a directive, and the source that lets others through; "" when it is missing."""

    directive: str
    source: str = ""

    def __str__(self) -> str:
        return f"{self.directive} {self.source}".rstrip()


def parse(text: str) -> Csp:
    """Return one policy, as a `meta` element holds it."""
    directives: dict[str, tuple[str, ...]] = {}
    for part in text.split(";"):
        name, *sources = part.split() or [""]
        if name:
            directives.setdefault(name.lower(), tuple(sources))
    return Csp(directives)


def parse_header(text: str) -> tuple[Csp, ...]:
    """Return the policies of a header: a comma parts them (CSP3 §2.2.2)."""
    return tuple(csp for part in text.split(",") if (csp := parse(part)).directives)


def too_wide(
    policies: Sequence[Csp], own: OwnSite, accepted: Collection[tuple[str, str]] = ()
) -> tuple[Wide, ...]:
    """Return what lets foreign hosts through when all of these policies hold; empty when they confine a page.

    `accepted` are pairs of directive and source that somebody allowed in writing.
    """
    wide = []
    for kind in DECIDING:
        leaks = [list(_leaks(csp, kind, own, accepted)) for csp in policies]
        if not leaks:
            wide.append(Wide(kind))
        elif all(leaks):
            wide.append(min(leaks, key=len)[0])
    # A prefetch asks every directive of a policy that has a default-src, and passes where one lets it (§6.8.4).
    if not wide and not any(
        "default-src" in csp.directives and _tight(csp, own, accepted) for csp in policies
    ):
        wide.append(Wide("default-src"))
    return tuple(dict.fromkeys(wide))


def runs_inline(csp: Csp, digest: str) -> bool:
    """Tell whether a policy lets an inline script run whose SHA-256, in base64, is `digest` (CSP3 §6.7.3)."""
    name = next((name for name in DECIDING["script-src-elem"] if name in csp.directives), None)
    if name is None:
        return True
    sources = csp.directives[name]
    if f"'sha256-{digest}'" in sources:
        return True
    words = [source.lower() for source in sources]
    return "'unsafe-inline'" in words and not any(_HASH_OR_NONCE.fullmatch(word) for word in words)


def are_sent(expected: Iterable[Csp], headers: Iterable[str]) -> bool:
    """Tell whether the headers of an answer hold each of these policies, perhaps with more directives."""
    sent = [csp for header in headers for csp in parse_header(header)]
    return all(any(csp.directives.items() <= one.directives.items() for one in sent) for csp in expected)


def makes_types(csp: Csp, *names: str) -> bool:
    """Tell whether a policy lets scripts make Trusted Types policies of these names (Trusted Types, `trusted-types`)."""
    allowed = csp.directives.get("trusted-types")
    return allowed is None or "*" in allowed or set(names) <= set(allowed)


def _tight(csp: Csp, own: OwnSite, accepted: Collection[tuple[str, str]]) -> bool:
    names = [name for name in csp.directives if name == "default-src" or name in DECIDING]
    sources = ((name, source) for name in names for source in csp.directives[name])
    return all(_stays(source, name, own) or (name, source) in accepted for name, source in sources)


def _leaks(csp: Csp, kind: str, own: OwnSite, accepted: Collection[tuple[str, str]]) -> Iterator[Wide]:
    name = next((name for name in DECIDING[kind] if name in csp.directives), None)
    if name is None:
        yield Wide(kind if kind in {"form-action", "base-uri"} else "default-src")
        return
    sources = csp.directives[name]
    hashed = any(_HASH_OR_NONCE.fullmatch(source.lower()) for source in sources)
    anywhere = _ANYWHERE.get(kind)
    for source in sources:
        word = source.lower()
        if (name, source) in accepted or (kind, source) in accepted:
            continue
        if hashed and word == "'unsafe-inline'":
            continue  # without a meaning beside a hash (§6.7.3.2)
        if (anywhere and anywhere.fullmatch(word)) or not _stays(source, name, own):
            yield Wide(name, source)


def _stays(source: str, directive: str, own: OwnSite) -> bool:
    """Tell whether a source lets nothing through but the own site."""
    word = source.lower()
    if word.startswith("'"):
        return re.fullmatch(r"'(?:strict-dynamic|nonce-.*)'", word) is None
    if word in _LOCAL:
        return directive != "base-uri"
    if word.endswith(":") or "*" in word.partition("/*")[0]:
        return False
    url = resolve(word if "://" in word else f"https://{word}", "about:blank")
    site = resolve(own.url, "about:blank")
    if url is None or site is None:
        return False
    return (url.host == site.host and url.port == site.port) or (url.host in own.hosts and not url.port)
