"""Links to other sites are marked, cleaned and quiet; everything else stays byte for byte."""

import pytest

from mkdocs_praxis.replace import mark_links, replace


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
