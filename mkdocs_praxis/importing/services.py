"""Recognises the services of a practice on its old pages. What is not sure stays text."""

import re
from collections.abc import Iterator

from mkdocs_praxis.importing.blocks import (
    ITEM,
    OTHER,
    TERM,
    TEXT,
    Entry,
    Unit,
    below,
    doubt_last,
    linked,
    plain,
)

OFFER = re.compile(
    r"leistung(?!.*(?:kosten|preis|abrechnung))|behandlungen\b|behandlungs(?:spektrum|angebot|methoden)|therapie(?:angebot|spektrum|formen|methoden|n\b)|\bangebote?\b|was (?:wir|ich) (?:biete|mache|tue)",
    re.IGNORECASE,
)
# What stands between services without being one.
_NO_SERVICE = re.compile(
    r"kontakt|termin|frage|kosten|preis|honorar|ablauf|anfahrt|zeiten|hinweis|team|warum|vorteil|voraussetz|dauer|download|aktuell|krankenkasse|indikation|anwendung|angebot|versichert|patient(?:en|innen)?\b|selbstzahler|rezept|gutschein|leistung|willkommen|herzlich|bitte|geschlossen|tags\b|park|barriere|räume|ausstattung|philosophie|not(?:fall|dienst)|urlaub|karriere|stellen|impress|datenschutz|startseite|\b(?:wie|was|wann|wo|ihre?|unsere?|wir|über|so|mehr|sie|gut zu)\b|[.?!:…]$|€",
    re.IGNORECASE,
)
_BOLD = re.compile(r"\*\*([^*]{3,60}?):?\*\*:?(?:\s*[–—:-])?(?:\s+|$)(.*)", re.DOTALL)


def services(_: Unit, section: list[Unit]) -> list[Entry]:
    """Return the services in the part of a page about them: its headings, else what is bold, defined or listed."""
    levels = [unit.kind for unit in section if 0 < unit.kind < TEXT]
    entries = list(_headed(section, min(levels)) if levels else _listed(section))
    names = [str(entry.facts["name"]) for entry in entries]
    fit = [entry for entry, name in zip(entries, names, strict=True) if 2 < len(name) <= 60 and not _NO_SERVICE.search(name)]  # fmt: skip
    doubt_last(fit)
    return fit if len(fit) > 1 and len(fit) * 3 >= len(entries) * 2 and len({*names}) == len(names) else []


def _headed(section: list[Unit], level: int) -> Iterator[Entry]:
    for n, unit in enumerate(section):
        if unit.kind == level:
            body = below(section, n)
            pictures = [one.picture for one in body if one.picture[1]]
            rest, link = linked(unit, body)
            rest = [*rest, Unit(0, OTHER, [""])] if len(pictures) > 1 else rest
            yield Entry(
                {"name": unit.words}, rest, [unit, *body], pictures[0] if pictures else ("", ""), link
            )


def _listed(section: list[Unit]) -> Iterator[Entry]:
    for kind in (TEXT, ITEM, TERM):
        some = [unit for unit in section if unit.kind == kind]
        bold = [found for unit in some if (found := _BOLD.fullmatch("\n".join(unit.lines)))]
        if kind == TERM or (bold and len(bold) == len(some)):
            for unit in some:
                found = _BOLD.fullmatch("\n".join(unit.lines))
                name, text = (found[1], found[2].split("\n")) if found else (unit.words, unit.lines[1:])
                yield Entry(
                    {"name": plain(name)}, [Unit(unit.block, TEXT, text)] if any(text) else [], [unit]
                )
        elif kind == ITEM and len(some) > 2 and len({unit.block for unit in some}) == 1:
            yield from (Entry({"name": unit.words}, [], [unit], link=linked(unit, [])[1]) for unit in some)
