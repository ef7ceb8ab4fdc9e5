"""Tables of chambers, associations and authorities: dated data, looked up by name; facts take precedence over them."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

from mkdocs_praxis.practice.names import fold
from mkdocs_praxis.practice.shipped import PATTERNS, shipped

STATES: dict[str, str] = shipped("spoken_names")["laender"]
# Professions with a chamber by law; the others have none (naming the Gesundheitsamt as one is wrong).
WITH_CHAMBER = frozenset({"arzt", "zahnarzt", "psychotherapie", "tierarzt"})


def state_of(text: str) -> str | None:
    """Return the two-letter code of a Bundesland given by code, name or alias, or None. Never guessed from a postcode."""
    wanted = PATTERNS["title of a land"].sub("", fold(text))
    for code, name in STATES.items():
        if wanted in {code.lower(), fold(name)}:
            return code
    found: str | None = shipped("spoken_names")["states"].get(wanted)
    return found


@dataclass(frozen=True, slots=True)
class Office:
    """A row of a table: a chamber, association or authority, with the date of its last review and the source."""

    id: str
    name: str
    states: tuple[str, ...]
    kind: str
    as_of: dt.date
    source: str
    street: str = ""
    city: str = ""
    url: str = ""
    short: str = ""


@cache
def _table(name: str) -> tuple[Office, ...]:
    data: dict[str, Any] = shipped(name)
    common = {"as_of": data["as_of"], "source": data["source"]}
    return tuple(Office(**common | row | {"states": tuple(row["states"])}) for row in data["entries"])


def chambers(kind: str = "") -> tuple[Office, ...]:
    """Return the chambers of a profession (`arzt`, `zahnarzt`, `psychotherapie`), or all."""
    return tuple(entry for entry in _table("chambers") if kind in ("", entry.kind))


def associations(kind: str = "") -> tuple[Office, ...]:
    """Return the statutory health insurance associations of a profession (KV; KZV for dentists), or all."""
    wanted = "arzt" if kind == "psychotherapie" else kind
    return tuple(entry for entry in _table("associations") if wanted in ("", entry.kind))


def authorities() -> tuple[Office, ...]:
    """Return the data protection authorities for private bodies, one per Land."""
    return _table("authorities")


def surveillance() -> Office:
    """Return the market surveillance authority for the Barrierefreiheitsstärkungsgesetz."""
    return _table("surveillance")[0]


def find(entries: tuple[Office, ...], text: str) -> Office | None:
    """Return the entry with this id, short or full name, also in colloquial form; None if there is none or several."""
    wanted = fold(text)
    found = [e for e in entries if wanted in {fold(e.id), fold(e.name), fold(e.short)}]
    if not found:
        found = [e for e in entries if _spoken(wanted) == _spoken(fold(e.name))]
    return found[0] if len(found) == 1 else None


def _spoken(folded: str) -> frozenset[str]:
    """Return the words of a name, abbreviations expanded: "KV Bayern" equals "Kassenärztliche Vereinigung Bayerns"."""
    bodies = shipped("spoken_names")["bodies"]
    words = " ".join(bodies.get(word, word) for word in folded.split())
    return frozenset(words.split())


def among(entries: tuple[Office, ...], state: str | None) -> tuple[Office, ...]:
    """Return the entries of a Land."""
    return tuple(entry for entry in entries if state in entry.states)


@cache
def official_hosts() -> frozenset[str]:
    """Return the hosts, without `www.`, of chambers, associations, authorities and of official sites."""
    entries = (*chambers(), *associations(), *authorities())
    hosts = (entry.url.partition("://")[2].partition("/")[0] for entry in entries)
    return frozenset(shipped("spoken_names")["official"]) | {
        host.removeprefix("www.") for host in hosts if host
    }
