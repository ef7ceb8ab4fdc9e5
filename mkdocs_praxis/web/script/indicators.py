"""What a script does besides contacting hosts: hides its work, stores things, takes a device's fingerprint."""

from collections.abc import Iterator

from tree_sitter import Node

from mkdocs_praxis.web.contact import Sign, SignKind
from mkdocs_praxis.web.script.evaluate import Evaluator
from mkdocs_praxis.web.script.tables import indicators
from mkdocs_praxis.web.script.values import Global

_MANY = 5  # features of a device that only a fingerprint needs together


def signs(ev: Evaluator) -> Iterator[Sign]:
    """Give the signs of a script: shapes of packers and obfuscators, what it keeps, whether it tells devices apart."""
    text = ev.tree.whole.decode("utf-8", "replace")
    for name, word, shape in indicators()["packers"]:
        found = shape.search(text) if word in text else None
        if found:
            place = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
            yield Sign(SignKind.OPAQUE_SCRIPT, name, *place)
    for kind, detail, node in _kept(ev):
        yield Sign(kind, detail, *ev.tree.place(node.start_byte))
    met = [g[0].decode() for g in indicators()["fingerprint"] if all(word in ev.tree.whole for word in g)]
    if len(met) >= _MANY:
        yield Sign(SignKind.FINGERPRINT, ", ".join(met), 1, 1)


def _kept(ev: Evaluator) -> Iterator[tuple[SignKind, str, Node]]:
    """Give what a script keeps in the visitor's browser: cookies, storage, service workers."""
    for row in indicators()["kept"]:
        word, owner, read = row["word"], row.get("of"), ev.uses.members(row["word"])
        written = [target for target, _ in ev.tree.writes(word)] if row["shown"][-1] != ")" else read
        named = [node for node in ev.tree.occurrences(word) if node.type == "identifier"]
        for node in written if owner else [*named, *read]:
            met = node.child_by_field_name("object") if owner else node
            if Global(owner or word) in ev.value(met):
                yield SignKind(row["is"]), row["shown"], node
                break
