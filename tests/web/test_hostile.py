"""Files made to stall or break a reader: time grows with their size, and every one ends in a reading."""

import gzip
from collections.abc import Callable

import pytest

from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.named import hosts_named
from tests.growing import steps_of
from tests.web.looking import look

_SHAPES: dict[str, tuple[str, int, Callable[[int], bytes]]] = {
    "nested elements": ("a.html", 2_000, lambda n: b"<div>" * n),
    "nested templates": ("a.html", 400, lambda n: b"<template shadowrootmode=open><template>" * n),
    "attributes": ("a.html", 2_000, lambda n: b"<p " + b" ".join(b"a%d=1" % i for i in range(n)) + b">"),
    "nested svg": ("a.svg", 800, lambda n: b'<svg xmlns="http://www.w3.org/2000/svg">' + b"<g>" * n),
    "prefixes": ("a.svg", 400, lambda n: b"".join(b'<a xmlns:n%d="x">' % i for i in range(n))),
    "conditional comments": ("a.html", 200, lambda n: b"<!--[if IE]>\n<img src=//e.test><![endif]-->" * n),
    "sources": ("a.html", 200, lambda n: b"<picture>" + b"<source srcset=//e.test>" * n),
    "labels": ("a.html", 400, lambda n: b"<form><label>" + b"<input>" * n),
    "refresh": ("a.html", 2_000, lambda n: b"<meta http-equiv=refresh content='" + b"1" * n + b"'>"),
    "srcset": ("a.html", 2_000, lambda n: b"<img srcset='" + b"(," * n + b"'>"),
    "brackets in CSS": ("a.css", 800, lambda n: b"a{b:url(//e.test);" + b"c:f(" * n),
    "blocks in CSS": ("a.css", 800, lambda n: b"a{" * n + b"b:url(//e.test)"),
    "escapes in CSS": ("a.css", 2_000, lambda n: (b"a" * 30 + b"\\b") * n + b"@"),
    "strings in CSS": ("a.css", 400, lambda n: b'url(//e.test) "\n' * n),
    "addresses in JSON": (
        "a.json",
        400,
        lambda n: b"[" + b",".join(b'"https://e%d.test"' % i for i in range(n)) + b"]",
    ),
    "icons": (
        "a.webmanifest",
        400,
        lambda n: b'{"icons":[' + b",".join(b'{"src":"//e%d.test"}' % i for i in range(n)) + b"]}",
    ),
    "header links": ("_headers", 2_000, lambda n: b"Link: " + b"<" * n),
    "empty members of gzip": ("a.html.gz", 200, lambda n: gzip.compress(b"") * n),
    "comments before the page": ("a.html", 400, lambda n: b"<!-- x -->" * n + b"<p>"),
    "one name set again and again": (
        "a.js",
        200,
        lambda n: b"".join(b"u='https://a.test/%d';" % i for i in range(n)) + b"fetch(u)",
    ),
    "values of variables": (
        "nginx.conf",
        200,
        lambda n: (
            b"map $uri $z {\n%s}\n%s" % (b"/a https://e.test;\n" * n, b"location /b { return 302 $z; }\n" * n)
        ),
    ),
    "links": ("a.html", 400, lambda n: b"".join(b"<a href=//e%d.test>x</a>" % i for i in range(n))),
    "candidates": ("a.html", 1_000, lambda n: b"<img srcset='" + b"//e.test 1x, " * n + b"'>"),
    "open quotes": ("nginx.conf", 5_000, lambda n: b";\n" + b'"\\' * n),
    "captions": ("a.vtt", 400, lambda n: b"\nSTYLE\na\n\n" * n),
}


@pytest.mark.parametrize("shape", _SHAPES)
def test_work_grows_with_size_only(shape: str) -> None:
    name, size, make = _SHAPES[shape]
    look(make(4), name)  # what is loaded and made once is not counted
    small, large = (steps_of(lambda n=n: look(make(n), name)) for n in (size, size * 4))
    # Four times the bytes; a quadratic reader would take sixteen times as many steps.
    assert large < max(small, 1000) * 5


@pytest.mark.parametrize("shape", _SHAPES)
def test_large_ones_end(shape: str) -> None:
    """What happens inside libraries written in C is no line of Python: a quadratic one would take minutes here."""
    name, size, make = _SHAPES[shape]
    look(make(size * 40), name)


@pytest.mark.parametrize("depth", [30, 3000])
def test_documents_nested_too_deep_are_refused(depth: int) -> None:
    inner = "<img src=//q.test>"
    for _ in range(30):
        inner = "<iframe srcdoc='" + inner.replace("&", "&amp;").replace("'", "&#39;") + "'></iframe>"
    assert look(inner).unread
    assert not look("<iframe srcdoc='" * depth).unread


_KEY = "key!\U0010fffd"


@pytest.mark.parametrize(
    "code",
    [
        '("bcbkbbckbdak",0,"abcdefghijk",0,0,0)',  # HUNTER, its parameters moved by a minifier
        '("99|",0,"0123456789|",0,10,0)' * 2,
        f"}}('1 2',{'9' * 5000},1,'a'.split('|'),0)",
        f"'{_KEY}',"
        + ",".join(str(ord(c) ^ ord(k)) for c, k in zip("http", _KEY, strict=False))
        + ",999999,1,2",
    ],
)
def test_code_that_only_looks_encoded_is_passed_over(code: str) -> None:
    own = OwnSite("https://praxis.example/")
    assert hosts_named(f"{code};fetch('https://e.test/')", own)["e.test"]
