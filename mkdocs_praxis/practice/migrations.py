"""Removed and renamed keys of the facts: one dated table for `praxis migrate` and for the messages about old keys."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cache

from mkdocs_praxis.practice.shipped import shipped
from mkdocs_praxis.practice.specs import key_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """A change of a key: removed, renamed, or moved to an option of the plugin."""

    since: dt.date
    file: str
    key: str  # path from the top of the file, without list indices
    fix: str  # what the user has to do, in English
    delete: bool = False
    rename: str = ""
    option: str = ""
    values: dict[str, str] = field(default_factory=dict)  # value of the key → value of the option


@dataclass(frozen=True, slots=True)
class Note:
    """A change that affects pages from a date on; the text is English."""

    since: dt.date
    text: str


def migrations() -> list[Migration]:
    """Return the changes of keys, oldest first."""
    return sorted((Migration(**row) for row in shipped("migrations")["facts"]), key=lambda one: one.since)


def notes() -> list[Note]:
    """Return the changes that affect pages, oldest first."""
    return sorted((Note(**row) for row in shipped("migrations")["notes"]), key=lambda one: one.since)


@cache
def fixes() -> dict[str, str]:
    """Return the fix for each old key, by its folded last part."""
    return {key_of(one.key.rsplit(".", 1)[-1]): one.fix for one in migrations()}
