"""What a script does besides contacting hosts: hides its work, stores things, takes a device's fingerprint."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from mkdocs_praxis.web.contact import SignKind
from mkdocs_praxis.web.script import tables
from mkdocs_praxis.web.script.evaluate import Evaluator
from mkdocs_praxis.web.script.values import Global

_CALL = re.compile(
    r"\}\s*\(\s*(?P<quote>['\"])(?P<code>(?:\\.|(?!(?P=quote)).)*)(?P=quote)\s*,\s*(?P<base>\d+)\s*,\s*(?P<count>\d+)\s*,\s*"
    r"(?P<quote2>['\"])(?P<words>(?:\\.|(?!(?P=quote2)).)*)(?P=quote2)\s*\.\s*split\s*\(\s*['\"]\|['\"]\s*\)",
    re.DOTALL,
)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def hidden(text: str) -> Iterator[tuple[str, int]]:
    """Give the shapes of known packers and obfuscators, each with its offset."""
    for name, word, shape in tables.indicators().packers:
        found = shape.search(text) if word in text else None
        if found:
            yield name, found.start()


def fingerprint(source: bytes) -> str:
    """Name the features by which a script tells devices apart, when it gathers many of them."""
    groups = tables.indicators().fingerprint
    met = [group[0].decode() for group in groups if all(word in source for word in group)]
    return ", ".join(met) if len(met) >= 5 else ""


def kept(ev: Evaluator) -> Iterator[tuple[SignKind, str, Node]]:
    """Give what a script keeps in the visitor's browser: cookies, storage, service workers."""
    tree = ev.tree
    for name in tables.indicators().stores:
        for node in tree.occurrences(name):
            if Global(name) in _globals(ev, node):
                yield SignKind.STORAGE, name, node
                break
    for word, _, kind, shown in _KEPT:
        for node in tree.occurrences(word):
            holder = tree.parent(node)
            if holder is not None and holder.type == "member_expression" and _does(ev, holder, word):
                yield kind, shown, node
                break
    for match in re.finditer(rb"\[\s*['\"]cookie['\"]\s*\]\s*=(?!=)", tree.source):
        member = tree.at(match.start(), match.start() + 1)
        if member is not None and _owned_by(ev, member, "document"):
            yield SignKind.COOKIE, "document.cookie", member


_KEPT = (
    ("cookie", "document", SignKind.COOKIE, "document.cookie"),
    ("set", "cookieStore", SignKind.COOKIE, "cookieStore.set()"),
    ("register", "navigator.serviceWorker", SignKind.SERVICE_WORKER, "serviceWorker.register()"),
)
_OWNERS = {word: path for word, path, _, _ in _KEPT}


def _globals(ev: Evaluator, node: Node) -> tuple[object, ...]:
    holder = ev.tree.parent(node)
    if node.type == "identifier":
        return ev.value(node)
    if node.type == "property_identifier" and holder is not None and holder.type == "member_expression":
        return ev.value(holder)
    return ()


def _does(ev: Evaluator, member: Node, word: str) -> bool:
    """Tell whether a member is assigned (`cookie`) or called on the object that it must belong to."""
    holder = ev.tree.parent(member)
    field = "left" if word == "cookie" else "function"
    used = holder.child_by_field_name(field) if holder is not None else None
    return used == member and _owned_by(ev, member, _OWNERS[word])


def _owned_by(ev: Evaluator, member: Node, path: str) -> bool:
    owner = member.child_by_field_name("object")
    return owner is not None and Global(path) in ev.value(owner)


def unpacked(text: str, start: int) -> str | None:
    """Return the code that Dean Edwards' packer would run, whose result stands in the script: words replaced by numbers."""
    found = _CALL.search(text, start)
    if found is None or not 2 <= int(found["base"]) <= len(_DIGITS):
        return None
    base, words = int(found["base"]), found["words"].split("|")
    code = re.sub(r"\\(.)", r"\1", found["code"], flags=re.DOTALL)

    def word(match: re.Match[str]) -> str:
        number = _number(match[0], base) if len(match[0]) < 6 else -1
        return words[number] if 0 <= number < len(words) and words[number] else match[0]

    return re.sub(r"\b\w+\b", word, code)


def _number(word: str, base: int) -> int:
    value = 0
    for letter in word:
        digit = _DIGITS.find(letter)
        if digit < 0 or digit >= base:
            return -1
        value = value * base + digit
    return value
