"""The legal pages against the law's list (Impressum by profession, privacy notice by block) and against what was found."""

import dataclasses
import datetime as dt
import re
from html import unescape
from pathlib import Path

import pytest
from markdown import markdown

from mkdocs_praxis.gate.found import seen_in
from mkdocs_praxis.practice.legal.bodies import authority_of, stale_entries
from mkdocs_praxis.practice.legal.contradictions import contradictions
from mkdocs_praxis.practice.legal.environment import TEXTS
from mkdocs_praxis.practice.legal.found import FoundForm, Inventory, LinkedHost, together
from mkdocs_praxis.practice.legal.render import (
    PAGES,
    legal_page,
    uncredited_images,
    versions,
)
from mkdocs_praxis.practice.legal.tables import STATES, associations, authorities, chambers
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.practice.requirements import REQUIREMENTS, unmet
from mkdocs_praxis.practice.shipped import blocks, shipped
from mkdocs_praxis.practice.todo import missing
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.reader import read
from tests.practice.conftest import facts_in, refused

DAY = dt.date(2026, 11, 23)
CLEAN = Inventory()


def made(tmp_path, praxis, legal="", **others):
    return facts_in(tmp_path, praxis=praxis, **{"rechtliches": legal} | others)


def gaps_of(facts):
    return {want.id for want in unmet(facts) if want.page == "impressum" and want.severity == "error"}


def text(name, facts, found=CLEAN, language="de"):
    return legal_page(name, facts, found, built=DAY, language=language)


@pytest.mark.parametrize("language", ["de", "en"])
def test_impressum_holds_all_the_law_lists(facts, language):
    page = text("impressum", facts, language=language)
    for wanted in (
        "Hausarztpraxis Beispiel", "Dr. med. Ada Beispiel", "Dr. med. Björn Muster", "Musterstraße 12", "10115 Berlin",
        "030 23125 000", "praxis@praxis-beispiel.example", "Ärztin / Arzt", {"de": "Bundesrepublik Deutschland", "en": "Federal Republic of Germany"}[language], "Ärztekammer Berlin",
        "Kassenärztliche Vereinigung Berlin", "Berufsordnung der Ärztekammer Berlin", "https://www.aekb.de/", "DE123456789",
        "Beispiel Versicherung AG", "Filiale Nord", "§ 5 DDG", "MStV", "§ 36 VSBG",
    ):  # fmt: skip
        assert wanted in page, wanted
    assert "praxis-missing" not in page
    assert "TMG" not in page


def test_a_company_is_represented_and_registered(tmp_path):
    facts = made(
        tmp_path,
        "name: MVZ Muster GmbH\nberuf:\n  art: arzt\nrechtsform: gmbh\nmvz: ja\nvertretungsberechtigt: [Eva Muster]\n"
        "aerztliche_leitung: Dr. Ada Beispiel\nregister:\n  gericht: Amtsgericht Köln\n  nummer: HRB 123\n  art: Handelsregister\n",
    )
    page = text("impressum", facts)
    for wanted in (
        "Vertreten durch: Eva Muster",
        "Ärztliche Leitung: Dr. Ada Beispiel",
        "Handelsregister, Amtsgericht Köln, Nummer HRB 123",
    ):
        assert wanted in page
    bare = made(tmp_path, "name: MVZ\nberuf:\n  art: arzt\nrechtsform: gmbh\nmvz: ja\n")
    gaps = gaps_of(bare)
    assert {"representatives", "register", "company"} <= gaps
    assert "owner" not in gaps
    assert "Inhaber" not in text("impressum", bare) + text("datenschutz", bare), (
        "a company is its own provider"
    )


@pytest.mark.parametrize(("company", "form"), [
    ("Reha Nord GmbH & Co. KG", "GmbH & Co. KG"), ("Reha Nord UG (haftungsbeschränkt) & Co. KG", "UG (haftungsbeschränkt) & Co. KG"),
    ("Reha Nord KG", "KG"), ("Meyer & Co. KG", "KG"),
])  # fmt: skip
def test_a_kg_whose_partner_is_a_company_says_so(tmp_path, company, form):
    facts = made(tmp_path, f"name: {company}\nberuf: {{art: arzt}}\nrechtsform: kg\n")
    assert f"Rechtsform: {form}\n" in unescape(text("impressum", facts))


@pytest.mark.parametrize(
    ("kind", "wanted", "unwanted"),
    [
        ("arzt", {"chamber", "title", "title_state", "rules"}, {"supervisor"}),
        ("zahnarzt", {"chamber", "title", "rules"}, {"supervisor"}),
        ("psychotherapie", {"chamber", "title", "rules"}, {"supervisor"}),
        ("physiotherapie", {"title", "rules"}, {"chamber", "association", "supervisor"}),
        ("heilpraktiker", {"title", "rules"}, {"chamber", "association", "supervisor"}),
        ("hebamme", {"title", "rules"}, {"chamber", "association", "supervisor"}),
    ],
)
def test_what_is_missing_follows_the_profession(tmp_path, kind, wanted, unwanted):
    facts = made(tmp_path, f"name: P\nberuf:\n  art: {kind}\n")
    gaps = gaps_of(facts)
    assert wanted | {"owner", "address", "email", "phone"} <= gaps
    assert not unwanted & gaps
    assert text("impressum", facts).count("praxis-missing") == len(gaps), "every gap is visible in the page"


def test_a_profession_that_no_law_regulates_has_no_statutory_title(tmp_path):
    facts = made(tmp_path, "name: P\nberuf: {art: sonstige, bezeichnung: keine}\n")
    assert not any(
        word in text("impressum", facts) for word in ("Berufsbezeichnung", "Verliehen", "Berufsrecht")
    )


@pytest.mark.parametrize(("street", "further"), [("Weg 1", False), ("Weg 2", True)])
def test_the_address_of_the_practice_is_no_further_location(tmp_path, street, further):
    places = f"anschrift: Weg 1, 10115 Berlin\nstandorte:\n  - name: Mitte\n    anschrift: {street}, 10115 Berlin\n"
    said = text("impressum", made(tmp_path, f"name: P\nberuf: arzt\n{places}"))
    assert ("Weitere Standorte" in said) == further


def test_statutory_doctors_name_their_association(tmp_path):
    facts = made(tmp_path, "name: P\nberuf:\n  art: zahnarzt\n  kassenzulassung: ja\n")
    assert "association" in gaps_of(facts)


def test_psychotherapists_belong_to_the_doctors_association(tmp_path):
    facts = made(
        tmp_path,
        "name: P\nberuf:\n  art: psychotherapie\n  kassenzulassung: ja\n  kammer: OPK\n  kv: KV Sachsen\nbundesland: SN\n",
    )
    page = text("impressum", facts)
    assert "Ostdeutsche Psychotherapeutenkammer" in page
    assert "Kassenärztliche Vereinigung Sachsen" in page


def test_heilpraktiker_say_what_the_permission_is_limited_to(tmp_path):
    facts = made(
        tmp_path,
        "name: P\nberuf:\n  art: heilpraktiker\n  bezeichnung: Heilpraktikerin\n  beschraenkt_auf: Psychotherapie\n",
    )
    assert "Heilpraktikerin, beschränkt auf das Gebiet Psychotherapie" in text("impressum", facts)


def test_what_a_title_says_of_its_limits_is_not_said_twice(tmp_path):
    title = "Heilpraktikerin, beschränkt auf das Gebiet der Psychotherapie"
    facts = made(
        tmp_path,
        f"name: P\nberuf:\n  art: heilpraktiker\n  bezeichnung: {title}\n  beschraenkt_auf: Psychotherapie\n",
    )
    assert text("impressum", facts).count("beschränkt") == 1


BLOCKS = {  # each block of the notice: the fact or finding that calls for it, and the heading that shows it
    "Datenschutzbeauftragte Person": ("dsb:\n  benannt: ja\n  email: dsb@example.de\n", CLEAN),
    "Speicherung auf Ihrem Gerät": ("speicher:\n  - name: schrift\n    zweck: große Schrift\n", CLEAN),
    "Links zu anderen Seiten": ("", Inventory(links=(LinkedHost("www.kbv.de"),))),
    "Formular: Rückruf": ("webformulare:\n  - seite: rueckruf.md\n    zweck: Rückruf\n", CLEAN),
    "Profile in sozialen Netzwerken": ("social:\n  profile:\n    - netz: Mastodon\n      url: https://m.example/@p\n      begruendung: x\n", CLEAN),
    "Weitere Dienstleister": ("dienstleister:\n  - name: Sicher AG\n    zweck: Sicherung\n", CLEAN),
}  # fmt: skip


@pytest.mark.parametrize("heading", BLOCKS)
def test_nothing_found_no_section(tmp_path, heading):
    legal, found = BLOCKS[heading]
    bare = made(tmp_path, "name: P\nberuf:\n  art: arzt\n")
    assert f"## {heading}" not in text("datenschutz", bare)
    assert f"## {heading}" in text(
        "datenschutz", made(tmp_path, "name: P\nberuf:\n  art: arzt\n", legal), found
    )


def test_notice_always_holds_rights_objection_and_complaint(facts):
    page = text("datenschutz", facts)
    for wanted in ("Art. 15", "Art. 16", "Art. 17", "Art. 18", "Art. 20", "Art. 7 Abs. 3", "Art. 21", "Art. 77", "Art. 22",
                   "Berliner Beauftragte für Datenschutz", "nach 7 Tagen", "gekürzt", "Beispielhoster GmbH", "Beispielpost AG",
                   "nach 6 Monaten", "Buchungsdienst GmbH", "Stand: 23. November 2026"):  # fmt: skip
        assert wanted in page, wanted
    objection = page.split("## Widerspruch")[1].split("##")[0]
    assert "**" in objection, "set apart (Art. 21 (4) GDPR)"


def test_only_findings_may_say_that_nothing_was_found(facts):
    clean = text("datenschutz", facts, CLEAN)
    assert "nichts gefunden, das Cookies setzt" in clean
    assert "## Keine Einbindungen Dritter" in clean
    dirty = text(
        "datenschutz", facts, Inventory(storage=(("localStorage", "app.js"),), contacts=("cdn.example",))
    )
    assert "nichts gefunden, das Cookies" not in dirty
    assert "Keine Einbindungen" not in dirty
    unknown = text("datenschutz", facts, None)
    assert "Cookies" not in unknown
    assert "Keine Einbindungen" not in unknown


def test_linked_hosts_are_grouped(facts):
    found = Inventory(
        links=(
            LinkedHost("www.aekb.de"),
            LinkedHost("www.gesetze-im-internet.de"),
            LinkedHost("www.osm.example", "Karte", "map"),
            LinkedHost("fremd.example"),
        ),
    )
    assert found.grouped() == [
        ("map", ["Karte (www.osm.example)"]),
        ("authority", ["www.aekb.de", "www.gesetze-im-internet.de"]),
        ("other", ["fremd.example"]),
    ]
    assert "- Behörden, Kammern, Gesetze: www.aekb.de, www.gesetze-im-internet.de" in text(
        "datenschutz", facts, found
    )


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_date_and_version_and_promises_nothing(facts, name, language):
    page = text(name, facts, CLEAN, language)
    last = page.strip().split("\n")[-1]
    assert versions()[name]["version"] in last
    assert "November 2026" in last
    assert not re.search(r"konform|compliant|rechtssicher|100 ?%", page, re.IGNORECASE)
    assert "{{" not in page
    assert not re.search(r"\n#{3,}|\n\n\n", page)


SHEETS = [
    ("arzt", ["§ 295 SGB V", "§ 347", "§§ 6", "§ 203 StGB"], ["§ 302", "Gutachter"]),
    ("zahnarzt", ["Kassenzahnärztliche Vereinigung", "§ 295 SGB V"], ["§ 347", "IfSG"]),
    ("psychotherapie", ["§ 28", "§ 203 StGB"], ["§ 302", "IfSG"]),
    ("physiotherapie", ["§ 302", "§ 125 SGB V"], ["§ 295"]),
    ("hebamme", ["§ 301a SGB V"], ["§ 295"]),
    ("heilpraktiker", ["§§ 6, 8 IfSG"], ["§ 203", "§ 295"]),
]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(("kind", "says", "denies"), SHEETS)
def test_the_sheet_on_treatment_speaks_of_each_profession_by_its_law(tmp_path, kind, says, denies, language):
    folder = tmp_path / "praxis"
    folder.mkdir()
    (folder / "praxis.yml").write_text(f"name: X\nbundesland: BE\nberuf: {{art: {kind}}}\n", "utf-8")
    told = "behandlung: {empfaenger: [Labor Süd], verrechnungsstelle: Rechnungshaus GmbH, roentgen: ja, aufbewahrung: Gipsabdrücke}\ngesundheitsdaten: behandlung\n"
    (folder / "rechtliches.yml").write_text(told, "utf-8")
    text = legal_page("patienteninformation", read_facts(folder), built=DAY, language=language)
    for words in [*says, "§ 630f", "C-307/22", "Labor Süd", "Rechnungshaus GmbH", "§ 85", "Gipsabdrücke"]:
        assert words in text, words
    for words in denies:
        assert words not in text, words
    (folder / "rechtliches.yml").write_text("texte: {blatt_dauer: Zwölf Jahre.}\n", "utf-8")
    own = legal_page("patienteninformation", read_facts(folder), built=DAY, language=language)
    assert "Zwölf Jahre." in own
    assert "§ 85" not in own


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    ("kind", "said", "without"),
    [
        ("psychotherapie", "  kassenzulassung: nein", "§ 295"),
        ("arzt", "  kassenzulassung: nein", "§ 347"),
        ("zahnarzt", "kassen: {gesetzlich: nein}", "§ 87"),
        ("physiotherapie", "kassen: {gesetzlich: nein}", "§ 302"),
        ("hebamme", "kassen: {gesetzlich: nein}", "§ 301a"),
    ],
)
def test_a_private_practice_says_nothing_of_what_the_statutory_insurance_gets(
    tmp_path, kind, said, without, language
):
    def sheet(more):
        text = f"name: X\nbundesland: BE\nberuf:\n  art: {kind}\n{more}\n"
        (tmp_path / "praxis.yml").write_text(text, encoding="utf-8")
        return legal_page("patienteninformation", read_facts(tmp_path), built=DAY, language=language)

    assert without in sheet("")
    private = sheet(said)
    assert without not in private
    assert "§ 291a" not in private
    assert "§ 630f" in private


@pytest.mark.parametrize("language", ["de", "en"])
def test_each_sentence_of_the_sheet_on_treatment_has_its_source_or_was_declared(language):
    """A sentence without a row would be one that neither a law nor the practice says; a row without a sentence is left over."""
    table = shipped("treatment")["blocks"]
    source = (TEXTS / language / "patienteninformation.md.jinja").read_text(encoding="utf-8")
    found = re.findall(r"{% block (\w+) %}(.*?){% endblock %}", source, re.DOTALL)
    assert [name for name, _ in found] == list(table)
    for name, inside in found:
        rows = [row[language] for row in table[name]]
        lines = [line.removeprefix("- ") for line in re.sub(r"{%.*?%}", "", inside).splitlines()]
        told = [line for line in lines if line.strip() and not re.match(r"##|\*\*|{{ \w+\(\) }}|.*:$", line)]
        said = [one for line in told for one in re.split(r"(?<=\D\.)\s+(?=[A-ZÄÖÜ])", line)]
        assert [one for one in said if not one.startswith(tuple(rows))] == [], name
        assert [row for row in rows if not any(one.startswith(row) for one in said)] == [], name
        assert all(row.get("law") or row.get("fact") for row in table[name])


def test_german_and_english_have_the_same_blocks():
    folder = Path(__file__).parents[2] / "mkdocs_praxis" / "practice" / "texts"
    for page in PAGES:
        by_language = [
            re.findall(
                r"{% block (\w+) %}", (folder / language / f"{page}.md.jinja").read_text(encoding="utf-8")
            )
            for language in ("de", "en")
        ]
        assert by_language[0] == by_language[1]
        assert set(by_language[0]) <= blocks()


def test_own_texts_replace_their_block_only(facts):
    own = dataclasses.replace(facts, texts={"behandlung": "Eigener *Text*."})
    before, after = text("datenschutz", facts), text("datenschutz", own)
    assert "Eigener *Text*." in after
    assert "Behandlung und Betreuung" not in after
    assert before.split("## Ihre Rechte")[1] == after.split("## Ihre Rechte")[1]


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_privacy_notice_leads_to_the_sheet_on_treatment(facts, language):
    page = legal_page(
        "datenschutz", facts, CLEAN, built=DAY, language=language, sheet="patienteninformation.md"
    )
    assert "](patienteninformation.md)" in page


def test_facts_are_text_not_markup(tmp_path):
    facts = made(tmp_path, 'name: "P <script>alert(1)</script>"\nberuf:\n  art: arzt\n')
    assert "<script>" not in markdown(text("impressum", facts))


@pytest.mark.parametrize("carrier", ["kirche-ev", "kirche-kath"])
def test_church_carriers_are_refused(tmp_path, carrier):
    facts = made(tmp_path, f"name: P\nberuf:\n  art: arzt\ntraeger: {carrier}\n")
    with refused("kirchliche Träger"):
        legal_page("datenschutz", facts, built=DAY)
    assert legal_page("impressum", facts, built=DAY)


@pytest.mark.parametrize("country", ["at", "ch"])
def test_other_countries_are_refused(tmp_path, country):
    facts = made(tmp_path, f"name: P\nberuf:\n  art: arzt\nland: {country}\n")
    for page in PAGES:
        with refused("nur für Deutschland"):
            legal_page(page, facts, built=DAY)


def test_the_bfsg_information_follows_the_scope(tmp_path):
    def page(bfsg):
        return text("barrierefreiheit", made(tmp_path, "name: P\nberuf:\n  art: arzt\n", f"bfsg:\n{bfsg}"))

    heading = "Informationen nach dem Barrierefreiheitsstärkungsgesetz"
    assert heading in page("  beschaeftigte_jae: 12\n  umsatz_unter_2mio: nein\n  buchung: eingebettet\n")
    assert heading in page("  beschaeftigte_jae: 6\n  umsatz_unter_2mio: nein\n  formular: ja\n")
    assert heading not in page("  beschaeftigte_jae: 6\n  umsatz_unter_2mio: ja\n  buchung: eingebettet\n")
    assert heading not in page("  beschaeftigte_jae: 12\n  umsatz_unter_2mio: nein\n  buchung: link\n")


def test_image_credits(facts):
    assert uncredited_images(facts, ["bilder/team/a.jpg", "bilder/b.jpg", "bilder/anfahrt.svg"]) == [
        "bilder/b.jpg"
    ]
    page = text("bildnachweise", facts, Inventory(images=("bilder/b.jpg",)))
    assert page.count("praxis-missing") == 1
    assert "Fotostudio Muster" in page


# Tables


def test_every_land_has_its_authority_chambers_and_associations():
    for code in STATES:
        assert sum(code in e.states for e in authorities()) == 1, code
        for kind in ("arzt", "zahnarzt", "psychotherapie"):
            assert any(code in e.states for e in chambers(kind)), (code, kind)
            assert any(code in e.states for e in associations(kind)), (code, kind)
    assert len(chambers("arzt")) == 17
    assert all(set(e.states) <= set(STATES) for e in (*chambers(), *authorities(), *associations()))
    names = [e.name for e in chambers()]
    assert len(names) == len(set(names))


def test_private_bodies_in_bavaria_answer_to_the_bayl_da(tmp_path):
    facts = made(tmp_path, "name: P\nberuf:\n  art: arzt\nbundesland: Bayern\n")
    assert authority_of(facts).name == "Bayerisches Landesamt für Datenschutzaufsicht"


def test_own_authority_comes_first(tmp_path):
    facts = made(tmp_path, "name: P\nberuf:\n  art: arzt\nbundesland: Bayern\n",
                 "datenschutzaufsicht:\n  name: Neues Amt\n  anschrift: Weg 1, 10115 Berlin\n")  # fmt: skip
    assert authority_of(facts).name == "Neues Amt"
    assert "Neues Amt" in text("datenschutz", facts)


def test_old_rows_are_told(facts):
    assert stale_entries(facts, DAY, "de") == []
    old = stale_entries(facts, DAY + dt.timedelta(days=400), "de")
    assert len(old) == 5, "authority, chamber, association, poison information, sheet on treatment"
    assert all(problem.severity == "warning" for problem in old)


# Contradictions


def said(problems):
    return " ".join(problem.what for problem in problems)


def visible(name, facts, found=CLEAN):
    return re.sub(r"<[^>]+>", "", markdown(text(name, facts, found)))


def test_made_texts_contradict_nothing(facts):
    found = Inventory(links=(LinkedHost("www.kbv.de"), LinkedHost("www.aekb.de")))
    assert contradictions(facts, found, {page: visible(page, facts, found) for page in PAGES}) == []


@pytest.mark.parametrize(
    ("own", "found", "wanted"),
    [
        ("Wir verwenden keine Cookies.", Inventory(storage=(("localStorage", "app.js:3"),)), "app.js:3"),
        ("Keine Einbindungen Dritter.", Inventory(contacts=("cdn.example",)), "cdn.example"),
        ("Wir nutzen Google Analytics.", CLEAN, "Google Analytics"),
        ("Auf unserer Seite ist ein Plugin von Facebook.", CLEAN, "Facebook"),
        ("Text.", Inventory(links=(LinkedHost("www.fremd.example"),)), "www.fremd.example"),
        ("Wir setzen Google Analytics ein. Andere nutzen wir nicht.", CLEAN, "Google Analytics"),
        ("Text.", Inventory(contacts=("maps.example.net",)), "maps.example.net"),
        ("Text.", Inventory(storage=(("localStorage", "a.js"),)), "speichert etwas"),
        (
            "Text.",
            Inventory(forms=(FoundForm("rueckruf.html"),)),
            "Auf rueckruf.html steht ein Formular",
        ),
        ("Zuständig: Bayerisches Landesamt für Datenschutzaufsicht.", CLEAN, "Bayerisches Landesamt"),
        ("Verantwortlich: Alte Straße 1.", CLEAN, "Musterstraße 12"),
        ("Diese Seite ist DSGVO-konform.", CLEAN, "DSGVO-konform"),
        ("Plattform: https://ec.europa.eu/consumers/odr", CLEAN, "Online-Streitbeilegung"),
    ],
)
def test_contradictions_are_told(facts, own, found, wanted):
    assert wanted in said(contradictions(facts, found, {"datenschutz": own}))


def test_what_stores_is_named_once_however_many_pages_it_is_on():
    seen = [Inventory(storage=(("localStorage", f"{number}.html"),)) for number in (2, 1, 3)]
    assert together([*seen, Inventory(storage=(("cookie", "a.js"),))]).storage == (
        ("cookie", "a.js"),
        ("localStorage", "1.html"),
    )


def test_forms_and_storage_that_are_described_but_nowhere(tmp_path):
    legal = (
        "webformulare:\n  - seite: rueckruf.md\n    zweck: Rückruf\nspeicher:\n  - name: a\n    zweck: b\n"
    )
    facts = made(tmp_path, "name: P\nberuf:\n  art: arzt\n", legal)
    told = said(contradictions(facts, CLEAN, {"datenschutz": "Text."}))
    assert "Formular auf rueckruf" in told
    assert "speichert die Website etwas" in told
    there = Inventory(
        forms=(FoundForm("rueckruf/index.html"), FoundForm("index.html", "get", ("q",))),
        storage=(("localStorage", "a.js"),),
    )
    assert contradictions(facts, there, {"datenschutz": "Text."}) == []


@pytest.mark.parametrize(("fields", "told"), [
    ("<input type=radio name=hell><input type=radio name=hell>", False),  # Material's light and dark
    ("<input type=radio name=hell><input type=radio name=schrift>", True),
    ("<input type=checkbox name=art><input type=checkbox name=art>", True),
    ("<input name=n><input name=n>", True),
])  # fmt: skip
def test_one_choice_is_no_form_that_a_notice_must_describe(facts, fields: str, told: bool):
    own = OwnSite("https://praxis.example/")
    page = f"<!doctype html><html lang=de><title>x</title><form>{fields}</form>"
    inventory = together([seen_in("x.html", read("x.html", page, url=own.url, own=own), own)])
    unsaid = said(contradictions(facts, inventory, {"datenschutz": "Text."}))
    assert ("Auf x.html steht ein Formular" in unsaid) is told


@pytest.mark.parametrize(("more", "advice"), [
    ("art: rueckruf\n    versand: php\n", "::: praxis formular art=rueckruf"),
    ("art: rezept\n    versand: php\n", ""),  # without a certificate it is not shown, which is told already
    ("art: rezept\n    versand: php\n    zertifikat: a.pem\n", "::: praxis formular art=rezept"),
    ("", "Löschen Sie den Eintrag"),
])  # fmt: skip
def test_a_form_that_is_on_no_page_is_told_with_what_puts_it_there(tmp_path, more: str, advice: str):
    legal = f"webformulare:\n  - seite: x.md\n    zweck: Anliegen\n    {more}"
    problems = contradictions(
        made(tmp_path, "name: P\nberuf: {art: arzt}\n", legal), CLEAN, {"datenschutz": "Text."}
    )
    told = [p.fix or "" for p in problems if "aber dort ist keines" in p.what]
    assert len(told) == bool(advice)
    assert all(advice in fix for fix in told)


def test_a_used_service_may_be_named(facts):
    found = Inventory(links=(LinkedHost("www.facebook.com"),))
    problems = contradictions(facts, found, {"datenschutz": "Wir verlinken auf Facebook (www.facebook.com)."})
    assert "Facebook" not in said(problems)


def test_a_host_that_stops_the_build_is_told_by_that_alone(facts):
    found = Inventory(contacts=("connect.facebook.net",))
    made = {"datenschutz": "Inhalte von connect.facebook.net."}  # as the block `einbindungen` says it
    told = said(contradictions(facts, found, made, refused={"connect.facebook.net"}))
    assert "facebook" not in told.lower()


# What is missing


def test_nothing_is_missing_in_the_example_but_the_note_on_nothing(facts):
    assert [p.what for p in missing(facts) if p.severity == "error"] == []


def test_most_important_first(tmp_path):
    facts = made(tmp_path, "name: P\nberuf:\n  art: physiotherapie\n")
    problems = missing(facts)
    assert [p.severity for p in problems] == sorted(
        (p.severity for p in problems), key=["error", "warning", "note"].index
    )
    assert "Inhaber" in problems[0].what
    assert all(p.fix and p.why and p.file for p in problems)
    english = missing(facts, language="en")
    assert "full name of the owner" in english[0].what


def test_a_missing_fact_points_to_the_section_it_belongs_to(tmp_path):
    facts = made(tmp_path, "name: P\nberuf:\n  art: arzt\n", "hosting:\n  anbieter: H\n")
    by_what = {p.what: p for p in missing(facts, language="en")}
    assert by_what["Missing: processor contract with the host"].line == 2
    assert by_what["Missing: chamber you belong to"].excerpt == "  art: arzt"
    assert by_what["Missing: full name of the owner"].line is None


def test_requirements_are_unique_and_point_to_real_keys():
    from mkdocs_praxis.practice.specs import files_of_facts

    assert len({r.id for r in REQUIREMENTS}) == len(REQUIREMENTS)
    assert {r.file for r in REQUIREMENTS} <= set(files_of_facts())
