"""Access to the keys and values of YAML files, and reporting of problems in them."""

import datetime as dt
import re
from collections.abc import Container, Iterable
from functools import cache
from typing import Any

import yaml

from mkdocs_praxis.practice import model as m
from mkdocs_praxis.practice.migrations import fixes
from mkdocs_praxis.practice.shipped import shipped
from mkdocs_praxis.practice.source import YamlFile, is_empty
from mkdocs_praxis.practice.specs import BELOW, HOLDS, Spec, homes, key_of, without_date
from mkdocs_praxis.practice.values import AND, COMPANY, Unclear, Week
from mkdocs_praxis.problem import Position, msg, nearest

COMMENT = "From “{cut}” on, the line counts as a comment and would be missing."
QUOTE = "Put the value in quotation marks, or a space after the # when a comment is meant."
Entries = dict[str, tuple[yaml.Node, yaml.Node]]  # (key, value) by folded key
BROKEN: Any = object()  # sentinel for a value that could not be read; its problem is already reported


@cache
def _others(*lists: str) -> dict[str, list[str]]:
    """Return the keys that may be meant by another word, by that word."""
    found: dict[str, list[str]] = {}
    for one in lists or ("same", "asked"):
        for key, words in shipped("other_words")[one].items():
            for word in words:
                found.setdefault(key_of(word), []).append(key)
    return found


# By class: what indicates several records in one line; in an entry of a list a comma may belong to a title.
_SEVERAL = {
    m.Owner: re.compile(rf",\s|{AND}"),
    m.Person: re.compile(rf",\s|{AND}"),
    m.Service: re.compile(r",\s"),
}
_SEVERAL_IN_ENTRY = {m.Owner: re.compile(AND), m.Person: re.compile(AND)}
_GLUED = re.compile(r"\s*(\w+):(?=[^\s/])")  # a key without a space after its colon
_BETWEEN_DAYS = re.compile(r"(?:vom )?(\d[\d.]*) ?(?:-|–|—|bis(?: zum)?) ?(\d[\d.]*)")


def may_be_text(key: yaml.Node, known: list[str], *, offered: bool = False) -> bool:
    """Whether an unknown key is text rather than a misspelt key, or one of another record; what is `offered` may be called as one: Hausbesuche."""
    said = key_of(str(key.value))
    near = nearest(said, known, cutoff=0.75)
    return not (
        near
        or (not offered and said in homes())
        or {key_of(one) for one in _others().get(said, ())} & set(known)
    )


def like(node: yaml.Node, text: str) -> yaml.ScalarNode:
    """Return a scalar node with the position of another node."""
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, node.start_mark, node.end_mark)


def headed(node: yaml.Node, head: str, key: yaml.Node, behind: str, known: list[str]) -> yaml.MappingNode:
    """Return a record with its heading (name or group), and its other keys or the value behind."""
    pairs: list[tuple[yaml.Node, yaml.Node]] = [(like(key, head), key)]
    said = node.value if isinstance(node, yaml.MappingNode) else []
    own = [pair for pair in said if key_of(str(pair[0].value)) in known]
    if own and behind == "posten" and all(key_of(str(one.value)) != behind for one, _ in own):
        rest = [pair for pair in said if pair not in own]  # prices, beside the day since which they hold
        pairs += [
            *own,
            (like(node, behind), yaml.MappingNode(node.tag, rest, node.start_mark, node.end_mark)),
        ]
    elif own:
        pairs += said
    elif not is_empty(node):
        pairs.append((like(node, behind), node))
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, key.start_mark, node.end_mark)


def lines_in(node: yaml.SequenceNode) -> yaml.Node:
    """Convert a list of lines to the text that lists them (a colon in a line makes a mapping of it); any other list stays."""
    pairs = [one.value if isinstance(one, yaml.MappingNode) else [(one,)] for one in node.value]
    parts = [part for pair in pairs for part in pair]
    if not all(isinstance(one, yaml.ScalarNode) for part in parts for one in part):
        return node
    text = like(node, "\n".join("- " + ": ".join(one.value for one in part) for part in parts))
    text.style = "|"
    return text


# `ab 01.02.2027`, `gilt_bis` where nothing begins or ends by a day
_FROM_A_DAY = re.compile(r"(?:gilt[_ ]|gültig )?(?:ab|von|bis)(?:\b(?!_)|\Z)", re.IGNORECASE)


class Nodes:
    """Reports problems at nodes of files, and reads the entries of their mappings."""

    def __init__(self) -> None:
        self.sources: dict[str, YamlFile] = {}  # by name, which every node has in its mark

    def new_source(self, name: str) -> YamlFile:
        """Return a file that is about to be read."""
        source = self.sources[name] = YamlFile(name)
        return source

    def source(self, node: yaml.Node) -> YamlFile:
        """Return the file of a node."""
        return self.sources[node.start_mark.name]

    def place(self, node: yaml.Node) -> Position:
        """Return the place of a node."""
        return self.source(node).place(node)

    def problem(self, node: yaml.Node, what: str, fix: str = "", why: str = "", /, **values: object) -> Any:
        """Report a problem and return BROKEN."""
        self.source(node).problem(node, what, fix, why, **values)
        return BROKEN

    def entries(self, node: yaml.MappingNode) -> Entries:
        """Return (key, value) nodes by folded key; reports duplicate keys."""
        found: Entries = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.problem(key, "A key must be a single word.", "Write key: value.")
                continue
            folded = key_of(key.value)
            if folded in found:
                what = "“{key}” stands here a second time (first in line {line})."
                fix = "Delete one of the two, or put both values together."
                why = "Only one of them could count, and nobody would notice which."
                line = found[folded][0].start_mark.line + 1
                self.problem(key, what, fix, why, key=key.value, line=line)
                continue
            found[folded] = (key, value)
        return found

    def known_entries(self, node: yaml.MappingNode, known: Container[str]) -> Entries:
        """Return the entries by folded key; one by another word (`Adresse`) where only one key can be meant by it."""
        found = self.entries(node)
        for _, value in found.values():
            self.glued(value, known, below=True)
        for folded in [one for one in found if one not in known]:
            meant = [key_of(key) for key in _others("same").get(folded, ()) if key_of(key) in known]
            if len(meant) == 1 and meant[0] not in found:
                found[meant[0]] = found.pop(folded)
        return found

    def several(self, cls: Any, node: yaml.Node, *, listed: bool = False) -> bool:
        """Report one line that seems to contain several records, and return whether it does; `listed`: an entry of a list."""
        mark = (_SEVERAL_IN_ENTRY if listed else _SEVERAL).get(cls)
        if mark is None or not isinstance(node, yaml.ScalarNode):
            return False
        one_below_the_other = not listed and not node.style and node.start_mark.line < node.end_mark.line
        if not one_below_the_other and not mark.search(node.value):
            return False
        if cls is m.Owner and COMPANY.search(node.value):
            return False
        fix = "Write each in a line of its own, with “- ” before it."
        surname, _, rest = node.value.partition(", ")
        one = f"{rest} {surname}" if surname.isalpha() else f"- {node.value}"
        fix += " If it is one person: {one}" if rest and cls is not m.Service else ""
        self.problem(node, "Several seem to stand in one line: {text}", fix, text=node.value, one=one)
        return True

    def glued(self, node: yaml.Node, known: Container[str], *, below: bool = False) -> bool:
        """Report keys without a space after their colon, which YAML takes for text (`funktion:MFA`), in a line or `below` it; return whether so."""
        source, first, told = self.source(node), node.start_mark.line + 1, False
        plain = isinstance(node, yaml.ScalarNode) and not node.style
        for number in range(first + below, node.end_mark.line + 2 if below else first + 1) if plain else ():
            begin = 0 if below else node.start_mark.column
            found = _GLUED.match(source.line(number), begin)
            if found and key_of(found[1]) in known:
                what, fix, told = "Behind “{key}:” a space is missing.", "Write {key}: value", True
                source.at((number, found.start(1) + 1), what, fix, key=found[1])
        return told

    def strange(self, key: yaml.Node, value: yaml.Node, node: yaml.Node, wanted: list[Spec]) -> bool:
        """Report an unknown key that is really text: behind a comma in braces, or an entry without keys; return whether so."""
        bare = is_empty(value) and key.end_mark.index == value.start_mark.index
        if bare and getattr(node, "flow_style", False):
            self.problem(key, "In braces, a comma ends a value: “{text}” stands by itself.", 'Put the whole value in quotation marks: "…, {text}"', text=key.value)  # fmt: skip
            return True
        needed, known = [one.key for one in wanted if one.required], [key_of(one.key) for one in wanted]
        if (
            not isinstance(node, yaml.MappingNode)
            or not isinstance(value, yaml.ScalarNode)
            or is_empty(value)
        ):
            return False
        alone = not any(key_of(str(one.value)) in known for one, _ in node.value)
        undated = wanted[0].kind is dt.date and not re.search(r"\d", key.value)
        if not alone or not wanted[0].required or undated or not may_be_text(key, known):
            return False
        between = _BETWEEN_DAYS.fullmatch(key.value)
        start = between[1] + (between[2][-4:] if between[1].endswith(".") else "") if between else ""
        fix = "Write it with its keys: {first}: {text}. Beside it there may stand: {valid}"
        if _FROM_A_DAY.match(key.value):
            fix = HOLDS
        elif between:
            fix = (
                "Give each day an entry of its own: {first}: {start}, and in the line below {second}: {value}"
            )
        elif "von" in known and re.match(r"\d{1,2}\.", key.value):  # `01.12.2026: Wir sind umgezogen`
            fix = "Write it with its keys: {first}: {value}, and in lines of their own von: {key} and {second}: {example}"
        elif len(needed) > 1:
            fix = "Write it with its keys: {first}: {text}, and in the line below {second}: {value}"
        text = f"{key.value} {value.value}" if wanted[0].kind is Week else key.value
        example = next(one.example for one in reversed(wanted) if one.required)
        valid = ", ".join(one.key for one in wanted[1:])
        self.problem(key, "“{key}” is not known here.", fix, key=key.value, text=text, value=value.value, first=needed[0],
                     second=needed[-1], example=example, start=start, valid=valid)  # fmt: skip
        return True

    def unknown(self, key: yaml.Node, valid: list[str]) -> str:
        """Report an unknown key with the nearest valid one, and return that; "" if none is similar."""
        known, said = {key_of(one): one for one in valid}, key_of(key.value)
        others = _others().get(said, [])
        here = [one for one in others if one in valid]
        same = next(iter(here or ([] if said in homes() else others)), None)
        near = key_of(here[0]) if here else nearest(said, known)
        meant = known.get(near or "")
        nearly = nearest(said, known, cutoff=0.9)
        elsewhere = () if nearly else homes().get(key_of(same or key.value), ())
        own_file = f"({self.source(key).name.rpartition('/')[2]})"
        inside = [part for part, _, file in (home.partition(": ") for home in elsewhere) if part in valid and file == own_file]  # fmt: skip
        if here or (inside and len(elsewhere) > 1):  # `strasse` beside `anschrift:` belongs below it
            elsewhere = () if here else (f"{inside[0]}:",)
        elif len(elsewhere) > 1 and not key.start_mark.column:  # at the left edge: `telefon` in zeiten.yml
            elsewhere = tuple(one for one in elsewhere if one.endswith(".yml"))[:1] or elsewhere
        fix = "Possible here: {valid}"
        if not meant and _FROM_A_DAY.match(key.value):
            fix, elsewhere = HOLDS, ()
        if not (meant or elsewhere) and (dated := without_date(key.value.strip(), known)):
            self.problem(key, "“{key}” stands here without a date.", dated, key=key.value.strip())
            return ""
        moved = fixes().get(said) if not (meant or (len(elsewhere) == 1 and key.value != "website")) else None
        if moved := next(iter(_others("told").get(said, ())), moved):
            self.problem(key, "“{key}” is not known here.", moved, key=key.value)
            return ""
        if (above := self._empty_above(key, known)) and not nearly and len(elsewhere) != 1:
            elsewhere, inside, same = (f"{above}:",), [above], None
        if len(elsewhere) == 1:
            fix = "Its name is “{own}”, and it belongs to {home}." if same else "It belongs to {home}."
            fix = "It belongs below {home}, indented by two blanks." if inside and not same else fix
        elif meant:
            fix = "Did you mean “{near}”?"
        home = "".join(elsewhere)
        self.problem(key, "“{key}” is not known here.", fix, key=key.value, near=meant, valid=", ".join(valid), home=home, own=same)  # fmt: skip
        return meant or ""

    def _empty_above(self, key: yaml.Node, known: Container[str]) -> str:
        """Return the key without a value under which a line stands that should be indented: `sprechzeiten:`, and below it `Mo: 8-12`."""
        line = re.compile(rf" {{{key.start_mark.column}}}([^\W\d][^:#]*):(.*)")
        for number in range(key.start_mark.line, 0, -1):
            above = line.fullmatch(self.source(key).line(number))
            if not above or key_of(above[1]) in known:
                return above[1] if above and not above[2].strip() else ""
        return ""

    def empty(self, key: yaml.Node, value: yaml.Node, spec: Spec) -> bool:
        """Report a key without a value that needs one, or whose value counts as a comment; return whether it does."""
        if isinstance(value, yaml.ScalarNode) and is_empty(value) and (cut := self.cut_off(value)):
            self.problem(key, COMMENT, QUOTE, cut=cut)
        elif spec.required:
            self.missing(key, spec, "“{key}:” is empty ({doc}).")
        else:
            return False
        return True

    def missing(self, node: yaml.Node, spec: Spec, what: str, beside: Iterable[tuple[yaml.Node, yaml.Node]] = ()) -> None:  # fmt: skip
        """Report a missing required key; `beside`: the entries that one line stood for."""
        said = "".join(f"  {key.value}: {value.value}\n" for key, value in beside)
        example = spec.example or "…"
        fix, lines = "Add a line such as: {key}: {example}", f"{said}  {spec.key}: {example}"
        self.problem(node, what, BELOW if said else fix, key=spec.key, example=example, doc=msg(spec.doc), lines=lines)  # fmt: skip

    def cut_off(self, node: yaml.ScalarNode) -> str:
        """Return the YAML comment after a value if it looks like a part of it: `Praxis #1`; else ""."""
        if node.style in ("|", ">"):
            return ""
        rest = self.source(node).line(node.end_mark.line + 1)[node.end_mark.column :].strip()
        return rest if rest.startswith("#") and rest[1:2].strip("# !-=") else ""

    def unclear(self, node: yaml.Node, unclear: Unclear) -> Any:
        """Report a value that could not be parsed."""
        return self.problem(node, unclear.what, unclear.fix, unclear.why, **unclear.values)
