"""What stands on the page is true: legal pages for twelve set-ups, notice against site, facts as text, what is refused."""

import datetime as dt
import html
import re

import pytest
from markdown import markdown

from mkdocs_praxis.components.render import render
from mkdocs_praxis.components.setting import Setting
from mkdocs_praxis.practice.draft import MARK, marked, open_points
from mkdocs_praxis.practice.legal.contradictions import contradictions
from mkdocs_praxis.practice.legal.found import FoundForm, Inventory, LinkedHost
from mkdocs_praxis.practice.legal.render import PAGES, legal_page
from mkdocs_praxis.practice.requirements import unmet
from mkdocs_praxis.problem import PraxisError
from tests.practice.conftest import facts_in, in_german, refused

DAY = dt.date(2026, 11, 25)
CLEAN = Inventory()
CONTACT = "anschrift: Lindenweg 4, 10117 Berlin\ntelefon: 030 23125000\nemail: praxis@beispiel.example\n"
RULES = (
    "  regeln:\n    - {name: Bundesgesetz, url: https://www.gesetze-im-internet.de/b_o/}\n"
    "    - {name: Berufsordnung, url: https://www.kammer.example/bo}\n  staat: Bundesrepublik Deutschland\n"
)
LEGAL = (
    "hosting: {anbieter: Beispielhoster GmbH, land: DE, avv: 01.03.2026, logs: {felder: [IP-Adresse], ip: voll, tage: 1}}\n"
    "post: {anbieter: Beispielpost AG, land: Deutschland, avv: 01.03.2026, aufbewahrung: 6 Monate}\n"
)
REGISTER = "vertretungsberechtigt: [Eva Muster]\nregister: {gericht: Amtsgericht Köln, nummer: HRB 1, art: Handelsregister}\n"

# name → praxis.yml, rechtliches.yml, what Impressum and notice say together, what they must not say
SETUPS = {
    "GP": ("beruf:\n  art: arzt\n  bezeichnung: Ärztin\n  kammer: ÄK Berlin\n  kassenzulassung: ja\n  kv: KV Berlin\n" + RULES
           + "bundesland: BE\ninhaber: [Dr. Ada Beispiel]\n", "",
           ["Die Kammer führt auch die Berufsaufsicht", "Kassenärztliche Vereinigung Berlin", "§ 22 Abs. 1 Nr. 1 Buchst. b BDSG"], ["Vertreten durch"]),
    "GbR": ("beruf:\n  art: arzt\n  bezeichnung: Arzt\n  kammer: Ärztekammer Nordrhein\n  kassenzulassung: nein\n" + RULES
            + "bundesland: NRW\nrechtsform: gbr\ninhaber: [Dr. Eins, Dr. Zwei]\n", "",
            ["Dr. Eins", "Dr. Zwei", "Rechtsform: Gesellschaft bürgerlichen Rechts (GbR)"], ["Vertreten durch", "Register"]),
    "MVZ GmbH": ("firma: Muster MVZ GmbH\nberuf:\n  art: arzt\n  bezeichnung: Ärztin\n  kammer: Landesärztekammer Bayern\n"
                 "  kassenzulassung: nein\n  aufsicht: Ärztlicher Bezirksverband Oberbayern\n" + RULES
                 + "bundesland: BY\nrechtsform: gmbh\nmvz: ja\naerztliche_leitung: Dr. Drei\n" + REGISTER, "",
                 ["Muster MVZ GmbH", "Rechtsform: GmbH", "Vertreten durch: Eva Muster", "Ärztliche Leitung: Dr. Drei", "Bezirksverband"],
                 ["Die Kammer führt auch die Berufsaufsicht"]),
    "dental MVZ": ("firma: Zahn MVZ GmbH\nberuf:\n  art: zahnarzt\n  bezeichnung: Zahnarzt\n  kammer: ZÄK Hamburg\n  kassenzulassung: nein\n"
                   + RULES + "bundesland: HH\nrechtsform: gmbh\nmvz: ja\naerztliche_leitung: Dr. Vier\n" + REGISTER, "",
                   ["Zahnärztliche Leitung: Dr. Vier"], [" Ärztliche Leitung"]),
    "dentist": ("beruf:\n  art: zahnarzt\n  bezeichnung: Zahnärztin\n  kammer: ZÄK Hamburg\n  kassenzulassung: ja\n  kv: KZV Hamburg\n"
                + RULES + "bundesland: HH\ninhaber: [Dr. Fünf]\n", "", ["Kassenzahnärztliche Vereinigung Hamburg"], ["Haftpflicht"]),
    "PP": ("beruf:\n  art: psychotherapie\n  bezeichnung: Psychologische*r Psychotherapeut*in\n  kammer: PTK Berlin\n  kassenzulassung: nein\n"
           + RULES + "bundesland: BE\ninhaber: [F_G_H]\n", "", ["Psychologische*r Psychotherapeut*in", "F_G_H"], []),
    "KJP": ("beruf:\n  art: psychotherapie\n  bezeichnung: Kinder- und Jugendlichenpsychotherapeutin\n  kammer: OPK\n  kassenzulassung: ja\n"
            "  kv: KV Sachsen\n" + RULES + "bundesland: SN\ninhaber: [G]\n", "", ["Ostdeutsche Psychotherapeutenkammer"], []),
    "PT 2020": ("beruf:\n  art: psychotherapie\n  bezeichnung: Psychotherapeutin\n  kammer: PTK Bayern\n  kassenzulassung: nein\n" + RULES
                + "bundesland: BY\ninhaber: [H]\n", "", ["Die Kammer führt auch die Berufsaufsicht"], []),
    "physio": ("beruf:\n  art: physiotherapie\n  bezeichnung: Physiotherapeut\n" + RULES + "bundesland: BY\ninhaber: [I]\n", "",
               ["§ 22 Abs. 1 Nr. 1"], ["Kammer", "Aufsichtsbehörde:"]),
    "midwife": ("beruf:\n  art: hebamme\n  bezeichnung: Hebamme\n" + RULES + "bundesland: NW\ninhaber: [J]\n", "", ["Hebamme"], ["Kammer"]),
    "Heilpraktiker": ("beruf:\n  art: heilpraktiker\n  bezeichnung: Heilpraktikerin\n  beschraenkt_auf: Physiotherapie\n" + RULES
                      + "bundesland: BE\ninhaber: [K]\n", "gesundheitsdaten: einwilligung\n",
                      ["beschränkt auf das Gebiet Physiotherapie", "Einwilligung (Art. 9 Abs. 2 Buchst. a DSGVO)"], ["§ 22 Abs. 1", "Buchst. h DSGVO"]),
    "PartG mbB": ("name: Eins & Partner\nberuf:\n  art: arzt\n  bezeichnung: Ärztin\n  kammer: ÄK Berlin\n  kassenzulassung: nein\n" + RULES
                  + "firma: Eins & Partner Ärzte PartG mbB\nbundesland: BE\nrechtsform: partgmbb\ninhaber: [Dr. Eins, Dr. Zwei]\n" + REGISTER, "",
                  ["PartG mbB", "Dr. Zwei"], []),
}  # fmt: skip


def made(tmp_path, praxis="beruf:\n  art: arzt\n", legal="", **others):
    head = "" if "name: " in praxis.split("\n", 1)[0] else "name: Praxis Beispiel\n"
    return facts_in(tmp_path, praxis=head + praxis, **{"rechtliches": legal} | others)


def words(name, facts, found=CLEAN, language="de"):
    page = markdown(legal_page(name, facts, found, built=DAY, language=language))
    return " ".join(html.unescape(re.sub(r"<(?!mark)[^>]+>", " ", page)).split())


@pytest.mark.parametrize("setup", SETUPS)
def test_the_legal_pages_of_twelve_set_ups(tmp_path, setup):
    praxis, legal, says, denies = SETUPS[setup]
    facts = made(tmp_path, praxis + CONTACT, LEGAL + legal)
    whole = " ".join(words(name, facts) for name in ("impressum", "datenschutz"))
    for wanted in says:
        assert wanted in whole, wanted
    for unwanted in denies:
        assert unwanted not in whole, unwanted
    assert "[fehlt" not in whole
    assert not list(open_points(facts)), [p.what for p in open_points(facts)]
    assert contradictions(facts, CLEAN, {name: words(name, facts) for name in PAGES}) == []
    english = " ".join(words(name, facts, language="en") for name in ("impressum", "datenschutz"))
    for german in ("nach 1", "IP-Adresse", "Monate", "Bundesrepublik", "Deutschland"):
        assert german not in english


def test_a_gap_is_a_draft_that_says_so_and_examples_are_gaps(tmp_path):
    facts = made(tmp_path, "beruf:\n  art: arzt\n  bezeichnung: Ärztin   # BEISPIEL\n")
    told = [p.what for p in open_points(facts, "de")]
    assert any("noch das Beispiel" in what for what in told)
    assert any("Straßenanschrift" in what or "Anschrift" in what for what in told)
    page = marked("<!doctype html><html><head><title>x</title></head><body><p>x", len(told), "de")
    assert MARK in page
    assert '<meta name="robots" content="noindex">' in page
    assert f"{len(told)} Punkte sind noch offen" in page
    assert "1 Punkt ist noch offen" in marked("<body>", 1, "de")


FORM = "webformulare:\n  - seite: kontakt.md\n    zweck: Rückruf\n    felder: [Name, Telefon]\n    rechtsgrundlage: vertrag\n    aufbewahrung: 1 Monat\n"
SECOND = "  - seite: kontakt.md\n    zweck: Nachricht\n    felder: [Name, Nachricht]\n    rechtsgrundlage: vertrag\n    aufbewahrung: 1 Monat\n"
CALLBACK = FoundForm("kontakt/index.html", fields=("Name", "Telefonnummer"))
MESSAGE = FoundForm("kontakt/index.html", fields=("Name", "Nachricht"))
EMBED = "einbindungen:\n  - {host: maps.example.net, anbieter: Kartendienst Inc., zweck: Karte, rechtsgrundlage: interesse, interesse: den Weg zeigen, land: USA, drittland_grundlage: EU-US Data Privacy Framework}\n"


@pytest.mark.parametrize(
    ("legal", "found", "told"),
    [
        ("", Inventory(contacts=("maps.example.net",)), "maps.example.net"),
        (EMBED, Inventory(contacts=("maps.example.net",)), ""),
        (EMBED, Inventory(contacts=("tiles.maps.example.net",)), ""),
        (EMBED, CLEAN, "keine Seite tut es"),
        (FORM, Inventory(forms=(FoundForm("kontakt/index.html", fields=("Ihr Name", "Telefonnummer")),)), ""),
        (FORM, Inventory(forms=(FoundForm("kontakt.html", fields=("Name", "Geburtsdatum", "Medikament"), health=("Medikament",)),)),
         "Geburtsdatum"),
        (FORM, Inventory(forms=(FoundForm("kontakt.html", fields=("Name", "Nachricht"), health=("Nachricht",)),)), "Gesundheit"),
        (FORM, Inventory(forms=(FoundForm("kontakt.html", fields=("Name",), target="forms.example.net"),)), "forms.example.net"),
        (FORM + SECOND, Inventory(forms=(CALLBACK, MESSAGE)), ""),
        (FORM + SECOND, Inventory(forms=(MESSAGE, CALLBACK)), ""),
        (FORM + SECOND, Inventory(forms=(MESSAGE,)), "Der Text beschreibt ein Formular auf kontakt"),
        (FORM, Inventory(forms=(MESSAGE, CALLBACK)), "Nachricht"),
        (FORM, Inventory(forms=(CALLBACK, MESSAGE)), "Nachricht"),
        (FORM + "bfsg: {formular: nein}\n", Inventory(forms=(FoundForm("kontakt.html", fields=("Name",)),)), "formular: nein"),
        ("", Inventory(storage=(("localStorage", "a.js"),)), "localStorage"),
        ("speicher: [{name: Farbe, zweck: merkt sich hell}]\n", Inventory(storage=(("localStorage", "a.js"),)), ""),
    ],
)  # fmt: skip
def test_notice_and_site_never_contradict(tmp_path, legal, found, told):
    facts = made(tmp_path, "beruf:\n  art: arzt\nbundesland: BE\n" + CONTACT, legal)
    met = " ".join(
        p.what
        for p in contradictions(
            facts, found, {"datenschutz": words("datenschutz", facts, found)}, language="de"
        )
    )
    assert (told in met) if told else met == ""


def test_every_recipient_has_its_section_and_its_country(tmp_path):
    facts = made(tmp_path, "beruf:\n  art: arzt\nbundesland: BE\n" + CONTACT,
                 EMBED + "post: {anbieter: Post Inc., land: USA, avv: 01.03.2026, aufbewahrung: 2 Wochen, drittland_grundlage: Standardvertragsklauseln}\n"
                 "hosting: {anbieter: Host, land: Bundesrepublik Deutschland}\n")  # fmt: skip
    page = words("datenschutz", facts, Inventory(contacts=("maps.example.net",)))
    assert "Inhalte von Kartendienst Inc." in page
    assert "Kartendienst Inc., Vereinigte Staaten (maps.example.net). Zweck: Karte." in page
    assert "T-553/23" in page
    assert "C-703/25 P" in page
    assert page.count("außerhalb von EU und EWR") == 2, "Germany is not outside"
    assert "Standardvertragsklauseln" in page


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ("art: newsletter\n    rechtsgrundlage: einwilligung\n    bestaetigung: ja\n    abmeldung: Link am Ende jeder Ausgabe",
         ["Art. 6 Abs. 1 Buchst. a", "§ 7 Abs. 2 Nr. 2 UWG", "bestätigt", "Link am Ende jeder Ausgabe"]),
        ("rechtsgrundlage: interesse\n    interesse: Rückmeldungen zur Website", ["Buchst. f DSGVO; unser berechtigtes Interesse: Rückmeldungen"]),
        ("rechtsgrundlage: vertrag\n    gesundheitsdaten: ja", ["Art. 6 Abs. 1 Buchst. b", "Art. 9 Abs. 2 Buchst. h", "§ 22 Abs. 1 Nr. 1 Buchst. b BDSG"]),
        ("zweck2: x", []),
    ],
)  # fmt: skip
def test_every_form_has_its_own_legal_basis(tmp_path, form, says):
    legal = f"webformulare:\n  - seite: a.md\n    zweck: Nachrichten\n    aufbewahrung: 1 Monat\n    {form}\n"
    if not says:
        with pytest.raises(PraxisError, match="zweck2"):
            made(tmp_path, legal=legal)
        return
    page = words("datenschutz", made(tmp_path, legal=legal))
    assert all(one in page for one in says)
    assert "Aufbewahrung: 1 Monat" in page


def test_a_booking_site_with_both_roles_and_an_honest_profile(tmp_path):
    facts = made(
        tmp_path,
        legal="social:\n  profile:\n    - {netz: Mastodon, url: https://m.example/@p, begruendung: x}\n",
        termine="termin:\n  online: {url: https://b.example/, anbieter: Buch GmbH, rolle: beides, avv: 01.02.2026}\n",
    )
    page = words("datenschutz", facts)
    assert "Für unseren Terminkalender arbeitet der Anbieter in unserem Auftrag" in page
    assert "Für ein Konto, das Sie dort anlegen, ist der Anbieter selbst verantwortlich" in page
    assert "verlinken darauf" not in page
    assert "verlinken darauf" in words("datenschutz", facts, Inventory(links=(LinkedHost("m.example"),)))
    assert "finden Sie auch" not in page


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Psychologische*r Psychotherapeut*in", "Psychologische*r Psychotherapeut*in"),
        ("![i](https://evil.example/x.png)", "![i](https://evil.example/x.png)"),
        ("[klick](https://evil.example/)", "[klick](https://evil.example/)"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("# Kopf", "# Kopf"), ("1. Klasse", "1. Klasse"), ("a_b_c `x` ~y~", "a_b_c `x` ~y~"), ("{{ x }} | y", "{{ x }} | y"),
    ],
)  # fmt: skip
def test_facts_are_text(tmp_path, value, shown):
    facts = made(tmp_path, f"beruf:\n  art: arzt\n  bezeichnung: '{value}'\ninhaber: ['{value}']\n")
    page = markdown(legal_page("impressum", facts, CLEAN, built=DAY))
    assert html.unescape(page).count(shown) >= 2
    assert not re.search(r"<(img|script|em|a href=.https://evil)", page)


REFUSED = {
    "rechtliches": ["hosting: {anbieter: H, logs: {felder: [IP-Adresse], ip: keine}}", "hosting: {anbieter: H, logs: {tage: 400}}",
                    "hosting: {anbieter: H, avv: 01.03.2098}", "hosting: {anbieter: H, land: Atlantis}",
                    "dsb: {benannt: ja, name: Dr. Ada Beispiel, email: a@b.de}", "social: {stufe: streng}", "website: {https: ja}",
                    "webformulare: [{seite: a.md, zweck: N, art: newsletter, rechtsgrundlage: vertrag}]",
                    "webformulare: [{seite: a.md, zweck: N, rechtsgrundlage: interesse}]"],
    "urlaub": ["urlaub: ['Mo, 24.12.2026 bis 06.01.2027']", "urlaub: ['Weihnachten, Mo 24.12.2026 bis 06.01.2027']", "urlaub: [{von: 24.12.2026, bis: 06.01.2027, vertretung: [{name: Praxis Beispiel}]}]",
               "vertretungen: [{kuerzel: w, name: A}, {kuerzel: w, name: B}]\nurlaub: [24.12.2026]", "urlaub: [{von: 24.12.2094, bis: 26.12.2094}]"],
    "zeiten": ["sprechzeiten:\n  - {zeiten: {Mo: 8-12}, gilt_von: 01.01.2026}\n  - {zeiten: {Mo: 9-12}, gilt_von: 01.06.2026}"],
    "anfahrt": ["anfahrt: {breite: nan, laenge: 13}"],
    "fragen": ["fragen: [{frage: a, antwort: '<script>x</script>'}]", "fragen: [{frage: a, antwort: '![x](https://e.example/x.png)'}]"],
    "team": ["team: [{name: Dr. med. Ada, titel: Dr. med.}]", 'team: [{name: "A\\u202eB"}]'],
}  # fmt: skip


@pytest.mark.parametrize(
    ("file", "text"), [(file, text) for file, texts in REFUSED.items() for text in texts]
)
def test_what_contradicts_itself_is_refused_with_its_line(tmp_path, file, text):
    with pytest.raises(PraxisError) as told:
        made(tmp_path, "beruf:\n  art: arzt\ninhaber: [Dr. Ada Beispiel]\n", **{file: text + "\n"})
    (problem,) = in_german(told.value).problems
    assert problem.file.endswith(f"{file}.yml")
    assert problem.line
    assert problem.fix


@pytest.mark.parametrize(
    ("closed", "deputy", "fits"),
    [
        ("Filiale Nord", "Praxis Beispiel", True),
        ("Praxis Beispiel", "Filiale Nord", True),
        ("Filiale Nord", "Filiale Nord", False),
        ("Praxis Beispiel", "Praxis Beispiel", False),
        ("", "Praxis Beispiel", False),
    ],
)
def test_one_place_may_stand_in_for_another_and_none_for_itself(tmp_path, closed, deputy, fits):
    places = "beruf: {art: arzt}\nstandorte: [{name: Filiale Nord, anschrift: 'W 1, 10115 B'}]\n"
    urlaub = f'urlaub: [{{von: 1.3.2027, bis: 5.3.2027, standort: "{closed}", vertretung: {{name: {deputy}, telefon: 030 1234567}}}}]\n'
    if fits:
        facts = made(tmp_path, places, urlaub=urlaub)
        assert facts.closings[0].deputies[0].name == deputy
        return
    with pytest.raises(PraxisError) as told:
        made(tmp_path, places, urlaub=urlaub)
    assert [problem.line for problem in told.value.problems] == [1]


@pytest.mark.parametrize(
    "praxis",
    ["beruf: {art: arzt}\ntelefon: 112\n", "beruf: {art: arzt}\nseit: 2050\n", "beruf: {art: arzt}\ninhaber: [Dr. med. Dr. med. Ada]\n",
     "beruf: {art: arzt}\nstandorte: [{name: N, anschrift: 'W 1, 10115 B'}, {name: N, anschrift: 'W 2, 10115 B'}]\n",
     "beruf: {art: arzt}\nstandorte: [{name: Praxis Beispiel, anschrift: 'W 1, 10115 B'}]\n",
     "beruf: {art: arzt, kammer: ÄK Westfalen-Lippe, kv: KVNO}\nbundesland: NW\n", "beruf: {art: arzt, kammer: Ärztekammer NRW}\n"],
)  # fmt: skip
def test_what_cannot_be_in_praxis_yml_is_refused(tmp_path, praxis):
    with pytest.raises(PraxisError) as told:
        made(tmp_path, praxis)
    assert len(told.value.problems) == 1


@pytest.mark.parametrize(
    "land",
    [
        "Hamburg",
        "Bayern",
        "Nordrhein",
        "Niedersachsen",
        "Bremen",
        "Thüringen",
        "Brandenburg",
        "Baden-Württemberg",
    ],
)
def test_associations_and_chambers_by_their_spoken_names(tmp_path, land):
    chamber = f"ÄK {land}" if land != "Bayern" else "Landesärztekammer Bayern"
    facts = made(tmp_path, f"beruf: {{art: arzt, kassenzulassung: ja, kv: KV {land}, kammer: {chamber}}}\n")
    assert "Kassenärztliche Vereinigung" in words("impressum", facts)


@pytest.mark.parametrize(
    "address",
    ["Damrak 1, 1012 LG Amsterdam, Niederlande", "Rotenturmstr. 1, 1010 Wien", "Bahnhofstr. 1, CH-8001 Zürich", "1 Main St, Dublin D02 X285, Irland",
     "Musterweg 1, 10115 Berlin"],
)  # fmt: skip
def test_hosts_may_sit_elsewhere(tmp_path, address):
    facts = made(tmp_path, legal=f"hosting: {{anbieter: H, anschrift: '{address}'}}\n")
    assert address.split(",")[0] in words("datenschutz", facts)


def test_a_vet_has_a_chamber_and_an_egbr_a_register(tmp_path):
    facts = made(
        tmp_path,
        "beruf: {art: sonstige, kammer: Tierärztekammer Berlin}\nrechtsform: egbr\nfirma: A und B eGbR\n",
    )
    assert "Tierärztekammer Berlin" in words("impressum", facts)
    assert {"register", "representatives"} <= {want.id for want in unmet(facts)}


def test_components_show_facts_as_text_too(tmp_path):
    facts = made(tmp_path, team="team: [{name: '<b>Ada*', funktion: '*innen'}]\n")
    shown = str(render("team", {}, Setting(facts=facts, language="de", today=DAY, link=lambda path: path)))
    assert "&lt;b&gt;Ada*" in shown
    assert "*innen" in shown


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("audience", ["patients", "practices"])
def test_the_stance_is_told_fully_and_fairly(tmp_path, language, audience):
    facts = made(tmp_path, legal="social:\n  text: Unsere eigenen Worte.\n")
    setting = Setting(facts=facts, language=language, today=DAY, link=lambda path: path)
    shown = str(render("stance", {"audience": audience}, setting))
    if audience == "patients":
        assert "Unsere eigenen Worte." in shown
        bare = str(render("stance", {}, Setting(language=language, today=DAY, link=lambda path: path)))
        assert ("umstritten" if language == "de" else "contested") in bare
    else:
        for fact in (
            "C-210/16",
            "6 C 15.18",
            "13 K 1419/23",
            "4 LB 20/13",
            "Art. 28",
            "Art. 26",
            "Art. 82",
            "C-252/21",
            "2018",
        ):
            assert fact in shown, fact
        assert ("22.08.2025" if language == "de" else "22 August 2025") in shown
        assert "%" not in shown
        assert "<table>" in shown


def test_questions_for_an_agency_can_be_printed(tmp_path):
    from click.testing import CliRunner

    from mkdocs_praxis.cli import main

    told = CliRunner().invoke(main, ["questionnaire", "--lang", "de"])
    assert "Mit welchen Servern" in told.output
    target = tmp_path / "bogen.html"
    assert CliRunner().invoke(main, ["questionnaire", "--lang", "de", "--output", str(target)]).exit_code == 0
    assert "<ol>" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("told", "says", "accepting"),
    [("ja", "nimmt neue", True), ("nein", "keine neuen", False), ("warteliste", "Warteliste", None)],
)
def test_new_patients_from_the_file_to_page_data_and_todo(tmp_path, told, says, accepting):
    from mkdocs_praxis.practice.checks.facts import expired_facts
    from mkdocs_praxis.practice.structured import structured_data
    from mkdocs_praxis.practice.todo import missing
    from tests.practice import vocabulary

    praxis = (
        "beruf: {art: arzt}\nneue_patienten: {aufnahme: %s, stand: 01.06.2026, wartezeit: sechs Monate}\n"
    )
    facts = made(
        tmp_path, praxis % told, team="team: [{name: Ada, neue_patienten: nein}]\n" if told == "nein" else ""
    )
    shown = str(
        render("new-patients", {}, Setting(facts=facts, language="de", today=DAY, link=lambda path: path))
    )
    assert says in shown
    assert "sechs Monate" in shown
    data = structured_data(facts, today=DAY)
    assert data.get("isAcceptingNewPatients") is accepting
    assert vocabulary.errors(data) == []
    (old,) = expired_facts(facts, DAY)
    assert (old.check, old.found) == ("old-new-patients", "Neue Patienten")
    assert "`stand:`" in old.fix
    assert not [p for p in missing(facts) if "neue Patienten" in p.what]


def test_the_phone_minutes_of_a_psychotherapist_are_counted(tmp_path):
    praxis = "beruf: {art: psychotherapie, kassenzulassung: ja}\n"
    few = made(tmp_path, praxis, zeiten="telefonzeiten:\n  Mo: 12:00-12:20\n  Di-Do: 12:00-13:00\n")
    assert "phone_minutes" in {r.id for r in unmet(few)}
    enough = made(tmp_path, praxis, zeiten="telefonzeiten:\n  Mo-Do: 12:00-12:50\n")
    assert "phone_minutes" not in {r.id for r in unmet(enough)}


SEVERAL = {
    "physio and Heilpraktiker": (
        ("beruf:\n  - {art: physiotherapie, bezeichnung: Physiotherapeut, staat: Bundesrepublik Deutschland, personen: [Ivo Ems],"
        " regeln: [{name: MPhG, url: https://www.gesetze-im-internet.de/mphg/}]}\n"
        "  - {art: heilpraktiker, bezeichnung: Heilpraktiker, beschraenkt_auf: Physiotherapie, staat: Bundesrepublik Deutschland,"
        " personen: [Ivo Ems], regeln: [{name: HeilprG, url: https://www.gesetze-im-internet.de/heilprg/}]}\n"),
        "gesundheitsdaten: einwilligung\n",
        ["Gesetzliche Berufsbezeichnung: Physiotherapeut", "Heilpraktiker, beschränkt auf das Gebiet Physiotherapie", "Ivo Ems", "MPhG", "HeilprG",
         "Einwilligung (Art. 9 Abs. 2 Buchst. a DSGVO)"],
        ["Kammer"],
    ),
    "doctor and psychotherapist": (
        ("beruf:\n  - art: arzt\n    bezeichnung: Ärztin\n    staat: Bundesrepublik Deutschland\n    kammer: ÄK Berlin\n    kassenzulassung: ja\n"
        "    kv: KV Berlin\n    personen: [Dr. Ada Beispiel]\n    regeln: [{name: BO, url: https://www.aekb.de/bo}]\n"
        "  - art: psychotherapie\n    bezeichnung: Psychologischer Psychotherapeut\n    staat: Bundesrepublik Deutschland\n    kammer: PTK Berlin\n"
        "    kassenzulassung: nein\n    personen: [Ben Muster]\n    regeln: [{name: BO PT, url: https://www.psychotherapeutenkammer-berlin.de/bo}]\n"),
        "",
        ["Dr. Ada Beispiel Ärztekammer Berlin", "Ben Muster Psychotherapeutenkammer Berlin", "(Dr. Ada Beispiel): Kassenärztliche Vereinigung Berlin", "BO PT",
         "§ 22 Abs. 1 Nr. 1 Buchst. b BDSG"],
        ["(Ben Muster): Kassen"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SEVERAL)
def test_several_professions_each_with_what_is_theirs(tmp_path, case):
    praxis, legal, says, denies = SEVERAL[case]
    facts = made(
        tmp_path, praxis + "bundesland: BE\ninhaber: [Ada Beispiel, Ben Muster]\n" + CONTACT, LEGAL + legal
    )
    whole = " ".join(words(name, facts) for name in ("impressum", "datenschutz"))
    for wanted in says:
        assert wanted in whole, wanted
    for unwanted in denies:
        assert unwanted not in whole, unwanted
    assert not list(open_points(facts)), [p.what for p in open_points(facts)]


@pytest.mark.parametrize("language", ["de", "en"])
def test_each_of_two_owners_stands_with_title_and_rules_of_their_own(tmp_path, language):
    rules = "regeln: [{name: %s, url: https://www.gesetze-im-internet.de/%s/}]"
    facts = made(
        tmp_path,
        "beruf:\n"
        f"  - {{art: ergotherapie, bezeichnung: Ergotherapeutin, personen: [Ada Thies], {rules % ('ErgThG', 'bearbthg')}}}\n"
        f"  - {{art: logopaedie, bezeichnung: Logopädin, personen: [Ben Nasser, Cem Ali], {rules % ('LogopG', 'logopg')}}}\n"
        "inhaber: [{name: Ada Thies, berufsbezeichnung: Ergotherapeutin}, {name: Ben Nasser, berufsbezeichnung: Logopäde},"
        " {name: Dana Ems, berufsbezeichnung: Physiotherapeutin}]\n",
    )
    text = legal_page("impressum", facts, built=DAY, language=language)
    profession = text[text.index("**Ada Thies**") :]
    first, second = profession.split("**Ben Nasser, Cem Ali**", 2)[:2]
    assert "Ada Thies: " not in profession  # her title has just been said
    assert "Dana Ems: " in first
    assert "Ben Nasser" not in first
    assert "Ben Nasser: " in second
    for label in (
        "Ada Thies",
        "Ben Nasser, Cem Ali",
    ):  # above the rules, a paragraph and not the end of a list
        assert f"\n\n**{label}**\n\n- " in text


def test_one_of_two_professions_lacks_its_chamber(tmp_path):
    facts = made(tmp_path, "beruf:\n  - {art: arzt, kammer: ÄK Berlin}\n  - {art: zahnarzt}\n")
    assert "chamber" in {want.id for want in unmet(facts)}
    assert words("impressum", facts).count("praxis-missing") >= 1


def test_each_place_with_what_is_its_own_on_one_page_and_in_the_data(tmp_path):
    from mkdocs_praxis.practice.structured import structured_data
    from tests.practice import vocabulary

    facts = made(
        tmp_path,
        "beruf: {art: arzt}\n"
        + CONTACT
        + "standorte:\n  - name: Filiale Nord\n    anschrift: Nordweg 2, 13347 Berlin\n    telefon: 030 23125200\n"
        "    anfahrt: {text: Vom U-Bahnhof rechts., breite: 52.5, laenge: 13.4}\n    barrierefreiheit: {stufen: 2}\n",
        zeiten="sprechzeiten:\n  - zeiten: {Mo: 8-12}\n  - {standort: Filiale Nord, zeiten: {Di: 14-18}}\n"
        "telefonzeiten:\n  - {standort: Filiale Nord, zeiten: {Do: 9-10}}\n",
        urlaub="urlaub:\n  - {von: 01.12.2026, bis: 04.12.2026, grund: Umbau, standort: Filiale Nord}\n",
    )
    shown = str(render("places", {}, Setting(facts=facts, language="de", today=DAY, link=lambda path: path)))
    main, north = shown.split("<section")[1:]
    assert 'href="#standort-filiale-nord"' in shown
    assert "8:00–12:00" in main
    assert "Umbau" not in main
    for own in (
        "14:00–18:00",
        "9:00–10:00",
        "Umbau",
        "Vom U-Bahnhof rechts.",
        "030 23125200",
        "Nordweg 2",
        "Stufen",
    ):
        assert own in north, own
    assert "8:00–12:00" not in north
    (department,) = structured_data(facts, today=DAY)["department"]
    assert department["geo"]["latitude"] == 52.5
    assert department["amenityFeature"]
    assert department["specialOpeningHoursSpecification"][0]["validFrom"] == "2026-12-01"
    assert vocabulary.errors(structured_data(facts, today=DAY)) == []


def test_two_deputies_may_stand_in_one_line(tmp_path):
    facts = made(tmp_path, urlaub="vertretungen:\n  - {kuerzel: weber, name: Dr. Weber}\n  - {kuerzel: lotz, name: Dr. Lotz}\n"
                 "urlaub:\n  - {von: 01.12.2026, bis: 11.12.2026, vertretung: weber und lotz}\n")  # fmt: skip
    assert [one.name for one in facts.closings[0].deputies] == ["Dr. Weber", "Dr. Lotz"]
    with pytest.raises(PraxisError, match="weber und lots"):
        made(tmp_path, urlaub="vertretungen:\n  - {kuerzel: weber, name: Dr. Weber}\n"
             "urlaub:\n  - {von: 01.12.2026, bis: 11.12.2026, vertretung: weber und lots}\n")  # fmt: skip


def test_deputies_may_stand_in_by_their_short_names_for_a_part_of_a_closing(tmp_path):
    facts = made(tmp_path, urlaub="vertretungen:\n  - {kuerzel: weber, name: Dr. Weber, telefon: 030 23125200}\n  - {kuerzel: lotz, name: Dr. Lotz}\n"
                 "urlaub:\n  - von: 01.12.2026\n    bis: 11.12.2026\n    vertretung:\n"
                 "      - {kuerzel: weber, bis: 04.12.2026}\n      - {name: lotz, von: 05.12.2026, hinweis: Im Hof}\n")  # fmt: skip
    first, second = facts.closings[0].deputies
    assert (first.name, first.phone.shown, first.end.day, first.start) == (
        "Dr. Weber",
        "030 23125200",
        4,
        None,
    )
    assert (second.name, second.note, second.start.day) == ("Dr. Lotz", "Im Hof", 5)


def test_new_hours_from_january_as_people_write_them(tmp_path):
    facts = made(tmp_path, zeiten="sprechzeiten:\n  - bis: 31.12.2026\n    zeiten: Mo-Fr 8-12\n  - ab: 01.01.2027\n    zeiten: Mo-Do 7.30-13\n")  # fmt: skip
    assert [(one.valid_from, one.valid_until) for one in facts.hours] == [(None, dt.date(2026, 12, 31)), (dt.date(2027, 1, 1), None)]  # fmt: skip


def test_an_absence_without_a_beginning_is_asked_for(tmp_path):
    with refused("Zeitraum"):
        made(tmp_path, team="team:\n  - {name: Ada Lau, elternzeit: bis 30.09.2027}\n")
