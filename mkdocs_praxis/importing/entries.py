"""Takes the people and services of old pages to the files of facts, and off the pages."""

import posixpath
import re
from collections.abc import Callable

from mkdocs_praxis.importing.blocks import Entry, Unit, sections, told, units_of, without
from mkdocs_praxis.importing.model import Brought, Facts
from mkdocs_praxis.importing.people import TEAM, people, person
from mkdocs_praxis.importing.services import OFFER, services

# Names beside a picture, in the order in which it shows people: the one is nothing without the other.
_BESIDE = re.compile(r"von links|v\. ?l\. ?n\. ?r|auf dem (?:bild|foto)", re.IGNORECASE)

_Find = Callable[[Unit, list[Unit]], list[Entry]]


def recognised(brought: Brought) -> None:
    """Add people and services to the guesses of an import; what they hold wholly no longer stands on the page."""
    guesses = brought.guesses
    guesses.people = _gathered(brought, TEAM, people)
    guesses.services = _gathered(brought, OFFER, services)


def _gathered(brought: Brought, named: re.Pattern[str], find: _Find) -> list[tuple[Facts, str]]:
    """Return the entries on the page that has most of them, and those of other people elsewhere, each with its page."""
    picture, shown = ("foto", "::: praxis team") if find is people else ("bild", "::: praxis leistungen")
    found: list[tuple[int, str, list[str], list[Unit], list[Entry]]] = []
    for page in brought.site.pages:
        if page.date or page.language not in {"", "de"} or page in brought.legal:
            continue
        blocks = re.split(r"\n\n+", brought.pages[page.path].markdown.strip())
        units = units_of(blocks)
        entries = [
            entry
            for heading, section in sections(units, named, *([person] if find is people else []))
            for entry in find(heading, section)
        ]
        if entries:
            found.append((len(entries), page.path, blocks, units, entries))
    site = [made.markdown for made in brought.pages.values()]
    all_of: dict[str, tuple[Facts, str]] = {}
    for _, path, blocks, units, entries in sorted(found, key=lambda one: -one[0]):
        here = brought.where[path]
        new = [entry for entry in entries if str(entry.facts["name"]) not in all_of]
        whole = len(new) == len(entries) and all(entry.whole for entry in entries)
        whole = whole and not any(_BESIDE.search(unit.words) for unit in units if find is people)
        for entry in new:
            words, source = entry.picture
            if source:
                entry.facts |= {picture: _from(here, source), f"{picture}_alt": words or entry.facts["name"]}
            if entry.link and not _from(here, entry.link).startswith(
                ".."
            ):  # a legal page is not among the new ones
                entry.facts["seite"] = _from(here, entry.link)
            if whole and entry.rest:
                entry.facts["text"] = told(entry.rest)
            all_of[str(entry.facts["name"])] = (entry.facts, path)
        if whole:
            taken = [unit for entry in entries for unit in entry.units]
            made, starters = brought.pages[path], {"index.md", "team.md", "leistungen.md"}
            left = without(blocks, units, taken, "" if here in starters else shown, site)
            made.rest = True
            made.undescribed -= sum(len(re.findall(r"!\[\]", one)) for one in {*blocks} - {*left})
            made.markdown = "\n\n".join(left) + "\n"
        if find is services:
            break
    return list(all_of.values())


def _from(here: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(here), path))
