"""What is known about a vendor: who it is, what it learns, how its embeds become links."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Part(NamedTuple):
    """A named part of a snippet: where it may stand, what it looks like, how it is read (README.md explains every field)."""

    name: str
    attribute: tuple[str, ...] = ()
    query: tuple[str, ...] = ()
    fragment: tuple[str, ...] = ()
    field: tuple[str, ...] = ()
    link: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    looks: str = ""
    filters: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    every: bool = False
    part: str = ""
    default: str = ""


class Embed(NamedTuple):
    """One form in which a vendor's content is pasted, and what it becomes (README.md explains every field).

    Patterns of the files have become regular expressions here; texts with alternatives are tuples of templates. `needle` stands
    in every match of `script` or `address`; one of `clues` stands in any page that holds such an element ("": perhaps in none).
    """

    kind: str
    element: str = ""
    address: str = ""
    unless: tuple[str, ...] = ()
    inside: str = ""
    last: bool = False
    near: str = ""
    script: str = ""
    page: str = ""
    each: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    hook: str = ""
    link: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    ask: bool = False
    label: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    needle: str = ""
    clues: tuple[str, ...] = ()


PAID = "LicenseRef-Proprietary"
# Of these a vendor is only the carrier of somebody's file; of every other kind the file is the vendor's own reach.
CARRIERS = frozenset({"cdn", "fonts", "icons", "images"})


class Vendor(NamedTuple):
    """Who is behind a host.

    `hosts` are entries `example.com` (the host and its subdomains), `=example.com` (this host only) or
    `example.com/path` (a path prefix on it). `learns` and `instead` are texts by language (`de`, `en`): what a
    visitor's browser tells at load, and what to do on one's own host instead. `social` marks networks, messengers and
    share endpoints that the level `strict` does not even link to. `licence` is that of what it hands out, as an SPDX
    expression (`OR` where it depends on the file); `PAID` may be handed out by the vendor only. Below a host of `tenants`
    each name is the site of a customer. `at` says by language where its content is, where a rule would not ("beim ZDF").
    """

    id: str
    name: str
    category: str
    operator: str = ""
    country: str = ""
    hosts: tuple[str, ...] = ()
    tenants: tuple[str, ...] = ()
    social: bool = False
    learns: Mapping[str, str] = MappingProxyType({})
    instead: Mapping[str, str] = MappingProxyType({})
    licence: str = ""
    privacy: str = ""
    at: Mapping[str, str] = MappingProxyType({})
    names: tuple[str, ...] = ()
    clues: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    embeds: tuple[Embed, ...] = ()
    loaders: tuple[str, ...] = ()
    source: str = ""
    checked: str = ""

    def __hash__(self) -> int:
        return hash(self.id)
