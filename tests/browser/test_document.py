"""`praxis pdf`: what a person who cannot see the page needs is in the file, and nobody is asked for anything."""

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner, Result

from mkdocs_praxis.cli import main

PAGE = """<!doctype html><html lang=de><head><meta charset=utf-8><title>Fragebogen – Praxis Beispiel</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; img-src *"><link rel=stylesheet href=css/a.css></head><body>
<aside class=page-side>Sprechzeiten heute</aside><main><h1>Fragebogen</h1><h2>Zu Ihnen</h2><img src=bild.png alt="Ein Haus">
<img src="https://foreign.example/a.png" alt=""><ol><li>Weswegen kommen Sie?</li></ol>
<table><tr><th scope=row>Name</th><td>…</td></tr></table><p><a href="https://www.116117.de/">116117</a></p></main></body></html>"""
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63f80f00010101005e1d6f2c0000000049454e44ae426082"
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site/css").mkdir(parents=True)
    (tmp_path / "site/css/a.css").write_text("h1 { color: #000 }")
    (tmp_path / "site/bild.png").write_bytes(DOT)
    (tmp_path / "site/fragebogen.html").write_text(PAGE)
    return tmp_path / "site"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["pdf", *map(str, words), "--lang", "de"])


def tags(element: Any) -> list[str]:
    """Return the kinds of all elements of a document's structure."""
    if isinstance(element, pikepdf.Array):
        return [tag for one in element for tag in tags(one)]
    if not isinstance(element, pikepdf.Dictionary):
        return []
    own = [str(element.S)] if "/S" in element else []
    return own + [f"alt:{element.Alt}" for _ in own if "/Alt" in element] + tags(element.get("/K"))


@pytest.mark.browser
def test_a_page_becomes_a_pdf_that_can_be_read_aloud(site: Path, tmp_path: Path) -> None:
    said = run(site, "fragebogen.html", "--output", tmp_path / "docs/formulare")
    assert said.exit_code == 0, said.output
    with pikepdf.open(tmp_path / "docs/formulare/fragebogen.pdf") as made:
        root = made.Root
        assert str(root.Lang) == "de"
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(made.docinfo.Title) == "Fragebogen – Praxis Beispiel"
        assert [str(page.get("/Tabs")) for page in made.pages] == ["/S"]
        with made.open_outline() as outline:
            assert [(one.title, [below.title for below in one.children]) for one in outline.root] == [("Fragebogen", ["Zu Ihnen"])]  # fmt: skip
        found = tags(root.StructTreeRoot.K)
    assert {
        "/Document",
        "/H1",
        "/H2",
        "/L",
        "/LI",
        "/Table",
        "/TH",
        "/TD",
        "/Link",
        "/Figure",
        "alt:Ein Haus",
    } <= set(found)
    assert "/Aside" not in found


@pytest.mark.parametrize(
    ("change", "page"),
    [("<h1>", "fragebogen.html"), ("lang=de", "fragebogen.html"), ("", "fehlt.html"), ("", "../geheim.html")],
)
@pytest.mark.browser
def test_what_could_not_be_read_by_everybody_is_refused(
    site: Path, tmp_path: Path, change: str, page: str
) -> None:
    (tmp_path / "geheim.html").write_text(PAGE)
    (site / "fragebogen.html").write_text(
        PAGE.replace(change, "<p>" if "<" in change else "") if change else PAGE
    )
    said = run(site, page, "--output", tmp_path / "aus")
    assert (said.exit_code, "Traceback" in said.output, (tmp_path / "aus").exists()) == (2, False, False)
