"""`new` writes a site whose facts are read without a mistake, whatever the profession and language."""

import datetime as dt
import json
import re
import subprocess
import sys

import pytest
import yaml

from mkdocs_praxis.i18n import languages
from mkdocs_praxis.practice.answers import understood
from mkdocs_praxis.practice.draft import MARK
from mkdocs_praxis.practice.legal.render import legal_page
from mkdocs_praxis.practice.new import create, professions
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.practice.requirements import EXAMPLES, REQUIREMENTS, unmet
from mkdocs_praxis.practice.todo import _in_list, block, missing
from mkdocs_praxis.problem import PraxisError
from tests.practice.conftest import refused
from tests.tools import python

DAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("profession", professions())
def test_every_profession(tmp_path, profession, language):
    written = create(tmp_path, profession=profession, language=language)
    assert all(path.is_file() for path in written)
    facts = read_facts(tmp_path / "praxis", language=language)
    assert facts.practice.profession.kind == profession
    assert facts.hours
    assert facts.team
    assert facts.services
    config = yaml.safe_load((tmp_path / "mkdocs.yml").read_text(encoding="utf-8"))
    pages = [page for entry in config["nav"] for page in entry.values()]
    assert sorted(pages) == sorted(path.name for path in (tmp_path / "docs").iterdir())
    for name in ("impressum", "datenschutz", "barrierefreiheit", "bildnachweise"):
        assert legal_page(name, facts, language=language, built=DAY)
    for path in (tmp_path / "praxis").glob("*.yml"):  # the mark is deleted whole, and nothing stays behind
        marks = [line for line in path.read_text(encoding="utf-8").splitlines() if "# BEISPIEL" in line]
        assert all(line.endswith("# BEISPIEL") for line in marks if not line.startswith("#"))
    other = "BEISPIEL (example)" if language == "de" else "Sprechzeiten und Telefonzeiten"
    assert other not in (tmp_path / "praxis" / "zeiten.yml").read_text(encoding="utf-8")


def test_every_file_of_facts_refers_to_its_schema(tmp_path):
    create(tmp_path)
    for path in (tmp_path / "praxis").glob("*.yml"):
        first = path.read_text(encoding="utf-8").split("\n")[0]
        assert first.startswith("# yaml-language-server: $schema=")
        schema = path.parent / first.split("=", 1)[1]
        assert json.loads(schema.read_text(encoding="utf-8"))["title"] == path.name


def test_what_is_given_stands_there_and_what_is_not_is_told(tmp_path):
    create(
        tmp_path,
        name='Praxis "Am Ufer": Zähne & mehr',
        profession="zahnarzt",
        owner="Dr. med. dent. Ada Beispiel",
        street="Uferweg 3",
        postcode="20095",
        city="Hamburg",
        state="Hamburg",
        phone="040 66969123",
        site_url="https://www.ufer.example",
    )
    facts = read_facts(tmp_path / "praxis")
    practice = facts.practice
    assert practice.name == 'Praxis "Am Ufer": Zähne & mehr'
    assert practice.phone.dial == "+494066969123"
    assert practice.profession.chamber.name == "Zahnärztekammer Hamburg"
    assert (
        yaml.safe_load((tmp_path / "mkdocs.yml").read_text(encoding="utf-8"))["site_url"]
        == "https://www.ufer.example/"
    )
    marked = {place.excerpt.strip() for place in facts.examples if place.file.endswith("praxis.yml")}
    assert f"email: {EXAMPLES['email']}   # BEISPIEL" in marked
    assert not [line for line in marked if line.startswith(("telefon", "strasse", "plz", "- "))]
    told = [p for p in missing(facts) if "noch das Beispiel" in p.what]
    assert len(told) == len(facts.examples)
    assert all(p.line and p.severity == "error" for p in told)


def test_a_name_an_address_and_a_town_that_nobody_gave_do_not_go_online_unseen(tmp_path):
    create(tmp_path, profession="hebamme", owner="Zoë Beispiel", hours="nach Vereinbarung")
    told = {
        (place.file, place.excerpt.split("#")[0].strip())
        for place in read_facts(tmp_path / "praxis").examples
    }
    assert ("mkdocs.yml", "site_url: https://www.praxis.example/") in told
    assert ("mkdocs.yml", "site_name: Hebammenpraxis Zoë Beispiel") in told
    assert ("praxis/praxis.yml", "name: Hebammenpraxis Zoë Beispiel") in told
    assert ("praxis/praxis.yml", "website: https://www.praxis.example/") in told
    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "docs").glob("*.md")]
    assert not [text for text in pages if EXAMPLES["city"] in text]
    assert read_facts(tmp_path / "praxis").hours[0].week.on_request == frozenset(range(7))


@pytest.mark.parametrize(
    ("specialty", "head"),
    [
        ("Gynäkologie und Geburtshilfe, Pränatalmedizin", "Praxis für Gynäkologie und Geburtshilfe"),
        ("Fachärztin für Haut- und Geschlechtskrankheiten", "Praxis für Haut- und Geschlechtskrankheiten"),
        ("Internist", "Arztpraxis"),
    ],
)
def test_a_practice_is_headed_by_its_first_field(tmp_path, specialty, head):
    create(tmp_path, profession="arzt", specialty=specialty, city="Ulm")
    assert f"headline: {head} in Ulm\n" in (tmp_path / "docs" / "index.md").read_text(encoding="utf-8")


def test_a_centre_is_headed_by_what_it_is_and_not_by_one_of_its_fields(tmp_path):
    create(tmp_path, profession="arzt", mvz=True, specialty="Orthopädie, Neurologie", city="Ulm")
    start = (tmp_path / "docs" / "index.md").read_text(encoding="utf-8")
    assert "headline: Medizinisches Versorgungszentrum in Ulm\n" in start


@pytest.mark.parametrize(
    ("spoken", "specialty", "head", "title"),
    [
        ("Osteopathin", "", "Praxis für Osteopathie", "Heilpraktikerin / Heilpraktiker"),
        ("Heilpraktiker", "Homöopathie", "Praxis für Homöopathie", "Heilpraktiker"),
        ("Tierarzt", "Kleintiere", "Tierarztpraxis", "Tierarzt"),
        ("Logopädin", "", "Praxis für Logopädie", "Logopädin"),
        ("Physiotherapie", "", "Praxis für Physiotherapie", "Physiotherapeutin / Physiotherapeut"),
        (
            "Heilpraktikerin für Psychotherapie",
            "Yoga",
            "Praxis für Psychotherapie (HeilprG)",
            "Heilpraktikerin für Psychotherapie",
        ),
        (
            "Heilpraktiker (Physiotherapie)",
            "",
            "Praxis für Physiotherapie (HeilprG)",
            "Heilpraktiker (Physiotherapie)",
        ),
        (
            "Kinder- und Jugendlichenpsychotherapeutin",
            "",
            "Praxis für Psychotherapie",
            "Kinder- und Jugendlichenpsychotherapeutin",
        ),
        (
            "Sektoraler Heilpraktiker Physiotherapie",
            "",
            "Praxis für Physiotherapie (HeilprG)",
            "Sektoraler Heilpraktiker Physiotherapie",
        ),
        (
            "Kinder- und Jugendlichenpsychotherapie",
            "",
            "Praxis für Psychotherapie",
            "Kinder- und Jugendlichenpsychotherapeutin / Kinder- und Jugendlichenpsychotherapeut",
        ),
        ("sonstige", "", "Praxis", ""),
        ("Apotheke", "", "Apotheke", "Apotheke"),
        ("Sanitätshaus", "", "Sanitätshaus", "Sanitätshaus"),
        ("Ernährungstherapeutin", "", "Praxis für Ernährungstherapie", "Ernährungstherapeutin"),
        ("Diätassistentin", "", "Praxis für Ernährungstherapie", "Diätassistentin"),
        ("arzt", "", "Arztpraxis", "Ärztin / Arzt"),
    ],
)
def test_a_profession_is_called_as_it_was_spoken(tmp_path, spoken, specialty, head, title):
    create(tmp_path, profession=spoken, specialty=specialty, city="Ulm", owner="Uwe Hansen")
    assert f"headline: {head} in Ulm\n" in (tmp_path / "docs" / "index.md").read_text(encoding="utf-8")
    profession = read_facts(tmp_path / "praxis").practice.profession
    assert profession.title == title
    lines = (tmp_path / "praxis" / "praxis.yml").read_text(encoding="utf-8").splitlines()
    (line,) = (line for line in lines if line.startswith("  bezeichnung:"))
    # what was said is no example, but a house or a calling without a law is no statutory title
    marked = bool(title) and (title != spoken or profession.kind == "sonstige")
    assert line.endswith("# BEISPIEL") is marked


def test_what_a_practice_says_it_has_not_is_not_asked_again(tmp_path):
    create(tmp_path, profession="logopaedie")
    facts, law = tmp_path / "praxis" / "praxis.yml", tmp_path / "praxis" / "rechtliches.yml"
    hours = tmp_path / "praxis" / "zeiten.yml"
    text = facts.read_text(encoding="utf-8")
    assert {"supervisor", "phone_hours", "hosting"} <= {one.id for one in unmet(read_facts(facts.parent))}
    facts.write_text(re.sub(r"(?m)^  aufsicht:.*", "  aufsicht: keine", text), encoding="utf-8")
    hours.write_text(
        re.sub(r"(?m)^telefonzeiten:", "telefonzeiten: keine", hours.read_text(encoding="utf-8")),
        encoding="utf-8",
    )
    law.write_text("hosting: keins\n", encoding="utf-8")
    asked = {one.id for one in unmet(read_facts(facts.parent))}
    assert not asked & {"supervisor", "phone_hours"}
    assert "hosting" in asked


def test_what_is_missing_is_shown_by_a_body_of_the_own_profession(tmp_path):
    create(tmp_path / "a", profession="psychotherapie")
    create(tmp_path / "b", profession="zahnarzt", state="Bayern")
    fixes = [p.fix for folder in "ab" for p in missing(read_facts(tmp_path / folder / "praxis"))]
    told = "\n".join(fix for fix in fixes if fix)
    assert "Psychotherapeutenkammer Berlin" in told
    assert "Zahnärztlicher Bezirksverband" in told
    assert "Ärztekammer Berlin" not in told.replace("Zahnärztekammer", "")


def test_nrw_has_two_chambers_so_none_is_guessed(tmp_path):
    create(tmp_path, state="NRW")
    assert read_facts(tmp_path / "praxis").practice.profession.chamber is None


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ({"profession": "zahnartz"}, "zahnarzt"),
        ({"state": "Atlantis"}, "Bundesland"),
        ({"phone": "12"}, "Telefonnummer"),
        ({"postcode": "123"}, "Postleitzahl"),
        ({"email": "praxis"}, "E-Mail"),
        ({"postcode": "A-5020"}, "keine deutsche Postleitzahl"),
        ({"state": "Schweiz"}, "Seite „Fragen“"),
        ({"state": "Tirol"}, "Seite „Fragen“"),
        ({"state": "Südtirol"}, "Deutschland, Österreich und der Schweiz"),
        ({"state": "Luxemburg"}, "Deutschland, Österreich und der Schweiz"),
    ],
)
def test_wrong_values_write_nothing(tmp_path, options, wanted):
    with refused(wanted):
        create(tmp_path / "neu", **options)
    assert not (tmp_path / "neu").exists()


@pytest.mark.parametrize(
    ("key", "said", "kept"),
    [
        ("legal_form", "GmbH & Co. KG", "kg"),
        ("owner", "MVZ Zahn Nord GmbH & Co. KG", "MVZ Zahn Nord GmbH & Co. KG"),
        ("owner", "Voß & Partner PartmbB", "Voß & Partner PartmbB"),
        ("profession", "Privatärztin", "arzt"),
        ("profession", "KJP", "psychotherapie"),
        ("site_url", "http://www.praxis.example/index.html", "https://www.praxis.example/"),
        ("postcode", "D-97070", "97070"),
        ("state", "Oberpfalz", "Bayern"),
    ],
)
def test_what_a_question_takes_can_be_written(tmp_path, key, said, kept):
    """No answer is first taken, and then refused in a file that does not exist."""
    assert understood(key, said) == kept
    create(tmp_path, **{key: said})
    read_facts(tmp_path / "praxis")


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "mkdocs.yml").write_text("site_name: Meine\n", encoding="utf-8")
    with pytest.raises(PraxisError, match="nothing is ever overwritten"):
        create(tmp_path)
    assert (tmp_path / "mkdocs.yml").read_text(encoding="utf-8") == "site_name: Meine\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mkdocs.yml"]


@pytest.mark.parametrize(("profession", "language"), [("arzt", "de"), ("physiotherapie", "en")])
def test_it_builds_and_passes_at_once(tmp_path, profession, language):
    create(tmp_path, profession=profession, language=language, state="Berlin")
    hours, practice = tmp_path / "praxis" / "zeiten.yml", tmp_path / "praxis" / "praxis.yml"
    told = hours.read_text(encoding="utf-8").replace("#  Mo-Fr: 8:00-11:00", "  Mo-Fr: 8:00-11:00")
    hours.write_text(told, encoding="utf-8")
    with practice.open("a", encoding="utf-8") as file:
        file.write("neue_patienten: {aufnahme: ja, stand: 25.11.2026}\n")
    built = python("-m", "mkdocs", "build", "--quiet", cwd=tmp_path, env={"PRAXIS_DATE": "2026-12-27"})
    assert built.returncode == 0, built.stdout + built.stderr
    assert (tmp_path / "site" / "index.html").is_file()
    assert (tmp_path / "site" / "schliesszeiten.ics").is_file()
    assert not (tmp_path / "site.rejected").exists()
    contact = next((tmp_path / "site").glob("[kc]onta[kc]t.html")).read_text(encoding="utf-8")
    assert "praxis-phone-hours" in contact, "what the list of things to do asks for is shown once it is there"
    assert "praxis-new-patients" in contact
    assert MARK in (tmp_path / "site" / "index.html").read_text(encoding="utf-8"), "a new site is a draft"
    strict = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert strict.returncode != 0, "which no release build lets pass"


def test_what_is_missing_is_advised_as_lines_to_copy():
    for want in REQUIREMENTS:
        if not _in_list(want.key):
            read = yaml.safe_load(block(want.key, want.example or "…"))
            for part in want.key.split(": "):
                read = read[part]
            assert read
    assert block("hosting: logs: tage", "7") == "hosting:\n  logs:\n    tage: 7"
    assert block("sprechzeiten", "Mo-Fr: 8:00-12:00") == "sprechzeiten:\n  Mo-Fr: 8:00-12:00"


def test_what_a_new_site_and_its_list_propose_is_an_example_until_somebody_says_so(tmp_path):
    create(tmp_path, profession="arzt", state="Berlin", email="praxis@muster.de")
    folder = tmp_path / "praxis"
    for path in folder.glob("*.yml"):  # every mark deleted, and every entry that waits behind a # let loose
        text = path.read_text(encoding="utf-8").replace("   # BEISPIEL", "")
        path.write_text(text, encoding="utf-8")
    advised = [p.fix for p in missing(read_facts(folder)) if "Beispielhoster" in (p.fix or "")]
    assert advised
    (folder / "rechtliches.yml").write_text(advised[0].split("\n", 1)[1], encoding="utf-8")
    assert any("Beispielhoster" in place.excerpt for place in read_facts(folder).examples)
    create(tmp_path / "neu")
    loose = re.sub(
        r"(?m)^#(?=  )", " ", (tmp_path / "neu/praxis/rechtliches.yml").read_text(encoding="utf-8")
    )
    (folder / "rechtliches.yml").write_text(loose, encoding="utf-8")
    told = {place.excerpt.split("#")[0].strip() for place in read_facts(folder).examples}
    assert {"anbieter: Beispielhoster GmbH", "avv: 01.03.2026", "tage: 7", "benannt: nein"} <= told


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("profession", sorted(professions()))
def test_every_line_that_waits_behind_a_mark_holds_without_it(tmp_path, profession, language):
    create(tmp_path, profession=profession, owner="Zoë Beispiel", language=language)
    for file in (tmp_path / "praxis").glob("*.yml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub("(?m)^#(?=  )", "", text), encoding="utf-8")
    facts = read_facts(tmp_path / "praxis", language=language)
    assert facts.jobs
    assert facts.closings
    assert facts.hosting


@pytest.mark.parametrize(
    ("language", "spoken", "role"), [("de", "Physiotherapeutin", "Physiotherapeutin"), ("en", "Physiotherapist", "Physiotherapist")]
)  # fmt: skip
def test_the_first_page_names_who_owns_the_practice_and_the_team_what_they_are(
    tmp_path, language, spoken, role
):
    create(tmp_path, language=language, profession=spoken, owner="Ada Muster")
    assert "lead: Ada Muster\n" in (tmp_path / "docs" / "index.md").read_text(encoding="utf-8")
    assert f"funktion: {role}   # BEISPIEL" in (tmp_path / "praxis" / "team.yml").read_text(encoding="utf-8")


def test_a_company_is_told_apart_from_who_represents_it(tmp_path):
    owner = "Muster gGmbH, vertreten durch Dr. Karl Held und Petra Lund"
    create(tmp_path, profession="ergotherapie", owner=owner, legal_form="ggmbh")
    practice = read_facts(tmp_path / "praxis").practice
    assert practice.company == "Muster gGmbH"
    assert ", ".join(practice.representatives) in {
        "Dr. Karl Held und Petra Lund",
        "Dr. Karl Held, Petra Lund",
    }


def test_the_first_page_of_a_company_has_no_lead(tmp_path):
    create(tmp_path, profession="mvz", owner="MVZ Muster GmbH", legal_form="gmbh")
    assert "lead:" not in (tmp_path / "docs" / "index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("profession", "form"), [("arzt", "gemeinschaftspraxis"), ("Logopädin", "gbr"), ("Hebamme", "gbr")]
)
def test_several_owners_work_together_in_the_form_of_their_profession(tmp_path, profession, form):
    create(tmp_path, profession=profession, owner="Ada Beispiel; Ben Muster")
    assert read_facts(tmp_path / "praxis").practice.legal_form == form


@pytest.mark.parametrize("said", ["Ergotherapie und Logopädie", "Ergotherapeutin/Logopädin"])
def test_of_two_professions_one_is_asked_for(tmp_path, said):
    with pytest.raises(PraxisError, match="several professions") as error:
        create(tmp_path, profession=said)
    assert "beruf: [ergotherapie, logopaedie]" in str(error.value)
