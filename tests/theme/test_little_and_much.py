"""Sites of real practices that lie at the edges: next to nothing said, wide logos, four places, the longest words, tabs on paper."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from mkdocs_praxis.practice.new import create

pytestmark = pytest.mark.browser
Build = Callable[[str, Path], Path]
BOX = "e => e.getBoundingClientRect().toJSON()"
PLACES = """standorte:
  - {name: Praxis Süd, anschrift: "Weg 2, 10117 Berlin", telefon: 030 23125001}
  - {name: Praxis Nord, anschrift: "Weg 3, 10117 Berlin", telefon: 030 23125002}
"""
HOURS = """sprechzeiten:
  - zeiten: {Mo-Fr: "8:00-12:30"}
  - {standort: Praxis Süd, zeiten: {Mo-Do: "8:30-12:00"}}
  - {standort: Praxis Nord, zeiten: {Fr: "8:00-12:00"}}
ausnahmen:
  - {datum: 04.12.2026, zeiten: "8:00-11:00", grund: Fortbildung}
telefonzeiten: {Mo-Fr: "7:30-12:00"}
"""
TEAM = """team:
  - {name: Ada Beispiel, foto: bilder/links.png, foto_alt: Ada, foto_einwilligung: 15.01.2026, foto_ausschnitt: links}
  - {name: Bo Li, foto: bilder/rechts.png, foto_alt: Bo, foto_einwilligung: 15.01.2026, foto_ausschnitt: rechts}
"""
TABS = """# Herzkatheteruntersuchung

=== "Gesetzlich versichert"

    Die Kasse zahlt.

    === "Innen"

        Drinnen.

=== "Privat versichert"

    Eine Rechnung.
"""


def made(folder: Path, build: Build, pages: dict[str, str], facts: dict[str, str], theme: str = "") -> Path:
    """Build a new site with other pages, facts and options of its theme."""
    create(folder / "it", profession="arzt")
    for name, text in pages.items():
        page = folder / "it" / "docs" / name
        page.parent.mkdir(exist_ok=True)
        page.write_text(text, "utf-8")
    pictures = folder / "it" / "docs" / "bilder"
    pictures.mkdir(exist_ok=True)
    Image.new("RGBA", (600, 120)).save(pictures / "schrift.png")
    for name in ("links.png", "rechts.png"):
        Image.new("RGB", (1500, 900)).save(pictures / name)
    for name, text in facts.items():
        own = folder / "it" / "praxis" / name
        own.write_text(own.read_text("utf-8") + text if name == "praxis.yml" else text, "utf-8")
    config = folder / "it" / "mkdocs.yml"
    said = config.read_text("utf-8").replace("  name: praxis\n", f"  name: praxis\n{theme}")
    listed = "".join(f"  - {name}\n" for name in pages if "/" in name)
    said = said.replace("\nnav:\n", f"\nnav:\n{listed}").replace(
        "  - praxis:\n", "  - praxis:\n      date: 2026-11-29\n"
    )
    config.write_text(
        said.replace("  - tables\n", "  - tables\n  - pymdownx.tabbed: {alternate_style: true}\n"), "utf-8"
    )
    return build(str(config), folder / "site")


@pytest.fixture(scope="module")
def much(tmp_path_factory: pytest.TempPathFactory, build: Build) -> Path:
    folder = tmp_path_factory.mktemp("much")
    pages = {
        "zeiten.md": "# Zeiten\n\n::: praxis sprechzeiten\n\n::: praxis telefonzeiten\n",
        "tabs.md": TABS,
        "adresse.md": "# Adresse\n\n::: praxis kontakt\n",
    }
    pages |= {f"{code}/index.md": f"---\nsprache: {code}\n---\n# {code}\n" for code in ("en", "uk", "ar")}
    pages["ar/preise.md"] = "---\nsprache: ar\n---\n# الثمن\n\nالثمن 1,05 € أو 12,00 €، هاتف 030 23125001.\n"
    facts = {"praxis.yml": PLACES, "zeiten.yml": HOURS, "team.yml": TEAM}
    return made(folder, build, pages, facts, "  logo: bilder/schrift.png\n")


@pytest.fixture
def at(much: Path, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of the site with very much."""
    contexts = []

    def opened(path: str, width: int = 390, **given: Any) -> Page:
        contexts.append(context := chromium.new_context(viewport={"width": width, "height": 800}, bypass_csp=True, **given))  # fmt: skip
        page = context.new_page()
        page.goto((much / path).as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


def test_a_first_page_with_nothing_written_greets_with_the_name(
    tmp_path: Path, build: Build, chromium: Browser
) -> None:
    """And its foot follows at once: no band for words that are not there. What the text calls itself stands before the name."""
    pages = {"index.md": "---\ntemplate: start.html\n---\n"}
    site = made(tmp_path / "a", build, pages, {})
    name = (site / "index.html").read_text("utf-8").split('id="titel">')[1].split("<")[0]
    assert name == "Arztpraxis Beispiel"
    page = chromium.new_page(viewport={"width": 1280, "height": 600})
    page.goto((site / "index.html").as_uri())
    band, foot = page.locator(".praxis-glance--band").evaluate(BOX), page.locator(".page-foot").evaluate(BOX)
    assert foot["top"] - band["bottom"] < 2
    page.close()
    pages["index.md"] = (
        "---\ntemplate: start.html\nimage: bilder/links.png\nimage_alt: Flur\n---\n# Guten Tag\n\nWir sind da.\n"
    )
    written = (made(tmp_path / "b", build, pages, {}) / "index.html").read_text("utf-8")
    assert 'id="titel">Guten Tag</h1>' in written
    assert 'fetchpriority="high"' in written


def test_a_wide_logo_is_legible(at: Callable[..., Page]) -> None:
    """As high as a square one, as wide as there is room; on white at night, for most are dark words on nothing."""
    wide = at("zeiten.html", 1280).locator(".page-name img")
    box = wide.evaluate(BOX)
    assert wide.get_attribute("width") == "240"
    assert box["width"] > 120
    assert box["height"] <= 48
    phone = at("zeiten.html", 390, color_scheme="dark").locator(".page-name img")
    assert phone.evaluate(BOX)["width"] <= 48
    assert phone.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"


def test_cents_are_no_phone_number_within_arabic(at: Callable[..., Page]) -> None:
    """1,05 € read 05,1 €."""
    assert at("ar/preise.html").locator("article bdi").all_inner_texts() == ["030 23125001"]


def test_the_page_one_is_on_is_marked_where_its_line_begins(at: Callable[..., Page]) -> None:
    for path, edge in (("index.html", ["4px", "0px"]), ("ar/index.html", ["0px", "4px"])):
        page = at(path, 360)
        page.locator(".page-nav summary").click()
        edges = page.locator(".page-menu [aria-current]").first.evaluate("e => [getComputedStyle(e).borderLeftWidth, getComputedStyle(e).borderRightWidth]")  # fmt: skip
        assert edges == edge, path


def test_the_sign_of_languages_stands_once(at: Callable[..., Page]) -> None:
    languages = at("index.html", 1280).locator(".page-languages")
    assert languages.locator("a").count() >= 2
    assert languages.locator("svg").count() == 1


def test_other_hours_of_all_places_stand_above_the_first(at: Callable[..., Page]) -> None:
    """Below the last they read as its own."""
    for path in ("zeiten.html", "index.html", "team.html"):
        page = at(path, 1280)
        other = page.get_by_text("Fortbildung").first.evaluate(BOX)
        assert other["bottom"] < page.locator("main").get_by_text("Praxis Süd").first.evaluate(BOX)["top"], (
            path
        )


def test_phone_hours_behind_opening_hours_say_what_they_are(at: Callable[..., Page]) -> None:
    assert at("zeiten.html").locator("h2", has_text="Telefonzeiten").is_visible()
    assert at("kontakt.html").locator("main :is(h2, h3)", has_text="Telefonzeiten").count() <= 1


def test_one_place_of_several_has_the_filled_button(at: Callable[..., Page]) -> None:
    card = at("adresse.html").locator(".praxis-contact")
    assert card.locator(".praxis-button").count() == 3
    assert card.locator(".praxis-button:not(.praxis-button--quiet)").count() == 1


@pytest.mark.parametrize("width", [320, 360, 390])
def test_the_longest_usual_heading_stays_on_its_line(at: Callable[..., Page], width: int) -> None:
    """Herzkatheteruntersuchung lost its last letter to a second line."""
    heading = at("tabs.html", width).locator("h1")
    assert heading.evaluate("e => e.offsetHeight / parseFloat(getComputedStyle(e).lineHeight)") < 1.5


def test_tabs_are_printed_below_their_labels(at: Callable[..., Page]) -> None:
    page = at("tabs.html", 794)
    assert not page.get_by_text("Eine Rechnung.").is_visible()
    page.emulate_media(media="print")
    words = (
        "Gesetzlich versichert",
        "Die Kasse zahlt.",
        "Innen",
        "Drinnen.",
        "Privat versichert",
        "Eine Rechnung.",
    )
    tops = [page.get_by_text(word, exact=True).evaluate(BOX)["top"] for word in words]
    assert tops == sorted(tops)
    assert len(set(tops)) == len(tops)


def test_the_chosen_tab_is_seen_in_forced_colours(at: Callable[..., Page]) -> None:
    labels = at("tabs.html", forced_colors="active").locator(
        ".tabbed-set >> nth=0 >> .tabbed-labels >> nth=0 >> label"
    )
    width = "all => all.map(e => getComputedStyle(e).borderBlockEndWidth)"
    assert labels.evaluate_all(width) == ["3px", "0px"]
    labels.last.click()
    assert labels.evaluate_all(width) == ["0px", "3px"]


def test_a_person_at_the_edge_of_a_wide_photo_is_seen(at: Callable[..., Page]) -> None:
    photos = at("team.html", 1280).locator(".praxis-team img")
    shade = """e => e.decode().then(() => {
      const box = e.getBoundingClientRect(), scale = e.naturalHeight / box.height, shown = box.width * scale;
      const at = parseFloat(getComputedStyle(e).objectPosition) / 100 * (e.naturalWidth - shown);
      return [at / e.naturalWidth, (at + shown) / e.naturalWidth];
    })"""
    first, last = (one.evaluate(shade) for one in (photos.first, photos.last))
    assert first[0] == 0
    assert first[1] < 0.5
    assert last[0] > 0.5
    assert last[1] == pytest.approx(1)
