"""Tables in code, of which it takes one: whole addresses by name or number (`{kiel: "https://…"}`, `case "kiel": return …`), or what ends one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from mkdocs_praxis.replace import addresses
from mkdocs_praxis.replace.addresses import Address
from mkdocs_praxis.replace.source import Element
from mkdocs_praxis.replace.structure import CODE
from mkdocs_praxis.replace.values import offset, parsed

if TYPE_CHECKING:
    from tree_sitter import Node

    from mkdocs_praxis.web.script.syntax import Tree

_MOST, _LONGEST = 50, 30_000
_NAMES = frozenset({"name", "title", "titel", "label", "ort", "praxis", "arzt", "standort"})


def kept(code: str, base: str) -> dict[str, Address]:
    """Map the keys of the addresses that code keeps to them, each called by its name there."""
    found = {key: (addresses.address(url, base), name) for key, (url, name) in _table(code).items()}
    return {key: url.among(name) for key, (url, name) in found.items() if url is not None}


def together(code: str, base: str, one: list[Address]) -> list[Address]:
    """Return the addresses among which code keeps `one` (one or none); none if that is the only one of its host."""
    several = list(dict.fromkeys(url for url in kept(code, base).values() if one and url.host == one[0].host))
    return several if len(several) > 1 and one[0] in several else []


@lru_cache(maxsize=64)
def _table(code: str) -> dict[str, tuple[str, str]]:
    if len(code) > _LONGEST or not 1 < len(hits := list(CODE["address"].finditer(code))) <= _MOST:
        return {}
    tree = parsed(code)
    found = defaultdict[str, dict[str, str]](dict)
    for hit in hits:
        node = tree.at(offset(code, hit.start()), offset(code, hit.end()))
        if node is None:
            continue
        for key in _keys(tree, node):
            found[key][hit[2]] = _name(tree, node) or (key if key[:1].isupper() else "")
    return {key: next(iter(urls.items())) for key, urls in found.items() if len(urls) == 1}


def _keys(tree: Tree, node: Node, *, deep: bool = True) -> Iterator[str]:
    """Yield the keys under which an address is kept: its own, and that of the object in which it stands."""
    holder = node.parent
    if holder is None:
        return
    if holder.type == "pair":
        yield tree.key(holder.named_children[0])
        if deep and holder.parent is not None:
            yield from _keys(tree, holder.parent, deep=False)
    elif holder.type == "array":
        items = [one.id for one in tree.children(holder)]
        first = holder.named_children[0]
        is_pair = len(items) == 2 and items[1] == node.id and first.type == "string"
        yield tree.string(first) if is_pair and "//" not in tree.string(first) else str(items.index(node.id))
    elif holder.type == "assignment_expression":
        left = holder.named_children[0]
        yield tree.key(left.named_children[-1]) if left.named_children else ""
    elif (
        holder.type == "return_statement"
        and holder.parent is not None
        and holder.parent.type == "switch_case"
    ):
        yield tree.string(holder.parent.named_children[0])


def _name(tree: Tree, node: Node) -> str:
    """Return the name that stands beside an address in its object."""
    around = node.parent.parent if node.parent is not None and node.parent.type == "pair" else None
    for pair in tree.children(around) if around is not None else ():
        if pair.type == "pair" and tree.key(pair.named_children[0]).lower() in _NAMES:
            return tree.string(pair.named_children[-1])
    return ""


def managed(tree: Element, code: str, base: str) -> Iterator[tuple[Element, list[Address]]]:
    """Yield the elements that name a service of iframemanager, with the address that the service gives their frame."""
    for service, whole in CODE["services"].findall(code) if "embedUrl" in code else ():
        for one in tree.select(f"[data-service='{service}'][data-id]"):
            yield one, list(addresses.in_value(whole.replace("{data-id}", one.attr("data-id")), base))


def looked_up(code: str) -> dict[str, str]:
    """Return the tables in which code looks up what was chosen, as one: `FILMS[art]`."""
    asked = set(CODE["looks up address"].findall(code)) or set(CODE["looks up"].findall(code))
    bodies = [body for name, body in CODE["table"].findall(code) if name in asked] if asked else []
    return {key: value for body in bodies for key, _, value in CODE["pair"].findall(body)}


def with_json(code: str, tree: Element) -> str:
    """Return code with the JSON that it reads from other scripts or attributes in place."""

    def read(call: re.Match[str]) -> str:
        named = f"[{'class' if call[2] == '.' else 'id'}~='{call[3]}']"
        holder = tree.select_one(named if call[4] else f"script[type='application/json']{named}")
        name = re.sub(r"[A-Z]", lambda sign: f"-{sign[0].lower()}", call[4] or "")
        held = "" if holder is None else holder.attr(f"data-{name}", "") if name else holder.text
        return str(held).strip() or call[0]

    return CODE["reads json"].sub(read, _at_once(code))


def finders(code: str) -> list[str]:
    """Return how code finds the elements of which it reads the JSON."""
    return [call[1] for call in CODE["reads json"].finditer(_at_once(code))] if "JSON.parse" in code else []


def _at_once(code: str) -> str:
    for name, found in CODE["finds element"].findall(code):
        code = code.replace(f"JSON.parse({name}.", f"JSON.parse({found}.")
    return code
