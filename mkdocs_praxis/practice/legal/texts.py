"""The legal texts as data: `texts/<language>/<page>.md.jinja`, each with version and date."""

from functools import cache


@cache
def blocks() -> frozenset[str]:
    """Return the names of blocks that own texts may replace."""
    return frozenset()
