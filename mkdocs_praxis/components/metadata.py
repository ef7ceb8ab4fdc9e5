"""Removes metadata (location, camera, names, thumbnails) from published images; pixel data stays byte for byte."""

import struct
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from mkdocs_praxis.components.images import opened_picture
from mkdocs_praxis.files import write_whole

_ORIENTATION = 0x0112  # TIFF 6.0; kept, since photos would be rotated without it
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_DROPPED = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})  # W3C PNG, 11.3
_JPEG_KEPT = frozenset({0xE0, 0xE2, 0xEE})  # JFIF, colour profile, Adobe's colour transform
_SUFFIXES = frozenset({".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp"})


def strip_metadata(site: Path) -> tuple[Path, ...]:
    """Remove the metadata of the JPEG, PNG and WebP files of a built site.

    Colour profile and orientation are kept. Returns the changed files. Invalid images and symlinks are left for the gate to
    report.
    """
    changed = []
    for path in sorted(site.rglob("*")):
        if path.suffix.lower() not in _SUFFIXES or path.is_symlink() or not path.is_file():
            continue
        before = path.read_bytes()
        after = stripped(before, path)
        if after != before:
            write_whole(path, after)
            changed.append(path)
    return tuple(changed)


def stripped(data: bytes, path: Path) -> bytes:
    """Return an image without its metadata; unchanged if it is of another type or invalid."""
    try:
        if data.startswith(_PNG):
            return _PNG + b"".join(_png(data))
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
        if data.startswith(b"\xff\xd8"):
            return b"\xff\xd8" + b"".join(_jpeg(data, _way_up(path)))
    except (struct.error, IndexError, ValueError):
        return data
    return data


def _png(data: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise ValueError(kind)
        if kind not in _PNG_DROPPED:
            yield data[at:end]
        if kind == b"IEND":
            return
        at = end


def _webp(data: bytes) -> bytes:
    chunks, at = [], 12
    end = 8 + struct.unpack_from("<I", data, 4)[0]
    while at < min(end, len(data)):
        kind, length = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + length]
        if len(body) < length:
            raise ValueError(kind)
        if kind == b"VP8X":
            # Clear the flags for Exif and XMP (WebP container, extended header).
            body = bytes([body[0] & ~0x0C]) + body[1:]
        if kind not in {b"EXIF", b"XMP "}:
            chunks.append(struct.pack("<4sI", kind, length) + body + b"\0" * (length % 2))
        at += 8 + length + length % 2
    content = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(content)) + content


def _jpeg(data: bytes, way_up: int) -> Iterator[bytes]:
    """Yield the segments of the image itself; phones append videos and copies after its end."""
    at, placed = 2, way_up == 1
    while True:
        if data[at] != 0xFF:
            raise ValueError(at)
        marker = data[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        if marker == 0xD9:
            yield data[at : at + 2]
            return
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        if end > len(data):
            raise ValueError(at)
        if marker == 0xDA:
            end = _scan_end(data, end)
        if not placed and marker != 0xE0:
            yield _exif(way_up)
            placed = True
        described = marker == 0xFE or (0xE0 <= marker <= 0xEF and marker not in _JPEG_KEPT)
        # Such as a second picture (MPF).
        other = marker == 0xE2 and data[at + 4 : at + 16] != b"ICC_PROFILE\0"
        if not described and not other:
            yield data[at:end]
        at = end


def _scan_end(data: bytes, at: int) -> int:
    """Return the offset of the next marker after compressed data (ITU T.81, B.1.1.5: stuffed zeros, restarts)."""
    while True:
        at = data.index(b"\xff", at)
        following = data[at + 1]
        if following not in {0x00, 0xFF, *range(0xD0, 0xD8)}:
            return at
        at += 1 if following == 0xFF else 2


def _exif(way_up: int) -> bytes:
    exif = Image.Exif()
    exif[_ORIENTATION] = way_up
    body = exif.tobytes()
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _way_up(path: Path) -> int:
    try:
        with opened_picture(path) as picture:
            way_up = picture.getexif().get(_ORIENTATION, 1)
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return 1
    return way_up if way_up in range(1, 9) else 1
