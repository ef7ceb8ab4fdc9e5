"""Address literals: foreign addresses that the strings of a script merely mention."""

import re
from collections.abc import Iterator

from tree_sitter import Node

from mkdocs_praxis.web.script import tables
from mkdocs_praxis.web.script.evaluate import Evaluator

_ADDRESS = re.compile(r"(?:https?|wss?|ftp):[/\\]{2}[^\s\"'<>`\\^{}|]+", re.IGNORECASE)
_RELATIVE = re.compile(r"\s*[/\\]{2}[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}(?::\d+)?(?:[/\\?#][^\s\"'<>`]*)?\s*$")
_IN_MARKUP = re.compile(
    r"(?:(?:src|href|srcset|data|action|poster)\s*=\s*[\"']?|url\(\s*[\"']?)(//[\w.-]+\.[a-zA-Z]{2,}[^\s\"'<>)]*)",
    re.IGNORECASE,
)
_ANCHOR = re.compile(rb"//|\\/|/\\|\\\\\\\\|\\[xu][0-9a-fA-F{]|https?:|wss?:")
_STRINGS = frozenset({"string", "template_string", "jsx_text"})
_LONGEST, _MOST = 1 << 20, 20_000


def in_text(text: str) -> Iterator[str]:
    """Give the addresses of one string; names of vocabularies that look like addresses are none."""
    if "//" not in text and "\\\\" not in text and "/\\" not in text:
        return
    for found in _ADDRESS.finditer(text, 0, _LONGEST):
        if not tables.indicators().namespaces.match(found.group()):
            yield found.group().rstrip(".,;:!?)]")
    if _RELATIVE.match(text[:4096]):
        yield text.strip()
    yield from (found[1] for found in _IN_MARKUP.finditer(text, 0, _LONGEST))


def in_script(ev: Evaluator) -> Iterator[tuple[str, Node]]:
    """Give the addresses of a script's strings, each with its node."""
    tree, after = ev.tree, -1
    for number, match in enumerate(_ANCHOR.finditer(tree.source)):
        if match.start() < after or number > _MOST:
            continue
        node = tree.at(match.start(), match.end())
        while node is not None and node.type in {"string_fragment", "escape_sequence"}:
            node = tree.parent(node)
        if node is not None and (node.type in _STRINGS or node.type in {"comment", "regex"}):
            after = node.end_byte
            yield from ((address, node) for address in in_text(tree.string(node)) if node.type in _STRINGS)
