"""Takes people, services, address and hours of old pages to the files of facts, and what these say wholly off the pages."""

import posixpath
import re
from collections.abc import Callable, Iterator
from itertools import groupby, pairwise, takewhile

from mkdocs_praxis.importing.blocks import (
    ITEM,
    OTHER,
    TERM,
    TEXT,
    Entry,
    Parts,
    Unit,
    below,
    doubt_last,
    linked,
    markdown_of,
    pictured,
    plain,
    sections,
)
from mkdocs_praxis.importing.hours import find_hours, of_hours
from mkdocs_praxis.importing.model import Facts, Import
from mkdocs_praxis.importing.people import people, person
from mkdocs_praxis.importing.shapes import PATTERNS


def services(_: Unit, section: list[Unit]) -> list[Entry]:
    """Return the services in the part of a page about them: its headings, else what is bold, defined or listed."""
    levels = [unit.kind for unit in section if 0 < unit.kind < TEXT]
    entries = list(_headed(section, min(levels)) if levels else _listed(section))
    names = [str(entry.facts["name"]) for entry in entries]
    fit = [entry for entry, name in zip(entries, names, strict=True) if 2 < len(name) <= 60 and not PATTERNS["no service"].search(name)]  # fmt: skip
    doubt_last(fit)
    return fit if len(fit) > 1 and len(fit) * 3 >= len(entries) * 2 and len({*names}) == len(names) else []


def _headed(section: list[Unit], level: int) -> Iterator[Entry]:
    heads = [n for n, unit in enumerate(section) if unit.kind == level]
    for n in heads:
        unit, body = section[n], pictured(section, heads, n, below(section, n))
        pictures = [one.picture for one in body if one.picture[1]]
        rest, link = linked(unit, body)
        rest = [*rest, Unit(0, OTHER, [""])] if len(pictures) > 1 else rest
        yield Entry({"name": unit.words}, rest, [unit, *body], pictures[0] if pictures else ("", ""), link)


def _listed(section: list[Unit]) -> Iterator[Entry]:
    for kind in (TEXT, ITEM, TERM):
        some = [unit for unit in section if unit.kind == kind]
        bold = [found for unit in some if (found := PATTERNS["bold name"].fullmatch("\n".join(unit.lines)))]
        if kind == TERM or (bold and len(bold) == len(some)):
            for unit in some:
                found = PATTERNS["bold name"].fullmatch("\n".join(unit.lines))
                name, text = (found[1], found[2].split("\n")) if found else (unit.words, unit.lines[1:])
                yield Entry(
                    {"name": plain(name)}, [Unit(unit.block, TEXT, text)] if any(text) else [], [unit]
                )
        elif kind == ITEM and len(some) > 2 and len({unit.block for unit in some}) == 1:
            yield from (Entry({"name": unit.words}, [], [unit], link=linked(unit, [])[1]) for unit in some)


_Find = Callable[[Unit, list[Unit]], list[Entry]]


def take_entries(brought: Import) -> None:
    """Add people and services to the guesses of an import; what they hold wholly no longer stands on the page."""
    guesses = brought.guesses
    guesses.people = _gathered(brought, PATTERNS["team"], people)
    guesses.services = _gathered(brought, PATTERNS["offer"], services)


def _gathered(brought: Import, named: re.Pattern[str], find: _Find) -> list[tuple[Facts, str]]:
    """Return the entries on the page that has most of them, and those of other people elsewhere, each with its page."""
    picture, shown = ("foto", "::: praxis team") if find is people else ("bild", "::: praxis leistungen")
    menu = {path: told for told, path in brought.site.menu}
    found: list[tuple[str, Parts, list[Entry]]] = []
    for page in brought.site.pages:
        if page.date or page.language not in {"", "de"} or page in brought.legal:
            continue
        parts = Parts(brought.pages[page.path].markdown)
        some = list(sections(parts.units, named, *([person] if find is people else [])))
        if not some and parts.units and named.search(f"{menu.get(page.path, '')} {page.named}"):  # all of it
            some = [(parts.units[0], parts.units[1:])]
        if entries := [entry for heading, section in some for entry in find(heading, section)]:
            found.append((page.path, parts, entries))
    site = [made.markdown for made in brought.pages.values()]
    all_of: dict[str, tuple[Facts, str]] = {}
    for path, parts, entries in sorted(found, key=lambda one: (-len(one[2]), one[0] == "/")):
        here = brought.where[path]
        new = [entry for entry in entries if str(entry.facts["name"]) not in all_of]
        whole = len(new) == len(entries) and all(entry.whole for entry in entries)
        whole = whole and not any(
            PATTERNS["beside a picture"].search(unit.words) for unit in parts.units if find is people
        )
        for entry in new:
            words, source = entry.picture
            link = _from(here, entry.link) if entry.link else ".."
            if source:
                entry.facts |= {picture: _from(here, source), f"{picture}_alt": words or entry.facts["name"]}
            if not link.startswith(".."):  # a legal page is not among the new ones
                entry.facts["seite"] = link
            if whole and entry.rest:
                entry.facts["text"] = markdown_of(entry.rest)
            all_of[str(entry.facts["name"])] = (entry.facts, path)
        if whole:
            taken = [unit for entry in entries for unit in entry.units]
            made, starters = brought.pages[path], {"index.md", "team.md", "leistungen.md"}
            before, made.rest = made.markdown.count("![]"), True
            made.markdown = parts.without(taken, "" if here in starters else shown, site)
            made.undescribed -= before - made.markdown.count("![]")
        if find is services:
            break
    return list(all_of.values())


def _from(here: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(here), path))


_SHOWN = frozenset({"kontakt.md", "index.md"})  # pages of the starter whose components show them
_TOLD = ("name", "owner", "street", "postcode", "city", "email")


def remove_facts(brought: Import) -> None:
    """Take the blocks off these pages of which facts tell every line."""
    site = [made.markdown for made in brought.pages.values()]
    for path, made in brought.pages.items():
        if brought.where[path] in _SHOWN:
            parts = Parts(made.markdown)
            taken = [unit for unit in parts.units if _is_told(unit, brought)]
            taken += _hours_told(parts.units, brought)
            taken += [
                one
                for one, under in pairwise(parts.units)
                if under in taken and one.kind == TEXT and not PATTERNS["labels"].sub("", one.words)
            ]
            for number, one in reversed([*enumerate(parts.units)]):
                under = parts.units[number + 1 :]
                heads = (
                    PATTERNS["line over contact"].fullmatch(one.words)
                    if one.kind == TEXT
                    else PATTERNS["head of contact"].search(one.words)
                )
                if 1 < one.kind <= TEXT and heads and _is_below(one, under, taken):
                    taken.append(one)
            made.markdown = parts.without(taken, "", site)


def _is_below(head: Unit, units: list[Unit], taken: list[Unit]) -> bool:
    """Whether all up to the next heading is taken, and that is something; all of its parts, where it begins with one."""
    below = list(takewhile(lambda unit: not 0 < unit.kind < TEXT, units))
    below = [unit for unit in below if not unit.lines[0].startswith('<a id="')]
    if below or not units:
        return bool(below) and all(unit in taken for unit in below)
    stays = next((unit for unit in units if unit not in taken), None)
    return units[0] in taken and (stays is None or 0 < stays.kind <= head.kind)


def _said(unit: Unit) -> list[str]:
    """Return the lines of a unit as a reader sees them; of a table, those below its head."""
    lines = unit.lines
    if lines[0].startswith("|"):
        head, *rows = lines[0].split("\n")
        lines = [*([head] if of_hours(_plain(head)) else []), *rows]
    lines = [" ".join(lines)] if unit.kind == TERM else [line for line in lines if re.search(r"\w", line)]
    return [" ".join(re.sub(r"<br>|[|·]", " ", plain(line)).split()) for line in lines]


def _plain(line: str) -> str:
    return " ".join(re.sub(r"[|,·]", " ", line).split())


def _known_hours(brought: Import) -> set[str]:
    hours = brought.guesses.hours.get("sprechzeiten")
    return {" ".join(map(_plain, row)) for row in (hours.rows if hours else ())}


def _hours_told(units: list[Unit], brought: Import) -> Iterator[Unit]:
    """Yield the units that say the hours of the facts, each in one line, or days and times in several."""
    known = _known_hours(brought)
    for hours, run in groupby(units, key=lambda unit: all(map(of_hours, _said(unit) or ["no line"]))):
        some = list(run)
        said = [line for unit in some for line in _said(unit)]
        rows = [" ".join(map(_plain, row)) for row in find_hours(said)[0]] if hours else []
        letters, told = (sorted(filter(str.isalnum, "".join(lines))) for lines in (said, rows))
        if rows and known.issuperset(rows) and letters == told:
            yield from some


def _is_told(unit: Unit, brought: Import) -> bool:
    said = _said(unit)
    if said and _known_hours(brought).issuperset(map(_plain, said)):  # closed on these days
        return True
    reach = unit.kind >= TEXT and any(letter.isdigit() or letter == "@" for line in said for letter in line)
    return reach and all(_is_fact(line, brought) for line in said)


def _is_fact(line: str, brought: Import) -> bool:
    """Whether a line is a fact, with or without its label."""
    facts = brought.guesses.facts
    left = line
    for value in (part for key in _TOLD if key in facts for part in facts[key].value.split("; ")):
        left = left.replace(value, "")
    for key in ("phone", "fax", "mobile"):
        if key in facts:
            digits = "".join(rf"\W*{one}" for one in re.sub(r"\D", "", facts[key].value)[1:])
            left = re.sub(rf"(?:(?:\+|00)49)?\W*0?{digits}", "", left)
    return left != line and not PATTERNS["labels"].sub("", left)
