"""The records of a vendor file: the vendor, its embeds and their parts."""

import marshal
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

# Attributes in which a picture has its URL: its own, and those of lazy loaders.
PICTURE_SOURCES = ("src", "data-src", "data-lazy-src", "data-original", "data-orig-file", "nitro-lazy-src")


class Part(NamedTuple):
    """A named part of a snippet: where to find it, what it must look like, how to convert it (fields: README.md)."""

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
    """One kind of embed code, and what it becomes (fields: README.md), with patterns as expressions.

    `needle` is in every match of script or address, one of `clues` ("": perhaps none) in every page with the element.
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
# In these categories vendors only deliver other people's files; in all others the files are the vendor's own service.
CARRIERS = frozenset({"cdn", "fonts", "icons", "images"})


class Vendor(NamedTuple):
    """The company or project that runs one or more hosts (fields: README.md); with the licence PAID only it may distribute its files."""

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
    called: Mapping[str, str] = MappingProxyType({})
    names: tuple[str, ...] = ()
    clues: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    embeds: tuple[Embed, ...] = ()
    loaders: tuple[str, ...] = ()
    source: str = ""
    checked: str = ""

    @property
    def platform(self) -> bool:
        """Whether the level `strict` links to nothing of it: a network, messenger, share endpoint or review portal."""
        return self.social or self.category == "reviews"

    def speaking(self, language: str) -> "Vendor":
        """Return the vendor by the name that it has in a language."""
        return self._replace(name=self.called[language]) if language in self.called else self

    def __hash__(self) -> int:
        return hash(self.id)

    def packed(self) -> bytes:
        """Serialise: hundreds are stored as bytes, and only the few that a site uses become records again."""
        return marshal.dumps(_plain(self), 2)  # version 2: equal data gives equal bytes in every Python

    @classmethod
    def unpacked(cls, data: bytes) -> "Vendor":
        """Return the vendor of `packed` bytes."""
        values: dict[str, Any] = marshal.loads(data)  # noqa: S302 - as trusted as the code beside it
        embeds = tuple(
            Embed(**embed | {"parts": tuple(Part(**part) for part in embed["parts"])})
            for embed in values["embeds"]
        )
        return cls(**values | {"embeds": embeds})


def _plain(value: Any) -> Any:
    """Convert records into dictionaries, recursively; most empty fields are left out."""
    if isinstance(value, Vendor | Embed | Part):
        empty: tuple[Any, ...] = ("", (), {}, False)
        kept = {name: _plain(getattr(value, name)) for name in value._fields}
        always = {"id", "name", "category", "kind", "embeds", "parts"}
        return {name: one for name, one in kept.items() if name in always or one not in empty}
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value
