"""What is left of a page where an embed was: no empty paragraph, and the id that a link may lead to."""

import pytest
import turbohtml

from mkdocs_praxis.replace.engine import replace

PLYR = (
    '<link rel="stylesheet" href="https://cdn.plyr.io/3.7.8/plyr.css" /><div id="player" data-plyr-provider="youtube" '
    'data-plyr-embed-id="Aa1bB2cC3dD"></div><script src="https://cdn.plyr.io/3.7.8/plyr.js"></script>'
)


@pytest.mark.parametrize("between", ["", "\n", " \n "])
def test_a_paragraph_that_holds_nothing_but_an_embed_goes_with_it(between, options):
    """Markdown writes one around a snippet that begins with a link; browsers would show two empty ones."""
    done = replace(f"<p>Davor.</p>\n<p>{between}{PLYR}{between}</p>\n<p>Danach.</p>", options)
    assert [p.text for p in turbohtml.parse(done.html).select("body > p")] == ["Davor.", "Danach."]
    assert done.html.startswith('<p>Davor.</p>\n<figure class="praxis-embed')
    assert done.html.endswith("</figure>\n<p>Danach.</p>")


def test_a_paragraph_with_own_words_or_of_what_stays_is_left(options):
    for own in (f"<p>{PLYR}Unser Film.</p>", f"<p>Unser Film: {PLYR}</p>", "<p></p><p>&nbsp;</p>"):
        done = replace(f"{own}<iframe src='https://www.youtube.com/embed/Bb1bB2cC3dD'></iframe>", options)
        assert done.html.count("<p>") == own.count("<p>")


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ('<div id="film" class="video">{}</div>', True),  # a menu on another page may lead there
        ('<div class="video"><p id="film">{}</p></div>', True),
        ('<div id="film" class="video">{}</div><script>breite("#film");</script>', False),
        ('<div class="video">{}</div>', False),
    ],
)
def test_an_id_around_an_embed_that_nothing_else_names_stays_on_its_card(html, kept, options):
    done = replace(html.format('<iframe src="https://www.youtube.com/embed/Aa1bB2cC3dD"></iframe>'), options)
    card = turbohtml.parse(done.html).select_one(".praxis-embed")
    assert (card.attr("id", "") == "film") == kept
    assert done.html.count('id="film"') == kept
    assert replace(done.html, options).html == done.html
