"""The pages that we write for people fit a small phone, with text twice as large too, and are dark where all else is."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from mkdocs_praxis.evidence import evidence
from mkdocs_praxis.evidence.page import page as evidence_page
from mkdocs_praxis.gate import Options, check
from mkdocs_praxis.plugin.preview import error_page
from mkdocs_praxis.policy.config import policy_of
from mkdocs_praxis.policy.model import Policy
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.report import render
from mkdocs_praxis.web.contact import OwnSite

OWN = OwnSite("https://praxis.example/")
LONG = "ein-recht-langer-name-ohne-zwischenraum.bilder.example"
ALLOWED = {"host": LONG, "rule": "third-party-image", "reason": "Rehabilitationssportvereinsmitgliedschaft", "approved_by": "x", "contract": "y", "expires": "2099-01-31"}  # fmt: skip
pytestmark = pytest.mark.browser


@pytest.fixture
def pages(tmp_path: Path) -> dict[str, str]:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text(
        f'<!doctype html><html lang="de"><head><title>x</title></head><body><img src="https://{LONG}/a.png" alt=""></body></html>'
    )
    found = check(site, OWN, Options(Policy(language="de")))
    let = check(site, OWN, Options(policy_of({"allow": [ALLOWED]})))
    return {
        "report": render("html", [found]),
        "evidence": evidence_page(json.loads(evidence(let, site)), "de"),
        "preview": error_page(PraxisError(f"https://{LONG}/a.png ist nicht da"), "de", tmp_path),
    }


def test_pages_fit_a_phone_and_are_dark_at_night(pages: dict[str, str], chromium: Browser) -> None:
    context = chromium.new_context(color_scheme="dark", bypass_csp=True)
    shown = context.new_page()
    for name, text in pages.items():
        shown.set_content(text)
        for width, size in ((320, 100), (320, 200), (1280, 100)):
            shown.set_viewport_size({"width": width, "height": 800})
            shown.evaluate("size => { document.documentElement.style.fontSize = `${size}%`; }", size)
            assert shown.evaluate("document.documentElement.scrollWidth") <= width, (name, width, size)
        ink = shown.evaluate("getComputedStyle(document.body).color")
        assert min(map(int, ink.removeprefix("rgb(").removesuffix(")").split(","))) > 200, name
    context.close()
