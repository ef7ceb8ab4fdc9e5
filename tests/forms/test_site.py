"""From `webformulare:` to the form in a page that a real browser fills and sends, with policy, notice and `todo`."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from mkdocs_praxis.components.render import Setting, render
from mkdocs_praxis.gate.check import check
from mkdocs_praxis.policy.config import own_of
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.practice.todo import missing
from mkdocs_praxis.problem import PraxisError
from tests.forms.conftest import LEGAL, PRAXIS, Sink, Web
from tests.practice.conftest import refused
from tests.tools import python

MKDOCS = """site_name: Probe
site_url: https://www.probe.example/
use_directory_urls: false
theme: {name: praxis, locale: de, stale_days: 0}
plugins: [praxis: {draft: true}]
nav: [index.md, rueckruf.md, rezept.md, kontakt.md, en/callback.md, impressum.md, datenschutz.md]
"""
PAGES = {
    "index": "# Praxis", "rueckruf": "# Rückruf\n\n::: praxis formular art=rueckruf", "kontakt": "# Nachricht\n\n::: praxis formular art=kontakt",
    "rezept": "# Rezept\n\n::: praxis formular art=rezept", "impressum": "# Impressum\n\n::: praxis impressum",
    "datenschutz": "# Datenschutz\n\n::: praxis datenschutz",
    "en/callback": "---\nsprache: en\n---\n# Call back\n\n::: praxis form kind=callback",
}  # fmt: skip


def facts_of(folder: Path, legal: str = LEGAL):
    folder.mkdir(exist_ok=True)
    (folder / "praxis.yml").write_text(PRAXIS, encoding="utf-8")
    (folder / "rechtliches.yml").write_text(legal, encoding="utf-8")
    return read_facts(folder)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, web: Web) -> Path:
    root = tmp_path_factory.mktemp("site")
    facts_of(root / "praxis")
    (root / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    for name, text in PAGES.items():
        page = root / "docs" / f"{name}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
    shutil.copy(web.site / "formular.pem", root / "docs")
    done = python("-m", "mkdocs", "build", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "form-with-health-data" not in done.stdout + done.stderr
    return root / "site"


def test_page_policy_and_notice_know_the_form(built: Path) -> None:
    page = (built / "rezept.html").read_text(encoding="utf-8")
    assert 'action="./formular.php"' in page
    assert "form-action 'self'" in page
    assert "verschlüsselt" in page
    assert "form-action 'none'" in (built / "index.html").read_text(encoding="utf-8")
    notice = (built / "datenschutz.html").read_text(encoding="utf-8")
    for words in ("Formular: Folgerezept", "S/MIME", "Prüfwert der IP-Adresse", "Geburtsdatum"):
        assert words in notice


def test_the_gate_knows_the_handler_by_its_bytes_and_no_other_program(built: Path, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(built, copy)
    own = own_of("https://www.probe.example/", {}, "mkdocs.yml")
    assert not [f for f in check(copy, own).findings if f.rule.name == "unread-file"]
    (copy / "formular.php").write_bytes((copy / "formular.php").read_bytes() + b"\n// more")
    assert [f.file for f in check(copy, own).findings if f.rule.name == "unread-file"] == ["formular.php"]


def test_a_real_browser_sends_it(built: Path, web: Web, sink: Sink, chromium: Browser) -> None:
    for path in built.rglob("*"):
        target = web.site / path.relative_to(built)
        if path.is_file() and target.name not in {"formular.php", "formular.json", "formular.pem"}:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    web.forget()
    sink.messages.clear()
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"http://localhost:{web.port}/rezept.html")
    phone = page.get_by_label("Telefonnummer")
    said = page.get_by_text("Bitte die Telefonnummer in Ziffern")
    assert not said.is_visible()
    phone.fill("ruft mich an")
    page.get_by_label("Name").fill("Ada Ünal")
    said.wait_for()  # told at the field, once it was left
    page.get_by_role("button", name="Weiter").click()
    page.wait_for_url("**/formular.php")
    page.locator(".praxis-errors:focus").wait_for()  # who hears the page hears what is wrong first
    for part, digits in (("Tag", "29"), ("Monat", "2"), ("Jahr", "1980")):
        page.get_by_label(part, exact=True).fill(digits)
    page.get_by_role("link", name="Bitte die Telefonnummer").click()
    page.get_by_label("Telefonnummer").fill("030 1234567")
    page.get_by_role("button", name="Weiter").click()
    page.get_by_label("Medikament").fill("Ramipril 5 mg")
    page.get_by_role("radio", name="als E-Rezept").check()
    page.get_by_role("button", name="Weiter").click()
    page.get_by_role("button", name="Ändern Medikament").click()
    page.get_by_label("Medikament").fill("Ramipril 10 mg")
    page.get_by_role("button", name="Weiter").click()
    page.get_by_text("Ramipril 10 mg").wait_for()
    filled = "getComputedStyle(document.querySelector('.praxis-actions .praxis-button')).backgroundColor"
    assert page.evaluate(filled) != "rgba(0, 0, 0, 0)", "in the style of the site"
    page.get_by_role("button", name="Senden").click()
    page.get_by_role("heading", name="Danke").wait_for()
    assert context.cookies() == []
    context.close()
    assert len(sink.messages) == 1


def test_without_certificate_the_page_says_to_call_and_todo_asks(tmp_path: Path) -> None:
    facts = facts_of(tmp_path / "praxis", re.sub(r", zertifikat: formular.pem", "", LEGAL))
    setting = Setting(facts=facts, language="de", link=lambda path: "./" + path)
    page = str(render("form", {"kind": "prescription"}, setting))
    assert "<form" not in page
    assert "030 23125000" in page
    asked = [p for p in missing(facts) if p.severity == "error"]
    assert any("Zertifikat" in p.what for p in asked)
    assert any("Probenachricht" in p.what for p in missing(facts))
    with pytest.raises(PraxisError, match="bewerbung"):
        render("form", {"kind": "application"}, setting)


def test_a_form_of_somebody_else_s_is_none_that_we_show(tmp_path: Path) -> None:
    facts = facts_of(tmp_path / "praxis", LEGAL.replace("versand: php, ", ""))
    with pytest.raises(PraxisError, match="rueckruf"):
        render("form", {"kind": "callback"}, Setting(facts=facts, language="de"))


@pytest.mark.parametrize(
    ("legal", "says"),
    [
        ("webformulare: [{seite: a.md, zweck: z, versand: php}]", "art:"),
        ("webformulare: [{seite: a.md, zweck: z, art: newsletter, versand: php}]", "art:"),
        ("webformulare: [{seite: a.md, zweck: z, art: rezept, versand: php}, {seite: b.md, zweck: z, art: rezept, versand: php}]", "zweites Formular"),
        ("webformulare: [{seite: a.md, zweck: z, art: rezept, versand: perl}]", "php"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(tmp_path: Path, legal: str, says: str) -> None:
    with refused(says):
        facts_of(tmp_path / "praxis", legal)
