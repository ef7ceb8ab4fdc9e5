"""Films in boxes that a button opens: the card can be reached, and no button is left that does nothing."""

import pytest
import turbohtml

from mkdocs_praxis.replace.engine import replace

FRAME = '<iframe src="https://www.youtube.com/embed/Aa1bB2cC3dD"></iframe>'
WAITING = '<iframe id="f" width="560" height="315"></iframe>'
SHOWS = 'document.getElementById("f").src="https://www.youtube-nocookie.com/embed/Aa1bB2cC3dD?autoplay=1";'
OPENERS = {
    "reveal": (f'<a data-open="film">Rundgang</a><div class="reveal" id="film" data-reveal><div class="responsive-embed">{FRAME}</div><button data-close aria-label="Schließen">&times;</button></div>', "[data-open]", "[data-close]"),
    "handler": (f'<button onclick="document.getElementById(\'film\').style.display=\'block\'">Rundgang</button><div id="film" style="display:none"><div class="video">{FRAME}</div></div>', "button", None),
    "w3.css": (f'<button onclick="document.getElementById(\'film\').style.display=\'block\'">Rundgang</button><div id="film" class="w3-modal"><div class="w3-modal-content"><div class="w3-container"><span onclick="document.getElementById(\'film\').style.display=\'none\'">&times;</span>{FRAME}</div></div></div>', "button", "span[onclick]"),
    "bootstrap": (f'<button data-bs-toggle="modal" data-bs-target="#film">Rundgang</button><div class="modal" id="film"><div class="modal-body"><button data-bs-dismiss="modal">&times;</button><div class="ratio">{FRAME}</div></div></div>', "[data-bs-target]", "[data-bs-dismiss]"),
    "bootstrap with code": (f'<button class="auf" data-bs-toggle="modal" data-bs-target="#film">Rundgang</button><div class="modal" id="film"><div class="modal-header"><h5>Über uns</h5></div><div class="modal-body">{WAITING}</div></div><script>document.querySelector(".auf").addEventListener("click", () => {{ {SHOWS} }});</script>', "[data-bs-target]", None),
    "popover": (f'<button popovertarget="film">Rundgang</button><div id="film" popover><div class="video">{FRAME}</div></div>', "[popovertarget]", None),
}  # fmt: skip


@pytest.mark.parametrize(("html", "opener", "closer"), OPENERS.values(), ids=OPENERS)
def test_a_box_that_a_button_opens_stays_with_the_card_in_it(html, opener, closer, options):
    done = replace(html, options)
    page = turbohtml.parse(done.html)
    card = page.select_one("#film .praxis-embed")
    assert card is not None
    assert card.select_one("a").attr("href") == "https://www.youtube.com/watch?v=Aa1bB2cC3dD"
    assert page.select_one(opener).text == "Rundgang"
    assert closer is None or page.select_one(f"#film {closer}") is not None
    assert not page.select("iframe, script")
    assert replace(done.html, options).html == done.html


def test_what_only_asked_for_consent_goes_and_the_card_is_seen(options):
    html = (
        "<div class=\"yt-consent\"><p>Zum Ansehen des Videos müssen Sie Cookies von YouTube zulassen.</p><button onclick=\"document.getElementById('v').style.display='block'\">"
        f'Video laden</button></div><div id="v" style="display:none">{FRAME}</div>'
    )
    done = replace(html, options)
    assert done.html.startswith('<figure class="praxis-embed')
    assert done.html.endswith("</figure>")


@pytest.mark.parametrize(
    "closer", ["", '<button data-bs-dismiss="modal">&times;</button>'], ids=["bare", "closed"]
)
def test_a_request_for_consent_in_a_box_that_a_button_opens_goes_too(closer, options):
    html = (
        '<p>Praxis</p><button data-bs-toggle="modal" data-bs-target="#film">Rundgang</button><div class="modal" id="film"><div class="modal-dialog">'
        f'{closer}<div class="cmplz-blocked-content-notice">Klicken Sie hier, um Marketing-Cookies zu akzeptieren und diesen Inhalt zu aktivieren</div>{FRAME}</div></div>'
    )
    done = replace(html, options).html
    assert turbohtml.parse(done).select_one("#film .praxis-embed") is not None
    assert "Marketing" not in done
    assert closer in done


def test_a_dialog_that_removed_code_opened_leaves_no_buttons(options):
    html = (
        f'<button id="auf">Film ansehen</button><dialog id="d"><button id="zu">Schließen</button><h2>Unser Film</h2>{WAITING}</dialog><script>const d = document.getElementById("d"); '
        f'document.getElementById("auf").addEventListener("click", () => {{ {SHOWS} d.showModal(); }}); document.getElementById("zu").addEventListener("click", () => d.close());</script>'
    )
    page = turbohtml.parse(replace(html, options).html)
    assert page.select_one("h2").text == "Unser Film"
    assert page.select_one(".praxis-embed") is not None
    assert not page.select("dialog, button, script, iframe")


@pytest.mark.parametrize(
    "kept",
    [
        '<iframe src="https://www.youtube.com/embed/Aa1bB2cC3dD" title="Teil 1"></iframe><iframe src="https://www.youtube.com/embed/Bb1bB2cC3dD" title="Teil 2"></iframe>',
        '<div class="row"><div class="col"><iframe src="https://www.youtube.com/embed/Aa1bB2cC3dD" title="Teil 1"></iframe></div><div class="col"><iframe src="https://player.vimeo.com/video/123456789" title="Teil 2"></iframe></div></div>',
    ],
)
def test_several_films_in_one_template_are_shown(kept, options):
    html = f'<div class="box"><p>Zwei Filme über uns.</p><button onclick="laden(this)">Videos laden</button><template>{kept}</template></div>'
    page = turbohtml.parse(replace(html, options).html)
    links = page.select(".praxis-embed a")
    assert [f"Teil {number}" in link.text for number, link in enumerate(links, 1)] == [True, True]
    assert "Zwei Filme über uns." in page.text
    assert not page.select("template, button")


def test_own_words_in_a_template_stay_where_code_finds_them(options):
    html = f'<template id="t"><h3>Die Vorbereitung</h3>{FRAME}</template><button onclick="document.body.append(t.content.cloneNode(true))">Zeigen</button>'
    done = replace(html, options)
    assert done.html.startswith('<template id="t"><h3>Die Vorbereitung</h3><figure class="praxis-embed')
    assert done.html.endswith("Zeigen</button>")


PICTURES = {
    "background of what is around it": '<div class="video" style="background:url(/img/still.jpg)"><a class="play" href="https://www.youtube-nocookie.com/embed/Aa1bB2cC3dD" data-fslightbox></a></div>',
    "background of what is upon it": f'<div class="video">{FRAME}<div class="overlay" style="background-image: url(\'/img/still.jpg\')"></div></div>',
    "on the button": f'<a href="#" class="auf"><img src="/img/still.jpg" alt="Rundgang"></a><div class="ueber" id="u">{WAITING}</div><script>document.querySelector(".auf").onclick = () => {{ {SHOWS} }};</script>',
}


@pytest.mark.parametrize("html", PICTURES.values(), ids=PICTURES)
def test_the_own_picture_of_a_film_is_on_its_card(html, options):
    page = turbohtml.parse(replace(html, options).html)
    assert page.select_one(".praxis-embed img").attr("src") == "/img/still.jpg"


@pytest.mark.parametrize(
    "picture", ["/img/play.png", "/img/icon.svg", "https://i.ytimg.com/vi/Aa1bB2cC3dD/hqdefault.jpg"]
)
def test_icons_and_pictures_from_elsewhere_are_on_no_card(picture, options):
    html = f'<div class="video">{FRAME}<div class="overlay" style="background-image: url({picture})"></div></div>'
    assert "<img" not in replace(html, options).html
