"""The keys and values of one YAML file, and the one way mistakes in them are told."""

import difflib
from typing import Any

import yaml

from mkdocs_praxis.practice.migrations import fixes
from mkdocs_praxis.practice.source import Source
from mkdocs_praxis.practice.specs import Spec, homes, key_of
from mkdocs_praxis.practice.values import Unclear

BROKEN: Any = object()  # stands for a value that could not be read; its problem is told already


class Nodes:
    """Tells problems at nodes of a file, and gives the entries of its mappings."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def problem(
        self, node: yaml.Node | None, what: str, fix: str = "", why: str = "", /, **values: object
    ) -> Any:
        """Report a problem and return what stands for the broken value."""
        self.source.problem(node, what, fix, why, **values)
        return BROKEN

    def entries(self, node: yaml.MappingNode) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """Return (key, value) nodes by folded key; a key that stands twice is a problem."""
        found: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.problem(key, "A key must be a single word.", "Write key: value.")
                continue
            folded = key_of(key.value)
            if folded in found:
                self.problem(
                    key,
                    "“{key}” stands here a second time (first in line {line}).",
                    "Delete one of the two, or put both values together.",
                    "Only one of them could count, and nobody would notice which.",
                    key=key.value,
                    line=found[folded][0].start_mark.line + 1,
                )
                continue
            found[folded] = (key, value)
        return found

    def unknown(self, key: yaml.Node, valid: list[str]) -> None:
        """Report a key nobody knows, with the nearest valid one."""
        near = difflib.get_close_matches(key_of(key.value), [key_of(v) for v in valid], n=1, cutoff=0.6)
        meant = next((v for v in valid if near and key_of(v) == near[0]), None)
        elsewhere = homes().get(key_of(key.value), ())
        fix = "Possible here: {valid}"
        if (moved := fixes().get(key_of(key.value))) and not (
            meant or (len(elsewhere) == 1 and key.value != "website")
        ):
            self.problem(key, "“{key}” is not known here.", moved, key=key.value)
            return
        if len(elsewhere) == 1:
            fix = "It belongs to {home}."
        elif meant:
            fix = "Did you mean “{near}”?"
        values = {"key": key.value, "near": meant, "valid": ", ".join(valid), "home": "".join(elsewhere)}
        self.problem(key, "“{key}” is not known here.", fix, **values)

    def missing(self, node: yaml.Node, spec: Spec, what: str) -> None:
        """Report a key that is needed and not there."""
        example = spec.example or "…"
        self.problem(node, what, "Add a line such as: {key}: {example}", "{doc}", key=spec.key, example=example, doc=self.source.translate(spec.doc))  # fmt: skip

    def cut_off(self, node: yaml.ScalarNode) -> str:
        """Return what YAML takes for a comment although it looks like text: `Praxis #1`."""
        if node.style in ("|", ">"):
            return ""
        rest = self.source.of(node).line(node.end_mark.line + 1)[node.end_mark.column :].strip()
        return rest if rest.startswith("#") and rest[1:2].strip("# !-=") else ""

    def unclear(self, node: yaml.Node, unclear: Unclear) -> Any:
        """Report a value that was not understood."""
        return self.problem(node, unclear.what, unclear.fix, unclear.why, **unclear.values)
