"""Line numbers of the values in a configuration file, for error messages."""

import re
from collections.abc import Iterator
from typing import Any

from mkdocs_praxis.prepared import yaml_loader
from mkdocs_praxis.problem import Position

Path = tuple[str | int, ...]
Places = dict[Path, Position]


def yaml_places(text: str, file: str, plugin: str | None = None) -> Places:
    """Return the lines of a policy's keys by path, such as `("allow", 0, "host")`; `plugin`: of its options in mkdocs.yml."""
    import yaml

    try:
        node: Any = yaml.compose(text, Loader=yaml_loader())
    except (yaml.YAMLError, RecursionError):
        return {}
    if plugin is not None:
        node = next((value for name, value in _plugins(node) if name == plugin), None)
    lines = text.splitlines()
    return {
        path: Position(file, line, excerpt=lines[line - 1] if line <= len(lines) else "")
        for path, line in _below(node, (), depth=3)
    }


def repeated(text: str) -> Iterator[tuple[str, int]]:
    """Yield each duplicate key of a YAML mapping, with its line. Raises yaml.YAMLError or RecursionError."""
    import yaml

    waiting, seen = [yaml.compose(text, Loader=yaml_loader())], set[int]()
    while waiting:
        node = waiting.pop()
        if node is None or id(node) in seen:  # an alias repeats a node
            continue
        seen.add(id(node))
        keys: set[str] = set()
        for key, value in _pairs(node):
            if _is(key, "scalar") and key.value in keys and key.value != "<<":
                yield key.value, key.start_mark.line + 1
            keys.add(key.value if _is(key, "scalar") else "")
            waiting.append(value)
        waiting += node.value if _is(node, "sequence") else []


def _plugins(root: Any) -> Iterator[tuple[str, Any]]:
    for name, value in _pairs(root):
        if name.value == "plugins":
            for entry in value.value if _is(value, "sequence") else [value]:
                yield from ((key.value, options) for key, options in _pairs(entry))


def _is(node: Any, kind: str) -> bool:
    return getattr(node, "id", "") == kind  # PyYAML's own name for kinds of nodes


def _pairs(node: Any) -> list[tuple[Any, Any]]:
    return node.value if _is(node, "mapping") else []


def _below(node: Any, path: Path, depth: int) -> Iterator[tuple[Path, int]]:
    if depth == 0:
        return
    for key, value in _pairs(node):
        if _is(key, "scalar"):
            yield (*path, key.value), key.start_mark.line + 1
            yield from _below(value, (*path, key.value), depth - 1)
    if _is(node, "sequence") and path:
        for index, value in enumerate(node.value):
            yield (*path, index), value.start_mark.line + 1
            yield from _below(value, (*path, index), depth - 1)


def toml_places(text: str, file: str) -> Places:
    """Return the same for TOML, by matching headers and keys line by line: tomllib keeps no line numbers."""
    places, table, count = Places(), Path(), 0
    for number, line in enumerate(text.splitlines(), 1):
        path: Path = ()
        if re.match(r"\s*\[\[\s*allow\s*\]\]", line):
            path = table = ("allow", count)
            count += 1
        elif head := re.match(r"\s*\[\s*(\w+)\s*\]", line):
            path = table = (head[1],)
        elif key := re.match(r"""\s*["']?([\w-]+)["']?\s*=""", line):
            path = (*table, key[1])
        if path:
            places[path] = Position(file, number, excerpt=line)
    return places
