"""Links to other sites are marked, cleaned and quiet; everything else stays byte for byte."""

import pytest
import turbohtml
from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_praxis.replace import source as sources
from mkdocs_praxis.replace.engine import finished, replace
from mkdocs_praxis.replace.links import mark_links
from mkdocs_praxis.replace.model import Options
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.url import foreign_host, frozen_base, resolve

OWN = OwnSite("https://praxis.example/", frozenset({"cdn.praxis.example"}))


def test_a_foreign_link_is_marked_once_for_eyes_and_ears(options):
    html = '<p>\r\n<a href="https://andere.example/a">Seite</a></p>'
    once = mark_links(html, options)
    assert (
        '<a rel="noopener noreferrer external" href="https://andere.example/a">Seite<span class="praxis-external-mark">'
        in once
    )
    assert "(andere Website)" in once
    assert mark_links(once, options) == once
    assert "\r\n" in once


@pytest.mark.parametrize(
    ("shown", "symbol"),
    [
        ('<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>', True),
        ('<svg><title>GitHub</title><path d="M0 0"/></svg>', True),
        ('<i class="fa fa-github"></i>', True),
        ('<span class="twemoji"><svg><path d="M0 0"/></svg></span>', True),
        ('<span class="praxis-visually-hidden">GitHub</span><svg></svg>', True),
        ("<svg></svg> Quelltext", False),
        ("<i>Quelltext</i>", False),
        ('<img src="a.png" alt="">', False),
        ("", False),
    ],
)
def test_a_symbol_alone_carries_its_mark_on_its_corner(shown, symbol, options):
    once = mark_links(f'<a href="https://andere.example/a">{shown}</a>', options)
    assert ("praxis-external-mark--symbol" in once) == symbol
    assert "↗" in turbohtml.parse_fragment(once).text
    assert once.isascii() or not shown.isascii()
    assert mark_links(once, options) == once


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/kontakt/">Kontakt</a>',
        '<a href="https://praxis.example/kontakt/">Kontakt</a>',
        '<a href="tel:+4930123">030 123</a>',
        '<a href="mailto:a@praxis.example">Mail</a>',
        '<a name="x">Anker</a>',
        '<code>&lt;a href="https://andere.example/"&gt;</code>',
    ],
)
def test_own_links_and_programs_stay(html, options):
    assert mark_links(html, options) == html


def test_tracking_goes_and_what_the_page_needs_stays(options):
    html = '<a href="https://www.doctolib.de/p?utm_source=web&amp;pid=practice-1&amp;fbclid=2">x</a>'
    assert 'href="https://www.doctolib.de/p?pid=practice-1"' in mark_links(html, options)


@pytest.mark.parametrize("scheme", ["https://", ""])
def test_an_address_that_is_shown_is_the_one_that_is_followed(scheme, options):
    whole = "www.doctolib.de/p?utm_source=web&amp;pid=practice-1&amp;utm_medium=x"
    marked = mark_links(f'<a href="https://{whole}">{scheme}{whole}</a>', options)
    assert f">{scheme}www.doctolib.de/p?pid=practice-1<" in marked
    assert "utm" not in marked
    assert "praxis-external" in marked
    assert ">Was ist utm_source?<" in mark_links(
        f'<a href="https://{whole}">Was ist utm_source?</a>', options
    )


def test_ping_goes_even_from_own_links(options):
    html = '<a href="/kontakt/" ping="https://tracker.example/p?id=1">Kontakt</a>'
    assert mark_links(html, options) == '<a href="/kontakt/">Kontakt</a>'


def test_rel_keeps_its_words(options):
    html = '<a rel="me nofollow" href="https://andere.example/">x</a>'
    assert 'rel="me nofollow noopener noreferrer external"' in mark_links(html, options)


def test_cards_are_not_marked_again(options):
    html = replace('<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>', options).html
    assert mark_links(html, options) == html


def test_the_referrer_policy_is_set_behind_the_encoding(options):
    page = "<!doctype html><html><head><meta charset=utf-8><title>x</title></head><body></body></html>"
    once = mark_links(page, options)
    assert '<meta charset=utf-8><meta name="referrer" content="no-referrer"><title>' in once
    assert mark_links(once, options) == once


def test_a_policy_that_stands_there_stays(options):
    page = '<html><head><meta name="referrer" content="same-origin"></head></html>'
    assert mark_links(page, options) == page


ADDRESS = st.lists(
    st.sampled_from(
        ["http", "https", ":", "//", "/", "\\", "\t", "\n", "\r", " ", "\x01", "andere.example", "praxis.example", "cdn.", "@", "?",
         "#", ".", "..", "x", "ü", "%2f", "mailto", "javascript", ":8443", "view-source"]
    ),
    max_size=8,
).map("".join)  # fmt: skip


@given(ADDRESS, st.one_of(st.none(), ADDRESS))
@example("http:andere.example", None)
@example("\\\\andere.example", None)
@example("/\t/andere.example", None)
@example("kontakt/", "https://andere.example/")
@example("kontakt/", "//andere.example")
@example("//http", "//")
def test_a_link_is_marked_just_when_the_url_parser_leads_it_away(href, base):
    """However an address is written: which links are looked at closely is decided without the parser."""
    head = f'<base href="{base}">' if base is not None else ""
    page = f'<!doctype html><head>{head}</head><body><a href="{href}">x</a><area href="{href}">'
    document = turbohtml.parse(page)
    here = "https://praxis.example/seite/"
    read = str(next(iter(document.select("a"))).attrs["href"] or "")
    if base is not None:
        here = frozen_base(str(next(iter(document.select("base"))).attrs["href"] or ""), here) or here
    url = resolve(read, here)
    away = url is not None and url.scheme in {"http", "https"} and foreign_host(url, OWN) is not None
    marked = mark_links(page, Options(own=OWN, page_url="https://praxis.example/seite/"))
    assert ("praxis-external-mark" in marked) == away
    assert marked.count("noreferrer external") == (2 if away else 0)


@pytest.mark.parametrize(
    ("page", "parses"),
    [
        ('<head></head><body><p>Nur Text <a href="https://andere.example/">Link</a>', 1),
        ('<head></head><body><p>Ein Kanal: <a href="https://www.youtube.com/@praxis">Film</a>', 1),
        ("<head></head><body><p>Nur Text", 1),
        ("<p>Nur Text</p>", 0),
    ],
)
def test_replacing_and_marking_share_one_parse(page, parses, options, monkeypatch):
    parsed = []
    real = sources.turbohtml.parse
    monkeypatch.setattr(sources.turbohtml, "parse", lambda *a, **k: parsed.append(1) or real(*a, **k))
    done = finished(page, options)
    assert len(parsed) == parses
    monkeypatch.undo()
    assert done.html == mark_links(replace(page, options).html, options)


@pytest.mark.parametrize("site", ["praxis.example", "www.praxis.example"])
def test_the_site_itself_under_its_name_with_or_without_www_is_no_other_website(site):
    options = Options(own=OwnSite(f"https://{site}/"), page_url=f"https://{site}/", language="de")
    other = "www.praxis.example" if site == "praxis.example" else "praxis.example"
    link = f'<p><a href="https://{other}/kontakt/">Kontakt</a></p>'
    assert mark_links(link, options) == link
    for stranger in ("blog.praxis.example", "www.www.praxis.example", "wwwpraxis.example"):
        assert "external" in mark_links(link.replace(other, stranger, 1), options)
