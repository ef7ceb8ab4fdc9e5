"""Validate the forms of the shipped handler, and complete their facts."""

from typing import Any

from mkdocs_praxis.practice.forms import described, kinds, name_of
from mkdocs_praxis.practice.model import FormFact
from mkdocs_praxis.practice.reader import Reader


def check_forms(values: dict[str, Any], readers: dict[str, Reader]) -> None:
    """Report handled forms of no known kind or of the same kind twice; complete the facts of all forms."""
    if not values.get("forms"):
        return
    reader = readers["rechtliches.yml"]
    seen: dict[str, FormFact] = {}
    for form in values["forms"]:
        if not form.handler:
            continue
        if form.kind not in kinds():
            reader.problem(
                reader.at(form, "handler"),
                "Nobody says which form the handler shall take.",
                "Add a line: art: {valid}",
                valid=" / ".join(kinds()),
            )
        elif (first := seen.setdefault(name_of(form, reader.language), form)) is not form:
            reader.problem(
                reader.at(form, "kind"),
                "There is a second form “{kind}” (first in line {line}).",
                "One form of each kind is enough; link to its page.",
                kind=form.kind,
                line=first.place.line if first.place else 0,
            )
    values["forms"] = tuple(described(form, reader.language) for form in values["forms"])
