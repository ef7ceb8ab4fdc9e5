"""Address literals: foreign addresses that a text merely mentions, as written or as constants put them together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from mkdocs_praxis.web.script import tables
from mkdocs_praxis.web.script.evaluate import Evaluator
from mkdocs_praxis.web.script.values import is_exact

_ADDRESS = re.compile(r"(?:https?|wss?|ftp):[/\\]{2}[^\s\"'<>`\\^{}|]+", re.IGNORECASE)
_RELATIVE = re.compile(r"\s*[/\\]{2}[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}(?::\d+)?(?:[/\\?#][^\s\"'<>`]*)?\s*$")
_IN_MARKUP = re.compile(
    r"(?:(?:src|href|srcset|data|action|poster)\s*=\s*[\"']?|url\(\s*[\"']?)(//[\w.-]+\.[a-zA-Z]{2,}[^\s\"'<>)]*)",
    re.IGNORECASE,
)
_ANCHOR = re.compile(rb"//|\\/|/\\|\\\\\\\\|\\[xu][0-9a-fA-F{]|https?:|wss?:")
_DECODERS = ("atob", "fromCharCode", "fromCodePoint", "unescape", "reverse")
_OPEN = re.compile(r"(?:(?:https?|wss?):)?(?:[/\\]{0,2}|[/\\]{2}[\w.-]*)$", re.IGNORECASE)
_HOST_KEY = re.compile(
    r"""\b(?:[\w-]*host(?:name)?|domain|server|cdn)["']?\s*[:=]\s*["'`]([\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?)["'`]""",
    re.IGNORECASE,
)
_NOT_HOSTS = frozenset(
    {"js", "css", "json", "html", "htm", "php", "png", "svg", "jpg", "md", "map", "length", "name"}
)
_SCHEME = re.compile(r"(?:https?:|wss?:)?//", re.IGNORECASE)
_STRINGS = frozenset({"string", "template_string", "jsx_text"})
_LONGEST = 1 << 20
_CHARACTERS = re.compile(r"\\[ux]")
_TOO_MANY = 4000


def is_namespace(text: str) -> bool:
    """Tell whether an address only names an XML vocabulary or the like."""
    return tables.indicators().namespaces.match(text) is not None


def in_text(text: str) -> Iterator[str]:
    """Give the addresses of one string."""
    text = text[:_LONGEST]
    if "//" not in text and "\\\\" not in text and "/\\" not in text:
        return
    for found in _ADDRESS.finditer(text):
        if not is_namespace(found.group()):
            yield found.group().rstrip(".,;:!?)]")
    if _RELATIVE.match(text[:4096]):
        yield text.strip()
    for found in _IN_MARKUP.finditer(text):
        yield found[1]


def bare_hosts(text: str) -> Iterator[tuple[str, int]]:
    """Give the hosts that a text of code or JSON names without a scheme: `host: "cdn.example"`, each with its offset."""
    for found in _HOST_KEY.finditer(text):
        if found[1].rpartition(".")[2].lower() not in _NOT_HOSTS:
            yield f"https://{found[1]}/", found.start(1)


def in_script(ev: Evaluator) -> Iterator[tuple[str, Node]]:
    """Give the addresses of all strings of a script, and of what constants make of them, each with its node."""
    tree, seen, after = ev.tree, set[int](), -1
    wholes: dict[int, Node] = {}
    for number, match in enumerate(_ANCHOR.finditer(tree.source)):
        if match.start() < after:
            continue
        node = tree.at(match.start(), match.end())
        if node is None or number > _TOO_MANY * 10:
            continue
        if node.type in {"string_fragment", "escape_sequence"}:
            node = tree.parent(node) or node
        after = node.end_byte if node.type in {"comment", "string", "regex"} else match.end()
        if node.type not in _STRINGS or node.id in seen or len(seen) > _TOO_MANY:
            continue
        seen.add(node.id)
        text = tree.string(node)
        for address in in_text(text):
            yield address, node
        if node.type == "template_string" or not _ADDRESS.search(text):
            whole = _whole(ev, node)
            wholes[whole.id] = whole
    for word in _DECODERS:
        for node in tree.occurrences(word) if word.encode() in tree.source else ():
            whole = _whole(ev, node)
            if whole.type in {"call_expression", "binary_expression"}:
                wholes[whole.id] = whole
    for whole in wholes.values():
        for text in ev.texts(ev.value(whole)) if whole.type not in {"string", "identifier"} else ():
            if not is_exact(text) and _SCHEME.match(text):
                yield text, whole
            for address in in_text(text):
                if is_exact(address):
                    yield address, whole


def _whole(ev: Evaluator, node: Node) -> Node:
    """Return the largest expression that is still one string: concatenations and calls of methods around it."""
    tree = ev.tree
    for _ in range(200):
        holder = tree.parent(node)
        if holder is None:
            break
        kind = holder.type
        around = tree.parent(holder)
        if (
            kind
            in {
                "template_substitution",
                "template_string",
                "parenthesized_expression",
                "array",
                "member_expression",
            }
            or (kind == "binary_expression" and tree.operator(holder) == "+")
            or (kind == "call_expression" and holder.child_by_field_name("function") == node)
        ):
            node = holder
        elif kind == "arguments" and around is not None and _makes_string(ev, around):
            node = around
        else:
            break
    return node


def _makes_string(ev: Evaluator, call: Node) -> bool:
    callee = call.child_by_field_name("function")
    if callee is None:
        return False
    name = ev.uses.property_name(callee) or ev.tree.text(callee)[:40]
    return name in {
        "concat",
        "atob",
        "unescape",
        "decodeURIComponent",
        "fromCharCode",
        "String",
        "join",
        "replace",
        "map",
    }
