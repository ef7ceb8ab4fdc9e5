"""From the nodes of one YAML file to values of the model, guided by its annotations; every mistake is told."""

import dataclasses
import difflib
import re
import types
import typing
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, Literal

import yaml

from mkdocs_praxis.practice import hours
from mkdocs_praxis.practice.legal.tables import fold
from mkdocs_praxis.practice.model import Closing, Deputy, Facts, Holidays
from mkdocs_praxis.practice.model_people import Address
from mkdocs_praxis.practice.scalars import SCALARS, date
from mkdocs_praxis.practice.source import Source, is_empty
from mkdocs_praxis.practice.values import Place, Postcode, Span, Unclear, Week, Word

BROKEN: Any = object()  # stands for a value that could not be read; its problem is told already


@dataclasses.dataclass(frozen=True, slots=True)
class Spec:
    """One attribute of the model: how its key and value are read."""

    name: str
    key: str
    kind: Any
    required: bool
    example: str
    doc: str
    file: str


@cache
def specs(cls: type) -> dict[str, Spec]:
    """Return the attributes of a class of facts by folded German key."""
    hints = typing.get_type_hints(cls)
    return {
        key_of(f.metadata["key"]): Spec(
            f.name,
            f.metadata["key"],
            hints[f.name],
            f.metadata["required"],
            f.metadata["example"],
            f.metadata["doc"],
            f.metadata["file"],
        )
        for f in dataclasses.fields(cls)
        if "key" in f.metadata
    }


@lru_cache(maxsize=4096)
def key_of(text: str) -> str:
    """Return a key for comparing: `E-Mail`, `email` and `e_mail` are one."""
    return fold(text).replace(" ", "")


@cache
def homes() -> dict[str, tuple[str, ...]]:
    """Return where each key belongs, as people find it: `beruf: in praxis.yml`, or `rechtliches.yml`."""
    found: dict[str, list[str]] = {}

    def add(cls: type, home: str, file: str) -> None:
        for key, spec in specs(cls).items():
            found.setdefault(key, []).append(home)
            inner = unwrap(spec.kind)
            if dataclasses.is_dataclass(inner) and isinstance(inner, type) and spec.key:
                add(inner, f"{spec.key}: ({file})", file)

    for field in dataclasses.fields(Facts):
        if "key" in field.metadata:
            file, key = field.metadata["file"], field.metadata["key"]
            kind = unwrap(typing.get_type_hints(Facts)[field.name])
            if key:
                found.setdefault(key_of(key), []).append(file)
            if dataclasses.is_dataclass(kind) and isinstance(kind, type):
                add(kind, f"{key}: ({file})" if key else file, file)
    return {key: tuple(dict.fromkeys(places)) for key, places in found.items()}


@cache
def files_of_facts() -> tuple[str, ...]:
    """Return the names of the files a folder of facts may hold, the first one required."""
    return tuple(dict.fromkeys(f.metadata["file"] for f in dataclasses.fields(Facts) if "file" in f.metadata))


@cache
def unwrap(kind: Any) -> Any:
    """Return `X` for `X | None`."""
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union:
        return next(part for part in typing.get_args(kind) if part is not type(None))
    return kind


class Reader:
    """Reads nodes of one file into values of the model."""

    def __init__(self, source: Source, country: str) -> None:
        self.source, self.country = source, country
        self.nodes: dict[
            tuple[type, Place | None], dict[str, yaml.Node]
        ] = {}  # the nodes of a record's values
        self.text_keys: dict[str, yaml.Node] = {}  # the keys below `texte:`
        self.references: set[Place | None] = set()  # deputies given by name alone

    def problem(
        self, node: yaml.Node | None, what: str, fix: str = "", why: str = "", /, **values: object
    ) -> Any:
        """Report a problem and return what stands for the broken value."""
        self.source.problem(node, what, fix, why, **values)
        return BROKEN

    def value(self, kind: Any, node: yaml.Node, key: str) -> Any:
        """Read a node as what an annotation says."""
        kind = unwrap(kind)
        if kind is Week:
            return self._week(node)
        if kind in SCALARS:
            return self._scalar(kind, node, key)
        origin = typing.get_origin(kind)
        if origin is Literal:
            return self._choice(typing.get_args(kind), node, key)
        if origin is tuple:
            return self._tuple(typing.get_args(kind)[0], node, key)
        if origin is dict:
            return self._texts(node, key)
        return self.record(kind, node, key)

    def record(self, cls: type, node: yaml.Node, key: str) -> Any:
        """Read a mapping (or the short form of a record) into a class of the model."""
        if isinstance(node, yaml.ScalarNode):
            return self._short(cls, node, key)
        if not isinstance(node, yaml.MappingNode):
            return self.problem(
                node, "“{key}” should hold keys with values, not a list.", "Remove the leading `- `.", key=key
            )
        return self.build(cls, self.entries(node), node, {s.key: s for s in specs(cls).values()})

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

    def build(
        self,
        cls: type,
        entries: dict[str, tuple[yaml.Node, yaml.Node]],
        node: yaml.Node,
        wanted: dict[str, Spec],
        extra: dict[str, Any] | None = None,
    ) -> Any:
        """Make a record of the wanted keys; unknown and missing keys are problems."""
        by_key = {key_of(key): spec for key, spec in wanted.items()}
        values: dict[str, Any] = dict(extra or {})
        nodes: dict[str, yaml.Node] = {}
        broken = False
        for folded, (key, value) in entries.items():
            spec = by_key.get(folded)
            if spec is None:
                self.unknown(key, [s.key for s in by_key.values()])
                continue
            if is_empty(value):
                if spec.required:
                    self._missing(key, spec, "“{key}:” is empty.")
                    broken = True
                continue
            nodes[spec.name] = value
            read = self.value(spec.kind, value, spec.key)
            if read is BROKEN:
                broken = True
            else:
                values[spec.name] = read
        for spec in by_key.values():
            if spec.required and key_of(spec.key) not in entries and spec.name not in values:
                self._missing(node, spec, "“{key}” is missing here.")
                broken = True
        if broken:
            return BROKEN
        record = cls(place=self.source.place(node), **values)
        self.nodes[type(record), record.place] = nodes
        return self.checked(record)

    def checked(self, record: Any) -> Any:
        """Return a record after checking what must hold between its values."""
        from mkdocs_praxis.practice.validate import check

        check(record, self)
        return record

    def at(self, record: Any, name: str) -> yaml.Node | None:
        """Return the node of an attribute of a record that was just read."""
        nodes = self.nodes.get((type(record), record.place), {})
        return nodes.get(name) or nodes.get("")  # a record in one line has one node for all

    def is_reference(self, record: Any) -> bool:
        """Return whether a deputy was given by name alone, to be looked up."""
        return record.place in self.references

    def unknown(self, key: yaml.Node, valid: list[str]) -> None:
        """Report a key nobody knows, with the nearest valid one."""
        near = difflib.get_close_matches(key_of(key.value), [key_of(v) for v in valid], n=1, cutoff=0.6)
        meant = next((v for v in valid if near and key_of(v) == near[0]), None)
        elsewhere = homes().get(key_of(key.value), ())
        fix = "Possible here: {valid}"
        if len(elsewhere) == 1:
            fix = "It belongs to {home}."
        elif meant:
            fix = "Did you mean “{near}”?"
        values = {"key": key.value, "near": meant, "valid": ", ".join(valid), "home": "".join(elsewhere)}
        self.problem(key, "“{key}” is not known here.", fix, **values)

    def _missing(self, node: yaml.Node, spec: Spec, what: str) -> None:
        example = spec.example or "…"
        self.problem(node, what, "Add a line such as: {key}: {example}", "{doc}", key=spec.key, example=example, doc=self.source.translate(spec.doc))  # fmt: skip

    def _scalar(self, kind: Any, node: yaml.Node, key: str) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            return self.problem(
                node,
                "“{key}” should hold one value, not several.",
                "Write it in one line after the colon.",
                key=key,
            )
        if cut := self._cut_off(node):
            return self.problem(
                node,
                "From “{cut}” on, the line counts as a comment and would be missing.",
                "Put the value in quotation marks, or a space after the # when a comment is meant.",
                cut=cut,
            )
        try:
            text = node.value if node.style in ("|", ">") else node.value.strip()
            return SCALARS[kind](text, self.country)
        except Unclear as unclear:
            return self.unclear(node, unclear)

    def _cut_off(self, node: yaml.ScalarNode) -> str:
        """Return what YAML takes for a comment although it looks like text: `Praxis #1`."""
        if node.style in ("|", ">"):
            return ""
        rest = self.source.line(node.end_mark.line + 1)[node.end_mark.column :].strip()
        return rest if rest.startswith("#") and rest[1:2].strip("# !-=") else ""

    def unclear(self, node: yaml.Node, unclear: Unclear) -> Any:
        """Report a value that was not understood."""
        return self.problem(node, unclear.what, unclear.fix, unclear.why, **unclear.values)

    def _choice(self, options: tuple[str, ...], node: yaml.Node, key: str) -> Any:
        text = self._scalar(str, node, key)
        if text is BROKEN:
            return BROKEN
        for option in options:
            if fold(option) == fold(text):
                return option
        shown = [option for option in options if option]
        near = difflib.get_close_matches(fold(text), shown, n=1, cutoff=0.6)
        fix = "Did you mean “{near}”? Possible: {valid}" if near else "Possible: {valid}"
        return self.problem(
            node,
            "“{text}” is not possible for “{key}”.",
            fix,
            text=text,
            key=key,
            near="".join(near),
            valid=", ".join(shown),
        )

    def _tuple(self, item: Any, node: yaml.Node, key: str) -> Any:
        if item is Span:
            return self._spans(node)
        if isinstance(node, yaml.SequenceNode):
            read = [self.value(item, part, key) for part in node.value if not is_empty(part)]
            return BROKEN if any(r is BROKEN for r in read) else tuple(read)
        if item is Word and isinstance(node, yaml.ScalarNode):
            return tuple(Word(part.strip()) for part in node.value.split(",") if part.strip())
        if fold(key) in {"sprechzeiten", "telefonzeiten"}:
            return self._schedules(item, node)
        read = self.value(item, node, key)
        return BROKEN if read is BROKEN else (read,)

    def _schedules(self, cls: type, node: yaml.Node) -> Any:
        """Read hours in their short form, days right below the key, or one schedule with its keys."""
        known = specs(cls)
        if isinstance(node, yaml.MappingNode) and any(
            isinstance(key, yaml.ScalarNode) and key_of(key.value) in known for key, _ in node.value
        ):
            read = self.record(cls, node, "sprechzeiten")
            return BROKEN if read is BROKEN else (read,)
        week = self._week(node)
        return BROKEN if week is BROKEN else (cls(week=week, place=self.source.place(node)),)

    def _week(self, node: yaml.Node) -> Any:
        if not isinstance(node, yaml.MappingNode):
            return self.problem(node, "Hours are written as days with times.", "As in: Mo-Fr: 8:00-12:00")
        parts, broken = [], False
        placed: list[tuple[yaml.Node, Any]] = []
        for key, value in self.entries(node).values():
            try:
                days = hours.parse_days(key.value)
            except Unclear as unclear:
                self.unclear(key, unclear)
                broken = True
                continue
            read = self._day(value)
            if read is BROKEN:
                broken = True
                continue
            try:  # each line is tried with those above it, so that an overlap is told where it arises
                hours.make_week([*(part for _, part in placed), (days, *read)])
            except Unclear as unclear:
                self.unclear(value, unclear)
                broken = True
                continue
            placed.append((value, (days, *read)))
        parts = [part for _, part in placed]
        return BROKEN if broken else hours.make_week(parts)

    def _day(self, node: yaml.Node) -> Any:
        """Read the hours of one day: a text, or a list of texts."""
        if is_empty(node):
            return (), False
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        spans: tuple[Span, ...] = ()
        on_request = False
        for part in nodes:
            if not isinstance(part, yaml.ScalarNode):
                return self.problem(part, "Hours are written as text.", "As in: 8:00-12:00, 14:00-17:30")
            try:
                more, request = hours.parse_spans(part.value)
                spans, on_request = hours.ordered([*spans, *more]), on_request or request
            except Unclear as unclear:
                return self.unclear(part, unclear)
        return spans, on_request

    def _spans(self, node: yaml.Node) -> Any:
        read = self._day(node)
        if read is BROKEN:
            return BROKEN
        spans, on_request = read
        if (
            on_request and not spans
        ):  # a day is open or closed; whoever only agrees on a time writes a `hinweis`
            return self.problem(
                node, "A day needs hours, or `geschlossen`.", "As in: 8:00-12:00, 14:00-17:30"
            )
        return spans

    def _texts(self, node: yaml.Node, key: str) -> Any:
        if not isinstance(node, yaml.MappingNode):
            return self.problem(node, "“{key}” should hold keys with texts.", "Write key: text.", key=key)
        texts = {}
        for key_node, value in self.entries(node).values():
            self.text_keys[key_node.value] = key_node
            text = self._scalar(str, value, key_node.value)
            if text is BROKEN:
                return BROKEN
            texts[key_node.value] = text
        return texts

    def _short(self, cls: type, node: yaml.ScalarNode, key: str) -> Any:
        """Read a record written as one line."""
        short = SHORT.get(cls.__name__)
        if isinstance(short, str):
            return self.build(
                cls, {key_of(short): (node, node)}, node, {s.key: s for s in specs(cls).values()}
            )
        if short is not None:
            try:
                record = short(node.value.strip(), self)(place=self.source.place(node))
            except Unclear as unclear:
                return self.unclear(node, unclear)
            self.nodes[cls, record.place] = {"": node}
            return self.checked(record)
        keys = ", ".join(spec.key for spec in list(specs(cls).values())[:4])
        return self.problem(
            node,
            "“{key}” should hold keys with values, not just “{text}”.",
            "Indent the next lines and write there, for example: {keys}",
            key=key,
            text=node.value,
            keys=keys,
        )


def _address(text: str, reader: Reader) -> Callable[..., Address]:
    text = re.sub(r"\s*\n\s*", ", ", text.strip())
    match = re.fullmatch(r"(?:(.+),\s*)?([^,]+),\s*((?:[A-Z]{1,2}-)?\d+)\s+([^,\d]+)", text)
    if not match:
        raise Unclear("“{text}” is not an address.", "Write it as in: Musterweg 1, 10115 Berlin", text=text)
    postcode = SCALARS[Postcode](match[3], reader.country)
    return lambda place: Address(
        extra=match[1] or "", street=match[2], postcode=postcode, city=match[4], place=place
    )


def _deputy(text: str, reader: Reader) -> Callable[..., Deputy]:
    def make(place: Place) -> Deputy:
        reader.references.add(place)
        return Deputy(name=text, place=place)

    return make


def _closing(text: str, reader: Reader) -> Callable[..., Closing]:
    parts = re.split(r"\s+(?:bis|-|–|—)\s+|(?<=\d)\s*[–—]\s*(?=\d)", text)
    days = [date(part, reader.country) for part in parts]
    if len(days) > 2 or days[-1] < days[0]:
        raise Unclear("“{text}” is not a closing.", "Write it as in: 24.12.2026 bis 06.01.2027", text=text)
    return lambda place: Closing(start=days[0], end=days[-1], place=place)


def _holidays(text: str, reader: Reader) -> Callable[..., Holidays]:
    words = {"geschlossen": True, "geoeffnet": False, "offen": False}
    closed = words[fold(text)] if fold(text) in words else SCALARS[bool](text, reader.country)
    return lambda place: Holidays(closed=closed, place=place)


# Records that may be written as one line, by class name: the key which that line fills, or how it is read.
SHORT: dict[str, str | Callable[[str, Reader], Callable[..., Any]]] = {
    "Address": _address,
    "Body": "name",
    "Closing": _closing,
    "DataProtectionOfficer": "benannt",
    "Deputy": _deputy,
    "Holidays": _holidays,
    "Hosting": "anbieter",
    "Mailbox": "anbieter",
    "Owner": "name",
    "Person": "name",
    "Rulebook": "name",
    "Service": "name",
    "Social": "stufe",
    "Stop": "haltestelle",
}
