"""Sites as people have them: built with the plugins they use, then opened in Chromium from a server on the loopback."""

import base64
import contextlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

from tests.serving import serving
from tests.tools import lay, python

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
FILM = '<iframe src="https://www.youtube.com/embed/abcdefghijk" title="Film"></iframe>'
DOCS: dict[str, str | bytes] = {
    "docs/index.md": f"# Start\n\nEin Wort: Quartalsbeginn.\n\n{FILM}\n",
    "docs/team.md": "# Team\n\n![Raum](bild.png)\n\n```python\nprint('x')\n```\n",
    "docs/bild.png": PIXEL,
}


@dataclass
class Built:
    """What a build left."""

    site: Path
    passed: bool
    said: str

    def page(self, name: str = "index.html") -> str:
        return (self.site / name).read_text(encoding="utf-8")


def build(
    root: Path, files: dict[str, str | bytes], config: dict[str, Any], program: str = "mkdocs", *options: str
) -> Built:
    """Write a project and build it in a process of its own."""
    lay(root, DOCS | files)
    settings = {
        "site_name": "Praxis",
        "site_url": "https://praxis.example/",
        "theme": {"name": "material", "font": False, "language": "de"},
        "plugins": ["search", "praxis"],
    } | config
    (root / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
    done = python(
        "-m",
        program,
        "build",
        "-q",
        *options,
        cwd=root,
        env={"DISABLE_MKDOCS_2_WARNING": "true", "NO_MKDOCS_2_WARNING": "1"},
    )
    said = done.stdout + done.stderr
    assert "Traceback" not in said, said[-3000:]
    assert "this is a bug" not in said, said[-3000:]
    return Built(root / "site", done.returncode == 0, said)


@dataclass
class Opened:
    """A page in Chromium, where it lies, and whatever went wrong there: foreign contacts, refusals, errors."""

    page: Page
    origin: str
    wrong: list[str]


Open = Callable[[Path], AbstractContextManager[Opened]]


@pytest.fixture
def open_site(chromium: Browser) -> Open:
    """Return what serves a site and opens its start page."""

    @contextlib.contextmanager
    def opening(site: Path) -> Iterator[Opened]:
        with serving(site) as origin:
            context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
            page = context.new_page()
            opened = Opened(page, origin, [])
            context.on("request", lambda request: _foreign(opened, request.url))
            page.on("console", lambda message: _said(opened, message.text))
            page.on("pageerror", lambda error: opened.wrong.append(f"error: {error}"))
            page.goto(origin, wait_until="load")
            try:
                yield opened
            finally:
                context.close()

    return opening


def _foreign(opened: Opened, url: str) -> None:
    if url.startswith(("http", "ws")) and not url.startswith(opened.origin):
        opened.wrong.append(f"contact: {url}")


def _said(opened: Opened, text: str) -> None:
    if "ontent Security Policy" in text or "ontent-Security-Policy" in text or "TrustedType" in text:
        opened.wrong.append(text)
