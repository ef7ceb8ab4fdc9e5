"""What the vendor catalogue says of code and links: vendors' code in scripts, and links that level `strict` rejects."""

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from mkdocs_praxis.vendors import Vendor, catalogue
from mkdocs_praxis.web.kept import Key, kept
from mkdocs_praxis.web.url import resolve

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


@cache
def _data() -> dict[str, Any]:
    """Return the categories whose hosts stand in a script only to be contacted (a video's may be a mere link); schemes and hosts of messengers."""
    loaded: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    return loaded


def forbidden_in_code(vendor: Vendor) -> bool:
    """Whether a script that names a host of this vendor certainly contacts it."""
    return vendor.category in _data()["only loaded"]


def app_of(href: str) -> str:
    """Return the app that a link opens on the device, such as `whatsapp`, or ""."""
    scheme = href.partition(":")[0].strip().lower()
    return scheme if scheme in _data()["apps"] else ""


def platform_of(url: str, vendor: Vendor | None) -> str:
    """Return the name of the network, messenger or review portal behind a link, or ""."""
    if vendor is not None and vendor.platform:
        return vendor.name
    found = resolve(url, "about:blank")
    return str(_data()["hosts"].get(found.host.removeprefix("www."), "")) if found is not None else ""
