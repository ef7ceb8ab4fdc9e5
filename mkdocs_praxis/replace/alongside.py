"""Markup that a snippet has beside its embed: a `noscript` link, and the vendor's advertising; removed with the embed."""

from collections.abc import Iterator

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace import addresses
from mkdocs_praxis.replace.boilerplate import is_boilerplate
from mkdocs_praxis.replace.carriers import Carriers
from mkdocs_praxis.replace.fill import FoundEmbed
from mkdocs_praxis.replace.source import Element, only_links, runs_on, said_by, settled, tag_of, text_of
from mkdocs_praxis.replace.words import lines_of, meaningful
from mkdocs_praxis.vendors import catalogue

_PASSED_OVER = frozenset({"script", "style", "link", "br", "noscript"})
_CONNECTS = regex(r"(?:\W|\b(?:from|by|on|von|auf|bei|in)\b)*")
_FARTHEST = 8  # siblings looked at on each side


def alongside(found: list[FoundEmbed], carriers: Carriers) -> None:
    """Add to each embed the siblings to remove with it (`going`), and those whose text goes into its card (`beside`)."""
    taken = {e for one in found for e in (one.element, *one.also, *one.going)}
    for one in found:
        for node in list(one.beside):
            if credit := _credits(node, one, carriers):
                one.beside.remove(node)
                one.fallback += credit
        for element in (one.element, *one.also):
            for node in _neighbours(element):
                if node in taken or settled(node) or runs_on(node):
                    continue
                if node.tag == "noscript" and _says_the_same(node, one, carriers):
                    one.beside.append(node)
                elif credit := _credits(node, one, carriers):
                    one.fallback += credit
                elif not _advertises(node, one, carriers):
                    continue
                taken.add(node)
                one.going += [*_breaks(node), node]


def _neighbours(element: Element) -> Iterator[Element]:
    """Yield the siblings of an element up to the next text, and those of a paragraph that holds nothing else."""
    yield from _beside(element)
    around = element.parent
    if tag_of(around) in {"p", "center", "div"} and not around.text.strip():
        yield from _beside(around)


def _beside(element: Element) -> Iterator[Element]:
    for nodes in (element.next_siblings, element.previous_siblings):
        for node, _ in zip(nodes, range(_FARTHEST), strict=False):
            tag = tag_of(node)
            if not tag:
                if text_of(node).strip():
                    break
                continue
            yield node
            if tag not in _PASSED_OVER and node.text.strip():
                break


def _breaks(element: Element) -> Iterator[Element]:
    """Yield the line breaks right before an element."""
    for node in element.previous_siblings:
        if tag_of(node) == "br":
            yield node
        elif tag_of(node) or text_of(node).strip():
            break


def _says_the_same(noscript: Element, one: FoundEmbed, carriers: Carriers) -> bool:
    links = list(noscript.select("a[href]"))
    if not all(_is_vendors(element, one, carriers) for element in (*links, *noscript.select("img"))):
        return False
    if not links:  # it asks to enable JavaScript
        return bool(noscript.text.strip()) and not any(map(meaningful, lines_of(noscript)))
    return only_links(noscript, links)


def _credits(node: Element, one: FoundEmbed, carriers: Carriers) -> list[str]:
    """Return title and author from a line of the snippet (“Film from Author on Vimeo”), of which one link is the embed's; or []."""
    links = list(node.select("a[href]")) if node.tag in {"p", "div"} else []
    urls = [addresses.address(link.attr("href", ""), carriers.base) for link in links]
    leads = [len(url or "") if any(href.startswith(str(url)) for _, href in one.links) else 0 for url in urls]
    if len(links) < 2 or not max(leads) or node.select_one("img, iframe, form") is not None:
        return []
    if not all(_is_vendors(link, one, carriers) for link in links):
        return []
    said = said_by(node)
    texts = [said_by(link) for link in links]
    for text in texts:
        said = said.replace(text, "", 1)
    if not _CONNECTS.fullmatch(said):
        return []
    title = texts[leads.index(max(leads))]
    return [title, *(text for text in texts if text not in {title, one.vendor.name})]


def _advertises(node: Element, one: FoundEmbed, carriers: Carriers) -> bool:
    """Whether a node is only links with boilerplate text, to the vendor or to the home page of another site."""
    links = [node] if node.tag == "a" else list(node.select("a[href]"))
    if not links or node.select_one("img, iframe, form") is not None:
        return False
    if not is_boilerplate(node.text) and not (
        only_links(node, links) and all(is_boilerplate(a.text) for a in links)
    ):
        return False
    urls = [addresses.address(link.attr("href", ""), carriers.base) for link in links]
    return all(
        url is not None
        and bool(carriers.foreign([url]))
        and (url.path in {"", "/"} or catalogue().of_url(url) is one.vendor)
        for url in urls
    )


def _is_vendors(element: Element, one: FoundEmbed, carriers: Carriers) -> bool:
    urls = addresses.of_element(element, carriers.base)
    hosts = {addresses.Address(href).host for _, href in one.links}
    return bool(urls) and all(catalogue().of_url(url) is one.vendor or url.host in hosts for url in urls)
