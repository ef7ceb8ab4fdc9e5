"""Addresses in a script's strings for which no sink was seen: worth a note, nothing more."""

import re
from collections.abc import Iterator

from mkdocs_praxis.web.script.syntax import Tree

_ADDRESS = re.compile(r"(?:https?|wss?|ftp):[/\\]{2}[^\s\"'<>`\\^{}|]+", re.IGNORECASE)
_RELATIVE = re.compile(r"\s*[/\\]{2}[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}(?::\d+)?(?:[/\\?#][^\s\"'<>`]*)?\s*$")
_ATTRIBUTE = re.compile(
    r"(?:src|href|srcset|data|action)\s*=\s*[\"']?(//[\w.-]+\.[a-zA-Z]{2,}[^\s\"'<>]*)", re.IGNORECASE
)
# Names that look like addresses: identifiers of XML vocabularies, never fetched.
_NAMESPACES = re.compile(
    r"https?://(?:www\.w3\.org/(?:1998|1999|2000|2001|2002|2005)/|schema\.org|purl\.org/|ns\.adobe\.com/|"
    r"www\.inkscape\.org/namespaces|sodipodi\.sourceforge\.net|xmlns\.com/|ogp\.me|json-schema\.org/|"
    r"www\.sitemaps\.org/schemas|search\.yahoo\.com/mrss|www\.google\.com/schemas/sitemap)",
    re.IGNORECASE,
)
_SINK_BEFORE = re.compile(
    r"(?:fetch|import|importScripts|open|sendBeacon|WebSocket|EventSource|Worker|write|ajax|getScript|assign|replace)\s*\(\s*[^()]{0,60}$|"
    r"(?:src|href|location|innerHTML|srcset)\s*=\s*[^=;]{0,60}$|(?:import|from)\s*[\"']$",
)


def is_namespace(text: str) -> bool:
    """Say whether an address only names an XML vocabulary or the like."""
    return _NAMESPACES.match(text) is not None


def in_text(text: str) -> Iterator[str]:
    """Give the addresses of one string."""
    if "//" not in text and "\\\\" not in text and "/\\" not in text:
        return
    for found in _ADDRESS.finditer(text[:1_000_000]):
        if not _NAMESPACES.match(found.group()):
            yield found.group().rstrip(".,;:!?)]")
    if _RELATIVE.match(text[:4096]):
        yield text.strip()
    for found in _ATTRIBUTE.finditer(text[:1_000_000]):
        yield found[1]


def in_strings(tree: Tree) -> Iterator[tuple[str, int, bool]]:
    """Give the addresses of all strings and templates of a script, each with its node."""
    source = tree.source
    for kind in ("string", "template_string", "jsx_text"):
        for node in tree.listed[kind]:
            raw = source[tree.start[node] : tree.end[node]]
            if b"//" not in raw and b"\\" not in raw:
                continue
            for address in in_text(tree.string(node)):
                yield address, node, False


def in_errors(tree: Tree) -> Iterator[tuple[str, int, bool]]:
    """Give the addresses in code the grammar could not make sense of, and whether a sink stands right before them."""
    covered = -1
    for node in tree.listed["ERROR"]:
        if tree.start[node] < covered:
            continue
        covered = tree.end[node]
        text = tree.text(node)
        for found in _ADDRESS.finditer(text):
            if not _NAMESPACES.match(found.group()):
                before = text[max(0, found.start() - 100) : found.start()]
                yield found.group(), node, _SINK_BEFORE.search(before) is not None
