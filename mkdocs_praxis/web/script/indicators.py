"""What a script does besides contacting hosts: hides its work, stores things, takes a device's fingerprint."""

from collections.abc import Iterator

from tree_sitter import Node

from mkdocs_praxis.web.contact import SignKind
from mkdocs_praxis.web.script import tables
from mkdocs_praxis.web.script.evaluate import Evaluator
from mkdocs_praxis.web.script.values import Global

_MANY = 5  # features of a device that only a fingerprint needs together


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
    return ", ".join(met) if len(met) >= _MANY else ""


def kept(ev: Evaluator) -> Iterator[tuple[SignKind, str, Node]]:
    """Give what a script keeps in the visitor's browser: cookies, storage, service workers."""
    for name in tables.indicators().stores:
        named = [node for node in ev.tree.occurrences(name) if node.type == "identifier"]
        for node in [*named, *ev.uses.members(name)]:
            if Global(name) in ev.value(node):
                yield SignKind.STORAGE, name, node
                break
    for row in tables.indicators().kept:
        kind, word, owner = SignKind(row["is"]), row["word"], Global(row["of"])
        written = [ev.tree.parent(node) for node in ev.tree.writes(word, ev.tree.root)]
        for member in written if row["shown"] == f"{row['of']}.{word}" else ev.uses.members(word):
            holder = member.child_by_field_name("object") if member is not None else None
            if member is not None and holder is not None and owner in ev.value(holder):
                yield kind, row["shown"], member
                break
