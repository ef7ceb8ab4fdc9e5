"""Keeps what an inline script does besides showing an embed: statements about the page's own elements."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace import addresses
from mkdocs_praxis.replace.source import Element, Source
from mkdocs_praxis.replace.structure import names
from mkdocs_praxis.replace.values import parsed
from mkdocs_praxis.vendors import catalogue
from mkdocs_praxis.vendors.patterns import compiled

if TYPE_CHECKING:
    from tree_sitter import Node

    from mkdocs_praxis.web.script.syntax import Tree

_LONGEST = 20_000  # characters
_RUNS = frozenset({"", "module", "text/javascript", "application/javascript"})
# What stands in quotes within a template may be filled in.
_STRING = regex(r"\"(?:\\.|(?!\$\{)[^\"\\\n])*\"|'(?:\\.|(?!\$\{)[^'\\\n])*'|/\*.*?\*/|(?<!:)//[^\n]*")
_NAME = regex(r"(?:(?<![\w$.])|(?<=\bwindow\.))[A-Za-z_$][\w$]*(?!\s*:)")
# Names that have nothing to do with each other where two statements have them.
_COMMON = names("common names")
_WORD = regex(r"(?<=[\"'#])[\w-]+(?=[\"'])")
_ASKED = regex(r"(?:getElementById\(\s*[\"']|(?:querySelector|\$|jQuery)\(\s*[\"']#)([\w-]+)")
# Wrappers that run their statements once the page stands there.
_READY = regex(
    r"(?:(?:\$|jQuery)\((?:document\)\.ready\()?|[(!;]+|(?:window|document)\.addEventListener\(\s*[\"'](?:load|DOMContentLoaded)[\"']\s*,|"
    r"window\.onload\s*=)\s*(?:function\b\s*(?:\w+\s*)?)?(?:(?:\([\w$\s,]*\)|\w+)\s*)?(?:=>\s*)?\{"
)
_OWN = regex(
    r"addEventListener|querySelector|getElement|\$\(|jQuery\(|classList|document\.(?:documentElement|body|title)\b"
)
_FUNCTION = regex(
    r"\s*(?:async\s+)?(?:function\s+|(?:const|let|var)\s+)([\w$]+)\s*(?:=\s*(?:async\s*)?(?:function\b\s*)?)?"
    r"(?:\(([^()]*)\)|(?<![\w$])[\w$]+)\s*(?:=>|\{)"
)
_DECLARED = regex(r"\b(?:var|let|const)\s+([\w$]+)")
_DEFINES = regex(r"\bfunction\s+([\w$]+)\s*\(")
_LOADS = regex(r"https?:|[\"'`]//|createElement|import\b|atob|eval|document\.write")


def rest_of(
    script: Element, source: Source, vendors: frozenset[str], reads: frozenset[str] = frozenset()
) -> str:
    """Return the script again with what it does besides these vendors' embeds, "" if that is nothing of the page's own."""
    code, kind = str(script.text), addresses.attributes(script).get("type", "").lower()
    if script.attrs.get("src") or kind not in _RUNS or len(code) > _LONGEST:
        return ""
    kept = independent(code, vendors, reads)
    start, end = source.start_tag(script)
    asked = any(source.text.count(f"{name}(") > code.count(f"{name}(") for name in _DEFINES.findall(kept))
    return f"{source.text[start:end]}{kept}</script>" if asked or _OWN.search(kept) else ""


@lru_cache(maxsize=64)
def independent(code: str, vendors: frozenset[str], reads: frozenset[str] = frozenset()) -> str:
    """Return the statements that have nothing to do with these vendors, nor share a name or an element with statements that do.

    `reads` are the words with which code reads the addresses of these vendors' frames.
    """

    def theirs(text: str) -> bool:
        return any(read in text for read in reads) or _is_theirs(text, vendors)

    if not (_OWN.search(code) or _DEFINES.search(code)) or not theirs(code):
        return ""
    tree = parsed(code)
    if tree.root.has_error:
        return ""
    return "\n".join(_kept(tree, tree.root.named_children, theirs, set()))


def _kept(tree: "Tree", nodes: Iterable["Node"], theirs: Callable[[str], bool], taken: set[str]) -> list[str]:
    """Return what stays of statements; `taken` grows by the names of those that go. A wrapper that waits for the page is opened."""
    while True:
        kept, before = list[str](), len(taken)
        for node in nodes:
            text = tree.whole[node.start_byte : node.end_byte].decode()
            if not (taken & _names(text) or _LOADS.search(text) or theirs(text)):
                kept.append(text)
                continue
            head, body = _opened(tree, node, text)
            inner = _kept(tree, body.named_children, theirs, taken) if body is not None else []
            if body is not None and any(map(_OWN.search, inner)):
                end = tree.whole[body.end_byte - 1 : node.end_byte].decode()
                kept.append("\n".join([head, *inner, end]))
            else:
                taken |= _names(text) | {f'"{word}"' for word in _WORD.findall(text)}
        if len(taken) == before:
            return kept


def _opened(tree: "Tree", node: "Node", text: str) -> tuple[str, "Node | None"]:
    """Return a wrapper's start, and the body of its function; none if the statement is no such wrapper."""
    head = _READY.match(text)
    if head is None:
        return "", None
    place = node.start_byte + len(head[0].encode()) - 1
    brace = tree.root.descendant_for_byte_range(place, place + 1)
    return head[0], brace.parent if brace is not None else None


@lru_cache(maxsize=1024)
def _is_theirs(code: str, vendors: frozenset[str]) -> bool:
    """Whether code has to do with these vendors."""
    if vendors & catalogue().clued(code.lower()):
        return True
    known = (vendor for one in vendors if (vendor := catalogue().by_id(one)) is not None)
    return any(compiled(loader).search(code) for vendor in known for loader in vendor.loaders)


@lru_cache(maxsize=1024)
def _names(statement: str) -> frozenset[str]:
    """Return the variables that a statement has, and the ids of the elements that it asks for."""
    plain = _STRING.sub("", statement)
    variables = frozenset(_NAME.findall(plain)) - _COMMON
    if (function := _FUNCTION.match(plain)) is not None:  # its parameters and variables are its own
        variables -= {*_NAME.findall(function[2] or ""), *_DECLARED.findall(plain)} - {function[1]}
    return variables.union(f'"{one}"' for one in _ASKED.findall(statement))
