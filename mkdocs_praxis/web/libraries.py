"""What well-known libraries do with what a page holds (`libraries.json`): one row a library, known by its own words."""

import json
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs_praxis.web.contact import ConditionalContact, Confidence, Contact, Effect, EffectKind

_ROWS = Path(__file__).resolve().parent / "libraries.json"


class Library(NamedTuple):
    """What a well-known library does on some pages (`libraries.json`), known by the words of its `signs`.

    `contacts`: addresses that it asks for only on pages that hold what a selector finds (Material for MkDocs asks GitHub for
    stars where the page shows a link to the source), or (None) only in browsers without a feature that all have. `reads`:
    the attributes that it turns into requests. `runs`: what it runs as code stands in the page too. `handles`: vendors ("*": any)
    whose code or hosts it holds only to use them where a page asks for it, in what is found there. `provides`: the selectors of
    other libraries' contacts that do not happen beside it, because what they would fetch is there.
    """

    signs: list[str]
    contacts: list[dict[str, str | None]]
    reads: list[str]
    runs: bool
    handles: list[str]
    provides: list[str]


@cache
def libraries() -> tuple[Library, ...]:
    """Return what libraries do on some pages."""
    nothing: dict[str, Any] = {"contacts": [], "reads": [], "runs": False, "handles": [], "provides": []}
    rows = (nothing | row for row in json.loads(_ROWS.read_text("utf-8")))
    return tuple(Library(**{key: value for key, value in row.items() if key != "library"}) for row in rows)


def libraries_in(text: str) -> list[Library]:
    """Return the libraries that a script holds."""
    return [library for library in libraries() if all(sign in text for sign in library.signs)]


@lru_cache(maxsize=1024)
def handled(text: str) -> frozenset[str]:
    """Return the vendors that the libraries in a script only handle: "*" stands for all."""
    return frozenset(vendor for library in libraries_in(text) for vendor in library.handles)


def dormant(
    contacts: Iterable[Contact], met: list[Library], waiting: list[ConditionalContact]
) -> Iterator[Contact]:
    """Tell what known libraries only do on some pages from what their script does: it is a mention, and may be `waiting`."""
    rows = [row for library in met for row in library.contacts]
    for contact in contacts:
        needs = [row["needs"] for row in rows if contact.url.startswith(row["url"] or "")]
        sure = contact._replace(confidence=Confidence.CERTAIN)
        waiting += [ConditionalContact(Effect(EffectKind.PAGE, need), sure) for need in needs if need]
        yield contact._replace(confidence=Confidence.MENTION) if needs else contact


@cache
def all_needs() -> tuple[str, ...]:
    """Return the selectors of everything in a page that may make a library ask."""
    needs = (one["needs"] for library in libraries() for one in library.contacts)
    return tuple(dict.fromkeys(need for need in needs if need is not None))
