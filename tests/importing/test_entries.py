"""People and services of old pages, in the elements in which sites of practices show them; all facts are invented."""

from pathlib import Path

import markdown
import pytest
import yaml

from mkdocs_praxis.importing import import_site
from mkdocs_praxis.importing.export import read_export
from mkdocs_praxis.practice.reading import read_facts

_HEAD = (
    "<!doctype html><html lang=de><head><meta charset=utf-8><title>{}</title></head><body>{}</body></html>"
)


def _site(folder: Path, html: str, title: str = "Unser Team", **pages: str) -> Path:
    new = folder / "neu"
    (folder / "alt").mkdir()
    for name in ("a.jpg", "b.jpg"):
        (folder / "alt" / name).write_bytes(b"x")
    whole = {"index": "<h1>Willkommen</h1><p>Guten Tag.</p>", "seite": f"<h1>{title}</h1>{html}", **pages}
    for name, words in whole.items():
        (folder / "alt" / f"{name}.html").write_text(
            _HEAD.format(f"{name} | Praxis am Markt", f"<main>{words}</main>")
        )
    import_site(folder / "alt", new, profession="arzt")
    read_facts(new / "praxis", language="de")
    return new


def _entries(new: Path, key: str) -> list[dict[str, str]]:
    text = (new / "praxis" / f"{key}.yml").read_text("utf-8")
    return list(yaml.safe_load(text)[key]) if "PRÜFEN" in text else []


def _told(person: dict[str, str]) -> str:
    said = (
        person.get(key, "") for key in ("titel", "name", "fachgebiet", "funktion", "gruppe", "foto", "text")
    )
    return " | ".join(one for one in said if one)


PEOPLE = {
    "cards": ('<div><img src=a.jpg alt="Ella Bruch"><h3>Dr. med. Ella Bruch</h3><p>Fachärztin für Innere Medizin</p><p>Seit 2011 hier.</p></div><div><img src=b.jpg alt=""><h3>Jonas Feld</h3><p>MFA</p></div>', ["Dr. med. | Ella Bruch | Fachärztin für Innere Medizin | bilder/a.jpg | Seit 2011 hier.", "Jonas Feld | MFA | bilder/b.jpg"]),
    "pictures behind": ('<h2><span>Ella Bruch</span></h2><p>Ärztin</p><img src=a.jpg alt="IMG_1.JPG"><h2>Jonas Feld</h2><p>Arzt</p><img src=b.jpg>', ["Ella Bruch | Ärztin | bilder/a.jpg", "Jonas Feld | Arzt | bilder/b.jpg"]),
    "occupation first": ("<h4>Tierärztin - Ella Bruch</h4><p>Kam 2011.</p><h4>Auszubildende: Nele Brandt-Kühn</h4>", ["Ella Bruch | Tierärztin | Kam 2011.", "Nele Brandt-Kühn | Auszubildende"]),
    "lines of a paragraph": ("<p><strong>Marius Kranz</strong><br>Praxisinhaber<br><br>Mag Sport.</p><p><strong>Lara von Winkler</strong><br>Physiotherapeutin<br><br>Mag Ruhe.</p>", ["Marius Kranz | Praxisinhaber | Mag Sport.", "Lara von Winkler | Physiotherapeutin | Mag Ruhe."]),
    "two headings": ("<h5>Ella Bruch</h5><h5>Arzthelferin</h5><p>Lacht gern.</p><h5>Ida Lenz</h5><h5>Arzthelferin</h5>", ["Ella Bruch | Arzthelferin | Lacht gern.", "Ida Lenz | Arzthelferin"]),
    "no heading": ("<div><div class=n>Ella Bruch</div><span class=p>Zahnärztin</span></div><div><div class=n>Cem Yılmaz</div><span class=p>ZMP</span></div>", ["Ella Bruch | Zahnärztin", "Cem Yılmaz | ZMP"]),
    "a list": ("<ul><li>Ella Bruch – Inhaberin</li><li>Ida Lenz (Rezeption)</li></ul>", ["Ella Bruch | Inhaberin", "Ida Lenz | Rezeption"]),
    "terms": ("<dl><dt>Dr. Ella Bruch</dt><dd>Internistin</dd><dt>Ida Fischer</dt><dd>MFA</dd></dl>", ["Dr. | Ella Bruch | Internistin", "Ida Fischer | MFA"]),
    "a table": ("<table><tr><td><img src=a.jpg></td><td><b>Ella Bruch</b><br>Ärztin</td></tr><tr><td><img src=b.jpg></td><td><b>Ida Lenz</b><br>MFA</td></tr></table>", ["Ella Bruch | Ärztin | bilder/a.jpg", "Ida Lenz | MFA | bilder/b.jpg"]),
    "captions": ("<figure><img src=a.jpg><figcaption>Ella Bruch<br>Ärztin</figcaption></figure><figure><img src=b.jpg><figcaption>Ida Lenz<br>MFA</figcaption></figure>", ["Ella Bruch | Ärztin | bilder/a.jpg", "Ida Lenz | MFA | bilder/b.jpg"]),
    "groups": ("<h2>Ärztinnen</h2><h3>Ella Bruch</h3><p>Internistin</p><h2>Auszubildende</h2><h3>Ida Lenz</h3><p>Gute Laune.</p>", ["Ella Bruch | Internistin | Ärztinnen", "Ida Lenz | Auszubildende | Gute Laune."]),
    "two occupations": ("<h3>Ella Bruch</h3><p>Ärztin</p><p>Inhaberin</p><h3>Ida Lenz</h3><p>MFA</p>", ["Ella Bruch | Ärztin, Inhaberin", "Ida Lenz | MFA"]),
    "degrees behind": ("<p><b>Dr. Ella Bruch, M.Sc.</b><br>Zahnärztin</p><p><b>Ida Lenz, B.A.</b><br>Logopädin</p>", ["Dr. | Ella Bruch, M.Sc. | Zahnärztin", "Ida Lenz, B.A. | Logopädin"]),
    "a group behind one person": ("<h3>Ella Bruch</h3><p>Ärztin</p><h2>Medizinische Fachangestellte</h2><h3>Ida Lenz</h3><p>MFA</p><h3>Tom Siebert</h3><p>MFA</p>", ["Ella Bruch | Ärztin", "Ida Lenz | MFA | Medizinische Fachangestellte", "Tom Siebert | MFA | Medizinische Fachangestellte"]),
    "a list below what they are": ("<h2>Medizinische Fachangestellte</h2><ul><li>Ida Lenz</li><li>Tom Siebert</li></ul><h2>Azubi</h2><p>Jana Oertmann</p>", ["Ida Lenz | Medizinische Fachangestellte", "Tom Siebert | Medizinische Fachangestellte", "Jana Oertmann | Azubi"]),
    "words like names below": ("<h3>Ella Bruch</h3><p>Ärztin</p><p>Lebt Musik</p><h3>Ida Lenz</h3><p>MFA</p><p>Liebt Berge</p>", ["Ella Bruch | Ärztin | Lebt Musik", "Ida Lenz | MFA | Liebt Berge"]),
    "a window with more": ("<h4>Ella Bruch</h4><span>Ärztin</span><div><h5>Ella Bruch</h5><p>Kam 2011.</p></div>", ["Ella Bruch | Ärztin | Kam 2011."]),
    "twice, for small screens": ("<div class=d-none><h3>Ella Bruch</h3><p>Ärztin</p><h3>Ida Lenz</h3><p>MFA</p></div><div class=d-block><h3>Ella Bruch</h3><p>Ärztin</p><h3>Ida Lenz</h3><p>MFA</p></div>", ["Ella Bruch | Ärztin", "Ida Lenz | MFA"]),
    "known by the portrait": ('<div><img src=a.jpg alt="Ida Lenz"><h3>Ida Lenz</h3><ul><li>Abitur 2003</li><li>seit 2008 hier</li></ul></div>', ["Ida Lenz | bilder/a.jpg | - Abitur 2003\n- seit 2008 hier"]),
}  # fmt: skip


@pytest.mark.parametrize(("html", "said"), PEOPLE.values(), ids=PEOPLE)
def test_people_become_facts_and_leave_the_page(html: str, said: list[str], tmp_path: Path) -> None:
    new = _site(tmp_path, f"<p>Für Sie da.</p>{html}")
    assert [_told(one) for one in _entries(new, "team")] == said
    page = (new / "docs/seite.md").read_text("utf-8")
    assert page == "# Unser Team\n\nFür Sie da.\n\n::: praxis team\n"
    assert ("foto_alt: " in (new / "praxis/team.yml").read_text("utf-8")) == ("bilder/" in "".join(said))


@pytest.mark.parametrize(
    "html",
    [
        "<p>Dr. Ella Bruch arbeitet bei uns als Internistin.</p>",
        "<h3>Manuelle Therapie</h3><p>Unsere Physiotherapeutin hilft Ihnen gern.</p>",
        "<h3>Gelebte Nähe</h3><p>Menschlich und modern.</p>",
        "<h3>Manuela</h3><p>MFA</p>",  # a first name may be anything
        "<h2>Vertretung</h2><h3>Dr. Otto Lenz</h3><p>Internist</p>",
        "<p>Ada Beispiel</p><h3>Empfang</h3><p>Ben</p>",
        "<h3>Anmeldung</h3><p>Gute Laune</p>",
        "<h2>Kooperationspartner</h2><h3>Dr. Otto Lenz</h3><p>Kinderarzt</p><h2>Stimmen</h2><h4>Sarah Meier</h4><p>Hebamme</p>",
        "<figure><img src=a.jpg><figcaption>Ella Bruch</figcaption></figure><figure><img src=b.jpg><figcaption>Wartezimmer Süd</figcaption></figure>",
        "<h3>Berufliche Stationen</h3><p>Oberärztin, Klinikum Kassel</p>",
        "<h3>Podologie Schmidt</h3><p>Podologin Anna Schmidt</p>",
        "<p>Ida Lenz (MFA), Tom Siebert (Azubi)</p>",
        "<p>Ida Lenz, Rezeption, Tel. 0561 234567</p>",
        "<h3>Beste Aussichten</h3><p>Physiotherapeut gesucht (m/w/d)</p>",
        "<h3>Herzliche Grüße</h3><p>Wir suchen eine Arzthelferin!</p>",
    ],
)
def test_what_may_be_no_person_stays_text(html: str, tmp_path: Path) -> None:
    new = _site(tmp_path, html)
    assert _entries(new, "team") == []
    assert "::: praxis team" not in (new / "docs/seite.md").read_text("utf-8")


@pytest.mark.parametrize(
    "more",
    [
        "<blockquote><p>Jedes Kind ist ein Wunder.</p></blockquote><p>Maria Montessori, Ärztin</p>",
        "<h3>Im Urlaub</h3><p>Dr. Otto Lenz, Internist</p>",
        "<h3>Lehrer</h3><ul><li>Dr. Hans Wolf, Arzt</li></ul>",
    ],
)
def test_whom_a_person_names_is_none_of_the_team(more: str, tmp_path: Path) -> None:
    new = _site(tmp_path, f"<h3>Ella Bruch</h3><p>Hebamme</p>{more}")
    assert [one["name"] for one in _entries(new, "team")] == ["Ella Bruch"]


def test_people_elsewhere_are_none_of_the_team(tmp_path: Path) -> None:
    new = _site(tmp_path, "<h3>Dr. Otto Lenz</h3><p>Internist</p>", title="Kollegen, die uns vertreten")
    assert _entries(new, "team") == []


@pytest.mark.parametrize(
    "more",
    [
        f"<p>{'Sie erzählt gern davon, wie alles anfing. ' * 12}</p>",  # a page rather than a fact
        '<p>Mehr <a href="index.html">hier</a></p>',
        "<table><tr><th>Mo</th><td>8-12</td></tr></table>",
        "<p>Von links: alle</p>",
    ],
)
def test_what_facts_cannot_hold_stays_on_the_page_with_its_name(more: str, tmp_path: Path) -> None:
    html = f"<h3>Ella Bruch</h3><p>Ärztin</p>{more}<h3>Ida Lenz</h3><p>MFA</p><p>Nett.</p><p>Flink.</p>"
    new = _site(tmp_path, html)
    assert [_told(one) for one in _entries(new, "team")] == ["Ella Bruch | Ärztin", "Ida Lenz | MFA"]
    assert "## Ella Bruch\n\nÄrztin" in (new / "docs/seite.md").read_text("utf-8")


SERVICES = {
    "cards": ("<h3>Impfungen</h3><p>Nach STIKO.</p><h3>Ultraschall</h3><p>Bauch.</p>", ["Impfungen: Nach STIKO.", "Ultraschall: Bauch."]),
    "an accordion": ('<div class=panel><div data-toggle=collapse href="#c1"><h4><a>Röntgen</a></h4></div><div id=c1 class=collapse><p>Digital.</p></div></div><div class=panel><div data-toggle=collapse href="#c2"><h4><a>Labor</a></h4></div><div id=c2 class=collapse><p>Im Haus.</p></div></div>', ["Röntgen: Digital.", "Labor: Im Haus."]),
    "a list": ("<p>Unter anderem:</p><ul><li>EKG</li><li>Impfungen</li><li>Hausbesuche</li></ul>", ["EKG", "Impfungen", "Hausbesuche"]),
    "bold words": ("<p><strong>Nagelspange</strong>: Sanft.</p><p><strong>Fußpflege</strong>: Gründlich.</p>", ["Nagelspange: Sanft.", "Fußpflege: Gründlich."]),
    "a list with bold words": ("<ul><li><b>EKG</b> – in Ruhe</li><li><b>Labor</b> – schnell</li></ul>", ["EKG: in Ruhe", "Labor: schnell"]),
    "terms": ("<dl><dt>Massage</dt><dd>Auch Fango.</dd><dt>Krankengymnastik</dt><dd>Einzeln.</dd></dl>", ["Massage: Auch Fango.", "Krankengymnastik: Einzeln."]),
    "lists below headings": ("<h3>Massage</h3><ul><li>Fango</li></ul><h3>Gymnastik</h3><ul><li>Wasser</li></ul>", ["Massage: - Fango", "Gymnastik: - Wasser"]),
    "a list of links": ('<ul><li><a href="index.html">Labor</a></li><li><a href="index.html">EKG</a></li><li>Impfung</li></ul>', ["Labor (index.md)", "EKG (index.md)", "Impfung"]),
    "links to pages": ('<h3><a href="index.html">Labor</a></h3><p>Schnell.</p><a href="index.html">mehr</a><h3>EKG</h3><p>Ruhig.</p><a href="index.html">mehr</a>', ["Labor: Schnell. (index.md)", "EKG: Ruhig. (index.md)"]),
}  # fmt: skip


@pytest.mark.parametrize(("html", "said"), SERVICES.values(), ids=SERVICES)
def test_services_become_facts_and_leave_the_page(html: str, said: list[str], tmp_path: Path) -> None:
    new = _site(tmp_path, html, title="Unsere Leistungen")
    told = [
        one["name"] + (f": {one['text']}" if "text" in one else "") + (f" ({one['seite']})" if "seite" in one else "")
        for one in _entries(new, "leistungen")
    ]  # fmt: skip
    assert told == said
    assert (new / "docs/seite.md").read_text("utf-8").endswith("::: praxis leistungen\n")


@pytest.mark.parametrize(
    "html",
    [
        "<h3>Ablauf</h3><p>Erst reden.</p><h3>Kosten</h3><p>Keine.</p><h3>Labor</h3><p>Ja.</p>",
        "<h3>Gesetzlich Versicherte</h3><p>Mit Rezept.</p><h3>Privatpatienten</h3><p>Ja.</p><h3>Selbstzahler</h3><p>Ja.</p>",
        "<h3>Labor</h3><p>Ja.</p><h3>Parken</h3><p>Am Haus.</p><h3>Barrierefreiheit</h3><p>Lift.</p>",
        "<ul><li>EKG</li><li>Impfung</li><li>Montags geschlossen</li><li>Bitte Karte mitbringen</li></ul>",
        "<h3>Was bringe ich mit?</h3><p>Die Karte.</p><h3>Wer zahlt?</h3><p>Die Kasse.</p>",
        "<p>Wir impfen, messen und beraten.</p><p>Auch zu Hause.</p>",
        "<table><tr><th>Was</th><th>Preis</th></tr><tr><td>Labor</td><td>20 €</td></tr></table>",
    ],
)
def test_what_may_be_no_service_stays_text(html: str, tmp_path: Path) -> None:
    assert _entries(_site(tmp_path, html, title="Leistungen"), "leistungen") == []


def test_what_follows_the_last_service_is_not_about_it(tmp_path: Path) -> None:
    html = (
        "<h3>Labor</h3><p>Schnell.</p><h3>EKG</h3><p>Ruhig.</p><img src=a.jpg alt=Haus><ul><li>Lift</li></ul>"
    )
    new = _site(tmp_path, html, title="Leistungen")
    assert _entries(new, "leistungen") == [{"name": "Labor"}, {"name": "EKG"}]


def test_what_is_left_of_a_page_introduces_the_new_one(tmp_path: Path) -> None:
    new = _site(
        tmp_path, "", title="Weg", team="<h1>Unser Team</h1><p>Für Sie da.</p><h3>Dr. Ella Bruch</h3>"
    )
    assert "# Team\n\nFür Sie da.\n\n::: praxis team\n" in (new / "docs/team.md").read_text("utf-8")


def test_the_name_tells_the_field_and_pages_only_services(tmp_path: Path) -> None:
    old = tmp_path / "alt"
    old.mkdir()
    for name, title in {"index": "Start", "a": "Kleine Chirurgie", "b": "Physiotherapie"}.items():
        (old / f"{name}.html").write_text(
            _HEAD.format(f"{title} | Hausarztpraxis am Markt", f"<p>{title}</p>")
        )
    import_site(old, tmp_path / "neu")
    assert "fachgebiet: Allgemeinmedizin   # BEISPIEL" in (tmp_path / "neu/praxis/praxis.yml").read_text(
        "utf-8"
    )
    assert "headline: Praxis für Allgemeinmedizin\n" in (tmp_path / "neu/docs/index.md").read_text("utf-8")


def test_the_page_to_book_on_is_the_one_that_old_pages_link(tmp_path: Path) -> None:
    links = '<a href="https://www.doctolib.de/praxis/kassel/bruch">Termin</a> <a href="https://www.kvwl.de/">KV</a>'
    new = _site(tmp_path, f"<p>{links}</p>", title="Termine")
    online = yaml.safe_load((new / "praxis/termine.yml").read_text("utf-8"))["termin"]["online"]
    assert online == {"url": "https://www.doctolib.de/praxis/kassel/bruch", "anbieter": "Doctolib GmbH"}
    assert "| Online-Termine | https://www.doctolib.de/praxis/kassel/bruch | /seite.html |" in (
        new / "IMPORT.md"
    ).read_text("utf-8")


def test_lines_stay_lines_when_the_new_site_is_built(tmp_path: Path) -> None:
    new = _site(tmp_path, "<p>Am Markt 5<br>04109 Leipzig</p>", title="Anfahrt")
    html = markdown.markdown((new / "docs/seite.md").read_text("utf-8"))
    assert html == "<h1>Anfahrt</h1>\n<p>Am Markt 5<br>\n04109 Leipzig</p>"


@pytest.mark.parametrize(
    "top",
    [
        "<table><tr><td><table><tr><th>Menü</th></tr><tr><td><a href=b.html>Labor</a></td></tr><tr><td><a href=a.html>Weg</a></td></tr><tr><td><a href=index.html>Start</a></td></tr></table></td><td><p>Guten Tag!</p><p>Schön, dass Sie da sind!</p></td></tr></table>",
        "<table><tr><td><a href=b.html>Labor</a><p><a href=a.html>Weg</a><p><a href=index.html>Start</a></td><td><h1>Guten Tag</h1><p>Schön, dass Sie da sind!</td></tr></table>",
    ],
)
def test_a_menu_is_found_where_a_layout_puts_it(top: str, tmp_path: Path) -> None:
    old = tmp_path / "alt"
    old.mkdir()
    for name in ("index", "a", "b"):
        (old / f"{name}.html").write_text(_HEAD.format(name, f"{top}<p>Seite {name}</p>"))
    brought = import_site(old, tmp_path / "neu", profession="arzt")
    assert brought.site.menu == [("Labor", "/b.html"), ("Weg", "/a.html"), ("Start", "/")]
    assert "Labor" not in (tmp_path / "neu/docs/a.md").read_text("utf-8")


@pytest.mark.parametrize("title", ["{} | Praxis am Markt", "Praxis am Markt: {}"])
def test_a_name_is_known_by_the_end_that_titles_share(title: str, tmp_path: Path) -> None:
    old = tmp_path / "alt"
    old.mkdir()
    for name, words in {"index": "Willkommen", "a": "Der Weg", "b": "Unser Labor"}.items():
        (old / f"{name}.html").write_text(_HEAD.format(title.format(words), f"<p>Seite {name}</p>"))
    brought = import_site(old, tmp_path / "neu", profession="arzt")
    assert brought.site.name == "Praxis am Markt"
    assert [page.title for page in brought.site.pages] == ["Willkommen", "Der Weg", "Unser Labor"]


def test_a_menu_names_the_way_home_by_words_and_not_by_the_logo(tmp_path: Path) -> None:
    menu = '<header><a href="index.html"><img src="l.png" alt="Logo"></a><a href="index.html">Startseite</a><a href="a.html">Weg</a></header>'
    for name in ("index", "a"):
        (tmp_path / f"{name}.html").write_text(_HEAD.format(name, f"{menu}<main>Seite {name}</main>"))
    assert read_export(tmp_path).menu == [("Startseite", "/"), ("Weg", "/a.html")]


@pytest.mark.parametrize(
    "top",
    [
        '<div><img src="kopf.jpg" alt="Zahnarztpraxis Ella Bruch"></div><div id=content>{}</div>',
        "<center><table><tr><td><font size=5><b>Zahnarztpraxis Ella Bruch</b></font></td></tr><tr><td>{}</td></tr></table></center>",
    ],
)
def test_a_name_is_found_where_no_title_says_it(top: str, tmp_path: Path) -> None:
    for name in ("index", "a", "b"):
        (tmp_path / f"{name}.html").write_text(_HEAD.format("Start", top.format(f"<p>Seite {name}</p>")))
    assert read_export(tmp_path).name == "Zahnarztpraxis Ella Bruch"


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<table><tr><th>Tag</th><th>Öffnungszeiten</th></tr><tr><td>Mo, Di</td><td>8.30 - 13.00<br><br>14.30 - 18.00</td></tr></table>", ""),
        ("<div><span>Montag</span><div><span class=a>8:00 – 12:00</span><span class=b>13:00 – 15:30</span></div></div><div><span>Mittwoch</span><div>8:00 – 12:00</div></div>", ""),
        ("<p>Montag bis Freitag 7-13 Uhr</p><p>Termine nur nach vorheriger Absprache</p>", "Termine nur nach vorheriger Absprache"),
        ("<p>Mo 8-12 Uhr</p><h2>Telefonzeiten</h2><p>Di 9-10 Uhr</p>", "Di 9-10 Uhr"),
    ],
)  # fmt: skip
def test_hours_that_are_facts_leave_the_page_and_nothing_else(html: str, left: str, tmp_path: Path) -> None:
    new = _site(tmp_path, "<p>Weg</p>", index=f"<h1>Hallo</h1><h2>Sprechzeiten</h2>{html}<p>Bis bald.</p>")
    home = (new / "docs/index.md").read_text("utf-8").partition("## Hallo")[2]
    said = [line for line in home.split("\n") if line and not line.startswith("#")]
    assert said == [*([left] if left else []), "Bis bald."]
