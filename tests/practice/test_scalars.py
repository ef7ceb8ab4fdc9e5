"""Dates, phone numbers and other single values as people write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_praxis.practice.phones import phone
from mkdocs_praxis.practice.scalars import SCALARS, date, year_day
from mkdocs_praxis.practice.values import Cost, Country, Email, Phone, Postcode, State, Unclear, Url, YearDay

WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
dates = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))
MONTHS = [
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
]  # fmt: skip


@given(dates)
def test_every_way_of_writing_a_date_is_read_alike(day):
    ways = [
        day.isoformat(), f"{day:%d.%m.%Y}", f"{day.day}.{day.month}.{day.year}", f"{day:%d.%m.%y}",
        f"{day.day}. {MONTHS[day.month - 1]} {day.year}", f"{WEEKDAYS[day.weekday()]}, {day:%d.%m.%Y}", f"{day.day}. {day.month}. {day.year}",
    ]  # fmt: skip
    assert {date(way) for way in ways} == {day}


@given(st.text(max_size=15))
def test_any_text_is_a_date_or_explained(text):
    try:
        read = date(text)
    except Unclear as unclear:
        read = unclear.fix
    assert read


@pytest.mark.parametrize(
    "text", ["24.12.", "32.1.2026", "30.02.2026", "2026-13-01", "morgen", "1.1.0026", "12/24/2026"]
)
def test_no_dates(text):
    with pytest.raises(Unclear):
        date(text)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("3. Januar", "lacks the year"),
        ("24.12.", "lacks the year"),
        ("ja", "is no day"),
        ("bald", "is not a date"),
    ],
)
def test_what_lacks_for_a_date_is_told(text, what):
    with pytest.raises(Unclear, match=what):
        date(text)


@pytest.mark.parametrize("text", ["einschl. 3.1.2027", "3.1.2027 einschließlich", "inkl. So, 3. Januar 2027"])
def test_words_that_only_say_including_are_no_part_of_a_date(text):
    assert date(text) == dt.date(2027, 1, 3)


@pytest.mark.parametrize(
    ("text", "meant"), [("vorhanden", True), ("erlaubt", True), ("nicht vorhanden", False), ("keins", False)]
)
def test_words_for_yes_and_no(text, meant):
    assert SCALARS[bool](text, "de") is meant


@pytest.mark.parametrize(("text", "code"), [("D", "DE"), ("A", "AT"), ("BRD", "DE"), ("CH", "CH")])
def test_countries_as_on_number_plates(text, code):
    assert SCALARS[Country](text, "de") == code


@pytest.mark.parametrize("text", ["0151 23456789", "+49 151 23456789", "0151/23456789"])
def test_mobile_numbers_keep_their_grouping(text):
    assert phone(text).shown == "0151 23456789"


def test_addresses_are_kept_without_tracking():
    read = SCALARS[Url]
    assert (
        read("https://praxis.example/?utm_source=google&utm_medium=gmb&gclid=a", "de")
        == "https://praxis.example/"
    )
    assert read("https://termine.example/a?pid=1&utm_campaign=b", "de") == "https://termine.example/a?pid=1"


@pytest.mark.parametrize(
    ("text", "country", "shown"),
    [("45", "de", "45 €"), ("ab 45,-", "at", "ab 45,- €"), ("1.200,50", "de", "1.200,50 €"), ("60-80", "ch", "60-80 CHF"),
     ("45 € nach GOÄ", "de", "45 € nach GOÄ"), ("nach Aufwand", "de", "nach Aufwand"), ("120 / 90 min", "de", "120 / 90 min")],
)  # fmt: skip
def test_a_bare_number_is_a_price_in_the_money_of_the_country(text, country, shown):
    assert SCALARS[Cost](text, country) == shown


def test_days_of_every_year():
    assert year_day("24.12.") == YearDay(12, 24)
    assert year_day("24. Dezember") == YearDay(12, 24)
    assert year_day("24.12.2026") == YearDay(12, 24, 2026)
    assert year_day("29.02.") == YearDay(2, 29)
    assert YearDay(12, 24).falls_on(dt.date(2030, 12, 24))
    assert not YearDay(12, 24, 2026).falls_on(dt.date(2030, 12, 24))
    with pytest.raises(Unclear):
        year_day("30.02.")


@pytest.mark.parametrize(
    "text",
    ["030 23125000", "(030) 23125000", "+49 30 23125000", "+49 (0)30 23125000", "0049 30 23125000",
     "Tel.: 030 23125000", "(0)30 23125 000", "030\u201123125000"],
)  # fmt: skip
def test_phone_numbers(text):
    assert phone(text).dial == "+493023125000"
    assert phone(text).shown == "030 23125000"


@pytest.mark.parametrize(
    "text",
    [
        "0341 4 80 12 34",
        "(0341) 4 80 12 34",
        "0341/4 80 12 34",
        "0341 - 4 80 12 34",
        "+49 341 4 80 12 34",
        "+49 (0)341 / 4 80 12 34",
    ],
)
def test_numbers_stay_grouped_as_their_owner_says_them(text):
    assert phone(text).shown == "0341 4 80 12 34"
    assert phone(text).dial == "+493414801234"


@pytest.mark.parametrize(
    ("text", "shown", "dial"),
    [
        ("07721 / 98 76 5-0", "07721 98 76 5-0", "+497721987650"),
        ("030/23125-000", "030 23125-000", "+493023125000"),
        ("+49 89 1234 - 0", "089 1234-0", "+498912340"),
        ("(0211) 17 800–100", "0211 17 800-100", "+4921117800100"),
    ],
)
def test_an_extension_stays_behind_its_hyphen(text, shown, dial):
    assert phone(text) == Phone(shown, dial)


def test_short_and_foreign_numbers():
    assert phone("116 117").dial == "116117"
    assert phone("112").href == "tel:112"
    assert phone("+43 1 5134677").shown == "+43 1 5134677"
    assert phone("01 5134677", "at").dial == "+4315134677"


@pytest.mark.parametrize(
    "text", ["23125000", "030", "12345", "0", "abc", "030 23125000 und 01", "+", "0304444444444444444"]
)
def test_no_phone_numbers(text):
    with pytest.raises(Unclear):
        phone(text)


def test_other_values():
    assert SCALARS[bool]("Ja", "de") is True
    assert SCALARS[bool]("nein", "de") is False
    assert SCALARS[float]("6,5", "de") == 6.5
    assert SCALARS[int]("90 cm", "de") == 90
    assert SCALARS[Postcode]("D-01067", "de") == "01067"
    assert SCALARS[Postcode]("1010", "at") == "1010"
    assert SCALARS[State]("nrw", "de") == "NW"
    assert SCALARS[State]("Thueringen", "de") == "TH"
    assert SCALARS[Email]("mailto:praxis@müller.de", "de") == "praxis@müller.de"
    assert SCALARS[Url]("https://www.example.de/", "de") == "https://www.example.de/"


@pytest.mark.parametrize(
    ("kind", "text"),
    [(Email, "a@b"), (Email, "a b@c.de"), (Email, "a@b..de"), (Url, "javascript:alert(1)"), (Url, "https://"),
     (Url, "ftp://a.de"), (Postcode, "00000"), (Postcode, "1234"), (State, "Preußen")],
)  # fmt: skip
def test_refused(kind, text):
    with pytest.raises(Unclear):
        SCALARS[kind](text, "de")
