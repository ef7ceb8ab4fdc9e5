"""What lies ahead, as the calendar judges each day: days that differ, closings to announce, news."""

import datetime as dt
from dataclasses import dataclass, replace

from mkdocs_praxis.practice.calendar import Day, day, day_off, holds, places, public_holidays
from mkdocs_praxis.practice.model import Closing, Facts, Holidays, Notice

HORIZON = 366  # days that outputs for machines look ahead: every yearly day stands in them once
ANNOUNCED = (
    42  # days before its beginning from which a closing is shown, unless `ankuendigen_ab` says otherwise
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row that differ from an ordinary week for one cause; `place` is "" when it is so at every place."""

    start: dt.date
    end: dt.date
    place: str
    day: Day


# Days that differ


def special_days(facts: Facts, start: dt.date, count: int = HORIZON, place: str = "") -> list[Day]:
    """Return the days of a place that differ from an ordinary week, in order."""
    judged = (day(facts, date, place) for date in _candidates(facts, start, count))
    return [one for one in judged if one.special]


def _candidates(facts: Facts, start: dt.date, count: int) -> list[dt.date]:
    """Return the days that may differ: most do not, and need not be judged."""
    end = start + dt.timedelta(count)
    found = {exception.date for exception in facts.exceptions}
    for closing in facts.closings:
        first, last = max(closing.start, start), min(closing.end, end)
        found |= {first + dt.timedelta(n) for n in range((last - first).days + 1)}
    for week in (one.week for one in facts.hours if one.week.dated):
        days = (start + dt.timedelta(n) for n in range(count))
        found |= {day for day in days if week.pattern_on(day)}
    rule = facts.holidays or Holidays()
    for year in range(start.year, end.year + 1):
        found |= set(public_holidays(facts, year)) if rule.closed else set()
        found |= {date for own in rule.also_closed if (date := own.in_year(year))}
    return sorted(date for date in found if start <= date < end)


def stretches(facts: Facts, start: dt.date, count: int = HORIZON, place: str | None = None) -> list[Stretch]:
    """Return the days that differ, those in a row for one cause put together, for one place or for all.

    What is so at every place stands once, with the place "".
    """
    wanted = places(facts) if place is None else (place or facts.practice.name,)
    found = [
        replace(one, place="") if all(_so(facts, one, other) for other in wanted if other != here) else one
        for here in wanted
        for one in _stretches_at(facts, start, count, here)
    ]
    told: list[Stretch] = []
    for one in sorted(found, key=lambda one: (one.start, one.start - one.end, one.place)):
        if one.place or not any(_within(one, other) for other in told):
            told.append(one)
    return told


def _so(facts: Facts, one: Stretch, place: str) -> bool:
    """Return whether another place is off for the same cause, or open for the same exception, on all these days."""
    dates = (one.start + dt.timedelta(n) for n in range((one.end - one.start).days + 1))
    if one.day.off is not None:
        return all(day_off(facts, date, place) == one.day.off for date in dates)
    other = day(facts, one.start, place)
    return (other.exception, other.spans) == (one.day.exception, one.day.spans)


def _within(one: Stretch, other: Stretch) -> bool:
    same = (one.place, one.day.off, one.day.exception) == (other.place, other.day.off, other.day.exception)
    return same and other.start <= one.start and one.end <= other.end


def _stretches_at(facts: Facts, start: dt.date, count: int, place: str) -> list[Stretch]:
    result: list[Stretch] = []
    for one in special_days(facts, start, count, place):
        last = result[-1] if result else None
        if (
            last
            and one.off is not None
            and last.day.off == one.off
            and last.day.spans == one.spans
            and one.date == last.end + dt.timedelta(1)
        ):
            result[-1] = replace(last, end=one.date)
        else:
            result.append(Stretch(one.date, one.date, place, one))
    return result


# What to show


def announced(facts: Facts, date: dt.date, place: str | None = None) -> tuple[Closing, ...]:
    """Return the closings to show on a date: those not over, from `ankuendigen_ab` or six weeks before they begin."""
    shown = [
        closing
        for closing in facts.closings
        if closing.end >= date
        and (closing.announce_from or closing.start - dt.timedelta(ANNOUNCED)) <= date
        and (place is None or holds(closing.location, facts, place))
    ]
    return tuple(sorted(shown, key=lambda closing: (closing.start, closing.end)))


def notices(facts: Facts, date: dt.date) -> tuple[Notice, ...]:
    """Return the news to show on a date, important ones first, then the newest."""
    shown = [notice for notice in facts.notices if notice.shown(date)]
    return tuple(sorted(shown, key=lambda n: (n.kind != "wichtig", -(n.start or dt.date.min).toordinal())))
