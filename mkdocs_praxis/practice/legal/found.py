"""The findings of a build that the legal pages need; filled in by the caller of the gate."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from mkdocs_praxis.practice.legal.tables import official_hosts

# How linked hosts are grouped in the notice, in this order, and what the groups are called there.
GROUPS = {
    "booking": "Appointments",
    "social": "Social networks, videos, messengers",
    "map": "Maps and routes",
    "authority": "Authorities, chambers, laws",
    "other": "Other sites",
}


class LinkedHost(NamedTuple):
    """A foreign host that pages link to, its vendor, and its group in the privacy notice (one of GROUPS)."""

    host: str
    name: str = ""  # the vendor's name where known
    group: str = "other"


class FoundForm(NamedTuple):
    """A form on a page: the visible labels of its fields, and the host it sends to."""

    page: str
    method: str = "post"
    fields: tuple[str, ...] = ()
    target: str = ""  # the host, "" for the own site
    health: tuple[str, ...] = ()  # fields that ask for health data, or are free text


def page_of(path: str) -> str:
    """Return a page's name, the same for its source and its output: rueckruf.md, rueckruf/index.html → rueckruf."""
    return re.sub(r"(/index)?\.(md|html)$", "", path.strip("/"))


class Inventory(NamedTuple):
    """The findings in a page or script, or in all of a site; an empty tuple means: searched, none found."""

    links: tuple[LinkedHost, ...] = ()
    forms: tuple[FoundForm, ...] = ()
    storage: tuple[tuple[str, str], ...] = ()  # what stores on the device, and the file in which it stands
    contacts: tuple[str, ...] = ()  # foreign hosts contacted without a click
    images: tuple[str, ...] = ()  # the site's own pictures, paths in the output

    def grouped(self) -> list[tuple[str, list[str]]]:
        """Return the linked hosts by group, in the order of GROUPS, each named once."""
        groups: dict[str, dict[str, None]] = {}
        for link in self.links:
            group = link.group if link.group in GROUPS else "other"
            if group == "other" and link.host.removeprefix("www.") in official_hosts():
                group = "authority"
            groups.setdefault(group, {})[f"{link.name} ({link.host})" if link.name else link.host] = None
        return [(group, sorted(groups[group])) for group in GROUPS if group in groups]


def together(seen: Iterable[Inventory]) -> Inventory:
    """Merge the findings of all pages and scripts of a site, sorted and without duplicates (forms: in order, all; storage: the first file)."""
    all_ = list(seen)
    links: dict[str, LinkedHost] = {}
    for link in (link for one in all_ for link in one.links):
        links.setdefault(link.host, link)
    storage: dict[str, str] = {}
    for what, file in sorted(pair for one in all_ for pair in one.storage):
        storage.setdefault(what, file)
    return Inventory(
        tuple(links[host] for host in sorted(links)),
        tuple(form for one in all_ for form in one.forms),
        tuple(storage.items()),
        tuple(sorted({host for one in all_ for host in one.contacts})),
        tuple(sorted({image for one in all_ for image in one.images})),
    )
