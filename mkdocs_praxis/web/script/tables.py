"""The data files about the language, the platform and libraries; loaded on first use."""

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs_praxis.web.contact import Kind

_DATA = Path(__file__).resolve().parent / "data"


def _load(name: str) -> Any:
    return json.loads((_DATA / name).read_text("utf-8"))


class Syntax(NamedTuple):
    """Groups of node types of tree-sitter-javascript (`syntax.json`)."""

    declarations: frozenset[str]
    functions: frozenset[str]
    names: frozenset[str]
    skipped: frozenset[str]  # comments and the like
    transparent: frozenset[str]  # their value is that of their last part
    same_value: frozenset[str]  # a value passed in may be their value
    writes: frozenset[str]
    leaves: frozenset[str]  # contain no declarations
    imports: frozenset[str]  # declare names imported from other modules
    held: frozenset[str]  # containers of a literal's parts; calls, for `ko.observable(…)` and the like
    own: frozenset[str]  # declarations and return statements
    lists: frozenset[str]  # lists of declarations
    targets: dict[str, str]  # field with the declared name or assignment target


def _sets(name: str) -> dict[str, Any]:
    return {key: frozenset(v) if isinstance(v, list) else v for key, v in _load(f"{name}.json").items()}


SYNTAX = Syntax(**_sets("syntax"))


class Table(NamedTuple):
    """Facts about the platform (`builtins.json`, `elements.json`, `events.json`)."""

    window: frozenset[str]  # names of the global object
    alias: dict[str, str]  # path → canonical path
    own_address: dict[str, str]  # path → part of the page's address
    elements: dict[str, str]  # path → element
    calls: dict[str, str]  # path of a function → its result
    methods: dict[str, str]  # method → its result, for any receiver
    constructors: dict[str, str]
    callbacks: dict[str, str]  # method → what it passes to callbacks
    members: dict[str, str]  # property → its value, for any receiver
    texts: dict[str, str]  # property with an element's text → the key it stands for
    of_links: frozenset[str]  # properties with the address of a link, or its host
    shown: frozenset[str]  # attributes whose values are in the page's markup anyway
    names: frozenset[str]  # globals that are not page data
    kinds: dict[str, Kind]  # tag → kind of what it fetches
    hints: frozenset[str]  # `rel` values of hints
    fetching: frozenset[str]  # `rel` values of links that fetch
    triggers: dict[str, str]  # what a sink reads → trigger
    person: frozenset[str]  # events that only a visitor causes
    listeners: frozenset[str]  # methods that add a listener
    fire: frozenset[str]  # methods that dispatch an event
    lifecycle: frozenset[str]  # methods that frameworks call
    component: frozenset[str]  # those that only components of a page have
    run: frozenset[str]  # functions that call their argument
    heedless: frozenset[str]  # functions that ignore the result of their callback


@cache
def table() -> Table:
    """Return the table."""
    raw = _sets("builtins") | _sets("elements") | _sets("events")
    return Table(**(raw | {"kinds": {tag: Kind(kind) for tag, kind in raw["kinds"].items()}}))


class Sink(NamedTuple):
    """A sink: which argument it reads (None: all), and how; the kind of request, and the `via` of its contacts.

    `on`: kinds of receivers (empty: any but the script's own objects); `first`: required first argument; `asks`: what is
    requested if an option is `given`, or `unless` it is; `needs`: a selector that the page contains; `beside`: words of which
    the script holds one.
    """

    reads: str
    via: str
    kind: Kind = Kind.REQUEST
    argument: int | None = 0
    on: frozenset[str] = frozenset()
    first: frozenset[str] = frozenset()
    asks: str = ""
    given: str = ""
    unless: frozenset[str] = frozenset()
    needs: str = ""
    beside: frozenset[str] = frozenset()


_SHOWN = {"call": "{}()", "new": "new {}()", "method": "{}()", "property": ".{}", "key": "", "element": ""}
_SETS = frozenset({"on", "first", "unless", "beside"})


@cache
def sinks() -> dict[str, dict[str, tuple[Sink, ...]]]:
    """Return the sinks (`sinks.json`): places where a value is fetched, navigated to or run; by form of use and name."""
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
            if how == "call":  # also a method of its owner, or of the window
                known = found["method"].get(last, ())
                found["method"][last] = (*known, sink._replace(on=frozenset({owner or "window"})))
    return found


@cache
def sink_words() -> frozenset[bytes]:
    """Return the names of sinks, imports and methods that dispatch events."""
    names = {name.rpartition(".")[2] for named in sinks().values() for name in named}
    return frozenset(name.encode() for name in names | table().fire | {"import", "export", "url"})
