"""Which reader takes a file, and what the smaller formats make a browser do."""

import gzip
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_praxis.gate import check
from mkdocs_praxis.web.contact import SignKind
from mkdocs_praxis.web.reader import read
from mkdocs_praxis.web.site import SiteFile, SiteReading
from mkdocs_praxis.web.url import file_address
from tests.web.looking import OWN, hosts, look

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
        ("a.xml", '<d><img xmlns="http://www.w&#51;.org/1999/xhtml" src="//q.test"/></d>'),
        (
            "a.xml",
            '<!DOCTYPE d [<!ENTITY n "w&#51;.org">]><d><img xmlns="http://www.&n;/1999/xhtml" src="//q.test"/></d>',
        ),
        (
            "browserconfig.xml",
            '<browserconfig><msapplication><tile><square70x70logo src="//q.test/a.png"/></tile></msapplication></browserconfig>',
        ),
        # which old engines alone resolve addresses by
        ("a.svg", _SVG % '<g xml:base="https://q.test/x/"><image href="a.png"/></g>'),
        ("a.mpd", '<MPD xmlns="URN:MPEG:dash:schema:mpd:2011"><BaseURL>https://q.test/</BaseURL></MPD>'),
        ("a.mpd", '<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>https://q.test/</BaseURL></MPD>'),
        ("a.m3u8", "#EXTM3U\n#EXTINF:9,\nhttps://q.test/a.ts"),
        ("a.m3u8", '#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="https://q.test/k"'),
        ("a.webmanifest", '{"icons":[{"src":"//q.test"}]}'),
        ("_headers", "/*\n  Link: <https://q.test/a.css>; rel=preload; as=style"),
        ("_headers", "/a\n  Refresh: 0; url=https://q.test/"),
        ("_headers", '/*\n  Report-To: {"endpoints":[{"url":"https://q.test/nel"}]}'),
        ("_headers", "/*\n  Content-Security-Policy: default-src 'self'; report-uri https://q.test/"),
        ("_redirects", "/* https://q.test/ 301"),
        ("vercel.json", '{"redirects":[{"source":"/(img|css)/(.*)","destination":"https://q.test/$2"}]}'),
        ("lighttpd.conf", 'url.redirect = ( "^/img/(.*)" => "https://q.test/$1" )'),
        (".htaccess", "Redirect 301 / https://q.test/"),
        (".htaccess", 'Header set Link "<https://q.test>; rel=preconnect"'),
        ("_redirects", "https://praxis.example/* https://q.test/:splat 301!"),
        (".htaccess", "RewriteRule ^/?$ \\\n  https://q.test/ [R=301,L]"),
        (
            "vercel.json",
            '{"headers": [{\n"headers": [{\n"key": "Link",\n"value": "<https://q.test>; rel=preconnect"\n}]}]}',
        ),
        (
            "firebase.json",
            '{"headers":[{"key":"X-A","value":"b"},{"key":"Refresh","value":"0; url=https:\\/\\/q.test"}]}',
        ),
        (
            "vercel.json",
            '{"redirects":[{"source":"/a","destination":"/b"},{"source":"/","destination":"https://q.test"}]}',
        ),
        ("static.json", '{"headers":{"/**":{"Link":"\\u003chttps://q.test\\u003e; rel=\\"preconnect\\""}}}'),
        ("amplify.yml", "headers:\n- key: Link\n  value: >-\n    <https://q.test>; rel=preconnect"),
        ("netlify.toml", "[headers.values]\nLink = '''\n<https://q.test>; rel=preconnect'''"),
        ("web.config", '<add name="Link"\n value="&lt;https://q.test&gt;; rel=preconnect" />'),
        ("web.config", '<add value="&lt;https://q.test&gt;; rel=preconnect" name="Link" />'),
        ("vercel.json", '{"headers":[{"value":"<https://q.test>; rel=\\"preconnect\\"","key":"Link"}]}'),
        ("amplify.yml", "headers:\n- value: '<https://q.test>; rel=preconnect'\n  key: Link"),
        ("render.yaml", "routes:\n- type: redirect\n  source: /*\n  destination: https://q.test/"),
        (".htaccess", 'Header set Link "<https://q.test>;rel=preconnect" "expr=%{REQUEST_URI} =~ /x/"'),
        ("Caddyfile", "praxis.example {\n\theader >Link `<https://q.test>; rel=preconnect`\n}"),
        ("nginx.conf", "server { set $to q.test; add_header Link '<https://$to>; rel=preconnect'; }"),
        (".htaccess", "RewriteEngine Off\nRewriteEngine On\nRewriteRule ^/?$ https://q.test/ [R]"),
        (
            "nginx.conf",
            "split_clients $remote_addr $to { 50% https://q.test/; * /b/; }\nserver { return 302 $to; }",
        ),
        ("nginx.conf", "geo $to { default /b/; 192.0.2.0/24 https://q.test/; }\nserver { return 302 $to; }"),
        ("nginx.conf", "server { more_set_headers 'Link: <https://q.test>; rel=preconnect'; }"),
        ("_headers", '/*\n  Speculation-Rules: "/a.json", "https://q.test/b.json"'),
        ("LIESMICH", "<!doctype html><img src=//q.test>"),
        ("a.html.gz", gzip.compress(b"<img src=//q.test>", mtime=0)),
        ("a.html.br", brotli.compress(b"<img src=//q.test>")),
        ("a.svgz", gzip.compress((_SVG % '<image href="//q.test"/>').encode(), mtime=0)),
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
        # The server asks there, and answers by itself.
        ("vercel.json", '{"rewrites":[{"source":"/(.*)","destination":"https://q.test/$1"}]}'),
        ("netlify.toml", '[[redirects]]\nfrom = "/*"\nto = "https://q.test/:splat"\nstatus = 200'),
        *(
            (f"{name}.{packed}", b"\x1f\x8b<")
            for name in ("robots.txt", "favicon.ico", "app.js.map", "b.tar")
            for packed in ("gz", "br", "zst")
        ),
        (
            "netlify.toml",
            "[build.environment]\nURL = 'https://q.test/'\n[[redirects]]\nfrom = '/a'\nto = '/b'",
        ),
        ("nginx.conf", "server { add_header Link '<https://$host/a.css>; rel=preload; as=style'; }"),
        (".htaccess", 'Header set Link "<https://%{HTTP_HOST}e/a.css>; rel=preload; as=style"'),
        (".htaccess", "RewriteEngine Off\nRewriteRule ^ https://q.test/ [R]\n# RewriteEngine"),
        ("netlify.toml", "[build.environment]\nPIP_INDEX_URL = 'https://q.test/simple'"),
        ("web.config", '<action type="Rewrite" url="https://q.test/{R:1}" />'),
        (".htaccess", "RewriteRule ^(.*)$ https://q.test/$1 [P,L]"),
        (".htaccess", 'ErrorDocument 403 "Kein Zutritt, siehe https://q.test"'),
        # Nobody is led there before a page of the site leads to the path.
        ("vercel.json", '{"redirects":[\n{"source":"/termin",\n"destination":"https://q.test"}]}'),
        ("staticwebapp.config.json", '{"routes":[{"route":"/termin","redirect":"https://q.test"}]}'),
        ("praxis-headers.caddy", "header {\n\tContent-Security-Policy \"default-src 'self'\"\n}"),
        ("Caddyfile", "praxis.example {\n\troot * /srv\n\tfile_server\n}"),
        ("praxis-headers.conf", 'add_header Referrer-Policy "no-referrer" always;'),
        ("bild.png", b"\x89PNG <img src=//q.test>"),
        ("schnitt.dcm", b"\0" * 128 + b"DICM\xff"),
        ("film.ttml", '<tt xmlns="http://q.test/ns"/>'),
        ("figur.lottie", b"PK\x03\x04\xff"),
        ("praxis.p7b", b"0\x82\xff"),
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
        ("a.html.gz", gzip.compress(b"\0" * (40 << 20), mtime=0)),
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


_SHEET = (
    '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template name="t">%s</xsl:template>'
    "</xsl:stylesheet>"
)


@pytest.mark.parametrize(
    "made",
    [
        '<img src="{@bild}"/>',
        '<img srcset="{@bild} 2x"/>',
        '<p style="background:url({@bild})">x</p>',
        '<link rel="stylesheet" href="{$ort}/a.css"/>',
        '<img><xsl:attribute name="src"><xsl:value-of select="concat(@bild, 1)"/></xsl:attribute></img>',
        '<img><xsl:attribute name="srcset"><xsl:value-of select="@bild"/></xsl:attribute></img>',
        '<script><xsl:attribute name="src"><xsl:value-of select="@bild"/></xsl:attribute></script>',
        '<img><xsl:if test="@bild"><xsl:attribute name="src">//<xsl:value-of select="@bild"/></xsl:attribute></xsl:if></img>',
        '<img><xsl:attribute name="{@n}"><xsl:value-of select="@bild"/></xsl:attribute></img>',
        '<xsl:element name="img"><xsl:attribute name="src"><xsl:value-of select="."/></xsl:attribute></xsl:element>',
        '<xsl:element name="{@n}"/>',
        "<style>p{background:url(<xsl:value-of select='@bild'/>)}</style>",
        '<xsl:copy-of select="//inhalt"/>',
        '<xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>',
        '<xsl:value-of select="text" disable-output-escaping="yes"/>',
    ],
)
def test_what_a_style_sheet_makes_of_data_cannot_be_known(made: str) -> None:
    assert "computes" in (look(_SHEET % made, "a.xsl").unread or "")


@pytest.mark.parametrize(
    "made",
    [
        '<a href="{loc}" class="{position() mod 2}"><xsl:value-of select="loc"/></a>',
        '<a><xsl:attribute name="href"><xsl:value-of select="link"/></xsl:attribute>x</a>',
        '<tr><xsl:if test="position() mod 2"><xsl:attribute name="class">odd</xsl:attribute></xsl:if></tr>',
        '<xsl:variable name="u"><xsl:value-of select="loc" disable-output-escaping="yes"/></xsl:variable><a href="{$u}">x</a>',
        '<img src="/bilder/{@name}.png" alt="{@name}"/>',
        "<style>td{padding:2px}</style><p><xsl:text>https://q.test/a.png</xsl:text></p>",
    ],
)
def test_a_style_sheet_that_lists_links_is_fine(made: str) -> None:
    reading = look(_SHEET % made, "sitemap.xsl")
    assert reading.unread is None
    assert not hosts(_SHEET % made, "sitemap.xsl")


_FEED = (
    '<?xml-stylesheet type="text/xsl" href="a.xsl"?><rss xmlns:m="urn:m"><image><url>{}</url></image><item><link>{}</link>'
    '<m:foto href="{}"/></item></rss>'
)
_IMAGE = '<img><xsl:attribute name="src"><xsl:value-of select="{}"/></xsl:attribute></img>'
_OWN, _Q = "https://praxis.example/a.png", "https://q.test/a.png"


@pytest.mark.parametrize(
    ("select", "data", "loaded"),
    [
        ("rss/image/url", (_Q, _OWN, _OWN), True),
        ("//image", (_Q, _OWN, _OWN), True),  # with all that stands in it
        ("m:foto/@href", (_OWN, _OWN, _Q), True),
        ("rss/image/url", (_OWN, _Q, _Q), False),
        ("m:foto/@href", (_Q, _Q, _OWN), False),
    ],
)
def test_an_image_of_data_is_where_the_data_says(
    select: str, data: tuple[str, ...], loaded: bool, tmp_path: Path
) -> None:
    (tmp_path / "a.xsl").write_text(_SHEET % _IMAGE.format(select), encoding="utf-8")
    (tmp_path / "feed.xml").write_text(_FEED.format(*data), encoding="utf-8")
    report = check(tmp_path, OWN)
    assert not report.unread
    assert [f.contact.host for f in report.findings if f.contact] == ["q.test"] * loaded


def test_a_style_sheet_names_what_it_writes_out() -> None:
    made = '<img><xsl:attribute name="src"><xsl:text>https://q.test/a</xsl:text></xsl:attribute></img>'
    assert hosts(_SHEET % made, "a.xsl") == {"q.test"}


def test_encodings_that_disagree_are_read_both_ways() -> None:
    reading = look("<meta charset=shift_jis><p title='ü'><img src=//q.test>")
    assert [sign.kind for sign in reading.signs] == [SignKind.ENCODING]
    assert {c.host for c in reading.contacts} == {"q.test"}


def _awake(**files: str) -> dict[str, set[str]]:
    """Return which hosts each file's contacts lead to once all files of the site work together."""
    urls = {name: file_address(OWN, name) for name in files}
    site = SiteReading(
        OWN,
        (
            SiteFile(name, urls[name], "", read(name, text.encode(), url=urls[name], own=OWN))
            for name, text in files.items()
        ),
    )
    return {
        name.removesuffix("index.html"): {c.host for c in found} for name, found in site.activated().items()
    }


_LOADER = "var s=document.createElement('script');s.src=c.l;document.head.append(s)"
_PARSES = "var c=JSON.parse(document.getElementById('c').textContent);" + _LOADER
_FETCHES = "fetch('%s').then(r=>r.json()).then(c=>{" + _LOADER + "})"
_DATA = '{"%s":"https://q.test/l.js"}'


@pytest.mark.parametrize(
    ("files", "awake"),
    [
        (
            {
                "index.html": f"<script type=application/json id=c>{_DATA % 'l'}</script><script src=js/x.js></script>",
                "js/x.js": _PARSES,
            },
            "",
        ),
        (
            {
                "x/index.html": f"<script>{_FETCHES % 'daten/c.json'}</script>",
                "x/daten/c.json": _DATA % "l",
            },
            "x/daten/c.json",
        ),
        (
            {
                "x/y/index.html": "<script src=/js/x.js></script>",
                "js/x.js": _FETCHES % "../c.json?v=1",
                "x/c.json": _DATA % "l",
            },
            "x/c.json",
        ),
        (
            {"index.html": "<script src=/x.js></script>", "x.js": _FETCHES % "c.json", "c.json": _DATA % "m"},
            None,
        ),
        (
            {
                "index.html": "<script src=/x.js></script>",
                "x.js": "fetch('c.json').then(r=>r.json()).then(c=>{document.title=c.l})",
                "c.json": _DATA % "l",
            },
            None,
        ),
    ],
)
def test_a_script_wakes_the_data_it_reads_and_no_other(files: dict[str, str], awake: str | None) -> None:
    assert _awake(**files) == ({} if awake is None else {awake: {"q.test"}})


_MATERIAL = "data-md-component=;window.__mermaid_=1;" + "".join(
    f"var s=document.createElement('script');s.src='{url}';document.head.append(s);"
    for url in (
        "https://unpkg.com/mermaid@11/m.js",
        "https://unpkg.com/glightbox@3/g.js",
        "https://cdn.jsdelivr.net/pyodide/p.js",
        "https://api.github.com/repos/x",
    )
)


@pytest.mark.parametrize(
    ("page", "awake"),
    [
        ("<p>class=&quot;mermaid&quot;", set()),
        ('<code>pre class="mermaid"</code>', set()),
        ("<pre class=mermaid><code>graph LR</code></pre>", {"unpkg.com"}),
        ("<a class=glightbox href=b.jpg>", {"unpkg.com"}),
        ("<pre class=pyodide>", {"cdn.jsdelivr.net"}),
        ("<a data-md-component=source href=https://github.com/praxis/seite>", {"api.github.com"}),
        ("<a data-md-component=source href=https://git.praxis.example/seite>", set()),
    ],
)
def test_a_library_wakes_where_the_page_holds_what_it_looks_for(page: str, awake: set[str]) -> None:
    found = _awake(**{"index.html": page + "<script src=/m.js></script>", "m.js": _MATERIAL})
    assert found == ({"m.js": awake} if awake else {})


@pytest.mark.parametrize(
    ("loaded", "awake"),
    [("<script src=/own.js></script>", set()), ("", {"unpkg.com"}), ("<a href=/own.js>", {"unpkg.com"})],
)
def test_a_library_that_the_page_brings_along_is_not_fetched(loaded: str, awake: set[str]) -> None:
    files = {
        "index.html": f"<pre class=mermaid>graph LR</pre><script src=/m.js></script>{loaded}",
        "m.js": _MATERIAL,
        "own.js": 'fetch("/icons");globalThis["mermaid"] = globalThis.__esbuild_esm_mermaid_nm["mermaid"].default;',
    }
    assert _awake(**files) == ({"m.js": awake} if awake else {})


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


@pytest.mark.parametrize(
    ("text", "name", "named"),
    [
        ("<template shadowroot=open><img src=//a.test></template>", "a.html", {"a.test"}),
        ("<link rel=preload href=//a.test/x>", "a.html", {"a.test"}),
        ("<link rel=preload as=bogus href=//a.test/x>", "a.html", set()),
        ("<link rel='stylesheet\u00a0x' href=//a.test/x>", "a.html", set()),
        ("<track default src=//a.test/x>", "a.html", set()),
        (
            "<browserconfig><msapplication><tile><square70x70logo src='//a.test/x'/></tile></msapplication></browserconfig>",
            "browserconfig.xml",
            {"a.test"},
        ),
        ("<daten><bild src='//a.test/x'/></daten>", "a.xml", set()),
        ("/\n  Link: <https://a.test>; rel='preconnect'\n", "_headers", {"a.test"}),
        (
            (
                '<script type=application/json id=c>{"h":"<img src=//a.test>"}</script>'
                "<script>p.innerHTML=JSON.parse(document.getElementById('c').textContent).h</script>"
            ),
            "a.html",
            {"a.test"},
        ),
        ('<script type=application/json id=c>{"h":"<img src=//a.test>"}</script>', "a.html", set()),
    ],
)
def test_rare_kinds(text: str, name: str, named: set[str]) -> None:
    assert hosts(text, name) == named
