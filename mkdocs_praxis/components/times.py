"""Part of `look`: places, hours, closings, emergency numbers, notices."""

import datetime as dt
from collections.abc import Iterable

from mkdocs_praxis.components.people import named
from mkdocs_praxis.components.setting import Setting
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.calendar import Day, coming_hours, places, public_holidays
from mkdocs_praxis.practice.emergency import EmergencyNumber, duty_pages, emergency_numbers
from mkdocs_praxis.practice.exports import fed
from mkdocs_praxis.practice.legal.texts import plain_text
from mkdocs_praxis.practice.model import Closing, DayException, Deputy, Location, Notice, Schedule
from mkdocs_praxis.practice.outlook import ANNOUNCED, Stretch, announced, notices, stretches
from mkdocs_praxis.practice.shipped import shipped


class Times(Setting):
    """The part of `look` for hours and closings, from the calendar."""

    __slots__ = ()

    def schedules(self, kinds: Iterable[Schedule], *, location: str = "") -> list[Schedule]:
        """Return current and future hours, of one place or all, each with its dates of validity."""
        if self.facts is None:
            return []
        self.known_place(location)
        listed, main = list(kinds), self.facts.practice.name
        wanted = (location,) if location else places(self.facts)
        at = [[s for s in listed if (s.location or main) == place] for place in wanted]
        return [one for here in at for one in coming_hours(here, self.today)]

    def known_place(self, name: str) -> str:
        """Validate the name of a place, "" for none; returns "". Raises PraxisError with the nearest name if it is unknown."""
        if name and self.facts:
            named(name, {place: place for place in places(self.facts)}, "praxis.yml")
        return ""

    def places(self) -> list[Location]:
        """Return all places, the practice itself first."""
        return [self.facts.main_place, *self.facts.practice.locations] if self.facts else []

    def closings(self, location: str = "") -> list[Closing]:
        """Return the closings to announce, soonest first, within the horizon `practice.outlook.ANNOUNCED`."""
        return list(announced(self.facts, self.today, location or None)) if self.facts else []

    def deputies(self, closing: Closing) -> tuple[Deputy, ...]:
        """Return the deputies for a closing from today on."""
        return closing.deputies_between(self.today, closing.end)

    def openings(self, closing: Closing) -> list[DayException]:
        """Return the future days within a closing on which the practice, or one of its places, is open."""
        found = [
            one
            for one in (self.facts.exceptions if self.facts else ())
            if one.spans
            and one.date >= self.today
            and closing.covers(one.date)
            and (not closing.location or one.location in ("", closing.location))
        ]
        return sorted(found, key=lambda one: (one.date, one.location))

    def other_hours(self, location: str = "") -> list[Stretch]:
        """Return the days within the horizon that differ from the weekly hours, without closings.

        Hours on some dates of a weekday ("1. Samstag") are part of the weekly hours.
        """
        if self.facts is None:
            return []
        found = stretches(self.facts, self.today, ANNOUNCED + 1, location or None)
        return [
            one
            for one in found
            if (one.day.off.kind != "closing" if one.day.off else one.day.exception is not None)
        ]

    def why(self, day: Day) -> str:
        """Return why a day differs; public holidays by name, in the language of the page."""
        if self.facts and day.off and day.off.kind == "holiday":
            return public_holidays(self.facts, day.date.year, self.language).get(day.date, day.reason)
        return day.reason

    def other_days(self) -> list[str]:
        """Return the dates of the coming year with unusual hours at any place."""
        if self.facts is None:
            return []
        days = {
            one.start + dt.timedelta(n)
            for one in stretches(self.facts, self.today)
            for n in range((one.end - one.start).days + 1)
        }
        return [day.isoformat() for day in sorted(days)]

    def emergency(self) -> list[EmergencyNumber]:
        """Return further emergency numbers: the practice's own, and those for its profession and state."""
        return emergency_numbers(self.facts, self.language) if self.facts else []

    def duty(self) -> list[tuple[str, str]]:
        """Return (name, URL) of pages about emergency duty, if no number is known."""
        return duty_pages(self.facts, self.language) if self.facts else []

    def archived(self) -> list[Notice]:
        """Return expired notices that are kept, the newest first."""
        over = [n for n in (self.facts.notices if self.facts else ()) if n.archive and n.end < self.today]
        return sorted(over, key=lambda n: n.start or n.end, reverse=True)

    def feed(self) -> bool:
        """Whether the site has a feed."""
        return bool(self.facts and fed(self.facts, self.today))

    def blocks(self, name: str) -> list[tuple[str, str, dt.date]]:
        """Return (title, Markdown, date) of the practice's short texts, or of the one with `name`."""
        t = translator(self.language, "practice")
        wanted = (name,) if name else (self.facts.info_blocks if self.facts else ())
        known = shipped("blocks")
        return [
            (t(known[one]["title"]), plain_text(f"bausteine/{one}", self.language), known[one]["as_of"])
            for one in wanted
        ]

    def notices(self) -> list[Notice]:
        """Return current notices, important ones first, then the newest."""
        return list(notices(self.facts, self.today)) if self.facts else []
