"""Patterns of allowances: a host, its subdomains, a URL, or all URLs below a path. Nothing wider is accepted.

All are valid CSP source expressions too (CSP3 §6.7.2), so the page's policy allows exactly the same.
"""

from mkdocs_praxis.vendors import catalogue
from mkdocs_praxis.vendors.model import Vendor
from mkdocs_praxis.web.url import resolve


def host_pattern(text: str) -> str:
    """Normalise `host:`: `maps.example.net`, or `*.example.net` for its subdomains (not itself).

    Raises ValueError, saying how to write it, for anything else.
    """
    below, name = ("*.", text[2:]) if text.startswith("*.") else ("", text)
    url = resolve(f"https://{name}/", "about:blank") if "*" not in name else None
    if url is None or url.href != f"https://{url.host}/" or (below and "." not in url.host):
        raise ValueError("write a host such as maps.example.net, or *.example.net for all hosts below it")
    return below + url.host


def url_pattern(text: str) -> str:
    """Normalise `url:`: one URL, or a prefix that ends with `/*`.

    The scheme defaults to https. Raises ValueError, saying how to write it, for anything else.
    """
    whole = text if "://" in text else f"https://{text}"
    start = whole.removesuffix("*")
    url = resolve(start, "about:blank")
    if (
        url is None
        or "*" in start
        or url.scheme not in {"https", "http", "wss", "ws"}
        or (start != whole and not start.endswith("/"))
        or "#" in start
        or url.origin != f"{url.scheme}://{url.host}{':' + url.port if url.port else ''}"
        or "@" in start.split("/")[2]
    ):
        raise ValueError(
            "write an address such as https://maps.example.net/tile.png, or https://maps.example.net/tiles/* for all below it"
        )
    return url.href + ("*" if start != whole else "")


def matches(pattern: str, host: str, url: str = "") -> bool:
    """Whether an allowance's pattern covers a contact with this host and resolved URL."""
    if "://" not in pattern:
        host = host.rstrip(".")
        return host.endswith(pattern[1:]) if pattern.startswith("*.") else host == pattern
    address = url.partition("#")[0]
    return address.startswith(pattern[:-1]) if pattern.endswith("/*") else address == pattern


def host_of(pattern: str) -> str:
    """Return the host of a pattern, without `*.`."""
    return pattern.split("/")[2].partition(":")[0] if "://" in pattern else pattern.removeprefix("*.")


def speaks_of(pattern: str, vendor: Vendor) -> bool:
    """Whether an allowance's pattern covers an address of a vendor, even on a host shared with others."""
    address = pattern.rstrip("*") if "://" in pattern else f"https://{host_of(pattern)}/"
    entries = [entry.removeprefix("=") for entry in vendor.hosts]
    return catalogue().of_url(address) is vendor or any(
        matches(pattern, entry.partition("/")[0], f"https://{entry}") for entry in entries
    )
