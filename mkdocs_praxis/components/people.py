"""Part of `look`: people with specialties, pages, hours and absences."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from mkdocs_praxis.components.made import page_paths
from mkdocs_praxis.components.setting import Setting
from mkdocs_praxis.practice.calendar import coming_hours
from mkdocs_praxis.practice.legal.tables import fold
from mkdocs_praxis.practice.model import Absence, Person, Phone, Schedule
from mkdocs_praxis.practice.outlook import ANNOUNCED
from mkdocs_praxis.practice.values import called
from mkdocs_praxis.problem import PraxisError, msg, nearest_or

_Named = TypeVar("_Named")


def named(name: str, known: Mapping[str, _Named], file: str) -> _Named:
    """Look up a name of a facts file in `known`. Raises PraxisError with the nearest name if there is none."""
    for key, value in known.items():
        if called(key, name):
            return value
    other = (
        msg("Known: {known}", known=", ".join(known))
        if known
        else msg("Write a line gruppe: {name} at each entry that belongs to it.", name=name)
    )
    raise PraxisError(
        msg("there is no '{name}' in {file}", name=name, file=file), fix=nearest_or(name, known, other)
    )


class People(Setting):
    """The part of `look` for the team."""

    __slots__ = ()

    @property
    def page_url(self) -> str:
        """The URL of the page with the component."""
        self.asks()
        return self.page[0]

    @property
    def page_title(self) -> str:
        """The title of that page."""
        self.asks()
        return self.page[1]

    def chosen(self, things: Iterable[Any], key: str, wanted: str, file: str) -> list[Any]:
        """Filter things by name or group, given in any language; all if `wanted` is "".

        Raises PraxisError if there is none of that name.
        """
        listed = list(things)
        found = [one for one in listed if not wanted or called(getattr(one, key), wanted)]
        if listed and not found:
            named(wanted, {getattr(one, key): one for one in listed if getattr(one, key)}, file)
        return found

    def person(self, name: str) -> Person:
        """Return the person with a name, with or without title. Raises PraxisError with the nearest name if there is none."""
        team = self.facts.team if self.facts else ()
        by_name = {person.full_name: person for person in team} | {person.name: person for person in team}
        return named(name, by_name, "team.yml")

    def fields(self, people: Iterable[Person]) -> list[str]:
        """Return the specialties of people, sorted, without duplicates."""
        return sorted({person.field for person in people} - {""}, key=fold)

    def page_of(self, person: Person) -> str:
        """Return the URL of the page about a person, "" if there is none."""
        paths = page_paths(self.facts, person, self.language) if self.facts else ()
        return next((found for path in paths if (found := self.link(path))), "")

    def hours_of(self, person: Person) -> list[Schedule]:
        """Return the current and future hours of a person."""
        return coming_hours(person.hours, self.today)

    def phone_of(self, person: Person) -> Phone | None:
        """Return the phone number for a person: their own, that of their only place, or the practice's."""
        if self.facts is None:
            return None
        place = self.facts.location(person.places[0]) if len(person.places) == 1 else None
        booking = self.facts.booking
        return (
            person.phone
            or (place.phone if place else None)
            or (booking.phone if booking else None)
            or self.facts.practice.phone
        )

    def absences(self, person: Person) -> list[Absence]:
        """Return the absences to announce, soonest first, with the same horizon as closings."""
        soon = self.today + dt.timedelta(ANNOUNCED)
        return [one for one in person.away(self.today) if one.start <= soon]

    def person_data(self, person: Person) -> Mapping[str, object]:
        """Return schema.org data of a person."""
        from mkdocs_praxis.practice.structured import person_data

        if self.facts is None:
            return {}
        return person_data(
            self.facts, person, site_url=self.site_url, page_url=self.page_url, today=self.today
        )
