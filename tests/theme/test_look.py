"""What a program can see of the looks, in a real browser; every page is opened once, and everything asked of it then.

docs/look.md says which point of the checklist is held by which test, and which by a picture.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

FAULTS = (Path(__file__).parent / "faults.js").read_text("utf-8")
PAGES = (
    ("example", "index.html"),
    ("example", "kontakt/index.html"),
    ("example", "leistungen/frueherkennung.html"),
    ("example", "team/index.html"),
    ("example", "team/raeume.html"),
    ("example", "search.html"),
    ("example", "datenschutz.html"),
    ("hard", "index.html"),
    ("hard", "kontakt/index.html"),
    ("hard", "team/index.html"),
    ("hard", "aktuelles.html"),
    ("visitenkarte", "index.html"),
    ("card", "index.html"),
    ("example", "leistungen/schwangerschaft.html"),
    ("hebamme", "index.html"),
    ("hebamme", "kontakt.html"),
    ("arzt", "leistungen.html"),
    ("manual", "replacing/index.html"),
)
# a wide face, a middle one, a narrow one, and what the page itself brings
FONTS = ("DejaVu Sans", "Liberation Sans", "Liberation Sans Narrow", "")
WIDTHS = (320, 360, 390, 768, 1024, 1280, 1920)
SPACED = "line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important"  # WCAG 2.2, 1.4.12
pytestmark = pytest.mark.browser

Sites = Callable[[str], Path]
Serve = Callable[[Path], AbstractContextManager[str]]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 800}, bypass_csp=True)
    yield context.new_page()
    context.close()


def wear(page: Page, font: str, size: str = "") -> None:
    """Set the page in a font of the system and at a size, as a visitor's browser may."""
    page.evaluate(
        """([font, size]) => {
          const style = document.documentElement.style;
          font ? style.setProperty('--praxis-font', `"${font}"`) : style.removeProperty('--praxis-font');
          style.fontSize = size;
        }""",
        [font, size],
    )


LOOK = f"""([looks, forgiving]) => {{
  const faults = {FAULTS};
  const style = document.documentElement.style, found = {{}};
  for (const [name, font, size, width, zoomed] of looks) {{
    font ? style.setProperty('--praxis-font', `"${{font}}"`) : style.removeProperty('--praxis-font');
    style.fontSize = size;
    window.frameElement.style.width = `${{width}}px`;
    const seen = faults({{zoomed, forgiving: zoomed || forgiving}});
    if (seen.length) found[name] = seen.slice(0, 4);
  }}
  return found;
}}"""


@pytest.mark.parametrize(("name", "path"), PAGES, ids=["/".join(p) for p in PAGES])
def test_page_holds_in_every_font_width_and_size(
    sites: Sites, serve: Serve, page: Page, name: str, path: str
) -> None:
    """The page stands in a frame that is made as wide as each screen: one question instead of forty."""
    looks = [
        (f"{font or 'own font'}, {width} px, {size or '100%'} text", font, size, width, bool(size))
        for font in FONTS
        for size, widths in (("", WIDTHS), ("200%", (320, 360, 390, 1280)))
        for width in widths
    ]
    spaced = [(f"own font, {width} px, wide spacing", "", "", width, True) for width in (390, 1280)]
    # the manual's tables are links in cells, the longest names are no reason for a small target
    forgiving = name == "manual"
    with serve(sites(name)) as address:
        page.goto(address + path)
        page.set_content(f'<iframe src="{address}{path}" style="border:0;height:800px"></iframe>')
        frame = page.frames[1]
        assert frame.evaluate("document.fonts.ready.then(() => innerHeight)") == 800
        found = frame.evaluate(LOOK, [looks, forgiving])
        frame.add_style_tag(content=f"*{{{SPACED}}} p{{margin-block-end:2em!important}}")
        found |= frame.evaluate(LOOK, [spaced, forgiving])
    assert found == {}


def test_fonts_of_the_test_are_there(page: Page) -> None:
    """Without them the test above would look at one and the same font four times."""
    page.set_content("<span id=a style='font-size:40px'>Sprechzeiten und Kontakt</span>")
    measure = (
        "font => { const e = document.getElementById('a'); e.style.fontFamily = font; return e.offsetWidth; }"
    )
    widths = {font: page.evaluate(measure, f'"{font}", monospace') for font in FONTS[:3]}
    fallback = page.evaluate(measure, "monospace")
    missing = [font for font, width in widths.items() if width == fallback]
    if missing:
        pytest.skip(f"not installed here: {', '.join(missing)}")
    assert len(set(widths.values())) == 3


@pytest.mark.parametrize("name", ["example", "hebamme", "visitenkarte"])
def test_first_screens(sites: Sites, page: Page, name: str) -> None:
    """What is seen before anybody scrolls: on a phone, at 400 % zoom, on a desk, on a large desk."""
    page.goto((sites(name) / "index.html").as_uri())
    for font in FONTS:
        wear(page, font)
        first_screens(page, font)


def first_screens(page: Page, font: str) -> None:
    bottom = "e => e.getBoundingClientRect().bottom"
    height = "e => e.offsetHeight"
    for width in (360, 390):
        page.set_viewport_size({"width": width, "height": 740})
        lines = "e => Math.round(e.offsetHeight / parseFloat(getComputedStyle(e).lineHeight))"
        assert page.locator("h1").evaluate(lines) <= 4
        assert page.locator(".page-hero .praxis-button").first.evaluate(bottom) <= 640
        assert page.locator(".page-strip").evaluate(height) <= 100
        assert page.locator(".page-head").evaluate(height) <= (150 if font == "DejaVu Sans" else 84)
    page.set_viewport_size({"width": 320, "height": 256})  # 1280 × 1024 at 400 %
    head = page.locator(".page-strip").evaluate(height) + page.locator(".page-head").evaluate(height)
    assert head <= (240 if font == "DejaVu Sans" else 154), (
        "three fifths of the height, with all words; the widest face may take a second row"
    )
    assert page.locator(".page-head").evaluate("e => getComputedStyle(e).position") == "relative", (
        "nothing sticks"
    )
    for width, tall in ((1280, 900), (1920, 1200)):
        page.set_viewport_size({"width": width, "height": tall})
        assert page.locator(".page-hero").evaluate(height) <= tall / 2
    assert page.locator(".wrap").first.evaluate("e => e.clientWidth") < 1300, "no stretched page"


def test_contact_page_begins_on_the_first_screen_of_a_phone(sites: Sites, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto((sites("hebamme") / "kontakt.html").as_uri())
    for font in FONTS:
        wear(page, font)
        assert page.locator("main h2").first.evaluate("e => e.getBoundingClientRect().top") <= 400


def test_menu_opens_over_the_page_on_phones_and_lies_open_on_desks(sites: Sites, page: Page) -> None:
    page.goto((sites("example") / "kontakt" / "index.html").as_uri())
    entry = page.locator(".page-nav a").first
    assert not entry.is_visible()
    assert page.locator(".page-tools a[href^='tel:']").is_visible()
    page.locator(".page-nav summary").click()
    assert entry.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.locator(".page-nav li a").last.focus()
    page.keyboard.press("Tab")
    under = "e => !e.closest('header') && e.contains(document.elementFromPoint(e.getBoundingClientRect().left + 5, e.getBoundingClientRect().top + 5))"
    assert page.locator(":focus").evaluate(under), "the open menu lies over what has the focus"
    page.keyboard.press("Shift+Tab")
    assert entry.is_visible()
    page.locator(".page-nav summary").click()
    page.set_viewport_size({"width": 1280, "height": 800})
    assert entry.is_visible()
    assert not page.locator(".page-nav summary").is_visible()


def test_what_is_said_once_and_what_serves(sites: Sites) -> None:
    """Hours once and the emergency numbers once on the first page; contents, steps and permalinks only where pages are long or read in a row."""
    for name in ("arzt", "hebamme", "example"):
        html = (sites(name) / "index.html").read_text("utf-8")
        assert html.count('<dl class="praxis-week') == 1, name
        assert html.count('href="tel:112"') == 1, name
    for path in sites("example").rglob("*.html"):
        html = path.read_text("utf-8")
        assert "headerlink" not in html, path
        assert "page-steps" not in html, path
    contents = [p for p in sites("arzt").rglob("*.html") if 'class="page-toc"' in p.read_text("utf-8")]
    assert {p.name for p in contents} <= {"datenschutz.html", "barrierefreiheit.html", "impressum.html"}
    assert "page-steps" in (sites("manual") / "policy" / "index.html").read_text("utf-8")
    contact = (sites("example") / "kontakt" / "index.html").read_text("utf-8")
    assert len(re.findall(r'class="[^"]*praxis-booking|class="praxis-embed"', contact)) == 1


def test_side_column_fills_the_right_third(sites: Sites, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    for name, path in (
        ("arzt", "leistungen.html"),
        ("hebamme", "kontakt.html"),
        ("example", "team/index.html"),
    ):
        page.goto((sites(name) / path).as_uri())
        side = page.locator(".page-side").evaluate("e => e.getBoundingClientRect().toJSON()")
        text = page.locator("article").evaluate("e => e.getBoundingClientRect().toJSON()")
        assert side["left"] >= text["right"]
        assert abs(side["top"] - text["top"]) <= 2, "equal top"
        assert side["right"] > 1190


def test_lines_of_text_are_comfortable(sites: Sites, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto((sites("example") / "leistungen" / "frueherkennung.html").as_uri())
    widths = page.evaluate(
        "() => [...document.querySelectorAll('.prose > p')].map(p => p.clientWidth / parseFloat(getComputedStyle(p).fontSize))"
    )
    assert max(widths) <= 34.1


def test_cards_of_a_row_are_equally_high_and_none_stands_alone(sites: Sites, page: Page) -> None:
    rows = """selector => { const rows = {}; const whole = document.querySelector(selector).parentElement.clientWidth;
      for (const e of document.querySelectorAll(selector)) { const r = e.getBoundingClientRect();
        (rows[Math.round(r.top)] ??= []).push([Math.round(r.height), r.width > whole * .9]); }
      return Object.values(rows); }"""
    for name, path, selector in (
        ("arzt", "index.html", ".praxis-services li"),
        ("arzt", "leistungen.html", ".praxis-services li"),
        ("example", "index.html", ".praxis-services li"),
        ("hard", "index.html", ".praxis-services li"),
        ("example", "team/raeume.html", ".praxis-gallery figure"),
        ("example", "index.html", ".praxis-team ul:last-child > li"),
        ("example", "index.html", ".praxis-notices > article"),
    ):
        page.goto((sites(name) / path).as_uri())
        for width in (768, 1024, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            found = page.evaluate(rows, selector)
            assert len(found[-1]) > 1 or found[-1][0][1], (name, path, width)
            if "services" in selector:
                assert all(len({height for height, _ in row}) == 1 for row in found), (name, path, width)


def test_keyboard_reaches_content_first(sites: Sites, page: Page) -> None:
    page.goto((sites("example") / "kontakt" / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").evaluate("e => e.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "4px"


def test_focus_is_seen_on_every_ground(sites: Sites, page: Page) -> None:
    """The ring has the colour of the words of its ground: on paper, on the practice's colour, in the dark foot."""
    page.goto((sites("example") / "index.html").as_uri())
    seen = """selector => { const e = document.querySelector(selector); e.focus({focusVisible: true}); const s = getComputedStyle(e);
      let ground = e; while (getComputedStyle(ground).backgroundColor === 'rgba(0, 0, 0, 0)') ground = ground.parentElement;
      const outside = e.matches('.praxis-button') ? getComputedStyle(e.closest('section')).backgroundColor : getComputedStyle(ground).backgroundColor;
      return [s.outlineStyle, s.outlineColor, outside]; }"""
    for selector in (
        ".page-hero .praxis-button",
        ".page-foot a",
        ".praxis-services a",
        ".page-languages a, .page-name",
    ):
        style, colour, ground = page.evaluate(seen, selector)
        assert style == "solid", selector
        assert _contrast(colour, ground) >= 3, (selector, colour, ground)


def _contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(p) / 255 for p in re.findall(r"\d+", colour)[:3]]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_search_finds_without_asking_anybody(sites: Sites, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((sites("example") / "search.html").as_uri())
    page.fill("#q", "uber ultraschall")  # ü, u and ue are the same
    page.wait_for_function("document.querySelector('#treffer').textContent.length > 0")
    shown = page.locator(".search-list > li:visible")
    assert 0 < shown.count() < 10
    assert all(url.startswith("file:") for url in asked)
    every = page.locator("main h2")
    assert not every.is_visible(), "what was found is not called “all pages”"
    page.fill("#q", "")
    assert every.is_visible()


def test_nothing_is_missing_without_script_pictures_and_fonts(sites: Sites, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    try:
        page = context.new_page()
        page.route(re.compile(r"\.(woff2|svg|webp|png|jpg)$"), lambda route: route.abort())
        page.goto((sites("example") / "search.html").as_uri())
        assert page.locator(".search-list a").count() > 15
        assert not page.locator("#q").is_visible()
        page.locator(".page-nav summary").click()
        assert page.locator(".page-nav a").first.is_visible()
        page.goto((sites("example") / "index.html").as_uri())
        assert page.locator(".page-hero h1").is_visible()
        assert page.locator(".praxis-week").is_visible()
    finally:
        context.close()


def test_paper(sites: Sites, page: Page) -> None:
    """Hours, address and phone on the first sheet; the menu gone, questions open; captions smaller than the text."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 1009})  # A4 less its margins, at 96 dots an inch
    for name, path in (("example", "index.html"), ("arzt", "kontakt.html")):
        page.goto((sites(name) / path).as_uri())
        end = "e => e.getBoundingClientRect().bottom"
        for selector in (".praxis-glance-print", ".praxis-week"):
            assert 0 < page.locator(selector).first.evaluate(end) < 1009, (path, selector)
        line = page.locator(".praxis-glance-print").inner_text()
        assert re.search(r"\d{5} \w+.*Telefon 0\d+", line), line
        assert not page.locator("main address >> visible=true").count() > 1, "contact twice"
    page.goto((sites("example") / "fuer-sie" / "fragen.html").as_uri())
    answer = page.locator(".praxis-faq details > div").first
    assert answer.evaluate("e => e.checkVisibility() && e.offsetHeight > 0")
    for selector in (".page-nav", ".page-foot", ".page-strip"):
        assert not page.locator(selector).is_visible(), selector
    page.goto((sites("arzt") / "leistungen.html").as_uri())
    assert page.locator(".page-side h2 >> visible=true").all_inner_texts() == [
        "Sprechzeiten"
    ]  # the rest stands in the head
    for path in ("index.html", "team/raeume.html", "kontakt/anfahrt.html"):
        page.goto((sites("example") / path).as_uri())
        body = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
        for caption in page.locator(
            "figcaption, .praxis-meta, .praxis-note, .praxis-facts, .praxis-week, .praxis-team dl"
        ).all():
            assert caption.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") <= body


@pytest.mark.parametrize(
    ("name", "path", "dates"),
    [
        # cap height of 7 mm, to be read from two metres, is a size of 38 px; on the longest notice four fifths of it
        ("example", "aushang.html", 38),
        ("hard", "aushang.html", 24),
        ("example", "fuer-sie/merkblatt.html", 0),
    ],
)
def test_notice_fills_one_sheet(sites: Sites, page: Page, name: str, path: str, dates: int) -> None:
    page.goto((sites(name) / path).as_uri())
    for font in FONTS:
        page.emulate_media(media="null")
        wear(page, font)
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1, font
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 680, "height": 1009})  # A4 less its margins, at 96 dots an inch
        paper: dict[str, Any] = page.locator(".praxis-paper").evaluate(
            """e => { const box = e.getBoundingClientRect(), last = e.lastElementChild.getBoundingClientRect(), size = s => { const x = e.querySelector(s); return x ? parseFloat(getComputedStyle(x).fontSize) : 0; };
              return { over: Math.max(e.scrollHeight - e.clientHeight, e.scrollWidth - e.clientWidth), height: box.height, end: last.bottom - box.top, dates: size('.praxis-paper-dates') }; }"""
        )
        assert paper["over"] <= 0, font
        assert 950 < paper["height"] < 1000, "the frame is as high as the sheet"
        assert paper["end"] > paper["height"] * 0.9, "the foot stands at the foot"
        assert paper["dates"] >= dates, font
    cut = page.locator(".praxis-paper").evaluate(
        """e => { for (let n = 0; n < 40; n++) e.children[1].after(e.children[1].cloneNode(true)); return e.scrollHeight - e.clientHeight; }"""
    )
    assert cut <= 0, "what does not fit one sheet goes on, and is not cut off"


def test_boxes_keep_their_frames_in_forced_colours(sites: Sites, chromium: Browser) -> None:
    context = chromium.new_context(forced_colors="active", viewport={"width": 360, "height": 800})
    try:
        page = context.new_page()
        for path, selectors in (
            ("kontakt/index.html", (".praxis-card", ".praxis-button", ".page-nav summary", ".page-strip")),
            ("leistungen/frueherkennung.html", (".praxis-embed", ".page-title")),
            ("index.html", (".praxis-services li", ".praxis-team li", ".praxis-tile")),
        ):
            page.goto((sites("example") / path).as_uri())
            for selector in selectors:
                frame = "e => Math.max(...['Top', 'Bottom'].map(s => parseFloat(getComputedStyle(e)[`border${s}Width`])))"
                assert page.locator(selector).first.evaluate(frame) >= 1, selector
            icon = page.locator(".praxis-icon:visible").first
            assert icon.evaluate(
                "e => getComputedStyle(e).stroke !== getComputedStyle(document.body).backgroundColor"
            )
    finally:
        context.close()


def test_more_contrast_thickens_lines(sites: Sites, chromium: Browser) -> None:
    context = chromium.new_context(contrast="more")
    try:
        page = context.new_page()
        page.goto((sites("example") / "index.html").as_uri())
        card = page.locator(".praxis-services li").first
        assert card.evaluate("e => getComputedStyle(e).borderTopWidth") == "2px"
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    finally:
        context.close()


def test_dark_page_is_not_black_and_drawings_stay_light(sites: Sites, chromium: Browser) -> None:
    context = chromium.new_context(color_scheme="dark")
    try:
        page = context.new_page()
        page.goto((sites("zahnarzt") / "index.html").as_uri())
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground not in ("rgb(0, 0, 0)", "rgba(0, 0, 0, 0)")
        tooth = page.locator(".page-scene .p").first.evaluate("e => getComputedStyle(e).fill")
        assert _contrast(tooth, ground) > 7
        grounds = page.evaluate(
            "() => [...document.querySelectorAll('body *')].map(e => getComputedStyle(e).backgroundColor).filter(c => /^rgb\\(/.test(c))"
        )
        bright = {c for c in grounds if min(int(p) for p in re.findall(r"\d+", c)) > 200}
        assert not bright, "a box that flashes"
    finally:
        context.close()


def test_right_to_left_mirrors_and_numbers_stay(sites: Sites, page: Page) -> None:
    page.goto((sites("example") / "kontakt" / "index.html").as_uri())
    page.set_viewport_size({"width": 1280, "height": 800})
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.locator(".praxis-number[dir=ltr]").count() > 0
    edges = page.locator(".praxis-span").first.evaluate(
        "e => [0, e.firstChild.length - 1].map(n => { const r = new Range(); r.setStart(e.firstChild, n); r.setEnd(e.firstChild, n + 1); return r.getBoundingClientRect().left; })"
    )
    assert edges[0] < edges[1], "8:00–12:00 is read from the left in every language"
    ends = page.locator(".praxis-week dd").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect().right - e.firstElementChild.getBoundingClientRect().right)"
    )
    assert max(ends) < 1, "hours begin where the days' second column does"
    left = "e => e.getBoundingClientRect().left"
    assert page.locator(".page-side").evaluate(left) < page.locator("article").evaluate(left)
    assert page.locator(".page-name").evaluate(left) > page.locator(".page-tools").evaluate(left)


def test_languages(sites: Sites) -> None:
    """A page in English is English from html to foot; each language's pages show the way to the other, and only their own menu."""
    english = (sites("example") / "en" / "index.html").read_text("utf-8")
    german = (sites("example") / "index.html").read_text("utf-8")
    assert '<html lang="en">' in english
    for word in (
        "Skip to content",
        "Danger to life",
        "Urgent, practice closed",
        "Monday",
        "Address",
        "How to reach the practice",
        "All pages",
        "Main menu",
    ):
        assert word in english, word
    for word in ("Zum Inhalt", "Lebensgefahr", "Montag", "Leistungen", "Suche", "Seiten", "So erreichen"):
        assert word not in english, word
        assert word in german, word
    assert 'href="../index.html" hreflang="de" lang="de"' in english
    assert 'href="en/index.html" hreflang="en" lang="en"' in german
    assert "Coming to us" not in german.partition('class="page-nav"')[2].partition("</nav>")[0]
    assert "impressum.html" in english.partition('class="page-legal"')[2], (
        "the legal pages can be reached all the same"
    )
    manual = (sites("manual") / "de" / "index.html").read_text("utf-8")
    assert '<html lang="de">' in manual
    assert 'hreflang="en" lang="en"' in manual


def test_languages_stand_beside_each_other(sites: Sites, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto((sites("example") / "index.html").as_uri())
    tall = "document.querySelector('.page-head').offsetHeight"
    one = page.evaluate(tall)
    page.evaluate(
        "document.querySelector('.page-languages').innerHTML += '<li><a href>Türkçe</a></li><li><a href>Українська</a></li>'"
    )
    assert page.evaluate(tall) == one


def test_a_card_in_a_narrow_column_keeps_room_for_its_words(sites: Sites, page: Page) -> None:
    page.goto((sites("example") / "leistungen" / "frueherkennung.html").as_uri())
    room = page.locator(".praxis-embed").first.evaluate(
        """e => { const column = document.createElement('div'); column.style.inlineSize = '6rem'; e.replaceWith(column); column.append(e);
          const a = e.querySelector('a'), s = getComputedStyle(a);
          return a.clientWidth - parseFloat(s.paddingInlineStart) - parseFloat(s.paddingInlineEnd); }"""
    )
    assert room > 48, "half of the column and more"


def test_photos_of_the_team_have_one_shape_and_one_line_of_eyes(sites: Sites, page: Page) -> None:
    """4 : 5 whatever was given, cut from the same place below the upper edge, in one line."""
    page.goto((sites("photographed") / "team.html").as_uri())
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found = page.locator(".praxis-team img").evaluate_all(
            "all => all.map(e => { const r = e.getBoundingClientRect(), s = getComputedStyle(e); return [r.width / r.height, r.top, s.objectFit, s.objectPosition]; })"
        )
        assert len(found) == 4
        assert all(abs(shape - 0.8) < 0.01 for shape, *_ in found)
        assert {(fit, place) for _, _, fit, place in found} == {("cover", "50% 20%")}
        rows = {round(top) for _, top, *_ in found}
        assert len(rows) < 4, "side by side"


def test_one_filled_button_in_a_view(sites: Sites, page: Page) -> None:
    for name, path in (
        ("example", "index.html"),
        ("example", "kontakt/index.html"),
        ("hebamme", "index.html"),
        ("visitenkarte", "index.html"),
    ):
        page.goto((sites(name) / path).as_uri())
        for width, height in ((360, 740), (1280, 900)):
            page.set_viewport_size({"width": width, "height": height})
            tops = page.locator(".praxis-button:not(.praxis-button--quiet):visible").evaluate_all(
                "all => all.map(e => e.getBoundingClientRect().top + scrollY).sort((a, b) => a - b)"
            )
            assert tops, (name, path)
            assert all(below - above > height for above, below in pairwise(tops)), (name, path, width, tops)


def test_notices_keep_their_four_grounds_by_day_and_by_night(sites: Sites, page: Page) -> None:
    """Emergency, warning, news and plain cards differ by ground, and words on each have 7 : 1."""
    page.goto((sites("example") / "aktuelles.html").as_uri())
    kinds = (".page-strip", ".praxis-card--warning", ".praxis-card--info", ".praxis-card:not([class*='--'])")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        grounds = [
            page.locator(kind).first.evaluate("e => getComputedStyle(e).backgroundColor") for kind in kinds
        ]
        assert len(set(grounds)) == len(kinds), (scheme, grounds)
        for kind, ground in zip(kinds[1:], grounds[1:], strict=True):
            words = page.locator(f"{kind} p").first.evaluate("e => getComputedStyle(e).color")
            assert _contrast(words, ground) >= 7, (scheme, kind)


def test_paper_says_where_links_lead_once_and_no_numbers_twice(sites: Sites, page: Page) -> None:
    page.emulate_media(media="print")
    seen = set()
    for path in ("index.html", "kontakt/index.html", "leistungen/frueherkennung.html"):
        page.goto((sites("example") / path).as_uri())
        for href, text, after in page.locator(".prose a:visible").evaluate_all(
            "all => all.map(a => [a.getAttribute('href'), a.innerText, getComputedStyle(a, '::after').content])"
        ):
            seen.add(href.partition(":")[0])
            if href.startswith("tel:"):
                assert "tel" not in after, text
            elif href.startswith("http"):
                assert (href in after) != (href in text), (path, href, text)
    assert {"tel", "https"} <= seen


def test_paper_has_neither_buttons_to_share_nor_marks_on_own_files(sites: Sites, page: Page) -> None:
    page.goto((sites("example") / "leistungen" / "frueherkennung.html").as_uri())
    page.locator("article").evaluate("""e => e.insertAdjacentHTML('beforeend',
      '<figure class="praxis-embed praxis-embed--share"><ul><li><a href="https://x.com/share">X</a></li></ul></figure>' +
      '<figure class="praxis-embed"><p class="praxis-embed-action"><a href="bogen.pdf">Bogen</a></p></figure>')""")
    own = page.get_by_role("link", name="Bogen").evaluate("e => getComputedStyle(e, '::after').content")
    assert own == "none", "an arrow says that another site opens"
    page.emulate_media(media="print")
    assert not page.locator(".praxis-embed--share").is_visible()
    assert page.get_by_role("link", name="Bogen").evaluate("e => e.offsetHeight") < 44, "no room for a finger"


def test_words_of_the_strip_stay_whole_in_a_wide_face(sites: Sites, page: Page) -> None:
    page.goto((sites("example") / "index.html").as_uri())
    wear(page, "DejaVu Sans")
    for width in (320, 344, 360, 390):
        page.set_viewport_size({"width": width, "height": 740})
        lines = page.locator(".page-strip a > span").first.evaluate(
            "e => { const r = new Range(); r.selectNodeContents(e); return [e.textContent.trim(), r.getClientRects().length]; }"
        )
        assert lines == ["Lebensgefahr", 1], width


def test_a_service_has_the_width_of_its_card_when_text_is_twice_as_large(sites: Sites, page: Page) -> None:
    """Beside its sign a word of a heading had so little room that it was broken twice."""
    page.goto((sites("speech") / "leistungen.html").as_uri())
    widths = """() => [...document.querySelectorAll('.praxis-services li')]
        .map(li => li.querySelector('h2, h3').clientWidth / li.clientWidth)"""
    assert max(page.evaluate(widths)) < 0.8
    wear(page, "", "200%")
    assert min(page.evaluate(widths)) > 0.8


@pytest.mark.parametrize(
    ("name", "width"), [("speech", w) for w in (320, 360, 390, 768, 1100)] + [("example", 1280)]
)
def test_hours_of_all_days_begin_below_each_other(sites: Sites, page: Page, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((sites(name) / "index.html").as_uri())
    days = page.locator(".praxis-glance dt").all_inner_texts()
    assert {"Montag bis Donnerstag", "Samstag, Sonntag"} & set(days)
    places = page.evaluate(
        """() => [...document.querySelectorAll('.praxis-glance .praxis-week > div')].map(row =>
            [...row.children].map(one => one.getBoundingClientRect()).map(box => [box.x, Math.round(box.y)]))"""
    )
    assert len({hours[0] for _, hours in places}) == 1
    assert len({day[1] == hours[1] for day, hours in places}) == 1, "all beside their days, or all below"


def test_numbers_and_german_words_keep_their_order_in_arabic(sites: Sites, page: Page) -> None:
    """What is read first stands where reading begins: at the right, but at the left within a number and within German."""
    page.goto((sites("foreign") / "ar" / "index.html").as_uri())
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.evaluate("document.documentElement.dir") == "rtl"
    lefts = """(e, parts) => parts.map(part => {
      const walk = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
      for (let node; (node = walk.nextNode());) {
        const at = node.data.indexOf(part);
        if (at < 0) continue;
        const r = new Range(); r.setStart(node, at); r.setEnd(node, at + part.length);
        return r.getBoundingClientRect().left;
      }
      throw new Error(`no ${part} in ${e.textContent}`);
    })"""
    for place, *parts in (
        ("article p", "0221", "2312599"),
        ("article p", "(0221", "23125-", "98"),
        ("article p", "+", "49", "2312597"),
        (".page-foot address", "10115", "Berlin"),
        (".page-notice:last-of-type span", "Closed", "2027", "."),
        (".praxis-draft strong", "Draft", "open", "(praxis todo", ")."),
        (".praxis-embed-phone", "Or", "030", "23125999"),
    ):
        found = page.locator(place).first.evaluate(lefts, parts)
        assert found == sorted(found), (place, parts, found)
    edge = page.locator(".page-foot address").first.evaluate("e => getComputedStyle(e).textAlign")
    assert edge == "right"
    assert page.locator("article p bdi").all_inner_texts()[:3] == ["0221 2312599", "(0221) 23125-98", "+49 221\N{NO-BREAK SPACE}2312597"]  # fmt: skip


def test_what_markdown_makes(sites: Sites, page: Page) -> None:
    page.goto((sites("foreign") / "blatt.html").as_uri())
    for width, height in ((360, 740), (1280, 900)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.locator("h1 .headerlink").evaluate("e => getComputedStyle(e).opacity") == "0"
        box = page.locator(".prose > details").bounding_box()
        aim = page.locator(".prose > details > summary").bounding_box()
        assert box
        assert aim
        assert aim["height"] >= 44
        assert box["height"] - aim["height"] < 3
        for picture in page.locator(".prose img").all():
            seen = picture.evaluate(
                "e => { const s = getComputedStyle(e); return [e.clientHeight / innerHeight, e.clientWidth, s.objectFit, s.borderTopLeftRadius]; }"
            )
            assert seen[0] <= 0.9, "no picture is taller than the screen"
            assert seen[2:] == ["contain", "12px"]
        assert page.locator("[alt=Klein]").evaluate("e => e.clientWidth") == 30, "the author's width"
        assert page.get_by_role("checkbox", name="Angekreuzt").count() == 1
        tab = page.locator(".tabbed-block > p").evaluate("e => getComputedStyle(e).marginBlockEnd")
        assert tab == "0px"
        price = page.locator("td:last-child").evaluate(
            "e => { const r = new Range(); r.selectNodeContents(e); return [r.getClientRects().length, e.closest('table').getBoundingClientRect().right - r.getBoundingClientRect().right]; }"
        )
        assert price[0] == 1, "a price stands in one line"
        assert price[1] < 1, "at the table's edge"


def test_hours_beside_the_name_leave_it_whole(sites: Sites, page: Page) -> None:
    page.goto((sites("foreign") / "index.html").as_uri())
    page.locator(".page-hero h1").evaluate("e => { e.textContent = 'Psychotherapiepraxis in Köln'; }")
    for width in (360, 768, 1024, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        lines = page.locator(".page-hero h1").evaluate(
            "e => { const r = new Range(); r.setStart(e.firstChild, 0); r.setEnd(e.firstChild, 20); return r.getClientRects().length; }"
        )
        assert lines == 1, width
        gap = page.evaluate(
            "() => document.querySelector('.page-hero .praxis-hours').getBoundingClientRect().top - document.querySelector('.page-hero').getBoundingClientRect().top"
        )
        assert gap > 15, width
    words = page.locator(".page-hero .praxis-hours :is(h2, h3, h4)").all_inner_texts()
    assert words == ["Sprechzeiten", "Ohne Termin"], "no heading twice"


def test_text_at_twice_its_size_on_a_small_phone_has_the_width_for_its_words(
    sites: Sites, page: Page
) -> None:
    """160 px hold as many letters as 320 px do where the browser is told to write twice as large."""
    page.set_viewport_size({"width": 160, "height": 400})
    for name, path in (("example", "kontakt/index.html"), ("hebamme", "index.html")):
        page.goto((sites(name) / path).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 160
        assert not page.locator("main .praxis-icon:visible").count()
        assert page.locator(".page-call svg, .page-tools .praxis-call svg").first.is_visible()
        assert page.locator("main p").first.evaluate("e => e.offsetLeft + e.offsetParent.offsetLeft") <= 18


def test_hours_stand_beside_their_days_on_the_usual_phone(sites: Sites, page: Page) -> None:
    """At 360 px two spans a day fit; the times used to fall below every day."""
    page.goto((sites("example") / "kontakt" / "index.html").as_uri())
    rows = page.locator(".praxis-hours .praxis-week > div")
    assert rows.count() >= 6
    for row in rows.all():
        tops = row.locator("dt, dd").evaluate_all("all => all.map(e => e.getBoundingClientRect().top)")
        assert len(set(tops)) == 1, row.inner_text()


def test_prices_stay_on_the_screen_beside_the_longest_word(sites: Sites, page: Page) -> None:
    page.goto((sites("example") / "leistungen" / "index.html").as_uri())
    page.locator(".praxis-prices tbody th").first.evaluate(
        "e => e.prepend('Zweckverbandskrankenhausverwaltungsgesellschaft')"
    )
    for price in page.locator(".praxis-price").all():
        box = price.bounding_box()
        assert box
        assert box["x"] + box["width"] <= 344


def test_one_page_site_leads_to_its_other_language_on_a_phone(
    tmp_path: Path, build: Callable[[str, Path], Path], page: Page
) -> None:
    folder = tmp_path / "own"
    shutil.copytree(Path("example-site/visitenkarte"), folder, ignore=shutil.ignore_patterns("site"))
    (folder / "docs" / "en").mkdir()
    (folder / "docs" / "en" / "index.md").write_text("---\nsprache: en\n---\n# Physiotherapy\n", "utf-8")
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("  - English: en/index.md\n")
    page.goto((build(str(folder / "mkdocs.yml"), tmp_path / "site") / "index.html").as_uri())
    page.locator(".page-nav summary").click()
    page.locator("a[hreflang=en] >> visible=true").click()
    assert page.url.endswith("/en/index.html")
    page.locator(".page-nav summary").click()
    assert page.locator(".page-nav a[hreflang=de] >> visible=true").count() == 1


def test_symbol_of_another_site_keeps_its_size_in_a_narrow_button(sites: Sites, page: Page) -> None:
    page.goto((sites("example") / "index.html").as_uri())
    wear(page, "", "200%")
    symbol = page.locator(".praxis-button .praxis-external-mark svg >> visible=true").first
    assert symbol.evaluate("e => e.clientWidth / parseFloat(getComputedStyle(e).fontSize)") > 1.2


@pytest.mark.parametrize(
    ("path", "sheets"),
    [("fuer-sie/fragebogen.html", 1), ("fuer-sie/fragen.html", 1), ("team/index.html", 1), ("404.html", 2)],
)
def test_no_sheet_is_printed_for_nothing(
    sites: Sites, serve: Serve, page: Page, path: str, sheets: int
) -> None:
    """A last sheet with nothing but the hours, or empty."""
    with serve(sites("example")) as address:
        page.goto(address + path)
        page.evaluate("document.fonts.ready")
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == sheets


def test_heading_of_buttons_to_share_is_not_printed_alone(sites: Sites, page: Page) -> None:
    page.goto((sites("example") / "aktuelles.html").as_uri())
    heading = page.get_by_role("heading", name="Weitersagen")
    assert heading.is_visible()
    page.emulate_media(media="print")
    assert not heading.is_visible()


def test_page_of_a_person_leads_back_to_the_team(tmp_path: Path, build: Callable[[str, Path], Path]) -> None:
    site = build("example-site/mvz/mkdocs.yml", tmp_path / "site")
    crumbs = (site / "team" / "jonas-albrecht.html").read_text("utf-8").partition("page-crumbs")[2]
    assert re.search(
        r'<a href="index\.html">Ärztinnen und Ärzte</a></li>\s*<li aria-current="page">Dr\.', crumbs
    )
    assert '<li lang="en"><a href' in (site / "search.html").read_text("utf-8")


def test_ring_of_focus_covers_no_words_and_is_whole(sites: Sites, page: Page) -> None:
    """Around an open question it lay over the answer's first line; around the first number it left the screen."""
    reach = """e => { const s = getComputedStyle(e), box = e.getBoundingClientRect();
        const out = parseFloat(s.outlineOffset) + parseFloat(s.outlineWidth);
        return [box.left - out, box.top - out, box.bottom + out]; }"""
    page.goto((sites("example") / "fuer-sie" / "fragen.html").as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    left, top, _ = page.locator(":focus").evaluate(reach)
    assert page.locator(".page-strip a:focus").count() == 1
    assert min(left, top) >= 0
    question = page.locator(".praxis-faq summary").first
    question.focus()
    page.keyboard.press("Enter")
    words = page.locator(".praxis-faq details > div").first.evaluate(
        "e => { const r = new Range(); r.selectNodeContents(e); return r.getClientRects()[0].top; }"
    )
    assert question.evaluate(reach)[2] <= words
