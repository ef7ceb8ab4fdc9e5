"""People of a group: from the file to the own page, the list, search engines and calendar."""

import datetime as dt
import re

import pytest
from icalendar import Calendar

from mkdocs_praxis.components.person_pages import made_pages
from mkdocs_praxis.components.render import render
from mkdocs_praxis.components.setting import Setting
from mkdocs_praxis.practice.checks.facts import expired_facts
from mkdocs_praxis.practice.exports import closings_calendar
from mkdocs_praxis.practice.names import slug
from mkdocs_praxis.practice.structured import structured_data
from mkdocs_praxis.problem import PraxisError
from tests.practice import vocabulary
from tests.practice.conftest import facts_in, in_german, refused

DAY = dt.date(2026, 11, 23)
PRAXIS = """name: MVZ Probe
mvz: ja
beruf: {art: arzt}
anschrift: Weg 1, 10115 Berlin
telefon: 030 23125000
kassen: {gesetzlich: ja}
standorte: [{name: Filiale Nord, anschrift: "Nordweg 2, 13347 Berlin", telefon: 030 23125200}]
"""
TEAM = """personenseiten: ja
team:
  - name: Ada Müller-Beispiel
    titel: Dr. med.
    fachgebiet: Fachärztin für Innere Medizin
    sprachen: Deutsch, Polnisch
    standorte: Filiale Nord
    sprechzeiten: {Mo: 8-12}
    kassen: {gesetzlich: nein, privat: ja}
    termin_link: https://termine.anbieter.example/ada
    abwesend: [{von: 01.12.2026, bis: 05.12.2026, vertretung: Ben Muster}]
  - {name: Ben Muster, fachgebiet: Facharzt für Innere Medizin, abwesend: [01.02.2026 bis 02.02.2026]}
  - {name: Cem Kind, fachgebiet: Facharzt für Neurologie, seite: team/cem.md}
  - name: Dora Helfer
"""
BOOKING = "termin: {online: {url: https://termine.anbieter.example/, anbieter: Anbieter AG}}\n"


def facts_of(tmp_path, team=TEAM, booking=BOOKING):
    return facts_in(tmp_path, praxis=PRAXIS, team=team, termine=booking)


def shown(facts, part, language="de", **options):
    setting = Setting(
        facts=facts,
        language=language,
        today=DAY,
        link=lambda path: "/" + path,
        page=("https://p.example/x", ""),
    )
    return re.sub(r"\s+", " ", str(render(part, options, setting)))


def test_the_team_says_who_works_where(tmp_path):
    assert "<dt>Standort</dt><dd>Filiale Nord</dd>" in shown(facts_of(tmp_path), "team")


def test_a_person_has_a_page_with_all_that_is_said(tmp_path):
    page = shown(facts_of(tmp_path), "person", name="Ada Müller-Beispiel")
    for wanted in ("Fachärztin für Innere Medizin", "8:00–12:00 Uhr", "Keine gesetzlichen", "Polnisch", "1. Dezember",
                   "Vertretung: Ben Muster", "https://termine.anbieter.example/ada", "Anbieter AG", "030 23125200"):  # fmt: skip
        assert wanted in page.replace("\N{NO-BREAK SPACE}", " "), wanted
    english = shown(facts_of(tmp_path), "person", "en", name="Dr. med. Ada Müller-Beispiel")
    assert "Away:" in english
    assert "Who pays" in english


def test_the_list_leads_to_pages_and_chooses_by_field_without_script(tmp_path):
    facts = facts_of(tmp_path)
    page = shown(facts, "team", filter=True)
    assert 'href="/team/ada-mueller-beispiel.md"' in page
    assert 'href="/team/cem.md"' in page
    assert page.count('type="radio"') == 3, "all, Innere Medizin, Neurologie: one field for women and men"
    assert "<script" not in page
    assert [p.field for p in facts.team] == ["Innere Medizin", "Innere Medizin", "Neurologie", ""]


@pytest.mark.parametrize(
    ("person", "termin", "number"),
    [
        ("", "", "030 23125000"),
        ("", "telefon: 030 23125300", "030 23125300"),
        ("standorte: Filiale Nord", "telefon: 030 23125300", "030 23125200"),
        ("telefon: 030 23125400, standorte: Filiale Nord", "", "030 23125400"),
    ],
)
def test_whoever_has_no_number_is_called_at_the_nearest(tmp_path, person, termin, number):
    team = f"personenseiten: ja\nteam: [{{name: Eva Neu, fachgebiet: Neurologie, {person}}}]\n"
    facts = facts_of(tmp_path, team, f"termin: {{{termin}}}\n" if termin else "")
    assert f'dir="ltr">{number}<' in shown(facts, "person", name="Eva Neu")


def test_pages_are_made_for_whom_there_is_something_to_say_and_nobody_wrote_one(tmp_path):
    facts = facts_of(tmp_path)
    made = dict(made_pages(facts, "de", {"index.md", "en/index.md", "team/ben-muster.md"}))
    assert sorted(made) == [
        "en/team/ada-mueller-beispiel.md",
        "en/team/ben-muster.md",
        "team/ada-mueller-beispiel.md",
    ]
    assert "sprache: en" in made["en/team/ben-muster.md"]
    accented = facts_of(tmp_path, TEAM.replace("Ada Müller", "Zoë Şahin"))
    assert "team/zoe-sahin-beispiel.md" in dict(made_pages(accented, "de", ()))


@pytest.mark.parametrize(
    "entry",
    ["name: Hans Kern †", "name: Hans Kern\n    funktion: Gründer, verstorben 2024", "name: Hans Kern\n    gruppe: In Gedenken", "name: Hans Kern\n    funktion: Seniorpartner im Ruhestand"],
)  # fmt: skip
def test_whoever_is_remembered_is_no_employee_to_search_engines(tmp_path, entry):
    data = structured_data(facts_of(tmp_path, f"team:\n  - name: Ada Beispiel\n  - {entry}\n"), today=DAY)
    assert [one["name"] for one in data["employee"]] == ["Ada Beispiel"]


def test_search_engines_calendar_and_todo_know_them(tmp_path):
    facts = facts_of(tmp_path)
    data = structured_data(facts, today=DAY)
    assert vocabulary.errors(data) == []
    assert data["employee"][0]["name"] == "Dr. med. Ada Müller-Beispiel"
    events = Calendar.from_ical(closings_calendar(facts, today=DAY)).walk("VEVENT")
    away = next(e for e in events if "Ada" in str(e["summary"]))
    assert (away["dtstart"].dt, away["dtend"].dt) == (dt.date(2026, 12, 1), dt.date(2026, 12, 6))
    assert "Ben Muster" in str(away["description"])
    assert any("Ben Muster" in str(hit) for hit in expired_facts(facts, DAY))


@pytest.mark.parametrize(
    ("team", "booking", "says"),
    [
        ("team: [{name: A B, standorte: Filiale Nrod}]", BOOKING, "Filiale Nord"),
        (
            "team: [{name: A B, sprechzeiten: [{zeiten: {Mo: 8-9}, standort: Süd}]}]",
            BOOKING,
            "Den Standort „Süd“ gibt es",
        ),
        ("team: [{name: A B, termin_link: https://x.example/}]", "", "anbieter"),
        ("personenseiten: ja\nteam: [{name: A B}, {name: A  b}]", BOOKING, "heißen gleich"),
        ("team: [{name: A B, abwesend: bald}]", BOOKING, "24.12.2026"),
        ("team: [{name: A B, abwesend: [{von: 05.12.2026, bis: 01.12.2026}]}]", BOOKING, "liegt vor"),
        (
            "team: [{name: A B, abwesend: [{von: 05.12.2026, bis: 06.12.2026, grund: krank}]}]",
            BOOKING,
            "grund",
        ),
    ],
)
def test_what_cannot_be_is_told(tmp_path, team, booking, says):
    with pytest.raises(PraxisError) as error:
        facts_of(tmp_path, team, booking)
    assert says in str(in_german(error.value))


def test_only_who_is_alone_has_a_large_card(tmp_path):
    one = "team:\n  - name: Ada Beispiel\n"
    other = "  - {name: Eva Muster, gruppe: Empfang}\n"
    assert "praxis-team--one" in shown(facts_of(tmp_path / "a", one), "team")
    assert "praxis-team--one" not in shown(facts_of(tmp_path / "b", one + other), "team")


def test_an_unknown_name_is_told_with_the_nearest(tmp_path):
    with pytest.raises(PraxisError, match="Ben Muster"):
        shown(facts_of(tmp_path), "person", name="Ben Mustr")


@pytest.mark.parametrize("between", [" und ", " and ", " & ", " u. ", ", "])
def test_several_people_in_one_line_are_told(tmp_path, between):
    with refused("mehrere in einer Zeile") as told:
        facts_of(tmp_path, team=f"team: Dr. Ada Beispiel{between}Bert Muster\n")
    assert told.value.problems[0].line == 1


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Łukasz Paweł", "lukasz-pawel"),
        ("Đorđe Größe", "dorde-groesse"),
        ("Søren Æbelø", "soeren-aebeloe"),
        ("Işıl Yıldız", "isil-yildiz"),
        ("Nguyễn Thị Thanh", "nguyen-thi-thanh"),
    ],
)
def test_address_of_a_person_keeps_every_letter_of_the_name(name: str, address: str) -> None:
    assert slug(name) == address
