"""`praxis new` at a terminal: each answer is checked at once, understood as people speak, and none is ever lost."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_praxis.cli import main
from mkdocs_praxis.cli.common import site_language
from mkdocs_praxis.practice.answers import questions, understood
from mkdocs_praxis.practice.new import create
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.problem import PraxisError
from tests.tools import praxis

Talk = Callable[..., Result]
LAST = {q.key: str(n) for n, q in enumerate(questions("de"), 1)}


@pytest.fixture
def talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Talk:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def run(*answers: str, options: tuple[str, ...] = ()) -> Result:
        runner = CliRunner()
        with monkeypatch.context() as patch:
            patch.setattr("mkdocs_praxis.cli.beginning.at_a_terminal", lambda: True)
            text = "".join(f"{a}\n" for a in answers)
            return runner.invoke(main, ["new", "praxis-am-markt", *options], input=text)

    return run


def test_spoken_answers_help_a_way_back_and_a_change_at_the_end(talk: Talk) -> None:
    done = talk(
        "?", "Zanharzt", "MVZ", "zurück", "Frauenärztin", "zurück", "", "", "Praxis am Markt", "partg mbb",
        "Dr. Ada Beispiel; Dr. Bert Muster", "vormittags", "Mo-Fr 8-25", "Mo-Fr 8-12", "Uferweg 3", "123", "50667",
        "Köln", "Baiern", "nrw", "23125", "0221 23125770", "a@b", "praxis@am-markt.de", "www.am-markt.de",
        LAST["legal_form"], "1", LAST["legal_form"], "GbR", "",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    told = done.output
    for said in ("Meinten Sie „zahnarzt“?", "→ Arztpraxis", "Frauenheilkunde", "8-25", "5 Ziffern", "Meinten Sie „Bayern“?",
                 "mit Vorwahl", "praxis@example.de", "Stimmt das so?", "So geht es weiter:", "praxis preview", "praxis todo"):  # fmt: skip
        assert said in told
    practice = read_facts(Path("praxis-am-markt/praxis")).practice
    assert practice.name == "Praxis am Markt"
    assert practice.profession.specialty == "Frauenheilkunde"
    assert practice.legal_form == "gbr"
    assert practice.state == "NW"
    assert practice.phone
    assert practice.phone.dial == "+4922123125770"
    assert "https://www.am-markt.de/" in Path("praxis-am-markt/mkdocs.yml").read_text(encoding="utf-8")


def test_a_title_is_that_which_was_spoken(talk: Talk) -> None:
    done = talk("Tierarzt", "zurück", "Logopädin", "", "Logopädie am Markt", "", "Anna Krüger", *[""] * 9)
    assert done.exit_code == 0, done.output
    assert "→" not in done.output.split("2/13")[0], "Tierarzt is kept as it was said"
    assert read_facts(Path("praxis-am-markt/praxis")).practice.profession.title == "Logopädin"


def test_a_centre_is_one_wherever_it_is_named_and_its_company_is_nobody_of_the_team(talk: Talk) -> None:
    done = talk(
        "MVZ Zahnmedizin",
        "",
        "Zahnzentrum",
        "MVZ GmbH",
        "Zahnzentrum Nord MVZ GmbH",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
    )
    assert done.exit_code == 0, done.output
    facts = read_facts(Path("praxis-am-markt/praxis"))
    practice = facts.practice
    assert (practice.profession.kind, practice.legal_form, practice.mvz) == ("zahnarzt", "gmbh", True)
    assert practice.company == "Zahnzentrum Nord MVZ GmbH"
    assert "GmbH" not in f"{practice.owners} {facts.team}"


def test_the_summary_says_what_was_meant_and_asks_for_the_number_of_what_is_wrong(talk: Talk) -> None:
    done = talk("MVZ", *[""] * 12, "nein", "1", "Tierarzt", "")
    first, second = done.output.split("Stimmt das so?")[1:]
    assert "Arztpraxis (MVZ)" in first
    assert "Welche Antwort stimmt nicht?" in first
    assert "Tierarzt" in second


def test_a_profession_said_anew_is_no_centre_any_more(talk: Talk) -> None:
    done = talk("MVZ", "zurück", "Hausarzt", *[""] * 13)
    assert done.exit_code == 0, done.output
    assert not read_facts(Path("praxis-am-markt/praxis")).practice.mvz


@pytest.mark.parametrize(
    ("street", "postcode"),
    [
        ("Uferweg 3a, 50667 Köln", ""),
        ("Uferweg 3a, D-50667 Köln", ""),
        ("Uferweg 3a 50667 Köln", ""),
        ("Uferweg 3a", "50667 Köln"),
    ],
)
def test_an_address_in_one_line_answers_all_that_it_says(talk: Talk, street: str, postcode: str) -> None:
    done = talk("arzt", "", "", "", "", "", street, postcode, *[""] * 7)
    assert done.exit_code == 0, done.output
    address = read_facts(Path("praxis-am-markt/praxis")).practice.address
    assert address
    assert address.lines == ("Uferweg 3a", "50667 Köln")


def test_a_town_that_is_a_land_proposes_it_and_the_summary_says_what_letters_mean(talk: Talk) -> None:
    done = talk("physio", "", "P", "gmbh", "", "", "Weg 1", "10435", "Berlin", *[""] * 5)
    assert "Bundesland [Berlin]" in done.output
    summary = done.output.split("Stimmt das so?")[1]
    assert "Praxis für Physiotherapie" in summary
    assert "Gesellschaft mit beschränkter Haftung" in summary


def test_a_praxis_is_headed_by_its_field_and_legal_forms_are_explained(talk: Talk) -> None:
    done = talk("Augenarzt", *[""] * 13)
    assert "mehrere teilen Räume" in done.output
    start = Path("praxis-am-markt/docs/index.md").read_text(encoding="utf-8")
    assert "headline: Praxis für Augenheilkunde\n" in start


def test_what_the_files_refuse_in_the_end_costs_no_answer(talk: Talk) -> None:
    answers = ("arzt", "", "Praxis\x07", "", "", "", "", "", "", "", "", "", "", "")
    done = talk(*answers, LAST["name"], "Praxis Nord", "")
    assert done.exit_code == 0, done.output
    assert read_facts(Path("praxis-am-markt/praxis")).practice.name == "Praxis Nord"


def test_a_folder_that_holds_a_site_is_told_before_anything_is_asked(talk: Talk, tmp_path: Path) -> None:
    (tmp_path / "praxis-am-markt" / "docs").mkdir(parents=True)
    done = talk()
    assert done.exit_code == 2
    assert "Beruf" not in done.output


def test_breaking_off_writes_nothing_and_says_so_in_german(talk: Talk) -> None:
    done = talk("arzt")  # then the input ends
    assert done.exit_code == 2
    assert "Unterbrochen" in done.output
    assert not Path("praxis-am-markt").exists()


@pytest.mark.parametrize(
    ("key", "said", "meant"),
    [
        ("profession", "ZAHNARZT", "zahnarzt"),
        ("profession", "Hausärztin", "arzt"),
        ("profession", "Psychologischer Psychotherapeut", "psychotherapie"),
        ("profession", "Praxis für Logopädie", "logopaedie"),
        ("profession", "Podologin", "podologie"),
        ("profession", "Kinder- und Jugendärztin", "arzt"),
        ("profession", "Facharzt für Psychosomatische Medizin und Psychotherapie", "arzt"),
        ("profession", "Praxis für Psychiatrie und Psychotherapie", "arzt"),
        ("profession", "Kinder- und Jugendlichenpsychotherapeutin", "psychotherapie"),
        ("profession", "Heilpraktikerin für Psychotherapie", "heilpraktiker"),
        ("profession", "Physiotherapie und Osteopathie", "physiotherapie"),
        ("profession", "Physio", "physiotherapie"),
        ("profession", "med. Fußpflege / Podologin (staatl. geprüft)", "podologie"),
        ("profession", "staatl. anerkannte Diätassistentin", "diaetassistenz"),
        ("owner", "Katja Freifrau von und zu Hohenstein", "Katja Freifrau von und zu Hohenstein"),
        ("owner", "MVZ Gelenk und Nerv GmbH", "MVZ Gelenk und Nerv GmbH"),
        ("owner", "Stiftung Haus und Hof 1884", "Stiftung Haus und Hof 1884"),
        ("profession", "HNO", "arzt"),
        ("profession", "Tierärztin", "tierarzt"),
        ("legal_form", "BAG", "gemeinschaftspraxis"),
        ("legal_form", "Partnerschaftsgesellschaft mit beschränkter Berufshaftung", "partgmbb"),
        ("legal_form", "freiberuflich", "einzelpraxis"),
        ("legal_form", "GbR mit zwei Ärztinnen", "gbr"),
        ("legal_form", "MVZ GmbH", "gmbh"),
        ("legal_form", "MVZ", ""),
        ("legal_form", "weiß nicht", ""),
        ("state", "RLP", "Rheinland-Pfalz"),
        ("state", "Freistaat Sachsen", "Sachsen"),
        (
            "hours",
            "Mo-Fr 8-12, Mo, Di und Do von 15 bis 18 Uhr",
            "Mo-Fr 8-12, Mo, Di und Do von 15 bis 18 Uhr",
        ),
        ("site_url", "noch keine", ""),
        ("site_url", "www.praxis.de/index.html", "https://www.praxis.de/"),
        ("city", "10405 Berlin", "Berlin"),
        ("legal_form", "UG (haftungsbeschränkt)", "ug"),
        ("legal_form", "PartG mbB", "partgmbb"),
        ("state", "schleswig holstein", "Schleswig-Holstein"),
        ("state", "by", "Bayern"),
        ("phone", "0221/23125-77", "0221/23125-77"),
        ("site_url", "praxis-nord.de", "https://praxis-nord.de"),
        ("owner", "Dr. med. Ada Muster und Dr. Bert Özdemir", "Dr. med. Ada Muster; Dr. Bert Özdemir"),
        ("owner", "Dipl.-Psych. Eva Weiß, Dr. Max von der Au", "Dipl.-Psych. Eva Weiß; Dr. Max von der Au"),
        ("city", "  Bad   Homburg ", "Bad Homburg"),
    ],
)
def test_answers_are_understood_as_they_are_spoken(key: str, said: str, meant: str) -> None:
    assert understood(key, said) == meant


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("profession", "xq"), ("legal_form", "limited"), ("state", "Atlantis"), ("email", "x"),
        ("owner", "12345"), ("owner", "Mo-Fr 8-12"), ("owner", "Anna und Peter Muster"), ("owner", "Dr. Muster und Partner"), ("owner", "Dres. A und B Muster"), ("hours", "immer"),
        ("hours", "Mo-Fr 8-12 (außer Mi bis 11)"), ("site_url", "praxis@muster.de"), ("name", "–"), ("street", "7"), ("city", "10115"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_told_with_a_way_out(key: str, said: str) -> None:
    with pytest.raises(PraxisError) as refused:
        understood(key, said)
    (problem,) = refused.value.problems
    assert problem.fix


def test_no_other_profession_is_proposed_for_a_word_that_only_looks_alike() -> None:
    for said in ("Psychologe", "Masseur"):
        with pytest.raises(PraxisError) as refused:
            understood("profession", said)
        assert "Meinten Sie" not in str(refused.value.problems[0].fix)


def test_a_field_that_the_profession_named_is_an_example_until_somebody_confirms_it(tmp_path: Path) -> None:
    create(tmp_path, profession="Neurologe")
    text = (tmp_path / "praxis" / "praxis.yml").read_text(encoding="utf-8")
    assert "fachgebiet: Neurologie   # BEISPIEL" in text


@pytest.mark.parametrize(
    ("spoken", "language"),
    [({}, "de"), ({"LANG": "C.UTF-8"}, "de"), ({"LANG": "de_AT.UTF-8"}, "de"), ({"LANG": "en_GB.UTF-8"}, "en")],
)  # fmt: skip
def test_without_a_word_of_the_terminal_a_site_is_german(
    spoken: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in spoken.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", "linux")
    assert site_language() == language


def test_a_new_site_can_have_its_nightly_build_at_once(tmp_path: Path) -> None:
    def new(name: str, way: str) -> Result:
        return praxis("new", tmp_path / name, "--yes", "--lang", "de", "--workflow", way)

    done = new("eins", "cron")
    assert done.exit_code == 0, done.output
    assert "So geht es weiter" in done.output
    assert any(
        "praxis publish" in p.read_text(encoding="utf-8")
        for p in (tmp_path / "eins").iterdir()
        if p.is_file() and p.name != "LIESMICH.md"
    )
    refused = new("zwei", "corn")
    assert refused.exit_code == 2
    assert "cron" in refused.output
    assert not (tmp_path / "zwei").exists()


@pytest.mark.parametrize("name", ["?", "*", "praxis?", "praxis: neu", '"praxis"'])
def test_what_no_folder_can_be_called_makes_none(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = praxis("new", name, "--lang", "de")
    assert done.exit_code == 2
    assert "kann kein Ordner heißen" in done.output
    assert "praxis new --help" in done.output
    assert not list(tmp_path.iterdir())


def test_broken_facts_are_told_in_one_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.chdir(tmp_path)
    praxis("new", "praxis", "--lang", "de", "--yes")
    facts = tmp_path / "praxis" / "praxis" / "praxis.yml"
    facts.write_text(facts.read_text("utf-8") + "telefon: 12\n", "utf-8")
    told = praxis("todo", "--config", "praxis/mkdocs.yml").output
    assert "was tun" in told
    assert "fix " not in told


def test_settings_that_notepad_named_are_told_by_their_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mkdocs.yml.txt").write_text("site_name: P\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    told = praxis("todo").output
    assert "mkdocs.yml.txt" in told
    assert "Rename it to mkdocs.yml." in told


def test_what_is_there_already_stays(tmp_path: Path) -> None:
    for name in ("README.md", ".gitignore"):
        (tmp_path / name).write_text("mine\n")
    create(tmp_path, language="en")
    assert [(tmp_path / name).read_text() for name in ("README.md", ".gitignore")] == ["mine\n"] * 2
    assert (tmp_path / "mkdocs.yml").is_file()


def test_git_is_told_what_is_made_anew(tmp_path: Path) -> None:
    create(tmp_path, language="de")
    assert "/site/\n" in (tmp_path / ".gitignore").read_text(encoding="utf-8")


def test_a_site_that_cannot_be_written_whole_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if self.name == "team.yml":
            raise OSError(28, "No space left on device")
        return write(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        create(tmp_path / "neu")
    assert not (tmp_path / "neu").exists()


@pytest.mark.parametrize(
    ("terminal", "said", "locale", "page"),
    [("en_US.UTF-8", [], "", "kontakt.md"), ("de_DE.UTF-8", ["--lang", "en"], "locale: en", "contact.md")],
)
def test_a_site_of_a_base_speaks_its_language_unless_told_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, terminal: str, said: list[str], locale: str, page: str
) -> None:
    """English pages in a German frame were what an English terminal got."""
    (tmp_path / "basis").mkdir()
    base = "theme: {name: praxis, locale: de}\nplugins: {praxis: {}}\n"
    (tmp_path / "basis" / "mkdocs.base.yml").write_text(base, encoding="utf-8")
    monkeypatch.setenv("LC_ALL", terminal)
    site = tmp_path / "nord"
    done = praxis("new", site, "--from", tmp_path / "basis", "--yes", *said)
    assert done.exit_code == 0, done.output
    assert (site / "docs" / page).is_file()
    settings = (site / "mkdocs.yml").read_text("utf-8")
    assert locale in settings
    assert ("locale:" in settings) == bool(locale)


@pytest.mark.parametrize(
    ("settings", "said"),
    [("plugins: [praxis]\n", "Die Plugins der Basis sind eine Liste"), ("theme: praxis\n", "Das Thema der Basis ist ein Wort")],
)  # fmt: skip
def test_a_base_that_its_sites_cannot_add_to_is_told(tmp_path: Path, settings: str, said: str) -> None:
    (tmp_path / "mkdocs.base.yml").write_text(settings, encoding="utf-8")
    site = tmp_path / "nord"
    done = praxis("new", site, "--from", tmp_path, "--yes", "--lang", "de", "--profession", "arzt")
    assert done.exit_code == 2
    assert said in done.output
    assert not site.exists()
