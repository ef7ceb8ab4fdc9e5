"""Pages are looked at closely only when a clue stands in them: never too few pages, and no page of a bare theme."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config

from mkdocs_praxis.practice.new import create
from mkdocs_praxis.replace import engine
from mkdocs_praxis.replace.model import Options
from mkdocs_praxis.vendors.patterns import necessary, of_element, prefilter
from mkdocs_praxis.web.contact import OwnSite

OPTIONS = Options(own=OwnSite("https://praxis.example/"), page_url="https://praxis.example/", language="de")


@pytest.mark.parametrize(
    ("expression", "texts"),
    [
        (r"\bkofiWidget\.draw", ("kofiwidget.draw",)),
        (r"(?:maptilersdk|maplibregl)\.Map\([\s\S]*?container", ("maptilersdk", "maplibregl")),
        (r"(?:new )?abcd[xy]", ("abcd",)),
        (r"container|value", ()),
        (r"(?:abcde|x)", ()),
    ],
)
def test_clues_of_an_expression_are_rare_words_one_of_which_it_needs(expression, texts):
    assert necessary(expression) == texts


@pytest.mark.parametrize(
    ("selector", "texts"),
    [
        (".film-box[data-film-id]", ("data-film-id",)),
        (".erste, .zweite", ("erste", "zweite")),
        (':is([data-kind="yout" i], [data-service="yout" i]):is([data-id], [data-film])', ("yout",)),
        (":is(.erste, .zweite):is([data-film], [data-embed-id], [data-code])", ("erste", "zweite")),
        ("div.yout[id]:not(:has(p, a[href])), .zweite", ("yout", "zweite")),
        ("a:has(img[src*=foobar])", ("foobar",)),
        (":is(a:has(.innen), .beide), .aussen", ("innen", "beide", "aussen")),
        ("[id]", ("",)),
    ],
)
def test_clues_of_a_selector_are_the_fewest_one_of_which_it_needs(selector, texts):
    assert of_element(selector) == texts


@settings(max_examples=300)
@given(
    st.recursive(
        st.sampled_from(["abcd", "abce", "xyzw", "q", r"\d", "[ab]"]),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map("".join),
            st.lists(inner, min_size=2, max_size=3).map(lambda found: f"(?:{'|'.join(found)})"),
            inner.map(lambda one: f"(?:{one})?"),
        ),
        max_leaves=6,
    ),
    st.data(),
)
def test_a_match_always_holds_one_of_them(expression, data):
    text = data.draw(st.from_regex(expression))
    found = necessary(expression)
    assert re.search(expression, text) is None or any(one in text.lower() for one in prefilter(expression))
    assert not found or re.search(expression, text) is None or any(one in text.lower() for one in found)


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material", "praxis", "praxis-visitenkarte"])
def test_a_bare_page_of_a_theme_is_not_looked_at(theme, tmp_path):
    """An embed is looked for in a page only when something of it stands there; the theme itself must hold nothing such."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text(
        "# Willkommen\n\nUnsere Praxis, die Warnung und ein Video als Beispiel.\n"
    )
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Praxis\nsite_url: https://praxis.example/\nplugins: [search]\n"
        f"theme: {{name: {theme}, font: false, highlightjs: false}}\n"
    )
    config = load_config(str(tmp_path / "mkdocs.yml"))
    build(config)
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    found = engine.candidates(page, OPTIONS)
    assert found is None, [vendor.id for vendor in found]


def test_no_page_of_a_new_practice_is_looked_at(tmp_path):
    """Facts bring words of their own along: structured data, numbers to call, hours."""
    create(tmp_path / "praxis", profession="arzt")
    config = load_config(str(tmp_path / "praxis" / "mkdocs.yml"))
    build(config)
    looked_at = {
        path.name: [vendor.id for vendor in found]
        for path in sorted((tmp_path / "praxis" / "site").rglob("*.html"))
        if (found := engine.candidates(path.read_text(encoding="utf-8"), OPTIONS)) is not None
    }
    assert looked_at == {}


@pytest.mark.parametrize(
    ("vendor", "address"),
    [
        ("youtube", "https://www.youtube-nocookie.com/embed/Aa1bB2cC3dD"),
        ("vimeo", "https://player.vimeo.com/video/824670204"),
        ("openstreetmap", "https://www.openstreetmap.org/export/embed.html?bbox=9.9%2C53.5%2C10%2C53.6"),
        ("spotify", "https://open.spotify.com/embed/episode/4rOoJ6Egrf8K2IrywzwOMk"),
    ],
)
def test_an_everyday_frame_is_looked_at_for_its_own_vendor_only(vendor, address):
    """A clue such as `/embed` would have every page with a film searched for one vendor more."""
    found = engine.candidates(f'<iframe src="{address}"></iframe>', OPTIONS)
    assert [one.id for one in found or ()] == [vendor]
