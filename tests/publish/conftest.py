"""A web space for the tests of publishing, and a site that passed."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from mkdocs_praxis.evidence import evidence
from mkdocs_praxis.gate import Options, check
from mkdocs_praxis.web.url import own_site
from tests.publish.webspace import PASSWORD, WebSpace, web_space_in
from tests.serving import need
from tests.tools import lay, tree

__all__ = ["PASSWORD", "WebSpace"]

PAGES = {
    "index.html": "<!doctype html><html lang=de><title>Praxis</title><p>Willkommen",
    "kontakt/index.html": "<!doctype html><html lang=de><title>Kontakt</title><p>Übersicht",
    "assets/stil.css": "p { color: #123 }",
    "bilder/Praxis außen.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
}


@pytest.fixture(scope="module")
def web_space(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebSpace]:
    """Return a running web space with one user, `praxis`, whose password is PASSWORD."""
    need("proftpd", "ftpasswd", "ssh-keygen")
    with web_space_in(tmp_path_factory.mktemp("webspace")) as space:
        yield space


@pytest.fixture
def empty_space(web_space: WebSpace) -> WebSpace:
    """Return the web space with nothing in it."""
    for entry in web_space.folder.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    return web_space


def write_site(root: Path, url: str, pages: dict[str, str] = PAGES) -> None:
    """Write a site and the evidence that it passed."""
    site = root / "site"
    shutil.rmtree(site, ignore_errors=True)
    lay(site, pages)
    report = check(site, own_site(url), Options(today=dt.date(2026, 11, 25)))
    (root / "nachweis.json").write_text(evidence(report, site), encoding="utf-8")


def there(folder: Path) -> dict[str, str]:
    """Return name and text of every file of a folder."""
    return {name: data.decode() for name, data in tree(folder).items()}
