"""Serialise vendors: hundreds are stored as bytes, and only the few that a site uses are deserialised."""

import marshal
from typing import Any

from mkdocs_praxis.vendors.model import Embed, Part, Vendor


def record(vendor: Vendor) -> bytes:
    """Serialise a vendor."""
    return marshal.dumps(_plain(vendor), 2)  # version 2: equal data gives equal bytes in every Python


def vendor(data: bytes) -> Vendor:
    """Deserialise the bytes of `record`."""
    values: dict[str, Any] = marshal.loads(data)  # noqa: S302 - as trusted as the code beside it
    return Vendor(**values | {"embeds": tuple(map(_embed, values["embeds"]))})


def _embed(values: dict[str, Any]) -> Embed:
    return Embed(**values | {"parts": tuple(Part(**part) for part in values["parts"])})


def _plain(value: Any) -> Any:
    """Convert records into dictionaries, recursively; most empty fields are left out."""
    if isinstance(value, Vendor | Embed | Part):
        empty: tuple[Any, ...] = ("", (), {}, False)
        kept = {name: _plain(getattr(value, name)) for name in value._fields}
        always = {"id", "name", "category", "kind", "embeds", "parts"}
        return {name: one for name, one in kept.items() if name in always or one not in empty}
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value
