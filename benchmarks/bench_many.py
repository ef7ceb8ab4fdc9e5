"""Many sites at once: `praxis check` on N small sites, streamed as JSON lines.

    python benchmarks/bench_many.py [SITES] [PAGES]     # 1000 sites of 5 pages each, unless told otherwise

Prints wall time, processor time, sites a second and the largest process. Processor time is what counts on a busy machine.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PAGE = """<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Seite {n}</title>
<link rel="stylesheet" href="/site.css"><script src="/site.js" defer></script></head><body><nav><a href="/">Start</a></nav>
<main><h1>Seite {n}</h1>{text}<a href="https://www.aekno.de/">Kammer</a></main></body></html>"""
LEAK = '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>'


def make(folder: Path, sites: int, pages: int) -> list[str]:
    """Write the sites; every tenth of them leaks."""
    names = []
    for number in range(sites):
        site = folder / f"s{number:05}"
        site.mkdir()
        names.append(str(site))
        (site / "site.css").write_text("body{margin:0}" * 200)
        (site / "site.js").write_text("document.querySelector('nav').classList.add('on');\n" * 40)
        for page in range(pages):
            text = "<p>Sprechzeiten nach Vereinbarung.</p>" * 60 + (LEAK if number % 10 == 0 else "")
            (site / ("index.html" if page == 0 else f"p{page}.html")).write_text(
                PAGE.format(n=page, text=text)
            )
    return names


def main() -> None:
    sites, pages = (int(a) for a in (sys.argv[1:] + ["1000", "5"][len(sys.argv) - 1 :])[:2])
    with tempfile.TemporaryDirectory() as folder:
        names = make(Path(folder), sites, pages)
        command = [
            sys.executable,
            "-c",
            "from mkdocs_praxis.cli import main; main()",
            *["check", "--site-url", "https://www.praxis-beispiel.de/", "--format", "jsonl"],
        ]
        started = time.perf_counter()
        done = subprocess.run([*command, *names], capture_output=True, check=False)
        wall = time.perf_counter() - started
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert done.stdout.count(b"\n") == sites, done.stderr[-400:]
        print(
            f"{sites} sites of {pages} pages: {wall:.1f} s wall ({sites / wall:.0f} sites/s), "
            f"{used.ru_utime + used.ru_stime:.1f} s processor, largest process {used.ru_maxrss / 1024:.0f} MiB, "
            f"load {os.getloadavg()[0]:.0f}"
        )


if __name__ == "__main__":
    main()
