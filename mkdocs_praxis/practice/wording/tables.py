"""The tables of problematic wording and outdated law, prepared with the stems of their expressions."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs_praxis.practice.wording import prefilter
from mkdocs_praxis.practice.wording.prefilter import Quick
from mkdocs_praxis.practice.wording.vocabulary import Vocabulary
from mkdocs_praxis.prepared import Prepared, yaml_file
from mkdocs_praxis.vendors import patterns

_DATA = Path(__file__).resolve().parent.parent / "data"
_NAMES = ("outdated_law", "wording")
Row = Mapping[str, Any]

# Closings in free text: a word for being away, with a last day before or after it.
_AWAY = r"(?:geschlossen|urlaub|betriebsferien|praxisferien|ferien|vertretung|closed|holidays?|on\s+leave)"
_BETWEEN = r"(?:[^.!?\n]|(?<=\d)\.){0,80}?"  # within a sentence; the dot after a day or month does not end it
_MONTH = r"(?:\d{1,2}\.|[^\W\d]{3,9}\.?)"
# Begins with a digit in every case, to which an engine can jump.
LAST_DAY = rf"(\d(?:\d?\.\s?{_MONTH}\s?\d{{4}}|\d{{3}}-\d{{2}}-\d{{2}}|\d?\s[^\W\d]{{3,9}}\s\d{{4}}))"
_UNTIL = r"(?:\b(?:bis|until|till|to)\b|[–-])\s*(?:zum\s+|einschließlich\s+|incl(?:uding|\.)?\s+)?"
_CLOSED_UNTIL = (
    rf"\b\w*{_AWAY}\b{_BETWEEN}{_UNTIL}{LAST_DAY}",
    rf"(?:\d{{1,2}}\.(?:\s?{_MONTH})?(?:\s?\d{{4}})?\s*)?{_UNTIL}{LAST_DAY}{_BETWEEN}\b\w*{_AWAY}\b",
)


class Tables(NamedTuple):
    """The prepared tables: expressions with their rows, word lists that count if all occur in a sentence, closings."""

    outdated_law: tuple[tuple[Quick, Row], ...]
    wording: tuple[tuple[Quick, Row], ...]
    together: tuple[tuple[tuple[Quick, ...], Row], ...]
    closed: tuple[Quick, ...]
    vocabulary: Vocabulary


@cache
def tables() -> Tables:
    """Return all tables, loaded once."""
    data = WORDING.data()
    law, wording = ([(Quick(*said), row) for said, row in data[name]] for name in _NAMES)
    together = [(tuple(Quick(*said) for said in lists), row) for lists, row in data["together"]]
    closed = tuple(Quick(*said) for said in data["closed"])
    quicks: Iterable[Quick] = [*(one for one, _ in (*law, *wording)), *(one for lists, _ in together for one in lists), *closed]  # fmt: skip
    return Tables(tuple(law), tuple(wording), tuple(together), closed, Vocabulary(quicks))


def _build() -> dict[str, Any]:
    """Build the tables from their YAML sources, as plain data."""
    read = {name: yaml_file(_DATA / f"{name}.yml") for name in _NAMES}
    for row in read["outdated_law"]:
        row["since"] = f"{row['since']:%d.%m.%Y}"
    made: dict[str, Any] = {
        name: tuple((_said(Quick(re.sub(r"\|\s+", "|", row["pattern"]))), row) for row in read[name])
        for name in _NAMES
    }
    made["together"] = tuple(
        (tuple(_said(Quick.of_words(words)) for words in lists), row)
        for row in read["wording"]
        for lists in row.pop("together", ())
    )
    made["closed"] = tuple(_said(Quick(expression)) for expression in _CLOSED_UNTIL)
    return made


WORDING = Prepared(
    "wording",
    lambda: [
        *(str(_DATA / f"{name}.yml") for name in _NAMES),
        prefilter.__file__,
        patterns.__file__,
        __file__,
    ],
    _build,
)


def _said(quick: Quick) -> tuple[str, tuple[prefilter.Way, ...]]:
    return quick.expression, quick.ways
