"""Finds Chromium, and checks for Playwright."""

import os
import shutil
import tempfile
from pathlib import Path

from mkdocs_praxis.problem import PraxisError, needing

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


def chromium() -> str:
    """Return the path of a Chromium: PRAXIS_CHROMIUM, from PATH, from common locations, or Playwright's.

    Raises PraxisError if there is none.
    """
    chosen = os.environ.get("PRAXIS_CHROMIUM")
    if chosen:
        return chosen
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    for place in _PLACES:
        if Path(place).exists():
            return place
    if found := _playwrights():
        return found
    raise PraxisError(
        "no Chromium was found",
        why="the proof is what a real browser does",
        fix="install one (Debian: apt install chromium; elsewhere: playwright install chromium), or name it in PRAXIS_CHROMIUM",
    )


def _playwrights() -> str | None:
    from playwright.sync_api import Error, sync_playwright

    try:
        with sync_playwright() as playwright:
            path = playwright.chromium.executable_path
    except Error:
        return None
    return path if Path(path).exists() else None


def is_root() -> bool:
    """Whether this process runs as root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def without_sandbox() -> list[str]:
    """Return the option to disable Chromium's sandbox for root, who cannot use it; [] for others."""
    return ["--no-sandbox"] if is_root() else []


def require_playwright() -> None:
    """Raise PraxisError if Playwright, the extra `browser`, is not installed, or no folder for temporary files can be written to."""
    with needing("browser"):
        import playwright.async_api  # noqa: F401
        import trustme  # noqa: F401
    try:
        os.environ["TMPDIR"] = tempfile.gettempdir()  # Chromium and its driver take the first, whatever it is
    except FileNotFoundError:
        raise PraxisError(
            "there is no folder for temporary files that can be written to",
            why="a browser keeps its profile there",
            fix="name one in TMPDIR",
        ) from None
