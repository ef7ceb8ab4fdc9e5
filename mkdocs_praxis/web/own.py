"""Which addresses lead away from the own site; each is resolved once for all pages that share a base."""

from functools import lru_cache

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.url import foreign_host, resolve, unwrapped

# Nothing that this matches can leave an own base: no scheme, no authority, none of the characters the URL parser drops.
SURELY_OWN = regex(r"(?:[^:\s/\\\x00-\x20][^:\t\n\r\\]*|/(?:[^:\t\n\r/\\][^:\t\n\r\\]*)?)?")
# What `known_links` says of an address that contacts nobody else.
OWN = ("", "")
_MOST_LINKS = 100_000


@lru_cache(maxsize=65536)
def foreign(raw: str, base: str, own: OwnSite) -> tuple[str, str] | None:
    """Return the resolved address and its host when that makes a browser contact a foreign host, else None."""
    url = resolve(raw, base)
    if url is None:
        return None
    host = foreign_host(url, own)
    return (unwrapped(url).href, host) if host else None


class _Links(dict[str | None, tuple[str, str] | None]):
    """Where links lead, each address resolved once for all pages that share a base, or whose bases are all our own."""

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
    """Return what maps an address as written to its resolved form and host, to OWN, or to None: look closer."""
    # Against any base of ours, https like theirs, a relative address is ours and an absolute one the same.
    shared = base.startswith(own.url)
    return _links(own, own.url if shared else base)


@lru_cache(maxsize=4096)
def is_own(base: str, own: OwnSite) -> bool:
    """Tell whether relative addresses against this base stay on the own site."""
    return foreign("./", base, own) is None
