"""Pins what CI and the container install: every package with its hashes, in ci/constraints.txt. Needs uv.

python scripts/refresh_constraints.py            take the newest versions that pyproject.toml allows
python scripts/refresh_constraints.py --check    only tell whether the file fits pyproject.toml
"""

import argparse
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "ci" / "constraints.txt"
_PIN = re.compile(
    r"^([\w.-]+)==([^\s;]+)([^\n]*)\n((?:    --hash=sha256:[0-9a-f]{64}[^\n]*\n)*)", re.MULTILINE
)


def wanted() -> list[Requirement]:
    """Return what the package and its build need, and what reads the output of any generator."""
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [
        Requirement(line)
        for line in [
            *data["project"]["dependencies"],
            *data["project"]["optional-dependencies"]["brotli"],
            *data["dependency-groups"]["build"],
        ]
    ]


def problems(text: str) -> list[str]:
    """Return what is wrong with a file of constraints."""
    pins = {canonicalize_name(m[1]): m for m in _PIN.finditer(text)}
    told = [f"{name} has no hash" for name, pin in pins.items() if "--hash" not in pin[4]]
    for need in wanted():
        pin = pins.get(canonicalize_name(need.name))
        if pin is None:
            told.append(f"{need.name} is not pinned")
        elif not need.specifier.contains(pin[2], prereleases=True):
            told.append(f"{need.name}=={pin[2]} does not fit {need}")
    return told


def refresh() -> None:
    """Write the file anew."""
    command = [
        "uv", "pip", "compile", "pyproject.toml", "--group", "build", "--extra", "brotli", "--universal",
        "--upgrade",
    ]  # fmt: skip
    command += ["--generate-hashes", "--no-header", "--no-annotate", "--quiet", "--output-file", str(FILE)]
    subprocess.run(command, cwd=ROOT, check=True)
    about = "# What CI and the container install, each package by its hashes. Made by scripts/refresh_constraints.py.\n"
    FILE.write_text(about + FILE.read_text(encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        refresh()
    found = problems(FILE.read_text(encoding="utf-8"))
    print("\n".join(found) or f"{FILE.relative_to(ROOT)} fits pyproject.toml")
    sys.exit(1 if found else 0)
