"""Facts in two languages: each page says them in its own, what is missing falls back and is asked for."""

import copy
import datetime as dt

import jsonschema
import pytest
import yaml

from mkdocs_praxis.components.render import render
from mkdocs_praxis.components.setting import Setting
from mkdocs_praxis.practice.legal.render import legal_page
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.practice.structured import structured_data
from mkdocs_praxis.practice.todo import missing
from mkdocs_praxis.problem import PraxisError
from scripts.schemas import json_schema
from tests.practice.conftest import facts_in, in_german

DAY = dt.date(2026, 11, 23)
PRAXIS = "name: P\nberuf: {art: arzt}\nbundesland: BE\nuntertitel: {de: Am Platz, en: On the square}\ntelefon: 030 23125000\nemail: p@p.example\n"
SERVICES = """leistungen:
  - name: {de: Impfung, en: Vaccination}
    gruppe: {de: Vorsorge, en: Prevention}
    text:
      de: |
        Wir **impfen** Sie.
      en: We **vaccinate** you.
  - name: Blutabnahme
    gruppe: Vorsorge
    dauer: 10 Minuten
"""
TEAM = "team:\n  - name: Ada B\n    gruppe: {de: Ärztinnen, en: Doctors}\n    sprachen: [{de: Deutsch, en: German}, {de: Polnisch, en: Polish}]\n"
LEGAL = "dsb: {benannt: nein}\nbewerbungen: {aufbewahrung_monate: 6}\npost: {anbieter: Post, aufbewahrung: {de: bis es erledigt ist, en: until it is done}}\ntexte: {behandlung: {de: Eigener Satz., en: Own sentence.}}\n"


def facts_of(tmp_path, language="de", **changed):
    texts = {"praxis": PRAXIS, "leistungen": SERVICES, "team": TEAM, "rechtliches": LEGAL}
    return facts_in(tmp_path, language, **texts | changed)


def shown(facts, part, language, **options):
    return str(
        render(part, options, Setting(facts=facts, language=language, today=DAY, link=lambda path: path))
    )


def test_every_page_says_the_facts_in_its_language_and_falls_back(tmp_path):
    facts = facts_of(tmp_path)
    german, english = (shown(facts, "services", code) for code in ("de", "en"))
    assert "Impfung" in german
    assert "<strong>impfen</strong>" in german
    assert "Vaccination" in english
    assert "<strong>vaccinate</strong>" in english
    assert "Impfung" not in english
    assert "Blutabnahme" in english
    assert "Impfung" in shown(facts, "services", "tr"), (
        "what no language of the facts says is said in the site's"
    )
    assert "Ada B" in shown(facts, "team", "en", group="Ärztinnen")
    assert "German, Polish" in shown(facts, "team", "en", group="Doctors")
    assert "Vaccination" not in shown(facts, "services", "de", group="Prevention")
    assert "Impfung" in shown(facts, "services", "de", group="Prevention"), (
        "a group by its name in any language"
    )
    assert 'class="praxis-pictogram"' in english


def test_legal_pages_too(tmp_path):
    facts = facts_of(tmp_path)
    for code, retention, own in (
        ("de", "bis es erledigt ist", "Eigener Satz."),
        ("en", "until it is done", "Own sentence."),
    ):
        text = legal_page("datenschutz", facts, built=DAY, language=code)
        assert retention in text
        assert own in text
        assert 'lang="de">until' not in text


def test_what_lacks_a_language_is_asked_for_once_a_file(tmp_path):
    facts = facts_of(tmp_path)
    notes = [p for p in missing(facts) if p.severity == "note" and "Sprache en" in p.what]
    (services,) = (p for p in notes if "leistungen.yml" in (p.file or ""))
    assert "name (8)" in services.what
    assert "gruppe (9)" in services.what
    assert not any("aufbewahrung" in p.what for p in notes), (
        "what the software knows in English need not be said"
    )
    assert not [
        p
        for p in missing(
            facts_of(tmp_path, leistungen="", team="", rechtliches="", praxis="name: P\nberuf: {art: arzt}\n")
        )
        if "Sprache en" in p.what
    ]


def test_a_copy_of_a_text_in_two_languages_is_one(tmp_path):
    name = facts_of(tmp_path).services[0].name
    assert copy.deepcopy(name).within("en") == "Vaccination"
    assert name == "Impfung"


@pytest.mark.parametrize(
    ("services", "says"),
    [
        ("leistungen: [{name: {en: Vaccination}}]", "fehlt die Sprache"),
        ("leistungen: [{name: {deutsch: Impfung, en: Vaccination}}]", "keine Sprache"),
        ("leistungen: [{name: {de: Impfung, en: [a]}}]", "ein Wert"),
        ("leistungen: [{name: {de: Impfung, de: Impfen}}]", "zweites Mal"),
        ("leistungen: [{name: A, text: {de: '<b>x</b>', en: x}}]", "HTML"),
        ("leistungen: [{name: A, seite: {de: a.md, en: b.md}}]", "ein Wert"),
    ],
)
def test_what_cannot_be_is_told(tmp_path, services, says):
    with pytest.raises(PraxisError) as error:
        facts_of(tmp_path, leistungen=services)
    assert says in str(in_german(error.value))


def test_editors_accept_both_forms():
    jsonschema.validate(yaml.safe_load(SERVICES), json_schema("leistungen.yml"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"leistungen": [{"name": {"deutsch": "Impfung"}}]}, json_schema("leistungen.yml"))


@pytest.mark.parametrize(("language", "other"), [("de", "en"), ("en", "de")])
def test_names_and_numbers_need_no_second_language(tmp_path, language, other):
    """What is asked for is words; the example names the language of the site first."""
    (tmp_path / "praxis.yml").write_text(
        "name: P\nuntertitel: {de: Guten Tag, en: Hello}\nberuf: {art: ergotherapie, personen: [Ida Bergmann]}\n"
        "kassen: {gesetzlich: ja, namen: [IKK classic]}\n",
        encoding="utf-8",
    )
    (tmp_path / "team.yml").write_text(
        "team:\n  - {name: Ida Bergmann, funktion: Wirtin, abwesend: [{von: 01.12.2026, bis: 10.12.2026, vertretung: Can Öz}]}\n",
        encoding="utf-8",
    )
    (tmp_path / "leistungen.yml").write_text(
        'preislisten:\n  - {name: {de: Preise, en: Prices}, posten: [{leistung: {de: Gespräch, en: Talk}, preis: "25,50 €"}]}\n',
        encoding="utf-8",
    )
    (tmp_path / "anfahrt.yml").write_text(
        "anfahrt:\n  haltestellen: [{haltestelle: Markt, linien: [H, S]}]\n", encoding="utf-8"
    )
    asked = [p for p in missing(read_facts(tmp_path, language=language)) if f"{{{language}: …, {other}: …}}" in (p.fix or "")]  # fmt: skip
    assert ["funktion (2)" in p.what for p in asked] == [True]
    assert "vertretung" not in asked[0].what


PLACES = """name: {de: Praxis am Markt, en: Market Surgery}
beruf: {art: arzt}
standorte:
  - {name: {de: Filiale Nord, en: North Branch}, anschrift: "Weg 1, 10115 Berlin"}
sprachen: [Deutsch, Türkisch, Englisch (Grundkenntnisse), DGS, Hochdänisch]
"""
TIMES = "sprechzeiten:\n  - {zeiten: {Mo: 8-12}}\n  - {standort: Filiale Nord, zeiten: {Di: 9-13}}\n"


def test_places_have_a_name_in_each_language_and_keep_what_is_theirs(tmp_path):
    facts = facts_of(
        tmp_path,
        praxis=PLACES,
        zeiten=TIMES,
        urlaub="urlaub:\n  - {von: 7.12.2026, bis: 8.12.2026, standort: Filiale Nord}\n",
        team="team:\n  - {name: Ada B, fachgebiet: F, standorte: [Filiale Nord], sprechzeiten: [{standort: Filiale Nord, zeiten: {Di: 9-10}}]}\n",
    )
    english, german = (shown(facts, "places", code) for code in ("en", "de"))
    assert "North Branch" in english
    assert "Market Surgery" in english
    assert "Filiale" not in english
    assert "09:00–13:00" in english
    assert "Filiale Nord" in german
    for name in ("Filiale Nord", "North Branch"):
        assert "09:00–13:00" in shown(facts, "hours", "en", location=name), name
        assert "9:00–13:00" in shown(facts, "hours", "de", location=name), name
    assert "North Branch" in shown(facts, "closings", "en")
    assert "North Branch" in shown(facts, "person", "en", name="Ada B")
    assert not [
        p
        for p in missing(facts)
        if "name" in p.what and "praxis.yml" in (p.file or "") and "Sprache" in p.what
    ]


@pytest.mark.parametrize(
    ("said", "german", "english", "code"),
    [
        ("Deutsch", "Deutsch", "German", "de"), ("german", "German", "German", "de"), ("tr", "Türkisch", "Turkish", "tr"),
        ("Türkçe", "Türkçe", "Turkish", "tr"), ("en-GB", "Englisch", "British English", "en-GB"), ("no", "Norwegisch", "Norwegian", "no"),
        ("Engl.", "Englisch", "English", "en"), ("DGS", "DGS", "German Sign Language", "gsg"), ("Farsi", "Farsi", "Persian", "fa"), ("Plattdeutsch", "Plattdeutsch", "Low German", "nds"),
        ("Русский", "Русский", "Russian", "ru"), ("Englisch (Grundkenntnisse)", "Englisch (Grundkenntnisse)", "English (", "en"),
    ],
)  # fmt: skip
def test_languages_are_read_as_people_write_them(tmp_path, said, german, english, code):
    facts = facts_of(tmp_path, praxis=f"name: P\nberuf: {{art: arzt}}\nsprachen: {said}\n", team="")
    assert f"<li>{german}</li>" in shown(facts, "languages", "de")
    assert f"<li>{english}" in shown(facts, "languages", "en")
    assert structured_data(facts, today=DAY)["knowsLanguage"] == [code]


def test_a_line_of_languages_and_one_that_nobody_knows(tmp_path):
    facts = facts_of(
        tmp_path,
        praxis="name: P\nberuf: {art: arzt}\nsprachen: Deutsch, de, Englisch und Hochdänisch\n",
        team="",
    )
    assert shown(facts, "languages", "en").count("<li>") == 3
    assert '<li><span lang="de">Hochdänisch</span></li>' in shown(facts, "languages", "en")
    assert structured_data(facts, today=DAY)["knowsLanguage"] == [
        "de",
        "en",
        {"@type": "Language", "name": "Hochdänisch"},
    ]
    team = "team:\n  - {name: Ada B, funktion: Empfang, sprachen: [pl, Deutsch & Polnisch]}\n"
    person = structured_data(facts_of(tmp_path, team=team), today=DAY)["employee"][0]
    assert person == {
        "@type": "Person",
        "name": "Ada B",
        "jobTitle": "Empfang",
        "knowsLanguage": ["pl", "de"],
    }


@pytest.mark.parametrize(
    ("said", "english"),
    [
        ("45 Minuten", "45 minutes"), ("1 Stunde", "1 hour"), ("eine Stunde", "1 hour"), ("60–90 Minuten", "60–90 minutes"),
        ("ca. 30 Min.", "about 30 minutes"), ("1,5 Stunden", "1.5 hours"), ("etwa sechs Monate", "about 6 months"),
        ("je 50 Minuten", "each 50 minutes"), ("zwei bis drei Wochen", "2 to 3 weeks"), ("50 Minuten je Sitzung", "50 minutes a session"),
        ("eine halbe Stunde", "half an hour"), ("solange es eben dauert", '<span lang="de">solange es eben dauert</span>'),
    ],
)  # fmt: skip
def test_durations_are_said_in_english(tmp_path, said, english):
    services = f"leistungen:\n  - {{name: A, dauer: {said!r}}}\npreislisten:\n  - {{name: L, posten: [{{leistung: B, preis: 5 €, dauer: {said!r}, ziffern: [1, 4]}}]}}\n"
    facts = facts_of(tmp_path, leistungen=services)
    assert f"<span>{english}</span>" in shown(facts, "services", "en")
    assert f"<small>{english} · 1, 4</small>" in shown(facts, "prices", "en")
    assert said in shown(facts, "services", "de")


def test_an_english_site_has_english_facts(tmp_path):
    logs = "{felder: [IP address, Uhrzeit], tage: 7}"
    legal = f"post: {{anbieter: Post, aufbewahrung: until it is done}}\nhosting: {{anbieter: Host, logs: {logs}}}\n"
    facts = facts_of(tmp_path, "en", rechtliches=legal)
    english, german = (legal_page("datenschutz", facts, built=DAY, language=code) for code in ("en", "de"))
    assert "logged are: IP address, time." in english
    assert "How long we keep messages: until it is done" in english
    assert '<span lang="en">' not in english
    assert 'protokolliert werden: <span lang="en">IP address</span>' in german
