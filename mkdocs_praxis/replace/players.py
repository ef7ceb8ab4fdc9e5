"""Libraries that only style players and frames (players.yml): removed once no player or frame is left."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.prepared import of_file

LIBRARIES = of_file(Path(__file__).resolve().with_name("players.yml"), tuple)


class Player(NamedTuple):
    """A library that works on players or frames in the page."""

    address: re.Pattern[str]
    uses: str
    starts: re.Pattern[str]


@cache
def players() -> tuple[Player, ...]:
    """Return the libraries."""
    return tuple(
        Player(regex(one["address"], re.IGNORECASE), one["uses"], regex(one["starts"]))
        for one in LIBRARIES.data()
    )


@cache
def any_library() -> Player:
    """Return one entry that matches any library that may be left without work, and all AMP components."""
    addresses, starts = ("|".join([one[key] for one in LIBRARIES.data()]) for key in ("address", "starts"))
    return Player(regex(rf"{addresses}|(?-i:ampproject\.org/)", re.IGNORECASE), "", regex(starts))
