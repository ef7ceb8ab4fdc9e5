"""Where one day, one minute, one letter more or less decides."""

import datetime as dt

import pytest

from mkdocs_praxis.components.appearance import scenes
from mkdocs_praxis.practice.calendar import day
from mkdocs_praxis.practice.exports import vcard
from mkdocs_praxis.practice.structured import structured_data
from mkdocs_praxis.practice.todo import missing
from tests.practice.conftest import facts_in, refused

PRACTICE = "name: {name}\nberuf: {{art: arzt}}\nbundesland: BE\ninhaber: Dr. Jana Zehn\n"


def practice(folder, name="P", **texts):
    return facts_in(folder, praxis=PRACTICE.format(name=name), **texts)


def test_midnight_is_the_end_of_its_day(tmp_path):
    facts = practice(tmp_path, zeiten="sprechzeiten:\n  Mo: 18-24\n")
    (monday,) = structured_data(facts, today=dt.date(2026, 11, 23))["openingHoursSpecification"]
    assert (monday["opens"], monday["closes"]) == ("18:00", "23:59")


@pytest.mark.parametrize("letter", ["a", "ä"])
def test_no_line_of_a_contact_file_is_longer_than_75_octets(tmp_path, letter):
    name = letter * 200
    lines = vcard(practice(tmp_path, name)).split("\r\n")
    assert max(len(line.encode()) for line in lines) in {74, 75}
    assert f"FN:{name}" in "".join(f"\n{line}" if line[:1] != " " else line[1:] for line in lines).split("\n")


def test_a_date_whose_weekday_is_another_one_is_asked_about(tmp_path):
    closing = "urlaub:\n  - von: Mo, 24.12.2026\n    bis: Mi, 06.01.2027\n"
    with refused(r"24\.12\.2026 ist kein Mo"):
        practice(tmp_path, urlaub=closing)
    assert practice(tmp_path, urlaub=closing.replace("Mo,", "Do,")).closings[0].start == dt.date(2026, 12, 24)


@pytest.mark.parametrize(("since", "meets"), [("31.01.2027", True), ("01.02.2027", False)])
def test_hours_that_meet_on_one_day_compete(tmp_path, since, meets):
    hours = "sprechzeiten:\n  - {{gilt_bis: 31.01.2027, zeiten: {{Mo: 8-12}}}}\n  - {{gilt_von: {}, zeiten: {{Mo: 9-13}}}}\n"
    if meets:
        with refused("gelten zugleich"):
            practice(tmp_path, zeiten=hours.format(since))
    else:
        assert len(practice(tmp_path, zeiten=hours.format(since)).hours) == 2


def test_who_owns_the_practice_is_not_its_data_protection_officer(tmp_path):
    officer = "datenschutzbeauftragter: {{benannt: ja, name: {}, email: dsb@praxis.example}}\n"
    with refused("Datenschutzbeauftragte"):
        practice(tmp_path, rechtliches=officer.format("Dr. Jana Zehn"))
    assert practice(tmp_path, rechtliches=officer.format("Ben Muster")).dpo.name == "Ben Muster"


def test_an_urgent_hour_late_in_a_closing_keeps_its_day(tmp_path):
    closing = "urlaub: [{von: 21.12.2026, bis: 15.01.2027, notsprechstunde: {14.01.: 9-11}}]\n"
    (span,) = day(practice(tmp_path, urlaub=closing), dt.date(2027, 1, 14)).spans
    assert (span.opens, span.closes) == (540, 660)


def test_the_lock_of_an_open_document_is_no_file_of_facts(tmp_path):
    (tmp_path / "~$team.yml").write_bytes(b"\0Praxis")
    assert practice(tmp_path).practice.name == "P"


def test_a_missing_fact_of_the_one_profession_is_shown_below_its_key(tmp_path):
    asked = [one.fix for one in missing(practice(tmp_path)) if "beruf:" in (one.fix or "")]
    assert any("\nberuf:\n  kammer: " in fix for fix in asked)


def test_a_part_of_drawings_is_none_to_choose():
    assert "arzt" in scenes()
    assert not [name for name in scenes() if name.startswith("_")]
