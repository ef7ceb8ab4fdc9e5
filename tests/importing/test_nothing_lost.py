"""`praxis import`: words that builders keep in places of their own come along, or are named in the report."""

import json
import os
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image

from mkdocs_praxis.importing import import_site
from mkdocs_praxis.importing.wordpress import content_of
from tests.tools import lay

# What stands in old pages in places of its own, by where it was: each has to be in the pages of the new site, or in the report.
HTML = {
    "a title that the new page has another for": ("<main><h1>Was wir tun</h1><p>A</p></main>", "## Was wir tun"),
    "a picture that a script loads": ('<main><img src="data:image/gif;base64,R0" data-src="raum.png" alt="Raum"></main>', "![Raum](bilder/raum.png)"),
    "a picture that only holds a place": ('<main><p>A</p><img aria-hidden="true" src="data:image/gif;base64,R0" alt=""></main>', "A"),
    "a button that unfolds": ('<main><button aria-expanded="false" aria-controls="x">Muss ich nüchtern sein?</button><div id="x" hidden>Ja.</div></main>', "Muss ich nüchtern sein?\n\nJa."),
    "a fold beside its button": ('<main><div><button aria-expanded="false">Wann?</button><div hidden><p>Immer.</p></div></div></main>', "Wann?\n\nImmer."),
    "what an object shows without a plugin": ('<body><object data="film.swf"><embed src="film.swf"><p>Unser Film als Text</p></object></body>', "Unser Film als Text"),
    "a fold as Bootstrap has them": ('<main><div><h5><button data-bs-toggle="collapse" data-bs-target="#c">Brauche ich eine Überweisung?</button></h5></div><div id="c" class="collapse">Nein.</div></main>', "## Brauche ich eine Überweisung?\n\nNein."),
    "a fold without ARIA": ("<main><div><button><span>Wer zahlt?</span></button><div hidden><p>Die Kasse.</p></div></div></main>", "Wer zahlt?\n\nDie Kasse."),
    "tabs": ('<main><ul role="tablist"><li><button role="tab" aria-controls="t1">Kasse</button></li><li><a role="tab" href="#t2">Privat</a></li></ul><div id="t1" role="tabpanel">Alle Kassen.</div><div id="t2" role="tabpanel" hidden>Auch Beihilfe.</div></main>', "Privat\n\nAuch Beihilfe."),
    "the caption of a film": ('<main><figure><iframe src="https://www.youtube.com/embed/abcdefghi_k"></iframe><figcaption>Fünf Übungen</figcaption></figure></main>', "\nhttps://www.youtube.com/watch?v=abcdefghi_k\n\nFünf Übungen"),
    "a map that a script below the content fills": ("<main><div id='k'></div><p>Hof</p></main><script>var m=new google.maps.Map(document.getElementById('k'),{zoom:15,center:{lat:52.5,lng:13.4}});</script><script src='https://maps.googleapis.com/maps/api/js?key=A'></script>", "https://www.google.com/maps/search/?api=1&query=52.5%2C13.4\n\nHof"),
    "the words of a post": ('<main><blockquote class="twitter-tweet"><p>Augen auf!</p><a href="https://twitter.com/a/status/12345678">3. Feb</a></blockquote></main>', "> Augen auf!"),
    "a sound": ('<main><figure><audio controls src="ton.mp3"></audio><figcaption>Atemübung</figcaption></figure></main>', "[Atemübung](dateien/ton.mp3)"),
    "a file that a script hands out": ('<main><a href="leistungen.html?file=files/pdf/%C3%9Cbungen.pdf">Plan</a></main>', "[Plan](dateien/uebungen.pdf)"),
    "a file that is written in other case": ('<main><img src="RAUM.PNG" alt="Raum"><a href="WEG.html#Ziel">Weg</a></main>', "![Raum](bilder/raum.png)[Weg](weg.md#Ziel)"),
    "the caption of a picture that nothing describes": ('<main><figure><img src="raum.png" alt=""><figcaption>Der Empfang</figcaption></figure></main>', "![Der Empfang](bilder/raum.png)"),
    "a window that a script opens": ("<main><p><a href=\"javascript:window.open('weg.html','w')\">Groß</a> <a href='javascript:history.back()'>Zurück</a></p></main>", "[Groß](weg.md) Zurück"),
    "a mail with words": ('<main><a href="mailto:a@b.example?subject=Guten Tag">Mail</a></main>', "[Mail](mailto:a@b.example?subject=Guten%20Tag)"),
    "a place in the text": ('<main><p><a href="#u">Unten</a></p><p>A</p><ol><li id="u"><p>Fußnote</p></li></ol></main>', '<a id="u"></a>Fußnote'),
    "a distance": ('<main><p>A</p><img src="raum.png" width=200 height=1></main>', "A\n"),
    "empty lines": ("<main><br><br>Digital,<br><br>strahlungsarm<br>und leise</main>", "Digital,\n\nstrahlungsarm<br>\nund leise"),
    "a heading that is called as the menu": ("<body><ul><li><a href=weg.html>Weg</a></li></ul><h1>Labor</h1><p>Blut</p></body>", "# Labor"),
    "a link to a share of another kind": ('<main><p><a href="https://www.facebook.com/praxis">Wir</a> <a href="https://a.example/submit?id=3">Antrag</a></p></main>', "[Wir](https://www.facebook.com/praxis) [Antrag](https://a.example/submit?id=3)"),
    "a film that a consent tool keeps in base64": ('<main><div class="BorlabsCookie"><p>Mit dem Laden akzeptieren Sie.</p><script type="text/template">PGlmcmFtZSBzcmM9Imh0dHBzOi8vd3d3LnlvdXR1YmUuY29tL2VtYmVkL2FiY2RlZmdoaV9rIj48L2lmcmFtZT4=</script></div></main>', "\nhttps://www.youtube.com/watch?v=abcdefghi_k"),
    "a picture behind text": ('<main><section style="background-image:url(\'raum.png\')"><p>Hell</p></section></main>', '<img src="bilder/raum.png" alt="">\n\nHell'),
    "a picture that a style shows alone": ('<main><p>A</p><div role="img" aria-label="Wartezimmer" style="background:#fff url(raum.png) center"></div></main>', "![Wartezimmer](bilder/raum.png)"),
    "a picture behind text that a script loads": ('<main><div data-bg="raum.png"><p>Hell</p></div></main>', '<img src="bilder/raum.png" alt="">\n\nHell'),
    "words in a layout of one row": ("<main><table><tr><td width=150><a href=weg.html>Weg</a></td><td><p>Guten Tag,<br>schön</p><p>dass Sie da sind.</p></td></tr></table></main>", "[Weg](weg.md)\n\nGuten Tag,<br>\nschön\n\ndass Sie da sind."),
    "prices in a row of their own": ("<main><table><tr><td>Zahnreinigung</td><td>ab 89 €</td></tr></table></main>", "| Zahnreinigung | ab 89 € |"),
    "an accordion made of a list": ('<main><ul><li class="accordion-item"><h4><button><span>Wie lange?</span></button></h4><div><p>Drei Monate.</p></div></li><li class="accordion-item"><h4><button><span>Was kostet es?</span></button></h4><div><p>Nichts.</p></div></li></ul></main>', "### Wie lange?\n\nDrei Monate.\n\n### Was kostet es?\n\nNichts."),
    "cards made of a list": ("<main><ul><li><h3>Labor</h3><p>Im Haus.</p></li><li><h3>EKG</h3><p>Auch.</p></li></ul></main>", "### Labor\n\nIm Haus.\n\n### EKG\n\nAuch."),
    "items that name a heading only later": ("<main><ul><li>Vorher <h3>Labor</h3></li><li>EKG</li></ul></main>", "- Vorher"),
    "a number that Divi counts up": ('<main><div class="et_pb_number_counter" data-number-value="25"><div class="percent"><p><span class="percent-value"></span></p></div><h3 class="title">Jahre</h3></div></main>', "25\n\n### Jahre"),
    "a day and a time that only spans part": ("<main><p><span>Samstag</span><span>08:00 – 12:00</span></p></main>", "Samstag 08:00"),
    "a word in spans of Word": ("<main><p><span>Vitamin B</span><span>12</span></p></main>", "Vitamin B12"),
    "an accordion of Contao": ('<main><section class="ce_accordionSingle ce_accordion"><div class="toggler">Wie?</div><div class="accordion"><div><p>Am Telefon.</p></div></div></section></main>', "### Wie?\n\nAm Telefon."),
    "a gallery of Jimdo": ('<main><div class="j-gallery"><a rel="lightbox[1]" href="https://image.jimcdn.com/x/gross.jpg"><img src="https://image.jimcdn.com/x/klein.jpg" alt="Zimmer"></a></div></main>', "<!-- fehlt: ![Zimmer](bilder/gross.jpg) -->"),
    "a picture that leads to somebody's page": ('<main><p><a href="https://andere.example/haus"><img src="https://andere.example/haus.jpg" alt="Haus"></a></p></main>', "[Haus](https://andere.example/haus)"),
    "an address of TYPO3 in an address": ('<main><p><a href="javascript:linkTo_UnCryptMailto(%27ocknvq%2CkphqBoxb%2Fcnvoctm0gzcorng%27);">info<span style="display:none">spam</span>@mvz-altmark.example</a></p></main>', "[info@mvz-altmark.example](mailto:info@mvz-altmark.example)"),
    "an address that hides its sign": ('<main><p><a href="mailto:info(at)praxis-muster.example">info(at)praxis-muster.example</a></p></main>', "[info@praxis-muster.example](mailto:info@praxis-muster.example)"),
    "a picture in a table": ("<main><table border=1><tr><th><img src=raum.png alt=Chefin></th><td>Dr. A</td></tr></table></main>", "| ![Chefin](bilder/raum.png) | Dr. A |"),
    "a picture in a heading": ("<main><h2>Haus <img src=raum.png alt=Haus></h2></main>", "## Haus ![Haus](bilder/raum.png)"),
    "a cell over two rows": ("<main><table><tr><th rowspan=2>Was<th colspan=2>Preis<tr><th>Kasse<th>Privat<tr><td>PZR<td>0<td>90</table></main>", "|  | Kasse | Privat |\n| PZR | 0 | 90 |"),
    "a cell at the end over three rows": ("<main><table><tr><td>A<td rowspan=3>X<tr><td>B<tr><td>C<tr><td>D<td>Y</table></main>", "| A | X |\n| --- | --- |\n| B |  |\n| C |  |\n| D | Y |"),
    "a heading that nobody ended": ("<main><h2>Massage<h2><p>Wir kneten.</p><ul><li>Rücken<li>Nacken</ul></main>", "## Massage\n\nWir kneten.\n\n- Rücken\n- Nacken"),
    "a paragraph in a heading": ("<main><h2><p>Massage</p></h2><p>A</p></main>", "## Massage\n\nA"),
    "a PDF within the page": ('<main><object data="files/pdf/%C3%9Cbungen.pdf" type="application/pdf"><p>Unsere Übungen</p></object></main>', "[Unsere Übungen](dateien/uebungen.pdf)"),
    "a PDF in a frame": ('<main><iframe src="files/pdf/%C3%9Cbungen.pdf" title="Flyer"></iframe></main>', "[Flyer](dateien/uebungen.pdf)"),
    "tabs beside what they show": ('<main><div role="tab">Kinder</div><div role="tabpanel">Zeit.</div><div role="tab">Ältere</div><div role="tabpanel" hidden>Ruhe.</div></main>', "# Kinder\n\nZeit.\n\n### Ältere\n\nRuhe."),
    "a sign of a heading in the text": ("<main><p># Nr. 1</p><p>#1 in Kiel</p></main>", "\\# Nr. 1\n\n\\#1 in Kiel"),
    "markup in the text": ("<main><p>&lt;b&gt; und 3 &lt; 5</p></main>", "&lt;b> und 3 < 5"),
    "a sign of a note in the text": ("<main><p>!!! Achtung</p><p>::: praxis team</p><p>+ 49 431</p></main>", "\\!!! Achtung\n\n&#58;:: praxis team\n\n\\+ 49 431"),
    "a bar in a cell": ("<main><table><tr><th>A|B</th><td>1</td></tr></table></main>", "| A\\|B | 1 |"),
    "who is quoted": ("<main><blockquote><p>Gut!</p><footer>Anna</footer></blockquote></main>", "> Gut!\n>\n> Anna"),
    "a price that a style sheet sets apart": ('<main><ul><li><span>Vorsorge</span><span class="p">65 Euro</span></li></ul></main>', "- Vorsorge 65 Euro"),
    "a word in parts from Word": ('<main><p><span style="x">Haut</span><span style="y">arzt</span></p></main>', "Hautarzt"),
    "a row of tabs": ('<main><div role="tablist"><button role="tab" aria-controls="a">Anreise</button><button role="tab" aria-controls="b">Parken</button></div><div><div id="a" role="tabpanel">Bus 5</div><div role="tab" aria-controls="b">Parken</div><div id="b" role="tabpanel">Im Hof</div></div></main>', "# Anreise\n\nBus 5\n\n### Parken\n\nIm Hof"),
    "a panel that a script opens": ('<main><div class="tabs"><div>Kasse</div><div>Privat</div></div><div class="panel">Alle Kassen.</div><div class="panel" hidden>Blutbild 35 €</div></main>', "Blutbild 35 €"),
    "a page in a window": ("<main><a href='#' onclick=\"window.open('weg.html','w','width=400')\">Anfahrtsskizze</a></main>", "[Anfahrtsskizze](weg.md)"),
    "a layout of one column": ("<table><tr><td>Praxis</td></tr><tr><td><p>Eins</p><p>Zwei</p></td></tr></table>", "Eins\n\nZwei\n"),
    "a cell alone": ("<main><table><tr><td>Ella Bruch<br>Markt 5</td></tr></table></main>", "Ella Bruch<br>\nMarkt 5"),
    "characters that hold places for us": ("<main><p>Tel&#4;0&#5; &#2;7&#3;</p><img src=raum.png alt='Raum&#4;1&#5;'></main>", "Tel0 7\n\n![Raum1](bilder/raum.png)"),
    "pictures that a script chooses by size": ('<main><img class="lazyload" data-srcset="fehlt.png 400w, raum.png 800w" alt="Raum"></main>', "![Raum](bilder/raum.png)"),
    "a picture of AMP": ('<main><amp-img src="raum.png" alt="Raum"></amp-img></main>', "![Raum](bilder/raum.png)"),
    "a number that counts up": ('<main><p><span data-to-value="25">0</span> Jahre</p></main>', "25 Jahre"),
    "a map of links": ('<main><img src="raum.png" usemap="#m" alt="Haus"><map name="m"><area href="https://bus.example/" alt="Busse"><area href="weg.html" alt="Weg"></map></main>', "[Busse](https://bus.example/)\n\n[Weg](weg.md)"),
    "an address beside a link": ('<main><a href="weg.html">Weg</a><address>Markt 1</address></main>', "[Weg](weg.md)\n\nMarkt 1"),
    "an address that a script writes": ('<main><p>Mail: <script>var a="info", b="praxis.example"; document.write("<a href=\'mailto:" + a + "@" + b + "\'>" + a + "</a>")</script></p></main>', "[info@praxis.example](mailto:info@praxis.example)"),
    "an address that a script writes with entities": ('<main><p>Mail: <script>var s="info"+"&#64;"+"praxis.example"; document.write("<a href=\'mailto:"+s+"\'>"+s+"</a>")</script></p></main>', "[info@praxis.example](mailto:info@praxis.example)"),
    "tags for plugins of Joomla": ('<meta name="generator" content="Joomla! 3.9"><main><p>{loadposition news}</p><p>{tab=Preise}Ab 20 €{/tabs}</p><p>{tip Frage}Was Sie fragen{/tip}</p><p>{gallery}haus{/gallery}</p><p>{youtube}abcdefghi_k{/youtube}</p></main>', "### Preise\n\nAb 20 €\n\nWas Sie fragen\n\nhttps://www.youtube.com/watch?v=abcdefghi_k\n"),
    "braces that no plugin reads": ("<main><p>{siehe unten}</p></main>", "{siehe unten}"),
    "lists in lists": ("<main><ul><li>A<ul><li>B</li></ul></li></ul></main>", "- A\n    - B"),
}  # fmt: skip


@pytest.mark.parametrize(("html", "said"), HTML.values(), ids=HTML)
def test_nothing_of_a_page_is_lost(html: str, said: str, tmp_path: Path) -> None:
    old = tmp_path / "alt"
    old.mkdir()
    (old / "leistungen.html").write_text(f"<title>Praxis</title>{html}", encoding="utf-8")
    (old / "weg.html").write_text("<h1>Weg</h1><p id=Ziel>B</p>", encoding="utf-8")
    (old / "ton.mp3").write_bytes(b"ID3")
    (old / "files/pdf").mkdir(parents=True)
    (old / "files/pdf/Übungen.pdf").write_bytes(b"%PDF-1.7")
    Image.new("RGB", (9, 9)).save(old / "raum.png")
    import_site(old, tmp_path / "neu", profession="arzt")
    page = (tmp_path / "neu/docs/leistungen.md").read_text(encoding="utf-8")
    assert said in page, page
    assert "]()" not in page
    assert "javascript:" not in page


def test_what_stood_around_the_pages_is_told(tmp_path: Path) -> None:
    old = tmp_path / "alt"
    old.mkdir()
    for name in ("index", "team"):
        (old / f"{name}.html").write_text(
            f"<header>Notruf 0201 112233<nav><a href='team.html'>Team</a></nav></header><main><h1>{name}</h1><p>A {name}</p></main>"
            "<!-- TYPO3 --><aside>Mo 8-12 Uhr</aside><footer>Bus 105 hält am Haus</footer>",
            encoding="utf-8",
        )
    import_site(old, tmp_path / "neu", profession="arzt")
    report = (tmp_path / "neu/IMPORT.md").read_text(encoding="utf-8")
    for words in ("Notruf 0201 112233", "Mo 8-12 Uhr", "Bus 105 hält am Haus"):
        assert f"„{words}“" in report
    assert "TYPO3" not in report


def test_an_embed_whose_code_has_no_address_is_told(tmp_path: Path) -> None:
    code = '<div class="elfsight-app-1a2b3c4d"></div><script src="https://static.elfsight.com/platform/platform.js"></script>'
    old = lay(tmp_path / "alt", {"index.html": f"<main><h1>Start</h1>{code}</main>"})
    import_site(old, tmp_path / "neu", profession="arzt")
    report = (tmp_path / "neu/IMPORT.md").read_text(encoding="utf-8")
    assert "- Der Code von Elfsight sagt nicht, welche Seite er zeigt. (/)" in report


def test_what_lies_too_deep_to_be_read_is_told(tmp_path: Path) -> None:
    old = tmp_path / "alt"
    old.mkdir()
    (old / "index.html").write_text("<h1>Praxis</h1><p>Guten Tag</p>", encoding="utf-8")
    (old / "tief.html").write_text("<ul><li>x" * 400, encoding="utf-8")
    (old / "viel.html").write_text("<div>x" * 20_000, encoding="utf-8")
    import_site(old, tmp_path / "neu", profession="arzt")
    report = (tmp_path / "neu/IMPORT.md").read_text(encoding="utf-8")
    assert "tief.html: mehr als 150 Elemente ineinander" in report
    assert "viel.html: mehr als" in report


# Each took minutes: time grew with the square of such runs.
RUNS = {"blanks": " " * 200_000, "digits": "1" * 100_000, "a name of a mailbox": "a." * 50_000 + "@", "words": "a" * 100_000 + "@"}  # fmt: skip


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_long_runs_are_read_as_any_text(run: str, tmp_path: Path) -> None:
    old = tmp_path / "alt"
    old.mkdir()
    for name in ("index", "team"):
        (old / f"{name}.html").write_text(f"<main><h1>{name}</h1><p>A{run}Z</p></main>", encoding="utf-8")
    import_site(old, tmp_path / "neu", profession="arzt")
    assert "Z" in (tmp_path / "neu/docs/index.md").read_text(encoding="utf-8")


def test_frames_give_their_words_to_the_page_that_says_most(tmp_path: Path) -> None:
    old = tmp_path / "alt"
    old.mkdir()
    pages = {
        "index.htm": "<frameset rows='80,*'><frame src='kopf.htm'><frameset><frame src='nav.htm'><frame src='haupt.htm'></frameset></frameset>",
        "kopf.htm": "<font size=6>Zahnarztpraxis Grün</font><p>Wir haben Urlaub!</p>",
        "nav.htm": "<a href='haupt.htm'>Start</a> <a href='weg.htm'>Weg</a>",
        "haupt.htm": "<h1>Willkommen</h1><p>Schöne Zähne, ein Leben lang, und das schon seit dreißig Jahren.</p>",
        "weg.htm": "<h1>Weg</h1><p>Domplatz 1</p>",
    }
    for name, text in pages.items():
        (old / name).write_bytes(text.encode("latin-1"))
    import_site(old, tmp_path / "neu", profession="zahnarzt")
    start = (tmp_path / "neu/docs/index.md").read_text(encoding="utf-8")
    for words in ("Zahnarztpraxis Grün", "Wir haben Urlaub!", "## Willkommen", "Schöne Zähne"):
        assert words in start, words
    assert not (tmp_path / "neu/docs/kopf.md").exists()


SHORTCODES = """[vc_row][vc_column_text]Ein <b>Absatz</b>[/vc_column_text][vc_custom_heading text="Große Worte" font_container="tag:h3"]
[vc_toggle title="Frage?"]Antwort[/vc_toggle][vc_btn title="Zum Kontakt" link="url:%2Fkontakt"][et_pb_blurb title="Labor"]<p>Im Haus</p>[/et_pb_blurb]
[contact-form-7 id="5" title="Kontaktformular"][vc_single_image image="55"]"""


def test_words_in_shortcodes_and_beside_pages_of_builders_come_along(tmp_path: Path) -> None:
    text = content_of(SHORTCODES)
    for words in (
        "Absatz",
        "<p>Große Worte</p>",
        "<h3>Frage?</h3>",
        "Antwort",
        '<a href="/kontakt">Zum Kontakt</a>',
        "<h3>Labor</h3>",
        "Im Haus",
    ):
        assert words in text, words
    assert "Kontaktformular" not in text
    assert "55" not in text
    widgets = [{"elements": [{"settings": {"title": "Unser Team"}}, {"settings": {"editor": "<p>Ada Beispiel</p>"}},
                             {"settings": {"title_text": "Empfang", "description_text": "Ben", "image": {"url": "https://x.example/b.jpg"}}}]}]  # fmt: skip
    item = (
        "<item><title>{}</title><link>https://x.example/{}/</link><content:encoded></content:encoded><wp:status>{}</wp:status>"
        "<wp:post_type>page</wp:post_type>{}</item>"
    )
    meta = f"<wp:postmeta><wp:meta_key>_elementor_data</wp:meta_key><wp:meta_value><![CDATA[{json.dumps(widgets)}]]></wp:meta_value></wp:postmeta>"
    items = item.format("Team", "team", "publish", meta) + item.format("Bald", "bald", "draft", "")
    export = tmp_path / "wp.xml"
    export.write_text(
        '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
        f"<title>P</title><link>https://x.example</link><wp:wxr_version>1.2</wp:wxr_version>{items}</channel></rss>",
        encoding="utf-8",
    )
    import_site(export, tmp_path / "neu", profession="arzt")
    page = (tmp_path / "neu/docs/team.md").read_text(encoding="utf-8")
    for words in ("Unser Team", "Ada Beispiel", "Empfang", "Ben"):
        assert words in page, words
    report = (tmp_path / "neu/IMPORT.md").read_text(encoding="utf-8")
    assert "Bald (Entwurf)" in report
    assert "- /b.jpg" in report


@pytest.mark.skipif(sys.platform != "linux", reason="others take no such names")
@pytest.mark.parametrize("letters", ["utf-8", "latin-1"])
def test_old_files_come_along_in_whatever_letters_their_names_are_written(
    letters: str, tmp_path: Path
) -> None:
    old = os.fsencode(tmp_path / "alt")
    os.makedirs(old + "/räume".encode(letters))  # noqa: PTH103
    files = {
        "index.html": "<title>Praxis</title><main><h1>Start</h1><a href='r%e4ume/Gro%DF.html'>Räume</a> <a href='{}'>Wege</a><img src='{}' alt='B'></main>",
        "über.html": "<h1>Wege</h1><p>Zu Fuß</p>",
        "räume/Groß.html": "<h1>Raum</h1><p>B</p>",
        "größe.png": "",
    }
    quoted = [quote("über.html".encode(letters)), quote("größe.png".encode(letters))]
    for name, text in files.items():
        with open(old + b"/" + name.encode(letters), "w", encoding="utf-8") as file:  # noqa: PTH123
            file.write(text.format(*quoted))
    import_site(tmp_path / "alt", tmp_path / "neu", profession="arzt")
    start = (tmp_path / "neu/docs/index.md").read_text(encoding="utf-8")
    for made in ("raeume/gross.md", "ueber.md", "bilder/groesse.png"):
        assert (tmp_path / "neu/docs" / made).is_file()
        assert f"]({made})" in start
    assert '"/über.html"' in (tmp_path / "neu/weiterleitungen/nginx.conf").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "buttons",
    [
        '<div class="box"><h5>Eintrag teilen</h5><ul><li><a href="https://www.facebook.com/sharer.php?u=https://x.example/">Facebook</a></li><li><a href="https://twitter.com/intent/tweet?text=A"><img src="x.png" alt="X"></a></li></ul></div>',
        '<p><a href="whatsapp://send?text=A">WhatsApp</a><a href="https://www.linkedin.com/shareArticle?mini=true&amp;url=x">in</a><a href="https://pinterest.com/pin/create/button/?url=x">Pin</a></p>',
        '<div class="a2a_kit"><a class="a2a_button_facebook"></a></div><script async src="https://static.addtoany.com/menu/page.js"></script>',
    ],
)
def test_buttons_that_share_a_page_stay_behind(buttons: str, tmp_path: Path) -> None:
    (tmp_path / "alt").mkdir()
    (tmp_path / "alt/grippe.html").write_text(
        f"<title>P</title><main><h1>Grippe</h1><p>Impfen!</p>{buttons}<p>Ende</p></main>"
    )
    brought = import_site(tmp_path / "alt", tmp_path / "neu")
    assert brought.pages["/grippe.html"].markdown == "# Grippe\n\nImpfen!\n\nEnde\n"
    assert "Knöpfe zum Teilen" in (tmp_path / "neu/IMPORT.md").read_text("utf-8")


def test_what_else_the_imprint_says_is_told_with_its_heading(tmp_path: Path) -> None:
    old = lay(
        tmp_path / "alt",
        {
            "index.html": "<title>Praxis</title><main><p>Hallo</p></main>",
            "impressum.html": "<h1>Impressum</h1><h3>Kammer</h3><p>Zahnärztekammer Berlin<br>Stallstr. 1</p><p><b>Aufsichtsbehörde:</b></p><p>KZV Berlin</p>",
        },
    )
    import_site(old, tmp_path / "neu", profession="zahnarzt")
    report = (tmp_path / "neu/IMPORT.md").read_text(encoding="utf-8")
    assert "- **Kammer**: „Kammer: Zahnärztekammer Berlin“" in report
    assert "- **Aufsichtsbehörde**: „Aufsichtsbehörde: KZV Berlin“" in report


def test_labels_go_with_the_facts_below_them(tmp_path: Path) -> None:
    old = lay(
        tmp_path / "alt",
        {
            "index.html": "<title>Praxis</title><main><h1>Hallo</h1><p><b>Telefon</b></p><p>0561 234567</p><p>Adresse</p><p>Wir ziehen um.</p></main>",
        },
    )
    import_site(old, tmp_path / "neu", profession="arzt")
    home = (tmp_path / "neu/docs/index.md").read_text(encoding="utf-8")
    assert home.endswith("## Hallo\n\nAdresse\n\nWir ziehen um.\n")


def test_all_who_own_a_practice_come_along(tmp_path: Path) -> None:
    old = lay(
        tmp_path / "alt",
        {
            "index.html": "<title>Zahnärzte am Markt</title><main><p>Zahnärzte</p></main>",
            "impressum.html": "<h1>Impressum</h1><p>Zahnärzte am Markt GbR<br>Dr. Anna Muster und Dr. med. dent. Bernd Beispiel,<br>Dr. Cem Can"
            "<br>Marktplatz 3<br>79098 Freiburg</p><p>Datenschutz: Dr. Dora Fremd</p>",
        },
    )
    import_site(old, tmp_path / "neu")
    facts = (tmp_path / "neu/praxis/praxis.yml").read_text(encoding="utf-8")
    for name in ("Dr. Anna Muster", "Dr. med. dent. Bernd Beispiel", "Dr. Cem Can"):
        assert f"  - {name}   # PRÜFEN: von /impressum.html" in facts, facts
    assert "Fremd" not in facts


def test_a_menu_is_no_part_of_a_page_in_another_language(tmp_path: Path) -> None:
    """No two pages of that language say what all repeat."""
    old = tmp_path / "alt"
    old.mkdir()
    for name, words in {"index": "Start", "leistungen": "Leistungen", "weg": "Weg", "home": "Home"}.items():
        nav = "Home" if name == "home" else "Start"
        way = '<div id="navi2"><a href=weg.html>Weg</a> zeigt den Weg.</div>' if name == "home" else ""
        (old / f"{name}.html").write_text(
            f'<html lang={"en" if name == "home" else "de"}><title>X</title><body><ul class="nav"><li><a href=/>{nav}</a>'
            f"<li><a href=leistungen.html>Leistungen</a></ul><h1>{words}</h1><p>Das ist {words}.</p>{way}",
            encoding="utf-8",
        )
    import_site(old, tmp_path / "neu", profession="arzt")
    page = (tmp_path / "neu/docs/home.md").read_text(encoding="utf-8")
    assert "[Leistungen]" not in page
    assert "zeigt den Weg" in page


@pytest.mark.parametrize(
    "hours",
    [
        {"openingHours": ["Mo,Tu 08:00-12:00", "Th 14:00-18:00"]},
        {
            "openingHoursSpecification": [
                {
                    "dayOfWeek": ["Monday", "https://schema.org/Tuesday"],
                    "opens": "08:00:00",
                    "closes": "12:00",
                },
                {"dayOfWeek": "Thursday", "opens": "14:00", "closes": "18:00"},
            ]
        },
    ],
)
def test_facts_for_search_engines_are_read(hours: dict[str, object], tmp_path: Path) -> None:
    address = {"streetAddress": "Holtenauer Str. 10", "postalCode": "24105", "addressLocality": "Kiel"}
    thing = {"@graph": [{"@type": "Dermatology", "telephone": "+49 431 123450", "address": address, **hours}]}
    old = lay(
        tmp_path / "alt",
        {
            "index.html": f'<title>Praxis</title><script type="application/ld+json">{{</script><script type="application/ld+json">{json.dumps(thing)}</script><main>Hallo</main>',
        },
    )
    import_site(old, tmp_path / "neu", profession="arzt")
    facts = (tmp_path / "neu/praxis/praxis.yml").read_text(encoding="utf-8")
    for said in (
        "strasse: Holtenauer Str. 10   # PRÜFEN",
        "plz: 24105   # PRÜFEN",
        "telefon: 0431 123450   # PRÜFEN",
    ):
        assert said in facts, facts
    week = (tmp_path / "neu/praxis/zeiten.yml").read_text(encoding="utf-8")
    assert "08:00-12:00" in week
    assert 'Do: "14:00-18:00"' in week


def test_what_the_server_kept_from_visitors_is_not_made_public(tmp_path: Path) -> None:
    old = tmp_path / "alt"
    lay(old, {
        "index.html": '<title>Praxis</title><p>Willkommen</p><a href="intern/plan.pdf">Plan</a>',
        "intern/.htaccess": "AuthType Basic\nAuthUserFile /x\nRequire valid-user\n",
        "intern/dienst/plan.html": "<title>Dienstplan</title><p>Frau M. hat Urlaub</p>",
        "intern/plan.pdf": "%PDF",
        "offen/.htaccess": "Require all granted\n<Files *.php>\nDeny from all\n</Files>\n",
        "offen/seite.html": "<title>Offen</title><p>Für alle</p>",
    })  # fmt: skip
    brought = import_site(old, tmp_path / "neu", profession="arzt")
    assert sorted(brought.pages) == ["/", "/offen/seite.html"]
    assert not list((tmp_path / "neu/docs").rglob("*.pdf"))
    assert "intern/dienst/plan.html (mit Passwort" in (tmp_path / "neu/IMPORT.md").read_text(encoding="utf-8")
