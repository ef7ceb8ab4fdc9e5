"""The current day and moment at the practice, which need not be where the build runs."""

import datetime as dt
from zoneinfo import ZoneInfo


def now(timezone: str = "Europe/Berlin") -> dt.datetime:
    """Return the moment in the practice's zone."""
    return dt.datetime.now(ZoneInfo(timezone))


def today(timezone: str = "Europe/Berlin") -> dt.date:
    """Return the day in the practice's zone."""
    return now(timezone).date()
