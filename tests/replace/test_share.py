"""Links that only share the page: at the level `strict` other ways to pass it on stand there instead."""

import pytest
import turbohtml

from mkdocs_praxis.replace.engine import replace
from mkdocs_praxis.vendors.services import shares

PAGE = "https%3A%2F%2Fpraxis.example%2Fseite%2F"
FACEBOOK = f"https://www.facebook.com/sharer/sharer.php?u={PAGE}"
LINKEDIN = f"https://www.linkedin.com/sharing/share-offsite/?url={PAGE}"


@pytest.mark.parametrize(
    "html",
    [
        f'<p>Teilen: <a href="{FACEBOOK}">Facebook</a> · <a href="https://api.whatsapp.com/send?text={PAGE}">WhatsApp</a></p>',
        f'<ul><li><a href="{FACEBOOK}"><i class="fa"></i></a></li><li><a href="{LINKEDIN}">LinkedIn</a></li><li><a href="mailto:?body=x">E-Mail</a></li></ul>',
        f'<div class="teilen"><a href="{FACEBOOK}"><img src="/img/f.png" alt="Auf Facebook teilen"></a><a href="whatsapp://send?text={PAGE}">WhatsApp</a></div>',
        f'<div><a href="{FACEBOOK}">Auf Facebook teilen</a><a href="{LINKEDIN}">Auf LinkedIn teilen</a><button>Drucken</button></div>',
    ],
)
def test_links_to_share_become_other_ways_where_no_network_is_linked(html, options):
    around = f"<p>Davor.</p>{html}<p>Danach.</p>"
    page = turbohtml.parse(replace(around, options._replace(strict=True)).html)
    assert [link.attrs["href"] for link in page.select("a")] == [
        "mailto:?body=https%3A//praxis.example/seite/"
    ]
    assert page.select_one(".praxis-embed code").text == "https://praxis.example/seite/"
    assert len(page.select(".praxis-embed")) == 1
    assert "Davor." in page.text
    assert "Danach." in page.text
    assert not page.select("img, button, li:empty")
    assert replace(around, options).html == around


@pytest.mark.parametrize(
    "html",
    [
        f'<p>Gefällt es Ihnen? <a href="{FACEBOOK}">Teilen Sie es auf Facebook</a>, damit andere es lesen.</p>',
        f'<p><a href="{FACEBOOK}">Teilen</a> | <a href="/kontakt/">Kontakt</a></p>',
        f'<div><h3>Teilen</h3><form><a href="{FACEBOOK}">Teilen</a><input name="q"></form></div>',
        '<p><a href="https://wa.me/4930123?text=Hallo">WhatsApp</a></p>',
        '<p><a href="https://www.instagram.com/praxis/">Instagram</a></p>',
        f'<p><a href="{FACEBOOK}">Zum Vortrag über Rückenschmerzen</a></p>',
    ],
)
def test_what_says_more_stays_and_is_for_the_gate_to_name(html, options):
    assert replace(html, options._replace(strict=True)).html == html


def test_the_page_that_is_shared_is_named_when_it_is_another(options):
    html = '<p><a href="https://twitter.com/intent/tweet?url=https%3A%2F%2Fpraxis.example%2Fimpfen%2F">Auf X teilen</a></p>'
    page = turbohtml.parse(replace(html, options._replace(strict=True)).html)
    assert "Adresse zum Kopieren: https://praxis.example/impfen/" in " ".join(page.text.split())


def test_a_caption_below_share_links_stays(options):
    html = f'<figure><div><a href="{FACEBOOK}">Facebook</a></div><figcaption>Sagen Sie es weiter</figcaption></figure>'
    page = turbohtml.parse(replace(html, options._replace(strict=True)).html)
    assert page.select_one("figcaption").text == "Sagen Sie es weiter"


@pytest.mark.parametrize(
    "html",
    [
        '<div class="fb-share-button" data-href="https://praxis.example/impfen/"></div>',
        '<script src="https://platform.linkedin.com/in.js"></script><script type="IN/Share" data-url="https://praxis.example/impfen/"></script>',
        '<div data-type="xing/share" data-url="https://praxis.example/impfen/"></div><script src="https://www.xing-share.com/plugins/share.js"></script>',
        '<script async src="https://telegram.org/js/telegram-widget.js?22" data-telegram-share-url="https://praxis.example/impfen/"></script>',
    ],
)
def test_a_share_button_passes_on_the_page_that_it_names(html, options):
    page = turbohtml.parse(replace(html, options).html)
    assert page.select_one(".praxis-embed-title").text == "Teilen: https://praxis.example/impfen/"
    strict = turbohtml.parse(replace(html, options._replace(strict=True)).html)
    assert strict.select_one(".praxis-embed code").text == "https://praxis.example/impfen/"


@pytest.mark.parametrize(
    ("href", "is_share"),
    [
        ("https://www.facebook.com/share.php?u=x", True),
        ("https://www.xing.com/app/user?op=share;url=x", True),
        ("https://wa.me/?text=x", True),
        ("https://t.me/share/url?url=x", True),
        ("https://www.linkedin.com/shareArticle?mini=true&url=x", True),
        ("https://api.whatsapp.com/send?phone=4930123&text=Hallo", False),
        ("https://wa.me/4930123?text=Hallo", False),
        ("https://www.facebook.com/praxis", False),
        ("https://praxis.example/?url=x", False),
        ("https://www.youtube.com/watch?v=abc", False),
    ],
)
def test_a_link_that_shares_is_told_from_one_to_somebody(href, is_share):
    assert shares(href) is is_share


def test_each_button_of_a_paragraph_becomes_a_link(options):
    buttons = "".join(
        f'<button data-sharer="{name}" data-url="https://praxis.example/a/">Teilen</button>'
        for name in ("facebook", "whatsapp")
    )
    script = '<script src="https://cdn.jsdelivr.net/npm/sharer.js@latest/sharer.min.js"></script>'
    page = turbohtml.parse(replace(f"<p>{buttons}{script}</p><p>Danach.</p>", options).html)
    assert [link.text for link in page.select("a")] == ["Facebook", "WhatsApp"]


def test_a_share_widget_that_stays_for_its_own_links_names_each_service_once(options):
    kit = (
        '<div class="a2a_kit"><a class="a2a_button_facebook"></a><a class="a2a_button_x"></a><a href="/feed.xml">RSS</a></div>'
        '<script async src="https://static.addtoany.com/menu/page.js"></script>'
    )
    page = turbohtml.parse(replace(kit, options).html)
    assert [link.text for link in page.select("a")] == ["Facebook", "X", "RSS"]
