"""By the clock, what each stage of a practice's first build takes, and the least that two processes could need for it.

    python benchmarks/bench_stages.py [ROUNDS] [PAGES]     # 5 rounds of 300 pages, unless told otherwise

Ratios to the build of the same pages in theme mkdocs without the plugin. MkDocs keeps its own work in one process, since other plugins rely on it;
a second process may do all that is done with pages beside. Legal texts say what all pages hold, so no page is rendered before the last one is
converted; the site is judged when the last page lies there. Nothing is counted for handing over. Worth something on a quiet machine only.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from place import Place
from speed import practice_beside

START = "PRAXIS_BENCH_START"


def inside(config: str, folder: str, *, alone: bool) -> None:
    """Build, and say when each stage ended; `alone`: with nothing done to a page, for legal texts or at the end."""
    import shutil

    import mkdocs.commands.build as mkdocs_build
    from mkdocs.__main__ import build_command

    import mkdocs_praxis.plugin as ours
    from mkdocs_praxis.plugin import legal

    plugin = ours.PraxisPlugin
    took: dict[str, float] = {}
    ends: dict[str, float] = {}

    def timed(owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def wrapper(*args: Any, **named: Any) -> Any:
            start = time.time()
            result = real(*args, **named)
            ends[name] = time.time()
            took[name] = took.get(name, 0) + ends[name] - start
            return result

        setattr(owner, name, wrapper)

    def put(_: Any, *, config: Any) -> None:
        shutil.move(config.site_dir, folder)

    if alone:
        legal.make_legal_pages = lambda *_: None
        plugin._finished = lambda _, html, *__: html  # noqa: SLF001
        plugin.on_post_build = put
    for owner, name in (
        (mkdocs_build, "_populate_page"),
        (mkdocs_build, "_build_page"),
        (legal, "make_legal_pages"),
        (legal, "_seen_in_preview"),
        (plugin, "_finished"),
        (plugin, "on_post_build"),
    ):
        timed(owner, name)
    build_command.main(["-q", "-f", config, "-d", folder], standalone_mode=False)
    stages = {
        "until all pages are converted": ends["_populate_page"] - float(os.environ[START]),
        "what pages hold, for legal texts": took.get("_seen_in_preview", 0),
        "rendering legal texts": took["make_legal_pages"] - took.get("_seen_in_preview", 0),
        "rendering pages": took["_build_page"] - took["_finished"],
        "replacing, judging, hardening pages": took["_finished"],
        "the end": took["on_post_build"],
    }
    print(json.dumps(stages))


def stages(place: Place, config: Path, *, alone: bool) -> dict[str, float]:
    """Return the seconds of each stage of a build with an empty cache folder."""
    with tempfile.TemporaryDirectory(dir=place.folder) as cache:
        env = os.environ | {"HOME": cache, "XDG_CACHE_HOME": cache, "PYTHONDONTWRITEBYTECODE": "", START: str(time.time())}  # fmt: skip
        command = [sys.executable, __file__, "inside", config, Path(cache) / "site", *["alone"] * alone]
        done = subprocess.run([*map(str, command)], env=env, capture_output=True, text=True, check=True)
        return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    rounds, pages = (int(a) for a in (sys.argv[1:] + ["5", "300"][len(sys.argv) - 1 :])[:2])
    runs = []
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder), rounds, pages)
        plain, own = practice_beside(place)
        for _ in range(rounds):
            base = place.build(plain, cold=True).wall
            runs.append([{k: v / base for k, v in stages(place, own, alone=alone).items()} for alone in (False, True)])  # fmt: skip
    whole, alone = ({k: statistics.median(run[i][k] for run in runs) for k in runs[0][i]} for i in (0, 1))
    for name, part in whole.items():
        print(f"{name:40}{part:6.2f}{alone[name]:6.2f}")
    shared = (alone["rendering pages"] + whole["replacing, judging, hardening pages"]) / 2
    least = (
        alone["until all pages are converted"] + whole["rendering legal texts"] + shared + whole["the end"]
    )
    print(
        f"{'together':40}{sum(whole.values()):6.2f}{sum(alone.values()):6.2f}\nthe least for two processes: {least:.2f}"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["inside"]:
        inside(sys.argv[2], sys.argv[3], alone=len(sys.argv) > 4)
    else:
        main()
