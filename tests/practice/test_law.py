"""Which law is told to whom, and what nobody declared: each fault of the first version as its kind."""

import datetime as dt
import re
from pathlib import Path

import pytest
import yaml

from mkdocs_praxis.policy.rules import page_text
from mkdocs_praxis.practice.checks.facts import closings_without_deputy
from mkdocs_praxis.practice.checks.law import outdated_law
from mkdocs_praxis.practice.legal.bodies import stale_entries
from mkdocs_praxis.practice.legal.contradictions import contradictions
from mkdocs_praxis.practice.legal.found import Inventory
from mkdocs_praxis.practice.legal.render import PAGES, legal_page
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.practice.requirements import unmet
from mkdocs_praxis.practice.structured import structured_data
from tests.practice.conftest import facts_in, refused

DAY = dt.date(2026, 11, 26)
SETUPS = yaml.safe_load((Path(__file__).parent / "setups.yml").read_text(encoding="utf-8"))


def made(folder, praxis="beruf: {art: arzt}\n", **others):
    return facts_in(folder, praxis="name: P\n" + praxis, **others)


@pytest.mark.parametrize(
    ("profession", "law"),
    [
        ("{art: arzt, kassenzulassung: ja}", "§ 17 Abs. 3 BMV-Ä, § 32 Ärzte-ZV"),
        ("{art: zahnarzt, kassenzulassung: ja}", "§ 32 Zahnärzte-ZV"),
        ("{art: psychotherapie, kassenzulassung: ja}", ""),  # SG Marburg S 17 KA 130/22
        ("{art: arzt, kassenzulassung: nein}", ""),
        ("{art: hebamme}", ""),
        ("{art: physiotherapie}", ""),
    ],
)
def test_who_must_name_a_deputy_and_by_which_law(tmp_path, profession, law):
    facts = made(tmp_path, f"beruf: {profession}\n", urlaub="urlaub: [{von: 01.12.2026, bis: 11.12.2026}]\n")
    assert [hit.law for hit in closings_without_deputy(facts, DAY)] == ([law] if law else [])


@pytest.mark.parametrize(
    ("praxis", "gap", "severity"),
    [
        ("beruf: {art: arzt}\nmvz: ja\nrechtsform: gmbh\n", "medical_director", "note"),  # no duty of § 5 DDG
        ("beruf: {art: arzt}\nbundesland: BY\n", "district", "warning"),
        ("beruf: {art: psychotherapie}\nbundesland: BY\n", "", ""),
        ("beruf: {art: heilpraktiker}\n", "health_basis", "error"),
        ("beruf: {art: physiotherapie}\n", "supervisor", "warning"),
        ("beruf: {art: sonstige}\n", "title", "error"),
        ("beruf: {art: sonstige, bezeichnung: keine}\n", "title", ""),
        ("beruf: {art: sonstige, bezeichnung: keine}\n", "rules", ""),
        ("beruf: {art: arzt, bezeichnung: keine}\n", "title", "error"),
        ("beruf: {art: arzt}\nland: at\n", "rules", ""),
        ("beruf: {art: arzt}\nland: at\n", "secrecy", ""),
        ("beruf: {art: arzt}\nland: at\n", "phone_hours", "note"),
    ],
)
def test_what_is_asked_of_whom(tmp_path, praxis, gap, severity):
    told = {want.id: want.severity for want in unmet(made(tmp_path, praxis))}
    assert told.get(gap, "") == severity
    assert not any("DL-InfoV" in want.law for want in unmet(made(tmp_path, praxis))), (
        "health services are outside"
    )


@pytest.mark.parametrize("form", ["einzelpraxis", "gbr", "partgmbb", "gmbh", "ag", "egbr", "kg", "eg"])
def test_an_mvz_comes_in_any_legal_form(tmp_path, form):
    assert made(tmp_path, f"beruf: {{art: arzt}}\nmvz: ja\nrechtsform: {form}\n").practice.mvz


@pytest.mark.parametrize(
    ("praxis", "words"),
    [
        ("beruf: {art: arzt, kammer: ÄK Hamburg}\nbundesland: BE\n", "Berlin"),
        ("beruf: {art: arzt, kassenzulassung: ja, kv: KV Hamburg}\nbundesland: Sachsen\n", "Sachsen"),
        ("beruf: {art: heilpraktiker, kammer: ÄK Berlin}\n", "keine Kammer"),
        ('beruf: {art: arzt}\ninhaber: ["A\\0B"]\n', "praxis.yml"),
        ('beruf: {art: arzt}\nuntertitel: "A\\u2066B"\n', "praxis.yml"),
    ],
)
def test_what_cannot_be_of_one_practice_is_refused(tmp_path, praxis, words):
    with refused(words):
        made(tmp_path, praxis)


def test_the_office_of_bremen_has_its_holder_s_title(tmp_path):
    page = legal_page(
        "datenschutz", made(tmp_path, "beruf: {art: arzt}\nbundesland: HB\n"), Inventory(), built=DAY
    )
    assert (
        "Der Landesbeauftragte für Datenschutz und Informationsfreiheit der Freien Hansestadt Bremen" in page
    )


# Sentences of the first version that nobody had declared, or that files cannot prove.
PROMISES = ("Alles, was wir dort", "Jede Auskunft", "auch am Telefon", "setzen keine Cookies", "Heilberufegesetz", "alle Kassen", "Everything we publish",
            "DSGVO-konform", "rechtssicher")  # fmt: skip


@pytest.mark.parametrize("setup", SETUPS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_no_page_promises_what_nobody_declared(tmp_path, setup, language):
    for name, text in SETUPS[setup].items():
        (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
    facts = read_facts(tmp_path)
    whole = " ".join(legal_page(name, facts, Inventory(), built=DAY, language=language) for name in PAGES)
    assert not [promise for promise in PROMISES if promise in whole and promise not in str(SETUPS[setup])]
    if "Heilpraktiker" in setup:
        assert "§ 203" not in whole
        assert "Buchst. h DSGVO" not in whole


def test_a_picture_without_a_credit_is_not_denied(tmp_path):
    page = legal_page("bildnachweise", made(tmp_path), Inventory(images=("bilder/a.jpg",)), built=DAY)
    assert "keine Bilder" not in page
    assert "bilder/a.jpg" in page
    assert "keine Bilder" in legal_page("bildnachweise", made(tmp_path), Inventory(), built=DAY)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Wir verwenden kein Google Analytics und kein Matomo.", False),
        ("Ohne Facebook, ohne Google Fonts.", False),
        ("Weder Google Analytics noch YouTube werden genutzt.", False),
        ("We never use Google Analytics.", False),
        ("Wir verwenden Google Analytics.", True),
        ("Wir nutzen keine Cookies. Google Analytics zählt Besuche.", True),
    ],
)
def test_a_denial_is_no_claim_of_use(tmp_path, said, told):
    found = [
        p.what
        for p in contradictions(made(tmp_path), Inventory(), {"datenschutz": said})
        if "gefunden" in p.what
    ]
    assert bool(found) == told


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("offen", True), ("akut", True), ("privat", False), ("video", False), ("telefon", False)],
)
def test_search_engines_are_told_hours_at_the_door_only(tmp_path, kind, shown):
    hours = f"sprechzeiten:\n  - {{zeiten: {{Mo: 8-12}}}}\n  - {{art: {kind}, zeiten: {{Di: 14-16}}}}\ntelefonzeiten: {{Mi: 9-10}}\n"
    days = {
        one["dayOfWeek"].rsplit("/")[-1]
        for one in structured_data(made(tmp_path, zeiten=hours), today=DAY)["openingHoursSpecification"]
    }
    assert days == ({"Monday", "Tuesday"} if shown else {"Monday"})


@pytest.mark.parametrize(
    "name",
    [
        "In den Schulferien",
        "Winter",
        "Videosprechstunde",
        "Hausbesuche",
        "Telefonisch",
        "Privatsprechstunde",
        "Nebensaison",
    ],
)
def test_search_engines_are_told_no_hours_that_are_not_at_the_door_or_of_no_days(tmp_path, name):
    hours = f"sprechzeiten:\n  Mo: 8-12\n  {name}: Di 9-11\n"
    told = structured_data(made(tmp_path, zeiten=hours), today=DAY)["openingHoursSpecification"]
    assert [one["dayOfWeek"].rsplit("/")[-1] for one in told] == ["Monday"]


@pytest.mark.parametrize("name", ["Blutabnahme", "Stillambulanz", "Sommer ab 01.11.2026"])
def test_search_engines_are_told_other_hours_by_their_name(tmp_path, name):
    hours = f"sprechzeiten:\n  Mo: 8-12\n  {name}: Di 9-11\n"
    told = structured_data(made(tmp_path, zeiten=hours), today=DAY)["openingHoursSpecification"]
    assert "Tuesday" in {one["dayOfWeek"].rsplit("/")[-1] for one in told}


@pytest.mark.parametrize(
    "text",
    ["§ 219a StGB wurde abgeschafft.", "Seit der Streichung des § 219a StGB", "§ 219a StGB ist weggefallen."],
)
def test_who_says_that_a_law_is_gone_does_not_cite_it(text):
    assert outdated_law(text) == []


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("third-party-font", ["VI ZR 258/24", "28 August 2025", "4 O 13063/22, 30 March 2023"]),
        ("third-party-hint", ["C-40/17", "prevailing"]),
        ("third-party-script", ["2/2023", "C-40/17", "T-553/23", "C-703/25 P"]),
        ("outdated-law", ["C-362/14"]),
        ("no-deputy", ["S 17 KA 130/22", "§ 17 (3) BMV-Ä"]),
        ("contradiction", ["no Google Analytics"]),
    ],
)  # fmt: skip
def test_rule_pages_hold_both_sides_with_dates(rule, says):
    text = " ".join(page_text(rule, "en").split())
    assert [one for one in says if one not in text] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nach den Grundsätzen von Safe Harbor übermittelt", True),
        ("Google ist dem Safe Harbor beigetreten.", True),
        ("Google has certified under Safe Harbor.", True),
        ("Safe Harbor Yachtclub", False),
        ("Unser Ausflug zum Safe Harbor war schön.", False),
    ],
)
def test_safe_harbor_fell_when_it_fell(text, told):
    assert [hit.note for hit in outdated_law(text)] == (["06.10.2015"] if told else [])


def test_every_kind_that_the_table_names_has_its_test():
    folder = Path(__file__).parent
    named = re.findall(
        r"`((?:\.\./\w+/)?test_\w+)::(\w+)`", (folder / "README.md").read_text(encoding="utf-8")
    )
    assert len(named) > 50
    assert [
        f"{file}::{test}"
        for file, test in named
        if f"def {test}(" not in (folder / f"{file}.py").read_text(encoding="utf-8")
    ] == []


@pytest.mark.parametrize(
    ("legal", "told"),
    [
        ("bfsg: {buchung: eingebettet}\n", True),
        ("bfsg: {buchung: link}\n", False),
        ("bfsg: {buchung: eingebettet}\ntexte: {bfsg: Eigener Text.}\n", False),
    ],
)
def test_an_address_that_has_moved_is_told_as_old_where_it_is_printed(tmp_path, legal, told):
    problems = stale_entries(made(tmp_path, rechtliches=legal), DAY, "de")
    assert any("MLBF" in problem.what for problem in problems) == told
