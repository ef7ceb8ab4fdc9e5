"""Part of `look`: places, hours, closings, emergency numbers, notices."""

import datetime as dt
from collections.abc import Iterable

from mkdocs_praxis.components.listings import named
from mkdocs_praxis.components.setting import Setting
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.calendar import Day, coming_hours, places, public_holidays
from mkdocs_praxis.practice.emergency import duty_pages, emergency_numbers
from mkdocs_praxis.practice.exports import fed
from mkdocs_praxis.practice.model import Closing, DayException, Deputy, Location, Notice, Schedule
from mkdocs_praxis.practice.model_practice import Emergency
from mkdocs_praxis.practice.outlook import ANNOUNCED, Stretch, announced, notices, stretches
from mkdocs_praxis.practice.shipped import plain_text, shipped


class Times(Setting):
    """The part of `look` for hours and closings, from the calendar."""

    __slots__ = ()

    def schedules(self, kinds: Iterable[Schedule], *, location: str = "") -> list[Schedule]:
        """Return current and future hours, of one place or all, each with its dates of validity."""
        self.known_place(location)
        listed, main = list(kinds), self.known.practice.name
        wanted = (location,) if location else places(self.known)
        at = [[s for s in listed if (s.location or main) == place] for place in wanted]
        return [one for here in at for one in coming_hours(here, self.today)]

    def known_place(self, name: str) -> str:
        """Validate the name of a place, "" for none; returns "". Raises PraxisError with the nearest name if it is unknown."""
        if name and self.facts:
            named(name, {place: place for place in places(self.facts)}, "praxis.yml")
        return ""

    def places(self) -> list[Location]:
        """Return all places, the practice itself first."""
        return [self.known.main_place, *self.known.practice.locations]

    def closings(self, location: str = "") -> list[Closing]:
        """Return the closings to announce, soonest first, within the horizon `practice.outlook.ANNOUNCED`."""
        return list(announced(self.known, self.today, location or None))

    def deputies(self, closing: Closing) -> tuple[Deputy, ...]:
        """Return the deputies for a closing from today on."""
        return closing.deputies_between(self.today, closing.end)

    def openings(self, closing: Closing) -> list[DayException]:
        """Return the future days within a closing on which the practice, or one of its places, is open."""
        found = [
            one
            for one in self.known.exceptions
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

        def other(day: Day) -> bool:
            return day.off.kind != "closing" if day.off else day.exception is not None

        found = stretches(self.known, self.today, ANNOUNCED + 1, location or None)
        return [one for one in found if other(one.day)]

    def why(self, day: Day) -> str:
        """Return why a day differs; public holidays by name, in the language of the page."""
        if self.facts and day.off and day.off.kind == "holiday":
            return public_holidays(self.facts, day.date.year, self.language).get(day.date, day.reason)
        return day.reason

    def other_days(self) -> list[str]:
        """Return the dates of the coming year with unusual hours at any place."""
        days = {
            one.start + dt.timedelta(n)
            for one in stretches(self.known, self.today)
            for n in range((one.end - one.start).days + 1)
        }
        return [day.isoformat() for day in sorted(days)]

    def emergency(self) -> list[Emergency]:
        """Return further emergency numbers: the practice's own, and those for its profession and state."""
        return emergency_numbers(self.known, self.language)

    def duty(self) -> list[tuple[str, str]]:
        """Return (name, URL) of pages about emergency duty, if no number is known."""
        return duty_pages(self.known, self.language)

    def archived(self) -> list[Notice]:
        """Return expired notices that are kept, the newest first."""
        over = [n for n in self.known.notices if n.archive and n.end < self.today]
        return sorted(over, key=lambda n: n.start or n.end, reverse=True)

    def feed(self) -> bool:
        """Whether the site has a feed."""
        return bool(fed(self.known, self.today))

    def blocks(self, name: str) -> list[tuple[str, str, dt.date]]:
        """Return (title, Markdown, date) of the practice's short texts, or of the one with `name`."""
        t = translator(self.language, "practice")
        wanted = (name,) if name else self.known.info_blocks
        known = shipped("blocks")
        return [
            (t(known[one]["title"]), plain_text(f"bausteine/{one}", self.language), known[one]["as_of"])
            for one in wanted
        ]

    def notices(self) -> list[Notice]:
        """Return current notices, important ones first, then the newest."""
        return list(notices(self.known, self.today))
