"""Finds the hosts in strings with unknown parts, and the address literals that a script merely mentions."""

from collections.abc import Iterator

from tree_sitter import Node

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.named import addresses_in
from mkdocs_praxis.web.script.marks import MARKS, OWN_PARTS, UNKNOWN_PART
from mkdocs_praxis.web.script.syntax import Tree
from mkdocs_praxis.web.url import foreign_host, resolve

_AUTHORITY = regex(r"(?s)[\x00-\x20]*(?:([a-zA-Z][a-zA-Z0-9+.\-]*):)?[/\\]{2,}([^/\\?#]*)(.*)")
_SUBDOMAIN = regex(r"\$?\{(?:s|S|subdomain|switch:[^}]*|[a-z0-9]-[a-z0-9])\}|\[\[?[a-z]-[a-z]\]\]?")
_BRACES = regex(r"\$?\{[^{}/]{0,40}\}")
_TEMPLATE = regex(r"\{\{+[^{}]{1,80}\}\}+")  # Handlebars, Mustache, Vue
_HOSTNAME = regex(r"[\w\-]+(?:\.[\w\-]+)*\.[a-zA-Z][\w\-]+\.?(?::\d*)?$")
_PLAUSIBLE = regex(r"(?i)[\w-]+(?:\.[\w-]+)+\.?|[0-9a-f:.]*:[0-9a-f:.]*|localhost")
_FILLER = "praxis0hole0"  # replaces unknown parts of markup and style sheets, so that readers can parse them
_OWN = frozenset(OWN_PARTS.values())
_ANCHOR = regex(
    rb"//|(?<=[\"'])(?:[\w-]+\.)+[a-zA-Z]{2,}(?=[\"'])|\\/|/\\|\\\\\\\\|\\[xu][0-9a-fA-F{]|https?:|wss?:"
)
_STRINGS = frozenset({"string", "template_string", "jsx_text"})


def with_own(text: str, base: str) -> str:
    """Replace marks for parts of `location` with the page's address."""
    at = resolve(base, "about:blank")
    if at is None or text.isascii():
        return text
    parts = {"href": at.href, "origin": at.origin, "protocol": f"{at.scheme}:", "host": at.host, "path": "/"}
    return text.translate({ord(mark): parts[part] for part, mark in OWN_PARTS.items()})


def first_unknown(text: str) -> int:
    """Return the offset of the first unknown part of a string, or -1."""
    return next((at for at, c in enumerate(text) if c >= MARKS and c not in _OWN), -1)


def host_is_open(text: str) -> bool:
    """Whether the host depends on an unknown part of the address."""
    gap = first_unknown(text)
    found = _AUTHORITY.match(text) if gap > 0 else None
    if found:
        return first_unknown(found[2]) >= 0
    starts = ("https://", "http://", "wss://", "//")
    return gap == 0 or (gap > 0 and any(start.startswith(text[:gap].strip().lower()) for start in starts))


def read_address(text: str, base: str, own: OwnSite) -> tuple[str, str] | None:
    """Return (address, host) of a value that reaches a sink; None if it is not foreign or the host is unknown."""
    text = _BRACES.sub(UNKNOWN_PART, _SUBDOMAIN.sub("a", with_own(text[:65536], base)))
    gap = first_unknown(text)
    if gap == 0 and text[1:].lstrip(":")[:2] in {"//", "\\\\"}:
        text, gap = f"https:{text[1:].lstrip(':')}", first_unknown(text[1:])
    if gap >= 0:
        found = _AUTHORITY.match(text)
        known = _known_part(found[2]) if found else ""
        if not found or not known:
            return None
        rest = "".join("-" if c >= MARKS else c for c in found[3])
        text = f"{found[1] + ':' if found[1] else ''}//{known}{rest}"
    url = resolve(text, base)
    host = foreign_host(url, own) if url is not None else None
    return (url.href, host) if url is not None and host and _PLAUSIBLE.fullmatch(host) else None


def _known_part(authority: str) -> str:
    """Return the known parent domain of an authority with unknown parts: `x-?.cdn.example` → `cdn.example`."""
    authority = authority.rpartition("@")[2]
    gaps = [at for at, c in enumerate(authority) if c >= MARKS]
    if not gaps:
        return authority
    after = authority[gaps[-1] + 1 :]
    known = after.partition(".")[2] if after else authority[: gaps[0]]
    return known if _HOSTNAME.match(known) and known[-1] != "." else ""


def filled(text: str, base: str) -> str:
    """Replace unknown parts of markup or a style sheet with the filler."""
    text = _TEMPLATE.sub(UNKNOWN_PART, with_own(text, base))
    return "".join(_FILLER if c >= MARKS else c for c in text)


def without_filler(url: str, host: str) -> tuple[str, str] | None:
    """Remove the filler from an address that another reader found; None if the host is unknown."""
    if _FILLER not in host:
        return url.replace(_FILLER, "-"), host
    known = _known_part(host.replace(_FILLER, UNKNOWN_PART))
    return (url.replace(host, known, 1).replace(_FILLER, "-"), known) if known else None


def mentioned(tree: Tree) -> Iterator[tuple[str, Node]]:
    """Yield (address or bare host, node) for the string literals of a script."""
    after = -1
    for match in _ANCHOR.finditer(tree.source):
        if match.start() < after:
            continue
        node = tree.at(match.start(), match.end())
        while node is not None and node.type in {"string_fragment", "escape_sequence"}:
            node = tree.parent(node)
        if node is not None and (node.type in _STRINGS or node.type in {"comment", "regex"}):
            after = node.end_byte
            found = addresses_in(tree.string(node)) if node.type in _STRINGS else ()
            yield from ((address, node) for address in found)
