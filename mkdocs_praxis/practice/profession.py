"""Validation of a profession, its chamber and its association."""

from mkdocs_praxis.practice import model as m
from mkdocs_praxis.practice.legal.tables import (
    STATES,
    WITH_CHAMBER,
    Office,
    among,
    associations,
    chambers,
    find,
    state_of,
)
from mkdocs_praxis.practice.names import fold
from mkdocs_praxis.practice.reader import Reader
from mkdocs_praxis.problem import nearest


def _bodies(one: m.Profession) -> tuple[tuple[str, m.Body | None, tuple[Office, ...]], ...]:
    """Return chamber and association: attribute, body, table."""
    return (
        ("chamber", one.chamber, chambers(one.kind)),
        ("association", one.association, associations(one.kind)),
    )


def known_bodies(record: m.Profession, reader: Reader) -> None:
    """Report chambers and associations that are none; one with its own address is accepted."""
    # The tables lack those of vets, carers and others
    if reader.country != "de" or record.kind == "sonstige":
        return
    for name, body, table in _bodies(record):
        if body and record.kind not in WITH_CHAMBER:
            what = "“{kind}” has no chamber and no Kassenärztliche Vereinigung."
            fix = "Delete the line; the authority that supervises you goes under `aufsicht:`."
            why = "Naming an office as a chamber is a wrong statement in the Impressum."
            reader.wrong(record, name, what, fix, why, kind=record.kind)
        elif body and body.address is None and find(table, body.name) is None:
            _unknown_body(record, name, body.name, table, reader)


def _unknown_body(
    record: m.Profession, name: str, said: str, table: tuple[Office, ...], reader: Reader
) -> None:
    names = {fold(text): entry.name for entry in table for text in (entry.name, entry.short)}
    # The abbreviations of other Länder are similar.
    bare = fold(said.partition(",")[0])  # without its address
    near = nearest(bare, names) if len(said) > 4 else None
    if near and not nearest(bare.split()[-1], [near.split()[-1]]):
        near = None  # all are called chamber; which one, the last word says
    fix = "Did you mean “{near}”?"
    if not near:
        fix = "Write name:, anschrift: and url: below the key to give your own, or one of: {valid}"
    named = next((code for word in said.split() if (code := state_of(word))), None)
    here = among(table, named)
    if here and names.get(near or "") not in {entry.name for entry in here}:
        fix = "For {state}: {valid}"
    what = "“{name}” is not in the table of this profession."
    valid = ", ".join(entry.short for entry in here or table)
    meant, state = names.get(near or "", ""), STATES.get(named or "", "")
    reader.wrong(record, name, what, fix, name=said, near=meant, state=state, valid=valid)


def matching_bodies(record: m.Practice, reader: Reader) -> None:
    """Report chambers and associations of another Land or part of it, or of a practice that is not admitted."""
    for profession in record.professions:
        entries = {name: find(table, body.name) for name, body, table in _bodies(profession) if body}
        for name, body, table in _bodies(profession):
            entry = entries.get(name)
            if entry and body and body.address is None and record.state not in (None, *entry.states):
                what, fix = "“{name}” is not the one for {state}.", "For {state}: {valid}"
                state = STATES[record.state or ""]
                valid = ", ".join(e.name for e in among(table, record.state))
                reader.wrong(profession, name, what, fix, name=entry.name, state=state, valid=valid)
        chamber, association = entries.get("chamber"), entries.get("association")
        if chamber and association and {chamber.id[-3:], association.id[-3:]} == {"-no", "-wl"}:
            what = "“{one}” and “{two}” are of different parts of the Land."
            fix = "Both are of Nordrhein, or both of Westfalen-Lippe."
            reader.wrong(profession, "association", what, fix, one=chamber.name, two=association.name)
        if profession.statutory is False and profession.kind in WITH_CHAMBER:
            _not_admitted(record, profession, reader)


def _not_admitted(record: m.Practice, profession: m.Profession, reader: Reader) -> None:
    """Report facts that require admission to statutory care."""
    if profession.association is not None:
        what = "`kassenzulassung: nein`, and yet a Kassenärztliche Vereinigung."
        fix = "Delete this line, or write kassenzulassung: ja."
        why = "The Impressum would name a body that does not supervise you."
        reader.wrong(profession, "association", what, fix, why)
    if record.insurance and record.insurance.statutory and len(record.professions) == 1:
        what = "`kassenzulassung: nein`, and yet `gesetzlich: ja`."
        fix = "Write gesetzlich: nein, or kassenzulassung: ja."
        why = "The site would say that you take all statutory health insurances."
        reader.wrong(record.insurance, "statutory", what, fix, why)
