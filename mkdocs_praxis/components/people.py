"""What templates may ask about people: their fields, pages, hours and absences."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from mkdocs_praxis.components.setting import Setting
from mkdocs_praxis.practice import staff
from mkdocs_praxis.practice.calendar import coming_hours
from mkdocs_praxis.practice.model import Absence, Person, Phone, Schedule
from mkdocs_praxis.practice.outlook import ANNOUNCED
from mkdocs_praxis.practice.values import called
from mkdocs_praxis.problem import PraxisError, Problem, msg, nearest_or

_Named = TypeVar("_Named")


def named(name: str, known: Mapping[str, _Named], file: str) -> _Named:
    """Return what has that name in a file of facts. Raises PraxisError with the nearest name when there is none."""
    for key, value in known.items():
        if called(key, name):
            return value
    other = (
        msg("Known: {known}", known=", ".join(known))
        if known
        else msg("Write a line gruppe: {name} at each entry that belongs to it.", name=name)
    )
    raise PraxisError(
        Problem(
            msg("there is no '{name}' in {file}", name=name, file=file),
            fix=nearest_or(name, known, other),
        )
    )


class People(Setting):
    """The part of a view that knows the team."""

    __slots__ = ()

    @property
    def page_url(self) -> str:
        """The address of the page that the component stands on."""
        self.asks()
        return self.page[0]

    @property
    def page_title(self) -> str:
        """The title of that page."""
        self.asks()
        return self.page[1]

    def chosen(self, things: Iterable[Any], key: str, wanted: str, file: str) -> list[Any]:
        """Return the things of a name or group, in whichever language it is given; all where none is.

        Raises PraxisError when the file of facts has none of that name: the page would show nothing.
        """
        listed = list(things)
        found = [one for one in listed if not wanted or called(getattr(one, key), wanted)]
        if listed and not found:
            named(wanted, {getattr(one, key): one for one in listed if getattr(one, key)}, file)
        return found

    def person(self, name: str) -> Person:
        """Return the person of that name, with or without title. Raises PraxisError with the nearest name."""
        team = self.facts.team if self.facts else ()
        by_name = {person.full_name: person for person in team} | {person.name: person for person in team}
        return named(name, by_name, "team.yml")

    def field(self, person: Person) -> str:
        """Return the specialty of a person without the title before it."""
        return staff.field(person)

    def fields(self, people: Iterable[Person]) -> list[str]:
        """Return the fields people work in, each once, by name."""
        return staff.fields(people)

    def page_of(self, person: Person) -> str:
        """Return the address of the page about a person, "" when there is none."""
        paths = staff.page_paths(self.facts, person, self.language) if self.facts else ()
        return next((found for path in paths if (found := self.link(path))), "")

    def hours_of(self, person: Person) -> list[Schedule]:
        """Return the hours of a person that hold now or later."""
        return coming_hours(person.hours, self.today)

    def phone_of(self, person: Person) -> Phone | None:
        """Return the number under which a person is reached: the own one, that of the only place, or the practice's."""
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
        """Return the absences to announce, soonest first: as early as closings."""
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
