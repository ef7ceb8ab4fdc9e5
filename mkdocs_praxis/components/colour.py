"""Derives colour schemes from a brand colour: the hue is kept, lightness is fixed, so contrast is sufficient for every hue.

Formulas: OKLab (Björn Ottosson, 2020; CSS Color 4 §10), contrast (WCAG 2.2, relative luminance and contrast ratio).
"""

import math
import re
from functools import cache
from pathlib import Path
from typing import Any

from mkdocs_praxis.prepared import yaml_file
from mkdocs_praxis.problem import PraxisError, msg

DEFAULT_BRAND = "#0b6e6e"


@cache
def _table() -> dict[str, Any]:
    """Return lightness and chroma of each role, by mode."""
    table: dict[str, Any] = yaml_file(Path(__file__).resolve().with_name("colours.yml"))
    return table


def _to_linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _from_linear(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def parse_hex(colour: str) -> tuple[float, float, float]:
    """Return red, green, blue (0 to 1) of `#rgb` or `#rrggbb`. Raises PraxisError if the text is invalid."""
    digits = colour.strip().removeprefix("#")
    if re.fullmatch(r"[0-9a-fA-F]{3}", digits):
        digits = "".join(d * 2 for d in digits)
    if not re.fullmatch(r"[0-9a-fA-F]{6}", digits):
        fix = "Write it as # and six hexadecimal digits in quotes: '#0b6e6e'."
        raise PraxisError(msg("'{colour}' is no colour", colour=colour), fix=fix)
    red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast ratio of two hex colours (1 to 21)."""
    weights = (0.2126, 0.7152, 0.0722)
    light, dark = sorted(
        (sum(w * _to_linear(c) for w, c in zip(weights, parse_hex(x), strict=True)) for x in (one, other)),
        reverse=True,
    )
    return (light + 0.05) / (dark + 0.05)


def oklch(colour: str) -> tuple[float, float, float]:
    """Return lightness, chroma and hue (degrees) of a hex colour."""
    r, g, b = (_to_linear(c) for c in parse_hex(colour))
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    medium = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b_ = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b_), math.degrees(math.atan2(b_, a)) % 360


def _linear_rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def to_hex(lightness: float, chroma: float, hue: float) -> str:
    """Convert OKLCH to hex, with chroma reduced to the sRGB gamut (lightness and hue are kept)."""
    low, high = 0.0, chroma
    if not _inside(_linear_rgb(lightness, chroma, hue)):
        for _ in range(24):
            middle = (low + high) / 2
            low, high = (middle, high) if _inside(_linear_rgb(lightness, middle, hue)) else (low, middle)
        chroma = low
    channels = (_from_linear(min(1.0, max(0.0, c))) for c in _linear_rgb(lightness, chroma, hue))
    return "#" + "".join(f"{round(c * 255):02x}" for c in channels)


def _inside(channels: tuple[float, float, float]) -> bool:
    return all(-1e-4 <= c <= 1 + 1e-4 for c in channels)


def scheme(brand: str, mode: str = "light", *, more: bool = False) -> dict[str, str]:
    """Return the colours of all roles as hex, for the mode `light` or `dark`, with increased contrast if `more`."""
    _, chroma, hue = oklch(brand)
    own = _table()[f"hue-{mode}"]
    roles = _table()[mode] | (_table()[f"more-{mode}"] if more else {})
    return {
        role: to_hex(lightness, cap if role in own else min(chroma, cap), own.get(role, hue))
        for role, (lightness, cap) in roles.items()
    }


def nearest_passing(colour: str) -> str:
    """Return the colour with the same hue and the nearest lightness on which white text has a contrast of 4.5."""
    lightness, chroma, hue = oklch(colour)
    steps = sorted((step / 200 for step in range(201)), key=lambda step: abs(step - lightness))
    return next(found for step in steps if contrast(found := to_hex(step, chroma, hue), "#ffffff") >= 4.5)


def brand_css(brand: str, button: str | None = None) -> str:
    """Return a style sheet that sets the colour roles from one or two brand colours.

    `brand` determines the hue of all roles. `button` is used exactly as given for filled buttons in light mode.

    Raises PraxisError if a colour is invalid, or if white text on `button` would fail WCAG 2.2 AA; the message names the nearest colour
    that passes.
    """
    light, dark = scheme(brand), scheme(brand, "dark")
    if button is not None:
        if (found := contrast(button, "#ffffff")) < 4.5:
            what = "white words on the button colour {button} have a contrast of {button2:.1f} : 1"
            why = "WCAG 2.2 (1.4.3) asks for at least 4.5 : 1, or people with weak sight cannot read the button."
            better = nearest_passing(button)
            fix = msg("Use {better}: the nearest colour of the same hue that passes.", better=better)
            raise PraxisError(msg(what, button=button, button2=found), why=why, fix=fix)
        lightness, chroma, hue = oklch(button)
        light |= {"fill": button.lower(), "fill-hover": to_hex(max(0.0, lightness - 0.07), chroma, hue)}
    more_light, more_dark = scheme(brand, more=True), scheme(brand, "dark", more=True)

    def block(when: str, colours: dict[str, str]) -> str:
        roles = ";".join(f"--praxis-{role}:{value}" for role, value in colours.items())
        return f"@media screen{when}{{:root{{{roles}}}}}\n"  # print keeps the theme's black on white

    more, night = " and (prefers-contrast:more)", " and (prefers-color-scheme:dark)"
    return block("", light) + block(night, dark) + block(more, more_light) + block(more + night, more_dark)
