"""Unions of alternative values, with a limit."""

from mkdocs_praxis.web.script.marks import WIDENED
from mkdocs_praxis.web.script.values import UNKNOWN, Values

MAX_ALTERNATIVES = 32


def join(*groups: Values) -> Values:
    """Return the union of alternatives; if there are too many, addresses are kept and WIDENED stands for the rest."""
    seen = dict.fromkeys(value for group in groups for value in group)
    if len(seen) <= MAX_ALTERNATIVES:
        return tuple(seen)
    addresses_first = sorted(seen, key=lambda value: not (isinstance(value, str) and "//" in value))
    return (*addresses_first[:MAX_ALTERNATIVES], WIDENED)


def without_top(*groups: Values) -> Values:
    """Return the union of alternatives without unknown ones."""
    return join(*(tuple(value for value in group if value is not UNKNOWN) for group in groups))
