"""What holds for every page: replacing twice is replacing once, nothing else changes, and nobody is contacted any more."""

import pytest
import turbohtml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mkdocs_praxis.replace import candidates, engine
from mkdocs_praxis.replace.engine import finished, replace
from mkdocs_praxis.replace.links import mark_links, mark_parsed_page
from mkdocs_praxis.replace.source import Source
from mkdocs_praxis.vendors.load import read_vendor, vendor_files
from mkdocs_praxis.web.contact import Trigger
from mkdocs_praxis.web.outline import outlines
from mkdocs_praxis.web.reader import read
from mkdocs_praxis.web.shared import edited

QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SNIPPETS = [
    example["html"] for path in vendor_files() for example in read_vendor(path)[1] if "becomes" in example
]
WORDS = [
    "Praxis",
    "Größe",
    "ﬀ",
    "🦷",
    "\r\n",
    "\n",
    "\t",
    "&amp;",
    "<p>",
    "</p>",
    "<div>",
    "<b>",
    "</b>",
    "<!-- x -->",
    "<ul><li>a</ul>",
    "<a href='/x'>y</a>",
    "<code>&lt;iframe&gt;</code>",
]
filling = st.lists(st.sampled_from(WORDS), max_size=8).map("".join)


@QUIET
@given(before=filling, snippet=st.sampled_from(SNIPPETS), after=filling, mark=st.sampled_from(["", "\ufeff"]))
def test_replacing_twice_changes_nothing(before, snippet, after, mark, options):
    once = replace(mark + before + snippet + after, options).html
    assert replace(once, options).html == once
    marked = mark_links(once, options)
    assert mark_links(marked, options) == marked
    assert replace(marked, options).html == marked


@QUIET
@given(
    before=st.lists(
        st.sampled_from(["Praxis ", "Größe", "🦷", "\r\n", "<p>a</p>", "<hr>", "&amp;"]), max_size=8
    ).map("".join),
    snippet=st.sampled_from(SNIPPETS),
    after=st.lists(
        st.sampled_from(["<p>Danach</p>", "\r\n", "<h2>x</h2>", "<ul><li>a</ul>"]), max_size=8
    ).map("".join),
)
def test_every_byte_outside_stays(before, snippet, after, options):
    start, end = f"\ufeff<main>{before}<section>", f"</section>{after}</main>"
    html = replace(start + snippet + end, options).html
    assert html.startswith(start)
    assert html.endswith(end)


AMONG_WORDS = [
    '<div class="spalte"><h3>Eins</h3><p>Zwei davor.</p>{}<p>Drei</p><a href="/kontakt/">Vier</a></div>',
    "<div>Eins davor {} dahinter Zwei</div><p>Drei</p><p>Vier</p>",
    "<ul><li>Eins</li><li><strong>Zwei</strong>{}</li><li>Drei</li></ul><p>Vier</p>",
    "<table><tr><td>Eins</td><td>{}<br>Zwei</td></tr><tr><td>Drei</td><td>Vier</td></tr></table>",
    "<details><summary>Eins</summary>{}</details><h2>Zwei</h2><dl><dt>Drei</dt><dd>Vier</dd></dl>",
    "<figure>{}<figcaption>Eins</figcaption></figure><p><b>Zwei</b></p><p>Drei, Vier</p>",
]


@QUIET
@given(snippet=st.sampled_from(SNIPPETS), around=st.sampled_from(AMONG_WORDS))
def test_no_word_around_an_embed_is_lost_or_moved(snippet, around, options):
    page = turbohtml.parse(replace(around.format(snippet), options).html)
    said = [word for word in ("Eins", "Zwei", "Drei", "Vier") if word in page.text]
    assert said == ["Eins", "Zwei", "Drei", "Vier"]
    places = [page.text.index(word) for word in said]
    assert places == sorted(places) or "<figcaption>" in around


@given(text=st.text(max_size=400))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_survived(text, options):
    html = f"<iframe src=https://www.youtube.com/embed/dQw4w9WgXcQ></iframe>{text}"
    once = replace(html, options).html
    assert replace(once, options).html == once


@QUIET
@given(before=filling, snippet=st.sampled_from(SNIPPETS), after=filling, here=st.integers(0, 39))
def test_a_long_menu_changes_nothing(before, snippet, after, here, options):
    """The middle of a menu that stands on every page is left out before a page is parsed."""
    links = [f"<li><a href=/{n}/>Seite {n}</a></li>" for n in range(80)]
    page = "<!doctype html><html><head><meta charset=utf-8></head><body><ul>{}</ul>{}</body></html>"
    for number in range(4):
        finished(page.format("".join(links), f"<p>{number}"), options)
    links[here] = links[here].replace("<a", "<a class=hier")
    text = page.format("".join(links), before + snippet + after)
    warm = finished(text, options)
    assert outlines(options.own.url).cuts.menus(text)
    outlines.cache_clear()
    candidates.pieces.cache_clear()
    assert finished(text, options) == warm


def test_no_replaced_snippet_contacts_anyone(options):
    loud = {}
    for snippet in SNIPPETS:
        page = f"<!doctype html><html lang=de><head><meta charset=utf-8><title>x</title></head><body>{snippet}</body></html>"
        html = mark_links(replace(page, options).html, options)
        reading = read("index.html", html.encode(), url="https://praxis.example/index.html", own=options.own)
        contacts = [c.url for c in reading.contacts if c.trigger is not Trigger.LINK]
        if contacts:
            loud[snippet] = contacts
    assert loud == {}


def test_a_page_with_embeds_is_parsed_once(options, monkeypatch):
    parsed = []
    monkeypatch.setattr(engine, "Source", lambda *given, **how: parsed.append(1) or Source(*given, **how))
    film = '<p>Text</p><iframe src="https://www.youtube.com/embed/abcdefghijk" title="Film"></iframe>'
    assert "praxis-embed" in replace(f"{film}{film}", options).html
    assert len(parsed) == 1
    # what an unclosed frame hides is uncovered by a second look
    hidden = '<iframe src="https://www.youtube.com/embed/abcdefghijk"><p>a</p><iframe src="https://player.vimeo.com/video/1234567">'
    assert replace(hidden, options).html.count("<figure") == 2


def test_only_a_card_and_nothing_beside_it_is_settled():
    card = '<figure class="praxis-embed praxis-embed--video" data-vendor="youtube"><a href="https://x.example/">Film</a></figure>'
    settled = [card, f"\n{card}\n", card.replace("figure", "div")]
    others = [
        "",
        f"{card}<p>https://youtu.be/abcdefghijk</p>",
        f"{card}{card}",
        card.replace("Film", "<script>x</script>"),
        f"<p>{card}</p>",
    ]
    assert all(map(engine._is_card, settled))
    assert not any(map(engine._is_card, others))


AROUND = ["{}", "<p>{}</p>", "<a href='https://x.example/'>{}</a>", "<table><tr><td>{}</td></tr></table>", "<ul><li>{}</ul>",
    "<noscript>{}</noscript>", "<svg>{}</svg>", "<form>{}</form>", "<figure>{}<figcaption>a</figcaption></figure>",
    "<template>{}</template>", "<!-- {} -->", "<details><summary>{}</summary>b</details>", "<div class=wrap>{}</div>"]  # fmt: skip
BESIDE = ["<p>Text</p>", "<a href='https://y.example/?utm_source=z'>y</a>", '<a href="https://y.example/">y</a>',
    '<p><a href="https://y.example/">y <b>z</b></a></p>', '<a href="/x">x</a>', "<script>var a = 1;</script>", "<table><tr><td>1</td></tr></table>",
    "<a href=\"https://y.example/\"><a href='/z'>z</a>", "<svg><path d='M0 0'/></svg>", "<!-- x -->", "\r\n", '<a ping="/p" href="/x">x</a>']  # fmt: skip
beside = st.lists(st.sampled_from(BESIDE), max_size=4).map("".join)


@settings(QUIET, max_examples=200)
@given(
    parts=st.lists(
        st.tuples(beside, st.sampled_from(AROUND), st.sampled_from(SNIPPETS)), min_size=1, max_size=2
    ),
    after=beside,
    head=st.sampled_from(
        ['<meta charset="utf-8">', '<meta charset="utf-8"><meta name="referrer" content="origin">', ""]
    ),
)
@example(
    parts=[
        ("", "<template>{}</template>", '<iframe src="https://flo.uri.sh/visualisation/1/embed"></iframe>')
    ],
    after="",
    head="",
)
def test_marking_beside_cards_is_marking_the_page(parts, after, head, options):
    """Whether or not the page needs another parse, and whatever is remembered of it, it is read as it lies there."""
    body = "".join(text + around.format(snippet) for text, around, snippet in parts) + after
    html = f'<!doctype html>\n<html lang="de"><head>{head}<title>T</title></head><body>{body}</body></html>\n'
    made = finished(html, options)
    done = made.html
    assert made.edits is None or edited(html, made.edits) == done
    parsed = Source(replace(html, options).html)
    assert done == mark_parsed_page(parsed.html, options, parsed)
    given, anew = (
        read("a.html", done.encode(), url=options.page_url, own=options.own, details=False) for _ in range(2)
    )
    assert given == anew


@QUIET
@given(before=filling, snippets=st.lists(st.sampled_from(SNIPPETS), min_size=1, max_size=3), after=filling)
def test_what_was_put_into_the_content_of_a_page_is_put_into_the_page(before, snippets, after, options):
    content = before + "\n<p>Zwischen</p>\n".join(snippets) + after
    page = f"<!doctype html><html><head><meta charset=utf-8><title>x – y</title></head><body><nav><a href=/>Start</a></nav><main>{content}</main></body></html>"
    done = replace(content, options, readable=True)
    known = [(content[start:end], new) for start, end, new in done.edits or () if not done.asks]
    assert finished(page, options, known).html == finished(page, options).html


def test_an_embed_whose_content_was_looked_at_is_not_looked_at_in_its_page(options, monkeypatch):
    embed = '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ" title="Film"></iframe>'
    edits = replace(f"<p>{embed}</p>", options, readable=True).edits
    assert edits is not None
    known = [(f"<p>{embed}</p>"[start:end], new) for start, end, new in edits]
    monkeypatch.setattr("mkdocs_praxis.replace.look.look", None)
    page = "<!doctype html><html><head><title>x</title></head><body><p>{}</p></body></html>"
    once = finished(page.format(embed), options, known)
    assert "praxis-embed--video" in once.html
    assert once.html.count("youtube.com/embed") == 0
    with pytest.raises(TypeError):  # twice, or beside another: as if nothing were known
        finished(page.format(embed * 2), options, known)
    with pytest.raises(TypeError):
        finished(page.format(embed + embed.replace("dQw4", "aaaa")), options, known)
