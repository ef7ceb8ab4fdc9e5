"""What stands around a practice: emergency numbers, dated texts, feed and archive, easy and sign language."""

import datetime as dt
import re
from xml.etree import ElementTree as ET

import pytest

from mkdocs_praxis.components.render import Setting, render
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.emergency import looked_up, rows, services
from mkdocs_praxis.practice.exports import files
from mkdocs_praxis.practice.legal.bodies import stale_entries
from mkdocs_praxis.practice.legal.render import legal_page
from mkdocs_praxis.practice.legal.tables import STATES
from mkdocs_praxis.practice.phones import phone
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.practice.shipped import plain_text, shipped
from mkdocs_praxis.practice.todo import missing
from mkdocs_praxis.problem import PraxisError
from tests.practice.conftest import facts_in

DAY = dt.date(2026, 11, 26)
ATOM = "{http://www.w3.org/2005/Atom}"


def facts_of(tmp_path, praxis, **files_):
    return facts_in(tmp_path, praxis="name: P\n" + praxis, **files_)


def shown(facts, part, language="de", **options):
    return str(
        render(
            part, options, Setting(facts=facts, language=language, today=DAY, link=lambda path: "./" + path)
        )
    )


NUMBERS = [
    ("bundesland: SL\nberuf: {art: arzt}\n", ["06131 19240", "Giftnotruf"], ["116 123"]),
    ("bundesland: BY\nberuf: {art: psychotherapie}\n", ["0800 6553000", "116 123", "Krisendienst"], ["19240"]),
    ("bundesland: BE\nberuf: {art: arzt, fachgebiet: Fachärztin für Psychiatrie}\n", ["030 19240", "116 123"], ["0800 655"]),
    ("bundesland: HE\nberuf: {art: arzt, fachgebiet: Facharzt für Augenheilkunde}\n", ["06131 19240", "augenärztlichen"], ["kinderärztlichen"]),
    ("bundesland: TH\nberuf: {art: arzt, fachgebiet: Kinder- und Jugendmedizin}\n", ["0361 730730", "kinderärztlichen"], ["augenärztlichen"]),
    ("bundesland: SN\nberuf: {art: arzt, fachgebiet: Kinder- und Jugendmedizin}\n", ["0361 730730"], ["kinderärztlichen"]),
    ("bundesland: HE\nberuf: {art: zahnarzt}\n", ["0180 5 607011", "14 Cent die Minute"], ["19240"]),
    ("bundesland: NW\nberuf: {art: zahnarzt}\n", ["0180 5 986700"], []),
    ("bundesland: RP\nberuf: {art: zahnarzt}\n", ["www.kzvrlp.de/notdienst", "Wer Dienst hat"], ["6246999", "0180"]),
    ("bundesland: NI\nberuf: {art: zahnarzt}\n", ["https://www.kzvn.de/", "Zahnärztlicher Notdienst"], []),
    ("bundesland: NI\nnotrufe: nein\nberuf: {art: zahnarzt}\n", ["116 117"], ["kzvn.de"]),
    ("bundesland: NI\nnotfall: [{name: Zahnnotdienst, telefon: 0511 123456}]\nberuf: {art: zahnarzt}\n", ["0511 123456"], ["kzvn.de"]),
    ("bundesland: MV\nberuf: {art: zahnarzt}\n", ["0180 6 123450", "20 Cent je Anruf"], ["zaekmv.de"]),
    ("bundesland: BE\nberuf: {art: physiotherapie}\n", [], ["19240", "116 123"]),
    ("bundesland: BE\nnotrufe: nein\nberuf: {art: arzt}\n", [], ["19240"]),
    ("land: at\nberuf: {art: arzt}\n", [], ["19240"]),
]  # fmt: skip


@pytest.mark.parametrize(("praxis", "says", "denies"), NUMBERS)
def test_numbers_suit_land_and_profession(tmp_path, praxis, says, denies):
    page = shown(facts_of(tmp_path, praxis), "emergency")
    for words in says:
        assert words in page, words
    for words in denies:
        assert words not in page, words


# Facts, numbers that are asked about, and where to look for those that nobody knows here.
ASKED = [
    ("BE\nberuf: {art: psychotherapie}\n", ["Krisendienst, 030 39063 10", "nur: einer von neun"], ["berliner-krisendienst.de"]),
    ("BE\nberuf: {art: psychotherapie}\nnotfall: [{name: Krise, telefon: 030 3906310}]\n", [], []),
    ("SN\nberuf: {art: psychotherapie}\n", [], ["Sozialpsychiatrischer Dienst"]),
    ("BY\nberuf: {art: psychotherapie}\n", [], []),
    ("HE\nberuf: {art: zahnarzt}\n", [], []),
    ("SL\nberuf: {art: zahnarzt}\nnotrufe: nein\n", [], []),
    ("RP\nberuf: {art: zahnarzt}\n", ["06131 6246999", "nur: Rheinhessen"], ["kzvrlp.de"]),
    ("BY\nberuf: {art: zahnarzt}\n", [], ["kzvb.de (jeder Kreis"]),
    ("BY\nberuf: {art: zahnarzt}\nnotfall: [{name: Zahnärztlicher Notdienst, telefon: 089 123456}]\n", [], []),
    ("HH\nberuf: {art: arzt, fachgebiet: Augenheilkunde}\n", [], ["kvhh.net"]),
    ("BW\nberuf: {art: arzt, fachgebiet: Kinder- und Jugendmedizin}\n", ["116 117", "anders sagt es: KV Baden"], ["kvbawue.de"]),
]  # fmt: skip


@pytest.mark.parametrize(("praxis", "asked", "where"), ASKED)
def test_a_number_nobody_confirmed_is_asked_about_and_never_shown(tmp_path, praxis, asked, where):
    facts = facts_of(tmp_path, "bundesland: " + praxis)
    unsure = [p for p in missing(facts) if "nicht bestätigt" in p.what]
    unknown = [p for p in missing(facts) if "keine Nummer bekannt" in p.what]
    assert (len(unsure), len(unknown)) == (bool(asked), bool(where))
    for problem in (*unsure, *unknown):
        assert (problem.severity, problem.file) == ("note", f"{tmp_path.name}/praxis.yml")
    for words in asked:
        assert words in unsure[0].what + unsure[0].why
    for words in where:
        assert words in unknown[0].fix
    page = shown(facts, "emergency").replace(" ", "")
    assert "3906310" not in page or "notfall" in praxis
    assert "6246999" not in page


def test_every_number_shown_has_a_source_that_names_it():
    for row in rows():
        naming = [one for one in row.sources if one.get("number", True)]
        assert naming, row
        assert all(one["by"] for one in row.sources)
        assert not (row.only or row.against) or not row.confirmed
        assert row.confirmed == (
            not row.only and not row.against and (len(naming) > 1 or "official" in naming[0])
        ), row
        assert phone(row.number).dial
        assert set(row.states) <= set(STATES)
    german = translator("de", "practice")
    for name in services():
        for state in STATES:
            assert looked_up(name, state, german), (name, state)


# What a practice asks for each service, and what stands on every page beside it and helps on where nobody knows a number.
CARE = {
    "gift": "art: arzt",
    "krise": "art: psychotherapie",
    "zahn": "art: zahnarzt",
    "augen": "art: arzt, fachgebiet: Augenheilkunde",
    "kinder": "art: arzt, fachgebiet: Kinder- und Jugendmedizin",
}


@pytest.mark.parametrize("service", CARE)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_land_has_a_number_or_says_where_to_look(tmp_path, service, language):
    name = translator(language, "practice")(services()[service]["name"])
    for state in STATES:
        facts = facts_of(tmp_path, f"bundesland: {state}\nberuf: {{{CARE[service]}}}\n")
        page = shown(facts, "emergency", language)
        asked = [p.fix for p in missing(facts, language=language) if name in p.what]
        assert 'href="tel:112"' in page, state
        assert 'href="tel:116117"' in page, state
        known = any(row.confirmed and state in row.states for row in rows() if row.service == service)
        assert known == (not any("notfall:" in fix for fix in asked)), (state, asked)
        if known:
            assert name in page, state
        elif service == "zahn":  # no number of every page answers for teeth: there the association does
            assert re.search(
                r"<h3>" + name + r'</h3><p><a class="praxis-external" href="https://[\w./-]+"', page
            ), state
        else:
            assert service != "krise" or 'href="tel:116123"' in page, state


def test_an_own_number_stands_once_and_old_ones_are_told(tmp_path):
    facts = facts_of(
        tmp_path, "bundesland: BE\nberuf: {art: arzt}\nnotfall: [{name: Gift, telefon: 030 19240}]\n"
    )
    assert shown(facts, "emergency").count("030 19240") == 1
    assert not [p for p in stale_entries(facts, DAY, "de") if "Gift" in p.what]
    later = [p.what for p in stale_entries(facts, DAY.replace(year=2028), "de")]
    assert any("„Giftnotruf 030 19240“" in what for what in later), later
    asked = missing(facts_of(tmp_path, "bundesland: BE\nberuf: {art: zahnarzt}\n"))
    assert not any("Zahnärztlicher Notdienst" in p.what for p in asked)


def test_dated_texts_say_their_date_and_grow_stale(tmp_path):
    facts = facts_of(tmp_path, "beruf: {art: arzt}\n", aktuelles="infos: [epa, impfungen]\n")
    german, english = shown(facts, "info-blocks"), shown(facts, "info-blocks", "en")
    for words in ("Patientenakte", "Impfpass", "26. November 2026"):
        assert words in german.replace("\N{NO-BREAK SPACE}", " "), words
    assert "patient record" in english
    assert "E-Rezept" in shown(facts, "info-blocks", only="erezept")
    later = [p.what for p in stale_entries(facts, DAY.replace(year=2028), "de")]
    assert sum("Patientenakte" in what or "Impfungen" in what for what in later) == 2
    with pytest.raises(PraxisError, match="erezept"):
        facts_of(tmp_path, "beruf: {art: arzt}\n", aktuelles="infos: [erezpt]\n")


@pytest.mark.parametrize("name", shipped("blocks"))
def test_every_text_is_there_in_both_languages_with_source(name):
    assert shipped("blocks")[name]["source"]
    german, english = (plain_text(f"bausteine/{name}", language) for language in ("de", "en"))
    assert len(german) > 100
    assert german != english


NEWS = """aktuelles:
  - {titel: 'Neu & <gut>', text: 'Wir **impfen**.', von: 20.11.2026, bis: 31.12.2026}
  - {titel: Alt, text: War einmal., von: 01.02.2026, bis: 28.02.2026, archiv: ja}
  - {titel: Vergessen, text: Weg., von: 01.01.2026, bis: 31.01.2026}
  - {titel: Künftig, von: 01.01.2027, bis: 31.01.2027}
"""


def test_news_as_feed_and_archive(tmp_path):
    facts = facts_of(tmp_path, "beruf: {art: arzt}\nwebsite: https://www.p.example/\n", aktuelles=NEWS)
    made = dict(files(facts, site_url="https://www.p.example/", today=DAY))
    feed = ET.fromstring(made["aktuelles.xml"])
    assert [e.findtext(f"{ATOM}title") for e in feed.iter(f"{ATOM}entry")] == ["Neu & <gut>", "Alt"]
    ids = [e.text for e in feed.iter(f"{ATOM}id")]
    assert len(set(ids)) == 3
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == "https://www.p.example/aktuelles.xml"
    assert "<strong>impfen</strong>" in feed.findtext(f"{ATOM}entry/{ATOM}content")
    assert (
        made["aktuelles.xml"]
        == dict(files(facts, site_url="https://www.p.example/", today=DAY))["aktuelles.xml"]
    )
    archive = shown(facts, "archive")
    assert "Alt" in archive
    assert "Vergessen" not in archive
    assert "aktuelles.xml" in shown(facts, "notices")
    assert "aktuelles.xml" not in dict(
        files(facts_of(tmp_path, "beruf: {art: arzt}\n", aktuelles=""), site_url="", today=DAY)
    )


def test_a_film_in_sign_language_stands_with_its_words(tmp_path):
    facts = facts_of(tmp_path, "beruf: {art: arzt}\n")
    page = shown(facts, "sign-language", file="a.mp4", title="Termin", text="Schreiben Sie uns.")
    assert "Gebärdensprache" in page
    assert "Schreiben Sie uns." in page
    assert 'preload="none"' in page
    with pytest.raises(PraxisError, match="text"):
        shown(facts, "sign-language", file="a.mp4", title="Termin")


def test_downloads_tell_their_date(tmp_path):
    facts = facts_of(
        tmp_path,
        "beruf: {art: arzt}\n",
        termine="formulare: [{name: Bogen, datei: a.pdf, stand: 01.11.2026}]\n",
    )
    assert "Stand 1. November 2026" in shown(facts, "downloads").replace("\N{NO-BREAK SPACE}", " ")


def test_what_an_import_recognised_waits_for_a_person(tmp_path):
    facts = facts_of(tmp_path, "beruf: {art: arzt}\ntelefon: 030 23125000   # PRÜFEN: von /kontakt.html\n")
    (point,) = (p for p in missing(facts) if "alten Website" in p.what)
    assert (point.line, point.severity) == (3, "error")
    assert not [
        p
        for p in missing(facts_of(tmp_path, "beruf: {art: arzt}\n# prüfen wir noch\n"))
        if "alten Website" in p.what
    ]


def test_without_a_land_nobody_is_sent_nowhere(tmp_path):
    (tmp_path / "praxis.yml").write_text("name: P\nberuf: {art: zahnarzt}\nland: de\n", encoding="utf-8")
    told = [p for p in missing(read_facts(tmp_path)) if "keine Nummer bekannt" in p.what]
    assert not [p for p in told if "hier: \n" in (p.fix or "")]


@pytest.mark.parametrize(
    "kind", ["sonstige, bezeichnung: Tierärztin", "sonstige, bezeichnung: Tierheilpraktiker", "Tierarzt"]
)
def test_a_practice_for_animals_shows_no_numbers_for_people_and_has_no_health_data(tmp_path, kind):
    known = f"beruf: {{art: {kind}}}\n"
    facts = facts_of(tmp_path, known, urlaub="urlaub: 24.12.2026 - 06.01.2027\n")
    parts = ("emergency-strip", "emergency", "door-notice")
    pages = [shown(facts, part) for part in parts]
    assert not any(number in page for number in ("112", "116 117") for page in pages)
    told = " ".join(f"{one.what} {one.fix}" for one in missing(facts, language="de"))
    assert "Gesundheit" not in told
    assert "Patientinnen" not in told
    assert "tierärztlicher Notdienst" in told
    assert "Gesundheit" not in legal_page("datenschutz", facts, built=DAY)
    own = "notfall:\n  - {name: Tierärztlicher Notdienst, telefon: 030 23125111}\n  - {name: Tierklinik, telefon: 030 23125112}\n"
    facts = facts_of(tmp_path, known + own, urlaub="urlaub: 24.12.2026 - 06.01.2027\n")
    assert all("030 23125111" in shown(facts, part) for part in parts)
    assert "030 23125112" in shown(facts, "emergency-strip")
    called = shown(facts, "care", signs="es krampft", urgency="emergency")
    assert "030 23125111" in called
    assert "112" not in called


def test_a_vet_is_asked_for_the_chamber_and_for_no_admission(tmp_path):
    told = " ".join(
        f"{one.what} {one.fix}"
        for one in missing(facts_of(tmp_path, "beruf: {art: Tierärztin}\nbundesland: NI\n"), language="de")
    )
    assert "kammer: Tierärztekammer Niedersachsen" in told
    assert "Krankenversicherung" not in told
    assert "kassen" not in told


@pytest.mark.parametrize(("land", "number"), [("at", "141"), ("at", "1450"), ("ch", "144")])
def test_abroad_the_on_call_service_is_the_one_that_was_declared(tmp_path, land, number):
    known = f"beruf: {{art: arzt}}\nland: {land}\n"
    facts = facts_of(tmp_path, known)
    parts = ("emergency-strip", "emergency", "door-notice")
    assert "ärztlicher Bereitschaftsdienst" in " ".join(one.what for one in missing(facts, language="de"))
    assert "116" not in "".join(shown(facts, part) for part in parts)
    facts = facts_of(
        tmp_path,
        f"{known}notfall:\n  Ärztefunkdienst: {number}\n",
        urlaub="urlaub: 24.12.2026 - 06.01.2027\n",
    )
    for page in (shown(facts, part) for part in parts):
        assert number in page
        assert "112" in page
        assert "116" not in page


def test_a_mobile_number_stands_beside_the_main_one(tmp_path):
    facts = facts_of(
        tmp_path,
        "beruf: {art: hebamme}\nanschrift: Weg 1, 01099 Dresden\ntelefon: 0351 1234567\nHandy: 0176 12345678\n",
    )
    assert facts.practice.phone.shown == "0351 1234567"
    for page in (
        *(shown(facts, part) for part in ("contact", "foot", "glance")),
        legal_page("impressum", facts, built=DAY),
    ):
        assert "0176 12345678" in page
        assert "0351 1234567" in page
    assert (
        "TYPE=WORK,CELL:+4917612345678"
        in dict(files(facts, site_url="https://www.p.example/", today=DAY))["praxis.vcf"]
    )


def test_what_holds_at_all_places_is_said_once(tmp_path):
    facts = facts_of(
        tmp_path,
        "beruf: {art: arzt}\nbundesland: Berlin\nanschrift: Weg 1, 10115 Berlin\n"
        "standorte:\n  - {name: Nord, anschrift: 'Weg 2, 10115 Berlin'}\n",
        zeiten="sprechzeiten: Mo-Fr 8-12\nfeiertage: geschlossen\n"
        "ausnahmen:\n  - {datum: 04.12.2026, zeiten: 9-10, standort: Nord}\n",
        urlaub="urlaub:\n  - {von: 07.12.2026, bis: 08.12.2026}\n"
        "  - {von: 14.12.2026, bis: 15.12.2026, standort: Nord}\n",
    )
    common, *_, north = shown(facts, "places").split("<section")
    for day, place in (("7.", common), ("25.", common), ("4.", north), ("14.", north)):
        assert shown(facts, "places").count(f" {day}\xa0Dezember") == 1
        assert f" {day}\xa0Dezember" in place


def test_a_notice_of_one_day_says_the_year(tmp_path):
    facts = facts_of(tmp_path, "beruf: {art: arzt}\n", urlaub="urlaub: 04.12.2026\n")
    assert "4.\xa0Dezember 2026" in shown(facts, "door-notice")
