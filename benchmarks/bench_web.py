"""How much reading a page costs beside parsing it, and how that grows with bytes.

    python benchmarks/bench_web.py DIR    a built site; prints ratios, which hold across machines

Both contenders alternate in one process and the least of five rounds counts.
"""

import sys
import time
from pathlib import Path

import turbohtml

from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.reader import read

OWN = OwnSite("https://praxis.example/")
ROUNDS = 5


def _parse(page: bytes) -> None:
    turbohtml.parse(page.decode(), source_locations=True, allow_declarative_shadow_roots=False)


def _read(page: bytes) -> None:
    read("seite/index.html", page, url="https://praxis.example/seite/", own=OWN)


def least(pages: list[bytes]) -> tuple[float, float]:
    """Return the CPU seconds of parsing and of reading all pages."""
    parse = whole = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for page in pages:
            _parse(page)
        middle = time.process_time()
        for page in pages:
            _read(page)
        parse, whole = min(parse, middle - start), min(whole, time.process_time() - middle)
    return parse, whole


def main(folder: str) -> None:
    """Print the figures for the pages below a folder."""
    warm = bytes(
        31 << 20
    )  # raises the allocator's threshold, so that parse trees are not returned to the system
    del warm
    pages = [path.read_bytes() for path in sorted(Path(folder).rglob("*.html"))][:300]
    parse, whole = least(pages)
    size = sum(map(len, pages)) / len(pages)
    print(
        f"{len(pages)} pages of {size / 1000:.0f} kB: parse {parse / len(pages) * 1e6:.0f} µs, read {whole / len(pages) * 1e6:.0f} µs"
    )
    print(f"read / parse: {whole / parse:.2f}")
    half = pages[: len(pages) // 2]
    _, part = least(half)
    print(f"growth: {whole / part:.2f} for {sum(map(len, pages)) / sum(map(len, half)):.2f} times the bytes")


if __name__ == "__main__":
    main(sys.argv[1])
