"""Legal pages of an old website, which are generated from facts: known by address or title, or parts of other pages."""

from bs4 import Tag

from mkdocs_praxis.importing.lines import HEADINGS, words_of
from mkdocs_praxis.importing.model import OldPage, OldSite
from mkdocs_praxis.importing.shapes import PATTERNS
from mkdocs_praxis.practice.names import slug

_WORDS = ("impressum", "datenschutz", "privacy", "imprint")
_HEADINGS = HEADINGS[:4]
_LEAST = 80  # characters; less only leads to the page


def is_legal(page: OldPage) -> bool:
    """Whether a page is a legal page, which will be generated from facts."""
    low = f"{page.path} {page.title}".lower()
    return any(word in low for word in _WORDS)


def is_imprint(page: OldPage) -> bool:
    """Whether a page is the Impressum."""
    return "impressum" in f"{page.path} {page.title}".lower()


def legal_name(page: OldPage) -> str:
    """Return the name of the page of a new site that says what a legal page said."""
    return "impressum.md" if is_imprint(page) or "imprint" in page.path.lower() else "datenschutz.md"


def part_legal(site: OldSite) -> None:
    """Make pages of the legal parts of others, as the dialogs and sections of a site of one page."""
    for page in [page for page in site.pages if not is_legal(page) and not page.date]:
        soup = page.soup()
        for heading in soup.find_all(_HEADINGS):
            words = words_of(heading)
            if heading.decomposed or not PATTERNS["legal head"].fullmatch(words):
                continue
            part = _part(heading)
            if sum(len(one.get_text()) for one in part) < _LEAST:
                continue
            text = "".join(str(one) for one in part)
            site.pages.append(OldPage(f"{page.path}#{slug(words)}", words, text, language=page.language))
            for one in part:
                one.decompose()
            page.html = soup.decode()


def _part(heading: Tag) -> list[Tag]:
    """Return the box that begins with a heading and has no other, else what follows up to the next."""
    box = heading
    while (around := box.parent) is not None and around.parent is not None:
        heads = (one for one in around.find_all(_HEADINGS) if one.name <= heading.name)
        first = words_of(around).startswith(words_of(heading))
        if not first or any(
            one is not heading and not PATTERNS["legal head"].fullmatch(words_of(one)) for one in heads
        ):
            break
        box = around
    if box is not heading:
        return [box]
    part = [heading]
    for one in heading.find_next_siblings():
        if (one.name in _HEADINGS and one.name <= heading.name) or one.find(_HEADINGS):
            break
        part.append(one)
    return part
