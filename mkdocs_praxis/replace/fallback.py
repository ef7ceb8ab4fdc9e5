"""The fallback content of a frame, for browsers without frames: often the only title of the embed, and the only link."""

import turbohtml

from mkdocs_praxis.replace import addresses
from mkdocs_praxis.replace.carriers import Carriers
from mkdocs_praxis.replace.source import Element, said_by, unclosed
from mkdocs_praxis.replace.words import lines_of, meaningful
from mkdocs_praxis.vendors import catalogue


def fallback(frame: Element, carriers: Carriers) -> list[str]:
    """Return the lines of a frame's fallback, without links to other sites: advertising of the snippet's generator."""
    inner = inside(frame)
    if inner is None:
        return []
    links = [
        (said_by(a), addresses.address(a.attr("href", ""), carriers.base)) for a in inner.select("a[href]")
    ]
    foreign = [(text, to) for text, to in links if to is not None and carriers.foreign([to])]
    shown = addresses.of_frame(frame, carriers.base)
    vendors = {catalogue().of_url(url) for url in shown} - {None}
    elsewhere = {
        text
        for text, to in foreign
        if shown and catalogue().of_url(to) not in vendors and all(to.host != url.host for url in shown)
    }
    lines = [line for line in lines_of(inner) if line not in elsewhere]
    if any(map(meaningful, lines)):
        return lines
    # Not the sentence around the links: it may be about browsers. Nor links to the own site: they are not about the embed.
    return [text for text, _ in foreign if text not in elsewhere]


def inside(frame: Element) -> Element | None:
    """Return the parsed fallback of a frame, if it has any."""
    if frame.tag != "iframe" or not frame.text.strip() or unclosed(frame):
        return None
    return turbohtml.parse_fragment(frame.text)
