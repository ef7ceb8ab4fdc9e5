"""The current day at the practice, which need not be where the build runs."""

import datetime as dt
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mkdocs_praxis.problem import PraxisError, Problem, msg

_ZONE = "Europe/Berlin"


def today() -> dt.date:
    """Return the day in the practice's zone. Raises PraxisError where the system knows no zones."""
    try:
        return dt.datetime.now(ZoneInfo(_ZONE)).date()
    except ZoneInfoNotFoundError:
        raise PraxisError(
            Problem(
                msg("this system knows no time zone {timezone}", timezone=_ZONE),
                why="what day it is at the practice decides which closings are shown",
                fix="install the system's package `tzdata`, or: pip install tzdata",
            )
        ) from None
