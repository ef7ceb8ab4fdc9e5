"""The example practice as people build it, and the one that must not pass."""

import datetime as dt
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from mkdocs_praxis.practice.checks.facts import check_facts
from mkdocs_praxis.practice.draft import open_points
from mkdocs_praxis.practice.new import create
from mkdocs_praxis.practice.reading import read_facts
from tests.practice import vocabulary
from tests.tools import python

ROOT = Path(__file__).resolve().parents[2]
DAY = dt.date(2026, 11, 23)


def build(source: Path, target: Path) -> subprocess.CompletedProcess[str]:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("site", "site.rejected"))
    return python("-m", "mkdocs", "build", cwd=target)


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


def test_what_somebody_says_for_patients_and_no_page_shows_is_told(tmp_path: Path) -> None:
    source = tmp_path / "new"
    create(source, name="Praxis Nord", state="Hamburg")
    facts = source / "praxis" / "praxis.yml"
    place = "standorte:\n  - name: Filiale\n    anschrift: Weg 1, 20095 Hamburg\n    anfahrt: {text: Am Bahnhof.}\n"
    place += "neue_patienten: {aufnahme: warteliste, stand: 20.11.2026}\n"
    hours = source / "praxis" / "zeiten.yml"
    text = hours.read_text(encoding="utf-8").replace("telefonzeiten:\n", "telefonzeiten:\n  Mo: 9-10\n")
    hours.write_text(text, encoding="utf-8")
    facts.write_text(facts.read_text(encoding="utf-8") + place, encoding="utf-8")
    contact = source / "docs" / "kontakt.md"
    text = contact.read_text(encoding="utf-8").replace(" telefonzeiten=ja", "")
    contact.write_text(text.replace("::: praxis neue-patienten\n", ""), encoding="utf-8")
    said = build(source, tmp_path / "first")
    assert "::: praxis standorte" in said.stdout + said.stderr
    assert "::: praxis telefonzeiten" in said.stdout + said.stderr
    assert "::: praxis neue-patienten" in said.stdout + said.stderr
    assert "Eine Angabe, die keine Seite zeigt: Neue Patienten" in said.stdout + said.stderr
    contact.write_text(
        contact.read_text(encoding="utf-8") + "\n::: praxis standorte\n\n::: praxis neue-patienten\n",
        encoding="utf-8",
    )
    said = build(source, tmp_path / "second")
    assert "fact-not-shown" not in said.stdout + said.stderr  # places show the phone hours too


@pytest.mark.parametrize("theme", ["praxis", "praxis-visitenkarte"])
@pytest.mark.parametrize("name", ["mvz", "psychotherapie", "physio-heilpraktiker"])
def test_every_other_kind_of_practice_builds_whole(tmp_path: Path, name: str, theme: str) -> None:
    """In both themes nothing is left open, all structured data is schema.org's, no page is without a way to it."""
    source = shutil.copytree(ROOT / "example-site" / name, tmp_path / "source")
    settings = (source / "mkdocs.yml").read_text(encoding="utf-8")
    (source / "mkdocs.yml").write_text(
        settings.replace("name: praxis\n", f"name: {theme}\n"), encoding="utf-8"
    )
    done = build(source, tmp_path / "site")
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "fact-not-shown" not in said
    facts = read_facts(tmp_path / "site" / "praxis")
    assert [point.what for point in open_points(facts)] == []
    assert check_facts(facts, DAY) == []
    pages = {p: p.read_text(encoding="utf-8") for p in (tmp_path / "site" / "site").rglob("*.html")}
    for path, text in pages.items():
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL):
            assert vocabulary.errors(json.loads(block)) == [], path
    linked = {
        (p.parent / href).resolve()
        for p, text in pages.items()
        for href in re.findall(r'href="([^":?#]+\.html)', text)
    }
    assert {p for p in pages if p.name != "404.html"} <= linked


def test_in_the_theme_of_mkdocs_messages_alone_lead_to_a_pass(tmp_path: Path) -> None:
    """A template of ours is told with its line; a script for colours that no page loads is not held against people."""
    source = shutil.copytree(ROOT / "example-site" / "psychotherapie", tmp_path / "source")
    settings, start = source / "mkdocs.yml", source / "docs" / "index.md"
    told = settings.read_text(encoding="utf-8").replace(
        "name: praxis\n", "name: mkdocs\n  highlightjs: false\n"
    )
    settings.write_text(re.sub(r"^  (font|brand): .*\n", "", told, flags=re.MULTILINE), encoding="utf-8")
    done = build(source, tmp_path / "stopped")
    assert done.returncode == 2
    assert "docs/index.md:2:11: Das Thema mkdocs hat keine Vorlage start.html" in done.stdout + done.stderr
    start.write_text(
        start.read_text(encoding="utf-8").replace("template: start.html\n", ""), encoding="utf-8"
    )
    done = build(source, tmp_path / "site")
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "device-storage" not in said
    assert (
        "docs/index.md:3  Warnung  Etwas Geschriebenes, das nichts bewirkt: das Thema mkdocs zeigt „lead“ nicht"
        in said
    )
    assert not (tmp_path / "site" / "site" / "js" / "darkmode.js").exists()
