"""Old websites of further kinds, small and made up: div soup of a builder, one page, frames, names with umlauts, two languages, tables of 2005."""

from pathlib import Path

from PIL import Image

HOURS = "<p>Montag 8.00 - 12.00 Uhr<br>Dienstag 8.00 - 12.00 und 15.00 - 18.00 Uhr<br>Mittwoch nach Vereinbarung</p>"


def _write(root: Path, pages: dict[str, str], encoding: str = "utf-8") -> Path:
    for name, text in pages.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode(encoding))
    return root


def _picture(root: Path, name: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (8, 8)).save(root / name)


def builder(root: Path) -> Path:
    """Return what builders such as Wix export: sections of divs and spans, headings by class, buttons, a cookie bar, a widget."""
    page = """<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{title} | Praxis Dr. Beispiel</title><script>window.wix=1</script></head><body>
<div id="SITE_HEADER"><div class="menu"><ul><li><a href="./index.html"><div><p>Start</p></div></a></li><li><a href="./leistungen.html"><div><p>Leistungen</p></div></a></li></ul></div></div>
<div id="cookie-banner" role="dialog"><p>Wir verwenden Cookies.</p><button>OK</button></div>
<div id="SITE_PAGES"><div class="comp-a"><div class="rich-text"><h2 class="font_2"><span style="font-size:40px"><span>{title}</span></span></h2></div>
{body}</div></div><div id="SITE_FOOTER"><p>© 2019 Praxis Dr. Beispiel</p></div></body></html>"""
    home = """<div class="rich-text"><p class="font_8"><span>Herzlich willkommen</span><span class="wixGuard">\u200b</span> bei uns.</p><p class="font_8">\u200b</p></div>
<div><a href="./leistungen.html" role="button"><span>Mehr erfahren</span></a></div>
<wix-iframe><iframe src="https://www.jameda.de/widget/123" title="jameda"></iframe></wix-iframe>"""
    services = """<div class="grid"><div class="cell"><h6>Impfungen</h6><div><p>Nach STIKO.</p></div></div><div class="cell"><h6>Hausbesuche</h6><div><p>Auf Anruf.</p></div></div></div>
<div><img src="media/raum.jpg" alt="Behandlungsraum"></div><ul><li><p>Labor</p></li><li><p>EKG</p></li></ul>"""
    _picture(root, "media/raum.jpg")
    return _write(root, {"index.html": page.format(title="Willkommen", body=home), "leistungen.html": page.format(title="Leistungen", body=services)})  # fmt: skip


def one_page(root: Path) -> Path:
    """Return a single page with sections and a menu of anchors."""
    page = f"""<!doctype html><html lang=de><head><meta charset=utf-8><title>Logopädie Beispiel</title></head><body>
<nav><a href="#ueber">Über mich</a><a href="#zeiten">Zeiten</a><a href="#kontakt">Kontakt</a></nav>
<section id=start><h1>Logopädie Beispiel</h1><p>Sprache braucht Zeit.</p></section>
<section id=ueber><h2>Über mich</h2><p>Ich bin <em>Logopädin</em>. Siehe <a href="#kontakt">Kontakt</a>.</p></section>
<section id=zeiten><h2>Zeiten</h2>{HOURS}</section>
<section id=kontakt><h2>Kontakt</h2><p>Clara Beispiel<br>Am Markt 5<br>04109 Leipzig<br>Telefon 0341 123456</p><dl><dt>Kassen</dt><dd>alle</dd></dl></section>
</body></html>"""
    return _write(root, {"index.html": page})


def frames(root: Path) -> Path:
    """Return a frameset: the words stand in the frames."""
    return _write(
        root,
        {
            "index.htm": "<html><head><title>Praxis Muster</title></head><frameset cols='200,*'><frame src='menu.htm' name=nav><frame src='start.htm' name=inhalt><noframes><body>Ihr Browser kann keine Frames.</body></noframes></frameset></html>",
            "menu.htm": "<html><body><a href='start.htm' target=inhalt>Start</a><br><a href='team.htm' target=inhalt>Unser Team</a></body></html>",
            "start.htm": f"<html><head><title>Start</title></head><body><h1>Praxis Muster</h1><p>Guten Tag.</p>{HOURS}</body></html>",
            "team.htm": "<html><head><title>Team</title></head><body><center><font size=5><b>Unser Team</b></font></center><p>Max Muster, Arzt</p></body></html>",
        },
        "latin-1",
    )


def umlauts(root: Path) -> Path:
    """Return a site whose files are named as people speak: umlauts, spaces, capitals."""
    head = "<!doctype html><html lang=de><head><meta charset=utf-8><title>{}</title></head><body><main>{}</main></body></html>"
    _picture(root, "Bilder/Unsere Räume.JPG")
    (root / "Anamnesebogen für Kinder.pdf").write_bytes(b"%PDF-1.7")
    return _write(
        root,
        {
            "index.html": head.format("Start", '<h1>Start</h1><p><a href="%C3%96ffnungszeiten.html">Zeiten</a> <a href="Über uns.html">Über uns</a></p>'),
            "Öffnungszeiten.html": head.format("Öffnungszeiten", f"<h1>Öffnungszeiten</h1>{HOURS}"),
            "Über uns.html": head.format("Über uns", '<h1>Über uns</h1><p><img src="Bilder/Unsere%20R%C3%A4ume.JPG" alt="Räume"> <a href="Anamnesebogen%20f%C3%BCr%20Kinder.pdf">Bogen</a></p>'),
        },
    )  # fmt: skip


def two_languages(root: Path) -> Path:
    """Return a site in German and English, each page with its twin."""
    head = '<!doctype html><html lang={}><head><meta charset=utf-8><title>{}</title></head><body><nav><a href="{}">{}</a></nav><main><h1>{}</h1><p>{}</p></main></body></html>'
    return _write(
        root,
        {
            "index.html": head.format("de", "Start", "en/index.html", "English", "Willkommen", "Wir sprechen Deutsch."),
            "anfahrt.html": head.format("de", "Anfahrt", "en/directions.html", "English", "Anfahrt", "Bus 12."),
            "en/index.html": head.format("en", "Home", "../index.html", "Deutsch", "Welcome", "We speak English."),
            "en/directions.html": head.format("en", "Directions", "../anfahrt.html", "Deutsch", "Directions", "Bus no. 12."),
        },
    )  # fmt: skip


def tables(root: Path) -> Path:
    """Return a site of 2005: tables within tables for the layout, font elements, spacers, headings that are only large."""
    page = """<HTML><HEAD><TITLE>Zahnarztpraxis Dr. Muster</TITLE></HEAD><BODY BGCOLOR=#FFFFFF><TABLE WIDTH=780 BORDER=0><TR><TD COLSPAN=2><IMG SRC=bilder/logo.gif ALT="Zahnarztpraxis Dr. Muster"></TD></TR>
<TR><TD WIDTH=150 VALIGN=TOP><A HREF=index.html>Home</A><BR><A HREF=prophylaxe.html>Prophylaxe</A></TD><TD><FONT SIZE=5 COLOR=navy><B>{title}</B></FONT><P>{body}</TD></TR></TABLE></BODY></HTML>"""
    _picture(root, "bilder/logo.gif")
    return _write(
        root,
        {
            "index.html": page.format(title="Willkommen", body="Wir freuen uns auf Sie.<P><TABLE BORDER=1><TR><TH>Tag</TH><TH>Zeit</TH></TR><TR><TD>Mo</TD><TD>8 - 12 Uhr</TD></TR><TR><TD>Di</TD><TD>14 - 18 Uhr</TD></TR></TABLE>"),
            "prophylaxe.html": page.format(title="Prophylaxe", body="Zweimal im Jahr.<UL><LI>Reinigung<LI>Fluorid</UL>"),
        },
        "latin-1",
    )  # fmt: skip
