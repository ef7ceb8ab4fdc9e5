"""Decides which addresses lead to foreign hosts; cached for all pages that share a base."""

from functools import lru_cache

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.url import foreign_host, resolve, unwrapped

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
