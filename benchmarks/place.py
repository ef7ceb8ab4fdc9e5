"""A folder for sites and runs, and what a run takes: `speed.py` compares such runs."""

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

BIN = Path(sys.executable).parent
URL = "https://praxis.example/"
MKDOCS, MATERIAL = "{name: mkdocs, highlightjs: false}", "{name: material, font: false}"
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


class Run(NamedTuple):
    """What a command took: CPU seconds of all its processes, seconds by the clock, MB of the largest process."""

    cpu: float
    wall: float
    memory: float


class Place:
    """A folder for sites, and a cache folder that can be emptied."""

    def __init__(self, folder: Path, rounds: int, pages: int) -> None:
        self.folder, self.rounds, self.pages = folder, rounds, pages

    def run(self, *command: object, cold: bool = False, ok: tuple[int, ...] = (0, 1)) -> Run:
        """Return what a command took; it must end with one of these statuses."""
        if cold:
            self.cache = tempfile.mkdtemp(dir=self.folder)
        env = os.environ | {"HOME": self.cache, "XDG_CACHE_HOME": self.cache, "PYTHONDONTWRITEBYTECODE": ""}
        start = time.perf_counter()
        with tempfile.TemporaryFile() as said:
            started = subprocess.Popen([*map(str, command)], stdout=said, stderr=said, env=env)
            _, status, used = os.wait4(started.pid, 0)
            started.returncode = os.waitstatus_to_exitcode(status)
            if started.returncode not in ok:
                said.seek(0)
                sys.exit(f"{command} ended with {started.returncode}:\n{said.read().decode()[-1500:]}")
        return Run(used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss / 1024)

    def cpu(self, *command: object, cold: bool = False, ok: tuple[int, ...] = (0, 1)) -> float:
        """Return the CPU seconds of a command."""
        return self.run(*command, cold=cold, ok=ok).cpu

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

    def build(self, config: Path, *, cold: bool = False) -> Run:
        """Return what building a project took."""
        return self.run(BIN / "mkdocs", "build", "-q", "-c", "-f", config, "-d", config.parent / f"{config.stem}-site", cold=cold)  # fmt: skip
