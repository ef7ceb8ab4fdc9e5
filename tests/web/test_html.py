"""Elements and attributes that fetch, and those that do not: as Chromium 156 was seen to do."""

import pytest

from mkdocs_praxis.web.contact import Confidence, SignKind, Trigger
from tests.web.looking import hosts, look

_LOADS = [
    "<img srcset='a.png 1x, //q.test/b.png 2x'>",
    "<img srcset='//q.test .5x'>",
    "<img srcset='//q.test 50h 100w'>",
    "<img srcset='//q.test 1e1x,'>",
    "<img srcset='//q.test {{dichte}}x'>",
    "<picture><source srcset='//q.test 300w'><img></picture>",
    "<video><source src=//q.test></video>",
    "<video poster=//q.test></video>",
    "<input type=image src=//q.test>",
    "<body background=//q.test>",
    "<table><col background=//q.test><tr><td>x</table>",
    "<object data=//q.test></object>",
    "<object data=x><img src=//q.test></object>",
    "<embed src=//q.test>",
    "<link rel='shortcut icon' href=//q.test>",
    "<link rel='alternate stylesheet' title=x href=//q.test>",
    "<link rel=dns-prefetch href=//q.test>",
    "<link rel=preload as=image imagesrcset='//q.test 1x'>",
    "<link rel=stylesheet href='data:text/css,@import %22https://q.test%22'>",
    "<meta http-equiv=refresh content='.5;url=\"//q.test/y\"rest'>",
    "<meta http-equiv=x-dns-prefetch-control content=on><a href=//q.test>x</a>",
    "<script src=//q.test type=''></script>",
    "<script type=module>import 'https://q.test/a.mjs'</script>",
    '<script type=speculationrules>{"prefetch":[{"urls":["https:\\/\\/q.test"]}]}</script>',
    '<script type=speculationrules>{"prefetch":[{"where":{"selector_matches":".j"},"eagerness":"eager"}]}</script><a class=j href=//q.test>x</a><a href=//r.test>y</a>',
    "<style type=text/unbekannt>@import '//q.test';a{b:url(//r.test)}</style>",
    "<svg><image href=//q.test /></svg>",
    "<svg><image><set attributeName=href to=//q.test /></image></svg>",
    "<svg><rect clip-path='url(//q.test#c)'/></svg>",
    "<svg><base href=//q.test/></svg><img src=a.png>",
    "<svg><link rel=stylesheet href=//q.test></svg>",
    "<svg><style><!-- </style><img src=//q.test> --></style></svg>",
    "<svg><g><![CDATA[<b><img src=//q.test>]]></g></svg>",
    "<ul><template shadowrootmode=open><col><img src=//q.test></template></ul>",
    "<iframe src='data:text/html;base64,PGltZyBzcmM9aHR0cHM6Ly9xLnRlc3Q+'></iframe>",
    "<iframe src=\"javascript:'<img src=https://q.test>'\"></iframe>",
    "<iframe srcdoc='<base href=https://q.test/><img src=r.png>'></iframe>",
    "<!--[if IE]><script src=//q.test></script><![endif]-->",
    "<body><body style='background:url(//q.test)'>",
    "<template><img src=//q.test></template><script>document.body.append(document.querySelector('template').content.cloneNode(true))</script>",
]
# Fetched by Chromium's preload scanner, which reads style elements by rules of its own.
_LOADS += [
    "<style>@import https://q.test/a.css;</style>",
    "<style>@import //q.test/a.css</style>",
    "<style type=text/x>/* */@layer a;@import\n//q.test;</style>",
    "<svg><style>@IMPORT //q.test/{</style></svg>",
    "<style>@charset 'x;@import \"//q.test\";';</style>",
    "<style>@import '/a.css' /* ; @import url(//q.test); */;</style>",
    "<style>@;@import '//q.test';</style>",
]
_SILENT = [
    "<style>p{}@import //q.test;</style>",
    "<style>@media x;@import //q.test;</style>",
    "<style>/*;@import //q.test;*/@import{//q.test;</style>",
    "<style>@import //q.test print;</style>",
    "<link rel=stylesheet href='data:text/css,@import //q.test;'>",
    "<img srcset='//q.test 1q, //q.test 1x 2x, //q.test 0w, //q.test -1x, //q.test 100h'>",
    "<picture><source srcset='//q.test 2x 300w'><img></picture>",
    "<input src=//q.test><button src=//q.test>",
    "<svg><script src=//q.test></script></svg>",
    "<img data-src=//q.test>",
    "<link rel='next pingback author' href=//q.test>",
    "<link rel=preload as=unsinn href=//q.test>",
    "<meta name=refresh content='0;url=//q.test'>",
    "<meta property=og:image content=//q.test>",
    '<script type=application/ld+json>{"url":"https://q.test"}</script>',
    "<svg><rect><set attributeName=data-x to=//q.test /></rect></svg>",
    "<base target=x><img src=a.png>",
    '<img src=\'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"><image href="https://q.test"/></svg>\'>',
    '<script type=speculationrules>{"prefetch":[{"where":{"href_matches":"/*"},"eagerness":"eager"}]}</script><a href=//q.test>x</a>',
]


@pytest.mark.parametrize("markup", _LOADS)
def test_loads(markup: str) -> None:
    assert hosts(markup) == {"q.test"}


@pytest.mark.parametrize("markup", _SILENT)
def test_silent(markup: str) -> None:
    assert hosts(markup) == set()


@pytest.mark.parametrize(
    ("markup", "confidence"),
    [
        ("<video preload=none src=//q.test></video>", Confidence.CLICK),
        ("<video preload=' none' src=//q.test></video>", Confidence.CERTAIN),  # no value that Chromium knows
        ("<video><track src=//q.test></video>", Confidence.CLICK),
        ("<video><track default src=//q.test></video>", Confidence.CERTAIN),
        ("<a ping=//q.test href=/x>x</a>", Confidence.CLICK),
        ("<script nomodule src=//q.test></script>", Confidence.CONDITIONAL),
        ("<noscript><img src=//q.test></noscript>", Confidence.CONDITIONAL),
        ("<template><img src=//q.test></template>", Confidence.MENTION),
        ("<video src=/film.mp4><source src=//q.test></video>", Confidence.MENTION),
    ],
)
def test_confidence(markup: str, confidence: Confidence) -> None:
    assert [c.confidence for c in look(markup).contacts] == [confidence]


def test_the_first_base_counts_and_is_a_sign() -> None:
    reading = look("<base href=//q.test/><base href=//r.test/><img src=a.png><a href=b>x</a>")
    assert [c.url for c in reading.contacts] == ["https://q.test/a.png", "https://q.test/b"]
    assert SignKind.BASE in {sign.kind for sign in reading.signs}
    for first in ("/unten/", "/", "https://praxis.example", "''"):
        reading = look(f"<base href={first}><base href=//q.test/><img src=a.png>")
        assert (reading.signs, reading.contacts) == ((), ())
    for none in ("data:,x", "javascript:1", "https://["):
        assert look(f"<base href='{none}'><base href=//q.test/><img src=a.png>").contacts
    page = look("<base href=data:x><base href=/><base href=//q.test/><form action=a></form>").page
    assert page is not None
    assert not page.forms[0].foreign


def test_page_facts() -> None:
    page = look(
        "<!doctype html><html lang=de><head><title> Praxis  Ahorn </title><meta name=referrer content=no-referrer></head><body>"
        "<p>Wir <b>sind</b> da.</p><script>var x</script><img src=/a.png alt='Team'><img src=/b.png>"
        "<a href=//q.test rel='external noopener'>Kammer</a> <a href=/impressum/>Impressum</a>"
        "<form action=//r.test method=POST><label>Name <input name=n></label><input type=submit></form>"
        "<div class=praxis-embed data-vendor=youtube data-category=video><a href=//y.test/v>Video</a></div>"
    ).page
    assert page is not None
    assert (page.title, page.language, page.referrer_policy) == ("Praxis Ahorn", "de", "no-referrer")
    assert [(link.href, link.foreign) for link in page.links] == [
        ("https://q.test/", True),
        ("/impressum/", False),
        ("https://y.test/v", True),
    ]
    assert [(image.src, image.alt) for image in page.images] == [
        ("https://praxis.example/a.png", "Team"),
        ("https://praxis.example/b.png", None),
    ]
    (form,) = page.forms
    assert (form.action, form.method, form.foreign) == ("https://r.test/", "post", True)
    assert [(field.name, field.type, field.label) for field in form.fields] == [("n", "text", "Name")]
    assert [(e.vendor, e.category, e.href) for e in page.embeds] == [("youtube", "video", "https://y.test/v")]
    assert page.text == "Wir sind da.\nKammer Impressum\nName\nVideo"


def test_links_and_forms_are_contacts_of_their_own_kind() -> None:
    reading = look("<a href=//q.test>x</a><form action=//r.test><button formaction=//s.test></form>")
    triggers = {c.host: c.trigger for c in reading.contacts if c.trigger is not Trigger.CODE}
    assert triggers == {"q.test": Trigger.LINK, "r.test": Trigger.SUBMIT, "s.test": Trigger.SUBMIT}


@pytest.mark.parametrize(
    ("page", "signs"),
    [
        ("<a href=/b>b</a><a href=mailto:a@q.test>m</a>", {}),
        (
            "<p><a href=//q.test>q</a> <a href=//r.test>r</a>",
            {"unmarked-link": "q.test", "referrer": "q.test"},
        ),
        ("<meta name=Referrer content=no-referrer><a href=//q.test>q</a>", {"unmarked-link": "q.test"}),
        ("<meta name=referrer content=origin><a href=//q.test rel=external>q</a>", {"referrer": "q.test"}),
        ("<a href=//q.test rel='External noreferrer'>q</a>", {}),
        ("<a href=//q.test class=praxis-external referrerpolicy=no-referrer>q</a>", {}),
        (
            "<a href=//q.test rel='external noreferrer'>q</a><a href=//r.test rel=noopener>r</a>",
            {"unmarked-link": "r.test", "referrer": "r.test"},
        ),
    ],
)
def test_the_first_link_without_a_mark_or_with_a_referrer_is_told_once(
    page: str, signs: dict[str, str]
) -> None:
    assert {sign.kind.value: sign.detail for sign in look(page).signs} == signs
