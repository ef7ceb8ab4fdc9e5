"""What a practice's page should not say or do."""

import dataclasses
import datetime as dt
import io
from pathlib import Path

import pytest
import yaml
from PIL import Image

from mkdocs_praxis.policy.rules import rule_of_check
from mkdocs_praxis.practice import checks
from mkdocs_praxis.practice.checks.facts import (
    booking_without_alternative,
    check_facts,
    closings_without_deputy,
    expired_facts,
    photos_without_consent,
)
from mkdocs_praxis.practice.checks.law import outdated_law, picture_names, wording
from mkdocs_praxis.practice.checks.pages import expired_text, forms, mail_links, missing_legal_links
from mkdocs_praxis.practice.checks.photos import image_metadata
from mkdocs_praxis.practice.shipped import shipped
from mkdocs_praxis.web.contact import Field, Form, Link, OwnSite, Page
from mkdocs_praxis.web.contact import Image as Image_
from mkdocs_praxis.web.reader import read

DAY = dt.date(2026, 11, 23)
OWN = OwnSite("https://praxis.example/")


def names(hits):
    return [hit.check for hit in hits]


@pytest.mark.parametrize(
    ("text", "check", "now"),
    [
        ("Angaben gemäß § 5 TMG", "tmg-impressum", "§ 5 DDG"),
        ("nach § 6 Abs. 1 TMG", "tmg", "DDG"),
        ("§§ 8 bis 10 TMG", "tmg-liability", "DSA"),
        ("Unterrichtung nach § 13 Abs. 1 TMG", "tmg-data", "DSGVO"),
        ("§ 15 Abs. 3 TMG", "tmg-data", "TDDDG"),
        ("§ 25 TTDSG", "ttdsg", "TDDDG"),
        ("Verantwortlich nach § 55 Abs. 2 RStV", "rstv", "MStV"),
        ("Inhaltlich Verantwortlicher gemäß § 10 Absatz 3 MDStV", "mdstv", "MStV"),
        ("https://ec.europa.eu/consumers/odr/", "odr", "abgeschaltet"),
        ("Plattform zur Online-Streitbeilegung (OS)", "odr", "abgeschaltet"),
        ("nach der ODR-VO", "odr", "abgeschaltet"),
        ("Verordnung (EU) Nr. 524/2013", "odr", "abgeschaltet"),
        ("die Streitschlichtungsplattform der EU", "odr", "abgeschaltet"),
        ("zertifiziert nach dem EU-US Privacy Shield", "privacy-shield", "Data Privacy Framework"),
        ("Wegen § 219a StGB dürfen wir hier nicht informieren", "abortion-advertising", "aufgehoben"),
        ("dem Safe-Harbor-Abkommen beigetreten", "safe-harbor", "Data Privacy Framework"),
        ("Datenschutzbeauftragter nach § 4f BDSG", "old-bdsg", "Art. 37"),
        ("Umsatzsteuer-Identifikationsnummer: 21/815/08150", "tax-number", "Steuernummer"),
        ("USt-IdNr.: 133/8150/8159", "tax-number", "Steuernummer"),
        ("USt-ID gem. § 27a UStG: 143/123/45678", "tax-number", "Steuernummer"),
    ],
)
def test_outdated_law(text, check, now):
    (hit,) = outdated_law(text)
    assert hit.check == check
    assert now in hit.fix
    assert hit.note
    assert hit.law
    assert hit.quote in text


@pytest.mark.parametrize(
    "text",
    [
        "Angaben nach § 5 DDG", "§ 25 TDDDG", "§ 18 Abs. 2 MStV", "USt-ID: DE123456789", "Atmung", "DSGVO Art. 6",
        "Telefon 030/8150/12345", "Das TTDSG heißt seit 2024 TDDDG.", "Das TMG wurde 2024 durch das DDG ersetzt.",
        "TMG bedeutet Temporomandibulargelenk.", "Safe Harbor Yachtclub", "Verband TDG e.V.", "§ 28 BDSG",
        "§ 219a StGB ist seit Juli 2022 aufgehoben.", "Beratung nach § 219 StGB, Abbruch nach § 218a StGB",
        "Die OS-Plattform ist seit 20. Juli 2025 abgeschaltet.",
    ],
)  # fmt: skip
def test_current_law(text):
    assert outdated_law(text) == []


def test_made_pages_cite_no_outdated_law(facts):
    from mkdocs_praxis.practice.legal.found import Inventory
    from mkdocs_praxis.practice.legal.render import PAGES, legal_page

    for language in ("de", "en"):
        for name in PAGES:
            page = legal_page(name, facts, Inventory(), built=DAY, language=language)
            assert outdated_law(page) == []
            assert wording(page) == []


SENTENCES = yaml.safe_load((Path(__file__).parent / "data" / "sentences.yml").read_text(encoding="utf-8"))


def test_words_to_look_at_twice_are_found():
    missed = [text for text in SENTENCES["bad"] if not wording(text)]
    assert len(SENTENCES["bad"]) == 100, (
        "25 of the first list; 75 that were new to the rows when they were written"
    )
    assert len(missed) <= 12, missed


def test_every_row_of_words_belongs_to_a_rule():
    for row in shipped("wording"):
        assert rule_of_check(row["id"]).name


def test_harmless_sentences_are_left_alone():
    assert len(SENTENCES["harmless"]) >= 200
    assert [(text, h.check) for text in SENTENCES["harmless"] for h in wording(text)] == []


@pytest.mark.parametrize(
    ("text", "check", "law"),
    [
        ("Wir garantieren Ihnen den Erfolg der Behandlung.", "promise", "§ 3"),
        ("Vorher-Nachher-Bilder unserer Patienten", "before-after", "§ 11 Abs. 1 Satz 3 Nr. 1"),
        ("Das sagen unsere Patienten", "testimonial", "§ 11 Abs. 1 Satz 1 Nr. 11"),
        ("20 % Rabatt auf Bleaching", "gift", "§ 7"),
        ("Diagnose per Video, ohne persönlichen Kontakt", "remote", "§ 9"),
        ("Unsere Methode heilt Krebs.", "illness", "§ 12"),
        ("Die beste Zahnarztpraxis der Stadt", "praise", "§ 27"),
        ("Faltenbehandlung mit Botox®, ab 250 €", "prescription", "§ 10 Abs. 1 HWG"),
        ("Abnehmen mit Ozempic: Wir beraten Sie.", "prescription", "§ 10 Abs. 1 HWG"),
        ("Botulinumtoxin glättet Stirnfalten.", "prescription", "1 BvR 2334/03"),
        ("Ich heile Depressionen garantiert ohne Medikamente.", "promise", "§ 3"),
        ("Veneers ab 599 € statt 799 €", "price", "§ 12 MBO-Ä"),
        ("Vorher – nachher", "before-after", "§ 11 Abs. 1 Satz 3 Nr. 1"),
        ("Unsere Patienten sagen: „Dr. Adam ist der Beste!“", "testimonial", "§ 11 Abs. 1 Satz 1 Nr. 11"),
        ("Bestellen Sie Ihr Rezept einfach per E-Mail.", "mail-health", "§ 203"),
        ("Bitte senden Sie uns Ihre Befunde als E-Mail.", "mail-health", "§ 203"),
    ],
)
def test_each_wording_carries_its_own_law(text, check, law):
    hit = wording(text)[0]
    assert hit.check == check
    assert law in hit.law
    assert hit.certainty
    assert "plastisch" not in hit.note


def form(*fields, method="post", action="https://praxis.example/senden"):
    return Page(
        forms=(Form(action, method, False, tuple(Field(n, t, label, 1) for n, t, label in fields), 3, 5),)
    )


def test_forms():
    name, mail = ("name", "text", "Ihr Name"), ("m", "email", "")
    medicine = ("f3", "text", "Medikament")
    assert names(forms(form(name, method="get"))) == ["form-get"]
    assert names(forms(form(mail, method="get"))) == ["form-get"]
    assert names(forms(form(name))) == []
    assert names(forms(form(name, medicine))) == ["form-health"]
    assert names(forms(form(name, ("text", "textarea", "Nachricht")))) == ["form-health"]
    assert names(forms(form(name, medicine, method="get"))) == ["form-get", "form-health"]
    assert names(forms(form(("q", "search", "Suche"), method="get"))) == []
    assert names(forms(form(name, action="http://praxis.example/"))) == ["form-insecure"]
    assert names(forms(form(name, action="http://127.0.0.1.example/"))) == ["form-insecure"]
    assert names(forms(form(name, action="http://127.0.0.1:8000/formular.php"))) == [], "a preview"
    hit = forms(form(name, medicine))[0]
    assert (hit.line, hit.column, hit.found) == (3, 5, "f3")


def page_with(*links):
    return Page(links=tuple(Link(href, text, 1, 1, foreign) for href, text, foreign in links))


def test_legal_links():
    both = page_with(("/impressum/", "Impressum", False), ("/datenschutz/", "Datenschutzerklärung", False))
    assert missing_legal_links(both) == []
    english = page_with(("/imprint/", "Legal notice", False), ("/privacy/", "Privacy", False))
    assert missing_legal_links(english) == []
    assert [h.found for h in missing_legal_links(page_with(("/impressum/", "Impressum", False)))] == [
        "datenschutz"
    ]
    assert len(missing_legal_links(page_with(("https://other.example/", "Impressum", True)))) == 2


def test_names_of_pictures():
    page = Page(
        images=(Image_("bilder/zahn_vorher_nachher.jpg", "", 4, 1), Image_("bilder/team.jpg", "Team", 5, 1))
    )
    assert [(h.check, h.line) for h in picture_names(page)] == [("before-after", 4)]


def test_prefilled_mail():
    page = page_with(
        ("mailto:a@b.de?subject=Rezept&body=Mein%20Medikament", "Rezept", False),
        ("mailto:a@b.de", "Mail", False),
    )
    assert names(mail_links(page)) == ["mail-prefilled"]


@pytest.mark.parametrize(
    "text",
    [
        "Urlaub vom 3.8. bis 14.8.2025",
        "Wir machen Urlaub vom 3. bis 14. August 2025.",
        "Vom 3.8.–14.8.2025 sind wir im Urlaub.",
        "Betriebsferien 24.12.2025 - 06.01.2026",
        "Die Praxis ist bis 2025-08-14 geschlossen",
        "We are closed until 14 August 2025",
    ],
)
def test_closings_in_free_text_that_are_over(text):
    assert names(expired_text(text, DAY)) == ["expired-text"]


def test_expired_text():
    assert [
        h.note
        for h in expired_text("Die Praxis ist vom 3.8. bis 14.8.2025 geschlossen. Urlaub bis 14.8.2025.", DAY)
    ]
    assert expired_text("Urlaub bis zum 06.01.2027", DAY) == []
    assert expired_text("Seit 1998 in Berlin. Grippe bis 2025.", DAY) == []
    assert expired_text("geschlossen bis 99.99.2025", DAY) == []


def test_facts_that_are_over(facts):
    assert expired_facts(facts, DAY) == []
    later = expired_facts(facts, dt.date(2028, 1, 1))
    assert names(later) == ["expired-notice", "expired-notice", "expired-closings", "expired-job"]
    assert all(hit.fix for hit in later)
    assert later[0].place.file == "beispiel/aktuelles.yml"


@pytest.mark.parametrize(
    ("check", "last"),
    [
        ("expired-notice", lambda facts: min(notice.end for notice in facts.notices)),
        ("expired-closings", lambda facts: max(closing.end for closing in facts.closings)),
        ("expired-job", lambda facts: min(job.until for job in facts.jobs if job.until)),
    ],
)
def test_nothing_is_over_on_its_last_day(facts, check, last):
    day = last(facts)
    assert check not in names(expired_facts(facts, day))
    assert check in names(expired_facts(facts, day + dt.timedelta(1)))


def test_closings_without_deputy(facts):
    assert closings_without_deputy(facts, DAY) == []
    bare = dataclasses.replace(
        facts, closings=tuple(dataclasses.replace(c, deputies=()) for c in facts.closings)
    )
    assert len(closings_without_deputy(bare, DAY)) == 2
    last = max(closing.end for closing in bare.closings)
    assert len(closings_without_deputy(bare, last)) == 1
    assert closings_without_deputy(bare, last + dt.timedelta(1)) == []
    private = dataclasses.replace(
        bare,
        practice=dataclasses.replace(
            bare.practice, professions=(dataclasses.replace(bare.practice.profession, statutory=False),)
        ),
    )
    assert closings_without_deputy(private, DAY) == []


def test_booking_needs_another_way(facts):
    assert booking_without_alternative(facts) == []
    alone = dataclasses.replace(
        facts,
        booking=dataclasses.replace(facts.booking, alternative=""),
        practice=dataclasses.replace(facts.practice, phone=None),
    )
    assert names(booking_without_alternative(alone)) == ["booking-only"]


def test_people(facts):
    assert photos_without_consent(facts) == []
    person = dataclasses.replace(facts.team[0], photo_consent=None, focus=("a", "b", "c", "d"))
    changed = dataclasses.replace(facts, team=(person,))
    assert names(check_facts(changed, DAY)) == ["photo-consent", "focus-areas"]


def jpeg(exif=None):
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "JPEG", **({"exif": exif} if exif else {}))
    return buffer.getvalue()


def test_metadata_of_pictures():
    assert image_metadata(jpeg()) == []
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 0.0)
    exif[0x013B] = "Petra Privat"
    exif.get_ifd(0x8769)[0xA431] = "SN123"
    found = image_metadata(jpeg(exif))
    assert names(found) == ["photo-place", "photo-owner", "photo-owner"]
    assert [hit.note for hit in found[1:]] == ["Petra Privat", "SN123"]
    assert names(image_metadata(b"no picture")) == ["photo-unread"]


def test_words_of_a_row_meet_in_one_sentence_only():
    rows = yaml.safe_load(
        (Path(checks.__file__).parents[1] / "data" / "wording.yml").read_text(encoding="utf-8")
    )
    for row in rows:
        for lists in row.get("together", ()):
            for n in range(max(map(len, lists))):
                words = [one[n % len(one)].strip("*") for one in lists]
                for order in (words, words[::-1]):
                    met = names(wording("Hier steht: " + " x ".join(order) + " y"))
                    assert row["id"] in met, (row["id"], order)
    assert wording("Wir garantieren Ihnen Sorgfalt. Die Heilung dauert.") == []
    assert wording("Kein Arzt kann Heilung garantieren.") == []


def _said_on(body: str) -> list[str]:
    page = read("x.html", f"<!doctype html><body>{body}".encode(), url=OWN.url, own=OWN, details=True).page
    return names([*wording(page.text), *outdated_law(page.text), *expired_text(page.text, DAY)])  # fmt: skip


@pytest.mark.parametrize(
    "between",
    ["</{0}><{0}>", "</{0}> <p>Von</p> <{0}>", "</{0}><hr><{0}>", " <ul><li>x</ul>"],
    ids=["next", "between", "rule", "list"],
)
@pytest.mark.parametrize(
    "block", ["h2", "p", "li", "td", "th", "dd", "figcaption", "legend", "summary", "option"]
)
@pytest.mark.parametrize(
    ("first", "second"),
    [("Unsere Patienten", "über uns"), ("Das sagen", "unsere Patienten"), ("Hundertprozentig", "Erfolg"), ("Gemäß § 5", "TMG")],
)  # fmt: skip
def test_words_of_two_blocks_are_no_wording(first, second, block, between):
    around = {
        "td": "<table><tr>",
        "th": "<table><tr>",
        "summary": "<details>",
        "legend": "<fieldset>",
        "option": "<select>",
    }
    start = around.get(block, "")
    assert _said_on(f"{start}<{block}>{first} {second}</{block}>")
    assert _said_on(f"{start}<{block}>{first}<br>\n<b>{second}</b></{block}>")
    assert _said_on(f"{start}<{block}>{first}{between.format(block)}{second}</{block}>") == []


def test_a_list_stands_under_the_words_that_introduce_it():
    items = "<ul><li>Rezept per E-Mail bestellen<li>Befunde per WhatsApp senden</ul>"
    assert _said_on(f"<p>Das geht bei uns:</p>{items}")
    assert _said_on(f"<p>Bitte nicht:</p>{items}") == []
    assert _said_on(f"<p>Bitte nicht:</p><p>Rufen Sie an.</p>{items}")


def test_a_closing_may_be_headed_by_its_reason():
    assert _said_on("<h3>Praxisurlaub</h3><p>vom 3.8. bis 14.8.2025</p>") == ["expired-text"]
