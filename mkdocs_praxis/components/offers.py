"""Part of `look`: services, courses, forms, jobs."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mkdocs_praxis.components import words
from mkdocs_praxis.components.catalogue import ROOM
from mkdocs_praxis.components.people import named
from mkdocs_praxis.components.setting import Setting
from mkdocs_praxis.i18n import Translate, translator
from mkdocs_praxis.practice.model import Course, CourseDate, Job, Service
from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.practice.structured_offers import begins
from mkdocs_praxis.problem import PraxisError, msg

if TYPE_CHECKING:
    from mkdocs_praxis.practice.forms import FormField, HandledForm


@dataclass(frozen=True, slots=True)
class ShownForm:
    """A form as shown on a page; without a name if it must not be offered: health data that could not be encrypted."""

    name: str
    known: "HandledForm"
    language: str  # language of the form, up to its confirmation page

    @property
    def t(self) -> Translate:
        """The translation function in the language of the form."""
        return translator(self.language, ROOM)


class Offers(Setting):
    """The part of `look` for services, courses and jobs."""

    __slots__ = ()

    def service(self, name: str) -> Service:
        """Return the service with that name. Raises PraxisError with the nearest name if there is none."""
        return named(name, {s.name: s for s in (self.facts.services if self.facts else ())}, "leistungen.yml")

    def courses(self) -> list[Course]:
        """Return the courses that are not over, the next one first."""
        coming = [c for c in (self.facts.courses if self.facts else ()) if c.last >= self.today]
        return sorted(coming, key=lambda course: self.course_dates(course)[0].date)

    def course_dates(self, course: Course) -> list[CourseDate]:
        """Return the dates of a course that are still to come."""
        return sorted((one for one in course.dates if one.date >= self.today), key=lambda one: one.date)

    def start(self, job: Job) -> str:
        """Format the start of a job: dates are formatted, anything else ("sofort") is kept."""
        day = begins(job)
        return words.long_date(day, self.language) if day else job.start

    def form(self, kind: str) -> "ShownForm":
        """Return a form for the shipped handler, in the language of the page.

        Raises PraxisError if rechtliches.yml has no form of this kind.
        """
        from mkdocs_praxis.practice.forms import handled_form, language_of, lawful, name_of

        site = self.facts.language if self.facts else ""
        forms = [f for f in (self.facts.forms if self.facts else ()) if f.handler and f.kind == kind]
        spoken = {language_of(form, site): form for form in forms}
        found = spoken.get(self.language) or spoken.get(site)
        if found is None:
            raise PraxisError(
                msg("no form '{kind}' is described in rechtliches.yml", kind=kind),
                fix="Write it under `webformulare:` with art, seite, zweck and versand: php.",
            )
        language = language_of(found, site)
        known = handled_form(kind, language)
        return ShownForm(name_of(found, site) if lawful(found) or not known.health else "", known, language)

    def asked(self, kind: str) -> "tuple[FormField, ...]":
        """Return the fields of a kind of form, for handlers of the site's own."""
        from mkdocs_praxis.practice.forms import handled_form

        return handled_form(kind, self.language).fields

    def jobs(self) -> list[Job]:
        """Return the current job offers."""
        return [j for j in self.facts.jobs if j.until is None or j.until >= self.today] if self.facts else []

    def job_posting(self, job: Job) -> Mapping[str, object]:
        """Return schema.org data of a job offer."""
        from mkdocs_praxis.practice.structured_offers import job_posting

        if self.facts is None:
            return {}
        return job_posting(self.facts, job, words.markdown_html(job.text), site_url=self.site_url)
