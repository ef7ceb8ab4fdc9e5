"""The example practice as people build it, and the one that must not pass."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def build(source: Path, target: Path) -> subprocess.CompletedProcess[str]:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("site", "site.rejected"))
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"], cwd=target, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example") / "site"
    done = build(ROOT / "example-site", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Einbettungen stehen als Links" in done.stdout + done.stderr
    return folder / "site"


def test_everything_pasted_stands_as_a_link(example: Path) -> None:
    pages = {
        p.relative_to(example).as_posix(): p.read_text(encoding="utf-8") for p in example.rglob("*.html")
    }
    vendors = {v for text in pages.values() for v in re.findall(r'data-vendor="([\w-]+)"', text)}
    assert {"youtube", "instagram", "google-maps", "doctolib"} <= vendors
    whole = "\n".join(pages.values())
    for host in ("www.youtube.com/embed", "instagram.com/embed.js", "maps/embed", "static.addtoany.com"):
        assert host not in whole


def test_every_page_is_hardened_and_reaches_the_legal_pages(example: Path) -> None:
    for page in example.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert 'http-equiv="Content-Security-Policy"' in text, page
        assert 'name="referrer" content="no-referrer"' in text, page
        assert "impressum" in text, page
        assert "datenschutz" in text, page
        assert "tel:112" in text, page


def test_the_privacy_notice_speaks_of_what_was_found(example: Path) -> None:
    notice = (example / "datenschutz.html").read_text(encoding="utf-8")
    assert "www.doctolib.de" in notice
    assert "youtube" in notice.lower()
    assert "DSGVO-konform" not in notice


def test_no_page_needs_a_script(example: Path) -> None:
    for page in example.rglob("*.html"):
        assert not re.search(r"<script(?![^>]*(src=|ld\+json|data-by))", page.read_text(encoding="utf-8")), (
            page
        )


def test_the_forbidden_example_does_not_pass(tmp_path: Path) -> None:
    done = build(ROOT / "example-site" / "forbidden", tmp_path / "site")
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert not (tmp_path / "site" / "site").exists()
    for word in ("connect.facebook.net", "fonts.googleapis.com", "googletagmanager.com", "docs/"):
        assert word in said
    assert "Traceback" not in said
