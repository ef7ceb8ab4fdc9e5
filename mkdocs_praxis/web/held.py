"""Reads markup that an element holds as text for scripts: in a textarea, or a script element with a data type."""

import contextlib

from mkdocs_praxis.web.attributes import selectors
from mkdocs_praxis.web.bound import of_template
from mkdocs_praxis.web.contact import Confidence, Effect, EffectKind
from mkdocs_praxis.web.found import Found
from mkdocs_praxis.web.scope import UnreadableError
from mkdocs_praxis.web.tag import Document, Tag


def held(tag: Tag, document: Document, found: Found | None = None) -> None:
    """Read the text of an element as markup, conditional on a script that inserts it. It may be no markup at all."""
    text, place = tag.text()
    if "<" not in text or not document.scripting:
        return
    inner = document.scope.inner(place, inside=tag.name, cap=Confidence.MENTION)
    condition = Effect(EffectKind.TEMPLATE, selectors(tag.name, tag.attributes))
    seen = found or Found(document.found.session)
    document.found.effects.update(of_template(text) if "{" in text else ())
    with contextlib.suppress(UnreadableError):
        seen.open("html", text, inner._replace(condition=condition))
    if found is None:
        document.found.conditional += seen.conditional
