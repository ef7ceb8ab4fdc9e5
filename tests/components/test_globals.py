"""What templates see as `praxis`: made once where pages do not differ, and anew where they do."""

from types import SimpleNamespace

import pytest
from jinja2 import Environment

from mkdocs_praxis.components import globals as room
from mkdocs_praxis.components.globals import template_globals


@pytest.fixture
def made(monkeypatch):
    """Count the components that are rendered."""
    names = []
    render = room.render
    monkeypatch.setattr(room, "render", lambda name, *rest: names.append(name) or render(name, *rest))
    return names


@pytest.fixture
def page(setting):
    """Return what renders a template on a page at an address."""
    env = Environment(autoescape=True)
    env.globals.update(template_globals(setting, {}))

    def rendered(template, base=".", address="https://www.praxis-wandse.example/", url="", **meta):
        one = SimpleNamespace(meta=meta, canonical_url=address, title="Seite", url=url)
        return env.from_string(template).render(page=one, base_url=base, pages=())

    return rendered


def test_a_component_is_made_once_for_pages_alike(page, made):
    text = '{{ praxis.component("foot") }}{{ praxis.component("call", look="quiet") }}'
    assert len({page(text) for _ in range(3)}) == 1
    assert made == ["foot", "call"]


def test_depth_language_and_options_make_another(page, made):
    text = '{{ praxis.component("call") }}'
    (
        page(text),
        page(text, base=".."),
        page(text, sprache="en"),
        page('{{ praxis.component("call", look="quiet") }}'),
    )
    assert made == ["call"] * 4


def test_what_names_its_page_is_made_for_each(page, made):
    first, second = (
        page('{{ praxis.component("share") }}', address=f"https://praxis.example/{n}/") for n in "ab"
    )
    assert "praxis.example/a/" in first
    assert "praxis.example/b/" in second
    assert made == ["share", "share"]


def test_text_for_the_search_has_no_blank_before_punctuation(page):
    html = "<p>Rufen Sie <a href='tel:1'>112</a>, oder (<b>nachts</b>) <i>116 117</i>. Mehr?</p><p>Ende</p>"
    assert page(f'{{{{ praxis.plain("{html}") }}}}') == "Rufen Sie 112, oder (nachts) 116 117. Mehr? Ende"


PART = "{% macro part() %}{{ page.url }}{% endmacro %}{{ praxis.once(part, page.meta.active) }}"


def test_a_part_of_the_frame_is_made_once_for_the_pages_of_a_folder(page):
    assert [page(PART, url=url) for url in ("a/x.html", "a/y.html", "b/x.html")] == ["a/x.html", "a/x.html", "b/x.html"]  # fmt: skip
    assert [page(PART, url=url) for url in ("c/x/", "c/y/")] == [
        "c/x/",
        "c/y/",
    ]  # each is a folder of its own


def test_language_and_what_it_names_make_another_part(page):
    page(PART, url="a/1.html")
    assert page(PART, url="a/2.html", sprache="en") == "a/2.html"
    assert page(PART, url="a/3.html", active=True) == "a/3.html"
    assert page(PART, url="a/4.html") == "a/1.html"


def test_a_part_that_names_its_page_is_made_for_each(page):
    text = '{% macro part() %}{{ praxis.component("share") }}{% endmacro %}{{ praxis.once(part) }}'
    first, second = (page(text, address=f"https://praxis.example/{n}.html", url=f"{n}.html") for n in "ab")
    assert "praxis.example/a.html" in first
    assert "praxis.example/b.html" in second


def test_menu_and_foot_are_worked_out_once_for_all_pages(page, setting):
    praxis = template_globals(setting, {})["praxis"]
    asked = []

    class Files(list):
        def __iter__(self):
            asked.append(1)
            return super().__iter__()

    def listed(name, **meta):
        one = SimpleNamespace(
            meta=meta, title=name, file=SimpleNamespace(src_uri=name), is_page=True, is_section=False
        )
        return SimpleNamespace(page=one)

    imprint, plain, english = (
        listed("impressum.md"),
        listed("leicht.md", art="leichte-sprache"),
        listed("en/index.md", sprache="en"),
    )
    files = Files([imprint, plain, english, listed("a.md")])
    pages = Files(one.page for one in files)
    asked.clear()
    for one in pages * 5:
        assert praxis.legal(one, files, ["impressum.md"]) == [imprint.page]
        assert praxis.easy(files) == [plain.page]
        assert [other.code for other in praxis.other_languages(one, pages)] == (
            ["de"] if one is english.page else ["en"]
        )
        assert (english.page in praxis.menu(pages, one)) == (one is english.page)
    assert len(asked) < 10
