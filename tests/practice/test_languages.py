"""Facts in two languages: each page says them in its own, what is missing falls back and is asked for."""

import copy
import datetime as dt

import jsonschema
import pytest
import yaml

from mkdocs_praxis.components import Setting
from mkdocs_praxis.components.render import render
from mkdocs_praxis.practice import read_facts
from mkdocs_praxis.practice.legal.render import legal_page
from mkdocs_praxis.practice.schema import json_schema
from mkdocs_praxis.practice.todo import missing
from mkdocs_praxis.problem import PraxisError

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
    for name, text in (texts | changed).items():
        (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
    return read_facts(tmp_path, language=language)


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
    assert shown(facts, "services", "tr") == shown(facts, "services", "tr")
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
        text = legal_page("datenschutz", facts, built=DAY, language=code).markdown
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
    assert says in str(error.value)


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
