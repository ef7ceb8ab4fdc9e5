"""Removed and renamed keys of the facts: one dated table for `praxis migrate` and for the messages about old keys."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from mkdocs_praxis.practice.shipped import shipped
from mkdocs_praxis.practice.specs import key_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One change: a key that is gone, has another name, or became an option of the plugin."""

    since: dt.date
    file: str
    key: str  # path from the top of the file, lists left out
    fix: str  # what a person has to do, in English
    delete: bool = False
    rename: str = ""
    option: str = ""
    values: dict[str, str] = field(default_factory=dict)  # of the option, by those of the key


@dataclass(frozen=True, slots=True)
class Note:
    """A change that affects pages from a date on, in English."""

    since: dt.date
    text: str


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = shipped("migrations")
    return table


def migrations() -> list[Migration]:
    """Return the changes of keys, oldest first."""
    return sorted((Migration(**row) for row in _table()["facts"]), key=lambda one: one.since)


def notes() -> list[Note]:
    """Return the changes that affect pages, oldest first."""
    return sorted((Note(**row) for row in _table()["notes"]), key=lambda one: one.since)


@cache
def fixes() -> dict[str, str]:
    """Return what to do about old keys, by the folded last part of each."""
    return {key_of(one.key.rsplit(".", 1)[-1]): one.fix for one in migrations()}
