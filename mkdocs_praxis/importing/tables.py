"""Tables of old pages: those for layout are unwrapped, cells that span rows are filled up with empty ones."""

import re
from collections import Counter

from bs4 import BeautifulSoup, Tag

from mkdocs_praxis.importing.lines import called

BLOCKS = ("p", "ul", "ol", "div", "table", "h1", "h2", "h3", "h4", "h5", "h6")


def clean_tables(soup: BeautifulSoup) -> None:
    """Unwrap tables for layout, and give the rows of all others the same number of cells."""
    for table in soup.find_all("table"):
        _spanned(table)
        if _is_layout(table):
            most = max((len(cell.get_text()) for cell in table.find_all("td")), default=0)
            for part in [
                table,
                *(one for one in table.find_all(["tbody", "tr", "td"]) if one.find_parent("table") is table),
            ]:
                menu = part.name == "td" and is_menu(part) and len(part.get_text()) < most
                part.name, part.attrs = "div", {"role": "navigation"} if menu else {}


def _is_layout(table: Tag) -> bool:
    """Whether a table is for layout: it contains another table, a single column, or a single row of more than lines; or no header cells but blocks, a menu, or pictures in cells of their own."""
    inner = [
        one for one in table.find_all([*BLOCKS, "hr", "center", "td"]) if one.find_parent("table") is table
    ]
    if table.find("table") or all(len(row.find_all(["td", "th"])) < 2 for row in table.find_all("tr")):
        return True
    if table.find("th") is not None:
        return False
    return (len(table.find_all("tr")) == 1 and table.find(["p", "img"]) is not None) or any(
        is_menu(one) or (one.find("img") is not None and not one.get_text(strip=True))
        if one.name == "td"
        else one.name != "p"
        for one in inner
    )


def is_menu(tag: Tag, fewest: int = 3) -> bool:
    """Whether an element says what its links say, below a title at most: by words, or by pictures that have any."""
    links = tag.select("a[href]")
    titles = tag.find_all("th")
    told = [word for part in (*titles, *links) for word in _seen(part)]
    return len(links) >= fewest and told != [] and _seen(tag) == told


def _seen(tag: Tag) -> list[str]:
    return re.findall(r"\w+", called(tag))


def _spanned(table: Tag) -> None:
    """Put empty cells where a cell reaches down from the rows above: Markdown has no such cells, and all others would move."""
    below: Counter[int] = Counter()  # how many rows a cell above still reaches into each column
    for row in table.find_all("tr"):
        if row.find_parent("table") is not table:
            continue
        column = 0
        for cell in [*row.find_all(["td", "th"], recursive=False), None]:
            while below[column]:
                below[column] -= 1
                column += 1
                empty = Tag(name="td")
                cell.insert_before(empty) if cell else row.append(empty)
            if cell is None:
                break
            wide, high = (_number(cell.attrs.get(name)) for name in ("colspan", "rowspan"))
            cell.attrs.pop("rowspan", None)
            for one in range(column, column + wide):
                below[one] = high - 1
            column += wide


def _number(text: object) -> int:
    """Return how many rows or columns a cell takes up: 1 to 99."""
    found = str(text or "").strip()
    return min(int(found), 99) or 1 if found.isdecimal() else 1
