"""Components in themes that do not know them: they look the same, whatever a theme does to the lists, folds and tables of its pages."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from mkdocs_praxis.components.other_themes import cards_css
from mkdocs_praxis.theme import themes_dir

pytestmark = pytest.mark.browser
EXAMPLE = Path(__file__).parents[2] / "example-site"
THEMES = {
    "mkdocs": "{name: mkdocs, highlightjs: false}",
    "readthedocs": "{name: readthedocs, highlightjs: false}",
    "material": "{name: material, font: false}",
}
EMBED = "<table><tr><td>Film</td><td><iframe src='https://www.youtube.com/embed/aqz-KE-bpKQ' title='Einführung'></iframe></td></tr></table>"
CONFIG = """site_name: Praxis
site_url: https://www.praxis-wandse.example/
theme: %s
plugins: [praxis: {date: 2026-11-23, draft: true}]
"""
SHOWN = [
    "notfall",
    "sprechzeiten",
    "urlaub",
    "kontakt",
    "anfahrt",
    "team",
    "leistungen",
    "termin",
    "preise",
    "fragen",
    "infos",
    "zugang",
    "stellen",
]


@pytest.fixture(scope="module", params=THEMES)
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Page:
    folder = tmp_path_factory.mktemp(request.param)
    shutil.copytree(EXAMPLE / "praxis", folder / "praxis")
    for kept in ("bilder", "formulare", "leistungen", "team"):
        shutil.copytree(EXAMPLE / "docs" / kept, folder / "docs" / kept)
    (folder / "docs" / "index.md").write_text(
        "# Praxis\n\n" + "\n\n".join(f"::: praxis {one}" for one in SHOWN) + "\n\n" + EMBED
    )
    (folder / "mkdocs.yml").write_text(CONFIG % THEMES[request.param])
    done = subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, capture_output=True, text=True, check=False)  # fmt: skip
    built = folder / (
        "site" if done.returncode == 0 else "site.rejected"
    )  # for legal pages that nobody wrote
    assert (built / "index.html").is_file(), done.stderr
    page = chromium.new_page()
    page.goto((built / "index.html").as_uri())
    return page


def test_nothing_is_wider_than_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_cards_stand_side_by_side_on_a_wide_screen(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    columns = "e => getComputedStyle(e).gridTemplateColumns.split(' ').length"
    assert page.locator(".praxis-team ul").first.evaluate(columns) >= 2
    assert page.locator(".praxis-services ul").first.evaluate(columns) >= 2


def test_words_are_as_large_as_those_of_the_theme(page: Page) -> None:
    """No element without a size of its own in the components is smaller or larger than the text around it."""
    sizes = page.evaluate(
        """() => [...new Set([...document.querySelectorAll(".praxis :is(p, li, dd, dt, td, small, .praxis-button)")]
            .filter(e => e.innerText.trim() && !e.closest(".praxis-dates, .praxis-initials, .praxis-title"))
            .map(e => parseFloat(getComputedStyle(e).fontSize) / parseFloat(getComputedStyle(e.closest(".praxis").parentElement).fontSize)))]"""
    )
    assert sizes
    assert all(0.99 <= size <= 1.2 for size in sizes), sizes


def test_the_note_of_a_card_is_neither_faint_nor_tiny(page: Page) -> None:
    """Material shows small words at three quarters of their size and strength."""
    note = page.locator(".praxis-embed small").first
    seen = "e => [getComputedStyle(e).opacity, parseFloat(getComputedStyle(e).fontSize) / parseFloat(getComputedStyle(e.closest('.praxis-embed')).fontSize)]"
    opacity, size = note.evaluate(seen)
    assert opacity == "1"
    assert size >= 0.85


def test_links_of_components_are_as_strong_as_words(page: Page) -> None:
    """Links of the theme mkdocs stand at 2.8 : 1 on its paper, those of readthedocs at 4.2 : 1."""
    links = page.locator(".praxis a:not(.praxis-button) >> visible=true")
    assert links.count() > 5
    seen = """all => all.map(e => [getComputedStyle(e).color, getComputedStyle(e.parentElement).color,
        getComputedStyle(e).textDecorationLine])"""
    for link, words, line in links.evaluate_all(seen):
        assert (link, line) == (words, "underline")


def test_cells_of_a_price_list_have_room(page: Page) -> None:
    table = page.locator(".praxis-prices table").first
    assert table.locator("td").first.evaluate("e => parseFloat(getComputedStyle(e).paddingTop)") >= 6
    below = table.evaluate(
        "e => e.closest('section').querySelector('p').getBoundingClientRect().top - e.getBoundingClientRect().bottom"
    )
    assert below >= 12


@pytest.mark.parametrize("width", [360, 1280])
def test_words_of_a_card_in_a_table_stay_whole(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    word = "e => { const r = new Range(); r.setStart(e.firstChild, 0); r.setEnd(e.firstChild, 5); return r.getClientRects().length; }"
    assert page.locator(".praxis-embed-action a").first.evaluate(word) == 1


def test_folds_and_lists_have_no_signs_of_the_theme(page: Page) -> None:
    signs = page.evaluate(
        """() => [...document.querySelectorAll(".praxis summary")].flatMap(e =>
            ["::before", "::after"].map(at => getComputedStyle(e, at).content))"""
    )
    assert set(signs) == {"none"}
    assert (
        page.locator(".praxis-services li").first.evaluate("e => getComputedStyle(e).marginInlineStart")
        == "0px"
    )
    assert (
        page.locator(".praxis-emergency li").first.evaluate("e => getComputedStyle(e).listStyleType")
        == "none"
    )


def test_every_rule_of_the_components_is_there_and_outweighs_a_theme() -> None:
    rules = (themes_dir() / "praxis" / "css" / "praxis-components.css").read_text("utf-8")
    made = cards_css()
    assert made.count("{") >= rules.count("{")
    assert ":root:not(#_) .praxis-week dt {" in made
    assert "rem" not in made.partition(":root:not(#_)")[2].replace("--praxis-rem", "").replace("rem)", "")
