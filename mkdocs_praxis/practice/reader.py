"""Convert the nodes of YAML files to values of the model, by its type annotations; every problem is reported."""

import re
import typing
from collections.abc import Callable
from typing import Any, Literal

import yaml

from mkdocs_praxis.practice.countries import country_code
from mkdocs_praxis.practice.model import CourseDate
from mkdocs_praxis.practice.names import fold
from mkdocs_praxis.practice.nodes import BROKEN, COMMENT, QUOTE, Nodes, like, lines_in
from mkdocs_praxis.practice.one_line import (
    ONE_LINE,
    entries_by_day,
    entries_by_name,
    entries_of,
    several_days,
    with_keys,
)
from mkdocs_praxis.practice.scalars import SCALARS
from mkdocs_praxis.practice.source import is_empty
from mkdocs_praxis.practice.specs import (  # fmt: skip
    BELOW,
    FORMS,
    Spec,
    advice,
    chosen,
    example,
    key_of,
    left_out,
    professions_in,
    says_none,
    specs,
    unwrap,
)
from mkdocs_praxis.practice.translation import parted
from mkdocs_praxis.practice.values import (
    Cost,
    Markdown,
    Name,
    Said,
    Span,
    Text,
    Told,
    Tongue,
    Unclear,
    Urgent,
    Week,
    Word,
    YearDay,
)
from mkdocs_praxis.practice.weekdays import QUOTES
from mkdocs_praxis.practice.weeks import consultations, loose_week, read_spans, read_urgent, read_week
from mkdocs_praxis.problem import Position

_SAID = frozenset({Text, Markdown, Cost, Word, Name, Tongue})
_NAMES = frozenset({Name, Tongue})
_LANGUAGE = re.compile(r"[a-z]{2}")


class Reader(Nodes):
    """Reads nodes into values of the model."""

    def __init__(self, language: str, check: Callable[[Any, "Reader"], None]) -> None:
        super().__init__()
        self.country, self.language, self.check = "de", language, check
        self.said: list[Said] = []  # the translatable texts
        self.denied: set[str] = set()  # keys of which there is none: `aufsicht: keine`
        # The nodes of a record's values
        self.nodes: dict[tuple[type, Position | None], dict[str, yaml.Node]] = {}
        self.text_keys: dict[str, yaml.Node] = {}  # the keys below `texte:`

    def value(self, kind: Any, node: yaml.Node, key: str) -> Any:
        """Read a node as the type of an annotation."""
        kind = unwrap(kind)
        if kind in {Week, Urgent}:
            return (read_week if kind is Week else read_urgent)(node, self)
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
            keyed = any(isinstance(one, yaml.MappingNode) for one in node.value)
            what, fix = "“{key}” should hold keys with values, not a list.", "Remove the leading `- `."
            return self.problem(node, what, fix if keyed else BELOW, key=key, lines=example(cls))
        try:
            entries = with_keys(cls, self.known_entries(node, specs(cls)), self.country)
        except Unclear as unclear:
            return self.unclear(node, unclear)
        return self._build(cls, entries, node)

    def _build(self, cls: type, entries: dict[str, tuple[yaml.Node, yaml.Node]], node: yaml.Node) -> Any:
        """Create a record from its keys; reports unknown and missing keys."""
        by_key = specs(cls)
        values: dict[str, Any] = {}
        nodes: dict[str, yaml.Node] = {}
        told: set[str] = set()  # keys that misspelt ones were taken for
        broken = False
        practices = self.country
        self.country = self._country_of(cls, entries)
        for folded, (key, value) in entries.items():
            spec = by_key.get(folded)
            if spec is None:
                if self.strange(key, value, node, list(by_key.values())):
                    return BROKEN
                told.add(self.unknown(key, [s.key for s in by_key.values()]))
                continue
            if self.left_out(spec, value):
                broken = self.empty(key, value, spec) or broken
                continue
            nodes[spec.name] = value
            if (read := self.value(spec.kind, value, spec.key)) is BROKEN:
                broken = True
            else:
                values[spec.name] = read
        self.country = practices
        for spec in by_key.values():
            if spec.required and key_of(spec.key) not in entries:
                if spec.key not in told and (nodes or not told):  # where no key is known, that is the mistake
                    beside = entries.values() if isinstance(node, yaml.ScalarNode) else ()
                    self.missing(node, spec, "“{key}” is missing here ({doc}).", beside)
                broken = True
        if broken:
            return BROKEN
        record = cls(place=self.place(node), **values)
        self.nodes[cls, record.place] = nodes
        self.check(record, self)
        return record

    def left_out(self, spec: Spec, node: yaml.Node) -> bool:
        """Whether a key has no value; keep in mind which say that there is none."""
        self.denied |= {spec.key} if says_none(node) else set()
        return left_out(spec.kind, node, spec.key)

    def _country_of(self, cls: type, entries: dict[str, tuple[yaml.Node, yaml.Node]]) -> str:
        """Return the country for parsing a record's postcodes and phone numbers; "" for a company without `land`."""
        fields = {spec.name for spec in specs(cls).values()}
        land = entries.get("land", (None, None))[1]
        if land is not None and "country" in fields and isinstance(land, yaml.ScalarNode):
            return (country_code(land.value) or self.country).lower()
        return "" if fields & {"provider", "insurer", "purpose"} else self.country

    def at(self, record: Any, name: str) -> yaml.Node | None:
        """Return the node of an attribute of a record that was just read."""
        return self.nodes.get((type(record), record.place), {}).get(name)

    def wrong(
        self, record: Any, name: str, what: str, fix: str = "", why: str = "", /, **values: object
    ) -> None:
        """Report a problem of an attribute of a record that was just read."""
        node = self.at(record, name)
        source = self.source(node) if node else self.sources[record.place.file]
        source.problem(node, what, fix, why, **values)

    def in_one_line(self, record: Any) -> bool:
        """Whether a record was written as one line: of a deputy, a name to be looked up."""
        name = self.at(record, "name")
        return name is not None and self.place(name) == record.place

    def _scalar(self, kind: Any, node: yaml.Node, key: str) -> Any:
        if kind in _SAID and isinstance(node, yaml.MappingNode):
            return self._told(kind, node, key)
        if kind is Markdown and isinstance(node, yaml.SequenceNode):
            node = lines_in(node)
        if kind in _SAID - _NAMES and isinstance(node, yaml.ScalarNode):
            self.said.append(Said(key, self.place(node), node.value, frozenset({self.language})))
        return self._one(kind, node, key)

    def _told(self, kind: Any, node: yaml.MappingNode, key: str) -> Any:
        """Read a text in several languages: `{de: …, en: …}`."""
        texts: dict[str, str] = {}
        for code, (key_node, value) in self.entries(node).items():
            if not _LANGUAGE.fullmatch(code):
                if node.flow_style and is_empty(value) and self.strange(key_node, value, node, []):
                    return BROKEN
                if len(node.value) == 1 and isinstance(value, yaml.ScalarNode) and not node.flow_style:
                    return self._scalar(kind, like(node, f"{key_node.value}: {value.value}"), key)
                fix = "Write the two letters of each language: de: …, en: …"
                why = "“{key}” is one text, or the same text in several languages."
                what = "“{code}” is not a language."
                return self.problem(key_node, what, fix, why, code=key_node.value, key=key)
            if not is_empty(value):
                texts[code] = self._one(kind, value, code)
        if any(text is BROKEN for text in texts.values()):
            return BROKEN
        if self.language not in texts:
            what, fix = "“{key}” lacks the language of the site.", "Add a line {code}: …"
            return self.problem(node, what, fix, key=key, code=self.language)
        place, name = self.place(node), kind in _NAMES
        self.said.append(Said(key, place, texts[self.language], frozenset(texts), name))
        return Told(texts, self.language)

    def _one(self, kind: Any, node: yaml.Node, key: str) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            fix = FORMS["art"] if key == "art" else "Write it in one line after the colon."
            return self.problem(node, "“{key}” should hold one value, not several.", fix, key=key)
        if cut := self.cut_off(node):
            return self.problem(node, COMMENT, QUOTE, cut=cut)
        try:
            text = node.value if node.style in ("|", ">") else node.value.strip()
            text = text if kind in _SAID or kind is str else text.strip(QUOTES)
            return SCALARS[kind](text, self.country)
        except Unclear as unclear:
            return self.unclear(node, unclear)

    def _choice(self, options: tuple[str, ...], node: yaml.Node, key: str) -> Any:
        if (text := self._scalar(str, node, key)) is BROKEN:
            return BROKEN
        text = text.strip(QUOTES)
        if key == "art" and (several := professions_in(options, text)):
            return self.problem(node, "“{text}” names several professions.", "Write them as a list: beruf: [{listed}]", text=text, listed=", ".join(several))  # fmt: skip
        if (found := chosen(options, key, text)) is not None:
            return found
        shown = [option for option in options if option]
        fix, near = advice(key, text, shown)
        return self.problem(node, "“{text}” is not possible for “{key}”.", fix, text=text, key=key, near=near, valid=", ".join(shown))  # fmt: skip

    def _tuple(self, item: Any, node: yaml.Node, key: str) -> Any:
        if item is Span:
            return read_spans(node, self)
        if fold(key) in {"sprechzeiten", "telefonzeiten"} and (
            not isinstance(node, yaml.SequenceNode) or loose_week(node, specs(item))
        ):
            return self._schedules(item, node)
        if item is Tongue:
            parts = node.value if isinstance(node, yaml.SequenceNode) else [node]
            found = [one for part in parts if not is_empty(part) for one in self._tongues(part, key)]
            return BROKEN if any(one is BROKEN for one in found) else tuple(found)
        if item in {YearDay, CourseDate} and isinstance(node, yaml.ScalarNode):
            node = several_days(item, node)
        node = entries_by_day(item, node)
        listed = node.value if isinstance(node, yaml.SequenceNode) else [node]
        parts = [one for part in listed for one in entries_by_name(item, part)]
        if parts != [node]:
            read = [self.value(item, part, key) for part in parts if not left_out(item, part)]
            return BROKEN if any(r is BROKEN for r in read) else tuple(read)
        if item in {Word, Name} and isinstance(node, yaml.ScalarNode):
            return tuple(item(part.strip()) for part in re.split("[,;]", node.value) if part.strip())
        if self.several(item, node):
            return BROKEN
        read = self.value(item, node, key)
        return BROKEN if read is BROKEN else (read,)

    def _tongues(self, node: yaml.Node, key: str) -> list[Any]:
        """Read spoken languages in one entry: a translated name, or names separated by commas and “und”."""
        read = self._scalar(Tongue, node, key)
        try:
            return [read] if read is BROKEN or isinstance(read, Told) else parted(read)
        except Unclear as unclear:
            return [self.unclear(node, unclear)]

    def _schedules(self, cls: type, node: yaml.Node) -> Any:
        """Read hours: the short form with days directly below the key, or a schedule with its keys."""
        known = specs(cls)
        node = loose_week(node, known) or node
        if isinstance(node, yaml.MappingNode) and (several := consultations(node, known)):
            read = [self.record(cls, one, "sprechzeiten") for one in several]
            return BROKEN if BROKEN in read else tuple(read)
        week = read_week(node, self)
        return BROKEN if week is BROKEN else (cls(week=week, place=self.place(node)),)

    def _texts(self, node: yaml.Node, key: str) -> Any:
        if not isinstance(node, yaml.MappingNode):
            return self.problem(node, "“{key}” should hold keys with texts.", "Write key: text.", key=key)
        texts = {}
        for key_node, value in self.entries(node).values():
            self.text_keys[key_node.value] = key_node
            if (text := self._scalar(Text, value, key_node.value)) is BROKEN:
                return BROKEN
            texts[key_node.value] = text
        return texts

    def _short(self, cls: type, node: yaml.ScalarNode, key: str) -> Any:
        """Read a record written as one line."""
        if self.glued(node, specs(cls)) or self.several(cls, node, listed=True):
            return BROKEN
        if cls in ONE_LINE:
            if cut := self.cut_off(node):
                return self.problem(node, COMMENT, QUOTE, cut=cut)
            try:
                return self._build(cls, entries_of(cls, node, self.country), node)
            except Unclear as unclear:
                return self.unclear(node, unclear)
        what = "“{key}” should hold keys with values, not just “{text}”."
        return self.problem(node, what, BELOW, key=key, text=node.value, lines=example(cls))
