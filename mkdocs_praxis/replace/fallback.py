"""The fallback content of a frame, for browsers without frames: often the only title of the embed, and the only link."""

from mkdocs_praxis.replace import addresses
from mkdocs_praxis.replace.carriers import Carriers
from mkdocs_praxis.replace.source import Element, unclosed
from mkdocs_praxis.replace.words import lines_of, meaningful
from mkdocs_praxis.vendors import catalogue


def fallback(frame: Element, carriers: Carriers) -> list[str]:
    """Return the lines of a frame's fallback, without links to other sites: advertising of the snippet's generator."""
    inner = inside(frame)
    if inner is None:
        return []
    links = [(" ".join(a.text.split()), a.attr("href", "")) for a in inner.select("a[href]")]
    elsewhere = {text for text, href in links if _leads_elsewhere(href, frame, carriers)}
    lines = [line for line in lines_of(inner) if line not in elsewhere]
    if any(map(meaningful, lines)):
        return lines
    # Not the sentence around the links: it may be about browsers. Nor links to the own site: they are not about the embed.
    return [text for text, href in links if text not in elsewhere and _is_foreign(href, carriers)]


def inside(frame: Element) -> Element | None:
    """Return the parsed fallback of a frame, if it has any."""
    if frame.tag != "iframe" or not frame.text.strip() or unclosed(frame):
        return None
    import turbohtml

    return turbohtml.parse_fragment(frame.text)


def _is_foreign(href: str, carriers: Carriers) -> bool:
    to = addresses.address(href, carriers.base)
    return to is not None and bool(carriers.foreign([to]))


def _leads_elsewhere(href: str, frame: Element, carriers: Carriers) -> bool:
    to = addresses.address(href, carriers.base)
    shown = addresses.of_frame(frame, carriers.base)
    if to is None or not shown or not carriers.foreign([to]):
        return False
    vendors = {catalogue().of_url(url) for url in shown} - {None}
    return catalogue().of_url(to) not in vendors and all(to.host != url.host for url in shown)
