"""The people as a list: which field each works in, who has a page and where."""

import re
from collections.abc import Iterable

from mkdocs_praxis.practice.legal.tables import fold
from mkdocs_praxis.practice.model import Facts, Person

# The title before a specialty is said differently of women and men; the field is the same.
_TITLE = re.compile(
    r"^((Fach)?(zahn)?(arzt|ärztin)|(Medical )?(Specialist|Consultant)) (für|in|for) ", re.IGNORECASE
)


def field(person: Person) -> str:
    """Return the specialty of a person without the title before it: `Fachärztin für Innere Medizin` → `Innere Medizin`."""
    return _TITLE.sub("", person.specialty).strip()


def fields(people: Iterable[Person]) -> list[str]:
    """Return the fields people work in, each once, by name."""
    return sorted({found for person in people if (found := field(person))}, key=fold)


def slug(person: Person) -> str:
    """Return the name of a person as part of an address."""
    return re.sub(r"[^a-z0-9]+", "-", fold(person.name)).strip("-")


def page_paths(facts: Facts, person: Person, language: str) -> tuple[str, ...]:
    """Return where the page of a person may be below docs/, the one to prefer first; () when there is none."""
    if person.page:
        return (person.page,)
    if not facts.person_pages or not (person.specialty or person.hours):
        return ()
    path = f"team/{slug(person)}.md"
    return (path,) if language == facts.language else (f"{language}/{path}", path)
