"""What a card says, by kind, level and language."""

import pytest
import turbohtml
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_praxis.replace import boilerplate
from mkdocs_praxis.replace.engine import finished, replace
from mkdocs_praxis.replace.source import referring

TWEET = (
    '<blockquote class="twitter-tweet"><p lang="de">Impfung ab Montag.<br>Ohne Termin.</p>&mdash; Praxis (@praxis) '
    '<a href="https://twitter.com/praxis/status/1709876543210987654?ref_src=twsrc">5. Oktober 2023</a></blockquote>'
    '<script async src="https://platform.twitter.com/widgets.js"></script>'
)
VIDEO = '<figure><iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ" title="Rundgang"></iframe><figcaption>Unser Team</figcaption></figure>'
MAP = '<iframe src="https://www.google.com/maps/embed/v1/place?key=K&amp;q=Hauptstr.+1,+Bonn"></iframe>'
BOOKING = '<iframe src="https://partners.doctolib.de/praxis/bonn/beispiel?speciality_id=5494" title="Online-Termine"></iframe>'
SHARE = (
    '<div class="a2a_kit"><a class="a2a_button_facebook"></a><a class="a2a_button_email"></a></div>'
    '<script async src="https://static.addtoany.com/menu/page.js"></script>'
)


def text(done):
    return " ".join(turbohtml.parse(done.html).text.split())


def links(done):
    return [link.attrs["href"] for link in turbohtml.parse(done.html).select(".praxis-embed a[href]")]


def test_a_video_keeps_title_and_caption_once_and_says_who_learns_what(options):
    said = text(replace(VIDEO, options))
    assert said.count("Rundgang") == 1
    assert said.count("Unser Team") == 1
    assert "Erst mit dem Klick erfährt Google Ireland Limited Ihre IP-Adresse" in said


def test_boilerplate_is_no_title(options):
    html = VIDEO.replace("Rundgang", "YouTube video player")
    assert "Video auf YouTube ansehen" in text(replace(html, options))


@given(st.sampled_from(boilerplate.PHRASES.build()), st.data())
@settings(max_examples=60, deadline=None)
def test_a_wording_is_known_by_what_stands_in_it(wording, data):
    said = data.draw(st.from_regex(wording[1], fullmatch=True, alphabet=st.characters(codec="ascii")))
    assert boilerplate.is_boilerplate(said) or said != " ".join(said.split()).strip(" .!:")


def test_what_is_put_into_a_page_of_latin_letters_leaves_it_one(options):
    film = '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ" title="Größe"></iframe>'
    for text, put in ((f"<p>Süd</p>{film}", "&#8222;Größe&#8220;"), (f"<p>„Süd“</p>{film}", "„Größe“")):
        for done in (replace(text, options), finished(text, options)):
            assert put in done.html
            assert "„Größe“" in turbohtml.parse(done.html).text
    assert "„Größe“" in replace(film, options, readable=True).html


@pytest.mark.parametrize(
    ("put", "written"),
    [
        ("<p title='„' class=\"„\">„→</p>", "<p title='&#8222;' class=\"&#8222;\">&#8222;&#8594;</p>"),
        ("<p title=a>s K ß</p>", "<p title=a>s K ß</p>"),
        *(
            (one, one)
            for one in (
                "<script>'„'</script>",
                "<STYLE>„</STYLE>",
                "<!-- „ -->",
                "<p „>",
                "</p „>",
                "<p a=„>",
                "<x-„ b>",
            )
        ),
    ],
)
def test_references_stand_where_they_are_read(put, written):
    assert referring(put, "<p>Größe</p>") == written
    assert referring(put, "<p>…</p>") == put
    assert str(turbohtml.parse_fragment(written).inner_html) == str(turbohtml.parse_fragment(put).inner_html)


def test_ones_own_poster_stays_and_a_foreign_one_goes(options):
    html = '<div class="video"><img src="{}" alt=""><iframe data-src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe></div>'
    assert 'src="/img/film.jpg"' in replace(html.format("/img/film.jpg"), options).html
    assert "ytimg" not in replace(html.format("https://i.ytimg.com/vi/dQw4w9WgXcQ/0.jpg"), options).html


def test_a_play_button_and_ones_own_picture_in_the_player_s_box_belong_to_the_card(options):
    html = (
        '<div class="video-box" style="position:relative;padding-bottom:56%"><img src="/img/film.jpg" alt="" style="position:absolute">'
        '<button class="play" aria-label="Video abspielen">▶</button><iframe data-src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe></div>'
    )
    done = replace(html, options)
    assert done.html.startswith('<figure class="praxis-embed praxis-embed--video"')
    assert done.html.count('src="/img/film.jpg"') == 1
    assert "abspielen" not in done.html


def test_a_title_too_long_for_a_link_is_a_text(options):
    title = "Vorsorge " * 20
    done = replace(VIDEO.replace("Rundgang", title), options)
    assert turbohtml.parse(done.html).select_one(".praxis-embed-text").text == title.strip()
    assert turbohtml.parse(done.html).select_one(".praxis-embed-action a").text == "Video auf YouTube ansehen"


def test_a_card_names_who_is_behind_its_link_not_who_made_the_map(options):
    done = replace(
        '<iframe src="https://api.maptiler.com/maps/streets/?key=K#15/50.7374/7.0982"></iframe>', options
    )
    assert "Karte bei OpenStreetMap öffnen" in text(done)
    assert "MapTiler" not in text(done)


def test_a_form_is_named_by_its_heading_not_by_its_fields(options):
    html = (
        '<form action="https://praxis.us1.list-manage.com/subscribe/post?u=a1&amp;id=b2"><h2>Rundbrief</h2>'
        '<label>E-Mail <input name="EMAIL"></label><button>Abonnieren</button></form>'
    )
    done = replace(html, options)
    assert "Rundbrief (Mailchimp)" in text(done)
    assert "E-Mail" not in text(done)


def test_ones_own_document_names_no_vendor(options):
    html = '<iframe src="https://docs.google.com/gview?url=https://praxis.example/a.pdf&embedded=true" title="Plan"></iframe>'
    link = turbohtml.parse(replace(html, options).html).select_one(".praxis-embed a")
    assert (link.attrs["href"], link.text) == ("https://praxis.example/a.pdf", "„Plan“ öffnen")


def test_a_linked_badge_is_about_where_it_leads(options):
    html = '<a href="https://apps.apple.com/de/app/x/id1"><img src="https://tools.applemediaservices.com/b.svg" alt="Laden im App Store"></a>'
    assert "Laden im App Store (apps.apple.com)" in text(replace(html, options))


@pytest.mark.parametrize("href", ["#", "/kontakt/", "javascript:void(0)"])
def test_a_hotlinked_logo_that_leads_nowhere_else_is_left_to_the_gate(href, options):
    html = f'<a href="{href}"><img src="https://www.doctolib.de/logo.png" alt="Kontakt"></a>'
    assert replace(html, options).html == html


@pytest.mark.parametrize(
    "title",
    [
        "Made with Padlet",
        "YouTube Logo",
        "Logo von YouTube",
        "This is an embedded Microsoft Office document, powered by Office.",
        "Mit Padlet erstellt",
        "Powered by Doctolib",
        "chart visualization",
        "Interactive or visual content",
        "Embedded post",
        "Wird geladen…",
        "Video wird geladen …",
        "Loading...",
        "YouTube-Thumbnail",
        "youtube-player-1",
        "Platzhalter",
        "IMG_2345",
        "Video auf YouTube ansehen",
        "Read on Substack",
        "submit to reddit",
        "Twitter Follow",
        "Zum Aktivieren klicken",
        "Facebook Like",
    ],
)
def test_a_vendor_s_own_wording_is_no_label(title, options):
    html = f'<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ" title="{title}"></iframe>'
    assert "Video auf YouTube ansehen" in text(replace(html, options))


X = '<script src="https://platform.twitter.com/widgets.js"></script>'


@pytest.mark.parametrize(
    ("html", "words"),
    [
        (
            '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/reel/CxYz123AbCd/"></blockquote>',
            "Video auf Instagram ansehen",
        ),
        (
            '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/praxis.beispiel/"></blockquote>',
            "Profil auf Instagram ansehen",
        ),
        (
            '<iframe src="https://www.tiktok.com/player/v1/7301234567890123458"></iframe>',
            "Video auf TikTok ansehen",
        ),
        (
            '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/tag/hautarzt"></blockquote>',
            "Beiträge auf TikTok ansehen",
        ),
        (
            '<a href="https://www.youtube.com/@praxis"><img src="https://yt3.ggpht.com/a=s88"></a>',
            "Kanal auf YouTube ansehen",
        ),
        (
            '<a href="https://www.youtube.com/c/Praxis?sub_confirmation=1"><img src="https://yt3.ggpht.com/a=s88"></a>',
            "Kanal auf YouTube ansehen",
        ),
        (
            '<a href="https://www.jameda.de/erika-beispiel/zahnarzt/berlin"><img src="https://cdn1.jameda-elements.de/siegel.png" alt="jameda Siegel"></a>',
            "Bewertungen auf jameda lesen",
        ),
        (
            '<a href="https://www.jameda.de/erika-beispiel/zahnarzt/berlin"><img src="https://cdn1.jameda-elements.de/knopf.png" alt="jameda"></a>',
            "Termin online buchen (jameda)",
        ),
        (
            '<iframe src="https://www.terminland.de/beispiel/">Bitte rufen Sie uns an.</iframe>',
            "Termin online buchen (Terminland)",
        ),
        (
            '<div class="calendly-inline-widget" data-url="https://calendly.com/beispiel"><p>Lieber <a href="tel:0301">anrufen</a>?</p></div>',
            "Termin online buchen (Calendly)",
        ),
        (
            '<iframe src="https://app.arztkonsultation.de/beispiel"></iframe>',
            "Zur Videosprechstunde (arztkonsultation.de)",
        ),
        (
            '<iframe src="https://www.aponet.de/apotheke/notdienstsuche"></iframe>',
            "Notdienst suchen (aponet.de)",
        ),
        (
            '<iframe src="https://www.eventbrite.de/e/163175292693"></iframe>',
            "Veranstaltung bei Eventbrite ansehen",
        ),
        (
            '<iframe src="https://player.twitch.tv/?channel=praxis&parent=praxis.example"></iframe>',
            "Kanal auf Twitch ansehen",
        ),
        (
            '<a href="https://wa.me/4922812345"><img src="https://static.whatsapp.net/logo.png" alt="WhatsApp"></a>',
            "Uns auf WhatsApp schreiben",
        ),
        (
            '<iframe src="https://www.gelbeseiten.de/gsbiz/abc-123"></iframe>',
            "Gelbe Seiten öffnen",
        ),
        (
            '<div class="fb-post" data-href="https://www.facebook.com/events/1234567890123456/"></div>',
            "Veranstaltung auf Facebook ansehen",
        ),
        (
            f'<a class="twitter-timeline" href="https://twitter.com/PraxisBsp">Tweets by PraxisBsp</a>{X}',
            "„PraxisBsp“ auf X ansehen",
        ),
        (
            f'<a class="twitter-follow-button" href="https://twitter.com/PraxisBsp">Follow @PraxisBsp</a>{X}',
            "„@PraxisBsp“ auf X ansehen",
        ),
        (
            '<iframe src="https://docs.google.com/viewer?url=https%3A%2F%2Fpraxis.example%2FMerkblatt%2520Kinder.pdf&embedded=true"></iframe>',
            "„Merkblatt Kinder.pdf“ öffnen",
        ),
        (
            '<iframe src="https://www.yumpu.com/de/embed/view/AbC123"></iframe><br><a href="https://www.yumpu.com/de/document/read/12345678/zeitung">Patientenzeitung Herbst</a>',
            "„Patientenzeitung Herbst“ öffnen (Yumpu)",
        ),
        (
            '<a href="https://www.paypal.com/donate/?hosted_button_id=Q1"><img src="https://www.paypalobjects.com/btn.gif" alt="Spenden mit PayPal" title="Einfach und sicher bezahlen"></a>',
            "Spenden mit PayPal",
        ),
        (
            '<a href="https://maps.app.goo.gl/AbC123"><img src="https://maps.googleapis.com/maps/api/staticmap?center=49.4,11.0&key=K" alt="Zur Routenplanung"></a>',
            "Zur Routenplanung (Google Maps)",
        ),
        (
            '<iframe src="https://www.google.com/maps/embed/v1/directions?key=K&origin=Bonn&destination=Praxis,+Ulm"></iframe>',
            "Route zu „Praxis, Ulm“ bei Google Maps planen",
        ),
        (
            '<iframe src="https://maps.google.com/maps?saddr=Bonn&daddr=Ulm&output=embed" title="Anfahrt"></iframe>',
            "„Anfahrt“ öffnen (Google Maps)",
        ),
        (
            '<a href="https://www.gelbeseiten.de/gsbiz/a"><img src="https://www.gelbeseiten.de/siegel.png" alt="Gelbe Seiten"></a>',
            "Gelbe Seiten öffnen",
        ),
        (
            '<iframe src="https://patient.getnelly.de/praxis-beispiel"></iframe>',
            "Formular öffnen (Nelly)",
        ),
        (
            '<script src="https://www.medflex.de/widget/widget.js"></script><a href="https://www.medflex.de/praxis-beispiel">Nachricht an die Praxis</a>',
            "Nachricht an die Praxis (medflex)",
        ),
    ],
)
def test_a_card_says_what_its_link_shows(html, words, options):
    card = turbohtml.parse(replace(html, options).html).select_one(".praxis-embed")
    assert card.select_one("a[href]").text == words


@pytest.mark.parametrize(
    ("address", "german", "english"),
    [
        ("www.youtube.com/embed/Aa1bB2cC3dD", "Video auf YouTube ansehen", "Watch the video on YouTube"),
        ("player.vimeo.com/video/824670136", "Video bei Vimeo ansehen", "Watch the video on Vimeo"),
        (
            "ngp.zdf.de/miniplayer/embed/?mediaID=%2Fzdf%2Fgesundheit%2Fherz-100",
            "Video beim ZDF ansehen",
            "Watch the video on ZDF",
        ),
        (
            "www.ardmediathek.de/embed/Y3JpZDovL3dkci5kZS9CZWl0cmFn",
            "Video in der ARD Mediathek ansehen",
            "Watch the video in the ARD Mediathek",
        ),
        (
            "www.ardaudiothek.de/embed/episode/12345678",
            "In der ARD Audiothek anhören",
            "Listen in the ARD Audiothek",
        ),
        ("open.spotify.com/embed/episode/4rOoJ6Egrf8K2IrywzwOMk", "Auf Spotify anhören", "Listen on Spotify"),
        ("praxis-funk.podigee.io/7-herz/embed", "Bei Podigee anhören", "Listen on Podigee"),
        (
            "tube.praxis.example/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d",
            "Video auf tube.praxis.example ansehen",
            "Watch the video on tube.praxis.example",
        ),
    ],
)
def test_a_card_says_where_as_people_do(address, german, english, options):
    html = f'<iframe src="https://{address}"></iframe>'
    said = [
        turbohtml.parse(replace(html, options._replace(language=language)).html)
        .select_one(".praxis-embed a")
        .text
        for language in ("de", "en")
    ]
    assert said == [german, english]


def test_a_vendor_is_called_as_in_the_page_s_language(options):
    calendar = '<iframe src="https://calendar.google.com/calendar/embed?src=praxis"></iframe>'
    assert "Google Kalender öffnen" in text(replace(calendar, options))
    assert "Open Google Calendar" in text(replace(calendar, options._replace(language="en")))


@pytest.mark.parametrize(
    "title",
    [
        "YouTube Video – Rücken stärken",
        "YouTube Video Player: Rücken stärken",
        "Video: Rücken stärken",
        "Vorschaubild: Rücken stärken",
        "Vorschaubild zum Video: Rücken stärken",
        "Video abspielen über Rücken stärken",
        "Play Video about Rücken stärken",
        "Synthesia video player - Rücken stärken",
    ],
)
def test_a_title_does_not_say_again_that_it_is_a_film(title, options):
    html = f'<iframe src="https://www.youtube.com/embed/Aa1bB2cC3dD" title="{title}"></iframe>'
    link = turbohtml.parse(replace(html, options).html).select_one(".praxis-embed a[href]")
    assert link.text == "Video „Rücken stärken“ auf YouTube ansehen"


def test_a_button_that_names_its_film_names_the_card(options):
    html = (
        '<div id="v"><button onclick="lade()">Praxisfilm ansehen</button></div><script>function lade() {'
        "document.getElementById('v').innerHTML = '<iframe src=\"https://www.youtube.com/embed/Aa1bB2cC3dD\"></iframe>'; }</script>"
    )
    assert "Praxisfilm ansehen" in text(replace(html, options))


@pytest.mark.parametrize(
    "pressed",
    ['<a href="#"><span>Praxisrundgang</span></a>', '<button type="button">Praxisrundgang</button>'],
)
@pytest.mark.parametrize("name", ["data-video_url", "data-yt", "data-ziel"])
def test_the_button_in_a_stand_in_names_its_card_and_goes(name, pressed, options):
    html = f'<div class="kachel" {name}="https://www.youtube.com/embed/Aa1bB2cC3dD">{pressed}</div>'
    document = turbohtml.parse(replace(html, options).html)
    assert document.text.count("Praxisrundgang") == 1
    assert "Video „Praxisrundgang“ auf YouTube ansehen" in document.text
    assert document.select_one("button, a[href='#']") is None


@pytest.mark.parametrize(
    "beside",
    [
        '<p>Fragen? <a href="tel:+4930123456">030 123456</a></p>',
        '<p>Oder <a href="mailto:praxis@praxis.example">schreiben Sie uns</a></p>',
        '<p>Bitte <a href="javascript:Cookiebot.renew()">akzeptieren Sie Marketing-Cookies</a>, um es zu sehen.</p>',
    ],
)
def test_a_film_is_not_called_by_a_link_that_leads_elsewhere(beside, options):
    html = f'<div><iframe src="https://www.youtube.com/embed/Aa1bB2cC3dD"></iframe>{beside}</div>'
    link = turbohtml.parse(replace(html, options).html).select_one(".praxis-embed a[href]")
    assert link.text == "Video auf YouTube ansehen"


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Google-Karte für Ring 1, Kiel", "Karte „Ring 1, Kiel“ bei Google Maps öffnen"),
        ("Google Maps Karte von Ring 1, Kiel", "Karte „Ring 1, Kiel“ bei Google Maps öffnen"),
        ("Karte: Praxis am Ring", "Karte „Praxis am Ring“ bei Google Maps öffnen"),
        ("Karte von unserer Praxis", "„Karte von unserer Praxis“ öffnen (Google Maps)"),
        ("Anfahrt anzeigen", "Anfahrt anzeigen (Google Maps)"),
    ],
)
def test_a_title_does_not_say_again_that_it_is_a_map(title, words, options):
    card = turbohtml.parse(replace(MAP.replace("<iframe", f'<iframe title="{title}"'), options).html)
    assert card.select_one(".praxis-embed a[href]").text == words


def test_a_link_of_a_form_s_own_stands_on_the_card_once(options):
    html = (
        '<form action="https://praxis.us1.list-manage.com/subscribe/post?u=a&amp;id=b" method="post"><h3>Praxisbrief</h3>'
        '<p>Viermal im Jahr.</p><p><a href="/datenschutz/">Datenschutz</a></p><input name="EMAIL"></form>'
    )
    said = text(replace(html, options))
    assert said.count("Datenschutz") == 1
    assert "Viermal im Jahr." in said


def test_two_of_a_kind_are_numbered_as_what_their_links_show(options):
    html = "".join(
        f'<iframe src="https://www.instagram.com/reel/Cx{n}/embed"></iframe>' for n in ("aaa", "bbb")
    )
    links = turbohtml.parse(replace(html, options).html).select(".praxis-embed a[href]")
    assert [link.text for link in links] == [
        "Video 1 von 2 auf Instagram ansehen",
        "Video 2 von 2 auf Instagram ansehen",
    ]


def test_the_words_of_a_share_button_are_no_heading(options):
    html = (
        '<a class="twitter-share-button" href="https://twitter.com/share" data-url="https://praxis.example/x/">Tweet</a>'
        '<script src="https://platform.twitter.com/widgets.js"></script>'
    )
    assert "Tweet" not in turbohtml.parse(replace(html, options).html).text


def test_what_a_network_writes_for_a_picture_is_no_part_of_a_quotation(options):
    html = (
        '<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:abc/app.bsky.feed.post/3l6">'
        "<p>Heute ist Welt-Diabetes-Tag.<br><br><a href='https://bsky.app/profile/did:plc:abc/post/3l6'>[image or embed]</a></p>"
        "</blockquote>"
    )
    text = turbohtml.parse(replace(html, options).html).text
    assert "Heute ist Welt-Diabetes-Tag." in text
    assert "image or embed" not in text


def test_a_post_is_a_quotation_with_author_and_language(options):
    quote = turbohtml.parse(replace(TWEET, options).html).select_one(".praxis-embed blockquote")
    assert quote.attrs["lang"] == "de"
    assert [p.text for p in quote.select("p")][:2] == ["Impfung ab Montag.", "Ohne Termin."]
    assert "Praxis (@praxis) 5. Oktober 2023" in quote.select_one(".praxis-embed-author").text
    assert not quote.select("footer"), "no landmark of the page"


@pytest.mark.parametrize(("language", "told"), [("de", None), ("de_AT", None), ("ar", "en"), ("tr", "en")])
def test_a_card_on_a_page_that_we_do_not_speak_is_marked_as_english(language, told, options):
    figure = f"<figure>{BOOKING}<figcaption>Randevu</figcaption></figure>"
    for page in (figure, f"<p>Buradan {BOOKING} gelin.</p>"):
        card = turbohtml.parse(replace(page, options._replace(language=language)).html).select_one(
            "[data-vendor=doctolib]"
        )
        assert card.attrs.get("lang") == told
        assert card.attrs.get("dir") == (told and "ltr")
        for caption in card.select("figcaption"):
            assert caption.attrs.get("lang") == (told and language)


def test_a_map_names_the_place_and_never_the_key(options):
    done = replace(MAP, options)
    assert "Hauptstr. 1, Bonn" in text(done)
    assert "key=" not in done.html


def test_a_place_that_the_title_names_is_not_said_again(options):
    page = '<div class="googlemaps-embed" data-url="https://www.google.com/maps/embed/v1/place?key=K&amp;q=Worms" title="{}"></div>'
    assert text(replace(page.format("Weg nach Worms"), options)).count("Worms") == 1
    assert text(replace(page.format("Anfahrt"), options)).count("Worms") == 1


def test_coordinates_open_the_device_s_own_map(options):
    html = '<iframe src="https://www.openstreetmap.org/export/embed.html?bbox=8,49,9,50&amp;marker=49.411,8.6775"></iframe>'
    assert "geo:49.411,8.6775" in links(replace(html, options))


@pytest.mark.parametrize(
    "link", ['<a href="tel:030123">030 123</a>', '<a href="mailto:a@b.de">a@b.de</a>', "<a href>Oben</a>"]
)
def test_a_film_is_not_called_after_a_number_or_an_address_near_it(link, options):
    page = f'<div><p>{link}</p><iframe src="https://player.vimeo.com/video/76979871"></iframe></div>'
    assert "Video bei Vimeo ansehen" in text(replace(page, options))


def test_booking_has_the_telephone_beside_it(options):
    assert "tel:+49301234567" in links(replace(BOOKING, options))
    assert "tel:" not in replace(VIDEO, options).html


@pytest.mark.parametrize(("html", "words"), [(TWEET, "Impfung ab Montag."), (VIDEO, "Rundgang")])
def test_strict_keeps_the_words_and_drops_the_link(html, words, options):
    done = replace(html, options._replace(strict=True))
    assert links(done) == []
    assert "twitter.com" not in done.html
    assert "youtube.com" not in done.html
    assert words in done.html
    assert done.replacements[0].href == ""


def test_strict_shares_by_copying_mail_and_print_only(options):
    done = replace(SHARE, options._replace(strict=True))
    assert links(done) == ["mailto:?body=https%3A//praxis.example/seite/"]
    assert "https://praxis.example/seite/" in text(done)


@pytest.mark.parametrize(
    ("html", "href"),
    [
        (MAP, "https://www.google.com/maps"),
        (BOOKING, "https://www.doctolib.de/"),
        ('<iframe src="https://eu.jotform.com/231"></iframe>', "https://eu.jotform.com/231"),
        (
            '<iframe src="https://docs.google.com/document/d/e/2P/pub?embedded=true"></iframe>',
            "https://docs.google.com/",
        ),
        ('<iframe src="https://player.vimeo.com/video/76979871"></iframe>', "https://vimeo.com/76979871"),
    ],
)
def test_strict_links_where_a_plain_link_may_lead(html, href, options):
    assert any(link.startswith(href) for link in links(replace(html, options._replace(strict=True))))


SEAL = '<a href="https://www.sanego.de/Arzt/x/"><img src="https://www.sanego.de/s.png" alt="Bewertungen"></a>'


@pytest.mark.parametrize(
    "html",
    [
        SEAL,
        '<a href="https://wa.me/49301"><img src="https://www.sanego.de/s.png" alt="Schreiben"></a>',
        '<iframe src="https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fp%2Fvideos%2F1%2F"></iframe>',
    ],
)
def test_strict_links_to_no_network_and_no_review_portal(html, options):
    assert links(replace(html, options))
    assert not links(replace(html, options._replace(strict=True)))


def test_strict_says_that_booking_takes_health_data(options):
    done = replace(BOOKING, options._replace(strict=True))
    assert "über Ihre Gesundheit" in text(done)


def test_in_running_text_the_card_is_inline(options):
    html = '<p>Termine <a href="https://www.doctolib.de/p/x"><img src="https://www.doctolib.de/l.png" alt="Termin buchen"></a> hier.</p>'
    done = replace(html, options)
    assert done.html.startswith('<p>Termine <span class="praxis-embed')
    assert done.html.endswith("</span> hier.</p>")
    assert "Termin buchen" in done.html


def test_english_is_the_default_and_words_are_escaped(options):
    html = '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ" title="A &lt;b&gt; &amp; C"></iframe>'
    done = replace(html, options._replace(language="fr"))
    assert "Watch the video &#8220;A &lt;b&gt; &amp; C&#8221; on YouTube" in done.html


def test_a_template_can_be_overridden(options, tmp_path):
    (tmp_path / "video.html").write_text(
        '<p class="praxis-embed" data-vendor="{{ card.vendor.id }}">Film: {{ card.title }}</p>'
    )
    done = replace(VIDEO, options._replace(templates=(tmp_path,)))
    assert '<p class="praxis-embed" data-vendor="youtube">Film: Rundgang</p>' in done.html


def test_every_link_is_without_referrer_and_opener(options):
    links = turbohtml.parse(replace(TWEET + VIDEO + MAP, options).html).select(".praxis-embed a[href^=http]")
    assert len(links) >= 3
    for link in links:
        assert {"noopener", "noreferrer", "external"} <= set(" ".join(link.attrs["rel"]).split())
        assert link.attrs["referrerpolicy"] == "no-referrer"


def test_code_is_never_shown_as_words(options):
    html = '<script>var i=document.createElement("iframe");i.src="https://www.youtube.com/embed/dQw4w9WgXcQ";</script>'
    done = replace(html, options)
    assert done.replacements
    assert "createElement" not in done.html


def test_every_text_of_the_templates_is_translated():
    import re

    from mkdocs_praxis.i18n import translator
    from mkdocs_praxis.replace.cards import TEMPLATES

    say = translator("de", "replace")
    texts = {
        text
        for path in TEMPLATES.glob("*.html")
        for text in re.findall(r't\("([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert len(texts) > 8
    assert {text for text in texts if say(text) == text} == set()


LEAFLET = (
    '<script src="/js/leaflet.js"></script><div id="k"{}></div><script>var k = L.map("k").setView([52, 13], 11); '
    'L.tileLayer("https://tile.openstreetmap.org/{{z}}/{{x}}/{{y}}.png").addTo(k); {}</script>'
)


def test_a_map_of_several_places_has_a_link_to_each_by_name_or_number(options):
    code = 'L.marker([52.51, 13.41]).addTo(k).bindPopup("Praxis Mitte"); L.marker([52.56, 13.42]).addTo(k);'
    card = turbohtml.parse(replace(LEAFLET.format("", code), options).html).select_one(".praxis-embed")
    assert [link.text for link in card.select("a")] == [
        "Karte „Praxis Mitte“ bei OpenStreetMap öffnen",
        "Karte 2 von 2 bei OpenStreetMap öffnen",
    ]
    assert not [p for p in card.select("p") if not p.text.strip()]


def test_code_that_markdown_escaped_is_read_all_the_same(options):
    code = "var o = [[52.51, 13.41], [52.56, 13.42]]; o.forEach(p =&gt; L.marker(p).addTo(k));"
    assert len(links(replace(LEAFLET.format("", code), options))) == 2


def test_a_map_of_all_the_world_is_asked_for(options):
    html = '<iframe src="https://www.google.com/maps?output=embed"></iframe>'
    done = replace(html, options)
    assert done.html == html
    assert [ask.vendor for ask in done.asks] == ["google-maps"]


def test_a_card_does_not_repeat_its_title_below(options):
    html = (
        '<script src="https://www.doctolib.de/booking_button.js" data-id="dr-meier" async></script>'
        '<a href="https://www.doctolib.de/allgemeinmedizin/bonn/dr-meier" class="doctolib-button">'
        '<img src="https://www.doctolib.de/external_button/weiss.png" alt="Doctolib"><span>Termin vereinbaren</span></a>'
    )
    assert text(replace(html, options)).count("Termin vereinbaren") == 1


BING = '<script src="https://www.bing.com/api/maps/mapcontrol"></script><script>var m = new Microsoft.Maps.Map("#m", {{center: new Microsoft.Maps.Location(52.51, 13.41)}}); {}</script>'


@pytest.mark.parametrize(
    ("html", "code", "name"),
    [
        (LEAFLET, 'L.marker([52.51, 13.41]).addTo(k).bindPopup("<div><b>Praxis <em>Linde</em></b><br>Weg 1</div>");', "Praxis Linde"),
        (LEAFLET, "var p = '<p class=\"x\">Praxis Linde</p>'; L.marker([52.51, 13.41]).addTo(k).bindPopup(p);", "Praxis Linde"),
        (LEAFLET, 'L.marker([52.51, 13.41]).bindPopup(`<img src="/l.svg" alt=""><h3>Dr. O’Linde</h3>`).addTo(k);', "Dr. O’Linde"),
        (LEAFLET, "L.marker([52.51, 13.41]).bindPopup('Dr. O\\'Linde \\u2013 Praxis').addTo(k);", "Dr. O'Linde – Praxis"),
        (LEAFLET, 'L.control({title: "Karte"}); L.marker([52.51, 13.41], {title: "Marker"}).addTo(k);', ""),
        (LEAFLET, "L.marker([52.51, 13.41]).bindPopup(`<b>${name}</b>`).addTo(k);", ""),
        (BING, 'm.entities.push(new Microsoft.Maps.Pushpin(m.getCenter(), {title: "Praxis Linde", text: "A"}));', "Praxis Linde"),
        (BING, 'm.entities.push(new Microsoft.Maps.Pushpin(m.getCenter(), {icon: "/pin.png"}));', ""),
    ],
)  # fmt: skip
def test_a_map_is_called_by_what_its_marker_shows_first(html, code, name, options):
    card = turbohtml.parse(
        replace(html.format("", code) if html is LEAFLET else html.format(code), options).html
    )
    said = card.select_one(".praxis-embed a").text
    assert f"„{name}“" in said if name else "„" not in said


def test_each_of_several_places_keeps_its_own_name(options):
    code = (
        'new google.maps.Marker({title: "Mitte", position: {lat: 52.51, lng: 13.41}, map}); '
        'new google.maps.Marker({position: {lat: 52.56, lng: 13.42}, map, title: "Pankow"});'
    )
    html = (
        '<div id="k"></div><script src="https://maps.googleapis.com/maps/api/js?key=K"></script><script>const map = '
        f'new google.maps.Map(document.getElementById("k"), {{center: {{lat: 52.5, lng: 13.4}}}}); {code}</script>'
    )
    card = turbohtml.parse(replace(html, options).html).select_one(".praxis-embed")
    assert [
        (a.text.split("„")[-1].split("“")[0], a.attrs["href"].split("=")[-1]) for a in card.select("a")
    ] == [
        ("Mitte", "52.51%2C13.41"),
        ("Pankow", "52.56%2C13.42"),
    ]


def test_an_image_that_is_a_film_keeps_both_of_its_texts(options):
    html = (
        '<p><img alt="Wie inhaliere ich?" src="https://youtu.be/Aa1bB2cC3dD" title="Inhalieren lernen" /></p>'
    )
    page = turbohtml.parse(replace(html, options).html)
    assert "Wie inhaliere ich?" in page.select_one(".praxis-embed-action").text
    assert page.select_one(".praxis-embed-text").text == "Inhalieren lernen"


def test_a_request_to_click_is_no_label(options):
    frame = '<iframe src="https://www.terminland.de/praxis/"><a href="https://www.terminland.de/praxis/">{}</a></iframe>'
    for words in "Hier klicken", "Bitte klicken Sie hier", "Click here":
        assert words not in replace(frame.format(words), options).html
    assert "Termin bei Dr. Muster" in replace(frame.format("Termin bei Dr. Muster"), options).html


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ('<lite-youtube videoid="Aa1bB2cC3dD"><button class="lty-playbtn"><span class="lyt-visually-hidden">Video abspielen: Tinnitus</span></button></lite-youtube>', "Tinnitus"),
        ('<lite-youtube videoid="Aa1bB2cC3dD"><button class="lty-playbtn">Video abspielen</button></lite-youtube>', ""),
        ('<a class="glightbox" href="https://www.youtube.com/embed/Aa1bB2cC3dD" data-title="Ambulante OPs"><img src="/op.jpg" alt="OP"></a>', "Ambulante OPs"),
        ('<a class="glightbox" href="https://www.youtube.com/embed/Aa1bB2cC3dD" title="Film"><img src="/op.jpg" alt="Ambulante OPs"></a>', "Ambulante OPs"),
        ('<div uk-lightbox><a href="https://www.youtube.com/watch?v=Aa1bB2cC3dD" data-caption="Ein Tag bei uns"><img src="/op.jpg" alt="Team"><h3>Ein Tag bei uns</h3></a></div>', "Ein Tag bei uns"),
        ('<iframe aria-label="YouTube Video, Rückentraining" src="https://www.youtube.com/embed/Aa1bB2cC3dD"></iframe>', "Rückentraining"),
        ('<iframe title="Video, Ton und Bild" src="https://www.youtube.com/embed/Aa1bB2cC3dD"></iframe>', "Video, Ton und Bild"),
    ],
)  # fmt: skip
def test_a_film_is_called_by_its_own_words_not_by_those_of_its_button_or_tooltip(html, words, options):
    card = turbohtml.parse(replace(html, options).html).select_one(".praxis-embed")
    named = f"Video „{words}“" if words else "Video"
    assert card.select_one("a").text == f"{named} auf YouTube ansehen"
    assert not words or card.text.count(words) == 1
