"""Changes to a mkdocs.yml that leave the rest of it as it was written: comments, order, tags, blank lines."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import yaml

from mkdocs_praxis.practice.source import broken_yaml
from mkdocs_praxis.problem import PraxisError, msg


class _Found(NamedTuple):
    key: yaml.Node
    value: yaml.Node | None  # None for a name in a list, such as `- search`
    around: yaml.Node  # what holds both


class YamlEditor:
    """The text of a mkdocs.yml or a file of facts, and changes to it.

    Paths name keys from the top, and entries of lists by their names; below a list they mean every entry. `fold` says
    which spellings of a key are one.
    """

    def __init__(self, text: str, file: str, fold: Callable[[str], str] = str) -> None:
        """Take a text. Raises PraxisError when it is no mapping in YAML."""
        self.text, self.file, self._fold = text, file, fold
        self._root()

    def holds(self, path: str) -> bool:
        """Whether something stands at a path."""
        return self._at(path.split(".")) is not None

    def value(self, path: str) -> str:
        """Return the word that stands at a path; "" for none, or for more than a word."""
        found = self._at(path.split("."))
        return _name(found.value) if found and found.value else ""

    def apply(self, edit: dict[str, str]) -> None:
        """Make one change: `set` with `to`, `delete`, unless its value has `unless` in it, or `plugin`."""
        if "set" in edit:
            self.set(edit["set"], edit["to"])
        elif "delete" in edit:
            if "unless" not in edit or edit["unless"] not in self.value(edit["delete"]):
                self.delete(edit["delete"])
        else:
            self.add_plugin(edit["plugin"])

    def add_plugin(self, name: str) -> None:
        """Add a plugin at the end of the list, `praxis` always last; with none MkDocs' own `search` goes on running."""
        if self.holds(f"plugins.{name}"):
            return
        found = self._at(["plugins"])
        listed = found.value if found else None
        if not isinstance(listed, yaml.CollectionNode) or not listed.value:
            self.set("plugins", f"[search, {name}]" if name == "praxis" else f"[search, {name}, praxis]")
            return
        last = self._at(["plugins", "praxis"]) if name != "praxis" else None
        if isinstance(listed, yaml.MappingNode):
            self._insert_key(listed, name, "{}")
        elif listed.flow_style:
            at = last[0].start_mark.index if last else listed.value[-1].end_mark.index
            self._splice(at, at, f"{name}, " if last else f", {name}")
        else:
            column = listed.start_mark.column
            line = last[0].start_mark.line if last else self._last_line(listed) + 1
            self._insert_line(line, " " * column + f"- {name}")

    def set(self, path: str, value: str) -> None:
        """Give a key a value in one line, whatever it held; what is missing above it is written too."""
        *above, key = path.split(".")
        found = self._at([*above, key])
        if found is not None:  # without a value: a name in a list or a bare one, `- praxis`
            end = found.key.end_mark.index
            self._splice(end, self._end(found.value) if found.value else end, f": {value}")
            return
        if not above:
            self.text = self.text.rstrip("\n") + f"\n{key}: {value}\n"
            return
        parent = self._at(above)
        if parent is not None and isinstance(parent[1], yaml.MappingNode) and parent[1].value:
            self._insert_key(parent[1], key, value)
        elif above == ["theme"] and (name := self._theme(parent)):
            self.set("theme", f"{{name: {name}, {key}: {value}}}")
        else:
            self.set(".".join(above), f"{{{key}: {value}}}")

    def _theme(self, found: _Found | None) -> str:
        """Return the name that a theme needs beside its first setting; "" where a base may give it."""
        if found is not None and isinstance(found.value, yaml.ScalarNode) and found.value.value:
            return str(found.value.value)
        return "" if self._at(["INHERIT"]) else "mkdocs"  # that of MkDocs, where no other is named

    def rename(self, path: str, name: str) -> None:
        """Give the keys at a path another name."""
        for found in reversed(list(self._all(path.split(".")))):
            self._splice(found.key.start_mark.index, found.key.end_mark.index, name)

    def delete(self, path: str) -> None:
        """Take the first key at a path out with all it holds, and what is then empty above it."""
        keys = path.split(".")
        found = self._at(keys)
        if found is None:
            return
        key, held, around = found
        inner = around.value
        parent = self._at(keys[:-1]) if keys[:-1] and len(inner) == 1 else None
        if parent and parent.value and parent.value.start_mark.index == around.start_mark.index:
            self.delete(".".join(keys[:-1]))
            return
        if isinstance(around, yaml.CollectionNode) and around.flow_style:
            self._cut_from_flow(key.start_mark.index, (held or key).end_mark.index)
            return
        lines = self.text.splitlines(keepends=True)
        first = key.start_mark
        if isinstance(around, yaml.MappingNode) and lines[first.line][: first.column].strip():
            # the first key of an entry shares its line with the hyphen: the next one takes its place
            self._splice(first.index, inner[1][0].start_mark.index, "")
            return
        del lines[first.line : self._last_line(held or key) + 1]
        self.text = "".join(lines)

    def _root(self) -> yaml.MappingNode:
        try:
            root = yaml.compose(self.text, Loader=yaml.SafeLoader)
        except (yaml.YAMLError, RecursionError) as error:
            raise broken_yaml(error, self.text, self.file) from None
        if not isinstance(root, yaml.MappingNode):
            raise PraxisError(msg("no settings in it"), file=self.file)
        return root

    def _at(self, keys: list[str]) -> _Found | None:
        return next(self._all(keys), None)

    def _all(self, keys: list[str], node: yaml.Node | None = None) -> Iterator[_Found]:
        """Yield everything at a path; names of extensions and plugins hold dots of their own."""
        for found in _entries(node or self._root()):
            name = self._fold(_name(found.key))
            taken = next((n for n in range(len(keys), 0, -1) if self._fold(".".join(keys[:n])) == name), 0)
            if taken == len(keys):
                yield found
            elif taken and found.value is not None:
                yield from self._all(keys[taken:], found.value)

    def _insert_key(self, mapping: yaml.MappingNode, key: str, value: str) -> None:
        if mapping.flow_style:
            at = mapping.value[-1][1].end_mark.index if mapping.value else mapping.start_mark.index + 1
            self._splice(at, at, f", {key}: {value}" if mapping.value else f"{key}: {value}")
        else:
            first = mapping.value[0][0].start_mark
            self._insert_line(first.line, " " * first.column + f"{key}: {value}")

    def _end(self, node: yaml.Node) -> int:
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            lines = self.text.splitlines(keepends=True)[: self._last_line(node) + 1]
            return len("".join(lines).rstrip("\n"))
        return int(node.end_mark.index)

    def _last_line(self, node: yaml.Node) -> int:
        """Return the last line of what a node holds: YAML ends a block where the next thing begins."""
        if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
            return self._last_line(node.value[-1][1])
        if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
            return self._last_line(node.value[-1])
        end = node.end_mark
        return max(int(node.start_mark.line), int(end.line) - (1 if end.column == 0 and end.index else 0))

    def _insert_line(self, number: int, line: str) -> None:
        lines = self.text.splitlines(keepends=True)
        if lines and not lines[-1].endswith("\n"):
            lines[-1] += "\n"
        lines.insert(number, line + "\n")
        self.text = "".join(lines)

    def _cut_from_flow(self, start: int, end: int) -> None:
        after = self.text[end:].lstrip()
        if after.startswith(","):
            end = self.text.index(",", end) + 1
            end += len(self.text[end:]) - len(self.text[end:].lstrip(" "))
        else:
            before = self.text[:start].rstrip()
            start = len(before) - 1 if before.endswith(",") else start
        self._splice(start, end, "")

    def _splice(self, start: int, end: int, new: str) -> None:
        self.text = self.text[:start] + new + self.text[end:]


def _entries(node: yaml.Node) -> Iterator[_Found]:
    """Yield keys with values of a mapping, and of a list its names and the keys of its mappings."""
    if isinstance(node, yaml.MappingNode):
        yield from (_Found(key, value, node) for key, value in node.value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            if isinstance(item, yaml.MappingNode):
                yield from (
                    _Found(key, value, item if len(item.value) > 1 else node) for key, value in item.value
                )
            else:
                yield _Found(item, None, node)


def _name(node: yaml.Node) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""
