"""Well-known libraries whose contacts depend on the page (`libraries.json`), recognised by their text."""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from mkdocs_praxis.web.contact import ConditionalContact, Confidence, Contact, Effect, EffectKind

_ROWS = Path(__file__).resolve().parent / "libraries.json"


class Library(NamedTuple):
    """A well-known library, recognised by texts in it (`signs`), and what it does depending on the page.

    `contacts`: addresses that it requests only on pages with a selector (Material for MkDocs asks GitHub for stars if the
    page links to the repository), or (None) only in browsers without a feature that all have. `reads`: attributes that it
    turns into requests. `runs`: the code that it evaluates is in the page. `handles`: vendors ("*": any) whose code or hosts
    it contains only for pages that use them, where they are found. `provides`: selectors of other libraries' contacts that
    do not happen beside it, since it contains what they would fetch.
    """

    library: str
    signs: list[str]
    contacts: Sequence[dict[str, str | None]] = ()
    reads: Sequence[str] = ()
    runs: bool = False
    handles: Sequence[str] = ()
    provides: Sequence[str] = ()


@cache
def libraries() -> tuple[Library, ...]:
    """Return all known libraries."""
    return tuple(Library(**row) for row in json.loads(_ROWS.read_text("utf-8")))


def libraries_in(text: str) -> list[Library]:
    """Return the libraries that a script contains."""
    return [library for library in libraries() if all(sign in text for sign in library.signs)]


@lru_cache(maxsize=1024)
def handled(text: str) -> frozenset[str]:
    """Return the `handles` of the libraries in a script; "*" stands for all vendors."""
    return frozenset(vendor for library in libraries_in(text) for vendor in library.handles)


def dormant(
    contacts: Iterable[Contact], met: list[Library], waiting: list[ConditionalContact]
) -> Iterator[Contact]:
    """Yield all contacts; those that a known library makes only on some pages as mentions, added to `waiting`."""
    rows = [row for library in met for row in library.contacts]
    for contact in contacts:
        needs = [row["needs"] for row in rows if contact.url.startswith(row["url"] or "")]
        sure = contact._replace(confidence=Confidence.CERTAIN)
        waiting += [ConditionalContact(Effect(EffectKind.PAGE, need), sure) for need in needs if need]
        yield contact._replace(confidence=Confidence.MENTION) if needs else contact


@cache
def all_needs() -> tuple[str, ...]:
    """Return all selectors of elements for which a library makes requests."""
    needs = (one["needs"] for library in libraries() for one in library.contacts)
    return tuple(dict.fromkeys(need for need in needs if need is not None))
