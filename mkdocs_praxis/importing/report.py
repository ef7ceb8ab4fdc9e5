"""Writes IMPORT.md: what was imported, and what is left to do."""

import re
from collections.abc import Iterator
from pathlib import Path

from mkdocs_praxis.compiled import environment
from mkdocs_praxis.importing.hours import of_hours
from mkdocs_praxis.importing.model import Import
from mkdocs_praxis.importing.shapes import PATTERNS
from mkdocs_praxis.prepared import yaml_file

_ROOM = Path(__file__).resolve().parent


def _with_new_path(files: list[str], awaited: dict[str, str]) -> list[str]:
    return [f"{old} → docs/{awaited[old]}" if old in awaited else old for old in files]


def report(brought: Import) -> str:
    """Return the report as Markdown, in German, for practice staff."""
    words, made, awaited = yaml_file(_ROOM / "report.yml"), brought.pages, brought.where.awaited
    closed = {page.path for page in brought.legal}
    text = (
        environment(_ROOM, autoescape=False)
        .get_template("report.md.jinja")
        .render(
            brought=brought,
            made=list(made.values()),
            names=words["names"],
            told=list(_told(brought, words["told"])),
            others=[f"{address} ({path})" for address, path in brought.guesses.others.items()],
            foreign=_with_new_path(sorted({file for one in made.values() for file in one.foreign}), awaited),
            missing=_with_new_path(brought.missing, awaited),
            undescribed=[
                f"docs/{brought.where[path]}: {n}"
                for path, one in made.items()
                if (n := one.undescribed) and path not in closed
            ],
            unnamed=[f"{what} ({path})" for path, one in made.items() for what in one.unnamed],
            empty=[path for path, one in made.items() if one.empty],
            lost=_not_copied(brought)
            + list(
                dict.fromkeys(
                    f"{told} ({path})"
                    for path, one in made.items()
                    if path not in closed
                    for told in one.lost
                )
            ),
            unread=[] if "sprechzeiten" in brought.guesses.hours else _with_hours(brought),
            closings=list(dict.fromkeys(_closings(brought))),
            forms=[path for path, one in made.items() if one.forms],
            frame=[f"„{words[:300]}“" for words in brought.frame],
        )
    )
    return text.rstrip() + "\n"


def _not_copied(brought: Import) -> list[str]:
    """Return the entries of the menu whose page is missing."""
    return [f"„{told}“ → {path} (Menü)" for told, path in brought.site.menu if not brought.where.key(path)]


def _with_hours(brought: Import) -> list[str]:
    """Return the pages that tell hours, in lines of their own or around the content."""
    return [
        page.path
        for page in brought.site.pages
        if sum(
            any(map(str.isdigit, one)) and of_hours(one.lstrip("# ")) for one in (*page.lines(), *page.around)
        )
        > 2
    ]


def _closings(brought: Import) -> Iterator[str]:
    """Yield the lines that tell of days on which the practice is closed, and of who stands in."""
    for page in brought.site.pages:
        lines = page.lines() if page not in brought.legal and not page.date else []
        for line in (*lines, *page.around):
            if PATTERNS["date"].search(line) and PATTERNS["closed"].search(line):
                yield f"„{line.lstrip('# ')[:200]}“ ({page.path})"


def _told(brought: Import, known: list[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield what the old Impressum says besides: what it is, the line, and where it belongs."""
    lines = [line for page in brought.legal for line in page.lines() if line]
    for name, pattern, where in known:
        found = (n for n, one in enumerate(lines) if re.search(pattern, one, re.IGNORECASE))
        if (at := next(found, None)) is not None:
            heads = lines[at].startswith("#") or lines[at].endswith(":")
            said = [one.lstrip("# ").rstrip(":") for one in lines[at : at + 1 + heads]]
            yield name, ": ".join(said), where
