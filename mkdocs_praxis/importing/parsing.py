"""Parses an old page."""

from bs4 import BeautifulSoup

from mkdocs_praxis.importing.shapes import PATTERNS

# Zero-width spaces, and characters that no page shows and that hold places while it is turned into Markdown.
_INVISIBLE = dict.fromkeys([*range(9), *range(14, 32), 0x200B, 0xFEFF])
_DEEPEST = 150  # page builders come to 40


def read_html(text: str) -> BeautifulSoup:
    """Parse a page as browsers do, which close paragraphs and list items, without characters that nobody sees.

    Raises ValueError if elements lie too deep in each other: whoever reads a page goes down by recursion.
    """
    import turbohtml

    whole = turbohtml.parse(text).html.translate(_INVISIBLE)
    soup = BeautifulSoup(PATTERNS["many blanks"].sub(" ", whole), "html.parser")
    depths = {id(soup): 0}
    for tag in soup.find_all(True):
        depths[id(tag)] = depth = depths[id(tag.parent)] + 1
        if depth > _DEEPEST:
            raise ValueError(f"mehr als {_DEEPEST} Elemente ineinander")
    return soup
