"""The search, the page that does not exist, a site of one page, and what paper says once: on sites with much and with little."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
import turbohtml
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
Sites = Callable[[str], Path]
Serve = Callable[[Path], AbstractContextManager[str]]
PAGES = {
    "index.md": "# Praxis Li\n\nHausarztpraxis.\n",
    "mit-lead.md": "# Rezepte\n\nOhne Termin, am [Telefon](index.md).\n{ .lead }\n\nEin zweiter Satz.\n",
    "absatz.md": "# Absatz\n\nDer erste Satz.\n\nDer zweite.\n",
    "baustein.md": "# Baustein\n\n::: praxis kontakt\n\nErst dahinter steht etwas.\n",
    "impressum.md": "# Impressum\n\n::: praxis impressum\n",
    "datenschutz.md": "# Datenschutz\n\n::: praxis datenschutz\n",
    "merkblatt.md": "# Merkblatt\n\n::: praxis merkblatt\n",
    "adressen.md": "# Adressen\n\n<https://www.kbv.de/>\n\n[www.116117.de](https://www.116117.de/)\n\n"
    "[Der Terminservice](https://www.eterminservice.de/)\n\n[kvb.de/praxen](https://www.kvb.de/praxen/)\n",
}


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    yield context.new_page()
    context.close()


def little(folder: Path, *names: str, hours: str = "") -> Path:
    """Build a site with three facts and some of the pages."""
    for name in (*names, "impressum.md", "datenschutz.md"):
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGES[name], "utf-8")
    (folder / "praxis").mkdir()
    facts = "name: Praxis Li\ntelefon: 030 2312599\nanschrift: Weg 1, 10117 Berlin\nberuf: {art: arzt}\n"
    (folder / "praxis" / "praxis.yml").write_text(facts, "utf-8")
    if hours:
        (folder / "praxis" / "zeiten.yml").write_text(f"sprechzeiten:\n  {hours}\n", "utf-8")
    (folder / "mkdocs.yml").write_text(
        "site_name: Praxis Li\nsite_url: https://li.example/\nuse_directory_urls: false\n"
        "theme: {name: praxis, locale: de}\nplugins:\n  - praxis: {draft: true}\n"
        "markdown_extensions:\n  - attr_list\n  - toc: {permalink: true}\n",
        "utf-8",
    )
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def test_search_describes_pages_by_their_own_first_words(tmp_path: Path) -> None:
    """Not by a heading with its sign, nor by whatever sentence a component begins with."""
    site = little(tmp_path, "index.md", "mit-lead.md", "absatz.md", "baustein.md")
    tree = turbohtml.parse((site / "search.html").read_text("utf-8"))
    said = {
        li.select_one("a").text: [p.text for p in li.select("p")] for li in tree.select(".search-list > li")
    }  # type: ignore[union-attr]
    assert said["Rezepte"] == ["Ohne Termin, am Telefon."]
    assert said["Absatz"] == ["Der erste Satz."]
    assert said["Baustein"] == []


def test_sheet_of_hours_skips_no_level_of_headings(tmp_path: Path) -> None:
    kinds = "- {zeiten: {Mo: 8-12}}\n  - {art: offen, zeiten: {Mo: 8-9}}"
    site = little(tmp_path, "index.md", "merkblatt.md", hours=kinds)
    tree = turbohtml.parse((site / "merkblatt.html").read_text("utf-8"))
    assert {h.tag for h in tree.select("article :is(h2, h3, h4)")} == {"h2"}


def test_a_site_of_one_page_has_no_menu(tmp_path: Path, page: Page) -> None:
    site = little(tmp_path / "one", "index.md")
    page.goto((site / "index.html").as_uri())
    assert page.locator(".page-nav").count() == 0
    assert page.locator(".page-foot a[href='search.html']").is_visible()
    gaps = page.locator(".page-head > .wrap").evaluate(
        "e => { const s = getComputedStyle(e); return [s.paddingBlockStart, s.paddingBlockEnd]; }"
    )
    assert gaps[0] == gaps[1], "the name stands in the middle of the head"
    more = little(tmp_path / "two", "index.md", "absatz.md")
    assert 'class="page-nav"' in (more / "index.html").read_text("utf-8")


@pytest.mark.parametrize("name", ["example", "visitenkarte"])
def test_a_page_that_is_not_there_shows_the_way(name: str, sites: Sites, serve: Serve, page: Page) -> None:
    """Pages, numbers for emergencies, phone and hours; headed as every page is, without a menu of other languages."""
    with serve(sites(name)) as address:
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{address}404.html")
            heading = page.locator("h1").bounding_box()
            first = page.locator(".search-list a").first.bounding_box()
            assert heading
            assert first
            assert abs(heading["x"] - first["x"]) < 1
            for seen in (".page-title h1", ".praxis-emergency", ".praxis-week", "main a[href^='tel:+49']"):
                assert page.locator(seen).first.is_visible(), (width, seen)
            assert page.locator(".search-list a").evaluate_all("all => all.every(a => a.offsetHeight >= 44)")
            assert "English" not in page.locator(".search-list").inner_text()


def test_search_stands_in_the_band_of_the_heading(sites: Sites, page: Page) -> None:
    page.goto((sites("example") / "search.html").as_uri())
    assert page.locator(".page-title #q").is_visible()
    assert (
        page.locator("main .page-body > article > h2").evaluate(
            "e => e.getBoundingClientRect().top - document.querySelector('.page-title').getBoundingClientRect().bottom"
        )
        < 60
    ), "no gap where later the number of pages stands"
    page.fill("#q", "ultraschall")
    page.wait_for_function("document.querySelector('#treffer').textContent.length > 0")
    assert page.locator(".page-title #treffer").is_visible()


def test_paper_says_an_address_once(tmp_path: Path, page: Page) -> None:
    site = little(tmp_path, "index.md", "adressen.md")
    page.goto((site / "adressen.html").as_uri())
    page.emulate_media(media="print")
    after = page.locator("article a").evaluate_all(
        "all => all.map(a => [a.innerText.split(/\\s/)[0], getComputedStyle(a, '::after').content.includes('http')])"
    )
    assert dict(after) == {
        "https://www.kbv.de/": False,
        "www.116117.de": False,
        "Der": True,
        "kvb.de/praxen": False,
    }


def test_hours_are_printed_on_the_first_sheet_of_every_page(sites: Sites, page: Page) -> None:
    """Behind a long text they took a last sheet of their own."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 1009})
    for path in ("datenschutz.html", "leistungen/schwangerschaft.html", "fuer-sie/fragen.html"):
        page.goto((sites("example") / path).as_uri())
        assert page.locator(".praxis-week").first.evaluate("e => e.getBoundingClientRect().bottom") < 1009, (
            path
        )
        before = "() => document.querySelector('.page-side').getBoundingClientRect().bottom <= document.querySelector('article').getBoundingClientRect().top"
        assert page.evaluate(before), path


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    "hours",
    ["Mo-Fr: 8:00-12:30, 14:00-18:00", "Mo, Di, Do, Fr: 8:00-12:30, 14:00-18:00"],
)
def test_hours_beside_the_text_stand_below_each_other(
    tmp_path: Path, page: Page, hours: str, width: int
) -> None:
    """Where days are told together, Samstag, Sonntag among them, their hours began further in."""
    site = little(tmp_path, "index.md", hours=hours)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((site / "index.html").as_uri())
    page.evaluate("document.documentElement.style.setProperty('--praxis-font', '\"Liberation Sans\"')")
    rows = page.locator(".praxis-glance--side .praxis-week dd")
    assert rows.count() > 1
    places = rows.evaluate_all("all => all.map(e => e.getBoundingClientRect().x)")
    assert max(places) - min(places) < 1, places


def test_cards_end_as_far_below_their_last_line_as_they_begin(sites: Sites, page: Page) -> None:
    page.goto((sites("example") / "team" / "stellen.html").as_uri())
    inner = "e => e.getBoundingClientRect().bottom - parseFloat(getComputedStyle(e).paddingBottom) - [...e.querySelectorAll('p')].at(-1).getBoundingClientRect().bottom"
    assert page.locator(".praxis-jobs .praxis-card").first.evaluate(inner) < 3
    page.goto((sites("example") / "aktuelles.html").as_uri())
    assert page.locator(".praxis-closing").first.evaluate(inner) < 3
    page.goto((sites("example") / "team" / "index.html").as_uri())
    tallest = page.locator(".praxis-team li > div:last-child").first
    assert tallest.evaluate("e => parseFloat(getComputedStyle(e.lastElementChild).marginBottom)") == 0


def test_every_number_of_the_strip_says_what_it_is_at_400_percent(sites: Sites, page: Page) -> None:
    """WCAG 2.2, 1.4.10: enlarging a page takes nothing away."""
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto((sites("example") / "index.html").as_uri())
    sizes = page.locator(".page-strip a > span, .page-name > span > span").evaluate_all("all => all.map(e => [e.textContent.trim(), e.offsetHeight])")  # fmt: skip
    assert len(sizes) == 4
    assert all(height >= 16 for _, height in sizes), sizes


def test_foot_of_a_page_from_right_to_left_keeps_to_its_edge(sites: Sites, page: Page) -> None:
    page.goto((sites("foreign") / "ar" / "index.html").as_uri())
    page.locator(".praxis-foot").first.evaluate(
        'e => e.insertAdjacentHTML(\'beforeend\', \'<ul><li><a href="tel:1"><span class="praxis-number" dir="ltr">030 1</span></a></li></ul>\')'
    )
    ends = page.locator(".praxis-foot").first.evaluate(
        "e => [e.getBoundingClientRect().right, e.querySelector('li span').getBoundingClientRect().right]"
    )
    assert re.match("rtl", page.evaluate("document.documentElement.dir"))
    assert abs(ends[0] - ends[1]) < 40, ends
