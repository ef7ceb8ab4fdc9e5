"""Prices, courses, calling off, jobs, hours as spoken: from the file to page, search engines, calendar, notice and `todo`."""

import datetime as dt
import json
import re

import pytest
from icalendar import Calendar

from mkdocs_praxis.components.render import render
from mkdocs_praxis.components.setting import Setting
from mkdocs_praxis.practice.calendar import day
from mkdocs_praxis.practice.checks.facts import check_facts
from mkdocs_praxis.practice.exports import closings_calendar, files
from mkdocs_praxis.practice.legal.render import legal_page
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.practice.structured import structured_data
from mkdocs_praxis.practice.structured_offers import salary
from mkdocs_praxis.practice.todo import missing
from mkdocs_praxis.problem import PraxisError
from tests.practice import vocabulary
from tests.practice.conftest import facts_in, in_german

DAY = dt.date(2026, 11, 23)
PRAXIS = """name: Praxis Probe
beruf: {art: arzt}
bundesland: NW
anschrift: Weg 1, 45130 Essen
telefon: 0201 99880 0
kassen: {gesetzlich: ja, namen: [Barmer, TK]}
"""
OFFERS = """leistungen:
  - {name: Ultraschall, vorbereitung: Bitte nüchtern kommen., termin_link: "https://buchen.example/us", preis: 45 €}
preislisten:
  - name: Extras
    art: igel
    gebuehrenordnung: goae
    posten: [{leistung: Reiseberatung, preis: "35,50 €", ziffern: GOÄ 1}, {leistung: Attest, preis: nach GOÄ}]
kurse:
  - name: Rückenschule
    termine: [12.01.2027 18:00-19:30, "Di, 19.01.2027, 18-19:30 Uhr", 01.02.2020]
    plaetze: 12
    frei: 4
    stand: 01.10.2026
    preis: 120 €
  - {name: Vorbei, termine: 01.02.2020 9-10}
absage: {stunden_vorher: 24, ausfall: 30 €}
"""
BOOKING = "termin: {online: {url: https://buchen.example/, anbieter: Buchung AG, rolle: auftrag}}\n"
JOBS = """stellen:
  - titel: Arzthelferin
    art: [teilzeit, befristet]
    veroeffentlicht: 20.11.2026
    bis: 31.01.2027
    ab: sofort
    text: Sie passen in unser **junges Team**.
  - {titel: MFA (m/w/d), bis: 01.02.2020}
"""
HOURS = """sprechzeiten:
  Mo: 8:00-12:00, ab 14 Uhr nach Anmeldung
  Di-Fr: 8-12
"""
CLOSED = "urlaub: [{von: 24.12.2026, bis: 06.01.2027, notsprechstunde: {Mo-Fr: 9:00-10:00}}]\n"


def facts_of(tmp_path, **changed):
    texts = {
        "praxis": PRAXIS,
        "leistungen": OFFERS,
        "termine": BOOKING,
        "stellen": JOBS,
        "zeiten": HOURS,
        "urlaub": CLOSED,
    }
    return facts_in(tmp_path, **texts | changed)


def shown(facts, part, language="de", **options):
    setting = Setting(facts=facts, language=language, today=DAY, link=lambda path: "./" + path)
    return " ".join(str(render(part, options, setting)).replace("\N{NO-BREAK SPACE}", " ").split())


SHOWN = [
    ("prices", {}, ["GOÄ 1", "35,50 €", "§ 630c BGB", "Gebührenordnung für Ärzte"], ["§ 630c BGB", "schedule of fees for doctors"]),
    ("courses", {}, ["12. Januar 2027,", "18:00–19:30 Uhr", "4 von 12 frei", "kurse.ics"], ["4 of 12 left", "12 January 2027"]),
    ("cancellation", {}, ["24 Stunden", "30 €", "vorher mit Ihnen vereinbart"], ["24 hours", "agreed with you beforehand"]),
    ("service-facts", {"name": "Ultraschall"}, ["nüchtern", "https://buchen.example/us", "Buchung AG"], ["How to prepare"]),
    ("insurance", {}, ["Barmer", "TK"], ["Bills go to"]),
    ("hours", {}, ["ab 14:00 Uhr"], ["from 14:00"]),
    ("closings", {}, ["Für dringende Fälle", "Montag bis Freitag", "9:00–10:00 Uhr"], ["Open for urgent cases"]),
    ("door-notice", {}, ["Für dringende Fälle", "9:00–10:00 Uhr"], ["Open for urgent cases"]),
    ("jobs", {}, ["Arzthelferin"], ["Arzthelferin"]),
]  # fmt: skip


@pytest.mark.parametrize(("part", "options", "german", "english"), SHOWN, ids=[row[0] for row in SHOWN])
def test_pages_say_it_in_both_languages(tmp_path, part, options, german, english):
    facts = facts_of(tmp_path)
    for language, wanted in (("de", german), ("en", english)):
        page = shown(facts, part, language, **options)
        for words in wanted:
            assert words in page, words
    assert "Vorbei" not in shown(facts, "courses")


def test_phone_hours_stay_where_there_are_no_others(tmp_path):
    facts = facts_of(tmp_path, zeiten="sprechzeiten: keine\ntelefonzeiten:\n  Mo: 8-9\n")
    assert "8:00–9:00 Uhr" in shown(facts, "hours", phone="ja")
    with pytest.raises(PraxisError):
        shown(facts, "hours")


def test_search_engines_know_jobs_and_hours(tmp_path):
    facts = facts_of(tmp_path)
    data = structured_data(facts, today=DAY)
    assert vocabulary.errors(data) == []
    (job,) = (json.loads(t) for t in re.findall(r'ld\+json">(.*?)</script>', shown(facts, "jobs")))
    assert vocabulary.errors(job) == []
    assert (job["employmentType"], job["datePosted"], job["validThrough"]) == (
        ["PART_TIME", "TEMPORARY"],
        "2026-11-20",
        "2027-01-31",
    )
    assert "<strong>junges Team</strong>" in job["description"]
    monday = [h for h in data["openingHoursSpecification"] if h["dayOfWeek"].endswith("Monday")]
    assert [(h["opens"], h.get("closes")) for h in monday] == [("08:00", "12:00"), ("14:00", None)]


@pytest.mark.parametrize(
    ("pay", "wanted"),
    [
        ("3.200 € im Monat", {"value": 3200.0, "unitText": "MONTH"}),
        ("3.000 bis 3.400 € im Monat", {"minValue": 3000.0, "maxValue": 3400.0, "unitText": "MONTH"}),
        ("18,50 € pro Stunde", {"value": 18.5, "unitText": "HOUR"}),
        ("45.000 – 52.000 EUR im Jahr", {"minValue": 45000.0, "maxValue": 52000.0, "unitText": "YEAR"}),
        ("ab 2.900 € monatlich", {"minValue": 2900.0, "unitText": "MONTH"}),
        ("nach Tarif (TV MFA), 13 Monatsgehälter", None),
        ("600 €", None),
        ("3.400 bis 3.000 € im Monat", None),
        ("3.000 € im Monat, 36.000 € im Jahr", None),
    ],
)
def test_pay_is_a_salary_where_it_says_sum_and_time(pay, wanted):
    found = salary(pay)
    assert (found and {k: v for k, v in found["value"].items() if k != "@type"}) == wanted


def test_a_phone_hour_among_the_hours_is_one(tmp_path):
    (tmp_path / "praxis.yml").write_text("name: P\nberuf: {art: hebamme}\n", encoding="utf-8")
    for kind, asked in (("telefon", False), ("hausbesuch", True)):
        (tmp_path / "zeiten.yml").write_text(
            f"sprechzeiten: [{{art: {kind}, zeiten: {{Mo: 9-10}}}}]\n", encoding="utf-8"
        )
        found = [p for p in missing(read_facts(tmp_path)) if "telefonzeiten" in (p.fix or "")]
        assert bool(found) == asked


def test_calendars_know_courses_and_urgent_hours(tmp_path):
    facts = facts_of(tmp_path)
    made = dict(files(facts, site_url="https://p.example/", today=DAY))
    events = Calendar.from_ical(made["kurse.ics"]).walk("VEVENT")
    assert [e["dtstart"].dt.isoformat() for e in events] == [
        "2027-01-12T17:00:00+00:00",
        "2027-01-19T17:00:00+00:00",
    ]
    said = [str(e["summary"]) for e in Calendar.from_ical(closings_calendar(facts, today=DAY)).walk("VEVENT")]
    assert any("dringende Fälle 9:00–10:00" in text for text in said)
    assert day(facts, dt.date(2026, 12, 28)).spans, "Monday within the closing"
    assert not day(facts, dt.date(2026, 12, 25)).spans, "a public holiday"
    assert day(facts, dt.date(2026, 12, 28)).off


def test_todo_and_checks_ask_what_is_left(tmp_path):
    facts = facts_of(tmp_path)
    met = {hit.check for hit in check_facts(facts, DAY)}
    assert {"expired-course", "old-places", "expired-job", "job-gender", "job-age"} <= met
    wanted = " ".join(problem.what for problem in missing(facts))
    for words in ("Ausfallhonorar", "Preisliste", "veröffentlicht"):
        assert words in wanted
    notice = legal_page("datenschutz", facts, built=DAY)
    assert "§ 15 Abs. 4 AGG" in notice


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"leistungen": "kurse: [{name: A, termine: []}]"}, "keinen Termin"),
        ({"leistungen": "kurse: [{name: A, termine: [im Januar]}]"}, "12.01.2027 18:00-19:30"),
        ({"leistungen": "kurse: [{name: A, termine: [12.01.2027], plaetze: 3, frei: 4}]"}, "freie Plätze"),
        ({"leistungen": "kurse: [{name: A, termine: [12.01.2027], standort: Nord}]"}, "Nord"),
        ({"leistungen": "leistungen: [{name: A, termin_link: https://x.example/}]", "termine": ""}, "anbieter"),
        ({"leistungen": "preislisten: [{name: A, gebuehrenordnung: goa, posten: []}]"}, "goae"),
        ({"stellen": "stellen: [{titel: A, standort: Nord}]"}, "Nord"),
        ({"stellen": "stellen: [{titel: A, art: [vollzeitt]}]"}, "vollzeit"),
        ({"zeiten": "sprechzeiten: {Mo: 'ab 14 Uhr, 15-16'}"}, "überschneiden"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(tmp_path, changed, says):
    with pytest.raises(PraxisError) as error:
        facts_of(tmp_path, **changed)
    assert says in str(in_german(error.value))


# Hours for urgent cases within a closing, as people write them: all of them mean 29 December 9–11 and 30 December 9–10:30.
URGENT = [
    "{29.12.2026: 9:00-11:00, 30.12.2026: 9-10.30 Uhr}",
    "{29.12.: 9-11, 30.12.: 9:00-10:30}",
    "{2026-12-29: 9-11, 'Mi, 30.12.2026': 9-10:30}",
    "[29.12.2026 9:00-11:00, 'Mi, 30.12.: 9-10:30']",
    "[{datum: 29.12.2026, zeiten: 9-11}, {30.12.2026: 9-10:30}]",
    "{29. Dezember 2026: 9-11, Mi: 9-10:30}",
]


@pytest.mark.parametrize("urgent", URGENT)
def test_a_closing_keeps_hours_on_single_days(tmp_path, urgent):
    written = f"urlaub: [{{von: 28.12.2026, bis: 02.01.2027, notsprechstunde: {urgent}}}]\n"
    facts = facts_of(tmp_path, urlaub=written)
    spans = {n: day(facts, dt.date(2026, 12, n)).spans for n in (28, 29, 30, 31)}
    assert [[(s.opens, s.closes) for s in spans[n]] for n in (28, 29, 30, 31)] == [
        [],
        [(540, 660)],
        [(540, 630)],
        [],
    ]
    page = shown(facts, "closings")
    assert 'Di., 29. Dezember</dt><dd><span class="praxis-span">9:00–11:00 Uhr' in page
    assert "9:00–10:30 Uhr" in page
    assert "29 December" in shown(facts, "closings", "en")
    assert "29. Dezember" in shown(facts, "door-notice")
    special = [
        h
        for h in structured_data(facts, today=DAY)["specialOpeningHoursSpecification"]
        if h["opens"] == "09:00"
    ]
    assert [(h["validFrom"], h["closes"]) for h in special] == [
        ("2026-12-29", "11:00"),
        ("2026-12-30", "10:30"),
    ]
    events = [
        str(e["SUMMARY"]) for e in Calendar.from_ical(closings_calendar(facts, today=DAY)).walk("VEVENT")
    ]
    assert sum("dringende Fälle 9:00–11:00" in one for one in events) == 1


@pytest.mark.parametrize(
    ("urgent", "says"),
    [
        ("{15.12.2026: 9-11}", "liegt nicht in dieser Schließzeit"),
        ("{So: 9-11}", "Sonntag liegt nicht"),
        ("[nach Vereinbarung]", "Zum Beispiel: 29.12.2026"),
        ("{31.2.2027: 9-11}", "gibt es nicht"),
        ("{29.12.2026: vormittags}", "keine Zeiten zu lesen"),
    ],
)
def test_hours_for_urgent_cases_that_cannot_be_are_told(tmp_path, urgent, says):
    with pytest.raises(PraxisError) as error:
        facts_of(
            tmp_path,
            urlaub=f"urlaub:\n  - von: 28.12.2026\n    bis: 02.01.2027\n    notsprechstunde: {urgent}\n",
        )
    assert error.value.problems[0].line == 4
    assert says in str(in_german(error.value)), str(in_german(error.value))


@pytest.mark.parametrize(
    ("free", "places"), [("ausgebucht", 0), ("noch 2 Plätze", 2), ("noch 1 Platz frei", 1), ("3", 3)]
)
def test_free_places_as_people_say_them(tmp_path, free, places):
    offers = f"kurse:\n  - name: A\n    termine: 12.01.2027\n    plaetze: 8\n    frei: {free}\n"
    facts = facts_in(tmp_path, praxis="name: P\nberuf: {art: hebamme}\n", leistungen=offers)
    assert facts.courses[0].free == places


@pytest.mark.parametrize(
    "offers",
    [
        "leistungen: [{name: Hausbesuche}, {name: Rezept}]\n",
        "leistungen:\n  - Hausbesuche: Auch am Abend.\n  - Rezept: 5 €\n",
        "leistungen:\n  Hausbesuche: Auch am Abend.\n  Rezept: 5 €\n",
    ],
)
def test_offers_may_be_called_as_keys_elsewhere_are(tmp_path, offers):
    facts = facts_in(tmp_path, praxis="name: P\nberuf: {art: physiotherapie}\n", leistungen=offers)
    assert [one.name for one in facts.services] == ["Hausbesuche", "Rezept"]


def test_prices_may_be_called_as_keys_elsewhere_are(tmp_path):
    """A list fell back to its keys, and its first line was blamed: the price of a Hausbesuch stood in it."""
    prices = "preislisten:\n  Privat:\n    stand: 01.11.2026\n    Massage: 30 €\n    Hausbesuche: 20 €\n    Absage: 15 €\n"
    facts = facts_in(tmp_path, praxis="name: P\nberuf: {art: physiotherapie}\n", leistungen=prices)
    assert [one.name for one in facts.price_lists[0].items] == ["Massage", "Hausbesuche", "Absage"]
