"""What is open on which day, and what is announced."""

import dataclasses
import datetime as dt
import subprocess
import sys

from mkdocs_praxis.practice.calendar import day, merged, public_holidays
from mkdocs_praxis.practice.model import Holidays
from mkdocs_praxis.practice.outlook import announced, notices, special_days
from mkdocs_praxis.practice.values import Span, YearDay
from tests.practice.conftest import facts_in


def test_ordinary_day_puts_kinds_of_hours_together(facts):
    assert day(facts, dt.date(2026, 11, 23)).spans == (
        Span(480, 720),
        Span(900, 1080),
    )  # Akut 8-9 lies within


def test_other_location_has_its_own_hours(facts):
    wednesday = dt.date(2026, 11, 25)
    assert day(facts, wednesday, place="Filiale Nord").spans == (Span(840, 1020),)
    assert day(facts, wednesday).spans == (Span(480, 720),)


def test_order_of_force(facts):
    assert day(facts, dt.date(2026, 12, 5)).spans == (Span(540, 660),)  # an exception opens a Saturday
    assert day(facts, dt.date(2026, 12, 25)).off.kind == "closing"  # a closing covers the holiday
    assert day(facts, dt.date(2027, 3, 8)).off.kind == "holiday"  # Frauentag: only Berlin and MV
    assert day(facts, dt.date(2027, 12, 24)).off.kind == "own-day"


def test_an_exception_of_a_place_goes_before_one_of_all_places(facts):
    date = dt.date(2026, 12, 2)
    for_all = dataclasses.replace(facts.exceptions[0], date=date, spans=(Span(480, 540),), location="")
    of_one = dataclasses.replace(for_all, spans=(Span(600, 660),), location="Filiale Nord")
    for order in ((for_all, of_one), (of_one, for_all)):
        said = dataclasses.replace(facts, exceptions=order, closings=())
        assert day(said, date, place="Filiale Nord").spans == of_one.spans
        assert day(said, date).spans == for_all.spans


def test_urgent_hours_of_a_closing_hold_on_a_public_holiday_only_where_they_name_it(tmp_path):
    practice = "name: P\nberuf: {art: arzt}\nbundesland: BE\n"
    for urgent, spans in (("{Fr: 9-10}", ()), ("{25.12.2026: 9-10}", (Span(540, 600),))):
        closing = f"urlaub: [{{von: 21.12.2026, bis: 31.12.2026, notsprechstunde: {urgent}}}]\n"
        facts = facts_in(tmp_path, praxis=practice, urlaub=closing)
        assert day(facts, dt.date(2026, 12, 25)).spans == spans


def test_holidays_follow_the_land(facts):
    bavaria = dataclasses.replace(facts, practice=dataclasses.replace(facts.practice, state="BY"))
    epiphany = dt.date(2026, 1, 6)
    assert epiphany in public_holidays(bavaria, 2026)
    assert epiphany not in public_holidays(facts, 2026)
    assert dt.date(2026, 8, 15) not in public_holidays(bavaria, 2026)
    catholic = dataclasses.replace(bavaria, holidays=Holidays(municipal=("katholisch",)))
    assert dt.date(2026, 8, 15) in public_holidays(catholic, 2026)
    augsburg = dataclasses.replace(bavaria, holidays=Holidays(municipal=("augsburg",)))
    assert dt.date(2026, 8, 8) in public_holidays(augsburg, 2026)
    assert public_holidays(facts, 2026, "en")[dt.date(2026, 1, 1)] == "New Year's Day"


def test_open_on_a_holiday_when_said(facts):
    rule = Holidays(open_anyway=(YearDay(3, 8),))
    assert day(dataclasses.replace(facts, holidays=rule), dt.date(2027, 3, 8)).spans


def test_closings_and_notices_come_and_go(facts):
    assert announced(facts, dt.date(2026, 11, 30)) == ()
    assert [c.reason for c in announced(facts, dt.date(2026, 12, 1))] == ["Weihnachtsurlaub"]
    assert [c.reason for c in announced(facts, dt.date(2027, 1, 6))] == ["Weihnachtsurlaub", "Fortbildung"]
    assert [c.reason for c in announced(facts, dt.date(2027, 1, 7))] == ["Fortbildung"]
    assert [n.kind for n in notices(facts, dt.date(2026, 11, 23))] == ["wichtig", "info"]
    assert [n.title for n in notices(facts, dt.date(2026, 12, 2))] == ["Grippeimpfung ab Oktober"]


def test_special_days_name_their_reason(facts):
    judged = special_days(facts, dt.date(2026, 11, 23), 60)
    named = {one.date: one.reason for one in judged if one.off is None}
    assert named == {dt.date(2026, 12, 5): "Impfsamstag", dt.date(2026, 12, 23): "Tag vor dem Urlaub"}


def test_merged():
    assert merged([Span(480, 540), Span(500, 720, "x"), Span(800, 900)]) == (Span(480, 720), Span(800, 900))


def test_holidays_of_germany_load_no_other_country_and_leave_the_package_whole():
    code = (
        "import sys\n"
        "from mkdocs_praxis.practice.calendar import _holidays\n"
        "from holidays import country_holidays\n"
        "ours = _holidays('de', 'BE', (), 2026, 'de')\n"
        "print(sum(name.startswith('holidays.countries') for name in sys.modules))\n"
        "assert ours == dict(country_holidays('DE', subdiv='BE', years=2026, language='de'))\n"
        "import holidays.countries\n"
        "print(len(country_holidays('AT', years=2026)), holidays.countries.Germany.__name__)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "13", "Germany"]
