"""Addresses in style sheets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_praxis.web.contact import Confidence, Kind
from mkdocs_praxis.web.css import may_leave, parsed
from mkdocs_praxis.web.url import resolve
from tests.web.looking import hosts

_LOADS = [
    '@import "//q.test";',
    "@import url(//q.test) layer(x) screen;",
    "@\\69mport '//q.test';",
    "@import '//q.test'",
    "<!-- @import '//q.test'; -->",
    "a:::b{c:d}@import '//q.test';",
    "@layer x;@import '//q.test';",
    '@import "data:text/css,@import%20url(https://q.test)";',
    "a{b:u\\72l(//q.test)}",
    "a{b:\\75 \\72 \\6C (//q.test)}",
    "a{b:url(\\68ttps://q.test)}",
    'a{b:"/*";c:url(//q.test)}',
    "a{background:image-set('//q.test' 1x)}",
    "a{--u:'//q.test';background:image-set(var(--u) 1x)}",
    "a{background:var(--u);--u:url(//q.test)}",
    "@font-face{src:local('//r.test'),url(//q.test)}",
    "a{color:red;& b{background:url(//q.test)}}",
    '[title="}"],b[c="a;b{c"]{background:url(//q.test)}',
    'a{background:url("//q.test',
    "a{background:url(//q.test",
    "@media (prefers-color-scheme:dark){a{background:url(//q.test)}}",
    "a{b:'x\n}c{background:url(//q.test)}",
    "A{BACKGROUND:URL(//Q.TEST)}",
]
_SILENT = [
    "@namespace url(//q.test);",
    "/* url(//q.test) */a{b:c('x')}",
    "@-moz-document url('//q.test'){a{b:c}}",
    'a{background:url(//q.test"x)}',
    "a{b:c}@import '//q.test';",
    "@media all{@import '//q.test';}",
    "@media all{}@import '//q.test';",
    "@layer x{}@import '//q.test';",
    "@font-face{}@import '//q.test';",
    "a{content:'//q.test'}",
    "a{fill:url(#//q.test)}",
    "/*# sourceMappingURL=//q.test */",
    "a{background:image-set('x' type('//q.test'))}",
]


@pytest.mark.parametrize("sheet", _LOADS)
def test_loads(sheet: str) -> None:
    assert hosts(sheet, "stil.css") == {"q.test"}


@pytest.mark.parametrize("sheet", _SILENT)
def test_silent(sheet: str) -> None:
    assert hosts(sheet, "stil.css") == set()


@pytest.mark.parametrize(
    ("sheet", "kinds"),
    [
        ("@media print{@font-face{src:url(//q.test)}}", [Kind.FONT]),
        ("@layer x{@supports(a:b){@font-face{src:url(//q.test)}}}", [Kind.FONT]),
        ("@font-face{&{src:url(//q.test)}}", [Kind.FONT]),
        ("@font-face{}a{b:url(//q.test)}", [Kind.IMAGE]),
        ("a{b:url(//r.test)}@media print{@font-face{src:url(//q.test)}}", [Kind.IMAGE, Kind.FONT]),
    ],
)
def test_what_is_nested_in_a_font_face_is_a_font(sheet: str, kinds: list[Kind]) -> None:
    assert [url.kind for url in sorted(parsed(sheet).urls, key=lambda url: url.column)] == kinds


_PIECES = st.sampled_from(
    [
        *"(){};:,'\"\\\n /*@-!#.",
        "url(",
        "u\\72l(",
        "\\75 \\72 ",
        "\\6C ",
        "//q.test",
        "https://q.test",
        "@import ",
        "@\\69mport ",
        "a",
        "--x",
        "image-set(",
        "\\",
        "/*",
        "*/",
        "é",
    ]
)


@given(st.lists(_PIECES, max_size=14).map("".join))
def test_the_fast_scan_never_misses_what_the_parser_finds(sheet: str) -> None:
    own = "https://praxis.example/"
    found = [url for url in parsed(sheet).urls if url.confidence is not Confidence.MENTION]
    leaving = [url for url in found if (to := resolve(url.raw, own)) and not to.href.startswith(own)]
    assert not leaving or may_leave(sheet)


@pytest.mark.parametrize(
    ("page", "named"),
    [
        ("<style>.h{background:image-set(var(--b) 1x)}</style><p style=\"--b:'//a.test/x'\">", True),
        ("<style>:root{--b:'//a.test'}a{background:src(var(--b))}</style>", True),
        ("<style>:root{--b:'//a.test'}</style><style>a{background:image-set(var(--b) 1x)}</style>", True),
        ("<style>.h{background:attr(data-b type(<url>))}</style><p data-b='//a.test'>", True),
        ("<p style=\"--b:'//a.test/x'\">", False),
        ("<style>:root{--b:'//a.test'}a{color:var(--b)}</style>", False),
        ("<style>:root{--b:'//a.test'}a{background:image-set(var(--c) 1x)}</style>", False),
        ("<style>.h::after{content:attr(data-b)}</style><p data-b='//a.test'>", False),
    ],
)
def test_an_address_made_elsewhere_is_named_where_it_stands(page: str, *, named: bool) -> None:
    assert hosts(page) == ({"a.test"} if named else set())
