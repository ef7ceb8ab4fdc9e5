"""Names what code shows: a map's places by a marker's title or its popup's first line, films and sound by their `title`."""

import re
from collections.abc import Iterator

import turbohtml

from mkdocs_praxis.replace import addresses
from mkdocs_praxis.replace.addresses import Address
from mkdocs_praxis.replace.own import HEADINGS
from mkdocs_praxis.replace.source import Element, said_by, tag_of
from mkdocs_praxis.replace.structure import CODE
from mkdocs_praxis.replace.words import lines_of, meaningful
from mkdocs_praxis.web.hidden import unescape

_NEAR = 400  # characters behind a marker's coordinates


def name_near(code: str, start: int, coordinates: int, end: int) -> str:
    """Return the name of a marker whose code begins at `start`; `end` is where that of the next one does."""
    return _name(code[start : min(end, coordinates + _NEAR)], CODE["calls name"], CODE["keys name"])


def only_name(code: str) -> str:
    """Return the name that code gives to the only place of its map."""
    return _name(code, CODE["calls name"]) or _name(code, CODE["keys name"])


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


def _name(code: str, *written: re.Pattern[str]) -> str:
    hits = sorted((hit for one in written for hit in one.finditer(code)), key=lambda hit: hit.start())
    return next((name for hit in hits for name in _lines(hit[1]) if not CODE["no place"].fullmatch(name)), "")


def _lines(literal: str) -> Iterator[str]:
    """Yield the lines that a string shows, none if it is put together from values."""
    text = unescape(literal[1:-1])
    if "${" in text or ("//" in text and "<" not in text):
        return
    body = turbohtml.parse(text).select_one("body")
    yield from filter(None, map(meaningful, lines_of(body)))
