"""Days as people list them: in one line, or as the key of an entry (`07.05.2027: Brückentag`)."""

import difflib
import re
from collections.abc import Callable
from typing import Any

import yaml

from mkdocs_praxis.practice.nodes import Entries
from mkdocs_praxis.practice.periods import END, closed_days, closing_in, hours_of_day
from mkdocs_praxis.practice.scalars import MONTHS
from mkdocs_praxis.practice.source import is_empty
from mkdocs_praxis.practice.specs import key_of, specs
from mkdocs_praxis.practice.values import Unclear
from mkdocs_praxis.practice.weekdays import DAY_BEFORE_DATE
from mkdocs_praxis.practice.weeks import like

_DAY = re.compile(
    rf"(?:{DAY_BEFORE_DATE})?(?:vom |ab |am |kw ?|(?:{'|'.join(MONTHS)}) (?=20))?\d", re.IGNORECASE
)


# By class name: the parser of a record in one line, and the key of the value behind its days.
BY_DAY: dict[str, tuple[Callable[[str, str], dict[str, str]], str]] = {
    "Closing": (closing_in, "grund"),
    "CourseDate": (hours_of_day, "zeiten"),
    "DayException": (hours_of_day, "zeiten"),
}
_ONE_DAY = re.compile(r"\D*\d{1,2}\.\s?(?:\d{1,2}|[^\W\d]+)\.?")  # without its year


def several_days(node: yaml.ScalarNode) -> yaml.SequenceNode:
    """Convert days in one line to the equivalent list: `24.12., 31.12.`."""
    parts = re.split(r"\s*(?:,|;|\bund\b|\band\b)\s*", node.value.strip())
    return _sequence(node, [like(node, part) for part in parts])


def entries_by_day(item: Any, node: yaml.Node) -> yaml.Node:
    """Convert a mapping whose keys are days to the equivalent list of one entry each; return any other node as it is."""
    if getattr(item, "__name__", "") not in BY_DAY or not isinstance(node, yaml.MappingNode):
        return node
    if not node.value or not all(
        _DAY.match(str(key.value)) or _named(item, key, value) for key, value in node.value
    ):
        return node
    tag, parts = "tag:yaml.org,2002:map", node.value
    return _sequence(
        node, [yaml.MappingNode(tag, [one], one[0].start_mark, one[1].end_mark) for one in parts]
    )


def with_keys(cls: type, entries: Entries, country: str) -> Entries:
    """Replace an entry that begins with its days by the keys of the record. Raises Unclear for a period that is none."""
    if cls.__name__ not in BY_DAY:
        return entries
    days, behind = BY_DAY[cls.__name__]
    for found, (key, value) in entries.items():  # noqa: B007 - used below
        if named := _named(cls, key, value):
            key, value = value, key  # noqa: PLW2901
        if named or _DAY.match(key.value):
            break
    else:
        return entries
    try:
        said, value = days(f"{key.value}: {value.value}", country), like(value, "")
    except Unclear:  # what stands behind the days is no part of the line
        try:
            said = days(key.value, country)
        except Unclear:
            if cls.__name__ != "Closing" and not _ONE_DAY.fullmatch(key.value.strip()):
                return entries
            raise
    result = as_keys(key, said)
    if isinstance(value, yaml.MappingNode):
        result |= {key_of(inner.value): (inner, one) for inner, one in value.value}
    elif not is_empty(value):
        result[behind] = (like(key, behind), value)
    return result | {other: one for other, one in entries.items() if other != found}


def as_keys(node: yaml.Node, said: dict[str, str]) -> Entries:
    """Return the entries of a record that was written in one line."""
    return {key: (like(node, key), like(node, text)) for key, text in said.items()}


def _named(cls: Any, key: yaml.Node, value: yaml.Node) -> bool:
    """Whether the reason of a closing stands before its days: `Weihnachten: 24.12.2026-3.1.2027`."""
    known = {key_of(spec.key) for spec in specs(cls).values()}
    if cls.__name__ != "Closing" or not isinstance(value, yaml.ScalarNode) or key_of(str(key.value)) in known:
        return False
    try:
        start, end = closed_days(value.value, "de")
    except Unclear:
        return False
    return start != end or _is_name(str(key.value), known)


def _is_name(word: str, known: set[str]) -> bool:
    """Whether a word before one day names it (`Ostern: 1.4.2027`); `ab: 24.12.2026` is a mistaken key."""
    return word[:1].isupper() and not END.search(word) and not difflib.get_close_matches(key_of(word), known)


def _sequence(node: yaml.Node, parts: list[Any]) -> yaml.SequenceNode:
    return yaml.SequenceNode("tag:yaml.org,2002:seq", parts, node.start_mark, node.end_mark)
