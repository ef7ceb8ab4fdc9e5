"""Specialties of people, and the paths of their pages."""

import re
from collections.abc import Iterable

from mkdocs_praxis.practice.legal.tables import fold, slug
from mkdocs_praxis.practice.model import Facts, Person

# The gendered title before a specialty.
_TITLE = re.compile(
    r"^((Fach)?(zahn)?(arzt|ärztin)|(Medical )?(Specialist|Consultant)) (für|in|for) ", re.IGNORECASE
)


def field(person: Person) -> str:
    """Return a person's specialty without title: `Fachärztin für Innere Medizin` → `Innere Medizin`."""
    return _TITLE.sub("", person.specialty).strip()


def fields(people: Iterable[Person]) -> list[str]:
    """Return the specialties of people, sorted, without duplicates."""
    return sorted({found for person in people if (found := field(person))}, key=fold)


def page_paths(facts: Facts, person: Person, language: str) -> tuple[str, ...]:
    """Return possible paths of a person's page below docs/, the preferred one first; () if there is none."""
    if person.page:
        return (person.page,)
    if not facts.person_pages or not (person.specialty or person.hours):
        return ()
    path = f"team/{slug(person.name)}.md"
    return (path,) if language == facts.language else (f"{language}/{path}", path)
