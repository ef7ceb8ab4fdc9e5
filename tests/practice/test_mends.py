"""What a practice is advised to write, word for word: it is understood, and what was understood already says what somebody meant."""

import datetime as dt
import re

import pytest

from mkdocs_praxis.practice.calendar import day
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.practice.requirements import unmet
from mkdocs_praxis.practice.todo import missing
from mkdocs_praxis.problem import PraxisError
from tests.practice.conftest import facts_in, in_german, refused
from tests.tools import lay

BASE = "name: P\nberuf: {art: logopaedie, bezeichnung: Logopädin, staat: D}\n"
BOOKING = "termin:\n  online:\n    url: https://termine.example/praxis\n    anbieter: Doctolib\n"
PERSON = "inhaber: Dr. med. Ada Ahrens\n"


def told(tmp_path, **texts):
    """Return the mistakes of facts, in German."""
    with pytest.raises(PraxisError) as error:
        facts_in(tmp_path / "praxis", **{"praxis": BASE} | texts)
    return in_german(error.value).problems


# what was written, what is advised (a part), what is written then: file, text
ADVISED = [
    ("zeiten", "sprechzeiten:\nMo: 8-12\n", "Das gehört unter sprechzeiten:, um zwei Leerzeichen eingerückt", "sprechzeiten:\n  Mo: 8-12\n"),
    ("anfahrt", "anfahrt:\ntext: Im Hof\n", "Das gehört unter anfahrt:", "anfahrt:\n  text: Im Hof\n"),
    ("urlaub", "urlaub:\nvon: 24.12.2026\n", "Das gehört unter urlaub:", "urlaub:\n  von: 24.12.2026\n  bis: 03.01.2027\n"),
    ("zeiten", "sprechzeiten:\n  Mo: 8-12\n  Telefon: Mo-Fr 7-9\n", "am linken Rand: telefonzeiten: Mo-Fr 7-9", "sprechzeiten:\n  Mo: 8-12\ntelefonzeiten: Mo-Fr 7-9\n"),
    ("zeiten", "telefon: 030 23125000\n", "Das gehört zu praxis.yml", "sprechzeiten: Mo 8-12\n"),
    ("termine", "termin:\n  online: Doctolib\n", "    anbieter: Doctolib\n  url: ", BOOKING),
    ("termine", "termin:\n  online: https://termine.example/praxis\n", "  url: https://termine.example/praxis\n  anbieter: ", BOOKING),
    ("leistungen", "preislisten:\n  Attest: 5 €\n", "preislisten:\n  Für Selbstzahler:\n    Attest: 5 €", "preislisten:\n  Für Selbstzahler:\n    Attest: 5 €\n"),
    ("leistungen", "kurse:\n  - Stimme: auf Anfrage\n", "Was noch keine Tage hat, gehört unter `leistungen:`", "leistungen:\n  - Stimme: auf Anfrage\n"),
    ("leistungen", "kurse:\n  - Stimme: ab 13.01.2027, 8x mittwochs 18-19\n", "jeden Tag einzeln", "kurse:\n  - Stimme: 13.01.2027 18:00-19:00\n"),
    ("praxis", BASE + "inhaber: Ahrens, Dr. med. Ada\n", "Ist es eine Person, schreiben Sie: Dr. med. Ada Ahrens", BASE + PERSON),
    ("praxis", BASE + "inhaber: Ada Ahrens, Logopädin (B.Sc.)\n", "eine Person, schreiben Sie: - Ada Ahrens, Logopädin (B.Sc.)", BASE + "inhaber:\n  - Ada Ahrens, Logopädin (B.Sc.)\n"),
    ("praxis", BASE + "steuernummer: 12/345/67890\n", "Löschen Sie die Zeile: Eine Steuernummer", BASE),
    ("praxis", BASE + "anschrift:\n  strasse: Weg\n  hausnummer: 1\n  plz: 10115\n  ort: Berlin\n", "strasse: Musterweg 1", BASE + "anschrift:\n  strasse: Weg 1\n  plz: 10115\n  ort: Berlin\n"),
    ("praxis", BASE + "telefon: O30 23125000\n", "Der Buchstabe O", BASE + "telefon: 030 23125000\n"),
    ("praxis", BASE + "email: Praxis <p@wort.example>\n", "so: p@wort.example", BASE + "email: p@wort.example\n"),
    ("praxis", BASE + "sprachen: Deutsch, Englsch\n", "Meinten Sie „Englisch“", BASE + "sprachen: Deutsch, Englisch\n"),
    ("praxis", BASE.replace("P", "!P", 1), 'name: "!P"', BASE.replace("P", '"!P"', 1)),
    ("praxis", BASE.replace("P", "&Laut P", 1), 'name: "&Laut P"', BASE.replace("P", '"&Laut P"', 1)),
    ("praxis", BASE.replace("P", '"Praxis "Wort""', 1), "name: 'Praxis \"Wort\"'", BASE.replace("P", "'Praxis \"Wort\"'", 1)),
    ("praxis", BASE + "standorte:\n  - Filiale Nord\n", "  name: Filiale Nord\n  anschrift: ", BASE + "standorte:\n  - name: Filiale Nord\n    anschrift: Weg 1, 10115 Berlin\n"),
    ("team", "team:\n  - name: Ada Ahrens\n    seit: 2009\n", "text: Seit 2009 in der Praxis", "team:\n  - name: Ada Ahrens\n    text: Seit 2009 in der Praxis.\n"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "wrong", "advice", "right"), ADVISED)
def test_advice_is_understood_when_it_is_followed(tmp_path, file, wrong, advice, right):
    (problem,) = told(tmp_path, **{file: wrong})
    assert advice.strip() in problem.fix
    facts_in(tmp_path / "mended", **{"praxis": BASE} | {file: right})


def test_a_name_is_never_shortened_by_what_yaml_reads_in_it(tmp_path):
    facts = facts_in(tmp_path / "praxis", praxis='name: "!P"\nberuf: {art: arzt}\n')
    assert facts.practice.name == "!P"
    again = "hosting: &eins\n  anbieter: Hostwerk\npost: *eins\n"  # who knows YAML may use its anchors
    assert facts_in(tmp_path / "anchors", praxis=BASE, rechtliches=again).mailbox.provider == "Hostwerk"
    for quoted in ('"Nein" und "ja"', '"Nein", sagt sie'):
        (problem,) = told(tmp_path / quoted[1:5], fragen=f"fragen:\n  - frage: F\n    antwort: {quoted}\n")
        assert f"antwort: '{quoted}'" in problem.fix


@pytest.mark.parametrize("between", [", ", "; ", " | ", " · ", " / ", " - ", "\n  "])
def test_an_address_is_parted_by_any_sign(tmp_path, between):
    line = "Sonnenallee 12a" + between + "12045 Berlin"
    facts = facts_in(tmp_path / "praxis", praxis=BASE + f"anschrift: |\n  {line}\n")
    address = facts.practice.address
    assert (address.street, address.postcode, address.city) == ("Sonnenallee 12a", "12045", "Berlin")


@pytest.mark.parametrize("street", ["Weg 12 - 14", "Weg 12/14", "Weg 3–5"])
def test_numbers_of_a_house_are_no_parts_of_an_address(tmp_path, street):
    facts = facts_in(tmp_path / "praxis", praxis=BASE + f"anschrift: {street}, 12045 Berlin\n")
    assert facts.practice.address.street == street


def test_hours_from_a_day_on_may_stand_in_a_list(tmp_path):
    said = "sprechzeiten:\n  - Mo-Fr: 8-12\n  - ab 01.02.2027:\n      Mo-Fr: 9-12\n"
    facts = facts_in(tmp_path / "praxis", praxis=BASE, zeiten=said)
    opens = [day(facts, dt.date(2027, month, 3)).spans[0].opens for month in (1, 2) if month == 2]
    assert opens == [9 * 60]
    assert [one.valid_from for one in facts.hours] == [None, dt.date(2027, 2, 1)]


@pytest.mark.parametrize("closed", ["--", "–", "/", "geschlossen!"])
def test_signs_for_a_closed_day(tmp_path, closed):
    facts = facts_in(tmp_path / "praxis", praxis=BASE, zeiten=f"sprechzeiten:\n  Mo: 8-12\n  Di: {closed}\n")
    assert facts.hours[0].week.days[1] == ()
    said = facts_in(tmp_path / "other", praxis=BASE, zeiten="sprechzeiten: nur nach Vereinbarung!\n")
    assert said.hours[0].week.on_request


def test_prices_and_courses_by_their_names(tmp_path):
    said = "preislisten:\n  Für alle:\n    Stand: 01.01.2027\n    Ausfall: 50 % des Satzes\n    Telefon: 5 €\n    Attest: 5\n"
    said += "  Zettel:\n    - Attest 5 €\n    - Gutachten ab 80 €\n"
    said += "kurse:\n  Stimme: 13.01.2027 18-19\n  Atem:\n    termine: 13.1.2027, 20.1.2027 und 27.1.2027, 18-19 Uhr\n"
    facts = facts_in(tmp_path / "praxis", praxis=BASE, leistungen=said)
    listed = {one.name: [(item.name, item.price) for item in one.items] for one in facts.price_lists}
    assert listed["Für alle"] == [("Ausfall", "50 % des Satzes"), ("Telefon", "5 €"), ("Attest", "5 €")]
    assert listed["Zettel"] == [("Attest", "5 €"), ("Gutachten", "ab 80 €")]
    assert [one.name for one in facts.courses] == ["Stimme", "Atem"]
    assert {one.spans[0].opens for course in facts.courses for one in course.dates} == {18 * 60}


def test_days_of_a_course_keep_their_own_hours(tmp_path):
    said = "kurse:\n  Atem: 13.1.2027 17-18, 20.1.2027 18-19\n"
    dates = facts_in(tmp_path / "praxis", praxis=BASE, leistungen=said).courses[0].dates
    assert [one.spans[0].opens for one in dates] == [17 * 60, 18 * 60]


def test_a_closing_of_one_day_with_its_weekday_and_reason(tmp_path):
    facts = facts_in(tmp_path / "praxis", praxis=BASE, urlaub="urlaub:\n  - Fr. 14.05.2027 Brückentag\n")
    assert [(one.start, one.reason) for one in facts.closings] == [(dt.date(2027, 5, 14), "Brückentag")]


def test_languages_in_a_row_and_in_small_letters(tmp_path):
    said = BASE + "sprachen: deutsch englisch und etwas Spanisch, pt-BR, Kölsch\n"
    spoken = facts_in(tmp_path / "praxis", praxis=said).practice.spoken
    assert list(spoken) == ["Deutsch", "Englisch", "etwas Spanisch", "pt-BR", "Kölsch"]


@pytest.mark.parametrize("form", ["e. V.", "e.V.", "Verein", "OHG"])
def test_a_legal_form_is_asked_for_its_name_register_and_board(tmp_path, form):
    facts = facts_in(tmp_path / "praxis", praxis=BASE + f"rechtsform: {form}\n")
    assert {"company", "representatives", "register"} <= {one.id for one in unmet(facts)}


@pytest.mark.parametrize(
    ("form", "company", "register"),
    [
        ("gmbh", "GmbH", "HRB 1, art: Handelsregister"),
        ("ug", "UG (haftungsbeschränkt)", "HRB 1, art: Handelsregister"),
        ("partgmbb", "PartG mbB", "PR 1, art: Partnerschaftsregister"),
        ("egbr", "eGbR", "GsR 1, art: Gesellschaftsregister"),
        ("eg", "eG", "GnR 1, art: Genossenschaftsregister"),
        ("kg", "& Co. KG", "HRA 1, art: Handelsregister"),
        ("ev", "e. V.", "VR 1, art: Vereinsregister"),
    ],
)
def test_examples_are_those_of_the_legal_form_and_are_understood(tmp_path, form, company, register):
    facts = facts_in(tmp_path / "praxis", praxis=BASE + f"rechtsform: {form}\n")
    lines = [line for problem in missing(facts) for line in str(problem.fix).splitlines()]
    told = [next(line for line in lines if line.startswith(key)) for key in ("firma:", "register:")]
    assert company in told[0]
    assert register in told[1]
    again = facts_in(tmp_path / "praxis", praxis=BASE + f"rechtsform: {form}\n" + "\n".join(told) + "\n")
    assert again.practice.register.number == register.partition(",")[0]
    assert company in again.practice.company


@pytest.mark.parametrize(("file", "line", "first"), [("praxis", "beruf: Logopädin", "art: Logopädin"), ("rechtliches", "hosting: IONOS", "anbieter: IONOS")])  # fmt: skip
def test_what_todo_proposes_keeps_what_stands_there_in_one_line(tmp_path, file, line, first):
    texts = {"praxis": "name: P\nberuf: {art: arzt}\n"} | {file: f"name: P\n{line}\n" if file == "praxis" else f"{line}\n"}  # fmt: skip
    key = line.partition(":")[0]
    for problem in missing(facts_in(tmp_path / "praxis", **texts)):
        if not re.search(rf"\n{key}:\n", problem.fix or ""):
            continue
        proposed = problem.fix.partition("\n")[2]
        assert first in proposed
        mended = texts | {file: texts[file].replace(line, proposed)}
        read_facts(lay(tmp_path / "again", {f"{name}.yml": text for name, text in mended.items()}))


def test_todo_asks_when_the_places_of_a_course_were_counted(tmp_path):
    said = "kurse:\n  - name: Stimme\n    termine: 13.01.2027 18-19\n    frei: 2\n"
    asked = "Tag, an dem die freien Plätze"
    facts = facts_in(tmp_path / "praxis", praxis=BASE, leistungen=said)
    assert any(asked in problem.what for problem in missing(facts))
    facts = facts_in(tmp_path / "praxis", praxis=BASE, leistungen=said + "    stand: 20.11.2026\n")
    assert not any(asked in problem.what for problem in missing(facts))


def test_two_people_in_one_line_are_still_asked_for(tmp_path):
    with refused("jeden Eintrag in eine eigene Zeile"):
        facts_in(tmp_path / "praxis", praxis=BASE + "inhaber: Ada Ahrens und Ben Brandt\n")


def test_keys_may_follow_below_a_name_with_what_stands_behind_it(tmp_path):
    said = "leistungen:\n  - Impfungen: Auch für Reisen.\n    dauer: 20 Minuten\n  - Attest: 5 €\n    kosten: selbstzahler\n"
    said += "kurse:\n  - Stimme: 13.01.2027 18-19\n    preis: 120 €\n"
    news = "aktuelles:\n  - Neue Nummer: Ab Montag gilt sie.\n    bis: 31.01.2027\n"
    facts = facts_in(tmp_path / "praxis", praxis=BASE, leistungen=said, aktuelles=news)
    first, second = facts.services
    assert (first.text, first.duration, second.price) == ("Auch für Reisen.", "20 Minuten", "5 €")
    assert (facts.courses[0].price, facts.notices[0].text) == ("120 €", "Ab Montag gilt sie.")
    (problem,) = told(tmp_path / "day", aktuelles="aktuelles:\n  - 01.12.2026: Wir sind umgezogen\n")
    assert "titel: Wir sind umgezogen, und in eigenen Zeilen darunter von: 01.12.2026 und bis:" in problem.fix


def test_a_note_of_the_afternoon_beside_hours_of_the_morning(tmp_path):
    said = "sprechzeiten:\n  Fr: 8-12 Uhr (nachm. Hausbesuche)\n"
    spans = facts_in(tmp_path / "praxis", praxis=BASE, zeiten=said).hours[0].week.days[4]
    assert [(one.closes, one.note) for one in spans] == [(12 * 60, "nachm. Hausbesuche")]
    for line in ("3-5 nachmittags", "3-5 (am Nachmittag)"):
        (problem,) = told(tmp_path / line[4:6], zeiten=f"sprechzeiten:\n  Mo: {line}\n")
        assert "nur bis zwölf" in problem.what


def test_a_comma_in_braces_and_a_star_before_an_entry(tmp_path):
    (problem,) = told(
        tmp_path / "a", leistungen="leistungen:\n  - name: A\n    text: {de: Für alle, die reden, en: Talk}\n"
    )
    assert "Setzen Sie den ganzen Wert in Anführungszeichen" in problem.fix
    (problem,) = told(tmp_path / "b", team="team:\n  * name: Ada Ahrens\n")
    assert "- name: Ada Ahrens" in problem.fix


@pytest.mark.parametrize(("start", "end"), [("24.12.2026", "06.01.2072"), ("24.12.2071", "06.01.2072")])
def test_a_slip_in_the_year_of_a_closing_is_told_once(tmp_path, start, end):
    (problem,) = told(tmp_path, urlaub=f"urlaub:\n  - von: {start}\n    bis: {end}\n")
    assert "Prüfen Sie" in problem.fix
