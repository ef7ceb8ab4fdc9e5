"""Detect vendors' code in scripts by signature, including self-hosted copies."""

from functools import lru_cache
from typing import NamedTuple

from mkdocs_praxis.vendors import catalogue
from mkdocs_praxis.vendors.model import Vendor
from mkdocs_praxis.web.kept import Key, kept


class Signature(NamedTuple):
    """A vendor's signature in a script: the vendor's id, offset and matched text."""

    vendor: str
    offset: int
    matched: str


@lru_cache(maxsize=1024)
def signatures(text: str) -> tuple[tuple[Vendor, Signature], ...]:
    """Return the vendors' signatures in a script; cached by the script's text."""
    key = Key("signatures", text, catalogue().signature_version)
    found = kept(key, lambda: _in(text), tuple[Signature, ...])
    return tuple((vendor, one) for one in found if (vendor := catalogue().by_id(one.vendor)))


def _in(text: str) -> tuple[Signature, ...]:
    return tuple(Signature(vendor.id, at, words) for vendor, at, words in catalogue().signatures_in(text))


# Categories whose hosts appear in a script only to be contacted; a video or social host may be a mere link.
_ONLY_LOADED = frozenset([
    "ab-testing", "accessibility", "ads", "analytics", "captcha", "chat", "comments", "consent", "errors",
    "marketing", "pixels", "push", "tag-managers", "translate",
])  # fmt: skip


def forbidden_in_code(vendor: Vendor) -> bool:
    """Whether a script that names a host of this vendor certainly contacts it."""
    return vendor.category in _ONLY_LOADED
