"""Finds the hosts that a text names, however it is written, to explain findings; what code does with them is analysed by `script`."""

import html
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.elements import HOST
from mkdocs_praxis.web.hidden import hidden, unescape
from mkdocs_praxis.web.indicators import indicators
from mkdocs_praxis.web.kept import Key, kept
from mkdocs_praxis.web.url import foreign

# Spelled out: to ignore the case of a whole page costs more than to parse it.
SCRIPT = regex(
    r"(<[sS][cC][rR][iI][pP][tT]\b(?:[^<]++|<(?!/[sS][cC][rR][iI][pP][tT]))*+</[sS][cC][rR][iI][pP][tT])"
)
# It begins with what an engine can jump to: tried at every letter, it would cost several times as much.
_ADDRESS = regex(
    r"(?i)[/\\:](?:(?:(?<=\b(?:stun|turn):)|(?<=\b(?:stun|turn)s:))(?:[/\\]{2})?"
    r"|[/\\](?:(?<=\bws:..)|(?<=\b(?:wss|ftp):..)|(?<=http:..)|(?<=https:..)|(?<=//|\\\\)(?<![\w:/\\.]..)(?=[\w-]+\.)))"
    r"(?:[^\s/\\?#\"'<>@{]*@)?(?P<open>\{\w{1,20}\}(?=\.))?(?P<host>\[(?-i:[0-9a-fA-F:.]+)\]|(?:(?<=\})\.)?[\w-]+(?:\.[\w-]+)*(?<![-_]))"
)
# A string literal, or in data a value or cell, that is a host, perhaps with a path.
_HOST = r"(?P<host>(?:[a-zA-Z0-9][a-zA-Z0-9-]{0,62}\.)+(?P<end>[a-zA-Z]{2,12}))"
_QUOTED = regex(rf"(?<=[\"'`]){_HOST}(?=[/:?\"'`])")
_IN_QUERY = regex(rf"[?&][\w-]{{1,30}}={_HOST}(?=[/:&\"'`#]|$)")
_BARE = regex(rf"(?m)(?:(?<=[\"'`>=,;|\s(])|^){_HOST}(?=[/:?\"'`<,;|\s)]|$)")
_CODE = regex(r"\bfunction\b|=>|\b(?:var|let|const)\s|\breturn\b|\bwindow\.")
# Top-level domains by which a bare word counts as a host: those of common vendors, and reserved names.
_ENDS = frozenset([
    "com", "net", "org", "info", "biz", "test", "example", "app", "dev", "cloud", "online", "site", "shop",
    "tv", "fm", "io", "co", "ai", "ly", "gl", "me", "cc", "to", "eu", "de", "at", "ch", "li", "fr", "it",
    "nl", "be", "lu", "dk", "pl", "cz", "es", "pt", "se", "no", "fi", "uk", "ie", "us", "ca", "ru", "cn",
    "jp", "kr", "in", "br", "au", "nz",
])  # fmt: skip
# Labels that stand apart in one piece of markup or data, and code that writes the rest of an address by itself.
_APART = regex(
    r"""(?<=[>"'`])([a-zA-Z0-9][\w-]{2,62})["'`<](?:[^"'`:\n]{1,30}|,\s*["']?\w+["']?:\s*)[=>"'`](com|net|org|test|example|io|app|de|eu)(?=["'`<>\s])"""
)
_WRITES, _ON = (
    regex(r"""["'`](?:https?:|wss?:)?//(?:["'`]|\$\{)"""),
    regex(r"""["'`]\.["'`]|\}\.\$\{"""),
)
# What else of its page code reads: comments, links of a kind, values of many elements that it joins.
_READS_COMMENTS = regex(
    r"SHOW_COMMENT|COMMENT_NODE|\bnodeType\b.{1,6}\b8\b|/[^/\n]{0,40}<!--"
    r"|(?:Child|childNodes\[\w+\])\.(?:data|nodeValue|textContent)"
)
_READS_LINKS = regex(r"""\blink\[[^\]]{0,90}\brel[~|^$*]?=\\?["']?([\w-]+)""")
_READS_ANCHORS = regex(r"""\.links\b|["'`\s]a(?:\[[^"'`]{0,60})?["'`]|[=(,]\s*[\w$.\[\]]+\.href\s*[,;)}]""")
_FETCHES = regex(
    r"\b(?:(?:fetch|sendBeacon|import|send|location\.(?:assign|replace))\(|(?:src|location|location\.href)\s*=(?!=)|(?:pre(?:fetch|connect|render|load))\b)"
)
_READS_MANY = regex(r"\b(?:querySelectorAll|getElementsBy\w+|children|dataset)\b")
_JOINS = regex(r"\.join\(|\+=?\s*[\w$]+\.")
_LINK, _WORD = regex(r"<link\s[^<>]*>"), regex(r"[\w-]+")
_ANCHOR = regex(r"<(?:a|area)\s[^<>]*>")
_VALUE = regex(r"""(?:=\s*(?:"|'|(?=\w))|>)([^\s"'<>]{1,40})(?=["'<>\s])""")
# Hosts of XML namespaces and vocabularies: identifiers, never fetched.
_VOCABULARIES = frozenset([
    "www.w3.org", "w3.org", "schema.org", "purl.org", "ns.adobe.com", "ogp.me", "json-schema.org",
    "xmlns.com", "www.sitemaps.org",
])  # fmt: skip
_PERCENT = regex(r"%(?:u00)?([2-7][0-9a-fA-F])")
# Addresses in the strings of a script.
_ABSOLUTE = regex(r"(?i)(?:https?|wss?|ftp):[/\\]{2}[^\s\"'<>`\\^{}|]+")
_RELATIVE = regex(r"\s*[/\\]{2}[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}(?::\d+)?(?:[/\\?#][^\s\"'<>`]*)?\s*$")
_IN_MARKUP = regex(
    r"(?i)(?:(?:src|href|srcset|data|action|poster)\s*=\s*[\"']?|url\(\s*[\"']?)(//[\w.-]+\.[a-zA-Z]{2,}[^\s\"'<>)]*)"
)
_LONGEST = 1 << 20
_LONGEST_LABEL = 63  # of a host's name (RFC 1035 §2.3.4)
_PLAIN = 8  # weight of an address in plain text
_MOST = 4 << 20  # characters searched


def hosts_named(text: str, own: OwnSite) -> Counter[str]:
    """Return the foreign hosts in a text by weight: addresses count more than bare or encoded hosts."""
    return Counter(kept(Key("named", text, own=own), lambda: dict(_named(text, own)), dict[str, int]))


def _named(text: str, own: OwnSite) -> Counter[str]:
    found: Counter[str] = Counter()
    text = _plain(text[:_MOST])
    bare = _QUOTED if _CODE.search(text) else _BARE
    for weight, part in ((_PLAIN, text), *((3, found) for found in hidden(text))):
        for match in _ADDRESS.finditer(part):
            # `{s}` in addresses of tile servers: libraries insert a letter, `a` first.
            host = ("a" if match["open"] else "") + match["host"]
            # A text appended to a complete address is its path, no host.
            if weight == _PLAIN or not any(
                host[:end] in found or host[:end] in _VOCABULARIES for end in range(1, len(host))
            ):
                _take(found, host, own, weight)
        for match in (*bare.finditer(part), *(_IN_QUERY.finditer(part) if "=" in part else ())):
            if match["end"].lower() in _ENDS:
                _take(found, match["host"], own, 1)
    return found


class _Reads(NamedTuple):
    """What the scripts of a page read of it, beyond addresses."""

    labels: bool
    links: frozenset[str]
    anchors: bool
    comments: bool
    values: bool


@lru_cache(maxsize=64)
def _reads(scripts: tuple[str, ...]) -> _Reads:
    code = "\n".join(scripts)
    writes = _WRITES.search(code)
    return _Reads(
        writes is not None and _ON.search(code, writes.end()) is not None,
        frozenset(_READS_LINKS.findall(code)),
        _READS_ANCHORS.search(code) is not None and _FETCHES.search(code) is not None,
        _READS_COMMENTS.search(code) is not None,
        _READS_MANY.search(code) is not None and _JOINS.search(code) is not None,
    )


def read_otherwise(text: str, scripts: Iterable[str], own: OwnSite) -> Counter[str]:
    """Return the hosts in what the scripts of a page read or join by themselves, to be asked where a page names nobody."""
    found: Counter[str] = Counter()
    reads = _reads(tuple(scripts))
    for label, end in _APART.findall(text) if reads.labels else ():
        _take(found, f"{label}.{end}", own, 1)
    parts = _LINK.findall(text) if reads.links else []
    parts = [link for link in parts if reads.links.intersection(_WORD.findall(link))]
    if reads.anchors:
        parts += _ANCHOR.findall(text)
    if reads.comments:
        parts += [comment.partition("-->")[0] for comment in text.split("<!--")[1:]]
    if reads.values and not parts and not found:
        values = [
            value for value in _VALUE.findall(SCRIPT.sub("", text)) if "." not in value or "//" not in value
        ]
        joined = "".join(values)
        parts = [
            joined[max(0, joined.find("//") - len("https:")) :] if "//" in joined else "",
            ",".join(values),
        ]
    for part in parts:
        found.update(hosts_named(part, own))
    return found


def addresses_in(text: str) -> Iterator[str]:
    """Yield the addresses in one string, except identifiers of vocabularies."""
    for found in _ABSOLUTE.finditer(text, 0, _LONGEST):
        if not indicators()["namespaces"].match(found.group()):
            yield found.group().rstrip(".,;:!?)]")
    if _RELATIVE.match(text[:4096]) or HOST.fullmatch(text):
        yield text.strip()
    yield from (found[1] for found in _IN_MARKUP.finditer(text, 0, _LONGEST))


def _take(found: Counter[str], host: str, own: OwnSite, weight: int) -> None:
    hit = foreign(f"https://{host}/", own.url, own)
    if hit is None or hit[1] in _VOCABULARIES or max(map(len, hit[1].split("."))) > _LONGEST_LABEL:
        return
    if "." in hit[1] or ":" in hit[1]:
        found[hit[1]] += weight


def _plain(text: str) -> str:
    """Decode the escapes of markup, scripts and addresses."""
    if "&" in text:
        text = html.unescape(text)
    return _PERCENT.sub(lambda m: chr(int(m[1], 16)), unescape(text))
