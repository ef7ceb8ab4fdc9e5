"""Reads response headers, in server files and `meta http-equiv`: contacts, and MIME types that differ from a file's name."""

import re
from collections.abc import Iterator

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import Confidence, Kind, Role, Trigger
from mkdocs_praxis.web.elements import (
    LINK_TYPES,
    PRELOAD_KINDS,
    REDIRECT,
    REPORT,
    Fetch,
    refresh_url,
    srcset_parts,
)
from mkdocs_praxis.web.found import Found, Scope
from mkdocs_praxis.web.kinds import kind_of
from mkdocs_praxis.web.source import PLAIN

_LINK = regex(r"<([^<>]*)>((?:[^,\"]|\"[^\"]*\")*)")
_PARAMETER = regex(r""";\s*([\w*-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;,]+))""")
_QUOTED_URL = regex(r"""["']((?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)[^"'\s]+)["']""")
_ALT_SERVICE = regex(r"""[\w%.-]+="([^":]+):\d+\"""")
_REPORTING = frozenset(
    {"report-to", "reporting-endpoints", "nel", "expect-ct", "public-key-pins", "public-key-pins-report-only"}
)
_POLICIES = frozenset({"content-security-policy", "content-security-policy-report-only"})
_HINT, _MENTION = Fetch(Kind.OTHER, trigger=Trigger.HINT), Fetch(Kind.OTHER, Confidence.MENTION)
# Headers that can make browsers contact a host.
NAMES = _REPORTING | _POLICIES | {"link", "refresh", "location", "alt-svc", "speculation-rules"}


def read_header(name: str, value: str, found: Found, scope: Scope, where: tuple[int, int]) -> None:
    """Record the contacts that one response header of a page causes."""
    name = name.lower()
    if name == "link":
        for url, rel, fetch in _links(value):
            found.address(url, scope, f"Link: rel={rel}", fetch, where)
    elif name == "refresh":
        if (target := refresh_url(value)) is not None:
            found.address(target, scope, "Refresh header", REDIRECT, where)
    elif name == "location":
        found.address(value.strip(), scope, "Location header", REDIRECT, where)
    elif name in _REPORTING:
        for match in _QUOTED_URL.finditer(value.replace("\\/", "/").replace('\\"', '"')):
            found.address(match[1], scope, f"{name} header", REPORT, where)
    elif name in _POLICIES:
        _policy(value, found, scope, where)
    elif name == "alt-svc":
        for host in _ALT_SERVICE.findall(value):
            found.address(f"//{host}", scope, "Alt-Svc header", Fetch(Kind.CONNECTION), where)
    elif name == "speculation-rules":
        for address in re.findall(r'[^",\s]+', value):
            found.address(address, scope, "Speculation-Rules header", _HINT, where)
            found.uses_own(Role.RULES, address, scope)


def _links(value: str) -> Iterator[tuple[str, str, Fetch]]:
    """Yield (address, rel, fetch) for what a `Link` header fetches (RFC 8288, HTML Standard §4.2.4.4)."""
    for match in _LINK.finditer(value):
        parameters = {name.lower(): "".join(values) for name, *values in _PARAMETER.findall(match[2])}
        for rel in parameters.get("rel", "").lower().split():
            fetch = LINK_TYPES.get(rel)
            if fetch is None:
                continue
            if rel == "preload":
                kind = PRELOAD_KINDS.get(parameters.get("as", "").lower(), Kind.OTHER)
                fetch = fetch._replace(kind=kind)
            # Chromium honours hints in headers; Firefox also style sheets
            if fetch.trigger is not Trigger.HINT:
                fetch = fetch._replace(confidence=Confidence.CONDITIONAL, trigger=Trigger.HINT)
            # With imagesrcset, the address itself is not fetched.
            addresses = [url for _, url in srcset_parts(parameters.get("imagesrcset", ""))] or [match[1]]
            yield from ((address, rel, fetch) for address in addresses)


def _policy(value: str, found: Found, scope: Scope, where: tuple[int, int]) -> None:
    """Record the report endpoints of a policy, and as mentions the hosts that it allows."""
    for directive in re.split(r"[;,]", value):
        name, *sources = directive.strip(" '\"").split()[:64] or [""]
        for source in sources:
            if name.lower() in {"report-uri", "report-to"}:
                found.address(source, scope, f"CSP {name.lower()}", REPORT, where)
            elif "." in source or "//" in source:
                url = source if "//" in source else f"https://{source}"
                found.address(url.replace("*.", ""), scope, f"CSP {name.lower()}", _MENTION, where)


# MIME types that browsers run or open as documents, with the kind of file that has them by name.
_ACTIVE = {
    "text/html": "html",
    "text/css": "css",
    "application/speculationrules+json": "speculation rules",
    **dict.fromkeys(("application/xhtml+xml", "application/xml", "text/xml", "image/svg+xml"), "xml"),
    **dict.fromkeys(("text/javascript", "application/javascript", "application/x-javascript"), "script"),
}
_TYPE = regex(r"""(?i)\bContent-Type\b["']?\s*[:=]?\s*["']?(?P<type>[\w.+-]+/[\w.+-]+)(?P<rest>[^"']*)""")
_ADD_TYPE = regex(
    r"""(?i)^(?:(?:AddType|ForceType)\s+["']?|RewriteRule\s+(?P<rule>\S+)\s.*\[(?:[^\]]{0,200},)?T=)(?P<type>[\w.+-]+/[\w.+-]+)(?:\s*;\s*charset=[\w-]+)?["']?(?P<endings>[^\],]*)"""
)
_ENCODING = regex(r"""(?i)(?:charset\s*=\s*["']?|^AddDefaultCharset\s+|^AddCharset\s+)(?P<name>[\w.:-]+)""")
_RULES = regex(r"""(?i)^["']?(?:Header\s+(?:always\s+)?\w+\s+|add_header\s+)?["']?Speculation-Rules\b""")


def served_as(line: str, path: str) -> Iterator[str]:
    """Yield a description of each change by a line for the files at `path` (a pattern of `_headers`, "" if unknown)."""
    if match := _ADD_TYPE.match(line):
        kind = _ACTIVE.get(match["type"].lower())
        endings = re.findall(r"\w[\w.]*", (match["rule"] or match["endings"]).replace("\\", ""))
        names = [
            f"x.{ending.replace('svgz', 'svg').removesuffix('.gz').removesuffix('.br')}" for ending in endings
        ]
        odd = [name[1:] for name in names if kind and _is_odd(name, kind)]
        if kind and (odd or not endings):
            yield f"{' '.join(odd) or '*'} → {match['type']}"
    elif (match := _TYPE.search(line)) and (kind := _ACTIVE.get(match["type"].lower())):
        name = (
            path if path[-1:] not in {"", "/", "*"} or "." in path.rpartition("/")[2] else f"{path}index.html"
        )
        if _is_odd(name, kind):
            yield f"{path or '*'} → {match['type']}"
    if (match := _ENCODING.search(line)) and not PLAIN.fullmatch(match["name"]):
        yield f"{path or '*'} → {match['name']}"
    if _RULES.match(line):
        yield "Speculation-Rules"


def _is_odd(name: str, kind: str) -> bool:
    """Whether a file is read as another kind than a type makes it.

    Scripts and styles are read by what uses them, whatever their names, but for pictures. Without a known ending it is read by its
    content, and a name without any may be a page's.
    """
    read = kind_of(name)
    if kind in {"script", "css"}:
        return read in {"image", "media"}
    return read not in {kind, "manifest"} if read else kind == "html" and "." in name
