"""Findings put together by what mends them: a theme's font on three hundred pages is one thing to do."""

from collections import defaultdict
from pathlib import PurePosixPath
from typing import NamedTuple

from mkdocs_praxis.policy.model import Finding

_PAGES = frozenset({".html", ".htm", ".xhtml"})


class Task(NamedTuple):
    """One thing to do, and at how many places it helps."""

    fix: str
    places: int


def grouped(findings: list[Finding]) -> list[list[Finding]]:
    """Put findings together that one mend ends; errors first, then what concerns most files.

    Pages go together whoever's they are: by who is contacted and what mends it. A script or style sheet is a group of its
    own, for it is mended there.
    """
    groups: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for f in findings:
        groups[_cause(f)].append(f)
    return sorted(groups.values(), key=lambda g: (-g[0].severity.rank, -len({f.file for f in g})))


def _cause(f: Finding) -> tuple[object, ...]:
    if f.contact is None:
        # one mend for the whole site, however many pages
        return f.severity, f.rule.code, f.message, f.rule.folds or f.excerpt.strip() or f.file
    page = PurePosixPath(f.file).suffix.lower() in _PAGES
    return f.severity, f.vendor or f.contact.host, f.fix, None if page else f.file


def tasks(groups: list[list[Finding]]) -> list[Task]:
    """Return what is to be done about groups of findings, each thing once, errors first, then what helps at most places."""
    places: dict[tuple[int, str], int] = defaultdict(int)
    for group in groups:
        places[-group[0].severity.rank, group[0].fix] += len(group)
    ranked = sorted(places.items(), key=lambda one: (one[0][0], -one[1]))
    return [Task(fix, count) for (_, fix), count in ranked]
