"""One calendar: whatever the facts, page, bar, door, JSON-LD, iCalendar and "today" say the same of every day and place."""

import datetime as dt
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from mkdocs_praxis.components.render import render
from mkdocs_praxis.components.setting import Setting
from mkdocs_praxis.practice.calendar import day, places, public_holidays
from mkdocs_praxis.practice.exports import closings_calendar
from mkdocs_praxis.practice.hours import clock, span_text
from mkdocs_praxis.practice.model import (
    Address,
    Closing,
    DayException,
    Deputy,
    Facts,
    Holidays,
    Location,
    Practice,
    Schedule,
    Week,
    YearDay,
)
from mkdocs_praxis.practice.model_practice import Profession
from mkdocs_praxis.practice.outlook import HORIZON, announced
from mkdocs_praxis.practice.structured import structured_data
from mkdocs_praxis.practice.values import Dated, Pattern, Phone, Span
from tests.practice import vocabulary
from tests.practice.conftest import facts_in, in_german, refused

START = dt.date(2026, 11, 25)
SPAN = 800
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MAIN, NORTH, SOUTH = "Praxis Muster", "Filiale Nord", "Filiale Süd"
ADDRESS = Address(street="Weg 1", postcode="10115", city="Berlin")
PHONE = Phone("030 23125000", "+493023125000")

some_day = st.integers(-30, SPAN).map(lambda n: START + dt.timedelta(n))
some_place = st.sampled_from(["", MAIN, NORTH, SOUTH])
span = st.tuples(st.integers(0, 95), st.integers(1, 95)).map(
    lambda p: Span(p[0] * 15, min(1440, (p[0] + p[1]) * 15))
)
spans = st.lists(span, max_size=2).map(lambda found: tuple(sorted(found)[:1]))


patterns = st.lists(
    st.builds(
        Dated,
        weekday=st.integers(0, 6),
        pattern=st.sampled_from(
            [Pattern(nth=(1,)), Pattern(nth=(2, -1)), Pattern(parity=0), Pattern(parity=1)]
        ),
        spans=span.map(lambda one: (one,)),
    ),
    max_size=1,
).map(tuple)


@st.composite
def schedules(draw):
    week = Week(
        tuple(draw(spans) for _ in range(7)),
        tuple(draw(st.sampled_from(["", "", "nach Vereinbarung"])) for _ in range(7)),
        draw(patterns),
    )
    start, end = sorted([draw(some_day), draw(some_day)])
    bounds = draw(st.sampled_from([(None, None), (start, None), (None, end), (start, end)]))
    return Schedule(
        week=week, name=draw(st.sampled_from(["", "Sommer", "Blutabnahme", "Hausbesuche"])), kind=draw(st.sampled_from(["", "akut", "privat", "video"])),
        location=draw(some_place), valid_from=bounds[0], valid_until=bounds[1],
    )  # fmt: skip


@st.composite
def closings(draw):
    start = draw(some_day)
    deputy = Deputy(name="Praxis Dr. Weber", phone=Phone("030 1", "+49301"))
    announce = draw(st.sampled_from([None, start - dt.timedelta(100), start - dt.timedelta(3)]))
    return Closing(
        start=start, end=start + dt.timedelta(draw(st.integers(0, 30))), reason=draw(st.sampled_from(["", "Urlaub"])),
        location=draw(some_place), deputies=(deputy,), announce_from=announce,
    )  # fmt: skip


exceptions = st.builds(
    DayException, date=some_day, spans=spans, reason=st.sampled_from(["", "Impftag"]), location=some_place
)
year_days = st.sampled_from(
    [YearDay(12, 24), YearDay(12, 31), YearDay(2, 29), YearDay(3, 26, 2027), YearDay(5, 1)]
)
holidays = st.none() | st.builds(
    Holidays, closed=st.booleans(), also_closed=st.lists(year_days, max_size=3, unique=True).map(tuple),
    open_anyway=st.lists(year_days, max_size=2, unique=True).map(tuple),
)  # fmt: skip


@st.composite
def any_facts(draw):
    there = draw(st.sampled_from([(), (NORTH,), (NORTH, SOUTH)]))
    practice = Practice(
        name=MAIN, professions=(Profession(kind="arzt"),), state=draw(st.sampled_from(["BE", "BY", None])), address=ADDRESS, phone=PHONE,
        locations=tuple(Location(name=name, address=ADDRESS) for name in there),
    )  # fmt: skip
    known = {"", MAIN, *there}
    unique = {(e.date, e.location): e for e in draw(st.lists(exceptions, max_size=6))}
    return Facts(
        practice=practice,
        hours=tuple(s for s in draw(st.lists(schedules(), min_size=1, max_size=4)) if s.location in known),
        closings=tuple(c for c in draw(st.lists(closings(), max_size=4)) if c.location in known),
        exceptions=tuple(e for e in unique.values() if e.location in known),
        holidays=draw(holidays),
    )


def expected_off(facts, date, place):
    """The order of force, told once more and plainly."""
    for where in (place, ""):
        for one in facts.exceptions:
            if one.date == date and one.location == where:
                return not one.spans
    if any(c.start <= date <= c.end and c.location in ("", place) for c in facts.closings):
        return True
    rule = facts.holidays or Holidays()
    if any(
        (d.month, d.day) == (date.month, date.day) and d.year in (None, date.year) for d in rule.open_anyway
    ):
        return False
    own = any(
        (d.month, d.day) == (date.month, date.day) and d.year in (None, date.year) for d in rule.also_closed
    )
    return own or (rule.closed and date in public_holidays(facts, date.year))


def by_json_ld(data, today):
    """What a search engine reads out of the hours of one place for each coming day."""

    def days(entry):
        first = dt.date.fromisoformat(entry.get("validFrom", today.isoformat()))
        last = dt.date.fromisoformat(entry.get("validThrough", "9999-01-01"))
        return range(max(0, (first - today).days), min(HORIZON, (last - today).days + 1))

    weekday = {"https://schema.org/" + name: n for n, name in enumerate(WEEKDAYS)}
    read = [[] for _ in range(HORIZON)]
    for entry in data.get("openingHoursSpecification", ()):
        for n in days(entry):
            if (today.weekday() + n) % 7 == weekday[entry["dayOfWeek"]]:
                read[n].append((entry["opens"], entry["closes"]))
    special = {}
    for entry in data.get("specialOpeningHoursSpecification", ()):
        for n in days(entry):
            special.setdefault(n, []).append((entry["opens"], entry["closes"]))
    for n, found in special.items():
        read[n] = [one for one in found if one[0] != one[1]]
    return [sorted(found) for found in read]


def told(found):
    return sorted((clock(s.opens), "23:59" if s.closes == 1440 else clock(s.closes)) for s in found)


def events_of(text):
    for event in Calendar.from_ical(text).walk("VEVENT"):
        yield (
            event["dtstart"].dt,
            event["dtend"].dt - dt.timedelta(1),
            str(event["summary"]),
            str(event["uid"]),
        )


def at_the_door(schedule):
    seasonal = schedule.name == "Sommer" and not (schedule.valid_from or schedule.valid_until)
    return not seasonal and (schedule.kind or schedule.name) not in {"video", "Hausbesuche"}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_facts())
def test_all_outputs_agree_on_every_day_and_place(facts):
    for today in (START, START + dt.timedelta(SPAN - HORIZON)):
        data = structured_data(facts, today=today)
        assert vocabulary.errors(data) == []
        of_place = {MAIN: data} | {one["name"]: one for one in data.get("department", ())}
        events = list(events_of(closings_calendar(facts, today=today)))
        assert len({uid for *_, uid in events}) == len(events)
        other = set(
            re.search(r'data-other="([^"]*)"', shown("build-date", facts, today, days=3, today=True))[
                1
            ].split()
        )
        for place in places(facts):
            read = by_json_ld(of_place[place], today)
            door = any((s.location or MAIN) == place and at_the_door(s) for s in facts.hours)
            mine = {}
            for first, last, summary, _ in events:
                if about(summary) in (None, place):
                    mine |= {first + dt.timedelta(n): summary for n in range((last - first).days + 1)}
            for n in range(HORIZON):
                date = today + dt.timedelta(n)
                judged = day(facts, date, place)
                assert (judged.off is not None) == expected_off(facts, date, place)
                if door:
                    assert read[n] == told(judged.spans), (date, place)
                if judged.special:
                    assert date.isoformat() in other
                if facts.hours or facts.closings:
                    assert date in mine or not judged.special, (date, place)
                if date in mine:
                    assert ("geschlossen" in mine[date]) == (not judged.spans)
                    assert all(span_text(s, "de") in mine[date] for s in judged.spans)


def about(summary):
    """Return the place an event names, None for all of them."""
    where = re.match(re.escape(MAIN) + r"(?: \((.+?)\))?(?: |:)", summary)[1]
    return MAIN if where == ADDRESS.street else where


def shown(name, facts, now, **options):
    return str(render(name, options, Setting(facts=facts, language="de", today=now, link=lambda path: path)))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_facts(), st.integers(0, SPAN).map(lambda n: START + dt.timedelta(n)))
def test_pages_bar_and_door_announce_the_same_closings(facts, today):
    due = announced(facts, today)
    bar, door, card = (shown(name, facts, today) for name in ("notice-bar", "door-notice", "print-sheet"))
    assert ("Geschlossen:" in bar) == bool(due)
    assert ("Praxis geschlossen" in door) == bool(due)
    assert ("Geschlossen:" in card) == bool(due)
    listed = shown("closings", facts, today, count=20)
    assert listed.count('praxis-closing"') == len(due)
    if due and due[0].location:
        for text in (bar, door, listed):
            assert due[0].location in text
    if facts.hours and due:
        assert "Geschlossen:" in shown("hours", facts, today, look="card")


def made(**changes):
    week = Week((((Span(480, 720),)) * 1,) * 5 + ((), ()))
    practice = Practice(
        name=MAIN, professions=(Profession(kind="arzt"),), state="BE", address=ADDRESS, phone=PHONE,
        locations=(Location(name=NORTH, address=ADDRESS),),
    )  # fmt: skip
    return Facts(
        practice=practice, hours=(Schedule(week=week), Schedule(week=week, location=NORTH)), **changes
    )


CLOSED = {"opens": "00:00", "closes": "00:00"}


def test_the_bar_names_both_deputies_with_their_days():
    phone = Phone("030 1", "+49301")
    turn = START + dt.timedelta(4)
    first = Deputy(name="Praxis Dr. Weber", phone=phone, end=turn)
    second = Deputy(name="Praxis Dr. Lotz", phone=phone, start=turn + dt.timedelta(1))
    both = Closing(start=START, end=START + dt.timedelta(9), deputies=(first, second))
    bar = re.sub(r"\s+", " ", shown("notice-bar", made(closings=(both,)), START))
    assert re.search(r"Vertretung bis So\., 29\. November: Praxis Dr\. Weber", bar), bar
    assert re.search(r"Vertretung Mo\., 30\. November bis Fr\., 4\. Dezember 2026: Praxis Dr\. Lotz", bar), (
        bar
    )


def test_the_door_names_every_deputy_from_today_on_and_none_whose_days_are_over():
    days = [START + dt.timedelta(3 * number) for number in range(5)]
    deputies = tuple(
        Deputy(name=f"Praxis {name}", start=first, end=last - dt.timedelta(1))
        for name, first, last in zip(("Weber", "Lotz", "Kern", "Sommer"), days, days[1:], strict=False)
    )
    facts = made(closings=(Closing(start=START, end=days[-1] - dt.timedelta(1), deputies=deputies),))
    for today, names in ((START, ["Weber", "Lotz", "Kern", "Sommer"]), (days[2], ["Kern", "Sommer"])):
        assert re.findall(r"<strong>Praxis (\w+)</strong>", shown("door-notice", facts, today)) == names


def test_a_branch_that_is_closed_is_named_everywhere_and_closes_no_other():
    facts = made(closings=(Closing(start=START, end=START + dt.timedelta(9), location=NORTH),))
    for name in ("notice-bar", "door-notice", "closings", "print-sheet"):
        assert NORTH in shown(name, facts, START)
    data = structured_data(facts, today=START)
    dates = {"validFrom": "2026-11-25", "validThrough": "2026-12-04"}
    assert not any(e.items() >= dates.items() for e in data["specialOpeningHoursSpecification"])
    assert any(
        e.items() >= (dates | CLOSED).items()
        for e in data["department"][0]["specialOpeningHoursSpecification"]
    )
    assert day(facts, START).spans
    assert "(Filiale Nord) geschlossen" in closings_calendar(facts, today=START).replace("\r\n ", "")
    mine = made(closings=(Closing(start=START, end=START, location=MAIN),))
    assert not day(mine, START).spans
    assert day(mine, START, NORTH).spans


@pytest.mark.parametrize("inside", [(), (Closing(start=START, end=START + dt.timedelta(30)),)])
def test_an_exception_opens_a_day_inside_a_closing_and_on_a_holiday(inside):
    friday = dt.date(2027, 3, 26)  # Good Friday
    hours = (Span(540, 600),)
    open_days = (
        DayException(date=friday, spans=hours),
        DayException(date=START + dt.timedelta(2), spans=hours),
    )
    facts = made(closings=inside, exceptions=open_days)
    calendar = closings_calendar(facts, today=START)
    assert "Karfreitag" not in calendar
    assert calendar.count("nur 9:00–10:00") == 2
    special = structured_data(facts, today=START)["specialOpeningHoursSpecification"]
    assert [e["opens"] for e in special if e["validFrom"] == "2026-11-27"] == ["09:00"]


def test_days_of_ones_own_and_exceptions_without_a_reason_reach_every_output():
    facts = made(
        holidays=Holidays(also_closed=(YearDay(12, 24), YearDay(12, 31))),
        exceptions=(DayException(date=dt.date(2026, 12, 3), spans=()),),
    )
    closed = {e["validFrom"] for e in structured_data(facts, today=START)["specialOpeningHoursSpecification"]}
    assert {"2026-12-24", "2026-12-31", "2026-12-03"} <= closed
    calendar = closings_calendar(facts, today=START)
    assert all(f"DTSTART;VALUE=DATE:{d}" in calendar for d in ("20261224", "20261231", "20261203"))
    hours = shown("hours", facts, START)
    assert "24.\N{NO-BREAK SPACE}Dezember 2026:" in hours
    assert "31.\N{NO-BREAK SPACE}Dezember 2026:" in hours


def test_seasonal_hours_replace_the_permanent_ones_while_they_hold():
    summer = Week((((Span(420, 600),)) * 1,) * 5 + ((), ()))
    season = Schedule(
        week=summer, name="Sommer", valid_from=dt.date(2027, 7, 1), valid_until=dt.date(2027, 8, 31)
    )
    base = made()
    facts = Facts(practice=base.practice, hours=(*base.hours, season))
    assert day(facts, dt.date(2027, 7, 5)).spans == (Span(420, 600),)
    assert day(facts, dt.date(2027, 7, 5), NORTH).spans == (Span(480, 720),)
    mondays = [
        e
        for e in structured_data(facts, today=START)["openingHoursSpecification"]
        if e["dayOfWeek"].endswith("Monday")
    ]
    assert [(e["opens"], e.get("validFrom"), e.get("validThrough")) for e in mondays] == [
        ("08:00", None, "2027-06-30"), ("07:00", "2027-07-01", "2027-08-31"), ("08:00", "2027-09-01", None),
    ]  # fmt: skip


def test_hours_of_a_coming_time_say_so_wherever_they_stand():
    week, begin, end = (
        Week((((Span(420, 600),)) * 1,) * 5 + ((), ())),
        dt.date(2027, 2, 1),
        dt.date(2027, 1, 31),
    )
    then, until = Schedule(week=week, valid_from=begin), Schedule(week=week, valid_until=end)
    facts = Facts(practice=made().practice, hours=(then,), phone_hours=(until, then))
    setting = Setting(facts=facts, language="de", today=START)
    with_phone = {"phone": "ja"}
    for part, options, said in (("glance", {}, 1), ("hours", with_phone, 2), ("phone-hours", {}, 1)):
        assert str(render(part, options, setting)).count("Ab Mo., 1.\u00a0Februar 2027") == said, part
    assert str(render("hours", with_phone, setting)).count("Bis So., 31.\u00a0Januar 2027") == 1


def test_a_calendar_program_takes_a_later_build_for_the_newer_state():
    facts = made(closings=(Closing(start=dt.date(2027, 1, 4), end=dt.date(2027, 1, 8)),))
    one, two = (
        next(
            e
            for e in Calendar.from_ical(closings_calendar(facts, today=today)).walk("VEVENT")
            if "20270104" in e["uid"]
        )
        for today in (START, START + dt.timedelta(1))
    )
    assert one["uid"] == two["uid"]
    assert one["sequence"] < two["sequence"]
    assert one["dtstamp"].dt < two["dtstamp"].dt <= dt.datetime(2026, 11, 26, tzinfo=dt.UTC)
    assert one["last-modified"].dt == one["dtstamp"].dt


def test_march_is_announced_by_all_at_the_same_day():
    facts = made(closings=(Closing(start=dt.date(2027, 3, 1), end=dt.date(2027, 3, 5)),))
    for today, told_now in ((START, False), (dt.date(2027, 1, 17), False), (dt.date(2027, 1, 18), True)):
        texts = [shown(n, facts, today) for n in ("notice-bar", "closings", "print-sheet")]
        texts.append(shown("hours", facts, today, look="card"))
        assert [("März" in text) for text in texts] == [told_now] * 4


@pytest.mark.parametrize(
    ("line", "open_days"),
    [
        ('"1. Samstag im Monat": 9-11', ["2026-12-05", "2027-01-02"]),
        ('"jeden ersten Samstag": 9-11', ["2026-12-05", "2027-01-02"]),
        ('"1. und 3. Sa im Monat": 9-11', ["2026-12-05", "2026-12-19", "2027-01-02", "2027-01-16"]),
        ('"letzter Samstag im Monat": 9-11', ["2026-11-28", "2026-12-26", "2027-01-30"]),
        (
            '"Sa in geraden Wochen": 9-11',
            ["2026-11-28", "2026-12-12", "2026-12-26", "2027-01-16", "2027-01-30"],
        ),
        ("Sa: 9-11 (1. Samstag im Monat)", ["2026-12-05", "2027-01-02"]),
        ("Sa: jeden ersten Samstag 9-11 Uhr", ["2026-12-05", "2027-01-02"]),
        (
            "Sat: 9-11 (first and 3rd Saturday of the month)",
            ["2026-12-05", "2026-12-19", "2027-01-02", "2027-01-16"],
        ),
        (
            "Sa: [9-11 (nur in geraden Wochen)]",
            ["2026-11-28", "2026-12-12", "2026-12-26", "2027-01-16", "2027-01-30"],
        ),
        ('"ungerade KW: Sa": 9-11', ["2026-12-05", "2026-12-19", "2027-01-02", "2027-01-09", "2027-01-23"]),
    ],
)
def test_hours_as_spoken_reach_every_output(tmp_path, line, open_days):
    from mkdocs_praxis.practice.reading import read_facts

    (tmp_path / "praxis.yml").write_text("name: Praxis Muster\nberuf: {art: arzt}\n", encoding="utf-8")
    (tmp_path / "zeiten.yml").write_text(
        f"sprechzeiten:\n  Mo: 8-12\n  {line}\nfeiertage: nein\n", encoding="utf-8"
    )
    facts = read_facts(tmp_path)
    within = [START + dt.timedelta(n) for n in range(68)]
    saturdays = [d.isoformat() for d in within if d.weekday() == 5 and day(facts, d).spans]
    assert saturdays == open_days
    special = structured_data(facts, today=START)["specialOpeningHoursSpecification"]
    assert [e["validFrom"] for e in special if e["opens"] == "09:00"][: len(open_days)] == open_days
    calendar = closings_calendar(facts, today=START)
    assert all(f"DTSTART;VALUE=DATE:{d.replace('-', '')}" in calendar for d in open_days)
    assert "geöffnet 9:00–11:00" in calendar
    page = shown("hours", facts, START)
    assert "9:00–11:00" in page
    english = str(
        render("hours", {}, Setting(facts=facts, language="en", today=START, link=lambda path: path))
    )
    assert not re.search(r"\d\. Saturday", english)
    assert "Samstag" in page


@pytest.mark.parametrize(
    "line",
    [
        "Sa: 9-12 (alle 14 Tage)",
        "Sat: 9-12 every other week",
        "Sa: 9-12 (außer am 1. Samstag im Monat)",
        "Sa: 9-12 (auch 2. Sa im Monat)",
        "Di: 8-12 und 3. Dienstag im Monat",
        "Mo: 8-12, 14-18 (gerade Wochen)",
        "Fr: 9-12 (1. Samstag im Monat)",
    ],
)
def test_hours_that_hold_on_some_dates_are_never_told_for_every_week(tmp_path, line):
    """Read as a note beside the hours, they would stand in calendar and structured data each week."""
    from mkdocs_praxis.practice.reading import read_facts
    from mkdocs_praxis.problem import PraxisError

    (tmp_path / "praxis.yml").write_text("name: P\nberuf: {art: arzt}\n", encoding="utf-8")
    (tmp_path / "zeiten.yml").write_text(f"sprechzeiten:\n  {line}\n", encoding="utf-8")
    with pytest.raises(PraxisError) as told:
        read_facts(tmp_path)
    assert told.value.problems[0].line == 2
    assert "im Monat" in in_german(told.value).problems[0].fix


def test_every_second_saturday_is_asked_about(tmp_path):
    from mkdocs_praxis.practice.reading import read_facts

    (tmp_path / "praxis.yml").write_text("name: P\nberuf: {art: arzt}\n", encoding="utf-8")
    (tmp_path / "zeiten.yml").write_text("sprechzeiten:\n  jeden 2. Samstag: 9-11\n", encoding="utf-8")
    with refused("alle zwei Wochen"):
        read_facts(tmp_path)


@pytest.mark.parametrize(
    "head", ["Filiale Nord: Di 8-12", "In Filiale Nord: Di 8-12", "filiale nord:\n    Di: 8-12"]
)
def test_hours_below_the_name_of_a_place_are_those_of_the_place(tmp_path, head):
    facts = facts_in(
        tmp_path,
        praxis="name: P\nberuf: arzt\nstandorte:\n  - name: Filiale Nord\n    anschrift: Weg 1, 10115 Berlin\n",
        zeiten=f"sprechzeiten:\n  Mo: 8-12\n  {head}\n",
    )
    assert [(one.name, one.location) for one in facts.hours] == [("", ""), ("", "Filiale Nord")]
    data = structured_data(facts, today=START)
    told = [
        [hours["dayOfWeek"].rpartition("/")[2] for hours in place["openingHoursSpecification"]]
        for place in (data, data["department"][0])
    ]
    assert told == [["Monday"], ["Tuesday"]]
