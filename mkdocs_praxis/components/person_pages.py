"""Pages generated from facts: one per person, unless a page with the same path exists."""

import json
from collections.abc import Collection, Iterator

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.practice.model import Facts, Person
from mkdocs_praxis.practice.names import slug

_LANGUAGE = regex(r"([a-z]{2})/index\.md")


def page_paths(facts: Facts, person: Person, language: str) -> tuple[str, ...]:
    """Return possible paths of a person's page below docs/, the preferred one first; () if there is none."""
    if person.page:
        return (person.page,)
    if not facts.person_pages or not (person.specialty or person.hours):
        return ()
    path = f"team/{slug(person.name)}.md"
    return (path,) if language == facts.language else (f"{language}/{path}", path)


def made_pages(facts: Facts, language: str, written: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield (path below docs/, Markdown) for each generated page, also for every language with an `xx/index.md`."""
    others = {match[1] for path in written if (match := _LANGUAGE.fullmatch(path))} - {language}
    for spoken in (language, *sorted(others)):
        for person in facts.team:
            path = next(iter(page_paths(facts, person, spoken)), "")
            if path and not person.page and path not in written:
                yield path, _page(facts, person, spoken, language)


def _page(facts: Facts, person: Person, language: str, site: str) -> str:
    name = person.full_name
    description = ", ".join(part for part in (name, person.specialty, facts.practice.name) if part)
    head = [f"title: {json.dumps(name)}", f"description: {json.dumps(description)}"]
    head += [f"sprache: {language}"] if language != site else []
    # The practice's hours in the sidebar would contradict the person's.
    head += ["aside: false"] if person.hours else []
    return "\n".join(["---", *head, "---", "", f"# {name}", "", f'::: praxis person name="{name}"', ""])
