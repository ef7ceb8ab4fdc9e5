"""The calendar: which day is open at which place, which is closed, and why. Every output uses it.

A *place* is the practice itself (its name, or "") or one of its `standorte`. Hours without `standort` belong to the practice
itself; closings and exceptions without one apply to every place. Precedence on a day: an exception of that place, an
exception of all places, a closing, a public holiday or own day off, the hours of the week.
While dated hours apply, they replace undated ones of the same kind at the same place: those of the same name if there
are any, else all of that kind.

A static page does not know when it is read, so there is no "open now": every result is for a given day.
"""

import datetime as dt
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Literal, cast
from zoneinfo import ZoneInfo

from mkdocs_praxis.practice.model import Closing, DayException, Facts, Holidays, Schedule
from mkdocs_praxis.practice.shipped import PATTERNS
from mkdocs_praxis.practice.values import Dated, Span

# Kinds of hours that count as opening hours; private and video consultations do only if a place has no others.
_AT_THE_DOOR = frozenset({"", "offen", "termin", "akut"})


@dataclass(frozen=True, slots=True)
class DayOff:
    """Why a day is closed although its weekday may be open."""

    kind: Literal["closing", "holiday", "own-day", "exception"]
    reason: str
    closing: Closing | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """One date at one place: its spans in order, or why there are none; `usual` are the spans of its weekday.

    A closing may have hours for urgent cases: then the day is off, and still has spans.
    """

    date: dt.date
    spans: tuple[Span, ...]
    off: DayOff | None = None
    exception: DayException | None = None
    usual: tuple[Span, ...] = ()
    on_request: bool = False  # "nach Vereinbarung" on this weekday, unless it is off
    dated: Dated | None = None  # hours for some dates of this weekday

    @property
    def special(self) -> bool:
        """Whether the day differs from an ordinary week."""
        if self.off:
            return self.off.kind == "closing" or bool(self.usual) or self.on_request
        return self.exception is not None or self.dated is not None

    @property
    def reason(self) -> str:
        """Why it differs, in the practice's words, or ""."""
        return self.off.reason if self.off else self.exception.reason if self.exception else ""


# Holidays


@lru_cache(maxsize=256)
def _holidays(
    country: str, state: str | None, municipal: tuple[str, ...], year: int, language: str
) -> dict[dt.date, str]:
    spoken = "de" if language == "de" else "en_US"
    if country != "de":
        from holidays import country_holidays

        return dict(country_holidays(country.upper(), years=year, language=spoken))
    germany = _germany()
    if state is None:  # only holidays of all Länder: the Bundesland is never guessed
        return dict(germany(years=year, language=spoken))
    catholic = "katholisch" in municipal and state in {"BY", "SN", "TH"}
    categories = ("public", "catholic") if catholic else ("public",)
    days = dict(germany(subdiv=state, years=year, language=spoken, categories=categories))
    if "augsburg" in municipal:
        days |= dict(germany(subdiv="Augsburg", years=year, language=spoken))
    return days


@cache
def _germany() -> Callable[..., Mapping[dt.date, str]]:
    """Import the class of Germany's holidays without its package, which would load two hundred countries."""
    name = "holidays.countries"
    spec = find_spec(name) if name not in sys.modules else None
    if spec:
        bare = sys.modules[name] = ModuleType(name)
        bare.__path__ = list(spec.submodule_search_locations or ())
    try:
        return cast("Callable[..., Mapping[dt.date, str]]", import_module(f"{name}.germany").Germany)
    finally:
        if spec:  # a later import gets the real package
            del sys.modules[name]


def public_holidays(facts: Facts, year: int, language: str = "") -> dict[dt.date, str]:
    """Return the public holidays of a year at the practice, with their names."""
    municipal = (facts.holidays or Holidays()).municipal
    return _holidays(
        facts.practice.country, facts.practice.state, municipal, year, language or facts.language
    )


def moment(facts: Facts, date: dt.date, minutes: int) -> dt.datetime:
    """Return a time of a day at the practice."""
    midnight = dt.datetime.combine(date, dt.time(), ZoneInfo(facts.practice.timezone))
    return midnight + dt.timedelta(minutes=minutes)


# Places


def places(facts: Facts) -> tuple[str, ...]:
    """Return the names of all places, the practice itself first."""
    return (facts.practice.name, *(location.name for location in facts.practice.locations))


def holds(written: str, facts: Facts, place: str) -> bool:
    """Whether a closing or exception applies to a place; without `standort` it applies everywhere."""
    return written in ("", place or facts.practice.name)


# Hours of the week


def applying(schedules: Iterable[Schedule], date: dt.date) -> list[Schedule]:
    """Return the hours of one place that apply on a date: dated hours replace undated ones."""
    found = [one for one in schedules if one.applies(date)]
    return [one for one in found if not any(_replaces(other, one, found) for other in found)]


def _replaces(dated: Schedule, one: Schedule, among: list[Schedule]) -> bool:
    if dated.dated <= one.dated or dated.kind != one.kind:
        return False
    named = any(other.name == dated.name and other.dated < dated.dated for other in among)
    return not named or dated.name == one.name


def hours_at(facts: Facts, place: str) -> list[Schedule]:
    """Return the opening hours of a place, without those of seasons that say no days; private hours count if there are no others."""
    main = facts.practice.name
    held = (one for one in facts.hours if one.dated or not PATTERNS["season"].search(one.name))
    here = [one for one in held if (one.location or main) == (place or main)]
    return [one for one in here if _kind(one) in _AT_THE_DOOR] or [
        one for one in here if _kind(one) == "privat"
    ]


def _kind(schedule: Schedule) -> str:
    """Return the kind of hours, else what their name says of it: `Videosprechstunde`."""
    said = None if schedule.kind else PATTERNS["kind of hours"].search(schedule.name)
    return schedule.kind or (said and said.lastgroup) or ""


def changes(schedules: Iterable[Schedule], today: dt.date) -> list[dt.date]:
    """Return the days from which other weekly hours apply, beginning with today."""
    turns = {today}
    for one in schedules:
        turns |= {one.valid_from} if one.valid_from else set()
        turns |= {one.valid_until + dt.timedelta(1)} if one.valid_until else set()
    return sorted(turn for turn in turns if turn >= today)


def coming_hours(schedules: Iterable[Schedule], today: dt.date) -> list[Schedule]:
    """Return current and future hours of one place, each with its first period of validity, soonest first."""
    listed = list(schedules)
    turns = changes(listed, today)
    shown = []
    for one in listed:
        holding = [turn for turn in turns if one in applying(listed, turn)]
        if not holding:
            continue
        start = holding[0]
        ends = [turn - dt.timedelta(1) for turn in turns if turn > start and turn not in holding]
        first, last = start if start > today else one.valid_from, ends[0] if ends else one.valid_until
        shown.append(replace(one, valid_from=first, valid_until=last))
    return sorted(shown, key=lambda one: max(one.valid_from or today, today))


# One day


def exception_on(facts: Facts, date: dt.date, place: str) -> DayException | None:
    """Return the exception of a date at a place; one for the place takes precedence over one for all."""
    here = [e for e in facts.exceptions if e.date == date and holds(e.location, facts, place)]
    return max(here, key=lambda e: bool(e.location), default=None)


def day_off(facts: Facts, date: dt.date, place: str) -> DayOff | None:
    """Return why a place is closed on a date, regardless of its weekly hours, or None. The only place that decides this."""
    if exception := exception_on(facts, date, place):
        return None if exception.spans else DayOff("exception", exception.reason)
    closings = (c for c in facts.closings if c.covers(date) and holds(c.location, facts, place))
    if closing := next(closings, None):
        return DayOff("closing", closing.reason, closing)
    rule = facts.holidays or Holidays()
    if any(day.falls_on(date) for day in rule.open_anyway):
        return None
    if rule.closed and (name := public_holidays(facts, date.year).get(date)):
        return DayOff("holiday", name)
    if own := next((day for day in rule.also_closed if day.falls_on(date)), None):
        return DayOff("own-day", own.name)
    return None


def day(facts: Facts, date: dt.date, place: str = "") -> Day:
    """Return the hours of a date at a place, and why they differ from the week."""
    week = applying(hours_at(facts, place), date)
    usual = merged(span for one in week for span in one.week.on(date))
    dated = next((found for one in week if (found := one.week.pattern_on(date))), None)
    request = any(date.weekday() in one.week.on_request for one in week)
    off = day_off(facts, date, place)
    if off is not None:
        return Day(date, _urgent(facts, date, off), off, None, usual, request)
    exception = exception_on(facts, date, place)
    return Day(date, exception.spans if exception else usual, None, exception, usual, request, dated)


def _urgent(facts: Facts, date: dt.date, off: DayOff) -> tuple[Span, ...]:
    """Return the hours for urgent cases of a closing; on a public holiday only those given for that date."""
    week = off.closing.urgent if off.closing else None
    if week and any(day.falls_on(date) for day, _ in week.dates):
        return week.on(date)
    if week is None or ((facts.holidays or Holidays()).closed and date in public_holidays(facts, date.year)):
        return ()
    return week.on(date)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans of several schedules in order, with overlapping ones merged."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.opens <= result[-1].closes:
            last = result[-1]
            if span.closes > last.closes or span.note != last.note:
                note = last.note if span.note == last.note else ""
                until = max((last, span), key=lambda one: (one.closes, one.open))
                result[-1] = Span(last.opens, until.closes, note, open=until.open)
        else:
            result.append(span)
    return tuple(result)
