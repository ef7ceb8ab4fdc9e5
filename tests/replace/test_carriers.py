"""Embeds are found however they are carried: lazy, behind consent, in builders' wrappers, with mistakes."""

import base64
from html import escape, unescape

import pytest
import turbohtml

from mkdocs_praxis.replace.engine import replace

Y = "https://www.youtube.com/embed/dQw4w9WgXcQ"
W = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
B = base64.b64encode(f'<iframe src="{Y}?start=30" title="Praxisfilm"></iframe>'.encode()).decode()

CARRIERS = {
    "borlabs": (
        f'<div class="BorlabsCookie"><div class="_brlbs-content-blocker"><div class="_brlbs-embed _brlbs-video-youtube"><img class="_brlbs-thumbnail" src="https://praxis.example/thumb.png" alt="YouTube"><div class="_brlbs-caption"><p>Mit dem Laden des Videos akzeptieren Sie die Datenschutzerklärung von YouTube.<br><a href="https://policies.google.com/privacy">Mehr erfahren</a></p><p><a class="_brlbs-btn" href="#">Video laden</a></p></div></div></div><div class="borlabs-hide" data-borlabs-cookie-type="content-blocker" data-borlabs-cookie-id="youtube"><script type="text/template">{B}</script></div></div>',
        W + "&t=30s",
    ),
    "borlabs3": (
        f'<div class="brlbs-cmpnt-container brlbs-cmpnt-content-blocker brlbs-cmpnt-with-individual-styles" data-borlabs-cookie-content-blocker-id="youtube-content-blocker" data-borlabs-cookie-content="{B}"><div class="brlbs-cmpnt-cb-preset-b">Sie sehen gerade einen Platzhalterinhalt <a href="#">Weitere Informationen</a></div></div>',
        W + "&t=30s",
    ),
    "handler": (
        "<div onclick=\"this.innerHTML='&lt;iframe src=\\'https://www.youtube.com/embed/dQw4w9WgXcQ\\'&gt;&lt;/iframe&gt;'\"><img src='/film.jpg' alt='Film ansehen'></div>",
        W,
    ),
    "usercentrics-beside": (
        f'<div class="uc-embedding-container"><h3>Wir benötigen Ihre Zustimmung, um den YouTube-Service zu laden!</h3><p>Dieser Service kann Daten zu Ihren Aktivitäten sammeln.</p><button>Akzeptieren</button></div><iframe uc-src="{Y}"></iframe>',
        W,
    ),
    "ccm19-beside": (
        f'<div class="ccm-widget-placeholder"><h3>Externer Inhalt: YouTube</h3><p>Beim Laden werden Daten an Google übertragen.</p><button>Einmal laden</button><noscript><iframe src="{Y}"></iframe></noscript></div>',
        W,
    ),
    "shapepress-dsgvo": (
        f'<div class="sp-dsgvo sp-dsgvo-embedding-container"><div class="sp-dsgvo-blocked-embedding-placeholder"><div>Wir brauchen Ihre Zustimmung.</div><div>Dieser Inhalt wird von YouTube bereitgestellt. Wenn Sie ihn aktivieren, werden Cookies gesetzt.<a href="#">Zustimmen</a></div></div><div class="sp-dsgvo-hidden-embedding-content">{base64.b64encode(escape(f"<iframe src={Y}></iframe>").encode()).decode()}</div></div>',
        W,
    ),
    "klaro": (f'<iframe data-name="youtube" data-src="{Y}" width="560"></iframe>', W),
    "cookiebot": (
        f'<iframe data-cookieblock-src="{Y}" data-cookieconsent="marketing"></iframe><div class="cookieconsent-optout-marketing">Please <a href="javascript:Cookiebot.renew()">accept marketing-cookies</a> to watch this video.</div>',
        W,
    ),
    "uc": (f'<iframe uc-src="{Y}" title="Film"></iframe>', W),
    "cmp": (
        f'<iframe class="cmplazyload" data-cmp-vendor="s30" src="about:blank" data-cmp-src="{Y}"></iframe>',
        W,
    ),
    "rcb": (
        f'<iframe consent-original-src-_="{Y}" consent-required="13" consent-by="services" consent-id="14" title="Film"></iframe>',
        W,
    ),
    "complianz": (
        f'<div class="cmplz-placeholder-parent"><iframe data-placeholder-image="https://praxis.example/x.jpg" data-category="marketing" data-service="youtube" class="cmplz-placeholder-element cmplz-iframe cmplz-video" data-cmplz-target="src" data-src-cmplz="{Y}" src="about:blank"></iframe></div>',
        W,
    ),
    "plain": (
        f'<div class="x"><script type="text/plain" data-usercentrics="YouTube" src="https://www.youtube.com/iframe_api"></script><iframe uc-src="{Y}"></iframe></div>',
        W,
    ),
    "unclosed": (
        f'<p>a</p><iframe src="{Y}" title="Film"><p>b <b>c</b></p><iframe src="https://player.vimeo.com/video/76979871">',
        W,
    ),
    "curly": (f"<iframe width=“560” src=“{Y}” title=“Unser Film” allowfullscreen></iframe>", W),
    "curlyde": (f"<iframe width=„560“ src=„{Y}“ title=„Unser Film“ allowfullscreen></iframe>", W),
    "upper": ('<IFRAME SRC="HTTPS://WWW.YOUTUBE.COM/EMBED/dQw4w9WgXcQ"></IFRAME>', W),
    "noproto": ('<iframe src="//www.youtube.com/embed/dQw4w9WgXcQ"></iframe>', W),
    "srcdoc": (
        f'<iframe src="{Y}" srcdoc="<style>*{{padding:0}}</style><a href={Y}?autoplay=1><img src=https://img.youtube.com/vi/dQw4w9WgXcQ/hqdefault.jpg alt=\'Praxisrundgang\'><span>▶</span></a>" title="Rundgang"></iframe>',
        W,
    ),
    "elementor": (
        '<div class="elementor-element elementor-widget elementor-widget-video" data-id="a1" data-element_type="widget" data-settings="{&quot;youtube_url&quot;:&quot;https:\\/\\/www.youtube.com\\/watch?v=dQw4w9WgXcQ&quot;,&quot;video_type&quot;:&quot;youtube&quot;}" data-widget_type="video.default"><div class="elementor-widget-container"><div class="elementor-wrapper elementor-open-inline"><div class="elementor-video"></div></div></div></div>',
        W,
    ),
    "divi": (
        f'<div class="et_pb_module et_pb_video"><div class="et_pb_video_box"><iframe title="Film" src="{Y}?feature=oembed"></iframe></div><div class="et_pb_video_overlay" style="background-image: url(https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg)"></div></div>',
        W,
    ),
    "wpb": (
        f'<div class="wpb_video_widget wpb_content_element vc_clearfix"><div class="wpb_wrapper"><div class="wpb_video_wrapper"><iframe src="{Y}"></iframe></div></div></div>',
        W,
    ),
    "tab": (
        f'<div class="tabs"><div class="tab-content" id="a"><iframe src="{Y}"></iframe></div><div class="tab-content" id="b">B</div></div>',
        W,
    ),
    "details": (f'<details><summary>Film</summary><iframe src="{Y}"></iframe></details>', W),
    "table": (f'<table><tr><td><iframe src="{Y}"></iframe></td><td>x</td></tr></table>', W),
    "inp": (f'<p>Sehen Sie <iframe src="{Y}"></iframe> hier.</p>', W),
    "escaped": (f'<p>&lt;iframe src="{Y}"&gt;&lt;/iframe&gt;</p>', W),
    "object": (
        '<object width="425"><param name="movie" value="http://www.youtube.com/v/dQw4w9WgXcQ&hl=de&start=12"><embed src="http://www.youtube.com/v/dQw4w9WgXcQ&hl=de" type="application/x-shockwave-flash"></object>',
        W + "&t=12s",
    ),
    "noscript": (
        f'<iframe class="lazyload" data-src="{Y}" title="Film"></iframe><noscript><iframe src="{Y}" title="Film"></iframe></noscript>',
        W,
    ),
    "thumb": (
        f'<a href="{W}"><img src="https://img.youtube.com/vi/dQw4w9WgXcQ/maxresdefault.jpg" alt="Video: Praxis"></a>',
        W,
    ),
    "bgthumb": (
        '<div class="yt" data-id="dQw4w9WgXcQ" style="background-image:url(https://i.ytimg.com/vi/dQw4w9WgXcQ/hq720.jpg)" onclick="play(this)"><button>▶</button></div>',
        W,
    ),
    "imgthumb": (
        '<div class="video-teaser" onclick="loadVideo(\'dQw4w9WgXcQ\')"><img src="https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg" alt="Praxisfilm"></div>',
        W,
    ),
    "poster": (
        f'<div class="video-wrapper"><img src="/img/film.jpg" alt=""><iframe data-src="{Y}" title="Film"></iframe></div>',
        W,
    ),
    "caption": (f'<figure><iframe src="{Y}"></iframe><figcaption>Unser Team</figcaption></figure>', W),
    "embedpriv": (
        '<div class="embed-privacy-container is-disabled embed-youtube" data-embed-id="oembed_abc" data-embed-provider="youtube"><button type="button" class="embed-privacy-enable screen-reader-text">Inhalt von YouTube anzeigen</button><div class="embed-privacy-overlay"><div class="embed-privacy-inner"><p>Hier klicken, um den Inhalt von YouTube anzuzeigen.</p></div></div><div class="embed-privacy-content"><script>var _oembed_abc = \'{\\"embed\\":\\"&lt;iframe title=&quot;Film&quot; src=&quot;https:\\\\/\\\\/www.youtube.com\\\\/embed\\\\/dQw4w9WgXcQ&quot;&gt;&lt;\\\\/iframe&gt;\\"}\';</script></div></div>',
        W,
    ),
    "template": (
        f'<div class="consent"><template><iframe src="{Y}"></iframe></template><button>Laden</button></div>',
        W,
    ),
    "rcb-inline": (
        f"<div id='f'></div><script type='application/consent' consent-inline='document.getElementById(&quot;f&quot;).innerHTML = &quot;&lt;iframe src={Y}&gt;&lt;/iframe&gt;&quot;;'></script>",
        W,
    ),
    "amp": ('<amp-iframe src="' + Y + '"></amp-iframe>', W),
    "hints": (
        f'<html><head><title>x</title><link rel="preconnect" href="https://i.ytimg.com"><link rel="dns-prefetch" href="//www.youtube.com"></head><body><iframe src="{Y}"></iframe></body></html>',
        W,
    ),
    "mejs": (
        '<video class="wp-video-shortcode" src="https://www.youtube.com/watch?v=dQw4w9WgXcQ&_=1"><source type="video/youtube" src="https://www.youtube.com/watch?v=dQw4w9WgXcQ&_=1"></video>',
        W,
    ),
}


@pytest.mark.parametrize(("html", "href"), CARRIERS.values(), ids=CARRIERS)
def test_carrier(html, href, options):
    done = replace(html, options)
    assert href in {swap.href for swap in done.replacements}
    assert not any(
        rest in done.html
        for rest in ("youtube.com/embed", "ytimg.com", "img.youtube.com", "iframe_api", "PGlm")
    )
    assert replace(done.html, options).html == done.html


def test_wrappers_go_and_structure_stays(options):
    tabs = f'<div class="tab" id="a"><div class="video-responsive" style="padding-bottom:56%"><iframe src="{Y}"></iframe></div></div>'
    html = replace(tabs, options).html
    assert html.startswith('<div class="tab" id="a"><figure class="praxis-embed')
    assert "video-responsive" not in html


def test_several_embeds_share_one_script_which_goes_with_the_last(options):
    post = '<div class="fb-post" data-href="https://www.facebook.com/p/posts/{}"></div>'
    sdk = '<script async src="https://connect.facebook.net/de_DE/sdk.js#xfbml=1"></script>'
    done = replace(post.format(1) + "<p>x</p>" + post.format(2) + sdk, options)
    assert [swap.href for swap in done.replacements] == [
        f"https://www.facebook.com/p/posts/{n}" for n in (1, 2)
    ]
    assert "connect.facebook.net" not in done.html


def test_a_measuring_script_never_goes_with_an_embed(options):
    pixel = '<script>!function(f,b,e,v){}(window,document,"script","https://connect.facebook.net/en_US/fbevents.js");fbq("init","1");</script>'
    post = '<div class="fb-post" data-href="https://www.facebook.com/p/posts/1"></div>'
    done = replace(pixel + post, options)
    assert done.replacements
    assert pixel in done.html


def test_code_that_also_measures_stays_whole(options):
    html = "<div id='p'></div><script>gtag('config','G-ABC1234');new YT.Player('p',{videoId:'dQw4w9WgXcQ'})</script>"
    assert replace(html, options).html == html


def test_hints_go_only_with_their_embed(options):
    hint = '<link rel="preconnect" href="https://i.ytimg.com">'
    page = "<html><head>{}</head><body>{}</body></html>"
    assert hint not in replace(page.format(hint, f'<iframe src="{Y}"></iframe>'), options).html
    assert hint in replace(page.format(hint, "<p>x</p>"), options).html


def test_the_same_embed_twice_in_a_row_is_one_card(options):
    html = f'<iframe data-src="{Y}"></iframe><noscript><iframe src="{Y}"></iframe></noscript>'
    assert len(replace(html, options).replacements) == 1
    apart = f'<iframe src="{Y}"></iframe><p>Noch einmal:</p><iframe src="{Y}"></iframe>'
    assert len(replace(apart, options).replacements) == 2


def test_a_link_beside_the_widget_gives_the_target_and_its_words(options):
    html = (
        '<iframe src="https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/293"></iframe>'
        '<div><a href="https://soundcloud.com/praxis">Praxis</a> · <a href="https://soundcloud.com/praxis/folge-1">Folge 1</a></div>'
    )
    done = replace(html, options)
    assert [swap.href for swap in done.replacements] == ["https://soundcloud.com/praxis/folge-1"]
    assert "Folge 1" in done.html


def test_what_names_no_target_is_asked_for(options):
    html = '<script src="https://fast.wistia.com/assets/external/E-v1.js"></script>\n<div class="wistia_embed wistia_async_x"></div>'
    done = replace(html, options)
    assert done.html == html
    assert [(ask.vendor, ask.problem.line) for ask in done.asks] == [("wistia", 2)]
    assert "Wistia" in done.asks[0].problem.what


@pytest.mark.parametrize(
    ("html", "href", "words"),
    [
        ('<iframe src="https://unbekannt.example/kalender?x=1" title="Kalender"></iframe>', "https://unbekannt.example/kalender?x=1", "Kalender"),
        ('<iframe src="//unbekannt.example/termine?embed=1&utm_source=website">Zur Buchung</iframe>', "https://unbekannt.example/termine", "Zur Buchung"),
        ('<figure><iframe src="https://unbekannt.example/t/4711"></iframe><figcaption>Rundgang</figcaption></figure>', "https://unbekannt.example/t/4711", "Rundgang"),
        ('<object data="https://unbekannt.example/kalender.html"></object>', "https://unbekannt.example/kalender.html", "unbekannt.example öffnen"),
    ],
)  # fmt: skip
def test_an_unknown_frame_stays_unless_it_is_wished_as_a_link(html, href, words, options):
    assert replace(html, options).html == html
    done = replace(html, options._replace(unknown_embeds="link"))
    assert [swap.href for swap in done.replacements] == [href]
    link = turbohtml.parse(done.html).select_one(".praxis-embed a").text
    assert link in {words, f"{words} (unbekannt.example)"}


def test_curly_quotes_keep_titles_of_several_words(options):
    done = replace(f"<iframe width=„560“ src=„{Y}“ title=„Unser neuer Film“></iframe>", options)
    assert "Unser neuer Film" in done.html


def test_a_widget_s_own_link_beside_it_becomes_the_card(options):
    html = (
        '<script src="https://www.donnerwetter.de/pollenflug/widget.js?plz=01067"></script>'
        '<a href="https://www.donnerwetter.de/pollenflug/Dresden/">Pollenflug Dresden</a>'
    )
    done = replace(html, options)
    assert [swap.href for swap in done.replacements] == ["https://www.donnerwetter.de/pollenflug/Dresden/"]
    assert done.html.count("Pollenflug Dresden") == 1


def test_a_link_in_a_sentence_beside_a_widget_stays_in_its_sentence(options):
    sentence = '<p>Mehr <a href="https://www.donnerwetter.de/pollenflug/Bonn/">zum Pollenflug</a> lesen Sie dort.</p>'
    html = f'<script src="https://www.donnerwetter.de/pollenflug/widget.js?plz=53111"></script>{sentence}'
    done = replace(html, options)
    assert sentence in done.html
    assert [swap.href for swap in done.replacements] == ["https://www.donnerwetter.de/pollenflug/Bonn/"]


@pytest.mark.parametrize(
    ("code", "place"),
    [
        (
            "var ort = [51.52, 7.11]; var k = L.map('k').setView(ort, 15); L.marker(ort).addTo(k);",
            "51.52/7.11",
        ),
        (
            "const lat = 51.52, lng = 7.11; var k = L.map('k', {center: [lat, lng], zoom: 15});",
            "51.52/7.11",
        ),
        (
            "var ort = L.latLng(51.52, 7.11);\nvar k = L.map('k').setView([50.1, 7.0], 15); L.marker(ort).addTo(k);",
            "51.52/7.11",
        ),
        (
            "const ort = {lat: 51.52, 'lng': 7.11, zoom: 15}; var k = L.map('k').setView([ort.lat, ort.lng], ort.zoom);",
            "51.52/7.11",
        ),
        # given two values, it is neither
        (
            "var ort = [51.52, 7.11]; ort = [1.1, 2.2]; var k = L.map('k').setView([50.1, 7.2], 15); L.marker(ort);",
            "50.1/7.2",
        ),
        # what a text says is no name
        (
            'var Praxis = [51.52, 7.11]; var k = L.map("k").setView([50.1, 7.2], 15); L.marker([50.1, 7.2]).bindPopup("Zur Praxis, oben");',
            "50.1/7.2",
        ),
    ],
)
def test_a_map_stands_where_a_variable_says(code, place, options):
    tiles = 'L.tileLayer("https://tile.openstreetmap.org/{z}/{x}/{y}.png").addTo(k);'
    done = replace(
        f'<div id="k"></div><script src="/js/leaflet.js"></script><script>{code}{tiles}</script>', options
    )
    assert f"#map=15/{place}" in done.html


@pytest.mark.parametrize("maker", ["https://www.gps.ie/", "https://www.facebook.com/gps.trackers"])
def test_who_made_a_map_s_code_names_no_map(maker, options):
    frame = f'<iframe src="https://maps.google.com/maps?q=Hauptstr.+1,+Bonn&output=embed"><a href="{maker}">gps trackers</a></iframe>'
    done = replace(frame, options).html
    assert "gps" not in done
    assert "Hauptstr. 1, Bonn" in done
    own = frame.replace(maker, "https://maps.google.com/maps?q=Bonn").replace(
        "gps trackers", "Lageplan der Praxis"
    )
    assert "Lageplan der Praxis" in replace(own, options).html


BAR = '<script src="https://www.provenexpert.com/widget/bar_praxis.js" async></script>'


@pytest.mark.parametrize(
    ("beside", "left"),
    [
        ('<noscript><a href="https://www.provenexpert.com/praxis/">Mehr Infos</a></noscript>', ""),
        (
            '<noscript><a href="https://www.provenexpert.com/praxis/">Patienten über uns</a></noscript>',
            "Patienten über uns",
        ),
        ("<noscript>Bitte aktivieren Sie JavaScript</noscript>", ""),
        (
            '<a href="https://www.provenexpert.com/"><img src="https://images.provenexpert.com/logo.png" alt="Logo"></a>',
            "",
        ),
        ('<div>powered by <a href="https://www.provenexpert.com/de/info/">ProvenExpert</a></div>', ""),
        ("<noscript>Sie erreichen uns unter 030 123.</noscript>", "<noscript>Sie erreichen uns"),
        ('<noscript><a href="/bewertungen/">Bewertungen</a></noscript>', "<noscript><a"),
        ('<a href="https://www.provenexpert.com/">So prüft ProvenExpert</a>', "So prüft ProvenExpert</a>"),
    ],
)
def test_what_a_snippet_brings_along_goes_with_its_embed(beside, left, options):
    done = replace(f"<p>Davor.</p>\n{BAR}{beside}\n<p>Danach.</p>", options).html
    assert done.count("praxis-embed-action") == 1
    assert left in done
    if not left:
        assert "noscript" not in done
        assert done.count("<a ") == 1


BEHIND_CONSENT = '<div class="BorlabsCookie" data-borlabs-cookie-content="{}"><p>Inhalt laden</p></div>'


@pytest.mark.parametrize(
    ("kept", "hrefs"),
    [
        (
            '<a href="https://www.provenexpert.com/praxis-beispiel/"><img src="https://images.provenexpert.com/siegel.png" alt="ProvenExpert Siegel"></a>',
            ["https://www.provenexpert.com/praxis-beispiel/"],
        ),
        (
            "<button onclick=\"window.open('https://www.doctolib.de/praxis/berlin/beispiel')\">Termin</button>",
            ["https://www.doctolib.de/praxis/berlin/beispiel"],
        ),
        (
            '<iframe src="https://www.openstreetmap.org/?mlat=50.1&mlon=8.1#map=17/50.1/8.1"></iframe><iframe src="https://www.openstreetmap.org/?mlat=51.1&mlon=9.1#map=17/51.1/9.1"></iframe>',
            [
                "https://www.openstreetmap.org/?mlat=50.1&mlon=8.1#map=17/50.1/8.1",
                "https://www.openstreetmap.org/?mlat=51.1&mlon=9.1#map=17/51.1/9.1",
            ],
        ),
        (  # percent signs of an address are its own, and `&region` is no reference to ®
            '<iframe src="https://www.clickdoc.de/cd-de/arzt/beispiel?was=Impfung%26Reise&region=bonn"></iframe>',
            ["https://www.clickdoc.de/cd-de/arzt/beispiel?was=Impfung%26Reise&region=bonn"],
        ),
    ],
)
def test_all_that_a_consent_tool_keeps_is_shown(kept, hrefs, options):
    html = BEHIND_CONSENT.format(base64.b64encode(kept.encode()).decode())
    assert [swap.href for swap in replace(html, options).replacements] == hrefs


def test_the_script_of_a_frames_own_document_is_not_where_its_card_leads(options):
    html = '<iframe srcdoc="&lt;div data-url=&quot;https://calendly.com/praxis/termin&quot; class=&quot;calendly-inline-widget&quot;&gt;&lt;/div&gt;&lt;script src=&quot;https://assets.calendly.com/assets/external/widget.js&quot;&gt;&lt;/script&gt;"></iframe>'
    assert [swap.href for swap in replace(html, options).replacements] == [
        "https://calendly.com/praxis/termin"
    ]


@pytest.mark.parametrize(
    ("document", "href"),
    [
        (
            '<form action="https://www.paypal.com/donate" method="post"><input type="hidden" name="hosted_button_id" value="Z9Y8X7W6V5U4T"><input type="submit" value="Spenden"></form>',
            "https://www.paypal.com/donate/?hosted_button_id=Z9Y8X7W6V5U4T",
        ),
        (
            '<img src="https://maps.googleapis.com/maps/api/staticmap?center=Bonn&zoom=14&key=K" alt="Lageplan">',
            "https://www.google.com/maps/search/?api=1&query=Bonn",
        ),
    ],
)
def test_a_frames_own_document_is_looked_through_without_frame_or_script_in_it(document, href, options):
    page = f'<iframe srcdoc="{escape(document)}"></iframe>'
    assert [swap.href for swap in replace(page, options).replacements] == [href]


def test_what_a_consent_tool_says_goes_with_it(options):
    page, _ = CARRIERS["shapepress-dsgvo"]
    assert "Zustimmung" not in replace(page, options).html


def test_the_button_that_opens_a_map_directly_gives_it_no_title(options):
    page = '<a href="https://www.google.com/maps/embed?pb=!1m2!1s0x47bee19f7ccbda49%3A0x86dbf8c6685c9617!2sPraxis%20am%20Rhein">„Google Maps“ direkt öffnen</a>'
    done = replace(page, options).html
    assert "„Praxis am Rhein“" in unescape(done)
    assert "direkt öffnen" not in done


def test_a_picture_in_a_frames_own_document_is_not_where_its_card_leads(options):
    html = '<iframe srcdoc="&lt;img src=https://www.doctolib.de/external_button/logo.png&gt;"></iframe>'
    assert replace(html, options).html == html


DOCTOLIB, CALENDLY = "https://www.doctolib.de/zahnarzt/kiel", "https://calendly.com/praxis"
BUTTONS = '<button data-art="erst">Erstgespräch</button><button data-art="folge">Folgetermin</button>'
OPENS = "document.querySelectorAll('button').forEach(b => b.onclick = () => Calendly.initPopupWidget({url: LINKS[b.dataset.art]}))"
FRAMED = "const f = document.createElement('iframe'); f.src = {}; document.getElementById('t').append(f);"


@pytest.mark.parametrize(
    ("html", "links"),
    [
        (f"{BUTTONS}<script>const LINKS = {{erst: '{CALENDLY}/erst', folge: '{CALENDLY}/folge'}}; {OPENS}</script>",
         {"Erstgespräch": f"{CALENDLY}/erst", "Folgetermin": f"{CALENDLY}/folge"}),
        (f"{BUTTONS}<script>var LINKS = {{}}; LINKS.erst = '{CALENDLY}/erst'; LINKS['folge'] = '{CALENDLY}/folge'; {OPENS}</script>",
         {"Erstgespräch": f"{CALENDLY}/erst", "Folgetermin": f"{CALENDLY}/folge"}),
        (('<a href="#" data-nr="0">Mitte</a><a href="#" data-nr="1">Nord</a><div id="t"></div>'
         f"<script>const P = ['{DOCTOLIB}/mitte?pid=practice-1', '{DOCTOLIB}/nord?pid=practice-2']; document.querySelectorAll('[data-nr]').forEach(a => a.onclick = () => {{ {FRAMED.format('P[+a.dataset.nr]')} }});</script>"),
         {"Mitte": f"{DOCTOLIB}/mitte?pid=practice-1", "Nord": f"{DOCTOLIB}/nord?pid=practice-2"}),
        (("<button onclick=\"zeig('m')\">Mitte</button><button onclick=\"zeig('n')\">Nord</button><iframe id=\"f\"></iframe>"
         f"<script>function zeig(k) {{ document.getElementById('f').src = {{m: '{DOCTOLIB}/mitte', n: '{DOCTOLIB}/nord'}}[k]; }}</script>"),
         {"Mitte": f"{DOCTOLIB}/mitte", "Nord": f"{DOCTOLIB}/nord"}),
        (('<select id="ort"><option value="">bitte wählen</option><option value="m">Mitte</option><option value="n">Nord</option></select><div id="t"></div>'
         f"<script>const O = {{m: {{name: 'A', url: '{DOCTOLIB}/mitte'}}, n: {{name: 'B', url: '{DOCTOLIB}/nord'}}}}; document.getElementById('ort').onchange = e => {{ {FRAMED.format('O[e.target.value].url')} }};</script>"),
         {"Mitte": f"{DOCTOLIB}/mitte", "Nord": f"{DOCTOLIB}/nord"}),
        ((f'<button data-url="{DOCTOLIB}/mitte">Mitte</button><button data-url="{DOCTOLIB}/nord">Nord</button><iframe id="f" src="about:blank"></iframe>'
         "<script>document.querySelectorAll('button').forEach(b => b.onclick = () => { document.getElementById('f').src = b.dataset.url; });</script>"),
         {"Mitte": f"{DOCTOLIB}/mitte", "Nord": f"{DOCTOLIB}/nord"}),
        (f"<iframe id=\"f\"></iframe><script>const O = new Map([['Mitte', '{DOCTOLIB}/mitte'], ['Nord', '{DOCTOLIB}/nord']]); document.getElementById('f').src = O.get(location.hash.slice(1)) ?? O.get('Mitte');</script>",
         {"Mitte": f"{DOCTOLIB}/mitte", "Nord": f"{DOCTOLIB}/nord"}),
        (f"<div id=\"t\"></div><script>function ziel(o) {{ switch (o) {{ case 'Mitte': return '{DOCTOLIB}/mitte'; case 'Nord': return '{DOCTOLIB}/nord'; }} }} {FRAMED.format('ziel(ort())')}</script>",
         {"Mitte": f"{DOCTOLIB}/mitte", "Nord": f"{DOCTOLIB}/nord"}),
    ],
    ids=["object", "assigned", "list", "handler", "select", "attribute", "map", "switch"],
)  # fmt: skip
def test_each_address_that_code_chooses_from_becomes_a_link(html, links, options):
    result = replace(html, options)
    assert {one.href for one in result.replacements} == set(links.values())
    for text, href in links.items():
        assert f'{href.replace("&", "&amp;")}" ' in result.html
        assert f">{text}" in result.html.partition(f'{href}"')[2][:160]
    assert not any(left in result.html for left in ("<script", "<iframe", "<button", "<select"))


@pytest.mark.parametrize(
    "html",
    [
        '<a data-cal="erst" href="#">Erstgespräch</a><script>class T { url(art) { return `https://calendly.com/${this.konto}/${art}`; } } Calendly.initPopupWidget({url: t.url(a.dataset.cal)});</script>',
        "<a data-cal=\"erst\" href=\"#\">Erstgespräch</a><script>Calendly.initPopupWidget({url: 'https://calendly.com/' + konto + '/' + a.dataset.cal});</script>",
        "<div id=\"t\"></div><script>const f = document.createElement('iframe'); f.src = `https://www.doctolib.de/zahnarzt/${ort}`; document.getElementById('t').append(f);</script>",
        "<div id=\"t\"></div><script>const f = document.createElement('iframe'); f.src = 'https://www.doctolib.de/zahnarzt/' + ort; document.getElementById('t').append(f);</script>",
    ],
)  # fmt: skip
def test_half_an_address_is_no_target(html, options):
    assert replace(html, options).html == html


MAPS = "https://www.google.com/maps/search/?api=1&amp;query="


@pytest.mark.parametrize(
    "address",
    [
        "'https://maps.google.com/maps?q=' + encodeURIComponent(e.dataset.adr) + '&output=embed'",
        "`https://www.google.com/maps?q=${encodeURIComponent(e.dataset.adr)}&z=15&output=embed`",
        "'https://maps.google.com/maps?output=embed&q=' + $(e).data('adr')",
    ],
)
def test_a_parameter_that_an_attribute_completes_may_be_words(address, options):
    html = f"""<p data-adr="Weg 1, Ulm"></p><p data-adr="Gasse 2, Aalen"></p><script>
    document.querySelectorAll('[data-adr]').forEach(e => {{ const f = document.createElement('iframe'); f.src = {address}; e.append(f); }});</script>"""
    done = replace(html, options).html
    assert f'"{MAPS}Weg%201%2C%20Ulm"' in done
    assert f'"{MAPS}Gasse%202%2C%20Aalen"' in done
    assert "<script" not in done


def test_a_parameter_that_nothing_completes_is_no_place(options):
    html = "<div id='k'></div><script>const f = document.createElement('iframe'); f.src = `https://www.google.com/maps?q=${encodeURIComponent(ort())}&output=embed`; k.append(f);</script>"
    assert replace(html, options).html == html


@pytest.mark.parametrize(
    ("code", "href"),
    [
        (f"document.write('<div class=\"calendly-inline-widget\" data-url=\"{CALENDLY}/erst\"></div><scr'+'ipt src=\"https://assets.calendly.com/assets/external/widget.js\"></scr'+'ipt>');", f"{CALENDLY}/erst"),
        (f"document.body.insertAdjacentHTML('beforeend', ['<a href=\"{DOCTOLIB}/mitte\">', '<img src=\"https://pro.doctolib.de/external_button/doctolib-white-transparent.png\" alt=\"\"></a>'].join(''));", f"{DOCTOLIB}/mitte"),
        ("document.getElementById('r').innerHTML = '<iframe src=\"https://www.google.com/maps/embed/v1/directions?key=A&origin=' + encodeURIComponent(von) + '&destination=Praxis+Klar\"></iframe>';", "https://www.google.com/maps/dir/?api=1&destination=Praxis%20Klar"),
    ],
    ids=["document.write", "joined", "a parameter in the middle"],
)  # fmt: skip
def test_markup_that_code_writes_becomes_a_link(code, href, options):
    result = replace(f'<div id="r"></div><script>{code}</script>', options)
    assert [one.href for one in result.replacements] == [href]
    assert "<script" not in result.html


SPOTIFY = "https://open.spotify.com/episode/1aB2cD3eF4gH5iJ6kL7mN8"
FILM = "https://www.youtube.com/watch?v=Aa1bB2cC3dD"
PLAYER = "https://www.youtube-nocookie.com/embed/Aa1bB2cC3dD"
LISTS_EPISODES = (
    "{}.forEach(e => {{ const li = document.createElement('li'); li.innerHTML = '<h4>' + e.t + '</h4><iframe src=\"' + e.u + '\"></iframe>'; "
    "document.getElementById('folgen').append(li); }});"
)
READ = 'JSON.parse(document.getElementById("daten").textContent)'
EPISODES = f'<ul id="folgen"></ul><script id="daten" type="application/json">[{{"t": "Schlaf", "u": "{SPOTIFY.replace("/episode", "/embed/episode")}"}}]</script>'


@pytest.mark.parametrize(
    ("html", "href", "words"),
    [
        (f"{EPISODES}<script>{LISTS_EPISODES.format(READ)}</script>", SPOTIFY, "Schlaf"),
        (f"{EPISODES}<script>const el = document.querySelector('#daten'), liste = JSON.parse(el.innerHTML); {LISTS_EPISODES.format('liste')}</script>", SPOTIFY, "Schlaf"),
        (f'<figure><script type="application/json" class="d">{{"html": "<iframe src=\\"{PLAYER}\\" title=\\"Tape\\"><\\/iframe>"}}</script><button class="los">Video laden</button></figure>', FILM, "Tape"),
        (f'<div data-service="yt" data-id="Aa1bB2cC3dD" data-title="Knie"></div><script>iframemanager().run({{services: {{yt: {{thumbnailUrl: "https://i.ytimg.com/vi/{{data-id}}/0.jpg", embedUrl: "{PLAYER[:-11]}{{data-id}}"}}}}}});</script>', FILM, "Knie"),
        ('<div data-service="folgen" data-id="3-schlaf"></div><script>im.run({services: {folgen: {embedUrl: "https://praxis.podigee.io/{data-id}/embed"}}});</script>', "https://praxis.podigee.io/3-schlaf", "Podigee"),
        (f'<template id="v"><iframe src="{PLAYER}" title="Narben"></iframe></template><div id="s"><button id="go">Video starten</button></div><script>document.getElementById("go").onclick = () => document.getElementById("s").replaceChildren(document.getElementById("v").content.cloneNode(true))</script>', FILM, "Narben"),
        (f"<div x-data=\"{{ an: false, url: '{PLAYER}' }}\"><p x-show=\"!an\">Zum Abspielen laden wir Inhalte von YouTube.</p><button @click=\"an = true\">Video laden</button><template x-if=\"an\"><iframe :src=\"url\" title=\"Knie\"></iframe></template></div>", FILM, "Knie"),
        (f'<div data-embed="{PLAYER}"><h4>Externer Inhalt</h4><p>Dieses Video wird von YouTube geladen.</p><label><input type="checkbox"> Auswahl merken</label><button>Inhalt laden</button></div>', FILM, "Video"),
        (f'<div class="dsgvo_iframe_wrap"><div class="dsgvo-notice"><p>Bitte stimmen Sie der Nutzung von YouTube zu.</p><input type="checkbox" id="y"><label for="y">YouTube aktivieren</label></div><iframe data-src="{PLAYER}"></iframe></div>', FILM, "Video"),
    ],
    ids=["json", "json by name", "markup in json", "iframemanager", "iframemanager's own", "template", "alpine", "remember", "plugin"],
)  # fmt: skip
def test_what_a_stand_in_keeps_elsewhere_becomes_a_link_and_no_button_stays(html, href, words, options):
    done = replace(f"<p>Davor.</p>{html}<p>Danach.</p>", options)
    assert [swap.href for swap in done.replacements] == [href]
    page = turbohtml.parse(done.html)
    assert words in page.select_one(".praxis-embed").text
    assert not page.select("button, input, template, iframe")
    assert not any(said in page.text for said in ("laden", "Bitte stimmen", "merken"))


def test_what_a_script_does_besides_reading_anothers_data_stays(options):
    own = 'document.getElementById("menu").addEventListener("click", () => document.body.classList.toggle("offen"));'
    code = LISTS_EPISODES.format(READ)
    done = replace(f'<button id="menu">Menü</button>{EPISODES}<script>{own}\n{code}</script>', options)
    assert f"<script>{own}</script>" in done.html
    assert [swap.href for swap in done.replacements] == [SPOTIFY]


def test_data_of_a_whole_page_is_no_stand_in(options):
    html = f'<p>Text</p><script id="__NEXT_DATA__" type="application/json">{{"html": "<iframe src=\\"{PLAYER}\\"><\\/iframe>"}}</script>'
    for page in (f"<main><button>Menü</button>{html}</main>", f"<template>{html}</template>"):
        assert replace(page, options).html == page


def test_a_link_that_leads_to_its_film_does_not_lead_to_the_channel_beside_it(options):
    html = (
        '<div><a href="https://www.youtube.com/channel/UC4R8DWoMoI7CAwX8_LjQHig">Praxis</a></div>'
        f'<div><a href="{FILM}" data-full-src="https://i.ytimg.com/vi/Aa1bB2cC3dD/0.jpg"><img src="/b.jpg" alt="Atmen"></a></div>'
    )
    assert replace(html, options).html == html


MAP = "let map = L.map('karte').setView([52.52, 13.405], 16); L.tileLayer('https://tile.openstreetmap.org/{z}/{x}/{y}.png').addTo(map);"
FILM = "function onYouTubeIframeAPIReady() { new YT.Player('film', {videoId: 'dQw4w9WgXcQ'}); }"
VIMEO = "new Vimeo.Player('film', {id: 76979871});"
MAPTILER = "L.map('karte').setView([52.52, 13.405], 16).addLayer(L.tileLayer('https://api.maptiler.com/maps/streets/{z}/{x}/{y}.png?key=k'));"


@pytest.mark.parametrize(
    ("code", "leads"),
    [
        (MAP + FILM, [W, "https://www.openstreetmap.org/?mlat=52.52&mlon=13.405#map=16/52.52/13.405"]),
        (FILM + MAP, [W, "https://www.openstreetmap.org/?mlat=52.52&mlon=13.405#map=16/52.52/13.405"]),
        (MAP + VIMEO, ["https://vimeo.com/76979871", "https://www.openstreetmap.org/"]),
        (FILM + MAPTILER, [W, "https://www.openstreetmap.org/"]),
        (MAPTILER, ["https://www.openstreetmap.org/"]),
    ],
)
def test_a_script_may_show_what_several_vendors_have(code, leads, options) -> None:
    done = replace(
        f"<div id='film'></div><p>Dazwischen.</p><div id='karte'></div><script>{code}</script>", options
    )
    links = turbohtml.parse(done.html).select(".praxis-embed-action a")
    assert len(links) == len(leads)
    assert all(link.attr("href").startswith(to) for link, to in zip(links, leads, strict=True))
