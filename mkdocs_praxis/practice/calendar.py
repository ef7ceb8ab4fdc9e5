"""Which day is open, which closed, and what comes next; reckoned for the practice's zone.

A static page cannot know the moment it is read, so nothing here says "open now": states carry the day they are for.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from mkdocs_praxis.practice.model import Closing, Facts, Holidays, Notice, Schedule
from mkdocs_praxis.practice.values import Span

_AHEAD = 400  # days to look for the next opening: more than a year of closing is not announced by hours


@dataclass(frozen=True, slots=True)
class DayOff:
    """Why a day is closed although its weekday may be open."""

    kind: Literal["closing", "holiday", "own-day", "exception"]
    reason: str
    closing: Closing | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """One date: its spans in order, or why there are none. `special` tells it from an ordinary weekday."""

    date: dt.date
    spans: tuple[Span, ...]
    off: DayOff | None = None
    special: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """What holds on the day of `at`, and what comes next. Never a claim that the practice is open at this moment."""

    at: dt.datetime
    today: Day
    next_opening: dt.datetime | None
    next_end: dt.datetime | None  # when the last span of today, or of the next open day, ends
    current_closing: Closing | None
    next_closing: Closing | None
    announced: tuple[Closing, ...]  # closings to show today, the current one first
    notices: tuple[Notice, ...]  # news to show today, important ones first


@lru_cache(maxsize=256)
def _holidays(
    country: str, state: str | None, municipal: tuple[str, ...], year: int, language: str
) -> dict[dt.date, str]:
    from holidays import country_holidays

    spoken = "de" if language == "de" else "en_US"
    if country != "de":
        return dict(country_holidays(country.upper(), years=year, language=spoken))
    if state is None:  # only what all Länder share; the Bundesland is never guessed
        return dict(country_holidays("DE", years=year, language=spoken))
    categories = (
        ("public", "catholic") if "katholisch" in municipal and state in {"BY", "SN", "TH"} else ("public",)
    )
    days = dict(country_holidays("DE", subdiv=state, years=year, language=spoken, categories=categories))
    if "augsburg" in municipal:
        days |= dict(country_holidays("DE", subdiv="Augsburg", years=year, language=spoken))
    return days


def public_holidays(facts: Facts, year: int, language: str = "") -> dict[dt.date, str]:
    """Return the public holidays of a year where the practice is, with their names."""
    municipal = (facts.holidays or Holidays()).municipal
    return _holidays(
        facts.practice.country, facts.practice.state, municipal, year, language or facts.language
    )


def closing_on(facts: Facts, date: dt.date, location: str = "") -> Closing | None:
    """Return the closing that covers a date, for a location when given; closings without one count for all."""
    return next((c for c in facts.closings if c.covers(date) and c.location in ("", location)), None)


def day_off(facts: Facts, date: dt.date, location: str = "") -> DayOff | None:
    """Return why a date is closed against its weekday, or None."""
    if closing := closing_on(facts, date, location):
        return DayOff("closing", closing.reason, closing)
    for exception in facts.exceptions:
        if exception.date == date and exception.location in ("", location):
            return None if exception.spans else DayOff("exception", exception.reason)
    rule = facts.holidays or Holidays()
    if any(day.falls_on(date) for day in rule.open_anyway):
        return None
    if rule.closed and (name := public_holidays(facts, date.year).get(date)):
        return DayOff("holiday", name)
    if any(day.falls_on(date) for day in rule.also_closed):
        return DayOff("own-day", "")
    return None


def day(
    facts: Facts, date: dt.date, schedules: tuple[Schedule, ...] | None = None, location: str = ""
) -> Day:
    """Return what is open on a date: the given schedules (consulting hours by default) for one location.

    Order of force: closings, exceptions of the day, holidays, the week's hours.
    """
    off = day_off(facts, date, location)
    if off is not None:
        return Day(date, (), off, off.reason)
    if schedules is None:
        schedules = facts.hours
        for exception in facts.exceptions:
            if exception.date == date and exception.location in ("", location):
                return Day(date, exception.spans, None, exception.reason or "exception")
    spans = [
        span
        for schedule in schedules
        if schedule.applies(date) and _same_place(facts, schedule.location, location)
        for span in schedule.week.days[date.weekday()]
    ]
    return Day(date, merged(spans))


def _same_place(facts: Facts, wanted: str, location: str) -> bool:
    main = ("", facts.practice.name)
    return wanted == location or (wanted in main and location in main)


def merged(spans: list[Span]) -> tuple[Span, ...]:
    """Return spans of several schedules in order, those that overlap put together."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.opens <= result[-1].closes:
            last = result[-1]
            if span.closes > last.closes or span.note != last.note:
                note = last.note if span.note == last.note else ""
                result[-1] = Span(last.opens, max(last.closes, span.closes), note)
        else:
            result.append(span)
    return tuple(result)


def days_ahead(facts: Facts, start: dt.date, count: int, location: str = "") -> Iterator[Day]:
    """Yield days from a date on."""
    for offset in range(count):
        yield day(facts, start + dt.timedelta(days=offset), location=location)


def special_days(facts: Facts, start: dt.date, count: int = 365) -> list[Day]:
    """Return the days that differ from an ordinary week: holidays and exceptions (closings are ranges, see facts)."""
    return [
        one
        for one in days_ahead(facts, start, count)
        if one.special and (one.off is None or one.off.kind != "closing")
    ]


def state_on(facts: Facts, now: dt.datetime, location: str = "") -> State:
    """Return what holds on the day of a moment and what comes next. Raise ValueError when `now` has no zone."""
    if now.tzinfo is None:
        raise ValueError("now must have a time zone")
    zone = ZoneInfo(facts.practice.timezone)
    now = now.astimezone(zone)
    date = now.date()
    today = day(facts, date, location=location)
    next_opening = next_end = None
    for one in days_ahead(facts, date, _AHEAD, location) if facts.hours or facts.exceptions else ():
        for span in one.spans:
            opens, closes = _moment(one.date, span.opens, zone), _moment(one.date, span.closes, zone)
            if next_end is None and closes > now:
                next_end = closes
            if opens > now:
                next_opening = opens
                break
        if next_opening is not None:
            break
    here = [c for c in facts.closings if c.location in ("", location)]
    coming = sorted((c for c in here if c.start > date), key=lambda c: c.start)
    return State(
        at=now,
        today=today,
        next_opening=next_opening,
        next_end=next_end,
        current_closing=closing_on(facts, date, location),
        next_closing=coming[0] if coming else None,
        announced=announced(facts, date, location),
        notices=notices(facts, date),
    )


def _moment(date: dt.date, minutes: int, zone: ZoneInfo) -> dt.datetime:
    """Return a wall-clock time of a day; 24:00 is the next day's 00:00."""
    start = dt.datetime.combine(date, dt.time(), zone)
    return start + dt.timedelta(minutes=minutes)  # wall-clock arithmetic: Python keeps the zone's local time


def announced(
    facts: Facts, date: dt.date, location: str | None = None, *, ahead: int = 42
) -> tuple[Closing, ...]:
    """Return closings to show on a date: current ones, and coming ones from `ankuendigen_ab` or six weeks before."""
    return tuple(
        sorted(
            (
                closing
                for closing in facts.closings
                if closing.end >= date
                and (closing.announce_from or closing.start - dt.timedelta(days=ahead)) <= date
                and (location is None or closing.location in ("", location))
            ),
            key=lambda closing: closing.start,
        )
    )


def notices(facts: Facts, date: dt.date) -> tuple[Notice, ...]:
    """Return the news to show on a date, important ones first, then the newest."""
    shown = [notice for notice in facts.notices if notice.shown(date)]
    return tuple(sorted(shown, key=lambda n: (n.kind != "wichtig", -(n.start or dt.date.min).toordinal())))
