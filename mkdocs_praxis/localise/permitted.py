"""Decides which files may be self-hosted, and their names: no trackers by the catalogue, no pixels."""

import base64
import hashlib
import io
import json
import mimetypes
import re
from pathlib import Path

from mkdocs_praxis.problem import msg
from mkdocs_praxis.vendors import catalogue
from mkdocs_praxis.vendors.model import CARRIERS, PAID
from mkdocs_praxis.web.contact import Kind
from mkdocs_praxis.web.url import resolve

_ROWS = json.loads(Path(__file__).with_name("media.json").read_text("utf-8"))
# The media types (or their beginnings) that a server may send for each kind.
_FITTING = {Kind(kind): tuple(types) for kind, types in _ROWS["fitting"].items()}


def vendor_of(url: str) -> str:
    """Return the id of the vendor behind an address, or ""."""
    vendor = catalogue().of_url(url)
    return vendor.id if vendor else ""


def licences_of(url: str) -> tuple[str, ...]:
    """Return the possible licences (SPDX) of the file at a URL, by the catalogue."""
    vendor = catalogue().of_url(url)
    return tuple(vendor.licence.split(" OR ")) if vendor and vendor.licence else ()


def refusal(url: str) -> str:
    """Return why a URL must not be self-hosted, or "": trackers, embeds and services stay so wherever they are hosted."""
    vendor = catalogue().of_url(url)
    if vendor is not None and vendor.licence == PAID:
        only = "its licence lets only {vendor} hand it out: buy one for your own server, or take a free one"
        return msg(only, vendor=vendor.name)
    if vendor is None or vendor.category in CARRIERS:
        return ""
    return msg("it is part of {vendor}, which stays what it is on your own server", vendor=vendor.name)


def content_refusal(kind: Kind, data: bytes, media: str) -> str:
    """Return why downloaded content must not be kept, or ""."""
    if not media.startswith(_FITTING[kind]):
        return msg("the server sent {media} instead", media=media)
    if kind is Kind.SCRIPT:
        for vendor, _, _ in catalogue().signatures_in(data.decode("utf-8", "replace")):
            return msg(
                "it is code of {vendor}, which stays what it is on your own server", vendor=vendor.name
            )
    if kind is Kind.IMAGE and _is_pixel(data):
        return msg("it is a picture of one pixel: it counts visitors and shows nothing")
    return ""


def integrity_mismatch(integrity: str, data: bytes) -> str:
    """Return why a file does not match the hashes in a page (Subresource Integrity, W3C), or ""."""
    asked = re.findall(r"(?<!\S)(sha(?:256|384|512))-([^\s?]*)", integrity)
    if not asked:
        return ""
    strongest = max(name for name, _ in asked)
    hashed = base64.b64encode(hashlib.new(strongest, data).digest()).decode()
    if (strongest, hashed) in asked:
        return ""
    return msg("it is not the file whose hash the page asks for (integrity)")


def _is_pixel(data: bytes) -> bool:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as picture:
            return picture.width * picture.height <= 4
    except (OSError, ValueError, Image.DecompressionBombError):
        return False  # an SVG, or an unsupported format


def file_name(url: str, data: bytes, media: str) -> str:
    """Return the path of an asset below the assets folder: host, and file name with a hash of the content."""
    address = resolve(url, "about:blank")
    host = address.host if address else "unknown"
    path = (address.href if address else url).partition("?")[0].partition("#")[0]
    stem, dot, ending = path.rpartition("/")[2].rpartition(".")
    if not dot or not re.fullmatch(r"[A-Za-z0-9]{1,5}", ending):
        stem = path.rpartition("/")[2]
        ending = (_ROWS["endings"].get(media) or mimetypes.guess_extension(media) or "").lstrip(".")
    clean = re.sub(r"[^A-Za-z0-9_-]+", "-", stem).strip("-")[:60] or "file"
    mark = hashlib.sha256(data).hexdigest()[:10]
    return f"{re.sub(r'[^a-z0-9.-]', '-', host)}/{clean}.{mark}.{ending.lower() or 'bin'}"
