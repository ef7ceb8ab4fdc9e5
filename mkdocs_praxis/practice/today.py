"""The current day at the practice, which need not be where the build runs, and the moment that reports and evidence name."""

import datetime as dt
import os
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


def now() -> dt.datetime:
    """Return this second, or the one that SOURCE_DATE_EPOCH names, so that the same input makes the same bytes. Raises PraxisError."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        moment = dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC) if epoch else dt.datetime.now(tz=dt.UTC)
    except (ValueError, OverflowError, OSError):
        raise PraxisError(
            Problem(
                msg("SOURCE_DATE_EPOCH is no time: {epoch!r}", epoch=str(epoch)[:40]),
                fix="set it to the seconds since 1970, or unset it",
            )
        ) from None
    return moment.replace(microsecond=0)
