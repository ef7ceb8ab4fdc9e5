"""`praxis import`: old sites of several kinds become sites that build and pass, with nothing of theirs lost or fetched."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from PIL import Image

from mkdocs_praxis.importing import import_site
from mkdocs_praxis.importing.hours import find_hours
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.problem import PraxisError
from tests.importing import sites
from tests.tools import lay, praxis, python

FILM = '<iframe src="https://www.youtube.com/embed/abcdefghijk" title="Rundgang"></iframe>'
IMPRESSUM = """<h1>Impressum</h1><p>Dr. med. Anna Beispiel<br>Lindenstraße 12a<br>50674 Köln</p>
<p>Telefon: 0221 / 99 88 77<br>Fax: 0221 99 88 78<br>E-Mail: praxis@beispiel-koeln.example</p>
<p>Zuständige Kammer: Ärztekammer Nordrhein</p><p>Aufsichtsbehörde: Kassenärztliche Vereinigung Nordrhein</p>"""
HOURS = """<table><tr><td>Mo, Di, Do</td><td>8:00 - 12:00 und 15:00 - 18:00 Uhr</td></tr>
<tr><td>Mi, Fr</td><td>8:00 - 12:00 Uhr</td></tr></table>"""
MENU = '<nav><a href="/">Start</a> <a href="/team/">Unser Team</a> <a href="/kontakt/">Kontakt</a> <a href="/impressum/">Impressum</a></nav>'


def _jekyll(root: Path) -> Path:
    frame = "<!doctype html><html lang=de><head><title>{title} | Hausarztpraxis Beispiel</title></head><body><header>{menu}</header><main>{body}</main><footer>Fuß</footer></body></html>"
    pages = {
        "index.html": ("Start", f"<h1>Willkommen</h1><p>Schön, dass Sie da sind.</p>{FILM}"),
        "team/index.html": ("Team", '<h1>Team</h1><h2>Ärztinnen</h2><ul><li>Dr. med. Anna Beispiel</li></ul><img src="/assets/anna.jpg" alt="Anna Beispiel">'),
        "kontakt/index.html": ("Kontakt", f'<h1>Kontakt</h1>{HOURS}<p><a href="/team/">Zum Team</a> <a href="/assets/anamnese.pdf">Bogen</a></p><form action="/mail.php"><input name=x></form>'),
        "impressum/index.html": ("Impressum", IMPRESSUM),
        "leistungen/impfen.html": ("Impfen", "<h1>Impfen</h1><table><tr><th>Impfung</th><th>Alter</th></tr><tr><td>Grippe</td><td>60+</td></tr></table>"),
    }  # fmt: skip
    for name, (title, body) in pages.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(frame.format(title=title, menu=MENU, body=body), encoding="utf-8")
    (root / "assets").mkdir()
    Image.new("RGB", (8, 8)).save(root / "assets" / "anna.jpg")
    (root / "assets" / "anamnese.pdf").write_bytes(b"%PDF-1.7")
    return root


def _by_hand(root: Path) -> Path:
    """Return a site as people wrote them by hand: Latin-1, tables for layout, .htm, no main."""
    text = f"<html><head><meta charset=iso-8859-1><title>Zahnarztpraxis Müller</title></head><body><div class=menu><a href=index.htm>Home</a><a href=anfahrt.htm>Anfahrt</a></div><h1>Zahnarztpraxis Müller</h1><p>Öffnungszeiten</p>{HOURS}<p>Tel. 089 123456</p></body></html>"
    root.mkdir(parents=True, exist_ok=True)
    (root / "index.htm").write_bytes(text.encode("latin-1"))
    anfahrt = '<html><head><meta charset=iso-8859-1><title>Anfahrt</title></head><body><h1>Anfahrt</h1><p>Rosenweg 3, 80331 München</p><iframe src="https://www.google.com/maps?q=Rosenweg+3+M%C3%BCnchen&output=embed"></iframe></body></html>'
    (root / "anfahrt.htm").write_bytes(anfahrt.encode("latin-1"))
    return root


def _gatsby(root: Path) -> Path:
    page = '<!doctype html><html lang="de"><head><title data-react-helmet="true">{title} – Physiotherapie Nord</title><link rel="canonical" href="https://www.physio-nord.example/"/></head><body><div id="___gatsby"><div role="navigation"><a href="/">Start</a><a href="/angebot">Angebot</a></div><div class="content"><h1>{title}</h1>{body}</div></div><script src="/app.js"></script></body></html>'
    root.mkdir(parents=True, exist_ok=True)
    (root / "index.html").write_text(
        page.format(title="Willkommen", body="<p>Hallo <strong>Welt</strong>.</p>")
    )
    (root / "angebot").mkdir()
    (root / "angebot" / "index.html").write_text(
        page.format(title="Angebot", body='<p>Siehe <a href="https://www.physio-nord.example/">Start</a></p><img src="https://cdn.example.net/x.jpg" alt="Raum">')
    )  # fmt: skip
    (root / "404.html").write_text("<html><title>404</title>")
    return root


_WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Logopädie am See</title><link>https://logo-see.example</link><wp:wxr_version>1.2</wp:wxr_version>
<item><title>Über uns</title><link>https://logo-see.example/ueber-uns/</link><wp:post_type>page</wp:post_type><wp:status>publish</wp:status><wp:post_name>ueber-uns</wp:post_name>
<content:encoded><![CDATA[<!-- wp:paragraph --><p>Wir helfen beim Sprechen.</p><!-- /wp:paragraph -->

[gallery ids="1,2"]

https://www.youtube.com/watch?v=abcdefghijk

Ein Absatz ohne Auszeichnung.]]></content:encoded></item>
<item><title>Neue &amp; alte Räume</title><link>https://logo-see.example/2025/03/raeume/</link><wp:post_type>post</wp:post_type><wp:status>publish</wp:status><wp:post_date>2025-03-01 10:00:00</wp:post_date>
<content:encoded><![CDATA[<p>Wir sind umgezogen.</p>]]></content:encoded></item>
<item><title>Entwurf</title><link>https://logo-see.example/?p=9</link><wp:post_type>page</wp:post_type><wp:status>draft</wp:status><content:encoded>geheim</content:encoded></item>
</channel></rss>
"""


def _wordpress(root: Path) -> Path:
    root.mkdir(parents=True, exist_ok=True)
    (root / "export.xml").write_text(_WXR, encoding="utf-8")
    return root / "export.xml"


def _run(source: Path, new: Path) -> Result:
    return praxis("import", source, new, "--lang", "de")


def _nav(new: Path) -> list[Any]:
    nav: list[Any] = yaml.safe_load((new / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    return nav


@pytest.mark.parametrize("kind", [_jekyll, _by_hand, _gatsby, _wordpress, sites.builder, sites.tables])
def test_every_kind_of_old_site_builds_and_passes(kind: Any, tmp_path: Path) -> None:
    new = tmp_path / "neu"
    said = _run(kind(tmp_path / "alt"), new)
    assert said.exit_code == 0, said.output
    built = python("-m", "mkdocs", "build", "-q", cwd=new)  # fmt: skip
    assert built.returncode == 0, built.stdout + built.stderr


def test_pages_pictures_menu_and_redirects_come_along(tmp_path: Path) -> None:
    new = tmp_path / "neu"
    assert _run(_jekyll(tmp_path / "alt"), new).exit_code == 0
    assert "Schön, dass Sie da sind." in (new / "docs/index.md").read_text("utf-8")
    assert "\nhttps://www.youtube.com/watch?v=abcdefghijk\n" in (new / "docs/index.md").read_text("utf-8")
    team = (new / "docs/team.md").read_text("utf-8")
    assert "## Ärztinnen" in team
    assert "![Anna Beispiel](bilder/anna.jpg)" in team
    assert (new / "docs/bilder/anna.jpg").is_file()
    contact = (new / "docs/kontakt.md").read_text("utf-8")
    assert "[Zum Team](team.md)" in contact
    assert "(dateien/anamnese.pdf)" in contact
    assert "| Grippe | 60+ |" in (new / "docs/leistungen/impfen.md").read_text("utf-8")
    words = [next(iter(entry)) for entry in _nav(new)]
    assert words[:3] == ["Start", "Unser Team", "Kontakt"]
    assert "/kontakt/ /kontakt.html 301" in (new / "weiterleitungen/_redirects").read_text("utf-8")
    assert {p.name for p in (new / "weiterleitungen").iterdir()} == {"htaccess.txt", "nginx.conf", "Caddyfile", "netlify.toml", "_redirects"}  # fmt: skip


def test_an_address_with_a_blank_is_left_out_where_blanks_part_the_words_of_a_rule(tmp_path: Path) -> None:
    import_site(sites.umlauts(tmp_path / "alt"), tmp_path / "neu")
    rules = tmp_path / "neu" / "weiterleitungen"
    assert '"/Über uns.html"' in (rules / "nginx.conf").read_text("utf-8")
    assert [line.split()[1:] for line in (rules / "_redirects").read_text("utf-8").splitlines()] == [
        ["/oeffnungszeiten.html", "301"]
    ]


@pytest.mark.parametrize(
    ("code", "link", "level"),
    [
        ("<p><a href={}>Wir</a></p>", "https://www.facebook.com/praxisnord", "standard"),
        ("<div class=fb-page data-href={}></div>", "https://www.facebook.com/praxisnord", "standard"),
        ("<p><a href={}>Wir</a></p>", "https://wa.me/4940123456", "standard"),
        ("<p><a href={}>Kammer</a></p>", "https://www.kammer.example/", "strict"),
    ],
)
def test_the_first_build_does_not_stop_at_a_profile_that_the_old_site_showed(
    code: str, link: str, level: str, tmp_path: Path
) -> None:
    old = tmp_path / "old"
    old.mkdir()
    text = f"<!doctype html><html lang=de><title>Praxis Nord</title><h1>Praxis Nord</h1>{FILM}{code.format(link)}"
    (old / "index.html").write_text(text)
    new = tmp_path / "new"
    assert praxis("import", old, new).exit_code == 0
    assert f"policy: {level} " in (new / "mkdocs.yml").read_text()
    assert (link in (new / "IMPORT.md").read_text()) == (level == "standard")
    built = python("-m", "mkdocs_praxis", "build", cwd=new)
    assert built.returncode == 0, built.stderr
    assert link in (new / "site" / "index.html").read_text()


def test_what_was_recognised_becomes_facts_that_ask_to_be_checked(tmp_path: Path) -> None:
    new = tmp_path / "neu"
    _run(_jekyll(tmp_path / "alt"), new)
    facts = read_facts(new / "praxis", language="de")
    assert facts.practice.address is not None
    assert facts.practice.address.street == "Lindenstraße 12a"
    assert facts.practice.address.city == "Köln"
    assert facts.practice.owners[0].name == "Dr. med. Anna Beispiel"
    assert facts.practice.email == "praxis@beispiel-koeln.example"
    assert facts.hours[0].week.days[0][1].closes == 18 * 60
    assert facts.hours[0].week.days[2] == facts.hours[0].week.days[4]
    written = (new / "praxis/praxis.yml").read_text("utf-8") + (new / "praxis/zeiten.yml").read_text("utf-8")
    assert written.count("# PRÜFEN: von /impressum/") >= 5
    assert "# PRÜFEN: von /kontakt/" in written
    report = (new / "IMPORT.md").read_text("utf-8")
    assert "Ärztekammer Nordrhein" in report
    assert "/kontakt/" in report.split("Formularen")[1]
    assert (new / "alt/impressum.md").is_file()
    assert "Lindenstraße" not in (new / "docs/impressum.md").read_text("utf-8")


def test_letters_of_old_encodings_survive(tmp_path: Path) -> None:
    new = tmp_path / "neu"
    _run(_by_hand(tmp_path / "alt"), new)
    assert "Öffnungszeiten" in (new / "docs/index.md").read_text("utf-8")
    facts = read_facts(new / "praxis", language="de")
    assert facts.practice.profession.kind == "zahnarzt"
    assert "google.com/maps" in (new / "docs/anfahrt.md").read_text("utf-8")


def test_foreign_pictures_are_listed_not_fetched(tmp_path: Path) -> None:
    new = tmp_path / "neu"
    _run(_gatsby(tmp_path / "alt"), new)
    page = (new / "docs/angebot.md").read_text("utf-8")
    assert "cdn.example.net" not in page
    assert "<!-- fehlt: ![Raum](bilder/x.jpg) -->" in page
    assert "[Start](index.md)" in page
    assert "https://cdn.example.net/x.jpg → docs/bilder/x.jpg" in (new / "IMPORT.md").read_text("utf-8")


def test_wordpress_drafts_stay_out_and_posts_get_their_day(tmp_path: Path) -> None:
    new = tmp_path / "neu"
    _run(_wordpress(tmp_path / "alt"), new)
    page = (new / "docs/ueber-uns.md").read_text("utf-8")
    assert "Ein Absatz ohne Auszeichnung." in page
    assert "[gallery" not in page
    assert "wp:paragraph" not in page
    post = new / "docs/aktuelles/2025-03-01-neue-alte-raeume.md"
    assert post.read_text("utf-8").startswith("# Neue & alte Räume\n")
    assert not any("geheim" in p.read_text("utf-8") for p in (new / "docs").rglob("*.md"))
    assert "Archiv" in str(_nav(new))


@pytest.mark.parametrize(
    ("name", "content"),
    [("fehlt", None), ("leer", "dir"), ("kein.xml", "<rss/>"), ("kaputt.xml", "<rss"), ("bombe.xml", '<!DOCTYPE x [<!ENTITY a "b">]><rss>&a;</rss>')],
)  # fmt: skip
def test_a_source_that_is_none_is_told_and_nothing_written(
    tmp_path: Path, name: str, content: str | None
) -> None:
    source = tmp_path / name
    if content == "dir":
        source.mkdir()
    elif content is not None:
        source.write_text(content)
    said = _run(source, tmp_path / "neu")
    assert said.exit_code == 2
    assert "Traceback" not in said.output
    assert not (tmp_path / "neu").exists()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    new = tmp_path / "neu"
    (new / "docs").mkdir(parents=True)
    (new / "docs/index.md").write_text("meins")
    with pytest.raises(PraxisError):
        import_site(_gatsby(tmp_path / "alt"), new)
    assert (new / "docs/index.md").read_text() == "meins"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Montag 8-12 Uhr\nDienstag 8-12 und 14-18 Uhr", 2),
        ("Mo – Do: 08:00–12:00\nFr: nach Vereinbarung", 2),
        ("Montag 8-12\nMontag 9-11", 0),
        ("Praxis 2010\nRaum 3 - 4", 0),
        ("Mo 8-12\nText\nDi 8-12\nMi 9-13\nDo 9-13", 3),
        ("Mo 8-12 Uhr\nDi\nMi\n14-16 Uhr\n15-17 Uhr", 3),
        ("Mo 8-12 Uhr\nDi\nMi\nDo\n14-16 Uhr\n15-17 Uhr", 0),  # whose the two are, nobody can say
    ],
)
def test_hours_are_only_what_is_understood(text: str, rows: int) -> None:
    assert len(find_hours(text.split("\n"))[0]) == rows


# kind → page of the new site → what stands there, word for word
WORDS = {
    "builder": {
        "index.md": ["Herzlich willkommen bei uns.", "[Mehr erfahren](leistungen.md)", "\nhttps://www.jameda.de/widget/123"],
        "leistungen.md": ["## Impfungen\n\nNach STIKO.\n\n## Hausbesuche\n\nAuf Anruf.", "![Behandlungsraum](bilder/raum.jpg)", "- Labor\n- EKG"],
    },
    "one_page": {
        "index.md": ["Sprache braucht Zeit.", "Siehe [Kontakt](index.md#kontakt)", "## Kontakt {#kontakt}", "Am Markt 5<br>\n04109 Leipzig<br>\n", "Kassen\n:   alle"],
    },
    "frames": {"index.md": ["Guten Tag."], "team.md": ["::: praxis team"]},
    "umlauts": {
        "index.md": ["[Zeiten](oeffnungszeiten.md)", "[Über uns](ueber-uns.md)"],
        "ueber-uns.md": ["![Räume](bilder/unsere-raeume.jpg)", "[Bogen](dateien/anamnesebogen-fuer-kinder.pdf)"],
    },
    "two_languages": {
        "anfahrt.md": ["# Anfahrt\n\nBus 12."],
        "en/index.md": ["---\nsprache: en\n---\n\n# Welcome\n\nWe speak English."],
        "en/directions.md": ["sprache: en", "Bus no. 12."],
    },
    "tables": {
        "index.md": ["Wir freuen uns auf Sie."],
        "prophylaxe.md": ["# Prophylaxe\n", "Zweimal im Jahr.\n\n- Reinigung\n- Fluorid"],
    },
}  # fmt: skip
# What belongs to the frame of the old site, and to no page of the new one.
NOISE = ("Cookies", "keine Frames", "©", "\u200b", "Ohne Titel", "| [", "- Start\n", "{#ueber}")


@pytest.mark.parametrize("kind", list(WORDS))
def test_every_word_of_other_kinds_comes_along_and_nothing_of_their_frame(kind: str, tmp_path: Path) -> None:
    new = tmp_path / "neu"
    brought = import_site(getattr(sites, kind)(tmp_path / "alt"), new)
    for page, words in WORDS[kind].items():
        text = (new / "docs" / page).read_text("utf-8")
        assert [one for one in words if one not in text] == [], text
        assert [one for one in NOISE if one in text] == [], text
    assert brought.missing == []
    assert all(words in (new / "IMPORT.md").read_text("utf-8") for words in brought.frame)
    read_facts(new / "praxis", language="de")


def test_what_frames_and_builders_say_of_menu_and_name_is_understood(tmp_path: Path) -> None:
    found = {
        kind: import_site(getattr(sites, kind)(tmp_path / kind), tmp_path / f"{kind}-neu") for kind in WORDS
    }
    assert [words for words, _ in found["frames"].site.menu] == ["Start", "Unser Team"]
    assert found["frames"].where["/"] == "index.md"
    names = {kind: one.site.name for kind, one in found.items()}
    assert names == {
        "builder": "Praxis Dr. Beispiel", "one_page": "Logopädie Beispiel", "frames": "Praxis Muster", "umlauts": "",
        "two_languages": "", "tables": "Zahnarztpraxis Dr. Muster",
    }  # fmt: skip
    facts = found["one_page"].guesses.facts
    assert (facts["street"].value, facts["city"].value) == ("Am Markt 5", "Leipzig")
    assert len(found["tables"].guesses.hours["sprechzeiten"].rows) == 2


def test_a_sentence_on_both_of_two_pages_stays(tmp_path: Path) -> None:
    for name in ("index", "team"):
        (tmp_path / "alt").mkdir(exist_ok=True)
        (tmp_path / "alt" / f"{name}.html").write_text(
            f"<h1>{name}</h1><p>Bitte rufen Sie an.</p><p>{name}!</p>"
        )
    import_site(tmp_path / "alt", tmp_path / "neu")
    assert all(
        "Bitte rufen Sie an." in (tmp_path / "neu/docs" / f"{n}.md").read_text() for n in ("index", "team")
    )


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (
            "https://www.alt.example/a/",
            "wget --mirror --page-requisites --adjust-extension https://www.alt.example/a",
        ),
        ("alt.zip", "unpack it"),
        ("alt.html", "the folder in which it lies"),
        ("nichts", "no such file or folder"),
        ("alt.txt", "is no WordPress export"),
        ("alt.json", "is no WordPress export"),
        ("alt.mhtml", "save each page in the browser"),
        ("halb.xml", "export it once more"),
        ("mit-plugins", "name the file itself: mit-plugins/export.xml"),
    ],
)
def test_what_people_try_first_is_told_what_to_do(
    source: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("alt.zip", "alt.html", "alt.txt", "alt.json", "alt.mhtml"):
        Path(name).write_text("PK")
    half = "<?xml version='1.0'?>\n<rss><channel>"
    lay(tmp_path, {"halb.xml": half, "mit-plugins/export.xml": half, "mit-plugins/wp-content/plugins/x/help.html": "<p>Help"})  # fmt: skip
    done = praxis("import", source, "neu", "--lang", "en")
    assert done.exit_code == 2
    assert says in done.output
    assert not Path("neu").exists()


@pytest.mark.parametrize(("lang", "said"), [("de", "Der Beruf „hexer“"), ("en", "The profession “hexer”")])
def test_a_profession_that_is_none_is_told_in_the_language_of_the_caller(
    tmp_path: Path, lang: str, said: str
) -> None:
    source = tmp_path / "alt"
    source.mkdir()
    (source / "index.html").write_text("<title>P</title><p>Text", encoding="utf-8")
    done = praxis("import", source, tmp_path / "neu", "--profession", "hexer", "--lang", lang)
    assert done.exit_code == 2
    assert said in done.output


def test_a_line_longer_than_any_hours_is_not_read_as_hours() -> None:
    """Its reading took minutes for 20 kB."""
    row = "Mo-Fr 8-12, "
    assert find_hours([row * 1000]) == ((), (False, 0))
    assert find_hours([row.strip(", ")])[0] == (("Mo-Fr", "8-12"),)
