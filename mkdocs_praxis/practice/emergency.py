"""Emergency numbers that suit a practice by Land and profession, from a dated table; its own ones come first."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.legal.tables import fold
from mkdocs_praxis.practice.model import Facts, Phone
from mkdocs_praxis.practice.scalars import phone
from mkdocs_praxis.practice.shipped import shipped

_YEAR = 366


@dataclass(frozen=True, slots=True)
class EmergencyNumber:
    """A number with whom one reaches, as a page shows it."""

    name: str
    phone: Phone
    note: str


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = shipped("emergency")
    return table


def _suits(row: dict[str, Any], facts: Facts) -> bool:
    practice = facts.practice
    mine = [one for one in practice.professions if one.kind in row["kinds"]]
    if not mine or (row["states"] and practice.state not in row["states"]):
        return False
    words = row.get("words", ())
    said = fold(
        " ".join([practice.name, *(one.specialty for one in mine), *(p.specialty for p in facts.team)])
    )
    return not words or "psychotherapie" in {one.kind for one in mine} or any(word in said for word in words)


def rows_of(facts: Facts) -> list[dict[str, Any]]:
    """Return the rows of the table that suit a practice."""
    if not facts.practice.suited_numbers or facts.practice.country != "de":
        return []
    return [row for row in _table()["entries"] if not row.get("unsure") and _suits(row, facts)]


def unsure_numbers(facts: Facts, language: str) -> list[tuple[str, str]]:
    """Return name with number, and source, of numbers that may suit a practice but were not confirmed: no page shows them."""
    t = translator(language, "practice")
    own = {one.phone.dial for one in facts.practice.emergency}
    return [
        (f"{t(row['name'])}, {row['number']}", row["source"])
        for row in _table()["entries"]
        if row.get("unsure")
        and facts.practice.suited_numbers
        and facts.practice.country == "de"
        and _suits(row, facts)
        and phone(str(row["number"])).dial not in own
    ]


def emergency_numbers(facts: Facts, language: str) -> list[EmergencyNumber]:
    """Return the practice's own further numbers and those that suit it, each number once."""
    t = translator(language, "practice")
    own = [EmergencyNumber(one.name, one.phone, one.note) for one in facts.practice.emergency]
    known = {one.phone.dial for one in own}
    suited = [
        EmergencyNumber(t(row["name"]), phone(str(row["number"])), t(row["note"]) if "note" in row else "")
        for row in rows_of(facts)
    ]
    return own + [one for one in suited if one.phone.dial not in known]


def stale_numbers(facts: Facts, today: dt.date) -> list[tuple[str, dt.date]]:
    """Return name and date of the rows in use that are older than a year."""
    as_of: dt.date = _table()["as_of"]
    old = (today - as_of).days > _YEAR
    return [(f"{row['name']} {row['number']}", as_of) for row in rows_of(facts) if old]
