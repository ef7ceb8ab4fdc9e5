"""Vendors are found by address, host, signature and words; the files say nothing twice."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_praxis.vendors import Vendor, catalogue
from mkdocs_praxis.vendors.catalogue import Catalogue, index_of
from mkdocs_praxis.vendors.filters import seconds, untracked, without
from mkdocs_praxis.vendors.patterns import Needles, literal, needles


@pytest.fixture(scope="module")
def small():
    return Catalogue(
        index_of(
            (
                Vendor("google", "Google", "misc", hosts=("google.com",)),
                Vendor("maps", "Maps", "maps", hosts=("google.com/maps", "=maps.example")),
                Vendor(
                    "code", "Code", "analytics", hosts=("cdn.example",), signatures=(r"\bmeasure\(\d+\)",)
                ),
            )
        )
    )


def test_there_are_at_least_300_vendors():
    assert len(catalogue()) >= 300


def test_a_path_counts_before_its_host(small):
    assert small.of_url("https://www.google.com/maps/place/x").id == "maps"
    assert small.of_url("https://www.google.com/search?q=maps").id == "google"


def test_only_this_host_and_no_look_alike(small):
    assert small.of_host("maps.example").id == "maps"
    assert small.of_host("sub.maps.example") is None
    assert small.of_host("notgoogle.com") is None
    assert small.of_url("not an address") is None


def test_signatures_say_where(small):
    assert [(v.id, at, hit) for v, at, hit in small.signatures_in("x;measure(12)")] == [
        ("code", 2, "measure(12)")
    ]
    assert not list(small.signatures_in("a measure (of) text"))


def test_search_puts_the_host_s_vendor_first(small):
    assert small.search("www.google.com")[0].id == "google"
    assert small.search("MAPS")[0].id == "maps"
    assert small.search("nothing at all") == []


def test_names_of_the_long_tail():
    assert catalogue().name_of_host("www.youtube.com") == "YouTube"
    assert catalogue().name_of_host("praxis.example") is None


def test_no_two_vendors_claim_the_same_host():
    claims = Counter(host.lower() for vendor in catalogue() for host in set(vendor.hosts))
    assert [host for host, times in claims.items() if times > 1] == []


def test_ids_are_unique():
    assert len({vendor.id for vendor in catalogue()}) == len(catalogue())


@pytest.mark.parametrize(
    ("given", "wanted"),
    [("90", "90"), ("90s", "90"), ("1m30s", "90"), ("1:30", "90"), ("1h1m1s", "3661"), ("", ""), ("x", "")],
)
def test_seconds(given, wanted):
    assert seconds(given) == wanted


def test_parameters_go_by_name_and_others_stay_byte_for_byte():
    assert without("https://a.example/?utm_a=1&b=%C3%BC+x&c", "utm_*") == "https://a.example/?b=%C3%BC+x&c"
    assert untracked("https://youtu.be/x?si=1&t=2") == "https://youtu.be/x?t=2"
    assert untracked("https://a.example/x?si=1") == "https://a.example/x?si=1"


@pytest.mark.parametrize(
    ("expression", "needle"),
    [(r"\bytInitialData\b", "ytinitialdata"), (r"a(?:bcd)?ef", "ef"), (r"(?:ab)+c", "ab"), (r"x|y", "")],
)
def test_the_literal_of_an_expression_is_in_every_match(expression, needle):
    assert literal(expression) == needle


@given(
    literals=st.lists(st.text("ab.", min_size=1, max_size=7), min_size=1, max_size=8, unique=True),
    text=st.text("abc. ", max_size=40),
)
def test_one_scan_finds_what_many_would(literals, text):
    assert Needles(needles(literals)).found_in(text) == {one for one in literals if one in text}


def test_path_entries_count_by_whole_segments(small):
    assert small.of_url("https://www.google.com/mapsverlag/").id == "google"
    assert catalogue().of_url("https://www.facebook.com/trierpraxis").id == "facebook"
    assert catalogue().of_url("https://www.facebook.com/tr?id=1").id == "meta-pixel"
    assert catalogue().of_url("https://cdn.jsdelivr.net/npm/klaro@0.7/dist/klaro.js").id == "klaro"


@pytest.mark.parametrize(
    ("code", "flagged"),
    [
        ('typeof ga=="function"&&n.length&&ga("send","pageview",n)', False),
        ("if (typeof window.gtag !== 'undefined') { gtag('event', 'x') }", False),
        ('ga("send","pageview")', True),
        (
            'typeof ga=="function"&&ga("send","pageview");ga("send","event")'
            + " " * 400
            + ';ga("send","event")',
            True,
        ),
        ('window.ga=window.ga||function(){};typeof ga=="function"&&ga("send","pageview")', True),
        ('typeof ga2=="function"&&ga("send","pageview")', True),
        ('(function(w,n){})(window,"ga");typeof ga=="function"&&ga("send","pageview")', True),
    ],
)
def test_a_call_that_asks_whether_there_is_anything_to_call_is_no_code_of_a_vendor(code, flagged):
    assert bool(list(catalogue().signatures_in(code))) is flagged
