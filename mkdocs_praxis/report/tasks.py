"""Groups findings by their fix: a theme's font on three hundred pages is one task."""

from collections import defaultdict
from pathlib import PurePosixPath

from mkdocs_praxis.policy.model import Finding

_PAGES = frozenset({".html", ".htm", ".xhtml"})


def grouped(findings: list[Finding]) -> list[list[Finding]]:
    """Group findings with the same fix; errors first, then by number of files.

    Findings in pages are grouped by contacted host and fix. Each script or style sheet is a group of its own, since the fix
    is there.
    """
    groups: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for f in findings:
        groups[_cause(f)].append(f)
    return sorted(groups.values(), key=lambda g: (-g[0].severity.rank, -len({f.file for f in g})))


def _cause(f: Finding) -> tuple[object, ...]:
    if f.contact is None:
        # one fix for the whole site
        return f.severity, f.rule.code, f.message, f.rule.folds or f.excerpt.strip() or f.file
    page = PurePosixPath(f.file).suffix.lower() in _PAGES
    return f.severity, f.vendor or f.contact.host, f.fix, None if page else f.file


def tasks(groups: list[list[Finding]]) -> list[tuple[str, int]]:
    """Return the fixes for groups of findings with the number of places that each solves, without duplicates, errors first, then by number of places."""
    places: dict[tuple[int, str], int] = defaultdict(int)
    for group in groups:
        places[-group[0].severity.rank, group[0].fix] += len(group)
    ranked = sorted(places.items(), key=lambda one: (one[0][0], -one[1]))
    return [(fix, count) for (_, fix), count in ranked]
