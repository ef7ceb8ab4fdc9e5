"""Validation of a profession, its chamber and its association."""

from typing import Any

from mkdocs_praxis.practice import model as m
from mkdocs_praxis.practice.legal.tables import (
    STATES,
    WITH_CHAMBER,
    among,
    associations,
    chambers,
    find,
    fold,
    state_of,
)
from mkdocs_praxis.practice.reader import Reader
from mkdocs_praxis.problem import nearest


def known_bodies(record: m.Profession, reader: Reader) -> None:
    """Report chambers and associations that are none."""
    _known_body(record, "chamber", chambers(record.kind), reader)
    _known_body(record, "association", associations(record.kind), reader)


def _known_body(record: m.Profession, name: str, table: tuple[Any, ...], reader: Reader) -> None:
    """Check that a body given by name only is in the table; with its own URL any is accepted."""
    body: m.Body | None = getattr(record, name)
    if body is None or reader.country != "de":
        return
    node = reader.at(record, name)
    if record.kind == "sonstige":  # chambers of vets, carers and others are not in the tables
        return
    if record.kind not in WITH_CHAMBER:
        reader.problem(
            node,
            "“{kind}” has no chamber and no Kassenärztliche Vereinigung.",
            "Delete the line; the authority that supervises you goes under `aufsicht:`.",
            "Naming an office as a chamber is a wrong statement in the Impressum.",
            kind=record.kind,
        )
    elif body.address is None and find(table, body.name) is None:
        names = {fold(text): entry.name for entry in table for text in (entry.name, entry.short)}
        # The abbreviations of other Länder are similar.
        near = nearest(fold(body.name), names) if len(body.name) > 4 else None
        if near and not nearest(fold(body.name).split()[-1], [near.split()[-1]]):
            near = None  # all are called chamber; which one, the last word says
        fix = "Did you mean “{near}”?"
        if not near:
            fix = "Write name:, anschrift: and url: below the key to give your own, or one of: {valid}"
        named = next((code for word in body.name.split() if (code := state_of(word))), None)
        here = among(table, named)
        if here and names.get(near or "") not in {entry.name for entry in here}:
            fix = "For {state}: {valid}"
        reader.problem(
            node,
            "“{name}” is not in the table of this profession.",
            fix,
            name=body.name,
            near=names.get(near or "", ""),
            state=STATES.get(named or "", ""),
            valid=", ".join(entry.short for entry in here or table),
        )


def matching_land(record: m.Practice, profession: m.Profession, reader: Reader) -> None:
    """Report a chamber or association of another Land."""
    tables = {"chamber": chambers(profession.kind), "association": associations(profession.kind)}
    for name, table in tables.items():
        body: m.Body | None = getattr(profession, name)
        entry = find(table, body.name) if body and body.address is None else None
        if entry and record.state and record.state not in entry.states:
            reader.problem(
                reader.at(profession, name),
                "“{name}” is not the one for {state}.",
                "For {state}: {valid}",
                name=entry.name,
                state=STATES[record.state],
                valid=", ".join(e.name for e in table if record.state in e.states),
            )


def one_part_of_the_land(profession: m.Profession, reader: Reader) -> None:
    """Report a chamber and an association of different parts of a Land: Nordrhein and Westfalen-Lippe."""
    chamber = find(chambers(profession.kind), profession.chamber.name) if profession.chamber else None
    body = profession.association
    association = find(associations(profession.kind), body.name) if body else None
    if chamber and association and {chamber.id[-3:], association.id[-3:]} == {"-no", "-wl"}:
        reader.problem(
            reader.at(profession, "association"),
            "“{one}” and “{two}” are of different parts of the Land.",
            "Both are of Nordrhein, or both of Westfalen-Lippe.",
            one=chamber.name,
            two=association.name,
        )


def not_admitted(record: m.Practice, profession: m.Profession, reader: Reader) -> None:
    """Report facts that require admission to statutory care, in a practice that declares to have none."""
    if profession.statutory is not False or profession.kind not in WITH_CHAMBER:
        return
    if profession.association is not None:
        reader.problem(
            reader.at(profession, "association"),
            "`kassenzulassung: nein`, and yet a Kassenärztliche Vereinigung.",
            "Delete this line, or write kassenzulassung: ja.",
            "The Impressum would name a body that does not supervise you.",
        )
    if record.insurance and record.insurance.statutory and len(record.professions) == 1:
        reader.problem(
            reader.at(record.insurance, "statutory"),
            "`kassenzulassung: nein`, and yet `gesetzlich: ja`.",
            "Write gesetzlich: nein, or kassenzulassung: ja.",
            "The site would say that you take all statutory health insurances.",
        )
