"""What closings refer to: their deputies, and the year of hours for urgent cases."""

import datetime as dt
import re
from dataclasses import replace
from typing import Any

from mkdocs_praxis.practice import model as m
from mkdocs_praxis.practice.names import fold
from mkdocs_praxis.practice.reader import Reader
from mkdocs_praxis.practice.values import AND, Urgent, YearDay
from mkdocs_praxis.problem import msg, nearest

_BETWEEN = re.compile(rf"[,;/+]|{AND}")  # two deputies in one line
_ADD = "Add it there, with `kuerzel:`, `name:`, `anschrift:` and `telefon:`."
_DAYS = "Give each deputy an entry with its days:\nvertretung:\n  - kuerzel: weber\n    von: 24.12.2026\n    bis: 30.12.2026"
_OF_CLOSING = ("start", "end", "address", "phone", "hours", "website", "note", "place")


def resolve_closings(values: dict[str, Any], reader: Reader) -> None:
    """Replace references of closings to deputies, by `kuerzel` or name, with those of `vertretungen:`; date urgent hours."""
    if "closings" not in values:
        return
    known: dict[str, m.Deputy] = {}
    for deputy in values.get("deputies", ()):
        if _only_called(deputy, reader):
            what, fix = "“{key}” is missing here ({doc}).", "Add a line such as: {key}: {example}"
            reader.wrong(deputy, "id", what, fix, key="name", doc=msg("Name of the deputy practice"), example="Praxis Dr. Weber")  # fmt: skip
        for key in {fold(deputy.id or deputy.name), fold(deputy.name)}:
            if key in known:
                what, fix = "Two deputies are called “{name}”.", "Give each its own `kuerzel:`."
                why, name = "Nobody could say who is meant.", deputy.id or deputy.name
                reader.wrong(deputy, "id" if deputy.id else "name", what, fix, why, name=name)
            known[key] = deputy
    closings = []
    for closing in values["closings"]:
        deputies = tuple(one for each in closing.deputies for one in _resolved(each, known, reader))
        closings.append(replace(closing, deputies=deputies, urgent=_in_its_year(closing)))
    values["closings"] = tuple(closings)


def _only_called(deputy: m.Deputy, reader: Reader) -> bool:
    """Whether an entry has a short name and no name."""
    return reader.at(deputy, "name") is reader.at(deputy, "id")


def _resolved(deputy: m.Deputy, known: dict[str, m.Deputy], reader: Reader) -> list[m.Deputy]:
    name = fold(deputy.name)
    if name in known:
        own = {key: said for key in _OF_CLOSING if (said := getattr(deputy, key))}
        return [replace(known[name], **own)]
    if not _only_called(deputy, reader) and (deputy.phone or not reader.in_one_line(deputy)):
        return [deputy]
    named = [fold(part) for part in _BETWEEN.split(deputy.name)]
    if all(part in known for part in named):
        return [replace(known[part], place=deputy.place) for part in named]
    near = known.get(nearest(name, known) or "")
    within = next((known[key] for key in known if re.search(rf"\b{re.escape(key)}\b", name)), None)
    what = "There is no deputy “{name}” under `vertretungen:`."
    fix = "Did you mean “{near}”?" if near else _fix(deputy.name, within)
    near = near or within
    reader.wrong(deputy, "name", what, fix, name=deputy.name, near=(near.id or near.name) if near else "")
    return []


def _fix(said: str, named: m.Deputy | None) -> str:
    """Return what to write instead of a deputy that is none."""
    if re.fullmatch(r"\D*116\s?117\D*", said):
        return "Delete the line: the 116 117 is no deputy; practices for people in Germany show it anyway."
    if _NOT_YET.search(said):
        return "Delete the line until you know."
    if re.search(r"\d\.", said):
        return _DAYS
    return (
        "Write “{near}” alone; what is to be said beside it stands there, under `zeiten:`." if named else _ADD
    )


_NOT_YET = re.compile(r"\b(?:noch|folgt|n\. ?n\.|offen|unbekannt)(?!\w)", re.IGNORECASE)


def _in_its_year(closing: m.Closing) -> Urgent | None:
    """Return the hours for urgent cases with years added to dates without one, since pages show weekdays."""
    if closing.urgent is None:
        return None
    length = (closing.end - closing.start).days + 1
    days = [closing.start + dt.timedelta(n) for n in range(max(0, min(length, 367)))]
    dates = [
        (YearDay(date.month, date.day, date.year), spans)
        for date in days
        for day, spans in closing.urgent.dates
        if day.falls_on(date)
    ]
    return replace(closing.urgent, dates=tuple(dates))
