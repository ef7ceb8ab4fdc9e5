"""Chooses the font size of a notice to print, so that it fills one sheet."""

import textwrap
from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

# A4 minus margins, border and padding, in points
_WIDTH, _HEIGHT = 440.0, 655.0
_TITLE = 56.0
_WIDE = 0.66  # average letter width / font size of a wide font (DejaVu Sans Bold)
STEPS = (1.9, 1.7, 1.5, 1.3, 1.15, 1.0, 0.85, 0.72, 0.6)  # as in the style sheet: praxis-paper--0 …


def step(lines: Sequence[tuple[str, float]], gaps: int) -> int:
    """Return the index in STEPS of the largest factor at which lines, (text, size in points at factor 1), fit on one sheet.

    `gaps` is the number of paragraph gaps.
    """
    for number, scale in enumerate(STEPS):
        sized = [(text, points * scale) for text, points in lines if text]
        height = sum(_rows(text, size) * size * 1.3 for text, size in sized) + gaps * 17
        longest = max((len(word) * size for text, size in sized for word in text.split()), default=0.0)
        if height + _TITLE * min(scale, 1) * 2.4 <= _HEIGHT and longest * _WIDE <= _WIDTH:
            return number
    return len(STEPS) - 1


def _rows(text: str, size: float) -> int:
    letters = int(_WIDTH / (size * _WIDE))
    words = " ".join(text.split())
    return len(textwrap.wrap(words, letters, break_long_words=False, break_on_hyphens=False))


@lru_cache(maxsize=64)  # 30 ms each, and many pages have the same one
def qr_svg(text: str, title: str) -> Markup:
    """Return a QR code as inline SVG: dark on white in every colour scheme, so that phones can read it."""
    import segno

    code, size = segno.make(text, error="m", micro=False), {"scale": 5, "border": 4}
    side = code.symbol_size(**size)[0]
    head = f'<svg role="img" width="{side}" height="{side}" shape-rendering="crispEdges"'
    drawn = code.svg_inline(**size, light="#fff", svgclass="praxis-qr-code", lineclass=None, title=title, omitsize=True)  # fmt: skip
    return Markup(drawn.replace("<svg", head, 1))  # noqa: S704 - segno escapes the title
