"""Names what code shows: a map's places by a marker's title or its popup's first line, films and sound by their `title`."""

from collections.abc import Iterator

import turbohtml

from mkdocs_praxis.replace import addresses
from mkdocs_praxis.replace.addresses import Address
from mkdocs_praxis.replace.own import HEADINGS
from mkdocs_praxis.replace.source import Element, said_by, tag_of
from mkdocs_praxis.replace.structure import CODE
from mkdocs_praxis.replace.words import lines_of, meaningful
from mkdocs_praxis.web.hidden import unescape


def lines_in(code: str) -> list[str]:
    """Return the first name that the code of a place has, and the texts of its popups."""
    rows = ("calls text", "keys name", "keys text")
    hits = sorted((hit.start(1), row, hit[1]) for row in rows for hit in CODE[row].finditer(code))
    said = [(line, row, text) for _, row, text in hits for line in _lines(text)]
    return list(dict.fromkeys(line for line, row, of in said if row != "keys name" or of == said[0][2]))


def title_of(code: str) -> str:
    """Return the title that the code of a player sets: not those of its podcast, its files or chapters, which stand deeper."""
    depth, found = 0, list[tuple[int, str]]()
    for hit in CODE["titled"].finditer(code):
        depth += {"{": 1, "}": -1}.get(hit[0], 0)
        if hit[0] == "}" and depth <= 0:
            break  # what follows is about something else
        if hit[1] and (lines := list(_lines(hit[1]))):
            found.append((depth, lines[0]))
    return next((title for at, title in reversed(found) if at == min(found)[0]), "")


def titles(code: str, base: str) -> dict[Address, str]:
    """Map the addresses of the frames in markup that code writes to their titles, or the headings before them."""
    found = {}
    for frame in (
        turbohtml.parse_fragment(unescape(code)).select("iframe") if "<iframe" in code.lower() else ()
    ):
        before: Element = next((one for one in frame.previous_siblings if tag_of(one)), None)
        headed = said_by(before) if before is not None and before.tag in HEADINGS else ""
        for url in addresses.of_frame(frame, base):
            found[url] = frame.attr("title", "") or headed
    return found


def _lines(literal: str) -> Iterator[str]:
    """Yield the lines that a string shows, but for links below the first; none if it is put together from values."""
    text = unescape(CODE["joint"].sub("", literal[1:-1]))
    if "${" in text or ("//" in text and "<" not in text):
        return
    body: Element = turbohtml.parse(text).select_one("body")
    links = {said_by(link) for link in body.select("a[href*='//']")}
    said = [line for line in map(meaningful, lines_of(body)) if not CODE["no place"].fullmatch(line)]
    yield from (line for line in said if line is said[0] or line not in links)
