"""Keeps what an inline script does besides showing an embed: statements about the page's own elements."""

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace import addresses
from mkdocs_praxis.replace.source import Element, Source
from mkdocs_praxis.vendors import catalogue

if TYPE_CHECKING:
    from tree_sitter import Node

    from mkdocs_praxis.web.script.syntax import Tree

_LONGEST = 30_000  # characters
_RUNS = frozenset({"", "module", "text/javascript", "application/javascript"})
_STRING = regex(r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|/\*.*?\*/|(?<!:)//[^\n]*")
_NAME = regex(r"(?<![\w$.])[A-Za-z_$][\w$]*(?!\s*:)")
# Names that have nothing to do with each other where two statements have them.
_COMMON = frozenset(
    ["await", "break", "case", "catch", "class", "const", "continue", "document", "else", "event", "false", "finally", "for", "function",
     "if", "in", "jQuery", "let", "new", "null", "of", "return", "switch", "this", "throw", "true", "try", "typeof", "undefined", "var",
     "void", "while", "window", "$", "console", "setTimeout", "e", "el", "i", "item"]
)  # fmt: skip
_WORD = regex(r"(?<=[\"'#])[\w-]+(?=[\"'])")
_ASKED = regex(r"(?:getElementById\(\s*[\"']|(?:querySelector|\$|jQuery)\(\s*[\"']#)([\w-]+)")
# Wrappers that run their statements once the page stands there.
_READY = regex(
    r"(?:(?:\$|jQuery)\((?:document\)\.ready\()?|[(!;]+|(?:window|document)\.addEventListener\(\s*[\"'](?:load|DOMContentLoaded)[\"']\s*,|"
    r"window\.onload\s*=)\s*(?:function\b\s*\w*\s*)?(?:\([\w$\s,]*\)|\w+)?\s*(?:=>)?\s*\{"
)
_OWN = regex(r"addEventListener|querySelector|getElement|\$\(|jQuery\(|classList")
_LOADS = regex(r"https?:|[\"'`]//|createElement|import\b|atob|eval|document\.write")


def rest_of(script: Element, source: Source, vendors: frozenset[str]) -> str:
    """Return the script again with what it does besides these vendors' embeds, "" if that is nothing of the page's own."""
    code, kind = str(script.text), addresses.attributes(script).get("type", "").lower()
    if script.attrs.get("src") or kind not in _RUNS or len(code) > _LONGEST:
        return ""
    kept = _independent(code, vendors) if _OWN.search(code) else ""
    if not _OWN.search(kept) or _LOADS.search(kept):
        return ""
    start, end = source.start_tag(script)
    return f"{source.text[start:end]}{kept}</script>"


@lru_cache(maxsize=64)
def _independent(code: str, vendors: frozenset[str]) -> str:
    """Return the statements that neither name these vendors nor share a name or an element with statements that do."""
    from mkdocs_praxis.web.script.syntax import Tree

    tree = Tree(code)
    if tree.root.has_error or not vendors & catalogue().clued(code.lower()):
        return ""
    return "\n".join(_kept(tree, tree.root.named_children, vendors, set()))


def _kept(tree: "Tree", nodes: Iterable["Node"], vendors: frozenset[str], taken: set[str]) -> list[str]:
    """Return what stays of statements; `taken` grows by the names of those that go. A wrapper that waits for the page is opened."""
    while True:
        kept, before = list[str](), len(taken)
        for node in nodes:
            text = tree.whole[node.start_byte : node.end_byte].decode()
            if not (taken & _names(text) or vendors & catalogue().clued(text.lower())):
                kept.append(text)
            elif (head := _READY.match(text)) and (body := _block(tree, node, head[0])) is not None:
                if inner := _kept(tree, body.named_children, vendors, taken):
                    end = tree.whole[body.end_byte - 1 : node.end_byte].decode()
                    kept.append("\n".join([head[0], *inner, end]))
            else:
                taken |= _names(text) | {f'"{word}"' for word in _WORD.findall(text)}
        if len(taken) == before:
            return kept


def _block(tree: "Tree", node: "Node", head: str) -> "Node | None":
    """Return the function's body that begins where the head ends."""
    place = node.start_byte + len(head.encode()) - 1
    found = tree.root.descendant_for_byte_range(place, place + 1)
    return found.parent if found is not None else None


def _names(statement: str) -> set[str]:
    """Return the variables that a statement has, and the ids of the elements that it asks for."""
    variables = set(_NAME.findall(_STRING.sub("", statement))) - _COMMON
    return variables.union(f'"{one}"' for one in _ASKED.findall(statement))
