"""The same facts for machines: schema.org, vCard, iCalendar."""

import dataclasses
import datetime as dt
import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from mkdocs_praxis.components.render import render
from mkdocs_praxis.components.setting import Setting
from mkdocs_praxis.practice.exports import closings_calendar, files, folded, vcard
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.practice.structured import structured_data
from tests.practice import vocabulary

DAY = dt.date(2026, 11, 23)


def test_agrees_with_the_vocabulary(facts):
    data = structured_data(facts, today=DAY)
    assert vocabulary.errors(data) == []
    assert data["@type"] == "Physician"
    assert data["address"]["postalCode"] == "10115"
    assert "aggregateRating" not in data


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"@type": "Doctor"}, "unknown type"),
        ({"rating": "gut"}, "not a property"),
        ({"telephone": 30}, "is not"),
        ({"geo": {"@type": "PostalAddress"}}, "PostalAddress is not"),
        ({"openingHoursSpecification": [{"@type": "OpeningHoursSpecification", "opens": "8 Uhr"}]}, "is not"),
    ],
)
def test_the_vocabulary_is_really_checked(facts, change, wanted):
    assert any(wanted in error for error in vocabulary.errors(structured_data(facts, today=DAY) | change))


def test_hours_and_special_days(facts):
    data = structured_data(facts, today=DAY)
    monday = [h for h in data["openingHoursSpecification"] if h["dayOfWeek"].endswith("/Monday")]
    assert {(h["opens"], h["closes"]) for h in monday} == {
        ("08:00", "12:00"),
        ("15:00", "18:00"),
    }
    assert not any(
        h["dayOfWeek"].endswith(("/Sunday", "/Saturday")) for h in data["openingHoursSpecification"]
    )
    special = {h["validFrom"]: h for h in data["specialOpeningHoursSpecification"]}
    assert special["2026-12-24"]["validThrough"] == "2027-01-06"
    assert special["2026-12-24"]["opens"] == special["2026-12-24"]["closes"], "closed"
    assert special["2026-12-05"]["opens"] == "09:00"
    assert special["2027-03-08"]["opens"] == special["2027-03-08"]["closes"], "Frauentag in Berlin"


def test_json_is_safe_inside_a_script(tmp_path):
    (tmp_path / "praxis.yml").write_text('name: "</script><b>"\nberuf:\n  art: hebamme\n', encoding="utf-8")
    setting = Setting(facts=read_facts(tmp_path), language="de", today=DAY)
    text = re.search(r"<script[^>]*>(.*)</script>", render("structured-data", {}, setting), re.DOTALL)[1]
    assert "<" not in text
    assert json.loads(text)["name"] == "</script><b>"
    assert json.loads(text)["@type"] == "Midwifery"


def test_vcard(facts):
    text = vcard(facts)
    lines = text.replace("\r\n ", "").split("\r\n")
    assert lines[:3] == ["BEGIN:VCARD", "VERSION:3.0", "FN:Hausarztpraxis Beispiel"]
    assert "ADR;TYPE=WORK:;1. Obergeschoss;Musterstraße 12;Berlin;;10115;" in lines
    assert "TEL;TYPE=WORK,VOICE:+493023125000" in lines
    assert lines[-2:] == ["END:VCARD", ""]


def test_vcard_escapes_what_means_something(tmp_path):
    (tmp_path / "praxis.yml").write_text('name: "A, B; C"\nberuf:\n  art: hebamme\n', encoding="utf-8")
    assert "FN:A\\, B\\; C\r\n" in vcard(read_facts(tmp_path))


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300))
def test_folded_lines_unfold_to_themselves(line):
    result = folded(line)
    assert result.replace("\r\n ", "") == line
    assert all(len(part.encode()) <= 75 for part in result.split("\r\n"))


def test_calendar(facts):
    calendar = Calendar.from_ical(closings_calendar(facts, today=DAY))
    events = {event["dtstart"].dt: event for event in calendar.walk("VEVENT")}
    christmas = events[dt.date(2026, 12, 24)]
    assert christmas["dtend"].dt == dt.date(2027, 1, 7), "the end of an all-day event is the day after"
    assert "Vertretung: Praxis Dr. Weber" in christmas["description"]
    assert str(events[dt.date(2027, 3, 8)]["summary"]) == "Hausarztpraxis Beispiel geschlossen: Frauentag"
    assert dt.date(2026, 12, 25) not in events, "holidays inside a closing are not told twice"
    assert len({str(event["uid"]) for event in events.values()}) == len(events)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters='\n,;:\\"'), max_size=120))
def test_any_name_comes_back_from_the_calendar_as_it_was(facts, name):
    named = dataclasses.replace(facts, practice=dataclasses.replace(facts.practice, name=name))
    calendar = Calendar.from_ical(closings_calendar(named, today=DAY))
    assert all(str(event["summary"]).startswith(name) for event in calendar.walk("VEVENT"))


def test_the_same_facts_give_the_same_bytes(facts):
    assert files(facts, site_url="https://x.example/", today=DAY) == files(
        facts, site_url="https://x.example/", today=DAY
    )
    assert [path for path, _ in files(facts, site_url="", today=DAY)] == [
        "praxis.vcf",
        "schliesszeiten.ics",
        "aktuelles.xml",
    ]
