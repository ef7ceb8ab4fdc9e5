"""What an allowance names: a host, the hosts below one, an address, or the addresses below one. Nothing wider can be said.

The forms are those that a Content-Security-Policy knows too (CSP3 §6.7.2), so that the page's policy opens just as much.
"""

from mkdocs_praxis.web.url import resolve


def host_pattern(text: str) -> str:
    """Return `host:` as hosts are compared: `maps.example.net`, or `*.example.net` for every host below it but not itself.

    Raises ValueError, saying how to write it, for anything else.
    """
    below, name = ("*.", text[2:]) if text.startswith("*.") else ("", text)
    url = resolve(f"https://{name}/", "about:blank") if "*" not in name else None
    if url is None or url.href != f"https://{url.host}/" or (below and "." not in url.host):
        raise ValueError("write a host such as maps.example.net, or *.example.net for all hosts below it")
    return below + url.host


def url_pattern(text: str) -> str:
    """Return `url:` as addresses are compared: one address, or with `/*` at its end all that begin with what stands before.

    Without a scheme it is an https address. Raises ValueError, saying how to write it, for anything else.
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
    """Tell whether an allowance's pattern covers a contact, by its host and its resolved address."""
    if "://" not in pattern:
        host = host.rstrip(".")
        return host.endswith(pattern[1:]) if pattern.startswith("*.") else host == pattern
    address = url.partition("#")[0]
    return address.startswith(pattern[:-1]) if pattern.endswith("/*") else address == pattern


def host_of(pattern: str) -> str:
    """Return the host a pattern speaks of, without the star."""
    return pattern.split("/")[2].partition(":")[0] if "://" in pattern else pattern.removeprefix("*.")
