"""The current date in the practice's time zone, and the timestamp of reports and evidence."""

import datetime as dt
import os
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mkdocs_praxis.problem import PraxisError, msg

_ZONE = "Europe/Berlin"


def today() -> dt.date:
    """Return the date in the practice's time zone. Raises PraxisError if the system has no time zone data."""
    try:
        return dt.datetime.now(ZoneInfo(_ZONE)).date()
    except ZoneInfoNotFoundError:
        raise PraxisError(
            msg("this system knows no time zone {timezone}", timezone=_ZONE),
            why="what day it is at the practice decides which closings are shown",
            fix="install the system's package `tzdata`, or: pip install tzdata",
        ) from None


def now() -> dt.datetime:
    """Return the current second, or SOURCE_DATE_EPOCH for reproducible builds. Raises PraxisError if that is invalid."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        moment = dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC) if epoch else dt.datetime.now(tz=dt.UTC)
    except (ValueError, OverflowError, OSError):
        raise PraxisError(
            msg("SOURCE_DATE_EPOCH is no time: {epoch!r}", epoch=str(epoch)[:40]),
            fix="set it to the seconds since 1970, or unset it",
        ) from None
    return moment.replace(microsecond=0)
