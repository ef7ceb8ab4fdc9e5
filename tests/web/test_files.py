"""Which reader takes a file, and what the smaller formats make a browser do."""

import gzip

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_praxis.web.contact import SignKind
from mkdocs_praxis.web.site import awakened
from tests.web.looking import hosts, look

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">%s</svg>'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", _SVG % '<image xlink:href="//q.test"/>'),
        ("a.svg", '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:image href="//q.test"/></s:svg>'),
        ("a.svg", _SVG % '<style>@import "//q.test";</style>'),
        ("a.svg", '<?xml-stylesheet href="//q.test"?>' + _SVG % ""),
        ("a.svg", "<!DOCTYPE svg [<!ENTITY b \"<image href='//q.test'/>\">]>" + _SVG % "&b;"),
        ("a.svg", '<!DOCTYPE svg [<!ENTITY u "//q.test">]>' + _SVG % '<image href="&u;"/>'),
        ("a.xml", '<d><img xmlns="http://www.w3.org/1999/xhtml" src="//q.test"/></d>'),
        ("a.mpd", '<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>https://q.test/</BaseURL></MPD>'),
        ("a.m3u8", "#EXTM3U\n#EXTINF:9,\nhttps://q.test/a.ts"),
        ("a.m3u8", '#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="https://q.test/k"'),
        ("a.webmanifest", '{"icons":[{"src":"//q.test"}]}'),
        ("_headers", "/*\n  Link: <https://q.test/a.css>; rel=preload; as=style"),
        ("_headers", "/a\n  Refresh: 0; url=https://q.test/"),
        ("_headers", '/*\n  Report-To: {"endpoints":[{"url":"https://q.test/nel"}]}'),
        ("_headers", "/*\n  Content-Security-Policy: default-src 'self'; report-uri https://q.test/"),
        ("_redirects", "/alt https://q.test/ 301"),
        (".htaccess", "Redirect 301 /alt https://q.test/"),
        (".htaccess", 'Header set Link "<https://q.test>; rel=preconnect"'),
        ("LIESMICH", "<!doctype html><img src=//q.test>"),
        ("a.html.gz", gzip.compress(b"<img src=//q.test>")),
        ("a.html.br", brotli.compress(b"<img src=//q.test>")),
        ("a.svgz", gzip.compress((_SVG % '<image href="//q.test"/>').encode())),
        ("a.html", "\ufeff<img src=//q.test>".encode("utf-16-le")),
        (
            "a.xhtml",
            '<?xml version="1.0" encoding="UTF-16"?><html xmlns="http://www.w3.org/1999/xhtml"><img src="//q.test"/></html>'.encode(
                "utf-16"
            ),
        ),
    ],
)
def test_contacts(name: str, content: str | bytes) -> None:
    reading = look(content, name)
    assert reading.unread is None
    assert hosts(content, name) == {"q.test"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "sitemap.xml",
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><loc>https://q.test</loc></urlset>',
        ),
        (
            "feed.xml",
            "<rss><item><link>https://q.test</link><description>&lt;img src=//q.test&gt;</description></item></rss>",
        ),
        (
            "a.svg",
            '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://q.test/svg11.dtd">'
            + _SVG % '<a href="//q.test"/>',
        ),
        ("main.js.map", '{"sources":["https://q.test"]}'),
        ("daten.json", '{"url":"https://q.test"}'),
        ("LICENSE", "https://q.test"),
        ("CNAME", "q.test"),
        ("robots.txt", "Sitemap: https://q.test"),
        ("zeiten.ics", "URL:https://q.test"),
        ("_redirects", "/a /b 301\n/c https://praxis.example/d"),
        ("bild.png", b"\x89PNG <img src=//q.test>"),
    ],
)
def test_silence(name: str, content: str | bytes) -> None:
    reading = look(content, name)
    assert reading.unread is None
    assert hosts(content, name) == set()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("app.xyz", b"\0\1\2"),
        ("kontakt.php", b"<?php"),
        ("a.svg", b"<svg><g></svg>"),
        ("a.json", b'{"a": "//'),
        ("a.html.gz", b"kein gzip"),
        ("a.html.zst", b"x"),
        ("a.html.gz", gzip.compress(b"\0" * (40 << 20))),
        ("a.html", b"x" * (33 << 20)),
        (
            "a.svg",
            b'<!DOCTYPE s [<!ENTITY a "'
            + b"x" * 100
            + b'">'
            + b"".join(
                b'<!ENTITY a%d "%s">' % (i, (b"&a%d;" % (i - 1) if i else b"&a;") * 10) for i in range(9)
            )
            + b"]><s>&a8;</s>",
        ),
    ],
)
def test_what_cannot_be_read_says_so(name: str, content: bytes) -> None:
    assert look(content, name).unread


def test_encodings_that_disagree_are_read_both_ways() -> None:
    reading = look("<meta charset=shift_jis><p title='ü'><img src=//q.test>")
    assert [sign.kind for sign in reading.signs] == [SignKind.ENCODING]
    assert {c.host for c in reading.contacts} == {"q.test"}


def test_a_script_in_one_file_wakes_data_in_another() -> None:
    page = '<script type=application/json id=c>{"l":"https://q.test/l.js"}</script><script src=/js/x.js></script>'
    script = "var c=JSON.parse(document.getElementById('c').textContent);var s=document.createElement('script');s.src=c.l;document.head.append(s)"
    readings = {
        "https://praxis.example/": look(page),
        "https://praxis.example/js/x.js": look(script, "js/x.js"),
    }
    awake = awakened(readings)
    assert {url: {c.host for c in contacts} for url, contacts in awake.items()} == {
        "https://praxis.example/": {"q.test"}
    }


@given(
    st.sampled_from(
        [
            "a.html",
            "a.css",
            "a.svg",
            "a.json",
            "a.m3u8",
            "_headers",
            ".htaccess",
            "a.html.gz",
            "a.html.br",
            "x",
            "a.vtt",
        ]
    ),
    st.binary(max_size=400),
)
def test_bytes_of_any_kind_end_in_a_reading(name: str, data: bytes) -> None:
    assert look(data, name).how


_MARKUP = st.sampled_from(
    [
        "<svg>",
        "<template>",
        "</template>",
        "<img src=//q.test>",
        "<base href=//q.test>",
        "<noscript>",
        "</noscript>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<style>",
        "</style>",
        "<script>",
        "</script>",
        "<iframe srcdoc='",
        "'>",
        "<select>",
        "<table>",
        "<frameset>",
        "&quot;",
        "\0",
        "<math>",
        "<a href=//q.test>",
        "\r\n",
        "<!--[if IE]>",
        "<![endif]-->",
    ]
)


@given(st.lists(_MARKUP, max_size=12).map("".join))
def test_markup_of_any_kind_ends_in_a_reading(markup: str) -> None:
    reading = look(markup)
    assert reading.unread is None
    assert all(c.line >= 1 and c.column >= 1 for c in reading.contacts)
