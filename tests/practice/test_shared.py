"""Facts of a base: what a site does not say itself comes from there, with the place where it stands."""

from pathlib import Path

import pytest

from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.practice.todo import missing
from mkdocs_praxis.problem import PraxisError
from tests.tools import praxis

BASE = """hosting:
  anbieter: Beispielhoster GmbH
  land: Deutschland
  logs: {felder: [IP-Adresse, Datum], tage: 7}
texte:
  links: Links aller Praxen.
  melden: Melden aller Praxen.
dienstleister:
  - {name: Agentur Beispiel, zweck: Pflege der Website, avv: 01.03.2026}
"""


def read(tmp_path: Path, base: dict[str, str], own: dict[str, str]) -> Facts:
    for folder, files in (
        ("basis/praxis", base),
        ("nord/praxis", {"praxis": "name: P\nberuf: {art: arzt}\n"} | own),
    ):
        (tmp_path / folder).mkdir(parents=True)
        for name, text in files.items():
            (tmp_path / folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return read_facts(tmp_path / "nord/praxis", shared=tmp_path / "basis/praxis")


def test_keys_are_joined_and_lists_replaced(tmp_path: Path) -> None:
    own = "hosting:\n  Anbieter: Eigener Hoster\n  logs: {felder: [Datum]}\npost:\ntexte: {melden: Eigenes Melden.}\n"
    facts = read(
        tmp_path,
        {"rechtliches": BASE, "fragen": "fragen: [{frage: Warum?, antwort: Darum.}]\n"},
        {"rechtliches": own},
    )
    assert facts.hosting is not None
    assert (facts.hosting.provider, facts.hosting.country) == ("Eigener Hoster", "DE")
    assert facts.hosting.logs is not None
    assert (facts.hosting.logs.fields, facts.hosting.logs.days) == (("Datum",), 7)
    assert facts.texts == {"links": "Links aller Praxen.", "melden": "Eigenes Melden."}
    assert [one.name for one in facts.processors] == ["Agentur Beispiel"]
    assert [one.question for one in facts.questions] == ["Warum?"]


def test_a_site_without_the_file_has_it_from_the_base(tmp_path: Path) -> None:
    facts = read(tmp_path, {"rechtliches": BASE.replace("tage: 7", "tage: 7}   # BEISPIEL\n#")}, {})
    assert facts.hosting is not None
    assert [(place.file, place.line) for place in facts.examples] == [("basis/praxis/rechtliches.yml", 4)]
    assert any("BEISPIEL" in (point.excerpt or "") for point in missing(facts, language="de"))


@pytest.mark.parametrize(
    ("base", "own", "file", "line"),
    [
        (BASE.replace("tage: 7", "tage: viele"), "", "basis/praxis/rechtliches.yml", 4),
        (BASE + "unbekannt: ja\n", "dsb: {benannt: nein}\n", "basis/praxis/rechtliches.yml", 10),
        (BASE.replace("links:", "linx:"), "hosting:\n", "basis/praxis/rechtliches.yml", 6),
        (BASE + "a: [\n", "", "basis/praxis/rechtliches.yml", 10),
        (BASE, "hosting: {logs: {tage: viele}}\n", "praxis/rechtliches.yml", 1),
    ],
)
def test_a_mistake_is_told_where_it_stands(tmp_path: Path, base: str, own: str, file: str, line: int) -> None:
    with pytest.raises(PraxisError) as told:
        read(tmp_path, {"rechtliches": base}, {"rechtliches": own} if own else {})
    assert [(one.file, one.line) for one in told.value.problems] == [(file, line)]


@pytest.mark.parametrize("name", ["zeiten", "team", "leistungen", "urlaub", "praxis", "anfahrt"])
def test_what_only_a_practice_can_say_is_no_matter_of_a_base(tmp_path: Path, name: str) -> None:
    facts = read(tmp_path, {name: "das: wird nicht gelesen\n"}, {})
    assert facts.practice.name == "P"
    assert (facts.hours, facts.team, facts.services, facts.closings) == ((), (), (), ())


def test_what_the_base_says_is_not_asked_again(tmp_path: Path) -> None:
    read(tmp_path, {"rechtliches": BASE}, {})
    site = tmp_path / "nord"
    (site / "praxis").rename(site / "angaben")
    settings = "plugins: [{praxis: {facts: angaben, SHARED}}]\n"
    asked = {}
    for shared in ("shared_facts: ../basis/praxis", "policy: strict"):
        (site / "mkdocs.yml").write_text(settings.replace("SHARED", shared), encoding="utf-8")
        asked[shared] = praxis("todo", "--config", site / "mkdocs.yml", "--lang", "de").output
    with_base, alone = asked.values()
    assert "Firma, die den Webserver betreibt" not in with_base
    assert "Firma, die den Webserver betreibt" in alone
