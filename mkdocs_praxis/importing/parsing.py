"""Parses an old page."""

import re

from bs4 import BeautifulSoup

# Zero-width spaces, and characters that no page shows and that hold places while it is turned into Markdown.
_INVISIBLE = dict.fromkeys([*range(9), *range(14, 32), 0x200B, 0xFEFF])
_DEEP = 100  # page builders come to 40
_DEEPEST = 150
_MOST = 1000
_BLANKS = re.compile(r"[ \t]{500,}")
_FORMATS = frozenset({"span", "font", "b", "strong", "i", "em", "u", "small", "big", "tt", "code", "sup", "sub"})  # fmt: skip
_BOXES = frozenset({"div", "section", "center", "blockquote", "p", "fieldset", "form", "ins", "del"})


def read_html(text: str) -> BeautifulSoup:
    """Parse a page as browsers do, which close paragraphs and list items, without characters that nobody sees.

    Raises ValueError if elements that mean something lie too deep in each other: whoever reads a page goes down by recursion.
    """
    import turbohtml

    whole = turbohtml.parse(text).html.translate(_INVISIBLE)
    soup = BeautifulSoup(_BLANKS.sub(" ", whole), "html.parser")
    _flatten(soup)
    return soup


def _flatten(soup: BeautifulSoup) -> None:
    """Take boxes and formats that lie too deep from around what they hold, as hundreds of `<font>` that nobody closed.

    What stands beside a box stays in another line.
    """
    depths = {id(soup): 0}
    deep = []
    for tag in soup.find_all(True):
        depth = depths[id(tag.parent)]
        if depth >= _DEEP and tag.name in _FORMATS | _BOXES:
            deep.append(tag)
        else:
            depth += 1
        if depth > _DEEPEST or len(deep) > _MOST:
            raise ValueError(f"mehr als {_DEEPEST} Elemente ineinander")
        depths[id(tag)] = depth
    for tag in deep:  # from the outside in: each then moves only what it holds itself
        if tag.name in _BOXES and tag.previous_sibling:
            tag.insert_before(soup.new_tag("br"))
        if tag.name in _BOXES and tag.next_sibling:
            tag.insert_after(soup.new_tag("br"))
        tag.unwrap()
