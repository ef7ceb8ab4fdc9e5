"""What old pages mean by how they look: layout tables, frames, headings that are only large, what every page repeats."""

import re
from collections import Counter

from bs4 import BeautifulSoup, Tag

from mkdocs_praxis.importing.model import OldPage

_BLOCKS = ("p", "ul", "ol", "div", "table", "h1", "h2", "h3", "h4", "h5", "h6")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LARGE = re.compile(r"[4-7]|\+[1-4]")  # of <font size>: 3 is ordinary text
# Consent belongs to the old site; the new one asks nobody.
_ASKS = "[role=dialog], [role=alertdialog], [id*=cookie i], [class*=cookie i], [id*=consent i], [class*=consent i]"


def straightened(soup: BeautifulSoup) -> BeautifulSoup:
    """Make of a page what it means: layout tables go, large bold words become headings, invisible letters and consent go."""
    for tag in soup.select(_ASKS):
        if tag.name not in {"html", "body", "main"}:
            tag.decompose()
    for text in soup.find_all(string=re.compile("[\u200b\ufeff]")):
        text.replace_with(re.sub("[\u200b\ufeff]", "", str(text)))
    _loaded_late(soup)
    _folded(soup)
    for spot in soup.select(
        "map area[href][alt]"
    ):  # a picture that leads to several pages: its links are words below it
        link = soup.new_tag("a", href=str(spot["href"]))
        link.string = str(spot["alt"])
        spot.name, spot.attrs = "p", {}
        spot.append(link)
    for table in soup.find_all("table"):
        if _is_layout(table):
            for part in [
                table,
                *(one for one in table.find_all(["tbody", "tr", "td"]) if one.find_parent("table") is table),
            ]:
                part.name, part.attrs = "div", {}
    for font in soup.find_all("font", size=_LARGE):
        words = font.get_text(" ", strip=True)
        if 1 < len(words) <= 80 and not font.find(_BLOCKS) and not font.find_parent(_HEADINGS):
            font.name, font.attrs = "h2" if soup.find("h1") else "h1", {}
            for bold in font.find_all(["b", "strong"]):
                bold.unwrap()
    return soup


_LATE = ("data-src", "data-lazy-src", "data-original", "data-orig-file", "nitro-lazy-src")


def _loaded_late(soup: BeautifulSoup) -> None:
    """Give pictures that a script loads later their address; what only holds their place goes."""
    for picture in soup.find_all("img"):
        address = next((str(picture[key]) for key in _LATE if picture.get(key)), "")
        blank = str(picture.get("src") or "").startswith("data:") or not picture.get("src")
        if address and blank:
            picture["src"] = address
        elif blank and picture.get("aria-hidden") == "true":
            picture.decompose()


def _folded(soup: BeautifulSoup) -> None:
    """Make of buttons that unfold something the headings of what they hide."""
    for button in soup.select("button[aria-expanded], [role=button][aria-expanded]"):
        words = button.get_text(" ", strip=True)
        hidden = soup.find(id=str(button.get("aria-controls") or "")) if button.get("aria-controls") else None
        hidden = (
            hidden
            or button.find_next_sibling()
            or (button.parent.find_next_sibling() if button.parent else None)
        )
        if (
            not words
            or not isinstance(hidden, Tag)
            or hidden.find_parent("nav")
            or not hidden.get_text(strip=True)
        ):
            continue
        for key in ("hidden", "aria-hidden"):
            hidden.attrs.pop(key, None)
        button.name, button.attrs = "h3" if button.find_parent(_HEADINGS) is None else "span", {}


def _is_layout(table: Tag) -> bool:
    """Tell whether a table only puts things beside each other: it holds another one, or blocks and no heading cells."""
    inner = [one for one in table.find_all(_BLOCKS) if one.find_parent("table") is table]
    return table.find("table") is not None or (
        table.find("th") is None and any(one.name != "p" for one in inner)
    )


def stepped(soup: BeautifulSoup) -> None:
    """Let headings step down one level at a time, from the second on; what stood beside each other still does."""
    above: list[int] = []
    for heading in soup.find_all(_HEADINGS):
        level = int(heading.name[1])
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        heading.name = f"h{min(len(above) + 1, 6)}"


def kept_anchors(soup: BeautifulSoup) -> None:
    """Write at headings the names by which links of the page lead to them."""
    wanted = {str(link["href"]).partition("#")[2] for link in soup.select('a[href*="#"]')}
    for tag in soup.find_all(id=True):
        heading = tag if tag.name in _HEADINGS else tag.find(_HEADINGS)
        if isinstance(heading, Tag) and tag["id"] in wanted and "{#" not in heading.get_text():
            heading.append(f" {{#{tag['id']}}}")


def without_frame(pages: list[OldPage]) -> list[str]:
    """Take out of pages what every one of them repeats, menus and feet; returns its words, which a report should name.

    Of two pages only what leads to others: a sentence may well stand on both.
    """
    if len(pages) < 2:
        return []
    soups = [BeautifulSoup(page.html, "html.parser") for page in pages]
    seen = Counter(
        words for soup in soups for words in {_words(one) for one in soup.find_all(_BLOCKS)} if words
    )
    frame = {words for words, count in seen.items() if count == len(pages)}
    taken: dict[str, None] = {}
    for page, soup in zip(pages, soups, strict=True):
        for one in soup.find_all(_BLOCKS):
            if one.decomposed or (words := _words(one)) not in frame:
                continue
            if (
                len(pages) > 2
                or words == " ".join(_words(link) for link in one.select("a[href]"))
                or words.startswith("©")
            ):
                taken[words] = None
                one.decompose()
        page.html = soup.decode()
    return list(taken)


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())
