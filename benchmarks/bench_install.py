"""What an installation costs, side by side in one run: seconds, packages and MB of `pip install`, each into a fresh environment.

python benchmarks/bench_install.py
"""

import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WHAT = {"mkdocs": "mkdocs<2", "mkdocs-material": "mkdocs-material", "mkdocs-praxis": str(ROOT)}


def installed(what: str, folder: Path) -> tuple[float, int, float]:
    """Install with an empty cache, compiled as pip does it; return seconds, packages, and MB beyond pip itself."""
    venv.create(folder, with_pip=True)
    (site,) = folder.glob("lib/python*/site-packages") or folder.glob("Lib/site-packages")
    before = size(site)
    start = time.perf_counter()
    pip = [
        folder / "bin" / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-cache-dir",
        "--disable-pip-version-check",
    ]
    subprocess.run([*pip, what], check=True)
    seconds = time.perf_counter() - start
    return seconds, len(list(site.glob("*.dist-info"))) - 1, (size(site) - before) / 1e6


def size(folder: Path) -> int:
    """Return the bytes that a folder takes on disk, in blocks as `du` counts them."""
    return sum(path.lstat().st_blocks * 512 for path in folder.rglob("*"))


if __name__ == "__main__":
    print(f"Python {sys.version.split()[0]}")
    for name, what in WHAT.items():
        with tempfile.TemporaryDirectory() as folder:
            seconds, packages, megabytes = installed(what, Path(folder))
            print(f"{name:<16} {seconds:6.1f} s  {packages:3} packages  {megabytes:6.1f} MB", flush=True)
