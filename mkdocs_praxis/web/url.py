"""URLs as browsers read them: resolved (WHATWG URL Standard), own or foreign, `data:` (Fetch Standard §6)."""

import binascii
import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

import ada_url

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.problem import PraxisError, msg
from mkdocs_praxis.web.contact import OwnSite

_NOT_BASE64 = regex(rb"[\t\n\f\r ]")


def percent_decoded(text: str) -> bytes:
    """Percent-decode a string as the URL Standard does (§1.3), over UTF-8."""
    return unquote_to_bytes(text.encode("utf-8", "surrogatepass"))


def data_url(url: str) -> tuple[str, bytes] | None:
    """Return MIME type and body of a data: address (Fetch Standard §6); None if it is another or malformed."""
    cleaned = re.sub(r"[\t\n\r]", "", url.strip("".join(map(chr, range(33))))).split("#", 1)[0]
    if cleaned[:5].lower() != "data:" or "," not in cleaned:
        return None
    head, body = cleaned[5:].split(",", 1)
    data = percent_decoded(body)
    if re.search(r";\x20*base64\x20*$", head, re.IGNORECASE):
        data = _NOT_BASE64.sub(b"", data)
        try:
            data = binascii.a2b_base64(data + b"=" * (-len(data) % 4), strict_mode=True)
        except (binascii.Error, ValueError):
            return None
    return head.split(";")[0].strip().lower() or "text/plain", data


# Schemes by which the browser itself contacts the host (URL Standard §3.1, and extensions of engines).
NETWORK_SCHEMES = frozenset({"http", "https", "ws", "wss", "ftp", "file"})
# Schemes with an inner address that some engines unwrap (Firefox jar:, Chromium view-source: and filesystem:/blob:).
_WRAPPERS = ("view-source", "jar", "feed", "blob", "filesystem", "pcast", "wyciwyg", "about-reader")


class Url(NamedTuple):
    """A resolved address: its serialisation and parts. `host` is "" if the scheme has none."""

    href: str
    scheme: str
    host: str
    port: str
    origin: str


@lru_cache(maxsize=65536)
def resolve(raw: str, base: str) -> Url | None:
    """Resolve an address against a base; None if the URL parser fails (browsers fetch nothing then)."""
    try:
        url = ada_url.URL(raw, base)
    except UnicodeEncodeError:
        return resolve(_scalar(raw), _scalar(base))
    except ValueError:
        return None
    return Url(url.href, url.protocol[:-1], url.hostname.strip("[]"), url.port, url.origin)


def _scalar(text: str) -> str:
    """Return text as a USVString, as browsers pass it to the URL parser: lone surrogates become U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def unwrapped(url: Url) -> Url:
    """Return the inner address of a wrapping scheme (`view-source:https://…`), or the address itself."""
    for _ in range(4):
        if url.scheme not in _WRAPPERS:
            break
        inner = resolve(url.href[len(url.scheme) + 1 :], "about:blank")
        if inner is None:
            break
        url = inner
    return url


def host_of(address: str) -> str:
    """Return the host of an address, without the dot of a full domain name; "" if it has none."""
    url = resolve(address, "about:blank")
    return url.host.rstrip(".") if url is not None else ""


def is_within(host: str, domain: str) -> bool:
    """Whether a host is a domain or one of its subdomains."""
    return host == domain or host.endswith(f".{domain}")


@lru_cache(maxsize=64)
def home(own: OwnSite) -> Url:
    """Return the address of a site; one without a host if it is no web address."""
    return resolve(own.url, "about:blank") or Url("", "", "", "", "")


def foreign_host(url: Url, own: OwnSite) -> str | None:
    """Return the foreign host that a browser contacts, else None: other ports and subdomains (CNAME cloaking) are foreign."""
    url = unwrapped(url)
    if url.scheme not in NETWORK_SCHEMES or not url.host:
        return None
    site, host = home(own), url.host.rstrip(".")
    if host == site.host.rstrip(".") and url.port == site.port:
        return None
    if host in own.hosts and not url.port:
        return None
    return url.host


@lru_cache(maxsize=1024)
def is_own_by_www(host: str, own: OwnSite) -> bool:
    """Whether a host differs from the own only by `www.`: the same site to people, another origin to browsers."""
    return host.rstrip(".").removeprefix("www.") == home(own).host.removeprefix("www.")


def frozen_base(href: str, fallback: str) -> str | None:
    """Return the base address that a `base[href]` sets (HTML Standard §4.2.3: no data:, no javascript:)."""
    url = resolve(href, fallback)
    return None if url is None or url.scheme in {"data", "javascript"} else url.href


def file_address(own: OwnSite, name: str) -> str:
    """Return the URL at which a file of the output is served; for an index.html, its folder's."""
    folder, _, last = name.rpartition("/")
    if last == "index.html":
        name = f"{folder}/" if folder else ""
    return own.url + path_to_url(name)


def file_name(own: OwnSite, url: str) -> str | None:
    """Return the file of the output that is served at an own URL; None for URLs outside the site."""
    if not url.startswith(own.url):
        return None
    bare = url[len(own.url) :].split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]
    return percent_decoded(bare).decode("utf-8", "surrogateescape")


def path_to_url(path: str) -> str:
    """Percent-encode a relative file path for use in a URL; a name that is not UTF-8 keeps its bytes (PEP 383)."""
    return _ESCAPED_IN_PATHS.sub(lambda met: _percent(met[0]), path)


_ESCAPED_IN_PATHS = regex(r"[%?#\\\t\n\r\ud800-\udfff]")


def _percent(character: str) -> str:
    how = "surrogateescape" if "\udc80" <= character <= "\udcff" else "surrogatepass"
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", how))


def own_site(site_url: str, own_hosts: tuple[str, ...] = ()) -> OwnSite:
    """Build the own site from its URL and further hosts, as people write them. Raises PraxisError if one is invalid."""
    url = resolve(site_url.strip(), "about:blank")
    if url is None or url.scheme not in {"http", "https"} or not url.host:
        raise PraxisError(
            msg("{site_url!r} is no web address", site_url=site_url),
            why="only with it can own and foreign hosts be told apart",
            fix="write the address the site is served at, such as https://www.praxis-beispiel.de/",
        )
    hosts = set()
    for name in own_hosts:
        host = resolve(f"https://{name.strip()}/", "about:blank")
        if host is None or not host.host or host.href != f"https://{host.host}/":
            raise PraxisError(
                msg("own_hosts: {name!r} is no host name", name=name),
                fix="write it like www.praxis-beispiel.de",
            )
        hosts.add(host.host)
    base = url.href.split("?")[0].split("#")[0]
    return OwnSite(base if base.endswith("/") else base.rsplit("/", 1)[0] + "/", frozenset(hosts))


# With an own base, a match is certainly own: no scheme, no authority, no characters that the URL parser drops.
SURELY_OWN = regex(r"(?:[^:\s/\\\x00-\x20][^:\t\n\r\\]*|/(?:[^:\t\n\r/\\][^:\t\n\r\\]*)?)?")
# Value in `known_links` for an own address.
OWN = ("", "")
_MOST_LINKS = 100_000


@lru_cache(maxsize=65536)
def foreign(raw: str, base: str, own: OwnSite) -> tuple[str, str] | None:
    """Return the resolved address and its host if a browser would contact a foreign host, else None."""
    url = resolve(raw, base)
    if url is None:
        return None
    host = foreign_host(url, own)
    return (unwrapped(url).href, host) if host else None


class _Links(dict[str | None, tuple[str, str] | None]):
    """Cache of resolved link targets for one base."""

    def __init__(self, own: OwnSite, base: str) -> None:
        self._own = own
        self._base = base

    def __missing__(self, href: str | None) -> tuple[str, str] | None:
        raw = href or ""
        if len(self) > _MOST_LINKS:
            self.clear()
        hit = foreign(raw, self._base, self._own)
        plain = OWN if SURELY_OWN.fullmatch(raw) and is_own(self._base, self._own) else None
        self[href] = answer = hit or plain
        return answer


@lru_cache(maxsize=16)
def _links(own: OwnSite, base: str) -> _Links:
    return _Links(own, base)


def known_links(own: OwnSite, base: str) -> _Links:
    """Return a mapping from an address as written to (resolved address, host) if foreign, OWN, or None if undecided."""
    # The result is the same for every own base: relative addresses are own, absolute ones do not depend on it.
    shared = base.startswith(own.url)
    return _links(own, own.url if shared else base)


@lru_cache(maxsize=4096)
def is_own(base: str, own: OwnSite) -> bool:
    """Whether relative addresses against this base stay on the own site."""
    return foreign("./", base, own) is None
