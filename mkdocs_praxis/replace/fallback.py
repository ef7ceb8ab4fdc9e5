"""The fallback content of a frame, for browsers without frames: often the only title of the embed, and the only link."""

from mkdocs_praxis.replace import addresses
from mkdocs_praxis.replace.carriers import Carriers
from mkdocs_praxis.replace.source import Element
from mkdocs_praxis.replace.words import lines_of, meaningful


def fallback(frame: Element, carriers: Carriers) -> list[str]:
    """Return the lines of a frame's fallback, without links to other sites: advertising of the snippet's generator."""
    if frame.tag != "iframe" or not frame.text.strip() or frame.source_location.end_tag is None:
        return []
    if carriers.source.start_tag(frame) == carriers.source.span(frame):
        return []
    import turbohtml

    inner = turbohtml.parse_fragment(frame.text)
    links = [(" ".join(a.text.split()), str(a.attrs["href"] or "")) for a in inner.select("a[href]")]
    elsewhere = {text for text, href in links if _leads_elsewhere(href, frame, carriers)}
    lines = [line for line in lines_of(inner) if line not in elsewhere]
    if any(map(meaningful, lines)):
        return lines
    # Not the sentence around the links: it may be about browsers.
    return [text for text, _ in links if text not in elsewhere]


def _leads_elsewhere(href: str, frame: Element, carriers: Carriers) -> bool:
    to = addresses.address(href, carriers.base)
    shown = addresses.of_frame(frame, carriers.base)
    if to is None or not shown or not carriers.foreign([to]):
        return False
    vendor = carriers.catalogue.of_url(to)
    same = vendor is not None and any(carriers.catalogue.of_url(url) is vendor for url in shown)
    return not same and all(to.host != url.host for url in shown)
