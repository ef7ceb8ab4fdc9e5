"""Map the hits of `practice.checks` to the rules for practice pages."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from mkdocs_praxis.policy.model import FileReading, Rule
from mkdocs_praxis.policy.rules import rule_of_check, under_law
from mkdocs_praxis.practice.checks import Hit
from mkdocs_praxis.practice.checks.law import outdated_law, picture_names, wording
from mkdocs_praxis.practice.checks.pages import expired_text, forms, mail_links, missing_legal_links


def page_hits(file: FileReading, language: str, today: dt.date) -> Iterator[tuple[Rule, Hit]]:
    """Yield (rule, hit) for each violation on a practice page."""
    page = file.reading.page
    if page is None:
        return
    hits = [*missing_legal_links(page), *forms(page), *mail_links(page)]
    # The page of the search holds the text of all others, headings and sentences in one line: each is told where it stands.
    text = "" if file.file.rpartition("/")[2] == "search.html" else page.text
    hits += [replace(hit, check="outdated-law") for hit in outdated_law(text, language)]
    hits += [*wording(text, language), *expired_text(text, today), *picture_names(page, language)]
    bare = (image for image in page.images if image.alt is None)
    hits += [Hit("image-alt", image.src, line=image.line, column=image.column) for image in bare]
    for hit in hits:
        yield under_law(rule_of_check(hit.check), hit.law, hit.certainty), hit
