"""Future days from the calendar: days that differ from the week, closings to announce; and current news."""

import datetime as dt
from dataclasses import dataclass, replace

from mkdocs_praxis.practice.calendar import Day, day, day_off, holds, places, public_holidays
from mkdocs_praxis.practice.model import Closing, Facts, Holidays, Notice

# Days covered by machine-readable outputs: more than a year, so that they contain every yearly day.
HORIZON = 366
ANNOUNCED = 42  # days before its start from which a closing is announced, without `ankuendigen_ab`


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive days that differ from the week for the same reason; `place` is "" if that applies to all places."""

    start: dt.date
    end: dt.date
    place: str
    day: Day


# Days that differ


def special_days(facts: Facts, start: dt.date, count: int = HORIZON, place: str = "") -> list[Day]:
    """Return the days of a place that differ from the week, in order."""
    judged = (day(facts, date, place) for date in _candidates(facts, start, count))
    return [one for one in judged if one.special]


def _candidates(facts: Facts, start: dt.date, count: int) -> list[dt.date]:
    """Return the days that may differ, a fast preselection."""
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
    """Return the days that differ, merged into periods, for one place or all.

    A period that applies to all places is returned once, with the place "".
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
    """Whether another place is closed for the same reason, or has the same exception, on all these days."""
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
        following = last is not None and one.off is not None and one.date == last.end + dt.timedelta(1)
        if last and following and (last.day.off, last.day.spans) == (one.off, one.spans):
            result[-1] = replace(last, end=one.date)
        else:
            result.append(Stretch(one.date, one.date, place, one))
    return result


# What to show


def announced(facts: Facts, date: dt.date, place: str | None = None) -> tuple[Closing, ...]:
    """Return the closings to announce on a date: from `ankuendigen_ab`, or six weeks before, until they end."""
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
