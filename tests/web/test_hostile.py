"""Files made to stall or break a reader: time grows with their size, and every one ends in a reading."""

import time
from collections.abc import Callable

import pytest

from tests.web.looking import look

_SHAPES: dict[str, tuple[str, int, Callable[[int], bytes]]] = {
    "nested elements": ("a.html", 20_000, lambda n: b"<div>" * n),
    "nested templates": ("a.html", 4_000, lambda n: b"<template shadowrootmode=open><template>" * n),
    "attributes": ("a.html", 20_000, lambda n: b"<p " + b" ".join(b"a%d=1" % i for i in range(n)) + b">"),
    "nested svg": ("a.svg", 8_000, lambda n: b'<svg xmlns="http://www.w3.org/2000/svg">' + b"<g>" * n),
    "prefixes": ("a.svg", 4_000, lambda n: b"".join(b'<a xmlns:n%d="x">' % i for i in range(n))),
    "conditional comments": ("a.html", 2_000, lambda n: b"<!--[if IE]>\n<img src=//e.test><![endif]-->" * n),
    "sources": ("a.html", 2_000, lambda n: b"<picture>" + b"<source srcset=//e.test>" * n),
    "labels": ("a.html", 4_000, lambda n: b"<form><label>" + b"<input>" * n),
    "refresh": ("a.html", 20_000, lambda n: b"<meta http-equiv=refresh content='" + b"1" * n + b"'>"),
    "srcset": ("a.html", 20_000, lambda n: b"<img srcset='" + b"(," * n + b"'>"),
    "brackets in CSS": ("a.css", 8_000, lambda n: b"a{b:url(//e.test);" + b"c:f(" * n),
    "blocks in CSS": ("a.css", 8_000, lambda n: b"a{" * n + b"b:url(//e.test)"),
    "escapes in CSS": ("a.css", 20_000, lambda n: (b"a" * 30 + b"\\b") * n + b"@"),
    "strings in CSS": ("a.css", 4_000, lambda n: b'url(//e.test) "\n' * n),
    "addresses in JSON": (
        "a.json",
        4_000,
        lambda n: b"[" + b",".join(b'"https://e%d.test"' % i for i in range(n)) + b"]",
    ),
    "icons": (
        "a.webmanifest",
        4_000,
        lambda n: b'{"icons":[' + b",".join(b'{"src":"//e%d.test"}' % i for i in range(n)) + b"]}",
    ),
    "header links": ("_headers", 20_000, lambda n: b"Link: " + b"<" * n),
    "captions": ("a.vtt", 4_000, lambda n: b"\nSTYLE\na\n\n" * n),
}


def _seconds(name: str, data: bytes) -> float:
    start = time.process_time()
    look(data, name)
    return time.process_time() - start


@pytest.mark.parametrize("shape", _SHAPES)
def test_time_grows_with_size_only(shape: str) -> None:
    name, size, make = _SHAPES[shape]
    small = min(_seconds(name, make(size) + b" " * i) for i in range(3))
    large = min(_seconds(name, make(size * 4) + b" " * i) for i in range(3))
    # Four times the bytes; a quadratic reader would take sixteen times as long.
    assert large < max(small, 0.03) * 12


@pytest.mark.parametrize("depth", [30, 3000])
def test_documents_nested_too_deep_are_refused(depth: int) -> None:
    inner = "<img src=//q.test>"
    for _ in range(30):
        inner = "<iframe srcdoc='" + inner.replace("&", "&amp;").replace("'", "&#39;") + "'></iframe>"
    assert look(inner).unread
    assert not look("<iframe srcdoc='" * depth).unread
