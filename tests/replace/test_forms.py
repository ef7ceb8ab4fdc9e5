"""The right link for the many forms in which vendors hand out their code; look-alikes stay."""

import pytest
import turbohtml

from mkdocs_praxis.replace.engine import replace


def i(address, rest=""):
    return f'<iframe src="{address}"{rest}></iframe>'


FORMS = [
    (
        i("https://www.youtube.com/embed/dQw4w9WgXcQ?list=PLabc&index=3"),
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PLabc&index=3",
    ),
    (
        i("https://www.youtube.com/embed?listType=playlist&amp;list=PLC77007E23FF423C6"),
        "https://www.youtube.com/playlist?list=PLC77007E23FF423C6",
    ),
    (
        i("https://www.youtube.com/embed/live_stream?channel=UCabc"),
        "https://www.youtube.com/channel/UCabc/live",
    ),
    (
        i("https://www.youtube.com/embed?listType=user_uploads&list=praxis"),
        "https://www.youtube.com/user/praxis",
    ),
    (i("https://youtu.be/dQw4w9WgXcQ?t=1m30s&si=abc"), "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=90s"),
    (
        '<div class="plyr__video-embed" id="player"><iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ?origin=https://plyr.io&iv_load_policy=3"></iframe></div><script src="https://cdn.plyr.io/3.7.8/plyr.js"></script>',
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    ),
    (
        '<div id="player" data-plyr-provider="youtube" data-plyr-embed-id="https://youtube.com/watch?v=dQw4w9WgXcQ"></div>',
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    ),
    (
        '<div class="rll-youtube-player" data-src="https://www.youtube.com/embed/dQw4w9WgXcQ" data-id="dQw4w9WgXcQ" data-query="feature=oembed"></div><noscript><iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ?feature=oembed"></iframe></noscript>',
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    ),
    (
        '<div class="lyte-wrapper"><div class="lyMe" id="WYL_dQw4w9WgXcQ"><div id="lyte_dQw4w9WgXcQ" data-src="//i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg" class="pL"><div class="tC"><div class="tT">Film</div></div></div><noscript><a href="https://youtu.be/dQw4w9WgXcQ" rel="nofollow"><img src="https://i.ytimg.com/vi/dQw4w9WgXcQ/0.jpg" alt="Film"/></a></noscript></div></div>',
        None,
    ),
    (
        '<script>document.write(\'<iframe width="560" src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>\');</script>',
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    ),
    (
        '<div id="c"></div><script>var f=document.createElement("iframe");f.src="https:\\/\\/www.youtube.com\\/embed\\/dQw4w9WgXcQ?autoplay=1";document.getElementById("c").appendChild(f);</script>',
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    ),
    (
        "<iframe id=\"k\"></iframe><button onclick=\"document.getElementById('k').src='https://www.youtube.com/embed/dQw4w9WgXcQ'\">Film</button>",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    ),
    (
        "<button onclick=\"openVideo('https://www.youtube.com/embed/dQw4w9WgXcQ')\">Film starten</button>",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    ),
    (
        '<lite-youtube videoid="dQw4w9WgXcQ" params="controls=0&start=10&end=30" style="background-image: url(\'https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg\');"><a href="https://youtube.com/watch?v=dQw4w9WgXcQ" class="lty-playbtn" title="Play Video"><span class="lyt-visually-hidden">Abspielen: Film</span></a></lite-youtube>',
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=10s",
    ),
    (
        i("https://player.vimeo.com/video/76979871?h=8272103f6e&dnt=1#t=1m2s"),
        "https://vimeo.com/76979871/8272103f6e#t=1m2s",
    ),
    (i("https://vimeo.com/event/12345/embed/8272103f6e"), "https://vimeo.com/event/12345/8272103f6e"),
    (
        i("https://player.vimeo.com/video/76979871", "  ")
        + '<p><a href="https://vimeo.com/76979871">Rundgang</a> from <a href="https://vimeo.com/praxis">Praxis</a> on <a href="https://vimeo.com">Vimeo</a>.</p>',
        "https://vimeo.com/76979871",
    ),
    (
        '<fb:like href="https://www.facebook.com/praxis" layout="standard"></fb:like><div id="fb-root"></div><script src="https://connect.facebook.net/de_DE/all.js#xfbml=1"></script>',
        "https://www.facebook.com/praxis",
    ),
    (
        '<div class="fb-like" data-share="true" data-width="450" data-show-faces="true"></div><script src="//connect.facebook.net/de_DE/sdk.js"></script>',
        "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fpraxis.example%2Fseite%2F",
    ),
    (
        i(
            "https://www.facebook.com/plugins/like.php?href=https%3A%2F%2Fpraxis.example%2F&layout=button_count"
        ),
        "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fpraxis.example%2F",
    ),
    (
        i(
            "https://www.facebook.com/plugins/comment_embed.php?href=https%3A%2F%2Fwww.facebook.com%2Fzuck%2Fposts%2F10102577175875681%3Fcomment_id%3D1193531464007751&include_parent=false"
        ),
        "https://www.facebook.com/zuck/posts/10102577175875681?comment_id=1193531464007751",
    ),
    (
        '<div class="fb-page" data-href="https://www.facebook.com/praxis" data-tabs="timeline"><blockquote cite="https://www.facebook.com/praxis" class="fb-xfbml-parse-ignore"><a href="https://www.facebook.com/praxis">Praxis Beispiel</a></blockquote></div><div class="fb-video" data-href="https://www.facebook.com/p/videos/1/"></div><script async src="https://connect.facebook.net/de_DE/sdk.js#xfbml=1"></script>',
        "https://www.facebook.com/praxis",
    ),
    (
        '<script>!function(f,b,e,v,n,t,s){if(f.fbq)return;t=b.createElement(e);t.src=v}(window,document,"script","https://connect.facebook.net/en_US/fbevents.js");fbq("init","123");</script><div class="fb-post" data-href="https://www.facebook.com/p/posts/1"></div><script src="https://connect.facebook.net/de_DE/sdk.js#xfbml=1"></script>',
        "https://www.facebook.com/p/posts/1",
    ),
    (
        '<a class="twitter-follow-button" href="https://twitter.com/praxis" data-size="large">Follow @praxis</a><script async src="//platform.twitter.com/widgets.js"></script>',
        "https://x.com/praxis",
    ),
    (
        '<a href="https://twitter.com/intent/tweet?button_hashtag=Impfen&ref_src=twsrc%5Etfw" class="twitter-hashtag-button">Tweet #Impfen</a><script async src="//platform.twitter.com/widgets.js"></script>',
        "https://twitter.com/intent/tweet?button_hashtag=Impfen",
    ),
    (
        '<script>!function(d,s,id){var js,fjs=d.getElementsByTagName(s)[0];if(!d.getElementById(id)){js=d.createElement(s);js.id=id;js.src="//platform.twitter.com/widgets.js";fjs.parentNode.insertBefore(js,fjs);}}(document,"script","twitter-wjs");</script><a class="twitter-timeline" href="https://twitter.com/praxis" data-widget-id="1">Tweets von @praxis</a>',
        "https://x.com/praxis",
    ),
    (
        '<blockquote class="twitter-tweet" data-lang="de"><p lang="de" dir="ltr">Lesen: <a href="https://t.co/abc">https://t.co/abc</a> <a href="https://twitter.com/other/status/999999999">x</a></p>&mdash; P (@p) <a href="https://twitter.com/p/status/1709876543210987654">5. Okt.</a></blockquote>',
        "https://x.com/p/status/1709876543210987654",
    ),
    (
        i("https://www.tiktok.com/embed/v2/7234567890123456789?lang=de"),
        "https://www.tiktok.com/@/video/7234567890123456789",
    ),
    (
        '<iframe src="https://www.instagram.com/reel/Cx_1/embed" ></iframe>',
        "https://www.instagram.com/reel/Cx_1/",
    ),
    (
        i("https://open.spotify.com/embed/show/4rOoJ6Egrf8K2IrywzwOMk/video?utm_source=generator"),
        "https://open.spotify.com/show/4rOoJ6Egrf8K2IrywzwOMk",
    ),
    (
        i("https://embed.music.apple.com/de/album/x/123?i=456&app=music"),
        "https://music.apple.com/de/album/x/123?i=456",
    ),
    (
        i(
            "https://www.google.com/maps/embed?pb=!1m14!1m8!1m3!1d10!2d7.1!3d50.7!3m2!1i1024!2i768!4f13.1!3m3!1m2!1s0x0%3A0x1234567890abcdef!2sPraxis%20Dr.%20Beispiel!5e0!3m2!1sde!2sde!4v1"
        ),
        "https://www.google.com/maps?cid=" + str(0x1234567890ABCDEF),
    ),
    (
        i(
            "https://www.google.com/maps/embed?pb=!4v1600000000!6m8!1m7!1sCAoSLEFGMVFpcE0!2m2!1d50.7374!2d7.0982!3f120.5!4f0!5f0.78"
        ),
        "https://www.google.com/maps/@?api=1&map_action=pano&pano=CAoSLEFGMVFpcE0&viewpoint=50.7374%2C7.0982&heading=120.5",
    ),
    (
        i(
            "https://www.google.com/maps/embed?pb=!1m28!1m12!1m3!1d20!2d7.0!3d50.7!2m3!1f0!2f0!3f0!3m2!1i1024!2i768!4f13.1!4m13!3e2!4m5!1s0x47bee1a:0x1!2sBonn%20Hbf!3m2!1d50.7!2d7.0!4m5!1s0x47bee2b:0x2!2sPraxis!3m2!1d50.7!2d7.1!5e0!3m2!1sde!2sde"
        ),
        "https://www.google.com/maps/dir/?api=1&origin=Bonn%20Hbf&destination=Praxis&travelmode=walking",
    ),
    (
        '<div class="mapouter"><div class="gmap_canvas"><iframe width="600" id="gmap_canvas" src="https://maps.google.com/maps?q=Musterstr%201%20Bonn&t=&z=13&ie=UTF8&iwloc=&output=embed"></iframe><a href="https://fmovies-online.net">fmovies</a><br><style>.mapouter{position:relative;}</style><a href="https://www.embedgooglemap.net">embed google map</a></div></div>',
        "https://www.google.com/maps/search/?api=1&query=Musterstr%201%20Bonn",
    ),
    (
        i("https://maps.google.de/maps?f=d&source=s_d&saddr=Bonn&daddr=K%C3%B6ln&output=embed"),
        "https://www.google.com/maps/dir/?api=1&origin=Bonn&destination=K%C3%B6ln",
    ),
    (
        i("https://maps.google.com/?ie=UTF8&ll=50.7,7.1&spn=0.01,0.02&z=15&output=embed"),
        "https://www.google.com/maps/search/?api=1&query=50.7%2C7.1",
    ),
    (
        '<div id="map"></div><script>function initMap(){const map=new google.maps.Map(document.getElementById("map"),{zoom:4,center:{lat:-25.344,lng:131.031}})}</script><script src="https://maps.googleapis.com/maps/api/js?key=K&callback=initMap" defer></script>',
        "https://www.google.com/maps/search/?api=1&query=-25.344%2C131.031",
    ),
    (
        '<script src="//maps.google.com/maps/api/js?sensor=false"></script><div id="gm" style="width:4px"></div><script>var ll = new google.maps.LatLng(50.73743, 7.09821); var map = new google.maps.Map(document.getElementById("gm"), {center: ll});</script>',
        "https://www.google.com/maps/search/?api=1&query=50.73743%2C7.09821",
    ),
    (
        '<div class="elementor-widget-google_maps"><div class="elementor-custom-embed"><iframe loading="lazy" src="https://maps.google.com/maps?q=Praxis%2C%20Bonn&#038;t=m&#038;z=10&#038;output=embed&#038;iwloc=near" title="Praxis, Bonn" aria-label="Praxis, Bonn"></iframe></div></div>',
        "https://www.google.com/maps/search/?api=1&query=Praxis%2C%20Bonn",
    ),
    (
        '<div class="shariff" data-services="facebook" data-backend-url="/shariff"></div><script src="/js/shariff.min.js"></script>',
        0,
    ),
    ('<a href="https://www.facebook.com/praxis"><img src="/img/fb.svg" alt="Facebook"></a>', 0),
    ("<p>youtube.com/embed/dQw4w9WgXcQ ist die Adresse.</p>", 0),
    ('<video src="/film.mp4" poster="/p.jpg"></video>', 0),
    (
        '<div id="m"></div><script src="/leaflet.js"></script><script>L.map("m").setView([50.1,7.1],13)</script>',
        0,
    ),
    (
        '<script type="application/ld+json">{"embedUrl":"https://www.youtube.com/embed/dQw4w9WgXcQ"}</script>',
        0,
    ),
    ('<textarea><iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe></textarea>', 0),
    ('<!-- <iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe> -->', 0),
    ('<meta property="og:video" content="https://www.youtube.com/embed/dQw4w9WgXcQ">', 0),
    (
        '<button type="button" data-clipboard-text="https://www.youtube.com/watch?v=dQw4w9WgXcQ">Link kopieren</button>',
        0,
    ),
    (
        '<blockquote cite="https://x.com/p/status/1709876543210987654"><p>Zitat</p><footer><a href="https://x.com/p/status/1709876543210987654">P auf X</a></footer></blockquote>',
        0,
    ),
    ('<a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ"><img src="/img/film.jpg" alt="Film"></a>', 0),
]


@pytest.mark.parametrize(("html", "href"), [form for form in FORMS if form[1]])
def test_form(html, href, options):
    done = replace(html, options)
    assert href in [link.attrs["href"] for link in turbohtml.parse(done.html).select(".praxis-embed a[href]")]
    assert replace(done.html, options).html == done.html


@pytest.mark.parametrize("html", [html for html, href in FORMS if href == 0])
def test_look_alike(html, options):
    done = replace(html, options)
    assert done.html == html
    assert not done.asks
