"""From the strings that reach a sink to the hosts they name, as far as the known parts allow."""

import re
from dataclasses import dataclass

from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.script.values import (
    HOST,
    HREF,
    ORIGIN,
    PATH,
    PROTOCOL,
    UNKNOWN_PART,
    is_tainted,
    is_unknown,
)
from mkdocs_praxis.web.url import foreign_host, resolve

_AUTHORITY = re.compile(r"[\x00-\x20]*(?:([a-zA-Z][a-zA-Z0-9+.\-]*):)?[/\\]{2,}([^/\\?#]*)(.*)", re.DOTALL)
_SUBDOMAIN = re.compile(r"\$?\{(?:s|S|subdomain|switch:[^}]*|[a-z0-9]-[a-z0-9])\}|\[\[?[a-z]-[a-z]\]\]?")
_BRACES = re.compile(r"\$?\{[^{}/]{0,40}\}")
_ICE = re.compile(
    r"^\s*(stuns?|turns?):(?://)?(?:[^@\s]*@)?(\[[0-9a-fA-F:.]+\]|[^\s:?/\[\]]+)", re.IGNORECASE
)
_HOSTNAME = re.compile(r"[\w\-*]+(?:\.[\w\-*]+)+\.?(?::\d*)?$")
# The token that fills gaps in markup and style sheets before other readers see them.
FILLER = "praxis0hole0"


@dataclass(frozen=True, slots=True)
class Address:
    """A foreign address: as far as it is known, its host, and whether the host's own part is only known from its end."""

    url: str
    host: str


def with_own(text: str, base: str) -> str:
    """Put the page's own address where the script reads `location`."""
    if not any(mark in text for mark in (HREF, ORIGIN, PROTOCOL, HOST, PATH)):
        return text
    own = resolve(base, "about:blank")
    if own is None:
        return text
    filled = text.replace(HREF, own.href).replace(ORIGIN, own.origin).replace(PROTOCOL, own.scheme + ":")
    return filled.replace(HOST, own.host).replace(PATH, "/")


def first_unknown(text: str) -> int:
    """Return where the first unknown part of a string is, or -1."""
    return next(
        (at for at, character in enumerate(text) if ord(character) >= 0xF0000 and is_unknown(character)), -1
    )


def host_is_open(text: str) -> bool:
    """Say whether what is unknown in an address may decide which host it names."""
    gap = first_unknown(text)
    if gap < 0:
        return False
    if gap == 0:
        return True
    found = _AUTHORITY.match(text)
    if found:
        return first_unknown(found[2]) >= 0
    known = text[:gap].strip().lower()
    return known == "\\" or any(start.startswith(known) for start in ("https://", "http://", "wss://", "//"))


def holds_taint(text: str) -> bool:
    """Say whether an address is decided by the page's data."""
    gap = first_unknown(text)
    return gap >= 0 and any(is_tainted(c) for c in text if ord(c) >= 0xF0000) and host_is_open(text)


def read_address(text: str, base: str, own: OwnSite) -> Address | None:
    """Resolve what reaches a sink; None when it is no foreign address or its host is not known."""
    text = with_own(text[:65536], base)
    text = _SUBDOMAIN.sub("a", text)
    if "{" in text:
        text = _BRACES.sub(UNKNOWN_PART, text)
    gap = first_unknown(text)
    if gap >= 0:
        if gap == 0 and text[1:3] in {"//", "\\\\"}:
            text = "https:" + text[1:]
        elif gap == 0 and text[1:4] == "://":
            text = "https" + text[1:]
        found = _AUTHORITY.match(text)
        if found is None:
            if first_unknown(text) < len(text) and not re.match(r"\s*[a-zA-Z][\w+.\-]*:", text):
                return None
            text = "".join("-" if ord(c) >= 0xF0000 else c for c in text)
        else:
            scheme, authority, rest = found.groups()
            if scheme is not None and first_unknown(scheme) >= 0:
                scheme = "https"
            host = _known_part(authority)
            if not host:
                return None
            rest = "".join("-" if ord(c) >= 0xF0000 else c for c in rest)
            text = f"{scheme + ':' if scheme else ''}//{host}{rest}"
    url = resolve(text, base)
    if url is None:
        return None
    host_name = foreign_host(url, own)
    return Address(url.href, host_name) if host_name else None


def _known_part(authority: str) -> str:
    """Return the host that an authority with gaps surely belongs to: `x-?.cdn.example` → `cdn.example`."""
    authority = authority.rpartition("@")[2]
    gaps = [at for at, c in enumerate(authority) if ord(c) >= 0xF0000]
    if not gaps:
        return authority
    tail = authority[gaps[-1] + 1 :]
    if tail:
        known = tail.partition(".")[2]
        if _HOSTNAME.match(known):
            return known
        wgap = tail.startswith((".", "-")) and _HOSTNAME.match(tail[1:])
        return tail[1:] if wgap and tail[0] == "." else ""
    head = authority[: gaps[0]]
    return (
        head
        if _HOSTNAME.match(head) and not head.endswith(".") and re.search(r"\.[a-z]{2,}\.?(?::\d*)?$", head)
        else ""
    )


def read_ice(text: str) -> tuple[str, str] | None:
    """Read a `stun:`/`turn:` address (RFC 7064, RFC 7065): its serialisation and host."""
    found = _ICE.match(text)
    if found is None or first_unknown(found[2]) >= 0:
        return None
    canonical = resolve(f"https://{found[2]}/", "about:blank")
    host = canonical.host if canonical else found[2].lower()
    return text.strip(), host


def filled(text: str, base: str) -> str:
    """Fill the gaps of markup or a style sheet, so that another reader can read it."""
    text = with_own(text, base)
    if first_unknown(text) < 0:
        return text
    return "".join(FILLER if ord(c) >= 0xF0000 else c for c in text)


def without_filler(url: str, host: str) -> tuple[str, str] | None:
    """Take the filler out of an address that another reader found; None when its host is not known."""
    if FILLER not in host:
        return url.replace(FILLER, "-"), host
    known = host.rpartition(FILLER)[2].partition(".")[2]
    if not _HOSTNAME.match(known):
        return None
    return url.replace(host, known, 1).replace(FILLER, "-"), known
