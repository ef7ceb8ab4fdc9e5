"""Evidence: same input, same bytes; every changed byte of a copy is named; a page that people can read."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_praxis.cli import main
from mkdocs_praxis.evidence import STATEMENT, differences, evidence, load, rules_version
from mkdocs_praxis.evidence.page import page
from mkdocs_praxis.gate import Options, check
from mkdocs_praxis.policy.config import policy_of
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.web import read
from mkdocs_praxis.web.contact import OwnSite

OWN = OwnSite("https://praxis.example/")
PAGE = '<!doctype html><html lang=de><title>Praxis</title><h1>x</h1><a href="https://www.kvhh.net/" rel=external>KV</a><img src=//bilder.example/a.png alt=x>'
POLICY = policy_of(
    {
        "allow": [{"host": "bilder.example", "rule": "third-party-image", "reason": "<b>Bild</b>", "approved_by": "x", "contract": "y", "expires": "2099-01-31"}],
        "allow_storage": [{"store": "localStorage", "key": "theme", "reason": "Farbschema"}],
    }
)  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "sub").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE)
    (folder / "sub" / "ä b.txt").write_text("x")
    (folder / ".htaccess").write_text("Options -Indexes\n")
    return folder


@pytest.fixture
def file(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")
    report = check(site, OWN, Options(POLICY))
    assert report.passed, report.findings
    path = tmp_path / "praxis-evidence.json"
    path.write_text(evidence(report, site), encoding="utf-8")
    return path


def test_the_form_is_an_in_toto_statement(file: Path) -> None:
    data = json.loads(file.read_text(encoding="utf-8"))
    assert list(data) == ["_type", "subject", "predicateType", "predicate"]
    assert data["_type"] == STATEMENT == "https://in-toto.io/Statement/v1"
    assert [s["name"] for s in data["subject"]] == [".htaccess", "index.html", "sub/ä b.txt"]
    assert all(len(s["digest"]["sha256"]) == 64 for s in data["subject"])
    assert data["predicateType"].startswith("https://")
    assert data["predicate"]["tool"]["rules"] == rules_version()
    assert data["predicate"]["stored"] == [{"store": "localStorage", "key": "theme", "reason": "Farbschema"}]
    assert data["predicate"]["date"] == "2025-11-24T16:00:00+00:00"


def test_same_input_same_bytes(site: Path, file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere"
    shutil.copytree(site, copy)
    assert evidence(check(copy, OWN, Options(POLICY)), copy) == file.read_text(encoding="utf-8")


def test_what_did_not_pass_leaves_none(site: Path) -> None:
    (site / "index.html").write_text("<script src=//boese.example/x.js></script>")
    with pytest.raises(ValueError, match="did not pass"):
        evidence(check(site, OWN, Options()), site)


@pytest.mark.parametrize("name", ["index.html", ".htaccess", "sub/ä b.txt"])
def test_one_changed_byte_is_named(site: Path, file: Path, name: str) -> None:
    statement = load(file)
    assert differences(site, statement) == []
    data = bytearray((site / name).read_bytes())
    data[-1] ^= 1
    (site / name).write_bytes(bytes(data))
    assert [(d.file, d.what) for d in differences(site, statement)] == [(name, "changed")]


def test_missing_and_added_files_are_named_and_a_download_lacks_server_files(site: Path, file: Path) -> None:
    statement = load(file)
    (site / ".htaccess").unlink()
    (site / "neu.html").touch()
    assert [(d.file, d.what) for d in differences(site, statement)] == [
        (".htaccess", "missing"),
        ("neu.html", "added"),
    ]
    assert [d.file for d in differences(site, statement, downloaded=True)] == ["neu.html"]
    (site / "index.html").unlink()
    assert [d.what for d in differences(site, statement, downloaded=True)] == ["missing", "added"]


def test_the_command_says_so(site: Path, file: Path) -> None:
    run = CliRunner().invoke
    assert (
        run(main, ["verify", str(site), str(file), "--lang", "de"]).output
        == "Dieselbe: 3 Dateien, geprüft am 2025-11-24T16:00:00+00:00.\n"
    )
    inside = site / "praxis-evidence.json"
    shutil.copy(file, inside)
    assert run(main, ["verify", str(site), str(inside)]).exit_code == 0
    inside.unlink()
    (site / "index.html").write_text("x")
    told = run(main, ["verify", str(site), str(file), "--lang", "en"])
    assert told.exit_code == 1
    assert told.output.startswith("changed  index.html\n1 differences to the 3 files")


def test_other_rules_are_told(site: Path, file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace(rules_version(), "0" * 16), encoding="utf-8")
    told = CliRunner().invoke(main, ["verify", str(site), str(file), "--lang", "en"])
    assert told.exit_code == 0
    assert "other rules" in told.stderr


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"_type": "x"}', '{"_type": "https://in-toto.io/Statement/v1", "predicateType": "https://slsa.dev/provenance/v1", "subject": [], "predicate": {}}'],
)  # fmt: skip
def test_something_else_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(PraxisError, match="no evidence file"):
        load(tmp_path / "x.json")


@pytest.mark.parametrize(
    ("key", "value"), [("name", 1), ("digest", {}), ("digest", {"sha256": 1}), ("digest", None)]
)
def test_a_broken_subject_is_refused(file: Path, key: str, value: object) -> None:
    data = json.loads(file.read_text(encoding="utf-8"))
    data["subject"][0][key] = value
    file.write_text(json.dumps(data))
    with pytest.raises(PraxisError, match="no evidence file"):
        load(file)


@pytest.mark.parametrize(
    ("language", "says"), [("de", "Was diese Website kontaktiert"), ("en", "What this website contacts")]
)
def test_the_page_tells_all_and_contacts_nobody(file: Path, language: str, says: str) -> None:
    text = page(load(file), language)
    assert f"<h1>{says}</h1>" in text
    for word in ("bilder.example", "&lt;b&gt;Bild", "www.kvhh.net", "localStorage (theme): Farbschema"):
        assert word in text
    reading = read("evidence.html", text.encode(), url=OWN.url + "evidence.html", own=OWN)
    assert reading.unread is None
    assert reading.contacts == ()
    assert not any(kind in text for kind in ("konform", "compliant"))
