"""The same replacement in Markdown sources and as a Markdown extension."""

import markdown
import pytest
import turbohtml

from mkdocs_praxis.markdown import PraxisExtension
from mkdocs_praxis.replace.markup import replace_markdown
from mkdocs_praxis.replace.pasted import PastedHtml

FRAME = '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ" title="Rundgang"></iframe>'
CARD = 'data-vendor="youtube"'


def test_code_in_a_source_stays_and_the_embed_goes(options):
    silent = '<script src="https://join.com/api/widget/bundle/eyJhbGciOiJIUzI1NiJ9.e30.abc"></script>'
    source = f"# Film\n\nSo: `{FRAME}`\n\n```html\n{FRAME}\n```\n\n    {FRAME}\n\n{silent}\n\n{FRAME}\n"
    done = replace_markdown(source, options)
    assert done.html.count(FRAME) == 3
    assert [ask.problem.line for ask in done.asks] == [11]
    assert done.html.startswith(source[: source.rindex(FRAME)])
    assert replace_markdown(done.html, options).html == done.html


@pytest.mark.parametrize(
    "code",
    [
        f"- ```html\n  {FRAME}\n  ```",
        f"1. ~~~\n   {FRAME}\n   ~~~",
        f"> ~~~ html\n> {FRAME}\n> ~~~",
        f"````\n```\n{FRAME}\n```\n{FRAME}\n````",
        f"~~~\n{FRAME}\n```\n{FRAME}\n~~~",
    ],
)
def test_code_stays_wherever_its_fence_stands_and_ends_where_that_does(code, options):
    assert replace_markdown(f"{code}\n", options).html == f"{code}\n"
    done = replace_markdown(f"{code}\n\n{FRAME}\n", options)
    assert done.html.startswith(f"{code}\n\n<")
    assert len(done.replacements) == 1


def test_the_card_is_one_block_of_markdown(options):
    card = replace_markdown(FRAME, options).html
    assert "\n\n" not in card
    assert markdown.markdown(card) == card


def test_one_line_of_configuration(options):
    html = markdown.markdown(
        f"Text\n\n{FRAME}\n\n[Seite](https://andere.example/)",
        extensions=["mkdocs_praxis.markdown"],
        extension_configs={
            "mkdocs_praxis.markdown": {"site_url": "https://praxis.example/", "language": "de"}
        },
    )
    assert CARD in html
    assert "Video &#8222;Rundgang&#8220; auf YouTube ansehen" in html
    assert "praxis-external-mark" in html


def test_the_extension_knows_the_strict_level():
    html = markdown.markdown(
        FRAME,
        extensions=["mkdocs_praxis.markdown"],
        extension_configs={"mkdocs_praxis.markdown": {"policy": "strict"}},
    )
    assert CARD in html
    assert "youtube.com" not in html


def test_code_in_a_page_stays(options):
    html = markdown.markdown(f"```html\n{FRAME}\n```", extensions=["fenced_code", "mkdocs_praxis.markdown"])
    assert CARD not in html


def test_pictures_and_lines_that_are_films_become_cards_and_others_stay(options):
    film = "https://youtu.be/Aa1bB2cC3dD"
    kept = f"# x\n\n![Haus](/haus.jpg)\n\n![Logo](https://verein.example/logo.png)\n\nSiehe {film} dort.\n\n```\n![Film]({film})\n```\n\n    {film}\n"
    text = f'{kept}\n![Rundgang]({film} "t"){{width=3}}\n\n{film}?t=30\n\nhttps://verein.example/\n'
    done = replace_markdown(text, options)
    assert done.html.startswith(kept)
    assert done.html.endswith("\n\nhttps://verein.example/\n")
    assert [swap.href for swap in done.replacements] == [
        "https://www.youtube.com/watch?v=Aa1bB2cC3dD",
        "https://www.youtube.com/watch?v=Aa1bB2cC3dD&t=30s",
    ]
    assert "Rundgang" in done.html


LINES = [
    f"- Erstens: {FRAME} ansehen\n- Zweitens **lesen**",
    f"1. Erstens\n2. {FRAME}\n3. Drittens",
    f"| A | B |\n|---|---|\n| x | {FRAME} |\n| y | z |",
    f"> Davor\n> {FRAME}\n> Danach",
    f"!!! note\n    {FRAME}\n    Danach",
    f"Unser Film {FRAME} dauert *zwei* Minuten.",
    f'<a href="/anfahrt/"><img src="/karte.png" alt="Karte"></a>{FRAME}',
    f"Sehen Sie selbst:\n{FRAME}\n<!-- Ende -->",
    f"<h3>Film</h3>{FRAME}<p><small>Untertitel</small></p>",
    f'<div markdown="1">\n*Text*\n\n- {FRAME}\n</div>',
]


def rendered(text):
    html = markdown.markdown(text, extensions=["tables", "admonition", "attr_list", "md_in_html"])
    return turbohtml.parse(html)


@pytest.mark.parametrize("text", LINES)
def test_a_card_in_a_source_breaks_no_list_table_quote_or_sentence(text, options):
    """What stands around an embed is the same elements with the same words, whatever stands in its place."""
    done = replace_markdown(text, options)
    was, now = rendered(text.replace(FRAME, '<iframe src="/eigen.html"></iframe>')), rendered(done.html)
    for kind in (
        "li",
        "td",
        "th",
        "blockquote",
        ".admonition",
        "em",
        "strong",
        "h3",
        "a[href='/anfahrt/'] img",
    ):
        assert len(was.select(kind)) == len(now.select(kind))
    card = now.select_one(".praxis-embed")
    assert card.select_one("a[href]").text == "Video „Rundgang“ auf YouTube ansehen"
    around = next(up.tag for up in card.ancestors if up.tag not in {"p", "div"})
    assert around == next(up.tag for up in was.select_one("iframe").ancestors if up.tag not in {"p", "div"})
    rest = now.text.replace(card.text, "")
    assert rest.split() == was.text.split()
    assert replace_markdown(done.html, options).html == done.html


def test_words_in_a_line_of_markdown_are_no_markup(options):
    frame = FRAME.replace("Rundgang", "A|B *c* d_e_f [h](i)")
    for text in (f"| A |\n|---|\n| {frame} |", f"Film: {frame} und *mehr*"):
        card = rendered(replace_markdown(text, options).html).select_one(".praxis-embed")
        assert "Video „A|B *c* d_e_f [h](i)“ auf YouTube ansehen" in card.text


def test_a_linked_picture_of_a_film_is_one_embed_and_others_stay(options):
    picture = "[![Film ansehen](https://img.youtube.com/vi/Aa1bB2cC3dD/0.jpg)]({})"
    own = f"{picture.format('/film/')}\n\n[![Haus](/haus.jpg)](https://verein.example/)\n\n"
    done = replace_markdown(own + picture.format("https://www.youtube.com/watch?v=Aa1bB2cC3dD&t=8s"), options)
    assert done.html.startswith(own)
    assert [swap.href for swap in done.replacements] == ["https://www.youtube.com/watch?v=Aa1bB2cC3dD&t=8s"]
    assert "](" not in done.html[len(own) :]
    assert "Film ansehen" in done.html


BADGE = '<a href="https://www.provenexpert.com/praxis/"><img src="https://images.provenexpert.com/1.png" alt="Siegel" /></a>'


@pytest.mark.parametrize("before", ["<!-- Siegel -->", "<script>var a = 1;</script>", "<div>Oben</div>"])
def test_what_follows_raw_html_on_its_line_stays_there(before):
    html = markdown.markdown(
        f"Davor.\n\n{before}{BADGE} Gr&uuml;&szlig;e<!-- Ende -->\n\nDanach.",
        extensions=[PraxisExtension(site_url="https://praxis.example/")],
    )
    assert html.index("provenexpert.com/praxis/") < html.index("Gr&uuml;&szlig;e") < html.index("Danach.")
    assert "images.provenexpert.com" not in html


@pytest.mark.parametrize("line", ["    {}", "> {}", "- {}", "1. {}"])
def test_what_follows_raw_html_stays_in_its_item_or_quote(line):
    cut = line.format('<script>var a = 1;</script><noscript><img src="/a.png" alt="Siegel" />')
    html = markdown.markdown(
        f"- Punkt\n\n{cut}\n\n## Danach", extensions=[PraxisExtension(site_url="https://praxis.example/")]
    )
    assert "<h2>Danach</h2>" in html


def test_code_is_not_taken_apart():
    source = f"```html\n<!-- Siegel -->{BADGE}\n```\n\n`<!-- a --><br/>` und `</div>&amp;`\n\n    <!-- a --><br/>\n"
    plain = markdown.markdown(source, extensions=["fenced_code"])
    assert markdown.markdown(source, extensions=["fenced_code", PastedHtml()]) == plain
