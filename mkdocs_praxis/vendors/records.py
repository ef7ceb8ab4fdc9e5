"""A vendor as bytes and back: hundreds lie ready, and only the few that a site meets are ever made."""

import marshal
from typing import Any

from mkdocs_praxis.vendors.model import Embed, Part, Vendor


def record(vendor: Vendor) -> bytes:
    """Return a vendor as bytes."""
    return marshal.dumps(_plain(vendor), 2)  # the same bytes of the same data, in every Python


def vendor(data: bytes) -> Vendor:
    """Return the vendor that `record` made bytes of."""
    values: dict[str, Any] = marshal.loads(data)  # noqa: S302 - as trusted as the code beside it
    return Vendor(**values | {"embeds": tuple(map(_embed, values["embeds"]))})


def _embed(values: dict[str, Any]) -> Embed:
    return Embed(**values | {"parts": tuple(Part(**part) for part in values["parts"])})


def _plain(value: Any) -> Any:
    """Turn records into dictionaries of what is not as it is by itself."""
    if isinstance(value, Vendor | Embed | Part):
        empty: tuple[Any, ...] = ("", (), {}, False)
        kept = {name: _plain(getattr(value, name)) for name in value._fields}
        always = {"id", "name", "category", "kind", "embeds", "parts"}
        return {name: one for name, one in kept.items() if name in always or one not in empty}
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value
