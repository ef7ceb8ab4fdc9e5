"""The data files: what the language, the platform and libraries are, one row a thing. Read when first asked."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mkdocs_praxis.web.contact import Kind

_DATA = Path(__file__).resolve().parent / "data"


def _load(name: str) -> Any:
    return json.loads((_DATA / name).read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Builtins:
    """The language's and the page's own names (`builtins.json`)."""

    window: frozenset[str]  # names of the window
    alias: dict[str, str]  # paths of the same thing
    own_address: dict[str, str]  # parts of the page's address
    elements: dict[str, str]  # elements by their path
    calls: dict[str, str]  # what functions give, by their path
    methods: dict[str, str]  # what methods give, whatever they are called on
    constructors: dict[str, str]
    callbacks: dict[str, str]  # what methods give to what they call back
    names: frozenset[str]  # globals that are no data of the page


@cache
def builtins() -> Builtins:
    """Return the names that every script has."""
    raw = _load("builtins.json")
    sets = {key: frozenset(raw[key]) for key in ("window", "names")}
    return Builtins(**(raw | sets))


@dataclass(frozen=True, slots=True)
class Sink:
    """An entrance: how it reads which argument (None: all), for what, and what a reader calls it.

    `on`: kinds of receiver it is known by (none: any but an object of the script's own); `first`: what the first
    argument must be; `exactly`: how many there must be (0: any); `asks`: an address that is asked for when an option is
    `given`, or `unless` one is.
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
    words: frozenset[bytes]  # by which a script that holds one is known


_SHOWN = {"call": "{}()", "new": "new {}()", "method": "{}()", "property": ".{}"}
_SETS = frozenset({"on", "first", "unless"})


@cache
def sinks() -> Sinks:
    """Return the sinks by how they are met."""
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
    words = frozenset(name.rpartition(".")[2].encode() for table in found.values() for name in table)
    return Sinks(found["call"], found["new"], found["method"], found["property"], words)


@dataclass(frozen=True, slots=True)
class Elements:
    """Which elements fetch what, which `rel` of a link does (`elements.json`)."""

    kinds: dict[str, Kind]
    hints: frozenset[str]
    fetching: frozenset[str]


@cache
def elements() -> Elements:
    """Return what elements fetch."""
    raw = _load("elements.json")
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
    run: frozenset[str]  # functions that run what they are passed


@cache
def events() -> Events:
    """Return what is known of events (`events.json`)."""
    return Events(**{key: frozenset(names) for key, names in _load("events.json").items()})


@dataclass(frozen=True, slots=True)
class Indicators:
    """Shapes of packers, groups of words by which devices are told apart, stores (`indicators.json`)."""

    packers: tuple[tuple[str, str, re.Pattern[str]], ...]  # what it is, a word it holds, its shape
    fingerprint: tuple[tuple[bytes, ...], ...]
    anchors: tuple[str, ...]
    stores: tuple[str, ...]
    kept: tuple[dict[str, str], ...]
    namespaces: re.Pattern[str]


@cache
def indicators() -> Indicators:
    """Return by what hidden work and storage are known."""
    raw = _load("indicators.json")
    return Indicators(
        tuple((row["is"], row["word"], re.compile(row["shape"])) for row in raw["packers"]),
        tuple(tuple(group.encode().split()) for group in raw["fingerprint"]),
        tuple(raw["anchors"]),
        tuple(raw["stores"]),
        tuple(raw["kept"]),
        re.compile(rf"https?://(?:www\.)?(?:{'|'.join(map(re.escape, raw['namespaces']))})", re.IGNORECASE),
    )


@dataclass(frozen=True, slots=True)
class Library:
    """An address that a well-known library asks for only on pages that hold what it `needs` (`libraries.json`).

    Material for MkDocs, for one, asks GitHub for stars where the page shows a link to the source. `needs` is a selector;
    None where only browsers without a feature all have would ask.
    """

    signs: tuple[str, ...]  # words by which its script is known
    url: str
    needs: str | None

    def is_in(self, text: str) -> bool:
        """Tell whether a script is the library."""
        return all(sign in text for sign in self.signs)


@cache
def libraries() -> tuple[Library, ...]:
    """Return what libraries ask for."""
    rows = ((tuple(row["signs"]), one) for row in _load("libraries.json") for one in row.get("contacts", ()))
    return tuple(Library(signs, one["url"], one["needs"]) for signs, one in rows)


@cache
def lazy_loaders() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return which attributes libraries turn into requests, each list with the words by which the script is known."""
    return tuple(
        (tuple(row["signs"]), tuple(row["reads"])) for row in _load("libraries.json") if "reads" in row
    )


@cache
def all_needs() -> tuple[str, ...]:
    """Return the selectors of everything in a page that may make a library ask."""
    return tuple(dict.fromkeys(one.needs for one in libraries() if one.needs is not None))
