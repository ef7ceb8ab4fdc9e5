"""The same replacement in Markdown sources and as a Markdown extension."""

import markdown

from mkdocs_praxis.replace import replace_markdown

FRAME = '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ" title="Rundgang"></iframe>'
CARD = 'data-vendor="youtube"'


def test_code_in_a_source_stays_and_the_embed_goes(options):
    silent = '<script src="https://join.com/api/widget/bundle/eyJhbGciOiJIUzI1NiJ9.e30.abc"></script>'
    source = f"# Film\n\nSo: `{FRAME}`\n\n```html\n{FRAME}\n```\n\n    {FRAME}\n\n{silent}\n\n{FRAME}\n"
    done = replace_markdown(source, options)
    assert done.html.count(FRAME) == 3
    assert [ask.line for ask in done.asks] == [11]
    assert done.html.startswith(source[: source.rindex(FRAME)])
    assert replace_markdown(done.html, options).html == done.html


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
