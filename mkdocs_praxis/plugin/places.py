"""Where something stands, as messages say it: paths as people type them, lines of files."""

import os
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_praxis.problem import Problem


@lru_cache(maxsize=1024)
def _below(folder: Path, here: str) -> str | None:
    """Return how people who stand `here` write a folder, with a "/" behind it; None when it does not lie below."""
    try:
        said = folder.resolve().relative_to(here).as_posix()
    except ValueError:
        return None
    return "" if said == "." else f"{said}/"


def display_path(path: Path) -> str:
    """Return a path as people type it: relative to where they stand, when it lies below."""
    real = path.resolve() if path.is_symlink() or not path.name.strip(".") else path
    here = os.getcwd()  # noqa: PTH109 - asked for every page
    folder = _below(real.parent, here)
    if folder is None:
        return "." if str(real) == here else str(path)
    return f"{folder}{real.name}"


def find_line(file: Path, written: str, seen: Callable[[str], str] = str) -> Problem | None:
    """Return the first line of a file that holds what an expression finds, as a problem without words; None for no such line.

    `seen` is what is looked at of a line.
    """
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if file.is_file() else []
    for number, line in enumerate(lines, 1):
        if found := re.search(written, seen(line)):
            return Problem("", display_path(file), number, found.start() + 1, line)
    return None


def config_file(config: MkDocsConfig) -> Path:
    """Return the mkdocs.yml of a site."""
    return Path(config.config_file_path or "mkdocs.yml")


def override_files(config: MkDocsConfig) -> list[Path]:
    """Return the templates of the site's own."""
    return sorted(Path(config.theme.custom_dir).rglob("*.html")) if config.theme.custom_dir else []


def hook_files(config: MkDocsConfig) -> list[Path]:
    """Return the files of a site's hooks, which mkdocs.yml names from its own folder."""
    return [config_file(config).parent / hook for hook in config.hooks]
