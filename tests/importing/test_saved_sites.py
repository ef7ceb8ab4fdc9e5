"""`praxis import` on sites as they are really at hand: saved page by page, copied by a crawler, with addresses hidden from collectors."""

import codecs
import tomllib
from base64 import b64encode
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from PIL import Image

from mkdocs_praxis.importing import import_site
from mkdocs_praxis.importing.export import read_html
from mkdocs_praxis.importing.facts import guess_facts
from mkdocs_praxis.importing.mail import decode_addresses
from mkdocs_praxis.importing.model import OldPage, OldSite
from mkdocs_praxis.importing.report import report
from mkdocs_praxis.importing.tidy import cleaned
from mkdocs_praxis.practice.reading import read_facts
from tests.growing import steps_of
from tests.tools import lay


def _saved(root: Path) -> Path:
    """Return what a browser leaves that saved each page with its files."""
    root.mkdir()
    pages = {"Home": "", "Über uns": "%C3%BCber-uns/", "Impressum": "about/", "Kontakt": "kontakt"}
    menu = "".join(
        f"<li><a href='https://www.zahnarzt.example/{where}'>{name}</a></li>" for name, where in pages.items()
    )
    for name, where in pages.items():
        folder = root / f"{name} - Zahnarztpraxis Jäger-Dateien"
        folder.mkdir()
        Image.new("RGB", (9, 9)).save(folder / "image.png")
        (folder / "saved_resource.html").write_text("<p>Player</p>", encoding="utf-8")
        (root / f"{name} - Zahnarztpraxis Jäger.html").write_text(
            f"<!DOCTYPE html>\n<!-- saved from url=(0033)https://www.zahnarzt.example/{where} -->\n<html lang=de><title>{name} - Zahnarztpraxis Jäger</title>"
            f"<body><div class=j-nav><ul>{menu}</ul></div><div class=inhalt><p>Dies ist {name}, siehe <a href='http://zahnarzt.example/kontakt/'>hier</a>.</p>"
            f"<img src='./{folder.name}/image.png' alt='Bild'></div></body></html>",
            encoding="utf-8",
        )
    return root


def test_pages_that_a_browser_saved_are_known_by_the_address_they_had(tmp_path: Path) -> None:
    new = tmp_path / "neu"
    brought = import_site(_saved(tmp_path / "alt"), new)
    nav = [next(iter(one.items())) for one in yaml.safe_load((new / "mkdocs.yml").read_text("utf-8"))["nav"]]
    assert nav[:3] == [("Home", "index.md"), ("Über uns", "ueber-uns.md"), ("Kontakt", "kontakt.md")]
    about = (new / "docs/ueber-uns.md").read_text("utf-8")
    assert about.startswith("# Über uns\n\nDies ist Über uns, siehe [hier](kontakt.md).")
    assert "![](bilder/image" in about
    assert "Dies ist Home" in (new / "docs/index.md").read_text("utf-8")
    assert "Player" not in str(brought.pages)
    assert ("/über-uns/", "/ueber-uns.html") in brought.redirects
    assert brought.site.name == "Zahnarztpraxis Jäger"
    assert brought.missing == []


def _mirrored(address: str, title: str) -> str:
    menu = '<a href="index.html">Start</a><a href="index4a2d.html?id=3&amp;L=0">Leistungen</a><a href="team.html">Team</a>'
    return (
        f"<!DOCTYPE html><html>\n<!-- Mirrored from www.praxis-nord.example/{address} by HTTrack Website Copier/3.x [XR&CO'2014], Sat, 03 Jan 2026 10:11:12 GMT -->\n"
        f"<title>{title} | Praxis Nord</title><body><a class=focus href='#inhalt'>Skip to main content</a><nav>{menu}</nav><div id=inhalt><h1>{title}</h1><p>Alles zu {title}, was Sie wissen möchten.</p></div></body></html>"
    )


def test_pages_that_httrack_copied_are_known_by_the_address_they_had(tmp_path: Path) -> None:
    host = "www.praxis-nord.example"
    lay(tmp_path / "alt", {
        "index.html": "<title>Local index - HTTrack Website Copier</title><h1>Index of locally available sites</h1>",
        "hts-cache/doit.log": "", "cookies.txt": "", "backblue.gif": "", "fade.gif": "",
        f"{host}/index.html": _mirrored("", "Start"),
        f"{host}/index-2.html": _mirrored("index.html", "Start"),
        f"{host}/index4a2d.html": _mirrored("index.php?id=3&amp;L=0", "Leistungen"),
        f"{host}/team.html": _mirrored("team", "Team"),
    })  # fmt: skip
    brought = import_site(tmp_path / "alt", tmp_path / "neu")
    pages = {path: made.markdown for path, made in brought.pages.items()}
    assert [*pages] == ["/", "/?id=3&L=0", "/team"]
    assert not any("Skip" in text for text in pages.values())
    assert {("/?id=3&L=0", "/leistungen.html"), ("/team", "/team.html")} <= {*brought.redirects}
    assert brought.unused == []


def test_facts_are_taken_from_the_german_pages(tmp_path: Path) -> None:
    place = "<p>Markt 1<br>10115 Berlin</p>"
    lay(tmp_path / "alt", {
        "index.html": "<html lang=de><title>Praxis Nord</title><p>Willkommen in der Praxis Nord.",
        "en/contact.html": f"<html lang=en><title>Contact</title><h1>Contact</h1>{place}<p>Mon-Fri 8 am - 12 pm</p>",
        "kontakt.html": f"<html lang=de><title>Kontakt</title><h1>Kontakt</h1>{place}<p>Mo-Fr 8-12 Uhr</p>",
    })  # fmt: skip
    guesses = import_site(tmp_path / "alt", tmp_path / "neu").guesses
    assert guesses.hours["sprechzeiten"].rows == (("Mo-Fr", "8-12 Uhr"),)
    assert guesses.facts["street"].path == "/kontakt.html"


def test_an_accordion_costs_no_more_than_its_length() -> None:
    def unfolded(n: int) -> int:
        fold = "<h3><button aria-expanded=false aria-controls=p{0}>Frage {0}?</button></h3><div id=p{0} hidden><p>Antwort</div>"
        soup = read_html("".join(fold.format(i) for i in range(n)))
        return steps_of(lambda: cleaned(soup))

    assert unfolded(200) < 3 * unfolded(100)


def test_what_a_crawler_keeps_beside_pages_is_none(tmp_path: Path) -> None:
    old = tmp_path / "alt"
    old.mkdir()
    words = "Krankengymnastik, Manuelle Therapie, Lymphdrainage und mehr. <a href='index.html%3Fp=12.html'>Start</a>"
    for name in ("index.html", "index.html?p=12.html"):
        try:
            (old / name).write_text(
                f"<title>Physio Nord</title><main><h1>Start</h1><p>{words}</p></main>", "utf-8"
            )
        except OSError:
            pytest.skip("this system takes no such names")
    for name, text in {
        "feed": "<?xml version='1.0'?><rss><title>P</title></rss>",
        "wp-json": '{"name":"P"}',
    }.items():
        (old / name).mkdir()
        (old / name / "index.html").write_text(text)
    brought = import_site(old, tmp_path / "neu")
    assert list(brought.pages) == ["/"]
    assert "[Start](index.md)" in brought.pages["/"].markdown


def test_a_heading_that_stands_on_every_page_is_the_name_of_the_site(tmp_path: Path) -> None:
    old = tmp_path / "alt"
    old.mkdir()
    for name in ("Start", "Kurse", "Anfahrt"):
        path = old / f"{'index' if name == 'Start' else name.lower()}.html"
        path.write_text(
            f"<title>{name} : Hebamme Grün</title><div><a href=/><img src=logo.png alt=Logo></a></div><h1>Hebamme Grün</h1><p>Zu {name}</p>",
            "utf-8",
        )
    brought = import_site(old, tmp_path / "neu")
    assert brought.site.name == "Hebamme Grün"
    assert "Logo" not in str(brought.pages)
    assert [page.title for page in brought.site.pages] == ["Start", "Anfahrt", "Kurse"]
    assert (tmp_path / "neu/docs/kurse.md").read_text("utf-8") == "# Kurse\n\nZu Kurse\n"


def test_what_no_page_shows_and_nobody_describes_is_told(tmp_path: Path) -> None:
    old = tmp_path / "alt"
    (old / "bilder").mkdir(parents=True)
    for name in ("raum", "unbenutzt", "raum-150x150"):
        Image.new("RGB", (9, 9)).save(old / f"bilder/{name}.png")
    (old / "index.html").write_text(
        "<h1>Start</h1><p>A</p><img src=bilder/raum.png><img src=bilder/weg.png alt='Weg'>"
    )
    told = report(import_site(old, tmp_path / "neu"))
    assert "- /bilder/unbenutzt.png" in told
    assert "150x150" not in told
    assert "- docs/index.md: 1" in told
    assert "- /bilder/weg.png → docs/bilder/weg.png" in told
    assert "<!-- fehlt: ![Weg](bilder/weg.png) -->" in (tmp_path / "neu/docs/index.md").read_text("utf-8")


PHP = {
    "kopf.php": "<?php session_start(); ?><html lang=de><title>Tierarztpraxis Höfer</title><body><div class=menu><a href='index.php'>Start</a> <a href='katzen.php'>Katzen</a></div>",
    "fuß.php": "<div>&copy; <?php echo date('Y'); ?> Höfer</div></body></html>",
    "index.php": "<?php $titel = 'Start'; include('kopf.php'); ?><h1>Willkommen</h1><p>Für alle Tiere.</p><?php require_once __DIR__ . '/fuß.php'; ?>",
    "katzen.php": "<?php include 'kopf.php' ?><h1>Katzen</h1><p>Auch zu Hause.</p><? include('fuß.php');",
    "mail.php": "<?php $passwort = 'streng geheim'; mail('a@b.example', $_POST['b'], '<p>x</p>');",
    "weg.shtml": "<html><title>Weg</title><body><div class=menu><a href='index.php'>Start</a> <a href='katzen.php'>Katzen</a></div><!--#include virtual='/teile/linie.html' --><h1>Weg</h1></body></html>",
    "teile/linie.html": "<p>Bus 105</p>",
    "notiz": "kein HTML",
}


def test_pages_that_a_server_makes_are_read_as_it_would_hand_them_out_and_code_is_not(tmp_path: Path) -> None:
    for name, text in PHP.items():
        path = tmp_path / "alt" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="latin-1")
    brought = import_site(tmp_path / "alt", tmp_path / "neu")
    assert sorted(brought.pages) == ["/", "/katzen.php", "/weg.shtml"]
    assert brought.site.name == "Tierarztpraxis Höfer"
    assert (tmp_path / "neu/docs/katzen.md").read_text("utf-8") == "# Katzen\n\nAuch zu Hause.\n\n© Höfer\n"
    assert "Bus 105" in (tmp_path / "neu/docs/weg.md").read_text("utf-8")
    assert [words for words, _ in brought.site.menu] == ["Start", "Katzen"]
    written = "".join(
        one.read_text("utf-8", "replace") for one in (tmp_path / "neu").rglob("*") if one.is_file()
    )
    assert "streng geheim" not in written
    assert "<?" not in written.replace("<?xml", "")


def test_a_part_outside_the_site_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "geheim.php").write_text("<p>streng geheim</p>")
    (tmp_path / "alt").mkdir()
    (tmp_path / "alt/index.php").write_text(
        "<?php include '../geheim.php'; include 'index.php'; ?><h1>Start</h1><p>A</p><?php include '/etc/passwd' ?>"
    )
    brought = import_site(tmp_path / "alt", tmp_path / "neu")
    assert "streng geheim" not in brought.pages["/"].markdown
    assert "root:" not in brought.pages["/"].markdown


@pytest.mark.parametrize("folder", ["alt", "alt/www.praxis-fluss.example"])
@pytest.mark.parametrize(
    "saved", ["{}?{}", "{}?{}.html", "{}@{}.html"], ids=["as it is", "wget", "wget on Windows"]
)
def test_pages_that_are_a_number_get_the_name_of_their_title_and_are_led_to(
    saved: str, folder: str, tmp_path: Path
) -> None:
    def led(query: str) -> str:
        return quote(saved.format("index.php", query)) if "html" in saved else f"index.php?{query}"

    menu = f"<div id=nav><a href='index.php'>Start</a><a href='{led('id=3')}'>Angebot</a><a href='{led('id=4&L=0')}'>Kontakt</a></div>"
    page = (
        "<!DOCTYPE html><title>{0} | Praxis Fluß</title><body>"
        + menu
        + f"<h1>{{0}}</h1><p id=a>Zu {{0}}. <a href='{led('id=3')}#a'>mehr</a></p>"
    )
    (tmp_path / folder).mkdir(parents=True)
    for name, title in {
        "index.php": "Willkommen",
        saved.format("index.php", "id=3"): "Angebot",
        saved.format("index.php", "id=4&L=0"): "Kontakt",
    }.items():
        try:
            (tmp_path / folder / name).write_text(page.format(title), "utf-8")
        except OSError:
            pytest.skip("this system takes no such names")
    brought = import_site(tmp_path / "alt", tmp_path / "neu")
    assert {*brought.where.values()} == {"angebot.md", "index.md", "kontakt.md"}
    assert "[mehr](angebot.md#a)" in brought.pages["/"].markdown
    assert [words for words, _ in brought.site.menu] == ["Start", "Angebot", "Kontakt"]
    rules = {one.name: one.read_text("utf-8") for one in (tmp_path / "neu/weiterleitungen").iterdir()}
    assert (
        'RewriteCond %{QUERY_STRING} "^id=3$"\nRewriteRule "^index\\.php$" "/angebot.html?" [R=301,L]'
        in rules["htaccess.txt"]
    )
    assert 'if ($request_uri = "/index.php?id=3") { return 301 "/angebot.html"; }' in rules["nginx.conf"]
    assert "/index.php id=4 L=0 /kontakt.html 301" in rules["_redirects"]
    queries = [one.get("query") for one in tomllib.loads(rules["netlify.toml"])["redirects"]]
    assert {"id": "4", "L": "0"} in queries


def test_what_a_crawler_writes_of_itself_is_no_page(tmp_path: Path) -> None:
    page = "<!doctype html><title>{0} | Praxis Nord</title><main><h1>{0}</h1><p>Hier.</p></main>"
    files = {
        "index.html": page.format("Index of locally available sites"),
        "hts-cache/doit.html": page.format("Page has moved"),
        "www.praxis-nord.example/index.html": page.format("Willkommen"),
        "www.praxis-nord.example/weg.html": page.format("Weg"),
    }
    lay(tmp_path / "alt", files)
    brought = import_site(tmp_path / "alt", tmp_path / "neu")
    assert sorted(brought.pages) == ["/", "/weg.html"]
    assert brought.site.url == "https://www.praxis-nord.example/"
    assert not brought.redirects


def _typo3(text: str, by: int) -> str:
    ranges = ((0x2B, 0x3A), (0x40, 0x5A), (0x61, 0x7A))
    found = [next(((low, high) for low, high in ranges if low <= ord(one) <= high), None) for one in text]
    return "".join(chr(at[0] + (ord(one) - at[0] + by) % (at[1] - at[0] + 1)) if at else one for one, at in zip(text, found, strict=True))  # fmt: skip


CLOUDFLARE = bytes([0x5A, *(ord(letter) ^ 0x5A for letter in "praxis@nord.example")]).hex()
HIDDEN = {
    "TYPO3": f"<a href=\"javascript:linkTo_UnCryptMailto('{_typo3('mailto:praxis@nord.example', 3)}');\">praxis<span style='display:none'>weg</span>(at)nord.example</a>",
    "TYPO3 since 10": f'<a href="#" data-mailto-token="{_typo3("mailto:praxis@nord.example", -4)}" data-mailto-vector="-4">praxis(at)nord.example</a>',
    "Cloudflare": f'<a href="/cdn-cgi/l/email-protection#{CLOUDFLARE}"><span class="__cf_email__" data-cfemail="{CLOUDFLARE}">[email&#160;protected]</span></a>',
    "Joomla": "<span id='cloak1'>Diese E-Mail-Adresse ist vor Spambots geschützt!</span><script>document.getElementById('cloak1').innerHTML = '';"
    "var prefix = '&#109;a' + 'i&#108;' + '&#116;o';var addy1 = 'pr&#97;xis' + '&#64;';addy1 = addy1 + 'nord' + '&#46;' + 'ex&#97;mple';"
    "document.getElementById('cloak1').innerHTML += '<a ' + prefix + addy1 + '>' + addy1+'<\\/a>';</script>",
    "Joomla since 4": f'<joomla-hidden-mail first="{b64encode(b"praxis").decode()}" last="{b64encode(b"nord.example").decode()}">Diese E-Mail-Adresse ist vor Spambots geschützt!</joomla-hidden-mail>',
    "Email Encoder": f'<a href="javascript:;" data-enc-email="{codecs.encode("praxis[at]nord.example", "rot13")}">praxis(at)nord.example</a>',
}  # fmt: skip


@pytest.mark.parametrize("html", HIDDEN.values(), ids=HIDDEN)
def test_a_mail_address_that_only_a_script_would_show_is_written_out(html: str) -> None:
    soup = read_html(f"<body>{html}</body>")
    decode_addresses(soup)
    link = soup.select_one("a[href]")
    assert link is not None
    assert link["href"] == "mailto:praxis@nord.example"
    assert link.get_text() == "praxis@nord.example"


def _guessed(*lines: str, around: tuple[str, ...] = ()) -> dict[str, str]:
    pages = [OldPage("/impressum/", "Impressum", "".join(f"<p>{line}</p>" for line in lines), around=around)]
    return {key: one.value for key, one in guess_facts(OldSite(pages=pages)).facts.items()}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["Bonner Straße 17<br>50677 Köln"], "Bonner Straße 17, 50677 Köln"),
        (["Markt 9, 99084 Erfurt, Landesärztekammer Thüringen"], "Markt 9, 99084 Erfurt"),
        (["Am Bach 2a, 88212 Ravensburg. Aufsicht: Gesundheitsamt"], "Am Bach 2a, 88212 Ravensburg"),
        (["Schloßallee 5<br>76131 Karlsruhe Telefon 0721 5566"], "Schloßallee 5, 76131 Karlsruhe"),
        (["Poststr. 4<br>D - 94032 Passau"], "Poststr. 4, 94032 Passau"),
        (["MVZ GmbH · Nordring 40 · 90408 Nürnberg"], "Nordring 40, 90408 Nürnberg"),
        (["An der Alten Post 12-14, 60311 Frankfurt am Main. Tel."], "An der Alten Post 12-14, 60311 Frankfurt am Main"),
        (["Weg 1, 66386 St. Ingbert"], "Weg 1, 66386 St. Ingbert"),
        (["Ärztekammer Nordrhein, Tersteegenstr. 9, 40474 Düsseldorf", "Ring 2, 50677 Köln"], "Ring 2, 50677 Köln"),
        (["Zuständige Behörde:<br>Bergstr. 1, 40474 Düsseldorf"], ""),
    ],
)  # fmt: skip
def test_the_address_is_the_practices_own_and_nothing_more(lines: list[str], said: str) -> None:
    facts = _guessed(*lines)
    assert (f"{facts['street']}, {facts['postcode']} {facts['city']}" if facts.get("street") else "") == said


def test_numbers_mail_and_hours_are_found_where_they_stand() -> None:
    assert _guessed("0381 / 20 30 40")["phone"] == "0381 203040"
    assert _guessed("Fax: 0381 203041", "0381 / 20 30 40")["phone"] == "0381 203040"
    assert "phone" not in _guessed("IBAN 1234 5678 9012")
    assert _guessed("schoen (at) logo-leipzig.de")["email"] == "schoen@logo-leipzig.de"
    side = OldPage("/", "", "<p>A</p>", around=("Sprechzeiten: Mo-Fr 8-12 Uhr, Di 15-18 Uhr",))
    hours = guess_facts(OldSite(pages=[side])).hours["sprechzeiten"]
    assert hours.rows == (("Mo-Fr", "8-12 Uhr"), ("Di", "15-18 Uhr"))


def test_what_was_found_beside_the_pages_becomes_facts(tmp_path: Path) -> None:
    old = tmp_path / "alt"
    old.mkdir()
    for name in ("index", "team", "labor"):
        (old / f"{name}.html").write_text(
            f"<html lang=de><title>{name} | Praxis Nord</title><main><h1>{name}</h1><p>Zu {name}</p></main>"
            "<aside><p>Mo-Fr 8-12 Uhr</p></aside><footer>Lange Reihe 5, 20099 Hamburg</footer>", encoding="utf-8"
        )  # fmt: skip
    import_site(old, tmp_path / "neu", profession="arzt")
    facts = read_facts(tmp_path / "neu/praxis", language="de")
    assert facts.practice.address is not None
    assert facts.practice.address.street == "Lange Reihe 5"
    assert facts.hours[0].week.days[4][0].closes == 12 * 60


def _blog(title: str, text: str) -> str:
    menu = "<nav><a href='/index.html'>Start</a> <a href='/thema/haus/index.html'>Aktuelles</a></nav>"
    return f"<html lang=de><title>{title} | Praxis Nord</title>{menu}<main><h1>{title}</h1>{text}</main>"


def test_overviews_of_a_blog_lead_to_its_posts_and_nothing_is_lost(tmp_path: Path) -> None:
    told = "Die Grippeimpfung ist ab sofort in unserer Praxis möglich."
    teaser = f"<h2><a href='/post/index.html'>Grippe</a></h2><img src=/impfung-300x200.png alt=''><p>{told} Bitte… <a href='/post/index.html'>Weiterlesen</a></p><p>1</p>"
    lay(tmp_path / "alt", {
        "index.html": _blog("Start", "<p>Willkommen in der Praxis Nord.</p>"),
        "post/index.html": _blog("Grippe", f"<p>{told}</p><p>Bitte bringen Sie den Impfpass mit.</p><img src=/impfung.png alt=Impfung>"),
        "thema/haus/index.html": _blog("Thema: Haus", teaser),
        "thema/haus/page/2/index.html": _blog("Thema: Haus", teaser.replace("<p>1", "<a href='/thema/haus/index.html'>2</a><p>1")),
        "2023/index.html": _blog("Jahr 2023", teaser),
        "2022/index.html": _blog("Jahr 2022", f"{teaser}<p>Dieses Jahr war für uns alle ein besonderes.</p>"),
        "2021/index.html": _blog("Jahr 2021", f"{teaser}<img src=/fest.png alt=Fest>"),
        "_vti_cnf/index.html": _blog("x", "vti_encoding:SR"),
    })  # fmt: skip
    brought = import_site(tmp_path / "alt", tmp_path / "neu")
    assert sorted(brought.site.overviews) == ["/2023/", "/thema/haus/page/2/"]
    assert sorted(brought.pages) == ["/", "/2021/", "/2022/", "/post/", "/thema/haus/"]
    assert ("/2023/", "/post.html") in brought.redirects
    assert "- /2023/\n" in report(brought)


def test_the_only_page_of_a_site_is_its_home_page(tmp_path: Path) -> None:
    lay(tmp_path / "alt", {"Praxis.html": "<title>Praxis</title><h1>Reden hilft</h1><p>Hier.</p>"})
    import_site(tmp_path / "alt", tmp_path / "neu")
    assert "Reden hilft" in (tmp_path / "neu/docs/index.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Blumenweg 14, 34346 Hann. Münden", "Hann. Münden"),
        ("Praxis * Weg 2 * 04109 Leipzig * Tel: 1", "Leipzig"),
    ],
)
def test_towns_are_read_as_people_write_them(line: str, said: str) -> None:
    assert _guessed(line)["city"] == said


@pytest.mark.parametrize(
    ("pages", "address", "start"),
    [
        (("praxis/index.html", "praxis/team.html"), "https://www.arve.example/praxis/", "Grüezi"),
        (("index.html", "praxis/team.html"), "https://www.arve.example/", "Grüezi"),
        (("de/index.html", "de/team.html"), "https://www.arve.example/", ""),
        (("praxis/index.html", "shop/team.html"), "https://www.arve.example/", ""),
    ],
)
def test_a_copy_of_a_site_in_a_folder_begins_there(
    tmp_path: Path, pages: tuple[str, str], address: str, start: str
) -> None:
    bodies = (
        "<h1>Grüezi</h1><p>Wir sind für Sie da, jeden Tag von früh bis spät.</p>",
        "<h1>Team</h1><p>Zu dritt.</p>",
    )
    for name, body in zip(pages, bodies, strict=True):
        file = tmp_path / "alt/www.arve.example" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            f"<!doctype html><meta charset=utf-8><title>Praxis Arve</title><main>{body}</main>", "utf-8"
        )
    import_site(tmp_path / "alt", new := tmp_path / "neu", profession="arzt")
    assert f"site_url: {address}\n" in (new / "mkdocs.yml").read_text("utf-8")
    assert start in (new / "docs/index.md").read_text("utf-8")


def test_an_address_that_two_pages_claim_is_that_of_neither(tmp_path: Path) -> None:
    page = '<html lang=de><title>{0}</title><link rel=canonical href="https://p.example/{1}"><body><main><h1>{0}</h1><p>Hier steht, was wir zu {0} sagen, und zwar ausführlich.</p></main>'
    pages = {
        "eins.html": ("Eins", "gleich"),
        "zwei.html": ("Zwei", "gleich"),
        "drei.html": ("Drei", "dritte/"),
    }
    lay(tmp_path / "alt", {name: page.format(*said) for name, said in pages.items()})
    made = import_site(tmp_path / "alt", tmp_path / "neu")
    assert {one.title: one.path for one in made.site.pages} == {
        "Eins": "/eins.html",
        "Zwei": "/zwei.html",
        "Drei": "/dritte/",
    }


def test_the_headings_of_an_old_page_stand_one_below_the_other_under_a_page_of_the_starter(
    tmp_path: Path,
) -> None:
    page = "<html lang=de><title>Praxis</title><body><main><h1>Unsere Praxis am Markt</h1><p>Hell und ruhig liegt sie im ersten Stock.</p><h2>Räume</h2><p>Drei Zimmer, ein Labor.</p></main>"
    lay(tmp_path / "alt", {"index.html": page})
    import_site(tmp_path / "alt", tmp_path / "neu")
    home = (tmp_path / "neu/docs/index.md").read_text("utf-8")
    assert "\n## Unsere Praxis am Markt\n" in home
    assert "\n### Räume\n" in home
