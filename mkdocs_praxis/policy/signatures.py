"""Detect vendors' code in scripts by signature, including self-hosted copies."""

from functools import lru_cache

from mkdocs_praxis.vendors import catalogue
from mkdocs_praxis.vendors.model import Vendor
from mkdocs_praxis.web.kept import Key, kept

_Found = tuple[str, int, str]  # the vendor's id, offset, matched text


@lru_cache(maxsize=1024)
def signatures(text: str) -> tuple[tuple[Vendor, int, str], ...]:
    """Return the vendors' signatures in a script, with offset and matched text; cached by the script's text."""
    key = Key("signatures", text, catalogue().signature_version)
    found = kept(key, lambda: signed(text), tuple[_Found, ...])
    return tuple((vendor, at, words) for id_, at, words in found if (vendor := catalogue().by_id(id_)))


def signed(text: str) -> tuple[_Found, ...]:
    """Search a script for signatures."""
    return tuple((vendor.id, at, words) for vendor, at, words in catalogue().signatures_in(text))


# Categories whose hosts appear in a script only to be contacted; a video or social host may be a mere link.
_ONLY_LOADED = frozenset([
    "ab-testing", "accessibility", "ads", "analytics", "captcha", "chat", "comments", "consent", "errors",
    "marketing", "pixels", "push", "tag-managers", "translate",
])  # fmt: skip


def forbidden_in_code(vendor: Vendor) -> bool:
    """Whether a script that names a host of this vendor certainly contacts it."""
    return vendor.category in _ONLY_LOADED
