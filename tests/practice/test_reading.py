"""A folder of facts becomes Facts."""

import datetime as dt
import re

import pytest

from mkdocs_praxis.components.words import week_rows
from mkdocs_praxis.practice.answers import hours_in, understood
from mkdocs_praxis.practice.calendar import day
from mkdocs_praxis.practice.periods import closed_days
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.practice.values import Span
from mkdocs_praxis.problem import PraxisError
from tests.practice.conftest import EXAMPLE, facts_in, in_german, refused


def test_the_practice(facts):
    practice = facts.practice
    assert practice.name == "Hausarztpraxis Beispiel"
    assert practice.state == "BE"
    assert practice.address.lines == ("1. Obergeschoss", "Musterstraße 12", "10115 Berlin")
    assert (practice.phone.shown, practice.phone.href) == ("030 23125 000", "tel:+493023125000")
    assert [owner.name for owner in practice.owners] == ["Dr. med. Ada Beispiel", "Dr. med. Björn Muster"]
    assert practice.spoken == ("Deutsch", "Englisch", "Türkisch")
    assert practice.insurance.employers is False
    assert practice.emergency[0].phone.shown == "030 19240"
    assert practice.profession.statutory is True


def test_hours_of_several_lines_come_together(facts):
    week = facts.hours[0].week
    assert week.days[0] == (Span(480, 720), Span(900, 1080))
    assert week.days[2] == (Span(480, 720),)
    assert week.days[3] == (Span(480, 720), Span(900, 1140, "auch Berufstätige"))
    assert week.days[5:] == ((), ())
    assert facts.hours[2].week.on_request == {5}


def test_short_form_of_hours(facts):
    assert len(facts.phone_hours) == 1
    assert facts.phone_hours[0].week.days[4] == (Span(480, 690),)


def test_deputies_are_looked_up(facts):
    first, second = facts.closings
    assert [deputy.name for deputy in first.deputies] == ["Praxis Dr. Weber", "Praxis Yılmaz"]
    assert second.deputies[0].phone.dial == "+493023125210"


def test_both_ways_to_write_dates(facts):
    assert [e.date for e in facts.exceptions] == [dt.date(2026, 12, 5), dt.date(2026, 12, 23)]


def test_every_record_knows_its_place(facts):
    place = facts.closings[0].place
    assert (place.file, place.line) == ("beispiel/urlaub.yml", 12)
    assert place.excerpt.strip() == "- von: 24.12.2026"


def test_blocks_of_text_keep_their_paragraphs(facts):
    assert facts.services[0].text == (
        "Ab 18 Jahren einmal, ab 35 Jahren alle drei Jahre.\n\nBitte kommen Sie nüchtern.\n"
    )


def test_only_praxis_yml_is_needed(tmp_path):
    (tmp_path / "praxis.yml").write_text("name: P\nberuf:\n  art: physiotherapie\n", encoding="utf-8")
    facts = read_facts(tmp_path)
    assert facts.practice.profession.kind == "physiotherapie"
    assert facts.hours == ()
    assert facts.hosting is None
    assert facts.texts == {}


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_windows_and_old_line_ends_and_bom(tmp_path, end):
    for path in EXAMPLE.glob("*.yml"):
        text = path.read_text(encoding="utf-8").replace("\n", end)
        (tmp_path / path.name).write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert read_facts(tmp_path).closings == read_facts(EXAMPLE).closings


def test_missing_folder(tmp_path):
    with pytest.raises(PraxisError) as error:
        read_facts(tmp_path / "praxis")
    assert [p.file for p in error.value.problems] == ["praxis"]


SHORT = {
    "praxis.yml": "Name: P #  Kommentar\nBeruf:\n  Art: Arzt\n  Kammer: ÄK Berlin\nInhaber: Dr. Ada\nE-Mail: a@b.de\n"
    "Anschrift: |\n  Hinterhaus\n  Musterweg 1\n  10115 Berlin\nSprachen: Deutsch, Polnisch\n",
    "zeiten.yml": "sprechzeiten:\n  Mo-Do: 8–12 Uhr\nfeiertage: geöffnet\n",
    "urlaub.yml": "urlaub:\n  - 24.12.2026 bis 06.01.2027\n  - 12.2.2027\n",
    "team.yml": "team: [Ada, Ben]\n",
    "leistungen.yml": "leistungen:\n  - Impfung\n",
    "rechtliches.yml": "hosting: Hoster GmbH\ndsb: nein\n",
}


def test_short_ways_to_write(tmp_path):
    for name, text in SHORT.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    facts = read_facts(tmp_path)
    assert facts.practice.name == "P"
    assert facts.practice.owners[0].name == "Dr. Ada"
    assert facts.practice.email == "a@b.de"
    assert facts.practice.address.lines == ("Hinterhaus", "Musterweg 1", "10115 Berlin")
    assert facts.practice.profession.chamber.name == "ÄK Berlin"
    assert facts.holidays.closed is False
    assert [(c.start.isoformat(), c.end.isoformat()) for c in facts.closings] == [
        ("2026-12-24", "2027-01-06"),
        ("2027-02-12", "2027-02-12"),
    ]
    assert [p.name for p in facts.team] == ["Ada", "Ben"]
    assert facts.services[0].name == "Impfung"
    assert facts.hosting.provider == "Hoster GmbH"
    assert facts.dpo.appointed is False


def test_a_comma_in_brackets_parts_no_address(tmp_path):
    written = "anschrift: Uferweg 3 (Hinterhaus, 2. Stock), 10115 Berlin"
    (tmp_path / "praxis.yml").write_text(f"name: P\nberuf: {{art: arzt}}\n{written}\n", encoding="utf-8")
    assert read_facts(tmp_path).practice.address.lines == ("Uferweg 3 (Hinterhaus, 2. Stock)", "10115 Berlin")


def test_numbers_are_read_as_the_country_writes_them(tmp_path):
    (tmp_path / "praxis.yml").write_text(
        "name: P\nberuf:\n  art: arzt\n  kammer: Ärztekammer für Wien\ntelefon: 01 5134677\n"
        "anschrift: Testgasse 1, 1010 Wien\nland: AT\n",
        encoding="utf-8",
    )
    (tmp_path / "urlaub.yml").write_text(
        "urlaub:\n  - von: 1.8.2027\n    bis: 9.8.2027\n    vertretung:\n      name: W\n      telefon: 01 5134677\n",
        encoding="utf-8",
    )
    facts = read_facts(tmp_path)
    assert facts.practice.country == "at"
    assert facts.practice.phone.dial == "+4315134677"
    assert facts.practice.address.postcode == "1010"
    assert facts.closings[0].deputies[0].phone.dial == "+4315134677"


WEEKS = [
    "sprechzeiten: Mo-Fr 8-12 Uhr\n", "sprechzeiten:\n  Mo - Fr 8-12\n", "sprechzeiten: |\n  Mo-Do 8-12\n  Fr: 8:00 bis 12:00\n",
    "sprechzeiten:\n  - Mo-Do: 8-12\n  - Fr: 8-12\n", "sprechzeiten:\n  - Mo, Di, Mi 8-12\n  - Do und Fr 8-12\n", "sprechzeiten:\n  Mo-Fr\t8-12\n",
    "sprechzeiten:\n  - zeiten: {Mo-Fr: 8-12}\n", "sprechzeiten: {Mo, Di, Mi: 8-12, Do und Fr: 8-12}\n",
    "sprechzeiten:\n  - {zeiten: {Mo, Di: 8-12, Mi, Do, Fr: 8-12}}\n",
]  # fmt: skip


@pytest.mark.parametrize("written", WEEKS)
def test_hours_are_read_as_lists_and_lines_too(tmp_path, written):
    (tmp_path / "praxis.yml").write_text("name: P\nberuf: {art: arzt}\n", encoding="utf-8")
    (tmp_path / "zeiten.yml").write_text(written, encoding="utf-8")
    (hours,) = read_facts(tmp_path).hours
    assert [[(s.opens, s.closes) for s in day] for day in hours.week.days] == [[(480, 720)]] * 5 + [[], []]


@pytest.mark.parametrize("below", ["Mo-Fr 8-9", "\n    Mo-Fr: 8-9", "\n    Mo-Mi: 8-9\n    Do, Fr: 8-9"])
def test_a_consultation_may_stand_by_its_name_among_the_days(tmp_path, below):
    lines = f"sprechzeiten:\n  Mo-Fr: 8-12\n  Akutsprechstunde: {below}\n  hinweis: Bitte anrufen\n"
    plain, acute = facts_in(
        tmp_path, praxis="name: P\nberuf: {art: arzt}\n", zeiten=lines.replace(": \n", ":\n")
    ).hours
    assert (plain.name, plain.note, acute.name) == ("", "Bitte anrufen", "Akutsprechstunde")
    for hours, closes in ((plain, 720), (acute, 540)):
        assert [[(s.opens, s.closes) for s in day] for day in hours.week.days] == [[(480, closes)]] * 5 + [
            [],
            [],
        ]


def test_a_misspelt_day_is_no_consultation(tmp_path):
    with pytest.raises(PraxisError) as refused:
        facts_in(
            tmp_path,
            praxis="name: P\nberuf: {art: arzt}\n",
            zeiten="sprechzeiten:\n  Mo: 8-12\n  Mitwoch: 8-12\n",
        )
    assert "Mitwoch" in str(in_german(refused.value))


@pytest.mark.parametrize("written", ["www.praxis-wandse.example", "praxis-wandse.de/", "praxis.wandse.de"])
def test_an_address_may_lack_its_scheme(tmp_path, written):
    facts = facts_in(tmp_path, praxis=f"name: P\nberuf: {{art: arzt}}\nwebsite: {written}\n")
    assert facts.practice.website == f"https://{written}"


# Pasted from a sign: what of it holds on which day. Wrong hours send people to a closed door.
PASTED = [
    ("  - Mo-Fr 8.00-11.30 Uhr, Mo/Di/Do 14-17 h", "8-11.5 14-17,8-11.5 14-17,8-11.5,8-11.5 14-17,8-11.5,,"),
    ("  Mo-Fr: 8-12 Uhr Di 15-18", "8-12,8-12 15-18,8-12,8-12,8-12,,"),
    ("  Mo-Fr: 8-12 Uhr sowie Mo u. Do 15-18 Uhr", "8-12 15-18,8-12,8-12,8-12 15-18,8-12,,"),
    ("  Mo-Fr: 8-12 Uhr, nur Mo Di Do 15-18", "8-12 15-18,8-12 15-18,8-12,8-12 15-18,8-12,,"),
    (" Mo-Do 8-12 + 14-18, Fr 8-13 Uhr | Sa geschlossen", "8-12 14-18,8-12 14-18,8-12 14-18,8-12 14-18,8-13,,"),
    (" |\n  Mo. bis Do. von 8 bis 12 Uhr\n  Fr. 8 bis 12 Uhr, Sa. 9 bis 10", "8-12,8-12,8-12,8-12,8-12,9-10,"),
    ("  Mo-Mi: 8-12 (Fr. Dr. Muster)\n  Do: 8-12 (donnerstags nur mit Termin)", "8-12,8-12,8-12,8-12,,,"),
]  # fmt: skip


def pasted(tmp_path, written):
    (tmp_path / "praxis.yml").write_text("name: P\nberuf: {art: arzt}\n", encoding="utf-8")
    (tmp_path / "zeiten.yml").write_text(written, encoding="utf-8")
    return read_facts(tmp_path)


@pytest.mark.parametrize(("written", "days"), PASTED, ids=[str(n) for n in range(len(PASTED))])
def test_hours_from_a_sign_hold_on_the_days_they_name_and_on_no_others(tmp_path, written, days):
    start = "sprechzeiten:" + ("\n" if written.startswith("  ") else "")
    (hours,) = pasted(tmp_path, f"{start}{written}\n").hours
    found = [" ".join(f"{s.opens / 60:g}-{s.closes / 60:g}" for s in day) for day in hours.week.days]
    assert ",".join(found) == days


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Mo-Fr: 8-12 (außer Mi, da bis 11)", "andere Tage als die Zeile"),
        ("Mo-Fr: 8-12, 15-18 (nur Mo, Di)", "andere Tage als die Zeile"),
        ("Mo-Do: 14-18 (donnerstags bis 20 Uhr)", "andere Tage als die Zeile"),
        ("Mo-Fr: 8-12\n  Mi: geschlossen", "Mittwoch ist in einer Zeile geschlossen"),
        ("Mo-Fr: 2-6 pm", "bis zwölf"),
        ("Mo Fr: 8-12", "kein Wochentag"),
    ],
)
def test_hours_that_nobody_can_place_are_no_hours(tmp_path, written, told):
    with refused(told):
        pasted(tmp_path, f"sprechzeiten:\n  {written}\n")


@pytest.mark.parametrize("written", ["24.12., 31.12.", "Heiligabend und Silvester", "[Heiligabend, 31.12.]"])
def test_days_of_every_year_as_people_call_them(tmp_path, written):
    holidays = pasted(tmp_path, f"feiertage:\n  zusaetzlich: {written}\n").holidays
    assert [(day.day, day.month) for day in holidays.also_closed] == [(24, 12), (31, 12)]


@pytest.mark.parametrize(
    ("name", "date"),
    [("Rosenmontag", "2027-02-08"), ("Veilchendienstag", "2027-02-09"), ("Gründonnerstag", "2027-03-25"),
     ("Freitag nach Himmelfahrt", "2027-05-07"), ("Fronleichnam", "2027-05-27"), ("Silvester", "2027-12-31")],
)  # fmt: skip
def test_days_with_a_name_fall_on_their_date_of_each_year(tmp_path, name, date):
    facts = pasted(tmp_path, f"sprechzeiten:\n  Mo-So: 8-12\nfeiertage:\n  zusaetzlich: [{name}]\n")
    off = day(facts, dt.date.fromisoformat(date)).off
    assert off
    assert off.reason == name
    assert not day(facts, dt.date.fromisoformat(date) + dt.timedelta(7)).off or name == "Silvester"


@pytest.mark.parametrize(
    "written",
    [
        "- 24.12.2026-3.1.2027: Ferien\n  - 07.05.2027: Brückentag",
        "24.12.2026-3.1.2027: Ferien\n  Fr 07.05.2027: Brückentag",
        "- Ferien: 24.12.2026 bis 3.1.2027\n  - 7. Mai 2027: Brückentag",
        "Ferien: 24.12.2026-3.1.2027\n  Brückentag: 07.05.2027",
        "- Ferien vom 24.12.2026 bis 3.1.2027\n  - Brückentag am 7.5.2027",
        "- Ferien, Do 24.12.2026 bis So 3.1.2027\n  - Brückentag, Fr 7.5.2027",
        "- 24.12.2026 – 3.1.2027 Ferien\n  - 7. Mai 2027, Brückentag",
        "- Ferien: 24.12.2026 - 3.1.2027\n  - Brückentag: 7. Mai 2027\n    hinweis: Kommen Sie vorher.",
        "- 24.12.2026-3.1.2027:\n      grund: Ferien\n  - 07.05.2027: Brückentag\n    hinweis: Kommen Sie vorher.",
    ],
)
def test_closings_by_their_days(tmp_path, written):
    (tmp_path / "praxis.yml").write_text("name: P\nberuf: arzt\n", encoding="utf-8")
    (tmp_path / "urlaub.yml").write_text(f"urlaub:\n  {written}\n", encoding="utf-8")
    found = [(f"{one.start}", f"{one.end}", one.reason) for one in read_facts(tmp_path).closings]
    assert found == [("2026-12-24", "2027-01-03", "Ferien"), ("2027-05-07", "2027-05-07", "Brückentag")]


@pytest.mark.parametrize("key", ["ab", "Beginn", "Vom", "Datum", "Letzter Tag", "Vno", "gruende"])
def test_a_mistaken_key_is_no_name_of_a_closing(tmp_path, key):
    (tmp_path / "praxis.yml").write_text("name: P\nberuf: arzt\n", encoding="utf-8")
    (tmp_path / "urlaub.yml").write_text(f"urlaub:\n  - {key}: 24.12.2026\n", encoding="utf-8")
    with pytest.raises(PraxisError):
        read_facts(tmp_path)


@pytest.mark.parametrize(
    "written",
    [
        "- 05.12.2026: 9-11\n  - 11.12.2026: geschlossen",
        "05.12.2026: 9-11\n  Fr, 11.12.2026: geschlossen",
        "- 05.12.2026 9-11 Uhr (nur Notfälle)\n  - Fr. 11.12.2026 geschlossen",
    ],
)
def test_exceptions_by_their_days(tmp_path, written):
    found = pasted(tmp_path, f"ausnahmen:\n  {written}\n").exceptions
    assert [(f"{one.date}", len(one.spans)) for one in found] == [("2026-12-05", 1), ("2026-12-11", 0)]


@pytest.mark.parametrize(
    "written",
    [
        "vom 24.12.2026 bis zum 6.1.2027",
        "24.12.26-06.01.27",
        "24.12.2026 – 06.01.2027",
        "24.12.2026 bis einschließlich 6.1.2027",
        "24.12.2026-06.01.2027",
        "24.12.-6.1.2027",
        "24.12.2026–6.1.",
        "Do, 24.12. bis Mi, 6.1.2027",
        "24. Dezember bis einschl. 6. Januar 2027",
        "Donnerstag, den 24. Dezember bis Mittwoch, den 6. Januar 2027",
        "24. Dez. 26 - 6. Jan. 27",
        "24 December 2026 to January 6th, 2027",
    ],
)
def test_a_closing_in_one_line_as_people_write_it(tmp_path, written):
    (tmp_path / "praxis.yml").write_text("name: P\nberuf: {art: arzt}\n", encoding="utf-8")
    (tmp_path / "urlaub.yml").write_text(f"urlaub:\n  - {written}\n", encoding="utf-8")
    (closing,) = read_facts(tmp_path).closings
    assert (f"{closing.start}", f"{closing.end}") == ("2026-12-24", "2027-01-06")


@pytest.mark.parametrize(
    "written", ["ab 24.12.2026", "Bis 6.1.2027", "Letzter Tag 6.1.2027", "vom 24.12.2026"]
)
def test_half_a_closing_is_no_closing_of_one_day(tmp_path, written):
    (tmp_path / "praxis.yml").write_text("name: P\nberuf: arzt\n", encoding="utf-8")
    (tmp_path / "urlaub.yml").write_text(f"urlaub:\n  - {written}\n", encoding="utf-8")
    with pytest.raises(PraxisError):
        read_facts(tmp_path)


@pytest.mark.parametrize(
    ("file", "written", "read"),
    [
        ("praxis", "name: P\nberuf: arzt\nTel: 030 23125000\nAdresse: Am Ring 1\n  10115 Berlin\n", lambda facts: facts.practice.address.city == "Berlin"),
        ("anfahrt", "anfahrt:\n  Parkplatz: im Hof\n", lambda facts: facts.directions.parking == "im Hof"),
        ("anfahrt", "barrierefreiheit:\n  Türbreite: 85 cm\n", lambda facts: facts.premises.door_width == 85),
        ("leistungen", "kurse:\n  - titel: Yoga\n    termine: 12.1.2027\n", lambda facts: facts.courses[0].name == "Yoga"),
        ("leistungen", "Angebote:\n  - Bezeichnung: Fango\n", lambda facts: facts.services[0].name == "Fango"),
        ("team", "team:\n  - name: A B\n    Urlaub: 24.12.26-3.1.27\n    role: Ärztin\n", lambda facts: facts.team[0].absences and facts.team[0].role),
        ("urlaub", "Ferien:\n  - from: 24.12.2026\n    to: 3.1.2027\n", lambda facts: facts.closings[0].end.day == 3),
        ("zeiten", "Öffnungszeiten: Mo 8-12\n", lambda facts: facts.hours[0].week.days[0]),
    ],
)  # fmt: skip
def test_keys_by_another_word(tmp_path, file, written, read):
    (tmp_path / "praxis.yml").write_text("name: P\nberuf: {art: arzt}\nTel: 030 23125000\n", encoding="utf-8")
    (tmp_path / f"{file}.yml").write_text(written, encoding="utf-8")
    facts = read_facts(tmp_path)
    assert read(facts)
    assert facts.practice.phone.shown == "030 23125000"


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("KW 31-33 2027", "2027-08-02", "2027-08-22"),
        ("31. und 32. KW 2027", "2027-08-02", "2027-08-15"),
        ("53. Kalenderwoche 2026", "2026-12-28", "2027-01-03"),
        ("Dezember 2027", "2027-12-01", "2027-12-31"),
        ("11. und 12. Juni 2027", "2027-06-11", "2027-06-12"),
        ("31.7./1.8.2027", "2027-07-31", "2027-08-01"),
    ],
)
def test_a_closing_by_weeks_months_or_two_days(written, start, end):
    assert [f"{day}" for day in closed_days(written, "de")] == [start, end]


def test_a_week_or_a_month_may_be_the_key_of_a_closing(tmp_path):
    (tmp_path / "praxis.yml").write_text("name: P\nberuf: {art: arzt}\n", encoding="utf-8")
    written = "urlaub:\n  - KW 52 2026, Vertretung: Dr. Weber, Tel. 030 23125200\n  - August 2027: Ferien\n"
    (tmp_path / "urlaub.yml").write_text(written, encoding="utf-8")
    one, two = read_facts(tmp_path).closings
    assert (one.end.isoformat(), one.deputies[0].name) == ("2026-12-27", "Dr. Weber")
    assert (two.end.isoformat(), two.reason) == ("2027-08-31", "Ferien")


@pytest.mark.parametrize("behind", ["Urlaub, Vertretung Praxis Weber", "Urlaub (Vertretung: Praxis Weber)"])
def test_a_closing_in_one_line_may_name_its_deputy(tmp_path, behind):
    (tmp_path / "praxis.yml").write_text("name: P\nberuf: {art: arzt}\n", encoding="utf-8")
    deputies = "vertretungen:\n  - Praxis Weber, Tel. 030 23125200\n"
    (tmp_path / "urlaub.yml").write_text(
        f"{deputies}urlaub:\n  - 2.8.-20.8.2027 {behind}\n", encoding="utf-8"
    )
    (closing,) = read_facts(tmp_path).closings
    assert (closing.reason, [one.phone.shown for one in closing.deputies]) == ("Urlaub", ["030 23125200"])


def test_a_deputy_with_a_number_needs_no_entry_of_its_own(tmp_path):
    (tmp_path / "praxis.yml").write_text("name: P\nberuf: {art: arzt}\n", encoding="utf-8")
    written = "urlaub:\n  - 2.8.2027-20.8.2027 Vertretung: Dr. Weber, Tel. 030 23125200\n"
    (tmp_path / "urlaub.yml").write_text(written, encoding="utf-8")
    (closing,) = read_facts(tmp_path).closings
    assert (closing.reason, [one.name for one in closing.deputies]) == ("", ["Dr. Weber"])


def test_a_closing_in_one_line_may_say_why(tmp_path):
    (tmp_path / "praxis.yml").write_text("name: P\nberuf: {art: arzt}\n", encoding="utf-8")
    written = "urlaub:\n  - vom 21.12.2026 bis 3.1.2027 (Weihnachtsferien)\n  - 14. Mai 2027 (Brückentag)\n"
    (tmp_path / "urlaub.yml").write_text(written, encoding="utf-8")
    assert [closing.reason for closing in read_facts(tmp_path).closings] == ["Weihnachtsferien", "Brückentag"]


@pytest.mark.parametrize(
    ("line", "court", "number", "kind"),
    [
        ("HRB 12345, Amtsgericht Augsburg", "Amtsgericht Augsburg", "HRB 12345", "Handelsregister"),
        ("AG Frankfurt am Main HRB 12345", "Amtsgericht Frankfurt am Main", "HRB 12345", "Handelsregister"),
        ("Amtsgericht Berlin-Charlottenburg, HRB 123456 B", "Amtsgericht Berlin-Charlottenburg", "HRB 123456 B", "Handelsregister"),
        ("Partnerschaftsregister PR 1012, Amtsgericht Essen", "Amtsgericht Essen", "PR 1012", "Partnerschaftsregister"),
    ],
)  # fmt: skip
def test_an_entry_of_a_register_in_one_line(tmp_path, line, court, number, kind):
    text = f"name: P GmbH\nberuf: {{art: arzt}}\nrechtsform: gmbh\nregister: {line}\n"
    (tmp_path / "praxis.yml").write_text(text, encoding="utf-8")
    entry = read_facts(tmp_path).practice.register
    assert (entry.court, entry.number, entry.kind) == (court, number, kind)


def test_a_register_without_its_court_is_told(tmp_path):
    text = "name: P GmbH\nberuf: {art: arzt}\nrechtsform: gmbh\nregister: HRB 12345\n"
    (tmp_path / "praxis.yml").write_text(text, encoding="utf-8")
    with pytest.raises(PraxisError, match="Amtsgericht Augsburg, HRB 12345"):
        read_facts(tmp_path)


def test_what_is_said_not_to_be_there_is_not_there(tmp_path):
    text = "name: P\nberuf: {art: arzt, ust_id: keine}\nfax: keins\nemail: –\nneue_patienten: {aufnahme: ja, wartezeit: keine}\n"
    (tmp_path / "praxis.yml").write_text(text, encoding="utf-8")
    (tmp_path / "rechtliches.yml").write_text("behandlung: {verrechnungsstelle: keine}\n", encoding="utf-8")
    (tmp_path / "urlaub.yml").write_text(
        "urlaub: [{von: 4.1.2027, bis: 5.1.2027, vertretung: keine}]\n", encoding="utf-8"
    )
    (tmp_path / "anfahrt.yml").write_text(
        "anfahrt: {text: A, parken: keine, fahrrad: nein}\n", encoding="utf-8"
    )
    facts = read_facts(tmp_path)
    assert (facts.practice.fax, facts.practice.email, facts.practice.profession.vat_id) == (None, None, "")
    assert facts.treatment.billing == ""
    assert facts.closings[0].deputies == ()
    assert (facts.directions.parking, facts.directions.cycling) == ("", "")
    assert facts.practice.new_patients.waiting == "keine"


@pytest.mark.parametrize(
    "written",
    [
        "Praxis Dr. Weber, Tel. 030 23125200",
        "Praxis Dr. Weber (030/23125200)",
        "Praxis Dr. Weber 030 23125200",
    ],
)
def test_a_deputy_in_one_line_may_end_in_the_number(tmp_path, written):
    (tmp_path / "praxis.yml").write_text("name: P\nberuf: {art: arzt}\n", encoding="utf-8")
    text = f"vertretungen:\n  - {written}\nurlaub: [{{von: 4.1.2027, bis: 5.1.2027, vertretung: Praxis Dr. Weber}}]\n"
    (tmp_path / "urlaub.yml").write_text(text, encoding="utf-8")
    (deputy,) = read_facts(tmp_path).closings[0].deputies
    assert (deputy.name, deputy.phone.dial) == ("Praxis Dr. Weber", "+493023125200")


def test_sections_of_one_sentence_need_no_keys(tmp_path):
    (tmp_path / "praxis.yml").write_text("name: P\nberuf: {art: arzt}\n", encoding="utf-8")
    (tmp_path / "termine.yml").write_text(
        "termin: Rufen Sie an.\nrezept: Bringen Sie die Karte mit.\n", encoding="utf-8"
    )
    (tmp_path / "anfahrt.yml").write_text("anfahrt: Am Markt.\n", encoding="utf-8")
    (tmp_path / "rechtliches.yml").write_text("schlichtung: nein\n", encoding="utf-8")
    (tmp_path / "leistungen.yml").write_text(
        "kurse:\n  - {name: K, termine: Di 12.1.2027 19 Uhr}\n", encoding="utf-8"
    )
    facts = read_facts(tmp_path)
    assert (facts.booking.text, facts.prescriptions.text) == ("Rufen Sie an.", "Bringen Sie die Karte mit.")
    assert facts.directions.text == "Am Markt."
    assert facts.arbitration.participates is False
    assert facts.courses[0].dates[0].spans[0].open


@pytest.mark.parametrize("written", ["08.02.-12.02.2027", "8.-12.2.2027", "8.–12. 2. 2027"])
def test_days_of_one_month_may_share_what_they_have_in_common(tmp_path, written):
    (tmp_path / "praxis.yml").write_text("name: P\nberuf: {art: arzt}\n", encoding="utf-8")
    (tmp_path / "urlaub.yml").write_text(f"urlaub:\n  - {written}\n", encoding="utf-8")
    (closing,) = read_facts(tmp_path).closings
    assert (f"{closing.start}", f"{closing.end}") == ("2027-02-08", "2027-02-12")


@pytest.mark.parametrize(
    "name",
    [
        "Ada Freifrau von und zu Hohenstein",
        "Dr. Dr. Ada Beispiel",
        "Prof. Dr. Dr. Ada Beispiel",
        "Dr. med. Dr. med. dent. Ada Beispiel",
    ],
)
def test_two_doctorates_are_two(tmp_path, name):
    (tmp_path / "praxis.yml").write_text(
        f"name: P\nberuf: {{art: zahnarzt}}\ninhaber: [{name}]\n", encoding="utf-8"
    )
    (tmp_path / "team.yml").write_text(f"team:\n  - name: {name}\n", encoding="utf-8")
    facts = read_facts(tmp_path)
    assert facts.team[0].full_name == facts.practice.owners[0].name == name


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Frauenarzt", "arzt"),
        ("Zahnärztin", "zahnarzt"),
        ("Krankengymnastik", "physiotherapie"),
        ("Tierärztin", "tierarzt"),
    ],
)
def test_a_profession_is_known_by_the_name_it_is_called(tmp_path, said, kind):
    (tmp_path / "praxis.yml").write_text(f"name: P\nberuf: {{art: {said}}}\n", encoding="utf-8")
    assert read_facts(tmp_path).practice.profession.kind == kind


@pytest.mark.parametrize(
    "written",
    [
        "Berufsordnung https://kammer.example/bo.pdf",
        "Berufsordnung (https://kammer.example/bo.pdf)",
        "Berufsordnung, https://kammer.example/bo.pdf",
    ],
)
def test_rules_take_the_address_behind_their_name(tmp_path, written):
    text = f"name: P\nberuf:\n  art: arzt\n  regeln:\n    - {written}\n"
    (tmp_path / "praxis.yml").write_text(text, encoding="utf-8")
    (rule,) = read_facts(tmp_path).practice.profession.rules
    assert (rule.name, rule.url) == ("Berufsordnung", "https://kammer.example/bo.pdf")


@pytest.mark.parametrize("written", ["sprechzeiten: {Mo: 8-12, Di}\n", "sprechzeiten: {Di, Mo: 8-12, Di}\n"])
def test_a_day_in_braces_that_nothing_follows_is_told(tmp_path, written):
    (tmp_path / "praxis.yml").write_text("name: P\nberuf: {art: arzt}\n", encoding="utf-8")
    (tmp_path / "zeiten.yml").write_text(written, encoding="utf-8")
    with pytest.raises(PraxisError) as error:
        read_facts(tmp_path)
    assert "„Di“ hat keine Zeiten" in str(in_german(error.value))


def test_days_in_braces_keep_their_hours_in_closings_and_on_the_phone_too(tmp_path):
    (tmp_path / "praxis.yml").write_text("name: P\nberuf: {art: arzt}\n", encoding="utf-8")
    (tmp_path / "zeiten.yml").write_text("telefonzeiten: {Di, Do: 9-12}\n", encoding="utf-8")
    (tmp_path / "urlaub.yml").write_text(
        "urlaub: [{von: 04.01.2027, bis: 08.01.2027, notsprechstunde: {Mo, Mi: 9-10}}]\n", encoding="utf-8"
    )
    facts = read_facts(tmp_path)
    assert [bool(day) for day in facts.phone_hours[0].week.days] == [False, True, False, True, *[False] * 3]
    assert [bool(day) for day in facts.closings[0].urgent.days] == [True, False, True, *[False] * 4]


@pytest.mark.parametrize("word", ["keine", "entfällt", "nicht nötig", "-"])
@pytest.mark.parametrize(
    "line",
    [
        "beruf: {art: hebamme, aufsicht: WORD}",
        "inhaber: WORD",
        "firma: WORD",
        "standorte: WORD",
        "sprachen: WORD",
    ],
)
def test_a_word_for_none_is_no_name(tmp_path, line, word):
    said = line.replace("WORD", word if word != "-" else '"-"')
    before = "" if line.startswith("beruf") else "beruf: hebamme\n"
    (tmp_path / "praxis.yml").write_text(f"name: P\n{before}{said}\n", encoding="utf-8")
    practice = read_facts(tmp_path).practice
    assert not any((practice.profession.supervisor, practice.owners, practice.company, practice.locations))
    assert not practice.spoken


@pytest.mark.parametrize(
    ("file", "key"),
    [("team.yml", "team"), ("stellen.yml", "stellen"), ("leistungen.yml", "leistungen"), ("urlaub.yml", "urlaub"),
     ("urlaub.yml", "vertretungen"), ("zeiten.yml", "telefonzeiten"), ("termine.yml", "formulare")],
)  # fmt: skip
@pytest.mark.parametrize("written", ["keine", "[keine]"])
def test_a_list_of_none_is_empty(tmp_path, file, key, written):
    (tmp_path / "praxis.yml").write_text("name: P\nberuf: hebamme\n", encoding="utf-8")
    (tmp_path / file).write_text(f"{key}: {written}\n", encoding="utf-8")
    facts = read_facts(tmp_path)
    found = (
        facts.team,
        facts.jobs,
        facts.services,
        facts.closings,
        facts.deputies,
        facts.phone_hours,
        facts.forms,
    )
    assert not any(found)


def test_texts_for_patients_may_say_keine(tmp_path):
    (tmp_path / "praxis.yml").write_text("name: P\nberuf: hebamme\n", encoding="utf-8")
    (tmp_path / "rechtliches.yml").write_text(
        "dsb: nein\nschlichtung: nein\nbfsg: {buchung: keine}\n", encoding="utf-8"
    )
    facts = read_facts(tmp_path)
    assert facts.dpo.appointed is False
    assert facts.arbitration.participates is False
    assert facts.bfsg.booking == "keine"


@pytest.mark.parametrize(
    ("written", "on_request"),
    [
        ("sprechzeiten: Mo 9-12, Do 14-17, sonst nach Vereinbarung", {1, 2, 4}),
        ("sprechzeiten:\n  Mo, Do: 9-12\n  Weitere Termine: nach Absprache", {1, 2, 4}),
        ("sprechzeiten:\n  sonst: nach Vereinbarung\n  Mo-Fr: 8-12", {0, 1, 2, 3, 4}),
        ("sprechzeiten: Termine nur nach Vereinbarung", {0, 1, 2, 3, 4, 5, 6}),  # no day is denied
        ("sprechzeiten:\n  Mo-Fr: 8-12\n  sonst: geschlossen", set()),
    ],
)
def test_otherwise_is_the_rest_of_the_week(tmp_path, written, on_request):
    (hours,) = pasted(tmp_path, f"{written}\n").hours
    assert hours.week.on_request == on_request
    assert not hours.week.days[5]


@pytest.mark.parametrize(
    "text", ["Mo 9-12; Do 14-17; nach Vereinbarung", "Mo 9-12, Do 14-17, ansonsten nach Absprache"]
)
def test_new_takes_hours_with_the_rest_by_arrangement(text):
    assert understood("hours", text) == text
    assert [days for days, _ in hours_in(text)][:2] == ["Mo", "Do"]
    assert len(hours_in(text)) == 3


def test_what_has_no_day_denies_none(tmp_path):
    written = "sprechzeiten:\n  Mo-Fr: 8-12\n  Videosprechstunde: nach Vereinbarung\n  Hausbesuche: n.V.\n"
    plain, video, visits = pasted(tmp_path, written).hours
    assert (video.name, visits.name) == ("Videosprechstunde", "Hausbesuche")
    assert video.week.on_request == set(range(7))
    assert not plain.week.on_request
    assert [row.days for row in week_rows(video.week, "de")] == ["Termine"]


@pytest.mark.parametrize("day", ["Mitwoch", "Feiertags"])
def test_a_misspelt_day_without_hours_is_no_consultation(tmp_path, day):
    with refused(day):
        pasted(tmp_path, f"sprechzeiten:\n  Mo: 8-12\n  {day}: nach Vereinbarung\n")


@pytest.mark.parametrize(
    ("written", "street", "extra"),
    [
        ("Kirchgasse 3a, Hinterhaus, 2. OG, 73033 Göppingen", "Kirchgasse 3a", "Hinterhaus, 2. OG"),
        ("Am Klinikum 1, Haus 7, 73033 Göppingen", "Am Klinikum 1", "Haus 7"),
        ("Haus 3, Ring 3 - 5 a, 73033 Göppingen", "Ring 3 - 5 a", "Haus 3"),
        ("Q 7, 24, 68161 Mannheim", "24", "Q 7"),
        ("Dorfstraße, 22041 Hamburg", "Dorfstraße", ""),
    ],
)
def test_the_street_of_an_address_in_one_line_is_the_part_with_a_number(tmp_path, written, street, extra):
    facts = facts_in(tmp_path, praxis=f"name: P\nberuf: arzt\nanschrift: {written}\n")
    assert (facts.practice.address.street, facts.practice.address.extra) == (street, extra)


@pytest.mark.parametrize(
    ("land", "code"), [("Österreich", "at"), ("Schweiz", "ch"), ("Deutschland", "de"), ("D", "de")]
)
def test_the_country_of_a_practice_may_be_named(tmp_path, land, code):
    assert facts_in(tmp_path, praxis=f"name: P\nberuf: arzt\nland: {land}\n").practice.country == code


NAMED = {
    "notfall:\n  Giftnotruf: 030 19240\n  Tierklinik: 0511/9538-0\n": lambda f: [
        (one.name, one.phone.shown) for one in f.practice.emergency
    ],
    "standorte:\n  - Raum Süd: Weg 1, 73033 Göppingen\n": lambda f: [
        (one.name, one.address.street) for one in f.practice.locations
    ],
}


@pytest.mark.parametrize(
    ("key", "found"),
    list(
        zip(
            NAMED,
            [[("Giftnotruf", "030 19240"), ("Tierklinik", "0511 9538-0")], [("Raum Süd", "Weg 1")]],
            strict=True,
        )
    ),
)
def test_records_of_the_practice_may_begin_with_their_name(tmp_path, key, found):
    assert NAMED[key](facts_in(tmp_path, praxis=f"name: P\nberuf: arzt\n{key}")) == found


def test_people_services_prices_and_questions_may_begin_with_their_name(tmp_path):
    facts = facts_in(
        tmp_path,
        praxis="name: P\nberuf: arzt\n",
        team="team:\n  Ärzte:\n    - Dr. Weber\n    - name: Dr. Peña\n  Empfang:\n    - Eva Kurz: MFA\n",
        leistungen="leistungen:\n  EKG: 20 €\n  Impfung: Auch für Reisen.\n  Ultraschall:\n    dauer: 20 Minuten\n"
        "preislisten:\n  Kinder:\n    Attest: 5 €\n    Gutachten: ab 30 €\n  Selbstzahler:\n    stand: 01.11.2026\n    Beratung: 20 €\n"
        "kurse:\n  - name: Gruppe\n    termine: 13.01.2027 18-19:30, 20.01.2027 18-19:30\n",
        fragen="fragen:\n  Brauche ich einen Termin?: Ja.\n",
    )
    assert [(one.name, one.group, one.role) for one in facts.team] == [
        ("Dr. Weber", "Ärzte", ""),
        ("Dr. Peña", "Ärzte", ""),
        ("Eva Kurz", "Empfang", "MFA"),
    ]
    assert [(one.name, one.text, one.price, one.duration) for one in facts.services] == [
        ("EKG", "", "20 €", ""),
        ("Impfung", "Auch für Reisen.", "", ""),
        ("Ultraschall", "", "", "20 Minuten"),
    ]
    assert [(one.name, one.price) for one in facts.price_lists[0].items] == [
        ("Attest", "5 €"),
        ("Gutachten", "ab 30 €"),
    ]
    assert facts.price_lists[1].name == "Selbstzahler"
    assert (facts.price_lists[1].checked, facts.price_lists[1].items[0].name) == (
        dt.date(2026, 11, 1),
        "Beratung",
    )
    assert [one.date.day for one in facts.courses[0].dates] == [13, 20]
    assert [(one.question, one.answer) for one in facts.questions] == [("Brauche ich einen Termin?", "Ja.")]


@pytest.mark.parametrize(
    "written", ["team:\n  Vorname: Ada\n  Nachname: Weber\n", "team:\n  - Nmae: Ada Weber\n"]
)
def test_a_mistaken_key_is_no_name(tmp_path, written):
    with refused("ist hier nicht bekannt"):
        facts_in(tmp_path, praxis="name: P\nberuf: arzt\n", team=written)


def test_who_looks_after_data_protection_may_be_named_in_the_line(tmp_path):
    told = facts_in(
        tmp_path,
        praxis="name: P\nberuf: arzt\n",
        rechtliches="dsb: Frau Eva Schulz, dsb@praxis-wandse.example\n",
    ).dpo
    assert (told.appointed, told.name, told.email) == (
        True,
        "Frau Eva Schulz",
        "dsb@praxis-wandse.example",
    )


@pytest.mark.parametrize("none", ["keine", "zur Zeit keine", "Derzeit leider keine.", "momentan niemand"])
def test_what_there_is_none_of_now_is_left_out(tmp_path, none):
    assert facts_in(tmp_path, praxis="name: P\nberuf: arzt\n", stellen=f"stellen: {none}\n").jobs == ()


def test_a_value_may_hold_a_colon(tmp_path):
    facts = facts_in(
        tmp_path,
        praxis="name: Ergo: Praxis Sonnenschein\nberuf: arzt\n",
        fragen='fragen:\n  - frage: Was heißt "PKV": privat?   # bald\n    antwort: Wie geht\'s: gut\n'
        "  - frage: Wann: morgens?\n    antwort: ja\n",
    )
    assert facts.practice.name == "Ergo: Praxis Sonnenschein"
    assert [(one.question, one.answer) for one in facts.questions] == [
        ('Was heißt "PKV": privat?', "Wie geht's: gut"),
        ("Wann: morgens?", "ja"),
    ]


def test_lines_of_a_text_may_be_a_list_and_hold_colons(tmp_path):
    (person,) = facts_in(
        tmp_path,
        praxis="name: P\nberuf: arzt\n",
        team="team:\n  - name: Eva\n    schwerpunkte:\n      - Ohr: Tinnitus\n      - Nase\n    text:\n      - Studium: Köln\n      - Promotion\n",
    ).team
    assert person.focus == ("Ohr: Tinnitus", "Nase")
    assert person.text == "- Studium: Köln\n- Promotion"


@pytest.mark.parametrize("text", ["[[x], y]", "[{a: [b]}]", "{Ohr: x}"])
def test_other_structures_are_no_text(tmp_path, text):
    with pytest.raises(PraxisError):
        facts_in(tmp_path, praxis="name: P\nberuf: arzt\n", team=f"team:\n  - name: Eva\n    text: {text}\n")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            "Praxis Dr. Weber, Lindenweg 4, 22041 Hamburg, Tel. 040 23125200",
            ("Praxis Dr. Weber", "Lindenweg 4"),
        ),
        (
            "|\n      Dr. Weber\n      Hausarzt\n      Lindenweg 4\n      22041 Hamburg\n      Tel: 040/23125200",
            ("Dr. Weber, Hausarzt", "Lindenweg 4"),
        ),
        ("Dr. Weber, Dr. Klein, 040 23125200", ("Dr. Weber, Dr. Klein", None)),
    ],
)
def test_a_deputy_in_a_line_or_lines_has_name_address_and_number(tmp_path, written, told):
    facts = facts_in(
        tmp_path,
        praxis="name: P\nberuf: arzt\n",
        urlaub=f"urlaub:\n  - von: 24.12.2026\n    bis: 06.01.2027\n    vertretung: {written}\n",
    )
    (deputy,) = facts.closings[0].deputies
    assert (deputy.name, deputy.address and deputy.address.street) == told
    assert deputy.phone.dial == "+494023125200"


@pytest.mark.parametrize(
    "written",
    [
        "strasse: Weg 1, 10115 Berlin",
        "strasse: Weg 1\n  plz: 10115 Berlin",
        "strasse: Weg 1\n  PLZ/Ort: 10115 Berlin",
        "strasse: Weg 1\n  plz ort: D-10115 Berlin",
        "strasse: Weg 1\n  Postleitzahl: 10115\n  Stadt: Berlin",
    ],
)
def test_an_address_may_have_its_town_in_one_line(tmp_path, written):
    facts = facts_in(tmp_path, praxis=f"name: P\nberuf: {{art: arzt}}\nanschrift:\n  {written}\n")
    assert facts.practice.address.lines == ("Weg 1", "10115 Berlin")


def test_half_an_address_is_told_by_what_is_missing(tmp_path):
    with refused("Hier fehlt „ort“"):
        facts_in(tmp_path, praxis="name: P\nberuf: {art: arzt}\nanschrift:\n  strasse: Weg 1\n  plz: 10115\n")


@pytest.mark.parametrize("marks", ["„{}“", "‚{}‘", "“{}”", "\u00a0{}"])
def test_marks_of_word_around_a_value_are_no_part_of_it(tmp_path, marks):
    def said(value):
        return marks.format(value)

    facts = facts_in(
        tmp_path,
        praxis=f"name: P\nberuf: {{art: arzt}}\ntelefon: {said('030 23125000')}\nemail: {said('a@p.example')}\n"
        f"rechtsform: {said('gbr')}\nbundesland: {said('Berlin')}\n",
        zeiten=f"sprechzeiten: {said('nach Vereinbarung')}\ntelefonzeiten: {said('Mo-Fr 8-9')}\n",
        urlaub=f"urlaub:\n  - von: {said('24.12.2026')}\n    bis: {said('31.12.2026')}\n",
    )
    practice = facts.practice
    assert (practice.phone.dial, practice.email) == ("+493023125000", "a@p.example")
    assert (practice.legal_form, practice.state) == ("gbr", "BE")
    assert facts.hours[0].week.on_request == set(range(7))
    assert facts.phone_hours[0].week.days[0] == (Span(480, 540),)
    assert facts.closings[0].start == dt.date(2026, 12, 24)


@pytest.mark.parametrize(
    ("file", "written", "fix"),
    [
        ("praxis", "telefon: 030 23125000 (AB)", r"nur die Nummer: 030 23125000\Z"),
        ("praxis", "telefon: +49 (0)30 23125000, Fax -9", r"nur die Nummer: \+49 \(0\)30 23125000\Z"),
        ("praxis", "telefon: 0800 TERMIN", "mit ihrer Vorwahl|Vorwahl"),
        ("praxis", "email: a@p.example, b@p.example", "Lassen Sie die stehen"),
        ("zeiten", "sprechzeiten:\n  Mo-Fr (Schulzeit): 8-12", r"Mo-Fr: 8:00-12:00 \(Schulzeit\)"),
        ("urlaub", "urlaub:\n  - von: heute\n    bis: 31.12.2026", "24.12.2026"),
    ],
)
def test_a_value_with_more_beside_it_is_told_with_what_to_write(tmp_path, file, written, fix):
    texts = {"praxis": "name: P\nberuf: {art: arzt}\n"}
    texts[file] = texts.get(file, "") + written + "\n"
    with refused(".") as error:
        facts_in(tmp_path, **texts)
    (problem,) = in_german(error.value).problems
    assert re.search(fix, problem.fix), problem.fix


@pytest.mark.parametrize(
    "written", ["24.12.2026 bis 06.01.2027", "24.12. - 6.1.2027", "24. Dezember 2026 bis zum 6. Januar 2027"]
)
def test_both_ends_of_a_closing_may_stand_behind_the_first(tmp_path, written):
    (closing,) = facts_in(
        tmp_path, praxis="name: P\nberuf: arzt\n", urlaub=f"urlaub:\n  - von: {written}\n    grund: Ferien\n"
    ).closings
    assert (closing.start, closing.end) == (dt.date(2026, 12, 24), dt.date(2027, 1, 6))


def test_one_day_behind_von_still_lacks_its_end(tmp_path):
    with refused("Hier fehlt „bis“"):
        facts_in(tmp_path, praxis="name: P\nberuf: arzt\n", urlaub="urlaub:\n  - von: 24.12.2026\n")


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Facharzt für Psychiatrie und Psychotherapie", "arzt"),
        ("Fachärztin für Kinder- und Jugendpsychiatrie und -psychotherapie", "arzt"),
        ("Kinder- und Jugendlichenpsychotherapeutin", "psychotherapie"),
        ("Heilpraktiker für Psychotherapie", "heilpraktiker"),
        ("Zahnarzt und Kieferorthopäde", "zahnarzt"),
        ("Physiotherapie und Osteopathie", "physiotherapie"),
        ("Hebamme/Entbindungspfleger", "hebamme"),
        ("Betriebsarzt", "arzt"),
        ("Ärzt*innen", "arzt"),
        ("Kinderwunschzentrum", "arzt"),
    ],
)
def test_one_profession_however_it_is_called(tmp_path, written, kind):
    assert facts_in(tmp_path, praxis=f"name: P\nberuf: {written}\n").practice.profession.kind == kind


@pytest.mark.parametrize(
    "written",
    ["Buß- und Bettag", "[Reformationstag, Buß- und Bettag]", "Heiligabend, Buß- und Bettag und Silvester"],
)
def test_repentance_day_is_a_day_of_ones_own(tmp_path, written):
    days = facts_in(
        tmp_path, praxis="name: P\nberuf: arzt\n", zeiten=f"feiertage:\n  zusaetzlich: {written}\n"
    ).holidays.also_closed
    assert [day.in_year(2026) for day in days if day.name.startswith("Buß")] == [dt.date(2026, 11, 18)]


def test_a_job_in_a_line_is_its_title(tmp_path):
    (job,) = facts_in(
        tmp_path, praxis="name: P\nberuf: arzt\n", stellen="stellen:\n  - MFA (m/w/d) in Teilzeit\n"
    ).jobs
    assert job.title == "MFA (m/w/d) in Teilzeit"


@pytest.mark.parametrize("written", ["ebenerdig", "stufenlos", "keine", "0"])
def test_no_steps_in_words(tmp_path, written):
    facts = facts_in(
        tmp_path, praxis="name: P\nberuf: arzt\n", anfahrt=f"barrierefreiheit:\n  stufen: {written}\n"
    )
    assert facts.premises.steps == 0


@pytest.mark.parametrize(
    "written",
    ["- F: Nüchtern?\n    A: Ja", "- Frage: Nüchtern?\n    Antwort: Ja", "- Q: Nüchtern?\n    A: Ja"],
)
def test_a_question_by_its_letters(tmp_path, written):
    (one,) = facts_in(tmp_path, praxis="name: P\nberuf: arzt\n", fragen=f"fragen:\n  {written}\n").questions
    assert (one.question, one.answer) == ("Nüchtern?", "Ja")
