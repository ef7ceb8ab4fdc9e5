"""Access to the keys and values of YAML files, and reporting of problems in them."""

import datetime as dt
import re
import typing
from collections.abc import Container
from functools import cache
from typing import Any, Literal

import yaml

from mkdocs_praxis.practice import model as m
from mkdocs_praxis.practice.migrations import fixes
from mkdocs_praxis.practice.shipped import shipped
from mkdocs_praxis.practice.source import YamlFile, is_empty
from mkdocs_praxis.practice.specs import HOLDS, Spec, homes, item_of, key_of, unwrap, without_date
from mkdocs_praxis.practice.values import AND, COMPANY, NONE, Markdown, Span, Text, Unclear, Urgent, Week
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
_BETWEEN_DAYS = re.compile(r"(?:vom )?(\d[\d.]*) ?(?:-|–|—|bis(?: zum)?) ?(\d[\d.]*)")


_NO_VALUE = NONE | {
    "nein", "entfällt", "nicht vorhanden", "nicht nötig", "nicht erforderlich", "nicht zutreffend", "niemand", "-", "–", "—"
}  # fmt: skip
# Types for which such a word is a value: an answer, or text for patients (`wartezeit: keine`).
_ANSWERED = (bool, int, float, Literal, Text, Markdown, Week, Urgent, dict, Span,
             m.Arbitration, m.DataProtectionOfficer, m.Holidays, m.NewPatients)  # fmt: skip
_NEVER_TEXT = frozenset({"ausfall", "parken", "fahrrad", "zu_fuss"})  # texts that would be shown as `nein`


_NOW = re.compile(r"(?:zur ?zeit|derzeit|momentan|im moment|aktuell)\s+(?:leider\s+)?")


def says_none(node: yaml.Node) -> bool:
    """Whether a value is a word for none: `keine`, `zurzeit keine`."""
    if not isinstance(node, yaml.ScalarNode):
        return False
    return _NOW.sub("", node.value.strip().lower(), count=1).rstrip(".") in _NO_VALUE


def left_out(kind: Any, node: yaml.Node, key: str = "") -> bool:
    """Whether a value is empty or says that there is none: `fax: keins`, `team: niemand`."""
    if is_empty(node) or not says_none(node):
        return is_empty(node)
    item = item_of(unwrap(kind))
    return (typing.get_origin(item) or item) not in _ANSWERED or key in _NEVER_TEXT


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
            self._glued_below(value, known)
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
        self.problem(node, "Several seem to stand in one line: {text}", "Write each in a line of its own, with “- ” before it.", text=node.value)  # fmt: skip
        return True

    def glued(self, node: yaml.ScalarNode, known: Container[str]) -> bool:
        """Report a key without a space after its colon, which YAML reads as text."""
        found = re.match(r"(\w+):(?=\S)", node.value)
        if not found or key_of(found[1]) not in known:
            return False
        self.problem(node, "Behind “{key}:” a space is missing.", "Write {key}: value", key=found[1])
        return True

    def _glued_below(self, node: yaml.Node, known: Container[str]) -> None:
        """Report keys without a space after their colon that YAML takes for more of the text above (`funktion:MFA`)."""
        source, first = self.source(node), node.start_mark.line
        plain = isinstance(node, yaml.ScalarNode) and not node.style
        for number in range(first + 2, node.end_mark.line + 2) if plain else ():
            found = re.match(r"\s*(\w+):(?=[^\s/])", source.line(number))
            if found and key_of(found[1]) in known:
                what, fix = "Behind “{key}:” a space is missing.", "Write {key}: value"
                source.at((number, found.start(1) + 1), what, fix, key=found[1])

    def strange(self, key: yaml.Node, value: yaml.Node, node: yaml.Node, wanted: list[Spec]) -> bool:
        """Report an unknown key that is really text: behind a comma in braces, or an entry without keys; return whether so."""
        bare = is_empty(value) and key.end_mark.index == value.start_mark.index
        if bare and getattr(node, "flow_style", False):
            self.problem(key, "In braces, a comma ends a value: “{text}” stands by itself.", 'Put the whole value in quotation marks: "…, {text}"', text=key.value)  # fmt: skip
            return True
        needed = [spec.key for spec in wanted if spec.required]
        known = [key_of(spec.key) for spec in wanted]
        alone = (
            isinstance(node, yaml.MappingNode)
            and isinstance(value, yaml.ScalarNode)
            and not any(key_of(str(one.value)) in known for one, _ in node.value)
        )
        if not (alone and needed and wanted[0].required) or is_empty(value):
            return False
        if wanted[0].kind is dt.date and not re.search(r"\d", key.value):
            return False
        if not may_be_text(key, known):
            return False
        fix = "Write it with its keys: {first}: {text}. Beside it there may stand: {valid}"
        if len(needed) > 1:
            fix = "Write it with its keys: {first}: {text}, and in the line below {second}: {value}"
        between = _BETWEEN_DAYS.fullmatch(key.value)
        if between:
            fix = (
                "Give each day an entry of its own: {first}: {start}, and in the line below {second}: {value}"
            )
        elif len(needed) > 1 and "text" in known and not re.search(r"\d\.", value.value):  # not its last day
            fix = "Write it with its keys: {first}: {text}, and in lines of their own text: {value}, and {second}: {example}"
        fix = HOLDS if _FROM_A_DAY.match(key.value) else fix
        self.problem(
            key,
            "“{key}” is not known here.",
            fix,
            key=key.value,
            text=f"{key.value} {value.value}" if wanted[0].kind is Week else key.value,
            value=value.value,
            first=needed[0],
            second=needed[-1],
            example=next(spec.example for spec in reversed(wanted) if spec.required),
            start=between[1] + (between[2][-4:] if between[1].endswith(".") else "") if between else "",
            valid=", ".join(spec.key for spec in wanted[1:]),
        )
        return True

    def unknown(self, key: yaml.Node, valid: list[str]) -> str:
        """Report an unknown key with the nearest valid one, and return that; "" if none is similar."""
        known = {key_of(one): one for one in valid}
        others = _others().get(key_of(key.value), [])
        here = [one for one in others if one in valid]
        same = next(iter(here or ([] if key_of(key.value) in homes() else others)), None)
        near = key_of(here[0]) if here else nearest(key_of(key.value), known)
        meant = known.get(near or "")
        nearly = nearest(key_of(key.value), known, cutoff=0.9)
        elsewhere = () if nearly else homes().get(key_of(same or key.value), ())
        own_file = f"({self.source(key).name.rpartition('/')[2]})"
        inside = [part for part, _, file in (home.partition(": ") for home in elsewhere) if part in valid and file == own_file]  # fmt: skip
        if here or (inside and len(elsewhere) > 1):  # `strasse` beside `anschrift:` belongs below it
            elsewhere = () if here else (f"{inside[0]}:",)
        fix = "Possible here: {valid}"
        if not meant and _FROM_A_DAY.match(key.value):
            fix, elsewhere = HOLDS, ()
        if not (meant or elsewhere) and (dated := without_date(key.value.strip(), known)):
            self.problem(key, "“{key}” stands here without a date.", dated, key=key.value.strip())
            return ""
        if (moved := fixes().get(key_of(key.value))) and not (
            meant or (len(elsewhere) == 1 and key.value != "website")
        ):
            self.problem(key, "“{key}” is not known here.", moved, key=key.value)
            return ""
        if len(elsewhere) == 1:
            fix = "Its name is “{own}”, and it belongs to {home}." if same else "It belongs to {home}."
            fix = "It belongs below {home}, indented by two blanks." if inside and not same else fix
        elif meant:
            fix = "Did you mean “{near}”?"
        home = "".join(elsewhere)
        self.problem(key, "“{key}” is not known here.", fix, key=key.value, near=meant, valid=", ".join(valid), home=home, own=same)  # fmt: skip
        return meant or ""

    def empty(self, key: yaml.Node, value: yaml.Node, spec: Spec) -> bool:
        """Report a key without a value that needs one, or whose value counts as a comment; return whether it does."""
        if isinstance(value, yaml.ScalarNode) and is_empty(value) and (cut := self.cut_off(value)):
            self.problem(key, COMMENT, QUOTE, cut=cut)
        elif spec.required:
            self.missing(key, spec, "“{key}:” is empty ({doc}).")
        else:
            return False
        return True

    def missing(self, node: yaml.Node, spec: Spec, what: str) -> None:
        """Report a missing required key."""
        example = spec.example or "…"
        self.problem(node, what, "Add a line such as: {key}: {example}", key=spec.key, example=example, doc=msg(spec.doc))  # fmt: skip

    def cut_off(self, node: yaml.ScalarNode) -> str:
        """Return the YAML comment after a value if it looks like a part of it: `Praxis #1`; else ""."""
        if node.style in ("|", ">"):
            return ""
        rest = self.source(node).line(node.end_mark.line + 1)[node.end_mark.column :].strip()
        return rest if rest.startswith("#") and rest[1:2].strip("# !-=") else ""

    def unclear(self, node: yaml.Node, unclear: Unclear) -> Any:
        """Report a value that could not be parsed."""
        return self.problem(node, unclear.what, unclear.fix, unclear.why, **unclear.values)
