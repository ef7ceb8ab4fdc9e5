"""Generates icons (favicon, apple-touch-icon) and the Open Graph image from a practice's name and colour."""

import io
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from mkdocs_praxis.components.appearance import brand_of, drawn, profession_pictogram
from mkdocs_praxis.components.colour import scheme
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.theme import themes_dir

FOLDER = "assets/praxis"
SOCIAL = f"{FOLDER}/social.png"
_SOCIAL_SIZE = (1200, 630)  # Open Graph: 1.91 : 1, as services recommend
_ICONS = (48, 180)  # favicon; apple-touch-icon

_FINER = 2  # oversampling, for smooth edges
_SLOPE = 0.154 * _SOCIAL_SIZE[1] * _FINER  # height of the hills


def made_of(
    name: str, words: str, theme: Mapping[str, object], facts: Facts | None
) -> tuple[str, str, str, str]:
    """Return the inputs of the images, as cache key: name, tagline, colour, pictogram. Raises PraxisError."""
    return name, words, brand_of(theme.get("brand"), facts), profession_pictogram(facts)


@lru_cache(maxsize=8)
def emblems(name: str, words: str, brand: str, pictogram: str) -> Mapping[str, bytes]:
    """Return the generated images of a site by path: icons, and the Open Graph image with name and tagline."""
    colours = scheme(brand)
    icons = {f"{FOLDER}/icon-{size}.png": _icon(name, size, colours) for size in _ICONS}
    return {f"{FOLDER}/icon.svg": _svg(colours, pictogram), **icons, SOCIAL: _social(name, words, colours)}


def _svg(colours: Mapping[str, str], pictogram: str) -> bytes:
    sign = str(drawn(pictogram))
    inner = sign[sign.index(">") + 1 : sign.rindex("</svg>")].replace("currentColor", colours["on-fill"])
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<path fill="{colours["fill"]}" d="M6 64V32a26 26 0 0 1 52 0v26a6 6 0 0 1-6 6H12a6 6 0 0 1-6-6z"/>'
        f'<g transform="translate(12 18) scale(.84)">{inner}</g></svg>\n'
    ).encode()


def _icon(name: str, size: int, colours: Mapping[str, str]) -> bytes:
    full = size * 4
    picture = Image.new("RGB", (full, full), colours["tint"])
    draw = ImageDraw.Draw(picture)
    _arch(draw, (full * 0.16, full * 0.1, full * 0.84, full), colours["fill"])
    letter = next((c for c in name if c.isalnum()), "P").upper()
    font = _font(full * 0.5)
    draw.text((full / 2, full * 0.58), letter, font=font, fill=colours["on-fill"], anchor="mm")
    return _png(picture.reduce(4))


def _social(name: str, words: str, colours: Mapping[str, str]) -> bytes:
    width, height = _SOCIAL_SIZE
    picture = Image.new("RGB", (width, height), colours["tint"])
    left, top = round(width * 0.66), round(height * 0.16)
    picture.paste(_view((width, height), (left, top), colours), (left, top))
    draw = ImageDraw.Draw(picture)
    margin, room = width * 0.06, width * 0.56
    big, lines = _fitted(name, room, height * 0.13)
    y = height * (0.40 - 0.075 * len(lines))
    for line in lines:
        draw.text((margin, y), line, font=big, fill=colours["text"])
        y += big.size * 1.15
    small, lines = _fitted(words, room, height * 0.065, weight=400)
    y += small.size * 0.5
    for line in lines[:3]:
        draw.text((margin, y), line, font=small, fill=colours["text-2"])
        y += small.size * 1.35
    draw.rectangle((0, height * 0.975, width, height), fill=colours["fill"])
    # visitors do not load it: saving 4 KB is not worth 25 ms
    return _png(picture.quantize(128, method=Image.Quantize.FASTOCTREE), smallest=False)


def _view(size: tuple[int, int], corner: tuple[int, int], colours: Mapping[str, str]) -> Image.Image:
    """Draw the view through an arch, and return it as an image whose upper left corner is `corner`."""
    width, height = (side * _FINER for side in size)
    x, y = (side * _FINER for side in corner)
    right, bottom = round(width * 0.95 / _FINER) * _FINER - x, height - y
    view = Image.new("RGB", (right, bottom), colours["tint"])
    draw = ImageDraw.Draw(view)
    _arch(draw, (0, 0, right, bottom), colours["surface"])
    sun = width * 0.83 - x, height * 0.3 - y
    draw.ellipse((*sun, sun[0] + width * 0.06, sun[1] + width * 0.06), fill="#f0c36b")
    _hill(draw, (0, right, bottom), height * 0.66 - y, colours["motif"])
    _hill(draw, (0, right, bottom), height * 0.8 - y, colours["fill"])
    return view.reduce(_FINER)


def _arch(draw: ImageDraw.ImageDraw, box: tuple[float, float, float, float], colour: str) -> None:
    left, top, right, bottom = box
    draw.ellipse((left, top, right, top + (right - left)), fill=colour)
    draw.rectangle((left, top + (right - left) / 2, right, bottom), fill=colour)


def _hill(draw: ImageDraw.ImageDraw, within: tuple[float, float, float], at: float, colour: str) -> None:
    """Draw hills between two sides, bounded by a cubic curve, down to the bottom."""
    left, right, bottom = within
    steps = [n / 48 for n in range(49)]
    curve = [(left + (right - left) * s, at + _SLOPE * (2 * s - 1) * (1 - (2 * s - 1) ** 2)) for s in steps]
    draw.polygon([(left, bottom), *curve, (right, bottom)], fill=colour)


def _fitted(
    text: str, room: float, size: float, *, weight: int = 700
) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """Return the largest font up to `size`, and the lines, so that a text fits the width `room` on at most three lines."""
    while True:
        font = _font(size, weight)
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and font.getlength(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        if size < 12 or (len(lines) <= 3 and all(font.getlength(line) <= room for line in lines)):
            return font, lines
        size *= 0.9


def _font(size: float, weight: int = 700) -> ImageFont.FreeTypeFont:
    path: Path = themes_dir() / "praxis" / "fonts" / "source-sans-3.woff2"
    try:
        font = ImageFont.truetype(str(path), round(size))
        font.set_variation_by_axes([weight])
    except OSError:  # FreeType without support for WOFF2 or variable fonts
        spare = ImageFont.load_default(round(size))
        if not isinstance(spare, ImageFont.FreeTypeFont):
            raise
        return spare
    return font


def _png(picture: Image.Image, *, smallest: bool = True) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=smallest)
    return out.getvalue()
