"""Metadata of picture files that reveals personal data."""

from mkdocs_praxis.practice.checks import Hit

# EXIF tags by number (Exif 2.32) that identify the photographer or the device.
_OWNER_TAGS = {0x013B: "Artist", 0xA430: "CameraOwnerName", 0xA431: "BodySerialNumber", 0xA435: "LensSerialNumber", 0x9C9D: "XPAuthor"}  # fmt: skip
_GPS_IFD, _EXIF_IFD = 0x8825, 0x8769


def image_metadata(data: bytes) -> list[Hit]:
    """Return revealing metadata of a picture: `photo-place` (GPS) and `photo-owner` (names, serial numbers).

    An unreadable picture yields `photo-unread`, since it was not checked.
    """
    from io import BytesIO

    from PIL import Image

    try:
        with Image.open(BytesIO(data)) as picture:
            exif = picture.getexif()
            gps = exif.get_ifd(_GPS_IFD)
            inner = exif.get_ifd(_EXIF_IFD)
            info = dict(picture.info)
    except Exception:  # noqa: BLE001 - Pillow raises many kinds; any of them means: not read
        return [Hit("photo-unread", "")]
    hits = []
    if any(tag in gps for tag in (1, 2, 3, 4)):  # latitude and longitude, GPSVersionID alone tells nothing
        hits.append(Hit("photo-place", "GPS"))
    for tag, name in _OWNER_TAGS.items():
        value = exif.get(tag) or inner.get(tag)
        if value:
            text = value.decode("utf-16-le", "replace") if isinstance(value, bytes) else str(value)
            if text.strip("\0 "):
                hits.append(Hit("photo-owner", name, text.strip("\0 ")))
    xmp = info.get("xmp", b"")
    if b"GPSLatitude" in (xmp if isinstance(xmp, bytes) else str(xmp).encode()) and not hits:
        hits.append(Hit("photo-place", "XMP"))
    return hits
