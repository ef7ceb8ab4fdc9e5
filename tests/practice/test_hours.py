"""Hours as people write them."""

import datetime as dt
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_praxis.components.words import week_rows
from mkdocs_praxis.practice.hour_lines import day_lines
from mkdocs_praxis.practice.hours import (
    clock,
    grouped,
    make_week,
    ordered,
    parse_spans,
    span_text,
)
from mkdocs_praxis.practice.values import Span, Unclear
from mkdocs_praxis.practice.weekdays import parse_days
from tests.practice.conftest import facts_in

minutes = st.integers(0, 1439)


def attempt(read, text):
    try:
        return read(text), None
    except Unclear as unclear:
        return None, unclear


@st.composite
def spans(draw):
    opens = draw(minutes)
    return Span(opens, draw(st.integers(opens + 1, 1440)))


def written(at, style):
    hour, minute = divmod(at, 60)
    if style == "short" and minute == 0:
        return f"{hour}"
    return {
        "short": f"{hour}:{minute:02}",
        "long": f"{hour:02}:{minute:02}",
        "dot": f"{hour:02}.{minute:02}",
        "uhr": f"{hour}:{minute:02} Uhr",
    }[style]


@given(
    spans(),
    st.sampled_from(["short", "long", "dot", "uhr"]),
    st.sampled_from(["-", "–", " - ", " – ", " bis ", "—"]),
    st.sampled_from(["", " Uhr"]),
)
def test_every_way_of_writing_a_span_is_read_alike(span, style, dash, end):
    text = written(span.opens, style) + dash + written(span.closes, style) + ("" if style == "uhr" else end)
    assert parse_spans(text) == ((span,), "")


@given(st.lists(spans(), min_size=1, max_size=6))
def test_ordered_or_told(given_spans):
    try:
        result = ordered(given_spans)
    except Unclear:
        assert any(
            one.opens < two.closes and two.opens < one.closes
            for i, one in enumerate(given_spans)
            for two in given_spans[i + 1 :]
        )
    else:
        assert sorted(given_spans) == list(result)
        assert all(a.closes <= b.opens for a, b in pairwise(result))
        assert parse_spans(", ".join(span_text(s) for s in given_spans)) == (result, "")


@given(st.text(alphabet="0123456789:.-– UhrMoDi,()x", max_size=25))
def test_any_text_is_read_or_explained(text):
    read, unclear = attempt(parse_spans, text)
    if unclear:
        assert unclear.what
        assert unclear.fix
    else:
        assert any(read) or text.strip().rstrip(".") in {"-", "–", "--", "---", "/"}


@given(st.text(max_size=20))
def test_any_days_are_read_or_explained(text):
    days, unclear = attempt(parse_days, text)
    if unclear:
        assert unclear.fix
    else:
        assert days
        assert len(set(days)) == len(days)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Mo", (0,)), ("„Mo“", (0,)), ("montag", (0,)), ("Mo-Fr", (0, 1, 2, 3, 4)), ("Mo – Mi", (0, 1, 2)), ("Mo., Do.", (0, 3)),
        ("Montag und Mittwoch", (0, 2)), ("Mo, Mi-Fr", (0, 2, 3, 4)), ("Sonnabend", (5,)), ("täglich", tuple(range(7))),
        ("Montag bis Freitag", (0, 1, 2, 3, 4)), ("Monday", (0,)), ("Tue/Thu", (1, 3)), ("am Wochenende", (5, 6)),
        ("Mo bis Mi sowie Fr", (0, 1, 2, 4)), ("Mo; Do", (0, 3)),
        ("Mo-Fr außer Mi", (0, 1, 3, 4)), ("täglich (außer Sa, So)", (0, 1, 2, 3, 4)),
    ],
)  # fmt: skip
def test_days(text, days):
    assert parse_days(text) == days


@pytest.mark.parametrize(
    ("text", "expected", "request_"),
    [
        ("8-12", [(480, 720, "")], ""),
        ("8-12 Uhr und 14-17:30 Uhr", [(480, 720, ""), (840, 1050, "")], ""),
        ("8-12 (nur Akutfälle), 14-16", [(480, 720, "nur Akutfälle"), (840, 960, "")], ""),
        ("8-12 nur mit Termin", [(480, 720, "nur mit Termin")], ""),
        ("von 8 bis 12 Uhr", [(480, 720, "")], ""),
        ("„8-12“", [(480, 720, "")], ""),
        ("rund um die Uhr", [(0, 1440, "")], ""),
        ("24 Stunden", [(0, 1440, "")], ""),
        ("vormittags 8-12 Uhr, nachmittags: 14-18 Uhr", [(480, 720, ""), (840, 1080, "")], ""),
        ("durchgehend 8-18", [(480, 1080, "")], ""),
        ("8-12 sowie 14-17", [(480, 720, ""), (840, 1020, "")], ""),
        ("8-12, nachmittags nach Vereinbarung", [(480, 720, "")], "nachmittags nach Vereinbarung"),
        ("8-12, nachmittags geschlossen", [(480, 720, "")], ""),
        ("8-12 und nach Vereinbarung", [(480, 720, "")], "nach Vereinbarung"),
        ("8-12, nachmittags nur Notfälle", [(480, 720, "nachmittags nur Notfälle")], ""),
        ("8-12 (mit Termin), danach OP", [(480, 720, "mit Termin, danach OP")], ""),
        ("8 Uhr 30 bis 12 Uhr 15 und 14-18", [(510, 735, ""), (840, 1080, "")], ""),
        ("8-12 Uhr 14-18 Uhr", [(480, 720, ""), (840, 1080, "")], ""),
        ("8³⁰–12°°", [(510, 720, "")], ""),
        ("8am-12 p.m.", [(480, 720, "")], ""),
        ("keine Sprechstunde", [], ""),
        ("nach Vereinbarung", [], "nach Vereinbarung"),
        ("n. V.", [], "nach Vereinbarung"),
        ("nur nach telefonischer Vereinbarung", [], "nur nach telefonischer Vereinbarung"),
        ("Termine nach Absprache", [], "Termine nach Absprache"),
        ("geschlossen", [], ""),
        ("20-24", [(1200, 1440, "")], ""),
        ("8-12 sowie n. Vereinb.", [(480, 720, "")], "n. Vereinb."),
        ("8-12 oder nach tel. Vereinbarung", [(480, 720, "")], "oder nach tel. Vereinbarung"),
        ("Termine nach Vereinbarung, auch abends", [], "Termine nach Vereinbarung, auch abends"),
        ("nach Vereinbarung (auch am Wochenende)", [], "nach Vereinbarung (auch am Wochenende)"),
        ("nach Vereinbarung ab 14 Uhr", [(840, 1440, "", True)], "nach Vereinbarung"),
        ("8-12 Uhr ca.", [(480, 720, "ca.")], ""),
        ("14.00 Uhr - 18.00 Uhr.", [(840, 1080, "")], ""),
        ("24/7", [(0, 1440, "")], ""),
        ("Ruhetag", [], ""),
        ("14-16; 8-12", [(480, 720, ""), (840, 960, "")], ""),
    ],
)
def test_spans(text, expected, request_):
    assert parse_spans(text) == (tuple(Span(*e) for e in expected), request_)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8",
        "8-12-14",
        "8:5-12",
        "bis 8",
        "ab 8, 14-16",
        "ab 26",
        "25-26",
        "8-12:60",
        "12-12",
        "9-5 pm",
        "8-12, Mittwochnachmittag ist die Praxis geschlossen",
        "8–",
        "nachmittags 3-6",
        "7-9 abends",
        "nachmittags geschlossen",
        "8-12 oder 14-16",
        "8-12 und",
        "OP-Tag",
    ],
)
def test_unclear_spans(text):
    with pytest.raises(Unclear):
        parse_spans(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Videosprechstunde 9-11", "9-11 (Videosprechstunde)"),
        ("Dr. Ahrens 8-12, Dr. Behn: 14-18 Uhr", "8-12 (Dr. Ahrens), 14-18 Uhr (Dr. Behn)"),
        ("ca. 8-12", "8-12 (ca.)"),
        ("8-12 oder 14-16", "8-12, 14-16"),
        ("8-12 oder 14-16 oder 17-19", "8-12, 14-16, 17-19"),
    ],
)
def test_a_line_that_is_understood_is_proposed(text, line):
    with pytest.raises(Unclear) as unclear:
        parse_spans(text)
    assert unclear.value.values["line"] == line
    parse_spans(line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("vormittags Mo-Fr 8-12", [("Mo-Fr", "vormittags 8-12")]),
        ("Mo-Fr morgens 8-12, Montagnachmittag 15-18", [("Mo-Fr", "morgens 8-12"), ("Montag", "nachmittag 15-18")]),
        ("Mo-Fr (außer Mi) 8-12", [("Mo-Fr außer Mi", "8-12")]),
        ("am Wochenende 10-12", [("am Wochenende", "10-12")]),
        ("8-12 Uhr (Mo-Fr)", [("Mo-Fr", "8-12 Uhr")]),
        ("von 8 bis 12 Uhr montags bis freitags", [("montags bis freitags", "von 8 bis 12 Uhr")]),
        ("8-12 Uhr (Mo-Fr), 15-18 Uhr (Mo, Di)", [("Mo-Fr", "8-12 Uhr"), ("Mo, Di", "15-18 Uhr")]),
        ("Mo-Fr 8-12 und 14-17 Uhr außer Mi", [("Mo-Fr außer Mi", "8-12 und 14-17 Uhr")]),
        ("Mo 8-12, telefonisch Mi 12:00-12:50", [("Mo", "8-12"), ("Mi", "12:00-12:50 (telefonisch)")]),
        ("Mo 8-12, Hausbesuche Di 14-16, 17-18, Mi 8-12", [("Mo", "8-12"), ("Di", "14-16 (Hausbesuche), 17-18 (Hausbesuche)"), ("Mi", "8-12")]),
        ("Mo 8-12, nur mit Termin, Mi 8-12", [("Mo", "8-12, nur mit Termin"), ("Mi", "8-12")]),
        ("Mo 8-12, nachmittags geschlossen Di 8-12", [("Mo", "8-12, nachmittags geschlossen"), ("Di", "8-12")]),
        ("Mo u Di 8-12; zusätzlich Fr 9-11", [("Mo u Di", "8-12"), ("Fr", "zusätzlich 9-11")]),
    ],
)  # fmt: skip
def test_days_and_hours_of_a_line(line, expected):
    assert day_lines(line) == expected


@pytest.mark.parametrize("days", ["werktags", "Wochentags", "an Werktagen", "unter der Woche"])
def test_what_may_mean_saturday_is_asked(days):
    assert day_lines(f"{days} 8-12") == [(days, "8-12")]
    with pytest.raises(Unclear, match="Saturday"):
        parse_days(days)


def test_neighbouring_days_of_equal_hours_are_grouped():
    week = make_week([((0, 1, 2), (Span(480, 720),), ""), ((5, 6), (), "")])
    assert [days for days, _, _ in grouped(week)] == [(0, 1, 2), (3, 4, 5, 6)]


def test_days_on_request_are_no_closed_days():
    hours = (Span(480, 720),)
    week = make_week([((0, 1), hours, ""), ((2,), hours, "n"), ((3,), (), "n"), ((4,), (), "n")])
    assert grouped(week) == [
        ((0, 1), hours, ""),
        ((2,), hours, "n"),
        ((3, 4), (), "n"),
        ((5, 6), (), ""),
    ]


@given(minutes)
def test_clock(at):
    assert re.fullmatch(r"\d\d:\d\d", clock(at))


@pytest.mark.parametrize(
    ("heading", "begin", "end", "name"),
    [
        ("ab 01.02.2027", dt.date(2027, 2, 1), None, ""),
        ("ab 1. Februar 2027", dt.date(2027, 2, 1), None, ""),
        ("bis 28.02.2027", None, dt.date(2027, 2, 28), ""),
        ("01.02.2027 bis 28.02.2027", dt.date(2027, 2, 1), dt.date(2027, 2, 28), ""),
        ("vom 1.2.2027 - 28.2.2027", dt.date(2027, 2, 1), dt.date(2027, 2, 28), ""),
        ("Neue Sprechzeiten ab 01.02.2027", dt.date(2027, 2, 1), None, "Neue Sprechzeiten"),
        ("1. Etage", None, None, "1. Etage"),
        # replaces no other hours
        ("Infekte ab 01.02.2027", None, None, "Infekte ab 01.02.2027"),
    ],
)
def test_days_above_hours_say_when_these_apply(tmp_path, heading, begin, end, name):
    hours = f"sprechzeiten:\n  Mo-Fr: 8-12\n  {heading}:\n    Mo-Fr: 9-13\n"
    always, then = facts_in(tmp_path, praxis="name: P\nberuf: {art: arzt}\n", zeiten=hours).hours
    assert (always.valid_from, always.valid_until, always.name) == (None, None, "")
    assert (then.valid_from, then.valid_until, then.name) == (begin, end, name)


@pytest.mark.parametrize(
    ("written", "german", "english"),
    [
        ("nach Absprache", "nach Absprache", "by appointment"),
        ("8-12, nachmittags nach Absprache", "nachmittags nach Absprache", "nachmittags nach Absprache"),
        ("8-12 und n. V.", "nach Vereinbarung", "by appointment"),
        ("Nur nach tel. Voranmeldung", "nur nach tel. Voranmeldung", "by appointment, by phone"),
        (
            "nach Vereinbarung, auch abends",
            "nach Vereinbarung, auch abends",
            "nach Vereinbarung, auch abends",
        ),
        ("8-12 oder nach Absprache", "oder nach Absprache", "by appointment"),
    ],
)
def test_what_is_by_appointment_stands_in_the_practices_own_words(tmp_path, written, german, english):
    facts = facts_in(tmp_path, praxis="name: P\nberuf: arzt\n", zeiten=f"sprechzeiten:\n  Mo: {written}\n")
    rows = [week_rows(facts.hours[0].week, language)[0].on_request for language in ("de", "en", "tr")]
    assert rows == [german, english, english]


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("- tag: Mo\n    zeit: 8-12", "Mo: 8-12"),
        (
            "- tage: Mo-Fr\n    von: 8:00\n    bis: 12:00\n  - Tag: Sa\n    Uhrzeit: 9-11 Uhr",
            "Mo-Fr: 8-12\n  Sa: 9-11",
        ),
        ("Mo-Fr ohne Mi: 8-12", "Mo, Di, Do, Fr: 8-12"),
    ],
)
def test_hours_with_keys_are_those_in_a_line(tmp_path, written, same):
    one, other = (
        facts_in(tmp_path / name, praxis="name: P\nberuf: arzt\n", zeiten=f"sprechzeiten:\n  {text}\n")
        for name, text in (("a", written), ("b", same))
    )
    assert one.hours[0].week == other.hours[0].week


def test_a_consultation_on_some_dates_has_its_name(tmp_path):
    said = "sprechzeiten:\n  Mo-Fr: 8-12\n  Betriebsärztliche Sprechstunde: 2. Di im Monat 13-16\n"
    _, named = facts_in(tmp_path, praxis="name: P\nberuf: arzt\n", zeiten=said).hours
    assert (named.name, named.week.dated[0].weekday) == ("Betriebsärztliche Sprechstunde", 1)
