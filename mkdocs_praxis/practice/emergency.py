"""Emergency numbers by Land and profession, from a table with sources; a practice's own numbers come first."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from mkdocs_praxis.i18n import Translate, translator
from mkdocs_praxis.practice.legal.tables import Office, among, associations
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.model_practice import Emergency
from mkdocs_praxis.practice.names import fold
from mkdocs_praxis.practice.phones import phone
from mkdocs_praxis.practice.shipped import shipped
from mkdocs_praxis.practice.values import Text


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: number, name, Länder ([]: all), sources."""

    service: str
    name: str  # of the service, in English
    number: str
    states: tuple[str, ...]
    sources: tuple[dict[str, Any], ...]
    note: str = ""
    only: str = ""  # the part of the Land where it is valid, in English; "" for the whole Land
    against: str = ""  # a source that contradicts

    @property
    def confirmed(self) -> bool:
        """Whether the responsible body, or two sources, confirm the number, and none contradicts."""
        naming = [source for source in self.sources if source.get("number", True)]
        official = any(source.get("official") for source in naming)
        return not self.only and not self.against and (official or len(naming) > 1)

    def said_by(self, t: Translate) -> str:
        """Return the sources as text, with dates and restrictions."""
        told = [f"{one['by']}, {t(one['of'])}" if "of" in one else str(one["by"]) for one in self.sources]
        told += [t("only: {part}", part=t(self.only))] if self.only else []
        told += [t("it is denied by {whom}", whom=self.against)] if self.against else []
        return "; ".join(told)


def services() -> dict[str, dict[str, Any]]:
    """Return the services by id: English name, professions, words of specialties, words that identify an own number."""
    found: dict[str, dict[str, Any]] = shipped("emergency")["services"]
    return found


@cache
def rows() -> tuple[Row, ...]:
    """Return all numbers of the table, confirmed or not."""
    known = services()
    common = {id_: {"name": one["name"], "note": one.get("note", "")} for id_, one in known.items()}
    return tuple(
        Row(**common[row["service"]] | row | {part: tuple(row[part]) for part in ("states", "sources")})
        for row in shipped("emergency")["entries"]
    )


def looked_up(service: str, state: str | None, t: Translate) -> str:
    """Return where to look up the number of a service in a Land: a site, or whom to ask."""
    if row := _where(service, state):
        told = f"{t(row['told'])}; {t(row['source'])}" if "source" in row else t(row["told"])
        return f"{row['look']} ({told})"
    return "; ".join(f"{one.name} {one.url}".strip() for one in _answering(service, state))


def _where(service: str, state: str | None) -> dict[str, str]:
    where: dict[str, dict[str, str]] = shipped("emergency")["where"].get(service, {})
    return where.get(state or "", where.get("*", {}))


def _answering(service: str, state: str | None) -> tuple[Office, ...]:
    """Return the associations responsible for a service in a Land."""
    return among(associations("zahnarzt" if service == "zahn" else "arzt"), state)


def duty_pages(facts: Facts, language: str) -> list[tuple[str, str]]:
    """Return (name, URL) of pages about who is on duty, for services without a number in the facts or the table."""
    t, state = translator(language, "practice"), facts.practice.state
    found = []
    for service, about in _unknown(facts):
        looks = [f"https://{row['look']}"] if (row := _where(service, state)) else []
        look = next(filter(None, [*looks, *(one.url for one in _answering(service, state))]), "")
        if about.get("linked") and state and look:
            found.append((t(about["name"]), look))
    return found


def _suited(facts: Facts) -> dict[str, dict[str, Any]]:
    """Return the services for a practice, by profession and specialty."""
    practice = facts.practice
    if not practice.suited_numbers or practice.country != "de":
        return {}
    fields = [*(one.specialty for one in practice.professions), *(one.specialty for one in facts.team)]
    said, kinds = fold(" ".join([practice.name, *fields])), {one.kind for one in practice.professions}
    found = {}
    for name, service in services().items():
        suited = kinds.intersection(service["kinds"])
        named = "words" not in service or any(word in said for word in service["words"])
        if "psychotherapie" in suited or (suited and named):
            found[name] = service
    return found


def _rows_of(facts: Facts, *, confirmed: bool) -> list[Row]:
    """Return the rows of the table for a practice."""
    suited, state = _suited(facts), facts.practice.state
    return [
        row
        for row in rows()
        if row.service in suited and (not row.states or state in row.states) and row.confirmed is confirmed
    ]


def unsure_numbers(facts: Facts, language: str) -> list[tuple[str, str]]:
    """Return (name with number, source) of unconfirmed numbers for a practice, which no page shows."""
    t = translator(language, "practice")
    own = {one.phone.dial for one in facts.practice.emergency}
    unsure = [row for row in _rows_of(facts, confirmed=False) if phone(row.number).dial not in own]
    return [(f"{t(row.name)}, {row.number}", row.said_by(t)) for row in unsure]


def unknown_services(facts: Facts, language: str) -> Iterator[tuple[str, str]]:
    """Yield (name, where to look it up) for each service of a practice without a number in the facts or the table."""
    t = translator(language, "practice")
    for service, about in _unknown(facts):
        if where := looked_up(service, facts.practice.state, t):  # unknown without a Land
            yield t(about["name"]), where


def _unknown(facts: Facts) -> Iterator[tuple[str, dict[str, Any]]]:
    known = {row.service for row in _rows_of(facts, confirmed=True)}
    own = fold(" ".join(one.name for one in facts.practice.emergency))
    for name, service in _suited(facts).items():
        if name not in known and not any(word in own for word in service["said"]):
            yield name, service


def emergency_numbers(facts: Facts, language: str) -> list[Emergency]:
    """Return the practice's own further numbers and those of the table for it, without duplicates."""
    t = translator(language, "practice")
    own = list(facts.practice.emergency)
    known = {one.phone.dial for one in own}
    for row in _rows_of(facts, confirmed=True):
        number = phone(row.number)
        if number.dial not in known:
            note = Text(t(row.note) if row.note else "")
            own.append(Emergency(name=Text(t(row.name)), phone=number, note=note))
    return own


def numbers_in_use(facts: Facts, t: Translate) -> list[tuple[str, dt.date]]:
    """Return the numbers of the table that pages show, each with the day of its last review."""
    as_of = shipped("emergency")["as_of"]
    return [(f"{t(row.name)} {row.number}", as_of) for row in _rows_of(facts, confirmed=True)]
