"""Sites that grow in one way each, and counted work: what twice as much costs is measured by `benchmarks/speed.py` and counted by the tests."""

import gzip
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Literal

Files = Iterator[tuple[str, str | bytes]]
_PAGE = "<!doctype html><html lang=de><meta charset=utf-8><title>x</title>"


def _pages(n: int) -> Files:
    """So many pages of one size, each with links to its neighbours."""
    for i in range(n):
        links = "".join(f'<p>Seite {i} <a href="p{(i + k) % n}.html">weiter {k}</a>' for k in range(20))
        yield f"p{i}.html", _PAGE + links


def _menus(n: int) -> Files:
    """A few pages with so many links in their menu."""
    menu = "".join(f'<li><a href="p{i}.html">Seite {i}</a></li>\n' for i in range(n))
    for i in range(6):
        yield f"p{i}.html", f"{_PAGE}<ul>{menu}</ul><p>Seite {i}"


def _findings(n: int) -> Files:
    frames = "\n".join(f'<iframe src="https://v{i}.example.net/"></iframe>' for i in range(n))
    yield "index.html", f"{_PAGE}\n{frames}"


def _attributes(n: int) -> Files:
    """One tag with so many attributes that name a foreign host."""
    said = " ".join(f'data-a{i}="https://v{i}.example.net"' for i in range(n))
    yield "index.html", f"{_PAGE}<p {said}>x"


def _nested(n: int) -> Files:
    """Values that hold the one before twice: read path by path they would double with each."""
    values = "".join(f"var a{i}=[a{i - 1},a{i - 1}];" for i in range(1, n))
    yield "index.html", f"{_PAGE}<script>var a0=['/x'];{values}fetch(a{n - 1});</script>"


def _members(n: int) -> Files:
    yield "index.html.gz", gzip.compress(b"", mtime=0) * n


def _fetched(n: int) -> Files:
    """A script that fetches so many files of the site, and what each of these names."""
    for i in range(n):
        yield f"d{i}.json", f'{{"u": "/e{i}.json"}}'
    calls = "".join(f"fetch('/d{i}.json').then(r=>r.json()).then(d=>fetch(d.u));\n" for i in range(n))
    yield "app.js", calls
    yield "index.html", f"{_PAGE}<script src=app.js></script>"


def _chained(n: int) -> Files:
    """Modules of which each imports the next one, and a picture that waits for a script."""
    for i in range(n):
        yield f"m{i}.js", f"import './m{i + 1}.js'"
    waits = "<template><img src=https://example.net/></template>"
    yield "index.html", f"{_PAGE}{waits}<script type=module src=/m0.js></script>"


def _read(n: int) -> Files:
    """Data for search engines with so many hosts, and a script that looks for it."""
    links = ",".join(f'"l{i}": "https://v{i}.example.net/"' for i in range(n))
    data = f'<script type="application/ld+json">{{{links}}}</script>'
    yield "index.html", f"{_PAGE}{data}<script>q('[type*=ld+json]')</script>"


def _redirected(n: int) -> Files:
    """So many redirects to other sites, each met by a picture, and as many by code."""
    rules = "".join(
        f"/a{i}/* https://example.net/a{i} 302\n/b{i} https://example.net/ 302\n" for i in range(n)
    )
    code = "".join(f'f("/b{i}");\n' for i in range(n))
    images = "".join(f'<img src="/a{i}/b.png" alt="">\n' for i in range(n))
    yield "_redirects", rules
    yield "index.html", f"{_PAGE}{images}<script>{code}</script>"


GROWING: dict[str, tuple[int, Callable[[int], Files]]] = {
    "pages": (200, _pages),
    "links of a menu": (1000, _menus),
    "findings in a file": (2000, _findings),
    "attributes of a tag": (1000, _attributes),
    "nested values of scripts": (12, _nested),
    "members of gzip": (20_000, _members),
    "own files that a script fetches": (200, _fetched),
    "modules in a chain": (200, _chained),
    "hosts in data that a script reads": (1000, _read),
    "redirects that a page meets": (500, _redirected),
}


def grown(folder: Path, name: str, n: int) -> Path:
    """Write the site that has `n` of what is named, into a folder that is not there yet."""
    folder.mkdir(parents=True)
    for file, content in GROWING[name][1](n):
        (folder / file).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def steps_of(work: Callable[[], object], event: Literal["line", "opcode"] = "line") -> int:
    """Return how many lines of Python something runs, of ours and of libraries; "opcode" counts what a comprehension does too."""
    steps = 0

    def count(frame: FrameType, met: str, _: object) -> Callable[[FrameType, str, object], object]:
        nonlocal steps
        frame.f_trace_opcodes = event == "opcode"
        steps += met == event
        return count

    before = sys.gettrace()
    # Python 3.12 looks only here whether somebody wants to hear of opcodes (gh-103615).
    sys._getframe().f_trace_opcodes = event == "opcode"
    sys.settrace(count)
    try:
        work()
    finally:
        sys.settrace(before)
    return steps
