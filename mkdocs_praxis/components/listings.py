"""Part of `look`: people, services, courses, forms, jobs."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from mkdocs_praxis.components import words
from mkdocs_praxis.components.catalogue import ROOM
from mkdocs_praxis.components.person_pages import page_paths
from mkdocs_praxis.components.setting import Setting
from mkdocs_praxis.i18n import Translate, translator
from mkdocs_praxis.practice.calendar import coming_hours
from mkdocs_praxis.practice.model import Absence, Course, CourseDate, Job, Person, Phone, Schedule, Service
from mkdocs_praxis.practice.names import fold
from mkdocs_praxis.practice.outlook import ANNOUNCED
from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.practice.structured_offers import begins, job_posting
from mkdocs_praxis.practice.values import called
from mkdocs_praxis.problem import PraxisError, msg, nearest_or

_Named = TypeVar("_Named")


def named(name: str, known: Mapping[str, _Named], file: str) -> _Named:
    """Look up a name of a facts file in `known`. Raises PraxisError with the nearest name if there is none."""
    for key, value in known.items():
        if called(key, name):
            return value
    other = "Known: {known}" if known else "Write a line gruppe: {name} at each entry that belongs to it."
    fix = nearest_or(name, known, msg(other, known=", ".join(known), name=name))
    raise PraxisError(msg("there is no '{name}' in {file}", name=name, file=file), fix=fix)


@dataclass(frozen=True, slots=True)
class ShownForm:
    """A form as shown on a page; without a name if it must not be offered: health data that could not be encrypted."""

    name: str
    known: dict[str, Any]
    language: str  # language of the form, up to its confirmation page

    @property
    def t(self) -> Translate:
        """The translation function in the language of the form."""
        return translator(self.language, ROOM)


class Listings(Setting):
    """The part of `look` for the team, and for what the practice offers."""

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
        """Filter things by name or group, given in any language; all if `wanted` is "". Raises PraxisError."""
        listed = list(things)
        found = [one for one in listed if not wanted or called(getattr(one, key), wanted)]
        if listed and not found:
            named(wanted, {getattr(one, key): one for one in listed if getattr(one, key)}, file)
        return found

    def person(self, name: str) -> Person:
        """Return the person with a name, with or without title. Raises PraxisError with the nearest name if there is none."""
        team = self.known.team
        by_name = {person.full_name: person for person in team} | {person.name: person for person in team}
        return named(name, by_name, "team.yml")

    def fields(self, people: Iterable[Person]) -> list[str]:
        """Return the specialties of people, sorted, without duplicates."""
        return sorted({person.field for person in people} - {""}, key=fold)

    def page_of(self, person: Person) -> str:
        """Return the URL of the page about a person, "" if there is none."""
        paths = page_paths(self.known, person, self.language)
        return next((found for path in paths if (found := self.link(path))), "")

    def hours_of(self, person: Person) -> list[Schedule]:
        """Return the current and future hours of a person."""
        return coming_hours(person.hours, self.today)

    def phone_of(self, person: Person) -> Phone | None:
        """Return the phone number for a person: their own, that of their only place, or the practice's."""
        place = self.known.location(person.places[0]) if len(person.places) == 1 else None
        return person.phone or (place and place.phone) or self.known.phone

    def absences(self, person: Person) -> list[Absence]:
        """Return the absences to announce, soonest first, with the same horizon as closings."""
        soon = self.today + dt.timedelta(ANNOUNCED)
        return [one for one in person.away(self.today) if one.start <= soon]

    def service(self, name: str) -> Service:
        """Return the service with that name. Raises PraxisError with the nearest name if there is none."""
        return named(name, {s.name: s for s in self.known.services}, "leistungen.yml")

    def courses(self) -> list[Course]:
        """Return the courses that are not over, the next one first."""
        coming = [c for c in self.known.courses if c.last >= self.today]
        return sorted(coming, key=lambda course: self.course_dates(course)[0].date)

    def course_dates(self, course: Course) -> list[CourseDate]:
        """Return the dates of a course that are still to come."""
        return sorted((one for one in course.dates if one.date >= self.today), key=lambda one: one.date)

    def start(self, job: Job) -> str:
        """Format the start of a job: dates are formatted, anything else ("sofort") is kept."""
        day = begins(job)
        return words.long_date(day, self.language) if day else job.start

    def form(self, kind: str) -> ShownForm:
        """Return a form for the shipped handler, in the language of the page.

        Raises PraxisError if rechtliches.yml has no form of this kind.
        """
        from mkdocs_praxis.practice.forms import handled_form, language_of, lawful, name_of

        site = self.known.language
        forms = [f for f in self.known.forms if f.handler and f.kind == kind]
        spoken = {language_of(form, site): form for form in forms}
        found = spoken.get(self.language) or spoken.get(site)
        if found is None:
            fix = "Write it under `webformulare:` with art, seite, zweck and versand: php."
            raise PraxisError(msg("no form '{kind}' is described in rechtliches.yml", kind=kind), fix=fix)
        language = language_of(found, site)
        known = handled_form(kind, language)
        return ShownForm(
            name_of(found, site) if lawful(found) or not known["health"] else "", known, language
        )

    def asked(self, kind: str) -> list[dict[str, Any]]:
        """Return the fields of a kind of form, for handlers of the site's own."""
        from mkdocs_praxis.practice.forms import fields_of, handled_form

        return fields_of(handled_form(kind, self.language))

    def jobs(self) -> list[Job]:
        """Return the current job offers."""
        return [j for j in self.known.jobs if j.until is None or j.until >= self.today]

    def job_posting(self, job: Job) -> Mapping[str, object]:
        """Return schema.org data of a job offer."""
        return job_posting(self.known, job, words.markdown_html(job.text), site_url=self.site_url)
