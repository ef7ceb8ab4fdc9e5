"""Running the command and the build where every connection, program and write is forbidden, and hostile things to feed them."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

URL = "https://www.praxis-beispiel.de/"
GUARD = Path(__file__).parent / "guard"
PRAXIS = [sys.executable, "-c", "from mkdocs_praxis.cli import main; main(prog_name='praxis')"]
MKDOCS = [sys.executable, "-m", "mkdocs"]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def guarded() -> Run:
    """Run a command with the guard on; a traceback or a forbidden act fails the test."""

    def run(command: list[str | Path], *, read_only: Path | None = None, **options: object):
        environment = {**os.environ, "PYTHONPATH": str(GUARD), "LC_ALL": "C.UTF-8"}
        if read_only:
            environment["PRAXIS_READ_ONLY"] = str(read_only)
        done = subprocess.run(
            [str(part) for part in command],
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            env=environment,
            timeout=300,
            check=False,
            **options,
        )
        assert "FORBIDDEN" not in done.stderr, done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        assert "this is a bug" not in done.stdout + done.stderr, done.stdout + done.stderr
        return done

    return run


@pytest.fixture
def check(guarded: Run) -> Run:
    """Run `praxis check` on a site that must stay as it is."""

    def run(site: Path, *arguments: str | Path):
        command = [*PRAXIS, "check", site, "--site-url", URL, "--lang", "en", *arguments]
        return guarded(command, read_only=site)

    return run


def page(body: str, title: str = "x") -> str:
    return f"<!doctype html><html lang=de><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"
