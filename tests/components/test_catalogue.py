import dataclasses
import datetime as dt
import re
from pathlib import Path

import pytest
import turbohtml

from mkdocs_praxis import components
from mkdocs_praxis.components.catalogue import PRIVACY_CLASSES, catalogue
from mkdocs_praxis.components.directive import directives
from mkdocs_praxis.components.globals import template_globals
from mkdocs_praxis.components.render import render
from mkdocs_praxis.components.setting import Setting
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.exports import closings_calendar
from mkdocs_praxis.practice.model import (
    Booking,
    Closing,
    DayException,
    Directions,
    Location,
    OnlineBooking,
    Schedule,
)
from mkdocs_praxis.practice.values import Markdown, Span, Text, Urgent, Url, Week, YearDay
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.replace.links import mark_links
from mkdocs_praxis.replace.model import Options as Replacing
from mkdocs_praxis.web.url import own_site

ROOM = Path(components.__file__).parent
BY_NAME = {c.name: c for c in catalogue()}
EXAMPLES = [(c.name, d) for c in catalogue() for d in directives(c.example, [])]


def test_every_component_of_the_issue_is_there() -> None:
    wanted = (
        "hours phone-hours closings emergency contact team services notices directions booking prescriptions downloads faq "
        "jobs insurance languages premises gallery video audio quote external-link share callback door-notice qr-contact "
        "print-sheet imprint privacy accessibility credits"
    )
    assert set(wanted.split()) <= set(BY_NAME)


@pytest.mark.parametrize("name", BY_NAME)
def test_entry_is_complete(name: str) -> None:
    component = BY_NAME[name]
    assert component.privacy in PRIVACY_CLASSES
    for text in (
        component.title,
        component.why,
        component.accessibility,
        component.when,
        component.avoid,
        component.example,
    ):
        assert text.strip()
    assert (ROOM / "templates" / f"{name}.html").is_file()
    assert {d.name for d in directives(component.example, [])} <= {name, component.german}
    for option in component.options:
        assert option.about.endswith(".")
        if option.type == "choice":
            assert option.default in option.values


def test_names_are_unique_in_both_languages() -> None:
    english, german = [c.name for c in catalogue()], [c.german for c in catalogue()]
    assert len(set(german)) == len(german)
    assert {c.name for c in catalogue() if c.name in german and c.german != c.name} == set()
    assert len(set(english)) == len(english)


def test_no_template_without_entry() -> None:
    templates = {p.stem for p in (ROOM / "templates").glob("*.html")} - {"_macros"}
    assert templates == set(BY_NAME)


def test_every_text_of_templates_is_translated() -> None:
    say = translator("de", "components")
    same = {"Fax"}
    for path in [*(ROOM / "templates").glob("*.html"), ROOM / "look.py"]:
        for text in re.findall(r'\bt\("([^"]+)"', path.read_text(encoding="utf-8")):
            assert say(text) != text or text in same, f"{path.name}: {text}"


@pytest.mark.parametrize("name", BY_NAME)
def test_every_text_of_the_catalogue_is_translated(name: str) -> None:
    told = BY_NAME[name].told("de")
    for key in ("title", "why", "accessibility", "replaces", "when", "avoid"):
        english = getattr(BY_NAME[name], key)
        assert not english or getattr(told, key) != english or english == "Team", english
    for own, german in zip(BY_NAME[name].options, told.options, strict=True):
        assert german.about != own.about, own.about


@pytest.mark.parametrize(("name", "use"), EXAMPLES, ids=[f"{n}-{i}" for i, (n, _) in enumerate(EXAMPLES)])
def test_example_works(name: str, use: components.directive.Directive, setting: Setting) -> None:
    options = {**use.options, **({"name": "Früherkennung"} if name == "service-facts" else {})}
    options = {
        k: v for k, v in options.items() if not (k in {"group", "gruppe"} and name in {"services", "faq"})
    }
    html = render(name, options, setting)
    assert html
    tree = turbohtml.parse(f"<body>{html}</body>")
    for element in tree.select("body *"):
        names = {a.lower() for a in element.attrs}
        assert "style" not in names, "a strict Content-Security-Policy forbids inline style"
        assert not [a for a in names if a.startswith("on")]
    # nothing loads from elsewhere: only links and forms may name another host
    for attribute in ("src", "srcset", "poster", "data", "background"):
        for element in tree.select(f"body [{attribute}]"):
            assert "//" not in str(element.attrs[attribute])
    for image in tree.select("body img"):
        assert "alt" in image.attrs


def test_german_and_english_names_give_the_same(setting: Setting) -> None:
    assert render("sprechzeiten", {"aussehen": "karte", "ebene": "4"}, setting) == render(
        "hours", {"look": "card", "level": 4}, setting
    )


def test_misspelt_name_option_and_value_name_the_nearest(setting: Setting) -> None:
    for name, options, near in (
        ("sprechzeitn", {}, "sprechzeiten"),
        ("teilen", {}, "weitersagen"),
        ("öffnungszeiten", {}, "sprechzeiten"),
        ("hours", {"lok": "card"}, "aussehen"),
        ("hours", {"look": "crad"}, "card"),
        ("service-facts", {"name": "Früherkenung"}, "Früherkennung"),
        ("gallery", {"pictures": [{"datei": "a.svg", "alt": "A", "unterschrif": "x"}]}, "unterschrift"),
    ):
        with pytest.raises(PraxisError, match=f"[dD]id you mean '{near}'"):
            render(name, options, setting)
    with pytest.raises(PraxisError, match="Did you mean 'share'"):
        render("teilen", {}, dataclasses.replace(setting, language="en"))


def test_a_component_speaks_of_itself_by_the_names_of_the_page_s_language(setting: Setting) -> None:
    for language, said in (("de", "datei=medien/rundgang.mp4"), ("en", "file=medien/rundgang.mp4")):
        with pytest.raises(PraxisError) as refused:
            render("video", {}, dataclasses.replace(setting, language=language))
        assert said in str(refused.value)
    for component in catalogue():
        one = component.shown("de")
        assert not [o.name for o in component.options if o.name != o.german and f" {o.name}=" in one]


def test_missing_facts_name_file_and_key(setting: Setting) -> None:
    assert setting.facts is not None
    without = dataclasses.replace(setting, facts=dataclasses.replace(setting.facts, team=(), directions=None))
    with pytest.raises(PraxisError, match=r"team:(?s:.*)praxis/team\.yml"):
        render("team", {}, without)
    with pytest.raises(PraxisError, match=r"anfahrt:(?s:.*)praxis/anfahrt\.yml"):
        render("directions", {}, without)
    with pytest.raises(PraxisError, match=r"praxis\.yml"):
        render("contact", {}, dataclasses.replace(setting, facts=None))


def test_the_way_to_a_practice_that_says_no_more_is_its_address(setting: Setting) -> None:
    assert setting.facts is not None
    address = setting.facts.practice.address
    assert address is not None
    for directions, shown in ((Directions(), True), (Directions(parking="Im Hof"), False)):
        facts = dataclasses.replace(setting.facts, directions=directions)
        said = render("directions", {}, dataclasses.replace(setting, facts=facts))
        assert (address.street in said) is shown


def test_pictures_need_an_alternative_text_and_films_captions(setting: Setting) -> None:
    with pytest.raises(PraxisError, match="alt"):
        render("gallery", {"pictures": [{"file": "a.svg", "alt": " "}]}, setting)
    with pytest.raises(PraxisError, match="captions"):
        render("video", {"file": "a.mp4", "title": "Rundgang"}, setting)
    with pytest.raises(PraxisError, match="abschrift"):
        render("audio", {"file": "a.mp3", "title": "Ansage"}, setting)
    assert "<track" not in render("video", {"file": "a.mp4", "title": "Rundgang", "silent": "ja"}, setting)


def test_missing_file_is_told(setting: Setting, tmp_path: Path) -> None:
    with pytest.raises(PraxisError, match=r"bilder/fehlt\.svg"):
        render(
            "gallery",
            {"pictures": [{"file": "bilder/fehlt.svg", "alt": "x"}]},
            dataclasses.replace(
                setting, docs_dir=tmp_path, link=lambda path: path if (tmp_path / path).is_file() else None
            ),
        )


def test_hostile_facts_are_text(setting: Setting) -> None:
    assert setting.facts is not None
    evil = '"><script>alert(1)</script>'
    practice = dataclasses.replace(setting.facts.practice, name=evil)
    facts = dataclasses.replace(setting.facts, practice=practice)
    for name in ("contact", "foot", "structured-data", "qr-contact", "door-notice"):
        html = render(name, {}, dataclasses.replace(setting, facts=facts))
        assert not [
            s for s in turbohtml.parse(html).select("script") if s.attrs.get("type") != "application/ld+json"
        ]


def test_past_closings_and_jobs_disappear(setting: Setting) -> None:
    later = dataclasses.replace(setting, today=setting.today.replace(year=2028))
    for name in ("closings", "jobs", "notices", "notice-bar"):
        assert render(name, {}, later) == ""
    assert "Niemand" in render("jobs", {"leer": "Niemand"}, later)
    assert "24.\N{NO-BREAK SPACE}Dezember 2026" in render("closings", {}, setting)


def test_hours_read_well(setting: Setting) -> None:
    html = render("hours", {}, setting)
    assert "Samstag, Sonntag" in html
    assert "8:00–12:30" in html
    assert "14:00–18:00 Uhr" in html
    assert "jetzt" not in html.lower()


def test_structured_data_never_says_open_on_closed_days(setting: Setting) -> None:
    data = components.look.Look(
        facts=setting.facts, language="de", today=setting.today, docs_dir=None, link=str, component="x"
    ).structured_data()
    special = data["specialOpeningHoursSpecification"]
    assert isinstance(special, list)
    closed = [s for s in special if s["validFrom"] == "2026-12-24"]
    assert closed == [
        {
            "@type": "OpeningHoursSpecification",
            "validFrom": "2026-12-24",
            "validThrough": "2027-01-03",
            "opens": "00:00",
            "closes": "00:00",
        }
    ]


def test_door_notice_without_a_closing_says_so(setting: Setting) -> None:
    later = dataclasses.replace(setting, today=setting.today.replace(year=2028))
    assert "keine Schließzeit" in render("aushang", {}, later)
    assert setting.facts is not None
    none = dataclasses.replace(setting, facts=dataclasses.replace(setting.facts, closings=()))
    assert "keine Schließzeit" in render("aushang", {}, none)
    assert "praxis-paper" in render("aushang", {}, setting)


def test_a_day_open_within_a_closing_stands_wherever_the_closing_does_and_with_all_its_words(
    setting: Setting,
) -> None:
    assert setting.facts is not None
    day = dt.date(2026, 12, 29)
    urgent = Urgent(dates=((YearDay(12, 30, 2026), (Span(600, 720, "nach Anruf"),)),))
    closing = Closing(start=dt.date(2026, 12, 24), end=dt.date(2027, 1, 3), urgent=urgent)
    opened = DayException(date=day, spans=(Span(540, 660, "nur Notfälle"),))
    here = dataclasses.replace(
        setting, facts=dataclasses.replace(setting.facts, closings=(closing,), exceptions=(opened,))
    )
    assert here.facts is not None
    words = "29. Dezember (9:00–11:00 Uhr nur Notfälle)"
    for name in ("notice-bar", "closings", "door-notice"):
        assert f"außer Di., {words}" in _plain(render(name, {}, here)), name
    for name in ("hours", "places"):
        assert "29. Dezember 2026: 9:00–11:00 Uhr nur Notfälle" in _plain(render(name, {}, here)), name
    assert "10:00–12:00 Uhr nach Anruf" in _plain(render("door-notice", {}, here))
    calendar = closings_calendar(here.facts, today=setting.today).replace("\r\n ", "")
    assert "nur 9:00–11:00 (nur Notfälle)" in calendar
    assert "10:00–12:00 (nach Anruf)" in calendar
    after = dataclasses.replace(here, today=day + dt.timedelta(1))
    assert "außer" not in render("notice-bar", {}, after)


def test_the_start_page_says_other_hours_below_the_hours_whatever_it_says_of_appointments(
    setting: Setting,
) -> None:
    assert setting.facts is not None
    opened = DayException(date=setting.today + dt.timedelta(7), spans=(Span(540, 660, "nur Impfungen"),))
    facts = dataclasses.replace(setting.facts, booking=None, exceptions=(opened,), closings=())
    band = render("glance", {"look": "band"}, dataclasses.replace(setting, facts=facts))
    hours = band.partition("<h2>")[2].partition("</section>")[0]
    assert "nur Impfungen" in _plain(hours)
    assert band.count("nur Impfungen") == 1
    for hours in (True, False):  # beside a page that shows the hours, these days stand with them
        side = render("glance", {"look": "side", "hours": hours}, dataclasses.replace(setting, facts=facts))
        assert side.count("nur Impfungen") == hours


def test_the_start_page_heads_appointments_only_where_something_is_said_of_them(setting: Setting) -> None:
    assert setting.facts is not None
    for booking, headed in (
        (Booking(online=OnlineBooking(provider="Doctolib", url=Url("https://www.doctolib.de/x"))), False),
        (Booking(text=Markdown("Rufen Sie uns an.")), True),
        (Booking(alternative=Text("Telefon zu den Sprechzeiten")), True),
    ):
        facts = dataclasses.replace(setting.facts, booking=booking)
        band = render("glance", {"look": "band"}, dataclasses.replace(setting, facts=facts))
        assert (">Termine<" in band) == headed, booking


def test_of_several_places_the_hours_are_headed_by_each_and_all_stand_in_the_foot(setting: Setting) -> None:
    assert setting.facts is not None
    week = Week(((Span(480, 720),), *[()] * 6))
    own = setting.facts.practice
    nord = Location(name="Filiale Nord", address=own.address, phone=own.phone)
    facts = dataclasses.replace(
        setting.facts,
        practice=dataclasses.replace(own, locations=(nord,)),
        hours=(Schedule(week=week), Schedule(week=week, location="Filiale Nord")),
    )
    here = dataclasses.replace(setting, facts=facts)
    assert re.findall(r"<h3>(.*?)</h3>", render("hours", {}, here)) == [own.name, "Filiale Nord"]
    acute = dataclasses.replace(
        facts, hours=(*facts.hours, Schedule(week=week, location="Filiale Nord", kind="akut"))
    )
    heads = re.findall(r"<h3>(.*?)</h3>", render("hours", {}, dataclasses.replace(setting, facts=acute)))
    assert heads[-1] == "Akutsprechstunde – Filiale Nord"
    foot = _plain(render("foot", {}, here))
    assert foot.count(own.address.street) == 2
    assert "Filiale Nord" in foot


def test_days_with_other_hours_stand_together_and_no_time_breaks(setting: Setting) -> None:
    assert setting.facts is not None
    days = tuple(DayException(date=setting.today + dt.timedelta(n), spans=(Span(540, 660),)) for n in (1, 2))
    here = dataclasses.replace(
        setting, facts=dataclasses.replace(setting.facts, exceptions=days, closings=())
    )
    html = render("hours", {}, here)
    assert html.count("praxis-note--warning") == 1
    assert html.count('<span class="praxis-span">9:00–11:00 Uhr</span>') == 2


def test_hours_at_a_glance_say_where_they_hold_and_where_else_one_is_there(setting: Setting) -> None:
    assert setting.facts is not None
    main = Schedule(week=Week(((Span(480, 720),), *[()] * 6)))
    nord = Schedule(week=Week((*[()] * 3, (Span(540, 780),), *[()] * 3)), location="Filiale Nord")
    film = Schedule(week=Week(((Span(1200, 1260),), *[()] * 6)), kind="video")
    for hours, where in (
        ((film, main, nord), "Sprechzeiten Montag"),
        ((nord,), "Sprechzeiten – Filiale Nord"),
    ):
        place = dataclasses.replace(
            setting.facts.practice,
            locations=(Location(name="Filiale Nord", address=setting.facts.practice.address),),
        )
        here = dataclasses.replace(
            setting, facts=dataclasses.replace(setting.facts, practice=place, hours=hours)
        )
        for look in ("band", "side"):
            text = " ".join(re.sub(r"<[^>]+>", " ", render("glance", {"look": look}, here)).split())
            assert where in text
            assert "20:00" not in text
            assert text.count("9:00–13:00 Uhr") == text.count("Filiale Nord") == 1


def _plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html).replace("\N{NO-BREAK SPACE}", " ").split())


def test_links_to_others_carry_one_mark(setting: Setting) -> None:
    own = own_site(setting.site_url)
    options = Replacing(own=own, page_url=setting.page[0], language="de")
    for name in ("booking", "directions", "prescriptions", "closings", "actions"):
        html = render(name, {}, setting)
        assert mark_links(html, options) == html, name
        for link in turbohtml.parse(html).select("a.praxis-external"):
            assert len(link.select(".praxis-external-mark")) == 1


class Theme(dict[str, object]):
    name, dirs = "praxis", ()


@pytest.mark.parametrize("option", ["logo", "favicon", "social_image"])
def test_pictures_of_the_theme_must_be_there(option: str, tmp_path: Path) -> None:
    with pytest.raises(PraxisError, match=rf"{option} names bild\.svg"):
        template_globals(Setting(docs_dir=tmp_path), Theme({option: "bild.svg"}))
    (tmp_path / "bild.svg").write_text("<svg/>", "utf-8")
    assert template_globals(Setting(docs_dir=tmp_path), Theme({option: "bild.svg"}))


def test_hours_in_which_no_door_is_open_say_of_no_day_that_it_is_closed(setting: Setting) -> None:
    from mkdocs_praxis.practice.reading import read_facts

    folder = Path(__file__).parents[2] / "example-site"
    of_mvz = dataclasses.replace(setting, facts=read_facts(folder / "mvz" / "praxis"))
    assert "geschlossen" not in render("phone-hours", {}, of_mvz)
    visits = str(render("hours", {}, of_mvz)).partition("Hausbesuche")[2].partition("<h")[0]
    assert "ab 14:00" in visits
    assert "geschlossen" not in visits
    assert "geschlossen" in str(render("hours", {}, of_mvz)).partition("Hausbesuche")[0]


def test_a_list_of_several_lines_holds_one_entry_a_line(setting: Setting) -> None:
    shown = render(
        "care", {"signs": "Atemnot, auch im Liegen\nBrustschmerz\n", "urgency": "emergency"}, setting
    )
    assert re.findall(r"<li>(.*?)</li>", shown) == ["Atemnot, auch im Liegen", "Brustschmerz"]
    shown = render("care", {"signs": "Atemnot, Brustschmerz", "urgency": "emergency"}, setting)
    assert re.findall(r"<li>(.*?)</li>", shown) == ["Atemnot", "Brustschmerz"]


@pytest.mark.parametrize(
    ("component", "option"),
    [("team", "gruppe"), ("leistungen", "gruppe"), ("fragen", "gruppe"), ("sprechzeiten", "standort"), ("kontakt", "standort")],
)  # fmt: skip
def test_a_choice_that_nothing_meets_is_told_instead_of_showing_nothing(
    component: str, option: str, setting: Setting
) -> None:
    with pytest.raises(PraxisError, match="there is no 'Gibtesnicht'"):
        render(component, {option: "Gibtesnicht"}, setting)
    assert setting.facts is not None
    assert setting.facts.practice.phone is not None
    main = render("kontakt", {"standort": setting.facts.practice.name}, setting)
    assert setting.facts.practice.phone.shown in main
