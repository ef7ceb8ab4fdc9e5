"""Libraries that only style players and frames (players.yml): removed once no player or frame is left."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.prepared import prepared

_FILE = Path(__file__).resolve().with_name("players.yml")


class Player(NamedTuple):
    """A library that works on players or frames in the page."""

    address: re.Pattern[str]
    uses: str
    starts: re.Pattern[str]


@cache
def players() -> tuple[Player, ...]:
    """Return the libraries."""
    return tuple(
        Player(regex(one["address"], re.IGNORECASE), one["uses"], regex(one["starts"])) for one in _table()
    )


@cache
def any_library() -> Player:
    """Return one entry that matches any library that may be left without work, and all AMP components."""
    addresses, starts = ("|".join([one[key] for one in _table()]) for key in ("address", "starts"))
    return Player(regex(rf"{addresses}|(?-i:ampproject\.org/)", re.IGNORECASE), "", regex(starts))


@cache
def _table() -> tuple[dict[str, str], ...]:
    found: tuple[dict[str, str], ...] = prepared("players", sources, build)
    return found


def sources() -> list[str]:
    """Return the files that `build` reads."""
    return [str(_FILE)]


def build() -> tuple[dict[str, str], ...]:
    """Read the libraries from players.yml."""
    from mkdocs_praxis.vendors.load import read_yaml

    return tuple(read_yaml(_FILE))
