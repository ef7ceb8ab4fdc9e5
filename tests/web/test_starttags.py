"""Start tags that are told to do nothing do nothing, wherever they stand; and a page read fast is read whole."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mkdocs_praxis.web.contact import OwnSite, Trigger
from mkdocs_praxis.web.elements import ANIMATIONS, HTML, LINK_TYPES, MATHML, PRESENTATION, SVG
from mkdocs_praxis.web.fetches import read_element
from mkdocs_praxis.web.found import Found, Scope
from mkdocs_praxis.web.html import read_html
from mkdocs_praxis.web.page import PageFacts
from mkdocs_praxis.web.reader import session
from mkdocs_praxis.web.special import SPECIAL
from mkdocs_praxis.web.starttags import may_matter
from mkdocs_praxis.web.tag import Document, Parent, Tag
from tests.bench.case import topics

OWN = OwnSite("https://praxis.example/")
_NAMES = sorted(
    {*HTML, *SVG, *MATHML, *ANIMATIONS, *(name for _, name in SPECIAL)}
    | {"div", "p", "x-karte", "picture", "table", "select", "a", "button", "input", "textarea", "noscript"}
)
_KEYS = sorted(
    {key for table in (HTML, SVG, MATHML) for keys in table.values() for key in keys}
    | PRESENTATION
    | {"style", "class", "id", "title", "alt", "content", "name", "http-equiv", "rel", "as", "type", "value"}
    | {
        "data-src",
        "data-host-url",
        "data-vendor",
        "onclick",
        "onload",
        "src",
        "srcset",
        "imagesrcset",
        "lang",
    }
    | {"to", "from", "by", "values", "attributeName", "aria-label", "url", "poster", "media", "preload"}
)
_VALUES = [
    *[
        "",
        "x",
        "/x",
        "x.png",
        "../x/",
        "#x",
        "?x",
        "text/css",
        "module",
        "image",
        "refresh",
        "0;url=//a.test",
    ],
    *[
        "//a.test/x",
        "https://a.test/x",
        "http:a.test",
        "\\\\a.test\\x",
        "\t//a.test",
        "data:text/html,<p>",
        "/\\a.test",
    ],
    *[
        "javascript:fetch('//a.test')",
        "url(//a.test)",
        "fetch('//a.test')",
        "//a.test 2x, /b 3x",
        "href",
        "fill",
    ],
    *["/a.png 40w, //a.test/b 80w", "/a.png;//a.test/b"],
    *["https:a.test", "ftp://a.test/", "mailto:a@a.test", "a.test", "x:y", "stylesheet", "link", "on"],
    *[
        "msapplication-TileImage",
        "referrer",
        "never",
        "movie",
        "x-dns-prefetch-control",
        "https://praxis.example/x",
    ],
    *LINK_TYPES,
]
_TAGS = st.tuples(
    st.sampled_from(_NAMES), st.dictionaries(st.sampled_from(_KEYS), st.sampled_from(_VALUES), max_size=4)
)
_PARENTS = [Parent(), Parent("picture"), Parent("video"), Parent("object"), Parent("model"), Parent("a")]


def _said(found: Found) -> list[object]:
    return [
        *found.contacts,
        *found.signs,
        *found.conditional,
        *found.effects,
        *found.uses,
        *found.scripts,
        *(text for texts in found.inline().values() for text in texts),
    ]


def _links(found: Found) -> list[object]:
    return [contact for contact in found.contacts if contact.trigger is Trigger.LINK]


# What MathML would make a link of waits for a click, and no page has one there.
@example(("link", {"href": "//a.test/x"}))
@example(("link", {"rel": "preload", "as": "image", "imagesrcset": "/a.png 40w, //a.test/b 80w"}))
@example(("param", {"alt": "url(//a.test)"}))
@settings(max_examples=600, deadline=None)
@given(_TAGS)
def test_what_is_told_to_do_nothing_does_nothing(tag: tuple[str, dict[str, str]]) -> None:
    name, attributes = tag
    if may_matter(name, attributes.items()):
        return
    for space in ("html", "svg", "mathml"):
        for parent in _PARENTS:
            found = Found(session(OWN))
            document = Document(found, Scope(OWN.url), link_base=OWN.url)
            read_element(Tag(name, space, attributes, parent=parent), document)
            followed = name == "link" and space == "mathml"
            said = [one for one in _said(found) if not (followed and one in _links(found))]
            assert said == []
            assert document.link_rules == []


def _read(text: str, *, whole: bool) -> tuple[object, ...]:
    found = Found(session(OWN))
    scope = Scope("https://praxis.example/seite/")
    facts = PageFacts(found, scope)
    read_html(text, found, scope, facts, whole=whole)
    page = facts.page("html", details=False)
    found.activate()
    return (
        {(c.url, c.trigger, c.confidence, c.line, c.column) for c in found.contacts},
        [(s.kind, s.detail, s.line) for s in found.signs],
        found.uses,
        found.inline(),
        (page.title, page.language, page.images, page.forms, page.embeds, page.referrer_policy),
    )


_PIECES = st.one_of(
    st.sampled_from(
        re.findall(
            r"\S+",
            """<svg> </svg> <math> <mi> <foreignObject> <desc> </p> <table> <tr> <td> <select> <option> </select> ' >
            <template> </template> <noscript> </noscript> text <script> </script> <style> </style> <title> <textarea>
            </textarea> <!-- --> <![CDATA[ ]]> <plaintext> <xmp> <b " <picture> </picture> <video> </html> <head>
            <!--[if/IE]> <![endif]--> <a/href=' <body/background=//b.test> <base/href=//c.test> <html/lang=de> <form>
            <template/shadowrootmode=open> <p/title=' <image/src=//i.test>""",
        )
    ),
    st.builds(
        lambda tag, quote: (
            f"<{tag[0]}"
            + "".join(
                f" {k}={quote}{v.replace(quote, '') if quote else v.replace(' ', '')}{quote}"
                for k, v in tag[1].items()
            )
            + ">"
        ),
        _TAGS,
        st.sampled_from(['"', "'", ""]),
    ),
)


@example('<image src="x">')
@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES, max_size=14).map("".join))
def test_a_page_read_fast_is_read_whole(text: str) -> None:
    assert _read(text, whole=False) == _read(text, whole=True)


@pytest.mark.parametrize("topic", sorted(topics()))
def test_pages_of_the_bench_read_fast_are_read_whole(topic: str) -> None:
    for case in topics()[topic]:
        for name, content in case.files.items():
            if name.endswith((".html", ".htm")):
                text = content.decode("utf-8", "replace")
                assert _read(text, whole=False) == _read(text, whole=True), (case.id, name)
