"""Cards as page builders lay them out: links around blocks, labels above names, lines of text that run by again and again."""

from itertools import islice

from bs4 import BeautifulSoup, Tag

from mkdocs_praxis.importing.lines import HEADINGS, words_of
from mkdocs_praxis.importing.shapes import SHAPES
from mkdocs_praxis.importing.tables import BLOCKS

_LABEL = 40  # characters of a label


def lay_out(soup: BeautifulSoup) -> None:
    """Put the parts of cards into the order in which they are read."""
    for link in soup.select("a[href]"):
        blocks = [one for one in link.find_all(BLOCKS) if words_of(one)]
        if blocks:
            _within(soup, link, next((one for one in blocks if one.name in HEADINGS), blocks[-1]))
    for listed in soup.select("ul:has(> li)"):  # accordions and cards of builders
        items = listed.find_all("li", recursive=False)
        if all((head := one.find(HEADINGS)) and words_of(one).startswith(words_of(head)) for one in items):
            for part in (listed, *items):
                part.name = "div"
    for heading in soup.find_all(HEADINGS[2:]):  # larger ones begin sections
        label = heading.find_previous_sibling()
        if (
            label is not None
            and _is_label(label)
            and label.find_previous_sibling(_told) is None
            and _is_card(heading)
        ):
            label.name = "p"
            heading.insert_after(label.extract())
    for line in soup.select(SHAPES["running"]):
        seen: set[str] = set()
        for one in line.find_all(True):
            words = words_of(one)
            if not one.decomposed and words and one.find(True) is None:
                one.decompose() if words in seen else seen.add(words)


def _within(soup: BeautifulSoup, link: Tag, block: Tag) -> None:
    """Move a link from around blocks into one of them: Markdown has no links of several lines."""
    inner = soup.new_tag("a")
    inner.attrs, link.attrs, link.name = link.attrs, {}, "div"
    inner.extend(list(block.contents))
    block.append(inner)


def _told(one: Tag) -> bool:
    return bool(words_of(one))


def _is_label(one: Tag) -> bool:
    return (
        one.name in {"span", "p", "div", "small"}
        and 0 < len(words_of(one)) <= _LABEL
        and one.find(["img", "a", *HEADINGS]) is None
    )


def _is_card(heading: Tag) -> bool:
    """Whether a heading is that of one of several cards."""
    for box in islice(heading.parents, 3):
        classes = set(box.get("class") or ())
        beside = (box.find_previous_sibling(), box.find_next_sibling())
        if classes and any(
            one and classes & set(one.get("class") or ()) and one.find(HEADINGS) for one in beside
        ):
            return bool(box.find(HEADINGS) is heading)
    return False
