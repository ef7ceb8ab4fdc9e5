"""Chambers, associations and authorities as the legal pages print them: from the facts, completed from the dated tables."""

import datetime as dt
from dataclasses import dataclass

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.emergency import numbers_in_use
from mkdocs_praxis.practice.legal.tables import (
    WITH_CHAMBER,
    Office,
    associations,
    authorities,
    chambers,
    find,
    surveillance,
)
from mkdocs_praxis.practice.model import Body, Facts
from mkdocs_praxis.practice.model_practice import Owner, Practice, Profession
from mkdocs_praxis.practice.predicates import bfsg_scope, regulated
from mkdocs_praxis.practice.shipped import shipped
from mkdocs_praxis.problem import Problem


@dataclass(frozen=True, slots=True)
class ShownBody:
    """A chamber or authority as the templates print it."""

    name: str
    lines: tuple[str, ...] = ()
    url: str = ""
    phone: str = ""
    email: str = ""


def shown_body(body: Body | None, table: tuple[Office, ...]) -> ShownBody | None:
    """Return a body as declared, completed from the table if it has no address; None if there is no body."""
    if body is None:
        return None
    entry = find(table, body.name) if body.address is None else None
    name, lines = (entry.name, ()) if entry else (body.name, body.address.lines if body.address else ())
    url = body.url or (entry.url if entry else "")
    return ShownBody(name, lines, url, body.phone.shown if body.phone else "", body.email or "")


def authority_of(facts: Facts) -> ShownBody | None:
    """Return the data protection authority: the declared one, else that of the practice's Bundesland, else None."""
    if facts.authority:
        return shown_body(facts.authority, authorities())
    entry = next((e for e in authorities() if facts.practice.state in e.states), None)
    return of_entry(entry) if entry else None


def of_entry(entry: Office) -> ShownBody:
    """Return a table entry in printable form."""
    return ShownBody(entry.name, (entry.street, entry.city), entry.url)


def chamber_supervises(profession: Profession, state: str | None) -> bool:
    """Whether the chamber supervises a profession; in Bavaria the Bezirksverbände supervise doctors and dentists instead."""
    if profession.kind not in WITH_CHAMBER or not profession.chamber:
        return False
    return state is not None and not (state == "BY" and profession.kind != "psychotherapie")


@dataclass(frozen=True, slots=True)
class ShownProfession:
    """A profession with its chamber and authorities as the Impressum prints them."""

    facts: Profession
    regulated: bool  # by law, with a statutory title
    who: str  # names of its people; "" if it is the only profession, or all owners share all of them
    label: str  # distinguishes it from the practice's other professions: its people, else its title
    owners: tuple[Owner, ...]  # owners whose own form of the title is printed here
    specialist: bool  # whether the specialty is a further-training title (Fachärztin), not a field
    chamber: ShownBody | None
    needs_chamber: bool
    supervised: bool  # by the chamber
    supervisor: ShownBody | None
    licensing: ShownBody | None
    association: ShownBody | None
    needs_association: bool


def shown_professions(facts: Facts) -> list[ShownProfession]:
    """Return each profession of the practice as the Impressum prints it."""
    people = [", ".join(one.people) for one in facts.practice.professions]
    several = len(people) > 1
    # All owners have all of them
    told = {", ".join(owner.name for owner in facts.practice.owners)} >= set(people)
    return [
        ShownProfession(
            one,
            one in regulated(facts),
            whose if several and not told else "",
            (whose if whose and people.count(whose) == 1 else one.title) if several else "",
            _titled(facts.practice, number),
            one.specialty.lower().startswith(("facharzt", "fachärzt", "fachzahn", "fachpsych")),
            shown_body(one.chamber, chambers(one.kind)),
            bool(one.chamber) or one.kind in WITH_CHAMBER,
            chamber_supervises(one, facts.practice.state),
            shown_body(one.supervisor, ()),
            shown_body(one.licensing, ()),
            shown_body(one.association, associations(one.kind)),
            bool(one.association) or bool(one.statutory and one.kind in WITH_CHAMBER),
        )
        for number, (one, whose) in enumerate(zip(facts.practice.professions, people, strict=True))
    ]


def _titled(practice: Practice, number: int) -> tuple[Owner, ...]:
    """Return the owners whose own title is printed with profession `number`: their own profession, else the first.

    Left out: the only person of a profession, where the title is the same as the profession's.
    """
    named = {name for one in practice.professions for name in one.people}
    its = practice.professions[number]
    return tuple(
        owner
        for owner in practice.owners
        if owner.title
        and (owner.name in its.people if owner.name in named else number == 0)
        and not (its.people == (owner.name,) and owner.title == its.title)
    )


def stale_entries(facts: Facts, today: dt.date, language: str) -> list[Problem]:
    """Return a warning for each built-in entry or text in use that was last reviewed more than a year (366 days) ago."""
    t = translator(language, "practice")
    entries: list[Office | None] = []
    if not facts.authority:
        entries += [e for e in authorities() if facts.practice.state in e.states]
    bodies = [(one.chamber, chambers()) for one in facts.practice.professions]
    bodies += [(one.association, associations()) for one in facts.practice.professions]
    entries += [find(table, body.name) for body, table in bodies if body and body.address is None]
    if bfsg_scope(facts) and "bfsg" not in facts.texts:
        entries.append(surveillance())
    blocks = [shipped("blocks")[name] for name in facts.info_blocks]
    used = [(entry.name, entry.as_of) for entry in entries if entry]
    used += numbers_in_use(facts, t) + [(t(block["title"]), block["as_of"]) for block in blocks]
    if facts.treatment:
        used.append((t("Your data in treatment"), shipped("treatment")["as_of"]))
    what = "The built-in entry “{name}” is of {date}, more than a year old."
    fix = "Compare it with the office's own site; update mkdocs-praxis, or give your own in the facts."
    return [
        Problem(t(what, name=name, date=f"{as_of:%d.%m.%Y}"), fix=t(fix), severity="warning")
        for name, as_of in used
        if (today - as_of).days > 366
    ]
