"""QR codes and contact cards, made at build: no service learns of them."""

from functools import lru_cache

import segno
from markupsafe import Markup, escape

from mkdocs_praxis.practice.model import Facts


@lru_cache(maxsize=64)  # 30 ms each, and the same contact stands on many pages
def qr_svg(text: str, title: str) -> Markup:
    """Return a QR code as inline SVG: dark on white in every colour scheme, or phones could not read it."""
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


def vcard(facts: Facts, site_url: str = "") -> str:
    """Return the practice's contact as a vCard 3.0 (RFC 2426), which every phone reads."""
    practice = facts.practice
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"FN:{_text(practice.name)}",
        f"N:;{_text(practice.name)};;;",
        f"ORG:{_text(practice.name)}",
    ]
    if practice.phone:
        lines.append(f"TEL;TYPE=WORK,VOICE:{practice.phone.dial}")
    if practice.fax:
        lines.append(f"TEL;TYPE=WORK,FAX:{practice.fax.dial}")
    if practice.email:
        lines.append(f"EMAIL:{_text(practice.email)}")
    if place := practice.address:
        lines.append(
            f"ADR;TYPE=WORK:;{_text(place.extra)};{_text(place.street)};{_text(place.city)};;{_text(place.postcode)};{_text(place.country)}"
        )
    if url := practice.website or site_url:
        lines.append(f"URL:{url}")
    return "\r\n".join([*lines, "END:VCARD", ""])


def _text(value: str) -> str:
    """Escape what means something in a vCard (RFC 2426 §4)."""
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
