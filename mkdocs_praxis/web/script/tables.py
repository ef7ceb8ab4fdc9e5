"""The data files: what the language, the platform and libraries are, one row a thing. Read when first asked."""

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from mkdocs_praxis.web.contact import Kind

_DATA = Path(__file__).resolve().parent / "data"


def _load(name: str) -> Any:
    return json.loads((_DATA / name).read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Syntax:
    """Kinds of nodes, as tree-sitter-javascript names them (`syntax.json`)."""

    declarations: frozenset[str]
    functions: frozenset[str]
    names: frozenset[str]
    skipped: frozenset[str]  # comments and the like
    transparent: frozenset[str]  # worth what their last part is
    same_value: frozenset[str]  # what goes in may come out
    writes: frozenset[str]
    leaves: frozenset[str]  # nothing is declared within
    imports: frozenset[str]  # declares names of what other modules export
    held: frozenset[str]  # what holds the parts of a literal; calls stand for `ko.observable(…)` and the like
    own: frozenset[str]  # declares or returns
    lists: frozenset[str]  # of names that are declared
    targets: dict[str, str]  # the field of a name that is declared or assigned to, and stands for no value


def _sets(name: str) -> dict[str, Any]:
    return {key: frozenset(v) if isinstance(v, list) else v for key, v in _load(f"{name}.json").items()}


SYNTAX = Syntax(**_sets("syntax"))


@dataclass(frozen=True, slots=True)
class Table:
    """What every page and script has (`builtins.json`, `elements.json`, `events.json`)."""

    window: frozenset[str]  # names of the window
    alias: dict[str, str]  # paths of the same thing
    own_address: dict[str, str]  # parts of the page's address
    elements: dict[str, str]  # elements by their path
    calls: dict[str, str]  # what functions give, by their path
    methods: dict[str, str]  # what methods give, whatever they are called on
    constructors: dict[str, str]
    callbacks: dict[str, str]  # what methods give to what they call back
    members: dict[str, str]  # what properties are, on whatever they are read
    texts: dict[str, str]  # properties that hold an element's text, by the key they read it under
    shown: frozenset[str]  # attributes whose values the page's own markup shows
    names: frozenset[str]  # globals that are no data of the page
    kinds: dict[str, Kind]  # what elements fetch
    hints: frozenset[str]  # `rel` of links that only prepare
    fetching: frozenset[str]  # `rel` of links that fetch
    triggers: dict[str, str]  # of what a sink reads
    person: frozenset[str]  # events that only a person causes
    listeners: frozenset[str]  # methods that take a listener
    fire: frozenset[str]  # methods that fire an event
    lifecycle: frozenset[str]  # methods that others call by themselves
    run: frozenset[str]  # functions that run what they are passed
    heedless: frozenset[str]  # functions that make nothing of what a function that they are passed returns


@cache
def table() -> Table:
    """Return what every page and script has."""
    raw = _sets("builtins") | _sets("elements") | _sets("events")
    return Table(**(raw | {"kinds": {tag: Kind(kind) for tag, kind in raw["kinds"].items()}}))


@dataclass(frozen=True, slots=True)
class Sink:
    """An entrance: how it reads which argument (None: all), for what, and what a reader calls it.

    `on`: kinds of receiver (none: any but the script's own); `first`: what the first argument must be; `exactly`: how many (0: any);
    `asks`: what is asked for when an option is `given`, or `unless` one is; `needs`: the selector of what must stand in the page.
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
    needs: str = ""


_SHOWN = {"call": "{}()", "new": "new {}()", "method": "{}()", "property": ".{}"}
_SETS = frozenset({"on", "first", "unless"})


@cache
def sinks() -> dict[str, dict[str, tuple[Sink, ...]]]:
    """Return where a value makes the browser fetch, go somewhere, or run (`sinks.json`): by how it is met, and by name."""
    found: dict[str, dict[str, tuple[Sink, ...]]] = {how: {} for how in _SHOWN}
    for row in _load("sinks.json"):
        how = next(key for key in _SHOWN if key in row)
        given: dict[str, Any] = {"reads": "url"} | row
        given |= {key: frozenset(row[key].split()) for key in _SETS & row.keys()}
        given |= {"kind": Kind(row.get("kind", "request"))}
        if row.get("argument") == "all":
            given["argument"] = None
        for name in given.pop(how).split():
            sink = Sink(**({"via": _SHOWN[how].format(name)} | given))
            found[how][name] = (*found[how].get(name, ()), sink)
            owner, _, last = name.rpartition(".")
            if how == "call":  # it is a method of its owner, or of the window
                known = found["method"].get(last, ())
                found["method"][last] = (*known, replace(sink, on=frozenset({owner or "window"})))
    return found


@cache
def sink_words() -> frozenset[bytes]:
    """Return the words by which sinks, imports, and what fires events are known."""
    names = {name.rpartition(".")[2] for named in sinks().values() for name in named}
    return frozenset(name.encode() for name in names | table().fire | {"import", "export"})
