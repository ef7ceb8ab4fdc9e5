"""What a practice's page should not say or do."""

import dataclasses
import datetime as dt
import io
from pathlib import Path

import pytest
from PIL import Image

from mkdocs_praxis.practice import checks, read_facts
from mkdocs_praxis.web.contact import Field, Form, Link, Page
from mkdocs_praxis.web.contact import Image as Image_

EXAMPLE = Path(__file__).parent / "beispiel"
DAY = dt.date(2026, 11, 23)


@pytest.fixture(scope="module")
def facts():
    return read_facts(EXAMPLE)


def names(hits):
    return [hit.check for hit in hits]


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("Angaben gemäß § 5 TMG", "tmg"),
        ("nach § 6 Abs. 1 TMG", "tmg"),
        ("§ 25 TTDSG", "ttdsg"),
        ("Verantwortlich nach § 55 Abs. 2 RStV", "rstv"),
        ("Inhaltlich Verantwortlicher gemäß § 10 Absatz 3 MDStV", "mdstv"),
        ("https://ec.europa.eu/consumers/odr/", "odr"),
        ("Plattform zur Online-Streitbeilegung (OS)", "odr"),
        ("zertifiziert nach dem EU-US Privacy Shield", "privacy-shield"),
        ("Umsatzsteuer-Identifikationsnummer: 21/815/08150", "tax-number"),
        ("USt-IdNr.: 133/8150/8159", "tax-number"),
    ],
)
def test_outdated_law(text, check):
    hits = checks.outdated_law(text)
    assert check in names(hits)
    assert all(hit.note and hit.fix and hit.law for hit in hits)


@pytest.mark.parametrize(
    "text",
    [
        "Angaben nach § 5 DDG",
        "§ 25 TDDDG",
        "§ 18 Abs. 2 MStV",
        "USt-ID: DE123456789",
        "Atmung",
        "DSGVO Art. 6",
        "Telefon 030/8150/12345",
    ],
)
def test_current_law(text):
    assert checks.outdated_law(text) == []


def test_made_pages_cite_no_outdated_law(facts):
    from mkdocs_praxis.practice.legal import Found
    from mkdocs_praxis.practice.legal.render import all_pages

    for language in ("de", "en"):
        for page in all_pages(facts, Found(DAY), built=DAY, language=language).values():
            assert checks.outdated_law(page.markdown) == []
            assert checks.wording(page.markdown) == []


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("Wir garantieren Ihnen den Erfolg der Behandlung.", "promise"),
        ("völlig ohne Nebenwirkungen", "promise"),
        ("Vorher-Nachher-Bilder unserer Patienten", "before-after"),
        ("Das sagen unsere Patienten", "testimonial"),
        ("Die beste Praxis der Stadt", "praise"),
        ("Bestellen Sie Ihr Rezept einfach per E-Mail.", "mail-health"),
        ("Bitte senden Sie uns Ihre Befunde als E-Mail.", "mail-health"),
    ],
)
def test_wording(text, check):
    assert names(checks.wording(text)) == [check]


@pytest.mark.parametrize(
    "text",
    [
        "Rezepte bestellen Sie am Telefon. Fragen zur Website per E-Mail.",
        "Bitte senden Sie uns keine Befunde per E-Mail.",
        "Wir beraten Sie zu Wirkung und Nebenwirkungen.",
        "Am besten rufen Sie an.",
        "Bitte ausgefüllt mitbringen, nicht mailen.",
    ],
)
def test_harmless_wording(text):
    assert checks.wording(text) == []


def form(*fields, method="post", foreign=False, action="https://praxis.example/senden"):
    return Page(
        forms=(Form(action, method, foreign, tuple(Field(n, t, label, 1) for n, t, label in fields), 3, 5),)
    )


def test_forms():
    name, mail = ("name", "text", "Ihr Name"), ("m", "email", "")
    medicine = ("f3", "text", "Medikament")
    assert names(checks.forms(form(name, method="get"))) == ["form-get"]
    assert names(checks.forms(form(mail, method="get"))) == ["form-get"]
    assert names(checks.forms(form(name))) == []
    assert names(checks.forms(form(name, medicine))) == ["form-health"]
    assert names(checks.forms(form(name, ("text", "textarea", "Nachricht")))) == ["form-health"]
    assert names(checks.forms(form(name, foreign=True, action="https://hook.example/x"))) == ["form-foreign"]
    assert names(checks.forms(form(name, medicine, method="get", foreign=True))) == [
        "form-foreign",
        "form-get",
        "form-health",
    ]
    assert names(checks.forms(form(("q", "search", "Suche"), method="get"))) == []
    assert names(checks.forms(form(name, action="http://praxis.example/"))) == ["form-insecure"]
    hit = checks.forms(form(name, medicine))[0]
    assert (hit.line, hit.column, hit.found) == (3, 5, "f3")


def page_with(*links):
    return Page(
        links=tuple(
            Link(href, text, frozenset(), 1, 1, foreign, marked=True) for href, text, foreign in links
        )
    )


def test_legal_links():
    both = page_with(("/impressum/", "Impressum", False), ("/datenschutz/", "Datenschutzerklärung", False))
    assert checks.missing_legal_links(both) == []
    english = page_with(("/imprint/", "Legal notice", False), ("/privacy/", "Privacy", False))
    assert checks.missing_legal_links(english) == []
    assert [h.found for h in checks.missing_legal_links(page_with(("/impressum/", "Impressum", False)))] == [
        "datenschutz"
    ]
    assert len(checks.missing_legal_links(page_with(("https://other.example/", "Impressum", True)))) == 2


def test_names_of_pictures():
    page = Page(
        images=(Image_("bilder/zahn_vorher_nachher.jpg", "", 4, 1), Image_("bilder/team.jpg", "Team", 5, 1))
    )
    assert [(h.check, h.line) for h in checks.picture_names(page)] == [("before-after", 4)]


def test_prefilled_mail():
    page = page_with(
        ("mailto:a@b.de?subject=Rezept&body=Mein%20Medikament", "Rezept", False),
        ("mailto:a@b.de", "Mail", False),
    )
    assert names(checks.mail_links(page)) == ["mail-prefilled"]


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
    assert names(checks.expired_text(text, DAY)) == ["expired-text"]


def test_expired_text():
    assert [
        h.note
        for h in checks.expired_text(
            "Die Praxis ist vom 3.8. bis 14.8.2025 geschlossen. Urlaub bis 14.8.2025.", DAY
        )
    ]
    assert checks.expired_text("Urlaub bis zum 06.01.2027", DAY) == []
    assert checks.expired_text("Seit 1998 in Berlin. Grippe bis 2025.", DAY) == []
    assert checks.expired_text("geschlossen bis 99.99.2025", DAY) == []


def test_facts_that_are_over(facts):
    assert checks.expired_facts(facts, DAY) == []
    later = checks.expired_facts(facts, dt.date(2028, 1, 1))
    assert names(later) == ["expired-notice", "expired-notice", "expired-closings", "expired-job"]
    assert later[0].place.file == "beispiel/aktuelles.yml"


def test_closings_without_deputy(facts):
    assert checks.closings_without_deputy(facts, DAY) == []
    bare = dataclasses.replace(
        facts, closings=tuple(dataclasses.replace(c, deputies=()) for c in facts.closings)
    )
    assert len(checks.closings_without_deputy(bare, DAY)) == 2
    assert checks.closings_without_deputy(bare, dt.date(2028, 1, 1)) == []
    private = dataclasses.replace(
        bare,
        practice=dataclasses.replace(
            bare.practice, profession=dataclasses.replace(bare.practice.profession, statutory=False)
        ),
    )
    assert checks.closings_without_deputy(private, DAY) == []


def test_booking_needs_another_way(facts):
    assert checks.booking_without_alternative(facts) == []
    alone = dataclasses.replace(
        facts,
        booking=dataclasses.replace(facts.booking, alternative=""),
        practice=dataclasses.replace(facts.practice, phone=None),
    )
    assert names(checks.booking_without_alternative(alone)) == ["booking-only"]


def test_people(facts):
    assert checks.photos_without_consent(facts) == []
    person = dataclasses.replace(facts.team[0], photo_consent=None, focus=("a", "b", "c", "d"))
    changed = dataclasses.replace(facts, team=(person,))
    assert names(checks.check_facts(changed, DAY)) == ["photo-consent", "focus-areas"]


def jpeg(exif=None):
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "JPEG", **({"exif": exif} if exif else {}))
    return buffer.getvalue()


def test_metadata_of_pictures():
    assert checks.image_metadata(jpeg()) == []
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 0.0)
    exif[0x013B] = "Petra Privat"
    exif.get_ifd(0x8769)[0xA431] = "SN123"
    found = checks.image_metadata(jpeg(exif))
    assert names(found) == ["photo-place", "photo-owner", "photo-owner"]
    assert [hit.note for hit in found[1:]] == ["Petra Privat", "SN123"]
    assert names(checks.image_metadata(b"no picture")) == ["photo-unread"]
