"""The text of an old page in lines, as a visitor sees them: `""` between paragraphs, `## ` before headings, `☎` before numbers to call."""

import re
from collections.abc import Container, Iterator
from urllib.parse import unquote

from bs4 import Tag
from bs4.element import NavigableString

from mkdocs_praxis.importing.shapes import PATTERNS
from mkdocs_praxis.practice.weekdays import DAYS

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_APART = frozenset(
    {"p", "li", "tr", "table", "ul", "ol", "dl", "address", "blockquote", "section", "article"}
)
_BELOW = frozenset({"div", "br", "dt", "dd", "figcaption", "header", "footer", "main", "aside", "form", "label", "summary"})  # fmt: skip
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "head"})


def words_of(tag: Tag) -> str:
    """Return the text of an element in one line."""
    return re.sub(r" (?=[,.;:!?)])", "", " ".join(tag.get_text(" ").split()))


def called(tag: Tag) -> str:
    """Return the text of a link or another element, or what its pictures are called where it has none."""
    return words_of(tag) or " ".join(
        " ".join(str(one.get("alt") or "") for one in tag.find_all("img")).split()
    )


def lines_of(root: Tag, without: Container[int] = ()) -> list[str]:
    """Return the lines of an element, but for those of elements in `without` (by `id()`)."""
    found: list[str] = []
    for line in "".join(_element(root, without)).split("\n"):
        words = " ".join(line.split()).replace(".:", ".")  # 9.⁰⁰
        if words or (found and found[-1]):
            found.append(words)
    return found


def _parts(tag: Tag, without: Container[int]) -> Iterator[str]:
    for child in tag.children:
        if type(child) is NavigableString:
            yield " ".join(child.split("\n")) if tag.name != "pre" else child
        elif isinstance(child, Tag) and child.name not in _UNSEEN and id(child) not in without:
            yield from _element(child, without)


def _element(tag: Tag, without: Container[int]) -> Iterator[str]:
    text = "".join(_parts(tag, without))
    if tag.name in HEADINGS:
        yield f"\n\n{'#' * int(tag.name[1])} {' '.join(text.split())}\n\n" if text.strip() else ""
    elif tag.name == "sup" and re.fullmatch(r"\s*[0-5]\d\s*", text):  # 8⁰⁰ Uhr
        yield f":{text.strip()}"
    elif tag.name == "a" and (called := PATTERNS["called"].match(str(tag.get("href") or ""))):
        mark, told = ("☎ ", r"\d\D*\d\D*\d") if called[1].lower() == "tel" else ("", "@")
        yield f" {mark}{text} " if re.search(told, text) else f" {text} {mark}{unquote(called[2])} "
    elif tag.name == "table" and (turned := _turned(tag)):
        yield "\n\n" + "\n".join(turned) + "\n\n"
    elif tag.name in {"td", "th"}:
        yield f" {text} "
    else:
        edge = "\n\n" if tag.name in _APART else "\n" if tag.name in _BELOW else ""
        yield f"{edge}{text}{edge}"


def _turned(table: Tag) -> list[str]:
    """Return the columns of a table whose first row names days, one per line."""
    rows = [[words_of(cell) for cell in row.select("td, th")] for row in table.select("tr")]
    columns = list(zip(*rows, strict=True)) if len({*map(len, rows)}) == 1 else []
    named = [column for column in columns if column[0].rstrip(".").lower() in DAYS]
    return [" ".join(column) for column in named] if len(columns) - len(named) < 2 < len(columns) else []
