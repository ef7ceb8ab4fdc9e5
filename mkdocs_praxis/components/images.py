"""Images: dimensions, to avoid layout shift, and smaller copies without metadata, for phones."""

import re
import warnings
from collections.abc import Container
from pathlib import Path

from markupsafe import Markup
from PIL import Image, ImageOps, UnidentifiedImageError
from turbohtml import parse

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.problem import PraxisError, Problem, msg
from mkdocs_praxis.web.url import path_to_url

_WIDTHS = (480, 800, 1200, 1600)
_WIDE = 2.0
_RASTER = frozenset({".jpg", ".jpeg", ".png", ".webp"})
_LENGTH = regex(r"[\d.]+(?:rem|vw)(?=,|$)")  # of `sizes`, without those of its questions
_COPY = regex(r"(.+)-\d+\.webp", re.DOTALL)


def dimensions(path: Path) -> tuple[int | None, int | None]:
    """Return width and height of an image in pixels; for an SVG from its size or viewBox, None if it has neither. Raises PraxisError."""
    if path.suffix.lower() == ".svg":
        return _svg_size(path)
    try:
        with opened_picture(path) as opened:
            width, height = opened.size
            turned = opened.getexif().get(0x0112, 1) in (5, 6, 7, 8)  # EXIF orientation: rotated by 90°
            return (height, width) if turned else (width, height)
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise PraxisError(_unread(path, error)) from error


def opened_picture(path: Path) -> Image.Image:
    """Open an image, without Pillow's warning about decompression bombs: photos from phones exceed its limit."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(path)


def _unread(path: Path, error: Exception) -> Problem:
    what = "{name} is no picture: it is broken, or of another kind than its ending says"
    fix = "Export it again as JPEG, PNG, WebP or SVG."
    if isinstance(error, Image.DecompressionBombError):
        what, fix = "{name} is too large to be read", "Save it smaller: 4000 pixels wide are plenty."
    elif path.suffix.lower() in _FILMS:
        fix = "A film needs the component, with its path from docs/ on: ::: praxis video datei=…/{name} untertitel=….vtt titel=…"
    return Problem(msg(what, name=path.name), file=str(path), fix=msg(fix, name=path.name))


_FILMS = frozenset({".mp4", ".mov", ".m4v", ".webm", ".avi", ".mpg"})


def _svg_size(path: Path) -> tuple[int | None, int | None]:
    root = parse(path.read_text(encoding="utf-8", errors="replace")).find("svg")
    if root is None:
        raise PraxisError("there is no svg element in this picture", file=str(path))
    given = {name.lower(): str(value) for name, value in root.attrs.items()}
    size = [given.get("width", ""), given.get("height", "")]
    if not all(part.removesuffix("px").replace(".", "", 1).isdigit() for part in size):
        size = given.get("viewbox", "").replace(",", " ").split()[2:4]
    try:
        width, height = (round(float(part.removesuffix("px"))) for part in size)
    except ValueError:
        return None, None
    return width, height


def smaller_copies(original: Path, folder: Path) -> dict[int, Path]:
    """Write WebP copies of an image without metadata, never larger than the original; return their paths by width.

    None for an SVG. Copies newer than the original are kept. Raises PraxisError.
    """
    if original.suffix.lower() not in _RASTER:
        return {}
    copies: dict[int, Path] = {}
    try:
        with opened_picture(original) as opened:
            opened.draft("RGB", (2 * _WIDTHS[-1],) * 2)  # decode JPEGs at reduced size: enough for the copies
            upright = ImageOps.exif_transpose(opened)
            whole = upright.convert(
                "RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB"
            )
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise PraxisError(_unread(original, error)) from error
    folder.mkdir(parents=True, exist_ok=True)
    # A panorama is often cut to its middle: its copies need the height of others.
    stretch = max(1, whole.width / whole.height / _WIDE)
    for width in sorted({min(round(w * stretch), whole.width) for w in _WIDTHS}):
        target = folder / f"{original.stem}-{width}.webp"
        if not target.is_file() or target.stat().st_mtime < original.stat().st_mtime:
            height = max(1, round(whole.height * width / whole.width))
            whole.resize((width, height), Image.Resampling.LANCZOS).save(target, "WEBP", quality=78, method=4)
        copies[width] = target
    return copies


def addresses(address: str, copies: dict[int, Path]) -> tuple[str, str]:
    """Return `src` and `srcset` for an image at `address` with copies beside it.

    Spaces and commas are escaped: they end an address in `srcset` (HTML, "parse a srcset attribute"), and phones use both.
    """
    folder = "".join(address.rpartition("/")[:2])
    named = {width: folder + path_to_url(path.name) for width, path in copies.items()}
    listed = [f"{name.replace(' ', '%20').replace(',', '%2C')} {width}w" for width, name in named.items()]
    return named[max(named)], ", ".join(listed)


def original_of(name: str, files: Container[str]) -> str:
    """Return the original among `files` of a smaller copy; any other name unchanged."""
    copy = _COPY.fullmatch(name)
    if copy is None:
        return name
    endings = (ending for one in sorted(_RASTER) for ending in (one, one.upper()))
    return next((made_of for ending in endings if (made_of := copy[1] + ending) in files), name)


def picture(
    full: Path | None, href: str, alt: str, sizes: str, copies_in: Path | None, shape: float = 0
) -> Markup:
    """Return an `<img>` with dimensions, and with smaller copies if a folder for them is given. Raises PraxisError.

    `shape` is width by height of the frame that it fills: of a wider picture only the middle is seen.
    """
    if full is None or not full.is_file():
        return Markup('<img src="{}" alt="{}" loading="lazy" decoding="async">').format(href, alt)
    width, height = dimensions(full)
    box = Markup(' width="{}" height="{}"').format(width, height) if width and height else Markup()
    copies = smaller_copies(full, copies_in) if copies_in else {}
    if copies:
        href, srcset = addresses(href, copies)
        if shape and width and height and (wider := width / height / shape) > 1:
            sizes = _LENGTH.sub(rf"calc(\g<0> * {wider:.2f})", sizes)
        box += Markup(' srcset="{}" sizes="{}"').format(srcset, sizes)
    return Markup('<img src="{}" alt="{}"{} loading="lazy" decoding="async">').format(href, alt, box)
