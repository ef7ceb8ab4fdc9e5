"""The legal pages of twelve set-ups, with everything such a practice can say: what reading them word for word found, as kinds."""

import datetime as dt
import html
import re
from pathlib import Path

import pytest
import yaml
from markdown import markdown

from mkdocs_praxis.components.render import render
from mkdocs_praxis.components.setting import Setting
from mkdocs_praxis.practice.draft import open_points
from mkdocs_praxis.practice.legal.contradictions import contradictions
from mkdocs_praxis.practice.legal.found import FoundForm, Inventory, LinkedHost
from mkdocs_praxis.practice.legal.render import PAGES, legal_page
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.practice.requirements import unmet
from mkdocs_praxis.problem import PraxisError
from tests.practice.conftest import facts_in

DAY = dt.date(2026, 11, 26)
SETUPS = yaml.safe_load((Path(__file__).parent / "setups.yml").read_text(encoding="utf-8"))
CLEAN = Inventory()
FOUND = {
    "GP": Inventory(
        links=(LinkedHost("buchung.example", "Buchungsdienst", "booking"), LinkedHost("rezept.example"), LinkedHost("www.kbv.de")),
        forms=(FoundForm("rueckruf.html", fields=("Name", "Telefonnummer")), FoundForm("news.html", fields=("E-Mail-Adresse",)),
               FoundForm("rezept.html", fields=("Name", "Geburtsdatum", "Medikament"), health=("Medikament",))),
        images=("bilder/eingang.jpg", "bilder/team.jpg"),
    ),
    "MVZ GmbH": Inventory(contacts=("maps.example.net",), storage=(("localStorage", "a.js"),), links=(LinkedHost("m.example", "", "social"),)),
}  # fmt: skip


def facts_of(folder, setup):
    return facts_in(folder, **SETUPS[setup])


def pages_of(facts, setup, language):
    found = FOUND.get(setup, CLEAN)
    return {name: markdown(legal_page(name, facts, found, built=DAY, language=language)) for name in PAGES}


def lines_of(page):
    """Return the lines a person reads, headings apart from text."""
    text = re.sub(r"<(/?(p|h\d|li|ul|ol)|br ?/?)>", "\n", page)
    lines = (" ".join(html.unescape(re.sub(r"<[^>]+>", "", line)).split()) for line in text.split("\n"))
    return [line for line in lines if line]


# What no sentence may be, whoever declared what.
_WRONG = {
    "a country without its article": r"\b(in|has its seat in) (Vereinigte|Schweiz|Niederlande|United)\b",
    "the path of a source file": r"\.md\b",
    "a pattern of file names": r"\*\.\w+",
    "a word twice": r"\b(\w{2,}) \1\b",
    "marks that stand alone": r"(?<!Inc)(?<!Ltd)[,:;.] ?[,;.]|\( ?\)| [.,;:)]|: $|\bNone\b|\[fehlt|\[missing",
    "a small letter after a full stop": r"(?<!no)(?<!Nr)(?<!bzw)(?<!Buchst)(?<!Abs)(?<!Art)(?<!Ltd)(?<!Inc)\. [a-zäöü]\w{3}",
}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("setup", SETUPS)
def test_every_sentence_can_stand(tmp_path, setup, language):
    facts = facts_of(tmp_path, setup)
    assert [p.what for p in open_points(facts)] == []
    for name, page in pages_of(facts, setup, language).items():
        lines = lines_of(page)
        for line in lines:
            for kind, pattern in _WRONG.items():
                assert not re.search(pattern, line), (kind, name, line)
        told = [
            line
            for line in lines
            if len(line) > 65 and "(C-703/25 P)" not in line and "(Art. 28 " not in line
        ]
        assert [line for line in told if told.count(line) > 1] == [], name
        assert not re.search(r"</h2>\s*(<h2>|$)", page), "a heading has something below it"
    texts = {name: " ".join(lines_of(page)) for name, page in pages_of(facts, setup, language).items()}
    if language == "de":
        told = contradictions(facts, FOUND.get(setup, CLEAN), texts)
        assert [p.what for p in told] == []


# German that stands on an English page because it is a name: of laws, offices, registers, companies, people, streets.
_NAMES = re.compile(
    r"(Verordnung|gesetz|ordnung|kammer|Kammer|Vereinigung|Beauftragte|Landesamt|Ministerium|stelle|verband|amt|Amt|Behörde|Datenschutz\w*|Zentrum)\b"
)
_GERMAN = re.compile(
    r"\b(und|für|der|die|das|nach|bis|mit|nicht|wir|Sie|oder|Bundesrepublik|Monate|Deutschland)\b"
)


@pytest.mark.parametrize("setup", SETUPS)
def test_english_pages_are_english_and_mark_what_is_not(tmp_path, setup):
    facts = facts_of(tmp_path, setup)
    for name, page in pages_of(facts, setup, "en").items():
        for line in lines_of(re.sub(r'<span lang="de">.*?</span>', "", page)):
            if not _NAMES.search(line) and line != facts.practice.name:
                assert not _GERMAN.search(line), (name, line)


def test_two_professions_of_one_person_are_told_apart_by_their_titles(tmp_path):
    setup = "physiotherapist and Heilpraktiker"
    page = " ".join(lines_of(pages_of(facts_of(tmp_path, setup), setup, "de")["impressum"]))
    assert page.count("Ivo Neun") == 1, "the owner; not above each profession again"
    assert "Zuständige Aufsichtsbehörde (Heilpraktiker): Gesundheitsamt" in page


def test_numbers_and_insurance_of_every_profession_stand_under_a_heading_of_their_own(tmp_path):
    rows = "".join(
        f"  - {{art: {kind}, bezeichnung: T, ust_id: {vat}, haftpflicht: {{versicherer: {insurer}}}}}\n"
        for kind, vat, insurer in (("physiotherapie", "DE123456789", "Eine AG"), ("heilpraktiker", "DE987654321", "Andere AG"))
    )  # fmt: skip
    (tmp_path / "praxis.yml").write_text("name: P\nberuf:\n" + rows, encoding="utf-8")
    page = legal_page("impressum", read_facts(tmp_path), CLEAN, built=DAY)
    taxes = page.split("## Steuerliche Angaben")[1].split("##")[0]
    assert "DE123456789" in taxes
    assert "DE987654321" in taxes
    assert "Eine AG" in page
    assert "Andere AG" in page


def test_credits_name_pictures_as_people_do(tmp_path):
    page = " ".join(lines_of(pages_of(facts_of(tmp_path, "GP"), "GP", "de")["bildnachweise"]))
    assert "eingang.jpg, team.jpg: Fotostudio Muster" in page


@pytest.mark.parametrize(
    ("files", "gap"),
    [
        (
            {"termine": "termin: {online: {url: 'https://b.example/', anbieter: B, rolle: auftrag}}"},
            "booking_contract",
        ),
        (
            {"termine": "rezept: {portal: {url: 'https://b.example/', anbieter: B, rolle: beides}}"},
            "portal_contract",
        ),
        ({"termine": "termin: {online: {url: 'https://b.example/', anbieter: B, rolle: eigenes_konto}}"}, ""),
        ({"rechtliches": "dienstleister: [{name: Sicher AG, zweck: Sicherung}]"}, "processor_contract"),
    ],
)
def test_whoever_works_on_our_behalf_needs_a_contract(tmp_path, files, gap):
    (tmp_path / "praxis.yml").write_text("name: P\nberuf: {art: arzt}\n", encoding="utf-8")
    for name, text in files.items():
        (tmp_path / f"{name}.yml").write_text(text + "\n", encoding="utf-8")
    gaps = {want.id for want in unmet(read_facts(tmp_path))}
    assert (
        (gap in gaps)
        if gap
        else not {
            g for g in gaps if g.endswith(("booking_contract", "portal_contract", "processor_contract"))
        }
    )


@pytest.mark.parametrize(
    ("arbitration", "asked", "named"),
    [
        ("", True, ""),
        ("schlichtung: {teilnahme: nein, beschaeftigte: 10}", False, ""),
        ("schlichtung: {teilnahme: nein, beschaeftigte: 40}", False, ""),
        ("schlichtung: {teilnahme: ja, beschaeftigte: 4}", False, "gap"),  # § 36 (3) frees from no. 1 only
        (
            "schlichtung: {teilnahme: ja, stelle: 'Schlichtungsstelle, Weg 1, 10115 Berlin'}",
            False,
            "Schlichtungsstelle, Weg 1",
        ),
    ],
)
def test_arbitration_is_asked_of_more_than_ten_and_the_body_of_whoever_takes_part(
    tmp_path, arbitration, asked, named
):
    (tmp_path / "praxis.yml").write_text("name: P\nberuf: {art: arzt}\n", encoding="utf-8")
    (tmp_path / "rechtliches.yml").write_text(arbitration + "\n", encoding="utf-8")
    facts = read_facts(tmp_path)
    assert ("arbitration" in {r.id for r in unmet(facts)}) == asked
    assert ("arbitration_body" in {r.id for r in unmet(facts)}) == (named == "gap")
    if named not in ("", "gap"):
        assert named in legal_page("impressum", facts, CLEAN, built=DAY)


def test_nobody_consented_before_a_page_opened(tmp_path):
    (tmp_path / "praxis.yml").write_text("name: P\nberuf: {art: arzt}\n", encoding="utf-8")
    (tmp_path / "rechtliches.yml").write_text(
        "einbindungen: [{host: m.example, anbieter: M, zweck: Karte, rechtsgrundlage: einwilligung, land: DE}]\n",
        encoding="utf-8",
    )
    facts = read_facts(tmp_path)
    found = Inventory(contacts=("m.example",))
    page = " ".join(lines_of(markdown(legal_page("datenschutz", facts, found, built=DAY))))
    (told,) = [p for p in contradictions(facts, found, {"datenschutz": page}) if "Einwilligung" in p.what]
    assert told.file.endswith("rechtliches.yml")
    assert told.line == 1


def test_the_stance_is_not_shown_where_a_profile_denies_it(tmp_path):
    (tmp_path / "praxis.yml").write_text("name: P\nberuf: {art: arzt}\n", encoding="utf-8")
    profile = "social: {profile: [{netz: Mastodon, url: 'https://m.example/@p', begruendung: x}]%s}\n"
    for own, refused in (("", True), (", text: Wir sind nur dort.", False)):
        (tmp_path / "rechtliches.yml").write_text(profile % own, encoding="utf-8")
        setting = Setting(facts=read_facts(tmp_path), language="de", today=DAY, link=lambda path: path)
        if refused:
            with pytest.raises(PraxisError, match="Mastodon"):
                render("stance", {}, setting)
        else:
            assert "nur dort" in str(render("stance", {}, setting))


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_a_day_makes_true_carries_its_day(tmp_path, language):
    """The appeal on the Privacy Framework was pending when the text was written, whatever day the site is built."""
    facts = facts_of(tmp_path, "MVZ GmbH")
    later = legal_page("datenschutz", facts, FOUND["MVZ GmbH"], built=dt.date(2028, 1, 1), language=language)
    (said,) = set(re.findall(r"C-703/25 P\) [^.]*?(\d{4})", re.sub(r"(\d)\.\s", r"\1 ", later)))
    assert said == "2026"
