"""QR codes, generated locally during the build."""

from functools import lru_cache

from markupsafe import Markup, escape


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
