"""What many tests do: lay files into a folder, compare folders, run the command here or Python in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from mkdocs_praxis.cli import main


def lay(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder, by their names in it, and return the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Return what the files below a folder hold, by their names in it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def praxis(*arguments: object, **options: Any) -> Result:
    """Run the command `praxis` in this process; `options` are those of CliRunner.invoke."""
    return CliRunner().invoke(main, [str(one) for one in arguments], **options)


def python(
    *arguments: object, env: Mapping[str, str] | None = None, **options: Any
) -> subprocess.CompletedProcess[str]:
    """Run this Python with arguments; `env` is added to the environment, `options` are those of subprocess.run."""
    command = [sys.executable, *map(str, arguments)]
    options = {"capture_output": True, "text": True, "env": os.environ | (env or {})} | options
    return subprocess.run(command, check=False, **options)
