"""From the strings that reach a sink to the hosts they name, as far as the known parts allow."""

import re

from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.script.values import (
    HOST,
    HREF,
    MARKS,
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
_HOSTNAME = re.compile(r"[\w\-]+(?:\.[\w\-]+)*\.[a-zA-Z][\w\-]+\.?(?::\d*)?$")
# A host that can be one: a name with a dot or of many digits, or a literal address.
_PLAUSIBLE = re.compile(r"[\w-]+(?:\.[\w-]+)+\.?|[0-9a-f:.]*:[0-9a-f:.]*|localhost", re.IGNORECASE)
# The token that fills gaps in markup and style sheets before other readers see them.
_FILLER = "praxis0hole0"


def with_own(text: str, base: str) -> str:
    """Put the page's own address where the script reads `location`."""
    own = resolve(base, "about:blank")
    if own is None or text.isascii():
        return text
    parts = {HREF: own.href, ORIGIN: own.origin, PROTOCOL: f"{own.scheme}:", HOST: own.host, PATH: "/"}
    return "".join(parts.get(character, character) for character in text)


def first_unknown(text: str) -> int:
    """Return where the first unknown part of a string is, or -1."""
    return next((at for at, c in enumerate(text) if c >= MARKS and is_unknown(c)), -1)


def host_is_open(text: str) -> bool:
    """Say whether what is unknown in an address may decide which host it names."""
    gap = first_unknown(text)
    found = _AUTHORITY.match(text) if gap > 0 else None
    if found:
        return first_unknown(found[2]) >= 0
    starts = ("https://", "http://", "wss://", "//")
    return gap == 0 or (gap > 0 and any(start.startswith(text[:gap].strip().lower()) for start in starts))


def holds_taint(text: str) -> bool:
    """Say whether an address is decided by the page's data."""
    return host_is_open(text) and any(map(is_tainted, text))


def read_address(text: str, base: str, own: OwnSite) -> tuple[str, str] | None:
    """Return what reaches a sink as a foreign address with its host; None when it is none or the host is not known."""
    text = _BRACES.sub(UNKNOWN_PART, _SUBDOMAIN.sub("a", with_own(text[:65536], base)))
    gap = first_unknown(text)
    if gap == 0 and text[1:].lstrip(":")[:2] in {"//", "\\\\"}:
        text, gap = f"https:{text[1:].lstrip(':')}", first_unknown(text[1:])
    if gap >= 0:
        found = _AUTHORITY.match(text)
        if found is None:
            return None
        scheme, authority, rest = found.groups()
        known = _known_part(authority)
        if not known:
            return None
        text = f"{scheme + ':' if scheme else ''}//{known}{_plain(rest)}"
    url = resolve(text, base)
    host = foreign_host(url, own) if url is not None else None
    return (url.href, host) if url is not None and host and _PLAUSIBLE.fullmatch(host) else None


def _plain(text: str) -> str:
    return "".join("-" if c >= MARKS else c for c in text)


def _known_part(authority: str) -> str:
    """Return the host that an authority with gaps surely belongs to: `x-?.cdn.example` → `cdn.example`."""
    authority = authority.rpartition("@")[2]
    gaps = [at for at, c in enumerate(authority) if c >= MARKS]
    if not gaps:
        return authority
    head, tail = authority[: gaps[0]], authority[gaps[-1] + 1 :].partition(".")[2]
    if authority[gaps[-1] + 1 :]:
        return tail if _HOSTNAME.match(tail) else ""
    return head if _HOSTNAME.match(head) and not head.endswith(".") else ""


def read_ice(text: str) -> tuple[str, str] | None:
    """Read a `stun:`/`turn:` address (RFC 7064, RFC 7065): its serialisation and host."""
    found = _ICE.match(text)
    if found is None or first_unknown(found[2]) >= 0:
        return None
    canonical = resolve(f"https://{found[2]}/", "about:blank")
    return text.strip(), canonical.host if canonical else found[2].lower()


def filled(text: str, base: str) -> str:
    """Fill the gaps of markup or a style sheet, so that another reader can read it."""
    return "".join(_FILLER if c >= MARKS else c for c in with_own(text, base))


def without_filler(url: str, host: str) -> tuple[str, str] | None:
    """Take the filler out of an address that another reader found; None when its host is not known."""
    if _FILLER not in host:
        return url.replace(_FILLER, "-"), host
    known = host.rpartition(_FILLER)[2].partition(".")[2]
    return (url.replace(host, known, 1).replace(_FILLER, "-"), known) if _HOSTNAME.match(known) else None
