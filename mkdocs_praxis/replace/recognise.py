"""Find a vendor's embeds in a page by their structure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from mkdocs_praxis.replace import addresses
from mkdocs_praxis.replace.addresses import Address, attributes
from mkdocs_praxis.replace.carriers import Carriers, in_head, settled
from mkdocs_praxis.replace.model import Options
from mkdocs_praxis.replace.source import Element, Source
from mkdocs_praxis.replace.words import is_boilerplate, lines_of
from mkdocs_praxis.vendors import Catalogue, Embed, Vendor
from mkdocs_praxis.vendors.filters import template, untracked
from mkdocs_praxis.vendors.patterns import compiled, literal
from mkdocs_praxis.web.url import resolve

# What a vendor of a category shows when its snippet has no form of its own.
KIND_OF_CATEGORY = {
    "video": "video", "audio": "audio", "social": "profile", "maps": "map", "booking": "booking", "reviews": "reviews",
    "newsletter": "newsletter", "jobs": "job", "documents": "document", "forms": "form", "payments": "donation",
}  # fmt: skip


@dataclass(slots=True)
class Found:
    """An embed in the page: who, what it becomes, which element it is and what goes with it."""

    vendor: Vendor
    embed: Embed
    element: Element
    links: list[tuple[str, str]] = field(default_factory=list)  # (service or "", address)
    label: str = ""
    place: str = ""
    at: str = ""
    also: list[Element] = field(default_factory=list)
    fallback: list[str] = field(default_factory=list)
    said: Element = None  # where its words stand, when that is not the element itself
    beside: list[Element] = field(
        default_factory=list
    )  # what else says something about it: a caption, a link
    going: list[Element] = field(default_factory=list)  # of these, what the card takes in


class Bag:
    """Values by name for templates: missing ones are empty, and no method hides a name such as `items`."""

    __slots__ = ("_values",)

    def __init__(self, values: dict[str, str]) -> None:
        self._values = values

    def __getitem__(self, name: str) -> str:
        return self._values[name]


class Recogniser:
    """One page, looked through for the embeds of the vendors that may be in it."""

    def __init__(self, source: Source, catalogue: Catalogue, options: Options, depth: int = 0) -> None:
        self.source = source
        self.tree = source.tree
        self.carriers = Carriers(source, catalogue, options)
        self.catalogue = catalogue
        self.options = options
        self.base = options.base
        self.depth = depth
        self.asked: list[Found] = []
        self._taken: set[int] = set()
        self._keep: list[Element] = []  # ids of elements stay theirs while they live

    def find(self, vendors: list[Vendor]) -> list[Found]:
        """Return the embeds with a target; those without are in `asked`."""
        found: list[Found] = []
        # Vendors without hosts of their own (PeerTube, Mastodon) come last: a named host says more.
        ordered = sorted(vendors, key=lambda vendor: not vendor.hosts)
        for carrier, markup in self.carriers.hidden() if self.depth < 2 else ():
            found += self._within(carrier, markup)
        for vendor in ordered:
            for embed in vendor.embeds:
                if embed.element != "script":
                    found += self._of_embed(vendor, embed)
        settled = {one.vendor.id for one in found}
        for vendor in ordered:
            for embed in vendor.embeds:
                if embed.element == "script":
                    found += self._of_scripts(vendor, embed, settled=vendor.id in settled)
        found += self._companions(ordered)
        asked: dict[int, Found] = {}
        for one in self.asked:
            if id(one.element) not in self._taken:
                asked.setdefault(id(one.element), one)
        self.asked = list(asked.values())
        return found

    # -- matching ------------------------------------------------------------------------------------------------------

    def _of_embed(self, vendor: Vendor, embed: Embed) -> Iterator[Found]:
        if embed.script:
            yield from self._of_code(vendor, embed)
        elif embed.element == "frame":
            for element, urls in self.carriers.frames:
                yield from self._first(vendor, embed, element, urls)
        elif embed.element == "form":
            for element in self.tree.select("form[action], form[action-xhr]"):
                target = str(element.attrs.get("action") or element.attrs.get("action-xhr") or "")
                url = addresses.address(target, self.base)
                yield from self._first(vendor, embed, element, [url] if url else [])
        else:
            for element in self.tree.select(embed.element):
                if not settled(element):
                    urls = addresses.of_element(element, self.base)
                    fitting = self.carriers.foreign(urls) if embed.address else urls
                    yield from self._first(vendor, embed, element, fitting)

    def _of_scripts(self, vendor: Vendor, embed: Embed, *, settled: bool) -> Iterator[Found]:
        for element, urls in self.carriers.scripts:
            if settled and any(compiled(loader).search(url) for url in urls for loader in vendor.loaders):
                continue  # it only serves the embeds that were found
            yield from self._first(vendor, embed, element, urls)

    def _of_code(self, vendor: Vendor, embed: Embed) -> Iterator[Found]:
        needle = literal(embed.script)
        for element, text, lowered in self.carriers.code:
            if needle not in lowered or (id(element) in self._taken and not self._shared(element, vendor)):
                continue
            if self._mixed(vendor, text):
                continue
            for match in compiled(embed.script).finditer(text):
                groups = {name: value or "" for name, value in match.groupdict().items()}
                place = self.carriers.container(groups.get("container", "")) or element
                if id(place) in self._taken:
                    continue
                one = Found(vendor, embed, place)
                if self._fill(one, groups, self.carriers.first_address(match.group()), element):
                    if place is not element:
                        one.also.append(element)
                    self._take(place)
                    self._code_owner[id(element)] = vendor.id
                    self._take(element) if place is not element else None
                    yield one

    @cached_property
    def _code_owner(self) -> dict[int, str]:
        return {}

    def _companions(self, vendors: list[Vendor]) -> Iterator[Found]:
        """Yield widgets of no known form beside which stands the vendor's own link: it says where they lead."""
        asking = {vendor.id for vendor in vendors if any(embed.ask for embed in vendor.embeds)}
        for element, urls in (*self.carriers.scripts, *self.carriers.frames):
            vendor = self.catalogue.of_url(urls[0]) if urls else None
            if vendor is None or vendor not in vendors or vendor.id in asking or id(element) in self._taken:
                continue
            if any(compiled(loader).search(url) for url in urls for loader in vendor.loaders) or in_head(
                element
            ):
                continue
            near = self.carriers.near(element, r"//[^/]+/[^?#]*\w")
            target = self._target(near.match.string) if near else ""
            if near is None or self.catalogue.of_url(target) is not vendor or is_boilerplate(near.link.text):
                continue
            kind = KIND_OF_CATEGORY.get(vendor.category, "link")
            one = Found(vendor, Embed(kind=kind, element=element.tag), element, [("", target)])
            one.beside = [near.link if near.whole is None else near.whole]
            one.going = [near.whole] if near.whole is not None else []
            self._take(element)
            yield one

    def _shared(self, element: Element, vendor: Vendor) -> bool:
        return self._code_owner.get(id(element)) == vendor.id

    def _mixed(self, vendor: Vendor, text: str) -> bool:
        """Tell whether the code also holds another vendor's that must not vanish silently."""
        return any(
            other.id != vendor.id and not other.embeds for other, _, _ in self.catalogue.signatures_in(text)
        )

    def _first(self, vendor: Vendor, embed: Embed, element: Element, urls: list[Address]) -> Iterator[Found]:
        if id(element) in self._taken or (element.tag == "img" and leads(element.closest("a[href]"))):
            return  # a picture in a link: the link itself says where it leads
        groups: dict[str, str] = {}
        url = urls[0] if urls else None
        if embed.address:
            needle = literal(embed.address)
            hit = next(
                ((u, m) for u in urls if needle in u.lower() and (m := compiled(embed.address).search(u))),
                None,
            )
            if hit is None:
                return
            url = hit[0]
            if url.host in str(element.attrs.get("style") or "") and _has_content(element):
                return  # the picture is only the background of something else: the gate names it
            groups = {name: value or "" for name, value in hit[1].groupdict().items()}
        one = Found(vendor, embed, element)
        if self._fill(one, groups, url, element):
            self._take(element)
            yield one

    def _fill(self, one: Found, groups: dict[str, str], url: Address | None, context: Element) -> bool:
        """Complete an embed from its template; False when this form does not fit or its target is not in the code."""
        embed, element = one.embed, one.element
        if embed.page:
            match = compiled(embed.page).search(self.carriers.page)
            if match is None:
                return False
            groups |= {name: value or "" for name, value in match.groupdict().items()}
        inner = self.carriers.inside(element)
        if embed.inside:
            hits = [m for link in inner if (m := compiled(embed.inside).search(link))]
            if not hits:
                return False
            hit = hits[-1 if embed.last else 0]
            groups |= {name: value or "" for name, value in hit.groupdict().items()}
            url = url if embed.address else Address(hit.string)
        if embed.near:
            near = self.carriers.near(element, embed.near)
            if near is None:
                return False
            groups |= {name: value or "" for name, value in near.match.groupdict().items()}
            one.beside.append(near.link if near.whole is None else near.whole)
            one.going = [near.whole] if near.whole is not None else []
            url = url if embed.address else Address(near.match.string)
        if context.tag == "script" and in_head(context) and element is context:
            self.asked.append(one)
            return False
        values = self._values(context, url, inner) | groups
        if embed.ask:
            self.asked.append(one)
            return False
        one.label = self._render(embed.label, values)
        one.place = self._render(embed.place, values)
        one.at = self._render(embed.at, values)
        one.fallback = self.carriers.fallback(element)
        if embed.services:
            from mkdocs_praxis.replace.share import share_links

            shared = self._render(embed.shared, values) or self.options.base.partition("#")[0]
            one.links = share_links(self._render(embed.services, values), shared, one.label)
        else:
            href = self._target(self._render(embed.link, values))
            one.links = [("", href)] if href else []
        if not one.links:
            self.asked.append(one)
        return bool(one.links)

    def _values(self, element: Element, url: Address | None, links: list[str]) -> dict[str, Any]:
        return {
            "url": url if url is not None else "",
            "q": Bag(url.parameters if url is not None else {}),
            "attr": Bag(attributes(element)),
            "links": links,
            "text": " ".join(lines_of(element)) if element.tag != "script" else element.text,
            "inner": element.inner_html,
            "page_url": self.options.base.partition("#")[0],
        }

    def _render(self, text: str, values: dict[str, Any]) -> str:
        if "{" not in text:
            return text
        return " ".join(template(text).render(values).split())

    def _target(self, text: str) -> str:
        url = resolve(text, self.base) if text else None
        if url is None or (url.scheme in {"http", "https"} and not url.host):
            return ""
        if url.scheme not in {"http", "https", "mailto", "tel"}:
            return ""
        return untracked(url.href)

    def _within(self, carrier: Element, markup: str) -> Iterator[Found]:
        """Yield embeds of HTML that a consent tool keeps in an element: the element stands for them."""
        if id(carrier) in self._taken or settled(carrier):
            return
        carrier = (
            carrier.closest(addresses.FACADES) or carrier
        )  # a stand-in around it carries the same address
        inner = Recogniser(Source(markup, mend=True), self.catalogue, self.options, self.depth + 1)
        vendors = self.catalogue.with_clues_in(markup.lower())
        for number, one in enumerate(inner.find(vendors)):
            one.said = one.said or one.element
            one.element, one.also, one.beside, one.going = carrier, [], [], []
            self._take(carrier)
            if number == 0:
                yield one

    def _take(self, element: Element) -> None:
        self._taken.add(id(element))
        self._keep.append(element)


def leads(link: Element | None) -> bool:
    """Tell whether a link leads anywhere: `#` and `javascript:` are buttons."""
    return link is not None and not str(link.attrs["href"] or "").strip().lower().startswith(
        ("#", "javascript:")
    )


def _has_content(element: Element) -> bool:
    """Tell whether an element holds more than an embed's own dress: a form, or a link that leads somewhere."""
    return any(map(leads, element.select("a[href]"))) or next(iter(element.select("form")), None) is not None
