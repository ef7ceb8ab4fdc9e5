"""Chooses the font size of a notice to print, so that it fills one sheet."""

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup, escape

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
        height = _TITLE * min(scale, 1) * 2.4 + gaps * 17
        fits = True
        for text, points in lines:
            if not text:
                continue
            size = points * scale
            longest = max((len(word) for word in text.split()), default=0)
            fits = fits and longest * size * _WIDE <= _WIDTH
            height += _rows(text, size) * size * 1.3
        if fits and height <= _HEIGHT:
            return number
    return len(STEPS) - 1


def _rows(text: str, size: float) -> int:
    room, rows, used = _WIDTH / (size * _WIDE), 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > room:
            rows, used = rows + 1, 0
        used += len(word) + (1 if used else 0)
    return rows


@lru_cache(maxsize=64)  # 30 ms each, and many pages have the same one
def qr_svg(text: str, title: str) -> Markup:
    """Return a QR code as inline SVG: dark on white in every colour scheme, so that phones can read it."""
    import segno

    code = segno.make(text, error="m", micro=False)
    border = 4  # the quiet zone of ISO/IEC 18004
    side = code.symbol_size(border=border)[0]
    runs: list[str] = []
    for y, row in enumerate(code.matrix):
        x = 0
        while x < len(row):
            if not row[x]:
                x += 1
                continue
            width = next((i for i in range(x, len(row)) if not row[i]), len(row)) - x
            runs.append(f"M{x + border} {y + border}h{width}v1h-{width}z")
            x += width
    return Markup(  # noqa: S704 - numbers and an escaped title
        f'<svg class="praxis-qr-code" role="img" viewBox="0 0 {side} {side}" width="{side * 5}" height="{side * 5}" '
        f'shape-rendering="crispEdges"><title>{escape(title)}</title>'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{"".join(runs)}"/></svg>'
    )
