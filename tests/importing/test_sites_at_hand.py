"""`praxis import` on mark-up as practices' sites have it: templates, page builders, sites of one page, parts that a script loads."""

from pathlib import Path

import pytest
import yaml

from mkdocs_praxis.importing import import_site
from mkdocs_praxis.importing.hours import find_hours
from mkdocs_praxis.importing.model import Import
from tests.tools import lay


def _import(folder: Path, files: dict[str, str]) -> tuple[Import, Path]:
    """Import a site of these files; return the result, and the folder of the new one."""
    pages = {
        name: html if html.startswith("<") and "<title" in html else f"<title>Praxis Bruch</title>{html}"
        for name, html in files.items()
    }
    return import_site(lay(folder / "alt", pages), folder / "neu"), folder / "neu"


def _read(new: Path, page: str) -> str:
    return (new / "docs" / page).read_text("utf-8")


GERMAN = "<p>Wir freuen uns, dass Sie zu uns in die Praxis gefunden haben.</p>"
ENGLISH = "<p>We are glad that you found your way to our practice.</p>"


@pytest.mark.parametrize(
    ("lang", "text", "marked"),
    [("en", GERMAN, False), ("en-US", GERMAN, False), ("en", ENGLISH, True), ("tr", "<p>Hoş geldiniz.</p>", True)],
)  # fmt: skip
def test_a_german_page_is_german_whatever_its_template_says(
    lang: str, text: str, marked: bool, tmp_path: Path
) -> None:
    page = f"<html lang={lang}><title>Seite</title><main><h1>Anfahrt 12</h1>{text}</main></html>"
    _, new = _import(tmp_path, {"index.html": "<p>Guten Tag.</p>", "weg.html": page})
    assert ("sprache:" in _read(new, "weg.md")) is marked


@pytest.mark.parametrize(
    ("head", "first"),
    [
        ('<nav><a href="/"><img src=l.png alt=Logo></a><a href=team.html>Team</a></nav>', "Start"),
        ("<header><a class=site-logo href=index.html>Praxis Bruch <i>Kassel</i></a><nav><a href=index.html>Willkommen</a><a href=team.html>Team</a></nav></header>", "Willkommen"),
        ("<nav><p class=navbar-brand><a href=index.html>Dr. Ella Bruch</a></p><a href=team.html>Team</a></nav>", "Start"),
        ("<nav><a href=index.html>Die Praxis</a><a href=team.html>Team</a></nav>", "Die Praxis"),
    ],
)  # fmt: skip
def test_the_name_of_the_site_above_its_menu_is_no_entry(head: str, first: str, tmp_path: Path) -> None:
    _, new = _import(tmp_path, {"index.html": f"{head}<main>{GERMAN}</main>", "team.html": f"{head}<main><h1>Team</h1></main>"})  # fmt: skip
    nav = yaml.safe_load((new / "mkdocs.yml").read_text("utf-8"))["nav"]
    assert nav[:2] == [{first: "index.md"}, {"Team": "team.md"}]


LOADED = {
    "jquery": '<div id="fuss"></div><script>$(function(){ $("#fuss").load("teile/fuss.html"); });</script>',
    "fetch": "<footer></footer><script>fetch('teile/fuss.html').then(r => r.text()).then(t => { document.querySelector('footer').innerHTML = t })</script>",
    "by id": "<div id='fuss'></div><script>fetch(\"teile/fuss.html\").then(r=>r.text()).then(t=>document.getElementById('fuss').innerHTML=t)</script>",
    "w3": '<div w3-include-html="teile/fuss.html"></div>',
    "own file": '<div class="unten fuss"></div><script src="js/laden.js"></script>',
}


@pytest.mark.parametrize("how", LOADED.values(), ids=LOADED)
def test_what_a_script_puts_into_every_page_is_a_part_and_no_page(how: str, tmp_path: Path) -> None:
    part = '<p>Lindenweg 7<br>34117 Kassel</p><p>Tel. 0561 234567</p><a href="team.html">Unser Team</a>'
    files = {name: f"<main><h1>{name}</h1>{GERMAN}</main>{how}" for name in ("index.html", "team.html", "weg.html")}  # fmt: skip
    lay(tmp_path / "alt", {"js/laden.js": '$(".fuss").load("teile/fuss.html")', "teile/fuss.html": part})
    brought, _ = _import(tmp_path, files)
    assert {page.path for page in brought.site.pages} == {"/", "/team.html", "/weg.html"}
    assert [brought.guesses.facts[key].value for key in ("street", "phone")] == ["Lindenweg 7", "0561 234567"]


def test_no_part_comes_from_outside_the_site(tmp_path: Path) -> None:
    lay(tmp_path, {"geheim.html": "<p>Geheim</p>"})
    _, new = _import(tmp_path, {"index.html": '<main><div w3-include-html="../geheim.html"></div><div id=x></div></main><script>$("#x").load("../geheim.html")</script>'})  # fmt: skip
    assert "Geheim" not in _read(new, "index.md")


IMPRINT = "<p>Ella Bruch<br>Lindenweg 7<br>34117 Kassel<br>Telefon 0561 234567</p><p>Zuständig: Gesundheitsamt Kassel, Wilhelmshöher Allee 19</p>"


@pytest.mark.parametrize(
    "legal",
    [
        f"<div class=modal><div class=inner><button>×</button><h2>Impressum</h2>{IMPRINT}</div></div>",
        f"<section id=impressum><div><h2>Impressum</h2><h3>Angaben gemäß § 5 DDG</h3>{IMPRINT}</div></section>",
        f"<h2>Impressum</h2>{IMPRINT}",
    ],
)  # fmt: skip
def test_legal_parts_of_a_page_are_legal_pages(legal: str, tmp_path: Path) -> None:
    brought, new = _import(tmp_path, {"start.html": f"<h1>Praxis Bruch</h1>{GERMAN}<h2>Kosten</h2><p>Eine Stunde: 90 €</p>{legal}"})  # fmt: skip
    home = _read(new, "index.md")
    assert "Eine Stunde: 90 €" in home
    assert [word for word in ("Gesundheitsamt", "Impressum") if word in home] == []
    assert "Gesundheitsamt Kassel" in (new / "alt/impressum.md").read_text("utf-8")
    assert brought.guesses.facts["owner"].value == "Ella Bruch"
    assert "Aufsichtsbehörde" in (new / "IMPORT.md").read_text("utf-8")


def test_a_line_that_leads_to_the_imprint_is_none(tmp_path: Path) -> None:
    _, new = _import(tmp_path, {"index.html": f"<main>{GERMAN}<h3>Datenschutz</h3><p>Mehr im Aushang.</p></main>"})  # fmt: skip
    assert "Mehr im Aushang." in _read(new, "index.md")


SHOWN = {
    "eyebrow": ("<div><h5>Was ich mache</h5><h2>Therapie</h2></div><p>Ruhig.</p>", "Was ich mache\n\n## Therapie\n\nRuhig."),
    "sentence": ("<h2>Akut</h2><h5>Die offene Sprechstunde ist vormittags um 8.30 Uhr, bitte läuten Sie zweimal.</h5>", "\n\nDie offene Sprechstunde ist"),
    "punctuation": ("<h2><span>Ergotherapie</span>, die bewegt</h2><p>Ja.</p>", "## Ergotherapie, die bewegt"),
    "signs": ("<h2>Einblicke</h2><div class=g><span>🔍</span></div><p>Hell.</p><div>01</div><h3>Anruf</h3><p>Kurz.</p><button>↑</button>", "## Einblicke\n\nHell.\n\n### Anruf\n\nKurz."),
    "form": ("<h2>Weg</h2><p>Bus 4</p><h2>Schreiben Sie uns</h2><form><label>Name<input></label></form><h2>Preise</h2><p>Keine.</p>", "## Weg\n\nBus 4\n\n## Preise"),
    "form with words": ("<h2>Schreiben Sie uns</h2><p>Bitte nichts zur Gesundheit.</p><form><input></form>", "## Schreiben Sie uns\n\nBitte nichts"),
    "carousel": ('<div id=s><p>Hell und ruhig.</p></div><button data-bs-target="#s" data-bs-slide=next><span>Next</span></button><h2>Räume</h2><p>Drei.</p>', "Hell und ruhig.\n\n## Räume"),
    "fold below a name": ("<h2>Leitung</h2><h3>Ulla Brand</h3><button aria-expanded=false aria-controls=p>Lebenslauf</button><ul id=p><li>1988 Examen</li></ul>", "### Ulla Brand\n\n#### Lebenslauf\n\n- 1988"),
    "map": ('<p><a href="https://maps.example/?q=Kassel"><img src=karte.png alt="Karte zur Praxis"></a></p>', "[Karte zur Praxis<!-- fehlt: ![Karte zur Praxis](bilder/karte.png) -->](https://maps.example/?q=Kassel)"),
    "card in a link": ('<a href="https://maps.example/?q=Bonn"><div><h4>Klinik Bonn</h4><p>Am Markt 2</p></div><span>→</span></a>', "## [Klinik Bonn](https://maps.example/?q=Bonn)\n\nAm Markt 2"),
    "rest of an accordion": ("<div class=q><h3>Labor</h3><p>Schnell.</p><button aria-expanded=false>Mehr erfahren <span class=material-symbols-outlined>arrow</span></button><div><p>Am selben Tag.</p></div></div>", "## Labor\n\nSchnell.\n\nAm selben Tag."),
    "picture for browsers without scripts": ('<p><img data-src="raum.png" src="data:image/gif;base64,R0"><noscript><img src="raum.png" alt="Raum"></noscript>Hell.</p>', "# Mehr\n\n<!-- fehlt: ![](bilder/raum.png) -->Hell.\n"),
    "line that runs by": ("<div class=animate-marquee><div><span>Wir impfen!</span><span>Wir impfen!</span></div><div><span>Wir impfen!</span></div></div><p>Ja.</p>", "# Mehr\n\nWir impfen!\n\nJa."),
    "steps": ("<ol><li><span class=step-number>1</span> <b>Anrufen</b></li><li><span class=step-number>2</span> <b>Kommen</b></li></ol>", "1. **Anrufen**\n2. **Kommen**"),
    "number": ("<div class=stat><span class=stat-number>3</span> <span>Ärztinnen</span></div>", "3 Ärztinnen"),
    "icon": ('<p>Weg</p><img src="img/icons/location-dot.svg" alt=""><img src="img/pfeil_unten.png"><p>Bus 4</p>', "Weg\n\nBus 4"),
    "to the top": ('<p>Weg</p><a href="#"><img src="img/oben.svg"></a><p>Bus 4</p>', "Weg\n\nBus 4"),
    "missing logo": ('<p>Weg</p><a href="#weg"><img src="img/haus.jpg"></a>', "Weg\n\n<!-- fehlt: ![](bilder/haus.jpg) -->"),
    "film": ('<video><source src="film.mp4">Your browser does not support the video tag.</video><p>Ja.</p>', "film.mp4"),
    "blocks in a list": ("<ol><li><h3>Anrufen</h3><p>Am Telefon.</p></li><li><h3>Kommen</h3><p>Mit Handtuch.</p></li></ol>", "    Am Telefon.\n\n2. ## Kommen\n\n    Mit Handtuch."),
    "break in a list": ("<ul><li>Labor<br>\n</li><li>EKG</li></ul>", "- Labor\n- EKG"),
    "place of a form": ('<p>Siehe <a href="#termin">unten</a></p><h2 id=termin>Anfrage</h2><form><input></form><h2>Weg</h2><p>Bus 4</p>', '<a id="termin"></a>'),
    "file name": ("<p>Da.</p><img src=img/anna_portrait.png alt=anna_portrait>", "<!-- fehlt: ![](bilder/anna-portrait.png) -->"),
}  # fmt: skip


@pytest.mark.parametrize(("html", "said"), SHOWN.values(), ids=SHOWN)
def test_pages_say_what_was_seen(html: str, said: str, tmp_path: Path) -> None:
    _, new = _import(tmp_path, {"index.html": "<p>Guten Tag.</p>", "mehr.html": f"<main><h1>Mehr</h1>{html}</main>"})  # fmt: skip
    text = _read(new, "mehr.md")
    assert said in text
    assert [one for one in ("🔍", "↑", "Next", "01\n", "Schreiben Sie uns\n\n## ") if one in text] == []


CONSENT = "<div role=dialog><p>Wir verwenden Cookies.</p><button>Akzeptieren</button></div>"


@pytest.mark.parametrize("dialog", ["<div class='modal fade' role=dialog>{}</div>", "<dialog>{}</dialog>"])
def test_what_a_dialog_says_besides_consent_comes_along(dialog: str, tmp_path: Path) -> None:
    told = "<h2>Dr. Ella Bruch</h2><p>1998 Promotion in Marburg</p>"
    _, new = _import(tmp_path, {"index.html": f"<main>{GERMAN}</main>{CONSENT}{dialog.format(told)}"})
    assert "## Dr. Ella Bruch\n\n1998 Promotion" in _read(new, "index.md")
    assert "Cookies" not in _read(new, "index.md")


def test_parts_side_by_side_on_a_page_of_the_menu_stay_side_by_side(tmp_path: Path) -> None:
    nav = (
        "<nav><a href=index.html>Start</a><a href=rooms.html>Räume</a><a href=contact.html>Kontakt</a></nav>"
    )
    rooms = f"{nav}<h1>Empfang</h1><p>Hell.</p><h1>Wartezimmer</h1><p>Ruhig.</p>"
    _, new = _import(tmp_path, {"index.html": nav + GERMAN, "rooms.html": rooms, "contact.html": f"{nav}<h1>Nur zu</h1><p>Bus 4</p>"})  # fmt: skip
    assert _read(new, "rooms.md").startswith("# Räume\n\n## Empfang\n\nHell.\n\n## Wartezimmer\n\nRuhig.")
    assert "Bus 4" in _read(new, "kontakt.md")


@pytest.mark.parametrize(("above", "below"), [("<span class=tag>{}</span>", ""), ("", "<p>{}</p>")])
def test_a_label_of_a_card_is_said_of_this_card(above: str, below: str, tmp_path: Path) -> None:
    cards = "".join(
        f"<div class=card>{above.format(pays)}<h3>{name}</h3>{below.format(pays)}<p>Sanft.</p></div>"
        for name, pays in (("Osteopathie", "Selbstzahler"), ("Massage", "Kasse"), ("Fango", "Selbstzahler"))
    )
    _, new = _import(tmp_path, {"index.html": f"<h2>Leistungen</h2><p>Wir bieten:</p>{cards}"})
    found = yaml.safe_load((new / "praxis/leistungen.yml").read_text("utf-8"))["leistungen"]
    assert {one["name"]: one["text"].split("\n")[0] for one in found} == {
        "Osteopathie": "Selbstzahler",
        "Massage": "Kasse",
        "Fango": "Selbstzahler",
    }


def test_headings_side_by_side_on_the_home_page_stay_with_their_text(tmp_path: Path) -> None:
    _, new = _import(tmp_path, {"index.html": "<p>Im Notfall 112</p><section><h1>Philosophie</h1><p>Ruhe.</p></section><section><h1>Angebot</h1><p>Viel.</p></section>"})  # fmt: skip
    assert "Im Notfall 112\n\n## Philosophie\n\nRuhe.\n\n## Angebot\n\nViel." in _read(new, "index.md")


def test_the_second_title_counts_where_the_first_is_empty(tmp_path: Path) -> None:
    brought, _ = _import(tmp_path, {"index.html": f"<html><head><title></title><title>Dr. Bruch – Zahnarzt Kassel</title></head><svg><title>Pfeil</title></svg>{GERMAN}"})  # fmt: skip
    assert brought.guesses.facts["profession"].value == "zahnarzt"


CARD = '<div class=card><img src="{0}.jpg" alt="Zu {0}"><h3>{0}</h3><p>Sanft und gründlich.</p></div>'


def test_a_service_has_the_picture_above_it(tmp_path: Path) -> None:
    names = ("Röntgen", "Labor", "Akupunktur")
    lay(tmp_path / "alt", {f"{name}.jpg": b"\xff\xd8\xff" for name in names})
    _, new = _import(tmp_path, {"index.html": "<h2>Leistungen</h2><p>Wir bieten:</p>" + "".join(map(CARD.format, names))})  # fmt: skip
    found = yaml.safe_load((new / "praxis/leistungen.yml").read_text("utf-8"))["leistungen"]
    assert {one["name"]: one["bild_alt"] for one in found} == {name: f"Zu {name}" for name in names}


PEOPLE = "<h2>Dr. Ella Bruch</h2><p>Fachärztin für Innere Medizin</p><h2>Dipl. päd. Ulla Brand</h2><p>Beruf: Praxismanagerin</p>"


@pytest.mark.parametrize("title", ["Menschen, die da sind", "Unser Team"])
def test_a_page_of_the_menu_is_about_what_the_menu_says(title: str, tmp_path: Path) -> None:
    nav = "<nav><a href=index.html>Start</a><a href=wir.html>Das Team</a></nav>"
    _, new = _import(tmp_path, {"index.html": f"{nav}<main>{GERMAN}</main>", "wir.html": f"{nav}<main><h1>{title}</h1>{PEOPLE}</main>"})  # fmt: skip
    found = yaml.safe_load((new / "praxis/team.yml").read_text("utf-8"))["team"]
    assert [(one["name"], one.get("funktion")) for one in found] == [
        ("Ella Bruch", None),
        ("Ulla Brand", "Praxismanagerin"),
    ]


def test_initials_in_place_of_a_portrait_are_said_of_nobody(tmp_path: Path) -> None:
    cards = "".join(f"<div><div class=round>{letters}</div><h3>{name}</h3><p>Ärztin</p></div>" for letters, name in (("EB", "Dr. Ella Bruch"), ("U", "Ulla Brand")))  # fmt: skip
    _, new = _import(tmp_path, {"index.html": f"<h2>Unser Team</h2>{cards}"})
    assert "EB" not in (new / "praxis/team.yml").read_text("utf-8") + _read(new, "index.md")


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (["## Sprechzeiten", "Dr. Ella Bruch: Mo 8-12", "Mi 8-12", "Ulla Brand: Di 8-12"], 0),
        (["## Sprechzeiten", "Dr. Ella Bruch: Mo 8-12", "Di 8-12"], 2),
        (["## Telefonische Erreichbarkeit", "Wer Wann", "Mo 12:00-12:50", "Di 13-14"], 0),
        (["## Sprechzeiten", "Mo 9-11", "Di OP-Tag, nach Vereinbarung", "Mi 9-11"], 0),
        (["## Sprechzeiten", "Mo 9-11", "Mi 9-11", "Montags bieten wir auch Akupunktur an."], 2),
        (["Für die Zeit der Erkrankung gelten folgende Sprechzeiten:", "Mo-Fr 8-12"], 0),
        (["## Geänderte Sprechzeiten", "Mo-Fr 8-12", "Mi 14-16"], 0),
        (["## Sprechzeiten", "Tag Zeit", "Mo 12:00-12:50", "Di 13-14"], 2),
    ],
)
def test_hours_of_one_of_several_people_or_of_the_telephone_are_not_the_practices(
    lines: list[str], rows: int
) -> None:
    assert len(find_hours(lines)[0]) == rows


def test_what_is_lost_or_will_pass_is_told(tmp_path: Path) -> None:
    page = '<main><p>Siehe <a href="wellness.html">Wellness</a>.</p><p>Vom 23.12.2026 bis 3. Januar 2027 geschlossen, Vertretung: Praxis Lenz</p><h3>Telefonzeiten</h3><p>Mo-Do 8:00-8:45</p></main><footer><p>Mobil 0171 5556677, Tel. 0561 234567</p></footer>'
    _, new = _import(tmp_path, {"index.html": page})
    told = (new / "IMPORT.md").read_text("utf-8")
    assert "„Wellness“ → /wellness.html (/)" in told
    assert "„Vom 23.12.2026 bis 3. Januar 2027" in told
    assert "| Telefonzeiten | Mo-Do 8:00-8:45 | / |" in told
    assert "mobil: 0171 5556677   # PRÜFEN" in (new / "praxis/praxis.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "phone", "mobile"),
    [
        ("In Notfällen erreichen Sie uns unter 0171 5556677", "0561 234567", None),
        ("0171 5556677", "0561 234567", "0171 5556677"),
        ("Telefon: 0171 5556677", "0171 5556677", None),
    ],
)
def test_an_own_telephone_goes_before_a_mobile(
    line: str, phone: str, mobile: str | None, tmp_path: Path
) -> None:
    brought, _ = _import(tmp_path, {"index.html": f"<main><p>{line}</p>{GERMAN}<p>0561 234567</p></main>"})
    facts = brought.guesses.facts
    assert facts["phone"].value == phone
    assert (facts["mobile"].value if "mobile" in facts else None) == mobile


def test_an_owner_is_called_by_name(tmp_path: Path) -> None:
    brought, _ = _import(tmp_path, {"index.html": GERMAN, "impressum.html": "<h1>Impressum</h1><p>Hebamme Ulla Brand<br>Lindenweg 7<br>34117 Kassel</p>"})  # fmt: skip
    assert brought.guesses.facts["owner"].value == "Ulla Brand"


ON_CALL = "<div>Die Vertretung übernimmt:</div><p><b>Herr Dr. med. Otto Lenz</b><br>Facharzt für Chirurgie</p><div>Notdienst heute</div><div>Samstag, der 28. November</div><div>Ärzte</div><div>Praxis Dr. Ott</div><div>Am Graben 3<br>34119 Kassel</div><div>Tel: 0561 999888</div><div>Rathaus-Apotheke</div><div>Am Markt 2<br>34117 Kassel</div><div>Tel: 0561 777666</div>"


@pytest.mark.parametrize("own", ["", "<p>Praxis Dr. Ella Bruch</p>"])
def test_who_stands_in_or_is_on_call_is_not_the_practice(own: str, tmp_path: Path) -> None:
    foot = f"{own}<div>Lindenweg 7<br>34117 Kassel</div><div>Tel: 0561 234567</div>"
    page = f"<title>Praxis Dr. Ella Bruch</title><h1>Praxis Dr. Ella Bruch</h1>{ON_CALL}{foot}"
    brought, _ = _import(tmp_path, {"index.html": page})
    facts = {key: one.value for key, one in brought.guesses.facts.items()}
    assert (facts["street"], facts["phone"]) == ("Lindenweg 7", "0561 234567")
    assert "Lenz" not in facts.get("owner", "")


def test_hours_that_could_not_be_read_are_told_with_their_page(tmp_path: Path) -> None:
    days = "<p>Mo 9-11</p><p>Di 9-11</p><p>Mi OP-Tag</p><p>Do 9-11</p>"
    _, new = _import(tmp_path, {"index.html": f"<main>{GERMAN}</main>", "zeiten.html": f"<main><h1>Sprechzeiten</h1>{days}</main>"})  # fmt: skip
    assert "nicht sicher zu lesen: bitte selbst in praxis/zeiten.yml schreiben | /zeiten.html" in (new / "IMPORT.md").read_text("utf-8")  # fmt: skip


@pytest.mark.parametrize(
    ("chamber", "profession"),
    [("Landesärztekammer Hessen", "arzt"), ("LZK: Landeszahnärztekammer Hessen", "zahnarzt"), ("Psychotherapeutenkammer NRW", "psychotherapie"), ("Handwerkskammer Kassel", None)],
)  # fmt: skip
def test_a_chamber_tells_the_profession_where_no_title_does(
    chamber: str, profession: str | None, tmp_path: Path
) -> None:
    brought, _ = _import(tmp_path, {"index.html": GERMAN, "impressum.html": f"<h1>Impressum</h1><p>Ella Bruch</p><p>Kammer: {chamber}</p>"})  # fmt: skip
    found = brought.guesses.facts.get("profession")
    assert (found.value if found else None) == profession
