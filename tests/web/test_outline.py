"""Pages that are alike are read alike: what an outline spares is never something that a full reading finds."""

from itertools import count

import pytest
import turbohtml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mkdocs_praxis.replace.links import mark_links, mark_parsed_page
from mkdocs_praxis.replace.model import Options
from mkdocs_praxis.replace.source import Source
from mkdocs_praxis.web.alike import alike
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.cuts import Cuts
from mkdocs_praxis.web.outline import Outlines, outlines
from mkdocs_praxis.web.reader import read

OWN = OwnSite("https://praxis.example/")
COUNT = count()
FRAME = "<!doctype html><html lang=de><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>"
QUIET = ["<p>", "</p>", "<div class=a>", "</div>", "<li>Text", "<h2 id=x>", "<table>", "<td>", "</table>", "<b>", " x ", "<i title='a'>",
         "<td style='color: red'>", "<span data-x=1>", "</span>", "<br>", "\n", "a < b", "<a href=/seite/>hier</a>", "<head>", "</body>", "&amp;"]  # fmt: skip
LOUD = [
    '<img src="bild.png" alt="Bild">', '<img src="//a.example/x.png">', '<a href="https://b.example/">b</a>', "<a href=//c.example rel='external noreferrer'>c</a>",
    '<a href="https://d.example/" ping="/p">', "<script>fetch('//e.example/')</script>", "<script src=../a.js></script>", "<style>p{background:url(//f.example/)}</style>",
    "<svg><path d='M0 0'/></svg>", "<svg><style><!--</style>", "<svg><title>t</title></svg>", "<svg>", "</svg>", "<noscript><img src=//g.example></noscript>",
    "<noscript>", "</noscript>", "<!-- <img src=//h.example> -->", "<!--", "-->", "--!>", "<title>", "</title>", "</TITLE>", "<textarea>", "</textarea>", "<td background=//i.example>",
    "<template><img src=//j.example></template>", "<template shadowrootmode=open><img src=//j.example></template>", '<a title="', '">', "<p title='", "'>", "<p onclick=\"location='//k.example'\">",
    "<form action=/senden><label>Name <input name=n></label></form>", "<form action=//l.example></form>", "<form>", "</form>", "<base href=//m.example>", "<base href=x>",
    "<meta http-equiv=refresh content='0;url=//n.example'>", "<meta name=referrer content=no-referrer>", "<link rel=preconnect href=//o.example>", "<link rel=canonical href=https://praxis.example/p/>",
    "<select><option>1</select>", "<iframe src=//p.example></iframe>", "<frameset>", "<script>document.querySelector('a').click()</script>", "<body onload=\"fetch('//q.example')\">",
    "<pre class=mermaid>", "<math><mi>x</math>", "<math><annotation-xml encoding=text/html><img src=//r.example></annotation-xml></math>", "<![CDATA[", "]]>", "<script><!-- <script>", "</script>",
    "<plaintext>", "<script>localStorage.a = 1</script>", "<p\0>", "<xmp>", "</xmp>", "<object data=//s.example></object>", "<button formaction=//t.example>", "<video src=film.mp4></video>",
    "<meta http-equiv=Content-Security-Policy content=\"default-src 'self'\">", "<a href=javascript:fetch('//u.example')>", "<p style='background:url(//v.example)'>", "<use href=//w.example>", "\r\n",
    "<link rel=x rel=stylesheet href=//x.example>", "<script type=text/plain src=//y.example type=module></script>", "<input type=text type=image src=//z.example>",
    "<div class=praxis-embed data-vendor=x><a href=//bb.example>b</a></div>", "<div class=praxis-embed data-vendor=x>", "<img src='' src=//aa.example>",
]  # fmt: skip
PARTS = st.lists(st.sampled_from(QUIET) | st.sampled_from(LOUD), max_size=7)


@st.composite
def sites(draw):
    """Pages with much in common: the same loud parts, and other quiet ones between them."""
    head, body = draw(PARTS), draw(PARTS)
    made = []
    for _ in range(draw(st.integers(2, 4))):
        texts = []
        for parts in (head, body):
            quiet = draw(st.lists(st.sampled_from(QUIET), min_size=len(parts), max_size=len(parts)))
            texts.append("".join(a + b for a, b in zip(quiet, parts, strict=True)))
        title = draw(st.sampled_from(["Eins", "Zwei &amp; drei"]))
        made.append(FRAME.format(title=title, head=texts[0], body=texts[1]))
    return made


def in_order(reading):
    """Return a reading with its parts in an order that hangs on nothing: what a parser moves out of a table comes earlier or later.

    Where an unclosed `<b>` makes one form lie within another, the outer one has the fields of both.
    """
    forms = tuple(
        one._replace(fields=tuple({field.name: None for field in one.fields})) for one in reading.page.forms
    )
    page = reading.page._replace(forms=forms)
    return reading._replace(
        page=page, signs=sorted(reading.signs, key=str), scripts=sorted(reading.scripts, key=str)
    )


def in_full(text, url):
    nobody_knows = OWN._replace(hosts=frozenset({f"h{next(COUNT)}.example"}))
    return in_order(read("x.html", text.encode(), url=url, own=nobody_knows, details=True))


@settings(max_examples=400, deadline=None)
@given(sites())
@example(
    [FRAME.format(title="x", head="", body=f"<title>{end}<frameset></title>") for end in ("<p>", "</p>")]
)
def test_a_page_like_another_is_read_as_if_it_were_the_only_one(site):
    alike.cache_clear()
    outlines.cache_clear()
    for number, text in enumerate(site):
        url = f"https://praxis.example/s{number}/"
        assert in_order(read("x.html", text.encode(), url=url, own=OWN, details=True)) == in_full(text, url)


@settings(max_examples=300, deadline=None)
@given(sites())
def test_links_are_marked_alike_with_and_without_a_parse(site):
    outlines.cache_clear()
    options = Options(own=OWN, page_url="https://praxis.example/seite/", language="de")
    for text in site:
        assert mark_links(text, options) == mark_parsed_page(text, options, Source(text))


@settings(max_examples=300, deadline=None)
@given(sites())
def test_the_outline_of_a_marked_page_is_the_one_it_would_have(site):
    outlines.cache_clear()
    known = outlines(OWN.url)
    options = Options(own=OWN, page_url="https://praxis.example/seite/", language="de")
    for text in site:
        known._ready = None
        marked = mark_links(text.replace("charset=utf-8>", "charset=utf-8><title>x</title>"), options)
        if (ready := known._ready) is not None:
            looked_at = Outlines(OWN.url).of(marked)
            assert looked_at is not None
            lines = [(place, ready.at(place)) for place in ready.starts]
            assert lines == [(place, looked_at.at(place)) for place in looked_at.starts]
            assert ready.__dict__ == looked_at.__dict__ | {"lines": ready.lines}


def test_a_marked_page_is_not_cut_again(monkeypatch):
    outlines.cache_clear()
    options = Options(own=OWN, page_url="https://praxis.example/seite/", language="de")
    body = "<p>Text <a href='https://b.example/{n}'>b</a> <a href='//c.example'><svg><path d='M0'/></svg></a></p>"
    pages = [FRAME.format(title=f"Seite {n}", head="", body=body.format(n=n)) for n in range(3)]
    made = []
    for page in pages:
        marked = mark_links(page, options)
        with monkeypatch.context() as patch:
            patch.setattr(Cuts, "of", lambda *_: pytest.fail("cut again"))
            made.append(outlines(OWN.url).recall(marked))
    assert [len(one.tags) for one in made] == [2, 2, 2]
    assert len({one.key for one in made}) == 1


def test_cards_of_pages_that_are_alike_have_links_of_their_own():
    card = '{}<div class="praxis-embed" data-vendor="x" data-category="video"><p>Film</p><a href="https://x.example/{}" rel="external">x</a></div>'
    for number, before in enumerate(["", "<p>Text</p>\n\n", "\n"]):
        body = card.format(before, f"a{number}") + card.format("\n" * number, f"b{number}")
        page = FRAME.format(title="x", head="", body=body)
        site = OwnSite(f"https://praxis{next(COUNT)}.example/")
        alone = read("a/index.html", page, url=f"{site.url}a/", own=site, details=False).page
        shared = read(f"{number}/index.html", page, url=f"{OWN.url}{number}/", own=OWN, details=False).page
        assert [one.href[-2:] for one in shared.embeds] == [f"a{number}", f"b{number}"]
        assert shared.embeds == alone.embeds


def test_twenty_pages_of_one_frame_are_parsed_once(monkeypatch):
    alike.cache_clear()
    outlines.cache_clear()
    parsed, parse = [], turbohtml.parse
    monkeypatch.setattr(turbohtml, "parse", lambda *a, **k: parsed.append(a) or parse(*a, **k))
    body = "<nav><a href=../>Start</a></nav><p>Seite {n} <a href='https://b.example/{n}'>b</a><img src='{n}.png' alt=''>"
    for number in range(20):
        text = FRAME.format(
            title=f"Seite {number}", head="<script>x = 1</script>", body=body.format(n=number)
        )
        reading = read(
            "x.html", text.encode(), url=f"https://praxis.example/{number}/", own=OWN, details=False
        )
        assert [c.url for c in reading.contacts] == [f"https://b.example/{number}"]
        assert reading.page.title == f"Seite {number}"
        assert [i.src for i in reading.page.images] == [f"https://praxis.example/{number}/{number}.png"]
    assert len(parsed) == 1


@pytest.mark.parametrize(
    "odd",
    [
        "<title></title x><a title='</title> <p>' onclick=\"fetch('//a.example')\">",
        "<script></script\u00a0><p>",
        "<a b=\u00a0'>",
    ],
)
def test_what_is_not_plain_has_no_outline(odd):
    assert outlines(OWN.url).of(FRAME.format(title="x", head="", body=odd)) is None
