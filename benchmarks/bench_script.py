"""How fast scripts are read: megabytes a second on the theme's scripts, against tree-sitter parsing alone.

    python benchmarks/bench_script.py [FILE…]

Nothing is remembered from one reading to the next.
"""

import sys
import time
from importlib.util import find_spec
from pathlib import Path

import tree_sitter_javascript
from tree_sitter import Language, Parser

from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.script import read_script

OWN = OwnSite("https://praxis.example/")
ROUNDS = 5


def themes() -> list[Path]:
    found: list[Path] = []
    for package in ("material", "mkdocs"):
        spec = find_spec(package)
        if spec is not None and spec.origin is not None:
            found += [p for p in Path(spec.origin).parent.rglob("*.js") if p.stat().st_size > 30_000]
    return sorted(found, key=lambda path: path.stat().st_size)


def read(text: str) -> None:
    read_script(text, url=OWN.url, own=OWN, markup=lambda _: (), style=lambda _: ())


def best(action) -> float:
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        action()
        times.append(time.process_time() - started)
    return min(times)


def main() -> None:
    parser = Parser(Language(tree_sitter_javascript.language()))
    print(f"{'file':44}{'kB':>7}{'parse MB/s':>12}{'read MB/s':>11}{'ratio':>7}")
    for path in [Path(name) for name in sys.argv[1:]] or themes():
        text = path.read_text("utf-8")
        data = text.encode()
        size = len(data) / 1e6
        parsing = best(lambda data=data: parser.parse(data))
        reading = best(lambda text=text: read(text))
        print(
            f"{path.name[-43:]:44}{len(data) // 1000:>7}{size / parsing:>12.1f}{size / reading:>11.2f}"
            f"{reading / parsing:>7.1f}",
        )


if __name__ == "__main__":
    main()
