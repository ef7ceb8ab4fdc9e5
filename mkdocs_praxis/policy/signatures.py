"""Detect vendors' code in scripts by signature, including self-hosted copies."""

from functools import lru_cache
from typing import Any

from mkdocs_praxis.vendors import catalogue
from mkdocs_praxis.vendors.model import Vendor
from mkdocs_praxis.web.kept import Key, kept

Signature = tuple[Vendor, int, str]


@lru_cache(maxsize=1024)
def signatures(text: str) -> tuple[Signature, ...]:
    """Return the vendor signatures in a script as (vendor, offset, matched text); cached by the script's text."""
    key = Key("signatures", text, catalogue().signature_version)
    return kept(key, lambda: tuple(catalogue().signatures_in(text)), _plain, _of_plain)


def _plain(found: tuple[Signature, ...]) -> Any:
    return [(vendor.id, offset, matched) for vendor, offset, matched in found]


def _of_plain(value: Any) -> tuple[Signature, ...]:
    found = [(catalogue().by_id(str(id_)), int(offset), str(matched)) for id_, offset, matched in value]
    if any(vendor is None for vendor, _, _ in found):
        raise LookupError("a vendor that is not known any more")
    return tuple((vendor, offset, matched) for vendor, offset, matched in found if vendor is not None)


# Categories whose hosts appear in a script only to be contacted; a video or social host may be a mere link.
_ONLY_LOADED = frozenset(
    [
        "ab-testing",
        "accessibility",
        "ads",
        "analytics",
        "captcha",
        "chat",
        "comments",
        "consent",
        "errors",
        "marketing",
        "pixels",
        "push",
        "tag-managers",
        "translate",
    ]
)


def forbidden_in_code(vendor: Vendor) -> bool:
    """Whether a script that names a host of this vendor certainly contacts it."""
    return vendor.category in _ONLY_LOADED
