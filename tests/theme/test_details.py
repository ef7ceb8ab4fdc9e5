"""What makes a page look cared for: one edge for all hours, words that stay together, pictures of odd shape, tables, ticks, code; in German and from the right."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from mkdocs_praxis.components.showroom import schemes_page
from mkdocs_praxis.components.together import together
from mkdocs_praxis.practice.new import create

pytestmark = pytest.mark.browser
BOX = "e => e.getBoundingClientRect().toJSON()"
WORDS = """
![Flur](bilder/flur.jpg)

![Tür](bilder/tuer.jpg)

!!! note
    Ein Hinweis.

!!! quote
    Ein Zitat.

- [x] Versichertenkarte
- [ ] Impfpass

| Verfahren | Dauer | Kosten | Kasse | Vorbereitung | Bemerkung |
|---|---:|---:|---|---|---|
| Rehabilitationssportvereinsmitgliedschaft | 45 min | 12 € | ja | nüchtern | keine |

| A | B |
|---|---|
| 1 | 2 |

```python
def gruss(name):  # sagt hallo
    return name
```

::: praxis bilder
    bilder: [{datei: bilder/flur.jpg, alt: Flur}]
"""
LEAD = "Fachpraxis für Kinder- und Jugendpsychiatrie und -psychotherapie, {}"
PLACES = """standorte:
  - {name: Praxis Süd, anschrift: "Weg 2, 10117 Berlin", telefon: 030 23125001}
  - {name: Praxis Nord, anschrift: "Weg 3, 10117 Berlin", telefon: 030 23125002}
"""
HOURS = """sprechzeiten:
  - zeiten: {Mo-Fr: "8:00-12:30", "Mo, Di, Do": "14:00-18:00", Sa: "10:30-12:00, 13:15-15:45"}
  - {standort: Praxis Süd, zeiten: {Mo-Do: "8:30-12:00, 13:00-17:00"}}
  - {standort: Praxis Nord, zeiten: {Fr: "8:00-12:00"}}
telefonzeiten:
  - zeiten: {Mo-Fr: "7:30-12:00"}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, build: Callable[[str, Path], Path]) -> Path:
    folder = tmp_path_factory.mktemp("details")
    create(folder / "it", profession="arzt")
    docs, facts = folder / "it" / "docs", folder / "it" / "praxis"
    for name, text in {
        "kurz.md": "# Kurz\n\nEin Satz.\n",
        "orte.md": "# Orte\n\n::: praxis standorte\n",
        "worte.md": f"# Worte\n\n{LEAD.format('seit 3. März')}\n{{ .lead }}\n{WORDS}",
        "ar/index.md": f"---\nsprache: ar\ntemplate: start.html\nheadline: العيادة\nlead: اتصلوا بنا على 030 2312 5000 صباحا\n---\n\n## النص\n{WORDS}",
    }.items():
        (docs / name).parent.mkdir(exist_ok=True)
        (docs / name).write_text(text, "utf-8")
    (docs / "ar" / "bilder").mkdir()
    for place in (docs, docs / "ar"):
        (place / "bilder").mkdir(exist_ok=True)
        Image.radial_gradient("L").resize((3000, 500)).save(place / "bilder" / "flur.jpg")
        Image.radial_gradient("L").resize((1200, 1800)).save(place / "bilder" / "tuer.jpg")
    own = facts / "praxis.yml"
    own.write_text(own.read_text("utf-8") + PLACES, "utf-8")
    (facts / "zeiten.yml").write_text(HOURS, "utf-8")
    config = folder / "it" / "mkdocs.yml"
    more = "  - admonition\n  - pymdownx.tasklist\n  - pymdownx.superfences\n  - pymdownx.highlight\n  - tables\n"
    config.write_text(config.read_text("utf-8").replace("  - tables\n", more), "utf-8")
    return build(str(config), folder / "site")


@pytest.fixture
def at(site: Path, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of the site."""
    contexts = []

    def opened(path: str, width: int = 390, **given: Any) -> Page:
        contexts.append(context := chromium.new_context(viewport={"width": width, "height": 800}, bypass_csp=True, **given))  # fmt: skip
        page = context.new_page()
        page.goto((site / path).as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [320, 360, 390, 768, 1280])
@pytest.mark.parametrize("font", ["", "Liberation Sans", "DejaVu Sans"])
def test_all_hours_of_a_place_begin_below_each_other(at: Callable[..., Page], width: int, font: str) -> None:
    """Second spans too, though 8:00 is narrower than 10:30; on a desk those of the phone as well, though its days are longer."""
    page = at("orte.html", width)
    page.evaluate("f => f && document.documentElement.style.setProperty('--praxis-font', `\"${f}\"`)", font)
    card = page.locator(".praxis-places section").first
    lists = card.locator(".praxis-week")
    assert lists.count() == 2
    begins = [one.locator("dd").evaluate_all("all => all.map(e => e.getBoundingClientRect().x)") for one in lists.all()]  # fmt: skip
    assert all(max(xs) - min(xs) < 1 for xs in begins), begins
    if width >= 768:
        assert abs(begins[0][0] - begins[1][0]) < 1
    seconds = card.locator(".praxis-span:nth-of-type(n + 2)").evaluate_all("all => all.map(e => [e.getBoundingClientRect().x, e.previousElementSibling.previousElementSibling.getBoundingClientRect()]).filter(([x, first]) => x > first.right).map(([x]) => x)")  # fmt: skip
    if width >= 390 and not font:
        assert len(seconds) == 4
    assert not seconds or max(seconds) - min(seconds) < 1
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    days = card.locator("dt").evaluate_all("all => all.map(e => [e.textContent, e.scrollWidth <= e.nextElementSibling.offsetLeft - e.offsetLeft || e.nextElementSibling.offsetTop > e.offsetTop])")  # fmt: skip
    assert all(whole for _, whole in days), days


def test_two_spans_stand_on_one_line_on_the_usual_phone(at: Callable[..., Page]) -> None:
    rows = at("index.html", 360).locator(".praxis-glance--band .praxis-week--two").first.locator("dd")
    tops = rows.evaluate_all("all => all.map(e => [...e.querySelectorAll('.praxis-span')].map(s => Math.round(s.getBoundingClientRect().top)))")  # fmt: skip
    assert max(map(len, tops)) == 2
    assert all(len(set(row)) <= 1 for row in tops)


def test_hours_of_further_places_are_folded_beside_a_short_page_and_open_on_paper(
    at: Callable[..., Page],
) -> None:
    page = at("kurz.html", 1280)
    side = page.locator(".page-side")
    assert side.locator("details > summary").all_inner_texts() == ["Praxis Süd", "Praxis Nord"]
    assert not side.get_by_text("13:00–17:00").is_visible()
    assert side.get_by_text("14:00–18:00").first.is_visible()
    side.locator("summary").first.click()
    assert side.get_by_text("13:00–17:00").first.is_visible()
    page.reload()
    page.emulate_media(media="print")
    assert page.locator(".page-side dd:visible").count() == page.locator(".page-side dd").count() > 4
    assert not at("orte.html", 1280).locator(".page-side .praxis-week").count(), "said in the page itself"


def test_words_stay_together() -> None:
    for written, kept in {
        "38,5 °C, 5 mg, 12 kg und 8 Uhr": "38,5\u00a0°C, 5\u00a0mg, 12\u00a0kg und 8\u00a0Uhr",
        "§ 203 StGB, Weg 128 a, Nr. 3": "§\u00a0203 StGB, Weg 128\u00a0a, Nr.\u00a03",
        "Prof. Dr. med. Dr. h. c. Li": "Prof. Dr.\u00a0med. Dr.\u00a0h.\u00a0c. Li",
        "Dr. med. dent. Dr. rer. nat. Li": "Dr.\u00a0med.\u00a0dent. Dr.\u00a0rer.\u00a0nat. Li",
        "Art. 6 Abs. 1 Satz 2 Buchst. a DSGVO, no. 3": "Art.\u00a06 Abs.\u00a01 Satz\u00a02 Buchst.\u00a0a DSGVO, no.\u00a03",
        "on 3 August 2026": "on 3\u00a0August 2026",
        "Do., 24. Dezember 2026": "Do.,\u00a024.\u00a0Dezember 2026",
        "z. B. und -therapie": "z.\u00a0B. und -\u2060therapie",
    }.items():
        assert together(written) == kept
        assert together(kept) == kept
    for same in (
        "<code>5 mg -x</code>",
        '<a class="a -b" title="5 m">x</a>',
        "<pre>a\n  b -c 3 x</pre>",
        "30 Minuten, 3 Jahre. Danach – Ende - so",
        "A. Beispiel",
        "5 -7",
    ):
        assert together(same) == same


@pytest.mark.parametrize("width", range(300, 420, 15))
def test_no_line_ends_with_the_hyphen_of_the_next_word(at: Callable[..., Page], width: int) -> None:
    page = at("worte.html", width)
    lead = page.locator(".page-title .lead")
    lines = lead.evaluate(
        """e => { const text = e.firstChild, at = text.data.indexOf('-\\u2060'), box = i => { const r = document.createRange();
            r.setStart(text, i); r.setEnd(text, i + 1); return r.getBoundingClientRect().top; }; return [box(at), box(at + 2)]; }"""
    )
    assert lines[0] == lines[1]


def test_numbers_in_an_arabic_lead_keep_their_order(at: Callable[..., Page]) -> None:
    """030 2312 5000 read 5000 2312 030: another number."""
    places = (
        at("ar/index.html")
        .locator(".page-hero .lead")
        .evaluate(
            """e => ['030', '2312', '5000'].map(part => { const text = e.firstChild, at = text.data.indexOf(part), r = document.createRange();
            r.setStart(text, at); r.setEnd(text, at + part.length); const box = r.getBoundingClientRect(); return [box.top, box.left]; })"""
        )
    )
    assert places == sorted(places)


def test_tables_and_code_from_the_right(at: Callable[..., Page]) -> None:
    page = at("ar/index.html", 1280)
    cell = page.locator(".page-table th").first
    assert cell.evaluate("e => parseFloat(getComputedStyle(e).paddingRight)") == 0, "flush with the text"
    code = page.locator("pre code")
    assert code.evaluate("e => getComputedStyle(e).direction + getComputedStyle(e.parentElement).textAlign") in {"ltrstart", "ltrleft"}  # fmt: skip
    first = code.locator("span").first.evaluate(BOX)
    assert first["left"] - page.locator("pre").evaluate(BOX)["left"] < 40


@pytest.mark.parametrize("path", ["worte.html", "ar/index.html"])
def test_a_shadow_says_that_a_table_goes_on(at: Callable[..., Page], path: str, tmp_path: Path) -> None:
    """On phones no bar shows it; and none where all is seen, nor where one has scrolled to the end."""
    page = at(path)
    wide, small = page.locator(".page-table").all()

    def edges(table: Any) -> list[bool]:
        table.screenshot(path=str(tmp_path / "t.png"))
        with Image.open(tmp_path / "t.png").convert("L") as shot:
            rows = (shot.height * 3 // 5, shot.height - 6)
            return [min(shot.getpixel((x, row)) for row in rows) < 225 for x in (1, shot.width - 2)]

    assert wide.evaluate("e => e.scrollWidth > e.clientWidth")
    ahead = [False, True] if path == "worte.html" else [True, False]
    assert edges(wide) == ahead
    wide.evaluate("e => e.scrollTo((getComputedStyle(e).direction === 'rtl' ? -1 : 1) * 9999, 0)")
    assert edges(wide) == ahead[::-1]
    assert edges(small) == [False, False]


def test_pictures_of_odd_shape(at: Callable[..., Page]) -> None:
    """An upright photo has no empty frame beside it; of a panorama that is cut a copy is taken that is high enough."""
    page = at("worte.html", 1280)
    upright = page.locator(".prose img[alt=Tür]")
    upright.scroll_into_view_if_needed()
    upright.evaluate("e => e.decode()")
    box = upright.evaluate(BOX)
    assert abs(box["width"] / box["height"] - 2 / 3) < 0.01
    cut = page.locator(".praxis-gallery img")
    cut.scroll_into_view_if_needed()
    cut.evaluate("e => e.decode()")
    high = cut.evaluate(
        "e => new Promise(done => { const own = new Image(); own.onload = () => done(own.naturalHeight); own.src = e.currentSrc; })"
    )
    assert high >= cut.evaluate(BOX)["height"] - 1


def test_notes_speak_the_language_of_the_page_and_are_legible(at: Callable[..., Page]) -> None:
    titles = at("worte.html").locator(".admonition-title")
    assert titles.all_inner_texts() == ["Hinweis", "Zitat"]
    assert at("ar/index.html").locator(".admonition-title").all_inner_texts() == ["Note", "Quote"]
    faint = "e => getComputedStyle(e).color === getComputedStyle(document.documentElement).getPropertyValue('--praxis-control')"
    assert not titles.last.evaluate(faint)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_ticked_is_seen(at: Callable[..., Page], scheme: str) -> None:
    """Browsers draw boxes that nobody can change in the faintest grey, and small."""
    page = at("worte.html", color_scheme=scheme)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    boxes = page.locator(".task-list-item input")
    sizes = boxes.evaluate_all("all => all.map(e => e.offsetHeight / parseFloat(getComputedStyle(e.parentElement).fontSize))")  # fmt: skip
    assert len(sizes) == 2
    assert min(sizes) > 0.9
    ticked, empty = (one.evaluate("e => getComputedStyle(e).backgroundColor") for one in boxes.all())
    assert ticked != empty
    assert "✓" in boxes.first.evaluate("e => getComputedStyle(e, '::before').content")


def test_samples_of_schemes_keep_their_day_at_night(chromium: Browser, tmp_path: Path) -> None:
    (tmp_path / "farben.html").write_text(schemes_page("de"), "utf-8")
    page = chromium.new_page(color_scheme="dark", viewport={"width": 360, "height": 800})
    page.goto((tmp_path / "farben.html").as_uri())
    paper = "e => getComputedStyle(e).getPropertyValue('--paper').trim()"
    assert page.locator(".sample:not(.dark) .page-scene").first.evaluate(paper) == "#fffefd"
    assert page.locator(".sample.dark .page-scene").first.evaluate(paper) == "#d3dad9"
    numbers = page.locator(".sample .praxis-button").evaluate_all("all => all.map(e => e.offsetHeight)")
    assert max(numbers) < 60, "the number stands on one line"
    page.close()


@pytest.mark.parametrize("width", [320, 360, 390])
def test_times_of_a_course_stay_on_one_line(
    sites: Callable[[str], Path], chromium: Browser, width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.goto((sites("example") / "leistungen" / "index.html").as_uri())
    times = page.locator(".praxis-courses dd").first.evaluate(
        """e => { const found = [], walk = document.createTreeWalker(e, NodeFilter.SHOW_TEXT); for (let node; node = walk.nextNode();)
            for (const m of node.data.matchAll(/\\d+:\\d\\d–\\d+:\\d\\d/g)) { const r = document.createRange();
                r.setStart(node, m.index); r.setEnd(node, m.index + m[0].length); found.push(r.getClientRects().length); } return found; }"""
    )
    assert times == [1, 1]
    page.close()


def test_columns_begin_on_one_line(sites: Callable[[str], Path], chromium: Browser) -> None:
    """Hours, address and the lists of the foot: first lines stood 3 to 8 px apart."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    for name in ("example", "visitenkarte"):
        page.goto((sites(name) / "index.html").as_uri())
        top = "e => { const r = document.createRange(); r.selectNodeContents(e.querySelector('a > span, a') || e); return r.getClientRects()[0].top; }"
        band = [page.locator(f".praxis-glance--band {one}").first.evaluate(top) for one in ("dt", "dd .praxis-span", "address")]  # fmt: skip
        assert max(band) - min(band) < 1
        foot = page.locator(".page-foot h2 + *")
        begins = [one.evaluate(top) for one in foot.all()]
        heads = page.locator(".page-foot h2").evaluate_all(
            "all => all.map(e => e.getBoundingClientRect().bottom)"
        )
        below = [begin - head for begin, head in zip(begins, heads, strict=True)]
        assert max(below) - min(below) < 2.5
    page.close()
