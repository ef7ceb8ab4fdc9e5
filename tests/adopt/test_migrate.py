"""`praxis migrate`: an older site comes up to date, the rest of its files stays as it was written."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from mkdocs_praxis.adopt.migrate import migrate
from mkdocs_praxis.practice.migrations import Migration, migrations
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.practice.specs import files_of_facts
from mkdocs_praxis.problem import PraxisError
from tests.tools import praxis

FACTS = Path(__file__).parents[1] / "practice" / "beispiel"
DAY = dt.date(2026, 11, 25)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site whose facts hold every key that is gone, in spellings and places of several kinds."""
    shutil.copytree(FACTS, tmp_path / "praxis")
    (tmp_path / "mkdocs.yml").write_text("site_name: X\nplugins:\n  - search\n  - praxis   # wir\n", "utf-8")
    team = tmp_path / "praxis/team.yml"
    text = team.read_text("utf-8")
    text = text.replace(
        "  - name: Ada Beispiel\n", "  - anstellung: Inhaberin # alt\n    name: Ada Beispiel   # Chefin\n"
    )
    team.write_text(text.replace("Auszubildender\n", "Auszubildender\n    Anstellung: befristet\n"), "utf-8")
    legal = tmp_path / "praxis/rechtliches.yml"
    old = legal.read_text("utf-8").replace(
        "hosting:\n", "hosting:\n  Datenschutz: https://host.example/ds\n", 1
    )
    old += "\nsocial: {stufe: streng, text: Wir nicht.}   # so\nwebsite:\n  https: ja\n\n# Ende\n"
    legal.write_bytes(("\ufeff" + old).replace("\n", "\r\n").encode())
    return tmp_path


def test_old_keys_go_and_all_else_stays_byte_for_byte(site: Path) -> None:
    before = {p.name: p.read_bytes() for p in (site / "praxis").iterdir()}
    with pytest.raises(PraxisError):
        read_facts(site / "praxis")
    said = praxis("migrate", "--config", site / "mkdocs.yml", "--lang", "en")
    assert said.exit_code == 1
    assert "-    Anstellung: befristet" in said.output
    assert before == {p.name: p.read_bytes() for p in (site / "praxis").iterdir()}  # only shown

    said = praxis("migrate", "--config", site / "mkdocs.yml", "--write", "--lang", "de")
    assert (said.exit_code, "3 Dateien geändert" in said.output) == (0, True)
    read_facts(site / "praxis")
    assert "  - praxis: {policy: strict}   # wir" in (site / "mkdocs.yml").read_text("utf-8")
    team = (site / "praxis/team.yml").read_text("utf-8")
    assert team == (FACTS / "team.yml").read_text("utf-8").replace(
        "Ada Beispiel\n", "Ada Beispiel   # Chefin\n", 1
    )
    legal = (site / "praxis/rechtliches.yml").read_bytes()
    assert legal.startswith("\ufeff".encode())
    assert legal.endswith(b"social: {text: Wir nicht.}   # so\r\n\r\n# Ende\r\n")
    again = praxis("migrate", "--config", site / "mkdocs.yml", "--lang", "de")
    assert (again.exit_code, "die dieser Version" in again.output) == (0, True)


def test_a_policy_that_was_chosen_stays(site: Path) -> None:
    (site / "mkdocs.yml").write_text("site_name: X\nplugins: {praxis: {policy: standard}}\n", "utf-8")
    assert "policy: standard" in migrate(site / "mkdocs.yml").after[site / "mkdocs.yml"]


def test_a_renamed_key_is_renamed_wherever_it_stands(site: Path) -> None:
    renamed = Migration(since=DAY, file="team.yml", key="team.funktion", rename="rolle", fix="Write rolle.")
    made = migrate(site / "mkdocs.yml", [renamed])
    before, after = (texts[site / "praxis/team.yml"] for texts in (made.before, made.after))
    assert after == before.replace("    funktion:", "    rolle:")


def test_what_is_new_is_told_since_the_last_evidence(site: Path) -> None:
    config = site / "mkdocs.yml"
    everything = migrate(config).notes
    config.write_text("plugins: {praxis: {evidence: n.json}}\n", "utf-8")
    (site / "n.json").write_text('{"predicate": {"date": "2026-11-25"}}', "utf-8")
    newer = migrate(config).notes
    (site / "base.yml").write_text(config.read_text("utf-8"), "utf-8")
    config.write_text("INHERIT: base.yml\n", "utf-8")
    assert migrate(config).notes == newer  # as the sites of an agency have it from their base
    assert 0 < len(newer) < len(everything)
    assert all(note.since > DAY for note in newer)


@pytest.mark.parametrize("text", ["- a\n", "a: [\n", "nur ein Wort\n"])
def test_what_cannot_be_read_is_told_with_its_file(site: Path, text: str) -> None:
    (site / "praxis/team.yml").write_text(text, "utf-8")
    said = praxis("migrate", "--config", site / "mkdocs.yml", "--write")
    assert (said.exit_code, "praxis/team.yml" in said.output, "Traceback" in said.output) == (2, True, False)


def test_an_empty_file_of_facts_is_nothing_to_change(site: Path) -> None:
    (site / "praxis/team.yml").write_text("\n# nichts\n", "utf-8")
    assert site / "praxis/team.yml" not in migrate(site / "mkdocs.yml").changed


def test_the_table_names_files_of_facts_and_one_thing_to_do() -> None:
    for one in migrations():
        assert one.file in files_of_facts()
        assert [one.delete, bool(one.rename), bool(one.option)].count(True) == 1, one.key
        assert one.fix.endswith((".", "site."))


def test_facts_beside_the_site_are_named_by_their_whole_path(site: Path, tmp_path: Path) -> None:
    folder = shutil.move(site / "praxis", tmp_path / "anderswo")
    config = site / "w" / "mkdocs.yml"
    config.parent.mkdir()
    config.write_text(f"site_name: X\nplugins: [praxis: {{facts: {folder}}}]\n", "utf-8")
    said = praxis("migrate", "--config", config, "--lang", "en")
    assert said.exit_code == 1, said.output
    assert f"+++ {folder}/team.yml" in said.output


def test_facts_that_cannot_be_read_are_not_those_of_this_version(site: Path) -> None:
    (site / "praxis/zeiten.yml").write_text("sprechzeiten: [\n")
    with pytest.raises(PraxisError, match=r"praxis/zeiten\.yml:1:"):
        migrate(site / "mkdocs.yml")


@pytest.mark.parametrize(("name", "hinted"), [("mkdocs.yml", True), ("mkdocs.base.yml", False)])
def test_a_base_of_several_sites_is_not_told_to_build(name: str, hinted: bool, tmp_path: Path) -> None:
    (tmp_path / name).write_text("site_name: x\nplugins:\n  praxis: {}\n")
    told = praxis("migrate", "--config", tmp_path / name, "--lang", "en").output
    assert ("praxis build" in told) is hinted
