"""The data files: what the language, the platform and libraries are, one row a thing. Read when first asked."""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from mkdocs_praxis.web.contact import Kind


def load(name: str) -> Any:
    """Return the rows of a data file."""
    return json.loads((files(__package__) / "data" / name).read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Builtins:
    """The language's and the page's own names (`builtins.json`)."""

    window: frozenset[str]
    alias: dict[str, str]
    own_address: dict[str, str]
    elements: dict[str, str]
    calls: dict[str, str]
    methods: dict[str, str]
    constructors: dict[str, str]
    callbacks: dict[str, str]
    names: frozenset[str]


@cache
def builtins() -> Builtins:
    """Return the names that every script has."""
    raw = load("builtins.json")
    return Builtins(
        frozenset(raw["window"]),
        raw["alias"],
        raw["own_address"],
        raw["elements"],
        raw["calls"],
        raw["methods"],
        raw["constructors"],
        raw["callbacks"],
        frozenset(raw["names"]),
    )


@dataclass(frozen=True, slots=True)
class Sink:
    """An entrance: which argument (None: all) is read how, for what, and what a reader calls it.

    `on`: kinds of receiver it is known by (none: any but an object of the script's own); `first`: what the first
    argument must be; `exactly`: how many there must be (0: any); `asks`: an address that is asked for whatever is given, `given` or not `unless` an option.
    """

    reads: str
    via: str
    kind: Kind = Kind.REQUEST
    argument: int | None = 0
    on: frozenset[str] = frozenset()
    first: frozenset[str] = frozenset()
    exactly: int = 0
    asks: str = ""
    given: str = ""
    unless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sinks:
    """Where a value makes the browser fetch, go somewhere, or run (`sinks.json`)."""

    calls: dict[str, tuple[Sink, ...]]
    constructors: dict[str, tuple[Sink, ...]]
    methods: dict[str, tuple[Sink, ...]]
    properties: dict[str, tuple[Sink, ...]]
    words: frozenset[bytes]


@cache
def sinks() -> Sinks:
    """Return the sinks by how they are met, and the words by which a script that holds one is known."""
    tables: dict[str, dict[str, list[Sink]]] = {"call": {}, "new": {}, "method": {}, "property": {}}
    for row in load("sinks.json"):
        how = next(key for key in tables if key in row)
        for name in row[how].split():
            shown = {
                "call": f"{name}()",
                "new": f"new {name}()",
                "method": f"{name}()",
                "property": f".{name}",
            }[how]
            argument = row.get("argument", 0)
            sink = Sink(
                row.get("reads", "url"),
                row.get("via", shown),
                Kind(row.get("kind", "request")),
                None if argument == "all" else argument,
                frozenset(row.get("on", "").split()),
                frozenset(row.get("first", "").split()),
                row.get("exactly", 0),
                row.get("asks", ""),
                row.get("given", ""),
                frozenset(row.get("unless", "").split()),
            )
            tables[how].setdefault(name, []).append(sink)
    words = {name.rpartition(".")[2].encode() for table in tables.values() for name in table}
    done = {how: {name: tuple(rows) for name, rows in table.items()} for how, table in tables.items()}
    return Sinks(done["call"], done["new"], done["method"], done["property"], frozenset(words))


@dataclass(frozen=True, slots=True)
class Elements:
    """Which elements fetch what, which `rel` of a link does (`elements.json`)."""

    kinds: dict[str, Kind]
    hints: frozenset[str]
    fetching: frozenset[str]


@cache
def elements() -> Elements:
    """Return what elements fetch."""
    raw = load("elements.json")
    kinds = {tag: Kind(kind) for tag, kind in raw["kinds"].items()}
    return Elements(kinds, frozenset(raw["hints"]), frozenset(raw["fetching"]))


@dataclass(frozen=True, slots=True)
class Events:
    """Which events only a person causes, which methods take a listener, which methods others call by themselves."""

    person: frozenset[str]
    submit: frozenset[str]
    listeners: frozenset[str]
    fire: frozenset[str]
    lifecycle: frozenset[str]


@cache
def events() -> Events:
    """Return what is known of events (`events.json`)."""
    raw = load("events.json")
    return Events(*(frozenset(raw[key]) for key in ("person", "submit", "listeners", "fire", "lifecycle")))


@dataclass(frozen=True, slots=True)
class Indicators:
    """Shapes of packers, groups of words by which devices are told apart, stores (`indicators.json`)."""

    packers: tuple[tuple[str, str, re.Pattern[str]], ...]  # what it is, a word it holds, its shape
    fingerprint: tuple[tuple[bytes, ...], ...]
    stores: frozenset[str]
    namespaces: re.Pattern[str]


@cache
def indicators() -> Indicators:
    """Return by what hidden work and storage are known."""
    raw = load("indicators.json")
    return Indicators(
        tuple((row["is"], row["word"], re.compile(row["shape"])) for row in raw["packers"]),
        tuple(tuple(word.encode() for word in group.split()) for group in raw["fingerprint"]),
        frozenset(raw["stores"]),
        re.compile(
            "https?://(?:www\\.)?(?:" + "|".join(map(re.escape, raw["namespaces"])) + ")", re.IGNORECASE
        ),
    )
